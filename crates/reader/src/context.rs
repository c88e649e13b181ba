//! The words of a segment as the later stages look at them.

use language::{Code, Features, Language, LemmaId, Pos};

use crate::{names::Name, words::Word};

/// The words of a segment with what is known about them.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Folded text.
    pub folded: &'a str,
    /// Words of the segment.
    pub words: &'a [Word],
    /// Names of the text.
    pub names: &'a [Name],
    /// Whether a word belongs to a time expression.
    pub time: &'a [Option<usize>],
    /// Quotations cut out: before which word each stands, and its index.
    pub quotes: &'a [(usize, usize)],
    /// The language.
    pub language: &'a Language,
}

impl Context<'_> {
    /// The word's text.
    pub fn text(&self, word: usize) -> &str {
        self.words.get(word).and_then(|w| self.folded.get(w.start..w.end)).unwrap_or_default()
    }

    pub(crate) fn pos(&self, word: usize) -> Option<Pos> {
        self.words.get(word).and_then(Word::pos)
    }

    pub(crate) fn code(&self, word: usize) -> Code {
        self.words.get(word).and_then(Word::reading).map_or(0, |r| r.code)
    }

    pub(crate) fn features(&self, word: usize) -> Features {
        self.words.get(word).and_then(Word::reading).map_or_else(Features::default, |r| r.features)
    }

    pub(crate) fn lemma(&self, word: usize) -> Option<LemmaId> {
        self.words.get(word).and_then(Word::reading).and_then(|r| r.lemma)
    }

    /// Where the fixed words of an entry end that begin at a word, adverbs before them aside. `None`: others stand there.
    pub fn spelled(&self, from: usize, fixed: &[String]) -> Option<usize> {
        let lower = self.language.settings.lower_case;
        let mut at = from;
        while self.pos(at) == Some(Pos::Adverb)
            && fixed.first().is_some_and(|f| !self.text(at).to_lowercase().starts_with(f.as_str()))
        {
            at += 1;
        }
        // Proclitics are words of their own: compare the letters.
        let mut wanted = fixed.iter().flat_map(|f| f.chars()).peekable();
        while wanted.peek().is_some() {
            let text = self.text(at);
            if text.is_empty() {
                return None;
            }
            let letters = text.chars().filter(|c| !c.is_whitespace()).flat_map(|c| {
                let small = lower.then(|| c.to_lowercase());
                small.into_iter().flatten().chain((!lower).then_some(c))
            });
            for letter in letters {
                if wanted.next() != Some(letter) {
                    return None;
                }
            }
            at += 1;
        }
        Some(at)
    }

    /// The name that a word is.
    pub fn name(&self, word: usize) -> Option<&Name> {
        self.words.get(word).and_then(|w| w.name).and_then(|n| self.names.get(n))
    }

    /// A word that neither the lexicon nor the world knows and that may be a name: with a capital where the script has them.
    pub fn unlisted(&self, word: usize) -> bool {
        // "al-Qahtani": an article of another language may stand before it.
        let own = self.text(word);
        let own = own.split_once('-').filter(|(first, _)| first.chars().count() < 4).map_or(own, |(_, rest)| rest);
        let capital = own.chars().next().is_some_and(char::is_uppercase)
            || self.text(word).chars().next().is_some_and(char::is_uppercase);
        let script_without = !self.language.settings.lower_case;
        self.name(word).is_none()
            && self.lemma(word).is_none()
            && self.pos(word) == Some(Pos::Noun)
            && (capital || script_without)
    }

    /// Whether the head of a phrase belongs to a class of nouns (`country`), or a class under it (`instrument.treaty`).
    pub fn in_class(&self, word: usize, class: Code) -> bool {
        let lexicon = &self.language.lexicon;
        self.lemmas(word).any(|l| lexicon.lemma(l).classes.iter().any(|c| lexicon.is_under(*c, class)))
    }

    /// The classes of a word, of every lemma that it may be with the part of speech chosen.
    pub fn classes(&self, word: usize) -> impl Iterator<Item = &str> {
        self.lemmas(word).flat_map(|l| self.language.lexicon.classes(l))
    }

    /// Every lemma that a word may be with the part of speech chosen.
    fn lemmas(&self, word: usize) -> impl Iterator<Item = LemmaId> {
        let readings = self.words.get(word).map_or(&[][..], |w| w.readings.as_slice());
        let pos = readings.first().map(|r| r.pos);
        readings.iter().filter(move |r| Some(r.pos) == pos).filter_map(|r| r.lemma)
    }
}
