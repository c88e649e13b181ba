//! The ways of reading a sentence that are followed beside each other: which are kept, and where each came from.

use language::{Language, Pos};
use smallvec::SmallVec;
use text::Class;

use crate::{
    choice::{Taken, Way, beside_number, names_month},
    fit::{Place, fit},
    words::{Reading, Word},
};

/// The most ways that are kept.
pub(crate) const WAYS: usize = 10;

/// The best ways so far of those that come to the same word, the best first, each in a state of its own.
#[derive(Default)]
pub(crate) struct Best {
    pub(crate) ways: Vec<Way>,
    states: Vec<u64>,
}

impl Best {
    pub(crate) fn clear(&mut self) {
        self.ways.clear();
        self.states.clear();
    }

    /// Whether a way of that score can be one of the best.
    pub(crate) fn admits(&self, score: i32) -> bool {
        self.ways.len() < WAYS || self.ways.last().is_some_and(|worst| worst.score < score)
    }

    /// Adds a way, unless as many better ones are known or one that goes on as it does; of equals the first stays.
    pub(crate) fn add(&mut self, way: Way) {
        if !self.admits(way.score) {
            return;
        }
        let state = way.state();
        if let Some(same) = self.states.iter().position(|of| *of == state) {
            if self.ways.get(same).is_some_and(|other| other.score >= way.score) {
                return;
            }
            self.ways.remove(same);
            self.states.remove(same);
        } else if self.ways.len() == WAYS {
            self.ways.pop();
            self.states.pop();
        }
        let at = self.ways.iter().rposition(|other| other.score >= way.score).map_or(0, |n| n + 1);
        self.ways.insert(at, way);
        self.states.insert(at, state);
    }
}

/// The ways that come to a word from the same reading of the word before: what its readings fit is reckoned once for all.
pub(crate) struct Arrival {
    pub(crate) last: Option<Taken>,
    pub(crate) governed: bool,
    /// The reading taken for the word before, where it stands near enough.
    pub(crate) before: Option<Reading>,
    /// How well each reading fits.
    pub(crate) fits: SmallVec<[i32; 8]>,
}

impl Arrival {
    pub(crate) fn new(way: &Way, at: usize, words: &[Word], place: &Place<'_>, alone: &[i32]) -> Arrival {
        let last = way.last.map(|l| (l.word as usize, usize::from(l.reading))).filter(|(w, _)| at - w <= 3);
        let last = last.and_then(|(w, r)| words.get(w).map(|w| (w, w.readings.get(r).copied())));
        let readings = words.get(at).map_or(&[][..], |w| w.readings.as_slice());
        Arrival {
            last: way.last,
            governed: way.governed,
            before: last.and_then(|l| l.1),
            fits: readings.iter().zip(alone).map(|(r, alone)| alone + fit(place, r, last, way.governed)).collect(),
        }
    }
}

/// What speaks for each reading of a word whatever was taken for the word before.
pub(crate) fn alone(
    before: &[Word],
    word: &Word,
    after: &[Word],
    folded: &str,
    language: &Language,
) -> SmallVec<[i32; 8]> {
    let month = beside_number(before, after) && names_month(word, folded, language);
    // "by 413 votes"
    let named = before.len() > 1 && before[before.len() - 2].name.is_some();
    let counted = before.last().is_some_and(|w| w.class == Class::Number) && !named;
    let title = describes_title(before, word, after, language);
    let one = |(k, reading): (i32, &Reading)| {
        let count = match reading.pos {
            Pos::Noun if counted => 2,
            Pos::Verb if counted && language.settings.order.infinitive_needs_marker => -2,
            // "the 11 that abstained"
            Pos::Relativizer if counted => 6,
            Pos::Pronoun if counted && word.may_be(Pos::Relativizer) => -9,
            _ => 0,
        };
        let name = match (month, reading.pos) {
            (false, Pos::Relativizer | Pos::Verb | Pos::Modal) if title => -12,
            (false, _) => 0,
            (true, Pos::Noun) => 8,
            (true, _) => -8,
        };
        count + name - k / 4
    };
    (0..).zip(&word.readings).map(one).collect()
}

/// "שר החוץ המיועד דן נמיר": an article, or the word behind it that may be an adjective, between a title and a name.
fn describes_title(before: &[Word], word: &Word, after: &[Word], language: &Language) -> bool {
    let article = |w: &Word| w.may_be(Pos::Determiner) && w.may_be(Pos::Relativizer) && w.space_before;
    let (title, adjective, name) = if article(word) {
        (before.last(), after.first(), after.get(1))
    } else {
        let first = before.len().checked_sub(2).and_then(|b| before.get(b));
        (first.filter(|_| before.last().is_some_and(article)), Some(word), after.first())
    };
    let adjective = adjective.filter(|w| !w.space_before && w.readings.iter().any(|r| r.pos == Pos::Adjective));
    let called = |w: &Word| {
        w.space_before
            && w.class == Class::Word
            && (w.name.is_some()
                || !w.readings.is_empty() && w.readings.iter().all(|r| r.lemma.is_none() && r.pos == Pos::Noun))
    };
    language.settings.order.adjective_follows
        && adjective.is_some()
        && title.is_some_and(|w| w.name.is_some())
        && name.is_some_and(called)
}

/// Where the ways kept at each word came from, and with which reading.
pub(crate) struct Trail {
    steps: Vec<(u8, u8)>,
    /// Where the steps of each word begin.
    begins: Vec<usize>,
}

impl Trail {
    pub(crate) fn for_words(count: usize) -> Trail {
        Trail { steps: Vec::with_capacity(count * WAYS), begins: Vec::with_capacity(count) }
    }

    pub(crate) fn push(&mut self, ways: &Best) {
        self.begins.push(self.steps.len());
        self.steps.extend(ways.ways.iter().map(|w| (w.before, w.reading)));
    }

    pub(crate) fn step(&self, word: usize, way: usize) -> Option<(usize, usize)> {
        let (before, reading) = self.steps.get(self.begins.get(word)? + way)?;
        Some((usize::from(*before), usize::from(*reading)))
    }
}
