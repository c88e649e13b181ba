//! Inputs of every form, good and bad, through the public interface.

mod encodings;
mod folders;
mod jsonl;
mod random;
mod texts;

use std::{fs, path::PathBuf};

use claims::Document;
use sources::{Documents, Input, Problem, documents};
use tempfile::TempDir;

/// A folder that is removed at the end of a test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("within the folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    /// Messages without the name of the folder.
    fn short(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.0.path().display()), "")
    }
}

/// Documents, and problems as they are displayed.
fn split(all: Documents) -> (Vec<Document>, Vec<Problem>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for result in all {
        match result {
            Ok(document) => good.push(document),
            Err(problem) => bad.push(problem),
        }
    }
    (good, bad)
}

/// What one file gives.
fn read_file(name: &str, content: impl AsRef<[u8]>) -> (Vec<Document>, Vec<String>) {
    let folder = Folder::new();
    let path = folder.put(name, content);
    let (good, bad) = split(documents(&Input::path(path)));
    (good, bad.iter().map(|problem| folder.short(&problem.to_string())).collect())
}
