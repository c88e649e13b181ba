//! Somebody or something that the world knows, and its names.

use std::{fmt, sync::Arc};

use claims::EntityType;

use crate::table::Kind;

/// The number of an [`Item`] in its [`World`](crate::World): small, and cheap to compare. Not stable between versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// Somebody or something that the world knows: a state, agreement, organisation, person, office, place, publisher ...
#[derive(Debug, Clone)]
pub struct Item {
    /// The number under which matcher and meanings refer to it.
    pub number: ItemId,
    /// Its id: ISO 3166-1 alpha-3 or an `X-` code for states, a readable slug for all others.
    pub id: Box<str>,
    /// What it is in a claim.
    pub kind: EntityType,
    /// The table that holds it.
    pub table: Kind,
    /// The state that it belongs to, by id.
    pub state: Option<Box<str>>,
    /// Grammatical or natural gender, where the table gives one for all languages (people).
    pub gender: Option<Gender>,
    /// The cells that are not empty, by heading. Names are among them.
    pub(crate) cells: Vec<(Arc<str>, Box<str>)>,
    pub(crate) origin: Origin,
}

impl Item {
    /// What the table says in a column; `None` where the cell is empty or the table has no such column.
    pub fn attribute(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| &**name == column).map(|(_, cell)| &**cell)
    }

    /// The alternatives of a cell, which `;` separates.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        alternatives(self.attribute(column).unwrap_or_default())
    }
}

/// The alternatives of a cell, without the blanks around them.
pub(crate) fn alternatives(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) file: u16,
    pub(crate) line: u32,
}

/// A name of an item in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as it is written, not folded.
    pub text: Box<str>,
    /// What sort of name it is.
    pub form: Form,
    /// Gender and number of the form, where the table gives them.
    pub features: Features,
    /// The class by which the language folder inflects it, where the table gives one (`name|class`).
    pub inflection: Option<Box<str>>,
}

/// What sort of name a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The official or usual name; the first one of an item is shown to users.
    Full,
    /// A shorter name that says the same ("Russia").
    Short,
    /// Initials ("UAE", "אונסק\"ו").
    Acronym,
    /// A name that people give it ("Abraham Accords", "Downing Street").
    Nickname,
    /// A person's last name alone, where it tells who is meant.
    LastName,
    /// A name that it had before ("Swaziland").
    Former,
    /// The adjective of a state ("Kazakh").
    Adjective,
    /// An inhabitant of a state ("Kazakhstani").
    Inhabitant,
    /// The capital of a state, which may stand for its government ("Astana").
    Capital,
}

impl Form {
    /// All forms, best first.
    pub const ALL: &[Form] = &[
        Form::Full,
        Form::Short,
        Form::Acronym,
        Form::Nickname,
        Form::LastName,
        Form::Former,
        Form::Adjective,
        Form::Inhabitant,
        Form::Capital,
    ];

    /// The form as headings of columns write it.
    pub const fn code(self) -> &'static str {
        match self {
            Form::Full => "full",
            Form::Short => "short",
            Form::Acronym => "acronym",
            Form::Nickname => "nickname",
            Form::LastName => "last",
            Form::Former => "former",
            Form::Adjective => "adjective",
            Form::Inhabitant => "inhabitant",
            Form::Capital => "capital",
        }
    }

    pub(crate) fn named(code: &str) -> Option<Form> {
        Form::ALL.iter().copied().find(|f| f.code() == code)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Grammatical or natural gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// `m`
    Masculine,
    /// `f`
    Feminine,
    /// `n`
    Neuter,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// `s`
    Singular,
    /// `d`
    Dual,
    /// `p`
    Plural,
}

/// Gender and number of a name; `None` where the table does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Features {
    /// Gender.
    pub gender: Option<Gender>,
    /// Number.
    pub number: Option<Number>,
}

impl Features {
    /// Reads letters such as `ms`, `fp`, `p`; each of gender (`m f n`) and number (`s d p`) at most once.
    pub fn read(letters: &str) -> Option<Features> {
        let mut features = Features::default();
        for letter in letters.chars() {
            let gender = match letter {
                'm' => Some(Gender::Masculine),
                'f' => Some(Gender::Feminine),
                'n' => Some(Gender::Neuter),
                _ => None,
            };
            let number = match letter {
                's' => Some(Number::Singular),
                'd' => Some(Number::Dual),
                'p' => Some(Number::Plural),
                _ => None,
            };
            if gender.is_none() && number.is_none()
                || gender.is_some() && features.gender.is_some()
                || number.is_some() && features.number.is_some()
            {
                return None;
            }
            features.gender = features.gender.or(gender);
            features.number = features.number.or(number);
        }
        Some(features)
    }
}
