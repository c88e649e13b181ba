//! Who speaks: the phrase before or after a verb of saying, a relative pronoun, the subject that it shares.

use language::{Pos, VerbForm};

use crate::{clauses::Edge, operators, phrases::Unit, stretch::Stretch, verbs::VerbGroup};

/// The words that name a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// The phrase that says who it is.
    pub(crate) phrase: usize,
    /// The words that stand for it here: the phrase, or a relative pronoun.
    pub(crate) words: (usize, usize),
}

/// What stands before a verb of saying.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before {
    /// The speaker, if it stands there.
    pub(crate) speaker: Option<Speaker>,
    /// Another verb's subject is meant, or none is said: no phrase behind the verb can be it.
    pub(crate) settled: bool,
    /// The unit with which the clause of the verb begins.
    pub(crate) first: usize,
    /// Who hands it on: "a broadcaster quoted an official as saying".
    pub(crate) via: Option<Speaker>,
}

impl Stretch<'_> {
    /// Looks before a verb of saying for its speaker.
    pub(crate) fn before(&self, unit: usize, verb: usize, group: &VerbGroup) -> Before {
        let nothing = Before { speaker: None, settled: false, first: unit, via: None };
        let settled = Before { settled: true, ..nothing };
        let shared = Before { speaker: self.subject_above(verb), ..settled };
        if group.passive && !group.infinitive && !self.is_past(unit, group) {
            return Before {
                speaker: self.agent(unit).or_else(|| self.own_subject(verb)),
                first: self.leftmost(unit),
                ..settled
            };
        }
        if group.infinitive || group.form == VerbForm::Gerund && !group.copula {
            if group.form == VerbForm::Gerund
                && let Some((phrase, p)) = self.previous(unit).and_then(|b| self.phrase(b))
                && !self.comma(unit.saturating_sub(1))
                && p.marker == self.context.language.codes.with
            {
                // "with critics saying"
                return Before { speaker: Some(Speaker { phrase, words: (p.start + 1, p.end) }), ..settled };
            }
            return self.quoted_as(unit).map_or(shared, |(speaker, via)| Before {
                speaker: Some(speaker),
                via,
                ..settled
            });
        }
        let Some(before) = self.previous(unit) else { return nothing };
        match self.unit(before) {
            Some(Unit::Phrase(_)) => {
                let Some(at) = self.head_phrase(before) else {
                    return Before { speaker: self.own_subject(verb), ..nothing };
                };
                self.named(at, unit)
            }
            Some(Unit::Link(Pos::Relativizer, word)) => {
                let head = self.clause_of(verb).and_then(|c| match self.segment.clauses[c].edge {
                    Edge::Relative(head) => Some(head),
                    _ => None,
                });
                let phrase = head.or_else(|| self.previous(before).and_then(|b| self.phrase(b)).map(|(p, _)| p));
                let speaker = phrase.map(|phrase| Speaker { phrase, words: (*word, *word + 1) });
                Before { speaker, settled: true, first: before, via: None }
            }
            Some(Unit::Link(Pos::Coordinator, _)) => {
                // "After returning from Khartoum and announced": a place from which somebody comes says nothing.
                let from = |s: &Speaker| {
                    let (phrase, codes) = (&self.segment.pieces.phrases[s.phrase], &self.context.language.codes);
                    ![codes.from, codes.in_, codes.to].contains(&phrase.marker)
                };
                let speaker = shared.speaker.filter(from).or_else(|| self.first_subject(before));
                Before { first: before, speaker, ..shared }
            }
            Some(Unit::Mark(',' | '،' | '–' | '—' | ')', _)) => match self.apposed(before) {
                // "In the visit of Herzog, the president, the government published": it does not agree.
                Some(at) if self.phrase(at).is_some_and(|(_, p)| !agree(p, group)) => nothing,
                Some(at) => self.named(at, unit),
                // An apposition that is one phrase with its noun.
                None => self.described_subject(before).map_or(nothing, |at| self.named(at, unit)),
            },
            _ => nothing,
        }
    }

    /// "quoted an official as saying", "was quoted as saying": who is quoted, and who quotes.
    fn quoted_as(&self, unit: usize) -> Option<(Speaker, Option<Speaker>)> {
        let link = unit.checked_sub(1)?;
        let (_, word) = self.link(link)?;
        let codes = &self.context.language.codes;
        let as_ = self.context.words.get(word)?.readings.iter().any(|r| r.code == codes.as_);
        let before = self.previous(link).filter(|_| as_)?;
        if let Some((verb, _)) = self.verb(before) {
            return Some((self.own_subject_of_passive(verb)?, None));
        }
        let at = self.head_phrase(before)?;
        let (phrase, p) = self.phrase(at)?;
        let (verb, group) = self.verb(self.previous(at)?)?;
        let end = self.words(before).map_or(p.end, |w| w.1);
        let via = if group.passive { None } else { self.subject_above(verb) };
        Some((Speaker { phrase, words: (p.start, end.max(p.end)) }, via))
    }

    fn own_subject_of_passive(&self, verb: usize) -> Option<Speaker> {
        let found = self.segment.functions.get(self.clause_of(verb)?)?.subject?;
        let phrase = self.segment.pieces.phrases.get(found.phrase)?;
        Some(Speaker { phrase: found.phrase, words: (phrase.start, phrase.end) })
    }

    /// The speaker that the phrase at `at` names, up to the verb.
    fn named(&self, at: usize, unit: usize) -> Before {
        // "Mr. Rogan": what stands before the point of an abbreviation.
        let named = at;
        let mut at = at;
        // "a Saudi" + "official source": one phrase cut in two. With an article it is a subject of its own ("a plan the minister").
        while let Some((_, p)) = self.phrase(at)
            && at > self.first
            && let Some((_, before)) = self.phrase(at - 1)
            && before.marker == 0
            && before.end == p.start
            && matches!(self.context.pos(p.start), Some(Pos::Noun | Pos::Adjective))
            && (self.context.name(p.start).is_none() || self.titles(before.head))
        {
            at -= 1;
        }
        let point = |i: usize| self.mark(i) == Some('.');
        while at >= self.first + 2 && point(at - 1) && self.phrase(at - 2).is_some() {
            at -= 2;
        }
        let (Some((phrase, _)), Some((_, p))) = (self.phrase(named), self.phrase(at)) else {
            return Before { first: unit, ..Before::default() };
        };
        let end =
            (at..unit).rev().filter(|i| self.phrase(*i).is_some()).find_map(|i| self.words(i)).map_or(p.end, |w| w.1);
        let speaker = Speaker { phrase, words: (p.start, end.max(p.end)) };
        Before { speaker: Some(speaker), settled: true, first: at, via: None }
    }

    /// From a phrase back over those that hang on it ("the head of the office in Lima") to one without marker.
    fn head_phrase(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let (_, phrase) = self.phrase(at)?;
            if phrase.marker == 0 {
                return Some(at);
            }
            at = self.previous(at)?;
        }
    }

    /// A noun that a name may follow: "the channel Al Arabiya".
    fn titles(&self, word: usize) -> bool {
        let codes = &self.context.language.codes;
        [codes.report, codes.official, codes.leader].iter().any(|c| self.context.in_class(word, *c))
    }

    /// The phrase that appositions or relative clauses between commas describe, the last of which ends at `close`: the first
    /// whose own clause has no verb yet.
    fn apposed(&self, close: usize) -> Option<usize> {
        let stop = |i: &usize| {
            self.quote(*i).is_some()
                || matches!(self.mark(*i), Some(';' | ':'))
                || self.finite(*i)
                    && !self.participial(*i)
                    && self.verb(*i).is_some_and(|(_, v)| self.says(v) && !self.relative_at(*i))
        };
        let start = (self.first..close).rev().find(stop).map_or(self.first, |i| i + 1);
        let opens = |i: usize| matches!(self.mark(i), Some(',' | '،' | '–' | '—' | '('));
        for open in (start + 1..close).filter(|i| opens(*i)) {
            let Some(head) =
                open.checked_sub(1).filter(|b| self.phrase(*b).is_some()).and_then(|b| self.head_phrase(b))
            else {
                continue;
            };
            // Verbs between the commas must be those of relative clauses.
            let mut relative = false;
            let described = (open + 1..close).all(|i| {
                relative |= matches!(self.link(i), Some((Pos::Relativizer, _)));
                let free = self.finite(i) && !relative && !self.participial(i);
                if self.finite(i) {
                    relative = false;
                }
                !free
            });
            let object = self.previous(head).is_some_and(|b| self.finite(b));
            if described && !object && head >= start {
                return Some(head);
            }
        }
        None
    }

    /// "The minister, asked about it, said": a verb that may be a participle, after the comma behind a phrase that no comma
    /// precedes.
    fn participial(&self, unit: usize) -> bool {
        let participle = self.verb(unit).is_some_and(|(_, v)| {
            v.start == v.head
                && self
                    .context
                    .words
                    .get(v.head)
                    .is_some_and(|w| w.readings.iter().any(|r| r.features.form == VerbForm::PassiveParticiple))
        });
        let phrase =
            unit.checked_sub(2).filter(|_| participle && self.comma(unit - 1)).and_then(|i| self.head_phrase(i));
        phrase.is_some_and(|p| p == self.first || !self.comma(p - 1))
    }

    /// The first phrase of the sentence, where nothing but what hangs on it stands before the comma at `close`.
    fn described_subject(&self, close: usize) -> Option<usize> {
        let quote = (self.first..close).rev().find(|i| self.quote(*i).is_some());
        let start = quote.map_or(self.first, |i| i + 1);
        let led = |i: &usize| self.comma(*i) || self.loose(*i);
        let at = (start..close).find(|i| !led(i))?;
        let subject = self.phrase(at).is_some_and(|(_, p)| p.marker == 0 && p.pronoun.is_none());
        // One comma alone sets off what stands before the main clause.
        let several =
            self.phrase(at).is_some_and(|(_, p)| !p.appositions.is_empty()) || (at + 1..close).any(|i| self.comma(i));
        (subject && several && !(at..close).any(|i| self.finite(i))).then_some(at)
    }

    /// The first phrase before `end` that a verb with a tense follows.
    fn first_subject(&self, end: usize) -> Option<Speaker> {
        let verb = (self.first..end).find(|i| self.finite(*i))?;
        let from = (self.first..verb).rev().find(|i| self.mark(*i) == Some(':')).map_or(self.first, |i| i + 1);
        let at = (from..verb).find(|i| self.phrase(*i).is_some_and(|(_, p)| p.marker == 0))?;
        let (phrase, p) = self.phrase(at)?;
        Some(Speaker { phrase, words: (p.start, p.end) })
    }

    fn relative_at(&self, unit: usize) -> bool {
        self.verb(unit).is_some_and(|(v, _)| self.relative(v))
    }

    /// The subject that the clause tree gives to the verb's own clause.
    fn own_subject(&self, verb: usize) -> Option<Speaker> {
        self.subject_where(verb, |far| far == 0)
    }

    /// The subject that the verb shares with a clause above it or beside it.
    fn subject_above(&self, verb: usize) -> Option<Speaker> {
        self.subject_where(verb, |_| true)
    }

    fn subject_where(&self, verb: usize, fits: impl Fn(u8) -> bool) -> Option<Speaker> {
        let clause = self.clause_of(verb)?;
        let segment = self.segment;
        let found =
            operators::speaker_phrase(clause, &segment.functions, &segment.clauses, &segment.pieces, self.context)
                .filter(|s| fits(s.far))?;
        let phrase = self.segment.pieces.phrases.get(found.phrase)?;
        Some(Speaker { phrase: found.phrase, words: (phrase.start, phrase.end) })
    }

    /// Who does what a passive tells: the phrase after "by".
    fn agent(&self, unit: usize) -> Option<Speaker> {
        let by = self.context.language.codes.by;
        let at = (unit + 1..unit + 5)
            .take_while(|i| !self.finite(*i))
            .find(|i| self.phrase(*i).is_some_and(|(_, p)| p.marker == by))?;
        let (phrase, p) = self.phrase(at)?;
        Some(Speaker { phrase, words: (p.start + 1, p.end) })
    }

    /// Where the clause of a verb with a phrase directly before it begins.
    fn leftmost(&self, unit: usize) -> usize {
        self.previous(unit).and_then(|b| self.head_phrase(b)).unwrap_or(unit)
    }
}

/// Whether a phrase can be the subject of a verb by gender and number.
fn agree(phrase: &crate::phrases::Phrase, verb: &VerbGroup) -> bool {
    phrase.features.gender.agrees(verb.features.gender) && phrase.features.number.agrees(verb.features.number)
}
