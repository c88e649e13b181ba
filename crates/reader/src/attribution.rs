//! Who says what in a sentence: its verbs of saying, each with speaker and words, "according to", and quotation marks that
//! some other verb introduces.

use std::ops::Range;

use language::{Operator, Pos, VerbForm};

use crate::{
    content::{After, Onset},
    phrases::Unit,
    speaker::{Before, Speaker},
    stretch::Stretch,
    verbs::VerbGroup,
};

/// What somebody says in a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Attribution {
    /// The verb group.
    pub(crate) verb: Option<usize>,
    /// The words that attribute.
    pub(crate) cue: Option<(usize, usize)>,
    /// Who says it.
    pub(crate) speaker: Option<Speaker>,
    /// What is said: bytes of the folded text, without marks at the ends.
    pub(crate) content: Vec<Range<usize>>,
    /// The quotations in it, as indices of the caller.
    pub(crate) quotes: Vec<usize>,
    /// Nothing but quotations.
    pub(crate) direct: bool,
    /// Who hands it on.
    pub(crate) via: Option<Speaker>,
    /// The words behind the verb that belong to it: addressee, time, place, channel.
    pub(crate) around: (usize, usize),
    /// The attribution within whose words it stands.
    pub(crate) outer: Option<usize>,
    /// The units of the content; for what follows.
    units: Vec<Range<usize>>,
}

impl Attribution {
    /// A quotation that no word of its sentence attributes.
    pub(crate) fn alone(quote: usize, inside: Range<usize>) -> Attribution {
        Attribution {
            verb: None,
            cue: None,
            speaker: None,
            content: one(inside),
            quotes: vec![quote],
            direct: true,
            via: None,
            around: (0, 0),
            outer: None,
            units: Vec::new(),
        }
    }
}

/// A verb of saying with what stands around it.
struct Cue<'a> {
    unit: usize,
    verb: usize,
    group: &'a VerbGroup,
    before: Before,
    after: After,
    /// The unit before which its clause breaks off what another says.
    breaks: Option<usize>,
}

/// All attributions of a sentence, in order.
pub(crate) fn attributions(stretch: &Stretch<'_>) -> Vec<Attribution> {
    let mut finder = Finder { stretch, out: Vec::new(), behind: stretch.first };
    let cues = finder.cues();
    let sources = finder.sources();
    let mut breaks: Vec<usize> = cues.iter().filter_map(|c| c.breaks).collect();
    breaks.extend(sources.iter().filter_map(|s| finder.break_before_source(*s)));
    breaks.sort_unstable();
    for cue in &cues {
        finder.cue(cue, &breaks);
    }
    for source in sources {
        finder.according(source);
    }
    finder.introduced();
    finder.out
}

struct Finder<'a> {
    stretch: &'a Stretch<'a>,
    out: Vec<Attribution>,
    /// The unit after everything that belongs to an attribution so far.
    behind: usize,
}

impl<'a> Finder<'a> {
    fn cues(&self) -> Vec<Cue<'a>> {
        let stretch = self.stretch;
        let mut out = Vec::new();
        for unit in stretch.first..stretch.last {
            let Some((verb, group)) = stretch.verb(unit) else { continue };
            if !stretch.says(group) {
                continue;
            }
            let mut before = stretch.before(unit, verb, group);
            let after = stretch.after(unit, group, !before.settled);
            if before.speaker.is_none()
                && let Some((phrase, p)) = after.inverted.and_then(|i| stretch.phrase(i))
            {
                before.speaker = Some(Speaker { phrase, words: (p.start, p.end) });
            }
            let mut cue = Cue { unit, verb, group, before, after, breaks: None };
            cue.breaks = self.break_before(&cue);
            out.push(cue);
        }
        out
    }

    /// Where a verb of saying ends what was said before it: ", saying", "and added", "; she said", ", while Chile said".
    fn break_before(&self, cue: &Cue<'_>) -> Option<usize> {
        let stretch = self.stretch;
        let strong = cue.after.onset.is_some_and(|o| o.strong);
        let coordinator = |at: usize| matches!(stretch.link(at), Some((Pos::Coordinator, _)));
        let named = cue.before.first < cue.unit && cue.before.speaker.is_some() && !coordinator(cue.before.first);
        let at = if coordinator(cue.before.first) { cue.before.first } else { stretch.previous(cue.before.first)? };
        let comma_before = |at: usize| stretch.previous(at).filter(|b| stretch.mark(*b).is_some());
        match stretch.unit(at)? {
            Unit::Mark(';' | '؛', _) => Some(at),
            Unit::Mark(_, _) if cue.group.form == VerbForm::Gerund && !cue.group.copula => Some(at),
            Unit::Mark('–' | '—', _) => (named && strong).then_some(at),
            Unit::Mark(',' | '،', _) => {
                let fronted = matches!(stretch.link(stretch.first), Some((Pos::Subordinator, _)));
                (named && strong && fronted).then_some(at)
            }
            Unit::Link(Pos::Coordinator, _) => match comma_before(at) {
                Some(comma) => strong.then_some(comma),
                None => (strong && !named).then_some(at),
            },
            Unit::Link(Pos::Subordinator, _) => comma_before(at).filter(|_| strong),
            _ => None,
        }
    }

    fn cue(&mut self, cue: &Cue<'_>, breaks: &[usize]) {
        let stretch = self.stretch;
        let outer = self.out.iter().rposition(|a| a.units.iter().any(|u| u.contains(&cue.unit)));
        let speech = cue.group.operator.is_some_and(Operator::is_speech);
        let before = self.said_before(cue).filter(|_| outer.is_none());
        let onset = cue.after.onset;
        let mut units: Vec<Range<usize>> = Vec::new();
        match (before, onset) {
            (Some(said), onset) if self.ends_with_quote(&said) => {
                let more = onset.filter(|o| o.marked && stretch.quote(o.unit).is_some());
                units.push(said);
                match more {
                    Some(o) => units.push(o.unit..stretch.ending(cue.unit, o.unit, breaks)),
                    None => units.extend(self.medial(cue, breaks)),
                }
            }
            (_, Some(o)) if o.strong => units.push(self.forward(cue, o, breaks)),
            (Some(said), _) => {
                units.push(said);
                units.extend(self.medial(cue, breaks));
            }
            (None, Some(o)) if o.clause => units.push(self.forward(cue, o, breaks)),
            (None, Some(o)) if outer.is_none() && !cue.group.passive => units.push(self.object(cue, o, breaks)),
            _ => {}
        }
        if let Some(outer) = outer {
            // What is said within what another says ends with it.
            let limit =
                self.out.get(outer).into_iter().flat_map(|a| &a.units).map(|u| u.end).max().unwrap_or(stretch.last);
            units.iter_mut().for_each(|u| u.end = u.end.min(limit));
            if !speech {
                return;
            }
        }
        let (indirect, marked) = self.at_colon(units);
        let words = (cue.group.start, cue.group.end);
        self.push(Some(cue.verb), words, cue.before.speaker, indirect, outer, cue.after.end);
        self.push(Some(cue.verb), words, cue.before.speaker, marked, outer, cue.after.end);
        for attribution in self.out.iter_mut().filter(|a| a.verb == Some(cue.verb)) {
            attribution.via = cue.before.via;
        }
    }

    /// "said that the accords serve many: 'It is not only us.'": what follows the colon between marks is a quotation of its own.
    fn at_colon(&self, mut units: Vec<Range<usize>>) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        let stretch = self.stretch;
        let Some(last) = units.last_mut() else { return (units, Vec::new()) };
        let colon = (last.start..last.end)
            .find(|i| stretch.mark(*i) == Some(':') && stretch.quote(*i + 1).is_some())
            .filter(|c| *c > last.start);
        match colon {
            Some(colon) => {
                let marked = one(colon + 1..last.end);
                last.end = colon;
                (units, marked)
            }
            None => (units, Vec::new()),
        }
    }

    fn forward(&self, cue: &Cue<'_>, onset: Onset, breaks: &[usize]) -> Range<usize> {
        let stretch = self.stretch;
        let mut end = stretch.ending(cue.unit, onset.unit, breaks);
        // "Asked whether he would go, the president said": a clause without subject at the head ends before the main one.
        let opening = |i: usize| stretch.loose(i) || matches!(stretch.link(i), Some((Pos::Subordinator, _)));
        if (stretch.first..cue.unit).all(opening) && cue.after.inverted.is_none() {
            let main = |c: &usize| {
                stretch.comma(*c)
                    && stretch.phrase(stretch.next(*c)).is_some_and(|(_, p)| p.marker == 0)
                    && (*c..end).any(|i| stretch.finite(i))
            };
            end = (onset.unit..end).find(main).unwrap_or(end);
        }
        onset.unit..end
    }

    /// An object that is said: to the end of its clause.
    fn object(&self, cue: &Cue<'_>, onset: Onset, breaks: &[usize]) -> Range<usize> {
        let stretch = self.stretch;
        let end = stretch.ending(cue.unit, onset.unit, breaks);
        let stops = |i: &usize| {
            stretch.mark(*i).is_some_and(|m| !matches!(m, '-' | '/' | '%'))
                || matches!(stretch.link(*i), Some((Pos::Subordinator, _)))
                || matches!(stretch.link(*i), Some((Pos::Coordinator, _)) if stretch.finite(stretch.next(*i)))
        };
        onset.unit..(onset.unit..end).find(stops).unwrap_or(end)
    }

    /// What stands before the clause of a verb of saying and is closed by a comma or by marks.
    fn said_before(&self, cue: &Cue<'_>) -> Option<Range<usize>> {
        let stretch = self.stretch;
        if cue.group.infinitive
            || cue.group.form == VerbForm::Gerund
            || stretch.relative(cue.verb) && cue.before.settled && cue.before.first == cue.unit
        {
            return None;
        }
        let close = stretch.previous(cue.before.first)?;
        let mut begin = self.behind.max(stretch.first);
        while stretch.comma(begin) || matches!(stretch.link(begin), Some((Pos::Coordinator, _))) {
            begin += 1;
        }
        if begin > close {
            return None;
        }
        let quoted = stretch.quote(close).is_some()
            || stretch.comma(close) && close.checked_sub(1).is_some_and(|b| stretch.quote(b).is_some());
        if quoted {
            return Some(self.quoted_part(begin, close));
        }
        if !matches!(stretch.mark(close), Some(',' | '،' | '–' | '—' | '?' | '!')) || cue.before.speaker.is_none()
        {
            return None;
        }
        let finite = (begin..close).filter(|i| stretch.finite(*i)).count();
        let subordinate = matches!(stretch.link(begin), Some((Pos::Subordinator | Pos::Relativizer, _)));
        let goes_on = self.goes_on(cue);
        let complete = finite > usize::from(subordinate && !goes_on)
            || (begin..close).any(|i| stretch.quote(i).is_some())
            || cue.after.inverted.is_some() && (begin..close).any(|i| stretch.verb(i).is_some())
            // "Still, he said, officials have to decide"
            || goes_on;
        complete.then_some(begin..close)
    }

    /// From the first quotation of the sentence that leads up to `close`: "We can stay" and "we will", he said.
    fn quoted_part(&self, begin: usize, close: usize) -> Range<usize> {
        let stretch = self.stretch;
        let last = if stretch.quote(close).is_some() { close } else { close - 1 };
        // Words before the marks belong to what is said, unless they are a clause that was complete: "Asked about it, ...".
        let comma = (begin..last).rev().find(|i| stretch.comma(*i) || stretch.mark(*i) == Some(':'));
        match comma {
            Some(c) if !(begin..c).any(|i| stretch.quote(i).is_some()) => c + 1..last + 1,
            _ => begin..last + 1,
        }
    }

    fn ends_with_quote(&self, units: &Range<usize>) -> bool {
        units.end.checked_sub(1).is_some_and(|i| self.stretch.quote(i).is_some())
    }

    /// Whether the sentence goes on after "he said,".
    fn goes_on(&self, cue: &Cue<'_>) -> bool {
        cue.after.inverted.is_none() && self.rest(cue).is_some()
    }

    /// The rest of a sentence that "he said" interrupts.
    fn medial(&self, cue: &Cue<'_>, breaks: &[usize]) -> Option<Range<usize>> {
        let next = self.rest(cue).filter(|_| cue.after.inverted.is_none())?;
        let end = self.stretch.ending(cue.unit, next, breaks);
        (next < end).then_some(next..end)
    }

    /// The unit after "he said," where a clause goes on there.
    fn rest(&self, cue: &Cue<'_>) -> Option<usize> {
        let stretch = self.stretch;
        let comma = Some(cue.after.end).filter(|c| stretch.comma(*c))?;
        let next = comma + 1;
        let led = stretch.link(next).is_some()
            || stretch.verb(next).is_some_and(|(_, v)| v.form == VerbForm::Gerund || v.passive);
        (!led && (next..stretch.last).any(|i| stretch.finite(i))).then_some(next)
    }

    /// Phrases after "according to".
    fn sources(&self) -> Vec<usize> {
        let according = self.stretch.context.language.codes.according;
        let is_source = |i: &usize| self.stretch.phrase(*i).is_some_and(|(_, p)| p.marker == according);
        (self.stretch.first..self.stretch.last).filter(is_source).collect()
    }

    fn break_before_source(&self, source: usize) -> Option<usize> {
        self.stretch.previous(source).filter(|b| self.stretch.comma(*b))
    }

    /// "According to American officials".
    fn according(&mut self, source: usize) {
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

    /// Quotations that a verb introduces which is none of saying: "We stay," beamed the envoy; the envoy went on: "We stay".
    fn introduced(&mut self) {
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

    fn push(
        &mut self,
        verb: Option<usize>,
        cue: (usize, usize),
        speaker: Option<Speaker>,
        units: Vec<Range<usize>>,
        outer: Option<usize>,
        end: usize,
    ) {
        let stretch = self.stretch;
        let mut content: Vec<Range<usize>> = Vec::new();
        let mut quotes = Vec::new();
        let mut direct = true;
        for range in &units {
            let (mut start, mut stop) = (range.start, range.end.min(stretch.last));
            let idle = |i: usize| stretch.mark(i).is_some_and(|m| m != '%');
            while start < stop && idle(start) {
                start += 1;
            }
            while start < stop && (idle(stop - 1) || matches!(stretch.link(stop - 1), Some((Pos::Coordinator, _)))) {
                stop -= 1;
            }
            if start >= stop {
                continue;
            }
            quotes.extend((start..stop).filter_map(|i| stretch.quote(i)));
            if (start..stop).all(|i| stretch.quote(i).is_some() || idle(i)) {
                content.extend((start..stop).filter_map(|i| stretch.quote(i)).filter_map(|q| stretch.inside(q)));
                continue;
            }
            let first = (start..stop).find_map(|i| stretch.bytes(i));
            let last = (start..stop).rev().find_map(|i| stretch.bytes(i));
            if let (Some(first), Some(last)) = (first, last)
                && first.start < last.end
            {
                direct &= self.within_marks(&(first.start..last.end));
                content.push(first.start..last.end);
            }
        }
        if content.is_empty() {
            return;
        }
        if outer.is_none() {
            let last = units.iter().map(|u| u.end).max().unwrap_or(0);
            self.behind = self.behind.max(last).max(end);
        }
        let around = (cue.1, stretch.words(end).map_or(segment_end(stretch), |w| w.0).max(cue.1));
        self.out.push(Attribution {
            verb,
            cue: Some(cue),
            speaker,
            content,
            quotes,
            direct,
            via: None,
            around,
            outer,
            units,
        });
    }

    /// Whether a pair of marks stands directly around these bytes.
    fn within_marks(&self, bytes: &Range<usize>) -> bool {
        let text = self.stretch.text;
        let next =
            text.marks.partition_point(|m| text.tokens.get(m.open).is_some_and(|t| (t.start as usize) < bytes.start));
        let Some(mark) = next.checked_sub(1).and_then(|i| text.marks.get(i)) else { return false };
        let opens = text.tokens.get(mark.open + 1).is_some_and(|t| t.start as usize == bytes.start);
        let closes = mark.close.and_then(|c| text.tokens.get(c)).is_some_and(|t| {
            let between = self.stretch.context.folded.get(bytes.end..t.start as usize);
            between.is_some_and(|b| b.chars().all(|c| !c.is_alphanumeric()))
        });
        opens && closes
    }
}

fn one(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}

fn segment_end(stretch: &Stretch<'_>) -> usize {
    stretch.last.checked_sub(1).and_then(|i| stretch.words(i)).map_or(0, |w| w.1)
}
