//! The line form shared by all word and frame files: fields separated by blanks, `_` for a blank inside a field, `#` for a
//! comment to the end of the line.

use crate::Error;

/// One line of a file, with where it stands.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The file, as the user knows it: `languages/he/words/verbs.txt`.
    pub file: &'a str,
    /// Its number, from 1.
    pub number: usize,
    /// Its fields, at least one.
    pub fields: Vec<&'a str>,
}

impl Line<'_> {
    /// `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.number)
    }

    /// An error about this line.
    pub fn error(&self, what: impl Into<String>) -> Error {
        Error::Line { place: self.place(), what: what.into() }
    }
}

/// The lines of a file that hold something.
pub fn lines<'a>(file: &'a str, source: &'a str) -> impl Iterator<Item = Line<'a>> {
    source.lines().enumerate().filter_map(move |(i, line)| {
        let line = match line.find('#') {
            Some(0) => "",
            Some(at) if line[..at].ends_with(char::is_whitespace) => &line[..at],
            _ => line,
        };
        let fields: Vec<&str> = line.split_whitespace().collect();
        (!fields.is_empty()).then_some(Line { file, number: i + 1, fields })
    })
}

/// `_` stands for a blank.
pub fn spaced(field: &str) -> String {
    field.replace('_', " ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_and_places() {
        let found: Vec<_> = super::lines("f", "# head\n\na b_c # rest\nd#e\n").collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].number, found[0].fields.as_slice()), (3, &["a", "b_c"][..]));
        assert_eq!(found[1].fields, ["d#e"]);
    }
}
