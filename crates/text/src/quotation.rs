//! Quotation marks and their partners.

use crate::token::{Class, Token};

/// The pairs in use in the languages read so far.
pub const PAIRS: &[(char, char)] =
    &[('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('‘', '’'), ('‚', '‘'), ('‹', '›'), ('"', '"'), ('\'', '\'')];

/// A quotation mark that opens, with the one that closes it. Indices of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuoteSpan {
    /// The opening mark.
    pub open: usize,
    /// The closing mark; none where the paragraph ends first.
    pub close: Option<usize>,
    /// How many open marks it stands within, 0 for the outermost.
    pub depth: usize,
}

/// Pairs the quotation marks of a text, in the order of the opening marks. Linear, one pass with a stack.
///
/// A mark that can only open opens, one that can only close closes the nearest partner that is open; of a mark that can do
/// both, the surroundings decide. No pair reaches over a paragraph break: a quotation that goes on in the next paragraph
/// begins there with a mark of its own, and the first stays unclosed. Marks within words (apostrophes, gershayim) are no
/// tokens and are not seen here. Two apostrophes are one double mark.
///
/// ```
/// use text::{PAIRS, TokenRules, quotations, tokens};
/// let folded = "He said: \"I was told ‘yes’ today.\"";
/// let found = quotations(folded, &tokens(folded, &TokenRules::default()), PAIRS);
/// assert_eq!(found.iter().map(|q| (q.open, q.close, q.depth)).collect::<Vec<_>>(), [(3, Some(12), 0), (7, Some(9), 1)]);
/// let wired = "He said: ''I can't.''";
/// let found = quotations(wired, &tokens(wired, &TokenRules::default()), PAIRS);
/// assert_eq!(found.iter().map(|q| (q.open, q.close)).collect::<Vec<_>>(), [(3, Some(7))]);
/// ```
pub fn quotations(folded: &str, tokens: &[Token], pairs: &[(char, char)]) -> Vec<QuoteSpan> {
    let mut pairing = Pairing { pairs, spans: Vec::new(), stack: Vec::new(), waiting: vec![0; pairs.len()] };
    for (at, token) in tokens.iter().enumerate() {
        match token.class {
            Class::ParagraphBreak => pairing.end_paragraph(),
            Class::Punctuation | Class::Symbol => {
                let mark = if token.text(folded) == "''" { '"' } else { token.first(folded) };
                let opens = pairs.iter().any(|&(open, _)| open == mark);
                let closes = pairs.iter().any(|&(_, close)| close == mark);
                match (opens, closes && pairing.can_close(mark)) {
                    (false, false) => {}
                    (true, false) if !closes => pairing.open(mark, at),
                    (false, true) => pairing.close(mark, at),
                    (_, partner) => match place(folded, tokens, at, pairing.last_opened()) {
                        Place::Before => pairing.open(mark, at),
                        Place::After if partner => pairing.close(mark, at),
                        Place::Between if partner => pairing.close(mark, at),
                        Place::Between => pairing.open(mark, at),
                        Place::After => {}
                    },
                }
            }
            _ => {}
        }
    }
    pairing.spans
}

/// Where a mark stands to the words around it.
enum Place {
    /// Before words, after a space or something that a quotation follows: it opens.
    Before,
    /// After words, or among spaces.
    After,
    /// Glued on both sides.
    Between,
}

fn place(folded: &str, tokens: &[Token], at: usize, last_opened: Option<usize>) -> Place {
    let glued_after = tokens.get(at + 1).is_some_and(|t| !t.space_before && !t.class.is_break());
    if !glued_after {
        return Place::After;
    }
    let before = at.checked_sub(1);
    let space = tokens.get(at).is_none_or(|t| t.space_before);
    let leads = |c| matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | ':');
    let leading = before.and_then(|b| tokens.get(b)).is_some_and(|t| leads(t.first(folded)));
    if space || leading || before.is_some() && before == last_opened { Place::Before } else { Place::Between }
}

struct Pairing<'p> {
    pairs: &'p [(char, char)],
    spans: Vec<QuoteSpan>,
    /// The marks that are open: each with the index of its span.
    stack: Vec<(char, usize)>,
    /// For each pair, how many of its opening marks are on the stack: asked before the stack is searched, so that no mark
    /// searches it in vain.
    waiting: Vec<usize>,
}

impl Pairing<'_> {
    fn last_opened(&self) -> Option<usize> {
        self.spans.get(self.stack.last()?.1).map(|span| span.open)
    }

    fn is_pair(&self, open: char, close: char) -> bool {
        self.pairs.contains(&(open, close))
    }

    fn count(&mut self, mark: char, change: isize) {
        for (waiting, &(open, _)) in self.waiting.iter_mut().zip(self.pairs) {
            if open == mark {
                *waiting = waiting.saturating_add_signed(change);
            }
        }
    }

    /// Whether a partner of the closing mark is open. A mark that is an apostrophe as well closes the innermost alone.
    fn can_close(&self, mark: char) -> bool {
        if matches!(mark, '\'' | '’') {
            return self.stack.last().is_some_and(|&(open, _)| self.is_pair(open, mark));
        }
        self.waiting.iter().zip(self.pairs).any(|(&waiting, &(_, close))| waiting > 0 && close == mark)
    }

    fn open(&mut self, mark: char, at: usize) {
        self.stack.push((mark, self.spans.len()));
        self.spans.push(QuoteSpan { open: at, close: None, depth: self.stack.len() - 1 });
        self.count(mark, 1);
    }

    /// Closes the nearest partner; what was opened after it stays unclosed.
    fn close(&mut self, mark: char, at: usize) {
        while let Some((open, index)) = self.stack.pop() {
            self.count(open, -1);
            if self.is_pair(open, mark) {
                if let Some(span) = self.spans.get_mut(index) {
                    span.close = Some(at);
                }
                return;
            }
        }
    }

    fn end_paragraph(&mut self) {
        self.stack.clear();
        self.waiting.fill(0);
    }
}
