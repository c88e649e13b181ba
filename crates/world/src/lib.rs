//! Who exists: states, agreements, organisations, forums, places, offices and their holders, people, publishers, channels;
//! their names in every language, and an automaton that finds the names in a text.
//!
//! ```
//! use world::World;
//! let world = World::builtin()?;
//! let hits: Vec<_> = world.matcher("en").find("Kazakhstan joined the Abraham Accords").collect();
//! let ids: Vec<&str> = hits.iter().map(|hit| &*world.item_at(world.matcher("en").meanings(hit.name)[0].item).id).collect();
//! assert_eq!(ids, ["KAZ", "abraham-accords"]);
//! let day = "2025-11-07".parse()?;
//! assert_eq!(&*world.holder("president", "KAZ", day).unwrap().id, "kassym-jomart-tokayev");
//! assert_eq!(&*world.find("הסכמי אברהם", &["he"])[0].item.id, "abraham-accords");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The data are the tables of `world/`, built in; `world/README.md` explains each column. [`World::load`] lays further
//! folders over them at run time.
//!
//! Not here: proclitics, case endings and other inflection (`language`), which meaning of a name a text means (`reader`).

mod agreement;
mod alike;
mod check;
mod error;
mod find;
mod item;
mod matcher;
mod names;
mod publisher;
mod sound;
mod table;
mod term;
mod world;

pub use agreement::{Agreement, Delay};
pub use alike::{Alike, Candidate};
pub use check::Problem;
pub use error::Error;
pub use find::Found;
pub use item::{Features, Form, Gender, Item, ItemId, Name, Number};
pub use matcher::{Hit, Matcher, Meaning, NameId};
pub use publisher::Publisher;
pub use table::Kind;
pub use term::Term;
pub use world::World;
