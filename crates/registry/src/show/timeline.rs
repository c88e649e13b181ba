//! `timeline` and `calendar`: acts in time order, and what is to come.

use record::{Calendar, Listed, Plan, PlanState, Timeline};
use world::World;

use super::{
    Shown,
    parts::{Words, code, coverage},
};
use crate::{
    Answer, Wording,
    page::{Block, Cell, Page, Table},
};

impl Shown for Answer<Timeline> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let timeline = &self.answer;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let state = timeline.state.as_deref().map(|s| words.title(s)).unwrap_or_default();
        let values = [("agreement", &*words.title(&timeline.agreement)), ("state", &*state)];
        page.push(Block::Title(words.phrase("timeline.title", &values)));
        if timeline.events.is_empty() {
            let name = words.name(&timeline.agreement);
            page.push(Block::Line(words.phrase("timeline.nothing", &[("agreement", &name)])));
            return page;
        }
        let columns = ["when", "participant", "act", "standing", "said", "instrument"].map(|k| words.heading(k));
        let mut table = Table::new(columns);
        for event in &timeline.events {
            let mut act = words.act(event.act);
            if let Some(detail) = &event.detail {
                act = format!("{act} ({})", words.detail(detail));
            }
            let modality = words.modality(event.modality);
            if !modality.is_empty() {
                act = format!("{act}\n{modality}");
            }
            let mut standing = words.standing_cell(event.standing, &event.per, event.witnesses);
            if let Some(rule) = event.beaten {
                let line = words.phrase("timeline.beaten", &[("rule", &words.rules(&[rule]))]);
                standing.text = format!("{}\n{line}", standing.text);
            }
            let own = event.instrument == timeline.agreement;
            table.rows.push(vec![
                Cell::from(words.since(event.time.as_ref())),
                match &event.participant {
                    Some(id) => Cell::coded(words.title(id), id.clone()),
                    None => Cell::default(),
                },
                Cell::coded(act, format!("{} {}", event.act.name(), event.modality.code())),
                standing,
                Cell::from(event.claims.first().map(|c| words.sentence(c)).unwrap_or_default()),
                Cell::coded(if own { String::new() } else { words.title(&event.instrument) }, event.instrument.clone()),
            ]);
        }
        page.push(Block::Table(table.without_empty_columns()));
        page
    }
}

impl Shown for Answer<Calendar> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let calendar = &self.answer;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let known_at = calendar.known_at.as_deref().map(|k| wording.instant(k)).unwrap_or_default();
        let values = [("from", &*wording.date(calendar.from)), ("known_at", &*known_at)];
        page.push(Block::Title(words.phrase("calendar.title", &values)));
        if calendar.entries.is_empty() {
            page.push(Block::Line(wording.word("calendar", "nothing").to_owned()));
            return page;
        }
        page.push(Block::Table(plans(&calendar.entries, &words)));
        page
    }
}

/// Plans, predictions and computed dates.
pub(super) fn plans(plans: &[Listed<Plan>], words: &Words<'_>) -> Table {
    let columns = ["when", "participant", "act", "agreement", "kind", "per", "beside"].map(|k| words.heading(k));
    let mut table = Table::new(columns);
    for listed in plans {
        let plan = &listed.item;
        let kind = code(plan.kind);
        let state = match plan.state {
            PlanState::Open => String::new(),
            other => words.wording.word("plan_states", &code(other)).to_owned(),
        };
        table.rows.push(vec![
            Cell::from(words.since(plan.time.as_ref())),
            Cell::coded(words.title(&listed.participant), listed.participant.clone()),
            Cell::coded(words.act(plan.act), plan.act.name()),
            Cell::coded(words.title(&listed.agreement), listed.agreement.clone()),
            Cell::coded(words.wording.word("plan_kinds", &kind).to_owned(), kind),
            Cell::from(words.entities(&plan.per)),
            Cell::from(state),
        ]);
    }
    table.without_empty_columns()
}
