//! The words that prove a claim, cut from the document that the ledger keeps.

use std::collections::BTreeMap;

use claims::{Claim, Document, Part, Quotation, Sourced};
use ledger::Quoted;

use crate::{error::Result, registry::Registry};

/// A document from which words are cut. Offsets count code points, so places are marked every so often: a cut costs no
/// more at the end of a long text than at its beginning.
pub(crate) struct Excerpts {
    document: Document,
    text: Marks,
    title: Marks,
}

/// Byte offsets of every 512th code point.
struct Marks(Vec<usize>);

const STEP: usize = 512;

impl Marks {
    fn of(text: &str) -> Marks {
        Marks(text.char_indices().step_by(STEP).map(|(byte, _)| byte).collect())
    }

    /// `text[start..end]`, in code points; what lies beyond the end is left out.
    fn cut<'t>(&self, text: &'t str, start: u32, end: u32) -> &'t str {
        let byte = |point: usize| {
            let from = self.0.get(point / STEP).copied().unwrap_or(text.len());
            text[from..].char_indices().nth(point % STEP).map_or(text.len(), |(byte, _)| from + byte)
        };
        let (start, end) = (byte(start as usize), byte(end as usize));
        text.get(start..end).unwrap_or_default()
    }
}

impl Excerpts {
    pub(crate) fn of(document: Document) -> Excerpts {
        let text = Marks::of(&document.text);
        let title = Marks::of(document.title.as_deref().unwrap_or_default());
        Excerpts { document, text, title }
    }

    fn cut(&self, within: Option<Part>, start: u32, end: u32) -> String {
        let words = match within {
            Some(Part::Title) => self.title.cut(self.document.title.as_deref().unwrap_or_default(), start, end),
            None => self.text.cut(&self.document.text, start, end),
        };
        words.to_owned()
    }

    /// The words of a claim, one piece a span.
    pub(crate) fn claim(&self, claim: &Claim) -> Vec<String> {
        claim.evidence.iter().map(|e| self.cut(e.within, e.start, e.end)).collect()
    }

    /// The words of a quotation, one piece a span.
    pub(crate) fn quotation(&self, quotation: &Quotation) -> Vec<String> {
        quotation.content.iter().map(|s| self.cut(quotation.within, s.start, s.end)).collect()
    }
}

/// Words of many claims: every document is fetched once.
pub(crate) struct Library<'r> {
    registry: &'r Registry,
    documents: BTreeMap<String, Excerpts>,
}

impl<'r> Library<'r> {
    pub(crate) fn of(registry: &'r Registry) -> Library<'r> {
        Library { registry, documents: BTreeMap::new() }
    }

    fn excerpts(&mut self, document: &str) -> Result<&Excerpts> {
        if !self.documents.contains_key(document) {
            let excerpts = Excerpts::of(self.registry.document(document, None)?);
            self.documents.insert(document.to_owned(), excerpts);
        }
        self.documents.get(document).ok_or_else(|| crate::Error::UnknownId(document.to_owned()))
    }

    /// The words that prove a claim.
    pub(crate) fn claim(&mut self, sourced: &Sourced) -> Result<Vec<String>> {
        Ok(self.excerpts(&sourced.source.document)?.claim(&sourced.claim))
    }

    /// The words of a quotation.
    pub(crate) fn quotation(&mut self, quoted: &Quoted) -> Result<Vec<String>> {
        Ok(self.excerpts(&quoted.source.document)?.quotation(&quoted.quotation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str, start: u32, end: u32) -> &str {
        Marks::of(text).cut(text, start, end)
    }

    #[test]
    fn spans_count_code_points() {
        assert_eq!(cut("אב😀גד", 1, 4), "ב😀ג");
        assert_eq!(cut("ab", 1, 9), "b");
        assert_eq!(cut("ab", 9, 1), "");
        assert_eq!(cut("ab", u32::MAX, u32::MAX), "");
    }

    proptest! {
        #[test]
        fn a_cut_is_what_counting_gives(text in "[a-cאב😀\u{301}]{0,2000}", start in 0u32..2100, length in 0u32..900) {
            let counted: String = text.chars().skip(start as usize).take(length as usize).collect();
            prop_assert_eq!(cut(&text, start, start + length), counted);
        }
    }
}
