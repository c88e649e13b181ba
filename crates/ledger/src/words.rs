//! The dictionary: words that come again and again, each with a number.

use std::{collections::HashMap, sync::Arc};

use claims::{Act, Basis, EntityType, Kind, Modality, Precision, Role};

/// A word of the dictionary, with what it means in the lists of the vocabulary.
#[derive(Debug)]
pub(crate) struct Word {
    pub text: Box<str>,
    pub kind: Option<Kind>,
    pub role: Option<Role>,
    pub modality: Option<Modality>,
    pub entity_type: Option<EntityType>,
    pub precision: Option<Precision>,
    pub basis: Option<Basis>,
    act: Option<Act>,
}

impl Word {
    pub fn new(text: &str) -> Word {
        Word {
            text: text.into(),
            kind: text.parse().ok(),
            role: text.parse().ok(),
            modality: text.parse().ok(),
            entity_type: text.parse().ok(),
            precision: text.parse().ok(),
            basis: text.parse().ok(),
            act: Act::named(text),
        }
    }

    /// The act of that name, also one that was added after the word was read.
    pub fn act(&self) -> Option<Act> {
        self.act.or_else(|| Act::named(&self.text))
    }
}

/// Where numbers become words again.
pub(crate) trait Vocabulary {
    type Error;
    /// The word with that number, if there is one.
    fn word(&self, number: u32) -> Result<Option<Arc<Word>>, Self::Error>;
}

/// The words that a new ledger begins with: those of the vocabulary, so that they have small numbers.
pub(crate) fn beginning() -> Vec<&'static str> {
    let mut words: Vec<&str> = Vec::new();
    words.extend(Modality::ALL.iter().map(|w| w.code()));
    words.extend(EntityType::ALL.iter().map(|w| w.code()));
    words.extend(Kind::ALL.iter().map(|w| w.code()));
    words.extend(Precision::ALL.iter().map(|w| w.code()));
    words.extend(Basis::ALL.iter().map(|w| w.code()));
    words.extend(Role::ALL.iter().map(|w| w.code()));
    words.extend(Act::all().map(Act::name));
    let mut seen = std::collections::HashSet::new();
    words.retain(|w| seen.insert(*w));
    words
}

/// Words that were read or written by this handle. Numbers never change their word, so that this needs no refreshing;
/// only a batch that is rolled back takes its words out again.
#[derive(Default)]
pub(crate) struct Known {
    by_number: Vec<Option<Arc<Word>>>,
    by_word: HashMap<Box<str>, u32>,
}

impl Known {
    /// Words with larger numbers are read from the file each time.
    const MOST: usize = 1 << 20;

    pub fn word(&self, number: u32) -> Option<Arc<Word>> {
        self.by_number.get(number as usize)?.clone()
    }

    pub fn number(&self, word: &str) -> Option<u32> {
        self.by_word.get(word).copied()
    }

    pub fn keep(&mut self, number: u32, word: &Arc<Word>) {
        let place = number as usize;
        if place >= Self::MOST {
            return;
        }
        if place >= self.by_number.len() {
            self.by_number.resize(place + 1, None);
        }
        if let Some(slot) = self.by_number.get_mut(place) {
            *slot = Some(Arc::clone(word));
        }
    }

    pub fn keep_number(&mut self, word: &str, number: u32) {
        if self.by_word.len() >= Self::MOST {
            self.by_word.clear();
        }
        self.by_word.insert(word.into(), number);
    }

    /// Forgets words that were added after `last`, which a rolled back batch has taken back.
    pub fn forget_after(&mut self, last: u32) {
        self.by_number.truncate(last as usize + 1);
        self.by_word.retain(|_, number| *number <= last);
    }
}
