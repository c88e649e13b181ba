//! The words that prove a claim, cut from the document that the ledger keeps.

use claims::{Document, Part, Sourced};
use ledger::Quoted;

use crate::{error::Result, registry::Registry};

/// `text[start..end]`, in code points; what lies beyond the end is left out.
fn cut(text: &str, start: u32, end: u32) -> String {
    let (start, end) = (start as usize, end as usize);
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

fn within(document: &Document, part: Option<Part>) -> &str {
    match part {
        Some(Part::Title) => document.title.as_deref().unwrap_or_default(),
        None => &document.text,
    }
}

/// The words of a claim, one piece a span.
pub(crate) fn of_claim(document: &Document, claim: &claims::Claim) -> Vec<String> {
    claim.evidence.iter().map(|e| cut(within(document, e.within), e.start, e.end)).collect()
}

/// The words of a quotation, one piece a span.
pub(crate) fn of_quotation(document: &Document, quotation: &claims::Quotation) -> Vec<String> {
    quotation.content.iter().map(|s| cut(within(document, quotation.within), s.start, s.end)).collect()
}

impl Registry {
    /// The words that prove a claim.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn words(&self, sourced: &Sourced) -> Result<Vec<String>> {
        Ok(of_claim(&self.document(&sourced.source.document, None)?, &sourced.claim))
    }

    pub(crate) fn quoted_words(&self, quoted: &Quoted) -> Result<Vec<String>> {
        Ok(of_quotation(&self.document(&quoted.source.document, None)?, &quoted.quotation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points() {
        assert_eq!(cut("אב😀גד", 1, 4), "ב😀ג");
        assert_eq!(cut("ab", 1, 9), "b");
        assert_eq!(cut("ab", 9, 1), "");
    }
}
