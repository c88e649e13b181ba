//! Status tables into the ledger: each capture is a document whose claims are its dated cells; what differs from the capture
//! before is classed, and what was probably misread does not count until somebody decides.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    path::{Path, PathBuf},
};

use claims::{Coverage, Decision, Document, Moment, Outcome, Ruling};
use ledger::{Batch, Ledger};
use serde::Serialize;
use sources::{Captured, Change, Class, Count, Problem, Resolved, Severity, Table, TableForm, Told};

use crate::{
    changes::Touched,
    error::Result,
    question::Question,
    registry::{Claims, Registry},
};

/// Who decides what follows from a comparison of captures.
const AUTHOR: &str = "import";
/// Tables that are written together.
const BATCH: usize = 64;

/// What is imported.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Whose form the tables have.
    pub form: TableForm,
    /// The day on which they were taken from their source.
    pub captured: Moment,
    /// Whether to tell at the end what changed in the record.
    pub tell_changes: bool,
}

/// A date whose meaning its column leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ambiguous {
    /// The file and line.
    pub place: String,
    /// The participant, as written.
    pub participant: String,
    /// The head of the column.
    pub column: String,
    /// The cell.
    pub written: String,
    /// What it may be.
    pub labels: Vec<String>,
}

/// What came of an import.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Imported {
    /// Dates, by what became of them.
    pub dates: u64,
    /// Dates that the head of their column explains.
    pub resolved: u64,
    /// Dates that it leaves open.
    pub ambiguous: u64,
    /// Cells that could not be read.
    pub unresolved: u64,
    /// Tables that were new.
    pub tables: u64,
    /// Tables that were known as they are, from this capture or the one before.
    pub known: u64,
    /// Claims added.
    pub claims: u64,
    /// Cells that differ from the capture before, by class.
    pub changes: BTreeMap<&'static str, u64>,
    /// Each of them, with the reason.
    pub cells: Vec<Change>,
    /// The dates that are left open.
    pub ambiguous_cells: Vec<Ambiguous>,
    /// Rows and files that could not be read, as sentences.
    pub problems: Vec<String>,
    /// How many of them cost a row or a file.
    pub lost: u64,
    /// What changed in the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<record::Changes>,
}

impl Registry {
    /// Reads status tables and keeps what they say. `recorded` is the instant of recording, `today` the day for which the
    /// change in the record is told.
    ///
    /// # Errors
    /// If the ledger cannot be written or the data not be read. Rows and files that cannot be read are no error: they are
    /// counted and told, and the import goes on.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        options: &ImportOptions,
        recorded: &str,
        today: &Question,
        listen: &mut dyn FnMut(&Problem),
    ) -> Result<Imported> {
        let world = self.world()?;
        let names = Resolved::new(world);
        let data = world.version();
        let mut result = Imported::default();
        let mut writer = self.writer()?;
        let mut before = Earlier::default();
        let mut touched = Touched::default();
        let decided = self.decisions(None).unwrap_or_default();
        let mut known: BTreeSet<String> = BTreeSet::new();
        for path in paths {
            let (tables, problems) = sources::tables(options.form, path, options.captured);
            let place = path.display().to_string();
            let mut lost = problems.len();
            result.tell(&problems, listen);
            let others: Vec<&Table> = tables.iter().map(|c| &c.table).collect();
            for some in tables.chunks(BATCH) {
                let mut steps: Vec<Step> = Vec::new();
                for captured in some {
                    lost += captured.problems.len();
                    result.tell(&captured.problems, listen);
                    steps.extend(self.step(
                        captured,
                        options.form,
                        &others,
                        &names,
                        &data,
                        &writer,
                        &mut before,
                        &mut result,
                    )?);
                }
                let mut batch = writer.begin()?;
                for step in &steps {
                    result.tell(&step.told.problems, listen);
                    lost += step.told.problems.len();
                    if options.tell_changes {
                        step.told.reading.claims.iter().for_each(|c| touched.note(c));
                        known.extend(step.told.reading.claims.iter().map(|c| c.id.clone()));
                    }
                    step.keep(&mut batch, recorded)?;
                    result.tables += 1;
                }
                result.claims += batch.commit()?.claims;
            }
            let outcome = match (tables.len(), lost) {
                (0, _) => Outcome::Failed,
                (_, 0) => Outcome::Read,
                _ => Outcome::Partly,
            };
            let problem = result.problems.first().cloned().filter(|_| lost > 0);
            let mut batch = writer.begin()?;
            batch.coverage(&Coverage { place, outcome, documents: tables.len() as u64, problem }, recorded)?;
            batch.commit()?;
        }
        drop(writer);
        if options.tell_changes {
            let earlier = |later: &[claims::Sourced]| {
                let mut claims = Claims::default();
                claims.add(later.iter().filter(|s| !known.contains(&s.claim.id)).cloned());
                claims
            };
            result.record = Some(self.differences(&touched, today, &decided, &earlier)?);
        }
        Ok(result)
    }

    /// What is to be kept of one table; `None`: it is known as it is.
    #[allow(clippy::too_many_arguments)]
    fn step(
        &self,
        captured: &Captured,
        form: TableForm,
        others: &[&Table],
        names: &Resolved<'_>,
        data: &str,
        writer: &Ledger,
        before: &mut Earlier,
        result: &mut Imported,
    ) -> Result<Option<Step>> {
        let table = &captured.table;
        let unresolved = captured.problems.iter().filter(|p| p.severity == Severity::Error).count() as u64;
        result.count(table, unresolved);
        if writer.has_reading(&table.document.id(), &sources::version(data))? {
            result.known += 1;
            return Ok(None);
        }
        let told = sources::claims_of(table, names, data);
        let Some(old) = before.of(writer, form, &table.document)? else {
            return Ok(Some(Step { document: table.document.clone(), told, decisions: Vec::new() }));
        };
        if old.text_id() == table.document.text_id() {
            result.known += 1;
            return Ok(None);
        }
        let mut decisions = Vec::new();
        if let Some(old) = sources::again(form, &old) {
            let changes = sources::compare(&old, table, others, names);
            decisions = rulings(&changes, &sources::claims_of(&old, names, data), &told);
            for change in &changes {
                *result.changes.entry(change.class.code()).or_default() += 1;
            }
            result.cells.extend(changes);
        }
        Ok(Some(Step { document: table.document.clone(), told, decisions }))
    }
}

/// What is kept of one table.
struct Step {
    document: Document,
    told: Told,
    decisions: Vec<Decision>,
}

impl Step {
    fn keep(&self, batch: &mut Batch<'_>, recorded: &str) -> Result<()> {
        let (id, _) = batch.document(&self.document, recorded)?;
        batch.reading(&id, &self.told.reading, recorded)?;
        for decision in &self.decisions {
            batch.decision(decision, recorded)?;
        }
        Ok(())
    }
}

/// What follows from the changes: a suspected misreading does not count, and the earlier date stays; a correction takes the
/// place of what it corrects. Anybody may decide otherwise.
fn rulings(changes: &[Change], old: &Told, new: &Told) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for change in changes {
        let reason = format!("{}: {}", change.class.code(), change.why);
        let decision = |ruling, about: &str, other: Option<&str>| Decision {
            ruling,
            about: about.to_owned(),
            other: other.map(str::to_owned),
            author: AUTHOR.to_owned(),
            reason: reason.clone(),
        };
        let after = new.of_cell(&change.participant, &change.column);
        match change.class {
            Class::SuspectedMisreading => {
                decisions.extend(after.map(|claim| decision(Ruling::Reject, &claim.id, None)));
            }
            Class::SourceCorrection => {
                let before = old.of_cell(&change.participant, &change.column);
                for (was, is) in before.zip(after) {
                    decisions.push(decision(Ruling::Supersede, &was.id, Some(&is.id)));
                }
            }
            _ => {}
        }
    }
    decisions
}

/// Earlier captures in the ledger, by publisher. A table is known by the name of its file; where anybody may name it, by its title
/// too.
#[derive(Default)]
struct Earlier(BTreeMap<Option<String>, Vec<ledger::Heading>>);

impl Earlier {
    /// The last capture of the same table before this one.
    fn of(&mut self, ledger: &Ledger, form: TableForm, document: &Document) -> Result<Option<Document>> {
        let headings = match self.0.entry(document.publisher.clone()) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                new.insert(ledger.headings_of_publisher(document.publisher.as_deref())?)
            }
        };
        let name = |label: &str| Path::new(label).file_stem().map(OsStr::to_owned);
        let titled = |h: &ledger::Heading| form == TableForm::Unts || h.title == document.title;
        let same = headings.iter().filter(|h| name(&h.label) == name(&document.label) && titled(h));
        let last = same.filter(|h| h.published < document.published).max_by_key(|h| h.published);
        let Some(last) = last else { return Ok(None) };
        Ok(ledger.document(&last.id, None)?.map(|kept| kept.document))
    }
}

impl Imported {
    fn count(&mut self, table: &Table, unresolved: u64) {
        let Count { dates, resolved, ambiguous, unresolved, .. } = table.count(unresolved);
        self.dates += dates;
        self.resolved += resolved;
        self.ambiguous += ambiguous;
        self.unresolved += unresolved;
        for row in &table.rows {
            for entry in row.entries.iter().filter(|e| e.meaning().is_none()) {
                self.ambiguous_cells.push(Ambiguous {
                    place: format!("{}:{}", table.place, row.line),
                    participant: row.participant.written.clone(),
                    column: table.columns.get(entry.column).cloned().unwrap_or_default(),
                    written: entry.written.clone(),
                    labels: entry.meanings.iter().map(|m| m.label.clone()).collect(),
                });
            }
        }
    }

    fn tell(&mut self, problems: &[Problem], listen: &mut dyn FnMut(&Problem)) {
        for problem in problems {
            listen(problem);
            self.lost += u64::from(problem.severity == Severity::Error);
            self.problems.push(problem.to_string());
        }
    }
}
