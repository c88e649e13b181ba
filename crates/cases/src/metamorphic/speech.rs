//! "X said that": attribution appears, and nothing else changes.

use claims::EntityType;

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
    let mut row = Row::new(source.case.line, Change::Speech);
    for (office, template) in &workshop.grammar.speech {
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
                said
            })
            .collect();
        out.push(workshop.test(Change::Speech, source, text, expected));
    }
}
