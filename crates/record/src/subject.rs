//! Whom and what a claim is about.

use std::rc::Rc;

use claims::{Act, Claim, Entity, EntityType, Kind, Role};

use crate::{fold::Subject, observation::is_code, reference::Terms};

/// Of an act with many actors, so many are followed; no diplomatic conference has more.
const FILLERS: usize = 256;

/// Of an act with many parties, pairs are made of so many at most.
const PARTIES: usize = 24;

/// The participant that a filler stands for: a person stands for his state.
pub fn participant(e: &Entity) -> Option<&str> {
    match e.kind {
        EntityType::State | EntityType::Organization | EntityType::Forum => e.id.as_deref(),
        _ => e.state_id(),
    }
}

/// Those who speak for themselves about an agreement: its actors.
pub fn claim_sides(claim: &Claim) -> Vec<&str> {
    claim.role(Role::Actor).iter().filter_map(participant).collect()
}

/// The agreements that a claim is about.
pub fn agreements(claim: &Claim) -> Vec<&Entity> {
    let named = claim.role(Role::Agreement);
    if !named.is_empty() {
        return named.iter().collect();
    }
    let known = |e: &&Entity| {
        matches!(e.kind, EntityType::Agreement | EntityType::Organization | EntityType::Forum) && e.id.is_some()
    };
    match claim.act {
        Act::NEGOTIATES | Act::IS_SILENT_ON => claim.role(Role::Topic).iter().filter(known).collect(),
        Act::ACCEPTS | Act::DECLINES | Act::CALLS_OFF => claim.role(Role::Object).iter().filter(known).collect(),
        _ => Vec::new(),
    }
}

/// The signatories who sign for no obligation of their own.
pub fn signs_as_witness(claim: &Claim) -> bool {
    claim.act == Act::SIGNS && claim.role(Role::Capacity).iter().any(|c| matches!(c.key(), "witness" | "guarantor"))
}

/// Whom a claim is about, each with the filler that names him.
pub fn subjects<'c>(claim: &'c Claim, terms: &mut dyn FnMut(&str) -> Rc<Terms>) -> Vec<(Subject, Option<&'c Entity>)> {
    let mut found: Vec<(Subject, Option<&Entity>)> = Vec::new();
    let mut add = |subject: Subject, filler: Option<&'c Entity>| {
        if !found.iter().any(|(s, _)| *s == subject) {
            found.push((subject, filler));
        }
    };
    match claim.kind {
        Kind::Relation => {
            for (a, b) in pairs(claim) {
                add(Subject::pair(a, b), None);
            }
        }
        _ if signs_as_witness(claim) => {}
        _ => {
            let track = claim.act.definition().track;
            for agreement in agreements(claim) {
                let known = terms(agreement.key());
                let id = known.stands_for.as_deref().unwrap_or(agreement.key());
                let who: Vec<&Entity> = match claim.act {
                    _ if claim.role(Role::Candidate).is_empty() || on_accession(claim) => {
                        let counterparts = (claim.act == Act::NEGOTIATES).then(|| claim.role(Role::Counterpart));
                        claim.role(Role::Actor).iter().chain(counterparts.into_iter().flatten()).take(FILLERS).collect()
                    }
                    _ => claim.role(Role::Candidate).iter().take(FILLERS).collect(),
                };
                let of_its_own = match on_accession(claim).then(|| claim.role(Role::Candidate).first()).flatten() {
                    Some(candidate) if !id.contains("/accession/") => format!("{id}/accession/{}", candidate.key()),
                    _ => id.to_owned(),
                };
                let whole = track == "agreement" && (claim.act != Act::ENTERS_INTO_FORCE || who.is_empty());
                if whole || claim.act == Act::ADOPTS {
                    add(Subject::Agreement(of_its_own), None);
                    continue;
                }
                for e in &who {
                    if let Some(p) = participant(e).filter(|p| *p != of_its_own) {
                        let silent = claim.act == Act::IS_SILENT_ON;
                        let person = claim.role(Role::By).first().or_else(|| claim.role(Role::Person).first());
                        let filler = if silent { person.or(Some(*e)) } else { Some(*e) };
                        add(Subject::participation(&of_its_own, p), filler);
                    }
                }
                if bears_on_relations(claim, &of_its_own, terms) {
                    let states: Vec<&str> = who.iter().filter_map(|e| participant(e)).filter(|p| is_state(p)).collect();
                    for (a, b) in all_pairs(&states) {
                        add(Subject::pair(a, b), None);
                    }
                }
            }
            if claim.act == Act::NEGOTIATES && agreements(claim).is_empty() && on_relations(claim) {
                let who = claim.role(Role::Actor).iter().chain(claim.role(Role::Counterpart));
                let states: Vec<&str> = who.filter_map(participant).filter(|p| is_state(p)).take(PARTIES).collect();
                for (a, b) in all_pairs(&states) {
                    add(Subject::pair(a, b), None);
                }
            }
        }
    }
    found
}

pub fn is_state(id: &str) -> bool {
    is_code(id) || id.starts_with("X-")
}

/// Approval of somebody else's accession is an act on that accession's protocol.
fn on_accession(claim: &Claim) -> bool {
    matches!(claim.act, Act::APPROVES | Act::REJECTS)
        && !claim.role(Role::Actor).is_empty()
        && claim
            .role(Role::Candidate)
            .first()
            .is_some_and(|c| claim.role(Role::Actor).iter().all(|a| a.key() != c.key()))
}

/// Talks on normalisation, a text on it, a plan to sign it: who does so has no relations yet (L7).
fn bears_on_relations(claim: &Claim, agreement: &str, terms: &mut dyn FnMut(&str) -> Rc<Terms>) -> bool {
    let act = matches!(claim.act, Act::NEGOTIATES | Act::AGREES_TEXT | Act::INITIALS | Act::SIGNS);
    act && (on_relations(claim) || terms(agreement).opens_relations)
}

fn on_relations(claim: &Claim) -> bool {
    let topic = |e: &Entity| {
        let key = e.key();
        ["normalization", "normalisation", "relations", "diplomatic-relations", "peace"].contains(&key)
    };
    claim.role(Role::Topic).iter().any(topic)
}

/// The pairs of states between which a claim on relations is.
fn pairs(claim: &Claim) -> Vec<(&str, &str)> {
    let states = |role: Role| -> Vec<&str> { claim.role(role).iter().filter_map(participant).take(PARTIES).collect() };
    let party = states(Role::Party);
    if party.len() > 1 {
        return all_pairs(&party);
    }
    let mut others = states(Role::Counterpart);
    others.extend(states(Role::Object));
    let actors = if party.is_empty() { states(Role::Actor) } else { party };
    let mut found = Vec::new();
    for a in &actors {
        found.extend(others.iter().filter(|b| *b != a).map(|b| (*a, *b)));
    }
    found
}

fn all_pairs<'s>(states: &[&'s str]) -> Vec<(&'s str, &'s str)> {
    let mut found = Vec::new();
    for (i, a) in states.iter().enumerate().take(PARTIES) {
        found.extend(states.iter().skip(i + 1).take(PARTIES).filter(|b| *b != a).map(|b| (*a, *b)));
    }
    found
}
