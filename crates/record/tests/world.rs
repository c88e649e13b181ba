//! The real tables behind the rules.
#![allow(clippy::unwrap_used)]

mod support;

use claims::{Act, Entity, EntityType, Role};
use jiff::civil::date;
use record::{Level, Nature, Record, Reference};
use support::{act, asked};
use world::World;

#[test]
fn the_tables_say_what_an_agreement_is() {
    let world = World::builtin().unwrap();
    let terms = |id: &str| Reference::terms(world, id).unwrap();
    assert_eq!(terms("abraham-accords").nature, Nature::Political);
    assert!(terms("abraham-accords").instruments.contains(&"abraham-accords-declaration".to_owned()));
    assert_eq!(terms("abraham-accords-declaration").part_of.as_deref(), Some("abraham-accords"));
    let nato = terms("north-atlantic-treaty");
    assert_eq!((nato.nature, nato.depositaries.as_slice()), (Nature::Treaty, ["USA".to_owned()].as_slice()));
    assert_eq!(nato.body.as_deref(), Some("nato"));
    assert_eq!(terms("nato").nature, Nature::Organization);
    assert_eq!(terms("brics").nature, Nature::Body);
    assert_eq!(terms("new-start").nature, Nature::Bilateral);
    assert!(terms("npt").depositaries.len() == 3);
    assert!(terms("israel-jordan-peace-treaty").opens_relations && !terms("new-start").opens_relations);
    let exit = terms("rome-statute").withdrawal.unwrap();
    assert_eq!(exit.after(date(2025, 6, 2)), Some(date(2026, 6, 2)));
    assert!(Reference::terms(world, "no-such-thing").is_none());
}

#[test]
fn the_tables_say_who_speaks() {
    let world = World::builtin().unwrap();
    let day = Some(date(2025, 11, 7));
    let person = |id: &str| Entity::named(id, id, EntityType::Person);
    let trump = world.capacity(&person("donald-trump"), day).unwrap();
    assert_eq!((trump.of.as_str(), trump.level, trump.head_of_state), ("USA", Level::Binding, true));
    // An office and its holder are one speaker.
    let office = world.capacity(&Entity::named("president@KAZ", "the president", EntityType::Office), day).unwrap();
    assert_eq!(office.person.as_deref(), Some("kassym-jomart-tokayev"));
    assert_eq!(world.capacity(&person("nobody-known"), day), None);
    let site = Reference::publisher(world, None, Some("https://www.state.gov/releases/1"));
    assert_eq!(site.of.as_deref(), Some("USA"));
    let unknown = Reference::publisher(world, None, Some("https://www.example.net/a"));
    assert_eq!(unknown.id.as_deref(), Some("example.net"));
}

#[test]
fn the_seed_and_the_real_world_agree() {
    let world = World::builtin().unwrap();
    let claims = [
        act(Act::ANNOUNCES_JOINING).of("KAZ", "abraham-accords").by("donald-trump").in_paper("", "2025-11-07"),
        act(Act::MAINTAINS_RELATIONS).with(Role::Party, &["ISR", "KAZ"]).since("1992").in_paper("", "2025-11-07"),
    ];
    let record = Record::new(world, &claims, &[]);
    let status = record.status("abraham-accords", &asked("2025-11-07"));
    let row = &status.participants[0];
    assert_eq!(
        (row.stage.code(), row.standing.code(), row.name.as_str()),
        ("announced", "by_the_other_side_only", "Kazakhstan")
    );
    // The same president, named by his office alone, is the same voice.
    let office =
        act(Act::ANNOUNCES_JOINING).of("KAZ", "abraham-accords").by("president@USA").in_paper("Reuters", "2025-11-08");
    let both = [claims[0].clone(), office];
    assert_eq!(
        Record::new(world, &both, &[]).status("abraham-accords", &asked("2025-11-09")).participants[0].witnesses,
        1
    );
}

#[test]
fn an_organisation_and_its_founding_agreement_are_one_list() {
    let world = World::builtin().unwrap();
    let ids = |id: &str| record::bearing(world, id);
    assert!(ids("nato").contains(&"north-atlantic-treaty".to_owned()));
    assert!(ids("north-atlantic-treaty").contains(&"nato".to_owned()));
    assert_eq!(ids("brics"), ["brics"]);
    assert!(ids("abraham-accords").contains(&"abraham-accords-declaration".to_owned()));
    let claims = [
        act(Act::DEPOSITS)
            .of("SWE", "north-atlantic-treaty")
            .on("2024-03-07")
            .by("USA")
            .in_paper("Reuters", "2024-03-07"),
        act(Act::IS_PARTY).of("FIN", "nato").on("2023-04-04").by("foreign-ministry@FIN").in_paper("AFP", "2023-04-04"),
        act(Act::SIGNS)
            .of("TUR", "north-atlantic-treaty/accession/SWE")
            .on("2022-07-05")
            .in_paper("Reuters", "2022-07-05"),
    ];
    let record = Record::new(world, &claims, &[]);
    for asked_for in ["nato", "north-atlantic-treaty"] {
        let status = record.status(asked_for, &asked("2024-04-01"));
        let rows: Vec<(&str, &str)> = status.participants.iter().map(|p| (p.id.as_str(), p.stage.code())).collect();
        assert_eq!(rows, [("FIN", "in_force"), ("SWE", "in_force")], "{asked_for}");
        assert!(status.participants.iter().all(|p| p.instrument == "north-atlantic-treaty" && p.party));
        assert_eq!(status.accessions, ["north-atlantic-treaty/accession/SWE"]);
    }
}
