//! What the caller wants read.

use std::path::{Path, PathBuf};

use claims::Moment;

use crate::{
    encoding::Encoding,
    problem::{Problem, shown},
};

/// The largest text or HTML file that is read, in bytes.
pub const LARGEST_TEXT: usize = 256 << 20;

/// The largest line of a JSONL file that is read, in bytes.
pub const LARGEST_LINE: usize = 64 << 20;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub origin: Origin,
    /// In which form it comes.
    pub form: Form,
    /// What the caller knows better than the source.
    pub overrides: Overrides,
}

/// Where an input is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A file, or a folder of which all files are read.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

/// The form of an input (`--input`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// By the end of the file's name; where that says nothing, by how the content begins (`{"`: JSONL, `<!doctype html`
    /// or `<html`: HTML), and else text.
    #[default]
    Auto,
    /// A document: optional header lines and an empty line, then the text.
    Text,
    /// A document a line: `{"id", "text", "lang"?, "published"?, "url"?, "publisher"?, "title"?}`.
    Jsonl,
    /// A web page: its visible text, its title, and what its `meta` elements say.
    Html,
}

impl std::str::FromStr for Form {
    type Err = Problem;

    fn from_str(word: &str) -> Result<Form, Problem> {
        match word {
            "auto" => Ok(Form::Auto),
            "text" => Ok(Form::Text),
            "jsonl" => Ok(Form::Jsonl),
            "html" => Ok(Form::Html),
            _ => Err(Problem::error("--input", format!("`{}` is no form", shown(word)), "write text, jsonl or html")),
        }
    }
}

/// What the caller says of every document. It goes before what the document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// When it was published.
    pub published: Option<Moment>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// How its bytes are encoded. A byte order mark goes before it; without both, UTF-8.
    pub encoding: Option<Encoding>,
}

impl Input {
    /// A file or folder, its form told by its name.
    pub fn path(path: impl AsRef<Path>) -> Input {
        Input { origin: Origin::Path(path.as_ref().to_owned()), form: Form::Auto, overrides: Overrides::default() }
    }

    /// Standard input, its form told by its beginning.
    pub fn stdin() -> Input {
        Input { origin: Origin::Stdin, form: Form::Auto, overrides: Overrides::default() }
    }

    /// The same in a given form.
    pub fn form(self, form: Form) -> Input {
        Input { form, ..self }
    }

    /// The same with what the caller knows.
    pub fn overrides(self, overrides: Overrides) -> Input {
        Input { overrides, ..self }
    }
}
