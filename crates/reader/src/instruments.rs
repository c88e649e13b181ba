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
                    self.discourse.last_agreement(&|e| self.is_a(e, sort, self.context.text(phrase.head))).cloned()
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

    /// An agreement that a sentence only mentions, with those between whom it is: "has a trade agreement with Chile", "the pact
    /// between Chile and Kenya". `subject` is that of its clause.
    pub(crate) fn mentioned(&self, phrase: usize, subject: Option<usize>) -> Option<(Entity, Vec<Entity>)> {
        let codes = &self.context.language.codes;
        let own = &self.pieces.phrases[phrase];
        if !self.context.in_class(own.head, codes.instrument) || !own.names.is_empty() && own.genitives.is_empty() {
            return None;
        }
        let [filler] = <[Filler; 1]>::try_from(self.instrument(own)).ok()?;
        let sort = filler.entity.id.as_deref().filter(|id| !id.contains('.') && self.world.item(id).is_none())?;
        let mut states: Vec<Entity> = self.states_of(own).into_iter().map(|f| f.entity).collect();
        let near = |p: &&Phrase| p.start >= own.end && p.start <= own.end + 1;
        let others = self.pieces.phrases.iter().enumerate().filter(|(_, p)| near(p));
        for (other, p) in others.take(2).filter(|(_, p)| p.marker == codes.with || p.marker == codes.between) {
            states.extend(self.resolve(other).into_iter().map(|f| f.entity));
            let alone = p.marker == codes.with && states.len() < 2;
            let acting = subject.filter(|s| alone && *s != phrase);
            states.extend(acting.iter().flat_map(|s| self.resolve(*s)).map(|f| f.entity));
        }
        let mut ids: Vec<String> = states.iter().filter_map(|e| e.id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let sides = states.iter().all(|e| matches!(e.kind, EntityType::State | EntityType::Organization));
        if !sides || states.len() != 2 || ids.len() != 2 {
            return None;
        }
        let id = format!("{sort}.{}", ids.join("-"));
        Some((Entity { id: Some(id), ..filler.entity }, states))
    }

    /// "The pact between the two biggest shareholders", "with the railway company": whoever concluded it is said, and is neither
    /// state nor body.
    fn between_others(&self, instrument: &Phrase) -> bool {
        let codes = &self.context.language.codes;
        let with = [codes.between, codes.with];
        let Some(parties) =
            self.pieces.phrases.iter().position(|p| with.contains(&p.marker) && p.start == instrument.end)
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
            let own = agreement.id.as_deref().and_then(|id| id.split('.').next()).unwrap_or_default();
            let any = |sort: &str| matches!(sort, "agreement" | "treaty");
            return own == sort || any(own) && any(sort);
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
