//! Sources without a verb: "according to American officials", before, behind and within what they say.

use language::Pos;

use crate::{
    attribution::{Attribution, Finder, one},
    speaker::Speaker,
};

impl Finder<'_> {
    /// Phrases after "according to".
    pub(crate) fn sources(&self) -> Vec<usize> {
        let according = self.stretch.context.language.codes.according;
        let is_source = |i: &usize| self.stretch.phrase(*i).is_some_and(|(_, p)| p.marker == according);
        (self.stretch.first..self.stretch.last).filter(is_source).collect()
    }

    pub(crate) fn break_before_source(&self, source: usize) -> Option<usize> {
        self.stretch.previous(source).filter(|b| self.stretch.comma(*b))
    }

    /// "According to American officials".
    pub(crate) fn according(&mut self, source: usize) {
        let stretch = self.stretch;
        let Some((phrase, p)) = stretch.phrase(source) else { return };
        if self.out.iter().any(|a| a.units.iter().any(|u| u.contains(&source))) {
            return;
        }
        // To the end of the source: what hangs on it up to a comma.
        let mut close = source + 1;
        while close < stretch.last && stretch.mark(close).is_none() && stretch.quote(close).is_none() {
            close += 1;
        }
        let before = stretch.previous(source);
        let begin = self.behind.max(stretch.first);
        let first = before.is_none()
            || before.is_some_and(|b| matches!(stretch.link(b), Some((Pos::Coordinator, _))))
            || (begin >= source);
        let units = if first {
            let mut start = close;
            while stretch.mark(start).is_some() {
                start += 1;
            }
            // "According to a report, which quotes two officials, ...": what describes the source ends at the next comma.
            if matches!(stretch.link(start), Some((Pos::Relativizer, _)))
                && let Some(comma) = (start..stretch.last).find(|i| stretch.comma(*i))
            {
                start = comma + 1;
            }
            one(start..stretch.last)
        } else {
            let mut start = begin;
            while stretch.comma(start) || matches!(stretch.link(start), Some((Pos::Coordinator, _))) {
                start += 1;
            }
            let mut units = one(self.main(start, source)..source);
            let rest = close + 1;
            if stretch.comma(close)
                && (rest..stretch.last).any(|i| stretch.verb(i).is_some())
                && stretch.link(rest).is_none_or(|(pos, _)| pos == Pos::Complementizer)
            {
                units.push(rest..stretch.last);
            }
            units
        };
        let words = (p.start + 1, p.end);
        self.push(None, (p.start, p.start + 1), Some(Speaker { phrase, words }), units, None, close);
    }

    /// Where the main clause begins: a subordinate clause that was complete before it is left out.
    fn main(&self, start: usize, end: usize) -> usize {
        let stretch = self.stretch;
        if !matches!(stretch.link(start), Some((Pos::Subordinator, _))) {
            return start;
        }
        let verb = (start..end).find(|i| stretch.finite(*i)).unwrap_or(start);
        match (verb..end).find(|i| stretch.comma(*i)) {
            Some(comma) if (comma..end).any(|i| stretch.finite(i)) => comma + 1,
            _ => start,
        }
    }

    /// "reported, citing a US official", "according to a report that cites two officials": whom the last speaker before it cites.
    pub(crate) fn cited(&mut self) {
        let stretch = self.stretch;
        let cites = stretch.context.language.codes.cites;
        let codes = &stretch.context.language.codes;
        for unit in stretch.first..stretch.last {
            // "דיווח מפי מקורות", "reported on behalf of officials": a preposition that cites.
            if let Some((phrase, p)) = stretch.phrase(unit) {
                let official = stretch.context.in_class(p.head, codes.official);
                if p.marker != 0 && (p.marker == codes.citing || p.marker == codes.behalf && official) {
                    let cue = |a: &&mut Attribution| a.outer.is_none() && a.cue.is_some_and(|(s, _)| s < p.start);
                    if let Some(attribution) = self.out.iter_mut().rfind(cue) {
                        attribution.cited = Some(Speaker { phrase, words: (p.start + 1, p.end) });
                    }
                }
                continue;
            }
            let Some((_, group)) = stretch.verb(unit) else { continue };
            let lemma = group.lemma.map(|l| stretch.context.language.lexicon.lemma(l));
            // Without a subject of its own: a participle or a relative clause.
            let hangs = group.form == language::VerbForm::Gerund
                || unit.checked_sub(1).is_some_and(|b| matches!(stretch.link(b), Some((Pos::Relativizer, _))));
            if !hangs || !lemma.is_some_and(|l| l.classes.contains(&cites)) {
                continue;
            }
            let at = stretch.next(unit);
            let Some((phrase, p)) = stretch.phrase(at).filter(|(_, p)| p.marker == 0) else { continue };
            let cue = |a: &&mut Attribution| a.outer.is_none() && a.cue.is_some_and(|(start, _)| start < p.start);
            if let Some(attribution) = self.out.iter_mut().rfind(cue) {
                attribution.cited = Some(Speaker { phrase, words: (p.start, p.end) });
            }
        }
    }
}
