//! The ledger as a handle: opening it, and what every question needs.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use claims::Source;
use rusqlite::{Connection, OptionalExtension};

use crate::{
    Batch, Error, Head, Result,
    file::{self, WriterLock},
    index::IndexError,
    instant::{self, Instant},
    packed::{self, Unpack},
    rows::{BatchRow, ClaimRow, DocumentRow, ReadingRow, Stored},
    seal::{hex, id_bytes},
    words::{Known, Vocabulary, Word},
};

/// An open ledger: for writing ([`Ledger::create_or_open`], one at a time) or for reading ([`Ledger::open_read_only`],
/// as many as you like, beside the writer). It can move to another thread; threads that ask at the same time open one
/// each.
///
/// Every question takes `known_at`, an RFC 3339 instant: what was recorded later is not seen; `None` is everything. For
/// each document, the last reading recorded by then counts, and only its claims are given. Answers come in the order of
/// claim ids, whatever the order of arrival.
///
/// All questions return [`Error::Instant`] for an instant that cannot be read, and [`Error::Damaged`], [`Error::Index`] or
/// [`Error::Sqlite`] where the file cannot be read; none panics.
pub struct Ledger {
    // Closed before the lock is given back.
    pub(crate) connection: Connection,
    pub(crate) file: PathBuf,
    pub(crate) words: RefCell<Known>,
    held: RefCell<Generations>,
    pub(crate) poisoned: Cell<bool>,
    lock: Option<WriterLock>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").field("file", &self.file).field("writes", &self.lock.is_some()).finish()
    }
}

/// A reading with its source, as questions need it.
#[derive(Debug)]
pub(crate) struct Held {
    pub row: ReadingRow,
    /// Numbers of its claims, sorted; None: those from `row.first` on.
    members: Option<Vec<i64>>,
    pub source: Source,
}

impl Held {
    /// Whether the reading holds the claim with that number.
    pub fn holds(&self, claim: i64) -> bool {
        match &self.members {
            Some(members) => members.binary_search(&claim).is_ok(),
            None => claim >= self.row.first && claim - self.row.first < self.row.claims,
        }
    }
}

/// Readings kept in memory with their sources: those asked for lately, and those before them.
#[derive(Default)]
struct Generations {
    young: HashMap<i64, Arc<Held>>,
    old: HashMap<i64, Arc<Held>>,
}

impl Generations {
    /// Readings in one generation, some 20 MB.
    const MOST: usize = 1 << 15;

    fn get(&mut self, reading: i64) -> Option<Arc<Held>> {
        if let Some(held) = self.young.get(&reading) {
            return Some(Arc::clone(held));
        }
        let held = self.old.remove(&reading)?;
        self.insert(reading, &held);
        Some(held)
    }

    fn insert(&mut self, reading: i64, held: &Arc<Held>) {
        if self.young.len() >= Self::MOST {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(reading, Arc::clone(held));
    }
}

impl Ledger {
    /// Opens the ledger at `file` for writing; makes it, with its folder, if there is none.
    ///
    /// # Errors
    /// [`Error::Locked`] while another process (or handle) writes; [`Error::NotALedger`], [`Error::Newer`],
    /// [`Error::Folder`], [`Error::File`], [`Error::Damaged`], [`Error::DiskFull`] as they say.
    pub fn create_or_open(file: impl AsRef<Path>) -> Result<Ledger> {
        let (file, connection, lock) = file::open_for_writing(file.as_ref())?;
        Ok(Ledger::new(file, connection, Some(lock)))
    }

    /// Opens an existing ledger for reading. Needs no lock and never waits for the writer.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotALedger`], [`Error::Newer`], [`Error::Older`], [`Error::Folder`], [`Error::File`],
    /// [`Error::Damaged`] as they say.
    pub fn open_read_only(file: impl AsRef<Path>) -> Result<Ledger> {
        let (file, connection) = file::open_for_reading(file.as_ref())?;
        Ok(Ledger::new(file, connection, None))
    }

    fn new(file: PathBuf, connection: Connection, lock: Option<WriterLock>) -> Ledger {
        Ledger {
            connection,
            file,
            words: RefCell::default(),
            held: RefCell::default(),
            poisoned: Cell::new(false),
            lock,
        }
    }

    /// Where the ledger is, by its real name.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Lets this handle keep up to so many bytes of the file in memory; 128 MiB unless told otherwise. A server that is asked
    /// about everything in turn is quickest when the rows of claims and documents fit (some 170 bytes a claim; texts
    /// are seldom needed). Memory is taken as pages are read, not at once.
    ///
    /// # Errors
    /// Where SQLite refuses.
    pub fn set_cache(&self, bytes: u64) -> Result<()> {
        let kibibytes = i64::try_from(bytes / 1024).unwrap_or(i64::MAX).min(i32::MAX.into());
        self.sql("setting the cache", self.connection.pragma_update(None, "cache_size", -kibibytes))
    }

    /// Where it ends now.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn head(&self) -> Result<Head> {
        let last = self.last_batch()?;
        Ok(last.map_or_else(Head::beginning, |batch| batch.head()))
    }

    /// Begins a batch: one transaction, on disk when committed, gone when dropped.
    ///
    /// # Errors
    /// [`Error::ReadOnly`]; [`Error::Poisoned`] after a write failed.
    pub fn begin(&mut self) -> Result<Batch<'_>> {
        self.may_write()?;
        Batch::begin(self)
    }

    /// Whether this handle may write, now.
    pub(crate) fn may_write(&self) -> Result<()> {
        match (&self.lock, self.poisoned.get()) {
            (None, _) => Err(Error::ReadOnly(self.file.clone())),
            (Some(_), true) => Err(Error::Poisoned(self.file.clone())),
            (Some(_), false) => Ok(()),
        }
    }

    /// Runs a question on one state of the ledger, whatever a writer does meanwhile.
    pub(crate) fn snapshot<T>(&self, question: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.connection.is_autocommit() {
            return question();
        }
        let run = |statement| self.connection.prepare_cached(statement).and_then(|mut run| run.execute([]));
        self.sql("beginning to read", run("BEGIN"))?;
        let answer = question();
        // Nothing was written, so that nothing is lost if this fails; the next question would say so.
        let _ = run("COMMIT");
        answer
    }

    pub(crate) fn sql<T>(&self, doing: &'static str, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| Error::sqlite(&self.file, doing, error))
    }

    pub(crate) fn index<T>(&self, doing: &'static str, result: Result<T, IndexError>) -> Result<T> {
        result.map_err(|error| match error {
            IndexError::Sqlite(error) => Error::sqlite(&self.file, doing, error),
            IndexError::Block(number) => {
                Error::Index { file: self.file.clone(), what: format!("block {number}, while {doing}") }
            }
        })
    }

    pub(crate) fn damaged(&self, what: impl Into<String>) -> Error {
        Error::Damaged { file: self.file.clone(), what: what.into() }
    }

    /// The row with that number, if there is one; damaged rows are errors.
    pub(crate) fn row<R: Stored>(&self, number: i64) -> Result<Option<R>> {
        let found =
            self.connection.prepare_cached(R::ONE).and_then(|mut one| one.query_row([number], R::read).optional());
        match self.stored(R::NAME, number, found)? {
            Some(row) => self.sound(row).map(Some),
            None => Ok(None),
        }
    }

    /// The same for a row that must be there.
    pub(crate) fn must<R: Stored>(&self, number: i64) -> Result<R> {
        self.row(number)?.ok_or_else(|| self.damaged(format!("row {number} of {} is missing", R::NAME)))
    }

    /// Turns values of the wrong type into damage.
    fn stored<T>(&self, table: &str, number: i64, found: rusqlite::Result<T>) -> Result<T> {
        use rusqlite::Error as Sql;
        match found {
            Err(Sql::InvalidColumnType(..) | Sql::FromSqlConversionFailure(..) | Sql::Utf8Error(..)) => {
                Err(self.damaged(format!("row {number} of {table} holds bytes that were never written there")))
            }
            other => self.sql("reading a row", other),
        }
    }

    pub(crate) fn sound<R: Stored>(&self, row: R) -> Result<R> {
        if row.is_sound() {
            Ok(row)
        } else {
            Err(self.damaged(format!("{}: the stored bytes do not match their checksum", row.name())))
        }
    }

    pub(crate) fn last_batch(&self) -> Result<Option<BatchRow>> {
        let sql = format!("SELECT {} FROM batches ORDER BY number DESC LIMIT 1", BatchRow::COLUMNS);
        let found =
            self.connection.prepare_cached(&sql).and_then(|mut last| last.query_row([], BatchRow::read).optional());
        self.sql("reading the last batch", found)
    }

    /// The number of a word, if the ledger has it.
    pub(crate) fn known_word(&self, word: &str) -> Result<Option<u32>> {
        if let Some(number) = self.words.borrow().number(word) {
            return Ok(Some(number));
        }
        let found = self
            .connection
            .prepare_cached("SELECT number FROM words WHERE word = ?1")
            .and_then(|mut one| one.query_row([word], |row| row.get::<_, u32>(0)).optional());
        let number = self.sql("looking up a word", found)?;
        if let Some(number) = number {
            self.words.borrow_mut().keep_number(word, number);
        }
        Ok(number)
    }

    /// The text of a word that must be there.
    pub(crate) fn word_text(&self, number: i64) -> Result<String> {
        let word = match u32::try_from(number) {
            Ok(number) => self.word(number)?,
            Err(_) => None,
        };
        word.map(|word| word.text.as_ref().to_owned()).ok_or_else(|| self.damaged(format!("word {number} is missing")))
    }

    /// A reading with its source.
    pub(crate) fn held(&self, reading: i64) -> Result<Arc<Held>> {
        if let Some(held) = self.held.borrow_mut().get(reading) {
            return Ok(held);
        }
        let row: ReadingRow = self.must(reading)?;
        let document: DocumentRow = self.must(row.document)?;
        let members = match &row.members {
            None => None,
            Some(_) => {
                let mut members =
                    row.members().ok_or_else(|| self.damaged(format!("{} lists no claims", row.name())))?;
                members.sort_unstable();
                Some(members)
            }
        };
        let published = document.published().map_err(|what| self.damaged(format!("{}: {what}", document.name())))?;
        let source = Source {
            document: hex(&document.id),
            text_id: hex(&document.text_id),
            fingerprint: row.fingerprint.cast_unsigned(),
            publisher: document.publisher,
            url: document.url,
            published,
            language: row.language.clone(),
            title: document.title,
            recorded: instant::write(row.recorded),
        };
        let held = Arc::new(Held { row, members, source });
        self.held.borrow_mut().insert(reading, &held);
        Ok(held)
    }

    /// The reading of a document that counts at that instant: the last one recorded by then.
    pub(crate) fn counting(&self, document: i64, known: Instant) -> Result<Option<i64>> {
        // The choice is made here: a bound on `recorded` makes SQLite plan the statement anew each time.
        let found = (|| {
            let sql = "SELECT recorded, number FROM readings WHERE document = ?1";
            let mut all = self.connection.prepare_cached(sql)?;
            let mut rows = all.query([document])?;
            let mut last: Option<(Instant, i64)> = None;
            while let Some(row) = rows.next()? {
                let reading = (row.get(0)?, row.get(1)?);
                if reading.0 <= known {
                    last = last.max(Some(reading));
                }
            }
            Ok(last.map(|(_, number)| number))
        })();
        self.sql("looking for the reading that counts", found)
    }

    /// How many readings a document has.
    pub(crate) fn readings_of(&self, document: i64) -> Result<i64> {
        let found = self
            .connection
            .prepare_cached("SELECT count(*) FROM readings WHERE document = ?1")
            .and_then(|mut one| one.query_row([document], |row| row.get(0)));
        self.sql("counting readings", found)
    }

    /// Whether it is known that no document has several readings.
    pub(crate) fn nothing_was_reread(&self) -> Result<bool> {
        let Some(last) = self.last_batch()? else { return Ok(true) };
        let standing = self.sql("reading the summary", self.standing_after(last.number))?;
        Ok(standing.is_some_and(|standing| standing.reread == 0))
    }

    /// The number of a document by its full id.
    pub(crate) fn document_number(&self, id: &str) -> Result<Option<i64>> {
        let Some(id) = id_bytes(id) else { return Ok(None) };
        let found = self
            .connection
            .prepare_cached("SELECT number FROM documents WHERE id = ?1")
            .and_then(|mut one| one.query_row([id.as_slice()], |row| row.get(0)).optional());
        self.sql("looking for a document", found)
    }

    /// The claim in a row; `document` is its id.
    pub(crate) fn unpack(&self, row: &ClaimRow, document: &str) -> Result<claims::Claim> {
        packed::unpack(row.packed(), hex(row.id()), document.to_owned(), self).map_err(|error| match error {
            Unpack::Words(error) => error,
            Unpack::UnknownAct(act) => {
                Error::UnknownAct { file: self.file.clone(), document: document.to_owned(), act }
            }
            Unpack::Cut => self.damaged(format!("{} of document {document} cannot be unpacked", row.name())),
        })
    }

    /// Takes back what a rolled back batch had put into memory.
    pub(crate) fn forget(&self, last_word: i64, last_reading: i64) {
        self.words.borrow_mut().forget_after(u32::try_from(last_word).unwrap_or(0));
        let mut held = self.held.borrow_mut();
        held.young.retain(|reading, _| *reading <= last_reading);
        held.old.retain(|reading, _| *reading <= last_reading);
    }
}

impl Vocabulary for Ledger {
    type Error = Error;

    fn word(&self, number: u32) -> Result<Option<Arc<Word>>> {
        if let Some(word) = self.words.borrow().word(number) {
            return Ok(Some(word));
        }
        let Some(row) = self.row::<crate::rows::WordRow>(number.into())? else { return Ok(None) };
        let word = Arc::new(Word::new(&row.word));
        self.words.borrow_mut().keep(number, &word);
        Ok(Some(word))
    }
}

impl Head {
    /// The head of an empty ledger.
    pub(crate) fn beginning() -> Head {
        Head { batch: 0, chain: hex(&crate::seal::Chain::default()) }
    }
}

impl BatchRow {
    pub(crate) fn head(&self) -> Head {
        Head { batch: self.number.unsigned_abs(), chain: hex(&self.chain) }
    }
}
