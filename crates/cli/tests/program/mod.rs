//! The program, run as a user runs it.

#![allow(dead_code)] // every test file uses a part of it
#![allow(clippy::unwrap_used, clippy::panic)] // a helper that fails fails its test

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder of one's own with a ledger in it.
pub struct Desk {
    pub folder: TempDir,
}

/// What the program printed, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Desk {
    pub fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_depositary"));
        command
            .current_dir(self.folder.path())
            .env_remove("DEPOSITARY_AUTHOR")
            .env_remove("CARGO")
            .env("XDG_DATA_HOME", self.path("home"))
            .env("HOME", self.path("home"))
            .env("DEPOSITARY_LEDGER", "test.ledger");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        finished(self.command().args(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// Runs with something on the standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input); // the program may end before it has read everything
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        finished(output)
    }

    /// Runs and expects success.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        run.out
    }

    /// Runs with `--format json` and expects success.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut all = arguments.to_vec();
        all.extend(["--format", "json"]);
        let run = self.run(&all);
        serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{all:?}: {e}: {run:?}"))
    }
}

fn finished(output: Output) -> Run {
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-1),
    }
}

/// The lines of a JSONL output.
pub fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

/// The folder of the sample reports.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// A report in Hebrew: a president announces another state's joining.
pub const ANNOUNCEMENT: &str = "published: 2025-11-07\npublisher: Evening Paper\nlang: he\n\nנשיא ארצות הברית דונלד טראמפ הודיע אמש כי קזחסטן מצטרפת להסכמי אברהם.\n\nבין ישראל לקזחסטן קיימים יחסים דיפלומטיים מאז 1992.\n";

/// The same in English, from somebody else.
pub const STATEMENT: &str = "published: 2025-11-08\npublisher: Morning Paper\nlang: en\n\nKazakhstan's Foreign Ministry said on Friday that Kazakhstan is joining the Abraham Accords.\n";
