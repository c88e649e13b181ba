//! `import`: status tables of depositaries.

use registry::{
    Block, ImportOptions, Imported, Page, Registry, Table, claims::Moment, show::Shown, sources::TableForm,
};

use crate::{
    arguments::{Format, Global, ImportArguments, TableArgument},
    ask::{question, registry},
    keep::recorded,
    output::{Ended, Failure, Output},
    read::warning,
};

/// Changed cells that are shown; the report has all.
const SHOWN: usize = 40;

/// `import`.
pub fn import(global: &Global, arguments: &ImportArguments, output: &mut Output) -> Result<Ended, Failure> {
    let captured: Moment = arguments.captured.parse().map_err(|e| Failure::message(format!("--captured: {e}")))?;
    let form = match arguments.table {
        TableArgument::Unts => TableForm::Unts,
        TableArgument::Wipo => TableForm::Wipo,
        TableArgument::Csv => TableForm::Csv,
    };
    let mut registry = registry(global)?;
    let (recorded, question) = (recorded(global)?, question(global)?);
    let json = arguments.report.is_some() || matches!(output.format, Some(Format::Json | Format::Jsonl));
    let options = ImportOptions { form, captured, tell_changes: !json && !global.quiet };
    let mut told = Vec::new();
    let result = registry.import(&arguments.paths, &options, &recorded, &question, &mut |problem| {
        if !global.quiet {
            told.push(warning(problem));
        }
    })?;
    told.iter().for_each(|line| output.remark(line));
    let ended = if result.lost > 0 { Ended::Error } else { Ended::Done };
    if json {
        output.json(&serde_json::to_value(&result)?)?;
    } else if !global.quiet {
        show(&registry, &result, output)?;
    }
    Ok(ended)
}

fn show(registry: &Registry, result: &Imported, output: &mut Output) -> Result<(), Failure> {
    let wording = registry.knowledge().wording()?;
    let numbers = [
        result.tables,
        result.known,
        result.dates,
        result.resolved,
        result.ambiguous,
        result.unresolved,
        result.claims,
    ];
    let [tables, known, dates, resolved, ambiguous, unresolved, claims] = numbers.map(|n| n.to_string());
    let values = [
        ("tables", tables.as_str()),
        ("known", &known),
        ("dates", &dates),
        ("resolved", &resolved),
        ("ambiguous", &ambiguous),
        ("unresolved", &unresolved),
        ("claims", &claims),
    ];
    let mut page = Page::new();
    page.push(Block::Line(wording.phrase("import.summary", &values)));
    if !result.cells.is_empty() {
        let classes: Vec<String> =
            result.changes.iter().map(|(class, n)| format!("{} {n}", wording.word("classes", class))).collect();
        page.push(Block::Line(wording.phrase("import.changed", &[("classes", &classes.join(" · "))])));
        let heading = |key: &'static str| (key, wording.word("heading", key).to_owned());
        let mut table = Table::new(["participant", "table", "before", "after", "class", "reason"].map(heading));
        for change in result.cells.iter().filter(|c| c.class.code() != "new_act").take(SHOWN) {
            let cells = [
                &change.participant,
                &change.table,
                &change.before,
                &change.after,
                wording.word("classes", change.class.code()),
                &change.why,
            ];
            table.rows.push(cells.map(|c| wording.isolate(c).into()).into());
        }
        page.push(Block::Table(table));
    }
    if let Some(changes) = &result.record {
        let world = registry.knowledge().world()?;
        changes.page(wording, world).blocks.into_iter().for_each(|block| page.push(block));
    }
    output.page(&page)?;
    Ok(())
}
