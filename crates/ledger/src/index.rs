//! The index: sorted entries (topic, key, number) in blocks of some 1,000 bytes.
//!
//! A tree that takes every entry where it belongs rewrites a page for nearly every entry once it is large: the history of
//! ten million claims would be written at a few thousand claims a second. So entries are gathered and appended as a sorted
//! *run* with each batch, and runs of like size are merged into larger ones. A question looks into each run; their number
//! grows with the logarithm of the entries. The index is derived: it holds nothing that the rows do not, is checked
//! against them by `verify`, and can be thrown away and made anew.

use std::{cmp::Reverse, collections::BinaryHeap};

use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    bytes::{Reader, Writer},
    seal::Seal,
};

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Topic {
    /// First digits of a claim's id → claim.
    Claim = 1,
    /// Agreement, party → claim.
    Agreement = 2,
    /// Party, other party → claim.
    Party = 3,
    /// Speaker → claim.
    Speaker = 4,
    /// Act → claim.
    Act = 5,
    /// Speaker → reading with a quotation.
    Quoted = 6,
}

impl Topic {
    fn of(code: u64) -> Option<Topic> {
        [Topic::Claim, Topic::Agreement, Topic::Party, Topic::Speaker, Topic::Act, Topic::Quoted]
            .into_iter()
            .find(|t| *t as u64 == code)
    }
}

/// One entry: under this topic and key stands the row with that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Entry {
    pub topic: Topic,
    pub first: u64,
    pub second: u64,
    pub number: u64,
}

impl Entry {
    /// Bytes that are ordered as the entries are.
    fn ordered(&self) -> [u8; 25] {
        let mut bytes = [self.topic as u8; 25];
        let (words, _) = bytes.split_at_mut(1).1.as_chunks_mut::<8>();
        for (to, value) in words.iter_mut().zip([self.first, self.second, self.number]) {
            *to = value.to_be_bytes();
        }
        bytes
    }

    /// A number for the entry; the sum over a set of entries is the same in any order and almost never for another set.
    pub fn mark(&self) -> u64 {
        crate::seal::checksum(&self.ordered())
    }

    /// Appends the entry, told as the difference from the one before.
    fn write(&self, before: &Entry, out: &mut Writer) {
        if self.topic != before.topic {
            out.number((self.topic as u64) << 2 | 3);
            out.number(self.first);
            out.number(self.second);
            out.number(self.number);
        } else if self.first != before.first {
            // Keys of claims have 48 bits, so that the shift loses nothing.
            out.number(self.first.wrapping_sub(before.first) << 2 | 2);
            out.number(self.second);
            out.number(self.number);
        } else if self.second != before.second {
            out.number(self.second.wrapping_sub(before.second) << 2 | 1);
            out.number(self.number);
        } else {
            out.number(self.number.wrapping_sub(before.number) << 2);
        }
    }

    fn read(before: &Entry, from: &mut Reader<'_>) -> Option<Entry> {
        let code = from.number().ok()?;
        let (level, step) = (code & 3, code >> 2);
        let mut number = || from.number().ok();
        Some(match level {
            3 => Entry { topic: Topic::of(step)?, first: number()?, second: number()?, number: number()? },
            2 => Entry { first: before.first.checked_add(step)?, second: number()?, number: number()?, ..*before },
            1 => Entry { second: before.second.checked_add(step)?, number: number()?, ..*before },
            _ => Entry { number: before.number.checked_add(step)?, ..*before },
        })
    }
}

/// Before every entry.
const ZERO: Entry = Entry { topic: Topic::Claim, first: 0, second: 0, number: 0 };

/// A block is closed when it holds this many bytes: four to a page.
const BLOCK: usize = 960;
/// As many runs of like size are merged into one.
const FAN: usize = 4;
/// Runs of fewer entries are all of like size.
const SMALL: u64 = 1000;

/// What can go wrong in the index.
#[derive(Debug)]
pub(crate) enum IndexError {
    Sqlite(rusqlite::Error),
    /// The block with this number is damaged.
    Block(i64),
}

impl From<rusqlite::Error> for IndexError {
    fn from(error: rusqlite::Error) -> IndexError {
        IndexError::Sqlite(error)
    }
}

type Result<T> = std::result::Result<T, IndexError>;

/// Appends the entries as a run, and merges runs where there are many of one size. `entries` is emptied.
pub(crate) fn append(connection: &Connection, entries: &mut Vec<Entry>) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    entries.sort_unstable();
    entries.dedup();
    let mut run = RunWriter::new(connection)?;
    for entry in entries.iter() {
        run.push(*entry)?;
    }
    run.finish()?;
    entries.clear();
    merge(connection)
}

/// Merges runs of like size until nowhere are [`FAN`] of them.
fn merge(connection: &Connection) -> Result<()> {
    loop {
        let mut sizes: Vec<(u32, i64)> = runs(connection)?.into_iter().map(|(run, n)| (size(n), run)).collect();
        sizes.sort_unstable();
        let crowded = sizes.chunk_by(|a, b| a.0 == b.0).find(|like| like.len() >= FAN);
        let Some(crowded) = crowded else { return Ok(()) };
        let merged: Vec<i64> = crowded.iter().map(|(_, run)| *run).collect();
        let mut to = RunWriter::new(connection)?;
        let mut from: Vec<RunReader<'_>> = merged.iter().map(|&run| RunReader::new(connection, run, true)).collect();
        let mut heads = BinaryHeap::new();
        for (place, reader) in from.iter_mut().enumerate() {
            if let Some(entry) = reader.next()? {
                heads.push(Reverse((entry, place)));
            }
        }
        let mut last = None;
        while let Some(Reverse((entry, place))) = heads.pop() {
            if last != Some(entry) {
                to.push(entry)?;
                last = Some(entry);
            }
            if let Some(reader) = from.get_mut(place)
                && let Some(next) = reader.next()?
            {
                heads.push(Reverse((next, place)));
            }
        }
        to.finish()?;
        let mut delete = connection.prepare_cached("DELETE FROM runs WHERE number = ?1")?;
        for run in merged {
            delete.execute([run])?;
        }
    }
}

/// The class of runs of like size.
fn size(entries: u64) -> u32 {
    if entries < SMALL { 0 } else { (entries / SMALL).ilog(FAN as u64) + 1 }
}

/// All runs with the number of their entries.
fn runs(connection: &Connection) -> Result<Vec<(i64, u64)>> {
    let mut all = connection.prepare_cached("SELECT number, entries FROM runs ORDER BY number")?;
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

struct RunWriter<'c> {
    connection: &'c Connection,
    run: i64,
    entries: i64,
    first: Entry,
    last: Entry,
    block: Writer,
}

impl<'c> RunWriter<'c> {
    fn new(connection: &'c Connection) -> Result<RunWriter<'c>> {
        let run = connection
            .prepare_cached("INSERT INTO runs(entries) VALUES (0) RETURNING number")?
            .query_row([], |row| row.get(0))?;
        Ok(RunWriter { connection, run, entries: 0, first: ZERO, last: ZERO, block: Writer::default() })
    }

    fn push(&mut self, entry: Entry) -> Result<()> {
        if self.block.bytes.len() > BLOCK {
            self.close()?;
        }
        if self.block.bytes.is_empty() {
            self.first = entry;
            self.last = ZERO;
        }
        entry.write(&self.last, &mut self.block);
        self.last = entry;
        self.entries += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        let first = self.first.ordered();
        let checksum = block_checksum(self.run, &first, &self.block.bytes);
        self.connection
            .prepare_cached("INSERT INTO blocks(run, first, body, checksum) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![self.run, first.as_slice(), self.block.bytes.as_slice(), checksum])?;
        self.block.bytes.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        if !self.block.bytes.is_empty() {
            self.close()?;
        }
        self.connection
            .prepare_cached("UPDATE runs SET entries = ?2 WHERE number = ?1")?
            .execute([self.run, self.entries])?;
        Ok(())
    }
}

fn block_checksum(run: i64, first: &[u8], body: &[u8]) -> i64 {
    Seal::default().int(run).bytes(first).bytes(body).checksum()
}

/// Reads a run from its beginning; takes its blocks away behind it where told so.
struct RunReader<'c> {
    connection: &'c Connection,
    run: i64,
    taking: bool,
    body: Vec<u8>,
    read: usize,
    last: Entry,
    block: Option<(i64, Vec<u8>)>,
    done: bool,
}

impl<'c> RunReader<'c> {
    fn new(connection: &'c Connection, run: i64, taking: bool) -> RunReader<'c> {
        RunReader { connection, run, taking, body: Vec::new(), read: 0, last: ZERO, block: None, done: false }
    }

    fn next(&mut self) -> Result<Option<Entry>> {
        if self.read >= self.body.len() && !self.done {
            self.load()?;
        }
        let Some(rest) = self.body.get(self.read..).filter(|rest| !rest.is_empty()) else { return Ok(None) };
        let mut reader = Reader { rest };
        let number = self.block.as_ref().map_or(0, |(number, _)| *number);
        let entry = Entry::read(&self.last, &mut reader).ok_or(IndexError::Block(number))?;
        self.read += rest.len() - reader.rest.len();
        self.last = entry;
        Ok(Some(entry))
    }

    fn load(&mut self) -> Result<()> {
        let behind = self.block.take();
        let after = behind.as_ref().map_or(&[][..], |(_, first)| first);
        let found = self
            .connection
            .prepare_cached(
                "SELECT number, first, body, checksum FROM blocks WHERE run = +?1 AND first > ?2 ORDER BY first LIMIT 1",
            )?
            .query_row(params![self.run, after], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?, row.get::<_, i64>(3)?))
            })
            .optional()?;
        if let Some((number, _)) = behind
            && self.taking
        {
            self.connection.prepare_cached("DELETE FROM blocks WHERE number = ?1")?.execute([number])?;
        }
        self.read = 0;
        self.last = ZERO;
        match found {
            None => {
                self.done = true;
                self.body.clear();
            }
            Some((number, first, body, checksum)) => {
                if block_checksum(self.run, &first, &body) != checksum {
                    return Err(IndexError::Block(number));
                }
                self.block = Some((number, first));
                self.body = body;
            }
        }
        Ok(())
    }
}

/// Calls `found` with the number of every entry under the topic whose key lies between `low` and `high`, both included,
/// as (first, second). Entries may come twice.
pub(crate) fn between(
    connection: &Connection,
    topic: Topic,
    low: (u64, u64),
    high: (u64, u64),
    found: impl FnMut(Entry),
) -> Result<()> {
    let low = Entry { topic, first: low.0, second: low.1, number: 0 };
    let high = Entry { topic, first: high.0, second: high.1, number: u64::MAX };
    range(connection, low, high, found)
}

/// The same for one key and the numbers after `after`.
pub(crate) fn after(
    connection: &Connection,
    topic: Topic,
    key: (u64, u64),
    after: u64,
    found: impl FnMut(Entry),
) -> Result<()> {
    let low = Entry { topic, first: key.0, second: key.1, number: after.saturating_add(1) };
    range(connection, low, Entry { number: u64::MAX, ..low }, found)
}

fn range(connection: &Connection, low: Entry, high: Entry, mut found: impl FnMut(Entry)) -> Result<()> {
    let (from, to) = (low.ordered(), high.ordered());
    // The block in which the first entry may stand, and all after it that begin before the end. The plus signs keep SQLite
    // from looking at the value when it plans, and so from planning anew for another.
    let mut start = connection.prepare_cached("SELECT max(first) FROM blocks WHERE run = +?1 AND first <= ?2")?;
    let mut blocks = connection.prepare_cached(
        "SELECT number, first, body, checksum FROM blocks WHERE run = +?1 AND first >= ?2 AND first <= ?3 ORDER BY first",
    )?;
    for (run, _) in runs(connection)? {
        let start: Option<Vec<u8>> = start.query_row(params![run, from.as_slice()], |row| row.get(0))?;
        let start = start.as_deref().unwrap_or_default();
        let mut rows = blocks.query(params![run, start, to.as_slice()])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let (first, body) = (row.get_ref(1)?.as_blob(), row.get_ref(2)?.as_blob());
            let (Ok(first), Ok(body)) = (first, body) else { return Err(IndexError::Block(number)) };
            if block_checksum(run, first, body) != row.get::<_, i64>(3)? {
                return Err(IndexError::Block(number));
            }
            let mut reader = Reader { rest: body };
            let mut last = ZERO;
            while !reader.rest.is_empty() {
                last = Entry::read(&last, &mut reader).ok_or(IndexError::Block(number))?;
                if last > high {
                    break;
                }
                if last >= low {
                    found(last);
                }
            }
        }
    }
    Ok(())
}

/// What [`check`] found in the index.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// Number of entries, each counted once a run.
    pub entries: u64,
    /// Sum of their marks.
    pub marks: u64,
    pub blocks: u64,
    pub damaged: Vec<String>,
}

/// Reads the whole index, and says what is damaged in it.
pub(crate) fn check(connection: &Connection) -> std::result::Result<Contents, rusqlite::Error> {
    let mut contents = Contents::default();
    let all = runs(connection).map_err(|error| match error {
        IndexError::Sqlite(error) => error,
        IndexError::Block(_) => rusqlite::Error::InvalidQuery,
    })?;
    for (run, said) in &all {
        let mut blocks =
            connection.prepare("SELECT number, first, body, checksum FROM blocks WHERE run = +?1 ORDER BY first")?;
        let mut rows = blocks.query([run])?;
        let (mut before, mut count) = (None, 0);
        while let Some(row) = rows.next()? {
            contents.blocks += 1;
            let number: i64 = row.get(0)?;
            let (Ok(first), Ok(body)) = (row.get_ref(1)?.as_blob(), row.get_ref(2)?.as_blob()) else {
                contents.damaged.push(format!("block {number} of the index has lost its bytes"));
                continue;
            };
            if row.get::<_, i64>(3).ok() != Some(block_checksum(*run, first, body)) {
                contents
                    .damaged
                    .push(format!("block {number} of the index: the stored bytes do not match their checksum"));
                continue;
            }
            let mut reader = Reader { rest: body };
            let mut last = ZERO;
            while !reader.rest.is_empty() {
                let Some(entry) = Entry::read(&last, &mut reader) else {
                    contents.damaged.push(format!("block {number} of the index cannot be read"));
                    break;
                };
                if before.is_some_and(|before| before >= entry) {
                    contents.damaged.push(format!("block {number} of the index is out of order"));
                }
                (last, before) = (entry, Some(entry));
                count += 1;
                contents.marks = contents.marks.wrapping_add(entry.mark());
            }
        }
        contents.entries += count;
        if count != *said {
            contents.damaged.push(format!("run {run} of the index has {count} entries and should have {said}"));
        }
    }
    let known = "SELECT count(*) FROM blocks WHERE run NOT IN (SELECT number FROM runs)";
    let strays: i64 = connection.query_row(known, [], |row| row.get(0))?;
    if strays > 0 {
        contents.damaged.push(format!("{strays} blocks of the index belong to no run"));
    }
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn connection() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(crate::schema::DERIVED).unwrap();
        connection
    }

    fn topic() -> impl Strategy<Value = Topic> {
        (1u64..=6).prop_map(|code| Topic::of(code).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn entries_come_back(
            batches in prop::collection::vec(
                prop::collection::vec((topic(), 0u64..1 << 48, 0u64..5, 0u64..1 << 40), 0..400), 1..30),
        ) {
            let connection = connection();
            let mut all: Vec<Entry> = Vec::new();
            for (place, batch) in batches.into_iter().enumerate() {
                let mut entries: Vec<Entry> = batch.into_iter()
                    // Few keys in every other batch, so that the same key stands in many runs.
                    .map(|(topic, first, second, number)| Entry {
                        topic, first: if place % 2 == 0 { first % 3 } else { first }, second, number })
                    .collect();
                all.extend(&entries);
                append(&connection, &mut entries).unwrap();
            }
            all.sort_unstable();
            all.dedup();
            for topic in [Topic::Claim, Topic::Party, Topic::Quoted] {
                for key in [(0, 0), (1, 3), (2, 4)] {
                    let mut found = Vec::new();
                    between(&connection, topic, key, key, |e| found.push(e)).unwrap();
                    found.sort_unstable();
                    found.dedup();
                    let wanted: Vec<Entry> = all.iter().copied()
                        .filter(|e| e.topic == topic && (e.first, e.second) == key).collect();
                    prop_assert_eq!(found, wanted);
                }
                let mut found = Vec::new();
                between(&connection, topic, (0, 0), (u64::MAX, u64::MAX), |e| found.push(e)).unwrap();
                found.sort_unstable();
                found.dedup();
                prop_assert_eq!(found, all.iter().copied().filter(|e| e.topic == topic).collect::<Vec<_>>());
            }
            let contents = check(&connection).unwrap();
            prop_assert!(contents.damaged.is_empty(), "{:?}", contents.damaged);
            prop_assert!(runs(&connection).unwrap().len() < FAN * 8);
        }

        #[test]
        fn any_block_is_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut reader = Reader { rest: &bytes };
            let mut last = ZERO;
            while let Some(entry) = Entry::read(&last, &mut reader) {
                last = entry;
            }
        }
    }

    #[test]
    fn a_damaged_block_is_noticed() {
        let connection = connection();
        let mut entries: Vec<Entry> =
            (0..5000).map(|n| Entry { topic: Topic::Act, first: n / 10, second: 0, number: n }).collect();
        append(&connection, &mut entries).unwrap();
        connection.execute("UPDATE blocks SET body = x'00' || substr(body, 2) WHERE number = 2", []).unwrap();
        assert!(matches!(between(&connection, Topic::Act, (0, 0), (u64::MAX, 0), |_| ()), Err(IndexError::Block(2))));
        assert_eq!(check(&connection).unwrap().damaged.len(), 2);
    }
}
