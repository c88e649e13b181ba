//! Killed at any moment: what was acknowledged is there, and nothing is half there.
//!
//! The test runs itself as a child that ingests and prints each acknowledged document; the parent kills it.
//! `LEDGER_KILLS=1000 cargo test --release -p depositary-ledger --test kill` goes on for longer.

#![allow(clippy::unwrap_used)] // clippy takes helpers of tests for the program

mod common;

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use common::*;
use ledger::{Head, Ledger};

const FILE: &str = "LEDGER_KILL_FILE";
const LAST: u64 = 1_000_000;

/// The child: keeps documents, some in batches of one and some of many, and says which are on disk.
#[test]
fn child() {
    let Ok(file) = std::env::var(FILE) else { return };
    let mut ledger = Ledger::create_or_open(file).unwrap();
    let mut next = ledger.coverage_summary(None).unwrap().documents;
    let mut out = std::io::stdout();
    while next < LAST {
        let mut batch = ledger.begin().unwrap();
        let end = next + 1 + next % 9 * 7;
        let mut ids = Vec::new();
        for n in next..end {
            let (id, _) = batch.document(&document(n), &instant(n % 600)).unwrap();
            batch.reading(&id, &reading(n, 1), &instant(n % 600)).unwrap();
            ids.push(id);
        }
        if next % 4 == 3 {
            let again = next / 2;
            batch.reading(&document(again).id(), &reading(again, 2), &instant(599)).unwrap();
        }
        let receipt = batch.commit().unwrap();
        for id in ids {
            writeln!(out, "kept {id} {} {}", receipt.head.batch, receipt.head.chain).unwrap();
        }
        out.flush().unwrap();
        next = end;
    }
}

/// Runs the child for that long; returns the ids that it acknowledged, and the last head that it told.
fn run_and_kill(file: &Path, life: Duration) -> (Vec<String>, Option<Head>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture", "--test-threads=1"])
        .env(FILE, file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut acknowledged = Vec::new();
        let mut head = None;
        for line in BufReader::new(out).lines() {
            let Ok(line) = line else { break };
            // A line that was cut in the middle was not said.
            let words: Vec<&str> = line.split(' ').collect();
            if let ["kept", id, batch, chain] = words[..]
                && chain.len() == 32
            {
                acknowledged.push(id.to_owned());
                head = Some(Head { batch: batch.parse().unwrap(), chain: chain.to_owned() });
            }
        }
        (acknowledged, head)
    });
    std::thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    if std::env::var(FILE).is_ok() {
        return; // the child runs only the other test
    }
    let rounds: u64 = std::env::var("LEDGER_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    let mut numbers = Numbers(std::process::id().into());
    println!("seed {}", numbers.0);
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        let life = Duration::from_millis(numbers.below(250));
        let (ids, head) = run_and_kill(&file, life);
        acknowledged.extend(ids);
        if acknowledged.is_empty() {
            continue; // killed before anything was there
        }
        let begun = Instant::now();
        // The lock of the killed process is gone; what it had begun is not seen.
        let ledger = Ledger::create_or_open(&file).unwrap();
        slowest = slowest.max(begun.elapsed());
        for id in &acknowledged {
            assert!(ledger.knows_document(id).unwrap(), "round {round}: {id} was acknowledged and is lost");
            assert!(ledger.has_reading(id, "version-1").unwrap(), "round {round}: the reading of {id} is lost");
        }
        let report = match head {
            Some(head) => ledger.verify_against(&head).unwrap(),
            None => ledger.verify().unwrap(),
        };
        assert!(report.is_clean(), "round {round}: {:#?}", report.faults);
        let documents = ledger.coverage_summary(None).unwrap().documents;
        assert!(documents >= acknowledged.len() as u64);
        if documents > 600 {
            // Verify reads everything; begin anew before that takes long.
            drop(ledger);
            for ending in ["", "-wal", "-shm", "-lock"] {
                let _ = std::fs::remove_file(folder.path().join(format!("record.ledger{ending}")));
            }
            acknowledged.clear();
        }
    }
    println!("{rounds} kills, slowest opening {slowest:?}");
}
