//! Names that nobody listed, where a title leads them: "נשיא צ'אד מהמט דבי". No letter is cut off such a name.

use language::{Code, Language, Pos};
use smallvec::smallvec;
use text::Class;

use crate::{
    names::Name,
    words::{Reading, Word},
};

/// How many words may stand between a title and the name: of, an article, a state and its adjective.
const BETWEEN: usize = 6;

/// Joins again what was cut off the words of a name after a title and its state.
pub fn join_names(words: &mut Vec<Word>, folded: &str, names: &[Name], language: &Language) {
    if language.settings.proclitics.groups.is_empty() {
        return;
    }
    let reader = Titles { words, folded, names, language };
    let mut joins: Vec<(usize, usize)> = Vec::new();
    let mut after = 0;
    for i in 0..reader.words.len() {
        if i >= after && reader.is_title(i) {
            after = reader.name_after(i + 1, &mut joins);
        }
    }
    if joins.is_empty() {
        return;
    }
    let mut joins = joins.into_iter().peekable();
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for (i, word) in words.drain(..).enumerate() {
        let inside = joins.peek().copied().filter(|(begin, end)| *begin < i && i < *end);
        match (inside, out.last_mut()) {
            (Some((_, end)), Some(first)) => {
                first.end = word.end;
                first.readings = smallvec![Reading {
                    pos: Pos::Noun,
                    lemma: None,
                    code: 0,
                    features: language::Features::default()
                }];
                if i + 1 == end {
                    joins.next();
                }
            }
            _ => out.push(word),
        }
    }
    *words = out;
}

/// Whether a word may be that closed-class word; nothing is chosen yet.
fn may(word: &Word, pos: Pos, code: Code) -> bool {
    word.readings.iter().any(|r| r.pos == pos && r.code == code)
}

struct Titles<'a> {
    words: &'a [Word],
    folded: &'a str,
    names: &'a [Name],
    language: &'a Language,
}

/// A word of a name, with the proclitics that were cut off it.
struct NamePart {
    begin: usize,
    end: usize,
    /// Begins with "and".
    coordinated: bool,
    /// Something was cut off its first word.
    cut: bool,
}

impl Titles<'_> {
    fn name(&self, word: usize) -> Option<&Name> {
        self.words.get(word)?.name.and_then(|n| self.names.get(n))
    }

    fn in_class(&self, word: usize, classes: &[&str]) -> bool {
        self.words.get(word).is_some_and(|w| {
            w.readings
                .iter()
                .filter(|r| r.pos == Pos::Noun)
                .filter_map(|r| r.lemma)
                .any(|l| self.language.lexicon.classes(l).any(|c| classes.contains(&c)))
        })
    }

    /// An office, or a noun for somebody who leads, speaks for or is the equal of another.
    fn is_title(&self, word: usize) -> bool {
        self.name(word).is_some_and(|n| n.kind == claims::EntityType::Office)
            || self.in_class(word, &["leader", "official", "counterpart"])
    }

    /// Notes what is to be joined in the name after a title; returns where it ends.
    fn name_after(&self, from: usize, joins: &mut Vec<(usize, usize)>) -> usize {
        let codes = &self.language.codes;
        let mut at = from;
        while at < from + BETWEEN {
            let Some(word) = self.words.get(at) else { return at };
            let whose = self.name(at).is_some_and(|n| n.kind != claims::EntityType::Person)
                || may(word, Pos::Preposition, codes.of)
                || word.readings.iter().any(|r| r.pos == Pos::Adjective && r.lemma.is_some())
                || may(word, Pos::Determiner, codes.definite) && !self.is_unknown(at + 1);
            if !whose {
                break;
            }
            at += 1;
        }
        // "the new ambassador, Mike Huckabee,": the name may stand between commas.
        if self.text(at) == "," && self.part(at + 1).is_some_and(|p| !p.cut && !p.coordinated) {
            at += 1;
        }
        let mut count = 0;
        while let Some(part) = self.part(at) {
            // A single cut word after a title is a phrase of its own ("נשיא צ'אד בקינשאסה"), a third one nearly always.
            if part.cut {
                let listed = self.name(part.end).is_some_and(|n| n.kind == claims::EntityType::Person);
                let another = count > 0 || listed || self.part(part.end).is_some_and(|p| !p.coordinated);
                if count > 1 || part.coordinated || !another {
                    break;
                }
            }
            if part.end - part.begin > 1 {
                joins.push((part.begin, part.end));
            }
            count += 1;
            at = part.end;
        }
        at
    }

    /// The words from `at` that are written together, hyphens between them included, if they can be a part of a name.
    fn part(&self, at: usize) -> Option<NamePart> {
        let glued = |w: usize| self.words.get(w).is_some_and(|w| !w.space_before);
        let mut end = at;
        let (mut unknown, mut hyphened) = (false, false);
        loop {
            let token = self.words.get(end)?.token;
            let begin = end;
            end = begin + self.words[begin..].iter().take_while(|w| w.token == token).count();
            if (begin..end).any(|w| self.words[w].name.is_some() || self.words[w].class != Class::Word) {
                return None;
            }
            unknown |= self.is_unknown(end - 1);
            let particle = end == begin + 1 && self.in_class(begin, &["name_particle"]);
            let small = end == begin + 1 && self.text(begin).chars().count() < 3;
            let on = glued(end) && glued(end + 1) && self.text(end) == "-";
            if !self.is_unknown(end - 1) && !particle && !(small && (on || hyphened)) {
                return None;
            }
            if !on {
                break;
            }
            hyphened = true;
            end += 1;
        }
        let last = self.words.get(end - 1)?.token;
        let first = self.words.get(at)?.token;
        let chain = at..at + self.words[at..].iter().take_while(|w| w.token == first).count() - 1;
        let particle = last == first && self.in_class(at, &["name_particle"]);
        if !(unknown || particle) {
            return None;
        }
        let coordinated = chain.clone().any(|w| may(&self.words[w], Pos::Coordinator, self.language.codes.and));
        Some(NamePart { begin: at, end, cut: !chain.is_empty(), coordinated })
    }

    fn text(&self, word: usize) -> &str {
        self.words.get(word).and_then(|w| self.folded.get(w.start..w.end)).unwrap_or_default()
    }

    /// No name, and no word that the language knows.
    fn is_unknown(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|w| {
            w.name.is_none()
                && w.class == Class::Word
                && w.readings.first().is_some_and(|r| r.lemma.is_none() && matches!(r.pos, Pos::Noun | Pos::Adjective))
                && self.language.times.word(self.text(word)).is_empty()
        })
    }
}
