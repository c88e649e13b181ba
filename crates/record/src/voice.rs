//! Who speaks in a claim, and with what weight for whom (L2-L4).

use claims::{Act, Attribution, Entity, EntityType, PublisherClass, Source};
use jiff::civil::Date;

use crate::{
    answer::Weight,
    reference::{Level, Nature, Publisher, Reference, Terms},
};

/// Who speaks in a claim.
#[derive(Debug, Clone)]
pub struct Voice {
    /// In which capacity.
    pub manner: Manner,
    /// For which state or organisation.
    pub of: Option<String>,
    /// Id of the publisher, for a publisher's own voice.
    pub publisher: Option<String>,
    /// Who counts as the witness: the person, the office, the outlet.
    pub witness: String,
    /// As an answer shows it; `None` for outlets.
    pub shown: Option<Entity>,
    /// The parties of a joint text.
    pub joint: Vec<String>,
    /// Somebody is quoted; otherwise the publisher itself speaks.
    pub spoken: bool,
}

/// In which capacity somebody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// A depositary's register.
    Register,
    /// An organ in its own publication.
    Organ,
    /// Somebody named, who speaks for a state or organisation.
    Named(Level),
    /// A publisher that reports.
    Outlet,
    /// Unnamed officials and sources.
    Unnamed,
    /// Somebody who speaks for nobody but himself.
    Private,
}

impl Voice {
    /// The weight for an act of one of the `sides` (the participant, or both states), and whether the speaker is one.
    pub fn weight(&self, act: Act, sides: &[&str], terms: &Terms) -> (Weight, bool) {
        let own = self.of.as_deref().is_some_and(|of| sides.contains(&of));
        if !self.joint.is_empty() && sides.iter().any(|s| self.joint.iter().any(|j| j == s)) {
            return (Weight::JointText, true);
        }
        let depositary = self.is_depositary(terms) && !own;
        let weight = match self.manner {
            Manner::Register if depositary => Weight::Depositary,
            Manner::Register => Weight::Press,
            Manner::Organ | Manner::Named(Level::Binding) if depositary && kept_by_depositary(act) => {
                Weight::Depositary
            }
            Manner::Organ if own => Weight::OwnAct,
            Manner::Named(Level::Binding) if own => Weight::OwnStatement,
            Manner::Named(Level::Official) if own => Weight::OwnOfficial,
            Manner::Organ | Manner::Named(Level::Binding | Level::Official) => Weight::OtherSide,
            Manner::Outlet => Weight::Press,
            Manner::Unnamed => Weight::Unnamed,
            Manner::Private | Manner::Named(Level::Private) => Weight::Commentary,
        };
        // Members of parliament, candidates, former officials speak for themselves (L4).
        let own = own && weight != Weight::Commentary && weight != Weight::Press;
        (weight, own)
    }

    /// Whether it is the depositary of that agreement: not a depositary of others (L2).
    fn is_depositary(&self, terms: &Terms) -> bool {
        if terms.depositaries.is_empty() {
            // Registered text of an agreement whose depositary nobody has told us.
            return self.manner == Manner::Register && terms.nature != Nature::Body;
        }
        terms.depositaries.iter().any(|keeper| {
            let is = |id: &Option<String>| id.as_deref() == Some(keeper);
            // Organisations register treaties that others keep; a state as depositary is nobody else.
            is(&self.of) || is(&self.publisher) || self.manner == Manner::Register && !is_state(keeper)
        })
    }

    /// Whether the voice may say of `participant` that the act was done (L2). Witnesses in the press may (L3).
    pub fn competent(
        &self,
        act: Act,
        weight: Weight,
        own: bool,
        terms: &Terms,
        agreement: &str,
        actors: &[&str],
    ) -> bool {
        match weight {
            Weight::Depositary | Weight::JointText | Weight::Press => return true,
            Weight::Unnamed | Weight::Commentary => return false,
            _ if own => return true,
            _ => {}
        }
        let of = self.of.as_deref().unwrap_or_default();
        let body = of == agreement || terms.body.as_deref() == Some(of);
        let signatory = actors.contains(&of) || terms.parties.iter().any(|p| p == of);
        let other_party = terms.nature == Nature::Bilateral && signatory;
        match act {
            Act::SIGNS | Act::INITIALS | Act::AGREES_TEXT | Act::NEGOTIATES => signatory || body || other_party,
            Act::IS_INVITED | Act::IS_PROPOSED | Act::BLOCKS | Act::UNBLOCKS => true,
            Act::ADMITS | Act::GRANTS_STATUS | Act::SUSPENDS_MEMBER | Act::EXPELS_MEMBER => body,
            Act::ENTERS_INTO_FORCE => other_party || body,
            Act::CONSENTS | Act::DEPOSITS => other_party,
            _ => false,
        }
    }
}

/// Acts that a depositary records.
fn kept_by_depositary(act: Act) -> bool {
    matches!(
        act,
        Act::SIGNS
            | Act::CONSENTS
            | Act::DEPOSITS
            | Act::JOINS
            | Act::IS_PARTY
            | Act::ENTERS_INTO_FORCE
            | Act::PROVISIONALLY_APPLIES
            | Act::RESERVES
            | Act::DECLARES
            | Act::WITHDRAWS_RESERVATION
            | Act::OBJECTS
            | Act::GIVES_NOTICE
            | Act::REVOKES_NOTICE
            | Act::WITHDRAWS
            | Act::UNSIGNS
            | Act::WITHDRAWS_RATIFICATION
            | Act::SUSPENDS
            | Act::RESUMES
            | Act::REGISTERS
            | Act::TERMINATES
            | Act::EXPIRES
            | Act::EXTENDS
            | Act::AMENDS
    )
}

/// States have codes of three letters, or `X-` and more.
fn is_state(id: &str) -> bool {
    id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase()) || id.starts_with("X-")
}

/// A publisher in its own voice.
pub fn printed(source: &Source, publisher: &Publisher) -> Voice {
    // Without a publisher nobody can tell whether two documents are independent: they are one voice.
    let witness = publisher.id.clone().unwrap_or_default();
    let manner = match publisher.class {
        PublisherClass::Depositary => Manner::Register,
        PublisherClass::OwnOrgan if publisher.of.is_some() => Manner::Organ,
        // A ministry's or president's own site is his word.
        PublisherClass::OwnOfficial if publisher.of.is_some() => Manner::Named(Level::Binding),
        _ => Manner::Outlet,
    };
    let shown = match manner {
        Manner::Outlet | Manner::Register => None,
        _ => publisher.of.as_deref().map(|of| {
            let kind = if is_state(of) { EntityType::State } else { EntityType::Organization };
            let name = source.publisher.as_deref().unwrap_or(of);
            let id = publisher.id.as_deref().unwrap_or(of);
            let state = (kind == EntityType::State).then(|| of.to_owned());
            Entity { state, ..Entity::named(id, name, EntityType::Organization) }
        }),
    };
    let of = matches!(manner, Manner::Organ | Manner::Named(_)).then(|| publisher.of.clone()).flatten();
    let witness = match (&manner, &of) {
        (Manner::Organ | Manner::Named(_), Some(of)) => format!("organ of {of}"),
        _ => witness,
    };
    Voice { manner, of, publisher: publisher.id.clone(), witness, shown, joint: Vec::new(), spoken: false }
}

/// Somebody whom a claim names as the source of its words.
pub fn spoken(
    attribution: &Attribution,
    source: &Source,
    publisher: &Publisher,
    reference: &dyn Reference,
    day: Option<Date>,
) -> Voice {
    let speaker = attribution.speaker.as_ref();
    let shown = speaker.map(|s| Entity { start: None, end: None, ..s.clone() });
    if attribution.anonymous {
        let of = speaker.and_then(|s| s.state_id()).map(str::to_owned);
        // Unnamed officials of one state may be one and the same; and so may all other unnamed sources.
        let witness = of.as_ref().map_or_else(|| "unnamed".to_owned(), |state| format!("unnamed of {state}"));
        return Voice { manner: Manner::Unnamed, of, publisher: None, witness, shown, joint: Vec::new(), spoken: true };
    }
    let Some(speaker) = speaker else { return printed(source, publisher) };
    if speaker.kind == EntityType::Organization && speaker.state.is_none() {
        // "According to Reuters": the agency is the witness.
        let quoted = reference.publisher(Some(speaker.key()), None);
        if matches!(quoted.class, PublisherClass::Wire | PublisherClass::Paper | PublisherClass::StateMedia) {
            let witness = quoted.id.clone().unwrap_or_else(|| speaker.key().to_owned());
            let publisher = quoted.id;
            return Voice {
                manner: Manner::Outlet,
                of: None,
                publisher,
                witness,
                shown,
                joint: Vec::new(),
                spoken: true,
            };
        }
    }
    let joint: Vec<String> = if speaker.of.len() > 1 { speaker.of.clone() } else { Vec::new() };
    // "The Kazakh president" is whoever holds the office on that day.
    let by_office = (speaker.id.is_none() && speaker.kind == EntityType::Person)
        .then(|| speaker.office.as_deref().map(|o| Entity::named(o, speaker.name.as_str(), EntityType::Office)))
        .flatten();
    let speaker = by_office.as_ref().unwrap_or(speaker);
    match reference.capacity(speaker, day) {
        Some(capacity) => {
            let person = capacity.person.as_deref().or(speaker.id.as_deref());
            let witness = match (speaker.kind, capacity.level) {
                // A ministry, a government, the state itself: one voice.
                (EntityType::State | EntityType::Organization, Level::Binding) => format!("organ of {}", capacity.of),
                _ => person.unwrap_or(&speaker.name).to_owned(),
            };
            let manner = Manner::Named(capacity.level);
            Voice { manner, of: Some(capacity.of), publisher: None, witness, shown, joint, spoken: true }
        }
        None => {
            let witness = speaker.key().to_owned();
            let manner = if joint.is_empty() { Manner::Private } else { Manner::Named(Level::Binding) };
            Voice { manner, of: None, publisher: None, witness, shown, joint, spoken: true }
        }
    }
}
