//! Killed at any moment, nothing that was acknowledged is lost, and a second run completes the work.
//!
//! `DEPOSITARY_KILL_ROUNDS` sets the number of rounds; `cargo xtask endurance` runs it at full size.

mod program;

use std::{
    collections::BTreeSet,
    io::Read,
    process::Stdio,
    time::{Duration, Instant},
};

use program::{Desk, lines};

/// Enough for many batches; at full size, enough for kills all over a longer run.
fn documents() -> usize {
    if rounds() > 20 { 4000 } else { 400 }
}

fn rounds() -> u64 {
    std::env::var("DEPOSITARY_KILL_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(3)
}

/// Many small documents, each with a claim.
fn input() -> String {
    (0..documents())
        .map(|n| {
            let day = 1 + n % 28;
            let text = format!(
                "Chile signed the Paris Agreement on Monday, report {n} says. Peru joined the Paris Agreement."
            );
            let line = serde_json::json!({
                "id": n.to_string(), "text": text, "lang": "en",
                "published": format!("2025-01-{day:02}"), "publisher": format!("Paper {}", n % 7),
            });
            format!("{line}\n")
        })
        .collect()
}

#[test]
fn nothing_acknowledged_is_lost() {
    let desk = Desk::new();
    desk.file("in.jsonl", input());
    // How long a whole run takes, so that the kills fall all over it.
    let whole = Instant::now();
    let complete = desk.ok(&["--ledger", "whole.ledger", "ingest", "in.jsonl", "--acknowledge"]);
    let whole = whole.elapsed();
    assert_eq!(complete.lines().count(), documents());
    let expected = answer(&desk, "whole.ledger");
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 0..rounds() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round | 1);
        let ledger = format!("killed-{round}.ledger");
        let mut acknowledged = BTreeSet::new();
        // One, two or three kills before the run that completes.
        for attempt in 0..=(random >> 60) % 3 {
            let mut child = desk
                .command()
                .args(["--ledger", &ledger, "ingest", "in.jsonl", "--acknowledge", "--quiet"])
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let after = whole.mul_f64(((random >> (8 * attempt)) & 0xff) as f64 / 256.0);
            std::thread::sleep(after.max(Duration::from_millis(1)));
            child.kill().unwrap();
            let mut printed = String::new();
            child.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
            child.wait().unwrap();
            acknowledged.extend(printed.lines().filter(|l| l.len() == 32).map(str::to_owned));
        }
        if desk.path(&ledger).exists() && !acknowledged.is_empty() {
            let kept: BTreeSet<String> = lines(&desk.ok(&["--ledger", &ledger, "export"]))
                .iter()
                .map(|line| line["document"].as_str().unwrap().to_owned())
                .collect();
            let lost: Vec<&String> = acknowledged.difference(&kept).collect();
            assert!(lost.is_empty(), "round {round}: {} acknowledged documents are lost", lost.len());
            let verified = desk.run(&["--ledger", &ledger, "verify"]);
            assert_eq!(verified.code, 0, "round {round}: {verified:?}");
        }
        let second = desk.json(&["--ledger", &ledger, "ingest", "in.jsonl"]);
        let (new, known) = (second["documents"].as_u64().unwrap(), second["known"].as_u64().unwrap());
        assert_eq!(new + known, documents() as u64, "round {round}: {second}");
        assert!(known >= acknowledged.len() as u64, "round {round}: {second}");
        assert_eq!(answer(&desk, &ledger), expected, "round {round}");
        std::fs::remove_file(desk.path(&ledger)).unwrap();
    }
    println!("{} rounds, a whole run takes {whole:?}", rounds());
}

/// The answer without what tells when it was recorded.
fn answer(desk: &Desk, ledger: &str) -> serde_json::Value {
    let mut status = desk.json(&["--ledger", ledger, "status", "paris-agreement", "--as-of", "2025-06-01"]);
    status["coverage"]["last_recorded"] = serde_json::Value::Null;
    status
}
