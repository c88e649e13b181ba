//! `help stages`: the words of the record, with the articles they come from.

use crate::{
    Wording,
    page::{Block, Cell, Page, Table},
};

/// The stages, standings and rules with their meanings.
pub fn glossary(wording: &Wording) -> Page {
    let heading = |key: &'static str| (key, wording.word("heading", key).to_owned());
    let mut page = Page::new();
    page.push(Block::Title(wording.word("glossary", "title").to_owned()));
    page.push(Block::Heading(wording.word("glossary", "stages").to_owned()));
    let mut table = Table::new(["stage", "meaning", "source"].map(heading));
    for code in wording.words("stages.order") {
        table.rows.push(vec![
            Cell::coded(wording.word("stages", code), code.clone()),
            Cell::from(wording.word("stage_meaning", code)),
            Cell::from(wording.word("stage_source", code)),
        ]);
    }
    page.push(Block::Table(table));
    for (title, key, list, meaning) in
        [("standings", "standing", "standings", "standing_meaning"), ("rules", "rule", "rules", "rule_meaning")]
    {
        page.push(Block::Gap);
        page.push(Block::Heading(wording.word("glossary", title).to_owned()));
        let mut table = Table::new([key, "meaning"].map(heading));
        for code in wording.words(&format!("{list}.order")) {
            let word = wording.word(list, code);
            let shown = if list == "rules" { format!("{code} {word}") } else { word.to_owned() };
            table.rows.push(vec![Cell::coded(shown, code.clone()), Cell::from(wording.word(meaning, code))]);
        }
        page.push(Block::Table(table));
    }
    page.push(Block::Gap);
    page.push(Block::Note(wording.word("glossary", "vclt").to_owned()));
    page
}
