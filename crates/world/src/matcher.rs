//! The automaton over the names of one language.

use std::fmt;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use rustc_hash::FxHashMap;

use crate::{Features, Form, ItemId, Kind, World};

/// Longest stretch before a hit, in code points, that is looked at for the beginning of its word. Chains of proclitics are
/// shorter in every language that has them, and hostile text cannot make the search slow.
const LONGEST_PREFIX: usize = 8;

/// The rule of `ambiguous.csv` for a word that is never a name.
pub(crate) const NO_NAME: &str = "no_name";

/// Finds the names of one language in folded text.
///
/// Text must be folded with [`text::fold`] (or as the reader's shadow text is); the automaton holds the names folded alike.
/// Capitals count.
#[derive(Default)]
pub struct Matcher {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// By [`NameId`]: the first of its meanings, and whether it is also a common word.
    names: Vec<Entry>,
    meanings: Vec<Meaning>,
    failure: Option<String>,
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matcher").field("names", &self.names.len()).field("failure", &self.failure).finish()
    }
}

#[derive(Debug, Clone)]
struct Entry {
    first: u32,
    doubtful: Option<Box<str>>,
    /// The spelling has lost its article, as it does after some proclitics.
    bare: bool,
}

/// A folded name of a [`Matcher`]: the same spelling of several items is one name with several meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// A name that stands in a text. Offsets are bytes of the folded text that was given, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First byte of the name.
    pub start: usize,
    /// Byte after the name; always the end of a word.
    pub end: usize,
    /// First byte of the word in which the name begins. What stands between it and `start` must be proclitics, else the hit
    /// is none: ask `language`.
    pub word_start: usize,
    /// The name.
    pub name: NameId,
}

impl Hit {
    /// Whether the name begins where its word does.
    pub fn starts_word(&self) -> bool {
        self.start == self.word_start
    }
}

/// One thing that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// What it means.
    pub item: ItemId,
    /// As what sort of name.
    pub form: Form,
    /// Gender and number of the name.
    pub features: Features,
}

impl Matcher {
    pub(crate) fn of(world: &World, language: &str) -> Matcher {
        let names = world.names_in(language);
        let mut patterns: FxHashMap<String, Vec<Meaning>> = FxHashMap::default();
        let mut bare: FxHashMap<String, Vec<Meaning>> = FxHashMap::default();
        for item in &world.items {
            for name in names.of(item.number) {
                let meaning = Meaning { item: item.number, form: name.form, features: name.features };
                for pattern in spellings(&name.text, item.table) {
                    if let Some(without) = without_article(&pattern) {
                        add(&mut bare, without.to_owned(), meaning);
                    }
                    add(&mut patterns, pattern, meaning);
                }
            }
        }
        patterns.remove("");
        bare.retain(|pattern, _| !patterns.contains_key(pattern));
        let mut sorted: Vec<(String, Vec<Meaning>, bool)> = patterns.into_iter().map(|(p, m)| (p, m, false)).collect();
        sorted.extend(bare.into_iter().map(|(p, m)| (p, m, true)));
        // Words that hold a name after what looks like proclitics (כיוון), but never mean it.
        let words: Vec<String> = world
            .doubtful
            .iter()
            .filter(|d| &*d.language == language && &*d.rule == NO_NAME)
            .map(|d| text::fold(&d.name))
            .collect();
        sorted.extend(words.into_iter().map(|word| (word, Vec::new(), false)));
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        sorted.dedup_by(|later, first| later.0 == first.0);
        let doubtful: FxHashMap<String, &str> = world
            .doubtful
            .iter()
            .filter(|d| &*d.language == language)
            .map(|d| (text::fold(&d.name), &*d.rule))
            .collect();
        let mut matcher = Matcher::default();
        for (pattern, meanings, bare) in &mut sorted {
            meanings.sort_by_key(|m| (m.form, m.item));
            let first = u32::try_from(matcher.meanings.len()).unwrap_or(u32::MAX);
            let doubtful = doubtful.get(pattern.as_str()).map(|rule| Box::from(*rule));
            matcher.names.push(Entry { first, doubtful, bare: *bare });
            matcher.meanings.append(meanings);
        }
        if matcher.names.is_empty() {
            return matcher;
        }
        // All matches, not the leftmost-longest: a name that begins inside another word must not hide the one after it.
        let built = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build_with_values(sorted.iter().zip(0u32..).map(|((pattern, ..), i)| (pattern.as_str(), i)));
        match built {
            Ok(automaton) => matcher.automaton = Some(automaton),
            Err(e) => matcher.failure = Some(e.to_string()),
        }
        matcher
    }

    /// Why the automaton could not be built, if it could not; `check` reports it.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// The names in the text, leftmost and longest first, without overlaps. A name inside a word is a hit as soon as it ends
    /// with the word and the script has proclitics (Hebrew, Arabic): check [`Hit::word_start`], or use
    /// [`Matcher::find_accepting`], which also finds what a wrong hit would hide.
    pub fn find(&self, folded: &str) -> impl Iterator<Item = Hit> + use<> {
        self.find_accepting(folded, |_| true).into_iter()
    }

    /// As [`Matcher::find`], with names inside a word only where `proclitics` accepts what stands before them in the word.
    pub fn find_accepting(&self, folded: &str, mut proclitics: impl FnMut(&str) -> bool) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut candidates: Vec<Hit> = Vec::new();
        for found in automaton.find_overlapping_iter(folded) {
            let (start, end) = (found.start(), found.end());
            if !ends_word(folded, end) {
                continue;
            }
            let Some(word_start) = word_start(folded, start) else { continue };
            if word_start < start && !folded.get(word_start..start).is_some_and(&mut proclitics) {
                continue;
            }
            let bare = self.names.get(found.value() as usize).is_some_and(|e| e.bare);
            if bare && !swallows_article(folded.get(word_start..start).unwrap_or_default()) {
                continue;
            }
            candidates.push(Hit { start, end, word_start, name: NameId(found.value()) });
        }
        candidates.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        // "the West African Union" is no West: of two names that cross, the longer stands.
        let crossed: Vec<bool> = candidates
            .iter()
            .enumerate()
            .map(|(i, hit)| {
                let longer = |other: &&Hit| other.end > hit.end && other.end - other.start > hit.end - hit.start;
                let after = candidates.get(i + 1..).unwrap_or_default().iter();
                let mut crossing = after.take_while(|other| other.start < hit.end).filter(longer);
                crossing.any(|other| other.start > hit.start && !self.meanings(other.name).is_empty())
            })
            .collect();
        let mut crossed = crossed.into_iter();
        let (mut free, mut word_end) = (0, 0);
        candidates.retain(|hit| {
            let shadowed = crossed.next().unwrap_or(false);
            if self.meanings(hit.name).is_empty() {
                word_end = word_end.max(hit.end);
                return false;
            }
            let keep = hit.start >= free && hit.end > word_end && !shadowed;
            if keep {
                free = hit.end;
            }
            keep
        });
        candidates
    }

    /// What a name may mean, official names before nicknames, inhabitants and capitals. Empty for a foreign id.
    pub fn meanings(&self, name: NameId) -> &[Meaning] {
        let first = |i: u32| self.names.get(i as usize).map(|e| e.first as usize);
        let Some(start) = first(name.0) else { return &[] };
        let end = name.0.checked_add(1).and_then(first).unwrap_or(self.meanings.len());
        self.meanings.get(start..end).unwrap_or_default()
    }

    /// The rule of `ambiguous.csv` for a name that is also a common word, or needs company to be sure.
    pub fn doubtful(&self, name: NameId) -> Option<&str> {
        self.names.get(name.0 as usize).and_then(|e| e.doubtful.as_deref())
    }

    /// How many different spellings it looks for.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it has no names.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Bytes that the automaton takes.
    pub fn heap_bytes(&self) -> usize {
        self.automaton.as_ref().map_or(0, CharwiseDoubleArrayAhoCorasick::heap_bytes)
            + self.names.len() * size_of::<Entry>()
            + self.meanings.len() * size_of::<Meaning>()
    }
}

fn add(patterns: &mut FxHashMap<String, Vec<Meaning>>, pattern: String, meaning: Meaning) {
    let meanings = patterns.entry(pattern).or_default();
    if !meanings.contains(&meaning) {
        meanings.push(meaning);
    }
}

/// A Hebrew or Arabic name without its article: "לאיחוד האירופי" has none of its own, and "للسعودية" writes it differently.
/// Where the first letters belong to the name itself (הודו), what is left is no word that follows ל or לל.
fn without_article(folded: &str) -> Option<&str> {
    let rest = folded.strip_prefix('ה').or_else(|| folded.strip_prefix("ال"))?;
    (rest.chars().count() >= 4).then_some(rest)
}

/// Whether the proclitics end in one that takes the article away.
fn swallows_article(proclitics: &str) -> bool {
    proclitics.ends_with(['ב', 'כ', 'ל']) || proclitics.ends_with("لل")
}

/// The folded spellings that a name stands for: hyphens may be blanks, and offices may have capitals.
fn spellings(name: &str, table: Kind) -> Vec<String> {
    let mut written = vec![name.to_owned()];
    if table == Kind::Offices {
        written.push(capitalised(name, true));
        written.push(capitalised(name, false));
        written.push(titled(name));
    }
    let mut folded: Vec<String> = Vec::new();
    for spelling in written {
        let spelling = text::fold(&spelling);
        // Only in words of letters: `C5+1` and `UTC-5` stay as they are.
        if spelling.contains('-') && !spelling.contains(|c: char| c.is_numeric()) && table != Kind::States {
            folded.push(spelling.replace('-', " "));
        }
        folded.push(spelling);
    }
    folded.sort_unstable();
    folded.dedup();
    folded
}

/// Every word, or only the first, with a capital.
fn capitalised(name: &str, every: bool) -> String {
    let mut up = true;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if up && c.is_alphabetic() {
            out.extend(c.to_uppercase());
            up = false;
        } else {
            out.push(c);
            up = up || every && c == ' ';
        }
    }
    out
}

/// "Secretary of State": words of up to three letters after the first stay small, as titles write them.
fn titled(name: &str) -> String {
    let word =
        |(i, w): (usize, &str)| if i > 0 && w.chars().count() <= 3 { w.to_owned() } else { capitalised(w, false) };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// Scripts that put no space between words: every code point is a boundary.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{750}'..='\u{77f}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() && !is_unspaced(c) }
}

/// Marks that stand inside a Hebrew word: gershayim of an acronym, geresh of a foreign sound.
fn is_inner_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{5f3}' | '\u{5f4}')
}

/// Whether a word can end there.
fn ends_word(folded: &str, end: usize) -> bool {
    let (Some(before), Some(after)) = (folded.get(..end), folded.get(end..)) else { return false };
    let Some(last) = before.chars().next_back() else { return false };
    let mut next = after.chars();
    match next.next() {
        None => true,
        Some(c) if is_word(c) => !is_word(last) || is_hangul(last),
        Some(c) if is_inner_mark(c) && is_hebrew(last) => !next.next().is_some_and(is_hebrew),
        Some(_) => true,
    }
}

/// The first byte of the word in which a name that begins at `start` stands: `start` itself at a boundary. `None`: it begins
/// inside a word of a script without proclitics, or too deep in one.
fn word_start(folded: &str, start: usize) -> Option<usize> {
    let before = folded.get(..start)?;
    let first = folded.get(start..)?.chars().next()?;
    let mut at = start;
    let mut following = first;
    for (steps, (i, c)) in before.char_indices().rev().enumerate() {
        // A mark between two letters belongs to the word; a quotation mark before the name does not.
        let inside = is_word(c) && is_word(following);
        if !inside {
            return Some(at);
        }
        if steps >= LONGEST_PREFIX || !(is_hebrew(c) || is_arabic(c)) {
            return None;
        }
        at = i;
        following = c;
    }
    Some(at)
}
