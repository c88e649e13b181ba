//! Lines of a stream, of which none can fill the memory, and the documents of a JSONL line.

use std::io::{self, BufRead, Read};

use claims::Document;
use serde_json::{Map, Value};

use crate::{
    encoding::{self, Encoding},
    fields::{self, Field},
    input::{LARGEST_LINE, Overrides},
    problem::{Problem, shown},
};

/// A JSONL stream.
pub(crate) struct Lines {
    reader: Box<dyn BufRead + Send>,
    /// The name of the file, for messages and labels.
    file: String,
    number: usize,
    buffer: Vec<u8>,
    /// How the lines are encoded, if not in UTF-8.
    encoding: Option<Encoding>,
}

/// What the buffer holds.
enum Found {
    Line,
    TooLong,
    End,
}

impl Lines {
    pub(crate) fn new(reader: Box<dyn BufRead + Send>, file: String, encoding: Option<Encoding>) -> Lines {
        Lines { reader, file, number: 0, buffer: Vec::new(), encoding }
    }

    /// The next document, or what is wrong with its line. Empty lines are passed over. None: the end. After an error of the
    /// device itself there is nothing more to read.
    pub(crate) fn next(&mut self, overrides: &Overrides) -> Option<Result<Document, Problem>> {
        loop {
            let read = match self.read() {
                Ok(read) => read,
                Err(error) => {
                    let path = std::path::PathBuf::from(&self.file);
                    // Nothing after this can be read: let the next call find the end.
                    self.reader = Box::new(io::empty());
                    return Some(Err(Problem::io(&path, &error)));
                }
            };
            let place = format!("{}:{}", self.file, self.number);
            match read {
                Found::End => return None,
                Found::TooLong => {
                    let what = format!("this line is longer than {} MB", LARGEST_LINE >> 20);
                    return Some(Err(Problem::error(place, what, "split the text into several documents")));
                }
                Found::Line if self.buffer.iter().all(u8::is_ascii_whitespace) => {}
                Found::Line => return Some(self.document(&place, overrides)),
            }
        }
    }

    /// Reads a line into the buffer, at most as much of it as is allowed; passes over the rest.
    fn read(&mut self) -> io::Result<Found> {
        self.buffer.clear();
        // A single huge line must not hold its memory for the rest of the file.
        self.buffer.shrink_to(1 << 20);
        let limit = u64::try_from(LARGEST_LINE).unwrap_or(u64::MAX).saturating_add(1);
        let length = (&mut self.reader).take(limit).read_until(b'\n', &mut self.buffer)?;
        if length == 0 {
            return Ok(Found::End);
        }
        self.number += 1;
        if self.number == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
            self.buffer.drain(..3);
        }
        if length > LARGEST_LINE && self.buffer.last() != Some(&b'\n') {
            self.buffer.clear();
            self.reader.skip_until(b'\n')?;
            return Ok(Found::TooLong);
        }
        Ok(Found::Line)
    }

    fn document(&mut self, place: &str, overrides: &Overrides) -> Result<Document, Problem> {
        let mut line = std::mem::take(&mut self.buffer);
        let result = match self.encoding {
            Some(encoding) => match encoding.decode(line) {
                Ok(text) => {
                    line = text.into_bytes();
                    parse(&line, place)
                }
                Err(offset) => return Err(encoding::undecodable(place, offset, encoding)),
            },
            None => parse(&line, place),
        };
        self.buffer = line;
        let mut document = result?;
        if document.label.is_empty() {
            place.clone_into(&mut document.label);
        }
        fields::override_with(&mut document, overrides);
        Ok(document)
    }
}

/// One line: an object with at least `text`.
fn parse(line: &[u8], place: &str) -> Result<Document, Problem> {
    const SHAPE: &str = "write one object a line: {\"id\": \"…\", \"text\": \"…\"}";
    let line = line.trim_ascii_end();
    if let Err(error) = std::str::from_utf8(line) {
        let what = format!("byte {} of this line is not valid UTF-8", error.valid_up_to());
        return Err(Problem::error(
            place,
            what,
            "save it as UTF-8, or name its encoding (windows-1251, windows-1255, …)",
        ));
    }
    let value: Value = serde_json::from_slice(line).map_err(|error| {
        let reason = error.to_string();
        let reason = match reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason) {
            "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
                "a \\u escape is half of a surrogate pair"
            }
            reason => reason,
        };
        Problem::error(place, format!("this line is no JSON ({reason}, byte {})", error.column()), SHAPE)
    })?;
    let Value::Object(mut object) = value else {
        return Err(Problem::error(place, format!("this line is {}, not an object", kind(&value)), SHAPE));
    };
    let Some(text) = string(&mut object, "text", place)? else {
        return Err(Problem::error(place, "this line has no `text`", SHAPE));
    };
    if text.trim().is_empty() {
        return Err(Problem::error(place, "its `text` is empty", "leave the line out or give it text"));
    }
    let mut document = Document { text, ..Document::default() };
    document.label = match object.remove("id") {
        Some(Value::Number(number)) => number.to_string(),
        Some(id) => {
            object.insert("id".to_owned(), id);
            string(&mut object, "id", place)?.unwrap_or_default()
        }
        None => String::new(),
    };
    for field in Field::ALL {
        if let Some(value) = string(&mut object, field.name(), place)? {
            fields::set(&mut document, field, &value, place)?;
        }
    }
    Ok(document)
}

/// The string of a key; none where it is missing or null.
fn string(object: &mut Map<String, Value>, key: &str, place: &str) -> Result<Option<String>, Problem> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(string)) => Ok(Some(string)),
        Some(other) => {
            let what = format!("`{}` is {}, not a string", shown(key), kind(&other));
            Err(Problem::error(place, what, format!("put it into quotation marks: \"{key}\": \"…\"")))
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
