//! "X said that": attribution appears, and nothing else changes.

use std::collections::BTreeSet;

use claims::{EntityType, Modality};

use super::{
    Change, Test,
    source::{Row, Source, Workshop},
};

/// Puts a plain sentence into somebody's mouth.
pub fn speech(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    let spoken = source.said.iter().any(|s| s.speaker.is_some()) || !source.reading.quotations.is_empty();
    // A first or second person would be the speaker's.
    if !source.is_plain_sentence() || spoken || source.said.is_empty() {
        return;
    }
    let named = |id: &str| source.reading.mentions.iter().any(|m| m.id.as_deref() == Some(id));
    if source.reading.mentions.iter().all(|m| m.kind != EntityType::State) {
        return;
    }
    let asserted = source.said.iter().all(|s| s.modality == Modality::Asserted);
    for (question, template) in workshop.grammar.silent.iter().filter(|_| asserted) {
        let text = template.replace("{text}", &workshop.inner(source));
        let change = if *question { Change::Question } else { Change::Condition };
        out.push(workshop.test(change, source, text, BTreeSet::new()));
    }
    let mut row = Row::new(source.case.line, Change::Speech);
    let said = workshop.grammar.speech.iter().map(|s| (Change::Speech, s));
    let denied = workshop.grammar.denial.iter().filter(|_| asserted).map(|s| (Change::Denial, s));
    for (change, (office, template)) in said.chain(denied) {
        let free: Vec<_> = workshop.pool.iter().filter(|s| !named(&s.id)).collect();
        let Some(state) = free.get(row.below(free.len())) else { continue };
        let name = workshop.world.name(state, &workshop.language.tag);
        let first = template.starts_with("{text}");
        let text =
            if first { source.case.document.text.trim_end_matches('.').to_owned() } else { workshop.inner(source) };
        let text = template.replace("{state}", name).replace("{text}", &text);
        let expected = source
            .said
            .iter()
            .cloned()
            .map(|mut said| {
                said.speaker = Some(format!("{office}@{}", state.id));
                if change == Change::Denial {
                    said.modality = Modality::Denied;
                }
                said
            })
            .collect();
        out.push(workshop.test(change, source, text, expected));
    }
}
