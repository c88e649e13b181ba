//! Entities out of names and words: with the office and state that belong to them, and where they stand.

use claims::{Entity, EntityType};
use world::{Form, Kind};

use crate::{
    fillers::{Filler, Resolver},
    phrases::Phrase,
};

impl Resolver<'_> {
    /// What a name in a phrase means by itself.
    pub fn named(&self, word: usize) -> Option<Filler> {
        let name = self.context.name(word)?;
        Some(self.item(self.world.item_at(name.item), word, false))
    }

    /// The entity of an item, as named by a word.
    pub fn item(&self, item: &world::Item, word: usize, antecedent: bool) -> Filler {
        let mut entity = Entity::named(&*item.id, "", item.kind);
        if let Some(w) = self.context.words.get(word) {
            self.place(&mut entity, w.start, w.end);
        }
        if item.kind == EntityType::Place {
            entity.state = item.state.as_deref().map(str::to_owned);
        }
        Filler { entity, organ: None, anonymous: false, antecedent }
    }

    /// "The foreign ministry in Warsaw": a ministry is of the state in whose capital it sits.
    pub(crate) fn seat(&self, phrase: &Phrase) -> Option<Filler> {
        let codes = &self.context.language.codes;
        let abroad = |c: &str| c.starts_with("mission") || c.starts_with("delegation");
        let sent = self.context.classes(phrase.head).any(abroad);
        if !self.context.in_class(phrase.head, codes.state_body) || sent || phrase.owner.is_some() || !phrase.definite {
            return None;
        }
        let next = self.pieces.phrases.iter().find(|p| p.start == phrase.end && p.marker == codes.in_)?;
        let capital =
            self.context.name(next.head).is_some_and(|n| n.form == Form::Capital || n.kind == EntityType::Place);
        let (item, word) = self.state_in(next.head).filter(|_| capital)?;
        Some(self.item(item, word, false))
    }

    /// An entity without identity: the words of the phrase.
    pub(crate) fn described(&self, phrase: &Phrase, kind: EntityType) -> Entity {
        let mut entity = Entity { id: None, ..Entity::named("", "", kind) };
        let first = if phrase.marker == 0 { phrase.start } else { phrase.start + 1 };
        let first = first.min(phrase.head);
        if let (Some(a), Some(b)) =
            (self.context.words.get(first), self.context.words.get(phrase.end.saturating_sub(1)))
        {
            self.place(&mut entity, a.start, b.end);
        }
        entity
    }

    /// What nothing but words tell: a clause.
    pub(crate) fn words(&self, start: usize, end: usize) -> Filler {
        let mut entity = Entity { id: None, ..Entity::named("", "", EntityType::Other) };
        if let (Some(a), Some(b)) = (self.context.words.get(start), self.context.words.get(end.saturating_sub(1))) {
            self.place(&mut entity, a.start, b.end.max(a.end));
        }
        Filler { entity, organ: None, anonymous: false, antecedent: false }
    }

    pub(crate) fn back(&self, entity: &Entity, phrase: &Phrase) -> Filler {
        let mut entity = entity.clone();
        if let (Some(a), Some(b)) =
            (self.context.words.get(phrase.start), self.context.words.get(phrase.end.saturating_sub(1)))
        {
            let span = self.shadow.span(a.start..b.end);
            (entity.start, entity.end) = (Some(span.start), Some(span.end));
        }
        Filler { entity, organ: None, anonymous: false, antecedent: true }
    }

    pub(crate) fn place(&self, entity: &mut Entity, start: usize, end: usize) {
        let span = self.shadow.span(start..end);
        (entity.start, entity.end) = (Some(span.start), Some(span.end));
        entity.name = self.original.get(self.shadow.original(start..end)).unwrap_or_default().to_owned();
    }
}

impl<'a> Resolver<'a> {
    /// Whether an entity is a news agency, a newspaper or a channel, which is no agreement and no party.
    pub(crate) fn publishes(&self, entity: &Entity) -> bool {
        let item = entity.id.as_deref().and_then(|id| self.world.item(id));
        item.is_some_and(|i| matches!(i.table, Kind::Publishers | Kind::Channels))
    }

    /// The state whose parliament, court or ministry a body is.
    pub(crate) fn body_of_state(&self, item: &world::Item) -> Option<&'a world::Item> {
        let of = item.state.as_deref().or_else(|| item.attribute("organ"))?;
        self.world.item(of).filter(|s| s.kind == EntityType::State)
    }
}

/// The organ of a state that a body is ("the Knesset": parliament).
pub(crate) fn organ_of(item: &world::Item) -> Option<&'static str> {
    match item.attribute("type")? {
        "parliament" => Some("parliament"),
        "chamber" => Some("chamber"),
        "cabinet" | "government" => Some("cabinet"),
        "court" if item.state.is_some() => Some("court"),
        _ => None,
    }
}
