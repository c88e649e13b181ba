//! The tables of `world/` as a [`Reference`].

use ::world::{Kind, World};
use claims::{Entity, EntityType, PublisherClass};
use jiff::civil::Date;

use crate::reference::{
    Capacity, Level, Nature, Publisher, Reference, Terms, capacity_from_claim, level_named, level_of_office,
};

impl Reference for World {
    fn terms(&self, agreement: &str) -> Option<Terms> {
        let item = self.item(agreement)?;
        if matches!(item.table, Kind::Organizations) {
            let body = Some(agreement.to_owned());
            // Membership of an organisation may rest on an agreement; without one it is by invitation and acceptance.
            let founded = item.attribute("agreement").filter(|a| self.agreement(a).is_some());
            return Some(match founded.and_then(|a| Reference::terms(self, a)) {
                Some(terms) => {
                    Terms { nature: Nature::Organization, body, stands_for: founded.map(str::to_owned), ..terms }
                }
                None => Terms { nature: Nature::Body, body, ..Terms::default() },
            });
        }
        let row = self.agreement(agreement)?;
        let parties: Vec<String> = row.parties().map(str::to_owned).collect();
        let means: Vec<&str> = row.bound_by().collect();
        // By whatever name: what is ratified, acceded to or exchanged is a treaty.
        let by_treaty =
            means.iter().any(|m| !matches!(*m, "signature" | "definitive_signature" | "admission" | "endorsement"));
        let nature = match row.kind() {
            "declaration" | "nickname" | "memorandum" | "communique" | "plan" | "arrangement" if !by_treaty => {
                Nature::Political
            }
            "membership" if !by_treaty => Nature::Body,
            _ if parties.len() == 2 => Nature::Bilateral,
            _ => Nature::Treaty,
        };
        let whole = row.wholes().next().map(|whole| whole.id.to_string());
        let of_peace = ["peace", "normalization", "relations"].iter().any(|word| agreement.contains(word));
        Some(Terms {
            nature,
            instruments: row.instruments().map(|part| part.id.to_string()).collect(),
            depositaries: item.list("depositary").map(str::to_owned).collect(),
            body: row.organization().map(|o| o.id.to_string()),
            by_admission: means.contains(&"admission"),
            binds_on_signature: nature != Nature::Political && !means.is_empty() && !by_treaty,
            entry: row.joining_delay(),
            withdrawal: row.exit_notice(),
            in_force: row.in_force(),
            ends: row.ended(),
            opens_relations: parties.len() == 2 && (of_peace || whole.as_deref() == Some("abraham-accords")),
            parties,
            part_of: whole,
            stands_for: None,
        })
    }

    fn publisher(&self, name: Option<&str>, url: Option<&str>) -> Publisher {
        let known =
            name.and_then(|n| World::publisher(self, n)).or_else(|| url.and_then(|u| World::publisher(self, u)));
        match known {
            Some(p) => {
                // An organisation's own site speaks for the organisation.
                let owner = p.item.attribute("owner").filter(|id| self.item(id).is_some());
                let of = match p.class {
                    PublisherClass::Depositary | PublisherClass::OwnOrgan | PublisherClass::OwnOfficial => {
                        owner.or(p.state).map(str::to_owned)
                    }
                    _ => p.state.map(str::to_owned),
                };
                Publisher { id: Some(p.item.id.to_string()), class: p.class, of }
            }
            None => Publisher::unknown(name, url),
        }
    }

    fn capacity(&self, speaker: &Entity, day: Option<Date>) -> Option<Capacity> {
        let level_of = |office: &str| {
            let id = office.split('@').next().unwrap_or(office);
            let cell = self.item(id).and_then(|item| item.attribute("level"));
            cell.and_then(level_named).unwrap_or_else(|| level_of_office(office))
        };
        let from_claim = capacity_from_claim(speaker).map(|mut c| {
            if let Some(office) = speaker.office.as_deref() {
                (c.level, c.head_of_state) = level_of(office);
            }
            c
        });
        match speaker.kind {
            EntityType::Person => {
                let id = speaker.id.as_deref();
                let terms = match (id, day) {
                    (Some(id), Some(day)) => self.offices_of(id, day),
                    _ => Vec::new(),
                };
                let best = terms.iter().map(|t| (level_of(&t.office), t)).max_by_key(|((level, head), t)| {
                    // A term in the office that the text names comes before others of its level.
                    let named = speaker.office.as_deref().is_some_and(|o| o.split('@').next() == Some(&*t.office));
                    (*level, named, *head, t.body.clone())
                });
                match (best, id, day) {
                    (Some(((level, head_of_state), term)), _, _) => Some(Capacity {
                        of: term.body.to_string(),
                        level,
                        head_of_state,
                        person: id.map(str::to_owned),
                    }),
                    // Known to have held offices, but none on that day: a former official speaks for himself.
                    (None, Some(id), Some(_)) if self.career(id).next().is_some() => {
                        from_claim.map(|c| Capacity { level: Level::Private, head_of_state: false, ..c })
                    }
                    _ => from_claim,
                }
            }
            EntityType::Office => {
                let (office, body) = speaker.id.as_deref()?.split_once('@')?;
                let (level, head_of_state) = level_of(office);
                let person = day.and_then(|day| self.holder(office, body, day)).map(|p| p.id.to_string());
                Some(Capacity { of: body.to_owned(), level, head_of_state, person })
            }
            EntityType::Organization => {
                let item = speaker.id.as_deref().and_then(|id| self.item(id));
                let organ = item.and_then(|i| Some((i, i.attribute("organ")?)));
                let Some((item, body)) = organ else { return from_claim };
                // The foreign ministry speaks for its state, and an organ of an organisation for it (VCLT 7); parliaments,
                // courts and other ministries are officials.
                let of_state = self.item(body).is_some_and(|b| b.table == Kind::States);
                let foreign = item.attribute("type") == Some("ministry")
                    && (item.id.contains("foreign") || item.id.contains("state-department"));
                let level = if foreign || !of_state { Level::Binding } else { Level::Official };
                Some(Capacity { of: body.to_owned(), level, head_of_state: false, person: None })
            }
            _ => from_claim,
        }
    }

    fn name(&self, id: &str) -> Option<String> {
        self.item(id).map(|item| World::name(self, item, "en").to_owned())
    }
}
