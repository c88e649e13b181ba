//! A passing case with all that the generators look at, and the tools with which they rewrite it.

use std::collections::{BTreeMap, BTreeSet};

use claims::{Document, Reading};
use language::{Analysis, Features, Language, LemmaId, Pos};
use reader::{Options, Predicate, Reader};
use world::World;

use super::{Change, Grammar, Said, Test, said};
use crate::form::Case;

/// A passing case.
pub struct Source<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its text by code points.
    pub text: Vec<char>,
    /// What is read in it.
    pub reading: Reading,
    /// Its predicates.
    pub predicates: Vec<Predicate>,
    /// What its claims say.
    pub said: BTreeSet<Said>,
    /// Its words, by code points.
    pub words: Vec<Word>,
}

/// A word of the text, with what is glued before it cut off where the rest is a known word.
#[derive(Debug, Clone)]
pub struct Word {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// As it is looked up.
    pub form: String,
}

impl<'a> Source<'a> {
    /// Reads a case.
    ///
    /// # Errors
    /// Where the language folder cannot be compiled.
    pub fn new(case: &'a Case, reader: &Reader<'_>, language: &Language) -> Result<Source<'a>, language::Error> {
        let reading = reader.read(&case.document, &Options { stance: true, ..Options::default() })?;
        let text: Vec<char> = case.document.text.chars().collect();
        Ok(Source {
            case,
            predicates: reader.structure(&case.document)?,
            said: said::of(&reading),
            words: words(&text, language),
            reading,
            text,
        })
    }

    /// The words of a stretch.
    pub fn slice(&self, start: usize, end: usize) -> String {
        self.text.get(start..end).unwrap_or_default().iter().collect()
    }

    /// One sentence that ends with a full stop and holds neither quotation nor colon.
    pub fn is_plain_sentence(&self) -> bool {
        let text = &self.case.document.text;
        text.ends_with('.')
            && self.case.document.title.is_none()
            && !text.trim_end_matches('.').contains(['.', '?', '!', ':', ';', '\n', '"', '“', '”', '„', '«', '–', '—'])
    }
}

fn words(text: &[char], language: &Language) -> Vec<Word> {
    let inside = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '"' | '-');
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !inside(&text[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.len() && inside(&text[at]) {
            at += 1;
        }
        // What is glued before it, shortest first.
        let known = |from: usize| {
            let form = look_up(&text[from..at].iter().collect::<String>(), language);
            (!language.lexicon.analyses(&form).is_empty()).then_some(Word { start: from, end: at, form })
        };
        let glued =
            |from: usize| text[start..from].iter().all(|c| !language.lexicon.proclitic(&c.to_string()).is_empty());
        let whole = Word { start, end: at, form: look_up(&text[start..at].iter().collect::<String>(), language) };
        let cut = (start..at.saturating_sub(2)).take(4).filter(|from| glued(*from)).find_map(known);
        out.push(cut.unwrap_or(whole));
    }
    out
}

/// A word as the lexicon looks it up.
pub fn look_up(word: &str, language: &Language) -> String {
    let folded = text::fold(word);
    if language.settings.lower_case { folded.to_lowercase() } else { folded }
}

/// What every generator needs.
pub struct Workshop<'a> {
    /// The reader.
    pub reader: &'a Reader<'a>,
    /// The language.
    pub language: &'a Language,
    /// Who exists.
    pub world: &'a World,
    /// The templates.
    pub grammar: &'a Grammar,
    forms: BTreeMap<LemmaId, Vec<(Features, String)>>,
    /// States that can stand for each other.
    pub pool: Vec<&'a world::Item>,
}

impl<'a> Workshop<'a> {
    /// The tools for a language.
    pub fn new(reader: &'a Reader<'a>, language: &'a Language, world: &'a World, grammar: &'a Grammar) -> Workshop<'a> {
        let mut forms: BTreeMap<LemmaId, Vec<(Features, String)>> = BTreeMap::new();
        for (form, Analysis { lemma, features }) in language.lexicon.forms() {
            forms.entry(lemma).or_default().push((features, form));
        }
        for list in forms.values_mut() {
            // The usual spelling of several: the longest first, so that a full spelling stands before a shorter one.
            list.sort_by(|a, b| b.1.chars().count().cmp(&a.1.chars().count()).then(a.1.cmp(&b.1)));
        }
        let pool = super::names::pool(language, world);
        Workshop { reader, language, world, grammar, forms, pool }
    }

    /// The form of a lemma with these features.
    pub fn form(&self, lemma: LemmaId, features: &Features) -> Option<&str> {
        self.forms.get(&lemma)?.iter().find(|(f, _)| f == features).map(|(_, form)| form.as_str())
    }

    /// The first form of a lemma that fits.
    pub fn form_like(&self, lemma: LemmaId, fits: impl Fn(&Features) -> bool) -> Option<&str> {
        self.forms.get(&lemma)?.iter().find(|(f, _)| fits(f)).map(|(_, form)| form.as_str())
    }

    /// The lemma with this text.
    pub fn lemma(&self, pos: Pos, text: &str) -> Option<LemmaId> {
        let at = self.language.lexicon.lemmas.iter().position(|l| l.pos == pos && l.text == text)?;
        LemmaId::try_from(at).ok()
    }

    /// A text without claims of its own about the sentence: its first letter as it stands inside another sentence.
    pub fn inner(&self, source: &Source<'_>) -> String {
        self.lowered(source, source.case.document.text.trim_end_matches('.'))
    }

    /// A text that begins as the source's does, inside another sentence.
    pub fn lowered(&self, source: &Source<'_>, text: &str) -> String {
        let named = source.reading.mentions.iter().any(|m| m.within.is_none() && m.start == 0 && is_proper(text, m));
        match text.chars().next() {
            Some(first) if self.language.settings.lower_case && !named => {
                first.to_lowercase().chain(text.chars().skip(1)).collect()
            }
            _ => text.to_owned(),
        }
    }

    /// The article before a changed word takes the form that the word asks for.
    fn with_article(&self, before: &mut String, next: &str) {
        for (usual, changed, letters) in &self.grammar.articles {
            let Some(letter) = next.chars().next() else { continue };
            let asks = letters.contains(letter.to_lowercase().next().unwrap_or(letter));
            let (wrong, right) = if asks { (usual, changed) } else { (changed, usual) };
            let Some(rest) = before.strip_suffix(' ') else { continue };
            let last = rest.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if last.to_lowercase() != *wrong {
                continue;
            }
            let capital = last.starts_with(char::is_uppercase);
            let keep = rest.len() - last.len();
            let right = if capital { capitalized(right) } else { right.clone() };
            before.truncate(keep);
            before.push_str(&right);
            before.push(' ');
        }
    }

    /// The text with stretches replaced; `None` where they overlap.
    pub fn edited(&self, text: &str, edits: &[(usize, usize, String)]) -> Option<String> {
        let letters: Vec<char> = text.chars().collect();
        let mut edits = edits.to_vec();
        edits.sort();
        let mut out = String::new();
        let mut at = 0;
        for (start, end, with) in edits {
            if start < at {
                return None;
            }
            out.extend(letters.get(at..start)?);
            if !with.is_empty() {
                self.with_article(&mut out, &with);
            }
            out.push_str(&with);
            at = end;
        }
        out.extend(letters.get(at..)?);
        Some(out)
    }

    /// A test with a changed text.
    pub fn test(&self, change: Change, source: &Source<'_>, text: String, expected: BTreeSet<Said>) -> Test {
        let document = Document { text, ..source.case.document.clone() };
        let original = source.case.document.text.clone();
        let silent = source.said.is_empty();
        Test { change, line: source.case.line, original, document, expected, timeless: false, silent }
    }
}

/// Whether a mention is written with a capital because it is a name, not because it stands first.
fn is_proper(text: &str, mention: &claims::Mention) -> bool {
    mention.kind != claims::EntityType::Office && text.starts_with(char::is_uppercase)
}

/// With a capital first letter.
pub fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A fixed row of numbers for a case, so that the tests are always the same.
#[derive(Debug, Clone)]
pub struct Row(u64);

impl Row {
    /// The row of a case and a change.
    pub fn new(line: usize, change: Change) -> Row {
        let seed =
            (line as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (change as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
        Row(seed | 1)
    }

    /// The next number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or(0)
    }
}
