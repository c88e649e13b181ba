//! Questions about claims.

use std::{
    collections::{HashMap, hash_map},
    sync::Arc,
};

use claims::{Act, Claim, Sourced};
use rusqlite::OptionalExtension;

use crate::{
    Error, Ledger, Result,
    index::{self, Topic},
    instant::{self, Instant},
    keys::{self, MANY, NONE, Named, half},
    ledger::Held,
    rows::{ClaimRow, Stored},
};

/// Claims with one beginning that are looked at; candidates beyond ten are not told anyway.
const ENOUGH: usize = 20;

/// The reading that counts for each document, as far as it was asked.
pub(crate) struct Counting {
    /// No document has several readings, so that the one that holds a claim counts.
    single: bool,
    by_document: HashMap<i64, Option<Arc<Held>>>,
}

impl Counting {
    /// Documents that are remembered; those of one question are seldom more.
    const MOST: usize = 1 << 16;

    pub fn new(ledger: &Ledger) -> Result<Counting> {
        Ok(Counting { single: ledger.nothing_was_reread()?, by_document: HashMap::new() })
    }

    /// Trusts nothing that is derived.
    pub fn from_rows() -> Counting {
        Counting { single: false, by_document: HashMap::new() }
    }
}

impl Ledger {
    /// The claim with that id, or the only one whose id begins so, if a reading that counts holds it.
    ///
    /// # Errors
    /// [`Error::Id`] for what is no beginning of an id, [`Error::Ambiguous`] where several claims that count begin so; as
    /// for every question ([`Ledger`]).
    pub fn claim(&self, id: &str, known_at: Option<&str>) -> Result<Option<Sourced>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let mut found = Vec::new();
            // A short beginning may stand for millions; a few are enough to say so.
            for some in self.claims_beginning(id)?.chunks(100) {
                found.extend(self.sourced(some.to_vec(), known, |claim| claim.id.starts_with(id))?);
                if found.len() > ENOUGH {
                    break;
                }
            }
            only(id, found, |sourced| &sourced.claim.id)
        })
    }

    /// The same, also where later readings no longer hold the claim: for decisions about it. The source is that of the
    /// reading which first held it.
    ///
    /// # Errors
    /// As for [`Ledger::claim`].
    pub fn claim_on_file(&self, id: &str) -> Result<Option<Sourced>> {
        self.snapshot(|| {
            let mut found: Vec<Sourced> = Vec::new();
            for number in self.claims_beginning(id)? {
                let row: ClaimRow = self.must(number)?;
                let held = self.held(row.reading)?;
                let claim = self.unpack(&row, &held.source.document)?;
                // One id may stand in several rows, where a later reading cut the evidence otherwise: the last one is given.
                found.retain(|before| before.claim.id != claim.id);
                if claim.id.starts_with(id) {
                    found.push(Sourced { claim, source: held.source.clone() });
                }
                if found.len() > ENOUGH {
                    break;
                }
            }
            only(id, found, |sourced| &sourced.claim.id)
        })
    }

    /// Claims of one document, by its full id.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_of_document(&self, document: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let Some(number) = self.document_number(document)? else { return Ok(Vec::new()) };
            let Some(reading) = self.counting(number, known)? else { return Ok(Vec::new()) };
            let held = self.held(reading)?;
            let members =
                held.row.members().ok_or_else(|| self.damaged(format!("{} lists no claims", held.row.name())))?;
            self.sourced(members, known, |_| true)
        })
    }

    /// Claims that name both the agreement and the party (a state or organisation), in any role. Those that name the
    /// agreement alone ("entered into force") are in [`Ledger::claims_of_agreement_alone`].
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_of_pair(&self, agreement: &str, party: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let (Some(first), Some(second)) = (self.half(agreement)?, self.half(party)?) else {
                return Ok(Vec::new());
            };
            let mut numbers = self.numbers(Topic::Agreement, (first, second), (first, second))?;
            let large = self.numbers(Topic::Agreement, (first, MANY), (first, MANY))?;
            if large.is_empty() {
                return self.sourced(numbers, known, |_| true);
            }
            numbers.extend(large);
            self.sourced(numbers, known, |claim| {
                let named = Named::of(claim);
                named.agreements.contains(agreement) && named.parties.contains(party)
            })
        })
    }

    /// Claims that name the agreement, in any role.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_of_agreement(&self, agreement: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.under(Topic::Agreement, agreement, 0, u64::MAX, known_at)
    }

    /// Claims that name the agreement and no state or organisation ("entered into force").
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_of_agreement_alone(&self, agreement: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.under(Topic::Agreement, agreement, NONE, NONE, known_at)
    }

    /// Claims that name the state (or organisation, person, office, forum), in any role.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_of_state(&self, state: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.under(Topic::Party, state, 0, u64::MAX, known_at)
    }

    /// Claims that name both states (or organisations), in any role and order.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_between(&self, one: &str, other: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let (Some(first), Some(second)) = (self.half(one)?, self.half(other)?) else { return Ok(Vec::new()) };
            let mut numbers = self.numbers(Topic::Party, (first, second), (first, second))?;
            numbers.extend(self.numbers(Topic::Party, (first, MANY), (first, MANY))?);
            self.sourced(numbers, known, |claim| {
                let named = Named::of(claim);
                named.parties.contains(one) && named.parties.contains(other)
            })
        })
    }

    /// Claims attributed to the person, office, organisation or state: as speaker, or in the office, or for the state.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_by_speaker(&self, speaker: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.under(Topic::Speaker, speaker, NONE, NONE, known_at)
    }

    /// Claims of one act.
    ///
    /// # Errors
    /// As for every question ([`Ledger`]).
    pub fn claims_of_act(&self, act: Act, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.under(Topic::Act, act.name(), NONE, NONE, known_at)
    }

    fn under(&self, topic: Topic, name: &str, low: u64, high: u64, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        let known = instant::known(known_at)?;
        self.snapshot(|| {
            let Some(first) = self.half(name)? else { return Ok(Vec::new()) };
            let numbers = self.numbers(topic, (first, low), (first, high))?;
            self.sourced(numbers, known, |_| true)
        })
    }

    /// A name as half of a key, if the ledger knows it.
    pub(crate) fn half(&self, name: &str) -> Result<Option<u64>> {
        Ok(self.known_word(name)?.map(half))
    }

    /// Numbers under the keys from `low` to `high`, both included.
    pub(crate) fn numbers(&self, topic: Topic, low: (u64, u64), high: (u64, u64)) -> Result<Vec<i64>> {
        let mut numbers = Vec::new();
        let found =
            index::between(&self.connection, topic, low, high, |entry| numbers.push(entry.number.cast_signed()));
        self.index("looking into the index", found)?;
        Ok(numbers)
    }

    /// Numbers of the claims whose ids may begin so, in order of ids, then of arrival.
    fn claims_beginning(&self, id: &str) -> Result<Vec<i64>> {
        check_prefix(id)?;
        let (low, high) = keys::id_range(id);
        let mut entries = Vec::new();
        let found = index::between(&self.connection, Topic::Claim, (low, NONE), (high, NONE), |entry| {
            entries.push((entry.first, entry.number.cast_signed()));
        });
        self.index("looking for a claim", found)?;
        entries.sort_unstable();
        Ok(entries.into_iter().map(|(_, number)| number).collect())
    }

    /// The claims with these numbers that count at that instant and are wanted, with their sources, by claim id.
    pub(crate) fn sourced(
        &self,
        mut numbers: Vec<i64>,
        known: Instant,
        wanted: impl Fn(&Claim) -> bool,
    ) -> Result<Vec<Sourced>> {
        numbers.sort_unstable();
        numbers.dedup();
        let mut counting = Counting::new(self)?;
        let mut rows = Vec::with_capacity(numbers.len());
        let mut one = self.sql("reading claims", self.connection.prepare_cached(ClaimRow::ONE))?;
        for number in numbers {
            let row = match one.query_row([number], ClaimRow::read).optional() {
                Ok(Some(row)) => self.sound(row)?,
                Ok(None) => return Err(self.damaged(format!("row {number} of claims is missing"))),
                // Again, for the right words.
                Err(_) => self.must(number)?,
            };
            if let Some(held) = self.counts(number, row.reading, known, &mut counting)? {
                rows.push((row, held));
            }
        }
        // Stable: claims of one id keep the order of their reading. The rows are sorted, and not what is made of them,
        // because they are small.
        rows.sort_by(|(a, _), (b, _)| a.id().cmp(b.id()));
        let mut found = Vec::with_capacity(rows.len());
        for (row, held) in rows {
            let claim = self.unpack(&row, &held.source.document)?;
            if wanted(&claim) {
                found.push(Sourced { claim, source: held.source.clone() });
            }
        }
        Ok(found)
    }

    /// The reading that counts and holds the claim; `reading` is the one that first held it.
    pub(crate) fn counts(
        &self,
        claim: i64,
        reading: i64,
        known: Instant,
        counting: &mut Counting,
    ) -> Result<Option<Arc<Held>>> {
        let held = self.held(reading)?;
        if counting.single {
            return Ok(Some(held).filter(|held| held.row.recorded <= known));
        }
        if counting.by_document.len() >= Counting::MOST {
            counting.by_document.clear();
        }
        let counts = match counting.by_document.entry(held.row.document) {
            hash_map::Entry::Occupied(entry) => entry.into_mut(),
            hash_map::Entry::Vacant(entry) => {
                let counts = self.counting(held.row.document, known)?;
                entry.insert(counts.map(|reading| self.held(reading)).transpose()?)
            }
        };
        Ok(counts.as_ref().filter(|held| held.holds(claim)).cloned())
    }

    pub(crate) fn reading_of_claim(&self, claim: i64) -> Result<i64> {
        let found = self
            .connection
            .prepare_cached("SELECT reading FROM claims WHERE number = ?1")
            .and_then(|mut one| one.query_row([claim], |row| row.get(0)).optional());
        self.sql("reading a claim", found)?.ok_or_else(|| self.damaged(format!("row {claim} of claims is missing")))
    }
}

/// What is a beginning of an id.
pub(crate) fn check_prefix(id: &str) -> Result<()> {
    let length = 1..=2 * claims::identity::BYTES;
    let hexadecimal = id.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
    if length.contains(&id.len()) && hexadecimal { Ok(()) } else { Err(Error::Id(id.chars().take(40).collect())) }
}

/// The only thing of those found; an error where there are several.
pub(crate) fn only<T>(prefix: &str, mut found: Vec<T>, id: impl Fn(&T) -> &String) -> Result<Option<T>> {
    let mut ids: Vec<&String> = found.iter().map(id).collect();
    ids.dedup();
    if ids.len() > 1 {
        let candidates = ids.into_iter().take(10).cloned().collect();
        return Err(Error::Ambiguous { prefix: prefix.to_owned(), candidates });
    }
    Ok(if found.is_empty() { None } else { Some(found.swap_remove(0)) })
}
