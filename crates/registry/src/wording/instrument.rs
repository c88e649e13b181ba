//! Names for instruments that are known only from their description: their ids say what they are, between whom, on what and
//! from when (`mou.KAZ-USA.critical-minerals.2025-11`), and so does the name.

use claims::Moment;
use world::World;

use super::Wording;

/// Parties that are named; of more, the number is given.
const MOST_NAMED: usize = 4;

impl Wording {
    /// "the memorandum of understanding of Kazakhstan and the United States on critical minerals (November 2025)";
    /// `None` for an id of another form.
    pub(super) fn instrument(&self, id: &str, world: &World) -> Option<String> {
        if let Some((agreement, state)) = id.split_once("/accession/") {
            let values = [("agreement", &*self.name(agreement, world)), ("state", &*self.name(state, world))];
            return Some(self.phrase("claim.accession", &values));
        }
        let parts: Vec<&str> = id.split('.').collect();
        let (sort, rest) = parts.split_first()?;
        let kind = self.known_word("instruments", sort)?;
        let (mut parties, mut topic, mut month) = (Vec::new(), String::new(), String::new());
        for part in rest {
            if let Ok(moment) = part.parse::<Moment>() {
                month = self.moment("date", "months", moment);
            } else if part.chars().next().is_some_and(|c| c.is_ascii_uppercase()) {
                parties = self.parties(part, world);
            } else {
                topic = self.known_word("topics", part).map_or_else(|| part.replace('-', " "), str::to_owned);
            }
        }
        let values =
            [("kind", kind), ("parties", &*self.list(&parties)), ("topic", &*self.isolate(&topic)), ("month", &*month)];
        Some(self.phrase("claim.instrument", &values))
    }

    fn parties(&self, codes: &str, world: &World) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for code in codes.split('-') {
            // States without an ISO code of their own have ids with a hyphen: `X-SOL`.
            match ids.last_mut() {
                Some(last) if last == "X" => *last = format!("X-{code}"),
                _ => ids.push(code.to_owned()),
            }
        }
        if ids.len() > MOST_NAMED {
            return vec![self.phrase("claim.many_parties", &[("n", &ids.len().to_string())])];
        }
        ids.iter().map(|id| self.name(id, world)).collect()
    }
}
