//! What a curator decides, and the care of the ledger: verify, backup, export.

use std::{io::Write, path::Path};

use claims::{Decision, Line, Ruling, Sourced};
use ledger::{Added, Head, Report};
use serde::Serialize;

use crate::{
    changes::Touched,
    error::{Error, Result},
    question::Question,
    registry::{Claims, Registry},
};

/// What came of a decision.
#[derive(Debug, Clone, Serialize)]
pub struct Decided {
    /// The decision as it was kept, with whole ids.
    pub decision: Decision,
    /// Whether it was new; the same decision twice adds nothing.
    pub new: bool,
    /// What changed in the record.
    pub changes: record::Changes,
}

/// A decision to be kept. `about` and `other` may be beginnings of ids.
#[derive(Debug, Clone)]
pub struct Proposal<'a> {
    /// What is decided.
    pub ruling: Ruling,
    /// The claim, or for [`Ruling::Retract`] the document.
    pub about: &'a str,
    /// The other claim, for supersede, merge and split.
    pub other: Option<&'a str>,
    /// Who decides.
    pub author: &'a str,
    /// Why.
    pub reason: &'a str,
}

impl Registry {
    /// Keeps a decision. `recorded` is the instant of recording, `today` the day for which the change is shown.
    ///
    /// # Errors
    /// [`Error::UnknownId`], [`Error::NoReason`], or if the ledger cannot be written.
    pub fn decide(&mut self, proposal: &Proposal<'_>, recorded: &str, today: &Question) -> Result<Decided> {
        if proposal.reason.trim().is_empty() {
            return Err(Error::NoReason);
        }
        let decision = Decision {
            ruling: proposal.ruling,
            about: match proposal.ruling {
                Ruling::Retract => self.document_id(proposal.about)?,
                // A document that was taken back may stand after all.
                Ruling::Accept => match self.claim_id(proposal.about) {
                    Err(Error::UnknownId(_)) => self.document_id(proposal.about)?,
                    found => found?,
                },
                _ => self.claim_id(proposal.about)?,
            },
            other: proposal.other.map(|id| self.claim_id(id)).transpose()?,
            author: proposal.author.trim().to_owned(),
            reason: proposal.reason.trim().to_owned(),
        };
        let before = self.decisions(None)?;
        let mut touched = Touched::default();
        self.touched_by(&decision, &mut touched)?;
        let mut writer = self.writer()?;
        let mut batch = writer.begin()?;
        let new = batch.decision(&decision, recorded)? == Added::New;
        batch.commit()?;
        drop(writer);
        if !new {
            touched = Touched::default();
        }
        let same = |claims: &[Sourced]| {
            let mut all = Claims::default();
            all.add(claims.iter().cloned());
            all
        };
        let changes = self.differences(&touched, today, &before, &same)?;
        Ok(Decided { decision, new, changes })
    }

    fn claim_id(&self, prefix: &str) -> Result<String> {
        let found = self.ledger()?.claim_on_file(prefix)?;
        found.map(|s| s.claim.id).ok_or_else(|| Error::UnknownId(prefix.to_owned()))
    }

    fn document_id(&self, prefix: &str) -> Result<String> {
        if let Some(kept) = self.ledger()?.document(prefix, None)? {
            return Ok(kept.id);
        }
        // The id of a claim stands for the document that holds it.
        match self.ledger()?.claim_on_file(prefix) {
            Ok(Some(sourced)) => Ok(sourced.source.document),
            _ => Err(Error::UnknownId(prefix.to_owned())),
        }
    }

    /// Checks every row of the ledger; against a head that was kept elsewhere, also that nothing up to it was changed.
    ///
    /// # Errors
    /// If the ledger cannot be read at all.
    pub fn verify(&self, against: Option<&Head>) -> Result<(Report, Head)> {
        let ledger = self.ledger()?;
        let report = match against {
            Some(head) => ledger.verify_against(head)?,
            None => ledger.verify()?,
        };
        Ok((report, ledger.head()?))
    }

    /// Writes a copy of the ledger, while a writer may go on.
    ///
    /// # Errors
    /// If the place is taken or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<()> {
        Ok(self.ledger()?.backup(to)?)
    }

    /// Writes the claims of all documents as JSON lines, as `read` prints them, each with its `source`. Returns how many.
    ///
    /// # Errors
    /// If the ledger cannot be read or the output not be written.
    pub fn export(&self, known_at: Option<&str>, out: &mut dyn Write) -> Result<u64> {
        const PAGE: usize = 256;
        let ledger = self.ledger()?;
        let mut after: Option<String> = None;
        let mut count = 0;
        loop {
            let documents = ledger.documents_after(after.as_deref(), PAGE)?;
            for kept in &documents {
                for sourced in ledger.claims_of_document(&kept.id, known_at)? {
                    let mut line = serde_json::to_value(Line::Claim(Box::new(sourced.claim)))?;
                    if let Some(object) = line.as_object_mut() {
                        object.insert("source".to_owned(), serde_json::to_value(sourced.source)?);
                    }
                    serde_json::to_writer(&mut *out, &line)?;
                    out.write_all(b"\n")?;
                    count += 1;
                }
            }
            match documents.last() {
                Some(last) if documents.len() == PAGE => after = Some(last.id.clone()),
                _ => return Ok(count),
            }
        }
    }
}

/// Reads `BATCH:CHAIN`, as `verify` prints it.
pub fn head(written: &str) -> Option<Head> {
    let (batch, chain) = written.split_once(':')?;
    let hex = chain.len() == 32 && chain.bytes().all(|b| b.is_ascii_hexdigit());
    Some(Head { batch: batch.parse().ok()?, chain: hex.then(|| chain.to_lowercase())? })
}
