//! What the rules of dates look at: words, with those cut that join several ("mid-November", "16h00", "Feb13").

use language::{Sorts, TimeWord, Times};
use smallvec::SmallVec;
use text::Class;

use crate::{segment::Material, words::Word};

/// What an item says, alone and with the items after it, with the number of items; mostly little.
pub(crate) type Said = SmallVec<[(TimeWord, usize); 3]>;

/// A word or a part of one.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    /// The text in the case of the lexicon.
    pub(crate) text: &'a str,
    /// What sort of token.
    pub(crate) class: Class,
    /// The word.
    pub(crate) word: usize,
    /// It begins the word; it ends it.
    pub(crate) first: bool,
    pub(crate) last: bool,
    /// Nothing stands between it and the item before.
    pub(crate) glued: bool,
    /// Begins with a capital, or the script has none.
    pub(crate) capital: bool,
    /// What it says, alone and with the items after it, with the number of items.
    pub(crate) said: Said,
    /// The sorts of elements that it may fit.
    pub(crate) sorts: Sorts,
}

impl Item<'_> {
    /// The words of rules that it is, with the number of items.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (u16, usize)> {
        self.said.iter().filter_map(|(w, width)| if let TimeWord::Literal(id) = w { Some((*id, *width)) } else { None })
    }
}

/// Cuts words into items and looks each up once.
pub(crate) fn items<'a>(words: &[Word], material: Material<'a>) -> Vec<Item<'a>> {
    let Material { folded, lower, language, .. } = material;
    let script = language.settings.lower_case;
    let mut out: Vec<Item<'a>> = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let whole = lower.get(word.start..word.end).unwrap_or_default();
        let cuts = if word.class == Class::Word { cut(whole, &language.times) } else { Vec::new() };
        let mut at = 0;
        for end in cuts.iter().copied().chain([whole.len()]) {
            let text = whole.get(at..end).unwrap_or_default();
            // A known phrase ("a couple of") is one word of several.
            if text == " " {
                at = end;
                continue;
            }
            let class = match text.chars().next() {
                Some(c) if c.is_ascii_digit() => Class::Number,
                Some('-') if word.class == Class::Word => Class::Punctuation,
                _ => word.class,
            };
            let capital =
                !script || folded.get(word.start + at..).and_then(|f| f.chars().next()).is_some_and(char::is_uppercase);
            out.push(Item {
                text,
                class,
                word: index,
                first: at == 0,
                last: end == whole.len(),
                glued: if at > 0 { !whole[..at].ends_with(' ') } else { !word.space_before },
                capital,
                said: Said::new(),
                sorts: Sorts::default(),
            });
            at = end;
        }
    }
    for i in 0..out.len() {
        let found = said(&out, i, &language.times);
        let digits = if out[i].class == Class::Number { Sorts::DIGITS } else { Sorts::default() };
        out[i].sorts = found.iter().fold(digits, |all, (w, _)| all.or(Sorts::of(*w)));
        out[i].said = found;
    }
    out
}

/// What an item says alone, and with the one or two after it.
fn said(items: &[Item<'_>], at: usize, times: &Times) -> Said {
    let item = &items[at];
    let mut out = Said::new();
    if times.begins(item.text) {
        let mut joined = item.text.to_owned();
        for width in 2..=4 {
            let Some(next) = items.get(at + width - 1) else { break };
            if !next.glued {
                joined.push(' ');
            }
            joined.push_str(next.text);
            out.extend(times.word(&joined).iter().map(|w| (*w, width)));
        }
        out.reverse(); // the longest first
    }
    out.extend(times.word(item.text).iter().map(|w| (*w, 1)));
    out
}

/// Where a joined word is cut: at hyphens, and between letters and digits. A word that says something whole stays whole.
fn cut(whole: &str, times: &Times) -> Vec<usize> {
    let mixed = whole.bytes().any(|b| b == b'-' || b == b' ' || b.is_ascii_digit());
    if !mixed || times.says_time(whole) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in whole.char_indices() {
        let kind = |c: char| match c {
            '-' => 0,
            ' ' => 1,
            c if c.is_ascii_digit() => 2,
            _ => 3,
        };
        if before.is_some_and(|b| kind(b) != kind(c)) {
            out.push(at);
        }
        before = Some(c);
    }
    out
}
