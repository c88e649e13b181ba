//! The lines at the start of a text file that say what it is.
//!
//! A header is one or more lines `key: value` with a known key (`published`, `publisher`, `url`, `lang`, `title`; in any order
//! and case) and then an empty line. Prose that happens to begin with such a word stays prose:
//!
//! - Without the empty line it is a header only if one of its values can be nothing else: a date, an address, a language tag.
//! - `published:` followed by several words without a digit is a sentence.
//!
//! A line with an unknown key among the known ones is left out with a warning; after the last known one it belongs to the
//! text. So no words are lost without being shown.

use claims::{Document, Moment};

use crate::{
    fields::{self, Field},
    problem::{Problem, shown},
};

/// A header that was read.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// Bytes of the file before the text.
    pub length: usize,
    /// What the user should look at.
    pub warnings: Vec<Problem>,
}

/// The longest key that is taken for one, in bytes.
const LONGEST_KEY: usize = 24;

/// The most lines that a header can have.
const MOST_LINES: usize = 40;

struct Line<'t> {
    number: usize,
    key: &'t str,
    value: &'t str,
    /// The byte after the line and its end.
    after: usize,
}

/// Reads the header of a text into the document. An error is a value that cannot be taken: the document is not to be read
/// with a date that is wrong.
pub(crate) fn read(text: &str, document: &mut Document, file: &str) -> Result<Header, Problem> {
    let (lines, closed) = block(text);
    let Some(last) = lines.iter().rposition(|line| Field::named(line.key).is_some()) else {
        return Ok(Header::default());
    };
    let lines = lines.get(..=last).unwrap_or_default();
    if !is_header(lines, closed) {
        return Ok(Header::default());
    }
    let mut header = Header::default();
    let mut seen = Vec::new();
    for line in lines {
        let place = format!("{file}:{}", line.number);
        match Field::named(line.key) {
            Some(field) if seen.contains(&field) => {
                let what = format!("`{}` is given twice", field.name());
                return Err(Problem::error(place, what, "keep the line that is right"));
            }
            Some(field) => {
                fields::set(document, field, line.value, &place)?;
                seen.push(field);
            }
            None => header.warnings.push(Problem::warning(
                place,
                format!("`{}: {}` is no known header line and was left out", shown(line.key), shown(line.value)),
                "known are published, publisher, url, lang and title; put it after the empty line if it is text",
            )),
        }
        header.length = line.after;
    }
    skip_empty_line(text, &mut header, lines.last().map_or(0, |line| line.number), file);
    Ok(header)
}

/// The lines `key: value` at the start, and whether an empty line or the end follows them.
fn block(text: &str) -> (Vec<Line<'_>>, bool) {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut after = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        after += line.len();
        if fields::trim(line).is_empty() {
            if lines.is_empty() {
                continue;
            }
            return (lines, true);
        }
        let Some((key, value)) = line.split_once(':') else { return (lines, false) };
        let key = fields::trim(key);
        let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if key.is_empty() || key.len() > LONGEST_KEY || !key.chars().all(word) || lines.len() == MOST_LINES {
            return (lines, false);
        }
        // The first line decides whether there is a header at all.
        let unknown = lines.is_empty() && Field::named(key).is_none();
        if unknown && !known_follows(text.get(after..).unwrap_or_default(), key) {
            return (lines, false);
        }
        lines.push(Line { number: index + 1, key, value: fields::trim(value), after });
    }
    (lines, true)
}

/// Whether a first line with an unknown key, itself like one, stands directly before one with a known key.
fn known_follows(rest: &str, key: &str) -> bool {
    let plain = key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let next = rest.lines().next().and_then(|line| line.split_once(':'));
    plain && next.is_some_and(|(key, _)| Field::named(fields::trim(key)).is_some())
}

fn is_header(lines: &[Line<'_>], closed: bool) -> bool {
    let prose = lines.iter().any(|line| {
        Field::named(line.key) == Some(Field::Published)
            && line.value.split_whitespace().count() > 2
            && !line.value.contains(|c: char| c.is_numeric())
    });
    let certain = lines.iter().any(|line| match Field::named(line.key) {
        Some(Field::Published) => line.value.parse::<Moment>().is_ok(),
        Some(Field::Url) => line.value.starts_with("http://") || line.value.starts_with("https://"),
        Some(Field::Language) => fields::is_language_tag(line.value),
        _ => false,
    });
    certain || closed && !prose
}

/// The empty line after the header belongs to it. Where there is none, the text begins at once, and the user is told.
fn skip_empty_line(text: &str, header: &mut Header, last: usize, file: &str) {
    let rest = text.get(header.length..).unwrap_or_default();
    let Some(next) = rest.split_inclusive('\n').next() else { return };
    if fields::trim(next).is_empty() {
        header.length += next.len();
        return;
    }
    header.warnings.push(Problem::warning(
        format!("{file}:{}", last + 1),
        format!("no empty line stands between the header and `{}`, which was read as text", shown(next.trim())),
        "put an empty line after the header",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Document, &str, Vec<String>) {
        let mut document = Document::default();
        let header = read(text, &mut document, "f.txt").unwrap();
        (document, &text[header.length..], header.warnings.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn any_order_any_case() {
        let (d, text, warnings) = parts(
            "Title: An accord: signed\r\nURL: https://example.org/a?b=c:d\r\nLANG: he\r\npublished : 2025-11-07\r\n\r\nText.\r\n",
        );
        assert_eq!(d.title.as_deref(), Some("An accord: signed"));
        assert_eq!(d.url.as_deref(), Some("https://example.org/a?b=c:d"));
        assert_eq!(d.language.as_deref(), Some("he"));
        assert_eq!(d.published.unwrap().to_string(), "2025-11-07");
        assert_eq!((text, warnings.len()), ("Text.\r\n", 0));
        // Empty lines and direction marks before it.
        let (d, text, warnings) = parts("\n \n\u{200f}lang: he\u{200e}\n\u{200f}\n\nText");
        assert_eq!((d.language.as_deref(), text, warnings.len()), (Some("he"), "\nText", 0));
    }

    #[test]
    fn prose_is_no_header() {
        for text in [
            "The title: a film.\n\nMore.",
            "Title: a film about\nmany things, and\n\nmore.",
            "Published: two memoirs by former presidents\n\nMore.",
            "Trump: Kazakhstan joins\n\nMore.",
            "Jerusalem: the minister\nAstana: the president\n\nMore.",
            "Url\n\n",
            "\n\nText",
            "",
        ] {
            assert_eq!(parts(text), (Document::default(), text, vec![]), "{text}");
        }
    }

    #[test]
    fn unknown_keys_are_shown() {
        let (d, text, warnings) = parts("publisher: Ynet\nauthor: A. B.\nurl: http://x\n\nText");
        assert_eq!((d.publisher.as_deref(), d.url.as_deref(), text), (Some("Ynet"), Some("http://x"), "Text"));
        assert_eq!(
            warnings,
            [
                "f.txt:2: `author: A. B.` is no known header line and was left out; known are published, publisher, url, \
             lang and title; put it after the empty line if it is text"
            ]
        );
        let (_, text, warnings) = parts("author: A\npublisher: Ynet\n\nText");
        assert_eq!((text, warnings.len()), ("Text", 1));
        // After the last known key it is text.
        let (d, text, warnings) = parts("title: Interview\nlang: en\nQ: Why?\nA: Because.\n\nEnd");
        assert_eq!(d.title.as_deref(), Some("Interview"));
        assert_eq!((text, warnings.len()), ("Q: Why?\nA: Because.\n\nEnd", 1));
    }

    #[test]
    fn without_an_empty_line() {
        let (d, text, warnings) = parts("published: 2025-11-07\nThe president said: no.\n");
        assert_eq!((d.published.is_some(), text, warnings.len()), (true, "The president said: no.\n", 1));
        let (d, text, warnings) = parts("lang: he");
        assert_eq!((d.language.as_deref(), text, warnings.len()), (Some("he"), "", 0));
    }

    #[test]
    fn values_that_cannot_be_taken() {
        for (text, message) in [
            ("published: 7.11.2025\n\nx", "f.txt:1: `published: 7.11.2025` is no date; write YYYY, YYYY-MM"),
            ("lang: en\npublished: yesterday\n\nx", "f.txt:2: `published: yesterday` is no date"),
            ("published: 2025-13-01\n\nx", "is no date"),
            ("published: 0000-01-01\n\nx", "is no date"),
            ("published: 10000-01-01\n\nx", "is no date"),
            ("published: 2025-02-30\n\nx", "is no date"),
            ("lang: Hebrew\n\nx", "f.txt:1: `lang: Hebrew` is no language tag; write a BCP 47 tag"),
            ("lang: he\nlang: en\n\nx", "f.txt:2: `lang` is given twice"),
        ] {
            let problem = read(text, &mut Document::default(), "f.txt").unwrap_err().to_string();
            assert!(problem.contains(message), "{problem}");
        }
    }
}
