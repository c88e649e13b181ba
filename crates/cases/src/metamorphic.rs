//! Tests generated from the cases: a text is changed so that what it says changes in a known way, and nothing else may change.

mod grammar;
mod insertions;
mod modality;
mod names;
mod said;
mod source;
mod speech;
mod synonyms;
mod voice;

use std::{collections::BTreeSet, fmt};

use claims::Document;
use language::Languages;
use reader::{Options, Reader};

pub use grammar::Grammar;
pub use said::Said;
use source::Source;

use crate::{form::Case, judge::check};

/// How a text is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// States for states, with their adjectives, capitals and offices.
    States,
    /// Agreements for agreements, bodies for bodies.
    Agreements,
    /// Who acts and towards whom change places.
    Roles,
    /// A word for another of the same line of the lexicon.
    Synonyms,
    /// The active clause in the passive.
    Passive,
    /// An apposition after a name.
    Apposition,
    /// A relative clause after a name.
    Relative,
    /// Somebody says it.
    Speech,
    /// It will happen.
    Planned,
    /// It may happen.
    Possible,
    /// It did not happen.
    Denied,
    /// Somebody denies it.
    Denial,
    /// Somebody asks whether it happened.
    Question,
    /// If it happened.
    Condition,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Change::States => "states swapped",
            Change::Agreements => "agreements swapped",
            Change::Roles => "roles swapped",
            Change::Synonyms => "synonyms",
            Change::Passive => "active to passive",
            Change::Apposition => "apposition after a name",
            Change::Relative => "relative clause after a name",
            Change::Speech => "X said that",
            Change::Planned => "will",
            Change::Possible => "may",
            Change::Denied => "not",
            Change::Denial => "X denied that",
            Change::Question => "asked",
            Change::Condition => "if",
        })
    }
}

/// A generated test.
#[derive(Debug, Clone)]
pub struct Test {
    /// How the text was changed.
    pub change: Change,
    /// The line of the case from which it was made.
    pub line: usize,
    /// The case's text.
    pub original: String,
    /// The changed text.
    pub document: Document,
    /// What must come out of it.
    pub expected: BTreeSet<Said>,
    /// Days are not compared: a will or may moves them.
    pub timeless: bool,
    /// The case that it was made from has no claims.
    pub silent: bool,
}

impl Test {
    /// What differs: claims that are missing, and claims that came out and should not. Empty where the test holds.
    ///
    /// # Errors
    /// Where the language folder cannot be compiled.
    pub fn differences(&self, reader: &Reader<'_>) -> Result<(Vec<Said>, Vec<Said>), language::Error> {
        let reading = reader.read(&self.document, &Options { stance: true, ..Options::default() })?;
        let strip = |s: Said| if self.timeless { s.timeless() } else { s };
        let found: BTreeSet<Said> = said::of(&reading).into_iter().map(strip).collect();
        let expected: BTreeSet<Said> = self.expected.iter().cloned().map(strip).collect();
        Ok((expected.difference(&found).cloned().collect(), found.difference(&expected).cloned().collect()))
    }

    /// Whether the case that it was made from is silent.
    pub fn is_silent(&self) -> bool {
        self.silent
    }
}

/// All tests that the passing cases of a language give, always the same and in the same order.
///
/// # Errors
/// Where `cases.md`, `metamorphic.txt` or the language folder cannot be read.
pub fn tests(
    tag: &str,
    cases: &[Case],
    grammar: &Grammar,
    languages: &Languages,
    world: &world::World,
) -> Result<Vec<Test>, String> {
    let reader = Reader::new(languages, world);
    let language = languages.get(tag).map_err(|e| e.to_string())?.ok_or_else(|| format!("no folder `{tag}`"))?;
    let workshop = source::Workshop::new(&reader, language, world, grammar);
    let mut out = Vec::new();
    for case in cases.iter().filter(|c| !c.todo) {
        if !check(case, &reader).is_empty() {
            continue;
        }
        let source = Source::new(case, &reader, language).map_err(|e| e.to_string())?;
        let mut made = Vec::new();
        names::states(&source, &workshop, &mut made);
        names::agreements(&source, &workshop, &mut made);
        names::roles(&source, &workshop, &mut made);
        synonyms::synonyms(&source, &workshop, &mut made);
        voice::passive(&source, &workshop, &mut made);
        insertions::insertions(&source, &workshop, &mut made);
        speech::speech(&source, &workshop, &mut made);
        modality::modality(&source, &workshop, &mut made);
        made.retain(|t: &Test| t.document.text != source.case.document.text);
        out.append(&mut made);
    }
    Ok(out)
}
