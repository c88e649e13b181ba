//! A claim as one plain sentence.

use std::{cell::RefCell, collections::BTreeSet};

use claims::{Attribution, Claim, Count, Entity, EntityType, Modality, Role};
use world::{Gender, World};

use super::{ActWording, Template, Values, Wording};

impl Wording {
    /// The claim as a sentence: who says it, what was done, when; with the note of its act ("Announced; not signed.").
    pub fn claim_sentence(&self, claim: &Claim, world: &World) -> String {
        let spoken = claim.attribution.as_ref().is_some_and(|a| a.speaker.is_some() || a.anonymous);
        let sentence = self.capitalised(&self.bare_sentence(claim, world, spoken));
        match &claim.attribution {
            Some(attribution) if spoken => self.attributed(attribution, &sentence, world),
            _ => sentence,
        }
    }

    /// Puts the source before a sentence: "Trump, on Truth Social: ...".
    pub fn attributed(&self, attribution: &Attribution, sentence: &str, world: &World) -> String {
        let source = self.speaker(attribution, world);
        let channel = attribution.channel.as_deref().map(|c| self.channel(c, world)).unwrap_or_default();
        let via = attribution.via.as_ref().map(|v| self.entity(v, None, world)).unwrap_or_default();
        let key = if via.is_empty() { "claim.said" } else { "claim.said_via" };
        let values = [("source", &*source), ("channel", &*channel), ("via", &*via), ("sentence", sentence)];
        self.capitalised(&self.phrase(key, &values))
    }

    /// Who speaks: a name, "an unnamed official of the United States", "an unnamed source".
    pub fn speaker(&self, attribution: &Attribution, world: &World) -> String {
        match &attribution.speaker {
            Some(speaker) if attribution.anonymous => match speaker.state_id() {
                Some(state) => self.phrase("claim.unnamed_of", &[("state", &self.name(state, world))]),
                None => self.phrase("claim.unnamed_as", &[("name", &self.isolate(&speaker.name))]),
            },
            Some(speaker) => self.entity(speaker, None, world),
            None => self.phrase("claim.unnamed", &[]),
        }
    }

    /// The name of something in this language, by id: a state, agreement, person, or an office (`president@KAZ`).
    /// An id that the world does not know stands for itself.
    pub fn name(&self, id: &str, world: &World) -> String {
        if let Some(item) = world.item(id) {
            return self.with_article(&self.isolate(world.name(item, &self.tag)));
        }
        if let Some((office, body)) = id.split_once('@') {
            let office = match world.item(office) {
                Some(item) => self.isolate(world.name(item, &self.tag)),
                None => self.word("values.office", office).replace('_', " "),
            };
            return self.phrase("claim.office_of", &[("office", &office), ("state", &self.name(body, world))]);
        }
        self.instrument(id, world).unwrap_or_else(|| self.isolate(id))
    }

    /// The name of something as a heading or in a table: without an article.
    pub fn title(&self, id: &str, world: &World) -> String {
        match world.item(id) {
            Some(item) => self.isolate(world.name(item, &self.tag)),
            None => self.name(id, world),
        }
    }

    /// Somebody or something in a claim: by its name in this language, else in quotation marks as the text has it.
    pub fn entity(&self, entity: &Entity, role: Option<Role>, world: &World) -> String {
        if entity.kind == EntityType::Value {
            let code = entity.key();
            let known = role.and_then(|r| self.known_word(&format!("values.{r}"), code));
            return known.map_or_else(|| self.isolate(&code.replace('_', " ")), str::to_owned);
        }
        match entity.id.as_deref() {
            // The body of an office stands beside it in a role of its own.
            Some(id) if role == Some(Role::Office) && id.contains('@') => {
                let office = id.split('@').next().unwrap_or(id);
                world.item(office).map_or_else(
                    || self.word("values.office", office).replace('_', " "),
                    |item| self.isolate(world.name(item, &self.tag)),
                )
            }
            Some(id) if world.item(id).is_some() || id.contains('@') => self.name(id, world),
            None if !entity.of.is_empty() => {
                let names: Vec<String> = entity.of.iter().map(|id| self.name(id, world)).collect();
                self.phrase("claim.some_of", &[("of", &self.list(&names))])
            }
            _ if entity.name.is_empty() => self.isolate(entity.key()),
            _ => self.phrase("claim.named_by_text", &[("name", &self.isolate(&entity.name))]),
        }
    }

    fn channel(&self, code: &str, world: &World) -> String {
        match self.known_word("channels", code) {
            Some(word) => self.isolate(word),
            None => self.title(code, world),
        }
    }

    fn with_article(&self, name: &str) -> String {
        let article = self.word("writing.article", "before");
        let starts = name.get(..article.len()).is_some_and(|head| head.eq_ignore_ascii_case(article));
        let heads = self.words("writing.article.heads");
        if heads.is_empty() || starts || !name.split([' ', '-']).any(|word| heads.iter().any(|h| h == word)) {
            return name.to_owned();
        }
        format!("{article}{name}")
    }

    /// The sentence of the act alone, without the one who says it.
    fn bare_sentence(&self, claim: &Claim, world: &World, spoken: bool) -> String {
        let time = claim.time.as_ref().map(|t| self.when(t)).unwrap_or_default();
        let again = if claim.again { self.word("claim", "again") } else { "" };
        let Some(act) = self.act(claim.act.name()) else {
            let fillers: Vec<String> = self.others(claim, world, &BTreeSet::new());
            let name = claim.act.name().replace('_', " ");
            let modality = self.modality(claim);
            let values = [("name", &*name), ("modality", modality), ("fillers", &*fillers.join("; "))];
            let fallback = self.phrase("claim.fallback", &values);
            return self.phrase("claim.sentence", &[("act", &*fallback), ("again", again), ("time", &*time)]);
        };
        let said = spoken && !act.spoken.is_empty();
        // Of an announcement the time is that of the announcement, which its act may say.
        let time = match act.parts.get("time").map(|pattern| Template::parse(pattern)) {
            Some(Ok(pattern)) if !time.is_empty() => pattern.fill(&super::Pairs(&[("time", &time)])),
            _ => time,
        };
        let mut filling =
            Filling { wording: self, claim, act, world, said, subject: None, used: RefCell::new(BTreeSet::new()) };
        let sentences = if said { &act.spoken } else { &act.sentences };
        let Some(sentence) = sentences.iter().find(|s| s.fits(&filling)).or_else(|| sentences.last()) else {
            return String::new();
        };
        filling.subject = filling.subject_of(sentence);
        filling.used.borrow_mut().clear();
        let act_said = sentence.fill(&filling);
        let mut used = filling.used.into_inner();
        used.insert(Role::Place);
        // A value that chose the predicate is said by it.
        used.extend(claim.roles.keys().filter(|role| act.parts.keys().any(|k| k.starts_with(&format!("by.{role}.")))));
        let mentions_place = sentence.slots().contains(&"place");
        let places: Vec<String> = match mentions_place {
            true => Vec::new(),
            false => claim.role(Role::Place).iter().map(|p| self.entity(p, Some(Role::Place), world)).collect(),
        };
        let others = self.others(claim, world, &used);
        let asserted = claim.modality == Modality::Asserted;
        let note = act.note.as_deref().filter(|_| asserted).unwrap_or_default();
        let condition = if claim.condition.is_some() { self.word("claim", "condition") } else { "" };
        let place = self.list(&places);
        let circumstances: Vec<&str> = [&*place, &*time].into_iter().filter(|part| !part.is_empty()).collect();
        let circumstances = circumstances.join(self.word("writing", "list"));
        let values = [
            ("act", &*act_said),
            ("circumstances", &*circumstances),
            ("again", again),
            ("time", &*time),
            ("place", &*place),
            ("others", &*others.join("; ")),
            ("condition", condition),
            ("note", note),
        ];
        self.phrase("claim.sentence", &values)
    }

    /// "role: fillers" for the roles that the sentence has not named.
    fn others(&self, claim: &Claim, world: &World, used: &BTreeSet<Role>) -> Vec<String> {
        let mut out = Vec::new();
        for (role, fillers) in claim.roles.iter().filter(|(role, f)| !used.contains(role) && !f.is_empty()) {
            let names: Vec<String> = fillers.iter().map(|f| self.entity(f, Some(*role), world)).collect();
            let values = [("role", self.word("roles", role.code())), ("fillers", &*self.list(&names))];
            out.push(self.phrase("claim.other", &values));
        }
        out
    }

    /// The word for the modality of a claim.
    pub fn modality(&self, claim: &Claim) -> &str {
        let not_yet = claim.modality == Modality::Denied && claim.not_yet;
        self.word("modality_name", if not_yet { "not_yet" } else { claim.modality.code() })
    }
}

/// Fills the sentence of one claim.
struct Filling<'a> {
    wording: &'a Wording,
    claim: &'a Claim,
    act: &'a ActWording,
    world: &'a World,
    said: bool,
    subject: Option<Role>,
    used: RefCell<BTreeSet<Role>>,
}

impl Filling<'_> {
    fn subject_of(&self, sentence: &Template) -> Option<Role> {
        if let Some(role) = &self.act.subject {
            return role.parse().ok();
        }
        let filled = |slot: &&str| slot.parse::<Role>().is_ok_and(|role| !self.claim.role(role).is_empty());
        sentence.slots().into_iter().find(filled).and_then(|slot| slot.parse().ok())
    }

    /// A part of the predicate: as said by a speaker, as a value of a role has it, or as the act has it.
    fn part(&self, name: &str) -> Option<&str> {
        let parts = &self.act.parts;
        if self.said
            && let Some(part) = parts.get(&format!("said.{name}"))
        {
            return Some(part);
        }
        if let Some(variant) = self.variant() {
            if let Some(part) = parts.get(&format!("{variant}.{name}")) {
                return Some(part);
            }
            // What the act says of its other modalities does not fit the variant; the patterns of the language do.
            if Modality::ALL.iter().any(|m| m.code() == name) || name == "not_yet" || name == "participle" {
                return None;
            }
        }
        parts.get(name).map(String::as_str)
    }

    /// `by.phase.opens`, where the claim has that value and the act has words for it.
    fn variant(&self) -> Option<String> {
        self.claim.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |f| (role, f))).find_map(
            |(role, f)| {
                let prefix = format!("by.{role}.{}", f.key());
                self.act.parts.contains_key(&format!("{prefix}.base")).then_some(prefix)
            },
        )
    }

    fn predicate(&self) -> String {
        let modality = match self.claim.modality {
            Modality::Denied if self.claim.not_yet => "not_yet",
            modality => modality.code(),
        };
        let source = match self.part(modality) {
            Some(part) => part.to_owned(),
            None => {
                let asserted = self.part("asserted").unwrap_or_default();
                let base = self.part("base").unwrap_or(asserted);
                let participle = self.part("participle").unwrap_or(asserted);
                let pattern = self.wording.word("modality", modality);
                pattern.replace("{base}", base).replace("{participle}", participle).replace("{asserted}", asserted)
            }
        };
        Template::parse(&source).map_or(source, |template| template.fill(self))
    }

    /// Whether several are meant, and else the gender of the one.
    fn number_and_gender(&self) -> (bool, Option<Gender>) {
        // Whoever is left open is told as "the parties".
        let open = |role: &Role| *role == Role::Actor && self.claim.role(*role).is_empty();
        if self.claim.act.definition().left_open.iter().any(open) {
            return (true, None);
        }
        let fillers = self.subject.map_or(&[][..], |role| self.claim.role(role));
        let [one] = fillers else { return (fillers.len() > 1, None) };
        let many = match one.count {
            Count::Unsaid => one.id.is_none() && !one.of.is_empty(),
            Count::Unknown => true,
            Count::Number(n) => n != 1,
        };
        let wording = self.wording;
        let item = one.id.as_deref().and_then(|id| self.world.item(id));
        let shown = item.map_or(one.name.as_str(), |item| self.world.name(item, &wording.tag));
        let is_one_of = |list: &str, word: &str| wording.words(list).iter().any(|w| w == word);
        // States are one, whatever their name looks like ("the United States").
        let several = one.kind != EntityType::State
            && shown.split([' ', '-']).any(|word| is_one_of("writing.gender.several", word));
        let first = shown.split([' ', '-']).next().unwrap_or_default();
        let gender = match (one.kind, item.and_then(|i| i.gender)) {
            (_, Some(gender)) => Some(gender),
            (EntityType::State, None) => Some(Gender::Feminine),
            _ if is_one_of("writing.gender.masculine", first) => Some(Gender::Masculine),
            _ if wording.words("writing.gender.feminine_endings").iter().any(|end| first.ends_with(end.as_str())) => {
                Some(Gender::Feminine)
            }
            _ => Some(Gender::Masculine),
        };
        (many || several, gender)
    }
}

impl Values for Filling<'_> {
    fn value(&self, slot: &str) -> Option<String> {
        if slot == "predicate" {
            // A state that is described needs no verb; an empty predicate is said by nothing.
            return Some(self.predicate());
        }
        if slot == "value" {
            return self.claim.value.as_deref().map(|v| self.wording.isolate(v));
        }
        let role: Role = slot.parse().ok()?;
        let fillers = self.claim.role(role);
        if fillers.is_empty() {
            return self.act.default.get(slot).cloned();
        }
        self.used.borrow_mut().insert(role);
        let said = |f: &claims::Entity| match self.act.values.get(&format!("{role}.{}", f.key())) {
            Some(word) if f.kind == EntityType::Value => word.clone(),
            _ => self.wording.entity(f, Some(role), self.world),
        };
        let names: Vec<String> = fillers.iter().map(said).collect();
        Some(self.wording.list(&names))
    }

    fn form(&self, _: Option<&str>, count: usize) -> usize {
        let (several, gender) = self.number_and_gender();
        match (several, self.wording.forms.len().min(count)) {
            (true, _) => count.saturating_sub(1),
            (false, 3..) if gender == Some(Gender::Masculine) => 1,
            _ => 0,
        }
    }
}
