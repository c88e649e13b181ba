//! The form of `silent.md`: one text a line, out of which no state may come doing anything.

use claims::{Claim, Document, Kind};
use reader::{Options, Reader};

/// The texts of a `silent.md` with the lines on which they stand, all published on the day that the file's head names.
///
/// # Errors
/// Where the head names no day.
pub fn silent(tag: &str, source: &str) -> Result<Vec<(usize, Document)>, String> {
    let day = source
        .split_once("published on ")
        .and_then(|(_, rest)| rest.get(..10)?.parse().ok())
        .ok_or_else(|| format!("{tag}/silent.md: its head must say `published on YYYY-MM-DD`"))?;
    let texts = source.lines().enumerate().filter_map(|(n, line)| {
        let text = line.strip_prefix("- ")?.trim().to_owned();
        Some((n + 1, Document { text, published: Some(day), language: Some(tag.to_owned()), ..Document::default() }))
    });
    Ok(texts.collect())
}

/// The claims of a text that should be silent: participation, relation and contact.
///
/// # Errors
/// Where the language folder cannot be compiled.
pub fn loud(document: &Document, reader: &Reader<'_>) -> Result<Vec<Claim>, language::Error> {
    let reading = reader.read(document, &Options::default())?;
    let loud = |c: &Claim| matches!(c.kind, Kind::Participation | Kind::Relation | Kind::Contact);
    Ok(reading.claims.into_iter().filter(loud).collect())
}
