//! Writing: one transaction at a time.

use std::collections::{BTreeMap, HashMap};

use claims::{Claim, Coverage, Decision, Document, Mention, Quotation, Reading, Time};
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::{
    Added, Error, Ledger, Receipt, Result,
    index::{self, Entry, Topic},
    instant::{self, Instant},
    kept::MOST_BYTES,
    keys::{NONE, Named, half, speaker_keys},
    packed,
    rows::{
        BatchRow, ClaimRow, CoverageRow, DecisionRow, DocumentRow, Last, LayersRow, ReadingRow, Stored, TextRow,
        WordRow, code, identity_bytes,
    },
    seal::{Chain, Links, id_bytes},
    summary::{Standing, tally},
    words,
};

/// How hard texts are compressed: zstd's own default, a good middle.
const LEVEL: i32 = 3;
/// Entries of the index held in memory before they are written as a run, some 30 MB.
const MOST_ENTRIES: usize = 1 << 20;

/// One transaction. Nothing of it is kept until [`Batch::commit`] returns; then all of it is, on disk. Dropped without
/// it, all is gone.
///
/// `recorded` is the instant of recording (RFC 3339), passed in: the ledger has no clock. An instant earlier than one
/// recorded before is kept as given, so that an import may be back-dated, and flagged ([`Receipt::back_dated`]).
///
/// Errors of the input ([`Error::Instant`], [`Error::TooLarge`], [`Error::UnknownDocument`], [`Error::ClaimId`]) leave the
/// batch as it was before the call. After any other error it can only be dropped: it refuses to be committed.
pub struct Batch<'a> {
    ledger: &'a mut Ledger,
    before: BatchRow,
    last: Last,
    links: Links,
    instants: Option<(Instant, Instant)>,
    entries: Vec<Entry>,
    standing: Standing,
    publishers: HashMap<String, i64>,
    agreements: HashMap<String, i64>,
    places: BTreeMap<String, (Instant, i64)>,
    compressor: Option<zstd::bulk::Compressor<'static>>,
    open: bool,
    /// False while something is half written, and for ever after a failure in the middle of it.
    whole: bool,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch").field("ledger", &self.ledger).field("last", &self.last).finish()
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if self.open {
            // If this fails, SQLite rolls back when the ledger is closed.
            let _ = self.ledger.connection.execute_batch("ROLLBACK");
            self.ledger.forget(self.before.last.words, self.before.last.readings);
        }
    }
}

impl<'a> Batch<'a> {
    pub(crate) fn begin(ledger: &'a mut Ledger) -> Result<Batch<'a>> {
        ledger.sql("beginning a batch", ledger.connection.execute_batch("BEGIN IMMEDIATE"))?;
        let mut batch = Batch {
            ledger,
            before: BatchRow::default(),
            last: Last::default(),
            links: Links::default(),
            instants: None,
            entries: Vec::new(),
            standing: Standing::default(),
            publishers: HashMap::new(),
            agreements: HashMap::new(),
            places: BTreeMap::new(),
            compressor: None,
            open: true,
            whole: true,
        };
        if let Some(before) = batch.ledger.last_batch()? {
            let kept = batch.ledger.sql("reading the summary", batch.ledger.standing_after(before.number))?;
            batch.standing = match kept {
                Some(standing) => standing,
                None => batch.ledger.counted_standing(Instant::MAX)?,
            };
            batch.last = before.last;
            batch.before = before;
        }
        Ok(batch)
    }

    /// Whether the document (by its full id) is kept, in this batch or before.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn knows_document(&self, document: &str) -> Result<bool> {
        self.ledger.knows_document(document)
    }

    /// Whether a reading of the document by that version is kept, in this batch or before.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn has_reading(&self, document: &str, version: &str) -> Result<bool> {
        self.ledger.has_reading(document, version)
    }

    /// Keeps a document; returns its id ([`Document::id`]) and whether it was new. The same document twice adds nothing.
    ///
    /// # Errors
    /// [`Error::Instant`]; [`Error::TooLarge`] for texts of more than 512 MiB; [`Error::DiskFull`] and other failures to
    /// write.
    pub fn document(&mut self, document: &Document, recorded: &str) -> Result<(String, Added)> {
        let recorded = instant::parse(recorded)?;
        if document.text.len() > MOST_BYTES {
            let (label, bytes) = (document.label.chars().take(80).collect(), document.text.len());
            return Err(Error::TooLarge { label, what: "its text", bytes, most: MOST_BYTES });
        }
        let id = document.id();
        if self.ledger.document_number(&id)?.is_some() {
            return Ok((id, Added::Known));
        }
        self.whole = false;
        self.last.documents += 1;
        let number = self.last.documents;
        let mut row = DocumentRow {
            number,
            id: identity_bytes(&id).to_vec(),
            text_id: identity_bytes(&document.text_id()).to_vec(),
            recorded,
            label: document.label.clone(),
            language: document.language.clone(),
            publisher: document.publisher.clone(),
            published: document.published.map(|moment| moment.to_string()),
            url: document.url.clone(),
            title: document.title.clone(),
            length: document.text.len() as i64,
            checksum: 0,
        };
        row.checksum = self.link(&row);
        let written = self.ledger.connection.prepare_cached(&insert::<DocumentRow>()).and_then(|mut insert| {
            insert.execute(params![
                number,
                row.id,
                row.text_id,
                recorded,
                row.label,
                row.language,
                row.publisher,
                row.published,
                row.url,
                row.title,
                row.length,
                row.checksum
            ])
        });
        self.written(written)?;
        let body = self.compress(document.text.as_bytes())?;
        let mut text = TextRow { number, body, checksum: 0 };
        text.checksum = self.link(&text);
        self.insert_body(&text)?;
        self.instant(recorded);
        self.standing.documents += 1;
        self.standing.published(document.published);
        if let Some(publisher) = &document.publisher {
            *self.publishers.entry(publisher.clone()).or_default() += 1;
        }
        self.whole = true;
        Ok((id, Added::New))
    }

    /// Keeps a reading of a kept document; a reading by the same version twice adds nothing. `reading.document` and the
    /// `document` of its lines may be a label: the ledger hands them back with the document's id.
    ///
    /// Claims that an earlier reading of the document has word for word are kept once.
    ///
    /// # Errors
    /// [`Error::UnknownDocument`]; [`Error::ClaimId`]; [`Error::Instant`]; [`Error::TooLarge`]; failures to write.
    pub fn reading(&mut self, document: &str, reading: &Reading, recorded: &str) -> Result<Added> {
        let recorded = instant::parse(recorded)?;
        let Some(document_number) = self.ledger.document_number(document)? else {
            return Err(Error::UnknownDocument(document.to_owned()));
        };
        if self.ledger.has_reading(document, &reading.version)? {
            return Ok(Added::Known);
        }
        if let Some(claim) = reading.claims.iter().find(|claim| id_bytes(&claim.id).is_none()) {
            let id = claim.id.chars().take(40).collect();
            return Err(Error::ClaimId { document: document.to_owned(), id, act: claim.act.name() });
        }
        let lines = lines(reading);
        if lines.len() > MOST_BYTES {
            let what = "its mentions, times and quotations";
            return Err(Error::TooLarge { label: document.to_owned(), what, bytes: lines.len(), most: MOST_BYTES });
        }
        self.whole = false;
        let version = self.number(&reading.version)?;
        self.last.readings += 1;
        let number = self.last.readings;

        let counted = self.ledger.counting(document_number, Instant::MAX)?;
        let first = self.last.claims + 1;
        let mut old = match counted {
            None => HashMap::new(),
            Some(_) => self.claims_on_file(document_number)?,
        };
        let before: Vec<&Claim> = old.values().flatten().map(|(_, claim)| claim).collect();
        self.lapse(before.into_iter(), self.before.number + 1)?;
        let mut members = Vec::with_capacity(reading.claims.len());
        for claim in &reading.claims {
            let same = old.get_mut(claim.id.as_str()).and_then(|rows| {
                let bare = Claim { document: String::new(), ..claim.clone() };
                let place = rows.iter().position(|(_, old)| *old == bare)?;
                Some(rows.swap_remove(place).0)
            });
            let member = match same {
                Some(row) => row,
                None => self.claim(claim, number)?,
            };
            members.push(member);
        }
        let claims = self.last.claims - first + 1;
        let own = members.iter().copied().eq(first..first + claims);
        let mut row = ReadingRow {
            number,
            document: document_number,
            recorded,
            version: version.into(),
            language: reading.language.clone(),
            fingerprint: reading.fingerprint.cast_signed(),
            first,
            claims,
            members: (!own).then(|| ReadingRow::pack_members(&members)),
            notes: (!reading.notes.is_empty()).then(|| serde_json::to_string(&reading.notes).unwrap_or_default()),
            checksum: 0,
        };
        row.checksum = self.link(&row);
        let written = self.ledger.connection.prepare_cached(&insert::<ReadingRow>()).and_then(|mut insert| {
            insert.execute(params![
                number,
                row.document,
                recorded,
                row.version,
                row.language,
                row.fingerprint,
                row.first,
                row.claims,
                row.members,
                row.notes,
                row.checksum
            ])
        });
        self.written(written)?;
        let body = if lines.is_empty() { Vec::new() } else { self.compress(&lines)? };
        let mut layers = LayersRow { number, body, checksum: 0 };
        layers.checksum = self.link(&layers);
        self.insert_body(&layers)?;
        self.quoted(&reading.quotations, number)?;
        self.instant(recorded);

        // From here on only what is derived.
        if self.ledger.counting(document_number, Instant::MAX)? == Some(number) {
            if let Some(before) = counted {
                let before = self.ledger.whole_reading(before, document)?;
                self.count(before.language.as_deref(), &before.claims, false);
            }
            self.count(reading.language.as_deref(), &reading.claims, true);
        }
        if self.entries.len() >= MOST_ENTRIES {
            self.flush_entries()?;
        }
        self.whole = true;
        Ok(Added::New)
    }

    /// Keeps a decision. Nothing is added where the last decision about the same claim or document says the same, or where
    /// the same decision was recorded as of the same instant: a list of decisions can be brought in twice.
    ///
    /// # Errors
    /// [`Error::Instant`]; failures to write.
    pub fn decision(&mut self, decision: &Decision, recorded: &str) -> Result<Added> {
        let recorded = instant::parse(recorded)?;
        let found = (|| {
            let mut rows = self.ledger.connection.prepare_cached(&format!(
                "SELECT {} FROM decisions WHERE about = ?1 ORDER BY recorded, number",
                DecisionRow::COLUMNS
            ))?;
            let rows = rows.query_map([&decision.about], DecisionRow::read)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })();
        let before = self.ledger.sql("reading the decisions", found)?;
        let repeated = before.iter().any(|row| row.recorded == recorded && row.decision == *decision);
        let last = before.iter().rfind(|row| row.recorded <= recorded);
        if repeated || last.is_some_and(|row| row.decision == *decision) {
            return Ok(Added::Known);
        }
        self.whole = false;
        self.last.decisions += 1;
        let mut row = DecisionRow { number: self.last.decisions, recorded, decision: decision.clone(), checksum: 0 };
        row.checksum = self.link(&row);
        let Decision { ruling, about, other, author, reason } = decision;
        let written = self.ledger.connection.prepare_cached(&insert::<DecisionRow>()).and_then(|mut insert| {
            insert.execute(params![row.number, recorded, code(ruling), about, other, author, reason, row.checksum])
        });
        self.written(written)?;
        self.instant(recorded);
        self.whole = true;
        Ok(Added::New)
    }

    /// Keeps a look at a source, always: that one looked again is news.
    ///
    /// # Errors
    /// [`Error::Instant`]; failures to write.
    pub fn coverage(&mut self, coverage: &Coverage, recorded: &str) -> Result<()> {
        let recorded = instant::parse(recorded)?;
        self.whole = false;
        self.last.coverage += 1;
        let mut row = CoverageRow { number: self.last.coverage, recorded, coverage: coverage.clone(), checksum: 0 };
        row.checksum = self.link(&row);
        let Coverage { place, outcome, documents, problem } = coverage;
        let documents = documents.cast_signed();
        let written = self.ledger.connection.prepare_cached(&insert::<CoverageRow>()).and_then(|mut insert| {
            insert.execute(params![row.number, recorded, place, code(outcome), documents, problem, row.checksum])
        });
        self.written(written)?;
        self.instant(recorded);
        let look = (recorded, row.number);
        let last = self.places.entry(place.clone()).or_insert(look);
        *last = (*last).max(look);
        self.whole = true;
        Ok(())
    }

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

    fn flush_entries(&mut self) -> Result<()> {
        let appended = index::append(&self.ledger.connection, &mut self.entries);
        if appended.is_err() {
            self.ledger.poisoned.set(true);
        }
        self.ledger.index("writing the index", appended)
    }

    /// Keeps a claim of the reading; returns its number.
    fn claim(&mut self, claim: &Claim, reading: i64) -> Result<i64> {
        let packed = packed::pack(claim, |word| self.number(word))?;
        let mut entries = std::mem::take(&mut self.entries);
        let number = self.last.claims + 1;
        let start = entries.len();
        let named = Named::of(claim).entries(claim, number.unsigned_abs(), |word| self.number(word), &mut entries);
        self.entries = entries;
        if let Err(error) = named {
            self.entries.truncate(start);
            return Err(error);
        }
        let row = ClaimRow::new(number, reading, &identity_bytes(&claim.id), &packed);
        self.last.claims = number;
        self.link(&row);
        let written = self
            .ledger
            .connection
            .prepare_cached("INSERT INTO claims(number, reading, body) VALUES (?1, ?2, ?3)")
            .and_then(|mut insert| insert.execute(params![number, reading, row.body]));
        self.written(written)?;
        Ok(number)
    }

    /// All claims of earlier readings of the document, by id, without the document's name.
    fn claims_on_file(&self, number: i64) -> Result<HashMap<String, Vec<(i64, Claim)>>> {
        let mut ranges = Vec::new();
        self.ledger.each::<ReadingRow>("WHERE document = ?1", &[number], |row| {
            ranges.push((row.first, row.claims));
            Ok(())
        })?;
        let mut claims: HashMap<String, Vec<(i64, Claim)>> = HashMap::new();
        for (first, count) in ranges {
            for number in first..first.saturating_add(count) {
                let row: ClaimRow = self.ledger.must(number)?;
                let claim = self.ledger.unpack(&row, "")?;
                claims.entry(claim.id.clone()).or_default().push((number, claim));
            }
        }
        Ok(claims)
    }

    /// Enters the reading under those whom it quotes.
    fn quoted(&mut self, quotations: &[Quotation], reading: i64) -> Result<()> {
        let mut speakers: Vec<&str> =
            quotations.iter().filter_map(|q| q.source.as_ref()).flat_map(speaker_keys).collect();
        speakers.sort_unstable();
        speakers.dedup();
        for speaker in speakers {
            let first = half(self.number(speaker)?);
            let number = reading.unsigned_abs();
            self.entries.push(Entry { topic: Topic::Quoted, first, second: NONE, number });
        }
        Ok(())
    }

    /// Counts a reading's claims in, or out again.
    fn count(&mut self, language: Option<&str>, claims: &[Claim], counts: bool) {
        self.standing.reading(language, claims.len(), counts);
        let step = if counts { 1 } else { -1 };
        for claim in claims {
            for agreement in Named::of(claim).agreements {
                *self.agreements.entry(agreement.to_owned()).or_default() += step;
            }
        }
    }

    /// The number of a word, which is added where it is new.
    fn number(&mut self, word: &str) -> Result<u32> {
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
    fn link<R: Stored>(&mut self, row: &R) -> i64 {
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

    fn insert_body<const LAYERS: bool>(&mut self, row: &crate::rows::BodyRow<LAYERS>) -> Result<()> {
        let written = self
            .ledger
            .connection
            .prepare_cached(&insert::<crate::rows::BodyRow<LAYERS>>())
            .and_then(|mut insert| insert.execute(params![row.number, row.body, row.checksum]));
        self.written(written)
    }

    fn compress(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
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

    fn instant(&mut self, recorded: Instant) {
        self.standing.recorded(recorded);
        let (low, high) = self.instants.unwrap_or((recorded, recorded));
        self.instants = Some((low.min(recorded), high.max(recorded)));
    }

    /// A failed write poisons the ledger: what SQLite holds in memory may differ from what is on disk.
    fn written<T>(&self, result: rusqlite::Result<T>) -> Result<()> {
        if result.is_err() {
            self.ledger.poisoned.set(true);
        }
        self.ledger.sql("writing", result).map(|_| ())
    }
}

/// The statement that inserts a row of that table.
fn insert<R: Stored>() -> String {
    let places: Vec<String> = (1..=R::COLUMNS.split(',').count()).map(|n| format!("?{n}")).collect();
    format!("INSERT INTO {}({}) VALUES ({})", R::NAME, R::COLUMNS, places.join(", "))
}

/// The lines of a reading that are no claims, as JSON.
fn lines(reading: &Reading) -> Vec<u8> {
    #[derive(Serialize)]
    #[serde(tag = "layer", rename_all = "lowercase")]
    enum Line<'a> {
        Mention(&'a Mention),
        Time(&'a Time),
        Quotation(&'a Quotation),
    }
    let all = (reading.mentions.iter().map(Line::Mention))
        .chain(reading.times.iter().map(Line::Time))
        .chain(reading.quotations.iter().map(Line::Quotation));
    let mut lines = Vec::new();
    for line in all {
        // Neither a map with other keys than strings nor a failing writer is here, so that this cannot fail.
        let _ = serde_json::to_writer(&mut lines, &line);
        lines.push(b'\n');
    }
    lines
}

#[cfg(test)]
mod tests {
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
