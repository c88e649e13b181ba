//! Tasks around the program that are no part of it: `cargo xtask TASK`.

#![allow(clippy::print_stdout, clippy::print_stderr)] // a task talks to the one who runs it

mod attachment;
mod cldr;
mod endurance;
mod faults;
mod metamorphose;
mod polnear;
mod scoreboard;
mod treebank;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

const USAGE: &str = "\
usage: cargo xtask TASK

  scoreboard [--output FILE]   run the scorers over the gold data and the project's own cases; print one table
  attachment PATH.conllu...    whether subjects, objects and obliques are attached as in those treebanks
                               (--misses subject|object|oblique|unseen shows where not, in every second sentence)
  metamorphose [LANG...]       tests generated from the cases: names, synonyms, voice, insertions, speech, modality, roles
                               (--failures [CHANGE] prints those that fail, --all every test; --sample N only every Nth)
  endurance [ROUNDS]           the long tests at full size: kills during ingest, random orders (100 rounds if not said)
  faults [FOLDER]              plant 200 faults in a capture of the United Nations' tables; how many are noticed
                               (MISSES=1 shows those that are not)
  polnear CHECKOUT             write the training part of PolNeAR as rows for the quotation scorer
  cldr [DIR]                   write the names of states from Unicode CLDR (needs --features cldr)

The gold data and scorers are a folder beside the checkout, ../shared, or the one that DEPOSITARY_SHARED names.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let task = arguments.first().map_or("", String::as_str);
    let rest = arguments.get(1..).unwrap_or_default();
    let result = match task {
        "scoreboard" => scoreboard::run(rest),
        "attachment" => attachment::run(rest),
        "metamorphose" => metamorphose::run(rest),
        "endurance" => endurance::run(rest),
        "faults" => faults::run(rest),
        "polnear" => polnear::run(rest),
        "cldr" => cldr::run(rest),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// The entries of a folder in the order of their names.
pub fn listing(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    Ok(paths)
}

/// The folder of gold data and scorers, if it is there.
pub fn shared() -> Option<PathBuf> {
    let named = env::var_os("DEPOSITARY_SHARED").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root().join("../shared"));
    folder.is_dir().then_some(folder)
}
