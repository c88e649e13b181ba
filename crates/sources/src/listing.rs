//! Which files there are to read.

use std::{
    fs::{self, DirEntry, Metadata},
    path::{Path, PathBuf},
};

use crate::{input::Form, problem::Problem};

/// The files behind some paths, in the order in which they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files: those of a folder sorted by name, its subfolders in their place among them.
    pub files: Vec<PathBuf>,
    /// Their size in bytes, all together.
    pub bytes: u64,
    /// Files in folders that were passed over because their name does not end as one of a known form. Hidden files are not
    /// counted.
    pub ignored: usize,
    /// Paths that are not there or cannot be read.
    pub problems: Vec<Problem>,
}

/// Lists what to read: files as named, folders with all that is in them. In folders, hidden files and links to folders are left
/// out, and so is every file whose name does not end as one of the form (`.txt`; `.jsonl`, `.ndjson`; `.html`,
/// `.htm`, `.xhtml`; all of them for [`Form::Auto`]).
pub fn list<P: AsRef<Path>>(paths: &[P], form: Form) -> Listing {
    let mut listing = Listing::default();
    for path in paths {
        listing.add(path.as_ref(), form);
    }
    listing
}

impl Listing {
    fn add(&mut self, path: &Path, form: Form) {
        match fs::metadata(path) {
            Err(error) => self.problems.push(Problem::io(path, &error)),
            Ok(metadata) if metadata.is_dir() => self.add_folder(path, form),
            Ok(metadata) => self.add_file(path, &metadata),
        }
    }

    fn add_file(&mut self, path: &Path, metadata: &Metadata) {
        self.bytes += metadata.len();
        self.files.push(path.to_owned());
    }

    /// Walks a folder without recursion, so that no depth of folders can exhaust the stack.
    fn add_folder(&mut self, folder: &Path, form: Form) {
        let mut waiting = vec![folder.to_owned()];
        while let Some(path) = waiting.pop() {
            // The kind of the entry itself: a link to a folder could lead back up.
            let link = match fs::symlink_metadata(&path) {
                Ok(metadata) => metadata,
                Err(error) => {
                    self.problems.push(Problem::io(&path, &error));
                    continue;
                }
            };
            if link.is_dir() || path == folder {
                waiting.extend(self.entries(&path));
            } else if form_of(&path).is_none_or(|own| form != Form::Auto && form != own) {
                self.ignored += 1;
            } else {
                match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_file() => self.add_file(&path, &metadata),
                    Ok(_) => self.ignored += 1,
                    Err(error) => self.problems.push(Problem::io(&path, &error)),
                }
            }
        }
    }

    /// The visible entries of a folder, the last name first, as a stack wants them.
    fn entries(&mut self, folder: &Path) -> Vec<PathBuf> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(Problem::io(folder, &error));
                return Vec::new();
            }
        };
        let mut found: Vec<PathBuf> = entries.filter_map(|entry| self.visible(folder, entry)).collect();
        found.sort_unstable_by(|a, b| b.file_name().cmp(&a.file_name()));
        found
    }

    fn visible(&mut self, folder: &Path, entry: std::io::Result<DirEntry>) -> Option<PathBuf> {
        match entry {
            Ok(entry) if entry.file_name().as_encoded_bytes().starts_with(b".") => None,
            Ok(entry) => Some(entry.path()),
            Err(error) => {
                self.problems.push(Problem::io(folder, &error));
                None
            }
        }
    }
}

/// The form that the end of a file's name tells, in either case.
pub(crate) fn form_of(path: &Path) -> Option<Form> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" => Some(Form::Text),
        "jsonl" | "ndjson" => Some(Form::Jsonl),
        "html" | "htm" | "xhtml" => Some(Form::Html),
        _ => None,
    }
}
