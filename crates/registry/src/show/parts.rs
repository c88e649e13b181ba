//! Pieces that several pages share.

use std::collections::BTreeMap;

use claims::{Act, Entity, Modality, Period, Sourced};
use record::{Flag, Participant, Plan, PlanState, RuleId, Silence, Standing, Taken};
use world::World;

use crate::{
    Wording,
    coverage::Coverage,
    page::{Block, Cell, Page},
    wording::quotation,
};

/// What a page is made with.
pub(super) struct Words<'a> {
    pub(super) wording: &'a Wording,
    pub(super) world: &'a World,
    pub(super) claims: &'a BTreeMap<String, Sourced>,
}

impl Words<'_> {
    pub(super) fn phrase(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.wording.phrase(key, values)
    }

    pub(super) fn heading(&self, key: &'static str) -> (&'static str, String) {
        (key, self.wording.word("heading", key).to_owned())
    }

    pub(super) fn title(&self, id: &str) -> String {
        self.wording.title(id, self.world)
    }

    pub(super) fn name(&self, id: &str) -> String {
        self.wording.name(id, self.world)
    }

    pub(super) fn entity(&self, entity: &Entity) -> String {
        self.wording.entity(entity, None, self.world)
    }

    pub(super) fn entities(&self, entities: &[Entity]) -> String {
        let names: Vec<String> = entities.iter().map(|e| self.entity(e)).collect();
        self.wording.list(&names)
    }

    pub(super) fn since(&self, period: Option<&Period>) -> String {
        period.map(|p| self.wording.period(p)).unwrap_or_default()
    }

    pub(super) fn when(&self, period: Option<&Period>) -> String {
        period.map(|p| self.wording.when(p)).unwrap_or_default()
    }

    pub(super) fn standing(&self, standing: Standing) -> &str {
        self.wording.word("standings", standing.code())
    }

    /// The standing with who says so and the number of witnesses, as a cell.
    pub(super) fn standing_cell(&self, standing: Standing, per: &[Entity], witnesses: usize) -> Cell {
        let mut text = self.standing(standing).to_owned();
        if witnesses == 1 && matches!(standing, Standing::Reported | Standing::Recalled) {
            text = format!("{text} ({})", self.wording.word("status", "one_witness"));
        }
        if !per.is_empty() {
            text = format!("{text}\n{}", self.phrase("status.per", &[("names", &self.entities(per))]));
        }
        Cell::coded(text, standing.code())
    }

    /// "planned: signs (on 7 November 2025)".
    pub(super) fn plan(&self, plan: &Plan) -> String {
        let state = match plan.state {
            PlanState::Open => "",
            PlanState::Overdue => self.wording.word("plan_states", "overdue"),
            PlanState::Lapsed => self.wording.word("plan_states", "lapsed"),
        };
        let kind = code(plan.kind);
        let values = [
            ("kind", self.wording.word("plan_kinds", &kind)),
            ("act", &*self.act(plan.act)),
            ("time", &*self.when(plan.time.as_ref())),
            ("per", &*self.entities(&plan.per)),
            ("state", state),
        ];
        self.phrase("status.planned", &values)
    }

    /// The act as a word or two.
    pub(super) fn act(&self, act: Act) -> String {
        self.wording.known_word("act_names", act.name()).map_or_else(|| act.name().replace('_', " "), str::to_owned)
    }

    pub(super) fn flag(&self, flag: &Flag) -> String {
        let detail = flag.detail.as_deref().map(|d| self.detail(d)).unwrap_or_default();
        let word = code(flag.flag);
        let values = [
            ("flag", self.wording.word("flags", &word)),
            ("detail", &*detail),
            ("by", &*self.entities(&flag.by)),
            ("contested_by", &*self.entities(&flag.contested_by)),
        ];
        self.phrase("status.flag", &values)
    }

    /// A detail of a flag or step: a stage, organ, means or scope by its code, else as the text has it.
    pub(super) fn detail(&self, detail: &str) -> String {
        ["stages", "values.organ", "values.means", "values.mission", "values.status", "missions"]
            .into_iter()
            .find_map(|list| self.wording.known_word(list, detail))
            .map_or_else(|| self.wording.isolate(&detail.replace('_', " ")), str::to_owned)
    }

    pub(super) fn silence(&self, silence: &Silence) -> String {
        let occasion = silence.occasion.as_ref().map(|o| self.entity(o)).unwrap_or_default();
        let values = [
            ("person", &*self.entity(&silence.person)),
            ("occasion", &*occasion),
            ("time", &*self.when(silence.time.as_ref())),
        ];
        self.phrase("status.silent", &values)
    }

    pub(super) fn taken(&self, taken: &Taken) -> String {
        let detail = taken.detail.as_deref().map(|d| format!(" ({})", self.detail(d))).unwrap_or_default();
        let act = format!("{}{detail}", self.act(taken.act));
        self.phrase("status.conduct", &[("act", &act), ("time", &self.when(taken.since.as_ref()))])
    }

    /// Everything that stands beside a stage, a line each.
    pub(super) fn beside(&self, row: &Participant) -> Vec<String> {
        let mut lines: Vec<String> = row.flags.iter().map(|f| self.flag(f)).collect();
        lines.extend(
            row.class
                .as_ref()
                .map(|class| self.phrase("status.class", &[("class", self.wording.word("classes", class))])),
        );
        lines.extend(
            row.entered
                .map(|stage| self.phrase("status.entered", &[("stage", self.wording.word("stages", stage.code()))])),
        );
        if row.uncertain {
            lines.push(self.wording.word("status", "uncertain").to_owned());
        }
        lines.extend(row.planned.iter().map(|p| self.plan(p)));
        lines.extend(row.silent.iter().map(|s| self.silence(s)));
        lines.extend(row.conduct.iter().map(|t| self.taken(t)));
        for (key, stages) in [("status.implied", &row.implied), ("status.unread", &row.unread)] {
            if !stages.is_empty() {
                let words: Vec<String> =
                    stages.iter().map(|s| self.wording.word("stages", s.code()).to_owned()).collect();
                lines.push(self.phrase(key, &[("steps", &self.wording.list(&words))]));
            }
        }
        lines
    }

    /// The claim as a sentence; its id where it is not among those at hand.
    pub(super) fn sentence(&self, claim: &str) -> String {
        match self.claims.get(claim) {
            Some(sourced) => self.wording.claim_sentence(&sourced.claim, self.world),
            None => short(claim).to_owned(),
        }
    }

    /// "Publisher, 7 Nov 2025, “title”".
    pub(super) fn source(&self, source: &claims::Source) -> String {
        let publisher = match source.publisher.as_deref() {
            Some(name) => self.wording.isolate(name),
            None => self.wording.word("why", "publisher_unknown").to_owned(),
        };
        let values = [
            ("publisher", &*publisher),
            ("published", &*source.published.map(|p| self.wording.date(p)).unwrap_or_default()),
            ("title", &*source.title.as_deref().map(quotation).unwrap_or_default()),
            ("url", &*source.url.as_deref().map(quotation).unwrap_or_default()),
        ];
        self.phrase("why.source", &values)
    }

    /// "L7 (Recollection is not report), L9 (...)".
    pub(super) fn rules(&self, rules: &[RuleId]) -> String {
        let named: Vec<String> =
            rules.iter().map(|r| format!("{} ({})", r.code(), self.wording.word("rules", r.code()))).collect();
        named.join(", ")
    }

    /// The words of a source, as a block each.
    pub(super) fn quote(&self, words: &[String]) -> Block {
        let joined = words.iter().map(|w| quotation(w)).collect::<Vec<_>>().join(" … ");
        Block::Words(self.phrase("why.words", &[("words", &joined)]))
    }

    /// The modality, where it is not a plain assertion.
    pub(super) fn modality(&self, modality: Modality) -> &str {
        match modality {
            Modality::Asserted => "",
            other => self.wording.word("modality_name", other.code()),
        }
    }
}

/// The code under which a word of the record is written in the JSON.
pub(super) fn code<T: serde::Serialize>(word: T) -> String {
    let written = serde_json::to_value(word).unwrap_or_default();
    written.as_str().unwrap_or_default().to_owned()
}

/// The first characters of an id, which are enough to ask for it.
pub(super) fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// What was read, above every answer.
pub(super) fn coverage(page: &mut Page, coverage: &Coverage, wording: &Wording) {
    page.push(Block::Note(coverage.sentence(wording)));
    page.push(Block::Note(coverage.failures_sentence(wording)));
    page.push(Block::Gap);
}
