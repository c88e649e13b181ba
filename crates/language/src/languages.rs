//! All languages of the program; each is compiled when it is first asked for.

use std::{collections::BTreeMap, path::PathBuf, sync::OnceLock};

use crate::{
    Error,
    folder::{Folder, folders},
    language::Language,
    settings::Settings,
};

/// The language folders, built in and laid over.
#[derive(Debug)]
pub struct Languages {
    folders: BTreeMap<String, Shelf>,
    version: String,
}

/// One folder, with what has been made of it so far.
#[derive(Debug)]
struct Shelf {
    folder: Folder,
    settings: OnceLock<Result<Settings, Error>>,
    language: OnceLock<Result<Language, Error>>,
}

impl Languages {
    /// Finds the folders and adds the acts of `DIR/frames/` of each overlay; compiles nothing yet.
    ///
    /// # Errors
    /// A file that cannot be read, or a frame that is wrong.
    pub fn load(overlays: &[PathBuf]) -> Result<Languages, Error> {
        let mut parts: Vec<String> = Vec::new();
        for overlay in overlays {
            let frames = overlay.join("frames");
            let Ok(list) = std::fs::read_dir(&frames) else { continue };
            let mut paths: Vec<PathBuf> = list.flatten().map(|e| e.path()).collect();
            paths.sort();
            for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")) {
                let shown = path.display().to_string();
                let source = std::fs::read_to_string(path)
                    .map_err(|e| Error::Unreadable { path: shown.clone(), what: e.to_string() })?;
                claims::Act::add(&shown, &source).map_err(Error::Frame)?;
                parts.push(source);
            }
        }
        let folders = folders(overlays)?;
        for (tag, folder) in &folders {
            parts.push(tag.clone());
            let read = |path: &&String| !path.ends_with(".md") && !path.starts_with("interface/");
            for path in folder.files.keys().filter(read) {
                parts.push(folder.files[path].1.clone());
            }
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let version = claims::identity::hash("languages", &parts);
        let shelf = |folder| Shelf { folder, settings: OnceLock::new(), language: OnceLock::new() };
        let folders = folders.into_iter().map(|(tag, folder)| (tag, shelf(folder))).collect();
        Ok(Languages { folders, version })
    }

    /// The tags of all folders.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.folders.keys().map(String::as_str)
    }

    /// The files of a folder, for what is not compiled here (`interface/`, `cases.md`).
    pub fn folder(&self, tag: &str) -> Option<&Folder> {
        self.folders.get(tag).map(|shelf| &shelf.folder)
    }

    /// The language of that tag, compiled now if it was not before; `None` where there is no folder. Of a tag with a region
    /// (`en-GB`) the language counts.
    ///
    /// # Errors
    /// The first line of the folder that cannot be read.
    pub fn get(&self, tag: &str) -> Result<Option<&Language>, Error> {
        let base = base(tag);
        let Some(shelf) = self.folders.get(base.as_str()) else { return Ok(None) };
        match shelf.language.get_or_init(|| Language::compile(&base, &shelf.folder)) {
            Ok(language) => Ok(Some(language)),
            Err(e) => Err(e.clone()),
        }
    }

    /// The folder of a tag, if it is still to be compiled.
    pub fn uncompiled(&self, tag: &str) -> Option<String> {
        let base = base(tag);
        self.folders.get(&base).is_some_and(|shelf| shelf.language.get().is_none()).then_some(base)
    }

    /// The settings of a folder, without compiling its words.
    ///
    /// # Errors
    /// A `language.toml` that is missing or cannot be read.
    pub fn settings(&self, tag: &str) -> Result<Option<&Settings>, Error> {
        let Some(shelf) = self.folders.get(tag) else { return Ok(None) };
        match shelf.settings.get_or_init(|| Settings::read(tag, &shelf.folder)) {
            Ok(settings) => Ok(Some(settings)),
            Err(e) => Err(e.clone()),
        }
    }

    /// Compiles every folder, for `check` and tests.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn check(&self) -> Result<(), Error> {
        for tag in self.folders.keys() {
            self.get(tag)?;
        }
        Ok(())
    }

    /// A hash of all files that a reading depends on.
    pub fn version(&self) -> &str {
        &self.version
    }
}

/// The language of a tag with a region (`en-GB`).
fn base(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase()
}
