//! The cases that break naive records: the right report moves the stage; the wrong headline alone leaves *reported* at most;
//! the wrong headline after the right report moves nothing.
#![allow(clippy::unwrap_used)]

mod support;

use claims::{Act, Entity, EntityType, Modality, Role, Sourced};
use record::{FlagCode, PlanKind, PlanState, Record, RelationStage, RuleId, Stage, Standing};
use support::{Fake, act, asked, has_flag, place, row, status};

const ACCORDS: &str = "abraham-accords";

/// The seed: a Hebrew report of 7 November 2025.
fn seed() -> Vec<Sourced> {
    let text = "the seed";
    let tokayev = || Entity {
        state: Some("KAZ".into()),
        ..Entity::named("kassym-jomart-tokayev", "טוקאייב", EntityType::Person)
    };
    let many = Entity { id: None, ..Entity::named("", "מדינות נוספות רבות", EntityType::State) };
    vec![
        act(Act::ANNOUNCES_JOINING).of("KAZ", ACCORDS).by("donald-trump").on("2025-11-06").in_text(
            "",
            "2025-11-07",
            text,
        ),
        // The post, quoted.
        act(Act::ANNOUNCES_JOINING).of("KAZ", ACCORDS).by("donald-trump").planned().in_text("", "2025-11-07", text),
        act(Act::SIGNS).of("KAZ", ACCORDS).planned().by("donald-trump").in_text("", "2025-11-07", text),
        act(Act::SEEKS).filler(Role::Actor, many).with(Role::Agreement, &[ACCORDS]).by("donald-trump").in_text(
            "",
            "2025-11-07",
            text,
        ),
        act(Act::IS_SILENT_ON)
            .filler(Role::Actor, tokayev())
            .with(Role::Agreement, &[ACCORDS])
            .with(Role::Occasion, &["c5+1"])
            .in_text("", "2025-11-07", text),
        act(Act::MAINTAINS_RELATIONS).with(Role::Party, &["ISR", "KAZ"]).since("1992").background().in_text(
            "",
            "2025-11-07",
            text,
        ),
        act(Act::IS_PROPOSED)
            .with(Role::Candidate, &["SAU", "AZE"])
            .with(Role::Agreement, &[ACCORDS])
            .background()
            .in_text("", "2025-11-07", text),
        act(Act::SIGNS)
            .with(Role::Actor, &["KAZ", "USA"])
            .with(Role::Agreement, &["mou.KAZ-USA.critical-minerals.2025-11"])
            .on("2025-11-05")
            .in_text("", "2025-11-07", text),
    ]
}

#[test]
fn kazakhstan_by_the_seed_alone() {
    let kaz = row(&seed(), ACCORDS, "KAZ", "2025-11-07");
    assert_eq!(place(&kaz), ("announced", "by_the_other_side_only"));
    assert_eq!(kaz.witnesses, 1, "the post and the report of it are one utterance");
    assert_eq!(kaz.per.len(), 1);
    assert_eq!(kaz.per[0].id.as_deref(), Some("donald-trump"));
    assert_eq!(kaz.per[0].state.as_deref(), Some("USA"));
    assert_eq!(kaz.since.unwrap().from.unwrap().to_string(), "2025-11-06");
    // Signing is predicted by him, planned by nobody.
    assert_eq!(kaz.planned.len(), 1);
    assert_eq!(
        (kaz.planned[0].act, kaz.planned[0].kind, kaz.planned[0].state),
        (Act::SIGNS, PlanKind::Predicted, PlanState::Open)
    );
    // Its president was silent, at that meeting; nothing is said of the state's silence.
    assert_eq!(kaz.silent.len(), 1);
    assert_eq!(kaz.silent[0].person.id.as_deref(), Some("kassym-jomart-tokayev"));
    assert_eq!(kaz.silent[0].occasion.as_ref().unwrap().id.as_deref(), Some("c5+1"));
    assert!(!kaz.party && kaz.unread.contains(&Stage::Signed));
    for rule in [RuleId::L3, RuleId::L8, RuleId::L15, RuleId::L16] {
        assert!(kaz.rules.contains(&rule), "{rule} is missing in {:?}", kaz.rules);
    }
    // The announcer is no participant, nor is anybody unnamed.
    let all = status(&seed(), ACCORDS, "2025-11-07");
    let ids: Vec<&str> = all.participants.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["KAZ", "AZE", "SAU"]);
    assert_eq!(all.participants[1].stage, Stage::Mentioned);
    assert_eq!(all.unnamed.len(), 1);
    assert_eq!(all.instruments.len(), 2);
    // The memorandum of the day before is an instrument of its own; it waits for no ratification.
    let memorandum = status(&seed(), "mou.KAZ-USA.critical-minerals.2025-11", "2025-11-07");
    let rows: Vec<_> = memorandum.participants.iter().map(|p| (p.id.as_str(), p.stage, p.unread.len())).collect();
    assert_eq!(rows, [("KAZ", Stage::Signed, 0), ("USA", Stage::Signed, 0)]);
}

#[test]
fn kazakhstan_relations_are_older_than_the_report() {
    let claims = seed();
    let record = Record::new(&Fake, &claims, &[]);
    let relations = record.relation("KAZ", "ISR", &asked("2025-11-07")).relations;
    assert_eq!((relations.stage, relations.standing), (RelationStage::Established, Some(Standing::Recalled)));
    assert_eq!(relations.since.unwrap().from.unwrap().to_string(), "1992");
    // The wrong headline after it moves nothing.
    let mut more = claims.clone();
    more.push(
        act(Act::NORMALIZES_RELATIONS)
            .with(Role::Party, &["ISR", "KAZ"])
            .on("2025-11-06")
            .in_paper("A Paper", "2025-11-07"),
    );
    let record = Record::new(&Fake, &more, &[]);
    let after = record.relation("ISR", "KAZ", &asked("2025-11-07")).relations;
    assert_eq!((after.stage, after.standing, after.since), (relations.stage, relations.standing, relations.since));
    // The headline alone: reported at most, and no relations opened.
    let record = Record::new(&Fake, &more[8..], &[]);
    let alone = record.relation("ISR", "KAZ", &asked("2025-11-07")).relations;
    assert_eq!((alone.stage, alone.standing), (RelationStage::Announced, Some(Standing::Reported)));
}

#[test]
fn kazakhstan_after_its_ministry_spoke() {
    let mut claims = seed();
    claims.push(
        act(Act::ANNOUNCES_JOINING)
            .of("KAZ", ACCORDS)
            .by("foreign-ministry@KAZ")
            .on("2025-11-07")
            .in_paper("Kazakh Foreign Ministry", "2025-11-07"),
    );
    let kaz = row(&claims, ACCORDS, "KAZ", "2025-11-08");
    assert_eq!(place(&kaz), ("announced", "by_both"));
    assert!(kaz.silent.is_empty(), "the silence has ended");
    assert_eq!(kaz.since.unwrap().from.unwrap().to_string(), "2025-11-06");
    assert!(kaz.rules.contains(&RuleId::L6) && kaz.unread.contains(&Stage::Signed));
    assert_eq!(kaz.witnesses, 2);
}

#[test]
fn kazakhstan_and_wrong_headlines() {
    let joined = |paper: &str| act(Act::JOINS).of("KAZ", ACCORDS).in_paper(paper, "2025-11-07");
    // Alone: a headline that it joined is shown as such, and no more.
    let alone = row(&[joined("A Paper")], ACCORDS, "KAZ", "2025-11-08");
    assert_eq!(place(&alone), ("announced", "reported"));
    assert!(has_flag(&alone, FlagCode::ReportedAsJoined) && alone.witnesses == 1);
    // After the right report: nothing, however many print it.
    let mut claims = seed();
    let before = row(&claims, ACCORDS, "KAZ", "2025-11-08");
    claims.extend(["A Paper", "B Paper", "C Paper"].map(joined));
    claims.push(act(Act::IS_PARTY).of("KAZ", ACCORDS).in_paper("D Paper", "2025-11-08"));
    let after = row(&claims, ACCORDS, "KAZ", "2025-11-08");
    assert_eq!((place(&after), after.witnesses), (place(&before), before.witnesses));
    assert!(after.lost.iter().filter(|l| l.rule == RuleId::L1).count() >= 2, "{:?}", after.lost);
    // The United States signed the Declaration as a witness: no party.
    claims.push(
        act(Act::SIGNS)
            .of("USA", ACCORDS)
            .with(Role::Capacity, &["witness"])
            .on("2020-09-15")
            .in_paper("Reuters", "2020-09-15"),
    );
    let all = status(&claims, ACCORDS, "2025-11-08");
    assert!(all.participants.iter().all(|p| p.id != "USA"));
    assert_eq!(all.witnesses[0].id.as_deref(), Some("USA"));
}

#[test]
fn uae_a_cabinet_ratifies_nothing() {
    let treaty = "israel-uae-treaty";
    let signed = act(Act::SIGNS)
        .with(Role::Actor, &["ISR", "ARE"])
        .with(Role::Agreement, &[treaty])
        .on("2020-09-15")
        .in_paper("Reuters", "2020-09-15");
    let cabinet = act(Act::APPROVES)
        .of("ARE", treaty)
        .with(Role::Organ, &["cabinet"])
        .on("2020-10-19")
        .in_paper("WAM", "2020-10-19");
    let headline = act(Act::CONSENTS)
        .of("ARE", treaty)
        .with(Role::Means, &["ratification"])
        .on("2020-10-19")
        .in_paper("A Paper", "2020-10-19");
    let own = act(Act::CONSENTS)
        .of("ARE", treaty)
        .with(Role::Means, &["ratification"])
        .on("2020-10-19")
        .by("foreign-ministry@ARE")
        .in_paper("WAM", "2020-10-19");

    let right = row(&[signed.clone(), cabinet.clone()], treaty, "ARE", "2020-10-20");
    assert_eq!(place(&right), ("approved_at_home", "reported"));
    assert_eq!(right.steps.last().unwrap().detail.as_deref(), Some("cabinet"));
    // The headline alone: approved at home, the organ unsaid, and said so.
    let alone = row(&[signed.clone(), headline.clone()], treaty, "ARE", "2020-10-20");
    assert_eq!(place(&alone), ("approved_at_home", "reported"));
    assert!(has_flag(&alone, FlagCode::ReportedAsRatified));
    // Even the ministry's own "ratified" is no consent between states (L1 before rank).
    let loud = row(&[signed.clone(), own], treaty, "ARE", "2020-10-20");
    assert_eq!(place(&loud), ("approved_at_home", "by_own_statement"));
    // After the right report the headline moves nothing.
    let both = row(&[signed.clone(), cabinet.clone(), headline], treaty, "ARE", "2020-10-20");
    assert_eq!((place(&both), both.since), (place(&right), right.since));
    assert!(!has_flag(&both, FlagCode::ReportedAsRatified));
    // Years later: no exchange was read, and both sides act as in force.
    let embassy = act(Act::OPENS_MISSION)
        .with(Role::Actor, &["ARE"])
        .with(Role::Counterpart, &["ISR"])
        .with(Role::Mission, &["embassy"])
        .on("2021-07-14")
        .in_paper("Reuters", "2021-07-14");
    let later = row(&[signed.clone(), cabinet, embassy], treaty, "ARE", "2023-01-01");
    assert_eq!(later.stage, Stage::ApprovedAtHome);
    assert_eq!(later.unread, [Stage::Bound, Stage::InForce]);
    assert_eq!(later.conduct.len(), 1);
    assert_eq!((later.conduct[0].act, later.conduct[0].detail.as_deref()), (Act::OPENS_MISSION, Some("embassy")));
    // The right report: an exchange of instruments binds.
    let exchange = act(Act::CONSENTS)
        .with(Role::Actor, &["ARE"])
        .with(Role::Agreement, &[treaty])
        .with(Role::Means, &["exchange_of_instruments"])
        .on("2021-01-10")
        .in_paper("Reuters", "2021-01-10");
    let bound = row(&[signed, exchange], treaty, "ARE", "2021-02-01");
    assert_eq!(place(&bound), ("bound", "reported"));
}

#[test]
fn sudan_recollection_gives_way() {
    let tass = act(Act::ESTABLISHES_RELATIONS)
        .with(Role::Party, &["ISR", "SDN"])
        .on("2021")
        .background()
        .in_paper("TASS", "2025-11-07");
    let record =
        |claims: &[Sourced]| Record::new(&Fake, claims, &[]).relation("SDN", "ISR", &asked("2025-11-08")).relations;
    // Only the sentence: recalled, one witness, no more.
    let alone = record(std::slice::from_ref(&tass));
    assert_eq!(
        (alone.stage, alone.standing, alone.witnesses),
        (RelationStage::Established, Some(Standing::Recalled), 1)
    );
    // Both sides in February 2023: the text is final, to be signed.
    let treaty = "peace.ISR-SDN.2023-02";
    let text = |by: &str| {
        act(Act::AGREES_TEXT)
            .with(Role::Actor, &["ISR", "SDN"])
            .with(Role::Agreement, &[treaty])
            .with(Role::Degree, &["final"])
            .by(by)
            .on("2023-02-02")
            .in_paper("Reuters", "2023-02-02")
    };
    let signing = |by: &str| {
        act(Act::SIGNS)
            .with(Role::Actor, &["ISR", "SDN"])
            .with(Role::Agreement, &[treaty])
            .planned()
            .by(by)
            .in_paper("Reuters", "2023-02-02")
    };
    let claims =
        [tass.clone(), text("foreign-minister@ISR"), text("foreign-ministry@SDN"), signing("foreign-minister@ISR")];
    let after = record(&claims);
    assert_eq!(after.stage, RelationStage::None);
    assert_eq!(after.lost[0].rule, RuleId::L7);
    assert_eq!(after.lost[0].claim, tass.claim.id);
    // The right report moves it: both sides established them.
    let right = act(Act::ESTABLISHES_RELATIONS)
        .with(Role::Party, &["ISR", "SDN"])
        .on("2023-05-01")
        .joint(&["ISR", "SDN"])
        .in_paper("Reuters", "2023-05-01");
    let mut more = claims.to_vec();
    more.push(right);
    let moved = record(&more);
    assert_eq!((moved.stage, moved.standing), (RelationStage::Established, Some(Standing::ByBoth)));
    assert_eq!(moved.since.unwrap().from.unwrap().to_string(), "2023-05-01");
    // The Declaration was signed, with the United States as the other signature: that row counts the Declaration only.
    let declaration =
        act(Act::SIGNS).of("SDN", "abraham-accords-declaration").on("2021-01-06").in_paper("Reuters", "2021-01-06");
    let all = status(&[declaration], ACCORDS, "2022-01-01");
    assert_eq!(all.participants.len(), 1);
    assert_eq!(all.participants[0].instrument, "abraham-accords-declaration");
    assert_eq!(place(&all.participants[0]), ("signed", "reported"));
}

#[test]
fn sweden_and_those_who_must_approve() {
    let nato = "north-atlantic-treaty";
    let protocol = "north-atlantic-treaty/accession/SWE";
    let signed = act(Act::SIGNS)
        .with(Role::Actor, &["SWE", "TUR", "HUN"])
        .with(Role::Agreement, &[protocol])
        .on("2022-07-05")
        .in_paper("NATO", "2022-07-05");
    let submitted = act(Act::SUBMITS)
        .of("TUR", protocol)
        .with(Role::Organ, &["parliament"])
        .on("2023-10-23")
        .in_paper("Reuters", "2023-10-23");
    let headline = act(Act::SIGNS).of("TUR", protocol).on("2023-10-23").in_paper("A Paper", "2023-10-23");
    // Turkey's parliament on Sweden's accession: the act is on the protocol, not on the treaty.
    let parliament = act(Act::APPROVES)
        .of("TUR", nato)
        .with(Role::Candidate, &["SWE"])
        .with(Role::Organ, &["parliament"])
        .on("2024-01-23")
        .in_paper("Reuters", "2024-01-24");
    let president = act(Act::SIGNS)
        .of("TUR", protocol)
        .with(Role::Person, &["recep-tayyip-erdogan"])
        .on("2024-01-25")
        .in_paper("Reuters", "2024-01-26");
    let deposit = act(Act::DEPOSITS)
        .of("TUR", protocol)
        .with(Role::Depositary, &["USA"])
        .on("2024-01-25")
        .in_paper("State Department", "2024-01-26");
    let sweden = act(Act::DEPOSITS)
        .of("SWE", nato)
        .with(Role::Depositary, &["USA"])
        .on("2024-03-07")
        .in_paper("State Department", "2024-03-07");
    let all = [
        signed.clone(),
        submitted.clone(),
        headline.clone(),
        parliament.clone(),
        president.clone(),
        deposit.clone(),
        sweden.clone(),
    ];

    let turkey = |day: &str| row(&all, protocol, "TUR", day);
    // The headline in October is the submission: Turkey had signed in 2022.
    let october = turkey("2023-11-01");
    assert_eq!(october.stage, Stage::Signed);
    assert_eq!(october.since.unwrap().from.unwrap().to_string(), "2022-07-05");
    assert!(has_flag(&october, FlagCode::Submitted));
    assert!(october.lost.iter().any(|l| l.claim == headline.claim.id && l.rule == RuleId::L1));
    // Parliament and the president's signature are approvals at home, a deposit binds.
    assert_eq!(turkey("2024-01-24").stage, Stage::ApprovedAtHome);
    assert!(!has_flag(&turkey("2024-01-24"), FlagCode::Submitted));
    let home: Vec<Option<String>> = turkey("2024-01-25")
        .steps
        .iter()
        .filter(|s| s.act == Act::APPROVES || s.act == Act::SIGNS)
        .map(|s| s.detail.clone())
        .collect();
    assert!(home.contains(&Some("parliament".into())) && home.contains(&Some("head_of_state".into())), "{home:?}");
    assert_eq!(place(&turkey("2024-01-25")), ("bound", "by_depositary"));
    // The president's signature alone, on what Turkey had signed, is an approval.
    let alone = row(&[signed.clone(), president], protocol, "TUR", "2024-02-01");
    assert_eq!(alone.stage, Stage::ApprovedAtHome);
    // Sweden has approved nothing by that, and is a party when it deposits.
    let before = status(&all, nato, "2024-02-01");
    assert!(before.participants.iter().all(|p| p.id != "SWE"), "{:?}", before.participants);
    let sweden_row = row(&all, nato, "SWE", "2024-03-07");
    assert_eq!(place(&sweden_row), ("in_force", "by_depositary"));
    assert!(sweden_row.party && sweden_row.since.unwrap().from.unwrap().to_string() == "2024-03-07");
    // "The United States says that Sweden has joined" is right: it keeps the treaty. Germany would not do.
    let says = |who: &str| act(Act::JOINS).of("SWE", nato).by(who).on("2024-03-07").in_paper("Reuters", "2024-03-07");
    assert_eq!(place(&row(&[says("USA")], nato, "SWE", "2024-03-08")), ("in_force", "by_depositary"));
    let german = row(&[says("DEU")], nato, "SWE", "2024-03-08");
    assert_eq!(place(&german), ("announced", "by_the_other_side_only"));
    assert!(has_flag(&german, FlagCode::Claimed));
    // Hungary is still missing on the day of the Turkish deposit.
    assert_eq!(row(&all, protocol, "HUN", "2024-01-25").stage, Stage::Signed);
}

#[test]
fn saudi_arabia_is_not_made_a_member_by_others() {
    let invited = act(Act::IS_INVITED)
        .of("SAU", "brics")
        .with(Role::Inviter, &["brics"])
        .on("2023-08-24")
        .in_paper("Reuters", "2023-08-24");
    let chair = act(Act::IS_PARTY).of("SAU", "brics").by("naledi-pandor").in_paper("AFP", "2024-01-31");
    let own = act(Act::ACCEPTS).of("SAU", "brics").not_yet().by_unnamed(Some("SAU")).in_paper("Reuters", "2024-01-16");
    let television = act(Act::JOINS).of("SAU", "brics").on("2024-01-02").in_paper("Saudi TV", "2024-01-02");

    let right = row(&[invited.clone(), chair.clone(), own.clone()], "brics", "SAU", "2024-02-01");
    assert_eq!(place(&right), ("invited", "contested"));
    let held = right.flags.iter().find(|f| f.flag == FlagCode::HeldBack).unwrap();
    assert_eq!(held.by[0].state.as_deref(), Some("SAU"));
    assert_eq!(held.contested_by[0].id.as_deref(), Some("naledi-pandor"));
    assert!(right.rules.contains(&RuleId::L5));
    // The chair's word alone: claimed, not confirmed.
    let claimed = row(&[invited.clone(), chair.clone()], "brics", "SAU", "2024-02-01");
    assert_eq!(place(&claimed), ("announced", "by_the_other_side_only"));
    assert!(has_flag(&claimed, FlagCode::Claimed));
    // State television is no organ of the state: alone it is a report, after the denial it moves nothing.
    let alone = row(std::slice::from_ref(&television), "brics", "SAU", "2024-02-01");
    assert_eq!(place(&alone), ("announced", "reported"));
    let after = row(&[invited.clone(), chair, own.clone(), television], "brics", "SAU", "2024-02-01");
    assert_eq!(place(&after), place(&right));
    // Papers that have it wrong are no dispute.
    let papers =
        ["A Paper", "B Paper"].map(|p| act(Act::JOINS).of("SAU", "brics").on("2024-01-01").in_paper(p, "2024-01-02"));
    let wrong = row(&[vec![invited.clone(), own.clone()], papers.to_vec()].concat(), "brics", "SAU", "2024-02-01");
    assert_eq!(wrong.stage, Stage::Invited);
    assert_ne!(wrong.standing, Standing::Contested);
    // The right report: the state itself says that it joined, after the body asked it.
    let joined = act(Act::JOINS)
        .of("SAU", "brics")
        .on("2025-03-01")
        .by("foreign-ministry@SAU")
        .in_paper("Reuters", "2025-03-01");
    let member = row(&[invited, own, joined], "brics", "SAU", "2025-04-01");
    assert_eq!(member.stage, Stage::Member);
    assert!(!member.party, "a member of a body without a treaty is no party");
}

#[test]
fn russia_left_no_treaty_that_is_not_in_force() {
    let untc = "UN Treaty Collection";
    let ctbt = "ctbt";
    let history = [
        act(Act::SIGNS).of("RUS", ctbt).on("1996-09-24").in_paper(untc, "2023-01-01"),
        act(Act::DEPOSITS)
            .of("RUS", ctbt)
            .with(Role::Means, &["ratification"])
            .on("2000-06-30")
            .in_paper(untc, "2023-01-01"),
    ];
    let law = act(Act::WITHDRAWS_RATIFICATION).of("RUS", ctbt).on("2023-11-02").in_paper("Kremlin", "2023-11-02");
    let notice = act(Act::WITHDRAWS_RATIFICATION).of("RUS", ctbt).on("2023-11-03").in_paper(untc, "2023-11-06");
    let headlines: Vec<Sourced> = (0..100)
        .map(|n| act(Act::WITHDRAWS).of("RUS", ctbt).on("2023-11-02").in_paper(&format!("Paper {n}"), "2023-11-02"))
        .collect();

    assert_eq!(place(&row(&history, ctbt, "RUS", "2023-10-01")), ("bound", "by_depositary"));
    let right = row(&[history.to_vec(), vec![law.clone(), notice.clone()]].concat(), ctbt, "RUS", "2023-12-01");
    assert_eq!(place(&right), ("signed", "by_depositary"));
    assert_eq!(right.since.unwrap().from.unwrap().to_string(), "1996-09-24");
    let flag = right.flags.iter().find(|f| f.flag == FlagCode::RatificationWithdrawn).unwrap();
    assert_eq!(flag.since.unwrap().from.unwrap().to_string(), "2023-11-03");
    assert!(right.rules.contains(&RuleId::L12));
    // A hundred headlines after the right report move nothing.
    let after =
        row(&[history.to_vec(), vec![law.clone(), notice], headlines.clone()].concat(), ctbt, "RUS", "2023-12-01");
    assert_eq!((place(&after), after.since), (place(&right), right.since));
    // The notice told as a notice is a notice of that, not of leaving.
    let told = act(Act::GIVES_NOTICE).of("RUS", ctbt).on("2023-11-03").in_paper(untc, "2023-11-06");
    let as_notice = row(&[history.to_vec(), vec![law, told]].concat(), ctbt, "RUS", "2023-12-01");
    assert_eq!(as_notice.stage, Stage::Signed);
    assert!(!has_flag(&as_notice, FlagCode::SignatureWithdrawn));
    // The headlines alone: reported at most, and nobody is out.
    let alone = row(&headlines, ctbt, "RUS", "2023-12-01");
    assert_eq!(place(&alone), ("exit_announced", "reported"));
    assert!(has_flag(&alone, FlagCode::ReportedAsWithdrawn) && alone.witnesses == 100);
}

#[test]
fn new_start_suspended_by_one_side() {
    let treaty = "new-start";
    let both = [
        act(Act::IS_PARTY)
            .with(Role::Actor, &["RUS", "USA"])
            .with(Role::Agreement, &[treaty])
            .background()
            .in_paper("Reuters", "2023-02-21"),
        act(Act::ENTERS_INTO_FORCE)
            .with(Role::Agreement, &[treaty])
            .on("2011-02-05")
            .in_paper("UN Treaty Collection", "2015-01-01"),
    ];
    let suspension = act(Act::SUSPENDS)
        .of("RUS", treaty)
        .with(Role::Scope, &["participation"])
        .by("RUS")
        .on("2023-02-28")
        .in_paper("Kremlin", "2023-02-28");
    let invalid = act(Act::SUSPENDS).of("RUS", treaty).denied().by("USA").in_paper("State Department", "2023-03-01");
    let limits = act(Act::COMPLIES).of("RUS", treaty).by("foreign-ministry@RUS").in_paper("Reuters", "2023-03-01");
    let headline = act(Act::WITHDRAWS).of("RUS", treaty).on("2023-02-28").in_paper("A Paper", "2023-02-28");
    let all = [both.to_vec(), vec![suspension, invalid, limits, headline]].concat();
    let russia = row(&all, treaty, "RUS", "2023-04-01");
    assert_eq!(russia.stage, Stage::InForce);
    assert!(russia.party);
    let flag = russia.flags.iter().find(|f| f.flag == FlagCode::Suspended).unwrap();
    assert_eq!(flag.by[0].id.as_deref(), Some("RUS"));
    assert_eq!(flag.contested_by.len(), 1);
    assert_eq!(flag.since.unwrap().from.unwrap().to_string(), "2023-02-28");
    assert_eq!(russia.conduct[0].act, Act::COMPLIES);
    assert!(russia.rules.contains(&RuleId::L10));
    // The agreement has an end, and after it nobody is a party.
    let state = status(&all, treaty, "2023-04-01").state.unwrap();
    assert_eq!(state.planned[0].act, Act::EXPIRES);
    assert_eq!(state.planned[0].kind, PlanKind::Computed);
    let ended = row(&all, treaty, "RUS", "2026-03-01");
    assert!(!ended.party && has_flag(&ended, FlagCode::AgreementEnded));
}

#[test]
fn hungary_out_by_the_clock_not_by_the_vote() {
    let statute = "rome-statute";
    let party = act(Act::DEPOSITS)
        .of("HUN", statute)
        .with(Role::Means, &["ratification"])
        .on("2001-11-30")
        .in_paper("UN Treaty Collection", "2020-01-01");
    let vote = act(Act::APPROVES)
        .of("HUN", statute)
        .with(Role::Organ, &["parliament"])
        .with(Role::Measure, &["leaving"])
        .on("2025-05-20")
        .in_paper("Reuters", "2025-05-20");
    let headline = act(Act::APPROVES)
        .of("HUN", statute)
        .with(Role::Organ, &["parliament"])
        .on("2025-05-20")
        .in_paper("A Paper", "2025-05-20");
    let notice =
        act(Act::GIVES_NOTICE).of("HUN", statute).on("2025-06-02").in_paper("UN Treaty Collection", "2025-06-03");
    let repeal = act(Act::REJECTS)
        .of("HUN", statute)
        .with(Role::Organ, &["parliament"])
        .with(Role::Measure, &["leaving"])
        .on("2026-05-05")
        .in_paper("Magyar Kozlony", "2026-05-05");
    let all = [party.clone(), vote.clone(), headline, notice.clone(), repeal.clone()];

    assert_eq!(place(&row(&all, statute, "HUN", "2025-05-01")), ("in_force", "computed"));
    let voted = row(&all, statute, "HUN", "2025-05-21");
    assert_eq!(place(&voted), ("exit_approved_at_home", "reported"));
    assert!(voted.party && voted.entered == Some(Stage::InForce));
    let noticed = row(&all, statute, "HUN", "2025-06-03");
    assert_eq!(place(&noticed), ("notice_given", "by_depositary"));
    let out = noticed.planned.iter().find(|p| p.act == Act::WITHDRAWS).unwrap();
    assert_eq!((out.kind, out.time.unwrap().from.unwrap().to_string().as_str()), (PlanKind::Computed, "2026-06-02"));
    assert!(noticed.party, "a party until the day");
    // The repeal of the law revokes no notice.
    let repealed = row(&all, statute, "HUN", "2026-05-10");
    assert_eq!(repealed.stage, Stage::NoticeGiven);
    assert!(has_flag(&repealed, FlagCode::ExitLawRepealed));
    // A law for staying after the notice is no revocation either.
    let stay = act(Act::APPROVES)
        .of("HUN", statute)
        .with(Role::Organ, &["parliament"])
        .with(Role::Measure, &["joining"])
        .on("2026-05-05")
        .in_paper("Reuters", "2026-05-05");
    assert_eq!(row(&[party.clone(), notice.clone(), stay], statute, "HUN", "2026-05-10").stage, Stage::NoticeGiven);
    // When the day passes without a source: due, unconfirmed.
    let due = row(&all, statute, "HUN", "2026-07-01");
    assert_eq!(due.stage, Stage::NoticeGiven);
    assert!(has_flag(&due, FlagCode::Due) && due.planned.iter().all(|p| p.act != Act::WITHDRAWS));
    // The right reports: a revocation brings it back, an exit at the depositary takes it out.
    let revoked =
        act(Act::REVOKES_NOTICE).of("HUN", statute).on("2026-05-20").in_paper("UN Treaty Collection", "2026-05-21");
    let back = row(&[party.clone(), notice.clone(), repeal, revoked], statute, "HUN", "2026-07-01");
    assert_eq!(back.stage, Stage::InForce);
    let gone = act(Act::WITHDRAWS).of("HUN", statute).on("2026-06-02").in_paper("UN Treaty Collection", "2026-06-03");
    let left = row(&[party, notice, gone], statute, "HUN", "2026-07-01");
    assert_eq!(place(&left), ("out", "by_depositary"));
    assert!(!left.party);
    // A repeal before any notice ends the matter.
    let calm = row(
        &[
            vote,
            act(Act::REJECTS)
                .of("HUN", statute)
                .with(Role::Organ, &["parliament"])
                .with(Role::Measure, &["leaving"])
                .on("2025-05-30")
                .in_paper("Magyar Kozlony", "2025-05-30"),
        ],
        statute,
        "HUN",
        "2025-06-10",
    );
    assert!(!calm.stage.leaving());
}

#[test]
fn modality_is_read() {
    // May join, is urged to join: mentioned and no more.
    for modality in [Modality::Possible, Modality::Urged, Modality::Planned] {
        let claims = [act(Act::JOINS).of("KAZ", ACCORDS).modality(modality).in_paper("Reuters", "2025-11-07")];
        assert_eq!(row(&claims, ACCORDS, "KAZ", "2025-11-08").stage, Stage::Mentioned, "{modality}");
    }
}
