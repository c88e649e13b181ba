//! The tests that a language folder carries: `cases.md` (texts and all that must come out of them), `silent.md` (texts out of
//! which nothing may come), and the tests that are generated from the cases.
//!
//! ```
//! let cases = cases::parse("en", "## A heading\n```text\nChile signed the Lakes Convention.\n```\n\n- signs(actor CHL)\n")?;
//! assert_eq!(cases[0].expected.len(), 1);
//! # Ok::<(), String>(())
//! ```
//!
//! Only tests and developers' tasks use this crate; nothing of the program does. `languages/_example/cases.md` explains the form
//! of the lines.
//!
//! Not here: what the tests are about (`reader`), and the commands that run them all (`xtask`).

mod form;
mod judge;
pub mod metamorphic;
mod silent;

use std::path::PathBuf;

pub use form::{Case, Expected, What, parse};
pub use judge::{check, show};
pub use silent::{loud, silent};

/// The folder of the languages.
pub fn languages() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../languages")
}

/// The world in which the cases are read: the real one with the made-up agreements of `languages/_cases`.
///
/// # Errors
/// The first row that is wrong.
pub fn world() -> Result<world::World, world::Error> {
    world::World::load(&[languages().join("_cases")])
}
