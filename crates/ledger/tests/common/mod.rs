//! Documents and readings for the tests, made from numbers.
#![allow(dead_code)] // each test file uses some of it
#![allow(clippy::unwrap_used)] // clippy takes helpers of tests for the program

use claims::{
    Act, Attribution, Basis, Claim, Coverage, Decision, Document, Entity, EntityType, Evidence, Mention, Modality,
    Moment, Outcome, Period, Precision, Quotation, Reading, Role, Roles, Ruling, Span, Time, identity,
};
use ledger::{Ledger, Result};

pub const STATES: [&str; 8] = ["KAZ", "ISR", "USA", "ARE", "BHR", "MAR", "SDN", "SAU"];
pub const AGREEMENTS: [&str; 4] = ["abraham-accords", "ctbt", "brics", "north-atlantic-treaty"];

pub fn state(id: &str) -> Entity {
    Entity::named(id, format!("the State of {id}"), EntityType::State)
}

pub fn agreement(id: &str) -> Entity {
    Entity::named(id, format!("the {id}"), EntityType::Agreement)
}

pub fn official(state: &str) -> Entity {
    Entity {
        state: Some(state.into()),
        office: Some(format!("president@{state}")),
        ..Entity::named(
            format!("president-of-{}", state.to_lowercase()),
            format!("President of {state}"),
            EntityType::Person,
        )
    }
}

/// A small generator of numbers, the same on every machine.
#[derive(Clone)]
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % limit
    }

    pub fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}

pub fn document(n: u64) -> Document {
    let mut numbers = Numbers(n.wrapping_mul(77) + 1);
    let sentence = "נשיא קזחסטן הודיע אתמול כי ארצו תצטרף להסכם. The ministry confirmed it. Министерство подтвердило. ";
    Document {
        label: format!("document-{n}"),
        text: format!("{n}: {}", sentence.repeat(1 + usize::try_from(numbers.below(20)).unwrap())),
        language: Some(["he", "en", "ru"][usize::try_from(n % 3).unwrap()].into()),
        published: Some(day(numbers.below(700))),
        publisher: Some(numbers.one(&["Herald", "Gazette", "דבר", "ТАСС"]).into()),
        url: Some(format!("https://news.example/{n}")),
        title: n.is_multiple_of(2).then(|| format!("Title {n} \u{202e}🕊")),
    }
}

pub fn day(n: u64) -> Moment {
    let day = jiff::civil::Date::constant(2024, 1, 1);
    Moment::day((0..n).fold(day, |day, _| day.tomorrow().unwrap()))
}

pub fn claim(document: &str, act: Act, roles: Vec<(Role, Vec<Entity>)>) -> Claim {
    let mut claim = Claim {
        document: document.into(),
        id: String::new(),
        kind: act.kind(),
        act,
        roles: roles.into_iter().collect::<Roles>(),
        time: None,
        modality: Modality::Asserted,
        condition: None,
        not_yet: false,
        again: false,
        background: false,
        value: None,
        attribution: None,
        evidence: vec![Evidence { start: 3, end: 40, within: None }],
        plover: None,
        cameo: None,
        rule: "languages/en/frames/consent.txt:12".into(),
        margin: None,
        same_as: None,
    };
    claim.id = identity::of_claim(&claim, document, 0);
    claim
}

/// A reading of the document with that number. A later version finds some claims anew, loses some and finds others.
pub fn reading(n: u64, version: u64) -> Reading {
    let id = document(n).id();
    let mut numbers = Numbers(n.wrapping_mul(131) + 7);
    let mut claims = Vec::new();
    for place in 0..4 + numbers.below(4) {
        let one = numbers.one(&STATES);
        let other = numbers.one(&STATES);
        let treaty = numbers.one(&AGREEMENTS);
        let date = day(numbers.below(700));
        let mut claim = match numbers.below(4) {
            0 => claim(
                &id,
                Act::SIGNS,
                vec![(Role::Actor, vec![state(one)]), (Role::Agreement, vec![agreement(treaty)])],
            ),
            1 if one != other => {
                claim(&id, Act::ESTABLISHES_RELATIONS, vec![(Role::Party, vec![state(one), state(other)])])
            }
            2 => claim(&id, Act::ENTERS_INTO_FORCE, vec![(Role::Agreement, vec![agreement(treaty)])]),
            _ => claim(&id, Act::MEETS, vec![(Role::Participant, vec![official(one), official(other)])]),
        };
        claim.time = Some(Period::at(date, Basis::Stated));
        if numbers.below(2) == 0 {
            claim.attribution = Some(Attribution {
                speaker: Some(official(one)),
                anonymous: false,
                direct: true,
                channel: Some("truth-social".into()),
                quotation: None,
                via: None,
            });
        }
        claim.id = identity::of_claim(&claim, &id, 0);
        // What the version does to it.
        match (version + place) % 5 {
            0 => continue,
            1 => claim.evidence.push(Evidence { start: 50, end: 60 + u32::try_from(version).unwrap(), within: None }),
            _ => {}
        }
        if !claims.iter().any(|known: &Claim| known.id == claim.id) {
            claims.push(claim);
        }
    }
    Reading {
        document: format!("document-{n}"),
        language: Some(["he", "en", "ru"][usize::try_from(n % 3).unwrap()].into()),
        version: format!("version-{version}"),
        fingerprint: n.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        mentions: vec![Mention {
            document: format!("document-{n}"),
            start: 3,
            end: 7,
            text: "נשיא".into(),
            kind: EntityType::State,
            id: Some("KAZ".into()),
            name: "קזחסטן".into(),
            within: None,
        }],
        times: vec![Time {
            document: format!("document-{n}"),
            start: 10,
            end: 15,
            text: "אתמול".into(),
            from: Some(day(3)),
            to: Some(day(3)),
            precision: Precision::Day,
            within: None,
        }],
        quotations: vec![Quotation {
            document: format!("document-{n}"),
            id: identity::hash("quotation", &[&id]),
            source: Some(official(numbers.one(&STATES))),
            anonymous: false,
            channel: None,
            cue: Some(Span { start: 1, end: 2 }),
            content: vec![Span { start: 20, end: 30 }],
            direct: true,
            form: None,
            via: None,
            within: None,
        }],
        claims,
        notes: if n.is_multiple_of(5) { vec![claims::Note::NoDate] } else { Vec::new() },
    }
}

/// What the ledger gives back for a reading: the same with the document's id everywhere.
pub fn with_id(mut reading: Reading, id: &str) -> Reading {
    id.clone_into(&mut reading.document);
    reading.mentions.iter_mut().for_each(|line| id.clone_into(&mut line.document));
    reading.times.iter_mut().for_each(|line| id.clone_into(&mut line.document));
    reading.quotations.iter_mut().for_each(|line| id.clone_into(&mut line.document));
    reading.claims.iter_mut().for_each(|line| id.clone_into(&mut line.document));
    reading
}

/// An instant that many minutes into 2025-11-07.
pub fn instant(minute: u64) -> String {
    format!("2025-11-07T{:02}:{:02}:00Z", minute / 60, minute % 60)
}

pub fn decision(about: &str, ruling: Ruling) -> Decision {
    Decision { ruling, about: about.into(), other: None, author: "curator".into(), reason: "not in the text".into() }
}

pub fn look(place: &str, outcome: Outcome) -> Coverage {
    let problem = (outcome != Outcome::Read).then(|| "the feed did not answer".to_owned());
    Coverage { place: place.into(), outcome, documents: 3, problem }
}

/// Keeps documents with their readings, a batch for each few.
pub fn fill(ledger: &mut Ledger, documents: std::ops::Range<u64>) -> Result<()> {
    let all: Vec<u64> = documents.collect();
    for some in all.chunks(7) {
        let mut batch = ledger.begin()?;
        for &n in some {
            let (id, _) = batch.document(&document(n), &instant(n % 600))?;
            batch.reading(&id, &reading(n, 1), &instant(n % 600))?;
        }
        batch.coverage(&look(&format!("feed-{}", some[0] % 3), Outcome::Partly), &instant(some[0] % 600))?;
        batch.commit()?;
    }
    Ok(())
}

/// Everything that can be asked, as JSON: equal text, equal ledger.
pub fn answers(ledger: &Ledger, known_at: Option<&str>) -> Result<String> {
    fn json(value: &impl serde::Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }
    let mut all = vec![json(&ledger.coverage_summary(known_at)?), json(&ledger.agreements(known_at)?)];
    for treaty in AGREEMENTS {
        all.push(json(&ledger.claims_of_agreement(treaty, known_at)?));
        all.push(json(&ledger.claims_of_agreement_alone(treaty, known_at)?));
        for party in STATES {
            all.push(json(&ledger.claims_of_pair(treaty, party, known_at)?));
        }
    }
    for one in STATES {
        all.push(json(&ledger.claims_of_state(one, known_at)?));
        all.push(json(&ledger.claims_by_speaker(one, known_at)?));
        all.push(json(&ledger.claims_by_speaker(&format!("president@{one}"), known_at)?));
        all.push(json(&ledger.quotations_by_speaker(one, known_at)?));
        for other in STATES {
            all.push(json(&ledger.claims_between(one, other, known_at)?));
        }
    }
    for act in [Act::SIGNS, Act::MEETS, Act::ESTABLISHES_RELATIONS, Act::ENTERS_INTO_FORCE] {
        all.push(json(&ledger.claims_of_act(act, known_at)?));
    }
    Ok(all.join("\n"))
}

/// The same, and every document, reading and claim by itself: all that is kept.
pub fn contents(ledger: &Ledger) -> Result<String> {
    let mut all = vec![answers(ledger, None)?];
    for kept in ledger.documents_after(None, usize::MAX)? {
        all.push(serde_json::to_string(&kept).unwrap());
        all.push(serde_json::to_string(&ledger.reading(&kept.id, None)?).unwrap());
        all.push(serde_json::to_string(&ledger.claims_of_document(&kept.id, None)?).unwrap());
        all.push(serde_json::to_string(&ledger.document(&kept.id, None)?).unwrap());
    }
    for decided in ledger.decisions(None)? {
        all.push(serde_json::to_string(&decided).unwrap());
        all.push(serde_json::to_string(&ledger.claim_on_file(&decided.decision.about)?).unwrap());
    }
    all.extend(ledger.coverage(None)?.iter().map(|look| serde_json::to_string(look).unwrap()));
    Ok(all.join("\n"))
}
