//! The table of the World Intellectual Property Organization: a row for a participant and treaty, with three dates.

use std::path::Path;

use claims::{Act, Document, Moment};

use super::{
    Captured, Entry, Meaning, Participant, Row, Table, Treaty,
    cell::{self, Cell},
    grid::{self, Grid},
};
use crate::problem::{Problem, shown};

const PUBLISHER: &str = "WIPO Lex";

/// The columns that are needed, as the table writes them.
const PARTY: &str = "Contracting Party";
const TREATY: &str = "Treaty";
const SIGNED: &str = "Signature Date";
const KIND: &str = "Instrument Type";
const GIVEN: &str = "Instrument Date";
const FORCE: &str = "Entry Into Force Date";

pub(crate) fn read(path: &Path, captured: Moment) -> (Vec<Captured>, Vec<Problem>) {
    let (files, mut problems) = grid::files(path);
    let mut tables = Vec::new();
    for file in files {
        match grid::read(&file).and_then(|grid| table(file.display().to_string(), grid, captured)) {
            Ok(table) => tables.push(table),
            Err(problem) => problems.push(problem),
        }
    }
    (tables, problems)
}

/// A table out of its document.
pub(crate) fn again(document: &Document, grid: Grid) -> Option<Captured> {
    table(document.label.clone(), grid, document.published?).ok()
}

fn table(place: String, grid: Grid, captured: Moment) -> Result<Captured, Problem> {
    let at = |name: &str| grid.columns.iter().position(|c| c == name);
    let (Some(party), Some(treaty)) = (at(PARTY), at(TREATY)) else {
        let what = format!("the head has no columns `{PARTY}` and `{TREATY}`");
        return Err(Problem::error(place, what, "this is no table of form wipo"));
    };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for record in &grid.records {
        let here = format!("{place}:{}", record.line);
        let cell = |i: usize| record.cells.get(i).map_or("", |c| c.trim());
        let participant = Participant::read(cell(party));
        if participant.name.is_empty() || cell(treaty).is_empty() {
            problems.push(Problem::error(here, "the row names no party or no treaty", "the row is left out"));
            continue;
        }
        match entries(&here, &grid.columns, &record.cells) {
            Ok(entries) => rows.push(Row {
                line: record.line,
                participant,
                treaty: Some(Treaty {
                    id: None,
                    number: Some(cell(treaty).to_owned()),
                    title: cell(treaty).to_owned(),
                }),
                cells: record.cells.get(1..).unwrap_or_default().to_vec(),
                span: record.span,
                entries,
            }),
            Err(problem) => problems.push(problem),
        }
    }
    let title = "Contracting parties of the treaties administered by WIPO".to_owned();
    let document = Document {
        label: place.clone(),
        text: grid.text,
        language: Some("en".to_owned()),
        published: Some(captured),
        publisher: Some(PUBLISHER.to_owned()),
        url: None,
        title: Some(title.clone()),
    };
    let agreement = Treaty { title, ..Treaty::default() };
    let table = Table { document, key: "wipo".to_owned(), agreement, place, columns: grid.columns, rows };
    Ok(Captured { table, problems })
}

fn entries(place: &str, columns: &[String], cells: &[String]) -> Result<Vec<Entry>, Problem> {
    let mut entries = Vec::new();
    let kind = columns.iter().position(|c| c == KIND).and_then(|i| cells.get(i)).map_or("", |c| c.trim());
    for (column, (head, written)) in columns.iter().zip(cells).enumerate() {
        let wrong = |what: String| {
            Err(Problem::error(format!("{place}, column `{}`", shown(head)), what, "the row is left out"))
        };
        let meaning = match head.as_str() {
            SIGNED => Meaning::of("signature", Act::SIGNS, None),
            FORCE => Meaning::of("entry into force", Act::ENTERS_INTO_FORCE, None),
            GIVEN => match means(kind) {
                Some(means) => Meaning::of(kind, Act::CONSENTS, Some(means)),
                None if written.trim().is_empty() => continue,
                None => return wrong(format!("`{}` is no kind of instrument that is known", shown(kind))),
            },
            _ => continue,
        };
        match cell::read(written) {
            Cell::Empty => {}
            Cell::Date(date, letter) if letter.is_empty() => entries.push(Entry {
                column,
                written: written.trim().to_owned(),
                date: Some(date),
                meanings: vec![meaning],
                lettered: false,
            }),
            Cell::Date(..) | Cell::Other => return wrong(format!("`{}` is no date", shown(written))),
        }
    }
    Ok(entries)
}

/// By which means an instrument of that name gives consent.
fn means(kind: &str) -> Option<&'static str> {
    let kind = kind.to_lowercase();
    Some(match kind.as_str() {
        "accession" => "accession",
        "ratification" => "ratification",
        "acceptance" => "acceptance",
        "approval" => "approval",
        // A new state says that what bound its predecessor goes on to bind it.
        "declaration of continued application" => "succession",
        _ if kind.contains("succession") => "succession",
        "definitive signature" => "definitive_signature",
        _ => return None,
    })
}
