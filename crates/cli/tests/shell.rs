//! Help, errors, pipes and exit codes.

mod program;

use std::{io::Read, process::Stdio};

use program::{ANNOUNCEMENT, Desk};

#[test]
fn help_tells_a_newcomer_what_to_do() {
    let desk = Desk::new();
    let help = desk.ok(&["--help"]);
    for part in ["First steps:", "depositary ingest", "Exit codes:", "status", "why", "completions"] {
        assert!(help.contains(part), "{part}: {help}");
    }
    for command in ["read", "ingest", "status", "why", "changes", "relation", "reject", "explain", "completions"] {
        let long = desk.ok(&["help", command]);
        assert!(long.contains("Examples:") || long.contains("Example:"), "{command}: {long}");
        assert_eq!(desk.run(&[command, "--help"]).code, 0);
    }
    let unknown = desk.run(&["help", "nothing"]);
    assert!(unknown.code == 2 && unknown.err.contains("there is no command `nothing`"), "{unknown:?}");
}

#[test]
fn the_glossary_explains_stages_with_their_articles() {
    let desk = Desk::new();
    let english = desk.ok(&["help", "stages"]);
    for part in ["announced", "approved at home", "VCLT 2(1)(g)", "by the other side only", "L7"] {
        assert!(english.contains(part), "{part}: {english}");
    }
    let hebrew = desk.ok(&["help", "stages", "--ui", "he"]);
    assert!(hebrew.contains("הוכרז") && hebrew.contains("אמנת וינה"), "{hebrew}");
    let csv = desk.ok(&["help", "stages", "--format", "csv"]);
    assert!(csv.starts_with("stage,meaning,source\r\nmentioned,"), "{csv}");
}

#[test]
fn what_is_typed_wrongly_is_said() {
    let desk = Desk::new();
    for (arguments, part) in [
        (&["status"][..], "AGREEMENT"),
        (&["frobnicate"], "frobnicate"),
        (&["status", "NATO", "--as-of", "someday"], "--as-of: `someday` is no date"),
        (&["status", "NATO", "--known-at", "someday"], "`someday` is no day or instant"),
        (&["status", "NATO", "--ui", "tlh"], "the interface does not speak `tlh`; it speaks en, he"),
        (&["status", "NATO", "--data", "absent"], "absent"),
        (&["reject", "abcd"], "--because"),
        (&["why", "not an id"], "is no id of a claim"),
        (&["verify", "--against", "x"], "is no head"),
        (&["decide", "merge", "abcd", "--because", "x"], "ids of both"),
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {run:?}");
        assert!(run.err.contains(part), "{arguments:?}: {run:?}");
        assert_eq!(run.out, "", "{arguments:?}");
    }
}

#[test]
fn a_ledger_that_is_absent_or_something_else_is_said() {
    let desk = Desk::new();
    let absent = desk.run(&["status", "NATO"]);
    assert!(absent.code == 2 && absent.err.contains("depositary ingest"), "{absent:?}");
    desk.file("test.ledger", "this is no ledger, it is a note of some length that nobody should write over");
    let other = desk.run(&["status", "NATO"]);
    assert!(other.code == 2 && other.err.contains("test.ledger"), "{other:?}");
    let write = desk.run_with(&["ingest", "-"], ANNOUNCEMENT.as_bytes());
    assert!(write.code == 2 && write.err.contains("test.ledger"), "{write:?}");
    assert!(std::fs::read_to_string(desk.path("test.ledger")).unwrap().starts_with("this is no ledger"));
}

#[test]
fn names_are_found_offered_or_said_to_be_missing() {
    let desk = Desk::new();
    desk.file("a.txt", ANNOUNCEMENT);
    desk.ok(&["ingest", "a.txt"]);
    let unknown = desk.run(&["status", "Treaty of Nowhere in Particular"]);
    assert!(unknown.code == 1 && unknown.err.contains("not in our data"), "{unknown:?}");
    let near = desk.run(&["status", "Abraham Acords"]);
    assert!(near.code == 1 && near.err.contains("Did you mean") && near.err.contains("abraham-accords"), "{near:?}");
    let wrong = desk.run(&["status", "Kazakhstan"]);
    assert!(wrong.code == 1 && wrong.err.contains("is state, and agreement is asked for"), "{wrong:?}");
    let several = desk.json(&["find", "Paris"]);
    assert!(several["choices"].as_array().unwrap().len() > 1, "{several}");
    assert_eq!(desk.run(&["find", "zzzzqqqq"]).code, 1);
}

#[test]
fn a_name_of_several_agreements_is_a_choice() {
    let desk = Desk::new();
    let rows = "id,type,en,source\ntwin-north,treaty,Twin Pact,recalled\ntwin-south,treaty,Twin Pact,recalled\n";
    desk.file("mine/world/agreements.csv", rows);
    let run = desk.run(&["status", "Twin Pact", "--data", "mine"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("twin-north") && run.err.contains("twin-south") && run.out.is_empty(), "{run:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::new();
    let text = "Kazakhstan joined the Abraham Accords. ".repeat(5_000);
    desk.file("a.txt", format!("lang: en\n\n{text}"));
    let mut child = desk
        .command()
        .args(["read", "a.txt", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and the pipe is closed
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn colours_are_for_terminals_and_on_demand() {
    let desk = Desk::new();
    desk.file("a.txt", ANNOUNCEMENT);
    assert!(desk.ok(&["read", "a.txt", "--color", "always"]).contains('\u{1b}'));
    assert!(!desk.ok(&["read", "a.txt", "--color", "never"]).contains('\u{1b}'));
    let run = desk.command().args(["read", "a.txt"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!String::from_utf8(run.stdout).unwrap().contains('\u{1b}'));
}

#[test]
fn completions_are_written_for_every_shell() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(desk.ok(&["completions", shell]).contains("depositary"), "{shell}");
    }
}

#[test]
fn the_first_command_shows_a_record() {
    let desk = Desk::new();
    let mut command = desk.command();
    let run = command.stdin(Stdio::null()).output().unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(0), "{out}");
    for part in ["Abraham Accords", "Kazakhstan", "announced", "depositary why", "Read: 12 documents"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(!desk.path("test.ledger").exists(), "the tour keeps nothing");
    let hebrew = desk.ok(&["--ui", "he"]);
    assert!(hebrew.contains("הסכמי אברהם") && hebrew.contains("קזחסטן"), "{hebrew}");
    desk.ok(&["tour", "--keep"]);
    assert!(desk.ok(&["status", "Abraham Accords", "--as-of", "2025-12-01"]).contains("Kazakhstan"));
}

#[test]
fn the_data_can_be_checked_and_extended() {
    let desk = Desk::new();
    assert!(desk.ok(&["world", "check"]).contains("in order"));
    desk.file("mine/world/agreements.csv", "id,type\nbad id,treaty\n");
    let wrong = desk.run(&["world", "check", "--data", "mine"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(format!("{}{}", wrong.out, wrong.err).contains("agreements.csv"), "{wrong:?}");
}
