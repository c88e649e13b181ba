//! The questions: open, ask, print.

use registry::{
    Answer, Between, Error, Page, Question, Registry, Table,
    claims::Moment,
    end_of,
    show::{self, Choices, Shown},
};
use serde_json::json;

use crate::{
    arguments::{Command, Format, Global},
    output::{Ended, Failure, Output},
};

/// The registry that the options name. Nothing is opened yet.
pub fn registry(global: &Global) -> Result<Registry, Failure> {
    let file = match &global.ledger {
        Some(file) => file.clone(),
        None => {
            let current = std::env::current_dir().unwrap_or_default();
            registry::default_ledger(&current, |name| std::env::var(name).ok())
        }
    };
    Ok(Registry::open(file, &global.data, &global.ui)?)
}

/// Today, where no day is asked for; everything known, where no instant is.
pub fn question(global: &Global) -> Result<Question, Failure> {
    let as_of = match &global.as_of {
        Some(written) => written.parse().map_err(|_| wrong_day("--as-of", written))?,
        None => Moment::day(jiff::ZonedDateTime::now().date()),
    };
    let question = Question::on(as_of);
    match &global.known_at {
        Some(instant) => Ok(question.known_at(instant)?),
        None => Ok(question),
    }
}

pub fn wrong_day(option: &str, written: &str) -> Failure {
    let shown = registry::neutral(written).into_owned();
    Failure::message(format!("{option}: `{shown}` is no date. Write YYYY-MM-DD, YYYY-MM or YYYY"))
}

/// Answers one of the questions.
pub fn ask(global: &Global, command: Command, output: &mut Output) -> Result<Ended, Failure> {
    let registry = registry(global)?;
    let question = question(global)?;
    let answered = answer(&registry, &question, command, output);
    match answered {
        Err(Failure::Registry(
            error @ (Error::NotFound { .. } | Error::Ambiguous { .. } | Error::WrongType { .. }),
        )) => Err(output.choose(error, registry.knowledge().wording()?)),
        other => other,
    }
}

fn answer(registry: &Registry, question: &Question, command: Command, output: &mut Output) -> Result<Ended, Failure> {
    match command {
        Command::Status { agreement } => {
            let answer = registry.status(&agreement, question)?;
            let empty = answer.answer.participants.is_empty() && answer.answer.state.is_none();
            print(registry, &answer, output, empty)
        }
        Command::Why { agreement_or_claim, participant: Some(participant) } => {
            let answer = registry.why(&agreement_or_claim, &participant, question)?;
            if output.format == Some(Format::Csv) {
                let table = answer.table(registry.knowledge().wording()?, registry.knowledge().world()?);
                output.write(&table.csv())?;
                return Ok(Ended::Done);
            }
            let empty = answer.answer.why.grounds.is_empty();
            print(registry, &answer, output, empty)
        }
        Command::Why { agreement_or_claim, participant: None } => {
            if agreement_or_claim.is_empty() || !agreement_or_claim.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(Failure::message(format!(
                    "`{}` is no id of a claim. Write the id, or an agreement and a state: depositary why AGREEMENT STATE",
                    registry::neutral(&agreement_or_claim)
                )));
            }
            print(registry, &registry.why_claim(&agreement_or_claim, question)?, output, false)
        }
        Command::Changes { agreement, since, from } => {
            let before = before(registry, question, since.as_deref(), from.as_deref())?;
            let between = Between { before, after: question.clone() };
            print(registry, &registry.changes(agreement.as_deref(), &between)?, output, false)
        }
        Command::Relation { one, other } => {
            let answer = registry.relation(&one, &other, question)?;
            let empty = answer.claims.is_empty();
            print(registry, &answer, output, empty)
        }
        Command::Find { name } => find(registry, &name, output),
        Command::State { state } => {
            let answer = registry.state(&state, question)?;
            let empty = answer.claims.is_empty();
            print(registry, &answer, output, empty)
        }
        Command::Said { speaker } => {
            let answer = registry.said(&speaker, question)?;
            let empty = answer.answer.said.utterances.is_empty() && answer.answer.quotations.is_empty();
            print(registry, &answer, output, empty)
        }
        Command::Timeline { agreement, state } => {
            let answer = registry.timeline(&agreement, state.as_deref(), question)?;
            let empty = answer.answer.events.is_empty();
            print(registry, &answer, output, empty)
        }
        Command::Calendar { agreement } => {
            print(registry, &registry.calendar(agreement.as_deref(), question)?, output, false)
        }
        // `main` keeps the commands that are no questions to itself.
        _ => Ok(Ended::Done),
    }
}

/// The earlier question of `changes`.
fn before(
    registry: &Registry,
    question: &Question,
    since: Option<&str>,
    from: Option<&str>,
) -> Result<Question, Failure> {
    if let Some(day) = from {
        return Ok(question.on_day(day.parse().map_err(|_| wrong_day("--from", day))?));
    }
    let instant = match since {
        Some(written) => Some(end_of(written)?),
        None => registry.before_last_recording()?,
    };
    Ok(Question { known_at: instant, ..question.clone() })
}

/// Prints an answer in the form asked for.
fn print<T: serde::Serialize>(
    registry: &Registry,
    answer: &Answer<T>,
    output: &mut Output,
    nothing: bool,
) -> Result<Ended, Failure>
where
    Answer<T>: Shown,
{
    let ended = if nothing { Ended::Nothing } else { Ended::Done };
    match output.format {
        Some(Format::Json | Format::Jsonl) => output.json(&answer.json()?)?,
        format => {
            let page = answer.page(registry.knowledge().wording()?, registry.knowledge().world()?);
            page_or_csv(&page, format, output)?;
        }
    }
    Ok(ended)
}

fn page_or_csv(page: &Page, format: Option<Format>, output: &mut Output) -> Result<(), Failure> {
    if format == Some(Format::Csv) {
        output.write(&page.table().map(Table::csv).unwrap_or_default())?;
    } else {
        output.page(page)?;
    }
    Ok(())
}

fn find(registry: &Registry, name: &str, output: &mut Output) -> Result<Ended, Failure> {
    let choices = registry.find(name)?;
    let exact = choices.iter().any(|c| c.exact);
    if let Some(Format::Json | Format::Jsonl) = output.format {
        output.json(&json!({ "query": name, "exact": exact, "choices": choices }))?;
    } else {
        let shown = Choices { query: name, choices: &choices };
        let page = shown.page(registry.knowledge().wording()?, registry.knowledge().world()?);
        page_or_csv(&page, output.format, output)?;
    }
    Ok(if exact { Ended::Done } else { Ended::Nothing })
}

/// `help stages`.
pub fn glossary(global: &Global, output: &mut Output) -> Result<Ended, Failure> {
    let registry = registry(global)?;
    let page = show::glossary(registry.knowledge().wording()?);
    page_or_csv(&page, output.format, output)?;
    Ok(Ended::Done)
}
