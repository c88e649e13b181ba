//! A segment: a sentence, or the words inside quotation marks, taken through stages 1 to 3.

use crate::{
    clauses::{Clause, Edge, clauses},
    context::Context,
    functions::{Functions, functions},
    gate::Gate,
    merge::merge,
    names::Name,
    phrases::{Pieces, pieces},
    times::{Expression, Reference, expressions},
    words::{Word, words},
};
use text::Token;

/// A quotation cut out of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The opening mark, as a token.
    pub open: usize,
    /// The closing mark.
    pub close: usize,
}

/// A segment with what stages 1 to 3 make of it.
#[derive(Debug)]
pub struct Segment {
    /// Words.
    pub words: Vec<Word>,
    /// Time expressions.
    pub times: Vec<Expression>,
    /// The time expression of each word.
    pub time_of: Vec<Option<usize>>,
    /// Quotations cut out, by the word before which they stand and their index.
    pub quotes: Vec<(usize, usize)>,
    /// Whether it holds all tokens of its stretch.
    pub whole: bool,
    /// Phrases, verb groups, boundaries.
    pub pieces: Pieces,
    /// The clause tree.
    pub clauses: Vec<Clause>,
    /// The functions of each clause.
    pub functions: Vec<Functions>,
}

/// The text that segments are cut from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// Folded text.
    pub folded: &'a str,
    /// The same as the lexicon looks words up: in lower case, where the language has two cases.
    pub lower: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its names.
    pub names: &'a [Name],
    /// Quotation marks, by token: those that cut out no quotation are passed over.
    pub marks: &'a [text::QuoteSpan],
    /// What each token can do.
    pub gate: &'a Gate,
    /// Surnames of people named before whom nobody listed.
    pub surnames: &'a [String],
    /// The language.
    pub language: &'a language::Language,
    /// The day from which times count.
    pub reference: Reference,
}

impl Segment {
    /// Takes the tokens `start..end` without the quotations through stages 1 to 3.
    pub fn read(material: Material<'_>, start: usize, end: usize, quoted: &[Quoted]) -> Segment {
        let left_out = left_out(material, start, end, quoted);
        let range = (start..end).filter(|t| !left_out[t - start]);
        // Names inside quotations must not be seen from outside them.
        let from = material.tokens.get(start).map_or(0, |t| t.start as usize);
        let first = material.names.partition_point(|n| n.end <= from);
        let mut found = words(material, range, &material.names[first..]);
        for word in &mut found {
            word.name = word.name.map(|n| n + first);
        }
        let quotes: Vec<(usize, usize)> =
            quoted.iter().enumerate().map(|(i, q)| (found.partition_point(|w| w.token <= q.open), i)).collect();
        let dated = material.gate.within(start..end).time;
        let times = if dated { expressions(&found, material) } else { Vec::new() };
        let mut time_of = vec![None; found.len()];
        for (i, t) in times.iter().enumerate().filter(|(_, t)| !t.aside) {
            for slot in time_of.iter_mut().take(t.end).skip(t.start) {
                *slot = Some(i);
            }
        }
        let mut segment = Segment {
            words: found,
            times,
            time_of,
            quotes,
            whole: !left_out.contains(&true),
            pieces: Pieces::default(),
            clauses: Vec::new(),
            functions: Vec::new(),
        };
        let mut cut = pieces(segment.context(material));
        merge(&mut cut, segment.context(material));
        segment.clauses = clauses(&cut, segment.context(material));
        segment.functions = functions(&segment.clauses, &cut, segment.context(material));
        crate::owners::owners(&mut cut, &segment.clauses, &segment.functions, segment.context(material));
        segment.pieces = cut;
        segment.look_ahead(material.language);
        segment
    }

    /// The times of clauses that tell what is to come look ahead: will meet, is to meet, agreed to meet.
    fn look_ahead(&mut self, language: &language::Language) {
        let codes = &language.codes;
        for clause in &self.clauses {
            let Some(verb) = clause.verb.map(|v| &self.pieces.verbs[v]) else { continue };
            let above = clause.parent.filter(|_| clause.edge == Edge::Infinitive).and_then(|p| self.clauses[p].verb);
            let planned = above.and_then(|v| self.pieces.verbs[v].operator).is_some_and(|o| {
                matches!(o, language::Operator::Plan | language::Operator::Possible | language::Operator::Urge)
            });
            let modal = verb.modal.is_some_and(|m| m == codes.planned || m == codes.possible);
            // "said it would meet on Friday"
            let told = verb.modal.is_some_and(|m| language.lexicon.code_name(m) == "conditional")
                && clause.edge == Edge::Complement
                && !verb.perfect;
            // "is due in Riga on Thursday"
            let due = verb.copula
                && clause.phrases.iter().any(|(p, after)| {
                    let head = self.pieces.phrases[*p].head;
                    let lemma = self.words.get(head).and_then(Word::reading).and_then(|r| r.lemma);
                    *after
                        && lemma.is_some_and(|l| language.lexicon.lemma(l).operator == Some(language::Operator::Plan))
                });
            if !(due
                || planned
                || told
                || modal && !verb.perfect
                || verb.obliged
                || verb.form == language::VerbForm::Future)
            {
                continue;
            }
            for word in &clause.others {
                if let Some(time) = self.time_of.get(*word).copied().flatten().and_then(|t| self.times.get_mut(t)) {
                    time.look_ahead();
                }
            }
        }
    }

    /// The words of the segment for the stages that look at them.
    pub fn context<'a>(&'a self, material: Material<'a>) -> Context<'a> {
        Context {
            folded: material.folded,
            words: &self.words,
            names: material.names,
            time: &self.time_of,
            quotes: &self.quotes,
            language: material.language,
        }
    }

    /// First and last word of a clause with everything that hangs on it.
    pub fn extent(&self, clause: usize) -> (usize, usize) {
        let c = &self.clauses[clause];
        let mut end = c.end;
        let mut within = vec![clause];
        // Children come after their parents in the list.
        for (i, other) in self.clauses.iter().enumerate().skip(clause + 1) {
            // A clause that governs this one from behind is no part of it.
            if c.parent == Some(i) {
                continue;
            }
            let beside = matches!(other.edge, crate::clauses::Edge::Coordinate(b) if within.contains(&b));
            if other.parent.is_some_and(|p| within.contains(&p)) || beside {
                within.push(i);
                end = end.max(other.end);
            }
        }
        (c.inner, end)
    }
}

/// Which tokens of `start..end` stand outside the syntax of their sentence: quotations that are read apart, quotation marks, and
/// short parentheses ("(Thursday)", "(R-Texas)").
fn left_out(material: Material<'_>, start: usize, end: usize, quoted: &[Quoted]) -> Vec<bool> {
    let mut out = vec![false; end.saturating_sub(start)];
    let mut leave = |first: usize, last: usize| {
        let last = (last + 1).min(end).saturating_sub(start);
        if let Some(stretch) = out.get_mut(first.max(start) - start..last) {
            stretch.fill(true);
        }
    };
    for quote in quoted {
        leave(quote.open, quote.close);
    }
    let from = material.marks.partition_point(|m| m.open < start);
    for mark in material.marks[from..].iter().take_while(|m| m.open < end) {
        leave(mark.open, mark.open);
        if let Some(close) = mark.close.filter(|close| *close < end) {
            leave(close, close);
        }
    }
    let mut open = None;
    for t in start..end {
        match material.tokens.get(t).map_or("", |t| t.text(material.folded)) {
            "(" | "[" => open = Some(t),
            ")" | "]" => {
                if let Some(o) = open.take()
                    && t - o <= 6
                {
                    leave(o, t);
                }
            }
            _ => {}
        }
    }
    out
}
