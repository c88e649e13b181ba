//! `why`: the claims for and against, in their own words; and one claim with all that is known about it.

use record::{Ground, Outcome};
use world::World;

use super::{
    Shown,
    parts::{Words, code, coverage, short},
};
use crate::{
    Answer, ClaimExplained, WhyExplained, Wording,
    page::{Block, Cell, Page, Table},
};

impl Shown for Answer<WhyExplained> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let why = &self.answer.why;
        let mut page = Page::new();
        coverage(&mut page, &self.coverage, wording);
        let (agreement, participant) = (words.title(&why.agreement), words.title(&self.answer.participant));
        let values = [
            ("agreement", &*agreement),
            ("participant", &*participant),
            ("as_of", &*wording.date(why.as_of)),
            ("known_at", &*why.known_at.as_deref().map(|k| wording.instant(k)).unwrap_or_default()),
        ];
        page.push(Block::Title(words.phrase("why.title", &values)));
        if why.rows.is_empty() && why.grounds.is_empty() {
            page.push(Block::Line(words.phrase("why.nothing", &values)));
            return page;
        }
        for row in &why.rows {
            let values = [
                ("instrument", &*words.title(&row.instrument)),
                ("stage", wording.word("stages", row.stage.code())),
                ("standing", words.standing(row.standing)),
                ("since", &*words.since(row.since.as_ref())),
            ];
            page.push(Block::Line(words.phrase("why.row", &values)));
            for line in words.beside(row) {
                page.push(Block::Under(line));
            }
            if !row.rules.is_empty() {
                page.push(Block::Under(words.phrase("why.row_rules", &[("rules", &words.rules(&row.rules))])));
            }
        }
        page.push(Block::Gap);
        page.push(Block::Heading(wording.word("why", "grounds").to_owned()));
        for ground in &why.grounds {
            page.push(Block::Line(format!("{}  {}", short(&ground.claim), words.sentence(&ground.claim))));
            if let Some(pieces) = self.answer.words.get(&ground.claim) {
                page.push(words.quote(pieces));
            }
            if let Some(sourced) = self.claims.get(&ground.claim) {
                page.push(Block::Under(words.source(&sourced.source)));
            }
            page.push(Block::Under(outcome(ground, &words)));
        }
        if let Some(ground) = why.grounds.first() {
            page.push(Block::Gap);
            page.push(Block::Note(words.phrase("why.reject", &[("claim", short(&ground.claim))])));
        }
        // The grounds as a table, for CSV.
        page
    }
}

impl Answer<WhyExplained> {
    /// The grounds as a table, for CSV: the page shows them as sentences.
    pub fn table(&self, wording: &Wording, world: &World) -> Table {
        let words = Words { wording, world, claims: &self.claims };
        let mut table = Table::new(
            ["claim", "act", "said", "when", "publisher", "published", "outcome", "rule", "words"]
                .map(|k| words.heading(k)),
        );
        for ground in &self.answer.why.grounds {
            let pieces = self.answer.words.get(&ground.claim).map(|p| p.join(" … ")).unwrap_or_default();
            table.rows.push(vec![
                Cell::from(ground.claim.clone()),
                Cell::coded(words.act(ground.act), ground.act.name()),
                Cell::from(words.sentence(&ground.claim)),
                Cell::from(words.since(ground.time.as_ref())),
                Cell::from(ground.publisher.clone().unwrap_or_default()),
                Cell::from(ground.published.map(|p| p.to_string()).unwrap_or_default()),
                Cell::coded(outcome(ground, &words), code(ground.outcome)),
                Cell::from(ground.rule.code()),
                Cell::from(pieces),
            ]);
        }
        table
    }
}

fn outcome(ground: &Ground, words: &Words<'_>) -> String {
    let outcome = words.wording.word("outcomes", &code(ground.outcome)).to_owned();
    let title = words.wording.word("rules", ground.rule.code());
    let by = ground.beaten_by.as_deref().map(short).unwrap_or_default();
    let values = [("outcome", &*outcome), ("rule", ground.rule.code()), ("title", title), ("by", by)];
    words.phrase(if ground.outcome == Outcome::Beaten { "why.beaten" } else { "why.outcome" }, &values)
}

impl Shown for Answer<ClaimExplained> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let words = Words { wording, world, claims: &self.claims };
        let sourced = &self.answer.sourced;
        let claim = &sourced.claim;
        let mut page = Page::new();
        page.push(Block::Title(words.phrase("why.claim", &[("claim", &claim.id)])));
        page.push(Block::Line(wording.claim_sentence(claim, world)));
        page.push(words.quote(&self.answer.words));
        page.push(Block::Under(words.source(&sourced.source)));
        page.push(Block::Under(words.phrase("why.document", &[("document", &sourced.source.document)])));
        page.push(Block::Under(words.phrase("why.rule", &[("rule", &wording.isolate(&claim.rule))])));
        page.push(Block::Gap);
        for of in &self.answer.grounds {
            let names = format!("{}, {}: ", words.title(&of.agreement), words.title(&of.participant));
            page.push(Block::Line(format!("{names}{}", outcome(&of.ground, &words))));
            let meaning = wording.word("rule_meaning", of.ground.rule.code());
            page.push(Block::Under(meaning.to_owned()));
        }
        page.push(Block::Gap);
        page.push(Block::Note(words.phrase("why.reject", &[("claim", short(&claim.id))])));
        page
    }
}
