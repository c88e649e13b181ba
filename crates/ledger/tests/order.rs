//! The order of arrival does not show: the same documents and readings in any order, in batches of any size, give the same
//! answers, byte for byte.

#![allow(clippy::unwrap_used)] // clippy takes helpers of tests for the program

mod common;

use claims::Ruling;
use common::*;
use ledger::Ledger;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    /// A document with a reading by that version, at that minute.
    Read(u64, u64, u64),
    Decide(u64, u64),
}

fn steps() -> Vec<Step> {
    let mut steps: Vec<Step> = (0..24).map(|n| Step::Read(n, 1, 10 + n % 7)).collect();
    // Some are read again by better readers, one of them twice.
    steps.extend((0..8).map(|n| Step::Read(3 * n, 2, 100 + n)));
    steps.extend((0..4).map(|n| Step::Read(6 * n, 3, 50 + n)));
    steps.extend((0..5).map(|n| Step::Decide(n, 200 + n)));
    steps
}

fn keep(steps: &[Step], batches: usize) -> (String, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create_or_open(folder.path().join("record.ledger")).unwrap();
    for some in steps.chunks(batches) {
        let mut batch = ledger.begin().unwrap();
        for step in some {
            match *step {
                Step::Read(n, version, minute) => {
                    // The document itself is recorded as of its first reading.
                    let (id, _) = batch.document(&document(n), &instant(10 + n % 7)).unwrap();
                    batch.reading(&id, &reading(n, version), &instant(minute)).unwrap();
                }
                Step::Decide(n, minute) => {
                    let about = document(n).id();
                    batch.decision(&decision(&about, Ruling::Retract), &instant(minute)).unwrap();
                }
            }
        }
        batch.commit().unwrap();
    }
    if batches.is_multiple_of(5) {
        let report = ledger.verify().unwrap();
        assert!(report.is_clean(), "{:#?}", report.faults);
    }
    let now = answers(&ledger, None).unwrap();
    let then = answers(&ledger, Some(&instant(52))).unwrap();
    let changes = serde_json::to_string(&ledger.recorded_between(&instant(12), &instant(103)).unwrap()).unwrap();
    (now, then, changes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_arrival_does_not_show(shuffled in Just(steps()).prop_shuffle(), batches in 1usize..30) {
        static IN_ORDER: std::sync::OnceLock<(String, String, String)> = std::sync::OnceLock::new();
        let in_order = IN_ORDER.get_or_init(|| keep(&steps(), 1000));
        prop_assert!(in_order.0.len() > 10_000 && in_order.0 != in_order.1);
        prop_assert_eq!(&keep(&shuffled, batches), in_order);
    }
}

#[test]
fn a_rebuilt_index_gives_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create_or_open(folder.path().join("record.ledger")).unwrap();
    fill(&mut ledger, 0..80).unwrap();
    let before = contents(&ledger).unwrap();
    ledger.rebuild_index().unwrap();
    assert_eq!(contents(&ledger).unwrap(), before);
    assert!(ledger.verify().unwrap().is_clean(), "{:#?}", ledger.verify().unwrap().faults);
    fill(&mut ledger, 80..90).unwrap();
    assert!(ledger.verify().unwrap().is_clean(), "{:#?}", ledger.verify().unwrap().faults);
}
