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
        let look = |(i, token): (usize, &Token)| match token.class {
            Class::Word => of_word(token.text(lower), groups, language),
            Class::Number => Trigger { time: may_date(i, tokens, lower, &language.times), ..Trigger::default() },
            _ => Trigger::default(),
        };
        Gate(tokens.iter().enumerate().map(|t| look(t).bits()).collect())
    }

    /// What the tokens of a range can do together.
    pub fn within(&self, range: Range<usize>) -> Trigger {
        Trigger::of_bits(self.0.get(range).unwrap_or_default().iter().fold(0, |all, one| all | one))
    }
}

/// Whether a number may be a part of a date or clock: by itself, or with what is glued to it ("15th", "8:30").
fn may_date(at: usize, tokens: &[Token], lower: &str, times: &Times) -> bool {
    let Some(number) = tokens.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).filter(|_| !number.space_before);
    let after = tokens.get(at + 1).filter(|t| !t.space_before);
    // "7/11", "15 - 2"
    let joined = tokens.get(at + 1).is_some_and(|t| matches!(t.text(lower), "/" | "-"))
        && tokens.get(at + 2).is_some_and(|t| t.class == Class::Number);
    joined
        || times.may_date(number.text(lower))
        || after.is_some_and(|t| t.class == Class::Word)
        || before.into_iter().chain(after).any(|t| times.may_date_beside(t.text(lower)))
}

fn of_word(form: &str, groups: &[Vec<String>], language: &Language) -> Trigger {
    let whole = language.lexicon.trigger(form).or(of_rests(form, groups, language));
    let whole = match form.split_once('\'') {
        Some((stem, _)) => whole.or(language.lexicon.trigger(stem)),
        None => whole,
    };
    // The rules of dates cut words where others are joined: "mid-November", "Feb13".
    let joined = form.bytes().any(|b| b == b'-' || b.is_ascii_digit());
    let time =
        || form.bytes().any(|b| b.is_ascii_digit()) || form.split('-').any(|part| language.lexicon.trigger(part).time);
    Trigger { time: whole.time || joined && time(), ..whole }
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
