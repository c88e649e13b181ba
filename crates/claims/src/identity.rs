//! Identities: hashes of content, so that the same thing read twice is one thing.
//!
//! Every id is the first 16 bytes of a SHA-256 in hexadecimal, 32 characters. Each part is preceded by its length in bytes
//! (eight bytes, little-endian), so that no two lists of parts can run together into the same input.

use sha2::{Digest, Sha256};

use crate::{claim::Claim, vocabulary::Modality};

/// Length of an id in bytes; in hexadecimal it is twice as long.
pub const BYTES: usize = 16;

/// The id of a list of parts, within a `domain` that keeps ids of different things apart.
pub fn hash(domain: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in std::iter::once(&domain).chain(parts) {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let digit = |n: u8| char::from(if n < 10 { b'0' + n } else { b'a' + n - 10 });
    let mut out = String::with_capacity(2 * BYTES);
    for byte in &hasher.finalize()[..BYTES] {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
    out
}

/// The id of a claim: what is claimed in which document, by whom, for when; not which rule found it, when it was recorded,
/// or how its evidence was cut, so that decisions about a claim survive a better reader. `occurrence` counts the
/// claims of the document that say exactly the same, from 0.
pub fn of_claim(claim: &Claim, document_id: &str, occurrence: usize) -> String {
    let mut parts: Vec<String> = vec![document_id.to_owned(), claim.act.name().to_owned()];
    for (role, fillers) in &claim.roles {
        let mut keys: Vec<&str> = fillers.iter().map(crate::Entity::key).collect();
        keys.sort_unstable();
        parts.push(format!("{role} {}", keys.len()));
        parts.extend(keys.into_iter().map(str::to_owned));
    }
    parts.push(match (claim.modality, claim.not_yet) {
        (Modality::Denied, true) => "not yet".to_owned(),
        (modality, _) => modality.to_string(),
    });
    if let Some(time) = &claim.time {
        let write = |m: Option<crate::Moment>| m.map_or("-".to_owned(), |m| m.to_string());
        parts.push(format!("{} {}", write(time.from), write(time.to)));
    }
    if let Some(value) = &claim.value {
        parts.push(format!("value {value}"));
    }
    if let Some(attribution) = &claim.attribution {
        let speaker = attribution.speaker.as_ref().map_or("", crate::Entity::key);
        parts.push(format!("by {speaker} {}", attribution.anonymous));
    }
    if occurrence > 0 {
        parts.push(format!("occurrence {occurrence}"));
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    hash("claim", &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(hash("a", &["bc", "d"]), hash("a", &["b", "cd"]));
        assert_ne!(hash("a", &["b"]), hash("a", &["b", ""]));
        assert_eq!(hash("a", &["b"]).len(), 2 * BYTES);
    }
}
