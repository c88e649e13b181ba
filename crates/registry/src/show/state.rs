//! `state`: everything about one state.

use record::StateRecord;
use world::World;

use super::{
    Shown,
    parts::{Words, coverage},
    relation, status,
    timeline::plans,
};
use crate::{
    Answer, Wording,
    page::{Block, Cell, Page, Table},
};

impl Shown for Answer<StateRecord> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let state = &self.answer;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let values = [
            ("state", &*words.title(&state.state)),
            ("as_of", &*wording.date(state.as_of)),
            ("known_at", &*state.known_at.as_deref().map(|k| wording.instant(k)).unwrap_or_default()),
        ];
        page.push(Block::Title(words.phrase("state.title", &values)));
        if self.claims.is_empty() {
            page.push(Block::Line(words.phrase("state.nothing", &[("state", &words.name(&state.state))])));
            return page;
        }
        if !state.agreements.is_empty() {
            page.push(Block::Heading(wording.word("state", "agreements").to_owned()));
            page.push(Block::Table(status::rows(&state.agreements, &words, None)));
        }
        let relations = relations(state, &words);
        if !relations.rows.is_empty() {
            page.push(Block::Gap);
            page.push(Block::Heading(wording.word("state", "relations").to_owned()));
            page.push(Block::Table(relations));
        }
        if !state.planned.is_empty() {
            page.push(Block::Gap);
            page.push(Block::Heading(wording.word("state", "planned").to_owned()));
            page.push(Block::Table(plans(&state.planned, &words)));
        }
        for silent in &state.silent {
            let text = format!("{} ({})", words.silence(&silent.item), words.title(&silent.agreement));
            page.push(Block::Line(words.phrase("state.silent", &[("text", &text)])));
        }
        relation::contacts(&mut page, &state.contacts, &words);
        page
    }
}

/// The relations of the state, those of which something is known first.
fn relations(state: &StateRecord, words: &Words<'_>) -> Table {
    let columns = ["state", "track", "stage", "standing", "since", "beside"].map(|k| words.heading(k));
    let mut table = Table::new(columns);
    for relation in &state.relations {
        let [one, other] = &relation.parties;
        let other = if *one == state.state { other } else { one };
        let tracks = relation::tracks(relation, words);
        let at = |key: &str| tracks.columns.iter().position(|c| c.key == key);
        for row in &tracks.rows {
            let cell = |key: &str| at(key).and_then(|i| row.get(i)).cloned().unwrap_or_default();
            if cell("stage").code.as_deref() == Some("unread") {
                continue;
            }
            let mut cells = vec![Cell::coded(words.title(other), other.clone())];
            cells.extend(["track", "stage", "standing", "since", "beside"].map(cell));
            table.rows.push(cells);
        }
    }
    table.without_empty_columns()
}
