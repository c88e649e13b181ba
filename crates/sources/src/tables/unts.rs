//! Status tables of the United Nations Treaty Collection: a file a treaty (`4-3.csv`), `index.csv` with titles and addresses
//! beside the files or above their folder.

use std::{collections::BTreeMap, path::Path};

use claims::{Document, Moment};

use super::{
    Captured, Entry, Legend, Participant, Row, Table, Treaty,
    cell::{self, Cell},
    grid::{self, Grid, Record},
};
use crate::problem::{Problem, shown};

/// Who publishes these tables, as `world/publishers.csv` knows it.
const PUBLISHER: &str = "United Nations Treaty Collection";

pub(crate) fn read(path: &Path, captured: Moment) -> (Vec<Captured>, Vec<Problem>) {
    let (files, mut problems) = grid::files(path);
    let mut indexes: BTreeMap<std::path::PathBuf, Index> = BTreeMap::new();
    let mut tables = Vec::new();
    for file in files {
        let Some(name) = file.file_stem().and_then(|n| n.to_str()).map(str::to_owned) else { continue };
        if name == "index" {
            continue;
        }
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let index = indexes.entry(folder.clone()).or_insert_with(|| Index::beside(&folder));
        match grid::read(&file) {
            Ok(grid) => tables.push(table(&file, &name, grid, index, captured)),
            Err(problem) => problems.push(problem),
        }
    }
    (tables, problems)
}

/// Titles and addresses by the name of the file.
#[derive(Default)]
struct Index(BTreeMap<String, (String, String)>);

impl Index {
    fn beside(folder: &Path) -> Index {
        let places = [folder.join("index.csv"), folder.join("..").join("index.csv")];
        let Some(grid) = places.iter().find_map(|p| grid::read(p).ok()) else { return Index::default() };
        let at = |name: &str| grid.columns.iter().position(|c| c == name);
        let (Some(chapter), Some(number), Some(title)) = (at("chapter_no"), at("treaty_no"), at("treaty_name")) else {
            return Index::default();
        };
        let url = at("url");
        let row = |r: &Record| {
            let cell = |i: usize| r.cells.get(i).map(|c| c.trim().to_owned()).unwrap_or_default();
            let name = format!("{}-{}", cell(chapter), cell(number));
            (name, (cell(title), url.map(cell).unwrap_or_default()))
        };
        Index(grid.records.iter().map(row).collect())
    }
}

/// A table out of its document.
pub(crate) fn again(document: &Document, grid: Grid) -> Captured {
    let place = Path::new(&document.label);
    let name = place.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
    let told = (document.title.clone().unwrap_or_default(), document.url.clone().unwrap_or_default());
    let captured = document
        .published
        .or_else(|| Moment::year(1))
        .map(|day| table(place, &name, grid, &Index(BTreeMap::from([(name.clone(), told)])), day));
    captured.unwrap_or_default()
}

fn table(file: &Path, name: &str, grid: Grid, index: &Index, captured: Moment) -> Captured {
    let place = file.display().to_string();
    let (title, url) = index.0.get(name).cloned().unwrap_or_default();
    let number = number(name);
    let mut problems = Vec::new();
    let treaty =
        Treaty { id: None, title: if title.is_empty() { number.clone() } else { title.clone() }, number: Some(number) };
    let legends: Vec<Option<Legend>> = grid.columns.iter().map(|c| Legend::read(c)).collect();
    let mut rows = Vec::new();
    for record in &grid.records {
        let participant = Participant::read(record.cells.first().map_or("", String::as_str));
        if participant.name.is_empty() {
            continue;
        }
        let here = format!("{place}:{}", record.line);
        match entries(&here, record, &grid.columns, &legends) {
            Ok(_) if participant.bracketed => problems.push(Problem::error(
                &here,
                format!(
                    "`{}` stands in brackets: it has withdrawn, or another has taken its place",
                    shown(&participant.written)
                ),
                "the row is left out; write the day of the notice from the footnote into a table of form csv",
            )),
            Ok(entries) => rows.push(Row {
                line: record.line,
                participant,
                treaty: None,
                cells: record.cells.get(1..).unwrap_or_default().to_vec(),
                span: record.span,
                entries,
            }),
            Err(problem) => problems.push(problem),
        }
    }
    let document = Document {
        label: place.clone(),
        text: grid.text,
        language: Some("en".to_owned()),
        published: Some(captured),
        publisher: Some(PUBLISHER.to_owned()),
        url: Some(url).filter(|u| !u.is_empty()),
        title: Some(treaty.title.clone()),
    };
    Captured {
        table: Table { place, key: format!("unts {name}"), document, agreement: treaty, columns: grid.columns, rows },
        problems,
    }
}

/// What the cells of a row say. The first cell that cannot be read stops the row.
fn entries(
    place: &str,
    record: &Record,
    columns: &[String],
    legends: &[Option<Legend>],
) -> Result<Vec<Entry>, Problem> {
    let mut entries = Vec::new();
    for (column, written) in record.cells.iter().enumerate().skip(1) {
        let head = columns.get(column).map_or("", String::as_str);
        let wrong = |what: String, advice: &str| {
            Err(Problem::error(format!("{place}, column `{}`", shown(head)), what, advice))
        };
        let Some(legend) = legends.get(column).and_then(Option::as_ref) else {
            if column >= columns.len() && !written.trim().is_empty() {
                return wrong(
                    format!("`{}` stands behind the last column", shown(written)),
                    "check the commas of the row",
                );
            }
            continue; // a column of numbers or remarks
        };
        match cell::read(written) {
            Cell::Empty => {}
            Cell::Date(date, letter) => {
                let meanings = legend.meanings(&letter);
                if meanings.is_empty() && !letter.is_empty() {
                    let what = format!("the head of the column does not explain the letter `{letter}`");
                    return wrong(what, "the row is left out; check the letter against the source");
                }
                entries.push(Entry {
                    column,
                    written: written.trim().to_owned(),
                    date: Some(date),
                    meanings,
                    lettered: !letter.is_empty(),
                });
            }
            Cell::Other => {
                return wrong(
                    format!("`{}` is no date", shown(written)),
                    "the row is left out; write dates as 11 May 1994",
                );
            }
        }
    }
    Ok(entries)
}

/// The depositary's number: `4-11-b` is IV-11-b.
fn number(name: &str) -> String {
    let Some((chapter, rest)) = name.split_once('-') else { return name.to_owned() };
    chapter.parse::<u32>().map_or_else(|_| name.to_owned(), |c| format!("{}-{rest}", roman(c)))
}

fn roman(mut n: u32) -> String {
    let mut out = String::new();
    for (value, letters) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while n >= value && out.len() < 20 {
            out.push_str(letters);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_roman() {
        assert_eq!(number("4-11-b"), "IV-11-b");
        assert_eq!(number("29-1"), "XXIX-1");
        assert_eq!(number("other"), "other");
    }
}
