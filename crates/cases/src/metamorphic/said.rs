//! A claim without what depends on the wording: ids, roles, modality, speaker, days.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use claims::{Claim, Entity, EntityType, Kind, Modality, Reading};

/// What a claim says. Entities known only from the text are told apart by type and state, not by their words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The act.
    pub act: String,
    /// Roles with the ids of their fillers.
    pub roles: BTreeMap<String, BTreeSet<String>>,
    /// The modality.
    pub modality: Modality,
    /// Not yet.
    pub not_yet: bool,
    /// Stands under a condition.
    pub condition: bool,
    /// `FROM..TO`; empty where no time is known.
    pub time: String,
    /// Who says it.
    pub speaker: Option<String>,
}

/// What the claims of a reading say; attributes aside, and each once.
pub fn of(reading: &Reading) -> BTreeSet<Said> {
    reading.claims.iter().filter(|c| c.kind != Kind::Attribute).map(Said::of).collect()
}

impl Said {
    fn of(claim: &Claim) -> Said {
        let shown = |m: Option<claims::Moment>| m.map_or(String::new(), |m| m.to_string());
        Said {
            act: claim.act.name().to_owned(),
            roles: claim.roles.iter().map(|(r, f)| (r.code().to_owned(), f.iter().map(key).collect())).collect(),
            modality: claim.modality,
            not_yet: claim.not_yet,
            condition: claim.condition.is_some(),
            time: claim.time.as_ref().map_or(String::new(), |t| format!("{}..{}", shown(t.from), shown(t.to))),
            speaker: claim.attribution.as_ref().map(|a| {
                let who = a.speaker.as_ref().map_or(String::new(), |s| s.office.clone().unwrap_or_else(|| key(s)));
                if a.anonymous { format!("unnamed {who}").trim().to_owned() } else { who }
            }),
        }
    }

    /// Without its days. Descriptions are known by type, parties and month: without the month too.
    pub fn timeless(mut self) -> Said {
        self.time.clear();
        for fillers in self.roles.values_mut() {
            *fillers = fillers.iter().map(|id| without_month(id)).collect();
        }
        self
    }

    /// With other ids.
    pub fn renamed(&self, names: &BTreeMap<String, String>) -> Said {
        let mut out = self.clone();
        for fillers in out.roles.values_mut() {
            *fillers = fillers.iter().map(|id| renamed(id, names)).collect();
        }
        out.speaker = out.speaker.as_deref().map(|s| match s.split_once(' ') {
            Some((unnamed, who)) => format!("{unnamed} {}", renamed(who, names)),
            None => renamed(s, names),
        });
        out
    }
}

fn key(entity: &Entity) -> String {
    let state = || entity.state.as_ref().map(|s| format!("@{s}")).unwrap_or_default();
    match &entity.id {
        Some(id) => id.clone(),
        // Its name is its words, and they are not compared.
        None if entity.kind == EntityType::Value => entity.name.clone(),
        None => format!("({}){}", entity.kind, state()),
    }
}

fn without_month(id: &str) -> String {
    match id.rsplit_once('.') {
        Some((before, month)) if month.starts_with(|c: char| c.is_ascii_digit()) => before.to_owned(),
        _ => id.to_owned(),
    }
}

/// An id under other names: itself, the state of an office (`president@KAZ`), the parties of a description (`mou.KAZ-USA.2025-11`).
fn renamed(id: &str, names: &BTreeMap<String, String>) -> String {
    let one = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    if names.contains_key(id) {
        return one(id);
    }
    if let Some((office, state)) = id.split_once('@') {
        return format!("{office}@{}", one(state));
    }
    if id.contains('.') {
        let parts = id.split('.').map(|part| {
            let mut parties: Vec<String> = part.split('-').map(one).collect();
            if part.split('-').all(|p| p.len() == 3 && p.chars().all(|c| c.is_ascii_uppercase())) {
                parties.sort();
            }
            parties.join("-")
        });
        return parts.collect::<Vec<_>>().join(".");
    }
    id.to_owned()
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let roles: Vec<String> = self
            .roles
            .iter()
            .map(|(r, f)| format!("{r} {}", f.iter().cloned().collect::<Vec<_>>().join(" ")))
            .collect();
        write!(f, "{}({}) {}", self.act, roles.join("; "), self.modality)?;
        if self.not_yet {
            write!(f, ", not yet")?;
        }
        if self.condition {
            write!(f, ", under a condition")?;
        }
        if !self.time.is_empty() {
            write!(f, ", {}", self.time)?;
        }
        if let Some(speaker) = &self.speaker {
            write!(f, ", by {speaker}")?;
        }
        Ok(())
    }
}
