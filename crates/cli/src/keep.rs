//! The commands that keep something, or care for what is kept.

use std::{fs::File, io::BufWriter, path::Path};

use registry::{
    Block, Event, IngestOptions, Ingested, Page, Proposal, Registry,
    claims::Ruling,
    show::Shown,
    sources::{Form, Origin, list},
    start_of,
};

use crate::{
    arguments::{DecisionArguments, Format, Global, IngestArguments, RulingArgument},
    ask::{question, registry},
    output::{Ended, Failure, Output},
    progress::Progress,
    read::{inputs, options, warning},
};

impl RulingArgument {
    pub fn ruling(self) -> Ruling {
        match self {
            RulingArgument::Accept => Ruling::Accept,
            RulingArgument::Merge => Ruling::Merge,
            RulingArgument::Split => Ruling::Split,
        }
    }
}

/// The instant to record: the clock's, unless one is given.
pub fn recorded(global: &Global) -> Result<String, Failure> {
    match &global.recorded {
        Some(written) => Ok(start_of(written)?),
        None => Ok(jiff::Timestamp::now().to_string()),
    }
}

/// The first command: the record that the samples make; with `--keep`, in the ledger.
pub fn tour(global: &Global, keep: bool, output: &mut Output) -> Result<Ended, Failure> {
    let options = IngestOptions::default();
    if keep {
        let mut registry = registry(global)?;
        let (recorded, question) = (recorded(global)?, question(global)?);
        let result = registry.ingest_samples(&options, &recorded, &question, &mut |_| {})?;
        return finish(&registry, &result, output);
    }
    let (tour, registry) = Registry::tour(&global.data, &global.ui, &options)?;
    match output.format {
        Some(Format::Json | Format::Jsonl) => output.json(&tour.status.json()?)?,
        format => {
            // `cargo run` says so; then the lines to type begin with it.
            let command = match std::env::var_os("CARGO") {
                Some(_) => "cargo run --release --",
                None => "depositary",
            };
            let wording = registry.knowledge().wording()?;
            let page = tour.page(wording, registry.knowledge().world()?, command);
            if format == Some(Format::Csv) {
                output.write(&page.csv())?;
            } else {
                output.page(&page)?;
            }
        }
    }
    Ok(Ended::Done)
}

/// `ingest`.
pub fn ingest(global: &Global, arguments: &IngestArguments, output: &mut Output) -> Result<Ended, Failure> {
    let mut registry = registry(global)?;
    let inputs = inputs(&arguments.paths, &arguments.source)?;
    let (recorded, question) = (recorded(global)?, question(global)?);
    let bytes: u64 = inputs
        .iter()
        .map(|input| match &input.origin {
            Origin::Path(path) => list(&[path], Form::Auto).bytes,
            Origin::Stdin => 0,
        })
        .sum();
    let progress = Progress::new(output.shows_progress(), bytes);
    let mut taken = 0_u64;
    let mut broken = None;
    let options =
        IngestOptions { reading: options(&arguments.reading), tell_changes: !arguments.acknowledge && !global.quiet };
    let result = registry.ingest(&inputs, &options, &recorded, &question, &mut |event| match event {
        Event::Document(document) => {
            taken += 1;
            progress.document(document.text.len());
            progress.message(taken.to_string());
        }
        Event::Problem(problem) if !global.quiet => progress.line(&warning(problem)),
        Event::Problem(_) => {}
        Event::Acknowledged(ids) if arguments.acknowledge && broken.is_none() => {
            let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
            broken = output.write(&lines).err();
        }
        Event::Acknowledged(_) => {}
    });
    progress.finish();
    let result = result?;
    if let Some(error) = broken {
        return Err(error.into());
    }
    if arguments.acknowledge || global.quiet {
        return Ok(ended(&result));
    }
    finish(&registry, &result, output)
}

/// Prints what came of an ingest: how much, and what changed in the record.
fn finish(registry: &Registry, result: &Ingested, output: &mut Output) -> Result<Ended, Failure> {
    if let Some(Format::Json | Format::Jsonl) = output.format {
        output.json(&serde_json::to_value(result)?)?;
        return Ok(ended(result));
    }
    let knowledge = registry.knowledge();
    let (wording, world) = (knowledge.wording()?, knowledge.world()?);
    let numbers = [result.documents, result.known, result.reread, result.claims].map(|n| n.to_string());
    let [documents, known, reread, claims] = numbers.each_ref().map(String::as_str);
    let reread = if reread == "0" { "" } else { reread };
    let values = [("documents", documents), ("known", known), ("reread", reread), ("claims", claims)];
    let mut page = Page::new();
    page.push(Block::Line(wording.phrase("ingest.summary", &values)));
    if let Some(changes) = &result.changes {
        changes.page(wording, world).blocks.into_iter().for_each(|block| page.push(block));
    }
    if output.format == Some(Format::Csv) {
        output.write(&page.csv())?;
    } else {
        output.page(&page)?;
    }
    Ok(ended(result))
}

fn ended(result: &Ingested) -> Ended {
    if result.lost > 0 { Ended::Error } else { Ended::Done }
}

/// `reject`, `decide`, `retract`, `supersede`.
pub fn decide(
    global: &Global,
    ruling: Ruling,
    about: &str,
    other: Option<&str>,
    arguments: &DecisionArguments,
    output: &mut Output,
) -> Result<Ended, Failure> {
    if matches!(ruling, Ruling::Merge | Ruling::Split) && other.is_none() {
        return Err(Failure::message("merge and split are about two claims: write the ids of both"));
    }
    let mut registry = registry(global)?;
    let proposal = Proposal { ruling, about, other, author: &arguments.author, reason: &arguments.because };
    let decided = registry.decide(&proposal, &recorded(global)?, &question(global)?)?;
    if let Some(Format::Json | Format::Jsonl) = output.format {
        output.json(&serde_json::to_value(&decided)?)?;
        return Ok(Ended::Done);
    }
    let knowledge = registry.knowledge();
    let wording = knowledge.wording()?;
    let key = if decided.new { "ingest.decision" } else { "ingest.decision_known" };
    let code = serde_json::to_value(decided.decision.ruling)?;
    let ruling = wording.word("rulings", code.as_str().unwrap_or_default());
    let mut page = Page::new();
    page.push(Block::Line(wording.phrase(key, &[("ruling", ruling), ("about", &decided.decision.about)])));
    if decided.new {
        decided.changes.page(wording, knowledge.world()?).blocks.into_iter().for_each(|block| page.push(block));
    }
    output.page(&page)?;
    Ok(Ended::Done)
}

/// `verify`.
pub fn verify(global: &Global, against: Option<&str>, output: &mut Output) -> Result<Ended, Failure> {
    let registry = registry(global)?;
    let against = match against {
        Some(written) => Some(registry::head(written).ok_or_else(|| {
            let shown = registry::neutral(written).into_owned();
            Failure::message(format!("--against: `{shown}` is no head. Write what `verify` printed: BATCH:CHAIN"))
        })?),
        None => None,
    };
    let (report, head) = registry.verify(against.as_ref())?;
    let ended = if report.is_clean() { Ended::Done } else { Ended::Error };
    if let Some(Format::Json | Format::Jsonl) = output.format {
        output.json(&serde_json::json!({ "report": report, "head": head }))?;
        return Ok(ended);
    }
    let wording = registry.knowledge().wording()?;
    let rows = report.rows.to_string();
    let faults = (report.faults.len() as u64 + report.more).to_string();
    let key = if report.is_clean() { "verify.clean" } else { "verify.faults" };
    let mut page = Page::new();
    page.push(Block::Line(wording.phrase(key, &[("rows", &rows), ("n", &faults)])));
    for fault in &report.faults {
        page.push(Block::Under(wording.isolate(&format!("{} {}: {fault}", fault.table, fault.row))));
    }
    if report.back_dated > 0 {
        page.push(Block::Line(wording.phrase("verify.back_dated", &[("n", &report.back_dated.to_string())])));
    }
    let values = [("batch", &*head.batch.to_string()), ("chain", &*head.chain)];
    page.push(Block::Note(wording.phrase("verify.head", &values)));
    output.page(&page)?;
    Ok(ended)
}

/// `backup`.
pub fn backup(global: &Global, file: &Path, output: &mut Output) -> Result<Ended, Failure> {
    let registry = registry(global)?;
    registry.backup(file)?;
    let wording = registry.knowledge().wording()?;
    let shown = wording.isolate(&file.display().to_string());
    output.remark(&wording.phrase("verify.backup", &[("file", &shown)]));
    Ok(Ended::Done)
}

/// `export`.
pub fn export(global: &Global, file: Option<&Path>, output: &mut Output) -> Result<Ended, Failure> {
    let registry = registry(global)?;
    let known_at = question(global)?.known_at;
    match file {
        Some(path) => {
            let opened = File::create(path).map_err(|e| {
                Failure::message(format!("{}: it cannot be written ({e}). Choose another place", path.display()))
            })?;
            let mut out = BufWriter::new(opened);
            registry.export(known_at.as_deref(), &mut out)?;
            std::io::Write::flush(&mut out)?;
        }
        None => {
            registry.export(known_at.as_deref(), output.stream())?;
            output.stream().flush()?;
        }
    }
    Ok(Ended::Done)
}

/// `world check`.
pub fn check(global: &Global, output: &mut Output) -> Result<Ended, Failure> {
    let registry = registry(global)?;
    let problems = registry.knowledge().check()?;
    for problem in &problems {
        output.write(&format!("{}\n", registry::isolate(problem, registry::Direction::Ltr)))?;
    }
    let words = registry.knowledge().wording()?.phrase("ingest.problems", &[("n", &problems.len().to_string())]);
    if problems.is_empty() {
        output.write(&format!("{}\n", registry.knowledge().wording()?.word("verify", "data_clean")))?;
        return Ok(Ended::Done);
    }
    output.remark(words.trim_end_matches(':'));
    Ok(Ended::Error)
}
