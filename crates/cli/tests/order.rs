//! The order in which documents arrive never matters.
//!
//! `DEPOSITARY_ORDERS` sets the number of orders; `cargo xtask endurance` runs it at full size.

mod program;

use program::{Desk, samples};

#[test]
fn answers_are_the_same_in_every_order() {
    let orders: u64 = std::env::var("DEPOSITARY_ORDERS").ok().and_then(|n| n.parse().ok()).unwrap_or(2);
    let mut files: Vec<String> = std::fs::read_dir(samples())
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| path.ends_with(".txt"))
        .collect();
    files.sort();
    let mut first: Option<Vec<String>> = None;
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for order in 0..orders {
        let desk = Desk::new();
        for i in (1..files.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(order | 1);
            files.swap(i, (random >> 33) as usize % (i + 1));
        }
        // In one run, or in three.
        for part in files.chunks(if order % 2 == 0 { files.len() } else { files.len().div_ceil(3) }) {
            let mut all = vec!["ingest", "--recorded", "2026-01-01"];
            all.extend(part.iter().map(String::as_str));
            desk.ok(&all);
        }
        let asked = ["--as-of", "2026-01-01", "--format", "json"];
        let ask = |question: &[&str]| {
            let mut all = question.to_vec();
            all.extend(asked);
            desk.run(&all).out
        };
        let answers = vec![
            ask(&["status", "abraham-accords"]),
            ask(&["status", "north-atlantic-treaty"]),
            ask(&["why", "abraham-accords", "KAZ"]),
            ask(&["relation", "ISR", "MAR"]),
            ask(&["state", "ISR"]),
            ask(&["said", "donald-trump"]),
            ask(&["timeline", "abraham-accords"]),
            ask(&["calendar"]),
        ];
        match &first {
            None => first = Some(answers),
            Some(first) => {
                for (one, other) in first.iter().zip(&answers) {
                    assert_eq!(one, other, "order {order}: {files:?}");
                }
            }
        }
    }
}
