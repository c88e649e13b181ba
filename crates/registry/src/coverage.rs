//! What was read: the line above every answer.

use claims::Moment;
use ledger::Summary;
use serde::Serialize;

use crate::Wording;

/// What an answer rests on. In the JSON of every answer as `coverage`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Documents read.
    pub documents: u64,
    /// Claims in them that count.
    pub claims: u64,
    /// Different publishers, as written.
    pub publishers: u64,
    /// Languages with the number of documents, most first.
    pub languages: Vec<(String, u64)>,
    /// The earliest and latest date of publication.
    pub published: Option<(Moment, Moment)>,
    /// The last instant at which anything was recorded.
    pub last_recorded: Option<String>,
    /// Reference tables that were imported, with their dates of capture. None yet in this version.
    pub tables: Vec<String>,
    /// Sources that could not be read in full at the last look.
    pub failures: Vec<String>,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
}

pub(crate) fn of(summary: Summary, known_at: Option<&str>) -> Coverage {
    Coverage {
        documents: summary.documents,
        claims: summary.claims,
        publishers: summary.publishers,
        languages: summary.languages,
        published: summary.first_published.zip(summary.last_published),
        last_recorded: summary.last_recorded,
        tables: Vec::new(),
        failures: summary.failures.into_iter().map(|f| f.coverage.place).collect(),
        known_at: known_at.map(str::to_owned),
    }
}

impl Coverage {
    /// The sentence: how much was read, by whom, in which languages, from when to when.
    pub fn sentence(&self, wording: &Wording) -> String {
        if self.documents == 0 {
            return match &self.known_at {
                Some(instant) => wording.phrase("coverage.nothing_then", &[("known_at", &wording.instant(instant))]),
                None => wording.phrase("coverage.empty", &[]),
            };
        }
        let publishers = match self.publishers {
            0 => String::new(),
            n => wording.phrase("coverage.publishers", &[("n", &n.to_string())]),
        };
        let languages: Vec<String> =
            self.languages.iter().map(|(tag, _)| wording.word("languages", tag).to_owned()).collect();
        let published = match self.published {
            Some((from, to)) if from == to => {
                wording.phrase("coverage.published_one", &[("from", &wording.date(from))])
            }
            Some((from, to)) => {
                wording.phrase("coverage.published", &[("from", &wording.date(from)), ("to", &wording.date(to))])
            }
            None => String::new(),
        };
        let recorded = self.last_recorded.as_deref().map(|r| wording.instant(r)).unwrap_or_default();
        let values = [
            ("documents", &*self.documents.to_string()),
            ("publishers", &*publishers),
            ("languages", &*wording.list(&languages)),
            ("published", &*published),
            ("recorded", &*recorded),
        ];
        wording.phrase("coverage.sentence", &values)
    }

    /// The sources that could not be read in full, as a sentence; empty where there are none.
    pub fn failures_sentence(&self, wording: &Wording) -> String {
        if self.failures.is_empty() {
            return String::new();
        }
        let shown: Vec<String> = self.failures.iter().take(3).map(|f| wording.isolate(f)).collect();
        let places =
            if self.failures.len() > shown.len() { format!("{}, …", shown.join(", ")) } else { wording.list(&shown) };
        wording.phrase("coverage.failures", &[("n", &self.failures.len().to_string()), ("places", &places)])
    }
}
