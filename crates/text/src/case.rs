//! Lower case in place: every letter stays at its byte.

use std::borrow::Cow;

/// Folded text in lower case, each character at the same bytes as before, so that one range means the same word in both. The few
/// letters whose small form takes another number of bytes (ẞ, Ⱥ) stay as they are. Text without capitals is given back as it is.
///
/// ```
/// let folded = "The Treaty of РИГА";
/// assert_eq!(text::lower(folded), "the treaty of рига");
/// ```
pub fn lower(folded: &str) -> Cow<'_, str> {
    let capital = |c: char| if c.is_ascii() { c.is_ascii_uppercase() } else { small(c) != c };
    let Some(first) = folded.find(capital) else { return Cow::Borrowed(folded) };
    let (before, rest) = folded.split_at(first);
    let mut out = String::with_capacity(folded.len());
    out.push_str(before);
    let mut letter = before.chars().next_back().is_some_and(char::is_alphabetic);
    let mut characters = rest.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if c == 'Σ' && letter && !characters.peek().is_some_and(|next| next.is_alphabetic()) {
            out.push('ς'); // its shape at the end of a word
        } else {
            out.push(small(c));
        }
        letter = c.is_alphabetic();
    }
    Cow::Owned(out)
}

/// The small form of a character, if it is one character of as many bytes.
fn small(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(s), None) if s.len_utf8() == c.len_utf8() => s,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_keeps_its_bytes() {
        for text in ["", "abc", "ABC ß ẞ", "ȺB", "ΟΔΟΣ ΣΟΦΙΑΣ", "İstanbul", "בית ABC", "ДОГОВОР", "K"]
        {
            let lower = lower(text);
            assert_eq!(lower.len(), text.len(), "{text}");
            let places = |s: &str| s.char_indices().map(|(i, _)| i).collect::<Vec<_>>();
            assert_eq!(places(&lower), places(text), "{text}");
        }
        assert_eq!(lower("ΟΔΟΣ ΣΟΦΙΑΣ"), "ΟΔΟΣ ΣΟΦΙΑΣ".to_lowercase());
        assert!(matches!(lower("שלום abc"), Cow::Borrowed(_)));
    }
}
