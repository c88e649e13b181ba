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
            // Membership of an organisation is an agreement of its own where the table has one.
            if let Some(terms) = item
                .attribute("agreement")
                .filter(|a| self.agreement(a).is_some())
                .and_then(|a| Reference::terms(self, a))
            {
                return Some(Terms { nature: Nature::Organization, body: Some(agreement.to_owned()), ..terms });
            }
            let nature = if item.attribute("type") == Some("forum") { Nature::Body } else { Nature::Unknown };
            let nature = if nature == Nature::Unknown { Nature::Body } else { nature };
            return Some(Terms { nature, body: Some(agreement.to_owned()), ..Terms::default() });
        }
        let row = self.agreement(agreement)?;
        let parties: Vec<String> = row.parties().map(str::to_owned).collect();
        let nature = match row.kind() {
            "declaration" | "nickname" | "framework" | "memorandum" | "communique" | "political" => Nature::Political,
            "body" | "forum" | "group" => Nature::Body,
            _ if row.organization().is_some() && row.bound_by().any(|means| means == "admission") => Nature::Body,
            _ if parties.len() == 2 => Nature::Bilateral,
            _ => Nature::Treaty,
        };
        Some(Terms {
            nature,
            part_of: row.wholes().next().map(|whole| whole.id.to_string()),
            instruments: row.instruments().map(|part| part.id.to_string()).collect(),
            depositary: row.depositary().map(str::to_owned),
            body: row.organization().map(|o| o.id.to_string()),
            parties,
            binds_on_signature: {
                let means: Vec<&str> = row.bound_by().collect();
                !means.is_empty() && means.iter().all(|m| *m == "definitive_signature" || *m == "signature")
            },
            entry: row.joining_delay().or_else(|| row.force_delay()),
            withdrawal: row.exit_notice(),
            in_force: row.in_force().map(claims::Moment::first_day),
            ends: row.ended().map(claims::Moment::last_day),
            opens_relations: row.item.list("scope").any(|s| s == "relations" || s == "peace" || s == "normalization"),
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
            _ => from_claim,
        }
    }

    fn name(&self, id: &str) -> Option<String> {
        self.item(id).map(|item| World::name(self, item, "en").to_owned())
    }
}
