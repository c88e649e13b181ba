//! Runs `languages/<tag>/cases.md`: each case is a text and all that must come out of it.
//!
//! The form is taught by `languages/_example/cases.md`. A heading that begins with `TODO` is a known gap: it is run and counted,
//! and fails the test only when it begins to pass, so that its mark is taken away. `CASES=he` or `CASES="he:proclitics"` runs some.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic)]

use std::{fs, path::PathBuf};

use claims::{Claim, Document, Entity, Kind, Modality, Quotation};
use reader::{Options, Reader};

struct Case {
    title: String,
    line: usize,
    todo: bool,
    document: Document,
    expected: Vec<Expected>,
}

/// One line under a text.
#[derive(Debug)]
struct Expected {
    line: usize,
    optional: bool,
    what: What,
}

#[derive(Debug)]
enum What {
    Claim {
        act: String,
        roles: Vec<(String, Vec<String>)>,
        modality: String,
        not_yet: bool,
        time: Option<String>,
        by: Option<String>,
    },
    Quotation {
        direct: bool,
        by: Option<String>,
        words: String,
    },
    Time {
        words: String,
        from: String,
        to: String,
    },
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../languages")
}

fn parse(tag: &str, source: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut title = (String::new(), 0);
    let mut block: Option<Vec<&str>> = None;
    for (n, line) in source.lines().enumerate() {
        if line.starts_with("```") {
            match block.take() {
                None => block = Some(Vec::new()),
                Some(lines) => {
                    let mut document = Document { language: Some(tag.to_owned()), ..Document::default() };
                    let mut rest = lines.as_slice();
                    while let Some((head, tail)) = rest.split_first() {
                        let Some((key, value)) =
                            head.split_once(": ").filter(|(k, _)| matches!(*k, "published" | "title"))
                        else {
                            break;
                        };
                        match key {
                            "published" => document.published = Some(value.trim().parse().unwrap()),
                            _ => document.title = Some(value.trim().to_owned()),
                        }
                        rest = tail;
                    }
                    document.text = rest.join("\n").trim().to_owned();
                    cases.push(Case {
                        title: title.0.clone(),
                        line: title.1,
                        todo: title.0.starts_with("TODO"),
                        document,
                        expected: Vec::new(),
                    });
                }
            }
        } else if let Some(lines) = &mut block {
            lines.push(line);
        } else if line.starts_with('#') {
            title = (line.trim_start_matches('#').trim().to_owned(), n + 1);
        } else if let Some(expected) = line.trim_start().strip_prefix("- ") {
            let Some(case) = cases.last_mut().filter(|c| c.title == title.0) else { continue };
            if expected.trim() == "nothing" {
                continue;
            }
            let (optional, expected) = match expected.strip_prefix("? ") {
                Some(rest) => (true, rest),
                None => (false, expected),
            };
            let what = what(expected)
                .unwrap_or_else(|| panic!("{tag}/cases.md:{}: cannot read `{expected}`; see _example/cases.md", n + 1));
            case.expected.push(Expected { line: n + 1, optional, what });
        }
    }
    cases
}

fn what(written: &str) -> Option<What> {
    if let Some(rest) = written.strip_prefix("quotation ") {
        let (head, words) = rest.split_once('“')?;
        let direct = head.contains("direct") && !head.contains("indirect");
        let by = head.split_once("by ").map(|(_, b)| b.trim().trim_end_matches(':').trim().to_owned());
        return Some(What::Quotation { direct, by, words: words.trim_end().strip_suffix('”')?.to_owned() });
    }
    if let Some(rest) = written.strip_prefix("time ") {
        let (words, value) = rest.strip_prefix('“')?.split_once("” = ")?;
        let (from, to) = value.split_once("..").unwrap_or((value, value));
        return Some(What::Time { words: words.to_owned(), from: from.trim().to_owned(), to: to.trim().to_owned() });
    }
    let (act, rest) = written.split_once('(')?;
    let (inner, tail) = rest.rsplit_once(')')?;
    let mut roles = Vec::new();
    for part in inner.split(';') {
        let part = part.trim();
        let (role, fillers) = part.split_once(' ')?;
        let fillers = match fillers.trim().strip_prefix('[') {
            Some(words) => vec![format!("[{}", words)],
            None => fillers.split_whitespace().map(str::to_owned).collect(),
        };
        roles.push((role.to_owned(), fillers));
    }
    let (mut modality, mut not_yet, mut time, mut by) = ("asserted".to_owned(), false, None, None);
    for part in tail.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        match part {
            "asserted" | "planned" | "possible" | "denied" | "urged" => part.clone_into(&mut modality),
            "not yet" => not_yet = true,
            part => match part.strip_prefix("by ") {
                Some(speaker) => by = Some(speaker.to_owned()),
                None => time = Some(part.to_owned()),
            },
        }
    }
    Some(What::Claim { act: act.trim().to_owned(), roles, modality, not_yet, time, by })
}

fn is_called(entity: &Entity, wanted: &str) -> bool {
    if let Some(words) = wanted.strip_prefix('[') {
        return entity.name.contains(words.trim_end_matches(']'));
    }
    entity.id.as_deref() == Some(wanted) || entity.office.as_deref() == Some(wanted)
}

/// `president@URY`, `URY`, `unnamed`, `unnamed URY`.
fn speaker_is(speaker: Option<&Entity>, anonymous: bool, wanted: &str) -> bool {
    if let Some(rest) = wanted.strip_prefix("unnamed") {
        let state = rest.trim();
        return anonymous && (state.is_empty() || speaker.is_some_and(|s| s.state_id() == Some(state)));
    }
    speaker.is_some_and(|s| !anonymous && (is_called(s, wanted) || s.state_id() == Some(wanted)))
}

fn claim_fits(claim: &Claim, what: &What) -> bool {
    let What::Claim { act, roles, modality, not_yet, time, by } = what else { return false };
    let fillers =
        |role: &str| claim.roles.iter().find(|(r, _)| r.code() == role).map(|(_, f)| f.as_slice()).unwrap_or_default();
    let roles_fit = roles.iter().all(|(role, wanted)| {
        let have = fillers(role);
        have.len() == wanted.len() && wanted.iter().all(|w| have.iter().any(|e| is_called(e, w)))
    });
    let time_fits = time.as_ref().is_none_or(|t| {
        let (from, to) = t.split_once("..").map_or((t.clone(), t.clone()), |(a, b)| (a.to_owned(), b.to_owned()));
        let shown = |m: Option<claims::Moment>| m.map_or(String::new(), |m| m.to_string());
        claim.time.as_ref().is_some_and(|p| shown(p.from) == from && (p.end.is_some() || shown(p.to) == to))
    });
    let spoken = match (by, &claim.attribution) {
        (None, None) => true,
        (Some(wanted), Some(a)) => speaker_is(a.speaker.as_ref(), a.anonymous, wanted),
        _ => false,
    };
    claim.act.name() == act
        && roles_fit
        && claim.modality == modality.parse::<Modality>().unwrap()
        && claim.not_yet == *not_yet
        && time_fits
        && spoken
}

fn quotation_fits(q: &Quotation, what: &What, text: &str) -> bool {
    let What::Quotation { direct, by, words } = what else { return false };
    let said: Vec<String> = q
        .content
        .iter()
        .map(|s| text.chars().skip(s.start as usize).take((s.end - s.start) as usize).collect())
        .collect();
    q.direct == *direct
        && said.join(" … ") == *words
        && by.as_ref().is_none_or(|wanted| speaker_is(q.source.as_ref(), q.anonymous, wanted))
}

fn show(claim: &Claim) -> String {
    let roles: Vec<String> = claim
        .roles
        .iter()
        .map(|(r, f)| {
            format!(
                "{r} {}",
                f.iter().map(|e| e.id.clone().unwrap_or(format!("[{}]", e.name))).collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    let by = claim.attribution.as_ref().map_or(String::new(), |a| {
        let who = a.speaker.as_ref().map_or("-", |s| s.office.as_deref().unwrap_or(s.key()));
        format!(", by {}{who}", if a.anonymous { "unnamed " } else { "" })
    });
    let time = claim.time.as_ref().map_or(String::new(), |t| {
        format!(", {}..{}", t.from.map_or("-".into(), |m| m.to_string()), t.to.map_or("-".into(), |m| m.to_string()))
    });
    format!(
        "{}({}) {}{}{time}{by}   found by {}",
        claim.act,
        roles.join("; "),
        claim.modality,
        if claim.not_yet { ", not yet" } else { "" },
        claim.rule
    )
}

/// What is wrong with a case; empty where it passes.
fn check(case: &Case, reader: &Reader<'_>) -> Vec<String> {
    let reading = reader.read(&case.document, &Options { stance: true, ..Options::default() }).unwrap();
    let mut wrong = Vec::new();
    let slice = |start: u32, end: u32| -> String {
        case.document.text.chars().skip(start as usize).take((end - start) as usize).collect()
    };
    for m in reading.mentions.iter().filter(|m| m.within.is_none()) {
        if slice(m.start, m.end) != m.text {
            wrong.push(format!("the span of the mention {:?} holds {:?}", m.text, slice(m.start, m.end)));
        }
    }
    let mut used = vec![false; reading.claims.len()];
    for e in &case.expected {
        let found = match &e.what {
            What::Claim { .. } => {
                let free = (0..reading.claims.len()).find(|i| !used[*i] && claim_fits(&reading.claims[*i], &e.what));
                free.inspect(|i| used[*i] = true).is_some()
            }
            What::Quotation { .. } => {
                reading.quotations.iter().any(|q| quotation_fits(q, &e.what, &case.document.text))
            }
            What::Time { words, from, to } => reading.times.iter().any(|t| {
                let shown = |m: Option<claims::Moment>| m.map_or(String::new(), |m| m.to_string());
                t.text == *words && shown(t.from) == *from && shown(t.to) == *to
            }),
        };
        if !found && !e.optional {
            wrong.push(format!("line {}: did not come out: {:?}", e.line, e.what));
        }
    }
    for (claim, used) in reading.claims.iter().zip(&used) {
        let repeats = claim.same_as.is_some();
        if !used && !repeats && claim.kind != Kind::Attribute {
            wrong.push(format!("came out and is not listed: {}", show(claim)));
        }
    }
    wrong
}

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
    let cases = parse("ex", &fs::read_to_string(root().join("_example/cases.md")).unwrap());
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
        for case in parse(tag, &source).iter().filter(|c| c.title.contains(part)) {
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
