//! What is said: where it begins after a verb of saying, where it ends, and when it stands before.

use language::{Code, Operator, Pos, VerbForm};

use crate::{clauses::Edge, phrases::Unit, stretch::Stretch, verbs::VerbGroup};

/// Where the words begin that a verb of saying governs from the front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Onset {
    /// The first unit of what is said.
    pub(crate) unit: usize,
    /// A complementizer, a mark or a clause makes it plain; else it is an object ("denied the charges").
    pub(crate) strong: bool,
    /// Quotation marks or a colon open it.
    pub(crate) marked: bool,
    /// It is a clause, to the end of which it goes.
    pub(crate) clause: bool,
}

/// What stands after a verb of saying.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct After {
    /// What is said, if it follows.
    pub(crate) onset: Option<Onset>,
    /// The speaker, where it follows its verb.
    pub(crate) inverted: Option<usize>,
    /// The unit at which the words that belong to the verb itself end (addressee, time, place).
    pub(crate) end: usize,
}

/// How far a parenthesis after the verb may reach, in units.
const PARENTHESIS: usize = 16;

impl Stretch<'_> {
    /// Looks behind a verb of saying: speaker, addressee, time and place, then what is said. `wants_speaker`: none stands
    /// before the verb.
    pub(crate) fn after(&self, unit: usize, verb: &VerbGroup, wants_speaker: bool) -> After {
        let codes = &self.context.language.codes;
        let mut out = After::default();
        let onset = |unit, strong, marked| Some(Onset { unit, strong, marked, clause: strong });
        // Unmarked phrases after the verb: the addressee, an object, or the subject of what is said.
        let mut first: Option<usize> = None;
        let mut second: Option<usize> = None;
        let mut topic: Option<usize> = None;
        let active = !verb.passive || self.is_past(unit, verb);
        let mut at = unit + 1;
        // The particle of the verb ("pointed out").
        while self.words(at).is_some_and(|(start, _)| start < verb.after) {
            at += 1;
        }
        loop {
            match self.unit(at) {
                _ if self.loose(at) => {}
                Some(Unit::Quote(_)) => {
                    out.onset = onset(at, true, true);
                    break;
                }
                Some(Unit::Mark(':', _)) => {
                    out.onset = self.unit(at + 1).and_then(|_| onset(at + 1, true, true));
                    break;
                }
                Some(Unit::Mark(',' | '،', _)) => {
                    if self.quote(self.next(at)).is_some() {
                        out.onset = onset(self.next(at), true, true);
                        break;
                    }
                    // "אישרה את ההסכם, שנחתם": what has its object wants no clause behind a comma.
                    let object = |i: usize| {
                        matches!(self.unit(i), Some(Unit::Phrase(p))
                            if self.segment.pieces.phrases.get(*p).is_some_and(|p| p.marker == codes.object))
                    };
                    let describes = |word: usize| {
                        let readings = self.context.words.get(word).map_or(&[][..], |w| w.readings.as_slice());
                        readings.iter().any(|r| r.pos == Pos::Relativizer)
                    };
                    if !self.addresses(verb)
                        && (unit + 1..at).any(object)
                        && self.link(at + 1).is_some_and(|(_, word)| describes(word))
                    {
                        break;
                    }
                    if self.opens_complement(at + 1) {
                        at += 1;
                        continue;
                    }
                    // "said, however, that": the words between two commas are set aside.
                    let close = (at + 1..at + PARENTHESIS).find(|i| self.comma(*i));
                    let speech = |i: usize| self.verb(i).is_some_and(|(_, v)| self.says(v));
                    match close {
                        Some(c)
                            if (self.opens_complement(c + 1) || self.quote(c + 1).is_some())
                                && !(at + 1..c).any(speech) =>
                        {
                            at = c + 1;
                            continue;
                        }
                        // "said comments from Lima, Quito and Bogota were"
                        _ if first.is_some() && verb.operator.is_some_and(Operator::is_speech) && self.lists_on(at) => {
                        }
                        // "said the plan, which failed, had": they describe its subject.
                        Some(c) if first.is_some() && self.finite(self.next(c)) && !self.addresses(verb) => {
                            at = c + 1;
                            continue;
                        }
                        _ => break,
                    }
                }
                Some(Unit::Mark('–' | '—', _)) if first.is_some() => {
                    let close = (at + 1..at + PARENTHESIS).find(|i| matches!(self.mark(*i), Some('–' | '—')));
                    match close {
                        Some(c) if (c + 1..c + 4).any(|i| self.finite(i)) => {
                            at = c + 1;
                            continue;
                        }
                        _ => break,
                    }
                }
                Some(Unit::Link(pos, word)) => match pos {
                    Pos::Complementizer => {
                        out.onset = self.unit(at + 1).and_then(|_| onset(at + 1, true, false));
                        break;
                    }
                    Pos::Interrogative | Pos::Relativizer => {
                        let noun_before = matches!(self.unit(at - 1), Some(Unit::Phrase(_)));
                        let complementizer = self.may_complement(*word);
                        if complementizer
                            && !(noun_before
                                && out.inverted.is_some()
                                && first.is_none()
                                && *pos == Pos::Relativizer
                                && !self.takes_complement(at))
                        {
                            out.onset = self.unit(at + 1).and_then(|_| onset(at + 1, true, false));
                        } else if *pos == Pos::Interrogative || !noun_before {
                            out.onset = onset(at, true, false);
                        }
                        break;
                    }
                    // "said the day before that": the conjunction is an adverb here.
                    Pos::Subordinator if self.opens_complement(at + 1) => {}
                    Pos::Subordinator => {
                        let asks = verb.operator == Some(Operator::Urge);
                        let adjacent =
                            self.previous(at) == Some(unit) && verb.operator.is_some_and(Operator::is_speech);
                        if asks && self.context.code(*word) == codes.condition {
                            out.onset = onset(at, true, false);
                        } else if adjacent && self.goes_on_after_clause(at) {
                            // "said if he won, taxes would fall"
                            out.onset = Some(Onset { unit: at, strong: false, marked: false, clause: true });
                        }
                        break;
                    }
                    Pos::Coordinator if self.phrase(at + 1).is_some() && self.phrase(at - 1).is_some() => {}
                    _ => break,
                },
                Some(Unit::Verb(v)) => {
                    let next = &self.segment.pieces.verbs[*v];
                    if next.infinitive {
                        if verb.operator.is_some_and(Operator::is_speech)
                            && !self.is_a(verb, codes.utterance)
                            && !self.addresses(verb)
                        {
                            break; // "said to be leaving", "יוסיפו לקיים"
                        }
                        out.onset = onset(first.unwrap_or(at), true, false);
                        break;
                    }
                    if next.form == VerbForm::PassiveParticiple
                        && !next.copula
                        && next.modal.is_none()
                        && first.is_some()
                        && !next.past_auxiliary
                    {
                        // "told reporters gathered there"
                    } else if self.finite(at) {
                        // Of two phrases before the verb the first is whom it is told.
                        let subject = match (first, second) {
                            (Some(_), Some(second)) if self.addresses(verb) => Some(second),
                            (first, _) => first,
                        };
                        let drops = self.context.language.settings.order.complementizer_may_drop;
                        match (subject, out.inverted) {
                            _ if !drops => {}
                            (Some(subject), _) => out.onset = onset(subject, true, false),
                            // "said Ghana was joining": no speaker after all.
                            (None, Some(speaker)) => {
                                out.inverted = None;
                                out.onset = onset(speaker, true, false);
                            }
                            // "which the court said was careless"
                            (None, None) if at == self.next(unit) && self.relativized(unit) => {
                                out.onset = onset(at, true, false)
                            }
                            // "said there were talks"
                            (None, None) if next.copula && at > unit + 1 && self.loose(at - 1) => {
                                out.onset = onset(at - 1, true, false);
                            }
                            (None, None) => {}
                        }
                        break;
                    } else if first.is_none() && out.inverted.is_none() && next.form == VerbForm::Gerund {
                        out.onset = onset(at, true, false);
                        break;
                    } else {
                        break;
                    }
                }
                Some(Unit::Phrase(p)) => {
                    let phrase = &self.segment.pieces.phrases[*p];
                    if phrase.marker == 0 || phrase.marker == codes.object {
                        if wants_speaker && out.inverted.is_none() && phrase.marker == 0 && active {
                            out.inverted = Some(at);
                        } else if first.is_none() {
                            first = Some(at);
                        } else if second.is_none() {
                            second = Some(at);
                        }
                    } else if first.is_none() && topic.is_none() && [codes.of, codes.about].contains(&phrase.marker) {
                        topic = Some(at);
                    }
                }
                _ => break,
            }
            at += 1;
        }
        out.end = at;
        if out.onset.is_none() && self.is_a(verb, codes.voices) {
            // "told Reuters": whom it is told is not what is told.
            let object = if self.addresses(verb) { second } else { first };
            out.onset = object.or(topic).and_then(|unit| onset(unit, false, false));
        }
        out
    }

    /// Whether nothing but phrases and commas stands between `at` and a verb: a subject of several members.
    fn lists_on(&self, at: usize) -> bool {
        let joins = |i: &usize| {
            self.comma(*i)
                || self.phrase(*i).is_some()
                || self.loose(*i)
                || matches!(self.link(*i), Some((Pos::Coordinator, _)))
        };
        let end = (at..at + PARENTHESIS).find(|i| !joins(i)).unwrap_or(at);
        self.finite(end) && (at..end).any(|i| matches!(self.link(i), Some((Pos::Coordinator, _))))
    }

    /// Whether a subordinate clause that begins at `at` ends at a comma, and a main clause follows it.
    fn goes_on_after_clause(&self, at: usize) -> bool {
        let comma = (at + 1..self.last).find(|i| self.comma(*i));
        comma.is_some_and(|c| (at..c).any(|i| self.finite(i)) && (c..self.last).any(|i| self.finite(i)))
    }

    /// A word that opens a complement stands at `at`.
    fn opens_complement(&self, at: usize) -> bool {
        self.link(at).is_some_and(|(pos, word)| {
            pos == Pos::Complementizer
                || pos == Pos::Interrogative
                || pos == Pos::Relativizer && self.may_complement(word)
        })
    }

    fn may_complement(&self, word: usize) -> bool {
        let readings = self.context.words.get(word).map_or(&[][..], |w| w.readings.as_slice());
        readings.iter().any(|r| r.pos == Pos::Complementizer)
    }

    /// After "said the minister that": a clause with a subject of its own follows.
    fn takes_complement(&self, at: usize) -> bool {
        self.phrase(at + 1).is_some()
    }

    /// Whether the object of the verb is whom it is told.
    pub(crate) fn addresses(&self, verb: &VerbGroup) -> bool {
        self.is_a(verb, self.context.language.codes.addresses)
    }

    pub(crate) fn is_a(&self, verb: &VerbGroup, class: Code) -> bool {
        verb.lemma.is_some_and(|l| self.context.language.lexicon.lemma(l).classes.contains(&class))
    }

    /// Whether a relative pronoun before the verb can be the subject of what it governs: "which the court said was careless".
    fn relativized(&self, unit: usize) -> bool {
        let back = unit.saturating_sub(4).max(self.first);
        let pronoun = (back..unit).any(|i| matches!(self.link(i), Some((Pos::Relativizer | Pos::Interrogative, _))));
        // "a probe the agency said was ongoing"
        let bare = unit >= self.first + 2 && self.phrase(unit - 1).is_some() && self.phrase(unit - 2).is_some();
        pronoun || bare
    }

    /// Where what is said from `onset` on ends: before what does not belong to it any more. `breaks` are the units before
    /// which others begin to speak.
    pub(crate) fn ending(&self, cue: usize, onset: usize, breaks: &[usize]) -> usize {
        let mut end = breaks.iter().copied().find(|b| *b > onset).unwrap_or(self.last).min(self.last);
        // A clause that stands before its governor ends at the comma before that.
        if let Some((verb, _)) = self.verb(cue)
            && let Some(clause) = self.clause_of(verb)
        {
            let own = &self.segment.clauses[clause];
            let set_before = matches!(own.edge, Edge::Relative(_) | Edge::Adverbial(_) | Edge::Participle);
            if set_before && let Some(governor) = self.governor(clause, onset) {
                let comma = (onset..governor).rev().find(|i| self.comma(*i));
                let relative = matches!(own.edge, Edge::Relative(_)) && governor > onset + 1;
                end = end.min(comma.or(relative.then_some(governor)).unwrap_or(end));
            }
        }
        end
    }

    /// The unit of the verb above a clause, where it stands behind `onset`.
    fn governor(&self, clause: usize, onset: usize) -> Option<usize> {
        let parent = self.segment.clauses[clause].parent?;
        let verb = self.segment.clauses[parent].verb?;
        (onset..self.last).find(|i| matches!(self.unit(*i), Some(Unit::Verb(v)) if *v == verb))
    }
}
