//! Tests generated from the cases of a language, and how many of them hold.

use std::{collections::BTreeMap, fs};

use cases::metamorphic::{Change, Grammar, Test, tests};
use reader::Reader;

/// What a language must reach.
const GATE: f64 = 0.97;

/// Generates the tests of each language, runs them, and prints figures by change.
///
/// # Errors
/// Where a folder cannot be read, or a language stays below the gate.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut wanted: Vec<&str> = Vec::new();
    let (mut failures, mut all, mut every) = (None, false, 1);
    let mut rest = arguments.iter().peekable();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--failures" => {
                let of = rest.next_if(|next| !next.starts_with("--") && !cases::languages().join(next).is_dir());
                failures = Some(of.map_or("", String::as_str));
            }
            "--all" => all = true,
            "--sample" => {
                every = rest.next().and_then(|n| n.parse().ok()).ok_or("--sample takes a number")?;
            }
            tag => wanted.push(tag),
        }
    }
    let languages = language::Languages::load(&[]).map_err(|e| e.to_string())?;
    let world = cases::world().map_err(|e| e.to_string())?;
    let reader = Reader::new(&languages, &world);
    let mut below = Vec::new();
    for tag in languages.tags().filter(|t| wanted.is_empty() || wanted.contains(t)) {
        let folder = cases::languages().join(tag);
        let (Ok(written), Ok(grammar)) =
            (fs::read_to_string(folder.join("cases.md")), fs::read_to_string(folder.join("metamorphic.txt")))
        else {
            continue;
        };
        let grammar = Grammar::parse(tag, &grammar)?;
        let made = tests(tag, &cases::parse(tag, &written)?, &grammar, &languages, &world)?;
        // By change: of cases with claims (held, all), of silent cases (held, all).
        let mut figures: BTreeMap<Change, [usize; 4]> = BTreeMap::new();
        for test in made.iter().step_by(every) {
            let (missing, more) = test.differences(&reader).map_err(|e| e.to_string())?;
            let held = missing.is_empty() && more.is_empty();
            let row = figures.entry(test.change).or_default();
            let column = if test.is_silent() { 2 } else { 0 };
            row[column] += usize::from(held);
            row[column + 1] += 1;
            if all || !held && failures.is_some_and(|of| test.change.to_string().contains(of)) {
                show(test, tag, &missing, &more);
            }
        }
        let share = table(tag, &figures);
        if share < GATE {
            below.push(format!("{tag} {share:.4}"));
        }
    }
    if below.is_empty() { Ok(()) } else { Err(format!("below {GATE}: {}", below.join(", "))) }
}

fn show(test: &Test, tag: &str, missing: &[cases::metamorphic::Said], more: &[cases::metamorphic::Said]) {
    println!("languages/{tag}/cases.md:{}: {}", test.line, test.change);
    println!("  was:  {}", test.original.replace('\n', " "));
    println!("  now:  {}", test.document.text.replace('\n', " "));
    for said in missing {
        println!("  missing: {said}");
    }
    for said in more {
        println!("  more:    {said}");
    }
}

/// Prints the figures; returns the share that held of the tests whose case has claims.
fn table(tag: &str, figures: &BTreeMap<Change, [usize; 4]>) -> f64 {
    let share = |held: usize, of: usize| if of == 0 { 1.0 } else { held as f64 / of as f64 };
    println!("{tag}\n{:<30} {:>6} {:>6} {:>7}   {:>6} {:>6}", "change", "held", "tests", "share", "silent", "tests");
    let mut sum = [0; 4];
    for (change, row) in figures {
        println!(
            "{change:<30} {:>6} {:>6} {:>7.4}   {:>6} {:>6}",
            row[0],
            row[1],
            share(row[0], row[1]),
            row[2],
            row[3]
        );
        for (total, n) in sum.iter_mut().zip(row) {
            *total += n;
        }
    }
    let whole = share(sum[0], sum[1]);
    println!("{:<30} {:>6} {:>6} {whole:>7.4}   {:>6} {:>6}\n", "all", sum[0], sum[1], sum[2], sum[3]);
    whole
}
