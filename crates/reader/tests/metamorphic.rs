//! A sample of the tests that are generated from the cases: every twelfth. `cargo xtask metamorphose` runs them all.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs;

use cases::metamorphic::{Grammar, tests};
use reader::Reader;

/// The share that must hold; the gate of the whole is .97.
const SHARE: f64 = 0.95;

#[test]
fn what_a_change_does_not_touch_stays() {
    let languages = language::Languages::load(&[]).unwrap();
    let world = cases::world().unwrap();
    let reader = Reader::new(&languages, &world);
    for tag in languages.tags() {
        let folder = cases::languages().join(tag);
        let Ok(grammar) = fs::read_to_string(folder.join("metamorphic.txt")) else { continue };
        let grammar = Grammar::parse(tag, &grammar).unwrap();
        let cases = cases::parse(tag, &fs::read_to_string(folder.join("cases.md")).unwrap()).unwrap();
        // Every third case is enough for a sample, and every fourth test of it.
        let some: Vec<_> = cases.into_iter().step_by(3).collect();
        let made = tests(tag, &some, &grammar, &languages, &world).unwrap();
        let (mut held, mut all) = (0u32, 0u32);
        for test in made.iter().step_by(4) {
            let (missing, more) = test.differences(&reader).unwrap();
            all += 1;
            held += u32::from(missing.is_empty() && more.is_empty());
        }
        println!("{tag}: {held} of {all} generated tests hold");
        assert!(all >= 100, "{tag}: too few tests were generated");
        assert!(
            f64::from(held) >= SHARE * f64::from(all),
            "{tag}: only {held} of {all} hold: cargo xtask metamorphose"
        );
    }
}
