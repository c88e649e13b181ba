//! What differs between two answers, and why.

use std::collections::{BTreeMap, BTreeSet};

use claims::Sourced;
use jiff::civil::Date;

use crate::{
    answer::{Asked, Participant},
    fold::{Key, Subject},
    lists::{Cause, Change, Changes, Place, RelationChange, RelationPlace},
    pair::Pair,
    record::Record,
    tracks::Relations,
};

impl Record<'_> {
    /// What differs between this record, asked once, and a later one, asked again. Both may hold the same claims (two days
    /// asked) or the claims known at two instants. A change in the number of witnesses alone is none.
    pub fn changes(&self, asked: &Asked, later: &Record<'_>, asked_later: &Asked) -> Changes {
        let (day, day_later) = (asked.as_of.last_day(), asked_later.as_of.last_day());
        let (mut before, mut after) = (self.all_rows(day), later.all_rows(day_later));
        let compare = Compare::new(self, day, later);
        let mut changes = Vec::new();
        let keys: BTreeSet<(String, String)> = before.keys().chain(after.keys()).cloned().collect();
        for key in keys {
            let (old, new) = (before.remove(&key), after.remove(&key));
            let (old_place, new_place) = (old.as_ref().map(place), new.as_ref().map(place));
            if same(old_place.as_ref(), new_place.as_ref()) {
                continue;
            }
            let Some(named) = new.as_ref().or(old.as_ref()) else { continue };
            let name = named.name.clone();
            let subject = Subject::participation(&key.0, &key.1);
            let claims = |row: &Option<Participant>| row.as_ref().map(backing).unwrap_or_default();
            let since = new.as_ref().and_then(|p| p.since).and_then(|s| s.from.or(s.to)).map(claims::Moment::first_day);
            let (cause, claims) = compare.cause(&subject, &claims(&old), &claims(&new), since);
            let (instrument, participant) = key;
            changes.push(Change { instrument, participant, name, before: old_place, after: new_place, cause, claims });
        }
        Changes {
            before: asked.clone(),
            after: asked_later.clone(),
            changes,
            relations: self.relation_changes(day, later, day_later, &compare),
        }
    }

    fn all_rows(&self, as_of: Date) -> BTreeMap<(String, String), Participant> {
        let mut agreements: BTreeSet<&str> = BTreeSet::new();
        for subject in self.folds.keys() {
            if let Subject::Participation { agreement, .. } = subject {
                agreements.insert(agreement);
            }
        }
        let rows = agreements.into_iter().flat_map(|a| self.rows(a, None, as_of));
        rows.map(|(row, _)| ((row.instrument.clone(), row.id.clone()), row)).collect()
    }

    fn relation_changes(
        &self,
        day: Date,
        later: &Record<'_>,
        day_later: Date,
        compare: &Compare<'_, '_>,
    ) -> Vec<RelationChange> {
        let pairs: BTreeSet<&Subject> =
            self.folds.keys().chain(later.folds.keys()).filter(|s| matches!(s, Subject::Pair(..))).collect();
        let mut changes = Vec::new();
        for subject in pairs {
            let Subject::Pair(a, b) = subject else { continue };
            let on = |record: &Record<'_>, as_of: Date| -> Option<Relations> {
                let pair = Pair { a, b, reference: record.reference, as_of };
                record.folds.get(subject).map(|fold| pair.relations(fold).0)
            };
            let (old, new) = (on(self, day), on(later, day_later));
            let place = |r: &Relations| RelationPlace { stage: r.stage, standing: r.standing, since: r.since };
            let (old_place, new_place) = (old.as_ref().map(place), new.as_ref().map(place));
            if old_place == new_place {
                continue;
            }
            let claims = |r: &Option<Relations>| r.as_ref().map(|r| r.claims.clone()).unwrap_or_default();
            let since = new.as_ref().and_then(|r| r.since).and_then(|s| s.from.or(s.to)).map(claims::Moment::first_day);
            let (cause, claims) = compare.cause(subject, &claims(&old), &claims(&new), since);
            changes.push(RelationChange {
                parties: [a.clone(), b.clone()],
                before: old_place,
                after: new_place,
                cause,
                claims,
            });
        }
        changes
    }
}

/// The claims behind a row: of the stage, and of what stands beside it.
fn backing(row: &Participant) -> Vec<String> {
    row.claims.iter().chain(row.flags.iter().flat_map(|f| &f.claims)).cloned().collect()
}

fn place(row: &Participant) -> Place {
    Place {
        stage: row.stage,
        standing: row.standing,
        since: row.since,
        witnesses: row.witnesses,
        flags: row.flags.iter().map(|f| f.flag).collect(),
    }
}

fn same(a: Option<&Place>, b: Option<&Place>) -> bool {
    let told = |p: &Place| (p.stage, p.standing, p.since, p.flags.clone());
    a.map(told) == b.map(told)
}

/// Two records with what tells causes apart.
struct Compare<'a, 'b> {
    before: &'a Record<'a>,
    later: &'b Record<'b>,
    day: Date,
    known: BTreeMap<&'a str, &'a Sourced>,
    known_later: BTreeMap<&'b str, &'b Sourced>,
    documents: BTreeSet<&'a str>,
    documents_later: BTreeSet<&'b str>,
}

impl<'a, 'b> Compare<'a, 'b> {
    fn new(before: &'a Record<'_>, day: Date, later: &'b Record<'_>) -> Compare<'a, 'b> {
        let known = |record: &'a Record<'_>| record.claims.iter().map(|s| (s.claim.id.as_str(), *s)).collect();
        let known_later = later.claims.iter().map(|s| (s.claim.id.as_str(), *s)).collect();
        Compare {
            known: known(before),
            documents: before.claims.iter().map(|s| s.source.document.as_str()).collect(),
            documents_later: later.claims.iter().map(|s| s.source.document.as_str()).collect(),
            before,
            later,
            day,
            known_later,
        }
    }

    /// Why an answer changed, with the claims that show it.
    fn cause(&self, subject: &Subject, old: &[String], new: &[String], since: Option<Date>) -> (Cause, Vec<String>) {
        let shown = if new.is_empty() { old.to_vec() } else { new.to_vec() };
        let decided = old.iter().chain(new).filter_map(|id| {
            self.known_later.get(id.as_str()).copied().or_else(|| self.known.get(id.as_str()).copied())
        });
        // Decisions about any claim of the subject count: a rejected claim stands behind no later answer.
        let decided = decided.chain(self.about(subject));
        let differing: Vec<&Sourced> =
            decided.filter(|s| self.before.decided.differs(&self.later.decided, s)).collect();
        if let Some(s) = differing.first() {
            return (Cause::CuratorDecision, if shown.is_empty() { vec![s.claim.id.clone()] } else { shown });
        }
        let fresh: Vec<&Sourced> = new
            .iter()
            .filter(|id| !self.known.contains_key(id.as_str()))
            .filter_map(|id| self.known_later.get(id.as_str()).copied())
            .collect();
        let gone = || old.iter().filter(|id| !self.known_later.contains_key(id.as_str()));
        if let Some(first) = fresh.first() {
            let cause = if fresh.iter().all(|s| self.documents.contains(s.source.document.as_str())) {
                Cause::BetterReading
            } else if fresh.iter().any(|s| self.corrects(subject, s)) {
                Cause::SourceCorrection
            } else {
                let day = self.day_of(subject, first).or(since);
                if day.is_some_and(|day| day > self.day) { Cause::NewAct } else { Cause::LateAct }
            };
            return (cause, shown);
        }
        if gone().next().is_some() {
            let reread = gone().all(|id| {
                self.known.get(id.as_str()).is_some_and(|s| self.documents_later.contains(s.source.document.as_str()))
            });
            return (if reread { Cause::BetterReading } else { Cause::Disappeared }, shown);
        }
        // The same claims on another day; or claims that beat others without standing behind the answer themselves.
        let beats = self.about(subject).find(|s| !self.known.contains_key(s.claim.id.as_str()));
        match beats {
            Some(s) if self.documents.contains(s.source.document.as_str()) => (Cause::BetterReading, shown),
            Some(s) => {
                let day = self.day_of(subject, s).or(since);
                let cause = if day.is_some_and(|day| day > self.day) { Cause::NewAct } else { Cause::LateAct };
                (cause, vec![s.claim.id.clone()])
            }
            None if since.is_some_and(|day| day > self.day) => (Cause::NewAct, shown),
            None => (Cause::TimePassed, shown),
        }
    }

    /// The claims about a subject in the later record.
    fn about(&self, subject: &Subject) -> impl Iterator<Item = &'b Sourced> {
        let placed = self.later.placed.get(subject).map(Vec::as_slice).unwrap_or_default();
        placed.iter().filter_map(|p| self.later.claims.get(p.claim).copied())
    }

    fn key_of(&self, subject: &Subject, s: &Sourced) -> Option<&'b Key> {
        let placed = self.later.placed.get(subject)?;
        placed.iter().find(|p| self.later.claims.get(p.claim).is_some_and(|c| c.claim.id == s.claim.id)).map(|p| &p.key)
    }

    fn day_of(&self, subject: &Subject, s: &Sourced) -> Option<Date> {
        self.key_of(subject, s)?.bounds.counts_from()
    }

    /// Whether a source that had told of the same act before now tells it differently.
    fn corrects(&self, subject: &Subject, s: &Sourced) -> bool {
        let Some(key) = self.key_of(subject, s) else { return false };
        let Some(placed) = self.before.placed.get(subject) else { return false };
        let source = |s: &Sourced| (s.source.publisher.clone(), s.source.url.clone());
        let named = s.source.publisher.is_some() || s.source.url.is_some();
        named
            && placed.iter().any(|p| {
                let same_act = p.key.act == key.act && p.key.sign == key.sign && p.key.bounds != key.bounds;
                same_act && self.before.claims.get(p.claim).is_some_and(|old| source(old) == source(s))
            })
    }
}
