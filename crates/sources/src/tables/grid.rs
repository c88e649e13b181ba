//! Files of comma-separated values: cells with their line, and where their row stands in the text.

use std::{
    fs,
    path::{Path, PathBuf},
};

use claims::Span;
use text::CodePoints;

use crate::problem::Problem;

/// Largest table, in bytes.
const LARGEST: u64 = 256 << 20;

/// A file.
pub(crate) struct Grid {
    /// The text, in UTF-8.
    pub text: String,
    /// Lines before the head that begin with `#`: `# publisher: ...`.
    pub remarks: Vec<(String, String)>,
    /// The head.
    pub columns: Vec<String>,
    /// The rows behind it.
    pub records: Vec<Record>,
}

/// A row.
pub(crate) struct Record {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// Where it stands, in code points.
    pub span: Span,
}

/// The tables at a path, in the order of their names: the file itself, or the `.csv` files of a folder and of its subfolders.
pub(crate) fn files(path: &Path) -> (Vec<PathBuf>, Vec<Problem>) {
    if path.is_file() {
        return (vec![path.to_owned()], Vec::new());
    }
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        match fs::read_dir(&folder) {
            Ok(list) => {
                for entry in list.flatten() {
                    let path = entry.path();
                    // Links are not followed: a circle of them has no end.
                    let kind = entry.file_type();
                    if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
                        folders.push(path);
                    } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
                        files.push(path);
                    }
                }
            }
            Err(error) => problems.push(Problem::io(&folder, &error)),
        }
    }
    files.sort();
    if files.is_empty() && problems.is_empty() {
        problems.push(Problem::error(path.display().to_string(), "the folder holds no .csv file", "check the path"));
    }
    (files, problems)
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Grid, Problem> {
    let place = path.display().to_string();
    let size = fs::metadata(path).map_err(|e| Problem::io(path, &e))?.len();
    if size > LARGEST {
        let what = format!("the table is larger than {} MB", LARGEST >> 20);
        return Err(Problem::error(place, what, "split it into several files"));
    }
    let bytes = fs::read(path).map_err(|e| Problem::io(path, &e))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = String::from_utf8(bytes.to_vec()).map_err(|e| {
        let line =
            1 + bytes.get(..e.utf8_error().valid_up_to()).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
        Problem::error(format!("{place}:{line}"), "the table is not in UTF-8", "convert it, for instance with iconv")
    })?;
    grid(&place, text)
}

/// Parts a text into its cells.
pub(crate) fn grid(place: &str, text: String) -> Result<Grid, Problem> {
    let mut remarks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let Some(remark) = line.trim_start().strip_prefix('#') else { break };
        if let Some((key, value)) = remark.split_once(':') {
            remarks.push((key.trim().to_lowercase(), value.trim().to_owned()));
        }
        start += line.len();
    }
    let body = text.get(start..).unwrap_or_default();
    let before = u64::try_from(text.get(..start).unwrap_or_default().matches('\n').count()).unwrap_or(0);
    let points = CodePoints::new(&text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let (mut columns, mut records) = (Vec::new(), Vec::new());
    let mut record = csv::StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let line = before + reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                let what = format!("the row cannot be read ({error})");
                return Err(Problem::error(format!("{place}:{line}"), what, "check its quotation marks"));
            }
        }
        let to = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(body.len());
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if columns.is_empty() {
            columns = cells.iter().map(|c| c.trim().to_owned()).collect();
            continue;
        }
        let written = body.get(from..to).unwrap_or_default();
        let lead = written.len() - written.trim_start().len();
        let from = from + lead;
        let to = from + written.trim().len();
        let point = |byte: usize| u32::try_from(points.code_point(start + byte)).unwrap_or(u32::MAX);
        let skipped = written.get(..lead).unwrap_or_default().matches('\n').count();
        let line = line + u64::try_from(skipped).unwrap_or(0);
        records.push(Record { line, cells, span: Span { start: point(from), end: point(to) } });
    }
    if columns.is_empty() {
        return Err(Problem::error(place, "the table is empty", "its first line must name the columns"));
    }
    Ok(Grid { text, remarks, columns, records })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line_and_their_place() {
        let text = "# publisher: X\nParticipant,Signature\nCôte d'Ivoire,\"1 May\n1994\"\nמלטה,2 May 1994\n".to_owned();
        let grid = grid("t", text).unwrap();
        assert_eq!(grid.remarks, [("publisher".to_owned(), "X".to_owned())]);
        let words = |r: &Record| -> String {
            grid.text.chars().skip(r.span.start as usize).take((r.span.end - r.span.start) as usize).collect()
        };
        assert_eq!(words(&grid.records[0]), "Côte d'Ivoire,\"1 May\n1994\"");
        assert_eq!(words(&grid.records[1]), "מלטה,2 May 1994");
        assert_eq!([grid.records[0].line, grid.records[1].line], [3, 5]);
    }

    #[test]
    fn an_empty_table_is_said_to_be_one() {
        assert!(grid("t", String::new()).is_err());
        assert!(grid("t", "# only remarks\n".to_owned()).is_err());
    }
}
