//! Relations, missions and contacts of two states; contacts of one.

use std::collections::{BTreeMap, BTreeSet};

use claims::{Act, Claim, Entity, Kind, Modality, Role, Sourced};
use jiff::civil::Date;

use crate::{
    answer::Asked,
    bounds::{Bounds, told},
    fold::{Fold, Subject},
    observation::Assessor,
    pair::Pair,
    record::{Record, empty, published_by},
    tracks::{Contact, Relation, Relations},
    witness::{Texts, Witness},
};

impl Record<'_> {
    /// Recognition, relations, missions and contacts of two states.
    pub fn relation(&self, a: &str, b: &str, asked: &Asked) -> Relation {
        let as_of = asked.as_of.last_day();
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        let none = Fold::default();
        let fold = self.folds.get(&Subject::pair(a, b)).unwrap_or(&none);
        let pair = Pair { a, b, reference: self.reference, as_of };
        let relations = self.relations(&pair, fold);
        Relation {
            parties: [a.to_owned(), b.to_owned()],
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            coverage: empty(),
            recognition: pair.recognition(fold, &relations),
            missions: pair.missions(fold),
            relations,
            contacts: self.contacts(&[a, b], as_of),
            agreements: self.shared_agreements(a, b),
        }
    }

    fn relations(&self, pair: &Pair<'_>, fold: &Fold) -> Relations {
        pair.relations(fold).0
    }

    /// The agreements in which both have a part.
    fn shared_agreements(&self, a: &str, b: &str) -> Vec<String> {
        let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for subject in self.folds.keys() {
            if let Subject::Participation { agreement, participant } = subject
                && (participant == a || participant == b)
            {
                parts.entry(agreement).or_default().insert(participant);
            }
        }
        parts.into_iter().filter(|(_, who)| who.len() == 2 || a == b).map(|(id, _)| id.to_owned()).collect()
    }

    /// Contacts in which all of the states took part, latest first.
    pub(crate) fn contacts(&self, states: &[&str], as_of: Date) -> Vec<Contact> {
        let mut assessor = Assessor::new(self.reference);
        let mut met: BTreeMap<(Option<Date>, Act, Modality), Vec<Meeting>> = BTreeMap::new();
        for s in self.claims.iter().filter(|s| s.claim.kind == Kind::Contact && !self.decided.removes(s)) {
            let claim = &s.claim;
            let shown = matches!(claim.modality, Modality::Asserted | Modality::Planned) && published_by(s, as_of);
            if !shown || !states.iter().all(|state| takes_part(claim, state)) {
                continue;
            }
            let said = s.source.published.map(claims::Moment::first_day);
            let asserted = claim.modality == Modality::Asserted;
            let bounds = if asserted { told(claim).by(said) } else { told(claim) };
            if asserted && !bounds.counts_on(as_of) {
                continue;
            }
            let voice = assessor.voice(s);
            let witness = assessor.witness(s, &voice);
            let key = (bounds.counts_from().or(said), claim.act, claim.modality);
            let meetings = met.entry(key).or_default();
            // On one day one meeting of the same kind: texts name more or fewer of those present.
            match meetings.first_mut() {
                Some(m) => m.add(s, witness, bounds),
                None => meetings.push(Meeting::new(s, witness, bounds)),
            }
        }
        met.into_iter()
            .rev()
            .flat_map(|((_, act, modality), meetings)| meetings.into_iter().map(move |m| m.shown(act, modality)))
            .collect()
    }
}

/// A contact as several claims tell of it.
struct Meeting {
    bounds: Bounds,
    participants: BTreeMap<String, Entity>,
    witnesses: Vec<Witness>,
    claims: BTreeSet<String>,
}

impl Meeting {
    fn new(s: &Sourced, witness: Witness, bounds: Bounds) -> Meeting {
        let mut meeting =
            Meeting { bounds, participants: BTreeMap::new(), witnesses: Vec::new(), claims: BTreeSet::new() };
        meeting.add(s, witness, bounds);
        meeting
    }

    fn add(&mut self, s: &Sourced, witness: Witness, bounds: Bounds) {
        for e in present(&s.claim) {
            let shown = Entity { start: None, end: None, ..e.clone() };
            let place = self.participants.entry(e.key().to_owned()).or_insert_with(|| shown.clone());
            // Texts write names differently: the first in order stands for all, whichever came first.
            if (&shown.name, &shown.office) < (&place.name, &place.office) {
                *place = shown;
            }
        }
        if self.bounds.compatible(bounds) {
            self.bounds = self.bounds.narrowed(bounds);
        }
        self.witnesses.push(witness);
        self.claims.insert(s.claim.id.clone());
    }

    fn shown(self, act: Act, modality: Modality) -> Contact {
        let texts = Texts::of(self.witnesses.iter());
        let voices: BTreeSet<u64> = self.witnesses.iter().map(|w| texts.counts_for(w)).collect();
        Contact {
            act,
            time: self.bounds.period(None),
            modality,
            participants: self.participants.into_values().collect(),
            witnesses: voices.len(),
            claims: self.claims.into_iter().collect(),
        }
    }
}

/// Those who took part in a contact.
fn present(claim: &Claim) -> impl Iterator<Item = &Entity> {
    [Role::Participant, Role::Actor, Role::Counterpart, Role::Host, Role::Mediator, Role::Party]
        .into_iter()
        .flat_map(|role| claim.role(role))
}

fn takes_part(claim: &Claim, state: &str) -> bool {
    present(claim).any(|e| e.state_id() == Some(state) || e.id.as_deref() == Some(state))
}
