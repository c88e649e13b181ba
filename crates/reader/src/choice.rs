//! Stage 1, second half: of the readings of a word the sentence chooses one.

use std::cmp::Reverse;

use language::{Features, Gender, Language, Number, Pos, VerbForm};
use smallvec::SmallVec;
use text::Class;

use crate::{
    fit::Place,
    homographs::{adjective_too, describing_too, noun_too, owner_too, participle_too},
    ways::{Arrival, Best, Trail, WAYS, alone},
    words::{Reading, Word},
};

/// How far a clause has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// Nothing yet that could be its subject.
    #[default]
    Open,
    /// A noun phrase without preposition.
    Subject,
    /// Its finite verb.
    Verb,
}

/// One way of reading the words so far. Ten are copied at every word, so it holds no more than it must.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Way {
    pub(crate) score: i32,
    /// The last word that is no adverb, with the reading taken for it.
    pub(crate) last: Option<Taken>,
    /// Clauses around this one, by how far they have come: the innermost in the lowest two bits, then the next; 3 is none.
    around: u16,
    /// The place of the way that it goes on, among those of the word before.
    pub(crate) before: u8,
    pub(crate) reading: u8,
    stage: Stage,
    /// Person and number of the subject.
    subject: (u8, Number),
    /// The noun before, which an adjective with an article of its own may describe.
    noun: Option<(Gender, Number)>,
    /// Within a phrase with a preposition.
    pub(crate) governed: bool,
    /// After a coordinator, and nothing since but adverbs.
    joined: bool,
    /// After a comma.
    comma: bool,
    /// After a comma that a complete clause precedes: what comes may be a clause of its own.
    fresh: bool,
    /// The subject may as well be a member of a list or an apposition.
    doubtful: bool,
    /// The last finite verb takes a clause for its complement.
    opens: bool,
}

/// A word with the reading taken for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) word: u32,
    pub(crate) reading: u8,
}

const NO_CLAUSE: u16 = u16::MAX;

/// The most that a verb adds to the score by how it goes on with the clause; no other word adds anything.
const MOST: i32 = 3;

impl Way {
    /// All that decides how it goes on but score and subject: of two ways in one state the better is kept.
    pub(crate) fn state(&self) -> u64 {
        let (word, reading) = self.last.map_or((0, 0), |l| (u64::from(l.word) + 1, u64::from(l.reading)));
        let flags = [self.governed, self.joined, self.comma, self.fresh, self.doubtful, self.opens];
        let flags = flags.iter().fold(0, |all, flag| all << 1 | u64::from(*flag));
        let parts = [(word, 28), (reading, 6), (u64::from(self.reading), 6), (self.stage as u64, 2), (flags, 6)];
        parts.iter().fold(u64::from(self.around), |all, (part, bits)| all << bits | part & ((1 << bits) - 1))
    }

    fn enter(&mut self) {
        self.around = self.around << 2 | self.stage as u16;
        self.stage = Stage::Open;
        self.governed = false;
    }

    fn outer(&self) -> Option<Stage> {
        [Some(Stage::Open), Some(Stage::Subject), Some(Stage::Verb), None][usize::from(self.around & 3)]
    }

    fn leave(&mut self) {
        self.stage = self.outer().unwrap_or(Stage::Verb);
        self.doubtful = false;
        self.around = self.around >> 2 | 3 << 14;
    }

    /// What the clauses that still want a verb cost at the end of a sentence.
    fn owed(mut self) -> i32 {
        let mut cost = 0;
        for _ in 0..8 {
            cost += if self.stage == Stage::Subject && !self.doubtful { 4 } else { 0 };
            self.doubtful = false;
            if self.outer().is_none() {
                break;
            }
            self.leave();
        }
        cost
    }
}

/// Chooses a reading for every word that has several and puts it first. The ways of reading a sentence are followed from left to
/// right beside each other, the best of them kept: which reading of a word is right often shows only when the clause has, or
/// has not, come to its verb.
pub fn choose(words: &mut [Word], folded: &str, language: &Language) {
    if language.settings.order.infinitive_needs_marker {
        for i in 1..words.len() {
            noun_too(words, i);
            describing_too(words, i);
        }
    }
    for i in 0..words.len() {
        let (before, rest) = words.split_at_mut(i);
        let Some((word, after)) = rest.split_first_mut() else { break };
        let none =
            word.readings.len() < 2 && word.readings.iter().all(|r| r.pos == Pos::Modal) && !word.readings.is_empty();
        if none && beside_number(before, after) && names_month(word, folded, language) {
            word.readings.push(Reading { pos: Pos::Noun, lemma: None, code: 0, features: Features::default() });
        }
    }
    if language.settings.order.adjective_follows {
        for i in 1..words.len() {
            participle_too(words, i);
            owner_too(words, i);
            adjective_too(words, i, language);
        }
    }
    if words.iter().all(|w| w.readings.len() < 2) {
        return;
    }
    let mut ways = Best::default();
    ways.add(Way { around: NO_CLAUSE, ..Way::default() });
    let mut next = Best::default();
    let mut arrivals: SmallVec<[Arrival; WAYS]> = SmallVec::new();
    let mut trail = Trail::for_words(words.len());
    for i in 0..words.len() {
        let (before, rest) = words.split_at(i);
        let Some((word, after)) = rest.split_first() else { break };
        next.clear();
        if word.readings.is_empty() {
            let mark = folded.get(word.start..).and_then(|t| t.chars().next());
            for (at, way) in (0u8..).zip(&ways.ways) {
                let mut on = Way { before: at, reading: 0, ..*way };
                on.pass_mark(word.class, mark);
                next.add(on);
            }
        } else {
            let place = Place::new(before, word, after, language);
            let alone = alone(before, word, after, folded, language);
            arrivals.clear();
            for (at, way) in (0u8..).zip(&ways.ways) {
                // Many ways have come to the same word before.
                let known = arrivals.iter().position(|a| a.last == way.last && a.governed == way.governed);
                let known = known.unwrap_or_else(|| {
                    arrivals.push(Arrival::new(way, i, words, &place, &alone));
                    arrivals.len() - 1
                });
                let arrival = &arrivals[known];
                for (k, (reading, fit)) in (0u8..).zip(word.readings.iter().zip(&arrival.fits)) {
                    let mut on = Way { before: at, reading: k, score: way.score + fit, ..*way };
                    // "המפרץ הפרסי": behind a noun, with an article of its own, stands an adjective that agrees.
                    if reading.pos == Pos::Adjective
                        && arrival.before.is_some_and(|r| r.pos == Pos::Determiner)
                        && way.noun.is_some_and(|(gender, number)| {
                            gender.agrees(reading.features.gender) && number.agrees(reading.features.number)
                        })
                    {
                        on.score += 3;
                    }
                    let most = if matches!(reading.pos, Pos::Verb | Pos::Auxiliary | Pos::Modal) { MOST } else { 0 };
                    if !next.admits(on.score + most) {
                        continue;
                    }
                    on.take(i, k, reading, arrival.before, language);
                    next.add(on);
                }
            }
        }
        std::mem::swap(&mut ways, &mut next);
        trail.push(&ways);
    }
    let sentence = !language.settings.order.subject_may_follow;
    let end = |w: &Way| w.score - if sentence { w.owed() } else { 0 };
    let ended = ways.ways.iter().enumerate().max_by_key(|(n, way)| (end(way), Reverse(*n)));
    let Some((mut at, _)) = ended else { return };
    for (i, word) in words.iter_mut().enumerate().rev() {
        let Some((before, reading)) = trail.step(i, at) else { return };
        if word.readings.len() > 1 && reading < word.readings.len() {
            word.readings.swap(0, reading);
        }
        at = before;
    }
}

/// "28 May": a word between numbers that may be a month is one.
pub(crate) fn names_month(word: &Word, folded: &str, language: &Language) -> bool {
    let form = folded.get(word.start..word.end).unwrap_or_default();
    let words = if language.settings.lower_case && form.contains(char::is_uppercase) {
        language.times.word(&form.to_lowercase())
    } else {
        language.times.word(form)
    };
    words.iter().any(|w| matches!(w, language::TimeWord::Month(_)))
}

pub(crate) fn beside_number(before: &[Word], after: &[Word]) -> bool {
    let number = |w: Option<&Word>| w.is_some_and(|w| w.class == Class::Number);
    number(before.last()) || number(after.first())
}

impl Way {
    /// Goes on over a mark or number.
    fn pass_mark(&mut self, class: Class, mark: Option<char>) {
        if class == Class::Number {
            return;
        }
        match mark.unwrap_or(' ') {
            ',' => {
                self.comma = true;
                self.governed = false;
                // "When he left, she": a clause that is complete ends where the one around it still wants its verb.
                if self.stage == Stage::Verb {
                    if self.outer().is_some_and(|o| o != Stage::Verb) {
                        self.leave();
                    } else {
                        self.fresh = true;
                    }
                }
            }
            ';' | ':' | '.' | '?' | '!' => {
                let owed = self.owed();
                *self = Way { score: self.score - owed, before: self.before, around: NO_CLAUSE, ..Way::default() };
            }
            _ => {}
        }
    }

    /// Goes on over a word.
    fn take(&mut self, index: usize, k: u8, reading: &Reading, last: Option<Reading>, language: &Language) {
        let codes = &language.codes;
        let order = &language.settings.order;
        let strict = !order.subject_may_follow;
        let (joined, comma, governed) = (self.joined, self.comma, self.governed);
        if !matches!(reading.pos, Pos::Adverb | Pos::Negator) {
            self.last = Some(Taken { word: u32::try_from(index).unwrap_or(u32::MAX), reading: k });
            self.joined = false;
            self.comma = false;
        }
        self.noun = match reading.pos {
            Pos::Noun => Some((reading.features.gender, reading.features.number)),
            Pos::Adjective | Pos::Determiner if order.adjective_follows => self.noun,
            _ => None,
        };
        let form = reading.features.form;
        let own = (reading.features.person, reading.features.number);
        match reading.pos {
            Pos::Preposition => {
                let infinitive = reading.code == codes.to && last.is_some_and(|l| l.pos == Pos::Verb);
                self.governed = !infinitive && reading.features.suffix.is_none() || infinitive && self.governed;
            }
            Pos::Noun | Pos::Pronoun => {
                if !self.governed && self.stage == Stage::Open {
                    self.stage = Stage::Subject;
                    self.subject = own;
                } else if strict && self.fresh && !self.governed && self.stage == Stage::Verb {
                    self.stage = Stage::Subject;
                    self.doubtful = true;
                    self.fresh = false;
                    self.subject = own;
                } else if !self.governed
                    && self.stage == Stage::Subject
                    && last.is_some_and(|l| matches!(l.pos, Pos::Noun | Pos::Adjective | Pos::Coordinator))
                {
                    self.subject = if joined || comma { <(u8, Number)>::default() } else { own };
                }
                if reading.pos == Pos::Pronoun {
                    self.governed = false;
                }
            }
            Pos::Coordinator => {
                self.joined = true;
                self.fresh = self.stage == Stage::Verb;
                self.governed = self.governed && self.stage != Stage::Verb;
            }
            Pos::Complementizer | Pos::Subordinator | Pos::Relativizer | Pos::Interrogative => {
                self.enter();
                if reading.pos == Pos::Relativizer {
                    // The head of the clause may be its subject.
                    self.stage = Stage::Subject;
                    self.subject = <(u8, Number)>::default();
                }
            }
            Pos::Verb | Pos::Auxiliary | Pos::Modal => {
                let led = last.is_some_and(|l| {
                    matches!(l.pos, Pos::Modal | Pos::Auxiliary) || l.pos == Pos::Preposition && l.code == codes.to
                });
                let bare = form == VerbForm::Infinitive && order.infinitive_needs_marker && !led;
                let finite = reading.pos == Pos::Modal || reading.features.is_finite() && !(led && strict) || bare;
                self.governed = false;
                if !finite {
                    return;
                }
                let number = match form {
                    VerbForm::Infinitive => Number::Plural,
                    VerbForm::Present => reading.features.number,
                    _ => Number::Any,
                };
                match self.stage {
                    Stage::Open => self.score -= if strict && !joined { 3 } else { 0 },
                    Stage::Subject => {
                        self.score += if strict {
                            // "I sign", "you sign" are written as "they sign" is.
                            let subject = match self.subject {
                                (1 | 2, _) => Number::Any,
                                (_, number) => number,
                            };
                            if subject.agrees(number) { 3 } else { -4 }
                        } else {
                            0
                        };
                    }
                    Stage::Verb => {
                        if joined {
                            self.score += 1;
                        } else if self.outer().is_some_and(|o| o != Stage::Verb) {
                            self.leave();
                            self.score += if strict { 2 } else { 1 };
                        } else {
                            let nominal = last.is_some_and(|l| matches!(l.pos, Pos::Noun | Pos::Pronoun));
                            let open = order.complementizer_may_drop && nominal && !governed;
                            self.score -= match (open, self.opens) {
                                (true, true) => 1,
                                (true, false) => 5,
                                _ if comma => 2,
                                _ => 7,
                            };
                        }
                    }
                }
                self.stage = Stage::Verb;
                self.doubtful = false;
                self.fresh = false;
                self.opens = reading
                    .lemma
                    .map(|l| language.lexicon.lemma(l))
                    .is_some_and(|l| l.operator.is_some() || strict && l.classes.contains(&codes.causative));
            }
            _ => {}
        }
    }
}

/// Whether two words can stand together as subject and verb, or noun and adjective.
pub fn agrees(a: &Features, b: &Features) -> bool {
    a.gender.agrees(b.gender) && a.number.agrees(b.number)
}
