//! A cell: a day, and the letter behind it.

use claims::Moment;
use jiff::civil::Date;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A day with the letter behind it (`""`: none).
    Date(Moment, String),
    /// Something else.
    Other,
}

/// Reads a cell: `11 May 1994 a`, `[22 Aug 1950]`, `11 May 1994 a 3`, `1994-05-11`, `12 Jun 1987, 2`.
pub(crate) fn read(written: &str) -> Cell {
    let text = written.trim().trim_start_matches('[').trim_end_matches(']').trim();
    if text.is_empty() || matches!(text, "-" | "–" | "—") {
        return Cell::Empty;
    }
    let mut words = text.split([' ', '\u{a0}', ',']).filter(|w| !w.is_empty());
    let first = words.next().unwrap_or_default();
    let date = match first.parse::<Moment>() {
        Ok(moment) if first.len() >= 8 => Some(moment),
        _ => {
            let day = first.parse::<i8>().ok();
            let month = words.next().and_then(month);
            let year = words.next().and_then(|w| w.parse::<i16>().ok()).filter(|y| (1000..=9999).contains(y));
            match (day, month, year) {
                (Some(day), Some(month), Some(year)) => Date::new(year, month, day).ok().map(Moment::day),
                _ => None,
            }
        }
    };
    let Some(date) = date else { return Cell::Other };
    // Behind it a letter, and footnotes.
    let mut letter = String::new();
    for word in words {
        match word {
            w if w.chars().all(char::is_numeric) => {}
            w if letter.is_empty() && w.chars().count() <= 2 && w.chars().all(char::is_alphabetic) => {
                letter = w.to_owned()
            }
            _ => return Cell::Other,
        }
    }
    Cell::Date(date, letter)
}

/// The month of an English name or its beginning.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|m| word.len() >= 3 && m.starts_with(&word))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_their_letters() {
        let day = |s: &str| s.parse::<Moment>().unwrap();
        assert_eq!(read("11 May 1994 a"), Cell::Date(day("1994-05-11"), "a".into()));
        assert_eq!(read("17 Jul 1980"), Cell::Date(day("1980-07-17"), String::new()));
        assert_eq!(read("[22 Aug 1950]"), Cell::Date(day("1950-08-22"), String::new()));
        assert_eq!(read("1 Sept 1993 AA 4"), Cell::Date(day("1993-09-01"), "AA".into()));
        assert_eq!(read("2025-03-01"), Cell::Date(day("2025-03-01"), String::new()));
        assert_eq!(read(" "), Cell::Empty);
    }

    #[test]
    fn what_is_no_day_is_said_to_be_none() {
        for other in ["in process", "31 Feb 1994", "1994", "11 Mai 94", "11 May 1994 abc", "12", "May 1994 a"] {
            assert_eq!(read(other), Cell::Other, "{other}");
        }
    }
}
