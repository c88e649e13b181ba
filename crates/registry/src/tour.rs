//! The samples that come with the program, and the record they make: what somebody sees who has nothing yet.

use std::{collections::BTreeSet, fs};

use claims::{Document, Moment};
use include_dir::{Dir, include_dir};
use record::{Outcome, Status};
use sources::Input;
use world::World;

use crate::{
    Answer, Event, IngestOptions, Ingested, Question, WhyExplained, Wording,
    error::Result,
    page::{Block, Page},
    registry::Registry,
    show::Shown,
    wording::quotation,
};

static SAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../samples");

/// The agreement of which the tour tells.
const AGREEMENT: &str = "abraham-accords";
/// The participant of which it shows the words.
const PARTICIPANT: &str = "KAZ";

/// The record that the samples make.
pub struct Tour {
    /// Who stands where.
    pub status: Answer<Status>,
    why: Answer<WhyExplained>,
}

impl Registry {
    /// Reads the sample reports and keeps them, as [`Registry::ingest`] does with others.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn ingest_samples(
        &mut self,
        options: &IngestOptions,
        recorded: &str,
        today: &Question,
        listen: &mut dyn FnMut(Event<'_>),
    ) -> Result<Ingested> {
        // The samples go the way of all reports, from files.
        let folder = tempfile::tempdir()?;
        for file in SAMPLES.files().filter(|f| f.path().extension().is_some_and(|e| e == "txt")) {
            fs::write(folder.path().join(file.path()), file.contents())?;
        }
        let documents = sources::documents(&Input::path(folder.path())).map(|item| {
            item.map(|document| {
                let name = document.label.rsplit(['/', '\\']).next().unwrap_or_default();
                Document { label: format!("samples/{name}"), ..document }
            })
        });
        self.keep([("samples".to_owned(), documents)].into_iter(), options, recorded, today, listen)
    }

    /// Reads the samples into a ledger that is thrown away, and asks it.
    ///
    /// # Errors
    /// If the data cannot be read, or no temporary file be written.
    pub fn tour(data: &[std::path::PathBuf], tag: &str, options: &IngestOptions) -> Result<(Tour, Registry)> {
        let folder = tempfile::tempdir()?;
        let mut registry = Registry::open(folder.path().join("tour.ledger"), data, tag)?;
        let any_day = Question::on(Moment::day(jiff::civil::date(2025, 12, 31)));
        registry.ingest_samples(options, "2025-12-31T00:00:00Z", &any_day, &mut |_| {})?;
        // As of the day of the last report, so that the tour is the same on every day.
        let last = registry.coverage(&any_day)?.published.map(|(_, last)| last);
        let question = last.map_or(any_day, Question::on);
        let status = registry.status(AGREEMENT, &question)?;
        let why = registry.why(AGREEMENT, PARTICIPANT, &question)?;
        Ok((Tour { status, why }, registry))
    }
}

impl Tour {
    /// The page. `command` is how the program is called (`depositary`).
    pub fn page(&self, wording: &Wording, world: &World, command: &str) -> Page {
        let mut page = Page::new();
        page.push(Block::Title(wording.word("tour", "title").to_owned()));
        let number = self.status.coverage.documents.to_string();
        page.push(Block::Note(wording.phrase("coverage.samples", &[("documents", &number)])));
        page.push(Block::Gap);
        // The last line of a status says how to ask on; the tour says it in its own way.
        let mut status = self.status.page(wording, world);
        if matches!(status.blocks.last(), Some(Block::Note(_))) {
            status.blocks.pop();
        }
        status.blocks.into_iter().for_each(|block| page.push(block));
        self.quotes(&mut page, wording, world);
        page.push(Block::Gap);
        for (key, lines) in [
            ("keep", vec![format!("{command} tour --keep"), format!("{command} why \"Abraham Accords\" Kazakhstan")]),
            ("own", vec![format!("{command} ingest FILE...")]),
            ("help", vec![format!("{command} --help")]),
        ] {
            page.push(Block::Note(wording.word("tour", key).to_owned()));
            lines.iter().for_each(|line| page.push(Block::Under(quotation(line))));
        }
        page
    }

    /// A claim a language that counts for the participant, with its words: the earliest that decided, else that was used.
    fn quotes(&self, page: &mut Page, wording: &Wording, world: &World) {
        let mut languages = BTreeSet::new();
        for outcome in [Outcome::Decided, Outcome::Used] {
            for ground in self.why.answer.why.grounds.iter().filter(|g| g.outcome == outcome) {
                let Some(sourced) = self.why.claims.get(&ground.claim) else { continue };
                if !languages.insert(sourced.source.language.clone()) {
                    continue;
                }
                if languages.len() == 1 {
                    let name = wording.title(PARTICIPANT, world);
                    page.push(Block::Heading(wording.phrase("tour.quotes", &[("participant", &name)])));
                }
                page.push(Block::Line(wording.claim_sentence(&sourced.claim, world)));
                let words = self.why.answer.words.get(&ground.claim).map_or(&[][..], Vec::as_slice);
                let words: Vec<String> = words.iter().map(|w| quotation(w)).collect();
                page.push(Block::Words(wording.phrase("why.words", &[("words", &words.join(" … "))])));
                let published = sourced.source.published.map(|p| wording.date(p)).unwrap_or_default();
                let title = sourced.source.title.as_deref().map(quotation).unwrap_or_default();
                let publisher = sourced.source.publisher.as_deref().unwrap_or_default();
                let values =
                    [("publisher", &*wording.isolate(publisher)), ("published", &*published), ("title", &*title)];
                page.push(Block::Under(wording.phrase("why.source", &values)));
            }
        }
    }
}
