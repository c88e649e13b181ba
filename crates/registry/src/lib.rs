//! The use cases of Depositary: read, keep, ask, decide, export. What the command line, the server and the tests call.

mod wording;

pub use wording::{
    Direction, END_ISOLATE, ISOLATE, Wording, WordingError, is_rtl, isolate, neutral, plain, quotation,
};
