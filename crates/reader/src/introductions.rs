//! Quotations that a verb introduces which is none of saying.

use language::VerbForm;

use crate::{
    attribution::{Finder, one},
    speaker::Speaker,
};

impl Finder<'_> {
    /// Quotations that a verb introduces which is none of saying: "We stay," beamed the envoy; the envoy went on: "We stay".
    pub(crate) fn introduced(&mut self) {
        let stretch = self.stretch;
        for unit in stretch.first..stretch.last {
            let Some(quote) = stretch.quote(unit) else { continue };
            if self.out.iter().any(|a| a.quotes.contains(&quote)) {
                continue;
            }
            let after = if stretch.comma(stretch.next(unit)) { stretch.next(unit) } else { unit };
            let next = stretch.next(after);
            // Behind a quotation a past and a participle are told apart by nothing: "beamed the envoy".
            let spoken = |at: usize| {
                stretch.verb(at).is_some_and(|(_, v)| !v.copula && !v.infinitive && v.form != VerbForm::Gerund)
            };
            let closed = after != unit || self.closed(quote);
            let unmarked = |at: usize| stretch.phrase(at).filter(|(_, p)| p.marker == 0);
            let mut found: Option<(usize, Speaker)> = None;
            if closed && spoken(next) {
                found =
                    unmarked(stretch.next(next)).map(|(phrase, p)| (next, Speaker { phrase, words: (p.start, p.end) }));
            } else if closed && unmarked(next).is_some() && spoken(stretch.next(next)) {
                found =
                    unmarked(next).map(|(phrase, p)| (stretch.next(next), Speaker { phrase, words: (p.start, p.end) }));
            }
            let led = stretch.previous(unit).filter(|b| matches!(stretch.mark(*b), Some(':' | ',' | '،')));
            if found.is_none()
                && let Some(led) = led
                && (stretch.mark(led) == Some(':') || self.opens(quote))
            {
                let stop = |i: &usize| matches!(stretch.mark(*i), Some(';' | '؛'));
                let verb = (stretch.first..led).rev().take_while(|i| !stop(i)).find(|i| stretch.verb(*i).is_some());
                found = verb.and_then(|at| {
                    let (v, group) = stretch.verb(at)?;
                    Some((at, stretch.before(at, v, group).speaker?))
                });
            }
            if let Some((at, speaker)) = found
                && let Some((verb, group)) = stretch.verb(at)
            {
                let end = self.stretch.next(at.max(unit));
                self.push(Some(verb), (group.start, group.end), Some(speaker), one(unit..unit + 1), None, end);
            }
        }
    }

    /// Whether the last token of a quotation shows that it is speech: a comma, question or exclamation mark inside.
    fn closed(&self, quote: usize) -> bool {
        let last = self.stretch.quoted.get(quote).and_then(|q| self.stretch.text.tokens.get(q.close.checked_sub(1)?));
        last.is_some_and(|t| matches!(t.text(self.stretch.context.folded), "," | "?" | "!"))
    }

    /// Whether a quotation begins as a sentence does.
    fn opens(&self, quote: usize) -> bool {
        let first = self.stretch.quoted.get(quote).and_then(|q| self.stretch.text.tokens.get(q.open + 1));
        first.and_then(|t| t.text(self.stretch.context.folded).chars().next()).is_some_and(char::is_uppercase)
    }
}
