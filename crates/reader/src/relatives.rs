//! Stage 2: relative clauses between commas that a list goes around, or that have no verb.

use language::Pos;

use crate::{
    appositions::innermost,
    context::Context,
    merge::{alike, is_and, is_comma, is_named, phrase_at},
    owned::joins,
    phrases::{Pieces, Unit},
};

/// How many units a relative clause between commas may hold.
const LONGEST: usize = 14;

/// A relative clause between commas: its link, and the comma that closes it.
struct Relative {
    link: usize,
    close: usize,
}

/// The relative clause that a phrase and a comma before it open at `unit`, up to the next comma.
fn relative(pieces: &Pieces, unit: usize, context: Context<'_>) -> Option<Relative> {
    phrase_at(pieces, unit)?;
    let link = unit + 2;
    let opens = match pieces.units.get(link) {
        Some(Unit::Link(Pos::Relativizer, _)) => true,
        // A word that is both (ש) after a name and a comma, with no verb before it that could want it.
        Some(Unit::Link(Pos::Complementizer, w)) => {
            let both = context.words.get(*w).is_some_and(|w| w.readings.iter().any(|r| r.pos == Pos::Relativizer));
            both && phrase_at(pieces, unit).is_some_and(|p| is_named(pieces, p, context))
        }
        _ => false,
    };
    if !opens || !is_comma(pieces, unit + 1) {
        return None;
    }
    let end = pieces.units.len().min(link + LONGEST);
    let close = (link + 1..end).find(|u| is_comma(pieces, *u) || matches!(pieces.units[*u], Unit::Mark('.' | ';', _)));
    let close = close.or_else(|| (end == pieces.units.len()).then_some(end))?;
    (close > link + 1).then_some(Relative { link, close })
}

/// The unit at which a relative clause between commas begins that ends directly before `unit`; `unit` itself where there is none.
pub(crate) fn before(pieces: &Pieces, unit: usize, context: Context<'_>) -> usize {
    let Some(close) = unit.checked_sub(1).filter(|c| is_comma(pieces, *c)) else { return unit };
    let from = close.saturating_sub(LONGEST);
    let found = (from..close).rev().find(|u| relative(pieces, *u, context).is_some_and(|r| r.close == close));
    found.map_or(unit, |u| u + 1)
}

/// "אמנת האגמים, שבה ארבעים סעיפים, נחתמה": where the language leaves out "is", a relative clause may have no verb. It says
/// nothing of acts and goes with the phrase that it describes.
pub(crate) fn verbless(pieces: &mut Pieces, context: Context<'_>) {
    if !context.language.settings.order.subject_may_follow {
        return;
    }
    let mut unit = 0;
    while unit < pieces.units.len() {
        if let (Some(a), Some(found)) = (phrase_at(pieces, unit), relative(pieces, unit, context)) {
            let inside = &pieces.units[found.link + 1..found.close];
            let plain = inside.iter().all(|u| matches!(u, Unit::Phrase(_) | Unit::Other(_)));
            if plain && inside.iter().any(|u| matches!(u, Unit::Phrase(_))) {
                let end = inside.iter().rev().find_map(|u| match u {
                    Unit::Phrase(p) => pieces.phrases.get(*p).map(|p| p.end),
                    Unit::Other(w) => Some(w + 1),
                    _ => None,
                });
                // The comma that closes it stays where it separates the members of a list.
                let listed = phrase_at(pieces, found.close + 1).is_some_and(|p| alike(pieces, a, p, context));
                let closing = is_comma(pieces, found.close) && !listed;
                let phrase = &mut pieces.phrases[a];
                phrase.end = phrase.end.max(end.unwrap_or(0));
                pieces.units.drain(unit + 1..found.close + usize::from(closing));
            }
        }
        unit += 1;
    }
}

/// "Latvia, which has a long coast, and Fiji joined", "Latvia, which has a long coast, Fiji and Nepal joined": what follows the
/// relative clause goes on with the list before it.
pub(crate) fn lists_around(pieces: &mut Pieces, context: Context<'_>) {
    let mut unit = pieces.units.len();
    while unit > 0 {
        unit -= 1;
        let (Some(a), Some(found)) = (phrase_at(pieces, unit), relative(pieces, unit, context)) else { continue };
        let verb =
            pieces.units.get(found.link..found.close).is_some_and(|u| u.iter().any(|u| matches!(u, Unit::Verb(_))));
        if !verb {
            continue;
        }
        let joined = is_and(pieces, found.close + 1, context);
        let next = if joined { found.close + 2 } else { found.close + 1 };
        let Some(b) = phrase_at(pieces, next) else { continue };
        // Without "and" the rest must be a list of its own that has the verb directly after it.
        let whole = joined || !pieces.phrases[b].members.is_empty();
        let acts = pieces.phrases[a].marker != 0 || matches!(pieces.units.get(next + 1), Some(Unit::Verb(_)));
        // "The ministers of Chile, which has a long coast, and Kenya": the list is that of the genitive.
        let inner = innermost(pieces, a);
        let genitive = inner != a
            && joined
            && pieces.phrases[a].features.number == language::Number::Plural
            && joins(pieces, inner, b, context);
        let first = if genitive { inner } else { a };
        let names = is_named(pieces, first, context) && is_named(pieces, b, context);
        if !whole || !acts && !genitive || !names || pieces.phrases[b].marker != 0 || !alike(pieces, first, b, context)
        {
            continue;
        }
        let mut members = vec![b];
        members.append(&mut pieces.phrases[b].members);
        let phrase = &mut pieces.phrases[first];
        phrase.members.extend(members);
        phrase.features.number = language::Number::Plural;
        phrase.features.gender = language::Gender::Any;
        pieces.units.drain(found.close + 1..=next);
        // "Lithuania, Latvia, which has a long coast, and Estonia": those before it too.
        while first == a
            && unit >= 2
            && is_comma(pieces, unit - 1)
            && pieces.phrases[a].marker == 0
            && let Some(p) = phrase_at(pieces, unit - 2)
            && is_named(pieces, p, context)
            && alike(pieces, p, a, context)
            && pieces.phrases[p].marker == 0
        {
            pieces.phrases[a].members.push(p);
            pieces.units.drain(unit - 2..unit);
            unit -= 2;
        }
    }
}
