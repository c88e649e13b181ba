//! Writing: one transaction at a time.

use std::collections::{BTreeMap, HashMap};

use claims::{Claim, Coverage, Decision, Document, Mention, Quotation, Reading, Time};
use rusqlite::{OptionalExtension, ToSql, params};
use serde::Serialize;

use crate::{
    Added, Error, Ledger, Result,
    commit::insert,
    index::{Entry, Topic},
    instant::{self, Instant},
    kept::MOST_BYTES,
    keys::{NONE, Named, half, speaker_keys},
    packed,
    rows::{
        BatchRow, ClaimRow, CoverageRow, DecisionRow, DocumentRow, Last, LayersRow, ReadingRow, Stored, TextRow, code,
        identity_bytes,
    },
    seal::{Links, id_bytes},
    summary::Standing,
};

/// Entries of the index held in memory before they are written as a run, some 30 MB.
const MOST_ENTRIES: usize = 1 << 20;

/// One transaction. Nothing of it is kept until [`Batch::commit`] returns; then all of it is, on disk. Dropped without
/// it, all is gone.
///
/// `recorded` is the instant of recording (RFC 3339), passed in: the ledger has no clock. An instant earlier than one
/// recorded before is kept as given, so that an import may be back-dated, and flagged ([`crate::Receipt::back_dated`]).
///
/// Errors of the input ([`Error::Instant`], [`Error::TooLarge`], [`Error::UnknownDocument`], [`Error::ClaimId`]) leave the
/// batch as it was before the call. After any other error it can only be dropped: it refuses to be committed.
pub struct Batch<'a> {
    pub(crate) ledger: &'a mut Ledger,
    pub(crate) before: BatchRow,
    pub(crate) last: Last,
    pub(crate) links: Links,
    pub(crate) instants: Option<(Instant, Instant)>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) standing: Standing,
    pub(crate) publishers: HashMap<String, i64>,
    pub(crate) agreements: HashMap<String, i64>,
    pub(crate) places: BTreeMap<String, (Instant, i64)>,
    pub(crate) compressor: Option<zstd::bulk::Compressor<'static>>,
    pub(crate) open: bool,
    /// False while something is half written, and for ever after a failure in the middle of it.
    pub(crate) whole: bool,
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
        if counted.is_some() {
            self.standing.reread += u64::from(self.ledger.readings_of(document_number)? == 1);
        }
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
        let mut row = DecisionRow::new(self.last.decisions + 1, recorded, decision);
        let repeated = self.decision_where("same = ?1", params![row.same])?;
        let last = "number = (SELECT number FROM decisions WHERE about = ?1 AND recorded <= ?2 \
                    ORDER BY recorded DESC, number DESC LIMIT 1)";
        let last = self.decision_where(last, params![decision.about, recorded])?;
        let repeated = repeated.is_some_and(|row| row.recorded == recorded && row.decision == *decision);
        if repeated || last.is_some_and(|row| row.decision == *decision) {
            return Ok(Added::Known);
        }
        self.whole = false;
        self.last.decisions += 1;
        row.checksum = self.link(&row);
        let Decision { ruling, about, other, author, reason } = decision;
        let written = self.ledger.connection.prepare_cached(&insert::<DecisionRow>()).and_then(|mut insert| {
            let ruling = code(ruling);
            insert.execute(params![row.number, recorded, ruling, about, other, author, reason, row.same, row.checksum])
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

    /// The decision that is selected so, if there is one.
    fn decision_where(&self, which: &str, values: &[&dyn ToSql]) -> Result<Option<DecisionRow>> {
        let sql = format!("SELECT {} FROM decisions WHERE {which} LIMIT 1", DecisionRow::COLUMNS);
        let found = self
            .ledger
            .connection
            .prepare_cached(&sql)
            .and_then(|mut one| one.query_row(values, DecisionRow::read).optional());
        self.ledger.sql("reading the decisions", found)
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
