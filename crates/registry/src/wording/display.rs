//! Text from outside, made safe to show: control characters become visible, and runs of the other direction are isolated.
//!
//! Isolation uses FIRST STRONG ISOLATE (U+2068) and POP DIRECTIONAL ISOLATE (U+2069), so that a Hebrew name in an English
//! line, or a Latin one in a Hebrew line, cannot reorder what stands beside it.

use std::borrow::Cow;

/// FIRST STRONG ISOLATE.
pub const ISOLATE: char = '\u{2068}';
/// POP DIRECTIONAL ISOLATE.
pub const END_ISOLATE: char = '\u{2069}';

/// Which way a text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Whether a character belongs to a script that runs right to left.
pub fn is_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Makes control characters visible, so that a name cannot move the cursor, colour the terminal or turn the line around.
/// C0 controls become their pictures (`␛`), line breaks and tabs a blank, all others their number (`‹U+202E›`).
pub fn neutral(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            '\r' => {}
            '\u{7f}' => out.push('\u{2421}'),
            c if u32::from(c) < 0x20 => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            c if is_control(c) => out.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c), 0x061C | 0x200E | 0x200F | 0x2028 | 0x2029 | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F)
}

/// Text from outside within a line that runs in `line`: neutral, and isolated if a part of it runs the other way.
pub fn isolate(text: &str, line: Direction) -> String {
    let text = neutral(text);
    let foreign = |c: char| match line {
        Direction::Ltr => is_rtl(c),
        Direction::Rtl => c.is_alphabetic() && !is_rtl(c),
    };
    if text.chars().any(foreign) { format!("{ISOLATE}{text}{END_ISOLATE}") } else { text.into_owned() }
}

/// A quotation from a source: neutral and always isolated.
pub fn quotation(text: &str) -> String {
    format!("{ISOLATE}{}{END_ISOLATE}", neutral(text))
}

/// The text without the isolates that [`isolate`] put around its parts: for JSON and CSV.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains([ISOLATE, END_ISOLATE]) {
        Cow::Owned(text.chars().filter(|c| *c != ISOLATE && *c != END_ISOLATE).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_runs_are_isolated() {
        assert_eq!(isolate("קזחסטן", Direction::Ltr), "\u{2068}קזחסטן\u{2069}");
        assert_eq!(isolate("Kazakhstan", Direction::Ltr), "Kazakhstan");
        assert_eq!(isolate("Kazakhstan", Direction::Rtl), "\u{2068}Kazakhstan\u{2069}");
        assert_eq!(isolate("2025", Direction::Rtl), "2025");
        assert_eq!(plain(&isolate("קזחסטן", Direction::Ltr)), "קזחסטן");
    }

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        let hostile = "a\u{1b}[31mred\u{202e}gnp.exe\u{2069}\u{9b}2J\nb\u{7f}";
        let safe = neutral(hostile);
        assert!(!safe.chars().any(|c| c.is_control() || matches!(c, '\u{202e}' | '\u{2069}')), "{safe:?}");
        assert_eq!(safe, "a␛[31mred‹U+202E›gnp.exe‹U+2069›‹U+009B›2J b␡");
        assert!(matches!(neutral("plain"), Cow::Borrowed(_)));
    }
}
