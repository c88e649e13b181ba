//! What the crate promises, one file a promise.

mod folding;
mod linear;
mod quotations;
mod random;
mod sentences;
mod tokens;
