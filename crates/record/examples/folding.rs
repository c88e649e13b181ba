//! How long it takes to fold and to ask: `cargo run --release -p depositary-record --example folding`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::{Duration, Instant};

use claims::{
    Act, Attribution, Basis, Claim, Entity, EntityType, Evidence, Modality, Moment, Period, Role, Roles, Source,
    Sourced,
};
use jiff::{ToSpan, civil::date};
use record::{Asked, Assessor, Fold, Record, Subject, participant};

const AGREEMENT: &str = "rome-statute";

fn main() {
    let world = world::World::builtin().unwrap();
    if let Some(rounds) = std::env::args().nth(1).and_then(|n| n.parse::<u32>().ok()) {
        // For a profiler: the same question again and again.
        let mut assessor = Assessor::new(world);
        let fold: Fold = claims(100_000, false).iter().flat_map(|s| assessor.assess(s)).map(|(_, o)| o).collect();
        let begun = Instant::now();
        for n in 0..rounds {
            ask(world, &fold, i16::try_from(2005 + n % 20).unwrap());
        }
        println!("{} a question", ms(begun.elapsed() / rounds));
        return;
    }
    for n in [1_000_u32, 10_000, 100_000, 200_000] {
        for (name, claims) in [("news", claims(n, false)), ("hostile", claims(n, true))] {
            let begun = Instant::now();
            let mut assessor = Assessor::new(world);
            let observed: Vec<_> = claims.iter().flat_map(|s| assessor.assess(s)).map(|(_, o)| o).collect();
            let assessed = begun.elapsed();
            let begun = Instant::now();
            let fold: Fold = observed.into_iter().collect();
            let folded = begun.elapsed();
            let begun = Instant::now();
            let row = ask(world, &fold, 2025);
            let first = begun.elapsed();
            // Ten other days: what was digested is kept with the fold.
            let begun = Instant::now();
            for year in 2010..2020 {
                ask(world, &fold, year);
            }
            let again = begun.elapsed() / 10;
            let begun = Instant::now();
            let mut half = fold.clone();
            half.merge(&fold);
            let merged = begun.elapsed();
            let cells = fold.len();
            let bytes = serde_json::to_vec(&fold).unwrap().len();
            println!(
                "{n:>7} {name:<8} cells {cells:>6}  assess {:>9}  fold {:>9}  first question {:>9}  further {:>9}  merge {:>9}  {:>6} kB  {}",
                ms(assessed),
                ms(folded),
                ms(first),
                ms(again),
                ms(merged),
                bytes / 1000,
                row.map_or("-".into(), |r| format!(
                    "{} {} ({} witnesses)",
                    r.stage.code(),
                    r.standing.code(),
                    r.witnesses
                )),
            );
        }
    }
    let claims = claims(100_000, false);
    let begun = Instant::now();
    let record = Record::new(world, &claims, &[]);
    let made = begun.elapsed();
    let asked = Asked::on(date(2025, 6, 1));
    let time = |name: &str, ask: &dyn Fn() -> usize| {
        let begun = Instant::now();
        let size = ask();
        println!("  {name:<10} {:>9}  ({size} entries)", ms(begun.elapsed()));
    };
    println!("Record::new, 100,000 claims of one pair: {}", ms(made));
    time("status", &|| record.status(AGREEMENT, &asked).participants.len());
    time("why", &|| record.why(AGREEMENT, "HUN", &asked).grounds.len());
    time("timeline", &|| record.timeline(AGREEMENT, None, &asked).events.len());
    time("said", &|| record.said("viktor-orban", &asked).utterances.len());
    time("state", &|| record.state("HUN", &asked).agreements.len());
    assert!(record.folds().all(|(s, _)| *s == Subject::participation(AGREEMENT, "HUN")));
}

fn ask(world: &world::World, fold: &Fold, year: i16) -> Option<record::Participant> {
    participant(world, AGREEMENT, "HUN", fold, None, date(year, 6, 1))
}

fn ms(d: Duration) -> String {
    format!("{:.2} ms", d.as_secs_f64() * 1000.0)
}

/// Reports of one pair over thirty years: from 400 outlets, a third undated, a fifth quoted. Hostile: each of a day, outlet,
/// speaker and spelling of its own, with fingerprints that crowd together.
fn claims(n: u32, hostile: bool) -> Vec<Sourced> {
    let acts = [
        Act::SIGNS,
        Act::APPROVES,
        Act::CONSENTS,
        Act::DEPOSITS,
        Act::NEGOTIATES,
        Act::SEEKS,
        Act::JOINS,
        Act::IS_PARTY,
        Act::ANNOUNCES_LEAVING,
        Act::GIVES_NOTICE,
        Act::WITHDRAWS,
        Act::ANNOUNCES_JOINING,
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let first = date(1995, 1, 1);
    (0..n)
        .map(|i| {
            let r = random();
            let published = first + i32::try_from(r % 11_000).unwrap().days();
            let act = acts[usize::try_from(r >> 20).unwrap() % acts.len()];
            let mut roles = Roles::new();
            roles.insert(Role::Actor, vec![Entity::named("HUN", "Hungary", EntityType::State)]);
            roles.insert(Role::Agreement, vec![Entity::named(AGREEMENT, AGREEMENT, EntityType::Agreement)]);
            let dated = hostile || r.is_multiple_of(3);
            let day = if hostile { first + i32::try_from(i % 11_000).unwrap().days() } else { published };
            let speaker = (hostile || r.is_multiple_of(5)).then(|| {
                let id = if hostile { format!("speaker-{i}") } else { "viktor-orban".into() };
                Entity { state: Some("HUN".into()), ..Entity::named(id, "somebody", EntityType::Person) }
            });
            let document = format!("{:032x}", u128::from(random()) << 64 | u128::from(i));
            let outlet = if hostile { u64::from(i) } else { r % 400 };
            let claim = Claim {
                document: document.clone(),
                id: format!("{:032x}", u128::from(random()) << 64 | u128::from(r)),
                kind: act.kind(),
                act,
                roles,
                time: dated.then(|| Period::at(Moment::day(day), Basis::Stated)),
                modality: if r.is_multiple_of(11) {
                    Modality::Planned
                } else if r.is_multiple_of(13) {
                    Modality::Denied
                } else {
                    Modality::Asserted
                },
                condition: None,
                not_yet: false,
                again: false,
                background: false,
                value: None,
                attribution: speaker.map(|s| Attribution {
                    speaker: Some(s),
                    anonymous: false,
                    direct: false,
                    channel: None,
                    quotation: None,
                    via: None,
                }),
                evidence: vec![Evidence { start: 0, end: 10, within: None }],
                plover: None,
                cameo: None,
                rule: "measured".into(),
                margin: None,
                same_as: None,
            };
            let source = Source {
                document,
                text_id: String::new(),
                fingerprint: if hostile { u64::from(i) & 0xffff } else { random() | 1 },
                publisher: Some(format!("Outlet {outlet}")),
                url: None,
                published: Some(Moment::day(published)),
                language: None,
                title: None,
                recorded: "2026-01-01T00:00:00Z".into(),
            };
            Sourced { claim, source }
        })
        .collect()
}
