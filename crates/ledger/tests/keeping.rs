//! What is kept comes back; nothing is kept twice; each instant has its own answer.

#![allow(clippy::unwrap_used)] // clippy takes helpers of tests for the program

mod common;

use claims::{Act, Document, Entity, EntityType, Outcome, Reading, Role, Ruling};
use common::*;
use ledger::{Added, Error, Ledger};

fn new() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::create_or_open(folder.path().join("new/record.ledger")).unwrap();
    (folder, ledger)
}

#[test]
fn everything_comes_back_as_it_was_given() {
    let (_folder, mut ledger) = new();
    fill(&mut ledger, 0..60).unwrap();
    for n in 0..60 {
        let (given, id) = (document(n), document(n).id());
        let kept = ledger.document(&id, None).unwrap().unwrap();
        assert_eq!((&kept.document, kept.recorded), (&given, instant(n)));
        assert_eq!(ledger.document(&id[..9], None).unwrap().unwrap().document, given);
        let read = with_id(reading(n, 1), &id);
        assert_eq!(ledger.reading(&id, None).unwrap().unwrap(), read);
        let mut claims = read.claims.clone();
        claims.sort_by(|a, b| a.id.cmp(&b.id));
        let sourced = ledger.claims_of_document(&id, None).unwrap();
        assert_eq!(sourced.iter().map(|s| s.claim.clone()).collect::<Vec<_>>(), claims);
        for claim in claims {
            let found = ledger.claim(&claim.id, None).unwrap().unwrap();
            assert_eq!(found.claim, claim);
            assert_eq!(found.source.document, id);
            assert_eq!(found.source.text_id, given.text_id());
            assert_eq!(found.source.title, given.title);
            assert_eq!(found.source.published, given.published);
            assert_eq!(found.source.recorded, instant(n));
        }
    }
    let report = ledger.verify().unwrap();
    assert!(report.is_clean(), "{:#?}", report.faults);
    assert!(report.rows > 400);
}

#[test]
fn claims_are_found_by_everything_that_they_name() {
    let (_folder, mut ledger) = new();
    fill(&mut ledger, 0..120).unwrap();
    let mut all: Vec<claims::Claim> = (0..120).flat_map(|n| with_id(reading(n, 1), &document(n).id()).claims).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    let names = |claim: &claims::Claim, id: &str| {
        claim.roles.values().flatten().any(|e| e.id.as_deref() == Some(id) || e.state_id() == Some(id))
    };
    let check = |found: Vec<claims::Sourced>, wanted: &dyn Fn(&claims::Claim) -> bool| {
        let found: Vec<claims::Claim> = found.into_iter().map(|sourced| sourced.claim).collect();
        assert_eq!(found, all.iter().filter(|claim| wanted(claim)).cloned().collect::<Vec<_>>());
        assert!(!found.is_empty());
    };
    check(ledger.claims_of_agreement("ctbt", None).unwrap(), &|c| names(c, "ctbt"));
    check(ledger.claims_of_pair("ctbt", "KAZ", None).unwrap(), &|c| names(c, "ctbt") && names(c, "KAZ"));
    check(ledger.claims_of_agreement_alone("ctbt", None).unwrap(), &|c| {
        names(c, "ctbt") && !STATES.iter().any(|s| names(c, s))
    });
    check(ledger.claims_of_state("ISR", None).unwrap(), &|c| names(c, "ISR"));
    check(ledger.claims_of_state("president-of-isr", None).unwrap(), &|c| names(c, "president-of-isr"));
    check(ledger.claims_between("ISR", "KAZ", None).unwrap(), &|c| names(c, "ISR") && names(c, "KAZ"));
    check(ledger.claims_between("KAZ", "ISR", None).unwrap(), &|c| names(c, "ISR") && names(c, "KAZ"));
    check(ledger.claims_of_act(Act::MEETS, None).unwrap(), &|c| c.act == Act::MEETS);
    for speaker in ["president-of-usa", "president@USA", "USA"] {
        check(ledger.claims_by_speaker(speaker, None).unwrap(), &|c| {
            c.attribution.as_ref().is_some_and(|a| a.speaker.as_ref().unwrap().state_id() == Some("USA"))
        });
        assert!(!ledger.quotations_by_speaker(speaker, None).unwrap().is_empty());
    }
    for agreement in ledger.agreements(None).unwrap() {
        let claims = ledger.claims_of_agreement(&agreement.agreement, None).unwrap();
        assert_eq!(agreement.claims, claims.len() as u64);
    }
    assert_eq!(ledger.claims_of_pair("no such agreement", "KAZ", None).unwrap(), []);
    assert_eq!(ledger.claims_of_pair("ctbt", "ctbt", None).unwrap(), []);
}

#[test]
fn claims_with_a_crowd_are_found_by_each_of_it() {
    let (_folder, mut ledger) = new();
    let given = document(1);
    let id = given.id();
    let crowd: Vec<Entity> = (0..300).map(|n| state(&format!("S{n}"))).collect();
    let treaties: Vec<Entity> = (0..10).map(|n| agreement(&format!("treaty-{n}"))).collect();
    let signed = claim(&id, Act::SIGNS, vec![(Role::Actor, crowd), (Role::Agreement, treaties)]);
    let read = Reading { version: "v".into(), claims: vec![signed], ..Reading::default() };
    let mut batch = ledger.begin().unwrap();
    batch.document(&given, &instant(0)).unwrap();
    batch.reading(&id, &read, &instant(0)).unwrap();
    batch.commit().unwrap();
    assert_eq!(ledger.claims_of_pair("treaty-3", "S250", None).unwrap().len(), 1);
    assert_eq!(ledger.claims_of_pair("treaty-3", "S300", None).unwrap().len(), 0);
    assert_eq!(ledger.claims_between("S299", "S3", None).unwrap().len(), 1);
    assert_eq!(ledger.claims_between("S299", "treaty-3", None).unwrap().len(), 0);
    assert_eq!(ledger.claims_of_state("S299", None).unwrap().len(), 1);
    assert_eq!(ledger.claims_of_agreement_alone("treaty-3", None).unwrap().len(), 0);
    assert!(ledger.verify().unwrap().is_clean());
}

#[test]
fn the_same_again_adds_nothing() {
    let (_folder, mut ledger) = new();
    fill(&mut ledger, 0..30).unwrap();
    let mut batch = ledger.begin().unwrap();
    batch.decision(&decision("x", Ruling::Reject), &instant(1)).unwrap();
    batch.commit().unwrap();
    let before = (ledger.head().unwrap(), answers(&ledger, None).unwrap());
    let mut batch = ledger.begin().unwrap();
    for n in 0..30 {
        let (id, added) = batch.document(&document(n), &instant(500)).unwrap();
        assert_eq!(added, Added::Known);
        assert!(batch.knows_document(&id).unwrap() && batch.has_reading(&id, "version-1").unwrap());
        assert!(!batch.has_reading(&id, "version-2").unwrap() && !batch.has_reading(&id, "KAZ").unwrap());
        assert_eq!(batch.reading(&id, &reading(n, 1), &instant(500)).unwrap(), Added::Known);
    }
    assert_eq!(batch.decision(&decision("x", Ruling::Reject), &instant(2)).unwrap(), Added::Known);
    let receipt = batch.commit().unwrap();
    assert_eq!((receipt.documents, receipt.claims, &receipt.head), (0, 0, &before.0));
    assert_eq!((ledger.head().unwrap(), answers(&ledger, None).unwrap()), before);

    // That one looked again is news.
    let mut batch = ledger.begin().unwrap();
    batch.coverage(&look("feed-0", Outcome::Read), &instant(550)).unwrap();
    batch.coverage(&look("feed-0", Outcome::Read), &instant(550)).unwrap();
    assert_eq!(batch.commit().unwrap().coverage, 2);
    assert_ne!(ledger.head().unwrap(), before.0);
}

#[test]
fn a_curator_may_change_his_mind() {
    let (_folder, mut ledger) = new();
    let mut decide = |ruling, minute| {
        let mut batch = ledger.begin().unwrap();
        let added = batch.decision(&decision("x", ruling), &instant(minute)).unwrap();
        batch.commit().unwrap();
        added
    };
    assert_eq!(decide(Ruling::Reject, 1), Added::New);
    assert_eq!(decide(Ruling::Accept, 2), Added::New);
    assert_eq!(decide(Ruling::Reject, 3), Added::New);
    // The whole list once more.
    assert_eq!(decide(Ruling::Reject, 1), Added::Known);
    assert_eq!(decide(Ruling::Accept, 2), Added::Known);
    assert_eq!(decide(Ruling::Reject, 3), Added::Known);
    let rulings = |known: Option<&str>| -> Vec<Ruling> {
        ledger.decisions(known).unwrap().into_iter().map(|d| d.decision.ruling).collect()
    };
    assert_eq!(rulings(None), [Ruling::Reject, Ruling::Accept, Ruling::Reject]);
    assert_eq!(rulings(Some(&instant(2))), [Ruling::Reject, Ruling::Accept]);
}

#[test]
fn the_last_reading_recorded_by_then_counts() {
    let (_folder, mut ledger) = new();
    let (n, id) = (3, document(3).id());
    let (first, second) = (with_id(reading(n, 1), &id), with_id(reading(n, 2), &id));
    let ids = |reading: &Reading| {
        let mut ids: Vec<String> = reading.claims.iter().map(|c| c.id.clone()).collect();
        ids.sort();
        ids
    };
    assert_ne!(ids(&first), ids(&second));
    let mut batch = ledger.begin().unwrap();
    batch.document(&document(n), &instant(10)).unwrap();
    batch.reading(&id, &first, &instant(10)).unwrap();
    batch.commit().unwrap();
    let alone = answers(&ledger, Some(&instant(10))).unwrap();
    let mut batch = ledger.begin().unwrap();
    batch.reading(&id, &second, &instant(20)).unwrap();
    let receipt = batch.commit().unwrap();
    assert!(receipt.claims < second.claims.len() as u64, "claims found again were kept twice");

    let of = |known: Option<&str>| -> Vec<String> {
        ledger.claims_of_document(&id, known).unwrap().into_iter().map(|s| s.claim.id).collect()
    };
    assert_eq!(of(Some(&instant(9))), Vec::<String>::new());
    assert_eq!(of(Some(&instant(10))), ids(&first));
    assert_eq!(of(Some(&instant(19))), ids(&first));
    assert_eq!(of(Some(&instant(20))), ids(&second));
    assert_eq!(of(None), ids(&second));
    assert_eq!(answers(&ledger, Some(&instant(19))).unwrap(), alone);
    assert_eq!(ledger.reading(&id, Some(&instant(19))).unwrap().unwrap(), first);
    assert_eq!(ledger.reading(&id, None).unwrap().unwrap(), second);

    let lost = ids(&first).into_iter().find(|claim| !ids(&second).contains(claim)).unwrap();
    assert!(ledger.claim(&lost, Some(&instant(19))).unwrap().is_some());
    assert!(ledger.claim(&lost, None).unwrap().is_none());
    assert_eq!(ledger.claim_on_file(&lost).unwrap().unwrap().claim.id, lost);

    let changes = ledger.recorded_between(&instant(10), &instant(20)).unwrap();
    assert!(changes.dropped.iter().any(|s| s.claim.id == lost));
    assert!(changes.added.iter().all(|s| ids(&second).contains(&s.claim.id)) && !changes.added.is_empty());
    assert!(changes.documents.is_empty());
    assert_eq!(ledger.recorded_between(&instant(20), &instant(30)).unwrap(), ledger::Changes::default());
    let all = ledger.recorded_between(&instant(0), &instant(30)).unwrap();
    assert_eq!((all.documents, all.added.len()), (vec![id], second.claims.len()));
    assert!(ledger.verify().unwrap().is_clean(), "{:#?}", ledger.verify().unwrap().faults);
}

#[test]
fn a_back_dated_reading_counts_from_its_instant() {
    let (_folder, mut ledger) = new();
    let id = document(3).id();
    let mut keep = |version, minute| {
        let mut batch = ledger.begin().unwrap();
        batch.document(&document(3), &instant(minute)).unwrap();
        batch.reading(&id, &reading(3, version), &instant(minute)).unwrap();
        batch.commit().unwrap().back_dated
    };
    assert!(!keep(1, 20));
    assert!(keep(2, 10));
    assert!(!keep(3, 30));
    let version = |minute| ledger.reading(&id, Some(&instant(minute))).unwrap().map(|reading| reading.version);
    assert_eq!(version(9), None);
    assert_eq!(version(10).as_deref(), Some("version-2"));
    assert_eq!(version(20).as_deref(), Some("version-1"));
    assert_eq!(version(30).as_deref(), Some("version-3"));
    let report = ledger.verify().unwrap();
    assert!(report.is_clean(), "{:#?}", report.faults);
    assert_eq!(report.back_dated, 1);
    // The summary of an instant that later batches reach back before is counted anew.
    let claims = |minute| ledger.coverage_summary(Some(&instant(minute))).unwrap().claims;
    for minute in [10, 20, 30] {
        assert_eq!(claims(minute), ledger.claims_of_document(&id, Some(&instant(minute))).unwrap().len() as u64);
    }
    assert_eq!(claims(9), 0);
}

#[test]
fn what_is_not_committed_is_gone() {
    let (_folder, mut ledger) = new();
    fill(&mut ledger, 0..5).unwrap();
    let before = (ledger.head().unwrap(), answers(&ledger, None).unwrap());
    for round in 0..3 {
        let mut batch = ledger.begin().unwrap();
        for n in 100..110 {
            let mut read = reading(n, 1);
            // New words, which the dictionary must forget.
            read.claims.iter_mut().for_each(|claim| claim.rule = format!("rule {round} {n}"));
            let (id, _) = batch.document(&document(n), &instant(1)).unwrap();
            batch.reading(&id, &read, &instant(1)).unwrap();
        }
        drop(batch);
        assert_eq!((ledger.head().unwrap(), answers(&ledger, None).unwrap()), before);
    }
    fill(&mut ledger, 5..10).unwrap();
    assert!(ledger.verify().unwrap().is_clean(), "{:#?}", ledger.verify().unwrap().faults);
}

#[test]
fn a_summary_says_what_the_ledger_rests_on() {
    let (_folder, mut ledger) = new();
    let empty = ledger.coverage_summary(None).unwrap();
    assert_eq!((empty.documents, empty.last_recorded), (0, None));
    fill(&mut ledger, 0..30).unwrap();
    let summary = ledger.coverage_summary(None).unwrap();
    assert_eq!(summary.documents, 30);
    assert_eq!(summary.publishers, 4);
    assert_eq!(summary.languages, [("en".into(), 10), ("he".into(), 10), ("ru".into(), 10)]);
    assert_eq!(summary.claims, (0..30).map(|n| reading(n, 1).claims.len() as u64).sum::<u64>());
    assert_eq!(summary.first_published, (0..30).map(|n| document(n).published.unwrap()).min());
    assert_eq!(summary.last_published, (0..30).map(|n| document(n).published.unwrap()).max());
    assert_eq!(summary.last_recorded, Some(instant(29)));
    assert_eq!(summary.failures.len(), 3);
    let early = ledger.coverage_summary(Some(&instant(9))).unwrap();
    assert_eq!(early.documents, 10);
    assert_eq!(early.claims, (0..10).map(|n| reading(n, 1).claims.len() as u64).sum::<u64>());
    let mut batch = ledger.begin().unwrap();
    batch.coverage(&look("feed-0", Outcome::Read), &instant(599)).unwrap();
    // An older failure that is told later is not the last look.
    batch.coverage(&look("feed-0", Outcome::Failed), &instant(2)).unwrap();
    batch.commit().unwrap();
    let places: Vec<String> =
        ledger.coverage_summary(None).unwrap().failures.into_iter().map(|f| f.coverage.place).collect();
    assert_eq!(places, ["feed-1", "feed-2"]);
}

#[test]
fn ids_may_be_cut_short_while_they_are_clear() {
    let (_folder, mut ledger) = new();
    fill(&mut ledger, 0..60).unwrap();
    let error = ledger.document("0", None).map(|_| ()).and(ledger.claim("0", None).map(|_| ())).unwrap_err();
    assert!(matches!(error, Error::Ambiguous { .. }), "{error}");
    for wrong in ["", "xyz", "KAZ", "ABCDEF", &"a".repeat(33), "é"] {
        assert!(matches!(ledger.document(wrong, None), Err(Error::Id(_))), "{wrong}");
        assert!(matches!(ledger.claim(wrong, None), Err(Error::Id(_))), "{wrong}");
    }
    assert!(ledger.document(&"0".repeat(32), None).unwrap().is_none());
    assert!(ledger.claim(&"0".repeat(32), None).unwrap().is_none());
    assert!(matches!(ledger.claims_of_state("KAZ", Some("yesterday")), Err(Error::Instant(_))));
}

#[test]
fn wrong_input_is_refused_and_the_batch_goes_on() {
    let (_folder, mut ledger) = new();
    let mut batch = ledger.begin().unwrap();
    let (id, _) = batch.document(&document(1), &instant(1)).unwrap();
    assert!(matches!(batch.document(&document(2), "today"), Err(Error::Instant(_))));
    let unknown = document(9).id();
    assert!(matches!(batch.reading(&unknown, &reading(9, 1), &instant(1)), Err(Error::UnknownDocument(_))));
    let mut nameless = reading(1, 1);
    nameless.claims[0].id = "claim one".into();
    assert!(matches!(batch.reading(&id, &nameless, &instant(1)), Err(Error::ClaimId { .. })));
    batch.reading(&id, &reading(1, 1), &instant(1)).unwrap();
    batch.commit().unwrap();
    assert_eq!(ledger.reading(&id, None).unwrap().unwrap(), with_id(reading(1, 1), &id));
    assert!(ledger.verify().unwrap().is_clean());
}

#[test]
fn odd_texts_are_kept_to_the_byte() {
    let (_folder, mut ledger) = new();
    let odd = ["", "\0", "\u{feff}a\r\nb\u{2028}", "👩‍👩‍👧‍👦é\u{301}", "\u{202e}abc\u{202c}", &"x".repeat(3_000_000)];
    let mut batch = ledger.begin().unwrap();
    for text in odd {
        let document =
            Document { label: "a\0b".into(), text: text.into(), publisher: Some("\0".into()), ..Document::default() };
        let (id, _) = batch.document(&document, &instant(0)).unwrap();
        let mut read = Reading { version: "\0".into(), ..Reading::default() };
        let mut odd = claim(&id, Act::SIGNS, vec![(Role::Actor, vec![Entity::named(text, "a\0b", EntityType::State)])]);
        odd.value = Some(text.into());
        read.claims.push(odd);
        batch.reading(&id, &read, &instant(0)).unwrap();
    }
    batch.commit().unwrap();
    for kept in ledger.documents_after(None, 100).unwrap() {
        assert!(odd.contains(&kept.document.text.as_str()) && kept.document.label == "a\0b");
        let read = ledger.reading(&kept.id, None).unwrap().unwrap();
        assert_eq!(read.claims[0].value.as_deref(), Some(kept.document.text.as_str()));
        assert_eq!(ledger.claims_of_state(&kept.document.text, None).unwrap().len(), 1);
    }
    assert!(ledger.verify().unwrap().is_clean(), "{:#?}", ledger.verify().unwrap().faults);
}

#[test]
fn documents_can_be_walked() {
    let (_folder, mut ledger) = new();
    fill(&mut ledger, 0..25).unwrap();
    let mut all = Vec::new();
    let mut last: Option<String> = None;
    loop {
        let some = ledger.documents_after(last.as_deref(), 10).unwrap();
        let Some(end) = some.last() else { break };
        last = Some(end.id.clone());
        all.extend(some.into_iter().map(|kept| kept.document));
    }
    assert_eq!(all, (0..25).map(document).collect::<Vec<_>>());
}
