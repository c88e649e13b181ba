//! The catalogue of rules: every answer names those that led to it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A rule, as `why` explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its id (`L1`), or `decision` for what a curator decided.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// The rule in a sentence or two.
    pub sentence: &'static str,
}

macro_rules! rules {
    ($($name:ident $id:literal $title:literal $sentence:literal;)*) => {
        /// The id of a rule, as it stands beside an outcome.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RuleId {
            $(#[doc = $title] #[serde(rename = $id)] $name,)*
        }

        impl RuleId {
            /// The id as it stands in the JSON.
            pub const fn code(self) -> &'static str {
                match self { $(RuleId::$name => $id,)* }
            }
        }

        const RULES: &[Rule] = &[$(Rule { id: $id, title: $title, sentence: $sentence },)*];
    };
}

rules! {
    L0 "L0" "What is a conflict"
        "Two claims conflict only if they are about the same act of the same actor on the same instrument, or the same track of the same pair, and cannot both be true on the day asked; acts of different days are history.";
    L1 "L1" "The act first, the rank second"
        "Which act was done follows from who acted, in which capacity, on what, and from what had happened before; no source's rank turns an approval at home into consent, or a law about leaving into a notice.";
    L2 "L2" "Who is competent for which act"
        "Deposit, notice and entry into force are the depositary's to say, domestic steps the state's own organ's, signature any signatory's, invitation and admission the body's, wishes and acceptance the state's alone, recognition that of the one who recognises, relations and bilateral acts both sides'.";
    L3 "L3" "A witness is not a third party"
        "A publisher that reports a public act in its own voice is a witness and moves the stage as reported; a speaker who is not competent for the act only announces, claims or predicts it, and moves no stage beyond announced.";
    L4 "L4" "Competence, in order"
        "In a conflict the depositary or registered text comes first, then a joint text, the state's own organ, its head of state, head of government, foreign minister or ministry, its other officials, the other side, the press, unnamed sources, commentary; members of parliament, candidates, former officials and state media speak for themselves.";
    L5 "L5" "More to advance than to hold"
        "A stage advances by a competent claim or by two independent witnesses (a single one is shown as such), and is held back by any word of the state itself that it has not happened, unless the depositary says otherwise.";
    L6 "L6" "Two-sided acts need two sides"
        "Membership of a body without a treaty, diplomatic relations and bilateral agreements need both sides; one side alone is shown as its word, not confirmed by the other, and contested if the other contradicts it.";
    L7 "L7" "Recollection is not report"
        "A claim about an act more than 60 days before publication, without a day, or told as background fills a gap as recalled, and loses to any claim made at the time and to any later word of either state that presupposes the opposite.";
    L8 "L8" "Plans are the actor's, others predict"
        "A plan never advances a stage; it is planned if its speaker speaks for the actor and predicted if not, and when its day has passed without a report it says so, for 180 days.";
    L9 "L9" "No step is invented, none is denied by our ignorance"
        "A later stage that is proved implies the earlier ones that the agreement's own rules require; a step for which no source was read is shown as not read, never as not done.";
    L10 "L10" "Legal effect can be contested"
        "A suspension, an immediate exit or an invalidity declared by one side is a flag with the names of both; the stage follows the agreement's own clock, and conduct is another track.";
    L11 "L11" "Computed dates"
        "A date counted from the agreement's own rules is computed until a source confirms it, and due but unconfirmed when the day has passed.";
    L12 "L12" "Steps back are acts"
        "A withdrawn ratification leads back to signed, a withdrawn signature stays signed with its notice, a revoked notice leads back to in force; the repeal of a law on leaving revokes no notice, and re-entry begins anew.";
    L13 "L13" "Independent or one"
        "One utterance with its paraphrases, translations and reprints is one witness for ever, and an outlet counts apart only for what it reports itself.";
    L14 "L14" "Recency breaks ties"
        "Between claims of equal standing that conflict, the later one counts; recency decides nothing else.";
    L15 "L15" "Silence is of a person, on an occasion, in a report"
        "Somebody's silence is told with the occasion and the report, ends with the first statement of any organ of that state, and is never the state's silence.";
    L16 "L16" "One nickname, several instruments"
        "A list says which instrument it counts; claims about the framework stay with the framework, and where two authorities claim a state only what the depositary or the body accepted advances the stage.";
    Decision "decision" "A curator decided"
        "A curator rejected, retracted, replaced, merged or split claims; the last decision about a claim counts.";
}

/// All rules, in the order of their ids.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// The rule of that id.
pub fn rule(id: RuleId) -> Rule {
    RULES.iter().find(|r| r.id == id.code()).copied().unwrap_or(RULES[0])
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_the_law_is_in_the_catalogue() {
        let ids: Vec<&str> = rules().iter().map(|r| r.id).collect();
        let expected: Vec<String> = (0..=16).map(|n| format!("L{n}")).chain(["decision".to_owned()]).collect();
        assert_eq!(ids, expected);
        assert_eq!(rule(RuleId::L15).id, "L15");
        assert_eq!(serde_json::to_string(&RuleId::L7).unwrap(), "\"L7\"");
        assert!(rules().iter().all(|r| r.sentence.ends_with('.')));
    }
}
