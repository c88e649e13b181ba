//! A flipped byte anywhere, and rows that were changed, deleted or added behind the ledger's back: `verify` says so, by name
//! where it can, and nothing panics.
//!
//! `LEDGER_FLIPS=10000 cargo test --release -p depositary-ledger --test damage` flips more bytes.

#![allow(clippy::unwrap_used)] // clippy takes helpers of tests for the program

mod common;

use std::{fs, path::Path};

use claims::Ruling;
use common::*;
use ledger::{Fault, Head, Ledger, Report};
use rusqlite::Connection;

fn make(file: &Path, documents: u64) -> Ledger {
    let mut ledger = Ledger::create_or_open(file).unwrap();
    fill(&mut ledger, 0..documents).unwrap();
    let mut batch = ledger.begin().unwrap();
    for n in 0..documents / 3 {
        let id = document(n).id();
        batch.reading(&id, &reading(n, 2), &instant(599)).unwrap();
        batch.decision(&decision(&reading(n, 1).claims[0].id, Ruling::Reject), &instant(599)).unwrap();
    }
    batch.commit().unwrap();
    assert!(ledger.verify().unwrap().is_clean(), "{:#?}", ledger.verify().unwrap().faults);
    ledger
}

#[test]
fn a_flipped_byte_is_noticed_wherever_it_changes_anything() {
    let flips: u64 = std::env::var("LEDGER_FLIPS").ok().and_then(|n| n.parse().ok()).unwrap_or(120);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    let ledger = make(&file, 15);
    let wanted = contents(&ledger).unwrap();
    drop(ledger);
    assert!(!folder.path().join("record.ledger-wal").exists());
    let bytes = fs::read(&file).unwrap();
    let copy = folder.path().join("copy.ledger");
    let mut numbers = Numbers(20_251_107);
    println!("{} bytes, seed {}", bytes.len(), numbers.0);
    let (mut named, mut structural, mut refused, mut nothing) = (0, 0, 0, 0);
    for flip in 0..flips {
        // Anywhere, and now and then in the header of the file.
        let at = numbers.below(if flip % 5 == 0 { 100 } else { bytes.len() as u64 });
        let mut at = usize::try_from(at).unwrap();
        // Half of the file is room that is not used yet: mostly, go on to a byte that is.
        while flip % 5 != 0 && bytes[at] == 0 {
            at = (at + 1) % bytes.len();
        }
        let mut damaged = bytes.clone();
        damaged[at] ^= u8::try_from(1 + numbers.below(255)).unwrap();
        fs::write(&copy, &damaged).unwrap();
        let opened = Ledger::open_read_only(&copy);
        match opened.as_ref().map_err(ToString::to_string).and_then(|l| l.verify().map_err(|e| e.to_string())) {
            Err(error) => {
                assert!(error.contains("copy.ledger"), "{error}");
                refused += 1;
            }
            Ok(report) if report.is_clean() => {
                let found = opened.and_then(|ledger| contents(&ledger));
                assert!(found.is_ok_and(|found| found == wanted), "byte {at} changed an answer and was not noticed");
                nothing += 1;
            }
            Ok(report) => {
                let by_name = report.faults.iter().any(|fault| fault.table != "file");
                *(if by_name { &mut named } else { &mut structural }) += 1;
                if flip % 10 == 0 {
                    // Questions answer or say what is wrong; they never panic.
                    let _ = opened.and_then(|ledger| contents(&ledger));
                }
            }
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("copy.ledger{ending}")));
        }
    }
    println!(
        "{flips} flips: {named} named, {structural} in the structure, {refused} refused, {nothing} without effect"
    );
    assert!(named > flips / 4);
}

#[test]
fn a_file_cut_short_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    drop(make(&file, 30));
    let bytes = fs::read(&file).unwrap();
    let copy = folder.path().join("copy.ledger");
    for pages in (1..bytes.len() / 4096).step_by(7) {
        fs::write(&copy, &bytes[..pages * 4096]).unwrap();
        let clean = Ledger::open_read_only(&copy).and_then(|ledger| ledger.verify()).is_ok_and(|r| r.is_clean());
        assert!(!clean, "{pages} pages");
    }
}

/// Changes the tables behind the ledger's back, guards removed.
fn tamper(file: &Path, statements: &str) -> Report {
    let connection = Connection::open(file).unwrap();
    let guards: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &guards {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    connection.execute_batch(statements).unwrap();
    for (_, sql) in &guards {
        connection.execute_batch(sql).unwrap();
    }
    drop(connection);
    Ledger::open_read_only(file).unwrap().verify().unwrap()
}

fn told(report: &Report, table: &str, words: &str) -> bool {
    report.faults.iter().any(|Fault { table: t, what, .. }| *t == table && what.contains(words))
}

#[test]
fn rows_changed_behind_its_back_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("record.ledger");
    let ledger = make(&original, 30);
    let head = ledger.head().unwrap();
    let claim = ledger.claims_of_document(&document(20).id(), None).unwrap().remove(0).claim;
    drop(ledger);
    let try_out = |statements: &str| {
        let copy = folder.path().join("copy.ledger");
        fs::copy(&original, &copy).unwrap();
        let report = tamper(&copy, statements);
        assert!(!report.is_clean(), "{statements}");
        report
    };
    assert!(tamper(&original, "SELECT 1").is_clean());

    let document = document(20).id();
    let set = format!(
        "UPDATE claims SET body = CAST(substr(body, 1, 25) || x'07' || substr(body, 27) AS BLOB) WHERE substr(body, 1, 16) = x'{}'",
        claim.id
    );
    let report = try_out(&set);
    let wanted = format!("of document {document}: the stored bytes do not match their checksum");
    assert!(
        told(&report, "claims", &format!("claim {} ", claim.id)) && told(&report, "claims", &wanted),
        "{report:#?}"
    );
    let report = try_out(&format!("UPDATE documents SET publisher = 'Other' WHERE id = x'{document}'"));
    assert!(told(&report, "documents", &format!("document {document}")), "{report:#?}");
    let report = try_out("UPDATE texts SET body = x'00' WHERE number = 21");
    assert!(told(&report, "texts", &format!("the text (number 21) of document {document}")), "{report:#?}");

    assert!(told(&try_out("DELETE FROM claims WHERE number = 9"), "claims", "row 9 of claims are missing"));
    assert!(told(&try_out("DELETE FROM claims WHERE number BETWEEN 9 AND 12"), "claims", "rows 9 to 12"));
    assert!(told(&try_out("DELETE FROM decisions WHERE number = 3"), "decisions", "deleted"));
    assert!(told(&try_out("DELETE FROM coverage"), "coverage", "deleted"));
    assert!(told(&try_out("DELETE FROM batches WHERE number = 2"), "batches", "batch 2 is missing"));
    assert!(told(
        &try_out("UPDATE batches SET high = high + 1 WHERE number = 2"),
        "batches",
        "batch 2 does not follow"
    ));
    let added =
        "INSERT INTO coverage SELECT 100, recorded, place, outcome, 1, problem, 5 FROM coverage WHERE number = 1";
    assert!(told(&try_out(added), "coverage", "belong to no batch"));

    // What is derived: the rows are whole, and the index can be made anew.
    for (statements, table) in [
        (
            "UPDATE blocks SET body = CAST(substr(body, 1, 9) || x'01' || substr(body, 11) AS BLOB) WHERE number = (SELECT min(number) FROM blocks)",
            "blocks",
        ),
        ("DELETE FROM blocks WHERE number = (SELECT max(number) FROM blocks)", "blocks"),
        ("UPDATE tallies SET count = count + 1", "tallies"),
        ("DELETE FROM places", "tallies"),
        ("UPDATE summaries SET body = replace(body, '1', '2')", "summaries"),
    ] {
        let report = try_out(statements);
        assert!(told(&report, table, "make the index anew"), "{statements}: {report:#?}");
        let mut ledger = Ledger::create_or_open(folder.path().join("copy.ledger")).unwrap();
        ledger.rebuild_index().unwrap();
        assert!(ledger.verify_against(&head).unwrap().is_clean(), "{:#?}", ledger.verify().unwrap());
        assert_eq!(contents(&ledger).unwrap(), contents(&Ledger::open_read_only(&original).unwrap()).unwrap());
    }
    assert!(told(&try_out("DROP INDEX readings_of_document"), "file", "`readings_of_document` is missing"));
}

#[test]
fn guards_that_are_gone_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    drop(make(&file, 5));
    Connection::open(&file).unwrap().execute_batch("DROP TRIGGER claims_remain").unwrap();
    let report = Ledger::open_read_only(&file).unwrap().verify().unwrap();
    assert!(told(&report, "file", "`claims_remain` is missing"), "{report:#?}");
}

/// Somebody who recomputes checksums still breaks the chain.
#[test]
fn a_row_forged_with_its_checksum_breaks_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let (file, other) = (folder.path().join("record.ledger"), folder.path().join("other.ledger"));
    let mut ledger = make(&file, 10);
    let head = ledger.head().unwrap();
    fill(&mut ledger, 10..20).unwrap();
    assert!(ledger.verify_against(&head).unwrap().is_clean());
    drop(ledger);
    // The same decision number in another ledger, with another reason, and a checksum that fits.
    let mut forged = Ledger::create_or_open(&other).unwrap();
    let mut batch = forged.begin().unwrap();
    let mut lie = decision(&reading(0, 1).claims[0].id, Ruling::Accept);
    lie.reason = "because".into();
    batch.decision(&lie, &instant(599)).unwrap();
    batch.commit().unwrap();
    drop(forged);
    let report = tamper(
        &file,
        &format!(
            "ATTACH '{}' AS other; DELETE FROM decisions WHERE number = 1; \
             INSERT INTO decisions SELECT * FROM other.decisions WHERE number = 1",
            other.display()
        ),
    );
    assert!(told(&report, "batches", "a row was exchanged"), "{report:#?}");
}

#[test]
fn an_end_that_was_cut_off_is_noticed_against_a_head() {
    let folder = tempfile::tempdir().unwrap();
    let (file, old) = (folder.path().join("record.ledger"), folder.path().join("old.ledger"));
    let mut ledger = make(&file, 10);
    ledger.backup(&old).unwrap();
    let before = ledger.head().unwrap();
    fill(&mut ledger, 10..20).unwrap();
    let head = ledger.head().unwrap();
    let old = Ledger::open_read_only(&old).unwrap();
    assert!(old.verify().unwrap().is_clean() && old.verify_against(&before).unwrap().is_clean());
    assert!(told(&old.verify_against(&head).unwrap(), "batches", "the end of the ledger was cut off"));
    let rewritten = Head { chain: "0".repeat(32), ..before };
    assert!(told(&old.verify_against(&rewritten).unwrap(), "batches", "was rewritten"));
}
