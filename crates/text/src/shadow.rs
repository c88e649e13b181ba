//! Folded text with a map back to the original.
//!
//! Folding goes character by character and keeps case. Its rules:
//!
//! - Dropped: bidi controls, zero-width spaces and joiners, byte order mark, soft hyphen, variation selectors, tatweel.
//! - Combining marks are dropped after Latin, Greek, Cyrillic, Hebrew and Arabic letters (accents, stress, vowel points) and
//!   stay elsewhere. A letter and mark that have a character of their own outside Latin, Greek and Hebrew become it first:
//!   й stays й, however it is written.
//! - Latin and Greek letters lose their accents: é is e; ı, ß, ø, which are letters of their own, stay.
//! - ё is е. أ إ آ ٱ are ا; ى ی are ي; ة is ه; ک is ك. Arabic and Persian digits are ASCII digits, fullwidth ASCII is ASCII.
//! - Ligatures and presentation forms (U+FB00 to U+FDFF, U+FE70 to U+FEFE) are the letters that they present.
//! - Spaces of any width are a space each. `\r\n`, `\r`, U+0085 and U+2028 are `\n`, U+2029 is an empty line.
//! - Maqaf, hyphen, non-breaking hyphen and minus are `-`; the dashes – and — stay.
//! - Geresh is `'` and gershayim `"`. ’ ‘ ‛ ´ ` ʻ ʼ are `'` between two letters, ” and “ are `"` before the last letter of a
//!   Hebrew word (ארה”ב); elsewhere these and all other quotation marks stay, because pairing them needs them.
//! - Everything else stays.

use std::ops::Range;

use claims::Span;
use icu_normalizer::properties::CanonicalCompositionBorrowed;

use crate::{
    character::{self, Action, Category, Properties},
    points::CodePoints,
    script::Script,
};

/// A text as the reader matches it, with a way back from every stretch of it to the original.
///
/// Folding keeps case and takes away what differs between two spellings of one word: marks and joiners that are not seen,
/// accents and vowel points, presentation forms, the shapes of hyphens and spaces.
///
/// ```
/// let shadow = text::Shadow::new("ז\u{5b6}׳אן פרנסואה\u{a0}קופ\u{5b5}ה");
/// assert_eq!(shadow.text(), "ז'אן פרנסואה קופה");
/// let start = shadow.text().find("קופה").unwrap();
/// assert_eq!(shadow.original(start..start + 8), 27..37); // bytes, with the vowel point
/// assert_eq!(shadow.span(start..start + 8), claims::Span { start: 14, end: 19 }); // code points
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shadow {
    text: String,
    runs: Vec<Run>,
    points: CodePoints,
}

/// A stretch of the folded text: from `folded` to where the next run starts. What lies between the `end` of one run and the
/// `original` of the next was dropped and belongs to no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// First byte in the folded text.
    folded: u32,
    /// First byte in the original.
    original: u32,
    /// Byte after the last in the original.
    end: u32,
    /// Whether the bytes do not correspond one by one, so that any part of the run means all of it.
    whole: bool,
}

impl Shadow {
    /// Folds a text. Linear, one pass. (Texts are under 4 GiB: offsets are kept in 32 bits.)
    pub fn new(original: &str) -> Shadow {
        let mut folding = Folding { original, text: String::with_capacity(original.len()), runs: Vec::new() };
        folding.run();
        Shadow { text: folding.text, runs: folding.runs, points: CodePoints::new(original) }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The code points of the original.
    pub fn points(&self) -> &CodePoints {
        &self.points
    }

    /// A range of bytes of the folded text as a range of bytes of the original: always whole characters, with the dropped
    /// marks of the last one, without what was dropped around them. An empty range stays empty; one past the end is cut.
    /// Logarithmic.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let start = floor(&self.text, folded.start);
        let first = self.run_at(start);
        let begins = first.map_or(0, |run| {
            let offset = position(start).saturating_sub(run.folded);
            if start >= self.text.len() {
                run.end
            } else if run.whole {
                run.original
            } else {
                run.original.saturating_add(offset)
            }
        });
        if folded.end <= folded.start || start >= self.text.len() {
            return begins as usize..begins as usize;
        }
        let end = ceil(&self.text, folded.end);
        let ends = self.run_at(end.saturating_sub(1)).map_or(begins, |run| {
            let offset = position(end).saturating_sub(run.folded);
            if run.whole { run.end } else { run.original.saturating_add(offset) }
        });
        begins as usize..ends.max(begins) as usize
    }

    /// A range of bytes of the folded text as a span of code points of the original (see [`Shadow::original`]).
    pub fn span(&self, folded: Range<usize>) -> Span {
        self.points.span(self.original(folded))
    }

    /// The last run that starts at or before a byte of the folded text.
    fn run_at(&self, folded: usize) -> Option<&Run> {
        let folded = position(folded);
        let after = self.runs.partition_point(|run| run.folded <= folded);
        self.runs.get(after.checked_sub(1)?)
    }
}

/// The same folding for names and entries of a lexicon: a name folded alone equals the same name folded within a text.
///
/// ```
/// assert_eq!(text::fold("Erdoğan, İstanbul; Алёна; الأردنّ; ארה״ב"), "Erdogan, Istanbul; Алена; الاردن; ארה\"ב");
/// ```
pub fn fold(text: &str) -> String {
    if folds_to_itself(text) {
        return text.to_owned();
    }
    let mut folding = Folding { original: text, text: String::with_capacity(text.len()), runs: Vec::new() };
    folding.run();
    folding.text
}

/// Whether every character of a text folds to itself, as nearly all do: most names and words are written so.
pub fn folds_to_itself(text: &str) -> bool {
    let keeps = |c: char| match u32::from(c) {
        code if code < 0x60 => c != '\r',
        code => (0x61..=0x7a).contains(&code) || character::lookup(code).action() == Action::Keep,
    };
    text.chars().all(keeps)
}

fn position(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn ceil(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte += 1;
    }
    byte
}

struct Folding<'t> {
    original: &'t str,
    text: String,
    runs: Vec<Run>,
}

impl<'t> Folding<'t> {
    fn run(&mut self) {
        let bytes = self.original.as_bytes();
        // What stands between `kept` and `at` folds to itself and waits to be copied in one piece.
        let (mut kept, mut at) = (0, 0);
        while at < bytes.len() {
            at += plain(bytes.get(at..).unwrap_or_default());
            if at >= bytes.len() {
                break;
            }
            let (code, length) = character::decode(bytes, at);
            let properties = if code == u32::from(b'\r') || code >= 0x60 {
                character::lookup(code)
            } else {
                at += length;
                continue;
            };
            if properties.action() == Action::Keep {
                at += length;
                continue;
            }
            self.copy(kept, at);
            at = self.change(properties, code, at, at + length);
            kept = at;
        }
        self.copy(kept, bytes.len());
    }

    /// Folds the character between the two bytes; gives the byte at which to go on.
    fn change(&mut self, properties: Properties, code: u32, start: usize, end: usize) -> usize {
        match properties.action() {
            Action::Keep | Action::Replace => self.replace(properties.target(), start, end),
            Action::Drop => {
                if is_variation_selector(code) {
                    self.absorb(end);
                }
            }
            Action::Mark => self.mark(properties.target(), start, end),
            Action::Apostrophe => {
                let apostrophe = self.follows_letter() && self.next(end).0.is_letter();
                self.replace(if apostrophe { '\'' } else { properties.target() }, start, end);
            }
            Action::DoubleQuote => {
                let gershayim = self.is_gershayim(end);
                self.replace(if gershayim { '"' } else { properties.target() }, start, end);
            }
            Action::Expand => self.expand(code, start, end),
            Action::Line => return self.line(code, start, end),
        }
        end
    }

    /// Copies a stretch that folds to itself.
    fn copy(&mut self, start: usize, end: usize) {
        let Some(stretch) = self.original.get(start..end) else { return };
        if !stretch.is_empty() {
            self.linear(start, end);
            self.text.push_str(stretch);
        }
    }

    fn replace(&mut self, target: char, start: usize, end: usize) {
        if target.len_utf8() == end - start {
            self.linear(start, end);
        } else {
            self.whole(start, end);
        }
        self.text.push(target);
    }

    /// A mark is left out after a letter of the scripts that are written with and without it; elsewhere it stays. Where
    /// letter and mark have a character of their own (и + breve = й), that character is folded.
    fn mark(&mut self, mark: char, start: usize, end: usize) {
        let Some(last) = self.text.chars().next_back() else { return self.replace(mark, start, end) };
        let base = character::of(last);
        if base.category() != Category::Letter {
            return self.replace(mark, start, end);
        }
        let script = base.script();
        if !matches!(script, Script::Latin | Script::Greek | Script::Hebrew)
            && let Some(one) = CanonicalCompositionBorrowed::new().compose(last, mark)
        {
            let properties = character::of(one);
            let one = if properties.action() == Action::Replace { properties.target() } else { one };
            self.absorb(end);
            self.text.pop();
            self.text.push(one);
        } else if matches!(script, Script::Latin | Script::Greek | Script::Hebrew | Script::Arabic | Script::Cyrillic) {
            self.absorb(end);
        } else {
            self.replace(mark, start, end);
        }
    }

    /// Writes the letters of a presentation form.
    fn expand(&mut self, code: u32, start: usize, end: usize) {
        let form = char::from_u32(code).map(character::expansion).unwrap_or_default();
        let before = self.text.len();
        for c in form.chars() {
            let part = character::of(c);
            let last = self.text.chars().next_back().map(character::of);
            let after_letter = last.is_some_and(|p| p.category() == Category::Letter && p.script() != Script::Common);
            match part.action() {
                Action::Mark if after_letter => {}
                Action::Drop => {}
                Action::Replace => self.text.push(part.target()),
                _ => self.text.push(c),
            }
        }
        self.runs.push(Run { folded: position(before), original: position(start), end: position(end), whole: true });
    }

    /// `\r\n`, `\r`, next line and line separator are one `\n`; the paragraph separator is an empty line.
    fn line(&mut self, code: u32, start: usize, end: usize) -> usize {
        let end = match self.original.as_bytes().get(end) {
            Some(b'\n') if code == u32::from(b'\r') => end + 1,
            _ => end,
        };
        self.replace('\n', start, end);
        if code == 0x2029 {
            // Both belong to the run just written: it stands for the separator as a whole.
            self.text.push('\n');
        }
        end
    }

    fn follows_letter(&self) -> bool {
        self.text
            .chars()
            .next_back()
            .map(character::of)
            .is_some_and(|p| p.is_letter() || p.category() == Category::Mark)
    }

    /// A curly mark before the last letter of a Hebrew word.
    fn is_gershayim(&self, end: usize) -> bool {
        let hebrew = |p: Properties| p.is_letter() && p.script() == Script::Hebrew;
        if !self.text.chars().next_back().map(character::of).is_some_and(hebrew) {
            return false;
        }
        let (letter, mut at) = self.next(end);
        if !hebrew(letter) {
            return false;
        }
        loop {
            let (after, next) = self.next(at);
            if after.action() != Action::Mark {
                return !after.is_letter();
            }
            at = next;
        }
    }

    /// The next character that folding keeps, with the byte after it.
    fn next(&self, mut at: usize) -> (Properties, usize) {
        let bytes = self.original.as_bytes();
        while at < bytes.len() {
            let (code, length) = character::decode(bytes, at);
            at += length;
            let properties = character::lookup(code);
            if properties.action() != Action::Drop {
                return (properties, at);
            }
        }
        (Properties::default(), at)
    }

    /// Notes that the next bytes of the folded text are those of the original, one by one.
    fn linear(&mut self, start: usize, end: usize) {
        match self.runs.last_mut() {
            Some(last) if !last.whole && last.end == position(start) => last.end = position(end),
            _ => self.runs.push(Run {
                folded: position(self.text.len()),
                original: position(start),
                end: position(end),
                whole: false,
            }),
        }
    }

    /// Notes that what follows in the folded text stands for these bytes of the original as a whole.
    fn whole(&mut self, start: usize, end: usize) {
        self.runs.push(Run {
            folded: position(self.text.len()),
            original: position(start),
            end: position(end),
            whole: true,
        });
    }

    /// Lets the last character of the folded text reach to `end` of the original.
    fn absorb(&mut self, end: usize) {
        let Some(last) = self.text.chars().next_back() else { return };
        let length = position(last.len_utf8());
        let Some(run) = self.runs.last_mut() else { return };
        if run.whole {
            run.end = position(end);
            return;
        }
        let split = Run {
            folded: position(self.text.len()).saturating_sub(length),
            original: run.end.saturating_sub(length),
            end: position(end),
            whole: true,
        };
        if run.original == split.original {
            *run = split;
        } else {
            run.end = split.original;
            self.runs.push(split);
        }
    }
}

/// How many bytes at the start are ASCII that folds to itself whatever stands around it, in steps of eight.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let zero = |x: u64| x.wrapping_sub(ONES) & !x & TOPS;
    let mut count = 0;
    for word in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*word);
        let other = (word & TOPS) | zero(word ^ (ONES * b'\r' as u64)) | zero(word ^ (ONES * b'`' as u64));
        if other != 0 {
            break;
        }
        count += 8;
    }
    count
}

fn is_variation_selector(code: u32) -> bool {
    matches!(code, 0x180b..=0x180d | 0x180f | 0xfe00..=0xfe0f | 0xe0100..=0xe01ef)
}
