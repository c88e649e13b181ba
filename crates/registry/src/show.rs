//! Answers as pages: words in the user's language, the same for the terminal and for whoever else draws them.

mod changes;
mod find;
mod glossary;
mod parts;
mod reading;
mod relation;
mod said;
mod state;
mod status;
mod timeline;
mod why;

pub use find::{Choices, choices};
pub use glossary::glossary;
pub use reading::Read;

use world::World;

use crate::{Wording, page::Page};

/// Something that can be shown.
pub trait Shown {
    /// The page, in the words of a language.
    fn page(&self, wording: &Wording, world: &World) -> Page;
}
