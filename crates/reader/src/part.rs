//! A part of a document, its text or its title, with everything that is found once for all of it.

use std::ops::Range;

use claims::Part;
use language::Language;
use text::{QuoteSpan, SentenceRules, Shadow, Token, TokenRules};
use world::World;

use crate::{
    gate::Gate,
    names::{Name, names},
    segment::{Material, Quoted},
    times::Reference,
};

/// The most tokens that are read as one period.
const LONGEST_PERIOD: usize = 600;

/// A sentence, in pieces where it is longer than any sentence.
pub fn cut(sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = sentence.end;
    sentence.step_by(LONGEST_PERIOD).map(move |start| start..end.min(start + LONGEST_PERIOD))
}

/// A text (or title) with everything that is found once for all of it.
pub struct Text<'a> {
    /// The original.
    pub original: &'a str,
    /// Its folded form.
    pub shadow: Shadow,
    /// Title or not.
    pub within: Option<Part>,
    /// Tokens of the folded form.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    /// The folded form in lower case, where the language looks words up so.
    lower: Option<String>,
    /// What each token can do.
    pub gate: Gate,
    /// Quotation marks.
    pub marks: Vec<QuoteSpan>,
    /// Names.
    pub names: Vec<Name>,
    /// The language in which it is read.
    pub language: &'a Language,
}

impl<'a> Text<'a> {
    /// Cuts and matches a text.
    pub fn new(original: &'a str, within: Option<Part>, language: &'a Language, world: &World) -> Text<'a> {
        let shadow = Shadow::new(original);
        let rules = &language.settings.tokens;
        let rules = TokenRules {
            apostrophe_joins: rules.apostrophe_joins,
            double_quote_joins: rules.double_quote_joins,
            final_apostrophe_after: rules.final_apostrophe_after.clone(),
            hyphen_joins: rules.hyphen_joins,
        };
        let tokens = text::tokens(shadow.text(), &rules);
        let abbreviations = language.settings.abbreviations.iter().map(|a| text::fold(a)).collect();
        let sentences = text::sentences(shadow.text(), &tokens, &SentenceRules { abbreviations });
        let first = |s: &String| s.chars().next();
        let pairs: Vec<(char, char)> =
            language.settings.quotation_marks.iter().filter_map(|(a, b)| Some((first(a)?, first(b)?))).collect();
        let marks = text::quotations(shadow.text(), &tokens, &pairs);
        let names = names(shadow.text(), language, world);
        let lower = language.settings.lower_case.then(|| text::lower(shadow.text()).into_owned());
        let gate = Gate::new(lower.as_deref().unwrap_or(shadow.text()), &tokens, language);
        Text { original, shadow, within, tokens, sentences, lower, gate, marks, names, language }
    }

    pub(crate) fn material<'b>(&'b self, language: &'b Language, reference: Reference) -> Material<'b> {
        Material {
            folded: self.shadow.text(),
            lower: self.lower.as_deref().unwrap_or(self.shadow.text()),
            tokens: &self.tokens,
            names: &self.names,
            marks: &self.marks,
            gate: &self.gate,
            surnames: &[],
            language,
            reference,
        }
    }

    /// The sentences inside the marks of a quotation.
    pub(crate) fn inside(&self, quote: &Quoted) -> Vec<Range<usize>> {
        let inside = quote.open + 1..quote.close;
        let first = self.sentences.partition_point(|s| s.end <= inside.start);
        self.sentences[first..]
            .iter()
            .take_while(|s| s.start < inside.end)
            .map(|s| s.start.max(inside.start)..s.end.min(inside.end))
            .filter(|r| r.start < r.end)
            .collect()
    }

    /// Sentences, joined while a quotation is open: what is quoted stays with who says it. A "sentence" of thousands of words is no
    /// sentence; it is cut, so that the cost of the later stages stays in proportion to the text.
    pub fn periods(&self) -> Vec<Range<usize>> {
        self.joined().into_iter().flat_map(cut).collect()
    }

    fn joined(&self) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut marks = self.marks.iter().filter(|m| m.depth == 0 && m.close.is_some()).peekable();
        let mut open_until = 0;
        for sentence in &self.sentences {
            let within = sentence.start <= open_until && open_until > 0;
            if let Some(last) = out.last_mut().filter(|last| within && sentence.end - last.start <= LONGEST_PERIOD) {
                last.end = sentence.end;
            } else {
                out.push(sentence.clone());
            }
            while let Some(mark) = marks.next_if(|m| m.open < sentence.end) {
                open_until = open_until.max(mark.close.unwrap_or(0));
            }
        }
        out
    }
}
