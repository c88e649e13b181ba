//! `changes`: what differs between two answers, and why.

use record::{Change, Changes, Place, RelationPlace};
use world::World;

use super::{
    Shown,
    parts::{Words, code, coverage},
};
use crate::{
    Answer, Wording,
    page::{Block, Cell, Page, Table},
};

/// Changes of each sort that stand at the end of an ingest; `changes` shows all.
const MOST_AT_THE_END: usize = 20;

impl Shown for Answer<Changes> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let changes = &self.answer;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let (from, to) = if changes.before.as_of == changes.after.as_of {
            let instant = |i: &Option<String>| i.clone().unwrap_or_default();
            (instant(&changes.before.known_at), instant(&changes.after.known_at))
        } else {
            (wording.date(changes.before.as_of), wording.date(changes.after.as_of))
        };
        page.push(Block::Title(words.phrase("changes.title", &[("from", &from), ("to", &to)])));
        push(&mut page, changes, &words, usize::MAX);
        page
    }
}

impl Shown for Changes {
    /// Without a title: the end of an `ingest`, or of a decision.
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let claims = std::collections::BTreeMap::new();
        let mut page = Page::new();
        push(&mut page, self, &Words { wording, world, claims: &claims }, MOST_AT_THE_END);
        page
    }
}

fn push(page: &mut Page, changes: &Changes, words: &Words<'_>, most: usize) {
    if changes.changes.is_empty() && changes.relations.is_empty() {
        page.push(Block::Line(words.wording.word("changes", "none").to_owned()));
        return;
    }
    let number = (changes.changes.len() + changes.relations.len()).to_string();
    page.push(Block::Heading(words.phrase("changes.heading", &[("n", &number)])));
    let columns = ["participant", "instrument", "before", "after", "cause"].map(|k| words.heading(k));
    let mut table = Table::new(columns);
    for change in changes.changes.iter().take(most) {
        table.rows.push(row(change, words));
    }
    page.push(Block::Table(table));
    page.push(Block::Gap);
    let columns = ["track", "before", "after", "cause"].map(|k| words.heading(k));
    let mut table = Table::new(columns);
    for change in changes.relations.iter().take(most) {
        let [one, other] = &change.parties;
        let cause = code(change.cause);
        let names = [("one", &*words.title(one)), ("other", &*words.title(other))];
        table.rows.push(vec![
            Cell::coded(words.phrase("changes.relations", &names), format!("{one} {other}")),
            relations(change.before.as_ref(), words),
            relations(change.after.as_ref(), words),
            Cell::coded(words.wording.word("causes", &cause).to_owned(), cause),
        ]);
    }
    page.push(Block::Table(table));
    let left_out = changes.changes.len().saturating_sub(most) + changes.relations.len().saturating_sub(most);
    if left_out > 0 {
        page.push(Block::Note(words.phrase("changes.more", &[("n", &left_out.to_string())])));
    }
}

fn relations(place: Option<&RelationPlace>, words: &Words<'_>) -> Cell {
    let Some(place) = place else {
        return Cell::coded(words.wording.word("changes", "nowhere"), "");
    };
    let stage = code(place.stage);
    let standing = place.standing.map(|s| words.standing(s)).unwrap_or_default();
    let since = words.since(place.since.as_ref());
    let values = [("stage", words.wording.word("relation_stages", &stage)), ("standing", standing), ("since", &*since)];
    let shown = words.phrase("changes.relation_place", &values);
    Cell::coded(shown, format!("{stage} {}", place.standing.map(code).unwrap_or_default()))
}

fn row(change: &Change, words: &Words<'_>) -> Vec<Cell> {
    let cause = code(change.cause);
    let name = match words.world.item(&change.participant) {
        Some(_) => words.title(&change.participant),
        None => words.wording.isolate(&change.name),
    };
    vec![
        Cell::coded(name, change.participant.clone()),
        Cell::coded(words.title(&change.instrument), change.instrument.clone()),
        place(change.before.as_ref(), words),
        place(change.after.as_ref(), words),
        Cell::coded(words.wording.word("causes", &cause).to_owned(), cause),
    ]
}

fn place(place: Option<&Place>, words: &Words<'_>) -> Cell {
    let Some(place) = place else {
        return Cell::coded(words.wording.word("changes", "nowhere"), "");
    };
    let values = [
        ("stage", words.wording.word("stages", place.stage.code())),
        ("standing", words.standing(place.standing)),
        ("since", &*words.since(place.since.as_ref())),
    ];
    let mut text = words.phrase("changes.place", &values);
    for flag in &place.flags {
        text = format!("{text}\n{}", words.wording.word("flags", &code(*flag)));
    }
    Cell::coded(text, format!("{} {}", place.stage.code(), place.standing.code()))
}
