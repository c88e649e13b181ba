//! A sentence as attribution looks at it: the units of its segment in order, each with its place in the text.

use std::ops::Range;

use language::{Operator, Pos, VerbForm};

use crate::{
    clauses::Edge,
    context::Context,
    part::Text,
    phrases::{Phrase, Unit},
    segment::{Quoted, Segment},
    verbs::VerbGroup,
};

/// A sentence of a period, with the segment that it belongs to. Indices of units are those of the segment.
#[derive(Clone, Copy)]
pub(crate) struct Stretch<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) context: Context<'a>,
    pub(crate) text: &'a Text<'a>,
    pub(crate) quoted: &'a [Quoted],
    /// First unit.
    pub(crate) first: usize,
    /// Unit after the last.
    pub(crate) last: usize,
}

/// The sentences of a segment as ranges of its units. A sentence that ends inside a quotation ends nothing.
pub(crate) fn sentences(segment: &Segment, text: &Text<'_>, quoted: &[Quoted]) -> Vec<Range<usize>> {
    let units = &segment.pieces.units;
    let whole = Stretch { first: 0, last: units.len(), ..Stretch::of(segment, text, quoted) };
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut begin = 0;
    let mut sentence = None;
    for unit in 0..units.len() {
        let token = whole.token(unit);
        let here = text.sentences.partition_point(|s| s.end <= token);
        if let Some(before) = sentence
            && before != here
            && !inside_marks(text, text.sentences.get(here).map_or(0, |s| s.start))
        {
            out.push(begin..unit);
            begin = unit;
        }
        sentence = Some(here);
    }
    out.push(begin..units.len());
    out
}

/// Whether a pair of outer marks is open before the token.
fn inside_marks(text: &Text<'_>, token: usize) -> bool {
    let next = text.marks.partition_point(|m| m.open < token);
    text.marks[..next].iter().rev().find(|m| m.depth == 0).is_some_and(|m| m.close.is_some_and(|c| c >= token))
}

impl<'a> Stretch<'a> {
    fn of(segment: &'a Segment, text: &'a Text<'a>, quoted: &'a [Quoted]) -> Stretch<'a> {
        // Only places are asked of this one.
        let context = Context {
            folded: text.shadow.text(),
            words: &segment.words,
            names: &text.names,
            time: &segment.time_of,
            quotes: &segment.quotes,
            language: text.language,
        };
        Stretch { segment, context, text, quoted, first: 0, last: 0 }
    }

    pub(crate) fn new(
        segment: &'a Segment,
        text: &'a Text<'a>,
        quoted: &'a [Quoted],
        units: Range<usize>,
    ) -> Stretch<'a> {
        Stretch { first: units.start, last: units.end, ..Stretch::of(segment, text, quoted) }
    }

    pub(crate) fn unit(&self, at: usize) -> Option<&'a Unit> {
        if (self.first..self.last).contains(&at) { self.segment.pieces.units.get(at) } else { None }
    }

    pub(crate) fn phrase(&self, at: usize) -> Option<(usize, &'a Phrase)> {
        match self.unit(at)? {
            Unit::Phrase(p) => self.segment.pieces.phrases.get(*p).map(|phrase| (*p, phrase)),
            _ => None,
        }
    }

    pub(crate) fn verb(&self, at: usize) -> Option<(usize, &'a VerbGroup)> {
        match self.unit(at)? {
            Unit::Verb(v) => self.segment.pieces.verbs.get(*v).map(|verb| (*v, verb)),
            _ => None,
        }
    }

    /// A verb with a tense, which makes a clause of its own.
    pub(crate) fn finite(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|(_, v)| {
            let bare = v.start == v.head && matches!(v.form, VerbForm::Gerund | VerbForm::PassiveParticiple);
            let bare = bare && !self.is_past(at, v);
            !v.infinitive && (v.copula || v.modal.is_some() || v.form != VerbForm::Gerund && !bare)
        })
    }

    /// "The channel reported, citing": a participle of saying that nobody follows as its agent is a past.
    pub(crate) fn is_past(&self, at: usize, verb: &VerbGroup) -> bool {
        let codes = &self.context.language.codes;
        verb.form == VerbForm::PassiveParticiple
            && verb.start == verb.head
            && verb.operator.is_some_and(Operator::is_speech)
            && self.context.language.settings.order.participle_is_past
            && !(at + 1..at + 4).any(|i| self.phrase(i).is_some_and(|(_, p)| p.marker == codes.by))
    }

    pub(crate) fn mark(&self, at: usize) -> Option<char> {
        match self.unit(at)? {
            Unit::Mark(mark, _) => Some(*mark),
            _ => None,
        }
    }

    pub(crate) fn comma(&self, at: usize) -> bool {
        matches!(self.mark(at), Some(',' | '،'))
    }

    pub(crate) fn quote(&self, at: usize) -> Option<usize> {
        match self.unit(at)? {
            Unit::Quote(q) => Some(*q),
            _ => None,
        }
    }

    pub(crate) fn link(&self, at: usize) -> Option<(Pos, usize)> {
        match self.unit(at)? {
            Unit::Link(pos, word) => Some((*pos, *word)),
            _ => None,
        }
    }

    /// An adverb or a word of time, or the point of an abbreviation.
    pub(crate) fn loose(&self, at: usize) -> bool {
        match self.unit(at) {
            Some(Unit::Other(_)) => true,
            Some(Unit::Mark('.', _)) => self.unit(at + 1).is_some(),
            _ => false,
        }
    }

    /// The words of a unit; of a quotation none.
    pub(crate) fn words(&self, at: usize) -> Option<(usize, usize)> {
        Some(match self.unit(at)? {
            Unit::Phrase(p) => self.segment.pieces.phrases.get(*p).map(|p| (p.start, p.end))?,
            Unit::Verb(v) => self.segment.pieces.verbs.get(*v).map(|v| (v.start, v.end))?,
            Unit::Link(_, w) | Unit::Mark(_, w) | Unit::Other(w) => (*w, *w + 1),
            Unit::Quote(_) => return None,
        })
    }

    /// The first token of a unit.
    fn token(&self, at: usize) -> usize {
        match self.quote(at).and_then(|q| self.quoted.get(q)) {
            Some(quoted) => quoted.open,
            None => self.words(at).and_then(|(start, _)| self.segment.words.get(start)).map_or(0, |w| w.token),
        }
    }

    /// The bytes of a unit in the folded text; of a quotation what stands inside its marks.
    pub(crate) fn bytes(&self, at: usize) -> Option<Range<usize>> {
        if let Some(quote) = self.quote(at) {
            return self.inside(quote);
        }
        let (start, end) = self.words(at)?;
        let first = self.segment.words.get(start)?;
        let last = self.segment.words.get(end.checked_sub(1)?)?;
        (first.start < last.end).then_some(first.start..last.end)
    }

    /// The bytes inside the marks of a quotation.
    pub(crate) fn inside(&self, quote: usize) -> Option<Range<usize>> {
        let quoted = self.quoted.get(quote)?;
        let first = self.text.tokens.get(quoted.open + 1)?;
        let last = self.text.tokens.get(quoted.close.checked_sub(1)?)?;
        (first.start < last.end).then_some(first.start as usize..last.end as usize)
    }

    /// The clause of a verb.
    pub(crate) fn clause_of(&self, verb: usize) -> Option<usize> {
        self.segment.clauses.iter().position(|c| c.verb == Some(verb))
    }

    /// Whether the clause of a verb describes a noun.
    pub(crate) fn relative(&self, verb: usize) -> bool {
        self.clause_of(verb).is_some_and(|c| matches!(self.segment.clauses[c].edge, Edge::Relative(_)))
    }

    /// The next unit after `at` that is no adverb.
    pub(crate) fn next(&self, at: usize) -> usize {
        let mut next = at + 1;
        while self.loose(next) {
            next += 1;
        }
        next
    }

    /// The unit before `at` that is no adverb.
    pub(crate) fn previous(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        while self.loose(before) {
            before = before.checked_sub(1)?;
        }
        (before >= self.first).then_some(before)
    }

    /// Whether a verb says something: as its operator tells, or as one of the class `utterance`.
    pub(crate) fn says(&self, verb: &VerbGroup) -> bool {
        let conditional = verb.modal.is_some_and(|m| self.context.language.lexicon.code_name(m) == "conditional");
        if verb.negated.is_some() || conditional && verb.perfect {
            return false; // "did not say", "would have said"
        }
        let codes = &self.context.language.codes;
        verb.operator.is_some_and(|o| o.is_speech() || o == Operator::Deny)
            || verb.lemma.is_some_and(|l| self.context.language.lexicon.lemma(l).classes.contains(&codes.utterance))
    }
}
