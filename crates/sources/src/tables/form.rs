//! Our own form of table, for anybody's: a row an act. `docs/tables.md` explains each column.

use std::path::Path;

use claims::{Act, Document, Moment};

use super::{
    Captured, Entry, Meaning, Participant, Row, Table, Treaty,
    cell::{self, Cell},
    grid,
};
use crate::problem::{Problem, shown};

/// The columns of the form; the first three are needed.
pub(crate) const COLUMNS: [&str; 9] =
    ["participant", "act", "date", "agreement", "means", "capacity", "place", "note", "source"];

pub(crate) fn read(path: &Path, captured: Moment) -> (Vec<Captured>, Vec<Problem>) {
    let (files, mut problems) = grid::files(path);
    let mut tables = Vec::new();
    for file in files {
        match grid::read(&file) {
            Ok(grid) => tables.push(table(file.display().to_string(), grid, captured)),
            Err(problem) => problems.push(problem),
        }
    }
    (tables, problems)
}

/// Reads a table of our form. The day of capture may stand in the file (`# captured: 2025-11-01`).
pub(crate) fn table(place: String, grid: grid::Grid, captured: Moment) -> Captured {
    let mut problems = Vec::new();
    let remark =
        |key: &str| grid.remarks.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone()).filter(|v| !v.is_empty());
    let at = |name: &str| grid.columns.iter().position(|c| c == name);
    for column in grid.columns.iter().filter(|c| !COLUMNS.contains(&c.as_str())) {
        let what = format!("the column `{}` is not known", shown(column));
        problems.push(Problem::warning(&place, what, format!("it is passed over; known are {}", COLUMNS.join(", "))));
    }
    for needed in COLUMNS.iter().take(3).filter(|c| at(c).is_none()) {
        let what = format!("the head has no column `{needed}`");
        problems.push(Problem::error(&place, what, format!("the first line must name {}", COLUMNS.join(", "))));
    }
    let agreement = remark("agreement");
    let mut rows = Vec::new();
    for record in &grid.records {
        let here = format!("{place}:{}", record.line);
        let cell = |name: &str| at(name).and_then(|i| record.cells.get(i)).map_or("", |c| c.trim());
        let wrong = |column: &str, what: String, advice: String| {
            Problem::error(format!("{here}, column `{column}`"), what, advice)
        };
        if record.cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let treaty = match (cell("agreement"), &agreement) {
            ("", None) => {
                let advice = "write its id or name in the row, or `# agreement: ...` above the head";
                problems.push(wrong("agreement", "no agreement is named".to_owned(), advice.to_owned()));
                continue;
            }
            ("", Some(one)) => one.clone(),
            (own, _) => own.to_owned(),
        };
        let written = cell("act");
        let Ok(act) = written.parse::<Act>() else {
            let advice =
                "write an act of the vocabulary, for instance signs, consents, deposits, gives_notice".to_owned();
            problems.push(wrong("act", format!("`{}` is no act", shown(written)), advice));
            continue;
        };
        let value = |column: &str, role: claims::Role| {
            let word = cell(column);
            if word.is_empty() {
                return Ok(None);
            }
            let known = act.definition().values.iter().find(|(r, _)| *r == role).map_or(&[][..], |(_, v)| v);
            match known.iter().find(|v| **v == word) {
                Some(known) => Ok(Some(*known)),
                None => {
                    let list = if known.is_empty() { format!("{} takes none", act.name()) } else { known.join(", ") };
                    Err(wrong(column, format!("`{}` is not known here", shown(word)), format!("write one of: {list}")))
                }
            }
        };
        let (means, capacity) = match (value("means", claims::Role::Means), value("capacity", claims::Role::Capacity)) {
            (Ok(means), Ok(capacity)) => (means, capacity),
            (Err(problem), _) | (_, Err(problem)) => {
                problems.push(problem);
                continue;
            }
        };
        let date = match (cell("date"), cell("date").parse::<Moment>(), cell::read(cell("date"))) {
            ("", ..) => None,
            (_, Ok(moment), _) | (_, _, Cell::Date(moment, _)) => Some(moment),
            (written, ..) => {
                let advice = "write 1994, 1994-05 or 1994-05-11".to_owned();
                problems.push(wrong("date", format!("`{}` is no date", shown(written)), advice));
                continue;
            }
        };
        let participant = Participant::read(cell("participant"));
        if participant.name.is_empty() && act.definition().required.iter().any(|g| g.contains(&claims::Role::Actor)) {
            let advice = "name the state or organisation, by name or ISO 3166 code".to_owned();
            problems.push(wrong("participant", "nobody is named".to_owned(), advice));
            continue;
        }
        let meaning = Meaning { label: written.to_owned(), act, means, capacity, denied: false };
        let entry = Entry {
            column: at("date").unwrap_or_default(),
            written: cell("date").to_owned(),
            date,
            meanings: vec![meaning],
            lettered: false,
        };
        rows.push(Row {
            line: record.line,
            participant,
            treaty: Some(Treaty { id: Some(treaty.clone()), number: None, title: treaty }),
            cells: record.cells.clone(),
            span: record.span,
            entries: vec![entry],
        });
    }
    let captured = remark("captured").and_then(|c| c.parse().ok()).unwrap_or(captured);
    let title = remark("title").or_else(|| agreement.clone()).unwrap_or_else(|| place.clone());
    let name = Path::new(&place).file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let document = Document {
        label: place.clone(),
        language: remark("language").or_else(|| Some("en".to_owned())),
        published: Some(captured),
        publisher: remark("publisher"),
        url: remark("url"),
        title: Some(title.clone()),
        text: grid.text,
    };
    let agreement = Treaty { id: agreement, number: None, title };
    Captured {
        table: Table { place, key: format!("csv {name}"), document, agreement, columns: grid.columns, rows },
        problems,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(text: &str) -> Captured {
        let grid = grid::grid("t.csv", text.to_owned()).unwrap();
        table("t.csv".to_owned(), grid, "2025-11-01".parse().unwrap())
    }

    #[test]
    fn every_bad_cell_is_named() {
        let found = captured(
            "# agreement: paris-agreement\nparticipant,act,date,means\nChile,signs,2016-09-20,\nChile,joined,2016,\nPeru,consents,1 Foo,\n\
             Peru,consents,2016,by hand\n,signs,2016,\n",
        );
        let places: Vec<&str> = found.problems.iter().map(|p| p.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "t.csv:4, column `act`",
                "t.csv:5, column `date`",
                "t.csv:6, column `means`",
                "t.csv:7, column `participant`"
            ]
        );
        assert_eq!(found.table.rows.len(), 1);
        assert!(found.problems[2].advice.contains("ratification, acceptance"), "{}", found.problems[2]);
    }

    #[test]
    fn a_head_without_its_columns_is_said() {
        let found = captured("state,what\nChile,signs\n");
        assert!(found.problems.iter().any(|p| p.what.contains("no column `participant`")));
        assert!(found.table.rows.is_empty());
    }
}
