//! The words that claims are made of: acts, kinds, roles, modality, types. Terms of the Vienna Conventions on the Law of
//! Treaties (VCLT) and on Diplomatic Relations (VCDR).

use std::{fmt, str::FromStr, sync::RwLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::frames;

/// Writes a closed list of words as an enum with its codes in JSON.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* #[doc = concat!("`", $code, "`")] $variant,)* }

        impl $name {
            /// All words of the list, in its order.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The word as it stands in the JSON.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($code => Ok($name::$variant),)*
                    _ => Err(UnknownWord { list: stringify!($name), word: word.to_owned() }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.code()) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(self.code()) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(d)?;
                word.parse().map_err(de::Error::custom)
            }
        }
    };
}

/// A word that is in no list of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no {list} of the vocabulary")]
pub struct UnknownWord {
    /// The list that was asked, named as its type.
    pub list: &'static str,
    /// The word that is not in it.
    pub word: String,
}

words! {
    /// What sort of thing an act is. `Stance` and `Measure` never move the record.
    Kind {
        Participation = "participation",
        Relation = "relation",
        Contact = "contact",
        Stance = "stance",
        Measure = "measure",
        Silence = "silence",
        Attribute = "attribute",
    }
}

words! {
    /// The part that an entity plays in an act.
    Role {
        Actor = "actor",
        Counterpart = "counterpart",
        Party = "party",
        Participant = "participant",
        Candidate = "candidate",
        Agreement = "agreement",
        Object = "object",
        Topic = "topic",
        Organ = "organ",
        Person = "person",
        Host = "host",
        Mediator = "mediator",
        Inviter = "inviter",
        Depositary = "depositary",
        Forum = "forum",
        Place = "place",
        From = "from",
        By = "by",
        Subject = "subject",
        Attribute = "attribute",
        Office = "office",
        Body = "body",
        Phase = "phase",
        Measure = "measure",
        Degree = "degree",
        Votes = "votes",
        Vote = "vote",
        Status = "status",
        Capacity = "capacity",
        Means = "means",
        Scope = "scope",
        Effect = "effect",
        Level = "level",
        Mission = "mission",
        Rank = "rank",
        Purpose = "purpose",
        Count = "count",
        Occasion = "occasion",
    }
}

words! {
    /// Whether the text says that the act happened. Each value qualifies the act named, nothing else.
    Modality {
        Asserted = "asserted",
        Planned = "planned",
        Possible = "possible",
        Denied = "denied",
        Urged = "urged",
    }
}

words! {
    /// What an entity is.
    EntityType {
        State = "state",
        Person = "person",
        Organization = "organization",
        Agreement = "agreement",
        Office = "office",
        Place = "place",
        Forum = "forum",
        Other = "other",
        /// A word of a closed list, such as `parliament` in the role `organ`.
        Value = "value",
    }
}

words! {
    /// The unit in which a time is known.
    Precision {
        Second = "second",
        Minute = "minute",
        Hour = "hour",
        Day = "day",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Season = "season",
        Half = "half",
        Year = "year",
        Decade = "decade",
        Century = "century",
    }
}

words! {
    /// Where a claim's time comes from.
    Basis {
        /// The text names the day.
        Stated = "stated",
        /// Counted from the day of publication ("yesterday").
        Relative = "relative",
        /// The day of publication itself stands in: the text gives no time.
        Published = "published",
        /// Counted from the agreement's own rules.
        Computed = "computed",
    }
}

words! {
    /// Which sort of source published a document (RECORD.md, L4).
    PublisherClass {
        Depositary = "depositary",
        OwnOrgan = "own_organ",
        OwnOfficial = "own_official",
        Wire = "wire",
        Paper = "paper",
        StateMedia = "state_media",
        Unknown = "unknown",
    }
}

/// One act of the vocabulary. The built-in ones are constants (`Act::SIGNS`); frames loaded at run time add others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Act(u16);

/// What the frame of an act says.
#[derive(Debug)]
pub struct Definition {
    /// The act's code in the JSON.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// The track whose stages it may move: `text`, `consent`, `agreement`, `relations`, ...
    pub track: &'static str,
    /// Each is a list of alternatives, of which one must be filled.
    pub required: &'static [&'static [Role]],
    /// Of the required roles those that the text may leave open: the agent of a passive, the object of a verb used absolutely.
    pub left_open: &'static [Role],
    /// Its roles, and whether a role may have several fillers. The common roles (`place`, `topic`) are not repeated.
    pub roles: &'static [(Role, bool)],
    /// The closed lists: the only ids that a `value` filler of the role may have.
    pub values: &'static [(Role, &'static [&'static str])],
    /// The act that it becomes while it is only announced, by name.
    pub announced_as: Option<&'static str>,
    /// Its name where another act is about it, in the role `measure`.
    pub as_measure: Option<&'static str>,
    /// Announced as a noun ("announced the closure of its embassy") it is a plan, not done by being announced.
    pub planned_when_announced: bool,
    /// PLOVER event and mode.
    pub plover: Option<(&'static str, Option<&'static str>)>,
    /// CAMEO code.
    pub cameo: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/acts.rs"));

static ADDED: RwLock<Vec<&'static Definition>> = RwLock::new(Vec::new());

impl Act {
    /// All acts known to this process, built-in ones first.
    pub fn all() -> impl Iterator<Item = Act> {
        let added = ADDED.read().map_or(0, |a| a.len());
        (0..BUILT_IN.len() + added).map(|i| Act(u16::try_from(i).unwrap_or(u16::MAX)))
    }

    /// The act of that name.
    pub fn named(name: &str) -> Option<Act> {
        Act::all().find(|a| a.name() == name)
    }

    /// Adds the acts of a frame file at run time. An act that is already known is refused.
    ///
    /// # Errors
    /// A sentence with file and table, as for the frames that are built in.
    pub fn add(file: &str, source: &str) -> Result<Vec<Act>, String> {
        let parsed = frames::parse(file, source)?;
        frames::check_unique(&parsed)?;
        let mut acts = Vec::new();
        for frame in parsed {
            if let Some(known) = Act::named(&frame.name) {
                if usize::from(known.0) >= BUILT_IN.len() {
                    acts.push(known); // the same folder loaded twice in one process
                    continue;
                }
                return Err(format!("{file}, [{}]: the act is built in and cannot be changed", frame.name));
            }
            let definition: &'static Definition = Box::leak(Box::new(frame_as_definition(frame)));
            let mut added =
                ADDED.write().map_err(|_| format!("{file}: the vocabulary is locked by a failed thread"))?;
            let code = u16::try_from(BUILT_IN.len() + added.len()).map_err(|_| format!("{file}: too many acts"))?;
            added.push(definition);
            acts.push(Act(code));
        }
        Ok(acts)
    }

    /// What the act's frame says.
    pub fn definition(self) -> &'static Definition {
        let i = usize::from(self.0);
        match BUILT_IN.get(i) {
            Some(definition) => definition,
            // An `Act` beyond the built-in ones exists only because `add` made it.
            None => ADDED.read().ok().and_then(|a| a.get(i - BUILT_IN.len()).copied()).unwrap_or(&BUILT_IN[0]),
        }
    }

    /// The act's code in the JSON.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// Its kind.
    pub fn kind(self) -> Kind {
        self.definition().kind
    }

    /// Whether the act takes the role at all.
    pub fn takes(self, role: Role) -> bool {
        COMMON_ROLES.contains(&role) || self.definition().roles.iter().any(|(r, _)| *r == role)
    }

    /// Whether the role may have several fillers.
    pub fn many(self, role: Role) -> bool {
        self.definition().roles.iter().any(|(r, many)| *r == role && *many)
    }
}

impl Role {
    /// Types of entity that may fill the role in any act (`frames/roles.toml`).
    pub fn types(self) -> &'static [EntityType] {
        ROLE_TYPES.iter().find(|(r, _)| *r == self).map_or(&[], |(_, types)| types)
    }
}

fn frame_as_definition(frame: frames::Frame) -> Definition {
    fn leak<T>(list: Vec<T>) -> &'static [T] {
        Vec::leak(list)
    }
    let word = |s: String| -> &'static str { String::leak(s) };
    let role = |s: &str| s.parse::<Role>().unwrap_or(Role::Topic); // frames.rs has checked the name
    Definition {
        name: word(frame.name),
        kind: frame.kind.parse().unwrap_or(Kind::Attribute),
        track: word(frame.track),
        required: leak(frame.required.iter().map(|g| leak(g.iter().map(|r| role(r)).collect())).collect()),
        roles: leak(frame.roles.iter().map(|(r, many)| (role(r), *many)).collect()),
        left_open: leak(frame.left_open.iter().map(|r| role(r)).collect()),
        values: leak(
            frame.values.into_iter().map(|(r, l)| (role(&r), leak(l.into_iter().map(word).collect()))).collect(),
        ),
        announced_as: frame.announced_as.map(word),
        as_measure: frame.as_measure.map(word),
        planned_when_announced: frame.planned_when_announced,
        plover: frame.plover.map(|(event, mode)| (word(event), mode.map(word))),
        cameo: frame.cameo.map(word),
    }
}

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Act({})", self.name())
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Act {
    type Err = UnknownWord;
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Act::named(word).ok_or_else(|| UnknownWord { list: "Act", word: word.to_owned() })
    }
}

impl Serialize for Act {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Act {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<'de, str>::deserialize(d)?;
        word.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_role_list_of_the_frames_is_the_enum() {
        let names: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
        let mut listed = frames::ROLES.to_vec();
        listed.sort_unstable();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, listed);
    }

    #[test]
    fn acts_keep_their_constants() {
        assert_eq!(Act::SIGNS.name(), "signs");
        assert_eq!("signs".parse(), Ok(Act::SIGNS));
        assert!(Act::SIGNS.takes(Role::Place) && Act::SIGNS.many(Role::Actor) && !Act::JOINS.many(Role::Actor));
        assert!(Act::named("dances").is_none());
    }

    #[test]
    fn a_frame_added_at_run_time_is_an_act() {
        let added =
            Act::add("x/frames/x.toml", "kind = \"contact\"\ntrack = \"contact\"\n[toasts]\nrequired = [\"actor\"]\n");
        assert_eq!(added.unwrap()[0].name(), "toasts");
        let wrong = Act::add(
            "x/frames/x.toml",
            "kind = \"contact\"\ntrack = \"contact\"\n[toasts_to]\nrequired = [\"guest\"]\n",
        );
        assert!(wrong.unwrap_err().contains("x/frames/x.toml, [toasts_to]: `guest` is no role"));
        let taken =
            Act::add("x/frames/x.toml", "kind = \"contact\"\ntrack = \"contact\"\n[meets]\nrequired = [\"actor\"]\n");
        assert!(taken.unwrap_err().contains("built in"));
    }
}
