//! Under which keys a claim can be found again.

use std::collections::BTreeSet;

use claims::{Claim, Entity, EntityType, Role};

use crate::index::{Entry, Topic};

/// Where a claim names at most this many parties, each two of them are a key; beyond it, each alone, so that a claim
/// with a thousand signatories has no million keys.
pub(crate) const FEW: usize = 8;
/// At most this many pairs of agreement and party are keys of a claim that names several agreements.
const FEW_PAIRS: usize = 1024;

/// Second half of a key: nobody.
pub(crate) const NONE: u64 = 0;
/// Second half of a key: more than can be listed; the claim itself says who.
pub(crate) const MANY: u64 = 1;

/// A word's number as half of a key, beside [`NONE`] and [`MANY`].
pub(crate) fn half(word: u32) -> u64 {
    u64::from(word) + 1
}

/// What a claim names.
#[derive(Debug, Default)]
pub(crate) struct Named<'a> {
    pub agreements: BTreeSet<&'a str>,
    /// States and organisations.
    pub parties: BTreeSet<&'a str>,
    /// People, offices, places, forums.
    pub others: BTreeSet<&'a str>,
    /// Who says it: the speaker, the office, the state spoken for.
    pub speakers: BTreeSet<&'a str>,
}

impl<'a> Named<'a> {
    pub fn of(claim: &'a Claim) -> Named<'a> {
        let mut named = Named::default();
        for (role, fillers) in &claim.roles {
            for filler in fillers {
                named.filler(*role, filler);
            }
        }
        if let Some(speaker) = claim.attribution.as_ref().and_then(|a| a.speaker.as_ref()) {
            named.speakers = speaker_keys(speaker).collect();
        }
        named
    }

    /// Whether its pairs of agreement and party are too many to list each.
    pub fn has_too_many_pairs(&self) -> bool {
        self.agreements.len() > 1 && self.agreements.len().saturating_mul(self.parties.len()) > FEW_PAIRS
    }

    fn filler(&mut self, role: Role, filler: &'a Entity) {
        let id = filler.id.as_deref();
        match filler.kind {
            EntityType::Value => return,
            EntityType::Agreement => self.agreements.extend(id),
            _ if role == Role::Agreement => self.agreements.extend(id),
            EntityType::State | EntityType::Organization => self.parties.extend(id),
            _ => self.others.extend(id),
        }
        self.parties.extend(filler.state_id());
        self.parties.extend(filler.of.iter().map(String::as_str));
        self.others.extend(filler.office.as_deref());
    }

    /// The entries of a claim with that number, under its id and everything it names. `word` gives the number of a word.
    pub fn entries<E>(
        &self,
        claim: &Claim,
        number: u64,
        mut word: impl FnMut(&str) -> Result<u32, E>,
        entries: &mut Vec<Entry>,
    ) -> Result<(), E> {
        let mut add = |topic, first, second| entries.push(Entry { topic, first, second, number });
        if let Some(first) = id_key(&claim.id) {
            add(Topic::Claim, first, NONE);
        }
        add(Topic::Act, half(word(claim.act.name())?), NONE);
        let mut numbers = |names: &BTreeSet<&str>| -> Result<Vec<u64>, E> {
            names.iter().map(|name| Ok(half(word(name)?))).collect()
        };
        let agreements = numbers(&self.agreements)?;
        let parties = numbers(&self.parties)?;
        let too_many = self.has_too_many_pairs();
        for &agreement in &agreements {
            if parties.is_empty() {
                add(Topic::Agreement, agreement, NONE);
            } else if too_many {
                add(Topic::Agreement, agreement, MANY);
            } else {
                parties.iter().for_each(|&party| add(Topic::Agreement, agreement, party));
            }
        }
        for &party in &parties {
            match parties.len() {
                1 => add(Topic::Party, party, NONE),
                2..=FEW => parties.iter().filter(|&&p| p != party).for_each(|&p| add(Topic::Party, party, p)),
                _ => add(Topic::Party, party, MANY),
            }
        }
        for other in numbers(&self.others)? {
            add(Topic::Party, other, NONE);
        }
        for speaker in numbers(&self.speakers)? {
            add(Topic::Speaker, speaker, NONE);
        }
        Ok(())
    }
}

/// The ids under which somebody's words are found: the own one, the office, the state spoken for.
pub(crate) fn speaker_keys(speaker: &Entity) -> impl Iterator<Item = &str> {
    let own = speaker.id.as_deref().filter(|_| speaker.kind != EntityType::Value);
    own.into_iter().chain(speaker.office.as_deref()).chain(speaker.state_id())
}

/// The first 12 hexadecimal digits of an id as a number; None for what is no id.
pub(crate) fn id_key(id: &str) -> Option<u64> {
    let digits = id.as_bytes().get(..DIGITS)?;
    std::str::from_utf8(digits).ok().and_then(|digits| u64::from_str_radix(digits, 16).ok())
}

/// Digits of an id that the index holds.
pub(crate) const DIGITS: usize = 12;

/// The lowest and highest [`id_key`] of the ids that begin so; `prefix` is checked to be of hexadecimal digits.
pub(crate) fn id_range(prefix: &str) -> (u64, u64) {
    let digits = prefix.get(..DIGITS.min(prefix.len())).unwrap_or(prefix);
    let value = u64::from_str_radix(digits, 16).unwrap_or(0);
    let free = 4 * (DIGITS - digits.len());
    (value << free, value << free | ((1 << free) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use claims::{Act, Kind, Modality, Roles};

    fn state(id: &str) -> Entity {
        Entity::named(id, id, EntityType::State)
    }

    fn claim(fillers: Vec<(Role, Vec<Entity>)>) -> Claim {
        Claim {
            document: "d".into(),
            id: "0123456789ab0000000000000000ffff".into(),
            kind: Kind::Participation,
            act: Act::SIGNS,
            roles: fillers.into_iter().collect::<Roles>(),
            time: None,
            modality: Modality::Asserted,
            condition: None,
            not_yet: false,
            again: false,
            background: false,
            value: None,
            attribution: None,
            evidence: vec![],
            plover: None,
            cameo: None,
            rule: "r".into(),
            margin: None,
            same_as: None,
        }
    }

    fn entries(claim: &Claim) -> Vec<Entry> {
        let mut words: Vec<String> = Vec::new();
        let mut entries = Vec::new();
        let mut number = |w: &str| {
            let place = words.iter().position(|known| known == w).unwrap_or_else(|| {
                words.push(w.to_owned());
                words.len() - 1
            });
            Ok::<u32, ()>(u32::try_from(place).unwrap())
        };
        Named::of(claim).entries(claim, 7, &mut number, &mut entries).unwrap();
        entries
    }

    #[test]
    fn a_claim_is_found_by_what_it_names() {
        let accords = Entity::named("abraham-accords", "the Accords", EntityType::Agreement);
        let person = Entity { state: Some("KAZ".into()), ..Entity::named("tokayev", "Tokayev", EntityType::Person) };
        let claim = claim(vec![
            (Role::Actor, vec![state("KAZ")]),
            (Role::Agreement, vec![accords]),
            (Role::Person, vec![person]),
        ]);
        let named = Named::of(&claim);
        assert_eq!(named.agreements.into_iter().collect::<Vec<_>>(), ["abraham-accords"]);
        assert_eq!(named.parties.into_iter().collect::<Vec<_>>(), ["KAZ"]);
        assert_eq!(named.others.into_iter().collect::<Vec<_>>(), ["tokayev"]);
        let entries = entries(&claim);
        let count = |topic| entries.iter().filter(|e| e.topic == topic).count();
        assert_eq!(
            (count(Topic::Claim), count(Topic::Agreement), count(Topic::Party), count(Topic::Act)),
            (1, 1, 2, 1)
        );
    }

    #[test]
    fn the_keys_of_a_claim_grow_linearly_with_it() {
        let many = |n: usize, kind, letter: &str| -> Vec<Entity> {
            (0..n).map(|i| Entity::named(format!("{letter}{i}"), "x", kind)).collect()
        };
        let crowd = claim(vec![
            (Role::Actor, many(3000, EntityType::State, "s")),
            (Role::Agreement, many(3000, EntityType::Agreement, "a")),
        ]);
        assert!(entries(&crowd).len() < 7000);
    }

    #[test]
    fn prefixes_are_ranges() {
        assert_eq!(id_key("0123456789ab0000"), Some(0x0123_4567_89ab));
        assert_eq!(id_range("01"), (0x0100_0000_0000, 0x01ff_ffff_ffff));
        assert_eq!(id_range("0123456789abcd"), (0x0123_4567_89ab, 0x0123_4567_89ab));
    }
}
