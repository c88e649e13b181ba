//! Where sentences end.

use std::{collections::HashSet, ops::Range};

use crate::{
    script::Script,
    token::{Class, Token},
};

/// What a language knows of full stops.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SentenceRules {
    /// Words after which a `.` does not end a sentence, folded, without the point: `Mr`, `U.S`, `St`, `г`.
    pub abbreviations: HashSet<String>,
}

/// Cuts tokens into sentences, as ranges of tokens. Linear.
///
/// A sentence ends after `. ! ? …` and their sisters in other scripts with the quotation marks and brackets that close there and the numbers of notes,
/// before a paragraph break, and before a line that begins a list. It does not end before a lower-case word, after an
/// abbreviation or a single initial, within numbers and words, nor at the end of a line: wrapped prose stays whole. The
/// breaks between sentences belong to none.
///
/// ```
/// use text::{SentenceRules, TokenRules, sentences, tokens};
/// let folded = "“Will you sign?” asked J. Smith. He did.";
/// let tokens = tokens(folded, &TokenRules::default());
/// let rules = SentenceRules::default();
/// let ends: Vec<_> = sentences(folded, &tokens, &rules).iter().map(|s| tokens[s.end - 1].end).collect();
/// assert_eq!(ends, [36, 44]);
/// ```
pub fn sentences(folded: &str, tokens: &[Token], rules: &SentenceRules) -> Vec<Range<usize>> {
    let cutter = Cutter { folded, tokens, rules };
    let mut found = Vec::new();
    let mut start = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let cut = match token.class {
            Class::ParagraphBreak => true,
            Class::LineBreak => cutter.begins_item(at + 1),
            _ => false,
        };
        if cut && let Some(first) = start.take() {
            found.push(first..at);
        }
        if token.class.is_break() {
            at += 1;
            continue;
        }
        let first = *start.get_or_insert(at);
        at = match cutter.end(first, at) {
            Some(End { after, ends }) => {
                if ends {
                    found.push(first..after);
                    start = None;
                }
                after
            }
            None => at + 1,
        };
    }
    if let Some(first) = start {
        let last = tokens.iter().rposition(|t| !t.class.is_break()).map_or(tokens.len(), |last| last + 1);
        found.push(first..last);
    }
    found
}

/// A final mark with what closes behind it.
struct End {
    /// The token after them.
    after: usize,
    /// Whether the sentence ends there.
    ends: bool,
}

struct Cutter<'t> {
    folded: &'t str,
    tokens: &'t [Token],
    rules: &'t SentenceRules,
}

impl Cutter<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text(self.folded))
    }

    fn first(&self, at: usize) -> char {
        self.tokens.get(at).map_or('\0', |t| t.first(self.folded))
    }

    /// Whether a token follows that is glued to the one before it.
    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| !t.space_before && !t.class.is_break())
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.class == Class::Word)
    }

    /// Whether a line that starts with this token is an item of a list or a turn of a dialogue.
    fn begins_item(&self, at: usize) -> bool {
        match self.first(at) {
            '•' | '‣' | '▪' | '●' | '◦' | '–' | '—' => true,
            '-' | '*' | '·' => !self.glued(at + 1),
            _ => {
                let number = self.tokens.get(at).is_some_and(|t| t.class == Class::Number);
                number && self.glued(at + 1) && self.first(at + 1) == ')'
            }
        }
    }

    /// If a final mark stands at `at`: where it ends, with what closes behind it, and whether the sentence that began at
    /// `first` ends there.
    fn end(&self, first: usize, at: usize) -> Option<End> {
        self.tokens.get(at).filter(|t| t.class == Class::Punctuation && is_final(t.first(self.folded)))?;
        let mut last = at;
        while self.glued(last + 1) && is_final(self.first(last + 1)) {
            last += 1;
        }
        let mut after = last + 1;
        while self.closes(after) {
            after += 1;
        }
        let closed = after > last + 1;
        while self.is_note(after) {
            after += 3;
        }
        Some(End { after, ends: self.ends(first, at, last, after, closed) })
    }

    /// Whether the number of a footnote stands here: `[17]`.
    fn is_note(&self, at: usize) -> bool {
        let number = self.tokens.get(at + 1).is_some_and(|t| t.class == Class::Number);
        self.first(at) == '[' && number && self.glued(at + 1) && self.glued(at + 2) && self.first(at + 2) == ']'
    }

    /// Whether the token closes a quotation or bracket, as seen from a final mark before it.
    fn closes(&self, at: usize) -> bool {
        match self.first(at) {
            ')' | ']' | '}' | '”' | '’' | '›' | '」' | '』' => self.glued(at),
            // French sets a space before it.
            '»' => !self.tokens.get(at).is_none_or(|t| t.class.is_break()) && (self.glued(at) || !self.glued(at + 1)),
            // These open as well.
            '"' | '\'' | '“' | '‘' | '«' | '‹' => self.glued(at) && !self.glued(at + 1),
            _ => false,
        }
    }

    fn ends(&self, first: usize, at: usize, last: usize, after: usize, closed: bool) -> bool {
        let mark = self.first(last);
        let ideographic = matches!(mark, '。' | '｡');
        // The next token that is no line break.
        let next = match self.tokens.get(after) {
            Some(t) if t.class == Class::LineBreak => after + 1,
            _ => after,
        };
        let Some(token) = self.tokens.get(next) else { return true };
        if token.class == Class::ParagraphBreak {
            return true;
        }
        if self.glued(next) {
            return ideographic || !mark.is_ascii() && mark != '…' || is_unspaced(token.first(self.folded));
        }
        if mark == '.' && at == last && !closed && self.text(at) == "." && self.is_abbreviated(first, at) {
            return false;
        }
        let quoted = closed && is_opening(self.first(first)) && mark != '.' && !ideographic;
        match token.class {
            Class::Word => !self.continues(next, quoted),
            Class::Punctuation => match self.first(next) {
                ',' | ';' | ':' | '،' | '؛' | '、' => false,
                '-' | '–' | '—' => !(self.is_word(next + 1) && self.continues(next + 1, quoted)),
                '(' | '[' => !(self.is_word(next + 1) && self.continues(next + 1, false)),
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether a word goes on with the sentence: in lower case, or, in a script without case, after a quotation that
    /// began the sentence and ended with `?`, `!` or `…` ("Will you sign?" asked the president).
    fn continues(&self, at: usize, quoted: bool) -> bool {
        let c = self.first(at);
        c.is_lowercase() || quoted && !c.is_uppercase()
    }

    /// Whether the point at `at` belongs to the word or number before it.
    fn is_abbreviated(&self, first: usize, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|&b| b >= first && self.glued(at)) else { return false };
        let word = self.text(before);
        match self.tokens.get(before).map(|t| t.class) {
            Some(Class::Word) => self.rules.abbreviations.contains(word) || is_initial(word),
            // The number of an item: "1. The parties".
            Some(Class::Number) => before == first && word.len() <= 3,
            _ => false,
        }
    }
}

fn is_final(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '。'
            | '｡'
            | '։'
            | '።'
            | '፧'
            | '\u{37e}'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '„' | '‘' | '‚' | '«' | '‹' | '「' | '『')
}

/// A script that sets no spaces, so that the next sentence follows the mark directly.
fn is_unspaced(c: char) -> bool {
    matches!(Script::of(c), Script::Han | Script::Hiragana | Script::Katakana)
}

/// One letter that is not lower case, or several with points between (`J`, `J.K`).
fn is_initial(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(|c| !c.is_lowercase() && !is_unspaced(c)) && letters.next().is_none()
    })
}
