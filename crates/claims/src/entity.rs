//! Who fills a role, speaks, or is mentioned.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::vocabulary::EntityType;

/// Somebody or something that a text speaks of. `id` is null for those that the text leaves unnamed ("many more states").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entity {
    /// States by ISO 3166-1 alpha-3 (`XKX`, or `X-` codes for others); everything else by a readable slug; offices as
    /// `president@KAZ`.
    pub id: Option<String>,
    /// The name as the text has it.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The state that a person, office or unnamed official belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The office in which a person acts (`president@KAZ`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// First code point of the name in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// Code point after the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// How many an unnamed filler stands for.
    #[serde(default, skip_serializing_if = "Count::is_unsaid")]
    pub count: Count,
    /// The named entities of which an unnamed filler is a part ("some of the five").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
}

/// The number of an unnamed filler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Count {
    /// The question does not arise; the key is left out.
    #[default]
    Unsaid,
    /// Several, the text does not say how many (`null`).
    Unknown,
    /// The text gives the number.
    Number(u32),
}

impl Count {
    fn is_unsaid(&self) -> bool {
        *self == Count::Unsaid
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Number(n) => s.serialize_some(n),
            _ => s.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Option::<u32>::deserialize(d)?.map_or(Count::Unknown, Count::Number))
    }
}

impl Entity {
    /// A named entity.
    pub fn named(id: impl Into<String>, name: impl Into<String>, kind: EntityType) -> Entity {
        Entity {
            id: Some(id.into()),
            name: name.into(),
            kind,
            state: None,
            office: None,
            start: None,
            end: None,
            count: Count::Unsaid,
            of: Vec::new(),
        }
    }

    /// A word of a closed list.
    pub fn value(word: impl Into<String>) -> Entity {
        let word = word.into();
        Entity::named(word.clone(), word, EntityType::Value)
    }

    /// What stands for the entity in an identity: its id, or its name where it has none.
    pub fn key(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }

    /// The state that is bound or speaks: the entity itself if it is a state, else the state it belongs to.
    pub fn state_id(&self) -> Option<&str> {
        match self.kind {
            EntityType::State => self.id.as_deref().or(self.state.as_deref()),
            _ => self.state.as_deref().or_else(|| Some(self.office.as_deref()?.split_once('@')?.1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unnamed_filler_keeps_its_null_count() {
        let many = Entity { id: None, count: Count::Unknown, ..Entity::named("x", "many states", EntityType::State) };
        let json = serde_json::to_string(&many).unwrap();
        assert_eq!(json, r#"{"id":null,"name":"many states","type":"state","count":null}"#);
        assert_eq!(serde_json::from_str::<Entity>(&json).unwrap(), many);
        let plain = serde_json::to_string(&Entity::named("KAZ", "Kazakhstan", EntityType::State)).unwrap();
        assert_eq!(plain, r#"{"id":"KAZ","name":"Kazakhstan","type":"state"}"#);
    }
}
