//! What comes behind a word, as far as it decides how the word is read.

use language::{Language, Pos, VerbForm};
use text::Class;

use crate::words::{Reading, Word};

/// Whether behind a word nothing comes that could be a clause, for a verb that governs one or not.
pub fn ends_here(after: &[Word], verb: Option<Reading>, language: &Language) -> bool {
    let governs = verb.and_then(|r| r.lemma).is_some_and(|l| language.lexicon.lemma(l).operator.is_some());
    after.first().is_none_or(|w| match w.class {
        Class::Punctuation => !governs && !w.space_before,
        _ => !governs && matches!(w.pos(), Some(Pos::Preposition | Pos::Coordinator)) && w.name.is_none(),
    })
}

/// Whether a pronoun and a finite verb come next.
pub fn leads_clause(after: &[Word]) -> bool {
    let mut words = after.iter().take(4).filter(|w| !matches!(w.pos(), Some(Pos::Adverb)));
    let pronoun =
        words.next().is_some_and(|w| !w.readings.is_empty() && w.readings.iter().all(|r| r.pos == Pos::Pronoun));
    let mut next = words.skip_while(|w| w.readings.iter().all(|r| r.pos == Pos::Pronoun) && !w.readings.is_empty());
    let finite = |r: &Reading| match r.pos {
        Pos::Modal | Pos::Auxiliary => true,
        Pos::Verb => !matches!(r.features.form, VerbForm::Gerund),
        _ => false,
    };
    pronoun && next.next().is_some_and(|w| w.class == Class::Word && w.readings.iter().any(finite))
}
