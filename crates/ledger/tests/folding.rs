//! A kept fold with the claims after it is always the whole history, at every instant, whatever came in which order.

#![allow(clippy::unwrap_used)] // clippy takes helpers of tests for the program

mod common;

use std::collections::BTreeMap;

use claims::Sourced;
use common::*;
use ledger::{Folded, Ledger};
use proptest::prelude::*;

const KIND: &str = "claims, version 1";

/// The fold of the test: all claims, by id.
fn fold(body: Option<&[u8]>, claims: &[Sourced]) -> BTreeMap<String, serde_json::Value> {
    let mut all: BTreeMap<String, serde_json::Value> =
        body.map_or_else(BTreeMap::new, |body| serde_json::from_slice(body).unwrap());
    for sourced in claims {
        let known = all.insert(sourced.claim.id.clone(), serde_json::to_value(sourced).unwrap());
        assert!(known.is_none(), "a claim stands in the fold and after it");
    }
    all
}

fn check(folded: &Folded, wanted: &[Sourced]) {
    assert_eq!(fold(folded.body.as_deref(), &folded.claims), fold(None, wanted));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn fold_and_rest_are_the_whole(
        batches in prop::collection::vec(
            (prop::collection::vec((0u64..12, 1u64..4, 0u64..30), 1..5), any::<bool>()), 1..14),
        // Most of the time, instants rise with the batches.
        steady in prop::bool::weighted(0.7),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::create_or_open(folder.path().join("record.ledger")).unwrap();
        for (place, (readings, keep)) in batches.iter().enumerate() {
            let mut batch = ledger.begin().unwrap();
            for &(n, version, minute) in readings {
                let minute = if steady { 30 * place as u64 + minute } else { minute };
                let (id, _) = batch.document(&document(n), &instant(minute)).unwrap();
                batch.reading(&id, &reading(n, version), &instant(minute)).unwrap();
            }
            batch.commit().unwrap();
            if !keep {
                continue;
            }
            let known = (place % 3 == 2).then(|| instant(30 * place as u64));
            let mut folds = Vec::new();
            for treaty in AGREEMENTS {
                for (party, folded) in ledger.folded_agreement(KIND, treaty, known.as_deref()).unwrap() {
                    folds.push((treaty, party, folded));
                }
            }
            let head = ledger.head().unwrap();
            let mut batch = ledger.begin().unwrap();
            for (treaty, party, folded) in folds {
                if let Some(until) = folded.until {
                    let body = serde_json::to_vec(&fold(folded.body.as_deref(), &folded.claims)).unwrap();
                    batch.keep_fold(KIND, treaty, party.as_deref(), until, &body).unwrap();
                }
            }
            prop_assert_eq!(batch.commit().unwrap().head, head);
        }
        for known in (0..12).map(|n| Some(instant(35 * n))).chain([None]) {
            for treaty in AGREEMENTS {
                let whole = ledger.folded_agreement(KIND, treaty, known.as_deref()).unwrap();
                for party in STATES {
                    let wanted = ledger.claims_of_pair(treaty, party, known.as_deref()).unwrap();
                    let folded = ledger.folded_pair(KIND, treaty, party, known.as_deref()).unwrap();
                    check(&folded, &wanted);
                    check(whole.get(&Some(party.to_owned())).unwrap_or(&Folded::default()), &wanted);
                }
                let alone = ledger.claims_of_agreement_alone(treaty, known.as_deref()).unwrap();
                check(whole.get(&None).unwrap_or(&Folded::default()), &alone);
            }
        }
        let report = ledger.verify().unwrap();
        prop_assert!(report.is_clean(), "{:#?}", report.faults);
    }
}

#[test]
fn a_fold_that_is_damaged_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    let mut ledger = Ledger::create_or_open(&file).unwrap();
    fill(&mut ledger, 0..60).unwrap();
    let whole = ledger.claims_of_pair("ctbt", "KAZ", None).unwrap();
    let until = ledger.folded_pair(KIND, "ctbt", "KAZ", None).unwrap().until.unwrap();
    let mut batch = ledger.begin().unwrap();
    batch.keep_fold(KIND, "ctbt", Some("KAZ"), until, b"fold").unwrap();
    batch.keep_fold(KIND, "no such agreement", Some("KAZ"), until, b"fold").unwrap();
    batch.keep_fold(KIND, "brics", Some("KAZ"), until + 1, b"from the future").unwrap();
    batch.commit().unwrap();
    let folded = ledger.folded_pair(KIND, "ctbt", "KAZ", None).unwrap();
    assert_eq!((folded.body.as_deref(), folded.claims.len()), (Some(&b"fold"[..]), 0));
    assert_eq!(ledger.folded_pair("another kind", "ctbt", "KAZ", None).unwrap().claims, whole);
    assert_eq!(ledger.folded_pair(KIND, "brics", "KAZ", None).unwrap().body, None);
    drop(ledger);
    rusqlite::Connection::open(&file).unwrap().execute_batch("UPDATE folds SET body = x'00'").unwrap();
    let ledger = Ledger::open_read_only(&file).unwrap();
    assert_eq!(ledger.folded_pair(KIND, "ctbt", "KAZ", None).unwrap().claims, whole);
    assert_eq!(ledger.folded_agreement(KIND, "ctbt", None).unwrap()[&Some("KAZ".to_owned())].claims, whole);
}
