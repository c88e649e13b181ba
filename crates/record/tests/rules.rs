//! Each rule in both directions. The cases that break naive records stand in `cases.rs`, properties in `properties.rs`.
#![allow(clippy::unwrap_used)]

mod support;

use claims::{Act, Modality, Role, Sourced};
use record::{FlagCode, PlanKind, PlanState, Record, RuleId, Stage, Standing, rules};
use support::{Builder, Fake, act, asked, has_flag, place, reprint, row, status};

const STATUTE: &str = "rome-statute";
const UNTC: &str = "UN Treaty Collection";

fn signs(state: &str) -> Builder {
    act(Act::SIGNS).of(state, STATUTE)
}

fn since(row: &record::Participant) -> String {
    let period = row.since.expect("a date");
    period.from.or(period.to).unwrap().to_string()
}

fn lost_by(row: &record::Participant, claim: &Sourced) -> Option<RuleId> {
    row.lost.iter().find(|l| l.claim == claim.claim.id).map(|l| l.rule)
}

#[test]
fn l0_acts_of_different_days_are_history() {
    let denied = signs("KAZ").not_yet().by("foreign-ministry@KAZ").in_paper("Reuters", "2024-01-10");
    // What the press saw before the denial is in conflict with it, what it saw after is not.
    let before = signs("KAZ").on("2024-01-08").in_paper("AFP", "2024-01-09");
    let after = signs("KAZ").on("2024-03-01").in_paper("AFP", "2024-03-02");
    let conflict = row(&[denied.clone(), before], STATUTE, "KAZ", "2024-06-01");
    assert_eq!(conflict.stage, Stage::Mentioned);
    let history = row(&[denied, after], STATUTE, "KAZ", "2024-06-01");
    assert_eq!(place(&history), ("signed", "reported"));
    assert!(!has_flag(&history, FlagCode::HeldBack));
}

#[test]
fn l1_no_rank_turns_one_act_into_another() {
    // The ministry's own gazette on parliament's vote is an approval, however high its rank.
    let vote = act(Act::APPROVES).of("KAZ", STATUTE).with(Role::Organ, &["parliament"]).on("2024-02-01");
    let own = vote.clone().in_paper("Kazakh Foreign Ministry", "2024-02-01");
    assert_eq!(place(&row(&[own], STATUTE, "KAZ", "2024-03-01")), ("approved_at_home", "by_own_act"));
    // A deposit is the international act, whoever reports it.
    let deposit = act(Act::DEPOSITS).of("KAZ", STATUTE).on("2024-02-10").in_paper("Reuters", "2024-02-10");
    assert_eq!(
        row(&[vote.in_paper("Reuters", "2024-02-01"), deposit], STATUTE, "KAZ", "2024-02-15").stage,
        Stage::Bound
    );
    // Leave to sign is no approval of what was signed.
    let leave = act(Act::APPROVES).of("KAZ", STATUTE).with(Role::Organ, &["cabinet"]).with(Role::Measure, &["signing"]);
    assert_eq!(
        row(&[leave.on("2024-02-01").in_paper("Reuters", "2024-02-01")], STATUTE, "KAZ", "2024-03-01").stage,
        Stage::Announced
    );
}

#[test]
fn l1_narrower_acts_read_broader_headlines_for_fourteen_days() {
    let vote = act(Act::APPROVES)
        .of("KAZ", "ctbt")
        .with(Role::Organ, &["parliament"])
        .on("2024-02-01")
        .in_paper("Reuters", "2024-02-01");
    let joined = |paper: &str, day: &str| act(Act::JOINS).of("KAZ", "ctbt").on(day).in_paper(paper, day);
    let near =
        row(&[vote.clone(), joined("AFP", "2024-02-10"), joined("A Paper", "2024-02-10")], "ctbt", "KAZ", "2024-06-01");
    assert_eq!(near.stage, Stage::ApprovedAtHome);
    // Both papers say the same: one line.
    assert_eq!(near.lost.len(), 1);
    assert!(near.lost.iter().all(|l| l.rule == RuleId::L1 && l.beaten_by.as_deref() == Some(vote.claim.id.as_str())));
    // Months later the same words are a report of their own.
    let far = row(&[vote, joined("AFP", "2024-05-10"), joined("A Paper", "2024-05-10")], "ctbt", "KAZ", "2024-06-01");
    assert_eq!(place(&far), ("in_force", "reported"));
    assert_eq!(far.witnesses, 2);
}

#[test]
fn l2_the_depositary_of_that_treaty() {
    let deposit = |publisher: &str| {
        act(Act::DEPOSITS).of("SWE", "north-atlantic-treaty").on("2024-03-07").in_paper(publisher, "2024-03-08")
    };
    assert_eq!(
        row(&[deposit("State Department")], "north-atlantic-treaty", "SWE", "2024-04-01").standing,
        Standing::ByDepositary
    );
    // The United Nations do not keep that treaty: a witness like others.
    assert_eq!(row(&[deposit(UNTC)], "north-atlantic-treaty", "SWE", "2024-04-01").standing, Standing::Reported);
    // The United States keep no other treaty by that.
    let foreign = act(Act::DEPOSITS).of("KAZ", STATUTE).on("2024-03-07").in_paper("State Department", "2024-03-08");
    let claimed = row(&[foreign], STATUTE, "KAZ", "2024-04-01");
    assert_eq!(place(&claimed), ("announced", "by_the_other_side_only"));
    assert_eq!(claimed.flags[0].detail.as_deref(), Some("bound"));
    // Any signatory may tell of a signature, a stranger may not.
    let both = act(Act::SIGNS).with(Role::Actor, &["KAZ", "ISR"]).with(Role::Agreement, &[STATUTE]).on("2024-01-01");
    assert_eq!(
        row(&[both.clone().by("ISR").in_paper("Reuters", "2024-01-01")], STATUTE, "KAZ", "2024-02-01").stage,
        Stage::Signed
    );
    assert_eq!(
        row(&[both.by("DEU").in_paper("Reuters", "2024-01-01")], STATUTE, "KAZ", "2024-02-01").stage,
        Stage::Announced
    );
}

#[test]
fn l3_witnesses_move_a_stage_speakers_who_may_not_say_so_do_not() {
    let seen = signs("KAZ").on("2024-01-01").in_paper("Reuters", "2024-01-01");
    assert_eq!(place(&row(&[seen], STATUTE, "KAZ", "2024-02-01")), ("signed", "reported"));
    let said = signs("KAZ").on("2024-01-01").by("DEU").in_paper("Reuters", "2024-01-01");
    let claimed = row(&[said], STATUTE, "KAZ", "2024-02-01");
    assert_eq!(place(&claimed), ("announced", "by_the_other_side_only"));
    let flag = claimed.flags.iter().find(|f| f.flag == FlagCode::Claimed).unwrap();
    assert_eq!((flag.by[0].id.as_deref(), flag.detail.as_deref()), (Some("DEU"), Some("signed")));
    // A foreign word of leaving moves a party nowhere.
    let party = act(Act::DEPOSITS).of("KAZ", STATUTE).on("2000-01-01").in_paper(UNTC, "2020-01-01");
    let leaving =
        act(Act::WITHDRAWS).of("KAZ", STATUTE).by("donald-trump").on("2024-01-01").in_paper("Reuters", "2024-01-01");
    assert_eq!(row(&[party, leaving], STATUTE, "KAZ", "2024-02-01").stage, Stage::InForce);
}

#[test]
fn l4_competence_in_order() {
    // Two dates of one signature: the heavier word settles it, whichever came first.
    let paper = signs("KAZ").on("2024-01-01").in_paper("Reuters", "2024-01-01");
    let own = signs("KAZ").on("2024-01-03").by("foreign-ministry@KAZ").in_paper("Reuters", "2024-01-04");
    let settled = row(&[paper.clone(), own.clone()], STATUTE, "KAZ", "2024-02-01");
    assert_eq!((place(&settled), since(&settled).as_str()), (("signed", "by_own_statement"), "2024-01-03"));
    assert_eq!(lost_by(&settled, &paper), Some(RuleId::L4));
    // On the day between, the state had not signed yet.
    assert_ne!(row(&[paper, own], STATUTE, "KAZ", "2024-01-02").stage, Stage::Signed);
    // Members of parliament and state television speak for themselves.
    let mp = signs("KAZ").on("2024-01-01").by("an-mp-of-KAZ").in_paper("Reuters", "2024-01-01");
    let alone = row(&[mp], STATUTE, "KAZ", "2024-02-01");
    assert_eq!((alone.stage, has_flag(&alone, FlagCode::Claimed)), (Stage::Mentioned, true));
    let television = act(Act::ANNOUNCES_JOINING).of("SAU", "brics").in_paper("Saudi TV", "2024-01-01");
    assert_eq!(row(&[television], "brics", "SAU", "2024-02-01").standing, Standing::Reported);
}

#[test]
fn l5_one_witness_is_shown_two_advance() {
    let joined = |paper: &str| act(Act::JOINS).of("KAZ", "brics").on("2024-01-01").in_paper(paper, "2024-01-01");
    let one = row(&[joined("Reuters")], "brics", "KAZ", "2024-02-01");
    assert_eq!((place(&one), one.witnesses), (("announced", "reported"), 1));
    let two = row(&[joined("Reuters"), joined("AFP")], "brics", "KAZ", "2024-02-01");
    assert_eq!((place(&two), two.witnesses), (("member", "reported"), 2));
    // Two prints of one text are one witness.
    let printed =
        row(&[joined("Reuters"), reprint(&joined("Reuters"), "AFP", "2024-01-02")], "brics", "KAZ", "2024-02-01");
    assert_eq!((place(&printed), printed.witnesses, printed.reprints), (place(&one), 1, 1));
}

#[test]
fn l5_the_states_own_word_holds_back_unless_the_depositary_speaks() {
    let no = signs("KAZ").not_yet().by_unnamed(Some("KAZ")).in_paper("Reuters", "2024-01-05");
    let papers = ["AFP", "A Paper", "B Paper"].map(|p| signs("KAZ").on("2024-01-01").in_paper(p, "2024-01-02"));
    let held = row(&[papers.to_vec(), vec![no.clone()]].concat(), STATUTE, "KAZ", "2024-02-01");
    assert_eq!(held.stage, Stage::Mentioned);
    assert!(has_flag(&held, FlagCode::HeldBack) && held.rules.contains(&RuleId::L5));
    let register = signs("KAZ").on("2024-01-01").in_paper(UNTC, "2024-03-01");
    let kept = row(&[no.clone(), register], STATUTE, "KAZ", "2024-04-01");
    assert_eq!(place(&kept), ("signed", "by_depositary"));
    // Another state's denial holds nothing of what the state itself says.
    let other = signs("KAZ").denied().by("DEU").in_paper("Reuters", "2024-01-05");
    let own = signs("KAZ").on("2024-01-01").by("foreign-ministry@KAZ").in_paper("Reuters", "2024-01-01");
    assert_eq!(row(&[other, own], STATUTE, "KAZ", "2024-02-01").stage, Stage::Signed);
    // The state's plan says that it has not signed yet.
    let plan = signs("KAZ").planned().on("2024-06-01").by("foreign-ministry@KAZ").in_paper("Reuters", "2024-01-05");
    let early = signs("KAZ").in_paper("AFP", "2024-01-06");
    assert_eq!(row(&[plan.clone(), early], STATUTE, "KAZ", "2024-02-01").stage, Stage::Mentioned);
    let then = signs("KAZ").in_paper("AFP", "2024-06-02");
    assert_eq!(row(&[plan, then], STATUTE, "KAZ", "2024-07-01").stage, Stage::Signed);
}

#[test]
fn l6_two_sides() {
    let own = act(Act::JOINS)
        .of("KAZ", "brics")
        .on("2024-01-01")
        .by("foreign-ministry@KAZ")
        .in_paper("Reuters", "2024-01-01");
    let one = row(std::slice::from_ref(&own), "brics", "KAZ", "2024-02-01");
    assert_eq!(place(&one), ("member", "by_own_statement"));
    assert!(has_flag(&one, FlagCode::NotConfirmed));
    let body = act(Act::ADMITS)
        .with(Role::Candidate, &["KAZ"])
        .with(Role::Agreement, &["brics"])
        .with(Role::Organ, &["brics"])
        .on("2023-12-01")
        .by("brics")
        .in_paper("Reuters", "2023-12-01");
    let two = row(&[own, body.clone()], "brics", "KAZ", "2024-02-01");
    assert_eq!(two.stage, Stage::Member);
    // The body alone: admitted, no answer known.
    let admitted = row(std::slice::from_ref(&body), "brics", "KAZ", "2024-02-01");
    assert_eq!(admitted.stage, Stage::Invited);
    assert!(has_flag(&admitted, FlagCode::Admitted) && has_flag(&admitted, FlagCode::NotConfirmed));
    // Whoever accepts what the body has decided is a member.
    let accepts = act(Act::ACCEPTS)
        .of("KAZ", "brics")
        .on("2023-12-20")
        .by("foreign-ministry@KAZ")
        .in_paper("Reuters", "2023-12-20");
    let both = row(&[body, accepts.clone()], "brics", "KAZ", "2024-02-01");
    assert_eq!(place(&both), ("member", "by_both"));
    assert!(!has_flag(&both, FlagCode::NotConfirmed));
    // An invitation and its acceptance are no membership yet.
    let invited = act(Act::IS_INVITED).of("KAZ", "brics").on("2023-12-01").in_paper("Reuters", "2023-12-01");
    assert_eq!(row(&[invited, accepts], "brics", "KAZ", "2024-02-01").stage, Stage::Announced);
}

#[test]
fn l7_recollection_fills_a_gap_and_loses_to_report() {
    let recalled = signs("KAZ").on("2001").background().in_paper("Reuters", "2024-01-01");
    let gap = row(std::slice::from_ref(&recalled), STATUTE, "KAZ", "2024-02-01");
    assert_eq!((place(&gap), since(&gap).as_str()), (("signed", "recalled"), "2001"));
    // A report of the time says otherwise.
    let report = signs("KAZ").on("2003-05-05").in_paper("A Paper", "2003-05-06");
    let told = row(&[recalled.clone(), report], STATUTE, "KAZ", "2024-02-01");
    assert_eq!((place(&told), since(&told).as_str()), (("signed", "reported"), "2003-05-05"));
    assert_eq!(lost_by(&told, &recalled), Some(RuleId::L7));
    // A later word that it will sign presupposes that it has not.
    let plan = signs("KAZ").planned().by("foreign-ministry@KAZ").in_paper("Reuters", "2020-01-01");
    let open = row(&[recalled.clone(), plan], STATUTE, "KAZ", "2024-02-01");
    assert_eq!(open.stage, Stage::Mentioned);
    assert_eq!(lost_by(&open, &recalled), Some(RuleId::L7));
    // An earlier one does not.
    let plan = signs("KAZ").planned().by("foreign-ministry@KAZ").in_paper("Reuters", "1999-01-01");
    assert_eq!(row(&[recalled, plan], STATUTE, "KAZ", "2024-02-01").stage, Stage::Signed);
    // A register's old entries are no recollections.
    let register = signs("KAZ").on("2001-01-01").in_paper(UNTC, "2024-01-01");
    assert_eq!(row(&[register], STATUTE, "KAZ", "2024-02-01").standing, Standing::ByDepositary);
    // Sixty days are recent, sixty-one are not.
    let day =
        |on: &str| row(&[signs("KAZ").on(on).in_paper("Reuters", "2024-03-01")], STATUTE, "KAZ", "2024-04-01").standing;
    assert_eq!((day("2024-01-01"), day("2023-12-31")), (Standing::Reported, Standing::Recalled));
}

#[test]
fn l8_plans_and_predictions() {
    let plan = |who: Option<&str>| {
        let b = signs("KAZ").planned().on("2024-03-01");
        let b = match who {
            Some(who) => b.by(who),
            None => b,
        };
        row(&[b.in_paper("Reuters", "2024-01-01")], STATUTE, "KAZ", "2024-02-01")
    };
    let kinds = [
        (Some("foreign-ministry@KAZ"), PlanKind::Planned),
        (Some("donald-trump"), PlanKind::Predicted),
        (None, PlanKind::Reported),
    ];
    for (who, kind) in kinds {
        let row = plan(who);
        assert_eq!((row.stage, row.planned[0].kind, row.planned[0].state), (Stage::Mentioned, kind, PlanState::Open));
    }
    let own = signs("KAZ").planned().on("2024-03-01").by("foreign-ministry@KAZ").in_paper("Reuters", "2024-01-01");
    let at = |day: &str| row(std::slice::from_ref(&own), STATUTE, "KAZ", day);
    assert_eq!(at("2024-03-02").planned[0].state, PlanState::Overdue);
    assert_eq!(at("2024-08-28").planned[0].state, PlanState::Overdue);
    assert!(at("2024-08-29").planned.is_empty() && at("2024-08-29").lapsed.len() == 1);
    // A plan counts when it is made.
    assert!(status(std::slice::from_ref(&own), STATUTE, "2023-12-31").participants.is_empty());
    // Carried out, put off, called off.
    let done =
        row(&[own.clone(), signs("KAZ").on("2024-03-01").in_paper("AFP", "2024-03-01")], STATUTE, "KAZ", "2024-03-05");
    assert!(done.planned.is_empty() && done.stage == Stage::Signed);
    let put_off = signs("KAZ").planned().on("2024-09-01").by("foreign-ministry@KAZ").in_paper("Reuters", "2024-02-15");
    let later = row(&[own.clone(), put_off], STATUTE, "KAZ", "2024-03-05");
    assert_eq!((later.planned.len(), later.planned[0].state), (1, PlanState::Open));
    let called_off = signs("KAZ").denied().by("foreign-ministry@KAZ").in_paper("Reuters", "2024-02-15");
    assert!(row(&[own, called_off], STATUTE, "KAZ", "2024-03-05").planned.is_empty());
    // What is told as done of a day to come is a plan.
    let ahead = signs("KAZ").on("2024-06-01").in_paper("Reuters", "2024-01-01");
    assert_eq!(row(&[ahead], STATUTE, "KAZ", "2024-07-01").stage, Stage::Mentioned);
}

#[test]
fn l9_implied_and_unread_steps() {
    let force = act(Act::ENTERS_INTO_FORCE).of("KAZ", STATUTE).on("2010-01-01").in_paper(UNTC, "2020-01-01");
    let party = row(&[force], STATUTE, "KAZ", "2024-01-01");
    assert_eq!((party.implied.as_slice(), party.unread.is_empty()), (&[Stage::Bound][..], true));
    let press = act(Act::ENTERS_INTO_FORCE).of("KAZ", STATUTE).on("2010-01-01").in_paper("Reuters", "2010-01-01");
    assert!(row(&[press], STATUTE, "KAZ", "2024-01-01").implied.is_empty(), "a report proves no other step");
    let signed = row(&[signs("KAZ").on("2024-01-01").in_paper("Reuters", "2024-01-01")], STATUTE, "KAZ", "2024-02-01");
    assert_eq!(signed.unread, [Stage::ApprovedAtHome, Stage::Bound, Stage::InForce]);
}

#[test]
fn l10_and_l11_the_agreements_own_clock() {
    let party = act(Act::DEPOSITS).of("KAZ", "paris-agreement").on("2016-12-06").in_paper(UNTC, "2020-01-01");
    // Bound after the entry into force: thirty days later, computed until somebody says so.
    let waiting = row(std::slice::from_ref(&party), "paris-agreement", "KAZ", "2016-12-31");
    assert_eq!(waiting.stage, Stage::Bound);
    let due = waiting.planned.iter().find(|p| p.kind == PlanKind::Computed).unwrap();
    assert_eq!((due.act, due.time.unwrap().from.unwrap().to_string().as_str()), (Act::ENTERS_INTO_FORCE, "2017-01-05"));
    let unconfirmed = row(std::slice::from_ref(&party), "paris-agreement", "KAZ", "2017-02-01");
    assert_eq!(unconfirmed.stage, Stage::Bound);
    assert!(has_flag(&unconfirmed, FlagCode::Due));
    let confirmed =
        act(Act::ENTERS_INTO_FORCE).of("KAZ", "paris-agreement").on("2017-01-05").in_paper(UNTC, "2020-01-01");
    let force = row(&[party.clone(), confirmed], "paris-agreement", "KAZ", "2017-02-01");
    assert_eq!(place(&force), ("in_force", "by_depositary"));
    assert!(!has_flag(&force, FlagCode::Due));
    // "With immediate effect" is a flag; the treaty counts a year from the notice.
    let now = act(Act::WITHDRAWS)
        .of("KAZ", "paris-agreement")
        .on("2024-01-20")
        .by("foreign-ministry@KAZ")
        .in_paper("Reuters", "2024-01-20");
    let declared = row(&[party.clone(), now], "paris-agreement", "KAZ", "2024-02-01");
    assert_eq!(declared.stage, Stage::ExitAnnounced);
    assert!(has_flag(&declared, FlagCode::DeclaredImmediate) && declared.rules.contains(&RuleId::L10));
    // A notice that gives its day is told, not computed.
    let notice = act(Act::GIVES_NOTICE)
        .of("KAZ", "paris-agreement")
        .with(Role::Effect, &["2025-03-01"])
        .on("2024-02-01")
        .in_paper(UNTC, "2024-02-02");
    let told = row(&[party, notice], "paris-agreement", "KAZ", "2024-03-01");
    let out = told.planned.iter().find(|p| p.act == Act::WITHDRAWS).unwrap();
    assert_eq!((out.kind, out.time.unwrap().from.unwrap().to_string().as_str()), (PlanKind::Planned, "2025-03-01"));
}

#[test]
fn l12_out_and_back_again() {
    let paris = "paris-agreement";
    let of = |a: Act, day: &str| act(a).of("USA", paris).on(day);
    let claims = [
        of(Act::DEPOSITS, "2016-09-03").in_paper(UNTC, "2022-01-01"),
        of(Act::GIVES_NOTICE, "2019-11-04").in_paper(UNTC, "2022-01-01"),
        of(Act::WITHDRAWS, "2020-11-04").in_paper(UNTC, "2022-01-01"),
        of(Act::DEPOSITS, "2021-01-20").in_paper(UNTC, "2022-01-01"),
        of(Act::ENTERS_INTO_FORCE, "2021-02-19").in_paper(UNTC, "2022-01-01"),
        of(Act::GIVES_NOTICE, "2025-01-27").in_paper(UNTC, "2025-02-01"),
        // A paper that looks back changes nothing about what came after.
        act(Act::WITHDRAWS).of("USA", paris).on("2020-11-04").background().in_paper("Reuters", "2025-01-21"),
    ];
    let on = |day: &str| {
        let r = row(&claims, paris, "USA", day);
        (r.stage, r.party)
    };
    assert_eq!(on("2016-10-01"), (Stage::Bound, false));
    assert_eq!(on("2017-01-01"), (Stage::InForce, true));
    assert_eq!(on("2019-12-01"), (Stage::NoticeGiven, true));
    assert_eq!(on("2020-12-01"), (Stage::Out, false));
    assert_eq!(on("2021-02-01"), (Stage::Bound, false));
    assert_eq!(on("2021-03-01"), (Stage::InForce, true));
    assert_eq!(on("2025-02-01"), (Stage::NoticeGiven, true));
    let last = row(&claims, paris, "USA", "2025-02-01");
    assert_eq!(since(&last), "2025-01-27");
    assert_eq!(last.planned[0].time.unwrap().from.unwrap().to_string(), "2026-01-27");
    // A withdrawn signature stays a signature, with its notice.
    let unsigned = row(
        &[
            signs("USA").on("2000-12-31").in_paper(UNTC, "2003-01-01"),
            act(Act::UNSIGNS).of("USA", STATUTE).on("2002-05-06").in_paper(UNTC, "2003-01-01"),
        ],
        STATUTE,
        "USA",
        "2010-01-01",
    );
    assert_eq!(place(&unsigned), ("signed", "by_depositary"));
    assert!(has_flag(&unsigned, FlagCode::SignatureWithdrawn));
    // Whoever has left and merely thinks of coming back has left.
    let thinking =
        [claims[..3].to_vec(), vec![act(Act::CONSIDERS).of("USA", paris).in_paper("Reuters", "2020-12-15")]].concat();
    assert_eq!(row(&thinking, paris, "USA", "2021-01-01").stage, Stage::Out);
    let announced = [
        claims[..3].to_vec(),
        vec![act(Act::ANNOUNCES_JOINING).of("USA", paris).by("donald-trump").again().in_paper("Reuters", "2020-12-15")],
    ]
    .concat();
    assert_eq!(row(&announced, paris, "USA", "2021-01-01").stage, Stage::Announced);
}

#[test]
fn l13_one_utterance_for_ever() {
    let post = act(Act::ANNOUNCES_JOINING).of("KAZ", "abraham-accords").by("donald-trump").on("2025-11-06");
    let claims = [
        post.clone().in_text("Reuters", "2025-11-06", "a wire"),
        post.clone().in_text("A Paper", "2025-11-07", "a paraphrase"),
        post.clone().in_text("B Paper", "2025-11-09", "eine Übersetzung"),
        post.in_text("C Paper", "2025-11-07", "a wire"),
    ];
    let said = row(&claims, "abraham-accords", "KAZ", "2025-11-10");
    assert_eq!((said.witnesses, said.reprints), (1, 3));
    // What an outlet reports in its own voice counts apart.
    let seen = act(Act::ANNOUNCES_JOINING).of("KAZ", "abraham-accords").on("2025-11-06").in_paper("AFP", "2025-11-07");
    let more = row(&[claims.to_vec(), vec![seen]].concat(), "abraham-accords", "KAZ", "2025-11-10");
    assert_eq!(more.witnesses, 2);
}

#[test]
fn l14_the_later_word_of_equal_weight() {
    let first = signs("KAZ").on("2024-01-01").in_paper("Reuters", "2024-01-01");
    let corrected = signs("KAZ").on("2024-01-02").in_paper("AFP", "2024-01-03");
    let both = row(&[first.clone(), corrected], STATUTE, "KAZ", "2024-02-01");
    assert_eq!(since(&both), "2024-01-02");
    assert_eq!(lost_by(&both, &first), Some(RuleId::L14));
    // A lighter word is not younger by coming later.
    let own = signs("KAZ").on("2024-01-01").by("foreign-ministry@KAZ").in_paper("Reuters", "2024-01-01");
    let late = signs("KAZ").on("2024-01-02").in_paper("AFP", "2024-01-05");
    assert_eq!(since(&row(&[own, late], STATUTE, "KAZ", "2024-02-01")), "2024-01-01");
    // A second date in a register is a correction, however far.
    let (old, new) = (
        signs("KAZ").on("1987-02-09").in_paper(UNTC, "2013-07-01"),
        signs("KAZ").on("1989-04-06").in_paper(UNTC, "2013-08-01"),
    );
    assert_eq!(since(&row(&[new, old], STATUTE, "KAZ", "2024-02-01")), "1989-04-06");
}

#[test]
fn l15_silence_is_nobodys_but_his_who_was_silent() {
    let silent = |state: &str| {
        let b = act(Act::IS_SILENT_ON).with(Role::Agreement, &["abraham-accords"]).with(Role::Occasion, &["c5+1"]);
        b.with(Role::Actor, &[state]).on("2025-11-06").in_paper("Reuters", "2025-11-07")
    };
    // Of a state as such no silence is told.
    assert!(row(&[silent("KAZ")], "abraham-accords", "KAZ", "2025-11-08").silent.is_empty());
    let person = claims::Entity {
        state: Some("KAZ".into()),
        ..claims::Entity::named("kassym-jomart-tokayev", "Tokayev", claims::EntityType::Person)
    };
    let his = act(Act::IS_SILENT_ON)
        .filler(Role::Actor, person)
        .with(Role::Agreement, &["abraham-accords"])
        .on("2025-11-06")
        .in_paper("Reuters", "2025-11-07");
    let told = row(std::slice::from_ref(&his), "abraham-accords", "KAZ", "2025-11-08");
    assert_eq!((told.stage, told.silent.len()), (Stage::Mentioned, 1));
    // What the state said before does not end it; what any of its organs says after does; what others say does not.
    let word = |who: &str, day: &str| act(Act::SEEKS).of("KAZ", "abraham-accords").by(who).in_paper("AFP", day);
    let silent_after = |w: Sourced| !row(&[his.clone(), w], "abraham-accords", "KAZ", "2025-12-01").silent.is_empty();
    assert!(silent_after(word("foreign-ministry@KAZ", "2025-10-01")));
    assert!(!silent_after(word("foreign-ministry@KAZ", "2025-11-08")));
    assert!(silent_after(word("donald-trump", "2025-11-08")));
    // As of the day before the statement he was silent.
    assert_eq!(
        row(&[his.clone(), word("foreign-ministry@KAZ", "2025-11-20")], "abraham-accords", "KAZ", "2025-11-10")
            .silent
            .len(),
        1
    );
}

#[test]
fn l16_a_list_says_which_instrument_it_counts() {
    let claims = [
        act(Act::JOINS).of("ARE", "abraham-accords").on("2020").background().in_paper("Reuters", "2025-11-07"),
        act(Act::SIGNS)
            .with(Role::Actor, &["ISR", "ARE"])
            .with(Role::Agreement, &["israel-uae-treaty"])
            .on("2020-09-15")
            .in_paper("Reuters", "2020-09-15"),
        act(Act::SIGNS).of("ARE", "abraham-accords-declaration").on("2020-09-15").in_paper("Reuters", "2020-09-15"),
    ];
    let all = status(&claims, "abraham-accords", "2025-11-08");
    let rows: Vec<(&str, &str, &str)> =
        all.participants.iter().map(|p| (p.id.as_str(), p.instrument.as_str(), p.stage.code())).collect();
    assert_eq!(
        rows,
        [
            ("ARE", "abraham-accords", "member"),
            ("ARE", "abraham-accords-declaration", "signed"),
            ("ARE", "israel-uae-treaty", "signed"),
            ("ISR", "israel-uae-treaty", "signed"),
        ]
    );
    assert!(all.participants.iter().all(|p| p.rules.contains(&RuleId::L16)));
    // An instrument lists itself only.
    assert_eq!(status(&claims, "israel-uae-treaty", "2025-11-08").participants.len(), 2);
}

#[test]
fn l16_two_authorities_claim_one_state() {
    let deposit = || act(Act::DEPOSITS).of("AFG", STATUTE).on("2003-02-10");
    let authority = claims::Entity::named("taliban", "the Taliban", claims::EntityType::Organization);
    let claimed = deposit().by_entity(authority).in_paper("Reuters", "2003-02-11");
    let per = row(std::slice::from_ref(&claimed), STATUTE, "AFG", "2003-03-01");
    assert_eq!(place(&per), ("announced", "by_the_other_side_only"));
    assert_eq!(per.per[0].id.as_deref(), Some("taliban"));
    // What the depositary accepted advances the stage.
    let accepted = row(&[claimed, deposit().in_paper(UNTC, "2003-02-12")], STATUTE, "AFG", "2003-03-01");
    assert_eq!(place(&accepted), ("bound", "by_depositary"));
}

#[test]
fn l6_a_bilateral_agreement_needs_both_parties() {
    let treaty = "israel-uae-treaty";
    let force = |who: &str| {
        act(Act::ENTERS_INTO_FORCE)
            .with(Role::Agreement, &[treaty])
            .on("2021-02-01")
            .by(who)
            .in_paper("Reuters", "2021-02-01")
    };
    let signed = act(Act::SIGNS)
        .with(Role::Actor, &["ISR", "ARE"])
        .with(Role::Agreement, &[treaty])
        .on("2020-09-15")
        .joint(&["ISR", "ARE"])
        .in_paper("Reuters", "2020-09-15");
    assert_eq!(place(&row(std::slice::from_ref(&signed), treaty, "ARE", "2020-10-01")), ("signed", "by_both"));
    // A stranger's word is nobody's.
    assert_eq!(row(&[signed.clone(), force("DEU")], treaty, "ARE", "2021-03-01").stage, Stage::Signed);
    let one = row(&[signed.clone(), force("foreign-minister@ISR")], treaty, "ARE", "2021-03-01");
    assert_eq!(place(&one), ("in_force", "by_own_statement"));
    let half = status(&[force("foreign-minister@ISR")], treaty, "2021-03-01").state.unwrap();
    assert_eq!((half.flags[0].flag, half.flags[0].by[0].id.as_deref()), (FlagCode::NotConfirmed, Some("ARE")));
    let words = [signed, force("foreign-minister@ISR"), force("foreign-ministry@ARE")];
    let both = row(&words, treaty, "ARE", "2021-03-01");
    assert_eq!((place(&both), since(&both).as_str()), (("in_force", "by_both"), "2021-02-01"));
    // One signature alone is not confirmed by the other.
    let own =
        act(Act::SIGNS).of("ISR", treaty).on("2020-09-15").by("foreign-minister@ISR").in_paper("Reuters", "2020-09-15");
    let half = row(&[own], treaty, "ISR", "2020-10-01");
    assert!(half.flags.iter().any(|f| f.flag == FlagCode::NotConfirmed && f.by[0].id.as_deref() == Some("ARE")));
}

#[test]
fn every_rule_is_explained_and_used() {
    assert_eq!(rules().len(), 18);
    // Nothing is ever a stage without a standing, nor lost without a rule.
    let claims = [
        signs("KAZ").in_paper("Reuters", "2024-01-01"),
        signs("KAZ").modality(Modality::Denied).in_paper("AFP", "2024-01-02"),
    ];
    let why = Record::new(&Fake, &claims, &[]).why(STATUTE, "KAZ", &asked("2024-02-01"));
    assert_eq!(why.grounds.len(), 2);
}
