//! `read`: what a reading of a document holds, for people.

use std::collections::BTreeMap;

use claims::{Document, Note, Reading};
use world::World;

use super::{Shown, parts::Words};
use crate::{
    Wording,
    evidence::Excerpts,
    page::{Block, Page},
};

/// A reading with its document.
pub struct Read<'a> {
    /// The document.
    pub document: &'a Document,
    /// What was found in it.
    pub reading: &'a Reading,
}

impl Shown for Read<'_> {
    fn page(&self, wording: &Wording, world: &World) -> Page {
        let claims = BTreeMap::new();
        let words = Words { wording, world, claims: &claims };
        let Read { document, reading } = self;
        let excerpts = Excerpts::of((*document).clone());
        let mut page = Page::new();
        let language = reading.language.as_deref().map(|tag| wording.word("languages", tag)).unwrap_or_default();
        let values = [("label", &*wording.isolate(&document.label)), ("language", language)];
        page.push(Block::Title(words.phrase("read.document", &values)));
        for note in &reading.notes {
            let key = match note {
                Note::LanguageUnknown => "note_language_unknown",
                Note::LanguageWithoutFrames => "note_language_without_frames",
                Note::NoDate => "note_no_date",
            };
            page.push(Block::Note(wording.word("read", key).to_owned()));
        }
        for claim in &reading.claims {
            page.push(Block::Line(wording.claim_sentence(claim, world)));
            page.push(words.quote(&excerpts.claim(claim)));
        }
        if reading.claims.is_empty() && reading.quotations.is_empty() {
            page.push(Block::Line(wording.word("read", "nothing").to_owned()));
        }
        if !reading.quotations.is_empty() {
            page.push(Block::Gap);
            page.push(Block::Heading(wording.word("read", "quotations").to_owned()));
        }
        for quotation in &reading.quotations {
            let attribution = claims::Attribution {
                speaker: quotation.source.clone(),
                anonymous: quotation.anonymous,
                direct: quotation.direct,
                channel: quotation.channel.clone(),
                quotation: None,
                via: quotation.via.clone(),
            };
            page.push(Block::Line(wording.attributed(&attribution, "", world).trim_end().to_owned()));
            page.push(words.quote(&excerpts.quotation(quotation)));
        }
        page.push(Block::Gap);
        let names: Vec<String> = reading.mentions.iter().map(|m| self.mention(m, &words)).collect();
        page.push(listed("read.mentions", "names", names, wording));
        let times: Vec<String> = reading.times.iter().map(|t| self.time(t, &words)).collect();
        page.push(listed("read.times", "times", times, wording));
        page
    }
}

impl Read<'_> {
    fn mention(&self, mention: &claims::Mention, words: &Words<'_>) -> String {
        let shown = words.wording.isolate(&mention.text);
        match &mention.id {
            Some(id) => format!("{shown} ({id})"),
            None => shown,
        }
    }

    fn time(&self, time: &claims::Time, words: &Words<'_>) -> String {
        let written = |m: Option<claims::Moment>| m.map(|m| m.to_string()).unwrap_or_default();
        let (from, to) = (written(time.from), written(time.to));
        let value = if from == to { from } else { format!("{from}/{to}") };
        format!("{} ({})", words.wording.isolate(&time.text), if value == "/" { "?" } else { &value })
    }
}

/// Each different one once, in order of appearance.
fn listed(key: &str, slot: &str, mut items: Vec<String>, wording: &Wording) -> Block {
    let mut seen = std::collections::HashSet::new();
    items.retain(|item| seen.insert(item.clone()));
    let text = if items.is_empty() { String::new() } else { wording.phrase(key, &[(slot, &items.join(", "))]) };
    Block::Note(text)
}
