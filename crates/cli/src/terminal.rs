//! Draws pages for a terminal: wrapped to its width, tables with columns that stay in place, right-to-left text isolated.

use anstyle::{AnsiColor, Effects, Style};
use comfy_table::{Attribute, Cell, ContentArrangement, LineStyle, Table as Drawn, presets::UTF8_HORIZONTAL_ONLY};
use registry::{Block, Column, END_ISOLATE, ISOLATE, Page, Table, is_rtl};
use unicode_width::UnicodeWidthStr;

/// Narrower than this nothing is drawn, whatever the terminal says.
const NARROWEST: usize = 40;
/// The width where there is no terminal.
const WITHOUT_TERMINAL: usize = 120;
/// Lines of sentences are not drawn wider than this.
const WIDEST_LINE: usize = 110;

/// How pages are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Columns of tables.
    pub width: usize,
    /// Columns of sentences; without a terminal they are not broken, so that `grep` finds them whole.
    pub line_width: usize,
    /// Whether styles are written; whoever prints strips them where they are not wanted.
    pub styled: bool,
}

impl Terminal {
    /// The terminal of the standard output.
    pub fn of_output(styled: bool) -> Terminal {
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).max(NARROWEST));
        let line_width = terminal.map_or(usize::MAX, |width| width.min(WIDEST_LINE));
        Terminal { width: terminal.unwrap_or(WITHOUT_TERMINAL), line_width, styled }
    }

    /// The page as text.
    pub fn draw(&self, page: &Page) -> String {
        let mut out = String::new();
        let bold = Style::new().effects(Effects::BOLD);
        let dim = Style::new().effects(Effects::DIMMED);
        let words = Style::new().fg_color(Some(AnsiColor::Cyan.into()));
        for block in &page.blocks {
            match block {
                Block::Title(text) | Block::Heading(text) => self.lines(text, 0, bold, &mut out),
                Block::Line(text) => self.lines(text, 0, Style::new(), &mut out),
                Block::Under(text) => self.lines(text, 4, Style::new(), &mut out),
                Block::Note(text) => self.lines(text, 0, dim, &mut out),
                Block::Words(text) => self.lines(text, 4, words, &mut out),
                Block::Table(table) => {
                    out.push_str(&self.table(table));
                    out.push('\n');
                }
                Block::Gap => out.push('\n'),
            }
        }
        out
    }

    fn lines(&self, text: &str, indent: usize, style: Style, out: &mut String) {
        let width = self.line_width.saturating_sub(indent);
        for line in wrap(text, width) {
            let indent = " ".repeat(indent);
            if self.styled && style != Style::new() {
                out.push_str(&format!("{indent}{style}{line}{style:#}\n"));
            } else {
                out.push_str(&format!("{indent}{line}\n"));
            }
        }
    }

    fn table(&self, table: &Table) -> String {
        let (columns, rows) = table.shown();
        let widths = self.widths(&columns, &rows);
        let mut drawn = Drawn::new();
        // Rows are ruled off only where they are more than a line high.
        let high = |(cell, width): (&&registry::Cell, &usize)| wrap(&cell.text, *width).len() > 1;
        let ruled = rows.iter().any(|row| row.iter().zip(&widths).any(high));
        let style = if ruled { UTF8_HORIZONTAL_ONLY } else { UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()) };
        drawn.load_style(style).set_content_arrangement(ContentArrangement::Disabled);
        let headings = columns.iter().zip(&widths).map(|(column, width)| {
            let cell = Cell::new(self.cell(&column.heading, *width));
            if self.styled { cell.add_attribute(Attribute::Bold) } else { cell }
        });
        drawn.set_header(headings);
        for row in &rows {
            drawn.add_row(row.iter().zip(&widths).map(|(cell, width)| self.cell(&cell.text, *width)));
        }
        if self.styled {
            drawn.enforce_styling();
        }
        drawn.to_string().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// The text of a cell, wrapped; every line that holds right-to-left text is isolated, so that neighbouring cells keep
    /// their places in terminals that reorder.
    fn cell(&self, text: &str, width: usize) -> String {
        let lines = wrap(text, width)
            .into_iter()
            .map(|line| if line.chars().any(is_rtl) { format!("{ISOLATE}{line}{END_ISOLATE}") } else { line });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Widths of the columns: as wide as they like if all fit, else the widest give way first.
    fn widths(&self, columns: &[&Column], rows: &[Vec<&registry::Cell>]) -> Vec<usize> {
        let natural = |(number, column): (usize, &&Column)| {
            let cells = rows.iter().filter_map(|row| row.get(number)).flat_map(|cell| cell.text.lines());
            cells.chain([column.heading.as_str()]).map(UnicodeWidthStr::width).max().unwrap_or(1).max(1)
        };
        let mut widths: Vec<usize> = columns.iter().enumerate().map(natural).collect();
        // Each column has a blank on either side.
        let available = self.width.saturating_sub(2 * widths.len() + 2).max(8 * widths.len());
        while widths.iter().sum::<usize>() > available {
            let Some(widest) = widths.iter_mut().max() else { break };
            if *widest <= 8 {
                break;
            }
            *widest -= 1;
        }
        widths
    }
}

/// Breaks a text at blanks into lines of at most `width` columns; a word that is longer is cut. An isolate that is open at
/// the end of a line is closed there and opened again on the next, because terminals forget it.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = Line::default();
        for word in paragraph.split(' ') {
            let space = usize::from(line.width > 0);
            if line.width + space + word.width() <= width {
                if space == 1 {
                    line.push(' ');
                }
                word.chars().for_each(|c| line.push(c));
                continue;
            }
            if line.width > 0 {
                lines.push(line.end());
            }
            for c in word.chars() {
                let wide = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
                if wide > 0 && line.width + wide > width {
                    lines.push(line.end());
                }
                line.push(c);
            }
        }
        lines.push(line.end());
    }
    lines
}

#[derive(Default)]
struct Line {
    text: String,
    width: usize,
    open: usize,
}

impl Line {
    fn push(&mut self, c: char) {
        match c {
            ISOLATE => self.open += 1,
            END_ISOLATE => self.open = self.open.saturating_sub(1),
            _ => self.width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0),
        }
        self.text.push(c);
    }

    /// The line with its isolates closed; what comes next begins with them open.
    fn end(&mut self) -> String {
        let mut line = std::mem::take(&mut self.text);
        line.extend(std::iter::repeat_n(END_ISOLATE, self.open));
        self.text.extend(std::iter::repeat_n(ISOLATE, self.open));
        self.width = 0;
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_keep_isolates_whole() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\nb", 9), ["a", "b"]);
        let wrapped = wrap("“\u{2068}אחת שתיים שלוש\u{2069}”", 9);
        for line in &wrapped {
            let count = |c| line.chars().filter(|x| *x == c).count();
            assert_eq!(count(ISOLATE), count(END_ISOLATE), "{wrapped:?}");
        }
        assert!(wrapped.len() > 1);
    }

    #[test]
    fn columns_line_up_for_hebrew() {
        let mut table = Table::new([("a", "name".to_owned()), ("b", "stage".to_owned())]);
        table.rows.push(vec!["קזחסטן".into(), "announced".into()]);
        table.rows.push(vec!["Kazakhstan".into(), "הוכרז".into()]);
        let terminal = Terminal { width: 60, line_width: 60, styled: false };
        let drawn = terminal.table(&table);
        let column = |line: &str, word: &str| line.split(word).next().map(UnicodeWidthStr::width);
        let lines: Vec<&str> = drawn.lines().collect();
        let first = lines.iter().find_map(|l| l.contains("announced").then(|| column(l, "announced")));
        let second = lines.iter().find_map(|l| l.contains("הוכרז").then(|| column(l, "\u{2068}הוכרז")));
        assert_eq!(first, second, "{drawn}");
    }

    #[test]
    fn a_table_keeps_to_the_width() {
        let mut table = Table::new([("a", "a".to_owned()), ("b", "b".to_owned()), ("c", "c".to_owned())]);
        table.rows.push(vec!["word ".repeat(30).into(), "short".into(), "word ".repeat(10).into()]);
        let drawn = Terminal { width: 80, line_width: 80, styled: false }.table(&table);
        assert!(drawn.lines().all(|l| l.width() <= 80), "{drawn}");
    }
}
