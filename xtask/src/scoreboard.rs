//! `cargo xtask scoreboard`: what the program scores on the gold data of others, on the first report, and on its own cases.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use serde_json::Value;

use crate::{listing, root, shared};

/// One line of the table.
struct Row {
    set: String,
    size: String,
    measure: &'static str,
    figure: String,
}

/// A layer with its gold folders and what is taken from the scorer's figures.
struct Layer {
    command: &'static str,
    gold: &'static [&'static str],
    /// The rows of the scorer to take: the end of their names; empty takes all and adds them up by set.
    rows: &'static [&'static str],
    /// Keys of the scorer's JSON with what they are called here.
    measures: &'static [(&'static str, &'static str)],
    size: &'static str,
}

const LAYERS: &[Layer] = &[
    Layer {
        command: "times",
        gold: &["times-duckling", "times-recognizers", "times-chrono"],
        rows: &[],
        measures: &[("exact", "times, value exact %"), ("value_of_all", "times, right value of all %")],
        size: "n",
    },
    Layer {
        command: "mentions",
        gold: &["facts-factrueval"],
        rows: &["all types", "span only"],
        measures: &[("f1", "mentions, F1")],
        size: "gold",
    },
    Layer {
        command: "quotations",
        gold: &["quotations-german/dev.jsonl"],
        rows: &["all", "direct"],
        measures: &[("lenient_f1", "quotations, F1 at 0.3")],
        size: "n",
    },
    // Written there by `cargo xtask polnear CHECKOUT`.
    Layer {
        command: "quotations",
        gold: &["quotations-polnear/train.jsonl"],
        rows: &["speech"],
        measures: &[
            ("lenient_f1", "quotations, F1 at 0.3"),
            ("strict_f1", "quotations, F1 at 0.8"),
            ("speaker", "quotations, speaker given a match %"),
            ("all_exact_f1", "quotations, all spans exact"),
        ],
        size: "n",
    },
    Layer {
        command: "events",
        gold: &["events-plover", "events-petrarch"],
        rows: &[],
        measures: &[("p", "events, precision"), ("r", "events, recall")],
        size: "gold",
    },
    Layer {
        command: "facts",
        gold: &["facts-factrueval"],
        rows: &["all"],
        measures: &[("f1", "facts, F1"), ("strict_f1", "facts, strict F1")],
        size: "gold",
    },
];

/// Prints the table; `--output FILE` also writes it.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let output = match arguments {
        [] => None,
        [flag, file] if flag == "--output" => Some(PathBuf::from(file)),
        _ => return Err("usage: cargo xtask scoreboard [--output FILE]".to_owned()),
    };
    let program = build()?;
    let mut rows = Vec::new();
    match shared() {
        Some(shared) => {
            let scratch = env::temp_dir().join(format!("depositary-scoreboard-{}", std::process::id()));
            fs::create_dir_all(&scratch).map_err(|e| format!("{}: {e}", scratch.display()))?;
            let scored = seed(&shared, &program, &scratch, &mut rows).and_then(|()| {
                LAYERS.iter().try_for_each(|layer| score(layer, &shared, &program, &scratch, &mut rows))
            });
            let _ = fs::remove_dir_all(&scratch);
            scored?;
        }
        None => {
            println!(
                "There is no folder of gold data (../shared, or what DEPOSITARY_SHARED names): its rows are left out.\n"
            );
        }
    }
    rows.extend(samples(&program)?);
    rows.extend(cases()?);
    let table = draw(&rows);
    println!("{table}");
    match output {
        Some(file) => fs::write(&file, &table).map_err(|e| format!("{}: {e}", file.display())),
        None => Ok(()),
    }
}

fn build() -> Result<PathBuf, String> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let built = Command::new(cargo)
        .args(["build", "--release", "--quiet", "--package", "depositary", "--message-format", "json"])
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("cargo build: {e}"))?;
    if !built.status.success() {
        return Err("the program does not build".to_owned());
    }
    // Cargo says where it put the program.
    let text = String::from_utf8_lossy(&built.stdout);
    let messages = text.lines().rev().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut executables = messages.filter_map(|m| m.get("executable").and_then(Value::as_str).map(PathBuf::from));
    executables.next().ok_or_else(|| "cargo did not say where the program is".to_owned())
}

/// The first report: facts found, claims that serve none, claims that must not come out.
fn seed(shared: &Path, program: &Path, scratch: &Path, rows: &mut Vec<Row>) -> Result<(), String> {
    let folder = shared.join("seed");
    let mut texts: Vec<PathBuf> = listing(&folder)?.into_iter().filter(|p| has_extension(p, "txt")).collect();
    texts.truncate(1);
    let Some(text) = texts.pop() else { return Ok(()) };
    let out = scratch.join("seed.jsonl");
    let read = Command::new(program)
        .args(["read", "--format", "jsonl", "--published", "2025-11-07"])
        .arg(&text)
        .output()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    fs::write(&out, &read.stdout).map_err(|e| format!("{}: {e}", out.display()))?;
    let scores = scratch.join("seed.json");
    let scored = python(shared, "claims.py")
        .arg("--facts")
        .arg(folder.join("facts.jsonl"))
        .arg("--not")
        .arg(folder.join("not.jsonl"))
        .arg("--output")
        .arg(&out)
        .arg("--json")
        .arg(&scores)
        .output()
        .map_err(|e| format!("python3: {e}"))?;
    let figures = figures(&scores)?;
    let number = |key: &str| figures.get(key).and_then(Value::as_u64).unwrap_or(0);
    let printed = String::from_utf8_lossy(&scored.stdout);
    let forbidden = printed.lines().last().and_then(|l| l.split("forbidden ").nth(1)).unwrap_or("?").to_owned();
    let facts = number("facts").to_string();
    let row = |measure, figure| Row { set: "seed".to_owned(), size: facts.clone(), measure, figure };
    rows.push(row("facts found", number("found").to_string()));
    rows.push(row("claims that serve no fact", number("extra").to_string()));
    rows.push(row("claims that must not come out", forbidden));
    Ok(())
}

fn score(layer: &Layer, shared: &Path, program: &Path, scratch: &Path, rows: &mut Vec<Row>) -> Result<(), String> {
    let gold: Vec<PathBuf> =
        layer.gold.iter().map(|g| shared.join("gold").join(g)).filter(|path| path.exists()).collect();
    if gold.is_empty() {
        return Ok(());
    }
    let documents =
        python(shared, "docs.py").arg("--gold").args(&gold).output().map_err(|e| format!("python3: {e}"))?;
    let input = scratch.join(format!("{}-in.jsonl", layer.command));
    fs::write(&input, &documents.stdout).map_err(|e| format!("{}: {e}", input.display()))?;
    let read = Command::new(program)
        .args(["read", "--input", "jsonl", "--format", "jsonl", "--stance", "--quiet"])
        .arg(&input)
        .output()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    let out = scratch.join(format!("{}-out.jsonl", layer.command));
    fs::write(&out, &read.stdout).map_err(|e| format!("{}: {e}", out.display()))?;
    let scores = scratch.join(format!("{}.json", layer.command));
    python(shared, "score.py")
        .arg(layer.command)
        .arg("--gold")
        .args(&gold)
        .arg("--output")
        .arg(&out)
        .arg("--json")
        .arg(&scores)
        .output()
        .map_err(|e| format!("python3: {e}"))?;
    collect(layer, &figures(&scores)?, rows);
    Ok(())
}

/// Takes the rows of a scorer: those that are named, or all of a set added up by their weight.
fn collect(layer: &Layer, figures: &Value, rows: &mut Vec<Row>) {
    let Some(scored) = figures.as_object() else { return };
    let number = |row: &Value, key: &str| row.get(key).and_then(Value::as_f64);
    if !layer.rows.is_empty() {
        for (name, row) in
            scored.iter().filter(|(name, _)| layer.rows.iter().any(|end| name.ends_with(&format!(" {end}"))))
        {
            for (key, measure) in layer.measures {
                rows.push(Row {
                    set: name.clone(),
                    size: number(row, layer.size).unwrap_or(0.0).to_string(),
                    measure,
                    figure: percent(number(row, key)),
                });
            }
        }
        return;
    }
    for (key, measure) in layer.measures {
        let mut sets: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for (name, row) in scored {
            if let (Some(size), Some(figure)) = (number(row, layer.size), number(row, key)) {
                let set = sets.entry(name.split(' ').next().unwrap_or(name)).or_default();
                set.0 += size;
                set.1 += size * figure;
            }
        }
        for (set, (size, sum)) in sets {
            let mean = (size > 0.0).then(|| sum / size);
            rows.push(Row { set: set.to_owned(), size: size.to_string(), measure, figure: percent(mean) });
        }
    }
}

fn percent(figure: Option<f64>) -> String {
    figure.map_or_else(|| "-".to_owned(), |f| format!("{:.1}", 100.0 * f))
}

/// How much the samples give, so that a drop is seen; and how fast they are read, each many times with another ending.
fn samples(program: &Path) -> Result<Vec<Row>, String> {
    const TIMES: usize = 200;
    let folder = root().join("samples");
    let texts: Vec<PathBuf> = listing(&folder)?.into_iter().filter(|p| has_extension(p, "txt")).collect();
    let claims = read_claims(program, texts.iter().map(PathBuf::as_path), "")?;
    let mut words = 0;
    let mut input = String::new();
    for path in &texts {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let body = text.split_once("\n\n").map_or(text.as_str(), |(_, body)| body);
        for n in 0..TIMES {
            let document = serde_json::json!({ "id": format!("{} {n}", path.display()), "published": "2025-01-01",
                "text": format!("{body}\n\n{n}") });
            input.push_str(&format!("{document}\n"));
            words += body.split_whitespace().count();
        }
    }
    let started = Instant::now();
    read_claims(program, std::iter::empty(), &input)?;
    let seconds = started.elapsed().as_secs_f64().max(1e-9);
    let row = |size: usize, measure, figure| Row { set: "samples".to_owned(), size: size.to_string(), measure, figure };
    Ok(vec![
        row(texts.len(), "claims", claims.to_string()),
        row(words, "words a second, one thread, claims only", format!("{:.0}", words as f64 / seconds)),
    ])
}

/// Reads files, or JSON lines from the standard input, on one thread; the number of claims.
fn read_claims<'p>(program: &Path, files: impl Iterator<Item = &'p Path>, input: &str) -> Result<usize, String> {
    let shown = |e: std::io::Error| format!("{}: {e}", program.display());
    let mut command = Command::new(program);
    command.args(["read", "--format", "jsonl", "--layers", "claims", "--quiet", "--jobs", "1"]).args(files);
    if !input.is_empty() {
        command.args(["--input", "jsonl"]);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(shown)?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
        child.wait_with_output()
    });
    Ok(String::from_utf8_lossy(&output.map_err(shown)?.stdout).lines().count())
}

/// The project's own cases (`languages/*/cases.md`), run by the tests of the reader.
fn cases() -> Result<Vec<Row>, String> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let run = Command::new(cargo)
        .args(["test", "--release", "--quiet", "--package", "depositary-reader", "cases", "--", "--nocapture"])
        .current_dir(root())
        .output()
        .map_err(|e| format!("cargo test: {e}"))?;
    // The runner prints `cases TAG: RIGHT of ALL` for each language.
    let text = String::from_utf8_lossy(&run.stdout);
    let mut rows: Vec<Row> = text
        .lines()
        .filter_map(|line| {
            let (tag, figures) = line.strip_prefix("cases ")?.split_once(": ")?;
            let (right, all) = figures.split_once(" of ")?;
            Some(Row {
                set: format!("languages/{tag}/cases.md"),
                size: all.split_whitespace().next()?.to_owned(),
                measure: "cases right",
                figure: right.to_owned(),
            })
        })
        .collect();
    if rows.is_empty() {
        let figure = if run.status.success() { "pass" } else { "FAIL" };
        rows.push(Row {
            set: "languages/*/cases.md".to_owned(),
            size: "-".to_owned(),
            measure: "cases",
            figure: figure.to_owned(),
        });
    }
    Ok(rows)
}

fn python(shared: &Path, script: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(shared.join("score").join(script)).stderr(Stdio::null());
    command
}

fn figures(file: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(file)
        .map_err(|e| format!("{}: {e}. The scorer wrote nothing; does `python3` run?", file.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e == extension)
}

fn draw(rows: &[Row]) -> String {
    let width = |cell: fn(&Row) -> &str, heading: &str| {
        rows.iter().map(|r| cell(r).chars().count()).chain([heading.len()]).max().unwrap_or(0)
    };
    let widths = (
        width(|r| &r.set, "set"),
        width(|r| &r.size, "n"),
        width(|r| r.measure, "measure"),
        width(|r| &r.figure, "figure"),
    );
    let line = |set: &str, size: &str, measure: &str, figure: &str| {
        format!("| {set:<0$} | {size:>1$} | {measure:<2$} | {figure:>3$} |\n", widths.0, widths.1, widths.2, widths.3)
    };
    let rule = |n: usize| "-".repeat(n);
    let mut table = line("set", "n", "measure", "figure");
    table.push_str(&line(&rule(widths.0), &rule(widths.1), &rule(widths.2), &rule(widths.3)));
    for row in rows {
        table.push_str(&line(&row.set, &row.size, row.measure, &row.figure));
    }
    table
}
