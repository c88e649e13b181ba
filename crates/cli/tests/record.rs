//! Keep, then ask: the way of a claim through the whole house.

mod program;

use program::{ANNOUNCEMENT, Desk, STATEMENT, lines};

fn kept(texts: &[(&str, &str)]) -> Desk {
    let desk = Desk::new();
    for (name, text) in texts {
        desk.file(name, text);
        desk.ok(&["ingest", name, "--recorded", "2025-11-09"]);
    }
    desk
}

fn row(status: &serde_json::Value, id: &str) -> serde_json::Value {
    let rows = status["participants"].as_array().cloned().unwrap_or_default();
    rows.iter().find(|r| r["id"] == id).cloned().unwrap_or_default()
}

#[test]
fn an_announcement_by_another_is_by_the_other_side_only() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT)]);
    for name in ["Abraham Accords", "הסכמי אברהם", "abraham-accords", "ABRAHAM ACCORDS"] {
        let status = desk.json(&["status", name, "--as-of", "2025-11-07"]);
        let kazakhstan = row(&status, "KAZ");
        assert_eq!(kazakhstan["stage"], "announced", "{name}: {status}");
        assert_eq!(kazakhstan["standing"], "by_the_other_side_only", "{name}: {status}");
        assert_eq!((&status["agreement"], &status["as_of"]), (&"abraham-accords".into(), &"2025-11-07".into()));
        assert_eq!(status["coverage"]["documents"], 1);
    }
    let table = desk.ok(&["status", "הסכמי אברהם", "--ui", "he", "--as-of", "2025-11-07"]);
    for part in ["קזחסטן", "הוכרז", "לפי הצד השני בלבד", "נקראו: מסמך אחד"] {
        assert!(table.contains(part), "{part}: {table}");
    }
    let csv = desk.ok(&["status", "Abraham Accords", "--as-of", "2025-11-07", "--format", "csv"]);
    assert!(csv.starts_with("participant,stage,standing,since,"), "{csv}");
    assert!(csv.contains("KAZ,announced,by_the_other_side_only,"), "{csv}");
}

#[test]
fn why_shows_the_words_in_their_own_language() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT)]);
    let why = desk.ok(&["why", "Abraham Accords", "Kazakhstan", "--as-of", "2025-11-07"]);
    assert!(why.contains("\u{2068}קזחסטן מצטרפת להסכמי אברהם\u{2069}"), "{why}");
    assert!(
        why.contains(
            "Donald Trump: Kazakhstan joins the Abraham Accords (announced on 6 November 2025). Announced; not signed."
        ),
        "{why}"
    );
    assert!(why.contains("Evening Paper, 7 Nov 2025") && why.contains("depositary reject"), "{why}");
    let json = desk.json(&["why", "abraham-accords", "KAZ", "--as-of", "2025-11-07"]);
    let ground = &json["grounds"][0];
    let claim = ground["claim"].as_str().unwrap();
    assert!(json["words"][claim][0].as_str().unwrap().contains("הסכמי אברהם"), "{json}");
    let one = desk.ok(&["why", &claim[..8]]);
    assert!(one.contains("קזחסטן") && one.contains(claim), "{one}");
    let csv = desk.ok(&["why", "abraham-accords", "KAZ", "--format", "csv"]);
    assert!(csv.starts_with("claim,act,said,") && csv.contains(claim), "{csv}");
    assert_eq!(desk.run(&["why", "ffffffff"]).code, 1);
}

#[test]
fn relations_that_are_recalled_are_said_to_be() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT)]);
    let relation = desk.json(&["relation", "Israel", "קזחסטן", "--as-of", "2025-11-07"]);
    assert_eq!(relation["relations"]["stage"], "established", "{relation}");
    assert_eq!(relation["relations"]["standing"], "recalled", "{relation}");
    assert_eq!(relation["relations"]["since"]["from"], "1992", "{relation}");
    let table = desk.ok(&["relation", "ISR", "KAZ", "--as-of", "2025-11-07"]);
    assert!(table.contains("since 1992") && table.contains("recalled"), "{table}");
    let state = desk.ok(&["state", "Kazakhstan", "--as-of", "2025-11-07"]);
    assert!(state.contains("Abraham Accords") && state.contains("1992"), "{state}");
}

#[test]
fn what_was_learnt_later_was_not_known_before() {
    let desk = Desk::new();
    desk.file("a.txt", ANNOUNCEMENT);
    desk.file("b.txt", STATEMENT);
    desk.ok(&["ingest", "a.txt", "--recorded", "2025-11-07T12:00:00Z"]);
    desk.ok(&["ingest", "b.txt", "--recorded", "2025-11-09T12:00:00Z"]);
    let at = |instant: &str| {
        let status = desk.json(&["status", "abraham-accords", "--as-of", "2025-11-09", "--known-at", instant]);
        (row(&status, "KAZ")["standing"].clone(), status["coverage"]["documents"].clone())
    };
    assert_eq!(at("2025-11-08"), ("by_the_other_side_only".into(), 1.into()));
    assert_eq!(at("2025-11-10").1, 2);
    assert_ne!(at("2025-11-10").0, "by_the_other_side_only");
    assert_eq!(at("2025-11-01").1, 0);
    let changes = desk.ok(&["changes", "--since", "2025-11-08", "--as-of", "2025-11-09"]);
    assert!(changes.contains("Kazakhstan"), "{changes}");
    let nothing = desk.ok(&["changes", "--since", "2025-11-10", "--as-of", "2025-11-09"]);
    assert!(nothing.contains("Nothing changed"), "{nothing}");
}

#[test]
fn the_same_again_adds_nothing() {
    let desk = Desk::new();
    desk.file("in/a.txt", ANNOUNCEMENT);
    desk.file("in/b.txt", STATEMENT);
    let first = desk.json(&["ingest", "in"]);
    assert_eq!(first["documents"], 2, "{first}");
    assert!(!first["changes"]["changes"].as_array().unwrap().is_empty(), "{first}");
    let answers = desk.ok(&["status", "abraham-accords", "--format", "json", "--as-of", "2025-11-10"]);
    desk.file("elsewhere/c.txt", ANNOUNCEMENT); // another name of the file makes no other document
    let again = desk.json(&["ingest", "in", "elsewhere"]);
    assert_eq!((&again["documents"], &again["known"], &again["claims"]), (&0.into(), &3.into(), &0.into()), "{again}");
    assert!(again["changes"]["changes"].as_array().unwrap().is_empty(), "{again}");
    let coverage = |text: &str| -> serde_json::Value {
        let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
        value["coverage"]["last_recorded"] = serde_json::Value::Null;
        value
    };
    let after = desk.ok(&["status", "abraham-accords", "--format", "json", "--as-of", "2025-11-10"]);
    assert_eq!(coverage(&answers), coverage(&after));
}

#[test]
fn ingest_ends_by_saying_what_changed() {
    let desk = Desk::new();
    desk.file("a.txt", ANNOUNCEMENT);
    let out = desk.ok(&["ingest", "a.txt"]);
    assert!(out.contains("new document") && out.contains("Kazakhstan") && out.contains("not in the record"), "{out}");
    assert!(desk.ok(&["ingest", "a.txt"]).contains("Nothing changed"));
}

#[test]
fn a_rejected_claim_no_longer_counts() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT)]);
    let why = desk.json(&["why", "abraham-accords", "KAZ", "--as-of", "2025-11-07"]);
    let row_of = |desk: &Desk| row(&desk.json(&["status", "abraham-accords", "--as-of", "2025-11-07"]), "KAZ");
    assert_eq!(row_of(&desk)["stage"], "announced");
    for ground in why["grounds"].as_array().unwrap() {
        let claim = ground["claim"].as_str().unwrap();
        desk.ok(&["reject", &claim[..12], "--because", "not what it says", "--as-of", "2025-11-07"]);
        let again = desk.ok(&["reject", claim, "--because", "not what it says"]);
        assert!(again.contains("Already recorded"), "{again}");
    }
    assert_ne!(row_of(&desk)["stage"], "announced");
    let claim = why["grounds"][0]["claim"].as_str().unwrap();
    desk.ok(&["decide", "accept", claim, "--because", "it does"]);
    assert_eq!(row_of(&desk)["stage"], "announced");
    assert_eq!(desk.run(&["reject", "ffffffff", "--because", "x"]).code, 1);
}

#[test]
fn a_retracted_document_no_longer_counts() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT)]);
    let exported = lines(&desk.ok(&["export"]));
    let (claim, document) = (exported[0]["id"].as_str().unwrap(), exported[0]["document"].as_str().unwrap());
    let rows = || {
        let run = desk.run(&["status", "abraham-accords", "--as-of", "2025-11-07", "--format", "json"]);
        let status: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        status["participants"].as_array().unwrap().len()
    };
    assert_eq!(rows(), 1);
    // By a claim in it, or by its own id.
    let out = desk.ok(&["retract", claim, "--because", "the paper took it back", "--as-of", "2025-11-07"]);
    assert!(out.contains(document) && out.contains("decision of a curator"), "{out}");
    assert_eq!(rows(), 0);
    desk.ok(&["decide", "accept", &document[..10], "--because", "it stands after all"]);
    assert_eq!(rows(), 1);
}

#[test]
fn what_somebody_said_stands_with_its_words() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT)]);
    let said = desk.ok(&["said", "Trump", "--as-of", "2025-11-07"]);
    assert!(said.contains("Donald Trump") && said.contains("קזחסטן"), "{said}");
    let timeline = desk.ok(&["timeline", "Abraham Accords", "--as-of", "2025-11-07"]);
    assert!(timeline.contains("announcement of joining") && timeline.contains("Kazakhstan"), "{timeline}");
    assert_eq!(desk.run(&["calendar", "--as-of", "2025-11-07"]).code, 0);
}

#[test]
fn the_ledger_is_verified_copied_and_exported() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT)]);
    let clean = desk.json(&["verify"]);
    assert!(clean["report"]["faults"].as_array().unwrap().is_empty(), "{clean}");
    let head = format!("{}:{}", clean["head"]["batch"], clean["head"]["chain"].as_str().unwrap());
    assert_eq!(desk.run(&["verify", "--against", &head]).code, 0);
    desk.ok(&["backup", "copy.ledger"]);
    let copy = desk.run(&["--ledger", "copy.ledger", "status", "abraham-accords", "--as-of", "2025-11-07"]);
    assert!(copy.out.contains("Kazakhstan"), "{copy:?}");
    let taken = desk.run(&["backup", "copy.ledger"]);
    assert!(taken.code == 2 && taken.err.contains("copy.ledger"), "{taken:?}");
    let exported = lines(&desk.ok(&["export"]));
    assert!(!exported.is_empty());
    for line in &exported {
        assert_eq!(line["layer"], "claim");
        assert_eq!(line["source"]["publisher"], "Evening Paper");
    }
    desk.ok(&["export", "--output", "claims.jsonl"]);
    assert_eq!(lines(&std::fs::read_to_string(desk.path("claims.jsonl")).unwrap()), exported);
}

#[test]
fn a_flipped_byte_is_found() {
    let desk = kept(&[("a.txt", ANNOUNCEMENT), ("b.txt", STATEMENT)]);
    let file = desk.path("test.ledger");
    let bytes = std::fs::read(&file).unwrap();
    // Bytes that say something, spread over the file. (Free room means nothing, nor does the wording of the schema;
    // the tests of the ledger go through every row.)
    let full: Vec<usize> = (100..bytes.len()).filter(|at| bytes[*at] != 0).collect();
    let rounds = 12;
    let mut found = 0;
    for round in 0..rounds {
        let mut damaged = bytes.clone();
        damaged[full[full.len() / rounds * round]] ^= 0x41;
        std::fs::write(&file, &damaged).unwrap();
        let run = desk.run(&["verify"]);
        assert!(run.code == 0 || run.code == 2, "{run:?}");
        if run.code == 2 {
            assert!(!format!("{}{}", run.out, run.err).is_empty());
            found += 1;
        }
    }
    assert!(found >= rounds / 2, "{found} of {rounds}");
    std::fs::write(&file, &bytes).unwrap();
    assert_eq!(desk.run(&["verify"]).code, 0);
}

#[test]
fn csv_cells_are_no_formulas() {
    let desk = Desk::new();
    desk.file("a.txt", ANNOUNCEMENT.replace("Evening Paper", "=HYPERLINK(\"http://x\")"));
    desk.ok(&["ingest", "a.txt"]);
    let csv = desk.ok(&["why", "abraham-accords", "KAZ", "--as-of", "2025-11-07", "--format", "csv"]);
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
}

#[test]
fn a_made_up_agreement_works_without_a_compiler() {
    let desk = Desk::new();
    desk.file("mine/world/agreements.csv", "id,type,en,source\nlantern-pact,treaty,Lantern Pact,recalled\n");
    desk.file("a.txt", "published: 2025-05-05\nlang: en\n\nChile signed the Lantern Pact on Monday.\n");
    desk.ok(&["--data", "mine", "ingest", "a.txt", "--as-of", "2031-04-01"]);
    let status = desk.json(&["--data", "mine", "status", "Lantern Pact", "--as-of", "2025-06-01"]);
    assert_eq!(row(&status, "CHL")["stage"], "signed", "{status}");
}

#[test]
fn a_made_up_language_copied_from_the_example_works_without_a_compiler() {
    fn copy(from: &std::path::Path, to: &std::path::Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().replace(".TAG.", ".xx.");
            match entry.file_type().unwrap().is_dir() {
                true => copy(&entry.path(), &to.join(name)),
                false => drop(std::fs::copy(entry.path(), to.join(name)).unwrap()),
            }
        }
    }
    let desk = Desk::new();
    let languages = program::samples().join("../languages");
    copy(&languages.join("_example"), &desk.path("mine/languages/xx"));
    copy(&languages.join("_example/world"), &desk.path("mine/world"));
    copy(&languages.join("_cases/world"), &desk.path("mine/world"));
    desk.file("a.txt", "published: 2031-03-12\nlang: xx\n\nĈilio subskribis la Lagan Konvencion hieraŭ.\n");
    let out = desk.ok(&["--data", "mine", "ingest", "a.txt", "--as-of", "2031-04-01"]);
    assert!(out.contains("Chile") && out.contains("signed"), "{out}");
    let status = desk.json(&["--data", "mine", "status", "Laga Konvencio", "--as-of", "2031-04-01"]);
    assert_eq!(row(&status, "CHL")["since"]["from"], "2031-03-11", "{status}");
}
