//! Whether everything is as it was written.
//!
//! Noticed: any changed byte of a row that is kept, by name; rows taken away, added or exchanged, by the gapless numbers and
//! the chain; damage to SQLite's own structures, as page-level damage; an index that does not agree with the rows; changed
//! or missing triggers. Not noticed: bytes that hold nothing (free pages and gaps within pages); a write-ahead log
//! that lost its end, and a file cut back or rewritten as a whole, chain and all - against these, keep a [`Head`] outside
//! the ledger and use [`Ledger::verify_against`].

use std::{
    collections::{BTreeMap, HashMap},
    ops::RangeInclusive,
};

use claims::Line;
use rusqlite::OptionalExtension;

use crate::{
    Fault, Head, Ledger, Report, Result,
    index::{self, Entry, Topic},
    instant::Instant,
    kept::{MOST_BYTES, decompress},
    keys::{NONE, Named, half, speaker_keys},
    question::Counting,
    rows::{
        BatchRow, ClaimRow, CoverageRow, DecisionRow, DocumentRow, Last, LayersRow, ReadingRow, Stored, Table, TextRow,
        WordRow,
    },
    schema,
    seal::{Chain, Links, hex},
    summary::tally,
};

/// What to do about damage to what is derived.
const REBUILD: &str = "Nothing that was kept is lost: make the index anew";

impl Report {
    fn fault(&mut self, table: &'static str, row: impl ToString, what: impl Into<String>) {
        if self.faults.len() < Report::MOST {
            self.faults.push(Fault { table, row: row.to_string(), what: what.into() });
        } else {
            self.more += 1;
        }
    }
}

impl Ledger {
    /// Checks every row, the chain, the index and the file. Reads everything once or twice.
    ///
    /// # Errors
    /// Only where it cannot even begin to read; whatever else is wrong is in the report.
    pub fn verify(&self) -> Result<Report> {
        self.snapshot(|| {
            let mut report = Report::default();
            self.check_file(&mut report);
            self.check_rows(&mut report);
            self.check_derived(&mut report);
            Ok(report)
        })
    }

    /// The same, and that the ledger still holds everything up to `head`, which was taken from it before.
    ///
    /// # Errors
    /// As for [`Ledger::verify`].
    pub fn verify_against(&self, head: &Head) -> Result<Report> {
        let mut report = self.verify()?;
        if *head == Head::beginning() {
            return Ok(report);
        }
        let number = i64::try_from(head.batch).unwrap_or(i64::MAX);
        match self.batch(number) {
            Ok(Some(batch)) if batch.head() == *head => {}
            Ok(Some(_)) => report.fault(
                "batches",
                head.batch,
                format!("batch {} is not the one that was written there: the ledger was rewritten", head.batch),
            ),
            Ok(None) => report.fault(
                "batches",
                head.batch,
                format!("batch {} is missing: the end of the ledger was cut off", head.batch),
            ),
            Err(error) => report.fault("batches", head.batch, error.to_string()),
        }
        Ok(report)
    }

    /// What SQLite says of its own structures, and whether tables and triggers are those of a ledger.
    fn check_file(&self, report: &mut Report) {
        let said = self.connection.prepare("PRAGMA integrity_check(100)").and_then(|mut check| {
            let lines = check.query_map([], |row| row.get::<_, String>(0))?;
            lines.collect::<rusqlite::Result<Vec<String>>>()
        });
        match said {
            Ok(lines) => {
                for line in lines.iter().filter(|line| *line != "ok") {
                    report.fault("file", "", format!("the structure of the file is damaged: {line}"));
                }
            }
            Err(error) => report.fault("file", "", format!("the structure of the file cannot be checked: {error}")),
        }
        match (schema::statements(&self.connection), schema::expected()) {
            (Ok(found), Ok(expected)) => {
                let found: BTreeMap<_, _> = found.into_iter().collect();
                for (name, sql) in &expected {
                    if found.get(name) != Some(sql) {
                        report.fault("file", name, format!("the definition of `{name}` is missing or was changed"));
                    }
                }
                if found.len() > expected.len() {
                    report.fault("file", "", "the file has tables or triggers that do not belong to a ledger");
                }
            }
            (Err(error), _) | (_, Err(error)) => {
                report.fault("file", "", format!("the definitions of the tables cannot be read: {error}"));
            }
        }
    }

    fn batch(&self, number: i64) -> rusqlite::Result<Option<BatchRow>> {
        self.connection
            .prepare_cached(&format!("SELECT {} FROM batches WHERE number = ?1", BatchRow::COLUMNS))?
            .query_row([number], BatchRow::read)
            .optional()
    }

    /// Walks through the batches: every row of each, and the chain over them.
    fn check_rows(&self, report: &mut Report) {
        let last = self.connection.query_row("SELECT coalesce(max(number), 0) FROM batches", [], |row| row.get(0));
        let last: i64 = match last {
            Ok(last) => last,
            Err(error) => {
                report.fault("batches", "", format!("the batches cannot be read: {error}"));
                return;
            }
        };
        let mut before = Some(BatchRow { chain: Chain::default().to_vec(), ..BatchRow::default() });
        let mut reached = Last::default();
        for number in 1..=last {
            let batch = match self.batch(number) {
                Ok(Some(batch)) => batch,
                Ok(None) => {
                    report.fault("batches", number, format!("batch {number} is missing: it was deleted"));
                    before = None;
                    continue;
                }
                Err(error) => {
                    report.fault("batches", number, format!("batch {number} cannot be read: {error}"));
                    before = None;
                    continue;
                }
            };
            report.rows += 1;
            let (listed, more) = (report.faults.len(), report.more);
            let mut links = Links::default();
            self.check_table::<WordRow>(&reached, &batch, &mut links, report);
            self.check_table::<DocumentRow>(&reached, &batch, &mut links, report);
            self.check_table::<TextRow>(&reached, &batch, &mut links, report);
            self.check_table::<ReadingRow>(&reached, &batch, &mut links, report);
            self.check_table::<LayersRow>(&reached, &batch, &mut links, report);
            self.check_table::<ClaimRow>(&reached, &batch, &mut links, report);
            self.check_table::<DecisionRow>(&reached, &batch, &mut links, report);
            self.check_table::<CoverageRow>(&reached, &batch, &mut links, report);
            let sound = (report.faults.len(), report.more) == (listed, more);
            if let Some(before) = &before {
                let chain: Chain = before.chain.as_slice().try_into().unwrap_or_default();
                let is_first = before.number == 0;
                let highest = if is_first { batch.high } else { before.highest.max(batch.high) };
                if !is_first && batch.low < before.highest {
                    report.back_dated += 1;
                }
                let unbroken = links.close(&chain, &batch.seal()).as_slice() == batch.chain && highest == batch.highest;
                // Where a row is known to be bad, the chain adds nothing.
                if sound && !unbroken {
                    report.fault(
                        "batches",
                        number,
                        format!(
                            "batch {number} does not follow from the one before it and its rows: a row was exchanged, \
                             or the batch or the one before it was changed"
                        ),
                    );
                }
            }
            reached = batch.last;
            before = Some(batch);
        }
        self.check_strays::<WordRow>(&reached, report);
        self.check_strays::<DocumentRow>(&reached, report);
        self.check_strays::<TextRow>(&reached, report);
        self.check_strays::<ReadingRow>(&reached, report);
        self.check_strays::<LayersRow>(&reached, report);
        self.check_strays::<ClaimRow>(&reached, report);
        self.check_strays::<DecisionRow>(&reached, report);
        self.check_strays::<CoverageRow>(&reached, report);
    }

    /// Rows after the last batch were never committed by this program.
    fn check_strays<R: Stored>(&self, reached: &Last, report: &mut Report) {
        let last = reached.of(R::TABLE);
        let sql = format!("SELECT count(*) FROM {} WHERE number > ?1 OR number < 1", R::NAME);
        match self.connection.query_row(&sql, [last], |row| row.get::<_, i64>(0)) {
            Ok(0) => {}
            Ok(strays) => {
                report.fault(R::NAME, "", format!("{strays} rows of {} belong to no batch: they were added", R::NAME));
            }
            Err(error) => report.fault(R::NAME, "", format!("{} cannot be read: {error}", R::NAME)),
        }
    }

    /// The rows of one table that a batch added.
    fn check_table<R: Stored>(&self, reached: &Last, batch: &BatchRow, links: &mut Links, report: &mut Report) {
        let (first, last) = (reached.of(R::TABLE) + 1, batch.last.of(R::TABLE));
        if last < first {
            if last + 1 < first {
                let what = format!("batch {} says that {} ends before it began", batch.number, R::NAME);
                report.fault("batches", batch.number, what);
            }
            return;
        }
        let mut next = first;
        let walk = self.walk::<R>(first..=last, &mut next, links, report);
        if let Err(error) = walk {
            // A damaged page ends the walk; each of the rows behind it may still be found by itself.
            self.search::<R>(next..=last, &error, links, report);
        } else if next <= last {
            report_missing::<R>(next..=last, report);
        }
    }

    fn walk<R: Stored>(
        &self,
        rows: RangeInclusive<i64>,
        next: &mut i64,
        links: &mut Links,
        report: &mut Report,
    ) -> rusqlite::Result<()> {
        let mut all = self.connection.prepare_cached(&format!(
            "SELECT {} FROM {} WHERE number BETWEEN ?1 AND ?2 ORDER BY number",
            R::COLUMNS,
            R::NAME
        ))?;
        let mut rows = all.query([rows.start(), rows.end()])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            if number < *next {
                report.fault(R::NAME, number, format!("row {number} of {} stands out of order", R::NAME));
                continue;
            }
            if number > *next {
                report_missing::<R>(*next..=number - 1, report);
            }
            *next = number.saturating_add(1);
            self.check_row(number, R::read(row), links, report);
        }
        Ok(())
    }

    /// Looks for rows one by one.
    fn search<R: Stored>(
        &self,
        rows: RangeInclusive<i64>,
        error: &rusqlite::Error,
        links: &mut Links,
        report: &mut Report,
    ) {
        let mut lost: Option<(i64, i64)> = None;
        let tell = |lost: (i64, i64), report: &mut Report| {
            let rows =
                if lost.0 == lost.1 { format!("row {}", lost.0) } else { format!("rows {} to {}", lost.0, lost.1) };
            report.fault(R::NAME, lost.0, format!("{rows} of {} cannot be read: {error}", R::NAME));
        };
        // Beyond the last row that can be reached there is nothing to look for.
        let reach = self
            .connection
            .query_row(&format!("SELECT max(number) FROM {}", R::NAME), [], |row| row.get::<_, Option<i64>>(0))
            .ok()
            .flatten()
            .unwrap_or(*rows.end());
        let (start, end) = (*rows.start(), *rows.end());
        for number in start..=end.min(reach) {
            let found = self
                .connection
                .prepare_cached(R::ONE)
                .and_then(|mut one| one.query_row([number], |row| Ok(R::read(row))).optional());
            if let Ok(Some(row)) = found {
                if let Some(lost) = lost.take() {
                    tell(lost, report);
                }
                self.check_row(number, row, links, report);
            } else {
                lost = Some((lost.map_or(number, |(first, _)| first), number));
            }
        }
        if end > reach {
            lost = Some((lost.map_or(reach.max(start - 1) + 1, |(first, _)| first), end));
        }
        if let Some(lost) = lost {
            tell(lost, report);
        }
    }

    fn check_row<R: Stored>(&self, number: i64, row: rusqlite::Result<R>, links: &mut Links, report: &mut Report) {
        report.rows += 1;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let what = format!("row {number} of {} holds bytes that were never written there ({error})", R::NAME);
                report.fault(R::NAME, number, what);
                return;
            }
        };
        links.add(R::TABLE as usize, &row.seal());
        if !row.is_sound() {
            let of = self.document_of(row.belongs()).map(|id| format!(" of document {id}")).unwrap_or_default();
            let what = format!("{}{of}: the stored bytes do not match their checksum", row.name());
            report.fault(R::NAME, number, what);
        } else if R::TABLE == Table::Texts
            && let Err(what) = self.check_identity(number)
        {
            report.fault(R::NAME, number, what);
        }
    }

    /// The id of the document that a row leads to, as far as it can be read.
    fn document_of(&self, belongs: Option<(Table, i64)>) -> Option<String> {
        let (table, number) = belongs?;
        let sql = match table {
            Table::Documents => "SELECT id FROM documents WHERE number = ?1",
            _ => "SELECT d.id FROM readings r JOIN documents d ON d.number = r.document WHERE r.number = ?1",
        };
        let id: Vec<u8> = self.connection.prepare_cached(sql).ok()?.query_row([number], |row| row.get(0)).ok()?;
        Some(hex(&id))
    }

    /// Whether the document's ids follow from what is stored.
    fn check_identity(&self, number: i64) -> Result<(), String> {
        // A document whose own row is damaged has been told already.
        let Ok(Some(row)) = self.row::<DocumentRow>(number) else { return Ok(()) };
        let Ok(Some(text)) = self.row::<TextRow>(number) else { return Ok(()) };
        let told = |what: String| format!("{}: {what}", row.name());
        let text = decompress(&text.body, MOST_BYTES).map_err(told)?;
        let text = String::from_utf8(text).map_err(|_| told("its text is no UTF-8".to_owned()))?;
        if text.len() as i64 != row.length {
            return Err(told(format!("its text has {} bytes and should have {}", text.len(), row.length)));
        }
        let document = row.document(text).map_err(told)?;
        if document.text_id() != hex(&row.text_id) || document.id() != hex(&row.id) {
            return Err(told("its id does not follow from what is stored".to_owned()));
        }
        Ok(())
    }

    /// Whether the index and the sums are those that follow from the rows.
    fn check_derived(&self, report: &mut Report) {
        let rows_are_sound = report.is_clean();
        let contents = match index::check(&self.connection) {
            Ok(contents) => contents,
            Err(error) => {
                report.fault("blocks", "", format!("the index cannot be read: {error}. {REBUILD}"));
                return;
            }
        };
        report.rows += contents.blocks;
        let damaged = !contents.damaged.is_empty();
        for what in contents.damaged {
            report.fault("blocks", "", format!("{what}. {REBUILD}"));
        }
        let (mut entries, mut marks) = (0u64, 0u64);
        let derived = self.derive(|entry| {
            entries += 1;
            marks = marks.wrapping_add(entry.mark());
            Ok(())
        });
        let derived = match derived {
            Ok(derived) => derived,
            // The rows have been told above; a row that is sound and yet cannot be read is news.
            Err(error) if rows_are_sound => {
                report.fault("blocks", "", format!("the index cannot be compared with the rows: {error}"));
                return;
            }
            Err(_) => return,
        };
        if !damaged && (entries, marks) != (contents.entries, contents.marks) {
            report.fault("blocks", "", format!("the index does not agree with the rows. {REBUILD}"));
        }
        let compared = (|| {
            let sums = self
                .connection
                .prepare("SELECT kind, name, count FROM tallies WHERE count <> 0")?
                .query_map([], |row| Ok(((row.get::<_, i64>(0)?, row.get::<_, String>(1)?), row.get::<_, i64>(2)?)))?
                .collect::<rusqlite::Result<HashMap<_, _>>>()?;
            let places = self
                .connection
                .prepare("SELECT place, coverage FROM places")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<HashMap<String, i64>>>()?;
            let batch: i64 =
                self.connection.query_row("SELECT coalesce(max(number), 0) FROM batches", [], |row| row.get(0))?;
            Ok((sums, places, self.standing_after(batch)?))
        })();
        match compared {
            Err(error) => {
                let error: rusqlite::Error = error;
                report.fault("tallies", "", format!("the sums cannot be read: {error}. {REBUILD}"));
            }
            Ok((sums, places, standing)) => {
                let last = derived.places.iter().map(|(place, look)| (place.clone(), look.1)).collect();
                let any = report.rows > contents.blocks;
                let standing_is_right =
                    self.counted_standing(Instant::MAX).is_ok_and(|counted| standing.is_none_or(|s| s == counted));
                if sums != derived.tallies || places != last || (any && !standing_is_right) {
                    report.fault("tallies", "", format!("the sums do not agree with the rows. {REBUILD}"));
                }
            }
        }
        self.check_summaries(report);
    }

    fn check_summaries(&self, report: &mut Report) {
        let batches = self
            .connection
            .prepare("SELECT batch FROM summaries")
            .and_then(|mut all| all.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>());
        match batches {
            Err(error) => report.fault("summaries", "", format!("the summaries cannot be read: {error}. {REBUILD}")),
            Ok(batches) => {
                for batch in batches {
                    if !self.standing_after(batch).is_ok_and(|standing| standing.is_some()) {
                        let what = format!("the summary after batch {batch} does not match its checksum. {REBUILD}");
                        report.fault("summaries", batch, what);
                    }
                }
            }
        }
    }

    /// Works out from the rows everything that is derived from them.
    fn derive(&self, mut entry: impl FnMut(Entry) -> Result<()>) -> Result<Derived> {
        let mut derived = Derived::default();
        let word = |word: &str| -> Result<u32> {
            self.known_word(word)?.ok_or_else(|| self.damaged(format!("the word `{word}` is missing")))
        };
        let mut counting = Counting::new();
        let mut entries = Vec::new();
        self.each::<ClaimRow>("ORDER BY number", &[], |row| {
            let document = self.held(row.reading)?.source.document.clone();
            let claim = self.unpack(&row, &document)?;
            let named = Named::of(&claim);
            named.entries(&claim, row.number.unsigned_abs(), word, &mut entries)?;
            entries.sort_unstable();
            entries.dedup();
            entries.drain(..).try_for_each(&mut entry)?;
            if counting.len() > 10_000 {
                counting.clear();
            }
            if self.counts(row.number, row.reading, Instant::MAX, &mut counting)?.is_some() {
                for agreement in &named.agreements {
                    *derived.tallies.entry((tally::AGREEMENT, (*agreement).to_owned())).or_default() += 1;
                }
            }
            Ok(())
        })?;
        self.each::<LayersRow>("ORDER BY number", &[], |row| {
            let mut speakers = Vec::new();
            for line in self.lines_of(&row)? {
                let Line::Quotation(quotation) = line else { continue };
                let source = quotation.source.as_ref();
                speakers.extend(source.into_iter().flat_map(speaker_keys).map(str::to_owned));
            }
            speakers.sort_unstable();
            speakers.dedup();
            for speaker in speakers {
                let (first, number) = (half(word(&speaker)?), row.number.unsigned_abs());
                entry(Entry { topic: Topic::Quoted, first, second: NONE, number })?;
            }
            Ok(())
        })?;
        self.each::<DocumentRow>("ORDER BY number", &[], |row| {
            if let Some(publisher) = row.publisher {
                *derived.tallies.entry((tally::PUBLISHER, publisher)).or_default() += 1;
            }
            Ok(())
        })?;
        self.each::<CoverageRow>("ORDER BY number", &[], |row| {
            let look = (row.recorded, row.number);
            let last = derived.places.entry(row.coverage.place).or_insert(look);
            *last = (*last).max(look);
            Ok(())
        })?;
        Ok(derived)
    }

    /// Throws the index and the sums away and makes them anew from the rows.
    ///
    /// # Errors
    /// [`crate::Error::ReadOnly`], [`crate::Error::Poisoned`]; [`crate::Error::Damaged`] where a row cannot be read; failures to write. After an
    /// error everything is as it was.
    pub fn rebuild_index(&mut self) -> Result<()> {
        self.may_write()?;
        self.sql("beginning to rebuild the index", self.connection.execute_batch("BEGIN IMMEDIATE"))?;
        let rebuilt = self.rebuild();
        let ended = self.connection.execute_batch(if rebuilt.is_ok() { "COMMIT" } else { "ROLLBACK" });
        if rebuilt.is_ok() && ended.is_err() {
            self.poisoned.set(true);
        }
        rebuilt?;
        self.sql("committing the new index", ended)
    }

    fn rebuild(&self) -> Result<()> {
        const SOME: usize = 1 << 20;
        let cleared = self.connection.execute_batch(
            "DELETE FROM blocks; DELETE FROM runs; DELETE FROM tallies; DELETE FROM places; DELETE FROM summaries; \
             DELETE FROM folds; DELETE FROM lapses;",
        );
        self.sql("clearing the index", cleared)?;
        let mut entries: Vec<Entry> = Vec::new();
        let derived = self.derive(|entry| {
            entries.push(entry);
            if entries.len() < SOME {
                return Ok(());
            }
            self.index("writing the index", index::append(&self.connection, &mut entries))
        })?;
        self.index("writing the index", index::append(&self.connection, &mut entries))?;
        let standing = self.counted_standing(Instant::MAX)?;
        let batch = self.last_batch()?;
        let written = (|| {
            let mut add = self.connection.prepare("INSERT INTO tallies(kind, name, count) VALUES (?1, ?2, ?3)")?;
            for ((kind, name), count) in &derived.tallies {
                add.execute((kind, name, count))?;
            }
            let mut put = self.connection.prepare("INSERT INTO places(place, coverage) VALUES (?1, ?2)")?;
            for (place, (_, number)) in &derived.places {
                put.execute((place, number))?;
            }
            if let Some(batch) = batch {
                let (body, checksum) = standing.row(batch.number);
                self.connection.execute(
                    "INSERT INTO summaries(batch, body, checksum) VALUES (?1, ?2, ?3)",
                    (batch.number, body, checksum),
                )?;
            }
            Ok(())
        })();
        self.sql("writing the sums", written)
    }
}

/// What follows from the rows, besides the entries of the index.
#[derive(Default)]
struct Derived {
    tallies: HashMap<(i64, String), i64>,
    places: HashMap<String, (Instant, i64)>,
}

fn report_missing<R: Stored>(rows: RangeInclusive<i64>, report: &mut Report) {
    let (first, last) = (*rows.start(), *rows.end());
    let which = if first == last { format!("row {first}") } else { format!("rows {first} to {last}") };
    let what = format!("{which} of {} are missing: rows are numbered without gaps, so they were deleted", R::NAME);
    report.fault(R::NAME, first, what);
}
