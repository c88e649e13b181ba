//! Offsets that never lie: folded text with a map back to the original; tokens, sentences and quotation spans over it; scripts.
//!
//! ```
//! use text::{Class, SentenceRules, Shadow, TokenRules, sentences, tokens};
//! let original = "The U.S.\u{a0}and Kazakhstan signed. “It’s historic,” he said.";
//! let shadow = Shadow::new(original);
//! let tokens = tokens(shadow.text(), &TokenRules::default());
//! assert_eq!(tokens[1].text(shadow.text()), "U.S");
//! assert_eq!(&original[shadow.original(tokens[4].range())], "Kazakhstan");
//! let rules = SentenceRules { abbreviations: ["U.S".to_owned()].into(), ..SentenceRules::default() };
//! assert_eq!(sentences(shadow.text(), &tokens, &rules).len(), 2);
//! ```
//!
//! All offsets are bytes of the folded text until [`Shadow::original`] or [`Shadow::span`] turns them into bytes or code points
//! of the original. Everything is one pass and linear in the text, whatever the text holds. Texts are under 4 GiB.
//!
//! Not here: any language. Which words are abbreviations, whether an apostrophe joins, which marks quote, is told by the caller
//! (`language`). Segmenting Chinese, Japanese or Thai into words is not done at all: a run of letters is one token.

mod case;
mod character;
mod points;
mod quotation;
mod script;
mod sentence;
mod shadow;
mod token;

pub use case::lower;
pub use points::CodePoints;
pub use quotation::{PAIRS, QuoteSpan, quotations};
pub use script::{Script, Scripts, scripts};
pub use sentence::{SentenceRules, sentences};
pub use shadow::{Shadow, fold, folds_to_itself};
pub use token::{Class, Token, TokenRules, tokens};
