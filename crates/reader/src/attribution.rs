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
    /// Whom the speaker cites for it.
    pub(crate) cited: Option<Speaker>,
    /// The words behind the verb that belong to it: addressee, time, place, channel.
    pub(crate) around: (usize, usize),
    /// The attribution within whose words it stands.
    pub(crate) outer: Option<usize>,
    /// The words of the content of which it is sure that they are said: where it goes on after a dash, or a comma and "and",
    /// what follows may be the publisher's own.
    pub(crate) sure: Vec<(usize, usize)>,
    /// The units of the content.
    pub(crate) units: Vec<Range<usize>>,
}

impl Attribution {
    /// What is told after a name and a colon.
    pub(crate) fn told(stretch: &Stretch<'_>, units: Range<usize>, speaker: Speaker) -> Option<Attribution> {
        let mut finder = Finder { stretch, out: Vec::new(), behind: stretch.first };
        let name = (speaker.words.1, speaker.words.1);
        finder.push(None, name, Some(speaker), one(units), None, stretch.last);
        let told = finder.out.pop()?;
        Some(Attribution { cue: None, direct: true, ..told })
    }

    /// Whether its content begins among these units.
    pub(crate) fn begins_within(&self, units: Range<usize>) -> bool {
        self.outer.is_none() && self.units.iter().any(|u| units.contains(&u.start))
    }

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
            cited: None,
            around: (0, 0),
            outer: None,
            sure: Vec::new(),
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
    finder.cited();
    finder.out
}

pub(crate) struct Finder<'a> {
    pub(crate) stretch: &'a Stretch<'a>,
    pub(crate) out: Vec<Attribution>,
    /// The unit after everything that belongs to an attribution so far.
    pub(crate) behind: usize,
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
            // "citing two officials": its object is who said it.
            if stretch.is_a(group, stretch.context.language.codes.cites) && !after.onset.is_some_and(|o| o.strong) {
                continue;
            }
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

    pub(crate) fn push(
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
        let mut sure = Vec::new();
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
            let forward = stretch.words(start).is_some_and(|(word, _)| word >= cue.1);
            let turn = (start..stop).find(|i| {
                forward
                    && (matches!(stretch.mark(*i), Some(';' | '؛' | '–' | '—'))
                        || stretch.comma(*i) && matches!(stretch.link(i + 1), Some((Pos::Coordinator, _))))
            });
            let words = |i: usize| stretch.words(i);
            let known = start..turn.unwrap_or(stop);
            if let (Some(first), Some(last)) = (known.clone().find_map(words), known.rev().find_map(words)) {
                sure.push((first.0, last.1));
            }
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
            cited: None,
            around,
            outer,
            sure,
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

pub(crate) fn one(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}

fn segment_end(stretch: &Stretch<'_>) -> usize {
    stretch.last.checked_sub(1).and_then(|i| stretch.words(i)).map_or(0, |w| w.1)
}
