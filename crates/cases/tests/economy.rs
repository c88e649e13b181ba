//! That the language folders stay economical: many lexicon lines to each hand pattern, and no name of the world among them.
//!
//! A **lexicon line** is a lexeme (`v:sign`, `n:accession:f`) with its classes, operator or valence entry; several stand on one line
//! of a file, and each counts once a folder however many lines it stands on. A **hand pattern** is what was written for one
//! wording: a lexeme with fixed words behind it (`v:put+pen_to_paper`), a pattern of dates in `words/times.txt`, or a rule in Rust
//! for one word, which carries a comment that begins with `hand pattern:`.
//!
//! A **name** is a name of a state, person, agreement, organisation or place of `world/`, in any language, whole words. Comments
//! are left out, and so are texts: `cases.md` and `silent.md` hold made-up texts about real states, `README.md` explains, and the
//! `world` folders of `_cases` and `_example` are worlds themselves.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use world::{Kind, World};

/// Lexicon lines to a hand pattern.
const LEAST: usize = 10;

/// Names of the world that stand in a folder as something else: where, the words, and what they are there.
const WORDS: &[(&str, &str, &str)] = &[
    // Common words that are names too.
    ("en/words/nouns.txt", "Congress", "the parliament of many states, and any large meeting"),
    ("en/words/times.txt", "Mon", "Monday; in other languages the Isle of Man"),
    ("en/words/times.txt", "End", "in the name of a feast; in another language India"),
    ("en/words/times.txt", "United Nations", "in United Nations Day, a day of the calendar"),
    ("he/words/nouns.txt", "קניה", "purchase"),
    ("he/words/nouns.txt", "מרץ", "March; vigour"),
    ("he/words/times.txt", "מרץ", "March"),
    ("he/interface/words.toml", "מרץ", "March"),
    // After their full stop no sentence ends.
    ("en/language.toml", "U.S", "an abbreviation"),
    ("en/language.toml", "U.K", "an abbreviation"),
    ("en/language.toml", "U.N", "an abbreviation"),
    ("en/language.toml", "E.U", "an abbreviation"),
    // What people are shown: the names of languages, the articles of the law of treaties, which names take "the".
    ("en/interface/answers.toml", "Chinese", "a language"),
    ("en/interface/answers.toml", "French", "a language"),
    ("en/interface/answers.toml", "German", "a language"),
    ("en/interface/answers.toml", "Russian", "a language"),
    ("en/interface/answers.toml", "Spanish", "a language"),
    ("en/interface/answers.toml", "Turkish", "a language"),
    ("en/interface/answers.toml", "Ukrainian", "a language"),
    ("he/interface/answers.toml", "אוקראינית", "a language"),
    ("he/interface/answers.toml", "גרמנית", "a language"),
    ("he/interface/answers.toml", "טורקית", "a language"),
    ("he/interface/answers.toml", "סינית", "a language"),
    ("he/interface/answers.toml", "ספרדית", "a language"),
    ("he/interface/answers.toml", "צרפתית", "a language"),
    ("he/interface/answers.toml", "רוסית", "a language"),
    ("en/interface/answers.toml", "VCLT", "the law that an answer cites"),
    ("en/interface/answers.toml", "Vienna", "the law that an answer cites"),
    ("en/interface/answers.toml", "Vienna Convention on the Law of Treaties", "the law that an answer cites"),
    ("en/interface/record.toml", "VCLT", "the law that a rule cites"),
    ("he/interface/answers.toml", "וינה", "the law that an answer cites"),
    ("he/interface/answers.toml", "אמנת וינה בדבר דיני אמנות", "the law that an answer cites"),
    ("he/interface/record.toml", "וינה", "the law that a rule cites"),
    ("he/interface/record.toml", "אמנת וינה בדבר דיני אמנות", "the law that a rule cites"),
    ("en/interface/words.toml", "Bahamas", "a name that takes an article"),
    ("en/interface/words.toml", "Comoros", "a name that takes an article"),
    ("en/interface/words.toml", "Maldives", "a name that takes an article"),
    ("en/interface/words.toml", "Netherlands", "a name that takes an article"),
    ("en/interface/words.toml", "Philippines", "a name that takes an article"),
];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "world" {
                files(&path, out);
            }
        } else if !matches!(name.as_str(), "cases.md" | "silent.md" | "README.md") {
            out.push(path);
        }
    }
    out.sort();
}

/// A file's lines without comments.
fn lines(path: &Path) -> Vec<(usize, String)> {
    let source = fs::read_to_string(path).unwrap_or_default();
    let bare = |line: &str| match line.trim_start().starts_with('#') {
        true => String::new(),
        false => line.split(" #").next().unwrap_or_default().to_owned(),
    };
    source.lines().enumerate().map(|(n, line)| (n + 1, bare(line))).collect()
}

#[test]
fn ten_lexicon_lines_to_a_hand_pattern() {
    let root = cases::languages();
    let mut rust = 0;
    let mut sources = Vec::new();
    for part in ["reader", "language"] {
        files(&root.join("../crates").join(part).join("src"), &mut sources);
    }
    for path in &sources {
        let source = fs::read_to_string(path).unwrap();
        rust += source.matches("hand pattern:").count();
    }
    for tag in language::Languages::load(&[]).unwrap().tags() {
        let mut lexemes: BTreeSet<String> = BTreeSet::new();
        let mut patterns: BTreeSet<String> = BTreeSet::new();
        let mut all = Vec::new();
        files(&root.join(tag).join("words"), &mut all);
        files(&root.join(tag).join("frames"), &mut all);
        for path in &all {
            let times = path.file_name().is_some_and(|n| n == "times.txt");
            for (_, line) in lines(path) {
                let mut fields = line.split_whitespace();
                let pattern = ["date", "time", "span", "clock"];
                if times && fields.next().is_some_and(|first| pattern.contains(&first)) {
                    patterns.insert(line.clone());
                }
                for field in line.split_whitespace() {
                    let lexeme = matches!(field.split_once(':'), Some(("v" | "n" | "a" | "d", _)));
                    // The word and its part of speech; how it inflects makes no second line of it.
                    let word: String = field.split(':').take(2).collect::<Vec<_>>().join(":");
                    match (lexeme, field.split_once('+')) {
                        (true, Some((_, fixed))) => {
                            patterns.insert(format!("{}+{fixed}", word.split('+').next().unwrap()))
                        }
                        (true, None) => lexemes.insert(word),
                        _ => continue,
                    };
                }
            }
        }
        let (lexemes, patterns) = (lexemes.len(), patterns.len() + rust);
        println!("{tag}: {lexemes} lexicon lines, {patterns} hand patterns");
        if lexemes < 100 {
            continue; // a folder without frames
        }
        assert!(lexemes >= LEAST * patterns, "{tag}: {lexemes} lexicon lines to {patterns} hand patterns");
    }
}

/// The words of a line, as names are written: `_` is a blank, and what separates fields separates words.
fn words(line: &str) -> Vec<String> {
    let line = text::fold(line).replace('_', " ");
    line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '"' | '.' | '-')))
        .map(|w| w.trim_matches(['\'', '"', '.', '-']).to_owned())
        .filter(|w| !w.is_empty())
        .collect()
}

#[test]
fn no_name_of_the_world_stands_in_languages_or_frames() {
    let world = World::builtin().unwrap();
    let tables = [Kind::States, Kind::People, Kind::Agreements, Kind::Organizations, Kind::Places];
    // Every name as its words, and the longest.
    let mut names: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    for tag in world.languages() {
        for item in tables.iter().flat_map(|t| world.table(*t)) {
            for name in world.names(item, tag) {
                names.insert(words(&name.text), &item.id);
            }
        }
    }
    names.retain(|words, _| words.iter().any(|w| w.chars().count() > 1));
    let longest = names.keys().map(Vec::len).max().unwrap_or(1);
    assert!(names.len() > 10_000, "the world has lost its names");
    let root = cases::languages();
    let mut all = Vec::new();
    files(&root, &mut all);
    files(&root.join("../frames"), &mut all);
    let mut found = String::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for path in &all {
        for (number, line) in lines(path) {
            let words = words(&line);
            for start in 0..words.len() {
                for length in 1..=longest.min(words.len() - start) {
                    let Some(id) = names.get(&words[start..start + length]) else { continue };
                    let name = words[start..start + length].join(" ");
                    if let Some(listed) = WORDS.iter().position(|(file, word, _)| path.ends_with(file) && *word == name)
                    {
                        used.insert(listed);
                        continue;
                    }
                    found.push_str(&format!("{}:{number}: {name} ({id})\n", path.display()));
                }
            }
        }
    }
    let idle: Vec<_> = (0..WORDS.len()).filter(|w| !used.contains(w)).map(|w| WORDS[w]).collect();
    assert!(found.is_empty(), "names of the world:\n{found}");
    assert!(idle.is_empty(), "listed as words and standing nowhere: {idle:?}");
}
