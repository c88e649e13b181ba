//! An answer as it is shown: titles, lines and tables of ready words, for whoever draws them (a terminal, a page, a sheet).

use crate::wording::plain;

/// What is shown of an answer, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Its parts.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the page is about.
    Title(String),
    /// A heading within it.
    Heading(String),
    /// A sentence.
    Line(String),
    /// A sentence that belongs to the line above it.
    Under(String),
    /// A sentence of less weight: what was read, where to go on.
    Note(String),
    /// Words of a source.
    Words(String),
    /// A table.
    Table(Table),
    /// Space between parts.
    Gap,
}

/// A table of ready words. Its first one is the answer as CSV.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in CSV; the same in every language.
    pub key: &'static str,
    /// Its heading in the language of the page.
    pub heading: String,
    /// Whether it stands in CSV only, because a page says the same elsewhere.
    pub only_csv: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What is shown; lines are parted by `\n`.
    pub text: String,
    /// What CSV gives instead, where the cell stands for a code.
    pub code: Option<String>,
}

impl Cell {
    /// A cell that shows one thing and stands for another.
    pub fn coded(text: impl Into<String>, code: impl Into<String>) -> Cell {
        Cell { text: text.into(), code: Some(code.into()) }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell { text: text.into(), code: None }
    }
}

impl Page {
    /// An empty page.
    pub fn new() -> Page {
        Page::default()
    }

    /// Adds a part; an empty sentence adds nothing.
    pub fn push(&mut self, block: Block) {
        let empty = match &block {
            Block::Title(s)
            | Block::Heading(s)
            | Block::Line(s)
            | Block::Under(s)
            | Block::Note(s)
            | Block::Words(s) => s.is_empty(),
            Block::Table(table) => table.rows.is_empty(),
            Block::Gap => matches!(self.blocks.last(), None | Some(Block::Gap)),
        };
        if !empty {
            self.blocks.push(block);
        }
    }

    /// The first table.
    pub fn table(&self) -> Option<&Table> {
        self.blocks.iter().find_map(|b| if let Block::Table(table) = b { Some(table) } else { None })
    }

    /// The first table as CSV (RFC 4180, with a line of names); empty where there is none. Codes stand for words. A cell that
    /// a spreadsheet would take for a formula gets an apostrophe before it.
    pub fn csv(&self) -> String {
        self.table().map(Table::csv).unwrap_or_default()
    }
}

impl Table {
    /// A table with these columns: name in CSV, heading.
    pub fn new(columns: impl IntoIterator<Item = (&'static str, String)>) -> Table {
        let columns = columns.into_iter().map(|(key, heading)| Column { key, heading, only_csv: false }).collect();
        Table { columns, rows: Vec::new() }
    }

    /// The same table with a column that stands in CSV only.
    pub fn with_only_in_csv(mut self, key: &str) -> Table {
        self.columns.iter_mut().filter(|c| c.key == key).for_each(|c| c.only_csv = true);
        self
    }

    /// The columns and cells that a page shows.
    pub fn shown(&self) -> (Vec<&Column>, Vec<Vec<&Cell>>) {
        let shown = |i: &usize| self.columns.get(*i).is_some_and(|c| !c.only_csv);
        let cells = |row: &'_ Vec<Cell>| (0..row.len()).filter(shown).collect::<Vec<usize>>();
        let columns = (0..self.columns.len()).filter(shown).filter_map(|i| self.columns.get(i)).collect();
        let rows = self.rows.iter().map(|row| cells(row).into_iter().filter_map(|i| row.get(i)).collect()).collect();
        (columns, rows)
    }

    /// The table without the columns in which no row has anything.
    pub fn without_empty_columns(mut self) -> Table {
        let kept: Vec<bool> = (0..self.columns.len())
            .map(|c| self.rows.iter().any(|row| row.get(c).is_some_and(|cell| !cell.text.is_empty())))
            .collect();
        let mut at = 0;
        self.columns.retain(|_| {
            at += 1;
            kept[at - 1]
        });
        for row in &mut self.rows {
            let mut at = 0;
            row.retain(|_| {
                at += 1;
                kept.get(at - 1).copied().unwrap_or_default()
            });
        }
        self
    }

    /// The table as CSV.
    pub fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing into memory cannot fail.
        let _ = writer.write_record(self.columns.iter().map(|c| c.key));
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(|cell| {
                let shown = cell.code.as_deref().unwrap_or(&cell.text).replace('\n', "; ");
                guarded(&plain(&shown))
            }));
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// A cell that begins like a formula, made harmless.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_gives_codes_and_no_formula() {
        let mut table = Table::new([("id", "מדינה".to_owned()), ("name", "name".to_owned())]);
        table.rows.push(vec![Cell::coded("\u{2068}קזחסטן\u{2069}", "KAZ"), "=1+1".into()]);
        table.rows.push(vec!["a, \"b\"".into(), "\u{2068}-x\u{2069}\ny".into()]);
        assert_eq!(table.csv(), "id,name\r\nKAZ,'=1+1\r\n\"a, \"\"b\"\"\",'-x; y\r\n");
    }

    #[test]
    fn empty_parts_are_left_out() {
        let mut page = Page::new();
        page.push(Block::Gap);
        page.push(Block::Line(String::new()));
        page.push(Block::Table(Table::new([("id", "id".to_owned())])));
        assert!(page.blocks.is_empty());
        let mut table = Table::new([("a", "a".to_owned()), ("b", "b".to_owned())]);
        table.rows.push(vec!["".into(), "x".into()]);
        let table = table.without_empty_columns();
        assert_eq!((table.columns[0].key, table.rows[0].len()), ("b", 1));
    }
}
