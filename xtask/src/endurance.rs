//! `cargo xtask endurance`: the tests whose size an environment variable sets, at full size, in release.

use std::process::Command;

use crate::root;

/// Test targets with the variable that sets their size.
const LONG: &[(&str, &[&str], &str)] = &[
    ("kills during ingest", &["-p", "depositary", "--test", "kill"], "DEPOSITARY_KILL_ROUNDS"),
    ("random orders", &["-p", "depositary", "--test", "order"], "DEPOSITARY_ORDERS"),
];

/// Runs them all; the first argument is the number of rounds.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let rounds = arguments.first().map_or("100", String::as_str);
    if rounds.parse::<u32>().is_err() {
        return Err(format!("`{rounds}` is no number of rounds"));
    }
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    for (name, target, variable) in LONG {
        println!("== {name}, {rounds} rounds");
        let status = Command::new(&cargo)
            .args(["test", "--release"])
            .args(*target)
            .args(["--", "--nocapture"])
            .env(variable, rounds)
            .current_dir(root())
            .status()
            .map_err(|e| format!("{cargo}: {e}"))?;
        if !status.success() {
            return Err(format!("{name}: failed"));
        }
    }
    Ok(())
}
