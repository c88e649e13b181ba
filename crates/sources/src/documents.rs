//! The documents of an input, one after the other.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use claims::Document;

use crate::{
    encoding::{self, Encoding},
    fields, header, html,
    input::{Form, Input, LARGEST_TEXT, Origin, Overrides},
    lines::Lines,
    listing::{form_of, list},
    problem::Problem,
};

/// Reads an input document by document. Nothing is read before it is asked for, and a JSONL file is never in memory as a whole.
///
/// A document with a warning gives two items: the warning (an `Err` of [`Severity::Warning`](crate::Severity)), then the
/// document.
pub fn documents(input: &Input) -> Documents {
    let mut documents = Documents {
        form: input.form,
        overrides: input.overrides.clone(),
        files: VecDeque::new(),
        stdin: input.origin == Origin::Stdin,
        lines: None,
        ready: VecDeque::new(),
        bytes: Arc::default(),
        ignored: 0,
    };
    if let Origin::Path(path) = &input.origin {
        let listing = list(&[path], input.form);
        documents.files = listing.files.into();
        documents.ignored = listing.ignored;
        documents.ready.extend(listing.problems.into_iter().map(Err));
    }
    documents
}

/// The documents of an input, and the problems among them. See [`documents`].
pub struct Documents {
    form: Form,
    overrides: Overrides,
    files: VecDeque<PathBuf>,
    stdin: bool,
    /// The JSONL file that is being read.
    lines: Option<Lines>,
    ready: VecDeque<Result<Document, Problem>>,
    bytes: Arc<AtomicU64>,
    ignored: usize,
}

impl Documents {
    /// Bytes read so far, for a progress bar against [`Listing::bytes`](crate::Listing).
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Files of the folder that were passed over ([`Listing::ignored`](crate::Listing)).
    pub fn ignored(&self) -> usize {
        self.ignored
    }

    fn open(&mut self, path: &Path) -> Result<(), Problem> {
        let file = File::open(path).map_err(|error| Problem::io(path, &error))?;
        let form = match self.form {
            Form::Auto => form_of(path).unwrap_or(Form::Auto),
            form => form,
        };
        self.start(Box::new(file), path.to_string_lossy().into_owned(), form)
    }

    /// Begins to read a stream. Text and HTML are read to their end at once.
    fn start(&mut self, stream: Box<dyn Read + Send>, file: String, form: Form) -> Result<(), Problem> {
        let counted = Counted { stream, bytes: Arc::clone(&self.bytes) };
        let mut reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, counted));
        let io = |error: &io::Error| Problem::io(Path::new(&file), error);
        let head = head(&mut reader).map_err(|error| io(&error))?;
        let reader: Box<dyn BufRead + Send> = Box::new(Cursor::new(head.clone()).chain(reader));
        let form = if form == Form::Auto { guess(&head) } else { form };
        let wide = Encoding::marked(&head).map(|(encoding, _)| encoding).or(self.overrides.encoding);
        let streams = wide.is_none_or(Encoding::keeps_ascii);
        match form {
            Form::Jsonl if streams => {
                if let Some(problem) = not_lines(&file, &head) {
                    return Err(problem);
                }
                let utf_8 = Encoding::marked(&head).is_some();
                let encoding = if utf_8 { None } else { self.overrides.encoding };
                self.lines = Some(Lines::new(reader, file, encoding));
                Ok(())
            }
            Form::Jsonl => {
                let text = encoding::decode(&file, whole(reader, &file)?, self.overrides.encoding)?;
                self.lines = Some(Lines::new(Box::new(Cursor::new(text.into_bytes())), file, None));
                Ok(())
            }
            Form::Html => {
                let bytes = whole(reader, &file)?;
                let declared = self.overrides.encoding.or_else(|| html::declared(&bytes));
                let page = encoding::decode(&file, bytes, declared)?;
                let read = html::read(&page, &file)?;
                self.ready.extend(read.warnings.into_iter().map(Err));
                self.give(read.document, file);
                Ok(())
            }
            Form::Auto | Form::Text => {
                let text = encoding::decode(&file, whole(reader, &file)?, self.overrides.encoding)?;
                self.text(text, file)
            }
        }
    }

    fn text(&mut self, mut text: String, file: String) -> Result<(), Problem> {
        let mut document = Document::default();
        let header = header::read(&text, &mut document, &file)?;
        text.drain(..header.length);
        if text.trim().is_empty() {
            return Err(Problem::error(
                file,
                "it has header lines, but no text",
                "write the text after the empty line",
            ));
        }
        document.text = text;
        self.ready.extend(header.warnings.into_iter().map(Err));
        self.give(document, file);
        Ok(())
    }

    fn give(&mut self, mut document: Document, file: String) {
        document.label = file;
        fields::override_with(&mut document, &self.overrides);
        self.ready.push_back(Ok(document));
    }
}

impl Iterator for Documents {
    type Item = Result<Document, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            if let Some(lines) = &mut self.lines {
                match lines.next(&self.overrides) {
                    Some(result) => return Some(result),
                    None => self.lines = None,
                }
            }
            let opened = if std::mem::take(&mut self.stdin) {
                self.start(Box::new(io::stdin()), "<stdin>".to_owned(), self.form)
            } else {
                let path = self.files.pop_front()?;
                self.open(&path)
            };
            if let Err(problem) = opened {
                return Some(Err(problem));
            }
        }
    }
}

/// Counts what is read from a stream.
struct Counted {
    stream: Box<dyn Read + Send>,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The first bytes of a stream, by which its form is told.
fn head(reader: &mut Box<dyn BufRead + Send>) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(4096).read_to_end(&mut head)?;
    Ok(head)
}

/// The form of a stream whose name says nothing.
fn guess(head: &[u8]) -> Form {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let starts = |word: &[u8]| head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if starts(b"<!doctype html") || starts(b"<html") {
        Form::Html
    } else if head.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\"")) {
        Form::Jsonl
    } else {
        Form::Text
    }
}

/// Why a stream can hold no lines of JSON at all. Said once for the file and not for each of its lines.
fn not_lines(file: &str, head: &[u8]) -> Option<Problem> {
    if head.is_empty() {
        return Some(Problem::error(file, "it is empty", "give a file with a document a line"));
    }
    let strange = encoding::mostly_controls(head).then_some("a binary file");
    let kind = encoding::kind(head).or(strange)?;
    Some(Problem::error(file, format!("this looks like {kind}, not lines of JSON"), "convert it to JSONL first"))
}

/// All of a stream, within the limit.
fn whole(reader: Box<dyn BufRead + Send>, file: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(LARGEST_TEXT).unwrap_or(u64::MAX).saturating_add(1);
    let read = reader.take(limit).read_to_end(&mut bytes);
    read.map_err(|error| Problem::io(Path::new(file), &error))?;
    if bytes.len() > LARGEST_TEXT {
        let what = format!("it is larger than {} MB", LARGEST_TEXT >> 20);
        return Err(Problem::error(file, what, "split it into several documents, or write them as JSONL"));
    }
    Ok(bytes)
}
