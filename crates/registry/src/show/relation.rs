//! `relation`: recognition, relations, missions and contacts of two states.

use claims::Modality;
use record::{Contact, Relation};
use world::World;

use super::{
    Shown,
    parts::{Words, code, coverage},
};
use crate::{
    Answer, Wording,
    page::{Block, Cell, Page, Table},
};

impl Shown for Answer<Relation> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let relation = &self.answer;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let [one, other] = &relation.parties;
        let known_at = relation.known_at.as_deref().map(|k| wording.instant(k)).unwrap_or_default();
        let values = [
            ("one", &*words.title(one)),
            ("other", &*words.title(other)),
            ("as_of", &*wording.date(relation.as_of)),
            ("known_at", &*known_at),
        ];
        page.push(Block::Title(words.phrase("relation.title", &values)));
        if self.claims.is_empty() {
            let values = [("one", &*words.name(one)), ("other", &*words.name(other))];
            page.push(Block::Line(words.phrase("relation.nothing", &values)));
            return page;
        }
        page.push(Block::Table(tracks(relation, &words)));
        for claim in &relation.relations.claims {
            page.push(Block::Under(words.sentence(claim)));
        }
        contacts(&mut page, &relation.contacts, &words);
        if !relation.agreements.is_empty() {
            let names: Vec<String> = relation.agreements.iter().map(|a| words.title(a)).collect();
            let line = words.phrase("relation.agreements", &[("agreements", &names.join("; "))]);
            page.push(Block::Line(line));
        }
        page
    }
}

/// A row a track: relations, recognition in each direction, missions.
pub(super) fn tracks(relation: &Relation, words: &Words<'_>) -> Table {
    let wording = words.wording;
    let mut table = Table::new(["track", "stage", "standing", "since", "beside"].map(|k| words.heading(k)));
    let relations = &relation.relations;
    let stage = code(relations.stage);
    let beside: Vec<String> = (relations.level.as_deref().map(|level| words.detail(level)))
        .into_iter()
        .chain(relations.flags.iter().map(|f| words.flag(f)))
        .chain(relations.planned.iter().map(|p| words.plan(p)))
        .collect();
    table.rows.push(vec![
        Cell::coded(wording.word("relation", "relations"), "relations"),
        Cell::coded(wording.word("relation_stages", &stage).to_owned(), stage),
        match relations.standing {
            Some(standing) => words.standing_cell(standing, &relations.per, relations.witnesses),
            None => Cell::default(),
        },
        Cell::from(words.since(relations.since.as_ref())),
        Cell::from(beside.join("\n")),
    ]);
    for recognition in &relation.recognition {
        let names = [("of", &*words.name(&recognition.of)), ("by", &*words.name(&recognition.by))];
        let stage = code(recognition.stage);
        table.rows.push(vec![
            Cell::coded(words.phrase("relation.recognition", &names), "recognition"),
            Cell::coded(wording.word("recognition_stages", &stage).to_owned(), stage),
            words.standing_cell(recognition.standing, &[], recognition.witnesses),
            Cell::from(words.since(recognition.since.as_ref())),
            Cell::default(),
        ]);
    }
    for mission in &relation.missions {
        let kind = wording.word("missions", &mission.mission);
        let names = [("mission", kind), ("of", &*words.name(&mission.of)), ("at", &*words.name(&mission.at))];
        let stage = code(mission.stage);
        table.rows.push(vec![
            Cell::coded(words.phrase("relation.mission", &names), mission.mission.clone()),
            Cell::coded(wording.word("mission_stages", &stage).to_owned(), stage),
            words.standing_cell(mission.standing, &[], mission.witnesses),
            Cell::from(words.since(mission.since.as_ref())),
            Cell::from(words.act(mission.act)),
        ]);
    }
    table.without_empty_columns()
}

/// Contacts, latest first.
pub(super) fn contacts(page: &mut Page, contacts: &[Contact], words: &Words<'_>) {
    if contacts.is_empty() {
        return;
    }
    page.push(Block::Gap);
    page.push(Block::Heading(words.wording.word("relation", "contacts").to_owned()));
    for contact in contacts {
        let when = words.since(contact.time.as_ref());
        let modality = match contact.modality {
            Modality::Asserted => String::new(),
            other => format!(" ({})", words.modality(other)),
        };
        let who = words.entities(&contact.participants);
        page.push(Block::Line(format!("{when}  {}{modality}: {who}", words.act(contact.act))));
    }
}
