//! Fills a ledger with generated claims and measures it.
//!
//!     cargo run --release -p depositary-ledger --example load -- FILE [CLAIMS] [CLAIMS A DOCUMENT] [HOT] [folds] [verify]
//!
//! 200 states, 2,000 agreements, claims of news (most with a speaker) and a text of 5,500 bytes for each document. HOT
//! claims more speak of one pair, nine in ten of days long before. If FILE exists, only the questions are asked. With
//! `LEDGER_CACHE` mebibytes, readers keep so much in memory.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a measuring tool

use std::{path::Path, time::Instant};

use claims::{
    Act, Attribution, Basis, Claim, Document, Entity, EntityType, Evidence, Modality, Moment, Period, Plover, Reading,
    Role, Roles, identity,
};
use ledger::Ledger;

const STATES: u64 = 200;
const AGREEMENTS: u64 = 2000;
/// Claims in one batch.
const BATCH: u64 = 10_000;

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % limit
    }
}

fn state(n: u64) -> Entity {
    let letter = |n: u64| char::from(b'A' + u8::try_from(n % 26).unwrap());
    let id: String = [letter(n / 26 / 26), letter(n / 26), letter(n)].into_iter().collect();
    Entity { start: Some(100), end: Some(110), ..Entity::named(&id, format!("State {id}"), EntityType::State) }
}

fn treaty(n: u64) -> Entity {
    let id = format!("treaty-on-some-matter-{n}");
    Entity { start: Some(120), end: Some(140), ..Entity::named(&id, format!("Treaty {n}"), EntityType::Agreement) }
}

fn official(state: &Entity) -> Entity {
    let id = state.id.clone().unwrap();
    Entity {
        state: Some(id.clone()),
        office: Some(format!("foreign-minister@{id}")),
        ..Entity::named(format!("minister-of-{}", id.to_lowercase()), "the minister", EntityType::Person)
    }
}

fn claim(numbers: &mut Numbers, document: &str, place: u32, pair: Option<(u64, u64)>) -> Claim {
    const ACTS: [Act; 6] = [Act::SIGNS, Act::JOINS, Act::DEPOSITS, Act::APPROVES, Act::WITHDRAWS, Act::CONSENTS];
    let (one, other) = pair.unwrap_or_else(|| (numbers.below(STATES), numbers.below(AGREEMENTS)));
    let actor = state(one);
    let act = ACTS[usize::try_from(numbers.below(6)).unwrap()];
    let year = if numbers.below(10) < 9 { 1950 + numbers.below(74) } else { 2024 + numbers.below(2) };
    let (month, day) = (1 + numbers.below(12), 1 + numbers.below(28));
    let date: Moment = format!("{year}-{month:02}-{day:02}").parse().unwrap();
    let speaker = (numbers.below(10) < 6).then(|| official(&actor));
    let start = place * 600 + 80;
    let mut claim = Claim {
        document: document.into(),
        id: String::new(),
        kind: act.kind(),
        act,
        roles: Roles::from([(Role::Actor, vec![actor]), (Role::Agreement, vec![treaty(other)])]),
        time: Some(Period::at(date, Basis::Stated)),
        modality: Modality::Asserted,
        condition: None,
        not_yet: false,
        again: false,
        background: false,
        value: None,
        attribution: speaker.map(|speaker| Attribution {
            speaker: Some(speaker),
            anonymous: false,
            direct: true,
            channel: None,
            quotation: Some(identity::hash("quotation", &[document, &place.to_string()])),
            via: None,
        }),
        evidence: vec![Evidence { start, end: start + 130, within: None }],
        plover: Some(Plover { event: "COOPERATE".into(), mode: None }),
        cameo: Some("057".into()),
        rule: format!("languages/en/frames/consent.txt:{}", numbers.below(60)),
        margin: Some(i32::try_from(numbers.below(20)).unwrap()),
        same_as: None,
    };
    claim.id = identity::of_claim(&claim, document, 0);
    claim
}

fn document(numbers: &mut Numbers, n: u64) -> Document {
    let mut text = String::with_capacity(5600);
    while text.len() < 5500 {
        let letters = 2 + numbers.below(9);
        text.extend(
            (0..letters).map(|_| char::from(b'a' + u8::try_from(numbers.below(26) * numbers.below(26) / 26).unwrap())),
        );
        text.push(' ');
    }
    let date = format!("2025-{:02}-{:02}", 1 + numbers.below(12), 1 + numbers.below(28));
    Document {
        label: format!("{n}.txt"),
        text,
        language: Some("en".into()),
        published: Some(date.parse().unwrap()),
        publisher: Some(format!("Publisher {}", numbers.below(3000))),
        url: Some(format!("https://www.publisher-{}.example/world/2025/{n}/article", numbers.below(3000))),
        title: Some(format!("Title of the report with the number {n} on something")),
    }
}

fn load(file: &Path, claims: u64, per_document: u64, hot: u64) {
    let mut ledger = Ledger::create_or_open(file).unwrap();
    let mut numbers = Numbers(2025);
    let (mut kept, mut documents) = (0, 0);
    let (mut writing, mut slowest) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    let begun = Instant::now();
    while kept < claims + hot {
        // Made before the clock runs.
        let mut batch_of = Vec::new();
        let mut made = 0;
        while made < BATCH && kept + made < claims + hot {
            let document = document(&mut numbers, documents);
            let id = document.id();
            let pair = (kept + made >= claims).then_some((7, 7));
            let claims =
                (0..per_document).map(|place| claim(&mut numbers, &id, u32::try_from(place).unwrap(), pair)).collect();
            let reading = Reading {
                document: id,
                language: Some("en".into()),
                version: "0123456789abcdef0123456789abcdef".into(),
                fingerprint: numbers.below(u64::MAX),
                claims,
                ..Reading::default()
            };
            batch_of.push((document, reading));
            documents += 1;
            made += per_document;
        }
        let second = kept / BATCH;
        let recorded = format!(
            "2025-{:02}-{:02}T{:02}:{:02}:00Z",
            1 + second / 40_320,
            1 + second / 1440 % 28,
            second / 60 % 24,
            second % 60
        );
        let clock = Instant::now();
        let mut batch = ledger.begin().unwrap();
        for (document, reading) in &batch_of {
            let (id, _) = batch.document(document, &recorded).unwrap();
            batch.reading(&id, reading, &recorded).unwrap();
        }
        batch.commit().unwrap();
        let took = clock.elapsed();
        writing += took;
        slowest = slowest.max(took);
        kept += made;
        if kept % 1_000_000 < BATCH {
            println!("{kept} claims, {:.0} a second", kept as f64 / writing.as_secs_f64());
        }
    }
    println!(
        "ingest: {kept} claims of {documents} documents in {:.1} s ({:.1} s with making them): {:.0} claims/s durable; slowest batch {slowest:.1?}",
        writing.as_secs_f64(),
        begun.elapsed().as_secs_f64(),
        kept as f64 / writing.as_secs_f64()
    );
}

fn sizes(file: &Path) {
    let connection = rusqlite::Connection::open(file).unwrap();
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let claims = one("SELECT max(number) FROM claims") as f64;
    let all = std::fs::metadata(file).unwrap().len() as f64;
    let mut tables = connection.prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC").unwrap();
    let tables: Vec<(String, i64)> =
        tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let texts = tables.iter().find(|(name, _)| name == "texts").map_or(0, |(_, size)| *size) as f64;
    println!("file: {:.1} MB; {:.1} bytes a claim besides the texts", all / 1e6, (all - texts) / claims);
    for (name, size) in tables.iter().filter(|(_, size)| *size as f64 > claims / 10.0) {
        println!("  {name}: {:.1} bytes a claim", *size as f64 / claims);
    }
    println!("  free pages: {:.1}", one("PRAGMA freelist_count") as f64 * 4096.0 / claims);
}

fn measure(what: &str, times: u32, mut question: impl FnMut() -> usize) {
    let mut took = Vec::new();
    let mut found = 0;
    for _ in 0..times {
        let clock = Instant::now();
        found += question();
        took.push(clock.elapsed());
    }
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!(
        "{what}: p50 {:.3?}, p99 {:.3?}, max {:.3?} ({} claims each, {times} times)",
        at(0.5),
        at(0.99),
        at(1.0),
        found / times as usize
    );
}

fn open(file: &Path) -> Ledger {
    let ledger = Ledger::open_read_only(file).unwrap();
    if let Some(cache) = std::env::var("LEDGER_CACHE").ok().and_then(|n| n.parse::<u64>().ok()) {
        ledger.set_cache(cache << 20).unwrap();
    }
    ledger
}

fn ask(file: &Path) {
    let clock = Instant::now();
    let ledger = open(file);
    let summary = ledger.coverage_summary(None).unwrap();
    let found = ledger.claims_of_pair("treaty-on-some-matter-7", "AAH", None).unwrap().len();
    println!("open, summary and a first pair ({found} claims): {:.1?}; {summary:?}", clock.elapsed());
    let mut numbers = Numbers(77);
    let mut name = || (treaty(8 + numbers.below(AGREEMENTS - 8)).id.unwrap(), state(numbers.below(STATES)).id.unwrap());
    let mut pair = |known: Option<&str>| {
        let (treaty, state) = name();
        ledger.claims_of_pair(&treaty, &state, known).unwrap().len()
    };
    measure("pair, first rounds", 20_000, || pair(None));
    measure("pair", 5000, || pair(None));
    measure("pair, known at an earlier instant", 5000, || pair(Some("2025-01-01T01:00:00Z")));
    let one = ledger.claims_of_pair("treaty-on-some-matter-9", "AAC", None).unwrap();
    if let Some(one) = one.first() {
        let id = &one.claim.id;
        measure("claim by id", 2000, || usize::from(ledger.claim(&id[..16], None).unwrap().is_some()));
    }
    agreements(file, 200);
    measure("hot pair", 3, || ledger.claims_of_pair("treaty-on-some-matter-7", "AAH", None).unwrap().len());
    measure("summary", 100, || usize::try_from(ledger.coverage_summary(None).unwrap().claims).unwrap());
    measure("agreements", 20, || ledger.agreements(None).unwrap().len());
}

/// Keeps a fold of 200 bytes for every pair, as the record would, and asks with them.
fn folds(file: &Path) {
    const KIND: &str = "load";
    let mut ledger = Ledger::create_or_open(file).unwrap();
    let clock = Instant::now();
    let mut kept = 0u32;
    for n in 0..AGREEMENTS {
        let agreement = treaty(n).id.unwrap();
        let folded = ledger.folded_agreement(KIND, &agreement, None).unwrap();
        let mut batch = ledger.begin().unwrap();
        for (party, folded) in folded {
            if !folded.claims.is_empty() {
                kept += 1;
                batch.keep_fold(KIND, &agreement, party.as_deref(), folded.until.unwrap(), &[7; 200]).unwrap();
            }
        }
        batch.commit().unwrap();
    }
    println!("folds: {kept} kept in {:.1?}", clock.elapsed());
    drop(ledger);
    let ledger = open(file);
    let mut numbers = Numbers(79);
    measure("folded pair", 5000, || {
        let (treaty, state) = (treaty(numbers.below(AGREEMENTS)).id.unwrap(), state(numbers.below(STATES)).id.unwrap());
        ledger.folded_pair(KIND, &treaty, &state, None).unwrap().claims.len()
    });
    measure("folded hot pair", 100, || {
        ledger.folded_pair(KIND, "treaty-on-some-matter-7", "AAH", None).unwrap().claims.len()
    });
    measure("folded agreement", 2000, || {
        let treaty = treaty(numbers.below(AGREEMENTS)).id.unwrap();
        ledger.folded_agreement(KIND, &treaty, None).unwrap().values().map(|f| f.claims.len()).sum()
    });
}

fn agreements(file: &Path, times: u32) {
    let ledger = open(file);
    let mut numbers = Numbers(78);
    measure("agreement", times, || {
        let treaty = treaty(8 + numbers.below(AGREEMENTS - 8)).id.unwrap();
        ledger.claims_of_agreement(&treaty, None).unwrap().len()
    });
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, default: u64| arguments.get(place).map_or(default, |n| n.parse().unwrap());
    let Some(file) = arguments.first().map(Path::new) else {
        println!("write where the ledger shall be: load FILE [CLAIMS] [CLAIMS A DOCUMENT] [HOT]");
        return;
    };
    if !file.exists() {
        load(file, number(1, 1_000_000), number(2, 6), number(3, 0));
    }
    if arguments.iter().any(|a| a == "agreements") {
        return agreements(file, 2000);
    }
    sizes(file);
    ask(file);
    if arguments.iter().any(|a| a == "folds") {
        folds(file);
        sizes(file);
    }
    if arguments.iter().any(|a| a == "verify") {
        let clock = Instant::now();
        let report = open(file).verify().unwrap();
        println!("verify: {} rows, {} faults, {:.1?}", report.rows, report.faults.len(), clock.elapsed());
    }
}
