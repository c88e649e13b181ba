//! Why a participant stands where it stands: every claim with what became of it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    answer::{Asked, Ground, Outcome, Why},
    effect::Effect,
    fold::{Sign, Subject},
    judge::{Heard, Judged},
    record::{Placed, Record, instruments},
    rules::RuleId,
    witness::Texts,
};

impl Record<'_> {
    /// The claims for and against where a participant stands, each with the rule that used or beat it: about the agreement
    /// and its instruments.
    pub fn why(&self, agreement: &str, participant: &str, asked: &Asked) -> Why {
        let as_of = asked.as_of.last_day();
        let (own, terms) = self.meant(agreement);
        let (mut rows, mut grounds) = (Vec::new(), Vec::new());
        for instrument in instruments(&own, &terms) {
            let found = self.rows(&instrument, Some(participant), as_of).pop();
            let placed = |subject: Subject| self.placed.get(&subject).map(Vec::as_slice).unwrap_or_default();
            let of_state = placed(Subject::participation(&instrument, participant));
            let (row, judged) = found.map(|(row, explained)| (row, explained.marked())).unzip();
            grounds.extend(self.grounds(of_state, judged.as_ref(), asked));
            if let Some(row) = row {
                // What the agreement's own record adds: its entry into force.
                let of_agreement = self.grounds(placed(Subject::Agreement(instrument)), None, asked);
                grounds.extend(of_agreement.into_iter().map(|mut ground| {
                    if row.claims.contains(&ground.claim) {
                        (ground.outcome, ground.rule) = (Outcome::Decided, RuleId::L9);
                    }
                    ground
                }));
                rows.push(row);
            }
        }
        grounds.sort_by(|a, b| {
            let key = |g: &Ground| (g.time.and_then(|t| t.from.or(t.to)).or(g.published), g.outcome, g.claim.clone());
            key(a).cmp(&key(b))
        });
        Why { agreement: agreement.to_owned(), as_of: asked.as_of, known_at: asked.known_at.clone(), rows, grounds }
    }

    fn grounds(&self, placed: &[Placed], judged: Option<&Judged<'_>>, asked: &Asked) -> Vec<Ground> {
        let as_of = asked.as_of.last_day();
        let texts = Texts::of(placed.iter().map(|p| &p.witness));
        // Witnesses are numbered in the order of their first publication.
        let mut voices: Vec<(bool, Option<Date>, u64)> = placed
            .iter()
            .map(|p| (p.witness.published.is_none(), p.witness.published, texts.counts_for(&p.witness)))
            .collect();
        voices.sort_unstable();
        let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
        for (_, _, voice) in voices {
            let next = numbers.len() + 1;
            numbers.entry(voice).or_insert(next);
        }
        placed
            .iter()
            .filter_map(|p| {
                let sourced = self.claims.get(p.claim)?;
                let (claim, source) = (&sourced.claim, &sourced.source);
                let heard = judged.and_then(|j| heard_of(j, p));
                let (outcome, rule, by) = match heard {
                    _ if p.removed => (Outcome::Removed, RuleId::Decision, self.decided.replaced_by(&claim.id)),
                    Some(h) => became(h, judged, as_of),
                    None => (Outcome::Noted, RuleId::L0, None),
                };
                Some(Ground {
                    claim: claim.id.clone(),
                    document: source.document.clone(),
                    act: claim.act,
                    modality: claim.modality,
                    weight: p.key.weight,
                    speaker: claim.attribution.as_ref().and_then(|a| a.speaker.clone()),
                    publisher: source.publisher.clone(),
                    published: source.published,
                    time: claim.time.or_else(|| p.key.bounds.period(None)),
                    outcome,
                    rule,
                    beaten_by: by,
                    witness: numbers.get(&texts.counts_for(&p.witness)).copied().unwrap_or_default(),
                })
            })
            .collect()
    }
}

fn heard_of<'j, 'f>(judged: &'j Judged<'f>, placed: &Placed) -> Option<&'j Heard<'f>> {
    // Cells stand in the order of their keys.
    judged.heard.binary_search_by(|h| h.key.cmp(&placed.key)).ok().and_then(|i| judged.heard.get(i))
}

/// What became of a claim.
fn became(h: &Heard<'_>, judged: Option<&Judged<'_>>, as_of: Date) -> (Outcome, RuleId, Option<String>) {
    if let Some((rule, by)) = h.beaten {
        let by = by.and_then(|i| judged?.heard.get(i)).map(|b| b.cell.best.claim.to_string());
        return (Outcome::Beaten, rule, by);
    }
    let said = h.said.is_none_or(|said| said <= as_of);
    let (outcome, rule) = match (h.sign, h.effect) {
        _ if h.decided => (Outcome::Decided, h.used.unwrap_or(RuleId::L2)),
        (Sign::Done, Effect::Silence) if said => (Outcome::Used, RuleId::L15),
        (Sign::Done, Effect::Conduct) if said => (Outcome::Used, RuleId::L10),
        _ if h.used.is_some() => (Outcome::Used, h.used.unwrap_or(RuleId::L2)),
        (Sign::Planned, _) if said => (Outcome::Used, RuleId::L8),
        (Sign::Possible | Sign::Urged, _) => (Outcome::Noted, RuleId::L8),
        // An act of another day, or a denial of what nobody maintains.
        _ => (Outcome::Noted, RuleId::L0),
    };
    (outcome, rule, None)
}
