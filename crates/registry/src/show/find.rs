//! `find`: what a name means.

use world::World;

use super::Shown;
use crate::{Error, Wording, names, page::Page};

/// The choices that a name leaves, as a page; a page without a table says that nothing has the name.
pub struct Choices<'a> {
    /// What was asked for.
    pub query: &'a str,
    /// What it may mean.
    pub choices: &'a [names::Choice],
}

impl Shown for Choices<'_> {
    fn page(&self, wording: &Wording, _: &World) -> Page {
        let any_exact = self.choices.iter().any(|c| c.exact);
        names::page(self.query, self.choices, if any_exact { "find.title" } else { "find.did_you_mean" }, wording)
    }
}

/// What an error leaves to choose from; `None` for errors that are no question of names.
pub fn choices(error: &Error, wording: &Wording) -> Option<Page> {
    match error {
        Error::NotFound { query, near } => Some(names::page(query, near, "find.did_you_mean", wording)),
        Error::Ambiguous { query, choices } => Some(names::page(query, choices, "find.several", wording)),
        Error::WrongType { query, found, wanted } => {
            let mut page = names::page(query, found, "find.title", wording);
            let is: Vec<String> = found.iter().map(|c| wording.word("types", c.kind.code()).to_owned()).collect();
            let mut is: Vec<String> = is;
            is.dedup();
            let values = [
                ("query", &*wording.isolate(query)),
                ("found", &*wording.list(&is)),
                ("wanted", wording.word("types", wanted)),
            ];
            page.push(crate::page::Block::Line(wording.phrase("find.wrong_type", &values)));
            Some(page)
        }
        _ => None,
    }
}
