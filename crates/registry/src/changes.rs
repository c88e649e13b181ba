//! What differs between two states of the record: which agreements and pairs of states were touched, and how they changed.

use std::collections::{BTreeMap, BTreeSet};

use claims::{Act, Claim, EntityType, Kind, Role, Sourced};
use record::{Asked, Change, Changes, Record, RelationChange};

use crate::{
    Answer,
    ask::Between,
    error::Result,
    names::Wanted,
    registry::{Claims, Registry},
};

/// Before anything that a ledger records.
const FIRST_INSTANT: &str = "0001-01-01T00:00:00Z";
/// After everything.
const LAST_INSTANT: &str = "9999-12-30T00:00:00Z";
/// Of a claim that names more states than this together, only so many are paired.
const MOST_PAIRED: usize = 8;

/// Agreements, and pairs of states, on which answers may differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    pub(crate) agreements: BTreeSet<String>,
    pub(crate) pairs: BTreeSet<(String, String)>,
}

impl Touched {
    /// Takes note of a claim that comes or goes.
    pub(crate) fn note(&mut self, claim: &Claim) {
        self.agreements.extend(claim.role(Role::Agreement).iter().filter_map(|a| a.id.clone()));
        if claim.kind != Kind::Relation {
            return;
        }
        let roles = [Role::Party, Role::Actor, Role::Counterpart, Role::Object];
        let states = roles.into_iter().flat_map(|role| claim.role(role));
        let states = states.filter(|e| matches!(e.kind, EntityType::State | EntityType::Organization));
        let ids: BTreeSet<&str> = states.filter_map(|e| e.id.as_deref()).take(MOST_PAIRED).collect();
        for (i, one) in ids.iter().enumerate() {
            for other in ids.iter().skip(i + 1) {
                self.pairs.insert(((*one).to_owned(), (*other).to_owned()));
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.agreements.is_empty() && self.pairs.is_empty()
    }
}

/// The claims of an agreement or pair before and after, each with the decisions of its time.
pub(crate) struct Sides<'a> {
    pub(crate) earlier: Record<'a>,
    pub(crate) later: Record<'a>,
}

/// Changes of several agreements and pairs, put together.
pub(crate) struct Differences {
    before: Asked,
    after: Asked,
    changes: BTreeMap<(String, String), Change>,
    relations: BTreeMap<[String; 2], RelationChange>,
}

impl Differences {
    pub(crate) fn new(before: Asked, after: Asked) -> Differences {
        Differences { before, after, changes: BTreeMap::new(), relations: BTreeMap::new() }
    }

    /// Of some agreements, of which the claims given are all. What these say of others is not all that is said of them, and
    /// left out.
    pub(crate) fn agreements(&mut self, sides: &Sides<'_>, agreements: &[String]) {
        for change in sides.earlier.changes(&self.before, &sides.later, &self.after).changes {
            if agreements.contains(&change.instrument) {
                let key = (change.instrument.clone(), change.participant.clone());
                self.changes.entry(key).or_insert(change);
            }
        }
    }

    /// Of a pair of states: only their relations.
    pub(crate) fn pair(&mut self, sides: &Sides<'_>, one: &str, other: &str) {
        for change in sides.earlier.changes(&self.before, &sides.later, &self.after).relations {
            let [a, b] = &change.parties;
            let ours = (a == one && b == other) || (a == other && b == one);
            if ours {
                self.relations.entry(change.parties.clone()).or_insert(change);
            }
        }
    }

    /// By agreement, then participant.
    pub(crate) fn into_changes(self) -> Changes {
        Changes {
            before: self.before,
            after: self.after,
            changes: self.changes.into_values().collect(),
            relations: self.relations.into_values().collect(),
        }
    }
}

impl Registry {
    /// What changed in the record between two questions: what was learnt since (the `known_at` differ), what happened
    /// since (the `as_of` differ), or both. Of one agreement, or of all agreements and pairs of states that were touched.
    ///
    /// # Errors
    /// If the name means nothing or several things, or the ledger cannot be read.
    pub fn changes(&self, agreement: Option<&str>, between: &Between) -> Result<Answer<Changes>> {
        let (before, after) = (&between.before, &between.after);
        let touched = match agreement {
            Some(name) => {
                let agreements = BTreeSet::from([self.resolve(name, Wanted::Agreement)?]);
                Touched { agreements, ..Touched::default() }
            }
            None => self.touched(between)?,
        };
        let world = self.world()?;
        let (known_before, known_after) = (before.known_at.as_deref(), after.known_at.as_deref());
        let decisions_before = self.decisions(known_before)?;
        let decisions_after = self.decisions(known_after)?;
        let mut differences = Differences::new(before.asked(), after.asked());
        let mut claims: BTreeMap<String, Sourced> = BTreeMap::new();
        let mut sides = |earlier: &[Sourced], later: &[Sourced], take: &mut dyn FnMut(&Sides<'_>)| {
            take(&Sides {
                earlier: Record::new(world, earlier, &decisions_before),
                later: Record::new(world, later, &decisions_after),
            });
            claims.extend(earlier.iter().chain(later).map(|s| (s.claim.id.clone(), s.clone())));
        };
        for agreement in &touched.agreements {
            let earlier = self.claims_of_agreement(agreement, known_before)?;
            let later = self.claims_of_agreement(agreement, known_after)?;
            let family = self.family(agreement)?;
            sides(&earlier, &later, &mut |sides| differences.agreements(sides, &family));
        }
        for (one, other) in &touched.pairs {
            let earlier = self.ledger()?.claims_between(one, other, known_before)?;
            let later = self.ledger()?.claims_between(one, other, known_after)?;
            sides(&earlier, &later, &mut |sides| differences.pair(sides, one, other));
        }
        Ok(Answer { answer: differences.into_changes(), coverage: self.coverage(after)?, claims })
    }

    /// Agreements and pairs on which the answers to the two questions may differ.
    fn touched(&self, between: &Between) -> Result<Touched> {
        let ledger = self.ledger()?;
        let after = between.after.known_at.as_deref();
        let mut touched = Touched::default();
        if between.before.as_of != between.after.as_of {
            // Time alone may change any of them.
            touched.agreements.extend(ledger.agreements(after)?.into_iter().map(|n| n.agreement));
            for act in Act::all().filter(|act| act.kind() == Kind::Relation) {
                ledger.claims_of_act(act, after)?.iter().for_each(|s| touched.note(&s.claim));
            }
            return Ok(touched);
        }
        let from = between.before.known_at.clone().unwrap_or_else(|| FIRST_INSTANT.to_owned());
        let recorded = ledger.recorded_between(&from, after.unwrap_or(LAST_INSTANT))?;
        recorded.added.iter().chain(&recorded.dropped).for_each(|s| touched.note(&s.claim));
        for decided in &recorded.decisions {
            self.touched_by(&decided.decision, &mut touched)?;
        }
        Ok(touched)
    }

    /// The agreements and pairs that a decision may move.
    pub(crate) fn touched_by(&self, decision: &claims::Decision, touched: &mut Touched) -> Result<()> {
        let ledger = self.ledger()?;
        // Of a document (retracted, or accepted again): all that it says.
        ledger.claims_of_document(&decision.about, None)?.iter().for_each(|s| touched.note(&s.claim));
        for id in [Some(&decision.about), decision.other.as_ref()].into_iter().flatten() {
            ledger.claim_on_file(id)?.iter().for_each(|s| touched.note(&s.claim));
        }
        Ok(())
    }

    /// How the record changes from some claims to what is kept now: `earlier` makes the claims before from those now.
    pub(crate) fn differences(
        &self,
        touched: &Touched,
        question: &crate::Question,
        decisions_before: &[claims::Decision],
        earlier: &dyn Fn(&[Sourced]) -> Claims,
    ) -> Result<Changes> {
        let mut differences = Differences::new(question.asked(), question.asked());
        if touched.is_empty() {
            return Ok(differences.into_changes());
        }
        let world = self.world()?;
        let decisions = self.decisions(None)?;
        let sides = |later: &[Sourced], take: &mut dyn FnMut(&Sides<'_>)| {
            let earlier = earlier(later).into_vec();
            take(&Sides {
                earlier: Record::new(world, &earlier, decisions_before),
                later: Record::new(world, later, &decisions),
            });
        };
        for agreement in &touched.agreements {
            let family = self.family(agreement)?;
            sides(&self.claims_of_agreement(agreement, None)?, &mut |sides| differences.agreements(sides, &family));
        }
        for (one, other) in &touched.pairs {
            sides(&self.ledger()?.claims_between(one, other, None)?, &mut |sides| differences.pair(sides, one, other));
        }
        Ok(differences.into_changes())
    }
}
