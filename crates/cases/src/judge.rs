//! Whether a case passes, and what is wrong where it does not.

use claims::{Claim, Entity, Modality, Quotation};
use reader::{Options, Reader};

use crate::form::{Case, What};

fn is_called(entity: &Entity, wanted: &str) -> bool {
    if let Some(words) = wanted.strip_prefix('[') {
        return entity.name.contains(words.trim_end_matches(']'));
    }
    entity.id.as_deref() == Some(wanted) || entity.office.as_deref() == Some(wanted)
}

/// `president@URY`, `URY`, `unnamed`, `unnamed URY`.
fn speaker_is(speaker: Option<&Entity>, anonymous: bool, wanted: &str) -> bool {
    if let Some(rest) = wanted.strip_prefix("unnamed") {
        let state = rest.trim();
        return anonymous && (state.is_empty() || speaker.is_some_and(|s| s.state_id() == Some(state)));
    }
    speaker.is_some_and(|s| !anonymous && (is_called(s, wanted) || s.state_id() == Some(wanted)))
}

fn claim_fits(claim: &Claim, what: &What) -> bool {
    let What::Claim { act, roles, modality, not_yet, time, value, by } = what else { return false };
    let fillers =
        |role: &str| claim.roles.iter().find(|(r, _)| r.code() == role).map(|(_, f)| f.as_slice()).unwrap_or_default();
    let roles_fit = roles.iter().all(|(role, wanted)| {
        let have = fillers(role);
        have.len() == wanted.len() && wanted.iter().all(|w| have.iter().any(|e| is_called(e, w)))
    });
    let time_fits = time.as_ref().is_none_or(|t| {
        let (from, to) = t.split_once("..").map_or((t.clone(), t.clone()), |(a, b)| (a.to_owned(), b.to_owned()));
        let shown = |m: Option<claims::Moment>| m.map_or(String::new(), |m| m.to_string());
        claim.time.as_ref().is_some_and(|p| shown(p.from) == from && (p.end.is_some() || shown(p.to) == to))
    });
    let spoken = match (by, &claim.attribution) {
        (None, None) => true,
        (Some(wanted), Some(a)) => speaker_is(a.speaker.as_ref(), a.anonymous, wanted),
        _ => false,
    };
    claim.act.name() == act
        && roles_fit
        && modality.parse::<Modality>().is_ok_and(|m| m == claim.modality)
        && claim.not_yet == *not_yet
        && time_fits
        && value.as_ref().is_none_or(|v| claim.value.as_ref() == Some(v))
        && spoken
}

fn quotation_fits(q: &Quotation, what: &What, text: &str) -> bool {
    let What::Quotation { direct, by, words } = what else { return false };
    let said: Vec<String> = q
        .content
        .iter()
        .map(|s| text.chars().skip(s.start as usize).take((s.end - s.start) as usize).collect())
        .collect();
    q.direct == *direct
        && said.join(" … ") == *words
        && by.as_ref().is_none_or(|wanted| speaker_is(q.source.as_ref(), q.anonymous, wanted))
}

/// A claim in one line, as a case would write it.
pub fn show(claim: &Claim) -> String {
    let roles: Vec<String> = claim
        .roles
        .iter()
        .map(|(r, f)| {
            format!(
                "{r} {}",
                f.iter().map(|e| e.id.clone().unwrap_or(format!("[{}]", e.name))).collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    let by = claim.attribution.as_ref().map_or(String::new(), |a| {
        let who = a.speaker.as_ref().map_or("-", |s| s.office.as_deref().unwrap_or(s.key()));
        format!(", by {}{who}", if a.anonymous { "unnamed " } else { "" })
    });
    let time = claim.time.as_ref().map_or(String::new(), |t| {
        format!(", {}..{}", t.from.map_or("-".into(), |m| m.to_string()), t.to.map_or("-".into(), |m| m.to_string()))
    });
    format!(
        "{}({}) {}{}{time}{by}   found by {}",
        claim.act,
        roles.join("; "),
        claim.modality,
        if claim.not_yet { ", not yet" } else { "" },
        claim.rule
    )
}

/// What is wrong with a case; empty where it passes.
pub fn check(case: &Case, reader: &Reader<'_>) -> Vec<String> {
    let reading = match reader.read(&case.document, &Options { stance: true, ..Options::default() }) {
        Ok(reading) => reading,
        Err(error) => return vec![error.to_string()],
    };
    let mut wrong = Vec::new();
    let slice = |start: u32, end: u32| -> String {
        case.document.text.chars().skip(start as usize).take((end - start) as usize).collect()
    };
    for m in reading.mentions.iter().filter(|m| m.within.is_none()) {
        if slice(m.start, m.end) != m.text {
            wrong.push(format!("the span of the mention {:?} holds {:?}", m.text, slice(m.start, m.end)));
        }
    }
    let mut used = vec![false; reading.claims.len()];
    for e in &case.expected {
        let found = match &e.what {
            What::Claim { .. } => {
                let free = (0..reading.claims.len()).find(|i| !used[*i] && claim_fits(&reading.claims[*i], &e.what));
                free.inspect(|i| used[*i] = true).is_some()
            }
            What::Quotation { .. } => {
                reading.quotations.iter().any(|q| quotation_fits(q, &e.what, &case.document.text))
            }
            What::Time { words, from, to } => reading.times.iter().any(|t| {
                let shown = |m: Option<claims::Moment>| m.map_or(String::new(), |m| m.to_string());
                t.text == *words && shown(t.from) == *from && shown(t.to) == *to
            }),
        };
        if !found && !e.optional {
            wrong.push(format!("line {}: did not come out: {:?}", e.line, e.what));
        }
    }
    for (claim, used) in reading.claims.iter().zip(&used) {
        let repeats = claim.same_as.is_some();
        if !used && !repeats {
            wrong.push(format!("came out and is not listed: {}", show(claim)));
        }
    }
    wrong
}
