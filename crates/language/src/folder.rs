//! The files of the language folders: built in, with folders of the user laid over them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};

use crate::Error;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../languages");

/// The files of one language folder by path inside it (`words/verbs.txt`).
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// Each file with the name under which errors show it, and its text.
    pub files: BTreeMap<String, (String, String)>,
}

/// All language folders: the built-in ones, then `DIR/languages/` of each overlay. A file of an overlay takes the place of
/// the built-in file of the same path; a new file or folder is added.
///
/// # Errors
/// A file that cannot be read or is not UTF-8, by its path.
pub fn folders(overlays: &[PathBuf]) -> Result<BTreeMap<String, Folder>, Error> {
    let mut out: BTreeMap<String, Folder> = BTreeMap::new();
    built_in(&BUILT_IN, &mut out);
    for overlay in overlays {
        let root = overlay.join("languages");
        if !root.is_dir() {
            continue;
        }
        for language in entries(&root)? {
            if let Some(tag) = language.file_name().and_then(|n| n.to_str())
                && language.is_dir()
            {
                collect(&language, &language, out.entry(tag.to_owned()).or_default(), 0)?;
            }
        }
    }
    out.retain(|tag, _| !tag.starts_with('_'));
    Ok(out)
}

fn built_in(dir: &Dir<'_>, out: &mut BTreeMap<String, Folder>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let (Some((tag, inner)), Some(text)) = (path.split_once('/'), file.contents_utf8()) {
            let shown = format!("languages/{path}");
            out.entry(tag.to_owned()).or_default().files.insert(inner.to_owned(), (shown, text.to_owned()));
        }
    }
    for dir in dir.dirs() {
        built_in(dir, out);
    }
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |e: std::io::Error| Error::Unreadable { path: dir.display().to_string(), what: e.to_string() };
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        out.push(entry.map_err(unreadable)?.path());
    }
    out.sort();
    Ok(out)
}

fn collect(root: &Path, dir: &Path, folder: &mut Folder, depth: usize) -> Result<(), Error> {
    for path in entries(dir)? {
        if path.is_dir() {
            if depth < 4 {
                collect(root, &path, folder, depth + 1)?;
            }
            continue;
        }
        let inner = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if !inner.ends_with(".txt") && !inner.ends_with(".toml") && !inner.ends_with(".md") {
            continue;
        }
        let text = fs::read_to_string(&path)
            .map_err(|e| Error::Unreadable { path: path.display().to_string(), what: e.to_string() })?;
        folder.files.insert(inner, (path.display().to_string(), text));
    }
    Ok(())
}
