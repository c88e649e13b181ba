//! Attributes that no noun of their own names: how many live in a state, and at which place it stands by size.

use claims::EntityType;
use language::Pos;

use crate::{acts::Found, attributes::Finder, fillers::Filler};

/// How far from a verb of living the number may stand, in words.
const NEAR: usize = 7;

impl Finder<'_> {
    /// "בקמבודיה חיים כ-17 מיליון בני אדם": a verb of living, a number of people, and a state in which, or in whose land.
    pub(crate) fn dwellers(&self, word: usize, name: &str) -> Option<Found> {
        let c = self.context;
        c.words.get(word)?.readings.iter().find(|r| r.pos == Pos::Verb)?;
        let clause = self.clause(word)?;
        let (from, to) = (word.saturating_sub(NEAR), word + NEAR);
        let (at, number) = (from..to).filter(|w| *w != word).find_map(|w| {
            let number = self.numeral(w)?;
            self.may_be(number.end, "inhabitant").then_some((w, number))
        })?;
        let codes = &c.language.codes;
        let phrases = &self.segment.pieces.phrases;
        let inside = |p: &crate::phrases::Phrase| {
            let own = &self.segment.clauses[clause];
            p.marker == codes.in_ && own.start <= p.start && p.end <= own.end.max(number.end + 1)
        };
        let (index, filler) = phrases.iter().enumerate().filter(|(_, p)| inside(p)).find_map(|(i, p)| {
            let state = |f: &Filler| f.entity.kind == EntityType::State && f.entity.id.is_some();
            let land = self.may_be(p.head, "attribute.area").then(|| self.owner(i)).flatten();
            let named = || self.resolver.resolve(i).into_iter().find(state);
            Some((i, land.or_else(named).filter(state)?))
        })?;
        // "Two million Arab citizens live in", "a million people live in poverty in": those are some of its people.
        let end = number.end + 1;
        let some =
            end != word && matches!(c.pos(end), Some(Pos::Adjective | Pos::Noun | Pos::Preposition | Pos::Determiner));
        let elsewhere = phrases.iter().filter(|p| inside(p)).count() > 1;
        if number.thousandths <= 0 || some || elsewhere {
            return None;
        }
        let start = phrases[index].start.min(word).min(self.approximation(at));
        let subject = self.linked(filler, start);
        self.found(subject, name, (start, end.max(word + 1)), (self.approximation(at), end), Some(number.digits()))
    }

    /// "היא המדינה הרביעית בגודלה בעולם", "שותפת הסחר השנייה בגודלה של קניה": an ordinal before the noun that ranks.
    pub(crate) fn ranked_by(&self, word: usize, name: &str) -> Option<Found> {
        let c = self.context;
        let codes = &c.language.codes;
        let led = word.checked_sub(2).filter(|_| c.code(word - 1) == codes.in_)?;
        // The ordinal agrees with a noun before it, and behind the linking verb stands the whole.
        let ordinal = c.pos(led) == Some(Pos::Adjective) && self.article(led.checked_sub(1)?);
        let linking = |w: &usize| c.words[*w].readings.iter().any(|r| r.pos == Pos::Auxiliary && r.code == codes.be);
        let link = (word.saturating_sub(NEAR)..led).rev().find(linking).filter(|_| ordinal)?;
        let (filler, start) = self.state_at(link.checked_sub(1)?)?;
        // What it is ranked by, and among whom.
        let mut end = word + 1;
        while c.pos(end) == Some(Pos::Noun) && end < word + 3 {
            end += 1;
        }
        let owner = c.code(end) == codes.of && c.name(end + 1).is_some_and(|n| n.kind == EntityType::State);
        let end = if owner { end + 2 } else { self.scope(end)? };
        let subject = self.linked(filler, start);
        self.found(subject, name, (start, end), (link + 1, end), None)
    }
}
