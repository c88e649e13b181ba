//! A small world and a small builder of claims, for the tests of the rules.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use claims::{
    Act, Attribution, Basis, Claim, Count, Decision, Entity, EntityType, Evidence, Modality, Moment, Period,
    PublisherClass, Role, Roles, Ruling, Source, Sourced,
};
use jiff::civil::Date;
use record::{
    Asked, Capacity, Level, Nature, Participant, Publisher, Record, Reference, Status, Terms, capacity_from_claim,
};

/// A world of a dozen things.
pub struct Fake;

impl Reference for Fake {
    fn terms(&self, agreement: &str) -> Option<Terms> {
        let day = |s: &str| Some(s.parse::<Moment>().unwrap());
        let delay = |s: &str| Some(s.parse().unwrap());
        let named = |s: &str| Some(s.to_owned());
        Some(match agreement {
            "abraham-accords" => Terms {
                nature: Nature::Political,
                instruments: vec!["israel-uae-treaty".into(), "abraham-accords-declaration".into()],
                ..Terms::default()
            },
            "abraham-accords-declaration" => {
                Terms { nature: Nature::Political, part_of: named("abraham-accords"), ..Terms::default() }
            }
            "israel-uae-treaty" => Terms {
                nature: Nature::Bilateral,
                parties: vec!["ISR".into(), "ARE".into()],
                part_of: named("abraham-accords"),
                opens_relations: true,
                ..Terms::default()
            },
            "north-atlantic-treaty" => Terms {
                nature: Nature::Treaty,
                depositaries: vec!["USA".into()],
                body: named("nato"),
                entry: delay("none"),
                withdrawal: delay("1 year"),
                in_force: day("1949-08-24"),
                ..Terms::default()
            },
            "brics" => Terms { nature: Nature::Body, body: named("brics"), ..Terms::default() },
            "ctbt" => Terms {
                nature: Nature::Treaty,
                depositaries: vec!["united-nations".into()],
                entry: delay("none"),
                ..Terms::default()
            },
            "new-start" => Terms {
                nature: Nature::Bilateral,
                parties: vec!["RUS".into(), "USA".into()],
                in_force: day("2011-02-05"),
                ends: day("2026-02-05"),
                ..Terms::default()
            },
            "rome-statute" => Terms {
                nature: Nature::Treaty,
                depositaries: vec!["united-nations".into()],
                entry: delay("first of month after 60 days"),
                withdrawal: delay("1 year"),
                in_force: day("2002-07-01"),
                ..Terms::default()
            },
            "paris-agreement" => Terms {
                nature: Nature::Treaty,
                depositaries: vec!["united-nations".into()],
                entry: delay("30 days"),
                withdrawal: delay("1 year"),
                in_force: day("2016-11-04"),
                ..Terms::default()
            },
            _ => return None,
        })
    }

    fn publisher(&self, name: Option<&str>, url: Option<&str>) -> Publisher {
        let (class, of) = match name.unwrap_or_default() {
            "UN Treaty Collection" => (PublisherClass::Depositary, None),
            "State Department" => (PublisherClass::OwnOrgan, Some("USA")),
            "Kazakh Foreign Ministry" => (PublisherClass::OwnOrgan, Some("KAZ")),
            "Kremlin" => (PublisherClass::OwnOrgan, Some("RUS")),
            "Riksdag" => (PublisherClass::OwnOrgan, Some("SWE")),
            "Magyar Kozlony" => (PublisherClass::OwnOrgan, Some("HUN")),
            "Israel MFA" => (PublisherClass::OwnOrgan, Some("ISR")),
            "WAM" => (PublisherClass::StateMedia, Some("ARE")),
            "Saudi TV" => (PublisherClass::StateMedia, Some("SAU")),
            "Reuters" | "TASS" | "AFP" => (PublisherClass::Wire, None),
            "NATO" => (PublisherClass::OwnOrgan, Some("nato")),
            _ => return Publisher::unknown(name, url),
        };
        Publisher { id: name.map(str::to_lowercase), class, of: of.map(str::to_owned) }
    }

    fn capacity(&self, speaker: &Entity, _: Option<Date>) -> Option<Capacity> {
        let person = |of: &str, level, head_of_state| {
            Some(Capacity { of: of.into(), level, head_of_state, person: speaker.id.clone() })
        };
        match speaker.id.as_deref() {
            Some("donald-trump") => person("USA", Level::Binding, true),
            Some("kassym-jomart-tokayev") => person("KAZ", Level::Binding, true),
            Some("recep-tayyip-erdogan") => person("TUR", Level::Binding, true),
            Some("naledi-pandor") => person("ZAF", Level::Binding, false),
            Some("an-mp-of-KAZ") => person("KAZ", Level::Private, false),
            _ => capacity_from_claim(speaker),
        }
    }

    fn name(&self, id: &str) -> Option<String> {
        let name = match id {
            "KAZ" => "Kazakhstan",
            "USA" => "United States",
            "ISR" => "Israel",
            "SWE" => "Sweden",
            "TUR" => "Turkey",
            _ => return None,
        };
        Some(name.to_owned())
    }
}

/// What a test says in a line: an act with its fillers, then who says so, where and when.
#[derive(Clone)]
pub struct Builder {
    claim: Claim,
    source: Source,
}

/// An act.
pub fn act(act: Act) -> Builder {
    let claim = Claim {
        document: String::new(),
        id: String::new(),
        kind: act.kind(),
        act,
        roles: Roles::new(),
        time: None,
        modality: Modality::Asserted,
        condition: None,
        not_yet: false,
        again: false,
        background: false,
        value: None,
        attribution: None,
        evidence: vec![Evidence { start: 0, end: 1, within: None }],
        plover: None,
        cameo: None,
        rule: "test".into(),
        margin: None,
        same_as: None,
    };
    let source = Source {
        document: String::new(),
        text_id: String::new(),
        fingerprint: 0,
        publisher: None,
        url: None,
        published: None,
        language: None,
        title: None,
        recorded: "2026-01-01T00:00:00Z".into(),
    };
    Builder { claim, source }
}

/// An entity by its id: states by code, values and agreements by role.
pub fn entity(role: Role, id: &str) -> Entity {
    let state = id.len() == 3 && id.chars().all(|c| c.is_ascii_uppercase());
    let kind = match role {
        _ if state => EntityType::State,
        Role::Agreement => EntityType::Agreement,
        Role::Topic if id.contains('-') => EntityType::Agreement,
        Role::Actor | Role::Participant | Role::By | Role::Person if id.contains('-') => EntityType::Person,
        _ if role.types() == [EntityType::Value] => EntityType::Value,
        Role::Organ | Role::Object => EntityType::Value,
        _ => EntityType::Organization,
    };
    Entity::named(id, id, kind)
}

impl Builder {
    pub fn with(mut self, role: Role, ids: &[&str]) -> Builder {
        self.claim.roles.entry(role).or_default().extend(ids.iter().map(|id| entity(role, id)));
        self
    }

    pub fn filler(mut self, role: Role, entity: Entity) -> Builder {
        self.claim.roles.entry(role).or_default().push(entity);
        self
    }

    /// Actor and agreement.
    pub fn of(self, actor: &str, agreement: &str) -> Builder {
        self.with(Role::Actor, &[actor]).with(Role::Agreement, &[agreement])
    }

    pub fn modality(mut self, modality: Modality) -> Builder {
        self.claim.modality = modality;
        self
    }

    pub fn planned(self) -> Builder {
        self.modality(Modality::Planned)
    }

    pub fn denied(self) -> Builder {
        self.modality(Modality::Denied)
    }

    pub fn not_yet(mut self) -> Builder {
        self.claim.not_yet = true;
        self.modality(Modality::Denied)
    }

    pub fn background(mut self) -> Builder {
        self.claim.background = true;
        self
    }

    pub fn again(mut self) -> Builder {
        self.claim.again = true;
        self
    }

    /// The time that the text gives.
    pub fn on(mut self, when: &str) -> Builder {
        self.claim.time = Some(Period::at(when.parse().unwrap(), Basis::Stated));
        self
    }

    pub fn since(mut self, when: &str) -> Builder {
        self.claim.time = Some(Period::since(when.parse().unwrap(), Basis::Stated));
        self
    }

    /// Said by a person, office, state.
    pub fn by(mut self, speaker: &str) -> Builder {
        let mut entity = entity(Role::Person, speaker);
        if speaker == "brics" {
            entity.kind = EntityType::Organization;
        } else if entity.kind != EntityType::State {
            entity.kind = if speaker.contains('@') { EntityType::Office } else { EntityType::Person };
        }
        entity.state = match speaker {
            "donald-trump" => Some("USA".into()),
            "kassym-jomart-tokayev" => Some("KAZ".into()),
            _ => None,
        };
        self.claim.attribution = Some(Attribution {
            speaker: Some(entity),
            anonymous: false,
            direct: true,
            channel: None,
            quotation: None,
            via: None,
        });
        self
    }

    /// Said by anybody.
    pub fn by_entity(mut self, speaker: Entity) -> Builder {
        self = self.by_unnamed(None);
        if let Some(a) = self.claim.attribution.as_mut() {
            (a.speaker, a.anonymous) = (Some(speaker), false);
        }
        self
    }

    /// Said by an unnamed official of a state, or by an unnamed source.
    pub fn by_unnamed(mut self, state: Option<&str>) -> Builder {
        let speaker = state.map(|s| Entity {
            id: None,
            state: Some(s.into()),
            count: Count::Unsaid,
            ..Entity::named("", "an official", EntityType::Person)
        });
        self.claim.attribution =
            Some(Attribution { speaker, anonymous: true, direct: false, channel: None, quotation: None, via: None });
        self
    }

    /// A joint text of these states.
    pub fn joint(mut self, states: &[&str]) -> Builder {
        let of = states.iter().map(|s| (*s).to_owned()).collect();
        let text = Entity { id: None, of, ..Entity::named("", "joint statement", EntityType::Other) };
        self.claim.attribution = Some(Attribution {
            speaker: Some(text),
            anonymous: false,
            direct: true,
            channel: None,
            quotation: None,
            via: None,
        });
        self
    }

    /// Published there and then, in a text of its own.
    pub fn in_paper(self, publisher: &str, day: &str) -> Sourced {
        let text = format!("{publisher} {day} {:?}", self.claim);
        self.in_text(publisher, day, &text)
    }

    /// Published there and then; the same `text` in two papers is a reprint.
    pub fn in_text(mut self, publisher: &str, day: &str, text: &str) -> Sourced {
        let id = claims::identity::hash("test text", &[text]);
        self.source.text_id.clone_from(&id);
        self.source.fingerprint = u64::from_str_radix(&id[..16], 16).unwrap();
        self.source.publisher = (!publisher.is_empty()).then(|| publisher.to_owned());
        self.source.published = (!day.is_empty()).then(|| day.parse::<Moment>().unwrap());
        self.source.document = claims::identity::hash("test document", &[&id, publisher, day]);
        self.claim.document.clone_from(&self.source.document);
        self.claim.id = claims::identity::of_claim(&self.claim, &self.source.document, 0);
        Sourced { claim: self.claim, source: self.source }
    }
}

/// The same report, printed again elsewhere.
pub fn reprint(of: &Sourced, publisher: &str, day: &str) -> Sourced {
    let mut copy = of.clone();
    copy.source.publisher = Some(publisher.to_owned());
    copy.source.published = Some(day.parse().unwrap());
    copy.source.document = claims::identity::hash("test document", &[&copy.source.text_id, publisher, day]);
    copy.claim.document.clone_from(&copy.source.document);
    copy.claim.id = claims::identity::of_claim(&copy.claim, &copy.source.document, 0);
    copy
}

pub fn asked(day: &str) -> Asked {
    Asked::on(day.parse::<Moment>().unwrap())
}

pub fn decision(ruling: Ruling, about: &Sourced, other: Option<&Sourced>) -> Decision {
    Decision {
        ruling,
        about: about.claim.id.clone(),
        other: other.map(|o| o.claim.id.clone()),
        author: "a curator".into(),
        reason: "a test".into(),
    }
}

pub fn status(claims: &[Sourced], agreement: &str, day: &str) -> Status {
    Record::new(&Fake, claims, &[]).status(agreement, &asked(day))
}

/// The row of a participant on the agreement itself.
pub fn row(claims: &[Sourced], agreement: &str, participant: &str, day: &str) -> Participant {
    let found = status(claims, agreement, day);
    let mut rows = found.participants.iter().filter(|p| p.id == participant && p.instrument == agreement);
    let row = rows.next().unwrap_or_else(|| panic!("{participant} has no row: {:#?}", found.participants)).clone();
    assert!(rows.next().is_none(), "{participant} has two rows");
    row
}

/// Stage and standing as codes.
pub fn place(row: &Participant) -> (&'static str, &'static str) {
    (row.stage.code(), row.standing.code())
}

pub fn has_flag(row: &Participant, flag: record::FlagCode) -> bool {
    row.flags.iter().any(|f| f.flag == flag)
}
