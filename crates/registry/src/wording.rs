//! The words of the interface: sentences for claims, words for codes, headings and messages, in the user's language.
//!
//! All of it is data in `languages/<tag>/interface/*.toml`; `--data DIR` lays further files over it. This module knows how to
//! fill a template and nothing about any language.

mod dates;
mod display;
mod instrument;
mod sentence;
mod template;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use language::Languages;

pub use display::{Direction, END_ISOLATE, ISOLATE, is_rtl, isolate, neutral, plain, quotation};
pub(crate) use template::{Template, Values};

/// Something in the words of the interface cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WordingError {
    /// No interface in that language.
    #[error(
        "the interface does not speak `{tag}`; it speaks {known}. A language is added with languages/<tag>/interface/"
    )]
    Unknown {
        /// The language asked for.
        tag: String,
        /// Those that there are.
        known: String,
    },
    /// A file of words is broken.
    #[error("{file}: {what}")]
    Broken {
        /// The file.
        file: String,
        /// Which entry, and what is wrong with it.
        what: String,
    },
    /// The language folders cannot be read.
    #[error(transparent)]
    Folders(#[from] language::Error),
}

/// The words of one language.
///
/// ```
/// let words = registry::Wording::for_language("en")?;
/// assert_eq!(words.word("modality_name", "planned"), "planned");
/// # Ok::<(), registry::WordingError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Wording {
    tag: String,
    direction: Direction,
    forms: Vec<String>,
    capital: bool,
    words: HashMap<String, String>,
    lists: HashMap<String, Vec<String>>,
    acts: BTreeMap<String, ActWording>,
}

/// How one act is said.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActWording {
    /// Sentences, the one with most in it first; the first that can be filled is taken.
    pub(crate) sentences: Vec<Template>,
    /// The sentences where somebody says it.
    pub(crate) spoken: Vec<Template>,
    /// The role that the predicate agrees with, where it is not the first of the sentence.
    pub(crate) subject: Option<String>,
    /// `asserted`, `base` ...: the parts of predicates.
    pub(crate) parts: HashMap<String, String>,
    /// Words for a role that the claim leaves open.
    pub(crate) default: HashMap<String, String>,
    /// Words for values of a role, in this act only.
    pub(crate) values: HashMap<String, String>,
    /// What a reader should not forget about an act that is asserted.
    pub(crate) note: Option<String>,
}

impl Wording {
    /// The built-in words of a language.
    ///
    /// # Errors
    /// If the interface does not speak it.
    pub fn for_language(tag: &str) -> Result<Wording, WordingError> {
        Wording::load(tag, &Languages::load(&[])?)
    }

    /// The words of a language: `languages/<tag>/interface/*.toml`, with what is laid over them.
    ///
    /// # Errors
    /// If the interface does not speak the language, or a file is broken; file and entry are named.
    pub fn load(tag: &str, languages: &Languages) -> Result<Wording, WordingError> {
        let sources: Vec<&(String, String)> = match languages.folder(tag) {
            Some(folder) => folder.files.iter().filter(|(path, _)| is_interface(path)).map(|(_, file)| file).collect(),
            None => Vec::new(),
        };
        if sources.is_empty() {
            let known = Wording::languages(languages).join(", ");
            return Err(WordingError::Unknown { tag: tag.to_owned(), known });
        }
        let mut wording = Wording {
            tag: tag.to_owned(),
            direction: Direction::Ltr,
            forms: Vec::new(),
            capital: false,
            words: HashMap::new(),
            lists: HashMap::new(),
            acts: BTreeMap::new(),
        };
        for (file, text) in sources {
            wording.add(text).map_err(|what| WordingError::Broken { file: file.clone(), what })?;
        }
        wording.direction = match wording.word("writing", "direction") {
            "rtl" => Direction::Rtl,
            _ => Direction::Ltr,
        };
        wording.forms = wording.lists.get("writing.forms").cloned().unwrap_or_default();
        wording.capital = wording.word("writing", "capital") == "true";
        Ok(wording)
    }

    /// Tags of the languages that the interface speaks, sorted.
    pub fn languages(languages: &Languages) -> Vec<&str> {
        let speaks =
            |tag: &&str| languages.folder(tag).is_some_and(|folder| folder.files.keys().any(|path| is_interface(path)));
        languages.tags().filter(speaks).collect()
    }

    /// The tag of the language.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Which way its lines run.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The word for a code in a list (`stages`, `standings`, `values.organ`, ...); the code itself where there is none.
    pub fn word<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        self.words.get(&format!("{list}.{code}")).map_or(code, String::as_str)
    }

    /// The word for a code, if the language has one.
    pub fn known_word(&self, list: &str, code: &str) -> Option<&str> {
        self.words.get(&format!("{list}.{code}")).map(String::as_str)
    }

    /// A list of words (`stages.order`); empty where the language has none of that name.
    pub fn words(&self, key: &str) -> &[String] {
        self.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// A phrase with its slots filled. A phrase that is missing gives its own key, so that nothing is ever silently empty.
    /// Values are inserted as they are: isolate what comes from outside ([`Wording::isolate`]).
    pub fn phrase(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(source) = self.words.get(key) else { return key.to_owned() };
        match Template::parse(source) {
            Ok(template) => template.fill(&Pairs(values)),
            Err(_) => source.clone(), // `add` has parsed it before
        }
    }

    /// Text from outside, made safe and isolated for a line of this language.
    pub fn isolate(&self, text: &str) -> String {
        isolate(text, self.direction)
    }

    /// "A, B and C".
    pub fn list(&self, items: &[String]) -> String {
        // A conjunction that is written as a prefix ("ו") needs a hyphen before anything but a word of the language.
        let bare = items.last().is_some_and(|i| i.chars().next().is_some_and(char::is_alphabetic));
        let last = self.words.get("writing.list_last_foreign").filter(|_| !bare);
        let last = last.or_else(|| self.words.get("writing.list_last")).map_or(", ", String::as_str);
        let between = self.words.get("writing.list").map_or(", ", String::as_str);
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., end] => format!("{}{last}{end}", first.join(between)),
        }
    }

    pub(crate) fn act(&self, name: &str) -> Option<&ActWording> {
        self.acts.get(name)
    }

    fn add(&mut self, text: &str) -> Result<(), String> {
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
        for (key, value) in &table {
            if key == "acts" {
                let acts = value.as_table().ok_or("`acts` is a table of acts")?;
                for (name, act) in acts {
                    let act = act.as_table().ok_or_else(|| format!("[acts.{name}]: expected a table"))?;
                    let read = ActWording::read(act).map_err(|what| format!("[acts.{name}]: {what}"))?;
                    self.acts.insert(name.clone(), read);
                }
            } else {
                self.flatten(key, value)?;
            }
        }
        Ok(())
    }

    fn flatten(&mut self, key: &str, value: &toml::Value) -> Result<(), String> {
        match value {
            toml::Value::Table(table) => {
                for (name, inner) in table {
                    self.flatten(&format!("{key}.{name}"), inner)?;
                }
            }
            toml::Value::String(text) => {
                Template::parse(text).map_err(|what| format!("`{key}`: {what}"))?;
                self.words.insert(key.to_owned(), text.clone());
            }
            toml::Value::Boolean(flag) => {
                self.words.insert(key.to_owned(), flag.to_string());
            }
            toml::Value::Array(items) => {
                let words: Option<Vec<String>> = items.iter().map(|i| i.as_str().map(str::to_owned)).collect();
                self.lists.insert(key.to_owned(), words.ok_or(format!("`{key}`: expected words in quotes"))?);
            }
            _ => return Err(format!("`{key}`: expected words in quotes")),
        }
        Ok(())
    }

    #[cfg(test)]
    fn keys(&self) -> std::collections::BTreeSet<&str> {
        self.words.keys().map(String::as_str).collect()
    }
}

fn is_interface(path: &str) -> bool {
    path.starts_with("interface/") && path.ends_with(".toml")
}

/// Slots filled with given words; alternatives agree with numbers.
struct Pairs<'a>(&'a [(&'a str, &'a str)]);

impl Values for Pairs<'_> {
    fn value(&self, slot: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| *name == slot).map(|(_, value)| (*value).to_owned())
    }

    fn form(&self, by: Option<&str>, _: usize) -> usize {
        let number = by.and_then(|slot| self.value(slot));
        usize::from(number.is_none_or(|n| n != "1"))
    }
}

impl ActWording {
    fn read(table: &toml::Table) -> Result<ActWording, String> {
        let mut act = ActWording::default();
        for (key, value) in table {
            match (key.as_str(), value) {
                ("sentence", _) => act.sentences = templates(key, value)?,
                ("spoken", _) => act.spoken = templates(key, value)?,
                ("subject", toml::Value::String(role)) => act.subject = Some(role.clone()),
                ("note", toml::Value::String(note)) => act.note = Some(note.clone()),
                ("default", toml::Value::Table(_)) => strings("", value, &mut act.default)?,
                ("words", toml::Value::Table(_)) => strings("", value, &mut act.values)?,
                ("by" | "said", toml::Value::Table(_)) => strings(key, value, &mut act.parts)?,
                (_, toml::Value::String(text)) => {
                    Template::parse(text).map_err(|what| format!("`{key}`: {what}"))?;
                    act.parts.insert(key.clone(), text.clone());
                }
                _ => return Err(format!("`{key}` is not understood here")),
            }
        }
        if act.sentences.is_empty() {
            return Err("`sentence` is missing".to_owned());
        }
        Ok(act)
    }
}

fn templates(key: &str, value: &toml::Value) -> Result<Vec<Template>, String> {
    let sources: Option<Vec<&str>> = match value {
        toml::Value::String(one) => Some(vec![one]),
        toml::Value::Array(several) => several.iter().map(toml::Value::as_str).collect(),
        _ => None,
    };
    let sources = sources.ok_or_else(|| format!("`{key}` is a sentence or a list of sentences in quotes"))?;
    sources.into_iter().map(|s| Template::parse(s).map_err(|what| format!("`{key}`: {what}"))).collect()
}

fn strings(key: &str, value: &toml::Value, into: &mut HashMap<String, String>) -> Result<(), String> {
    match value {
        toml::Value::Table(table) => {
            for (name, inner) in table {
                let inner_key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                strings(&inner_key, inner, into)?;
            }
            Ok(())
        }
        toml::Value::String(text) => {
            Template::parse(text).map_err(|what| format!("`{key}`: {what}"))?;
            into.insert(key.to_owned(), text.clone());
            Ok(())
        }
        _ => Err(format!("`{key}`: expected words in quotes")),
    }
}
