//! `read` and `explain`: what texts say; nothing is kept.

use std::path::{Path, PathBuf};

use registry::{
    Knowledge, Layers, ReadOptions,
    claims::Document,
    lines,
    reader::{Options, Prefer},
    show::{Read, Shown},
    sources::{Form, Input, Overrides, Problem, Severity, documents},
};

use crate::{
    arguments::{self, Format, Global, InputForm, Layer, ReadArguments, ReadingArguments, SourceArguments},
    ask::wrong_day,
    output::{Ended, Failure, Output},
};

/// What the options say about how texts are read.
pub fn options(arguments: &ReadingArguments) -> ReadOptions {
    ReadOptions {
        reader: Options {
            prefer: match arguments.prefer {
                arguments::Prefer::Past => Prefer::Past,
                arguments::Prefer::Future => Prefer::Future,
            },
            stance: arguments.stance,
            min_margin: arguments.min_margin.unwrap_or(i32::MIN),
        },
        jobs: arguments.jobs.unwrap_or(0),
    }
}

/// What is to be read, with what the options say about it. `-` is the standard input.
pub fn inputs(paths: &[PathBuf], source: &SourceArguments) -> Result<Vec<Input>, Failure> {
    let overrides = Overrides {
        published: match &source.published {
            Some(day) => Some(day.parse().map_err(|_| wrong_day("--published", day))?),
            None => None,
        },
        language: source.lang.clone(),
        publisher: source.publisher.clone(),
        url: source.url.clone(),
        encoding: None,
    };
    let form = match source.input {
        None => Form::Auto,
        Some(InputForm::Text) => Form::Text,
        Some(InputForm::Jsonl) => Form::Jsonl,
        Some(InputForm::Html) => Form::Html,
    };
    let stdin = Path::new("-");
    let origin = |path: &PathBuf| if path == stdin { Input::stdin() } else { Input::path(path) };
    let inputs: Vec<Input> = match paths {
        [] => vec![Input::stdin()],
        paths => paths.iter().map(origin).collect(),
    };
    if inputs.iter().filter(|i| **i == Input::stdin()).count() > 1 {
        return Err(Failure::message("the standard input can be read once only; write `-` once"));
    }
    Ok(inputs.into_iter().map(|input| input.form(form).overrides(overrides.clone())).collect())
}

/// `read`.
pub fn read(global: &Global, arguments: &ReadArguments, output: &mut Output) -> Result<Ended, Failure> {
    let knowledge = Knowledge::new(&global.data, &global.ui)?;
    let inputs = inputs(&arguments.files, &arguments.source)?;
    let as_lines = match output.format {
        None | Some(Format::Table) => false,
        Some(Format::Jsonl | Format::Json) => true,
        Some(Format::Csv) => return Err(Failure::message("read prints `--format table` or `--format jsonl`")),
    };
    let layers = layers(&arguments.layers);
    let mut lost = false;
    let mut problems: Vec<Problem> = Vec::new();
    let mut number = 0;
    for input in inputs {
        // Problems are told in their place: after the documents before them are printed.
        let mut items = documents(&input);
        let taken = std::iter::from_fn(|| {
            loop {
                match items.next()? {
                    Ok(document) => return Some(document),
                    Err(problem) => problems.push(problem),
                }
            }
        });
        knowledge.read(taken, &options(&arguments.reading), |document, reading| {
            number += 1;
            if as_lines {
                let out = output.stream();
                for line in lines(&document, reading, layers) {
                    serde_json::to_writer(&mut *out, &line)?;
                    out.write_all(b"\n")?;
                }
                if arguments.reading.jobs == Some(1) {
                    out.flush()?; // whoever feeds one document at a time waits for its lines
                }
                return Ok(());
            }
            let mut reading = reading;
            retain(&mut reading, layers);
            let shown = Read { document: &document, reading: &reading };
            let page = shown.page(knowledge.wording()?, knowledge.world()?);
            if number > 1 {
                output.write("\n")?;
            }
            output.page(&page)?;
            Ok(())
        })?;
        output.stream().flush()?;
        for problem in problems.drain(..) {
            lost |= problem.severity == Severity::Error;
            output.remark(&warning(&problem));
        }
    }
    Ok(if lost { Ended::Error } else { Ended::Done })
}

/// A problem as a line for standard error.
pub fn warning(problem: &Problem) -> String {
    let word = if problem.severity == Severity::Error { "error" } else { "warning" };
    format!("{word}: {}", registry::isolate(&problem.to_string(), registry::Direction::Ltr))
}

fn layers(asked: &[Layer]) -> Layers {
    if asked.is_empty() {
        return Layers::ALL;
    }
    let has = |layer| asked.contains(&layer);
    Layers {
        mentions: has(Layer::Mentions),
        times: has(Layer::Times),
        quotations: has(Layer::Quotations),
        claims: has(Layer::Claims),
    }
}

fn retain(reading: &mut registry::claims::Reading, layers: Layers) {
    if !layers.mentions {
        reading.mentions.clear();
    }
    if !layers.times {
        reading.times.clear();
    }
    if !layers.quotations {
        reading.quotations.clear();
    }
    if !layers.claims {
        reading.claims.clear();
    }
}

/// `explain`: of a file if there is one of that name, else of the words themselves.
pub fn explain(global: &Global, text: &str, source: &SourceArguments, output: &mut Output) -> Result<Ended, Failure> {
    let knowledge = Knowledge::new(&global.data, &global.ui)?;
    let path = Path::new(text);
    let is_file = text == "-" || path.is_file();
    let inputs = inputs(&[if is_file { path.to_owned() } else { PathBuf::from("-") }], source)?;
    let mut found: Vec<Document> = Vec::new();
    if is_file {
        for item in inputs.iter().flat_map(documents) {
            match item {
                Ok(document) => found.push(document),
                Err(problem) => output.remark(&warning(&problem)),
            }
        }
    } else {
        let overrides = inputs.into_iter().next().map(|i| i.overrides).unwrap_or_default();
        found.push(Document {
            text: text.to_owned(),
            language: overrides.language,
            published: overrides.published,
            publisher: overrides.publisher,
            url: overrides.url,
            ..Document::default()
        });
    }
    if found.is_empty() {
        return Ok(Ended::Nothing);
    }
    for document in &found {
        let explanation = knowledge.explain(document, &ReadOptions::default())?;
        match output.format {
            Some(Format::Json | Format::Jsonl) => output.json(&serde_json::to_value(&explanation)?)?,
            _ => output.write(&format!("{explanation}\n"))?,
        }
    }
    Ok(Ended::Done)
}
