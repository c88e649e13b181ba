//! Agreements that a text describes instead of naming: "the pact", "a memorandum on critical minerals".

use claims::{Entity, EntityType};

use crate::{
    fillers::{Filler, Resolver},
    phrases::Phrase,
};

impl Resolver<'_> {
    /// The agreement that a phrase describes, or takes up from before.
    pub(crate) fn instrument(&self, phrase: &Phrase) -> Vec<Filler> {
        let codes = &self.context.language.codes;
        let bare = phrase.genitives.is_empty() && phrase.adjectives.is_empty() && phrase.end - phrase.head <= 1;
        let sort = self.context.classes(phrase.head).find_map(|c| c.strip_prefix("instrument.")).unwrap_or("agreement");
        if phrase.definite
            && bare
            && let Some(last) = self
                .mentioned_before(phrase.start, &[EntityType::Agreement], language::Gender::Any)
                .filter(|e| self.is_a(e, sort, self.context.text(phrase.head)))
                .or_else(|| {
                    self.discourse.agreement().filter(|e| self.is_a(e, sort, self.context.text(phrase.head))).cloned()
                })
        {
            return vec![self.back(&last, phrase)];
        }
        if self.between_others(phrase) {
            return vec![Filler {
                entity: self.described(phrase, EntityType::Other),
                organ: None,
                anonymous: false,
                antecedent: false,
            }];
        }
        // What it is about belongs to its name: "a memorandum on critical minerals".
        let mut whole = phrase.clone();
        for next in &self.pieces.phrases {
            let about = [codes.in_, codes.on, codes.about].contains(&next.marker);
            let place = next.names.iter().any(|n| self.context.name(*n).is_some());
            if about && next.start == whole.end && !place {
                whole.end = next.end;
            }
        }
        let mut entity = self.described(&whole, EntityType::Agreement);
        entity.id = Some(sort.to_owned()); // completed with parties and month when the claim is made
        vec![Filler { entity, organ: None, anonymous: false, antecedent: false }]
    }

    /// "The pact between the two biggest shareholders": whoever concluded it is said, and is neither state nor body.
    fn between_others(&self, instrument: &Phrase) -> bool {
        let between = self.context.language.codes.between;
        let Some(parties) = self.pieces.phrases.iter().position(|p| p.marker == between && p.start == instrument.end)
        else {
            return false;
        };
        let head = self.pieces.phrases[parties].head;
        let fillers = self.resolve(parties);
        !self.context.in_class(head, self.context.language.codes.side)
            && !fillers.is_empty()
            && fillers.iter().all(|f| f.entity.kind == EntityType::Other)
    }

    /// Whether "the convention" can mean an agreement: its own type, or one of the words that fit any.
    fn is_a(&self, agreement: &Entity, sort: &str, head: &str) -> bool {
        let Some(item) = agreement.id.as_deref().and_then(|id| self.world.item(id)) else {
            // Known by description: the id begins with its type.
            return agreement.id.as_deref().is_some_and(|id| id.split('.').next() == Some(sort));
        };
        let own = item.attribute("type").unwrap_or_default();
        // "The Rome Statute ... the statute": its own name says what it is.
        let named = || {
            let name = self.world.name(item, &self.context.language.tag).to_lowercase();
            name.split(' ').any(|word| word == head.to_lowercase())
        };
        own == sort
            || named()
            || matches!(sort, "agreement" | "treaty") && own != "declaration"
            || own == "nickname" && sort != "declaration" && sort != "mou"
    }
}
