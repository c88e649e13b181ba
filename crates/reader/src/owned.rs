//! Stage 2: what several owners share: "the Chilean and Kenyan ministers", "the ministers of Chile and Kenya".

use claims::EntityType;
use language::{Number, Pos};
use world::Form;

use crate::{
    context::Context,
    merge::{alike, is_and, is_comma, is_named, is_state, phrase_at},
    phrases::{Phrase, Pieces},
};

/// "the Chilean and Kenyan ministers", "Chile and Kenya's ministers": one plural noun with two owners.
pub(crate) fn shared_adjectives(pieces: &mut Pieces, context: Context<'_>) {
    let mut unit = 0;
    while unit + 2 < pieces.units.len() {
        unit += 1;
        if !is_and(pieces, unit, context) {
            continue;
        }
        let (Some(a), Some(b)) = (phrase_at(pieces, unit - 1), phrase_at(pieces, unit + 1)) else { continue };
        let (first, second) = (&pieces.phrases[a], &pieces.phrases[b]);
        if second.features.number != Number::Plural || second.marker != 0 && second.marker != first.marker {
            continue;
        }
        // "Saudi" is written like the name: before officials it is one of two adjectives.
        let codes = &context.language.codes;
        let people = [codes.official, codes.leader].iter().any(|c| context.in_class(second.head, *c));
        let bare = people
            && is_state(first.head, context)
            && first.genitives.is_empty()
            && first.end == first.head + 1
            && context.language.settings.order.noun_compounds;
        let adjective = (is_adjective_of_state(first, context) || bare)
            && second.adjectives.iter().any(|w| is_state(*w, context))
            && context.pos(second.head) == Some(Pos::Noun);
        // A bare state before an owner: "Chile and Kenya's foreign ministers".
        let owner = second.genitives.first().copied().filter(|g| {
            pieces.phrases[*g].marker == context.language.codes.poss
                && is_state(pieces.phrases[*g].head, context)
                && is_state(first.head, context)
                && first.genitives.is_empty()
        });
        if !adjective && owner.is_none() {
            continue;
        }
        let (start, marker, mut adjectives) = (first.start, first.marker, adjectives_of(first));
        if let Some(owner) = owner {
            pieces.phrases[owner].members.push(a);
        }
        let whole = &mut pieces.phrases[b];
        if owner.is_none() {
            adjectives.append(&mut whole.adjectives);
            whole.adjectives = adjectives;
        }
        whole.start = start;
        whole.marker = marker;
        pieces.units.drain(unit - 1..=unit);
        // "the Armenian, Georgian and Turkish ministers"
        let mut at = unit - 1;
        while adjective
            && at >= 2
            && is_comma(pieces, at - 1)
            && let Some(more) =
                phrase_at(pieces, at - 2).filter(|p| is_adjective_of_state(&pieces.phrases[*p], context))
        {
            let more = pieces.phrases[more].clone();
            let whole = &mut pieces.phrases[b];
            whole.adjectives.splice(0..0, adjectives_of(&more));
            (whole.start, whole.marker, whole.definite) = (more.start, more.marker, whole.definite || more.definite);
            pieces.units.drain(at - 2..at);
            at -= 2;
        }
        unit = at;
    }
}

/// The adjectives of a phrase that is nothing else, its head with them.
fn adjectives_of(phrase: &Phrase) -> Vec<usize> {
    let head = (!phrase.adjectives.contains(&phrase.head)).then_some(phrase.head);
    phrase.adjectives.iter().copied().chain(head).collect()
}

/// "the Chilean", "senior Saudi": nothing but an adjective that names a state, before others that share its noun.
fn is_adjective_of_state(phrase: &Phrase, context: Context<'_>) -> bool {
    let form = context.name(phrase.head).filter(|n| n.kind == EntityType::State).map(|n| n.form);
    let one = (phrase.start..phrase.head).any(|w| context.code(w) == context.language.codes.indefinite);
    let adjective = context.pos(phrase.head) == Some(Pos::Adjective);
    phrase.genitives.is_empty()
        && phrase.end == phrase.head + 1
        && (adjective && form.is_some() || matches!(form, Some(Form::Adjective | Form::Inhabitant)) && !one)
}

/// "the ministers of Chile and Kenya": what is alike after the genitive of a plural noun is a genitive too.
pub(crate) fn shared_genitives(pieces: &mut Pieces, context: Context<'_>) {
    let mut unit = 0;
    while unit + 2 < pieces.units.len() {
        let Some(a) = phrase_at(pieces, unit) else {
            unit += 1;
            continue;
        };
        // "the credentials of the ambassadors of Chile and Kenya": the genitive of a genitive.
        let mut chain = vec![a];
        let mut goes_on = None;
        while goes_on.is_none()
            && chain.len() < 5
            && let Some(owned) = chain.last().copied()
            && let phrase = &pieces.phrases[owned]
            && let Some(inner) = phrase.genitives.last().copied().filter(|g| pieces.phrases[*g].end == phrase.end)
        {
            // One summit, and talks, are of several.
            let several = [context.language.codes.gathering, context.language.codes.talk]
                .iter()
                .any(|c| context.in_class(phrase.head, *c));
            let plural = several || phrase.features.number == Number::Plural;
            goes_on = goes_on_with(pieces, unit, owned, inner, context).filter(|_| plural);
            chain.push(inner);
        }
        let (Some((and, member)), Some(inner)) = (goes_on, chain.last().copied()) else {
            unit += 1;
            continue;
        };
        let members: Vec<usize> = (unit + 1..and).filter_map(|u| phrase_at(pieces, u)).chain([member]).collect();
        let end = pieces.phrases[member].end;
        pieces.phrases[inner].members.extend(members);
        for phrase in chain {
            pieces.phrases[phrase].end = end;
        }
        pieces.units.drain(unit + 1..=and + 1);
        unit += 1;
    }
}

/// Where the list that a genitive of the phrase at `unit` begins has its coordinator, and the member behind that.
fn goes_on_with(
    pieces: &Pieces,
    unit: usize,
    owned: usize,
    inner: usize,
    context: Context<'_>,
) -> Option<(usize, usize)> {
    // Of "A, B and C" the last is found behind the coordinator, with the rest behind commas before it.
    let mut last = unit + 1;
    while is_comma(pieces, last) && phrase_at(pieces, last + 1).is_some_and(|p| joins(pieces, inner, p, context)) {
        last += 2;
    }
    let and = if is_comma(pieces, last) { last + 1 } else { last };
    let member = phrase_at(pieces, and + 1)
        .filter(|p| is_and(pieces, and, context) && joins(pieces, inner, *p, context))
        .filter(|p| {
            !is_named(pieces, owned, context)
                || !alike(pieces, owned, *p, context)
                || is_state(pieces.phrases[*p].head, context)
        })?;
    Some((and, member))
}

/// Whether a phrase can go on with the list that a genitive began: states with states, bodies with bodies.
pub(crate) fn joins(pieces: &Pieces, genitive: usize, phrase: usize, context: Context<'_>) -> bool {
    let (first, second) = (&pieces.phrases[genitive], &pieces.phrases[phrase]);
    let bare = |p: &Phrase| context.name(p.head).filter(|_| p.genitives.is_empty()).map(|n| n.kind);
    // "his counterparts from Chile and from Kenya": the marker may be said again.
    (second.marker == 0 || second.marker == first.marker)
        && first.members.is_empty()
        && bare(first).is_some_and(|kind| bare(second) == Some(kind))
}
