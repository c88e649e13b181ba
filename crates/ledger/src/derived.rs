//! What follows from the rows: checked against them, and made anew.

use std::collections::HashMap;

use claims::Line;

use crate::{
    Ledger, Report, Result,
    index::{self, Entry, Topic},
    instant::Instant,
    keys::{NONE, Named, half, speaker_keys},
    question::Counting,
    rows::{ClaimRow, CoverageRow, DocumentRow, LayersRow},
    summary::tally,
};

/// What to do about damage to what is derived.
const REBUILD: &str = "Nothing that was kept is lost: make the index anew";

impl Ledger {
    /// Whether the index and the sums are those that follow from the rows.
    pub(crate) fn check_derived(&self, report: &mut Report) {
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
        let mut counting = Counting::from_rows();
        let mut entries = Vec::new();
        self.each::<ClaimRow>("ORDER BY number", &[], |row| {
            let document = self.held(row.reading)?.source.document.clone();
            let claim = self.unpack(&row, &document)?;
            let named = Named::of(&claim);
            named.entries(&claim, row.number.unsigned_abs(), word, &mut entries)?;
            entries.sort_unstable();
            entries.dedup();
            entries.drain(..).try_for_each(&mut entry)?;
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
