//! Reading documents: one after the other for whoever listens, several at a time inside.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use claims::{Document, Line, Reading};
use reader::Reader;

use crate::{error::Result, knowledge::Knowledge};

/// Which layers of a reading are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layers {
    /// Names.
    pub mentions: bool,
    /// Time expressions.
    pub times: bool,
    /// Quotations.
    pub quotations: bool,
    /// Claims.
    pub claims: bool,
}

impl Layers {
    /// All of them.
    pub const ALL: Layers = Layers { mentions: true, times: true, quotations: true, claims: true };
    /// None of them.
    pub const NONE: Layers = Layers { mentions: false, times: false, quotations: false, claims: false };
}

/// How documents are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// What the reader is told.
    pub reader: reader::Options,
    /// Threads; 0: one a processor.
    pub jobs: usize,
}

/// Documents that are read together: enough to keep the threads busy, few enough to keep little in memory.
const CHUNK: usize = 64;
/// Bytes of text at which a chunk is full. With one thread, every document is a chunk: who feeds the program a document at a time
/// gets each answer at once.
const CHUNK_BYTES: usize = 4 << 20;

impl Knowledge {
    /// Reads documents and hands each with its reading to `each`, in their order. The first error ends it.
    ///
    /// # Errors
    /// If the data cannot be read, or what `each` returns.
    pub fn read(
        &self,
        documents: impl IntoIterator<Item = Document>,
        options: &ReadOptions,
        mut each: impl FnMut(Document, Reading) -> Result<()>,
    ) -> Result<()> {
        let reader = self.reader()?;
        let mut documents = documents.into_iter();
        loop {
            let chunk = chunk(&mut documents, if options.jobs == 1 { 1 } else { CHUNK });
            if chunk.is_empty() {
                return Ok(());
            }
            let readings = read_all(&reader, &chunk, options)?;
            for (document, reading) in chunk.into_iter().zip(readings) {
                each(document, reading)?;
            }
        }
    }

    /// Shows how a document is read: which rules were tried, which slot failed and why.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn explain(&self, document: &Document, options: &ReadOptions) -> Result<reader::Explanation> {
        Ok(self.reader()?.explain(document, &options.reader)?)
    }
}

fn chunk(documents: &mut impl Iterator<Item = Document>, most: usize) -> Vec<Document> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < most && bytes < CHUNK_BYTES {
        let Some(document) = documents.next() else { break };
        bytes += document.text.len();
        chunk.push(document);
    }
    chunk
}

/// Readings of documents, in their order.
pub(crate) fn read_all(reader: &Reader<'_>, documents: &[Document], options: &ReadOptions) -> Result<Vec<Reading>> {
    let processors = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = if options.jobs == 0 { processors() } else { options.jobs }.min(documents.len());
    if jobs <= 1 {
        return documents.iter().map(|d| Ok(reader.read(d, &options.reader)?)).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(documents.len()));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((number, document)) = {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    documents.get(number).map(|d| (number, d))
                } {
                    let reading = reader.read(document, &options.reader);
                    if let Ok(mut done) = done.lock() {
                        done.push((number, reading));
                    }
                }
            });
        }
    });
    let mut readings = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    readings.sort_by_key(|(number, _)| *number);
    readings.into_iter().map(|(_, reading)| Ok(reading?)).collect()
}

/// The lines of a reading, as `read --format jsonl` prints them. The document goes by its label where it has one.
pub fn lines(document: &Document, reading: Reading, layers: Layers) -> impl Iterator<Item = Line> {
    let mentions = reading.mentions.into_iter().filter(move |_| layers.mentions).map(Line::Mention);
    let times = reading.times.into_iter().filter(move |_| layers.times).map(Line::Time);
    let quotations = reading.quotations.into_iter().filter(move |_| layers.quotations).map(Line::Quotation);
    let claims = reading.claims.into_iter().filter(move |_| layers.claims).map(|c| Line::Claim(Box::new(c)));
    let label = document.label.clone();
    mentions.chain(times).chain(quotations).chain(claims).map(move |mut line| {
        if !label.is_empty() {
            let name = match &mut line {
                Line::Mention(line) => &mut line.document,
                Line::Time(line) => &mut line.document,
                Line::Quotation(line) => &mut line.document,
                Line::Claim(line) => &mut line.document,
            };
            name.clone_from(&label);
        }
        line
    })
}
