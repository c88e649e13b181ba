//! Text made to hurt costs in proportion to its length: twice the text, about twice the time.

#![allow(missing_docs, clippy::unwrap_used)]

use std::time::{Duration, Instant};

use claims::Document;
use reader::{Options, Reader};

/// Texts of one unit over and over.
const UNITS: [(&str, &str, &str); 13] = [
    ("quotation marks", "en", "\""),
    ("quotation marks that open", "en", "“"),
    ("brackets", "en", "(["),
    ("commas", "en", ","),
    ("gershayim", "he", "ב\""),
    ("geresh", "he", "ג'"),
    ("enclitics", "en", "'s"),
    ("one letter", "en", "a"),
    ("proclitics", "he", "ושבה"),
    ("one word", "en", "signed "),
    ("phrases of several words", "en", "according to "),
    ("names", "en", "Chile, "),
    ("quotations of one word", "en", "“Go.” "),
];

/// One sentence without an end.
const ENDLESS: &str = "Chile said that Kenya, which in May 2019 signed the treaty with Nepal, and ";

/// What opens the gate, so that the later stages see the text too.
fn cue(tag: &str) -> &'static str {
    if tag == "he" {
        "צ'ילה אמרה במאי שחתמה על ההסכם "
    } else {
        "Chile said in May that it signed the treaty "
    }
}

/// The units after one cue, or with a cue before every `block` bytes.
fn seconds(reader: &Reader<'_>, tag: &str, unit: &str, bytes: usize, block: usize) -> Duration {
    let mut text = String::new();
    while text.len() < bytes {
        text.push_str(cue(tag));
        text.push_str(&unit.repeat(block.min(bytes) / unit.len() + 1));
        text.push(' ');
    }
    let document = Document { text, language: Some(tag.into()), ..Document::default() };
    let start = Instant::now();
    reader.read(&document, &Options::default()).unwrap();
    start.elapsed()
}

/// A quadratic step costs sixteen times for four times the text; the bound leaves room for a machine that does other things too.
fn in_proportion(bytes: usize) {
    let languages = language::Languages::load(&[]).unwrap();
    let reader = Reader::new(&languages, world::World::builtin().unwrap());
    for (name, tag, unit) in UNITS.iter().chain([&("an endless sentence", "en", ENDLESS)]) {
        seconds(&reader, tag, unit, 1000, 1000);
        for block in [500, usize::MAX] {
            let once = || {
                let small = seconds(&reader, tag, unit, bytes, block).max(Duration::from_millis(2));
                let large = seconds(&reader, tag, unit, 4 * bytes, block);
                large.as_secs_f64() / small.as_secs_f64()
            };
            let ratio = (0..3).map(|_| once()).fold(f64::MAX, f64::min);
            assert!(ratio < 9.0, "{name}: four times the text took {ratio:.1} times as long");
        }
    }
}

#[test]
fn hostile_text_stays_in_proportion() {
    in_proportion(10_000);
}

/// As much as the reader promises: a million marks and more.
#[test]
#[ignore = "minutes in a build for development; run with --release"]
fn a_million_marks_stay_in_proportion() {
    in_proportion(1_000_000);
}
