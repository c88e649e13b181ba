//! The end of a batch, and what every row of one needs: its place in the chain, its words, its checksum.

use rusqlite::{OptionalExtension, params};

use crate::{
    Batch, Error, Ledger, Receipt, Result, index,
    instant::Instant,
    rows::{BatchRow, BodyRow, Last, Stored, WordRow},
    seal::Chain,
    summary::tally,
    words,
};

/// How hard texts are compressed: zstd's own default, a good middle.
const LEVEL: i32 = 3;

impl Batch<'_> {
    /// Writes the batch to disk. When it returns, nothing of it can be lost, whatever happens to the process or the
    /// machine. A batch to which nothing was added adds nothing.
    ///
    /// # Errors
    /// [`Error::DiskFull`] and other failures to write: then nothing of the batch is kept, and the ledger must be opened
    /// again before more is written.
    pub fn commit(mut self) -> Result<Receipt> {
        if !self.whole {
            return Err(Error::Poisoned(self.ledger.file.clone()));
        }
        let before = self.before.last;
        let receipt = |batch: &BatchRow, back_dated| Receipt {
            head: if batch.number == 0 { crate::Head::beginning() } else { batch.head() },
            documents: (batch.last.documents - before.documents).unsigned_abs(),
            readings: (batch.last.readings - before.readings).unsigned_abs(),
            claims: (batch.last.claims - before.claims).unsigned_abs(),
            decisions: (batch.last.decisions - before.decisions).unsigned_abs(),
            coverage: (batch.last.coverage - before.coverage).unsigned_abs(),
            back_dated,
        };
        let Some((low, high)) = self.instants else {
            let committed = self.ledger.connection.execute_batch("COMMIT");
            self.written(committed)?;
            self.open = false;
            return Ok(receipt(&self.before, false));
        };
        let first = self.before.number == 0;
        let mut batch = BatchRow {
            number: self.before.number + 1,
            low,
            high,
            highest: if first { high } else { self.before.highest.max(high) },
            last: self.last,
            chain: Vec::new(),
        };
        let chain: Chain = self.before.chain.as_slice().try_into().unwrap_or_default();
        batch.chain = std::mem::take(&mut self.links).close(&chain, &batch.seal()).to_vec();
        let back_dated = !first && low < self.before.highest;
        self.standing.back_dated += u64::from(back_dated);
        let derived = self.derive(&batch);
        self.written(derived)?;
        self.flush_entries()?;
        let Last { words, documents, readings, claims, decisions, coverage } = batch.last;
        let written = self
            .ledger
            .connection
            .prepare_cached(&format!(
                "INSERT INTO batches({}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                BatchRow::COLUMNS
            ))
            .and_then(|mut insert| {
                insert.execute(params![
                    batch.number,
                    low,
                    high,
                    batch.highest,
                    words,
                    documents,
                    readings,
                    claims,
                    decisions,
                    coverage,
                    batch.chain
                ])
            });
        self.written(written)?;
        let committed = self.ledger.connection.execute_batch("COMMIT");
        self.written(committed)?;
        self.open = false;
        Ok(receipt(&batch, back_dated))
    }

    /// Writes the tables that follow from the batch.
    fn derive(&mut self, batch: &BatchRow) -> rusqlite::Result<()> {
        let connection = &self.ledger.connection;
        let mut add = connection.prepare_cached(
            "INSERT INTO tallies(kind, name, count) VALUES (?1, ?2, ?3) \
             ON CONFLICT(kind, name) DO UPDATE SET count = count + excluded.count RETURNING count",
        )?;
        for (publisher, count) in &self.publishers {
            let now: i64 = add.query_row(params![tally::PUBLISHER, publisher, count], |row| row.get(0))?;
            if now == *count {
                self.standing.publishers += 1;
            }
        }
        for (agreement, count) in self.agreements.iter().filter(|(_, count)| **count != 0) {
            add.query_row(params![tally::AGREEMENT, agreement, count], |_| Ok(()))?;
        }
        let mut last = connection.prepare_cached(
            "SELECT c.recorded, c.number FROM places p JOIN coverage c ON c.number = p.coverage WHERE p.place = ?1",
        )?;
        let mut put = connection.prepare_cached("INSERT OR REPLACE INTO places(place, coverage) VALUES (?1, ?2)")?;
        for (place, look) in &self.places {
            let known = last.query_row([place], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if known.is_none_or(|known: (i64, i64)| known < *look) {
                put.execute(params![place, look.1])?;
            }
        }
        if batch.highest == self.before.highest && self.before.number > 0 {
            // No instant tells the two apart.
            connection.prepare_cached("DELETE FROM summaries WHERE batch = ?1")?.execute([self.before.number])?;
        }
        let (body, checksum) = self.standing.row(batch.number);
        connection
            .prepare_cached("INSERT INTO summaries(batch, body, checksum) VALUES (?1, ?2, ?3)")?
            .execute(params![batch.number, body, checksum])?;
        Ok(())
    }

    pub(crate) fn flush_entries(&mut self) -> Result<()> {
        let appended = index::append(&self.ledger.connection, &mut self.entries);
        if appended.is_err() {
            self.ledger.poisoned.set(true);
        }
        self.ledger.index("writing the index", appended)
    }

    /// The number of a word, which is added where it is new.
    pub(crate) fn number(&mut self, word: &str) -> Result<u32> {
        if let Some(number) = self.ledger.known_word(word)? {
            return Ok(number);
        }
        if self.last.words == 0 {
            // The vocabulary first, so that its words have the small numbers.
            for word in words::beginning() {
                self.add_word(word)?;
            }
            return self.number(word);
        }
        self.add_word(word)
    }

    fn add_word(&mut self, word: &str) -> Result<u32> {
        self.last.words += 1;
        let mut row = WordRow { number: self.last.words, word: word.to_owned(), checksum: 0 };
        let number = u32::try_from(row.number).map_err(|_| self.ledger.damaged("the dictionary is full"))?;
        row.checksum = self.link(&row);
        let written = self
            .ledger
            .connection
            .prepare_cached(&insert::<WordRow>())
            .and_then(|mut insert| insert.execute(params![row.number, word, row.checksum]));
        self.written(written)?;
        self.ledger.words.borrow_mut().keep_number(word, number);
        Ok(number)
    }

    /// Adds the row to the chain; returns its checksum.
    pub(crate) fn link<R: Stored>(&mut self, row: &R) -> i64 {
        let seal = row.seal();
        self.links.add(R::TABLE as usize, &seal);
        seal.checksum()
    }

    /// The ledger, for what is derived.
    pub(crate) fn ledger(&self) -> &Ledger {
        self.ledger
    }

    /// The outcome of writing something derived.
    pub(crate) fn derived<T>(&self, result: rusqlite::Result<T>) -> Result<()> {
        self.written(result)
    }

    pub(crate) fn insert_body<const LAYERS: bool>(&mut self, row: &BodyRow<LAYERS>) -> Result<()> {
        let written = self
            .ledger
            .connection
            .prepare_cached(&insert::<BodyRow<LAYERS>>())
            .and_then(|mut insert| insert.execute(params![row.number, row.body, row.checksum]));
        self.written(written)
    }

    pub(crate) fn compress(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        let failed = |source| Error::File {
            file: self.ledger.file.clone(),
            doing: "compressing a text",
            source,
            remedy: "Free some memory and run the same command again",
        };
        if self.compressor.is_none() {
            self.compressor = Some(zstd::bulk::Compressor::new(LEVEL).map_err(failed)?);
        }
        let compressed = self.compressor.as_mut().map_or(Ok(Vec::new()), |compressor| compressor.compress(bytes));
        compressed.map_err(failed)
    }

    pub(crate) fn instant(&mut self, recorded: Instant) {
        self.standing.recorded(recorded);
        let (low, high) = self.instants.unwrap_or((recorded, recorded));
        self.instants = Some((low.min(recorded), high.max(recorded)));
    }

    /// A failed write poisons the ledger: what SQLite holds in memory may differ from what is on disk.
    pub(crate) fn written<T>(&self, result: rusqlite::Result<T>) -> Result<()> {
        if result.is_err() {
            self.ledger.poisoned.set(true);
        }
        self.ledger.sql("writing", result).map(|_| ())
    }
}

/// The statement that inserts a row of that table.
pub(crate) fn insert<R: Stored>() -> String {
    let places: Vec<String> = (1..=R::COLUMNS.split(',').count()).map(|n| format!("?{n}")).collect();
    format!("INSERT INTO {}({}) VALUES ({})", R::NAME, R::COLUMNS, places.join(", "))
}

#[cfg(test)]
mod tests {
    use claims::Document;

    use super::*;

    /// Keeps one document by itself.
    fn keep(ledger: &mut Ledger, n: usize) -> Result<Receipt> {
        let text = format!("{n}: {}", "Kazakhstan joins. ".repeat(n % 50));
        let document = Document { label: n.to_string(), text, url: Some(n.to_string()), ..Document::default() };
        let mut batch = ledger.begin()?;
        batch.document(&document, "2025-11-07T20:15:00Z")?;
        batch.commit()
    }

    #[test]
    fn a_full_disk_is_said_and_survived() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("record.ledger");
        let mut ledger = Ledger::create_or_open(&file).unwrap();
        for n in 0..20 {
            keep(&mut ledger, n).unwrap();
        }
        // SQLite's own limit gives the error that a full disk gives.
        ledger.connection.pragma_update(None, "max_page_count", 60).unwrap();
        let (kept, error) = (20..).find_map(|n| keep(&mut ledger, n).err().map(|error| (n, error))).unwrap();
        assert!(matches!(error, Error::DiskFull(_)) && error.to_string().contains("Free some room"), "{error}");
        // Nothing is taken any more; everything can be asked.
        assert!(matches!(ledger.begin(), Err(Error::Poisoned(_))));
        assert_eq!(ledger.coverage_summary(None).unwrap().documents, kept as u64);
        let head = ledger.head().unwrap();
        assert!(ledger.verify_against(&head).unwrap().is_clean());
        drop(ledger);
        let mut ledger = Ledger::create_or_open(&file).unwrap();
        for n in 0..kept + 10 {
            keep(&mut ledger, n).unwrap();
        }
        assert_eq!(ledger.coverage_summary(None).unwrap().documents, kept as u64 + 10);
        let report = ledger.verify_against(&head).unwrap();
        assert!(report.is_clean(), "{:#?}", report.faults);
    }
}
