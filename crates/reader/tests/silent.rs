//! `languages/<tag>/silent.md`: texts about sport, business, culture, politics at home and science in the words of diplomacy.
//! No claim of participation, relation or contact may come out of any of them.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs;

use reader::Reader;

#[test]
fn nothing_comes_out_of_silent_texts() {
    let languages = language::Languages::load(&[]).unwrap();
    let world = world::World::builtin().unwrap();
    let reader = Reader::new(&languages, world);
    let mut failures = String::new();
    for tag in languages.tags() {
        let Ok(source) = fs::read_to_string(cases::languages().join(tag).join("silent.md")) else { continue };
        let texts = cases::silent(tag, &source).unwrap();
        let mut broken = 0;
        for (line, document) in &texts {
            let loud = cases::loud(document, &reader).unwrap();
            broken += usize::from(!loud.is_empty());
            for claim in loud {
                failures.push_str(&format!(
                    "\nlanguages/{tag}/silent.md:{line}: {}\n  came out: {}\n",
                    document.text,
                    cases::show(&claim)
                ));
            }
        }
        println!("{tag}: {} silent texts, {broken} gave a claim", texts.len());
        assert!(texts.len() >= 100, "languages/{tag}/silent.md holds too few texts");
    }
    assert!(failures.is_empty(), "{failures}");
}
