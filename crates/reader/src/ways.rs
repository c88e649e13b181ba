//! The ways of reading a sentence that are followed beside each other: which are kept, and where each came from.

use crate::choice::Way;

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
