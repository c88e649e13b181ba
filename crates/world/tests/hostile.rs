//! Any text, and hostile text: right offsets, no panic, linear time.

#![allow(clippy::unwrap_used)] // helpers of tests

use std::time::Instant;

use proptest::prelude::*;
use world::World;

const LANGUAGES: &[&str] = &["en", "he", "ar", "ru", "zh", "th", "tr", "mul", "xx"];

fn check(text: &str) {
    let world = World::builtin().unwrap();
    for language in LANGUAGES {
        let matcher = world.matcher(language);
        let mut end = 0;
        for hit in matcher.find(text) {
            assert!(hit.word_start <= hit.start && hit.start < hit.end && hit.end <= text.len());
            assert!(text.get(hit.word_start..hit.start).is_some() && text.get(hit.start..hit.end).is_some());
            assert!(hit.start >= end, "hits overlap");
            assert!(!matcher.meanings(hit.name).is_empty());
            end = hit.end;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(&text);
        check(&text::fold(&text));
    }

    #[test]
    fn names_run_together(
        pieces in prop::collection::vec(
            prop::sample::select(vec!["ישראל", "ל", "ב", "קזחסטן", " ", "\"", "'", "-", "Oman", "US", "U.S.", "الأردن", "لل", "دولة", "Россия", "中国", "\u{5bc}", "5", "הסכמי אברהם", "דרום ", "קוריאה"]),
            0..40,
        )
    ) {
        check(&pieces.concat());
    }

    #[test]
    fn any_query(query in "\\PC{0,40}") {
        let world = World::builtin().unwrap();
        for found in world.find(&query, &["en", "he"]) {
            prop_assert!(!found.name.text.is_empty());
        }
        let _ = world.publisher(&query);
    }
}

#[test]
fn time_grows_with_the_text() {
    let matcher = World::builtin().unwrap().matcher("he");
    for piece in ["ל", "ישראל", "לישראל", "דרום ", "\"", "ה"] {
        let time = |n: usize| {
            let text = piece.repeat(n);
            let start = Instant::now();
            let hits = matcher.find(&text).count();
            std::hint::black_box(hits);
            start.elapsed().as_secs_f64()
        };
        time(1_000);
        let (small, large) = (time(20_000).max(1e-4), time(200_000));
        assert!(large < small * 60.0, "{piece}: {small} s, then {large} s for ten times as much");
    }
}
