//! `read`: the contract with programs that use it.

mod program;

use program::{ANNOUNCEMENT, Desk, STATEMENT, lines, samples};

#[test]
fn every_line_is_as_the_schema_says() {
    let desk = Desk::new();
    let schema: serde_json::Value = serde_json::from_str(registry::claims::SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut arguments = vec!["read", "--format", "jsonl", "--stance"];
    let files: Vec<String> = std::fs::read_dir(samples())
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| path.ends_with(".txt"))
        .collect();
    arguments.extend(files.iter().map(String::as_str));
    let out = desk.ok(&arguments);
    let mut layers = std::collections::BTreeMap::new();
    for line in lines(&out) {
        let errors: Vec<String> = validator.iter_errors(&line).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
        *layers.entry(line["layer"].as_str().unwrap().to_owned()).or_insert(0) += 1;
    }
    assert_eq!(layers.keys().map(String::as_str).collect::<Vec<_>>(), ["claim", "mention", "quotation", "time"]);
    assert!(layers["claim"] > 20, "{layers:?}");
}

#[test]
fn mentions_are_slices_of_the_text() {
    let desk = Desk::new();
    let text = "Kazakhstan 🇰🇿 signed.\r\nקזחסטן חתמה על הסכמי אברהם.";
    let input = serde_json::json!({ "id": "one", "text": text }).to_string();
    let run =
        desk.run_with(&["read", "--input", "jsonl", "--format", "jsonl", "--layers", "mentions"], input.as_bytes());
    let mentions = lines(&run.out);
    assert!(!mentions.is_empty(), "{run:?}");
    for mention in mentions {
        assert_eq!((mention["document"].as_str(), mention["layer"].as_str()), (Some("one"), Some("mention")));
        let (start, end) = (mention["start"].as_u64().unwrap() as usize, mention["end"].as_u64().unwrap() as usize);
        let slice: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(mention["text"], slice);
    }
}

#[test]
fn layers_and_formats_are_as_asked() {
    let desk = Desk::new();
    let file = desk.file("a.txt", ANNOUNCEMENT);
    let file = file.to_str().unwrap();
    let only = |layers: &str| lines(&desk.ok(&["read", file, "--format", "jsonl", "--layers", layers]));
    assert!(only("claims").iter().all(|l| l["layer"] == "claim"));
    let two = only("mentions,times");
    assert!(two.iter().any(|l| l["layer"] == "time") && !two.iter().any(|l| l["layer"] == "claim"));
    assert_eq!(only("claims")[0]["document"], file);
    let table = desk.ok(&["read", file]);
    assert!(
        table.contains(
            "Donald Trump: Kazakhstan joins the Abraham Accords (announced on 6 November 2025). Announced; not signed."
        ),
        "{table}"
    );
    assert!(table.contains("קזחסטן מצטרפת להסכמי אברהם"), "{table}");
    assert!(!table.contains('\u{1b}'), "colours in a pipe: {table:?}");
    let hebrew = desk.ok(&["read", file, "--ui", "he"]);
    assert!(
        hebrew.contains("דונלד טראמפ: קזחסטן מצטרפת אל הסכמי אברהם (ההכרזה: 6 בנובמבר 2025). הוכרז; לא נחתם."),
        "{hebrew}"
    );
    let wrong = desk.run(&["read", file, "--format", "csv"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
}

#[test]
fn the_standard_input_is_read_without_a_file_and_for_a_dash() {
    let desk = Desk::new();
    for arguments in [&["read", "--format", "jsonl"][..], &["read", "-", "--format", "jsonl"]] {
        let run = desk.run_with(arguments, STATEMENT.as_bytes());
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.out.contains("\"KAZ\""), "{run:?}");
    }
    let twice = desk.run(&["read", "-", "-"]);
    assert!(twice.code == 2 && twice.err.contains("write `-` once"), "{twice:?}");
}

#[test]
fn relative_times_need_a_day() {
    let desk = Desk::new();
    let text = b"Kazakhstan signed the Abraham Accords yesterday.";
    let time = |arguments: &[&str]| {
        let mut all = vec!["read", "--format", "jsonl", "--layers", "times", "--lang", "en"];
        all.extend(arguments);
        lines(&desk.run_with(&all, text).out)[0]["from"].clone()
    };
    assert_eq!(time(&[]), serde_json::Value::Null);
    assert_eq!(time(&["--published", "2025-11-07"]), "2025-11-06");
    let wrong = desk.run(&["read", "--published", "7.11.2025"]);
    assert!(wrong.code == 2 && wrong.err.contains("--published: `7.11.2025` is no date"), "{wrong:?}");
}

#[test]
fn broken_documents_cost_themselves_only() {
    let desk = Desk::new();
    let good = "{\"id\":\"good\",\"text\":\"Kazakhstan joined the Abraham Accords.\",\"lang\":\"en\"}";
    let input = [
        good,
        "no json",
        "{\"id\":\"x\"}",
        "{\"id\":\"lone\",\"text\":\"\\ud800\"}",
        "{\"id\":\"d\",\"text\":\"Kazakhstan signed.\",\"published\":\"2025-99-99\"}",
        "{\"id\":\"l\",\"text\":\"Kazakhstan signed.\",\"lang\":\"tlh\"}",
        "",
        good,
    ]
    .join("\n");
    let run = desk.run_with(&["read", "--input", "jsonl", "--format", "jsonl"], input.as_bytes());
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(lines(&run.out).iter().filter(|l| l["document"] == "good" && l["layer"] == "claim").count(), 2);
    for place in ["<stdin>:2:", "<stdin>:3:"] {
        assert!(run.err.contains(place), "{place}: {}", run.err);
    }
    let quiet = desk.run_with(&["read", "--input", "jsonl", "--format", "jsonl", "--quiet"], input.as_bytes());
    assert_eq!((quiet.err.as_str(), quiet.code), ("", 2));
}

#[test]
fn broken_files_are_named() {
    let desk = Desk::new();
    let files = [
        ("empty.txt", Vec::new()),
        ("binary.txt", b"\x7fELF\x00\x01\x02\x00\x00".to_vec()),
        ("invalid.txt", b"Kazakhstan \xff\xfe\xfa signed".to_vec()),
    ];
    for (name, content) in files {
        desk.file(name, content);
        let run = desk.run(&["read", name, "--format", "jsonl"]);
        assert!(run.err.contains(name), "{name}: {run:?}");
    }
    let absent = desk.run(&["read", "absent.txt"]);
    assert!(absent.code == 2 && absent.err.contains("absent.txt: there is no such file"), "{absent:?}");
}

#[test]
fn a_long_line_is_read_in_good_time() {
    let desk = Desk::new();
    let text = "Kazakhstan joined the Abraham Accords and said nothing. ".repeat(20_000);
    let line = serde_json::json!({ "id": "long", "text": text, "lang": "en" }).to_string();
    let started = std::time::Instant::now();
    let run = desk.run_with(&["read", "--input", "jsonl", "--format", "jsonl", "--layers", "claims"], line.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn hostile_text_stays_text() {
    let desk = Desk::new();
    let hostile = "published: 2025-11-07\nlang: en\n\nKazakhstan joined the Abraham Accords\u{1b}[2J\u{202e}, the \u{9b}31mministry said.\n";
    let file = desk.file("hostile.txt", hostile);
    let run = desk.run(&["read", file.to_str().unwrap()]);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{:?}", run.out);
    assert!(!run.err.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{:?}", run.err);
}

#[test]
fn explain_shows_how_a_sentence_is_read() {
    let desk = Desk::new();
    let shown = desk.ok(&["explain", "Kazakhstan joined the Abraham Accords.", "--lang", "en"]);
    assert!(shown.contains("joins"), "{shown}");
    let file = desk.file("a.txt", ANNOUNCEMENT);
    assert!(!desk.ok(&["explain", file.to_str().unwrap()]).is_empty());
    let json = desk.json(&["explain", "Kazakhstan joined the Abraham Accords."]);
    assert!(json.is_object());
}
