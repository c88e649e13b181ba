//! What was worked out from a long history, kept beside it, so that a question need not read all of it again.
//!
//! The record of an agreement and a party is a fold over the claims that name both (RECORD.md, the law of the merge). The
//! ledger knows nothing of what is folded: it keeps the bytes that somebody made of all claims up to a batch, and hands
//! them back with the claims that came after. A fold is derived like the index: it can be thrown away at any time. One
//! that no longer holds, because a document behind it was read anew, is not handed back.

use std::collections::{BTreeMap, BTreeSet, btree_map};

use claims::{Claim, Sourced};
use rusqlite::{OptionalExtension, params};

use crate::{
    Batch, Ledger, Result,
    index::{self, Topic},
    instant::{self, Instant},
    keys::{MANY, NONE, Named},
    seal::Seal,
};

/// A history as far as it is folded, with the claims that are not in the fold yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folded {
    /// What was kept ([`Batch::keep_fold`]); None: nothing, or nothing that still holds.
    pub body: Option<Vec<u8>>,
    /// The claims that `body` does not hold, by claim id; all of them where it is None.
    pub claims: Vec<Sourced>,
    /// The batch up to which a fold of both would reach, to be given to [`Batch::keep_fold`]. None where no fold of what
    /// was known then can be kept, because part of a batch, or a later one that was back-dated, was known as well.
    pub until: Option<u64>,
}

/// A fold that still holds.
struct Kept {
    batch: i64,
    body: Vec<u8>,
}

impl Ledger {
    /// The claims that name both the agreement and the party, as [`Ledger::claims_of_pair`] gives them, but those that are
    /// in a kept fold of that `kind` as the fold. `kind` is a name for what is folded and by which version of the rules.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn folded_pair(&self, kind: &str, agreement: &str, party: &str, known_at: Option<&str>) -> Result<Folded> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let batch = self.batch_by(known)?;
            let mut folded = Folded { until: self.until(batch, known)?, ..Folded::default() };
            let (Some(first), Some(second)) = (self.half(agreement)?, self.half(party)?) else { return Ok(folded) };
            let kept = self.kept_fold(kind, first, second, batch)?;
            let after = self.claims_until(kept.as_ref().map_or(0, |kept| kept.batch))?;
            let mut numbers = self.numbers_after(first, second, after)?;
            let large = self.numbers_after(first, MANY, after)?;
            let is_large = !large.is_empty();
            numbers.extend(large);
            folded.claims = self.sourced(numbers, known, |claim| {
                let named = is_large.then(|| Named::of(claim));
                named.is_none_or(|named| named.agreements.contains(agreement) && named.parties.contains(party))
            })?;
            folded.body = kept.map(|kept| kept.body);
            Ok(folded)
        })
    }

    /// The same for every party that claims name together with the agreement, by party; under None stand the claims that
    /// name the agreement and no party.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn folded_agreement(
        &self,
        kind: &str,
        agreement: &str,
        known_at: Option<&str>,
    ) -> Result<BTreeMap<Option<String>, Folded>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let batch = self.batch_by(known)?;
            let until = self.until(batch, known)?;
            let Some(first) = self.half(agreement)? else { return Ok(BTreeMap::new()) };
            let kept = self.kept_folds(kind, first, batch)?;
            let mut after: BTreeMap<i64, i64> = BTreeMap::new();
            for fold in kept.values() {
                if let btree_map::Entry::Vacant(entry) = after.entry(fold.batch) {
                    entry.insert(self.claims_until(fold.batch)?);
                }
            }
            let mut numbers: BTreeMap<u64, Vec<i64>> = kept.keys().map(|second| (*second, Vec::new())).collect();
            let found = index::between(&self.connection, Topic::Agreement, (first, 0), (first, u64::MAX), |entry| {
                let number = entry.number.cast_signed();
                let held = kept.get(&entry.second).and_then(|fold| after.get(&fold.batch));
                let waiting = numbers.entry(entry.second).or_default();
                if held.is_none_or(|last| number > *last) {
                    waiting.push(number);
                }
            });
            self.index("looking into the index", found)?;
            let large = numbers.remove(&MANY).unwrap_or_default();
            let mut all = BTreeMap::new();
            let empty = || Folded { until, ..Folded::default() };
            for (second, numbers) in numbers {
                let party = match second {
                    NONE => None,
                    _ => Some(self.word_text(i64::try_from(second - 1).unwrap_or(i64::MAX))?),
                };
                let claims = self.sourced(numbers, known, |_| true)?;
                let body = kept.get(&second).map(|fold| fold.body.clone());
                if body.is_some() || !claims.is_empty() {
                    all.insert(party, Folded { body, claims, ..empty() });
                }
            }
            self.spread(
                large,
                known,
                &mut all,
                |second| kept.get(&second).and_then(|fold| after.get(&fold.batch)).copied().unwrap_or(0),
                empty,
            )?;
            Ok(all)
        })
    }

    /// Gives claims that name very many pairs to each party that they name.
    fn spread(
        &self,
        numbers: Vec<i64>,
        known: Instant,
        all: &mut BTreeMap<Option<String>, Folded>,
        held: impl Fn(u64) -> i64,
        empty: impl Fn() -> Folded,
    ) -> Result<()> {
        for number in numbers {
            for sourced in self.sourced(vec![number], known, |_| true)? {
                for party in Named::of(&sourced.claim).parties {
                    if self.half(party)?.is_some_and(|second| number > held(second)) {
                        let folded = all.entry(Some(party.to_owned())).or_insert_with(&empty);
                        folded.claims.push(sourced.clone());
                        folded.claims.sort_by(|a, b| a.claim.id.cmp(&b.claim.id));
                    }
                }
            }
        }
        Ok(())
    }

    /// The last batch up to which everything was recorded by then; 0 where there is none.
    pub(crate) fn batch_by(&self, known: Instant) -> Result<i64> {
        let Some(last) = self.last_batch()? else { return Ok(0) };
        if last.highest <= known {
            return Ok(last.number);
        }
        let found = (|| {
            // `highest` never falls, so that the batch is found by halving.
            let mut highest = self.connection.prepare_cached("SELECT highest FROM batches WHERE number = ?1")?;
            let (mut low, mut high) = (0, last.number);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                let recorded: Option<Instant> = highest.query_row([middle], |row| row.get(0)).optional()?;
                if recorded.is_some_and(|recorded| recorded <= known) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            Ok(low)
        })();
        self.sql("reading the batches", found)
    }

    /// Whether something in a later batch was known then, too.
    pub(crate) fn reaches_back(&self, batch: i64, known: Instant) -> Result<bool> {
        let Some(last) = self.last_batch()?.filter(|last| last.number > batch) else { return Ok(false) };
        let found = (|| {
            let standing = self.standing_after(last.number)?;
            // Where no batch was ever back-dated, only the next one may begin before its end.
            let only_next = standing.is_some_and(|standing| standing.back_dated == 0);
            let until = if only_next { batch + 1 } else { last.number };
            let reaching = self
                .connection
                .prepare_cached("SELECT min(low) FROM batches WHERE number BETWEEN ?1 AND ?2")?
                .query_row([batch + 1, until], |row| row.get::<_, Option<Instant>>(0))?;
            Ok(reaching.is_some_and(|low| low <= known))
        })();
        self.sql("reading the batches", found)
    }

    /// How far a fold of everything known then would reach.
    fn until(&self, batch: i64, known: Instant) -> Result<Option<u64>> {
        Ok((!self.reaches_back(batch, known)?).then_some(batch.unsigned_abs()))
    }

    /// The number of the last claim up to a batch.
    fn claims_until(&self, batch: i64) -> Result<i64> {
        if batch == 0 {
            return Ok(0);
        }
        let found = self
            .connection
            .prepare_cached("SELECT claims FROM batches WHERE number = ?1")
            .and_then(|mut one| one.query_row([batch], |row| row.get(0)).optional());
        self.sql("reading a batch", found)?.ok_or_else(|| self.damaged(format!("batch {batch} is missing")))
    }

    fn numbers_after(&self, first: u64, second: u64, after: i64) -> Result<Vec<i64>> {
        let mut numbers = Vec::new();
        let found = index::after(&self.connection, Topic::Agreement, (first, second), after.unsigned_abs(), |entry| {
            numbers.push(entry.number.cast_signed());
        });
        self.index("looking into the index", found)?;
        Ok(numbers)
    }

    fn kept_fold(&self, kind: &str, first: u64, second: u64, until: i64) -> Result<Option<Kept>> {
        let (first, second) = (first.cast_signed(), second.cast_signed());
        let found = (|| {
            let lapsed: Option<i64> = self
                .connection
                .prepare_cached("SELECT max(batch) FROM lapses WHERE first = +?1 AND second IN (?2, ?3)")?
                .query_row([first, second, MANY.cast_signed()], |row| row.get(0))?;
            let last: Option<i64> = self
                .connection
                .prepare_cached(
                    "SELECT max(batch) FROM folds WHERE kind = +?1 AND first = +?2 AND second = +?3 AND batch <= ?4",
                )?
                .query_row(params![kind, first, second, until], |row| row.get(0))?;
            let Some(last) = last.filter(|last| lapsed.is_none_or(|lapsed| lapsed <= *last)) else { return Ok(None) };
            self.connection
                .prepare_cached(
                    "SELECT batch, body, checksum FROM folds WHERE kind = ?1 AND first = ?2 AND second = ?3 AND batch = ?4",
                )?
                .query_row(params![kind, first, second, last], |row| {
                    let kept = Kept { batch: row.get(0)?, body: row.get(1)? };
                    let checksum = seal(kind, first, second, &kept).checksum();
                    Ok((checksum == row.get::<_, i64>(2)?).then_some(kept))
                })
                .optional()
        })();
        Ok(self.sql("reading a fold", found)?.flatten())
    }

    /// The folds of all parties to an agreement that still hold, by the party's half of the key.
    fn kept_folds(&self, kind: &str, first: u64, until: i64) -> Result<BTreeMap<u64, Kept>> {
        let first = first.cast_signed();
        let found = (|| {
            let lapses = self
                .connection
                .prepare_cached("SELECT second, batch FROM lapses WHERE first = ?1")?
                .query_map([first], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<BTreeMap<i64, i64>>>()?;
            let mut all = self.connection.prepare_cached(
                "SELECT second, batch, body, checksum FROM folds WHERE kind = +?1 AND first = +?2 AND batch <= ?3 \
                 ORDER BY second, batch",
            )?;
            let mut rows = all.query(params![kind, first, until])?;
            let mut folds = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let second: i64 = row.get(0)?;
                let kept = Kept { batch: row.get(1)?, body: row.get(2)? };
                let lapsed = [second, MANY.cast_signed()].iter().filter_map(|second| lapses.get(second)).max();
                if lapsed.is_none_or(|batch| *batch <= kept.batch)
                    && seal(kind, first, second, &kept).checksum() == row.get::<_, i64>(3)?
                {
                    folds.insert(second.cast_unsigned(), kept);
                }
            }
            Ok(folds)
        })();
        self.sql("reading the folds", found)
    }
}

fn seal(kind: &str, first: i64, second: i64, kept: &Kept) -> Seal {
    Seal::default().text(kind).int(first).int(second).int(kept.batch).bytes(&kept.body)
}

impl Batch<'_> {
    /// Keeps what was worked out from the claims of an agreement and a party (None: those that name no party), up to the
    /// batch `until` ([`Folded::until`]). Folds are no part of what is recorded: they change neither chain nor head.
    ///
    /// For a long history, keep one after every thousand claims or so: a question about an earlier instant then finds one
    /// near it.
    ///
    /// # Errors
    /// Failures to write. A fold of names that the ledger does not hold, or up to a batch that is not there, is not kept.
    pub fn keep_fold(
        &mut self,
        kind: &str,
        agreement: &str,
        party: Option<&str>,
        until: u64,
        body: &[u8],
    ) -> Result<()> {
        let ledger = self.ledger();
        let second = match party {
            None => Some(NONE),
            Some(party) => ledger.half(party)?,
        };
        let (Some(first), Some(second)) = (ledger.half(agreement)?, second) else { return Ok(()) };
        let (first, second) = (first.cast_signed(), second.cast_signed());
        let batch = i64::try_from(until).unwrap_or(i64::MAX);
        if ledger.last_batch()?.is_none_or(|last| last.number < batch) {
            return Ok(());
        }
        let kept = Kept { batch, body: body.to_vec() };
        let checksum = seal(kind, first, second, &kept).checksum();
        let written = ledger
            .connection
            .prepare_cached("INSERT OR REPLACE INTO folds VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .and_then(|mut put| put.execute(params![kind, first, second, batch, kept.body, checksum]));
        self.derived(written)
    }

    /// Remembers that folds of the pairs that these claims name no longer hold once the batch is committed.
    pub(crate) fn lapse<'c>(&mut self, claims: impl Iterator<Item = &'c Claim>, batch: i64) -> Result<()> {
        let mut pairs = BTreeSet::new();
        for claim in claims {
            let named = Named::of(claim);
            let mut seconds = Vec::new();
            if named.has_too_many_pairs() {
                seconds.push(MANY);
            } else if named.parties.is_empty() {
                seconds.push(NONE);
            } else {
                for party in &named.parties {
                    seconds.extend(self.ledger().half(party)?);
                }
            }
            for agreement in &named.agreements {
                let first = self.ledger().half(agreement)?;
                pairs.extend(first.into_iter().flat_map(|first| seconds.iter().map(move |second| (first, *second))));
            }
        }
        for (first, second) in pairs {
            let written = self
                .ledger()
                .connection
                .prepare_cached("INSERT OR REPLACE INTO lapses(first, second, batch) VALUES (?1, ?2, ?3)")
                .and_then(|mut put| put.execute([first.cast_signed(), second.cast_signed(), batch]));
            self.derived(written)?;
        }
        Ok(())
    }
}
