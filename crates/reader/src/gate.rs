//! Stage 0, second half: what each token can do in a sentence, found before anything is analysed, so that a sentence that can
//! hold nothing costs one lookup a word.

use std::ops::Range;

use language::{Language, Times, Trigger};
use text::{Class, Token};

/// What each token of a text can be to the later stages.
#[derive(Debug)]
pub struct Gate(Vec<u16>);

impl Gate {
    /// Looks at every token: the word, what is left of it after proclitics, and its stem before an apostrophe. `lower` is the
    /// folded text in the case in which the lexicon has it.
    pub fn new(lower: &str, tokens: &[Token], language: &Language) -> Gate {
        let groups = &language.settings.proclitics.groups;
        let look = |token: &Token| match token.class {
            Class::Word => of_word(token.text(lower), groups, language),
            Class::Number => Trigger { time: Times::may_date(token.text(lower)), ..Trigger::default() },
            _ => Trigger::default(),
        };
        Gate(tokens.iter().map(|t| look(t).bits()).collect())
    }

    /// What the tokens of a range can do together.
    pub fn within(&self, range: Range<usize>) -> Trigger {
        Trigger::of_bits(self.0.get(range).unwrap_or_default().iter().fold(0, |all, one| all | one))
    }
}

fn of_word(form: &str, groups: &[Vec<String>], language: &Language) -> Trigger {
    let whole = language.lexicon.trigger(form).or(of_rests(form, groups, language));
    match form.split_once('\'') {
        Some((stem, _)) => whole.or(language.lexicon.trigger(stem)),
        None => whole,
    }
}

/// What is left of a word after each chain of proclitics.
fn of_rests(rest: &str, groups: &[Vec<String>], language: &Language) -> Trigger {
    let mut all = Trigger::default();
    for (i, group) in groups.iter().enumerate() {
        for proclitic in group {
            if let Some(after) = rest.strip_prefix(proclitic.as_str()).filter(|after| !after.is_empty()) {
                all = all.or(language.lexicon.trigger(after)).or(of_rests(after, &groups[i + 1..], language));
            }
        }
    }
    all
}
