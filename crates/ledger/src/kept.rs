//! Questions about documents, readings, quotations, decisions and coverage, and what changed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use claims::{Line, Note, Quotation, Reading, Sourced};
use rusqlite::OptionalExtension;

use crate::{
    Changes, Covered, Decided, Error, Heading, Kept, Ledger, Quoted, Result,
    index::Topic,
    instant::{self, Instant},
    keys::{NONE, speaker_keys},
    question::{check_prefix, only},
    rows::{ClaimRow, CoverageRow, DecisionRow, DocumentRow, LayersRow, ReadingRow, Stored, TextRow},
    seal::{hex, id_bytes},
};

/// The largest text, and the largest reading's lines, in bytes.
pub(crate) const MOST_BYTES: usize = 512 << 20;

impl Ledger {
    /// Whether the document is kept (by its full id).
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn knows_document(&self, document: &str) -> Result<bool> {
        Ok(self.document_number(document)?.is_some())
    }

    /// Whether a reading of the document (by its full id) by that version is kept.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn has_reading(&self, document: &str, version: &str) -> Result<bool> {
        let (Some(number), Some(version)) = (self.document_number(document)?, self.known_word(version)?) else {
            return Ok(false);
        };
        let found = self
            .connection
            .prepare_cached("SELECT 1 FROM readings WHERE document = ?1 AND version = ?2 LIMIT 1")
            .and_then(|mut one| one.query_row([number, version.into()], |_| Ok(())).optional());
        Ok(self.sql("looking for a reading", found)?.is_some())
    }

    /// The document with that id, or the only one whose id begins so. Its text is byte for byte what was given.
    ///
    /// # Errors
    /// [`Error::Id`], [`Error::Ambiguous`]; as for every question ([`Ledger`]).
    pub fn document(&self, id: &str, known_at: Option<&str>) -> Result<Option<Kept>> {
        let known = instant::known(known_at)?;
        check_prefix(id)?;
        self.snapshot(|| {
            // Ids that begin so lie between the beginning filled up with 0 and filled up with f.
            let filled = |with: &str| id_bytes(&format!("{id}{}", with.repeat(32 - id.len()))).unwrap_or_default();
            let found = self
                .connection
                .prepare_cached(
                    "SELECT number FROM documents WHERE id BETWEEN ?1 AND ?2 AND recorded <= ?3 ORDER BY id LIMIT 10",
                )
                .and_then(|mut some| {
                    let (low, high) = (filled("0"), filled("f"));
                    let rows = some.query_map((low.as_slice(), high.as_slice(), known), |row| row.get::<_, i64>(0))?;
                    rows.collect::<rusqlite::Result<Vec<_>>>()
                });
            let numbers = self.sql("looking for a document", found)?;
            let rows = numbers.into_iter().map(|n| self.must::<DocumentRow>(n)).collect::<Result<Vec<_>>>()?;
            let named: Vec<(String, DocumentRow)> = rows.into_iter().map(|row| (hex(&row.id), row)).collect();
            only(id, named, |(id, _)| id)?.map(|(_, row)| self.kept(row)).transpose()
        })
    }

    /// What stands over the documents of a publisher, in order of arrival; their texts are not read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn headings_of_publisher(&self, publisher: Option<&str>) -> Result<Vec<Heading>> {
        let found = self
            .connection
            .prepare_cached("SELECT id, label, title, published FROM documents WHERE publisher IS ?1 ORDER BY number")
            .and_then(|mut all| {
                let rows = all.query_map([publisher], |row| {
                    let published: Option<String> = row.get(3)?;
                    Ok(Heading {
                        id: hex(&row.get::<_, Vec<u8>>(0)?),
                        label: row.get(1)?,
                        title: row.get(2)?,
                        published: published.and_then(|p| p.parse().ok()),
                    })
                })?;
                rows.collect::<rusqlite::Result<Vec<_>>>()
            });
        self.sql("looking for the documents of a publisher", found)
    }

    /// Up to `limit` documents after the one with that id (None: from the first), in order of arrival: for walks over
    /// everything, as when a better reader reads all anew.
    ///
    /// # Errors
    /// [`Error::UnknownDocument`]; where the file cannot be read.
    pub fn documents_after(&self, after: Option<&str>, limit: usize) -> Result<Vec<Kept>> {
        self.snapshot(|| {
            let after = match after {
                None => 0,
                Some(id) => self.document_number(id)?.ok_or_else(|| Error::UnknownDocument(id.to_owned()))?,
            };
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut rows = Vec::new();
            self.each::<DocumentRow>("WHERE number > ?1 ORDER BY number LIMIT ?2", &[after, limit], |row| {
                rows.push(row);
                Ok(())
            })?;
            rows.into_iter().map(|row| self.kept(row)).collect()
        })
    }

    fn kept(&self, row: DocumentRow) -> Result<Kept> {
        let text: TextRow = self.must(row.number)?;
        let damaged = |what: String| self.damaged(format!("{}: {what}", row.name()));
        let text = decompress(&text.body, usize::try_from(row.length).unwrap_or(usize::MAX)).map_err(damaged)?;
        let text = String::from_utf8(text).map_err(|_| damaged("its text is no UTF-8".to_owned()))?;
        let document = row.document(text).map_err(damaged)?;
        Ok(Kept { id: hex(&row.id), recorded: instant::write(row.recorded), document })
    }

    /// The whole reading of a document (by its full id) that counts: claims, quotations, times and mentions as the reader
    /// gave them, but for `document`, which is the document's id.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn reading(&self, document: &str, known_at: Option<&str>) -> Result<Option<Reading>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let Some(number) = self.document_number(document)? else { return Ok(None) };
            self.counting(number, known)?.map(|reading| self.whole_reading(reading, document)).transpose()
        })
    }

    /// The reading with that number; `document` is its document's id.
    pub(crate) fn whole_reading(&self, number: i64, document: &str) -> Result<Reading> {
        let row: ReadingRow = self.must(number)?;
        let damaged = |what: &str| self.damaged(format!("{}: {what}", row.name()));
        let mut reading = Reading {
            document: document.to_owned(),
            language: row.language.clone(),
            version: self.word_text(row.version)?,
            fingerprint: row.fingerprint.cast_unsigned(),
            ..Reading::default()
        };
        if let Some(notes) = &row.notes {
            reading.notes =
                serde_json::from_str::<Vec<Note>>(notes).map_err(|_| damaged("its notes cannot be read"))?;
        }
        for line in self.layers(number)? {
            match line {
                Line::Mention(mut line) => {
                    document.clone_into(&mut line.document);
                    reading.mentions.push(line);
                }
                Line::Time(mut line) => {
                    document.clone_into(&mut line.document);
                    reading.times.push(line);
                }
                Line::Quotation(mut line) => {
                    document.clone_into(&mut line.document);
                    reading.quotations.push(line);
                }
                Line::Claim(_) => return Err(damaged("a claim stands among its other lines")),
            }
        }
        for member in row.members().ok_or_else(|| damaged("it lists no claims"))? {
            let claim: ClaimRow = self.must(member)?;
            reading.claims.push(self.unpack(&claim, document)?);
        }
        Ok(reading)
    }

    /// Mentions, times and quotations of a reading.
    fn layers(&self, reading: i64) -> Result<Vec<Line>> {
        let row: LayersRow = self.must(reading)?;
        self.lines_of(&row)
    }

    pub(crate) fn lines_of(&self, row: &LayersRow) -> Result<Vec<Line>> {
        if row.body.is_empty() {
            return Ok(Vec::new());
        }
        let damaged = |what: String| self.damaged(format!("{}: {what}", row.name()));
        let lines = decompress(&row.body, MOST_BYTES).map_err(damaged)?;
        lines
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).map_err(|error| damaged(error.to_string())))
            .collect()
    }

    /// Quotations of the person, office, organisation or state, in order of documents' ids and of the text.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn quotations_by_speaker(&self, speaker: &str, known_at: Option<&str>) -> Result<Vec<Quoted>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let Some(first) = self.half(speaker)? else { return Ok(Vec::new()) };
            let mut quoted = Vec::new();
            for number in self.numbers(Topic::Quoted, (first, NONE), (first, NONE))? {
                let held = self.held(number)?;
                if self.counting(held.row.document, known)? != Some(number) {
                    continue;
                }
                for line in self.layers(number)? {
                    let Line::Quotation(mut quotation) = line else { continue };
                    if says(&quotation, speaker) {
                        quotation.document.clone_from(&held.source.document);
                        quoted.push(Quoted { quotation, source: held.source.clone() });
                    }
                }
            }
            quoted.sort_by(|a, b| {
                let key = |q: &Quoted| (q.quotation.content.first().map(|span| span.start), q.quotation.within);
                (&a.source.document, key(a), &a.quotation.id).cmp(&(&b.source.document, key(b), &b.quotation.id))
            });
            Ok(quoted)
        })
    }

    /// All decisions, in the order in which they count: by instant, then by arrival.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn decisions(&self, known_at: Option<&str>) -> Result<Vec<Decided>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| self.decisions_between(Instant::MIN, known, (0, i64::MAX)))
    }

    fn decisions_between(&self, after: Instant, until: Instant, rows: (i64, i64)) -> Result<Vec<Decided>> {
        let mut decisions = Vec::new();
        self.each::<DecisionRow>(
            "WHERE recorded > ?1 AND recorded <= ?2 AND number > ?3 AND number <= ?4 ORDER BY recorded, number",
            &[after, until, rows.0, rows.1],
            |row| {
                let (number, recorded) = (row.number.unsigned_abs(), instant::write(row.recorded));
                decisions.push(Decided { number, recorded, decision: row.decision });
                Ok(())
            },
        )?;
        Ok(decisions)
    }

    /// All looks at sources, by instant, then by arrival.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn coverage(&self, known_at: Option<&str>) -> Result<Vec<Covered>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| self.coverage_between(Instant::MIN, known, (0, i64::MAX)))
    }

    fn coverage_between(&self, after: Instant, until: Instant, rows: (i64, i64)) -> Result<Vec<Covered>> {
        let mut looks = Vec::new();
        self.each::<CoverageRow>(
            "WHERE recorded > ?1 AND recorded <= ?2 AND number > ?3 AND number <= ?4 ORDER BY recorded, number",
            &[after, until, rows.0, rows.1],
            |row| {
                looks.push(Covered { recorded: instant::write(row.recorded), coverage: row.coverage });
                Ok(())
            },
        )?;
        Ok(looks)
    }

    /// What was recorded after `from` and up to `to`. Looks only at the batches that reach into that time. A claim whose
    /// words or rule a later reading changed stands in both lists, under one id.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn recorded_between(&self, from: &str, to: &str) -> Result<Changes> {
        let (from, to) = (instant::parse(from)?, instant::parse(to)?);
        self.snapshot(|| {
            let mut changes = Changes::default();
            let mut documents = BTreeSet::new();
            let mut reread = BTreeSet::new();
            for (first, last) in self.batches_between(from, to)? {
                let within = [from, to];
                self.each::<DocumentRow>(
                    "WHERE recorded > ?1 AND recorded <= ?2 AND number > ?3 AND number <= ?4",
                    &[&within[..], &[first.documents, last.documents]].concat(),
                    |row| {
                        documents.insert(hex(&row.id));
                        Ok(())
                    },
                )?;
                self.each::<ReadingRow>(
                    "WHERE recorded > ?1 AND recorded <= ?2 AND number > ?3 AND number <= ?4",
                    &[&within[..], &[first.readings, last.readings]].concat(),
                    |row| {
                        reread.insert(row.document);
                        Ok(())
                    },
                )?;
                changes.decisions.extend(self.decisions_between(from, to, (first.decisions, last.decisions))?);
                changes.coverage.extend(self.coverage_between(from, to, (first.coverage, last.coverage))?);
            }
            changes.documents = documents.into_iter().collect();
            // Stable, so that within one instant the order of arrival stays.
            changes.decisions.sort_by_cached_key(|decided| instant::parse(&decided.recorded).ok());
            changes.coverage.sort_by_cached_key(|look| instant::parse(&look.recorded).ok());
            for document in reread {
                let members = |known| -> Result<Vec<i64>> {
                    let Some(reading) = self.counting(document, known)? else { return Ok(Vec::new()) };
                    let held = self.held(reading)?;
                    held.row.members().ok_or_else(|| self.damaged(format!("{} lists no claims", held.row.name())))
                };
                let (before, after) = (members(from)?, members(to)?);
                let difference = |all: &[i64], without: &[i64]| -> Vec<i64> {
                    let without: HashSet<i64> = without.iter().copied().collect();
                    all.iter().copied().filter(|number| !without.contains(number)).collect()
                };
                changes.added.extend(self.sourced(difference(&after, &before), to, |_| true)?);
                changes.dropped.extend(self.sourced(difference(&before, &after), from, |_| true)?);
            }
            let by_id = |a: &Sourced, b: &Sourced| a.claim.id.cmp(&b.claim.id);
            changes.added.sort_by(by_id);
            changes.dropped.sort_by(by_id);
            Ok(changes)
        })
    }

    /// For each batch that reaches into the time: the last rows before it, and its last rows.
    fn batches_between(&self, from: Instant, to: Instant) -> Result<Vec<(crate::rows::Last, crate::rows::Last)>> {
        use crate::rows::BatchRow;
        let sql = format!(
            "SELECT {} FROM batches WHERE number IN (SELECT number FROM batches WHERE high > ?1 AND low <= ?2 UNION \
             SELECT number - 1 FROM batches WHERE high > ?1 AND low <= ?2) ORDER BY number",
            BatchRow::COLUMNS
        );
        let found = self.connection.prepare_cached(&sql).and_then(|mut some| {
            let rows = some.query_map([from, to], BatchRow::read)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let batches: BTreeMap<i64, BatchRow> =
            self.sql("reading the batches", found)?.into_iter().map(|batch| (batch.number, batch)).collect();
        let reaching = batches.values().filter(|batch| batch.high > from && batch.low <= to);
        Ok(reaching
            .map(|batch| (batches.get(&(batch.number - 1)).map(|before| before.last).unwrap_or_default(), batch.last))
            .collect())
    }
}

/// Whether the quotation is somebody's words.
fn says(quotation: &Quotation, speaker: &str) -> bool {
    quotation.source.as_ref().is_some_and(|source| speaker_keys(source).any(|key| key == speaker))
}

/// Takes compressed bytes apart; the error says why they cannot be.
pub(crate) fn decompress(body: &[u8], most: usize) -> Result<Vec<u8>, String> {
    use std::io::Read;
    let most = most.min(MOST_BYTES);
    let mut bytes = Vec::new();
    zstd::Decoder::with_buffer(body)
        .and_then(|decoder| decoder.take(most as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("its bytes cannot be decompressed ({error})"))?;
    if bytes.len() > most { Err("it is larger than was written".to_owned()) } else { Ok(bytes) }
}
