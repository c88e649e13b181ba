//! What the ledger rests on: documents, publishers, languages, dates.

use std::collections::{BTreeMap, HashMap, HashSet};

use claims::{Moment, Outcome};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::{
    Covered, Ledger, Named, Result, Summary,
    index::{self, Topic},
    instant::{self, Instant},
    question::Counting,
    rows::{CoverageRow, ReadingRow, Stored},
    seal::Seal,
    words::Vocabulary,
};

/// The part of a summary that is kept after each batch, so that no question has to count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    pub documents: u64,
    pub claims: u64,
    pub publishers: u64,
    pub languages: BTreeMap<String, u64>,
    pub first: Option<Moment>,
    pub last: Option<Moment>,
    pub recorded: Option<Instant>,
    /// Batches recorded as of an earlier instant than one before them.
    pub back_dated: u64,
    /// Documents with several readings.
    pub reread: u64,
}

impl Standing {
    pub fn published(&mut self, moment: Option<Moment>) {
        let Some(moment) = moment else { return };
        self.first = Some(self.first.map_or(moment, |first| first.min(moment)));
        self.last = Some(self.last.map_or(moment, |last| last.max(moment)));
    }

    pub fn recorded(&mut self, instant: Instant) {
        self.recorded = Some(self.recorded.map_or(instant, |last| last.max(instant)));
    }

    /// Counts a reading in, or out again.
    pub fn reading(&mut self, language: Option<&str>, claims: usize, counts: bool) {
        let add = |count: &mut u64, n: u64| *count = if counts { *count + n } else { count.saturating_sub(n) };
        add(&mut self.claims, claims as u64);
        if let Some(language) = language {
            add(self.languages.entry(language.to_owned()).or_default(), 1);
            self.languages.retain(|_, n| *n > 0);
        }
    }

    /// The row as it is kept, with its checksum.
    pub fn row(&self, batch: i64) -> (String, i64) {
        let body = serde_json::to_string(self).unwrap_or_default(); // maps with string keys always serialise
        let checksum = Seal::default().int(batch).text(&body).checksum();
        (body, checksum)
    }
}

/// What is counted in the table `tallies`.
pub(crate) mod tally {
    pub const PUBLISHER: i64 = 1;
    pub const AGREEMENT: i64 = 2;
}

impl Ledger {
    /// What the answers rest on. Fast for everything up to now and, where no batch was back-dated into the past asked for,
    /// for every instant; else it reads all documents.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn coverage_summary(&self, known_at: Option<&str>) -> Result<Summary> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let standing = match self.kept_standing(known)? {
                Some(standing) => standing,
                None => self.counted_standing(known)?,
            };
            let mut languages: Vec<(String, u64)> = standing.languages.into_iter().collect();
            languages.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            Ok(Summary {
                documents: standing.documents,
                claims: standing.claims,
                publishers: standing.publishers,
                languages,
                first_published: standing.first,
                last_published: standing.last,
                last_recorded: standing.recorded.map(instant::write),
                failures: self.failures(known)?,
            })
        })
    }

    /// The standing after the last batch recorded by then; None where later batches reach back before it.
    fn kept_standing(&self, known: Instant) -> Result<Option<Standing>> {
        let batch = self.batch_by(known)?;
        if self.reaches_back(batch, known)? {
            return Ok(None);
        }
        match batch {
            0 => Ok(Some(Standing::default())),
            _ => self.sql("reading the summary", self.standing_after(batch)),
        }
    }

    /// The standing kept after a batch; None where there is none or it is damaged: it can be counted again.
    pub(crate) fn standing_after(&self, batch: i64) -> rusqlite::Result<Option<Standing>> {
        let found: Option<(String, i64)> = self
            .connection
            .prepare_cached("SELECT body, checksum FROM summaries WHERE batch = ?1")?
            .query_row([batch], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((body, checksum)) = found else { return Ok(None) };
        if Seal::default().int(batch).text(&body).checksum() != checksum {
            return Ok(None);
        }
        Ok(serde_json::from_str(&body).ok())
    }

    /// The standing, counted from the rows.
    pub(crate) fn counted_standing(&self, known: Instant) -> Result<Standing> {
        let mut standing = Standing::default();
        let mut publishers = HashSet::new();
        self.each::<crate::rows::DocumentRow>("WHERE recorded <= ?1", &[known], |document| {
            standing.documents += 1;
            let published =
                document.published().map_err(|what| self.damaged(format!("{}: {what}", document.name())))?;
            standing.published(published);
            standing.recorded(document.recorded);
            publishers.extend(document.publisher);
            Ok(())
        })?;
        standing.publishers = publishers.len() as u64;
        let mut counting: Option<ReadingRow> = None;
        let mut readings_before = 0;
        let count = |standing: &mut Standing, reading: Option<ReadingRow>| -> Result<()> {
            if let Some(reading) = reading {
                let members = match &reading.members {
                    None => usize::try_from(reading.claims).unwrap_or(0),
                    Some(_) => reading.members().map_or(0, |members| members.len()),
                };
                standing.reading(reading.language.as_deref(), members, true);
            }
            Ok(())
        };
        self.each::<ReadingRow>(
            "INDEXED BY readings_of_document WHERE recorded <= ?1 ORDER BY document, recorded, number",
            &[known],
            |reading| {
                standing.recorded(reading.recorded);
                if counting.as_ref().is_some_and(|before| before.document != reading.document) {
                    count(&mut standing, counting.take())?;
                    readings_before = 0;
                }
                readings_before += 1;
                standing.reread += u64::from(readings_before == 2);
                counting = Some(reading);
                Ok(())
            },
        )?;
        count(&mut standing, counting)?;
        let back = self.connection.query_row(
            "SELECT count(*) FROM batches b JOIN batches p ON p.number = b.number - 1 WHERE b.low < p.highest",
            [],
            |row| row.get::<_, i64>(0),
        );
        standing.back_dated = self.sql("reading the batches", back)?.unsigned_abs();
        for table in ["decisions", "coverage"] {
            let found = self.connection.query_row(
                &format!("SELECT max(recorded) FROM {table} WHERE recorded <= ?1"),
                [known],
                |row| row.get::<_, Option<Instant>>(0),
            );
            if let Some(last) = self.sql("reading the last instant", found)? {
                standing.recorded(last);
            }
        }
        Ok(standing)
    }

    /// The last looks that did not read everything, by place.
    fn failures(&self, known: Instant) -> Result<Vec<Covered>> {
        let mut last: BTreeMap<String, CoverageRow> = BTreeMap::new();
        if known == Instant::MAX {
            let found = self.connection.prepare_cached("SELECT coverage FROM places").and_then(|mut all| {
                all.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()
            });
            for number in self.sql("reading the places", found)? {
                let row: CoverageRow = self.must(number)?;
                last.insert(row.coverage.place.clone(), row);
            }
        } else {
            self.each::<CoverageRow>("WHERE recorded <= ?1 ORDER BY recorded, number", &[known], |row| {
                last.insert(row.coverage.place.clone(), row);
                Ok(())
            })?;
        }
        let failed = last.into_values().filter(|row| row.coverage.outcome != Outcome::Read);
        Ok(failed.map(|row| Covered { recorded: instant::write(row.recorded), coverage: row.coverage }).collect())
    }

    /// All agreements that claims name, by id. For now it reads a table of sums; for an earlier instant it looks at every
    /// claim that names an agreement.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn agreements(&self, known_at: Option<&str>) -> Result<Vec<Named>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            if self.last_batch()?.is_none_or(|last| last.highest <= known) {
                let found = self
                    .connection
                    .prepare_cached("SELECT name, count FROM tallies WHERE kind = ?1 AND count > 0 ORDER BY name")
                    .and_then(|mut all| {
                        let rows = all.query_map([tally::AGREEMENT], |row| {
                            Ok(Named { agreement: row.get(0)?, claims: row.get::<_, i64>(1)?.unsigned_abs() })
                        })?;
                        rows.collect()
                    });
                return self.sql("reading the agreements", found);
            }
            let counts = self.counted_agreements(known)?;
            Ok(counts.into_iter().map(|(agreement, claims)| Named { agreement, claims }).collect())
        })
    }

    fn counted_agreements(&self, known: Instant) -> Result<BTreeMap<String, u64>> {
        let mut entries = HashSet::new();
        let found = index::between(&self.connection, Topic::Agreement, (0, 0), (u64::MAX, u64::MAX), |entry| {
            entries.insert((entry.number.cast_signed(), entry.first));
        });
        self.index("reading the agreements", found)?;
        let mut entries: Vec<(i64, u64)> = entries.into_iter().collect();
        entries.sort_unstable();
        let mut counting = Counting::new(self)?;
        let mut counts: HashMap<u64, u64> = HashMap::new();
        for (number, agreement) in entries {
            let reading = self.reading_of_claim(number)?;
            if self.counts(number, reading, known, &mut counting)?.is_some() {
                *counts.entry(agreement).or_default() += 1;
            }
        }
        let mut named = BTreeMap::new();
        for (agreement, count) in counts {
            let word = u32::try_from(agreement.saturating_sub(1)).unwrap_or(0);
            let word = self.word(word)?.ok_or_else(|| self.damaged(format!("word {word} is missing")))?;
            named.insert(word.text.as_ref().to_owned(), count);
        }
        Ok(named)
    }

    /// Calls `each` with every row that `tail` selects; damaged rows are errors.
    pub(crate) fn each<R: Stored>(
        &self,
        tail: &str,
        values: &[i64],
        mut each: impl FnMut(R) -> Result<()>,
    ) -> Result<()> {
        let sql = format!("SELECT {} FROM {} {tail}", R::COLUMNS, R::NAME);
        let mut all = self.sql("reading rows", self.connection.prepare_cached(&sql))?;
        let mut rows = self.sql("reading rows", all.query(rusqlite::params_from_iter(values)))?;
        while let Some(row) = self.sql("reading rows", rows.next())? {
            let row = R::read(row).map_err(|error| {
                self.damaged(format!("a row of {} holds bytes that were never written there ({error})", R::NAME))
            })?;
            each(self.sound(row)?)?;
        }
        Ok(())
    }
}
