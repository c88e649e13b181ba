//! `said`: what somebody is reported to have said, in time order, with the words.

use world::World;

use super::{
    Shown,
    parts::{Words, coverage, short},
};
use crate::{
    Answer, Spoken, Wording,
    page::{Block, Cell, Page, Table},
};

impl Shown for Answer<Spoken> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let Spoken { said, quotations } = &self.answer;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let speaker = words.title(&said.speaker);
        page.push(Block::Title(words.phrase("said.title", &[("speaker", &speaker)])));
        if said.utterances.is_empty() && quotations.is_empty() {
            page.push(Block::Line(words.phrase("said.nothing", &[("speaker", &words.name(&said.speaker))])));
            return page;
        }
        let columns = ["when", "said", "reported_by", "claim"].map(|k| words.heading(k));
        let mut table = Table::new(columns);
        for utterance in &said.utterances {
            let Some(claim) = utterance.claims.first() else { continue };
            table.rows.push(vec![
                Cell::from(utterance.by.map(|by| wording.date(by)).unwrap_or_default()),
                Cell::from(words.sentence(claim)),
                Cell::from(utterance.reported_by.iter().map(|r| wording.isolate(r)).collect::<Vec<_>>().join("\n")),
                Cell::coded(short(claim), claim.clone()),
            ]);
        }
        page.push(Block::Table(table));
        page.push(Block::Gap);
        for quote in quotations {
            page.push(words.quote(&quote.words));
            page.push(Block::Under(words.source(&quote.quoted.source)));
        }
        page
    }
}
