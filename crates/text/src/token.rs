//! Words, numbers, marks and breaks.

use std::ops::Range;

use crate::{
    character::{self, Category, Properties},
    script::Script,
};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A run of letters with their marks, inner joiners, and digits that follow directly (`C5`, `G20`).
    Word,
    /// Digits with inner points and commas: `1992`, `1,500`, `3.5`, `7.11.2025`.
    Number,
    /// One punctuation mark; points in a row (`...`) are one.
    Punctuation,
    /// One symbol: `%`, `$`, `+`, an emoji.
    Symbol,
    /// The end of a line.
    LineBreak,
    /// Two or more ends of a line with nothing but spaces between them.
    ParagraphBreak,
}

impl Class {
    /// A line or paragraph break.
    pub fn is_break(self) -> bool {
        matches!(self, Class::LineBreak | Class::ParagraphBreak)
    }
}

/// A token: a range of bytes of the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token {
    /// First byte in the folded text.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it is.
    pub class: Class,
    /// Whether a space, a break or the start of the text stands before it. False: it is glued to the token before.
    pub space_before: bool,
}

impl Token {
    /// Its bytes in the folded text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its text; empty if it is not a token of this text.
    pub fn text(self, folded: &str) -> &str {
        folded.get(self.range()).unwrap_or_default()
    }

    /// Its first character.
    pub(crate) fn first(self, folded: &str) -> char {
        self.text(folded).chars().next().unwrap_or('\0')
    }
}

/// How a language joins letters into words. The default joins apostrophes alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRules {
    /// `'` between letters stays within the word: `don't`, `O'Brien`, `ג'ומארט`.
    pub apostrophe_joins: bool,
    /// `"` between letters stays within the word, as gershayim do: `ארה"ב`, `מזכ"לית`. Where a single letter follows it always
    /// does; where more follow, unless a closing mark later in the paragraph shows that it opens a quotation (`ב"הארץ"`).
    pub double_quote_joins: bool,
    /// Letters after which a final `'` belongs to the word (Hebrew: `גזצץתטדחע`).
    pub final_apostrophe_after: String,
    /// `-` between letters stays within the word. By default it is a token of its own.
    pub hyphen_joins: bool,
}

impl Default for TokenRules {
    fn default() -> TokenRules {
        TokenRules {
            apostrophe_joins: true,
            double_quote_joins: false,
            final_apostrophe_after: String::new(),
            hyphen_joins: false,
        }
    }
}

/// Splits folded text into tokens: all of it but the spaces. Linear.
///
/// ```
/// use text::{Class, TokenRules, tokens};
/// let folded = "C5+1: 70% don't";
/// let words: Vec<_> = tokens(folded, &TokenRules::default()).iter().map(|t| t.text(folded)).collect();
/// assert_eq!(words, ["C5", "+", "1", ":", "70", "%", "don't"]);
/// ```
pub fn tokens(folded: &str, rules: &TokenRules) -> Vec<Token> {
    let mut splitter = Splitter::new(folded, rules);
    splitter.run();
    splitter.tokens
}

/// What the surroundings of a straight quotation mark say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opening,
    Closing,
    /// Between two letters.
    Between,
    /// Nothing certain.
    Unclear,
}

/// The straight mark that comes next in the paragraph and is certain, found once and kept until it is passed.
#[derive(Debug, Clone, Copy)]
struct Ahead {
    until: usize,
    mark: Mark,
}

/// One kind of straight mark: whether one is open in this paragraph, and what comes next.
#[derive(Debug, Clone, Copy)]
struct Straight {
    open: bool,
    ahead: Ahead,
}

impl Straight {
    fn new() -> Straight {
        Straight { open: false, ahead: Ahead { until: 0, mark: Mark::Unclear } }
    }
}

/// More letters than this before a mark are no proclitics, so the mark does not open a quotation there.
const PROCLITICS: usize = 4;

struct Splitter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    rules: &'t TokenRules,
    /// The script of the letters that take a final apostrophe.
    geresh_script: Option<Script>,
    double: Straight,
    single: Straight,
    at: usize,
    space: bool,
    tokens: Vec<Token>,
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str, rules: &'t TokenRules) -> Splitter<'t> {
        Splitter {
            text,
            bytes: text.as_bytes(),
            rules,
            geresh_script: rules.final_apostrophe_after.chars().next().map(Script::of),
            double: Straight::new(),
            single: Straight::new(),
            at: 0,
            space: true,
            tokens: Vec::with_capacity(text.len() / 6),
        }
    }

    fn run(&mut self) {
        while self.at < self.bytes.len() {
            let start = self.at;
            let (properties, length) = self.look(start);
            self.at += length;
            match properties.category() {
                Category::Space => {
                    self.space = true;
                    continue;
                }
                Category::Newline => self.line_break(start),
                Category::Letter => {
                    self.word(start);
                    self.push(start, self.at, Class::Word);
                }
                Category::Digit => {
                    self.number();
                    self.push(start, self.at, Class::Number);
                }
                Category::Punctuation => {
                    self.punctuation(start);
                    self.push(start, self.at, Class::Punctuation);
                }
                Category::Mark | Category::Symbol => {
                    self.marks();
                    self.push(start, self.at, Class::Symbol);
                }
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, class: Class) {
        let position = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
        self.tokens.push(Token { start: position(start), end: position(end), class, space_before: self.space });
        self.space = class.is_break();
    }

    /// The character at a byte, with its length. Past the end: a symbol of length one.
    #[inline]
    fn look(&self, at: usize) -> (Properties, usize) {
        let (code, length) = character::decode(self.bytes, at);
        (character::lookup(code), length)
    }

    fn is_letter(&self, at: usize) -> bool {
        self.look(at).0.category() == Category::Letter
    }

    fn line_break(&mut self, start: usize) {
        let (mut lines, mut end) = (1, self.at);
        while self.at < self.bytes.len() {
            let (properties, length) = self.look(self.at);
            match properties.category() {
                Category::Newline => {
                    lines += 1;
                    end = self.at + length;
                }
                Category::Space => {}
                _ => break,
            }
            self.at += length;
        }
        let class = if lines > 1 { Class::ParagraphBreak } else { Class::LineBreak };
        if lines > 1 {
            (self.double.open, self.single.open) = (false, false);
        }
        self.push(start, end, class);
    }

    fn marks(&mut self) {
        while self.at < self.bytes.len() {
            let (properties, length) = self.look(self.at);
            if properties.category() != Category::Mark {
                break;
            }
            self.at += length;
        }
    }

    fn number(&mut self) {
        loop {
            let (properties, length) = self.look(self.at);
            let code = character::decode(self.bytes, self.at).0;
            // Point and comma, and the Arabic decimal and thousands separators, between two digits.
            let separates = matches!(code, 0x2e | 0x2c | 0x66b | 0x66c)
                && self.look(self.at + length).0.category() == Category::Digit;
            if separates || matches!(properties.category(), Category::Digit | Category::Mark) {
                self.at += length;
            } else {
                return;
            }
        }
    }

    fn punctuation(&mut self, start: usize) {
        match self.bytes.get(start) {
            Some(b'.') => {
                while self.bytes.get(self.at) == Some(&b'.') {
                    self.at += 1;
                }
            }
            Some(b'"') => self.double.open = self.opens(start, self.double),
            // Two apostrophes are a double mark, as wires write it.
            Some(b'\'') if self.bytes.get(self.at) == Some(&b'\'') => {
                self.at += 1;
                self.double.open = !self.double.open;
            }
            Some(b'\'') => self.single.open = self.opens(start, self.single),
            _ => {}
        }
        self.marks();
    }

    /// Whether a mark of this kind is open after the one at `at`.
    fn opens(&self, at: usize, straight: Straight) -> bool {
        match self.mark(at) {
            Mark::Opening => true,
            Mark::Closing => false,
            Mark::Between | Mark::Unclear => !straight.open,
        }
    }

    /// Goes on to the end of the word whose first letter begins at `start`.
    fn word(&mut self, start: usize) {
        // Letters since the start of the word or the last joint; the last letter, if nothing but marks follow it.
        let (mut letters, mut last) = (1_usize, Some(start));
        let mut all = 1_usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte.is_ascii_alphabetic() {
                last = Some(self.at);
                (letters, all) = (letters + 1, all + 1);
                self.at += 1;
                continue;
            }
            let (properties, length) = self.look(self.at);
            match properties.category() {
                Category::Letter => {
                    last = Some(self.at);
                    (letters, all) = (letters + 1, all + 1);
                }
                Category::Mark => {}
                Category::Digit => last = None,
                Category::Punctuation => {
                    let Some(letter) = last else { return };
                    if !self.joins(byte, letter, letters, all) {
                        return;
                    }
                    (letters, last) = (0, None);
                }
                _ => return,
            }
            self.at += length;
        }
    }

    /// Whether the punctuation at the current byte belongs to the word whose last letter begins at `letter`; `letters` stand
    /// since the last joint, `all` in the whole word.
    fn joins(&mut self, byte: u8, letter: usize, letters: usize, all: usize) -> bool {
        let next = self.at + 1;
        let letter_follows = || self.is_letter(next);
        match byte {
            b'\'' if letter_follows() => self.rules.apostrophe_joins && self.apostrophe_joins(letter, all),
            b'\'' => !self.single.open && self.takes_final_apostrophe(letter),
            b'"' if self.rules.double_quote_joins && letter_follows() => {
                self.single_letter_at(next) || self.double.open || all > PROCLITICS || !self.closes_later(b'"')
            }
            b'.' => letters == 1 && letter_follows() && self.single_letter_at(next),
            b'-' => self.rules.hyphen_joins && letter_follows(),
            _ => false,
        }
    }

    /// An apostrophe between letters joins; only where it stands after a letter that takes no geresh, and a closing mark
    /// follows, it opens a quotation (`ב'הארץ'`).
    fn apostrophe_joins(&mut self, letter: usize, all: usize) -> bool {
        let foreign = self.geresh_script != Some(self.look(letter).0.script());
        foreign
            || self.takes_final_apostrophe(letter)
            || self.single.open
            || all > PROCLITICS
            || !self.closes_later(b'\'')
    }

    fn takes_final_apostrophe(&self, letter: usize) -> bool {
        let letter = self.text.get(letter..).and_then(|rest| rest.chars().next());
        letter.is_some_and(|c| self.rules.final_apostrophe_after.contains(c))
    }

    /// Whether a letter stands at `at` and no other letter, mark or digit after it.
    fn single_letter_at(&self, at: usize) -> bool {
        let (properties, length) = self.look(at);
        let after = self.look(at + length).0.category();
        properties.category() == Category::Letter
            && !matches!(after, Category::Letter | Category::Mark | Category::Digit)
    }

    /// Whether the next certain mark of this kind in the paragraph is a closing one.
    fn closes_later(&mut self, byte: u8) -> bool {
        let mut ahead = if byte == b'"' { self.double.ahead } else { self.single.ahead };
        if ahead.until <= self.at {
            ahead = self.search(byte);
            let straight = if byte == b'"' { &mut self.double } else { &mut self.single };
            straight.ahead = ahead;
        }
        ahead.mark == Mark::Closing
    }

    fn search(&self, byte: u8) -> Ahead {
        let mut at = self.at + 1;
        while let Some(&here) = self.bytes.get(at) {
            if here == byte {
                let mark = self.mark(at);
                if matches!(mark, Mark::Opening | Mark::Closing) {
                    return Ahead { until: at, mark };
                }
            } else if here == b'\n' {
                let blank = |b: &&u8| matches!(b, b' ' | b'\t');
                at += self.bytes.get(at + 1..).unwrap_or_default().iter().take_while(blank).count();
                if self.bytes.get(at + 1) == Some(&b'\n') {
                    break;
                }
            }
            at += 1;
        }
        Ahead { until: at, mark: Mark::Unclear }
    }

    /// What the straight mark at a byte is, from the characters around it.
    fn mark(&self, at: usize) -> Mark {
        let before = self.text.get(..at).and_then(|t| t.chars().next_back());
        let before_category = before.map_or(Category::Space, |c| character::of(c).category());
        let after_category = match self.bytes.get(at + 1) {
            Some(_) => self.look(at + 1).0.category(),
            None => Category::Space,
        };
        let blank = |c| matches!(c, Category::Space | Category::Newline);
        let part_of_word = |c| matches!(c, Category::Letter | Category::Mark | Category::Digit);
        match (before_category, after_category) {
            (b, a) if blank(b) && blank(a) => Mark::Unclear,
            (b, _) if blank(b) => Mark::Opening,
            (b, a) if part_of_word(b) && part_of_word(a) => Mark::Between,
            (_, a) if part_of_word(a) => {
                let opens = before.is_some_and(|c| matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | ':' | '/'));
                if opens { Mark::Opening } else { Mark::Unclear }
            }
            _ => Mark::Closing,
        }
    }
}
