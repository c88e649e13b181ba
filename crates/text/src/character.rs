//! What the crate knows of each character, in one word: how it folds, what kind of token it makes, which script it is.
//!
//! The words are computed from ICU's tables a page of 256 characters at a time, on first use: a text in Hebrew pays for four
//! or five pages, and the start of the program for none.

use std::sync::OnceLock;

use icu_normalizer::{
    ComposingNormalizerBorrowed,
    properties::{CanonicalDecompositionBorrowed, Decomposed},
};
use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, Script as IcuScript},
};

use crate::script::Script;

/// How folding treats a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Stays as it is.
    Keep,
    /// Is left out.
    Drop,
    /// Becomes the target, always.
    Replace,
    /// A combining mark: joins the letter before it, is left out, or stays.
    Mark,
    /// Becomes `'` between two letters and the target elsewhere.
    Apostrophe,
    /// Becomes several characters ([`expansion`]).
    Expand,
    /// Ends a line or paragraph.
    Line,
    /// A curly double quotation mark: gershayim before the last letter of a Hebrew word, and itself elsewhere.
    DoubleQuote,
}

/// What a character is for the splitting into tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Category {
    /// Everything else.
    Symbol,
    /// A letter.
    Letter,
    /// A combining mark, of any kind.
    Mark,
    /// A digit or other numeral.
    Digit,
    /// A space other than the end of a line.
    Space,
    /// The end of a line.
    Newline,
    /// Punctuation.
    Punctuation,
}

/// Target (21 bits), action (3), category of the folded character (3), script (5).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Properties(u32);

impl Properties {
    fn new(target: char, action: Action, category: Category, script: Script) -> Properties {
        Properties(target as u32 | (action as u32) << 21 | (category as u32) << 24 | (script as u32) << 27)
    }

    #[inline]
    pub(crate) fn target(self) -> char {
        char::from_u32(self.0 & 0x1f_ffff).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    #[inline]
    pub(crate) fn action(self) -> Action {
        match (self.0 >> 21) & 7 {
            0 => Action::Keep,
            1 => Action::Drop,
            2 => Action::Replace,
            3 => Action::Mark,
            4 => Action::Apostrophe,
            5 => Action::Expand,
            6 => Action::Line,
            _ => Action::DoubleQuote,
        }
    }

    #[inline]
    pub(crate) fn category(self) -> Category {
        match (self.0 >> 24) & 7 {
            1 => Category::Letter,
            2 => Category::Mark,
            3 => Category::Digit,
            4 => Category::Space,
            5 => Category::Newline,
            6 => Category::Punctuation,
            _ => Category::Symbol,
        }
    }

    #[inline]
    pub(crate) fn script(self) -> Script {
        Script::from_number(self.0 >> 27)
    }

    /// Whether the folded character is a letter between which an apostrophe may stand. The modifier letters that are used as
    /// apostrophes are none.
    pub(crate) fn is_letter(self) -> bool {
        self.category() == Category::Letter && self.action() != Action::Apostrophe
    }
}

const PAGE: usize = 256;
type Page = Box<[Properties; PAGE]>;
static PAGES: [OnceLock<Page>; 0x11_0000 / PAGE] = [const { OnceLock::new() }; 0x11_0000 / PAGE];

/// The properties of a code point.
#[inline]
pub(crate) fn lookup(code: u32) -> Properties {
    let (page, index) = ((code >> 8) as usize, (code & 0xff) as usize);
    match PAGES.get(page) {
        Some(cell) => cell.get_or_init(|| build(page)).get(index).copied().unwrap_or_default(),
        None => Properties::default(),
    }
}

/// The properties of a character.
#[inline]
pub(crate) fn of(c: char) -> Properties {
    lookup(c as u32)
}

#[cold]
fn build(page: usize) -> Page {
    Box::new(std::array::from_fn(|i| {
        u32::try_from(page * PAGE + i).ok().and_then(char::from_u32).map(describe).unwrap_or_default()
    }))
}

/// The code point that starts at byte `at` of valid UTF-8, with its length in bytes. At the end: (0, 1).
#[inline]
pub(crate) fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let byte = |i: usize| u32::from(bytes.get(at + i).copied().unwrap_or(0));
    let first = byte(0);
    let more = |i: usize| byte(i) & 0x3f;
    match first {
        0..0x80 => (first, 1),
        0x80..0xe0 => ((first & 0x1f) << 6 | more(1), 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | more(1) << 6 | more(2), 3),
        _ => ((first & 0x07) << 18 | more(1) << 12 | more(2) << 6 | more(3), 4),
    }
}

fn describe(c: char) -> Properties {
    let (action, target) = folding(c);
    let first = match action {
        Action::Expand => expansion(c).chars().next().unwrap_or(c),
        Action::Line => '\n',
        _ => target,
    };
    Properties::new(target, action, category_of(first), script(c))
}

/// What folding does with `c`, and into what.
fn folding(c: char) -> (Action, char) {
    let replace = |target| (Action::Replace, target);
    match c {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => (Action::Line, c),
        // Bidi controls; zero-width space, joiners, word joiner and byte order mark; soft hyphen; combining grapheme joiner;
        // variation selectors; tatweel.
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' => {
            (Action::Drop, c)
        }
        '\u{feff}' | '\u{ad}' | '\u{34f}' | '\u{640}' => (Action::Drop, c),
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => (Action::Drop, c),
        // Maqaf, hyphen, non-breaking hyphen, minus.
        '\u{5be}' | '\u{2010}' | '\u{2011}' | '\u{2212}' => replace('-'),
        '\u{5f3}' => replace('\''),
        '\u{5f4}' => replace('"'),
        '‘' | '’' | '‛' | '´' | '`' | '\u{2bb}' | '\u{2bc}' => (Action::Apostrophe, c),
        '“' | '”' => (Action::DoubleQuote, c),
        'ё' => replace('е'),
        'Ё' => replace('Е'),
        'أ' | 'إ' | 'آ' | 'ٱ' => replace('ا'),
        'ى' | 'ی' => replace('ي'),
        'ة' => replace('ه'),
        'ک' => replace('ك'),
        '\u{660}'..='\u{669}' => replace(digit(c as u32 - 0x660)),
        '\u{6f0}'..='\u{6f9}' => replace(digit(c as u32 - 0x6f0)),
        '\u{ff01}'..='\u{ff5e}' => fullwidth(c),
        // Ligatures and presentation forms of Latin, Armenian, Hebrew and Arabic.
        '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => presentation(c),
        _ => by_category(c),
    }
}

fn by_category(c: char) -> (Action, char) {
    match general(c) {
        GeneralCategory::SpaceSeparator if c != ' ' => (Action::Replace, ' '),
        GeneralCategory::NonspacingMark => (Action::Mark, c),
        _ if c.is_ascii() || !matches!(script(c), Script::Latin | Script::Greek) => (Action::Keep, c),
        _ => {
            let base = base(c);
            if base != c && category_of(base) == Category::Letter { (Action::Replace, base) } else { (Action::Keep, c) }
        }
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

fn fullwidth(c: char) -> (Action, char) {
    match char::from_u32(c as u32 - 0xfee0) {
        Some('`') => (Action::Apostrophe, '`'),
        Some(ascii) => (Action::Replace, ascii),
        None => (Action::Keep, c),
    }
}

fn presentation(c: char) -> (Action, char) {
    if general(c) == GeneralCategory::NonspacingMark {
        return (Action::Mark, c);
    }
    let whole = expansion(c);
    if whole.chars().eq([c]) {
        return (Action::Keep, c);
    }
    let mut letters = whole.chars().filter(|&c| folding(c).0 != Action::Mark);
    // A vowel point that was printed on a tatweel.
    if letters.clone().all(|c| folding(c).0 == Action::Drop) {
        return (Action::Drop, c);
    }
    match (letters.next(), letters.next()) {
        // One letter, whose own marks fall away: the common case, decided here once.
        (Some(one), None) if category_of(one) == Category::Letter => match folding(one) {
            (Action::Keep, _) => (Action::Replace, one),
            (Action::Replace, target) => (Action::Replace, target),
            _ => (Action::Expand, c),
        },
        _ => (Action::Expand, c),
    }
}

/// The compatibility form of a presentation form, not yet folded.
pub(crate) fn expansion(c: char) -> String {
    let mut buffer = [0; 4];
    ComposingNormalizerBorrowed::new_nfkc().normalize(c.encode_utf8(&mut buffer)).into_owned()
}

/// The first character of the full canonical decomposition.
fn base(c: char) -> char {
    let decomposition = CanonicalDecompositionBorrowed::new();
    let mut base = c;
    loop {
        match decomposition.decompose(base) {
            Decomposed::Default => return base,
            Decomposed::Singleton(single) => base = single,
            Decomposed::Expansion(first, _) => base = first,
        }
    }
}

fn general(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

fn category_of(c: char) -> Category {
    use GeneralCategory as G;
    match c {
        '\n' => return Category::Newline,
        '\t' | '\u{b}' | '\u{c}' => return Category::Space,
        // Punctuation in Unicode, but said like a symbol.
        '%' | '‰' | '٪' | '&' | '@' | '#' => return Category::Symbol,
        _ => {}
    }
    match general(c) {
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::ModifierLetter | G::OtherLetter => {
            Category::Letter
        }
        G::LetterNumber => Category::Letter,
        G::NonspacingMark | G::SpacingMark | G::EnclosingMark => Category::Mark,
        G::DecimalNumber | G::OtherNumber => Category::Digit,
        G::SpaceSeparator => Category::Space,
        G::LineSeparator | G::ParagraphSeparator => Category::Newline,
        G::ConnectorPunctuation
        | G::DashPunctuation
        | G::OpenPunctuation
        | G::ClosePunctuation
        | G::InitialPunctuation
        | G::FinalPunctuation
        | G::OtherPunctuation => Category::Punctuation,
        _ => Category::Symbol,
    }
}

fn script(c: char) -> Script {
    match CodePointMapData::<IcuScript>::new().get(c) {
        IcuScript::Common | IcuScript::Inherited => Script::Common,
        IcuScript::Latin => Script::Latin,
        IcuScript::Greek => Script::Greek,
        IcuScript::Cyrillic => Script::Cyrillic,
        IcuScript::Hebrew => Script::Hebrew,
        IcuScript::Arabic => Script::Arabic,
        IcuScript::Armenian => Script::Armenian,
        IcuScript::Georgian => Script::Georgian,
        IcuScript::Devanagari => Script::Devanagari,
        IcuScript::Bengali => Script::Bengali,
        IcuScript::Gurmukhi => Script::Gurmukhi,
        IcuScript::Gujarati => Script::Gujarati,
        IcuScript::Tamil => Script::Tamil,
        IcuScript::Telugu => Script::Telugu,
        IcuScript::Kannada => Script::Kannada,
        IcuScript::Malayalam => Script::Malayalam,
        IcuScript::Sinhala => Script::Sinhala,
        IcuScript::Thai => Script::Thai,
        IcuScript::Lao => Script::Lao,
        IcuScript::Myanmar => Script::Myanmar,
        IcuScript::Khmer => Script::Khmer,
        IcuScript::Ethiopic => Script::Ethiopic,
        IcuScript::Han => Script::Han,
        IcuScript::Hiragana => Script::Hiragana,
        IcuScript::Katakana => Script::Katakana,
        IcuScript::Hangul => Script::Hangul,
        IcuScript::Mongolian => Script::Mongolian,
        IcuScript::Tibetan => Script::Tibetan,
        IcuScript::Syriac => Script::Syriac,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_word_says_what_was_put_in() {
        for &script in Script::ALL {
            for (action, category) in [(Action::Keep, Category::Symbol), (Action::DoubleQuote, Category::Punctuation)] {
                let p = Properties::new('\u{10ffff}', action, category, script);
                assert_eq!(
                    (p.target(), p.action(), p.category(), p.script()),
                    ('\u{10ffff}', action, category, script)
                );
            }
        }
    }

    #[test]
    fn every_code_point_has_properties() {
        for code in 0..=0x10_ffff_u32 {
            let Some(c) = char::from_u32(code) else { continue };
            let p = of(c);
            if p.action() == Action::Keep {
                assert_eq!(p.target(), c);
            }
            // What folding writes must fold to itself.
            if p.action() == Action::Replace {
                assert_eq!(of(p.target()).action(), Action::Keep, "{c:?}");
            }
            let mut buffer = [0; 4];
            let bytes = c.encode_utf8(&mut buffer).as_bytes();
            assert_eq!(decode(bytes, 0), (code, c.len_utf8()));
        }
    }
}
