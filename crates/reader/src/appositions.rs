//! Stage 2: a second phrase that means the same: a name after its title, an office after a name.

use claims::EntityType;
use language::{Number, Pos};

use crate::{
    context::Context,
    merge::{is_comma, phrase_at},
    phrases::{Phrase, Pieces, Unit},
};

/// A name with an office, or an office with a name: "Kazakhstan's president, Kassym-Jomart Tokayev,".
pub(crate) fn appositions(pieces: &mut Pieces, context: Context<'_>) {
    let mut unit = 0;
    while unit < pieces.units.len() {
        let Some(a) = phrase_at(pieces, unit) else {
            unit += 1;
            continue;
        };
        let comma = is_comma(pieces, unit + 1);
        if comma && let Some(last) = description(pieces, unit, context) {
            // The comma that closes it stays where it separates the members of a list.
            let named = |p: usize| {
                let p = &pieces.phrases[p];
                p.marker == 0 && p.names.iter().any(|n| context.name(*n).is_some())
            };
            let closing = is_comma(pieces, last + 1) && !phrase_at(pieces, last + 2).is_some_and(named);
            let inner = phrase_at(pieces, unit + 2);
            let end = inner.into_iter().chain(phrase_at(pieces, last)).map(|p| pieces.phrases[p].end).max();
            let described = described(pieces, a, context);
            pieces.phrases[described].appositions.extend(inner);
            for phrase in [a, described] {
                let phrase = &mut pieces.phrases[phrase];
                phrase.end = phrase.end.max(end.unwrap_or(0));
            }
            pieces.units.drain(unit + 1..=if closing { last + 1 } else { last });
            continue;
        }
        let other = if comma { unit + 2 } else { unit + 1 };
        let Some(b) = phrase_at(pieces, other) else {
            unit += 1;
            continue;
        };
        let closed = !comma
            || is_comma(pieces, other + 1)
            || !matches!(pieces.units.get(other + 1), Some(Unit::Link(Pos::Coordinator, _) | Unit::Phrase(_)));
        // "its ambassador in Algiers, Stéphane Romatet,"
        let seat = [context.language.codes.in_, context.language.codes.to, context.language.codes.from];
        if seat.contains(&pieces.phrases[b].marker)
            && !comma
            && is_comma(pieces, unit + 2)
            && let Some(name) = phrase_at(pieces, unit + 3)
            && describes(pieces, a, name, true, context)
            && !speaks(pieces, unit + 4)
            && (is_comma(pieces, unit + 4) || pieces.units.get(unit + 4).is_none_or(|u| !matches!(u, Unit::Phrase(_))))
        {
            pieces.phrases[a].appositions.push(name);
            let last = if is_comma(pieces, unit + 4) { unit + 4 } else { unit + 3 };
            pieces.units.drain(unit + 2..=last);
            continue;
        }
        // "שגריר רוסיה בישראל אנטולי ויקטורוב זומן": the name behind the seat, where the subject's verb follows.
        if seat.contains(&pieces.phrases[b].marker)
            && !comma
            && context.language.settings.order.adjective_follows
            && matches!(pieces.units.get(unit + 3), Some(Unit::Verb(_)) | None)
            && phrase_at(pieces, unit + 2).is_some()
            && name_follows(pieces, a, unit + 2, false, context)
        {
            let name = phrase_at(pieces, unit + 2);
            pieces.phrases[a].appositions.extend(name);
            pieces.units.remove(unit + 2);
            continue;
        }
        let unlisted = || name_follows(pieces, a, other, comma, context);
        // "According to the president of Chile, Tokayev signed": after what opens the sentence comes its subject.
        let subject = comma
            && unit == 0
            && pieces.phrases[a].marker != 0
            && matches!(pieces.units.get(other + 1), Some(Unit::Verb(v)) if pieces.verbs[*v].may_be_finite(context));
        if pieces.phrases[b].marker == 0
            && closed
            && !subject
            && (describes(pieces, a, b, comma, context) || unlisted())
        {
            let end = pieces.phrases[b].end;
            pieces.phrases[a].appositions.push(b);
            pieces.phrases[a].end = end;
            gender_of_name(pieces, a, b, context);
            let takes_closing = comma && is_comma(pieces, other + 1);
            let last = if takes_closing { other + 1 } else { other };
            pieces.units.drain(unit + 1..=last);
        } else {
            unit += 1;
        }
    }
}

/// "spoke with him in Helsinki, the prime minister said": what stands before a verb of speech is its subject.
fn speaks(pieces: &Pieces, unit: usize) -> bool {
    matches!(pieces.units.get(unit), Some(Unit::Verb(v))
        if pieces.verbs[*v].operator.is_some_and(language::Operator::is_speech))
}

/// What a description after a phrase describes: its last name where the head is no name, or several where one is described.
fn described(pieces: &Pieces, phrase: usize, context: Context<'_>) -> usize {
    let whole = &pieces.phrases[phrase];
    let one = context.name(whole.head).is_some() && whole.features.number != Number::Plural;
    if one { phrase } else { innermost(pieces, phrase) }
}

/// The genitive with which a phrase ends, and so on inwards; the phrase itself where it ends with none.
pub(crate) fn innermost(pieces: &Pieces, phrase: usize) -> usize {
    let mut at = phrase;
    for _ in 0..6 {
        let end = pieces.phrases[at].end;
        match pieces.phrases[at].genitives.iter().copied().find(|g| pieces.phrases[*g].end == end) {
            Some(inner) if inner != at => at = inner,
            _ => break,
        }
    }
    at
}

/// "Chile, a small country in the south, signed": the last unit of a common phrase between commas that describes the name before.
fn description(pieces: &Pieces, unit: usize, context: Context<'_>) -> Option<usize> {
    let (a, b) = (phrase_at(pieces, unit)?, phrase_at(pieces, unit + 2)?);
    // "The accession of Chile, a small country, to": the name that stands last.
    let name = &pieces.phrases[described(pieces, a, context)];
    let common = &pieces.phrases[b];
    let codes = &context.language.codes;
    let is_name = context.name(name.head).is_some_and(|n| n.form != world::Form::Adjective);
    // In a language with articles a description carries one.
    let articles = context.language.settings.order.noun_compounds;
    let first = (common.start..common.head).find(|w| context.pos(*w) == Some(Pos::Determiner));
    let article = first.is_some_and(|w| [codes.definite, codes.indefinite].contains(&context.code(w)));
    let named = |p: &Phrase| p.names.iter().any(|n| context.name(*n).is_some());
    if !is_name
        || !name.members.is_empty()
        || common.marker != 0
        || common.pronoun.is_some()
        || common.quantifier != 0
        || named(common)
        || context.pos(common.head) != Some(Pos::Noun)
        || articles && !article
        || common.features.number == Number::Plural
    {
        return None;
    }
    // What belongs to the description: marked phrases, adverbs, and a second description after "and".
    let mut last = unit + 2;
    for _ in 0..6 {
        match pieces.units.get(last + 1) {
            Some(Unit::Phrase(p)) if pieces.phrases[*p].marker != 0 => last += 1,
            Some(Unit::Other(w)) if context.time.get(*w).copied().flatten().is_none() => last += 1,
            Some(Unit::Link(Pos::Coordinator, _))
                if phrase_at(pieces, last + 2)
                    .map(|p| &pieces.phrases[p])
                    .is_some_and(|p| p.marker == 0 && p.pronoun.is_none() && !named(p)) =>
            {
                last += 2;
            }
            _ => break,
        }
    }
    match pieces.units.get(last + 1) {
        None | Some(Unit::Mark(',' | '،' | '.' | ';' | '!' | '…', _)) => {}
        _ => return None,
    }
    // "In Kenya, a minister, who had resigned, said": a name under a preposition at the head of the sentence is not described by
    // what may be the subject.
    let verb = |units: &[Unit]| units.iter().any(|u| matches!(u, Unit::Verb(_)));
    let heads = pieces.phrases[a].marker != 0 && unit == 0;
    (!heads || !verb(pieces.units.get(last + 1..).unwrap_or_default())).then_some(last)
}

fn describes(pieces: &Pieces, a: usize, b: usize, comma: bool, context: Context<'_>) -> bool {
    let (first, second) = (&pieces.phrases[a], &pieces.phrases[b]);
    let person = |p: &Phrase| p.names.iter().any(|n| context.name(*n).is_some_and(|n| n.kind == EntityType::Person));
    let office = |p: &Phrase| {
        context.name(p.head).is_some_and(|n| n.kind == EntityType::Office)
            || context.in_class(p.head, context.language.codes.leader)
            || context.in_class(p.head, context.language.codes.official)
            || context.in_class(p.head, context.language.codes.counterpart)
    };
    let state = |p: &Phrase| context.name(p.head).is_some_and(|n| n.kind == EntityType::State);
    // "the Afghan ambassador, Gul Hassan,": nothing but words that nobody listed.
    let stranger = |p: &Phrase| {
        comma
            && context.language.settings.lower_case
            && p.end > p.start + 1
            && p.end < p.start + 6
            && (p.start..p.end).all(|w| context.unlisted(w))
    };
    let country = |p: &Phrase| context.in_class(p.head, context.language.codes.country);
    if first.pronoun.is_some() || second.pronoun.is_some() {
        return false;
    }
    // "In a call with the Kenyan minister, Portugal's Paulo Rangel": who belongs to another state is somebody else.
    if comma && apart(pieces, first, second, context) {
        return false;
    }
    // "the regional bloc ECOWAS"
    let body = |p: &Phrase| {
        p.end == p.start + 1
            && context.name(p.head).is_some_and(|n| matches!(n.kind, EntityType::Organization | EntityType::Forum))
    };
    let group = !comma && context.language.settings.order.noun_compounds && first.genitives.is_empty();
    if group && context.in_class(first.head, context.language.codes.group) && body(second) {
        return true;
    }
    // "נשיא קזחסטן טוקאייב"; "Tokayev, the president".
    (office(first) && !person(first) && (person(second) && !office(second) || stranger(second)))
        || (comma && person(first) && office(second) && !person(second))
        // "Kazakhstan, the largest state in Central Asia,"
        || (comma && state(first) && country(second) && second.definite)
}

/// Whether two phrases say of which states they are, and these are two.
fn apart(pieces: &Pieces, first: &Phrase, second: &Phrase, context: Context<'_>) -> bool {
    let state = |p: &Phrase| {
        let owners = p.genitives.iter().map(|g| pieces.phrases[*g].head);
        let mut names = p.adjectives.iter().copied().chain(owners).filter_map(|w| context.name(w));
        names.find(|n| n.kind == EntityType::State).map(|n| n.item)
    };
    state(first).zip(state(second)).is_some_and(|(a, b)| a != b)
}

/// "נשיא צ'אד מהמט דבי", "שר החוץ של מונגוליה, אויון בטאר,": words that nobody knows after a title are a name; one alone
/// only where a verb, a mark or the end comes after it.
fn name_follows(pieces: &Pieces, a: usize, other: usize, comma: bool, context: Context<'_>) -> bool {
    let Some(b) = phrase_at(pieces, other).filter(|_| context.language.settings.order.adjective_follows) else {
        return false;
    };
    let (first, second) = (&pieces.phrases[a], &pieces.phrases[b]);
    let codes = &context.language.codes;
    let title = context.name(first.head).is_some_and(|n| n.kind == EntityType::Office)
        || [codes.leader, codes.official, codes.counterpart].iter().any(|c| context.in_class(first.head, *c));
    let named = first.names.iter().any(|n| context.name(*n).is_some_and(|n| n.kind == EntityType::Person));
    if !title
        || named
        || first.features.number == Number::Plural
        || first.pronoun.is_some()
        || !is_unlisted(second, context)
    {
        return false;
    }
    let words = (second.start..second.end).filter(|w| context.pos(*w).is_some()).count();
    let mut next = other + 1;
    while matches!(pieces.units.get(next), Some(Unit::Other(w)) if context.pos(*w) == Some(Pos::Adverb) || context.time.get(*w).copied().flatten().is_some())
    {
        next += 1;
    }
    let ends = match pieces.units.get(next) {
        None | Some(Unit::Verb(_) | Unit::Mark(..)) => true,
        Some(Unit::Link(pos, _)) => *pos == Pos::Coordinator,
        _ => false,
    };
    // The closing comma is often left out: "שגריר צ'ילה, חורחה קרבחל זומן".
    let verb = matches!(pieces.units.get(next), Some(Unit::Verb(_)));
    if comma { words > 1 && (is_comma(pieces, other + 1) || verb) } else { words > 1 || ends }
}

/// A phrase of nothing but words that nobody knows.
pub(crate) fn is_unlisted(phrase: &Phrase, context: Context<'_>) -> bool {
    let unknown = |w: usize| {
        context.name(w).is_none()
            && (context.lemma(w).is_none() && context.pos(w).is_none_or(|p| p == Pos::Noun)
                || context.in_class(w, context.language.codes.name_particle))
    };
    phrase.quantifier == 0
        && phrase.genitives.is_empty()
        && phrase.members.is_empty()
        && context.pos(phrase.start) == Some(Pos::Noun)
        && (phrase.start..phrase.end).any(|w| context.lemma(w).is_none() && context.pos(w) == Some(Pos::Noun))
        && (phrase.start..phrase.end).all(|w| {
            unknown(w) && context.text(w).chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '׳' | '"'))
        })
}

/// "ראש ממשלת יפן סאנאה טקאיצ'י אירחה": the verb agrees with who bears the title, where the name tells; of a name that nobody
/// listed it tells nothing.
fn gender_of_name(pieces: &mut Pieces, title: usize, name: usize, context: Context<'_>) {
    let office = context.name(pieces.phrases[title].head).is_some_and(|n| n.kind == claims::EntityType::Office);
    if !office || context.language.settings.state_gender.is_empty() {
        return;
    }
    let listed = pieces.phrases[name].names.iter().filter_map(|n| context.name(*n));
    let listed = listed.filter(|n| n.kind == claims::EntityType::Person).map(|n| n.gender).next();
    pieces.phrases[title].features.gender = listed.unwrap_or(language::Gender::Any);
}
