//! Status tables: what is understood of them, what differs between captures, and what the record makes of it. The tables are made
//! up; the captures of the United Nations and WIPO are read where the shared gold data are at hand.

mod program;

use std::path::PathBuf;

use program::Desk;
use serde_json::Value;

const INDEX: &str = "chapter_no,treaty_no,treaty_name,url\n\
    4,3,\"International Covenant on Economic, Social and Cultural Rights\",https://example.org/IV-3\n";

const EARLIER: &str = "Participant,Signature,\"Ratification, Accession(a), Succession(d)\"\n\
    Albania,,4 Oct 1991 a\nBelize,6 Sep 2000,\nChile,16 Sep 1969,10 Feb 1972\nComoros,25 Sep 2008,\nYemen,,9 Feb 1987 a\n";

const LATER: &str = "Participant,Signature,\"Ratification, Accession(a), Succession(d)\"\n\
    Albania,,4 Oct 1993 a\nBelize,6 Sep 2000,9 Mar 2015\nChile,16 Sep 1969,10 Feb 1972\nYemen,,24 Nov 1976 a\nCongo,5 Oct 1983 x,\n";

fn report(out: &str) -> Value {
    serde_json::from_str(out).unwrap_or_default()
}

fn two_captures() -> (Desk, Value) {
    let desk = Desk::new();
    for (folder, table) in [("a", EARLIER), ("b", LATER)] {
        desk.file(&format!("{folder}/index.csv"), INDEX);
        desk.file(&format!("{folder}/4-3.csv"), table);
    }
    desk.ok(&["import", "--table", "unts", "--captured", "2014-07-10", "a", "--recorded", "2014-07-10"]);
    let run = desk.run(&[
        "import",
        "--table",
        "unts",
        "--captured",
        "2015-03-14",
        "b",
        "--recorded",
        "2015-03-14",
        "--report",
        "json",
    ]);
    assert_eq!(run.code, 2, "a row was lost: {}", run.err);
    assert!(
        run.err.contains("4-3.csv:6, column `Signature`: the head of the column does not explain the letter `x`"),
        "{}",
        run.err
    );
    (desk, report(&run.out))
}

#[test]
fn each_changed_cell_has_a_class_and_a_reason() {
    let (_, report) = two_captures();
    assert_eq!((&report["dates"], &report["resolved"], &report["unresolved"]), (&7.into(), &6.into(), &1.into()));
    let class = |who: &str| {
        let cells = report["cells"].as_array().cloned().unwrap_or_default();
        let cell = cells.into_iter().find(|c| c["participant"] == who).unwrap_or_default();
        assert!(cell["why"].as_str().is_some_and(|w| w.len() > 10), "{who}: {cell}");
        cell["class"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(class("Belize"), "new_act");
    assert_eq!(class("Comoros"), "disappeared");
    assert_eq!(class("Albania"), "suspected_misreading"); // one digit
    assert_eq!(class("Yemen"), "suspected_misreading"); // of one of two predecessors
}

#[test]
fn a_suspected_misreading_counts_only_when_somebody_decides() {
    let (desk, _) = two_captures();
    let status = desk.json(&["status", "icescr", "--as-of", "2015-03-14"]);
    let rows = status["participants"].as_array().cloned().unwrap_or_default();
    let albania = rows.into_iter().find(|r| r["id"] == "ALB").unwrap_or_default();
    assert!(albania["since"].to_string().contains("1991"), "{albania}");
    // The claim of the later capture is on file, with the reason why it does not count.
    let export = desk.ok(&["export"]);
    let line = export.lines().find(|l| l.contains("\"1993-10-04\"")).unwrap_or_default();
    let claim = report(line)["id"].as_str().unwrap_or_default().to_owned();
    desk.ok(&["decide", "accept", &claim, "--because", "checked against the page", "--author", "a curator"]);
    let why = desk.json(&["why", "icescr", "ALB", "--as-of", "2015-03-14"]);
    assert!(why["grounds"].to_string().contains(&claim), "{why}");
}

#[test]
fn the_same_capture_twice_adds_nothing() {
    let (desk, _) = two_captures();
    let run = desk.run(&["import", "--table", "unts", "--captured", "2015-03-14", "b", "--report", "json"]);
    let again = report(&run.out);
    assert_eq!((&again["tables"], &again["known"], &again["claims"]), (&0.into(), &1.into(), &0.into()), "{again}");
}

#[test]
fn our_own_form_serves_a_body_without_depositary() {
    let desk = Desk::new();
    desk.file(
        "nonaligned.csv",
        "# title: A made-up list\n# publisher: Ministry of Examples\n# agreement: Abraham Accords\n\
         participant,act,date,source\nChile,announces_joining,2025-10-01,own statement\nXYZ,joins,2025,\nPeru,dances,2025-01-01,\n",
    );
    let run = desk.run(&[
        "import",
        "--table",
        "csv",
        "--captured",
        "2025-11-01",
        "nonaligned.csv",
        "--recorded",
        "2025-11-01",
    ]);
    assert_eq!(run.code, 2);
    for told in
        ["nonaligned.csv:7, column `act`: `dances` is no act", "nonaligned.csv:6: `XYZ` is no state or organisation"]
    {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
    assert!(run.out.contains("one new table"), "{}", run.out);
    let status = desk.json(&["status", "abraham-accords", "--as-of", "2025-11-01"]);
    assert!(status.to_string().contains("\"CHL\""), "{status}");
}

#[test]
fn what_is_typed_wrongly_is_said() {
    let desk = Desk::new();
    desk.file("t.csv", "nothing,of,use\n1,2,3\n");
    let day = desk.run(&["import", "--table", "csv", "--captured", "yesterday", "t.csv"]);
    assert!(day.code == 2 && day.err.contains("--captured: `yesterday` is no date"), "{}", day.err);
    let head = desk.run(&["import", "--table", "csv", "--captured", "2025-01-01", "t.csv"]);
    assert!(head.code == 2 && head.err.contains("the head has no column `participant`"), "{}", head.err);
    let none = desk.run(&["import", "--table", "wipo", "--captured", "2025-01-01", "t.csv"]);
    assert!(none.code == 2 && none.err.contains("no columns `Contracting Party` and `Treaty`"), "{}", none.err);
    let absent = desk.run(&["import", "--table", "unts", "--captured", "2025-01-01", "nowhere"]);
    assert!(absent.code == 2 && absent.err.contains("there is no such file or folder"), "{}", absent.err);
}

/// The gold tables, where they are at hand.
fn gold() -> Option<PathBuf> {
    let named = std::env::var_os("DEPOSITARY_SHARED").map(PathBuf::from);
    let folder =
        named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared")).join("gold");
    folder.join("tables-unts").is_dir().then_some(folder)
}

#[test]
fn the_captures_of_the_united_nations_and_wipo() {
    let Some(gold) = gold() else { return eprintln!("skipped: the gold tables are not at hand") };
    let desk = Desk::new();
    let import = |form: &str, day: &str, folder: &str| -> Value {
        let path = gold.join(folder).display().to_string();
        let run =
            desk.run(&["import", "--table", form, "--captured", day, &path, "--recorded", day, "--report", "json"]);
        assert_eq!(run.code, 0, "{folder}: {}", run.err);
        report(&run.out)
    };
    import("unts", "2014-07-10", "tables-unts/2014-07-10/treaties");
    let report = import("unts", "2015-03-14", "tables-unts/2015-03-14/treaties");
    assert_eq!(report["dates"], 31_422);
    assert_eq!(report["unresolved"], 0);
    assert_eq!(report["ambiguous"], report["ambiguous_cells"].as_array().map_or(0, Vec::len));
    let cells = report["cells"].as_array().cloned().unwrap_or_default();
    assert_eq!(cells.len(), 93);
    let of = |table: &str, who: &str| {
        let cell = cells.iter().find(|c| c["table"] == table && c["participant"] == who);
        cell.map_or("", |c| c["class"].as_str().unwrap_or_default()).to_owned()
    };
    assert_eq!([of("unts 3-3", "Yemen"), of("unts 4-1", "Yemen")], ["suspected_misreading", "suspected_misreading"]);
    assert_eq!(report["changes"]["not_an_act"], 2);
    import("wipo", "2025-04-01", "tables-wipo/2025-04-01");
    let wipo = import("wipo", "2025-10-01", "tables-wipo/2025-10-01");
    assert_eq!((&wipo["unresolved"], &wipo["lost"]), (&0.into(), &0.into()));
}
