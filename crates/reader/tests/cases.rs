//! Runs `languages/<tag>/cases.md`: each case is a text and all that must come out of it.
//!
//! The form is taught by `languages/_example/cases.md`. A heading that begins with `TODO` is a known gap: it is run and counted,
//! and fails the test only when it begins to pass, so that its mark is taken away. `CASES=he` or `CASES="he:proclitics"` runs some.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic)]

use std::fs;

use cases::{check, languages as root, parse};
use reader::Reader;

/// The pretend language, copied under a tag of its own as its comments say, reads what its cases promise, without a compiler.
#[test]
fn the_example_language_works_when_copied() {
    let data = std::env::temp_dir().join(format!("depositary-example-{}", std::process::id()));
    copy(&root().join("_example"), &data.join("languages/ex"));
    // As the README of its `world` says: the names move beside the language, under its tag.
    fs::create_dir_all(data.join("world/names")).unwrap();
    for table in ["states", "agreements"] {
        let from = root().join(format!("_example/world/names/{table}.TAG.csv"));
        fs::copy(from, data.join(format!("world/names/{table}.ex.csv"))).unwrap();
    }
    fs::remove_dir_all(data.join("languages/ex/world")).unwrap();
    let languages = language::Languages::load(std::slice::from_ref(&data)).unwrap();
    let world = world::World::load(&[root().join("_cases"), data.clone()]).unwrap();
    let reader = Reader::new(&languages, &world);
    let cases = parse("ex", &fs::read_to_string(root().join("_example/cases.md")).unwrap()).unwrap();
    assert!(cases.len() >= 2, "the example has too few cases");
    for case in &cases {
        let wrong = check(case, &reader);
        assert!(wrong.is_empty(), "_example/cases.md:{}: {wrong:#?}", case.line);
    }
    // A mistake in a copied folder is told with file and line.
    fs::write(data.join("languages/ex/words/verbs.txt"), "lexeme v:iri\nclas light v:fari\n").unwrap();
    let broken = language::Languages::load(std::slice::from_ref(&data)).unwrap();
    let message = broken.get("ex").err().map(|e| e.to_string()).unwrap_or_default();
    assert!(message.contains("verbs.txt:2") && message.contains("clas"), "{message}");
    fs::remove_dir_all(&data).unwrap();
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_case_of_every_language() {
    let filter = std::env::var("CASES").unwrap_or_default();
    let (only, part) = filter.split_once(':').unwrap_or((filter.as_str(), ""));
    let languages = language::Languages::load(&[]).unwrap();
    let world = world::World::load(&[root().join("_cases")]).unwrap();
    let reader = Reader::new(&languages, &world);
    let mut failures = String::new();
    for tag in languages.tags().filter(|t| only.is_empty() || *t == only) {
        let path = root().join(tag).join("cases.md");
        let Ok(source) = fs::read_to_string(&path) else { continue };
        let (mut passed, mut known, mut failed) = (0, 0, 0);
        for case in parse(tag, &source).unwrap().iter().filter(|c| c.title.contains(part)) {
            let wrong = check(case, &reader);
            match (wrong.is_empty(), case.todo) {
                (true, false) => passed += 1,
                (false, true) => known += 1,
                (true, true) => {
                    failed += 1;
                    failures.push_str(&format!(
                        "\nlanguages/{tag}/cases.md:{}: {}: passes now; take its TODO away\n",
                        case.line, case.title
                    ));
                }
                (false, false) => {
                    failed += 1;
                    failures.push_str(&format!(
                        "\nlanguages/{tag}/cases.md:{}: {}\n  {}\n",
                        case.line, case.title, case.document.text
                    ));
                    for line in wrong {
                        failures.push_str(&format!("  {line}\n"));
                    }
                }
            }
        }
        println!("{tag}: {passed} cases pass, {failed} fail, {known} known gaps");
    }
    assert!(failures.is_empty(), "{failures}");
}
