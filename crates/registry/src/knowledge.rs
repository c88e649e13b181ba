//! What the program knows besides texts: the world, the languages, the words of the interface; with `--data` laid over it.
//! Each part is made when it is first asked for, so that a short command stays short.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use language::Languages;
use reader::Reader;
use world::World;

use crate::{Error, Wording, error::Result};

/// World, languages and words.
#[derive(Debug)]
pub struct Knowledge {
    overlay: Vec<PathBuf>,
    tag: String,
    world: OnceLock<World>,
    languages: OnceLock<Languages>,
    wording: OnceLock<Wording>,
}

impl Knowledge {
    /// The built-in knowledge with folders laid over it, and the language of the interface (`en`, `he`). Nothing is loaded
    /// yet, except that the folders must be there.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn new(overlay: &[PathBuf], tag: &str) -> Result<Knowledge> {
        for folder in overlay {
            let at = |source| Error::Data { file: folder.clone(), source };
            let known = ["languages", "frames", "world"].iter().any(|part| folder.join(part).is_dir());
            std::fs::read_dir(folder).map_err(at)?;
            if !known {
                let what = "it holds none of `languages`, `frames`, `world`";
                return Err(at(std::io::Error::new(std::io::ErrorKind::InvalidInput, what)));
            }
        }
        let knowledge = Knowledge {
            overlay: overlay.to_vec(),
            tag: tag.to_owned(),
            world: OnceLock::new(),
            languages: OnceLock::new(),
            wording: OnceLock::new(),
        };
        if !overlay.is_empty() {
            knowledge.languages()?; // it adds the acts of the overlay, which the ledger needs to read its claims
        }
        Ok(knowledge)
    }

    /// The folders that are laid over.
    pub fn overlay(&self) -> &[PathBuf] {
        &self.overlay
    }

    /// The world.
    ///
    /// # Errors
    /// File and line of what is wrong.
    pub fn world(&self) -> Result<&World> {
        if self.overlay.is_empty() {
            return Ok(World::builtin()?);
        }
        if self.world.get().is_none() {
            let world = World::load(&self.overlay)?;
            let _ = self.world.set(world);
        }
        self.world.get().map_or_else(|| Ok(World::builtin()?), Ok)
    }

    /// The languages.
    ///
    /// # Errors
    /// File and line of what is wrong.
    pub fn languages(&self) -> Result<&Languages> {
        if let Some(languages) = self.languages.get() {
            return Ok(languages);
        }
        let languages = Languages::load(&self.overlay)?;
        Ok(self.languages.get_or_init(|| languages))
    }

    /// The words of the interface.
    ///
    /// # Errors
    /// If the interface does not speak the language, or a file of words is broken.
    pub fn wording(&self) -> Result<&Wording> {
        if let Some(wording) = self.wording.get() {
            return Ok(wording);
        }
        let wording = Wording::load(&self.tag, self.languages()?)?;
        Ok(self.wording.get_or_init(|| wording))
    }

    /// The reader.
    ///
    /// # Errors
    /// File and line of what is wrong in the data.
    pub fn reader(&self) -> Result<Reader<'_>> {
        Ok(Reader::new(self.languages()?, self.world()?))
    }

    /// Checks everything that can be laid over: world, languages, frames, words. Each problem is a sentence with its place.
    ///
    /// # Errors
    /// If the built-in data cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        let mut problems: Vec<String> = self.world()?.check().iter().map(ToString::to_string).collect();
        let languages = self.languages()?;
        problems.extend(languages.tags().filter_map(|tag| languages.get(tag).err()).map(|e| e.to_string()));
        let words = Wording::languages(languages).into_iter().map(|tag| Wording::load(tag, languages));
        problems.extend(words.filter_map(|w| w.err()).map(|e| e.to_string()));
        Ok(problems)
    }
}

/// The ledger that is used where none is named: `depositary.ledger` in the current folder if there is one, else in the
/// folder for the user's data (`XDG_DATA_HOME`, `~/.local/share`, `~/Library/Application Support`, `%LOCALAPPDATA%`).
pub fn default_ledger(current: &Path, environment: impl Fn(&str) -> Option<String>) -> PathBuf {
    const NAME: &str = "depositary.ledger";
    let here = current.join(NAME);
    if here.is_file() {
        return here;
    }
    let set = |name: &str| environment(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let home = || set("HOME").or_else(|| set("USERPROFILE"));
    let folder = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|h| h.join("Library/Application Support"))
    } else {
        set("XDG_DATA_HOME").or_else(|| home().map(|h| h.join(".local/share")))
    };
    folder.map_or(here, |folder| folder.join("depositary").join(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_ledger_stands_here_or_in_the_folder_of_the_user() {
        let empty = tempfile::tempdir().unwrap();
        let home = |name: &str| (name == "XDG_DATA_HOME" || name == "LOCALAPPDATA").then(|| "/data".to_owned());
        if cfg!(not(target_os = "macos")) {
            assert_eq!(default_ledger(empty.path(), home), Path::new("/data/depositary/depositary.ledger"));
        }
        assert_eq!(default_ledger(empty.path(), |_| None), empty.path().join("depositary.ledger"));
        std::fs::write(empty.path().join("depositary.ledger"), "x").unwrap();
        assert_eq!(default_ledger(empty.path(), home), empty.path().join("depositary.ledger"));
    }

    #[test]
    fn a_folder_without_data_is_refused() {
        let empty = tempfile::tempdir().unwrap();
        let error = Knowledge::new(&[empty.path().to_owned()], "en").unwrap_err().to_string();
        assert!(error.contains("holds none of") && error.contains("`--data` takes"), "{error}");
        assert!(Knowledge::new(&[empty.path().join("absent")], "en").is_err());
    }
}
