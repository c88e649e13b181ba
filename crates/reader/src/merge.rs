//! Stage 2, second half: genitives, appositions and lists are joined into one phrase.

use claims::EntityType;
use language::{Number, Pos, Suffix, VerbForm};

use crate::{
    appositions::{appositions, innermost, is_unlisted},
    context::Context,
    owned::{shared_adjectives, shared_genitives},
    phrases::{Phrase, Pieces, Unit},
    relatives,
};

/// Joins the phrases that belong together.
pub fn merge(pieces: &mut Pieces, context: Context<'_>) {
    shared_adjectives(pieces, context);
    genitives(pieces, context);
    shared_genitives(pieces, context);
    relatives::verbless(pieces, context);
    appositions(pieces, context);
    shared_genitives(pieces, context);
    relatives::lists_around(pieces, context);
    lists(pieces, context);
    relatives::lists_around(pieces, context);
    appositions(pieces, context);
    subordinators(pieces, context);
    shared_auxiliaries(pieces, context);
}

/// "is expelling the envoy and calling home its own", "was signed in May and ratified in June": a second verb in the same form
/// shares the auxiliary of the first.
fn shared_auxiliaries(pieces: &mut Pieces, context: Context<'_>) {
    let mut first: Option<usize> = None;
    let mut joined = false;
    for unit in 0..pieces.units.len() {
        match pieces.units[unit] {
            Unit::Link(Pos::Coordinator, _) => joined = true,
            Unit::Mark(',', _) => {}
            Unit::Other(w) if context.pos(w) == Some(Pos::Adverb) => {}
            Unit::Verb(v) => {
                let verb = &pieces.verbs[v];
                let bare = verb.start == verb.head;
                if let Some(before) = first.map(|f| pieces.verbs[f].clone()).filter(|_| joined && bare) {
                    let form = context.features(verb.head).form;
                    // "agreed to restore ties and reopen embassies", "will sign and ratify"
                    let led = before.infinitive || before.modal.is_some() || before.obliged;
                    if led && form == VerbForm::Infinitive && context.language.settings.order.infinitive_needs_marker {
                        let verb = &mut pieces.verbs[v];
                        (verb.form, verb.features) = (before.form, before.features);
                        (verb.infinitive, verb.obliged) = (before.infinitive, before.obliged);
                        (verb.modal, verb.negated) = (before.modal, before.negated);
                    }
                    let going_on = before.progressive && form == VerbForm::Gerund;
                    let undergone = before.passive && matches!(form, VerbForm::PassiveParticiple | VerbForm::Past);
                    if going_on || undergone {
                        let verb = &mut pieces.verbs[v];
                        (verb.form, verb.features) = (before.form, before.features);
                        (verb.progressive, verb.passive) = (before.progressive, before.passive);
                        (verb.modal, verb.negated) = (before.modal, before.negated);
                    }
                }
                let verb = &pieces.verbs[v];
                let with_auxiliary = verb.start < verb.head || joined && first.is_some();
                let led = verb.infinitive || verb.modal.is_some() || verb.obliged;
                first = (with_auxiliary && (verb.progressive || verb.passive) || led).then_some(v);
                joined = false;
            }
            Unit::Phrase(p) => {
                // A new subject has its own auxiliary.
                if joined && pieces.phrases[p].marker == 0 {
                    first = None;
                }
                joined = false;
            }
            Unit::Link(..) | Unit::Mark(';' | ':' | '.', _) => first = None,
            _ => joined = false,
        }
    }
}

/// "after its president met": a preposition that is also a subordinator opens a clause where a finite verb follows its phrase.
fn subordinators(pieces: &mut Pieces, context: Context<'_>) {
    let mut unit = 0;
    while unit < pieces.units.len() {
        let Some(p) = phrase_at(pieces, unit) else {
            unit += 1;
            continue;
        };
        let (start, marker) = (pieces.phrases[p].start, pieces.phrases[p].marker);
        let reading = context
            .words
            .get(start)
            .filter(|_| marker != 0 && start < pieces.phrases[p].head)
            .and_then(|w| w.readings.iter().find(|r| r.pos == Pos::Subordinator));
        let next = pieces.units[unit + 1..]
            .iter()
            .find(|u| !matches!(u, Unit::Other(w) if context.time.get(*w).copied().flatten().is_some() || context.pos(*w) == Some(Pos::Adverb)));
        let finite = matches!(next, Some(Unit::Verb(v)) if pieces.verbs[*v].may_be_finite(context));
        if reading.is_some() && finite {
            let phrase = &mut pieces.phrases[p];
            phrase.marker = 0;
            phrase.start += 1;
            pieces.units.insert(unit, Unit::Link(Pos::Subordinator, start));
            unit += 1;
        }
        unit += 1;
    }
}

pub(crate) fn phrase_at(pieces: &Pieces, unit: usize) -> Option<usize> {
    match pieces.units.get(unit) {
        Some(Unit::Phrase(p)) => Some(*p),
        _ => None,
    }
}

pub(crate) fn is_comma(pieces: &Pieces, unit: usize) -> bool {
    matches!(pieces.units.get(unit), Some(Unit::Mark(',' | '،', _)))
}

/// "president" + "of Kazakhstan"; "some" + "of the states"; "officials" + "in the United States".
fn genitives(pieces: &mut Pieces, context: Context<'_>) {
    let codes = &context.language.codes;
    let mut unit = pieces.units.len();
    while unit > 1 {
        unit -= 1;
        let (Some(a), Some(b)) = (phrase_at(pieces, unit - 1), phrase_at(pieces, unit)) else { continue };
        let (first, second) = (&pieces.phrases[a], &pieces.phrases[b]);
        if first.pronoun.is_some() {
            continue;
        }
        let part = context.pos(first.head) == Some(Pos::Quantifier)
            && (second.marker == codes.from || second.marker == codes.of);
        // "a spokesman for the Kenyan foreign ministry"
        let speaks_for = second.marker == codes.for_
            && context.in_class(first.head, codes.official)
            && (context.in_class(second.head, codes.state_body)
                || context.in_class(second.head, codes.organ)
                || context.name(second.head).is_some_and(|n| {
                    matches!(n.kind, EntityType::Organization | EntityType::Office | EntityType::Person)
                }));
        let seat = (second.marker == codes.in_ || second.marker == codes.from)
            && ([codes.official, codes.leader, codes.organ, codes.state_body, codes.delegation]
                .iter()
                .any(|c| context.in_class(first.head, *c))
                || second.marker == codes.from
                    && context.name(first.head).is_some_and(|n| n.kind == EntityType::Office))
            && !context.in_class(first.head, codes.mission)
            // "President Herzog in Amman" is there on a visit.
            && !(second.marker == codes.in_ && first.names.iter().any(|n| is_person(*n, context)))
            && second
                .names
                .iter()
                .any(|n| context.name(*n).is_some_and(|n| matches!(n.kind, EntityType::State | EntityType::Place)));
        // "his counterpart from Fiji"
        let equal = [codes.from, codes.in_].contains(&second.marker)
            && context.in_class(first.head, codes.counterpart)
            && context.name(second.head).is_some_and(|n| n.kind == EntityType::State);
        // "deputy minister for trade": what the title is about belongs to it, and is nobody's state.
        let about = second.marker == codes.about
            && second.names.is_empty()
            && (context.name(first.head).is_some_and(|n| n.kind == EntityType::Office)
                || context.in_class(first.head, codes.leader)
                || context.in_class(first.head, codes.official));
        if about {
            pieces.phrases[a].end = second.end;
            pieces.units.remove(unit);
            continue;
        }
        // "החזרת השגרירים שלהם": an owner told in one word with its preposition is told as by an ending.
        let owned = innermost(pieces, a);
        let noun = &pieces.phrases[owned];
        let whose = second.marker == codes.of
            && second.pronoun.is_some()
            && second.end == second.start + 1
            && second.features.person == 3
            && context.pos(noun.head) == Some(Pos::Noun)
            && noun.genitives.is_empty()
            && noun.owner.is_none()
            && noun.end == first.end;
        if whose {
            let (f, end) = (second.features, second.end);
            let phrase = &mut pieces.phrases[owned];
            phrase.owner = Some(Suffix { person: f.person, gender: f.gender, number: f.number });
            (phrase.definite, phrase.end) = (true, end);
            pieces.phrases[a].end = end;
            pieces.units.remove(unit);
            continue;
        }
        if second.marker == codes.of || part || seat || equal || speaks_for {
            let end = second.end;
            let phrase = &mut pieces.phrases[a];
            phrase.genitives.push(b);
            phrase.end = end;
            // "the Republic of Fiji" is Fiji.
            let form = context.in_class(phrase.head, context.language.codes.country_form);
            if form && is_state(pieces.phrases[b].head, context) && pieces.phrases[a].adjectives.is_empty() {
                let inner = pieces.phrases[b].clone();
                let phrase = &mut pieces.phrases[a];
                phrase.genitives.pop();
                (phrase.head, phrase.names, phrase.features) = (inner.head, inner.names, inner.features);
                phrase.members = inner.members;
                phrase.definite = true;
            }
            let phrase = &mut pieces.phrases[a];
            // "שיחתו של טראמפ": ending and genitive are one owner. "Their leaders in Chile" are not Chile's.
            let leads = context.in_class(phrase.head, codes.leader)
                || context.name(phrase.head).is_some_and(|n| n.table == world::Kind::Offices);
            if !(leads && pieces.phrases[b].marker == codes.in_) {
                pieces.phrases[a].owner = None;
            }
            pieces.units.remove(unit);
        }
    }
}

pub(crate) fn is_and(pieces: &Pieces, unit: usize, context: Context<'_>) -> bool {
    matches!(pieces.units.get(unit), Some(Unit::Link(Pos::Coordinator, w)) if context.code(*w) == context.language.codes.and)
}

fn is_person(word: usize, context: Context<'_>) -> bool {
    context.name(word).is_some_and(|n| n.kind == EntityType::Person)
}

pub(crate) fn is_state(word: usize, context: Context<'_>) -> bool {
    context.name(word).is_some_and(|n| n.kind == EntityType::State)
}

/// "Chile, Kenya and Nepal"; "between Latvia and Nepal".
fn lists(pieces: &mut Pieces, context: Context<'_>) {
    let codes = context.language.codes;
    let mut unit = 0;
    while unit < pieces.units.len() {
        let joins = matches!(pieces.units.get(unit), Some(Unit::Link(Pos::Coordinator, w)) if context.code(*w) == codes.and || context.code(*w) == codes.or);
        let (Some(b), true) = (phrase_at(pieces, unit + 1), joins) else {
            unit += 1;
            continue;
        };
        // "economic and military cooperation", "כלכליים וביטחוניים": an adjective alone goes on with the phrase before.
        if unit > 0
            && let Some(a) = phrase_at(pieces, unit - 1)
            && context.pos(pieces.phrases[b].head) == Some(Pos::Adjective)
            && pieces.phrases[b].names.is_empty()
            && pieces.phrases[b].marker == 0
        {
            let end = pieces.phrases[b].end;
            // "בכירים איראנים ואמריקנים": of both states.
            let states = pieces.phrases[b].adjectives.iter().copied().filter(|w| is_state(*w, context));
            let states: Vec<usize> = states.collect();
            pieces.phrases[a].adjectives.extend(states);
            pieces.phrases[a].end = end;
            pieces.units.drain(unit..=unit + 1);
            continue;
        }
        // The comma before "and".
        let mut left = unit;
        if left > 0 && is_comma(pieces, left - 1) {
            left -= 1;
        }
        let Some(mut first) = left.checked_sub(1).filter(|l| phrase_at(pieces, *l).is_some()) else {
            unit += 1;
            continue;
        };
        // "Kenya, a founding member, and Nepal": what describes the name before is no member of the list.
        if let Some(described) = described_before(pieces, first, b, context) {
            let description = phrase_at(pieces, first);
            let end = description.map_or(0, |d| pieces.phrases[d].end);
            let name = &mut pieces.phrases[described];
            name.appositions.extend(description);
            name.end = name.end.max(end);
            pieces.units.drain(first - 1..=first);
            unit -= 2;
            left -= 2;
            first -= 2;
        }
        let Some(nearest) = phrase_at(pieces, first) else {
            unit += 1;
            continue;
        };
        if !alike(pieces, nearest, b, context) || opens_clause(pieces, unit + 1, first, context) {
            unit += 1;
            continue;
        }
        // Walk back over "A, B, C".
        // A preposition begins the list: nothing before it belongs to it.
        while first >= 2
            && is_comma(pieces, first - 1)
            && phrase_at(pieces, first)
                .is_some_and(|p| pieces.phrases[p].marker == 0 || pieces.phrases[p].marker == pieces.phrases[b].marker)
        {
            match phrase_at(pieces, first - 2) {
                Some(p)
                    if alike(pieces, p, b, context)
                        && !opens_sentence(pieces, p, first - 2, unit + 1, context)
                        && (pieces.phrases[nearest].marker == 0
                            || first - 2 == 0
                            || pieces.phrases[nearest].marker == pieces.phrases[p].marker) =>
                {
                    first -= 2
                }
                _ => break,
            }
        }
        let Some(head) = phrase_at(pieces, first) else {
            unit += 1;
            continue;
        };
        let mut members: Vec<usize> = (first + 1..left).filter_map(|u| phrase_at(pieces, u)).collect();
        members.push(b);
        let end = pieces.phrases[b].end;
        let phrase = &mut pieces.phrases[head];
        phrase.members.extend(members);
        phrase.end = end;
        phrase.features.number = Number::Plural;
        phrase.features.gender = language::Gender::Any;
        pieces.units.drain(first + 1..=unit + 1);
        unit = first; // the list may go on: "A and B and C"
    }
    headline_list(pieces, context);
    // "בין לטביה לנפאל": the second of a pair carries "to".
    let mut unit = 0;
    while unit + 1 < pieces.units.len() {
        if let (Some(a), Some(b)) = (phrase_at(pieces, unit), phrase_at(pieces, unit + 1)) {
            let (first, second) = (&pieces.phrases[a], &pieces.phrases[b]);
            let pair = first.marker == codes.between
                && (second.marker == codes.to || second.marker == codes.between)
                && first.members.is_empty();
            if pair {
                let end = second.end;
                let phrase = &mut pieces.phrases[a];
                phrase.members.push(b);
                phrase.end = end;
                phrase.features.number = Number::Plural;
                pieces.units.remove(unit + 1);
            }
        }
        unit += 1;
    }
}

/// "Norway, Fiji to recognise Samoa", "Visit: Chile, Kenya sign pact": at the head of a sentence or behind a colon, directly
/// before its verb, commas stand for "and".
fn headline_list(pieces: &mut Pieces, context: Context<'_>) {
    if !context.language.settings.order.infinitive_is_future {
        return;
    }
    let colon = pieces.units.iter().position(|u| matches!(u, Unit::Mark(':', _)));
    for first in [Some(0), colon.map(|c| c + 1)].into_iter().flatten() {
        let acts = |unit: usize| {
            let phrase = phrase_at(pieces, unit).map(|p| &pieces.phrases[p]);
            phrase.is_some_and(|phrase| {
                let kinds =
                    |k: EntityType| matches!(k, EntityType::State | EntityType::Person | EntityType::Organization);
                phrase.marker == 0
                    && phrase.genitives.is_empty()
                    && context.name(phrase.head).is_some_and(|n| kinds(n.kind))
            })
        };
        let mut last = first;
        while acts(last) && is_comma(pieces, last + 1) && acts(last + 2) && last < first + 8 {
            last += 2;
        }
        // "Norway, Kenya says, will join": not where a verb of saying or a comma behind the verb sets it apart.
        let verb = match pieces.units.get(last + 1) {
            Some(Unit::Verb(v)) => &pieces.verbs[*v],
            _ => continue,
        };
        let apart = verb.operator.is_some_and(language::Operator::is_speech) || is_comma(pieces, last + 2);
        if last == first || apart {
            continue;
        }
        let members: Vec<usize> = (first + 2..=last).step_by(2).filter_map(|u| phrase_at(pieces, u)).collect();
        let (Some(a), Some(end)) = (phrase_at(pieces, first), members.last().map(|b| pieces.phrases[*b].end)) else {
            continue;
        };
        let phrase = &mut pieces.phrases[a];
        phrase.members.extend(members);
        phrase.end = end;
        phrase.features.number = Number::Plural;
        pieces.units.drain(first + 1..=last);
        return;
    }
}

/// "According to Chile, Kenya and Nepal signed", "In Chile, Kenya and Nepal signed": a marked phrase at the head is no member of
/// the list after it, which is the subject.
fn opens_sentence(pieces: &Pieces, phrase: usize, unit: usize, last: usize, context: Context<'_>) -> bool {
    let p = &pieces.phrases[phrase];
    let subject = || matches!(pieces.units.get(last + 1), Some(Unit::Verb(_)));
    p.marker == context.language.codes.according || p.marker != 0 && unit == 0 && subject()
}

/// The name that the common phrase at a unit describes, where both stand in a list before `b`.
fn described_before(pieces: &Pieces, unit: usize, b: usize, context: Context<'_>) -> Option<usize> {
    let description = phrase_at(pieces, unit)?;
    let before = unit.checked_sub(2).filter(|_| is_comma(pieces, unit - 1))?;
    let name = phrase_at(pieces, before)?;
    let common = !is_named(pieces, description, context) && is_named(pieces, b, context);
    (common && alike(pieces, name, b, context)).then_some(name)
}

pub(crate) fn is_named(pieces: &Pieces, phrase: usize, context: Context<'_>) -> bool {
    pieces.phrases[phrase].names.iter().any(|n| context.name(*n).is_some())
}

/// Two phrases that can stand in one list: both named with the same sort of name, or both common, with one marker.
pub(crate) fn alike(pieces: &Pieces, a: usize, b: usize, context: Context<'_>) -> bool {
    let (first, second) = (&pieces.phrases[a], &pieces.phrases[b]);
    let codes = &context.language.codes;
    let marker = second.marker == 0
        || second.marker == first.marker
        || first.marker == codes.between && second.marker == codes.to;
    let sort = |p: &Phrase| {
        // A person, an office and a state can stand in one list: "with Netanyahu and the president of Kazakhstan".
        let named = p.names.last().and_then(|n| context.name(*n)).map(|n| n.kind);
        match named {
            Some(EntityType::Person | EntityType::Office | EntityType::State | EntityType::Organization) => 1,
            Some(EntityType::Agreement) => 2,
            Some(_) => 3,
            // "Kosovo's Vjosa Osmani and Saudi Crown Prince ...": a person whom nobody listed.
            None if unlisted_person(p, pieces, context) => 1,
            // "with the minister and his counterpart"
            None if context.in_class(p.head, codes.counterpart) => 1,
            // "האיחוד האירופי וגוש מרקוסור"
            None if context.in_class(p.head, codes.group)
                && p.genitives.iter().any(|g| {
                    context.name(pieces.phrases[*g].head).is_some_and(|n| n.kind == EntityType::Organization)
                }) =>
            {
                1
            }
            // "with Trump and the crown prince of the Emirates"
            None if context.in_class(p.head, codes.leader)
                && p.genitives.iter().any(|g| is_state(pieces.phrases[*g].head, context)) =>
            {
                1
            }
            None => 0,
        }
    };
    // "שרי החוץ גדעון סער ופרננדו ארמאיו": of two who hold an office one may be unlisted.
    let holders = first.features.number == Number::Plural
        && first.names.first().and_then(|n| context.name(*n)).is_some_and(|n| n.kind == EntityType::Office)
        && second.marker == 0
        && second.end > second.start + 1
        && is_unlisted(second, context);
    marker && first.pronoun.is_none() == second.pronoun.is_none() && (sort(first) == sort(second) || holders)
}

/// Two words or more with capitals that no lexicon knows, owned by a state: "Kosovo's Vjosa Osmani".
fn unlisted_person(phrase: &Phrase, pieces: &Pieces, context: Context<'_>) -> bool {
    let owned = phrase.genitives.first().is_some_and(|g| is_state(pieces.phrases[*g].head, context));
    owned
        && context.language.settings.lower_case
        && context.unlisted(phrase.head)
        && context.unlisted(phrase.head.wrapping_sub(1))
}

/// Whether the phrase after a coordinator is the subject of a new clause: a finite verb follows it, and one stands before.
fn opens_clause(pieces: &Pieces, phrase_unit: usize, first: usize, context: Context<'_>) -> bool {
    let verb_after = (phrase_unit + 1..pieces.units.len())
        .map(|u| &pieces.units[u])
        .find(|u| !matches!(u, Unit::Other(_)))
        .is_some_and(
            |u| matches!(u, Unit::Verb(v) if pieces.verbs[*v].features.is_finite() || pieces.verbs[*v].modal.is_some() || pieces.verbs[*v].copula),
        );
    // "Latvia, which has a long coast, Fiji and Nepal joined": the verb between commas is that of a relative clause.
    let aside = relatives::before(pieces, first, context);
    let verb_before = pieces.units[..aside]
        .iter()
        .rev()
        .take_while(|u| {
            !matches!(
                u,
                Unit::Mark(';' | ':' | '–' | '—', _)
                    | Unit::Link(Pos::Complementizer | Pos::Relativizer | Pos::Subordinator, _)
            )
        })
        .any(|u| matches!(u, Unit::Verb(_)));
    verb_after && verb_before
}
