//! Whether everything is as it was written.
//!
//! Noticed: any changed byte of a row that is kept, by name; rows taken away, added or exchanged, by the gapless numbers and
//! the chain; damage to SQLite's own structures, as page-level damage; an index that does not agree with the rows; changed
//! or missing triggers. Not noticed: bytes that hold nothing (free pages and gaps within pages); a write-ahead log
//! that lost its end, and a file cut back or rewritten as a whole, chain and all - against these, keep a [`Head`] outside
//! the ledger and use [`Ledger::verify_against`].

use std::{collections::BTreeMap, ops::RangeInclusive};

use rusqlite::OptionalExtension;

use crate::{
    Fault, Head, Ledger, Report, Result,
    kept::{MOST_BYTES, decompress},
    rows::{
        BatchRow, ClaimRow, CoverageRow, DecisionRow, DocumentRow, Last, LayersRow, ReadingRow, Stored, Table, TextRow,
        WordRow,
    },
    schema,
    seal::{Chain, Links, hex},
};

impl Report {
    pub(crate) fn fault(&mut self, table: &'static str, row: impl ToString, what: impl Into<String>) {
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
                for (name, sql) in expected {
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
}

fn report_missing<R: Stored>(rows: RangeInclusive<i64>, report: &mut Report) {
    let (first, last) = (*rows.start(), *rows.end());
    let which = if first == last { format!("row {first}") } else { format!("rows {first} to {last}") };
    let what = format!("{which} of {} are missing: rows are numbered without gaps, so they were deleted", R::NAME);
    report.fault(R::NAME, first, what);
}
