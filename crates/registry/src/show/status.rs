//! `status`: one row a participant and instrument.

use record::{Participant, Status};
use world::World;

use super::{
    Shown,
    parts::{Words, code, coverage},
};
use crate::{
    Answer, Wording,
    page::{Block, Cell, Page, Table},
};

impl Shown for Answer<Status> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let status = &self.answer;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let agreement = words.title(&status.agreement);
        let known_at = status.known_at.as_deref().map(|k| wording.instant(k)).unwrap_or_default();
        let values = [("agreement", &*agreement), ("as_of", &*wording.date(status.as_of)), ("known_at", &*known_at)];
        page.push(Block::Title(words.phrase("status.title", &values)));
        if status.participants.is_empty() && status.unnamed.is_empty() && status.state.is_none() {
            let name = words.name(&status.agreement);
            page.push(Block::Line(words.phrase("status.nothing", &[("agreement", &name)])));
            return page;
        }
        if let Some(state) = &status.state {
            let mut line = words.phrase(
                "status.agreement_state",
                &[
                    ("stage", wording.word("agreement_stages", &code(state.stage))),
                    ("since", &words.since(state.since.as_ref())),
                    ("standing", words.standing(state.standing)),
                ],
            );
            let beside: Vec<String> = (state.flags.iter().map(|f| words.flag(f)))
                .chain(state.planned.iter().map(|p| words.plan(p)))
                .collect();
            if !beside.is_empty() {
                line = format!("{line} {}", beside.join("; "));
            }
            page.push(Block::Line(line));
        }
        if status.instruments.len() > 1 {
            let names: Vec<String> = status.instruments.iter().map(|i| words.title(i)).collect();
            page.push(Block::Line(words.phrase("status.instruments", &[("instruments", &names.join("; "))])));
        }
        if !status.witnesses.is_empty() {
            let names = words.entities(&status.witnesses);
            page.push(Block::Line(words.phrase("status.witnesses", &[("names", &names)])));
        }
        page.push(Block::Table(rows(&status.participants, &words, Some(&status.agreement))));
        for unnamed in &status.unnamed {
            if let Some(claim) = unnamed.claims.first() {
                let sentence = words.sentence(claim);
                page.push(Block::Note(words.phrase("status.unnamed", &[("sentence", &sentence)])));
            }
        }
        page.push(Block::Gap);
        if let Some(row) = most_in_doubt(&status.participants) {
            let values = [("agreement", &*status.agreement), ("participant", &*row.id)];
            page.push(Block::Note(words.phrase("status.ask_why", &values)));
        }
        page
    }
}

/// The row of which a reader will ask first: one that rests on few words.
fn most_in_doubt(rows: &[Participant]) -> Option<&Participant> {
    use record::Standing::{ByTheOtherSideOnly, Contested};
    let doubt = |row: &&Participant| matches!(row.standing, ByTheOtherSideOnly | Contested);
    rows.iter().find(doubt).or_else(|| rows.iter().find(|r| !r.flags.is_empty())).or_else(|| rows.first())
}

/// Rows of participants. `whole` is the agreement that was asked for: its own rows need not name it. Where rows of several
/// agreements stand together, it is `None`.
pub(super) fn rows(rows: &[Participant], words: &Words<'_>, whole: Option<&str>) -> Table {
    let wording = words.wording;
    let own = |row: &Participant| whole == Some(row.instrument.as_str());
    let mut columns = vec![
        words.heading("participant"),
        words.heading("stage"),
        words.heading("standing"),
        words.heading("since"),
        words.heading("beside"),
        words.heading("witnesses"),
        words.heading("instrument"),
    ];
    if whole.is_none() {
        columns.remove(0);
        columns.rotate_right(1);
    }
    let mut table = Table::new(columns);
    for row in rows {
        let name = if row.name.is_empty() { words.title(&row.id) } else { title_of(row, words) };
        let mut cells = vec![
            Cell::coded(name, row.id.clone()),
            Cell::coded(wording.word("stages", row.stage.code()), row.stage.code()),
            words.standing_cell(row.standing, &row.per, row.witnesses),
            Cell::from(words.since(row.since.as_ref())),
            Cell::from(words.beside(row).join("\n")),
            Cell::from(row.witnesses.to_string()),
            Cell::coded(if own(row) { String::new() } else { words.title(&row.instrument) }, row.instrument.clone()),
        ];
        if whole.is_none() {
            cells.remove(0);
            cells.rotate_right(1);
        }
        table.rows.push(cells);
    }
    table.without_empty_columns().with_only_in_csv("witnesses")
}

/// The name of a participant: the world's in the reader's language, else as the deciding text has it.
fn title_of(row: &Participant, words: &Words<'_>) -> String {
    match words.world.item(&row.id) {
        Some(_) => words.title(&row.id),
        None => words.wording.isolate(&row.name),
    }
}
