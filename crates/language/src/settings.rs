//! `language.toml`: name, direction, marks and the rules for cutting words.

use serde::Deserialize;

use crate::{Error, folder::Folder};

/// The settings of a language folder. Every key may be left out but `name` and `script`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Its name in English.
    pub name: String,
    /// Its name in itself.
    #[serde(default)]
    pub own_name: String,
    /// `ltr` or `rtl`.
    #[serde(default = "ltr")]
    pub direction: String,
    /// The script by which a text is recognised: `Latin`, `Hebrew`, `Arabic`, `Cyrillic`, ...
    pub script: String,
    /// Words are looked up in lower case (scripts with two cases).
    #[serde(default)]
    pub lower_case: bool,
    /// Words that only this language uses, to tell it from others of its script.
    #[serde(default)]
    pub typical_words: Vec<String>,
    /// What a number in figures ends in where it says the place in a row ("15th").
    #[serde(default)]
    pub ordinal_endings: Vec<String>,
    /// Letters written at the head of a word that are words of their own.
    #[serde(default)]
    pub proclitics: Proclitics,
    /// How words are cut.
    #[serde(default)]
    pub tokens: Tokens,
    /// Quotation marks, each a pair of opening and closing mark.
    #[serde(default)]
    pub quotation_marks: Vec<(String, String)>,
    /// Words after which a full stop ends no sentence.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// The gender of states without one of their own (`f`); empty where nouns have none.
    #[serde(default)]
    pub state_gender: String,
    /// The state whose government is "the government" where a text does not say whose, as long as the publisher is not known:
    /// of a language that is the press of one state (`ISR`).
    #[serde(default)]
    pub home_state: Option<String>,
    /// The order of words.
    #[serde(default)]
    pub order: Order,
    /// Weights of the assignment, by name (READER: whole numbers, the same for all acts).
    #[serde(default)]
    pub weights: Weights,
}

impl Settings {
    /// Reads `language.toml` of a folder.
    ///
    /// # Errors
    /// The file is missing, or a key is wrong.
    pub fn read(tag: &str, folder: &Folder) -> Result<Settings, Error> {
        let (place, source) = folder.files.get("language.toml").ok_or_else(|| Error::Missing {
            tag: tag.to_owned(),
            what: "language.toml (copy it from languages/_example)".to_owned(),
        })?;
        toml::from_str(source).map_err(|e| Error::Line { place: place.clone(), what: e.to_string() })
    }
}

fn ltr() -> String {
    "ltr".into()
}

/// Which proclitics a word may begin with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proclitics {
    /// Groups in the order in which they stand; a word takes at most one of each.
    #[serde(default)]
    pub groups: Vec<Vec<String>>,
    /// Proclitics that are also the first letter of many words: not cut from an unknown word with a known ending.
    #[serde(default)]
    pub shy: Vec<String>,
    /// The proclitics that are an article: the word after them is definite.
    #[serde(default)]
    pub article: Vec<String>,
}

/// How words are cut.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// An apostrophe between letters stays inside the word.
    #[serde(default)]
    pub apostrophe_joins: bool,
    /// A double quote between letters stays inside the word (gershayim).
    #[serde(default)]
    pub double_quote_joins: bool,
    /// Letters after which a final apostrophe belongs to the word (geresh).
    #[serde(default)]
    pub final_apostrophe_after: String,
    /// A hyphen between letters stays inside the word.
    #[serde(default)]
    pub hyphen_joins: bool,
}

/// The order of words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The subject may stand after its verb (Hebrew, Arabic, Russian).
    #[serde(default)]
    pub subject_may_follow: bool,
    /// Adjectives stand after their noun.
    #[serde(default)]
    pub adjective_follows: bool,
    /// A noun before a noun describes it ("peace treaty").
    #[serde(default)]
    pub noun_compounds: bool,
    /// The direct object carries a marker when definite (את).
    #[serde(default)]
    pub object_marker: Option<String>,
    /// Paradigms whose verbs have no direct object (a reflexive, an intransitive).
    #[serde(default)]
    pub intransitive: Vec<String>,
    /// A past form of the verb may be a passive participle (signed).
    #[serde(default)]
    pub participle_is_past: bool,
    /// An infinitive stands only after its marker or a modal ("to sign", "may sign"); a bare base form is a present.
    #[serde(default)]
    pub infinitive_needs_marker: bool,
    /// The complementizer may be left out ("said he would go").
    #[serde(default)]
    pub complementizer_may_drop: bool,
    /// Present forms can tell what is to come (headlines: "to recognise").
    #[serde(default)]
    pub infinitive_is_future: bool,
}

/// Weights of the assignment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// A filler in the place that its mark names.
    pub mark: i32,
    /// The filler agrees with the verb in gender and number.
    pub agreement: i32,
    /// A word of the class that the slot asks for.
    pub restriction: i32,
    /// Each phrase between filler and verb.
    pub distance: i32,
    /// The filler comes from another clause (control, coordination, relative head).
    pub inherited: i32,
    /// The filler is an antecedent, not named here.
    pub antecedent: i32,
    /// By how much the best assignment must beat the second.
    pub margin: i32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights { mark: 10, agreement: 4, restriction: 6, distance: -1, inherited: -3, antecedent: -4, margin: 1 }
    }
}
