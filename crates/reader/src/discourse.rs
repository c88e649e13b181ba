//! Document level: what has been spoken of, most salient last, so that "the president", "the two countries" and "this club"
//! find whom they mean.

use claims::{Entity, EntityType};
use language::{Gender, LemmaId, Number};

/// How many sentences back something may lie that a clause leaves out.
const RECENT: u32 = 4;

/// Something that the text has named.
#[derive(Debug, Clone)]
pub struct Referent {
    /// Who or what.
    pub entity: Entity,
    /// Gender.
    pub gender: Gender,
    /// Named in the title or as a subject counts more than in passing.
    pub weight: u32,
    /// When it was last named, in sentences.
    pub sentence: u32,
    /// When an act was last done on it, in sentences; 0 for never.
    acted: u32,
}

/// The memory of one document.
#[derive(Debug, Default)]
pub struct Discourse {
    known: Vec<Referent>,
    /// People named with a title whom nobody listed.
    unlisted: Vec<Entity>,
    /// Their surnames.
    surnames: Vec<String>,
    /// The two states last named together.
    pair: Option<[Entity; 2]>,
    /// In which sentence that was.
    paired: u32,
    /// Who met, spoke or visited one another last, and in which sentence that was told.
    met: (Vec<Entity>, u32),
    /// What was put to the vote last.
    matter: Option<Entity>,
    /// The government that was last said to be recognised or not.
    recognized: Option<Entity>,
    /// The common nouns of the sentence before, last first.
    nouns: Vec<(LemmaId, Number)>,
    /// The state in which the text is published.
    home: Option<Entity>,
    /// The publisher's state is known, not only that of the language's press.
    publisher_known: bool,
    sentence: u32,
    /// Several named together as the subject of a sentence, and of which sentence: what "they" means.
    group: (Vec<Entity>, u32),
    /// Who did the last act on an agreement.
    actors: Vec<Entity>,
    /// On what each actor acted last, and in which sentence.
    acted: Vec<(String, Entity, u32)>,
    /// Agreements with those who acted on them together.
    parties: Vec<(String, Vec<Entity>)>,
    /// The person who was the subject of the last sentence, listed or not, and of which sentence.
    protagonist: Option<(Entity, Gender, u32)>,
    /// The speaker of the last quotation.
    pub speaker: Option<Entity>,
    /// Whether that speaker is unnamed.
    pub speaker_anonymous: bool,
    /// The sentence in which that was.
    spoke: u32,
    /// What is read stands between marks: "we" is who says it. Elsewhere it may be the publisher.
    pub quoting: bool,
}

impl Discourse {
    /// The memory of a document that is published in a state; `known`: its publisher is, and not only the language.
    pub fn at_home(home: Option<(Entity, bool)>) -> Discourse {
        let (home, publisher_known) = home.map_or((None, false), |(home, known)| (Some(home), known));
        Discourse { home, publisher_known, ..Discourse::default() }
    }

    /// The state of the publisher, where it has been spoken of or no other has: "the president of the state" is its own.
    pub fn own_state(&self) -> Option<&Entity> {
        let home = self.home.as_ref()?;
        let mut states = self.known.iter().filter(|r| r.entity.kind == EntityType::State).peekable();
        (states.peek().is_none() || states.any(|r| r.entity.id == home.id)).then_some(home)
    }

    /// The state that "the government" means without saying whose: that of the publisher, as long as the text speaks of no
    /// other state more.
    pub fn publishing_state(&self) -> Option<&Entity> {
        let home = self.home.as_ref()?;
        let states = || self.known.iter().filter(|r| r.entity.kind == EntityType::State);
        let own = states().find(|r| r.entity.id == home.id).map_or(0, |r| r.weight);
        states().all(|r| r.weight <= own).then_some(home)
    }

    /// The same for "the president", of whom there are many: of a language alone nothing follows before the text has named its
    /// state.
    pub fn presiding_state(&self) -> Option<&Entity> {
        let home = self.publishing_state()?;
        let named = || self.known.iter().any(|r| r.entity.kind == EntityType::State && r.entity.id == home.id);
        (self.publisher_known || named()).then_some(home)
    }

    /// A new sentence begins.
    pub fn next_sentence(&mut self) {
        self.sentence += 1;
    }

    /// Notes that something was named.
    pub fn name(&mut self, entity: &Entity, gender: Gender, weight: u32) {
        let Some(id) = entity.id.as_deref() else { return self.name_unlisted(entity) };
        if let Some(known) = self.known.iter_mut().find(|r| r.entity.id.as_deref() == Some(id)) {
            known.weight += weight;
            known.sentence = self.sentence;
            if known.entity.office.is_none() {
                known.entity.office.clone_from(&entity.office);
            }
            if known.entity.state.is_none() {
                known.entity.state.clone_from(&entity.state);
            }
            return;
        }
        let mut entity = entity.clone();
        (entity.start, entity.end) = (None, None);
        // Bounded, so that a text of names only stays linear.
        if self.known.len() < 256 {
            self.known.push(Referent { entity, gender, weight, sentence: self.sentence, acted: 0 });
        }
    }

    fn name_unlisted(&mut self, entity: &Entity) {
        let whole = entity.kind == EntityType::Person && entity.state.is_some() && entity.name.contains(' ');
        let known = || self.unlisted.iter().any(|e| e.name == entity.name);
        if whole && self.unlisted.len() < 32 && !known() {
            self.unlisted.push(Entity { start: None, end: None, ..entity.clone() });
            self.surnames.extend(entity.name.rsplit(' ').next().map(str::to_owned));
        }
    }

    /// The surnames of people whom nobody listed.
    pub fn surnames(&self) -> &[String] {
        &self.surnames
    }

    /// Whom a surname means that nobody listed: who was named with a title before.
    pub fn unlisted(&self, surname: &str) -> Option<&Entity> {
        let mut fitting = self.unlisted.iter().filter(|e| e.name.rsplit(' ').next() == Some(surname));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Notes who speaks.
    pub fn speaks(&mut self, speaker: Option<Entity>, anonymous: bool) {
        self.speaker = speaker;
        self.speaker_anonymous = anonymous;
        self.spoke = self.sentence;
    }

    /// The sentence in which somebody spoke last.
    pub fn spoke_in(&self) -> u32 {
        self.spoke
    }

    /// The sentence in which something was last named.
    pub fn named_in(&self, id: &str) -> Option<u32> {
        self.known.iter().find(|r| r.entity.id.as_deref() == Some(id)).map(|r| r.sentence)
    }

    /// Notes two states named together.
    pub fn pair(&mut self, a: &Entity, b: &Entity) {
        if a.id != b.id {
            self.paired = self.sentence;
            self.pair = Some([a.clone(), b.clone()]);
        }
    }

    /// Notes that several together were the subject of a sentence; an unnamed plural subject makes "they" unclear.
    pub fn together(&mut self, all: &[Entity]) {
        let named = all.len() > 1 && all.iter().all(|e| e.id.is_some());
        let plain = |e: &Entity| Entity { start: None, end: None, ..e.clone() };
        self.group = (if named { all.iter().map(plain).collect() } else { Vec::new() }, self.sentence);
    }

    /// Notes the person who was the subject of a sentence.
    pub fn leads(&mut self, person: Entity, gender: Gender) {
        self.protagonist = Some((Entity { start: None, end: None, ..person }, gender, self.sentence));
    }

    /// The person who was the subject of this sentence or of the one before, if nobody has spoken since.
    pub fn protagonist(&self, gender: Gender) -> Option<&Entity> {
        let last = |s: u32| self.sentence.saturating_sub(s) <= 1 && s > self.spoke;
        self.protagonist.as_ref().filter(|(_, g, s)| g.agrees(gender) && last(*s)).map(|(e, ..)| e)
    }

    /// Whom "they" means: the subjects named together in this sentence or one of the two before.
    pub fn group(&self) -> &[Entity] {
        if self.sentence.saturating_sub(self.group.1) <= 2 { &self.group.0 } else { &[] }
    }

    /// The most salient thing of a type that agrees: named last, then named most.
    pub fn last(&self, kind: &[EntityType], gender: Gender, number: Number) -> Option<&Entity> {
        if number == Number::Plural && kind.contains(&EntityType::Person) {
            return None;
        }
        self.known
            .iter()
            .filter(|r| kind.contains(&r.entity.kind) && r.gender.agrees(gender))
            .max_by_key(|r| (r.sentence, r.weight))
            .map(|r| &r.entity)
    }

    /// The last of these types that somebody can join, sign or leave.
    pub fn last_that(&self, kind: &[EntityType], fits: &dyn Fn(&Entity) -> bool) -> Option<&Entity> {
        let known = self.known.iter().filter(|r| kind.contains(&r.entity.kind) && fits(&r.entity));
        known.max_by_key(|r| (r.sentence, r.weight)).map(|r| &r.entity)
    }

    /// The state last spoken of among some: "the Central American country".
    pub fn last_among(&self, fits: &dyn Fn(&str) -> bool) -> Option<&Entity> {
        let among = |r: &&Referent| r.entity.kind == EntityType::State && r.entity.id.as_deref().is_some_and(fits);
        self.known.iter().filter(among).max_by_key(|r| (r.sentence, r.weight)).map(|r| &r.entity)
    }

    /// The body last spoken of whose name ends in a word ("the court" after the International Criminal Court), or begins with
    /// it where heads stand first ("בית הדין").
    pub fn named_by(&self, word: &str, head_first: bool) -> Option<&Entity> {
        let word = word.to_lowercase();
        let kinds = [EntityType::Organization, EntityType::Forum];
        let fits = |r: &&Referent| {
            if !kinds.contains(&r.entity.kind) {
                return false;
            }
            let name = r.entity.name.to_lowercase();
            if head_first {
                name.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(' '))
            } else {
                name.rsplit(' ').next().is_some_and(|last| last == word)
            }
        };
        self.known.iter().filter(fits).max_by_key(|r| (r.sentence, r.weight)).map(|r| &r.entity)
    }

    /// The most salient person, or office, of a gender who holds an office that fits (`president`).
    pub fn holder(&self, gender: Gender, office: &dyn Fn(&str) -> bool) -> Option<&Entity> {
        let fits = |r: &&Referent| {
            let held = r.entity.office.as_deref().or(r.entity.id.as_deref());
            r.gender.agrees(gender) && held.and_then(|o| o.split_once('@')).is_some_and(|(o, _)| office(o))
        };
        self.known.iter().filter(fits).max_by_key(|r| (r.sentence, r.weight)).map(|r| &r.entity)
    }

    /// The agreement or body of which the text speaks most.
    pub fn topic(&self) -> Option<&Entity> {
        let kinds = [EntityType::Agreement, EntityType::Organization, EntityType::Forum];
        self.known
            .iter()
            .filter(|r| kinds.contains(&r.entity.kind))
            .max_by_key(|r| (r.weight, r.sentence))
            .map(|r| &r.entity)
    }

    /// On what of these types somebody was last said to act.
    pub fn acted_on(&self, actor: &str, kinds: &[EntityType]) -> Option<&Entity> {
        let recent = |sentence: u32| self.sentence.saturating_sub(sentence) <= RECENT;
        let own = self.acted.iter().find(|(known, _, sentence)| known == actor && recent(*sentence));
        own.map(|(_, agreement, _)| agreement).filter(|a| kinds.contains(&a.kind))
    }

    /// Of what is of these types, what the last sentences spoke of most: what "joined" and "signed" leave out.
    pub fn spoken_of(&self, kinds: &[EntityType]) -> Option<&Entity> {
        let recent = |r: &&Referent| self.sentence.saturating_sub(r.sentence) <= RECENT;
        let fits = |r: &&Referent| kinds.contains(&r.entity.kind);
        let fitting = self.known.iter().filter(fits).filter(recent);
        fitting.max_by_key(|r| (r.acted, r.weight, r.sentence)).map(|r| &r.entity)
    }

    /// Notes that an act was done on an agreement or body: the text is about it more than about what it only names.
    pub fn done_on(&mut self, agreement: &Entity) {
        self.name(agreement, Gender::Any, 2);
        let same = |r: &&mut Referent| r.entity.id == agreement.id;
        if let Some(known) = self.known.iter_mut().find(same) {
            known.acted = self.sentence;
        }
    }

    /// Notes between whom an agreement is.
    pub fn between(&mut self, agreement: &Entity, parties: &[Entity]) {
        let id = agreement.id.as_deref().filter(|_| agreement.kind == EntityType::Agreement);
        let Some(id) = id.filter(|_| parties.len() > 1 && parties.iter().all(|a| a.id.is_some())) else { return };
        self.parties.retain(|(known, _)| known != id);
        if self.parties.len() < 16 {
            let plain = |a: &Entity| Entity { start: None, end: None, ..a.clone() };
            self.parties.push((id.to_owned(), parties.iter().map(plain).collect()));
        }
    }

    /// Between whom an agreement is, as far as it has been told: at least two.
    pub fn parties(&self, agreement: &str) -> Option<Vec<Entity>> {
        self.parties.iter().find(|(id, _)| id == agreement).map(|(_, parties)| parties.clone())
    }

    /// Who did the last act on the agreement of which the text speaks.
    pub fn actors(&self) -> &[Entity] {
        &self.actors
    }

    /// Notes who did an act on an agreement.
    pub fn act(&mut self, actors: &[Entity], agreement: Option<&Entity>) {
        if let Some(agreement) = agreement.filter(|a| a.id.is_some()) {
            self.between(agreement, actors);
            for actor in actors.iter().filter_map(|a| a.id.as_deref()) {
                self.acted.retain(|(known, ..)| known != actor);
                if self.acted.len() < 64 {
                    let plain = Entity { start: None, end: None, ..agreement.clone() };
                    self.acted.push((actor.to_owned(), plain, self.sentence));
                }
            }
        }
        let same = agreement.and_then(|a| a.id.as_deref()) == self.topic().and_then(|t| t.id.as_deref());
        if same && actors.iter().all(|a| a.id.is_some()) && !actors.is_empty() {
            // Kept for later sentences, and from the title for the text: without their place.
            self.actors = actors.iter().map(|a| Entity { start: None, end: None, ..a.clone() }).collect();
        }
    }

    /// The agreement named last that fits.
    pub fn last_agreement(&self, fits: &dyn Fn(&Entity) -> bool) -> Option<&Entity> {
        let agreements = self.known.iter().filter(|r| r.entity.kind == EntityType::Agreement && fits(&r.entity));
        agreements.max_by_key(|r| (r.sentence, r.weight)).map(|r| &r.entity)
    }

    /// The two states spoken of in the last sentences.
    pub fn recent_pair(&self) -> Option<&[Entity; 2]> {
        self.pair.as_ref().filter(|_| self.sentence.saturating_sub(self.paired) <= RECENT)
    }

    /// Notes who met.
    pub fn meets(&mut self, all: Vec<Entity>) {
        self.met = (all.into_iter().map(|e| Entity { start: None, end: None, ..e }).collect(), self.sentence);
    }

    /// Whose meeting "the meeting" was: of those who met last, in this sentence or one of the three before.
    pub fn met(&self) -> &[Entity] {
        if self.sentence.saturating_sub(self.met.1) <= 3 { &self.met.0 } else { &[] }
    }

    /// The state of everybody spoken of so far who has one, where it is but one.
    pub fn home(&self) -> Option<&str> {
        let people = [EntityType::Person, EntityType::Office];
        let listed = self.known.iter().map(|r| &r.entity).filter(|e| people.contains(&e.kind));
        let mut states = listed.chain(&self.unlisted).filter_map(|e| e.state.as_deref());
        let first = states.next()?;
        states.all(|s| s == first).then_some(first)
    }

    /// Whether somebody who acts for a state has been spoken of.
    pub fn has_people(&self) -> bool {
        let people = [EntityType::Person, EntityType::Office];
        let listed = self.known.iter().map(|r| &r.entity).filter(|e| people.contains(&e.kind));
        listed.chain(&self.unlisted).any(|e| e.state.is_some())
    }

    /// Notes a text that may be put to the vote.
    pub fn put_forward(&mut self, matter: Entity) {
        self.matter = Some(Entity { start: None, end: None, ..matter });
    }

    /// What was put to the vote last.
    pub fn matter(&self) -> Option<&Entity> {
        self.matter.as_ref()
    }

    /// Notes whom somebody recognised or did not.
    pub fn recognize(&mut self, object: &Entity) {
        self.recognized = Some(Entity { start: None, end: None, ..object.clone() });
    }

    /// Whom somebody was last said to recognise.
    pub fn recognized(&self) -> Option<&Entity> {
        self.recognized.as_ref()
    }

    /// Notes the common nouns of a sentence, in order.
    pub fn speaks_of(&mut self, nouns: impl Iterator<Item = (LemmaId, Number)>) {
        self.nouns = nouns.take(64).collect();
        self.nouns.reverse();
    }

    /// The common nouns of the sentence before, last first.
    pub fn nouns(&self) -> &[(LemmaId, Number)] {
        &self.nouns
    }

    /// The two states meant by "the two countries".
    pub fn two_states(&self) -> Option<&[Entity; 2]> {
        self.pair.as_ref()
    }
}
