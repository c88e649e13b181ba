//! Numbers in digits and words: "20.3 million", "seventy", "2,724,900", "שלושים וחמישה".

use language::{Language, TimeWord};
use text::Class;

use crate::words::Word;

/// A number with up to three decimals, and the word after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The number, in thousandths.
    pub thousandths: i64,
    /// The word after its last.
    pub end: usize,
}

impl Number {
    /// The number where it is whole.
    pub fn whole(self) -> Option<i64> {
        (self.thousandths % 1000 == 0).then_some(self.thousandths / 1000)
    }

    /// The number as digits, decimals only where there are any.
    pub fn digits(self) -> String {
        match self.whole() {
            Some(n) => n.to_string(),
            None => {
                let decimals = format!("{:03}", self.thousandths % 1000);
                format!("{}.{}", self.thousandths / 1000, decimals.trim_end_matches('0'))
            }
        }
    }
}

/// The number that begins at a word. `text` gives the words as the language compares them.
pub fn number(at: usize, words: &[Word], language: &Language, text: &dyn Fn(usize) -> String) -> Option<Number> {
    let word = words.get(at)?;
    if word.name.is_some() {
        return None;
    }
    if word.class == Class::Number {
        let mut value = digits(&text(at))?;
        let mut end = at + 1;
        // "20 million", "2.7 מיליון": only round words multiply digits.
        while let Some(round) = said(end, words, language, text).filter(|n| *n >= 100) {
            value = value.checked_mul(round)?;
            end += 1;
        }
        return Some(Number { thousandths: value, end });
    }
    let mut total: i64 = 0;
    let mut part: i64 = 0;
    let mut last = i64::MAX;
    let mut end = at;
    loop {
        // "two hundred and five", "שלושים וחמישה", "twenty-five": what joins counts only between two numbers.
        let joined = end > at
            && words.get(end).is_some_and(|w| {
                w.class == Class::Punctuation && text(end) == "-"
                    || w.is(language::Pos::Coordinator, language.codes.and)
            });
        let next = if joined { end + 1 } else { end };
        let Some(n) = said(next, words, language, text) else { break };
        if n >= 1000 {
            total = total.checked_add(part.max(1).checked_mul(n)?)?;
            part = 0;
            last = n;
        } else if n == 100 && part > 0 && part < 10 {
            part *= 100;
            last = 100;
        } else if n < last && (last >= 100 || n < 10 && last >= 20) || end == at {
            part += n;
            last = n;
        } else {
            break;
        }
        end = next + 1;
    }
    (end > at).then_some(Number { thousandths: total.checked_add(part)?.checked_mul(1000)?, end })
}

/// The number that one word says.
fn said(at: usize, words: &[Word], language: &Language, text: &dyn Fn(usize) -> String) -> Option<i64> {
    words.get(at).filter(|w| w.class == Class::Word && w.name.is_none())?;
    language.times.word(&text(at)).iter().find_map(|w| match w {
        TimeWord::Number(n) => Some(i64::from(*n)),
        _ => None,
    })
}

/// Digits with groups of three and a decimal point or comma, in thousandths.
fn digits(written: &str) -> Option<i64> {
    let (whole, decimals) = match written.rsplit_once(['.', ',']) {
        // One separator with three digits after it groups, unless it is a point ("20.315 million" is rare, "20,315" is not).
        Some((whole, rest))
            if rest.len() == 3
                && (written.contains(',') || whole.contains('.'))
                && rest.bytes().all(|b| b.is_ascii_digit()) =>
        {
            return written.replace([',', '.'], "").parse::<i64>().ok()?.checked_mul(1000);
        }
        Some((whole, rest)) if (1..=3).contains(&rest.len()) => (whole.replace([',', '.'], ""), rest),
        Some(_) => return None,
        None => (written.to_owned(), ""),
    };
    let whole: i64 = whole.parse().ok()?;
    let decimals: i64 = format!("{decimals:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits() {
        for (written, value) in
            [("20", 20_000), ("20.3", 20_300), ("2,724,900", 2_724_900_000), ("0.25", 250), ("1,5", 1500)]
        {
            assert_eq!(digits(written), Some(value), "{written}");
        }
        assert_eq!(digits("2025-11"), None);
        assert_eq!(Number { thousandths: 20_300, end: 0 }.digits(), "20.3");
    }
}
