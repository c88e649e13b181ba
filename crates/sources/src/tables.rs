//! Status tables of depositaries: who signed, ratified, acceded, when, as the table itself says.
//!
//! A table is a source like a report: its text is the file, its day of publication the day of capture. Each dated cell is an
//! [`Entry`] with the words that prove it (its row). What the letters behind a date mean stands in the head of the column, table
//! by table ([`Legend`]): `a` is an accession in one table and an accession to the convention as amended in another.
//!
//! Nothing stops an import: a row that cannot be read is a [`Problem`] with file, row and cell, and the next row follows.
//!
//! Not here: who the participants are ([`claims_of`] asks the world), whether an earlier capture said otherwise ([`compare`]).

mod cell;
mod compare;
mod form;
mod grid;
mod legend;
mod participant;
mod resolve;
mod unts;
mod wipo;

use std::{fmt, str::FromStr};

use claims::{Act, Document, Moment, Span};

pub use compare::{Change, Class, compare};
pub use legend::{Legend, Meaning};
pub use participant::Participant;
pub use resolve::{Resolved, Told, claims_of, version};

use crate::problem::Problem;

/// Whose form a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableForm {
    /// Status tables of the United Nations Treaty Collection: a file a treaty, `index.csv` beside them.
    Unts,
    /// The table of the World Intellectual Property Organization: a row for a participant and treaty.
    Wipo,
    /// Our own form, for anybody's table: `docs/tables.md` explains it.
    Csv,
}

impl TableForm {
    /// The word by which the command line knows it.
    pub const fn code(self) -> &'static str {
        match self {
            TableForm::Unts => "unts",
            TableForm::Wipo => "wipo",
            TableForm::Csv => "csv",
        }
    }
}

impl fmt::Display for TableForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for TableForm {
    type Err = String;

    fn from_str(word: &str) -> Result<TableForm, String> {
        [TableForm::Unts, TableForm::Wipo, TableForm::Csv]
            .into_iter()
            .find(|f| f.code() == word)
            .ok_or_else(|| format!("`{word}` is no form of table; known are unts, wipo and csv"))
    }
}

/// A status table as it was captured on one day.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The file, for messages.
    pub place: String,
    /// The table's own name: equal for all captures of it (`unts 4-3`).
    pub key: String,
    /// The table as a source: its text, title, address, publisher, and the day of capture.
    pub document: Document,
    /// The agreement, as the source names it.
    pub agreement: Treaty,
    /// The columns' headings, the participant's own first.
    pub columns: Vec<String>,
    /// Rows with at least a participant.
    pub rows: Vec<Row>,
}

/// A treaty, as a depositary names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Treaty {
    /// Our id, where the table gives it (`--table csv`).
    pub id: Option<String>,
    /// The depositary's own number (`IV-3`), where it has one.
    pub number: Option<String>,
    /// The title.
    pub title: String,
}

/// A row: a participant and what the table says of it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The line of the file, from 1.
    pub line: u64,
    /// The participant.
    pub participant: Participant,
    /// The treaty, where the table holds several.
    pub treaty: Option<Treaty>,
    /// The cells behind the participant, as written, in the order of the columns.
    pub cells: Vec<String>,
    /// The row in the text, in code points.
    pub span: Span,
    /// What its cells say.
    pub entries: Vec<Entry>,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The column, as an index into [`Table::columns`].
    pub column: usize,
    /// The cell as written.
    pub written: String,
    /// The day; `None` for an undecided date (more than one meaning) too.
    pub date: Option<Moment>,
    /// What was done; more than one where the head of the column leaves it open, none where it tells nothing.
    pub meanings: Vec<Meaning>,
    /// The date has a letter behind it.
    pub lettered: bool,
}

impl Entry {
    /// What was done, if the head of the column leaves no doubt.
    pub fn meaning(&self) -> Option<&Meaning> {
        match self.meanings.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The act, if all meanings have the same: of consent by unknown means it is known that it is consent.
    pub fn act(&self) -> Option<Act> {
        let first = self.meanings.first()?.act;
        self.meanings.iter().all(|m| m.act == first).then_some(first)
    }
}

/// A table with what could not be read of it.
#[derive(Debug, Clone, Default)]
pub struct Captured {
    /// The table.
    pub table: Table,
    /// Rows and cells that could not be read.
    pub problems: Vec<Problem>,
}

/// How the dates of a table were understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Cells with a date, or with what should be one.
    pub dates: u64,
    /// Dates with a letter that the column's own head explains, or without one under a single plain label.
    pub resolved: u64,
    /// Of these, dates with a letter.
    pub lettered: u64,
    /// Dates without a letter under several plain labels, or under none.
    pub ambiguous: u64,
    /// Dates with a letter that the head does not know; cells that are no date.
    pub unresolved: u64,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.dates += other.dates;
        self.resolved += other.resolved;
        self.lettered += other.lettered;
        self.ambiguous += other.ambiguous;
        self.unresolved += other.unresolved;
    }
}

impl Table {
    /// Counts the dates. `unresolved` are those that became problems.
    pub fn count(&self, unresolved: u64) -> Count {
        let mut count = Count { dates: unresolved, unresolved, ..Count::default() };
        for entry in self.rows.iter().flat_map(|r| &r.entries) {
            count.dates += 1;
            match entry.meaning() {
                Some(_) => {
                    count.resolved += 1;
                    count.lettered += u64::from(entry.lettered);
                }
                None => count.ambiguous += 1,
            }
        }
        count
    }
}

/// Reads the tables at a path: a file, or a folder of files. `captured` is the day on which they were taken from their source.
///
/// What cannot be read stands among the problems; the rest is read.
pub fn tables(form: TableForm, path: &std::path::Path, captured: Moment) -> (Vec<Captured>, Vec<Problem>) {
    match form {
        TableForm::Unts => unts::read(path, captured),
        TableForm::Wipo => wipo::read(path, captured),
        TableForm::Csv => form::read(path, captured),
    }
}

/// The table that a document is, read again from its text: an earlier capture out of a ledger. `None`: it cannot be read.
pub fn again(form: TableForm, document: &Document) -> Option<Table> {
    let grid = grid::grid(&document.label, document.text.clone()).ok()?;
    let captured = match form {
        TableForm::Unts => unts::again(document, grid),
        TableForm::Wipo => wipo::again(document, grid)?,
        TableForm::Csv => form::table(document.label.clone(), grid, document.published?),
    };
    Some(Table { document: document.clone(), ..captured.table })
}
