//! Tables laid over the built-in ones at run time.

#![allow(clippy::unwrap_used)] // helpers of tests

use std::{fs, path::PathBuf};

use world::{Error, World};

fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join("world").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let path = dir.path().to_owned();
    (dir, path)
}

fn load(files: &[(&str, &[u8])]) -> Result<World, Error> {
    let (_keep, path) = folder(files);
    World::load(&[path])
}

#[test]
fn a_row_is_added_and_another_replaced() {
    let world = load(&[
        (
            "agreements.csv",
            "id,type,source,en,he,xx\nmade-up-pact,treaty,recalled,Made-Up Pact,אמנת הבדיה,Pactum\n".as_bytes(),
        ),
        ("people.csv", "\u{feff}id,gender,source,en,en.last\nada-example,f,recalled,Ada Example,Example\n".as_bytes()),
        (
            "holders.csv",
            b"person,office,body,status,from,until,source\nada-example,president,USA,,2099-01-20,,recalled\n",
        ),
        ("states.csv", b"id,note\nKAZ,A note\n"),
        ("names/states.xx.csv", b"id,full,adjective\nKAZ,Kazakia,kazakian\n"),
    ])
    .unwrap_err();
    // The built-in president has no end, so the second one overlaps: said with file and line.
    assert!(world.to_string().contains("holders.csv:2: the terms of `donald-trump` and `ada-example`"), "{world}");

    let world = load(&[
        (
            "agreements.csv",
            "id,type,source,en,he,xx\nmade-up-pact,treaty,recalled,Made-Up Pact,אמנת הבדיה,Pactum\n".as_bytes(),
        ),
        ("states.csv", b"id,note\nKAZ,A note\n"),
        ("names/states.xx.csv", b"id,full,adjective\nKAZ,Kazakia,kazakian\n"),
        (
            "holders.csv",
            b"person,office,body,from,until,source\ndonald-trump,president,USA,2025-01-20,2029-01-20,somewhere\n",
        ),
    ])
    .unwrap();
    let pact = world.item("made-up-pact").unwrap();
    assert_eq!(world.name(pact, "he"), "אמנת הבדיה");
    assert_eq!(world.matcher("he").find("באמנת הבדיה").count(), 1);
    assert_eq!(world.matcher("xx").find("Kazakia in Pactum").count(), 2);
    let kazakhstan = world.item("KAZ").unwrap();
    assert_eq!(kazakhstan.attribute("note"), Some("A note"));
    assert_eq!(kazakhstan.attribute("status"), Some("un_member"));
    assert!(world.holder("president", "USA", "2030-01-01".parse().unwrap()).is_none());
    assert_eq!(&*world.holder("president", "USA", "2028-01-01".parse().unwrap()).unwrap().id, "donald-trump");
}

#[test]
fn errors_say_where() {
    let message = |files: &[(&str, &[u8])]| load(files).unwrap_err().to_string();
    let cases: &[(&str, &[u8], &str)] = &[
        (
            "agreements.csv",
            b"id,type,source,en\nx,treaty,recalled\n",
            "agreements.csv:2: the row has 3 cells, the header has 4",
        ),
        (
            "agreements.csv",
            b"id,type,source,en\nx,traety,recalled,X\n",
            "agreements.csv:2: `x`, column `type`: `traety` is none of",
        ),
        ("agreements.csv", b"id,type,source,en\nx,treaty,,X\n", "column `source`: the cell is empty"),
        (
            "agreements.csv",
            b"type,source,en\ntreaty,recalled,X\n",
            "agreements.csv:1, column `id`: the column is missing",
        ),
        (
            "agreements.csv",
            b"id,type,source,en\nx y,treaty,recalled,X\n",
            "agreements.csv:2, column `id`: `x y` is no id",
        ),
        (
            "agreements.csv",
            b"id,tipe,source,en\nx,treaty,recalled,X\n",
            "agreements.csv:1: column `tipe`: no such column",
        ),
        (
            "agreements.csv",
            b"id,type,source,depositary,en\nx,treaty,recalled,ZZZ,X\n",
            "column `depositary`: `ZZZ` is no id of states or organizations",
        ),
        (
            "agreements.csv",
            b"id,type,source,exit_notice,en\nx,treaty,recalled,a while,X\n",
            "`a while` is no stretch of time",
        ),
        (
            "agreements.csv",
            b"id,type,source,adopted,en\nx,treaty,recalled,2020-13,X\n",
            "column `adopted`: `2020-13` is no date",
        ),
        ("agreements.csv", b"id,type,source,part_of,en\nx,treaty,recalled,x,X\n", "the agreement is part of itself"),
        (
            "agreements.csv",
            b"id,type,source,en\nx,treaty,recalled,X\nx,treaty,recalled,X\n",
            "agreements.csv:3: column `id`: `x` stands",
        ),
        (
            "agreements.csv",
            b"id,type,source,en\nKAZ,treaty,recalled,X\n",
            "column `id`: `KAZ` stands in the tables already",
        ),
        (
            "holders.csv",
            b"person,office,body,from,source\nme,president,USA,soon,x\n",
            "holders.csv:2, column `from`: `soon` is no date",
        ),
        (
            "holders.csv",
            b"person,office,body,from,until,source\nme,president,FRA,2001,2002,x\n",
            "column `person`: `me` is no id of people",
        ),
        ("agreements.csv", b"id,type,source,en\nx,treaty,recalled,\xff\n", "agreements.csv:2: not UTF-8"),
        ("treaties.csv", b"id\n", "treaties.csv: no table of the world has this name"),
        ("names/states.xx.csv", b"id,full\nZZZ,Z\n", "states.xx.csv:2: column `id`: `ZZZ` is no id of states.csv"),
        ("names/states.xx.csv", b"id,ful\nKAZ,Z\n", "states.xx.csv:1: column `ful`: no such column"),
    ];
    for (name, bytes, expected) in cases {
        let said = message(&[(name, bytes)]);
        assert!(said.contains(expected), "{said}\nshould say\n{expected}");
    }
    let missing = World::load(&[PathBuf::from("no/such/folder")]).unwrap_err().to_string();
    assert!(missing.contains("no/such/folder") && missing.contains("check the path"), "{missing}");
}

#[test]
fn a_folder_without_world_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let world = World::load(&[dir.path().to_owned()]).unwrap();
    assert_eq!(world.items().count(), World::builtin().unwrap().items().count());
}
