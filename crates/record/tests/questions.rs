//! The questions besides status: why, relations, changes, one state, what was said, timeline, calendar; and a curator's decisions.
#![allow(clippy::unwrap_used)]

mod support;

use claims::{Act, Modality, Role, Ruling, Sourced};
use record::{
    Cause, FlagCode, MissionStage, Outcome, PlanKind, RecognitionStage, Record, Relation, RelationStage, RuleId, Stage,
    Standing, Weight,
};
use support::{Builder, Fake, act, asked, decision, reprint};

const ACCORDS: &str = "abraham-accords";
const STATUTE: &str = "rome-statute";
const UNTC: &str = "UN Treaty Collection";

fn relation(claims: &[Sourced], day: &str) -> Relation {
    Record::new(&Fake, claims, &[]).relation("ISR", "KAZ", &asked(day))
}

fn between(a: Act) -> Builder {
    act(a).with(Role::Party, &["ISR", "KAZ"])
}

fn of_to(a: Act, of: &str, to: &str) -> Builder {
    let b = act(a).with(Role::Actor, &[of]);
    if matches!(a, Act::RECOGNIZES | Act::WITHDRAWS_RECOGNITION) {
        b.with(Role::Object, &[to])
    } else {
        b.with(Role::Counterpart, &[to])
    }
}

#[test]
fn status_is_what_the_contract_says() {
    let claims = [act(Act::ANNOUNCES_JOINING)
        .of("KAZ", ACCORDS)
        .by("donald-trump")
        .on("2025-11-06")
        .in_paper("Reuters", "2025-11-07")];
    let mut ask = asked("2025-11-07");
    ask.known_at = Some("2025-11-08T00:00:00Z".into());
    let status = Record::new(&Fake, &claims, &[]).status(ACCORDS, &ask);
    let json = serde_json::to_value(&status).unwrap();
    assert_eq!(
        (json["agreement"].as_str(), json["as_of"].as_str(), json["known_at"].as_str()),
        (Some(ACCORDS), Some("2025-11-07"), Some("2025-11-08T00:00:00Z"))
    );
    assert!(json["coverage"].is_object());
    let row = &json["participants"][0];
    for key in ["id", "name", "class", "stage", "standing", "since", "per", "witnesses", "planned", "flags"] {
        assert!(row.get(key).is_some(), "{key}");
    }
    assert_eq!((row["stage"].as_str(), row["standing"].as_str()), (Some("announced"), Some("by_the_other_side_only")));
    assert_eq!(row["since"]["from"], "2025-11-06");
    assert_eq!(row["per"][0]["id"], "donald-trump");
    assert_eq!(row["name"], "Kazakhstan");
    // It can be read again.
    assert_eq!(serde_json::from_value::<record::Status>(json).unwrap(), status);
}

#[test]
fn without_a_day_since_is_open() {
    let claims = [act(Act::ANNOUNCES_JOINING).of("KAZ", ACCORDS).by("donald-trump").in_paper("Reuters", "2025-11-07")];
    let ask = |day: &str| Record::new(&Fake, &claims, &[]).status(ACCORDS, &asked(day)).participants;
    let since = ask("2025-11-07")[0].since.unwrap();
    assert!(since.from.is_none());
    assert_eq!(since.to.unwrap().to_string(), "2025-11-07");
    assert!(ask("2025-11-06").is_empty(), "not before it was published");
    // An act known by its month counts from its first day, with a word of doubt until the last.
    let month = [act(Act::SIGNS).of("KAZ", ACCORDS).on("2025-11").in_paper("Reuters", "2025-12-15")];
    let ask = |day: &str| Record::new(&Fake, &month, &[]).status(ACCORDS, &asked(day)).participants;
    assert!(ask("2025-10-31").is_empty());
    assert!(ask("2025-11-10")[0].uncertain && !ask("2025-11-30")[0].uncertain);
    assert_eq!(ask("2025-11-10")[0].since.unwrap().from.unwrap().to_string(), "2025-11");
}

#[test]
fn why_shows_every_claim_with_its_rule() {
    let trump = act(Act::ANNOUNCES_JOINING)
        .of("KAZ", ACCORDS)
        .by("donald-trump")
        .on("2025-11-06")
        .in_paper("Reuters", "2025-11-07");
    let copy = reprint(&trump, "A Paper", "2025-11-08");
    let headline = act(Act::JOINS).of("KAZ", ACCORDS).on("2025-11-07").in_paper("B Paper", "2025-11-07");
    let plan = act(Act::SIGNS).of("KAZ", ACCORDS).planned().by("donald-trump").in_paper("Reuters", "2025-11-07");
    let rejected = act(Act::SIGNS).of("KAZ", ACCORDS).on("2025-11-07").in_paper("C Paper", "2025-11-07");
    let claims = [trump.clone(), copy.clone(), headline.clone(), plan.clone(), rejected.clone()];
    let decisions = [decision(Ruling::Reject, &rejected, None)];
    let why = Record::new(&Fake, &claims, &decisions).why(ACCORDS, "KAZ", &asked("2025-11-10"));
    assert_eq!(why.rows.len(), 1);
    assert_eq!(why.grounds.len(), 5);
    let ground = |of: &Sourced| why.grounds.iter().find(|g| g.claim == of.claim.id).unwrap();
    assert_eq!(
        (ground(&trump).outcome, ground(&trump).rule, ground(&trump).weight),
        (Outcome::Decided, RuleId::L3, Weight::OtherSide)
    );
    assert_eq!(ground(&copy).witness, ground(&trump).witness, "one utterance");
    assert_eq!((ground(&headline).outcome, ground(&headline).rule), (Outcome::Beaten, RuleId::L1));
    assert!(ground(&headline).beaten_by.is_some());
    assert_ne!(ground(&headline).witness, ground(&trump).witness);
    assert_eq!((ground(&plan).outcome, ground(&plan).rule), (Outcome::Used, RuleId::L8));
    assert_eq!((ground(&rejected).outcome, ground(&rejected).rule), (Outcome::Removed, RuleId::Decision));
    let person = claims::Entity {
        state: Some("KAZ".into()),
        ..claims::Entity::named("kassym-jomart-tokayev", "Tokayev", claims::EntityType::Person)
    };
    let silent = act(Act::IS_SILENT_ON)
        .filler(Role::Actor, person)
        .with(Role::Agreement, &[ACCORDS])
        .in_paper("Reuters", "2025-11-07");
    let more = [trump.clone(), silent.clone()];
    let told = Record::new(&Fake, &more, &[]).why(ACCORDS, "KAZ", &asked("2025-11-10"));
    let ground = told.grounds.iter().find(|g| g.claim == silent.claim.id).unwrap();
    assert_eq!((ground.outcome, ground.rule), (Outcome::Used, RuleId::L15));
    // Nothing is known of others.
    assert!(Record::new(&Fake, &claims, &[]).why(ACCORDS, "CHL", &asked("2025-11-10")).rows.is_empty());
}

#[test]
fn relations_need_both_and_break_by_one() {
    let own = between(Act::ESTABLISHES_RELATIONS)
        .on("2024-01-01")
        .by("foreign-minister@ISR")
        .in_paper("Reuters", "2024-01-01");
    let one = relation(std::slice::from_ref(&own), "2024-02-01").relations;
    assert_eq!((one.stage, one.standing), (RelationStage::Established, Some(Standing::ByOwnStatement)));
    let flag = one.flags.iter().find(|f| f.flag == FlagCode::NotConfirmed).unwrap();
    assert_eq!(flag.by[0].id.as_deref(), Some("KAZ"));
    assert_eq!(one.per[0].office.as_deref().or(one.per[0].id.as_deref()), Some("foreign-minister@ISR"));
    let other =
        between(Act::ESTABLISHES_RELATIONS).on("2024-01-01").by("foreign-ministry@KAZ").in_paper("AFP", "2024-01-02");
    let both = relation(&[own.clone(), other.clone()], "2024-02-01").relations;
    assert_eq!(both.standing, Some(Standing::ByBoth));
    assert!(both.flags.is_empty() && both.witnesses == 2);
    // A third state only announces them.
    let third =
        between(Act::ESTABLISHES_RELATIONS).on("2024-01-01").by("donald-trump").in_paper("Reuters", "2024-01-01");
    let announced = relation(&[third], "2024-02-01").relations;
    assert_eq!((announced.stage, announced.standing), (RelationStage::Announced, Some(Standing::ByTheOtherSideOnly)));
    // Breaking off takes one side; restoring begins anew.
    let broken = of_to(Act::SEVERS_RELATIONS, "KAZ", "ISR")
        .on("2025-01-01")
        .by("foreign-ministry@KAZ")
        .in_paper("Reuters", "2025-01-01");
    let restored =
        between(Act::RESTORES_RELATIONS).on("2025-06-01").joint(&["ISR", "KAZ"]).in_paper("Reuters", "2025-06-01");
    let all = [own, other, broken, restored];
    assert_eq!(relation(&all, "2024-12-31").relations.stage, RelationStage::Established);
    let severed = relation(&all, "2025-02-01").relations;
    assert_eq!(
        (severed.stage, severed.standing, severed.flags.len()),
        (RelationStage::Severed, Some(Standing::ByOwnStatement), 0)
    );
    let again = relation(&all, "2025-07-01").relations;
    assert_eq!((again.stage, again.standing), (RelationStage::Established, Some(Standing::ByBoth)));
    assert_eq!(again.since.unwrap().from.unwrap().to_string(), "2025-06-01");
    assert_eq!(relation(&all, "2023-12-31").relations.stage, RelationStage::Unread);
}

#[test]
fn suspended_relations_and_their_return() {
    let claims = [
        between(Act::ESTABLISHES_RELATIONS).on("1992-04-10").joint(&["ISR", "KAZ"]).in_paper("Reuters", "1992-04-10"),
        of_to(Act::SUSPENDS_RELATIONS, "KAZ", "ISR")
            .on("2024-05-01")
            .by("foreign-ministry@KAZ")
            .in_paper("Reuters", "2024-05-01"),
        between(Act::RESTORES_RELATIONS).on("2025-05-01").joint(&["ISR", "KAZ"]).in_paper("Reuters", "2025-05-01"),
    ];
    assert_eq!(relation(&claims, "2024-04-01").relations.stage, RelationStage::Established);
    let suspended = relation(&claims, "2024-06-01").relations;
    assert_eq!(
        (suspended.stage, suspended.since.unwrap().from.unwrap().to_string().as_str()),
        (RelationStage::Suspended, "2024-05-01")
    );
    assert_eq!(relation(&claims, "2025-06-01").relations.stage, RelationStage::Established);
}

#[test]
fn recognition_is_of_one_by_another() {
    let recognizes = of_to(Act::RECOGNIZES, "KAZ", "ISR")
        .on("1991-12-25")
        .by("foreign-ministry@KAZ")
        .in_paper("Reuters", "1991-12-26");
    let motion = of_to(Act::RECOGNIZES, "ISR", "KAZ")
        .with(Role::Organ, &["parliament"])
        .on("1991-12-25")
        .in_paper("Reuters", "1991-12-26");
    let found = relation(&[recognizes.clone(), motion], "1992-01-01").recognition;
    assert_eq!(found.len(), 1, "a parliament's motion is not the state's recognition");
    assert_eq!(
        (found[0].by.as_str(), found[0].of.as_str(), found[0].stage, found[0].standing),
        ("KAZ", "ISR", RecognitionStage::Recognized, Standing::ByOwnStatement)
    );
    // What the other says of it is a claim.
    let claimed = of_to(Act::RECOGNIZES, "KAZ", "ISR")
        .on("1991-12-25")
        .by("foreign-minister@ISR")
        .in_paper("Reuters", "1991-12-26");
    assert_eq!(relation(&[claimed], "1992-01-01").recognition[0].stage, RecognitionStage::Announced);
    let withdrawn = of_to(Act::WITHDRAWS_RECOGNITION, "KAZ", "ISR")
        .on("2001-01-01")
        .by("foreign-ministry@KAZ")
        .in_paper("Reuters", "2001-01-01");
    let both = [recognizes, withdrawn];
    assert_eq!(relation(&both, "2000-01-01").recognition[0].stage, RecognitionStage::Recognized);
    assert_eq!(relation(&both, "2001-02-01").recognition[0].stage, RecognitionStage::Withdrawn);
    // Relations imply it, in both directions.
    let relations = between(Act::MAINTAINS_RELATIONS).since("1992").in_paper("Reuters", "2025-11-07");
    let implied = relation(&[relations], "2025-11-08").recognition;
    assert!(
        implied.len() == 2 && implied.iter().all(|r| r.stage == RecognitionStage::Implied && r.rules == [RuleId::L9])
    );
}

#[test]
fn missions_move_without_relations() {
    let embassy =
        |a: Act, day: &str| of_to(a, "KAZ", "ISR").with(Role::Mission, &["embassy"]).on(day).in_paper("Reuters", day);
    let claims = [
        embassy(Act::OPENS_MISSION, "1996-05-15"),
        embassy(Act::CLOSES_MISSION, "2024-01-10"),
        of_to(Act::RECALLS_AMBASSADOR, "KAZ", "ISR")
            .on("2024-01-05")
            .by("foreign-ministry@KAZ")
            .in_paper("Reuters", "2024-01-05"),
        of_to(Act::OPENS_MISSION, "ISR", "KAZ")
            .with(Role::Mission, &["embassy"])
            .on("1992-08-01")
            .in_paper("Reuters", "1992-08-01"),
    ];
    let at = |day: &str| relation(&claims, day);
    let old = at("2020-01-01");
    assert_eq!(old.missions.len(), 2);
    let kazakh = |r: &Relation, sort: &str| r.missions.iter().find(|m| m.of == "KAZ" && m.mission == sort).cloned();
    assert_eq!(kazakh(&old, "embassy").unwrap().stage, MissionStage::Open);
    let now = at("2024-02-01");
    assert_eq!(kazakh(&now, "embassy").unwrap().stage, MissionStage::Closed);
    assert_eq!(kazakh(&now, "ambassador").unwrap().stage, MissionStage::Suspended);
    assert_eq!(now.relations.stage, RelationStage::Unread, "nothing was read of the relations themselves");
}

#[test]
fn contacts_are_told_once() {
    let call = |people: &[&str], paper: &str| {
        act(Act::CALLS).with(Role::Participant, people).on("2025-11-06").in_paper(paper, "2025-11-07")
    };
    let claims = [
        call(&["USA", "ISR", "KAZ"], "Reuters"),
        call(&["ISR", "KAZ"], "AFP"),
        act(Act::MEETS)
            .with(Role::Participant, &["ISR", "KAZ"])
            .on("2025-12-01")
            .planned()
            .in_paper("Reuters", "2025-11-07"),
        act(Act::MEETS).with(Role::Participant, &["ISR", "USA"]).on("2025-10-01").in_paper("Reuters", "2025-10-01"),
    ];
    let contacts = relation(&claims, "2025-11-08").contacts;
    assert_eq!(contacts.len(), 2);
    assert_eq!((contacts[0].act, contacts[0].modality), (Act::MEETS, Modality::Planned));
    assert_eq!(
        (contacts[1].act, contacts[1].participants.len(), contacts[1].witnesses, contacts[1].claims.len()),
        (Act::CALLS, 3, 2, 2)
    );
}

#[test]
fn a_state_with_all_that_is_known() {
    let person = claims::Entity {
        state: Some("KAZ".into()),
        ..claims::Entity::named("kassym-jomart-tokayev", "Tokayev", claims::EntityType::Person)
    };
    let claims = [
        act(Act::ANNOUNCES_JOINING)
            .of("KAZ", ACCORDS)
            .by("donald-trump")
            .on("2025-11-06")
            .in_paper("Reuters", "2025-11-07"),
        act(Act::SIGNS)
            .of("KAZ", ACCORDS)
            .planned()
            .on("2025-12-10")
            .by("donald-trump")
            .in_paper("Reuters", "2025-11-07"),
        act(Act::IS_SILENT_ON)
            .filler(Role::Actor, person)
            .with(Role::Agreement, &[ACCORDS])
            .on("2025-11-06")
            .in_paper("Reuters", "2025-11-07"),
        act(Act::DEPOSITS).of("KAZ", STATUTE).on("2010-01-05").in_paper(UNTC, "2020-01-01"),
        between(Act::MAINTAINS_RELATIONS).since("1992").in_paper("Reuters", "2025-11-07"),
        act(Act::CALLS).with(Role::Participant, &["USA", "KAZ"]).on("2025-11-06").in_paper("Reuters", "2025-11-07"),
        act(Act::SIGNS).of("ISR", STATUTE).on("2000-12-31").in_paper(UNTC, "2020-01-01"),
    ];
    let state = Record::new(&Fake, &claims, &[]).state("KAZ", &asked("2025-11-08"));
    let rows: Vec<&str> = state.agreements.iter().map(|r| r.instrument.as_str()).collect();
    assert_eq!(rows, [STATUTE, ACCORDS]);
    assert_eq!((state.silent.len(), state.silent[0].agreement.as_str()), (1, ACCORDS));
    assert_eq!((state.planned.len(), state.planned[0].item.act), (1, Act::SIGNS), "{:#?}", state.planned);
    assert_eq!((state.relations.len(), state.relations[0].parties[0].as_str()), (1, "ISR"));
    assert_eq!(state.contacts.len(), 1);
}

#[test]
fn what_somebody_said() {
    let post = act(Act::ANNOUNCES_JOINING).of("KAZ", ACCORDS).by("donald-trump");
    let claims = [
        post.clone().on("2025-11-06").in_paper("Reuters", "2025-11-07"),
        post.clone().on("2025-11-06").in_paper("AFP", "2025-11-09"),
        post.in_paper("A Paper", "2025-12-20"),
        act(Act::SEEKS).of("KAZ", ACCORDS).by("foreign-ministry@KAZ").in_paper("Reuters", "2025-11-08"),
    ];
    let record = Record::new(&Fake, &claims, &[]);
    let said = record.said("donald-trump", &asked("2025-12-31"));
    assert_eq!(said.utterances.len(), 2, "{:#?}", said.utterances);
    assert_eq!(said.utterances[0].reported_by, ["AFP", "Reuters"]);
    assert_eq!(said.utterances[0].about, ["KAZ"]);
    assert!(said.utterances[0].direct);
    assert_eq!(record.said("donald-trump", &asked("2025-11-08")).utterances.len(), 1);
    // A state's words are those of whoever speaks for it.
    assert_eq!(record.said("KAZ", &asked("2025-12-31")).utterances.len(), 1);
    assert_eq!(record.said("USA", &asked("2025-12-31")).utterances.len(), 2);
    assert!(record.said("nobody", &asked("2025-12-31")).utterances.is_empty());
}

#[test]
fn a_timeline_in_time_order() {
    let claims = [
        act(Act::SIGNS).of("KAZ", STATUTE).on("1998-12-08").in_paper(UNTC, "2020-01-01"),
        act(Act::DEPOSITS).of("KAZ", STATUTE).on("2005-01-01").in_paper(UNTC, "2020-01-01"),
        act(Act::SIGNS).of("ISR", STATUTE).on("2000-12-31").in_paper(UNTC, "2020-01-01"),
        act(Act::ENTERS_INTO_FORCE).with(Role::Agreement, &[STATUTE]).on("2002-07-01").in_paper(UNTC, "2020-01-01"),
        act(Act::WITHDRAWS).of("KAZ", STATUTE).planned().by("foreign-ministry@KAZ").in_paper("Reuters", "2021-01-01"),
        act(Act::WITHDRAWS).of("KAZ", STATUTE).on("2030-01-01").in_paper(UNTC, "2030-01-02"),
    ];
    let record = Record::new(&Fake, &claims, &[]);
    let all = record.timeline(STATUTE, None, &asked("2025-01-01"));
    let told: Vec<(Option<&str>, Act)> = all.events.iter().map(|e| (e.participant.as_deref(), e.act)).collect();
    assert_eq!(
        told,
        [
            (Some("KAZ"), Act::SIGNS),
            (Some("ISR"), Act::SIGNS),
            (None, Act::ENTERS_INTO_FORCE),
            (Some("KAZ"), Act::DEPOSITS),
            (Some("KAZ"), Act::WITHDRAWS),
        ]
    );
    assert_eq!(all.events[4].modality, Modality::Planned);
    let one = record.timeline(STATUTE, Some("ISR"), &asked("2025-01-01"));
    assert_eq!(one.events.iter().filter(|e| e.participant.is_some()).count(), 1);
}

#[test]
fn a_calendar_of_what_is_to_come() {
    let claims = [
        act(Act::SIGNS)
            .of("KAZ", ACCORDS)
            .planned()
            .on("2025-12-10")
            .by("donald-trump")
            .in_paper("Reuters", "2025-11-07"),
        act(Act::JOINS).of("AZE", ACCORDS).planned().by("donald-trump").in_paper("Reuters", "2025-11-07"),
        act(Act::GIVES_NOTICE).of("HUN", STATUTE).on("2025-06-02").in_paper(UNTC, "2025-06-03"),
        act(Act::SIGNS)
            .of("SAU", ACCORDS)
            .planned()
            .on("2025-11-10")
            .by("donald-trump")
            .in_paper("Reuters", "2025-11-07"),
    ];
    let record = Record::new(&Fake, &claims, &[]);
    let entries = record.calendar("2025-11-15".parse().unwrap(), &asked("2025-11-15")).entries;
    let told: Vec<(&str, Act, PlanKind)> =
        entries.iter().map(|e| (e.participant.as_str(), e.item.act, e.item.kind)).collect();
    assert_eq!(
        told,
        [
            ("KAZ", Act::SIGNS, PlanKind::Predicted),
            ("HUN", Act::WITHDRAWS, PlanKind::Computed),
            ("AZE", Act::JOINS, PlanKind::Predicted),
        ]
    );
}

#[test]
fn changes_name_their_cause() {
    let of = |a: Act, day: &str, said: &str| act(a).of("KAZ", STATUTE).on(day).in_paper(UNTC, said);
    let signed = of(Act::SIGNS, "1998-12-08", "2013-07-01");
    let deposit = of(Act::DEPOSITS, "2005-01-01", "2013-07-01");
    let changes = |before: &[Sourced], day: &str, after: &[Sourced], later: &str, decisions: &[claims::Decision]| {
        let (old, new) = (Record::new(&Fake, before, &[]), Record::new(&Fake, after, decisions));
        old.changes(&asked(day), &new, &asked(later)).changes
    };
    let cause = |before: &[Sourced], day: &str, after: &[Sourced], later: &str, decisions: &[claims::Decision]| {
        let found = changes(before, day, after, later, decisions);
        assert_eq!(found.len(), 1, "{found:#?}");
        found[0].cause
    };
    let both = [signed.clone(), deposit.clone()];
    // Two days asked of the same claims.
    assert_eq!(cause(&both, "2004-01-01", &both, "2005-02-01", &[]), Cause::NewAct);
    assert!(changes(&both, "2005-02-01", &both, "2005-02-02", &[]).is_empty());
    // The same day, known at two instants: an old act, learnt later.
    let one = std::slice::from_ref(&signed);
    assert_eq!(cause(one, "2013-08-01", &both, "2013-08-01", &[]), Cause::LateAct);
    assert_eq!(cause(one, "2004-01-01", &both, "2013-08-01", &[]), Cause::NewAct);
    // The register tells the same act with another date.
    let corrected = of(Act::SIGNS, "1999-01-01", "2014-01-01");
    let found = changes(one, "2014-02-01", &[signed.clone(), corrected], "2014-02-01", &[]);
    assert_eq!(found[0].cause, Cause::SourceCorrection);
    assert_eq!(found[0].after.as_ref().unwrap().since.unwrap().from.unwrap().to_string(), "1999-01-01");
    // A curator took it away.
    assert_eq!(
        cause(&both, "2013-08-01", &both, "2013-08-01", &[decision(Ruling::Reject, &deposit, None)]),
        Cause::CuratorDecision
    );
    // The same text read better.
    let text = "one text";
    let worse = act(Act::SEEKS).of("KAZ", STATUTE).in_text("Reuters", "2001-01-01", text);
    let better = act(Act::SIGNS).of("KAZ", STATUTE).on("2001-01-01").in_text("Reuters", "2001-01-01", text);
    assert_eq!(cause(&[worse], "2002-01-01", &[better], "2002-01-01", &[]), Cause::BetterReading);
    // Gone altogether.
    assert_eq!(cause(one, "2014-01-01", &[], "2014-01-01", &[]), Cause::Disappeared);
    // A notice falls due.
    let notice = [of(Act::DEPOSITS, "2000-01-01", "2013-07-01"), of(Act::GIVES_NOTICE, "2013-06-02", "2013-07-01")];
    assert_eq!(cause(&notice, "2014-05-01", &notice, "2014-07-01", &[]), Cause::TimePassed);
    // Relations too.
    let relations =
        [between(Act::ESTABLISHES_RELATIONS).on("2024-01-01").joint(&["ISR", "KAZ"]).in_paper("Reuters", "2024-01-01")];
    let (old, new) = (Record::new(&Fake, &[], &[]), Record::new(&Fake, &relations, &[]));
    let found = old.changes(&asked("2023-12-01"), &new, &asked("2024-02-01")).relations;
    assert_eq!((found.len(), found[0].cause), (1, Cause::NewAct));
}

#[test]
fn a_curators_decisions() {
    let first = act(Act::SIGNS).of("KAZ", STATUTE).on("2024-01-01").in_paper("Reuters", "2024-01-01");
    let second = act(Act::SIGNS).of("KAZ", STATUTE).on("2024-06-01").in_paper("AFP", "2024-06-01");
    let both = [first.clone(), second.clone()];
    let ask = |decisions: &[claims::Decision]| {
        let row =
            Record::new(&Fake, &both, decisions).status(STATUTE, &asked("2024-12-01")).participants.first().cloned();
        row.map(|r| (r.stage, r.since.unwrap().from.unwrap().to_string(), r.witnesses))
    };
    let at = |day: &str, n: usize| Some((Stage::Signed, day.to_owned(), n));
    assert_eq!(ask(&[]), at("2024-01-01", 1));
    assert_eq!(ask(&[decision(Ruling::Reject, &first, None)]), at("2024-06-01", 1));
    assert_eq!(
        ask(&[decision(Ruling::Reject, &first, None), decision(Ruling::Accept, &first, None)]),
        at("2024-01-01", 1)
    );
    assert_eq!(ask(&[decision(Ruling::Supersede, &first, Some(&second))]), at("2024-06-01", 1));
    // The two speak of one act.
    assert_eq!(ask(&[decision(Ruling::Merge, &first, Some(&second))]), at("2024-01-01", 2));
    assert_eq!(
        ask(&[decision(Ruling::Merge, &first, Some(&second)), decision(Ruling::Split, &first, Some(&second))]),
        at("2024-01-01", 1)
    );
    // A publisher that takes its document back.
    let retracted =
        claims::Decision { about: first.source.document.clone(), ..decision(Ruling::Retract, &first, None) };
    assert_eq!(ask(&[retracted]), at("2024-06-01", 1));
    let gone = [decision(Ruling::Reject, &first, None), decision(Ruling::Reject, &second, None)];
    assert_eq!(ask(&gone), None);
    // The order of claims is nothing, that of decisions is.
    assert_eq!(
        ask(&[decision(Ruling::Accept, &first, None), decision(Ruling::Reject, &first, None)]),
        at("2024-06-01", 1)
    );
}
