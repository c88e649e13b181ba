//! What a source says about a document besides its text: the same five fields in header lines, JSON and HTML.

use claims::{Document, Moment};

use crate::{
    input::Overrides,
    problem::{Problem, shown},
};

/// The names of the fields, as header lines and JSON have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Published,
    Publisher,
    Url,
    Language,
    Title,
}

impl Field {
    pub(crate) const ALL: [Field; 5] = [Field::Published, Field::Publisher, Field::Url, Field::Language, Field::Title];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Field::Published => "published",
            Field::Publisher => "publisher",
            Field::Url => "url",
            Field::Language => "lang",
            Field::Title => "title",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }
}

/// Without the spaces and the direction marks around it, which an editor of Hebrew or Arabic puts there unseen.
pub(crate) fn trim(value: &str) -> &str {
    let unseen =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    value.trim_matches(|c: char| c.is_whitespace() || unseen(c))
}

/// Puts a value into its field. An empty value says nothing.
pub(crate) fn set(document: &mut Document, field: Field, value: &str, place: &str) -> Result<(), Problem> {
    let value = trim(value);
    if value.is_empty() {
        return Ok(());
    }
    let owned = Some(value.to_owned());
    match field {
        Field::Published => document.published = Some(moment(value, place)?),
        Field::Publisher => document.publisher = owned,
        Field::Url => document.url = owned,
        Field::Language => document.language = Some(language(value, place)?),
        Field::Title => document.title = owned,
    }
    Ok(())
}

fn moment(value: &str, place: &str) -> Result<Moment, Problem> {
    value.parse().or_else(|_| local(value).parse()).map_err(|_| {
        Problem::error(
            place,
            format!("`published: {}` is no date", shown(value)),
            "write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM, Gregorian, years 1 to 9999",
        )
    })
}

/// A time stamp as machines write it, without its zone and fractions: the contract's times are those of the place.
fn local(stamp: &str) -> &str {
    let end = match stamp.as_bytes().get(10) {
        Some(b'T') => stamp.get(11..).and_then(|t| t.find(['+', '-', 'Z', '.'])).map_or(stamp.len(), |i| i + 11),
        Some(b' ') => 10,
        _ => stamp.len(),
    };
    stamp.get(..end).unwrap_or(stamp)
}

/// A language tag: letters and digits in parts joined by `-`, the first of two or three letters.
fn language(value: &str, place: &str) -> Result<String, Problem> {
    if is_language_tag(value) {
        return Ok(value.to_owned());
    }
    let advice = "write a BCP 47 tag, such as he, en, ar or pt-BR";
    Err(Problem::error(place, format!("`lang: {}` is no language tag", shown(value)), advice))
}

pub(crate) fn is_language_tag(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    first && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Lets what the caller says go before what the document says.
pub(crate) fn override_with(document: &mut Document, overrides: &Overrides) {
    fn put<T: Clone>(field: &mut Option<T>, value: &Option<T>) {
        if value.is_some() {
            field.clone_from(value);
        }
    }
    put(&mut document.published, &overrides.published);
    put(&mut document.language, &overrides.language);
    put(&mut document.publisher, &overrides.publisher);
    put(&mut document.url, &overrides.url);
}
