//! What the rules must know of the world besides the claims: a small door, so that they can be tried against any world.

use claims::{Entity, EntityType, Moment, PublisherClass};
use jiff::civil::Date;
use world::Delay;

/// Knowledge of states, offices, publishers and agreements. [`world::World`] is one; tests bring their own.
///
/// Every question may be answered with "not known"; the rules are then the careful ones.
pub trait Reference {
    /// What is known of an agreement, body or framework.
    fn terms(&self, agreement: &str) -> Option<Terms>;

    /// Who publishes under this name or address.
    fn publisher(&self, name: Option<&str>, url: Option<&str>) -> Publisher;

    /// The capacity in which somebody speaks on a day; `None` for those who hold no office that is known.
    fn capacity(&self, speaker: &Entity, day: Option<Date>) -> Option<Capacity>;

    /// The name by which an item is listed; rows are sorted by it.
    fn name(&self, id: &str) -> Option<String>;
}

/// What is known of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// What it is.
    pub nature: Nature,
    /// Of an organisation whose membership is an agreement of its own: that agreement. Claims about either are of one row.
    pub stands_for: Option<String>,
    /// The framework that it is a part of.
    pub part_of: Option<String>,
    /// The instruments of a framework that goes by one nickname (L16).
    pub instruments: Vec<String>,
    /// States or organisations that keep the original.
    pub depositaries: Vec<String>,
    /// The organisation or organ that admits, invites and suspends; `None`: the agreement's own id.
    pub body: Option<String>,
    /// The only possible participants, where they are few and known (a bilateral agreement has two).
    pub parties: Vec<String>,
    /// Whether the body's decision makes a member of whoever wants to be one.
    pub by_admission: bool,
    /// Whether signature alone binds.
    pub binds_on_signature: bool,
    /// How long after deposit or exchange it enters into force for a state, once it is in force.
    pub entry: Option<Delay>,
    /// How long after notice a withdrawal takes effect.
    pub withdrawal: Option<Delay>,
    /// When it entered into force for all.
    pub in_force: Option<Moment>,
    /// When it ends or ended.
    pub ends: Option<Moment>,
    /// Whether it establishes diplomatic relations, so that a plan to sign it presupposes that there are none (L7).
    pub opens_relations: bool,
}

/// What an agreement is, as far as the rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Nature {
    /// Not known.
    #[default]
    Unknown,
    /// A treaty of several states.
    Treaty,
    /// A treaty of two sides.
    Bilateral,
    /// A body with members that rests on a treaty.
    Organization,
    /// A body without a treaty, or a forum: one is a member by invitation and acceptance.
    Body,
    /// A political text or framework that binds nobody in law.
    Political,
}

impl Nature {
    /// Whether one is a *member* of it rather than a party to it.
    pub const fn has_members(self) -> bool {
        matches!(self, Nature::Organization | Nature::Body)
    }
}

/// Who publishes a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Publisher {
    /// Its id, or the name as written; `None`: nobody said.
    pub id: Option<String>,
    /// Its class.
    pub class: PublisherClass,
    /// The state or organisation whose organ or media it is.
    pub of: Option<String>,
}

impl Publisher {
    /// A publisher of whom nothing is known but the name; without a name, the host of the address.
    pub fn unknown(name: Option<&str>, url: Option<&str>) -> Publisher {
        let host = || {
            let rest = url?.split_once("://").map_or(url?, |(_, rest)| rest);
            let host = rest.split(['/', '?', '#']).next()?;
            let host = host.strip_prefix("www.").unwrap_or(host);
            (!host.is_empty()).then(|| host.to_lowercase())
        };
        let id = name.map(str::trim).filter(|n| !n.is_empty()).map(str::to_lowercase).or_else(host);
        Publisher { id, class: PublisherClass::Unknown, of: None }
    }
}

/// In which capacity somebody speaks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Capacity {
    /// For which state, or organisation.
    pub of: String,
    /// How high.
    pub level: Level,
    /// Head of state: whose signature on what the state has already signed is an approval at home (L1).
    pub head_of_state: bool,
    /// The person, where the speaker was named by office (`president@KAZ`): both are one speaker.
    pub person: Option<String>,
}

/// Who binds a state by word (VCLT 7), who merely serves it, and who speaks for himself (L4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Members of parliament, candidates, former officials, state media.
    Private,
    /// Other officials.
    Official,
    /// Head of state, head of government, foreign minister, ministry, the state itself.
    Binding,
}

/// The level of an office by its id, for references that have no table of offices: `president@KAZ`, `foreign-ministry@KAZ`;
/// and whether it is the head of state's.
pub fn level_of_office(office: &str) -> (Level, bool) {
    let role = office.split('@').next().unwrap_or(office);
    if role.starts_with("former") || role.contains("candidate") || role.ends_with("elect") {
        return (Level::Private, false);
    }
    match role {
        "president" | "king" | "queen" | "emir" | "sultan" | "monarch" | "head-of-state" | "supreme-leader"
        | "crown-prince" => (Level::Binding, true),
        "prime-minister"
        | "chancellor"
        | "head-of-government"
        | "premier"
        | "foreign-minister"
        | "foreign-ministry"
        | "minister-of-foreign-affairs"
        | "ministry-of-foreign-affairs"
        | "secretary-of-state"
        | "foreign-secretary"
        | "state-department"
        | "department-of-state"
        | "government"
        | "cabinet"
        | "secretary-general" => (Level::Binding, false),
        "member-of-parliament" | "senator" | "congressman" | "deputy" | "opposition-leader" => (Level::Private, false),
        _ => (Level::Official, false),
    }
}

/// The level of an office by the word of a table (`head_of_state`, `foreign_minister`, `minister` ...).
pub fn level_named(word: &str) -> Option<(Level, bool)> {
    Some(match word {
        "head_of_state" | "monarch" => (Level::Binding, true),
        "head_of_government"
        | "foreign_minister"
        | "foreign_ministry"
        | "ministry"
        | "head_of_organization"
        | "secretary_general" => (Level::Binding, false),
        "parliament" | "member_of_parliament" | "candidate" | "former" | "opposition" | "private" => {
            (Level::Private, false)
        }
        "minister"
        | "official"
        | "ambassador"
        | "spokesperson"
        | "deputy"
        | "deputy_head_of_state"
        | "military"
        | "envoy"
        | "other" => (Level::Official, false),
        _ => return None,
    })
}

/// What can be told of a speaker from the claim alone: a state speaks for itself, an office for its state, an official for
/// the state that the text gives.
pub fn capacity_from_claim(speaker: &Entity) -> Option<Capacity> {
    let of = speaker.state_id().or_else(|| match speaker.kind {
        EntityType::Organization | EntityType::Forum | EntityType::Agreement => speaker.id.as_deref(),
        EntityType::Office => speaker.id.as_deref()?.split_once('@').map(|(_, state)| state),
        _ => None,
    })?;
    let office = speaker.office.as_deref().or(match speaker.kind {
        EntityType::Office | EntityType::Organization => speaker.id.as_deref(),
        _ => None,
    });
    let (level, head_of_state) = match (speaker.kind, office) {
        (EntityType::State | EntityType::Forum | EntityType::Agreement, _) => (Level::Binding, false),
        (EntityType::Organization, Some(id)) if id == of => (Level::Binding, false),
        (_, Some(office)) => level_of_office(office),
        _ => (Level::Official, false),
    };
    Some(Capacity { of: of.to_owned(), level, head_of_state, person: None })
}
