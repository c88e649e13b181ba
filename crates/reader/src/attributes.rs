//! What a text says a state is: its rank among others ("the largest country in Central Asia"), its measures ("a population of
//! 20 million") and shares of its people ("70 % of its inhabitants are Muslims"). The words are classes of the language
//! (`words/attributes.txt`); what stands between them is the same for every attribute.

use claims::{Act, Entity, EntityType, Modality, Role};
use language::{Number as Grammatical, Pos};
use text::Class;

use crate::{
    acts::Found,
    assign::Assignment,
    context::Context,
    fillers::{Filler, Resolver},
    numbers,
    operators::{self, Status},
    segment::{Material, Segment},
};

/// How many words of a segment are looked at.
const LIMIT: usize = 64;

/// The attributes that a segment tells.
pub fn attributes(segment: &Segment, material: Material<'_>, resolver: &Resolver<'_>) -> Vec<Found> {
    let context = segment.context(material);
    let finder = Finder { segment, context, resolver };
    let mut out = Vec::new();
    let mut tries = 0;
    for word in 0..context.words.len() {
        for class in finder.classes(word) {
            // Each looks through the phrases of the segment: a segment of nothing else must stay linear.
            tries += 1;
            if tries > LIMIT {
                return out;
            }
            let found = match class.split_once('.') {
                Some(("rank", name)) => finder.rank(word, name).or_else(|| finder.ranked_by(word, name)),
                Some(("attribute", name)) => finder.measure(word, name).or_else(|| finder.dwellers(word, name)),
                Some(("share", name)) => finder.share(word, name),
                _ => None,
            };
            if let Some(found) = found {
                out.push(found);
                break;
            }
        }
    }
    out
}

#[derive(Clone, Copy)]
pub(crate) struct Finder<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) context: Context<'a>,
    pub(crate) resolver: &'a Resolver<'a>,
}

/// How the subject of an attribute is joined to it.
pub(crate) struct Subject {
    filler: Filler,
    /// Its first word.
    start: usize,
    /// By a linking verb; else it stands beside it.
    linked: bool,
}

impl Finder<'_> {
    /// A subject that a verb joins to its attribute.
    pub(crate) fn linked(&self, filler: Filler, start: usize) -> Subject {
        Subject { filler, start, linked: true }
    }

    /// The attribute classes that any reading of a word belongs to.
    fn classes(&self, word: usize) -> Vec<&str> {
        let Some(w) = self.context.words.get(word).filter(|w| w.class == Class::Word && w.name.is_none()) else {
            return Vec::new();
        };
        let lexicon = &self.context.language.lexicon;
        let mut out: Vec<&str> = w
            .readings
            .iter()
            .filter_map(|r| r.lemma)
            .flat_map(|l| lexicon.classes(l))
            .filter(|c| c.contains('.'))
            .collect();
        out.dedup();
        out
    }

    pub(crate) fn may_be(&self, word: usize, class: &str) -> bool {
        let lexicon = &self.context.language.lexicon;
        self.context.words.get(word).is_some_and(|w| {
            w.name.is_none()
                && w.readings.iter().filter_map(|r| r.lemma).flat_map(|l| lexicon.classes(l)).any(|c| c == class)
        })
    }

    pub(crate) fn article(&self, word: usize) -> bool {
        let definite = self.context.language.codes.definite;
        self.context
            .words
            .get(word)
            .is_some_and(|w| w.readings.iter().any(|r| r.pos == Pos::Determiner && r.code == definite))
    }

    fn ranked(&self, word: usize) -> bool {
        self.may_be(word, "country") || self.may_be(word, "ranked")
    }

    /// "the largest country in Central Asia", "המדינה הגדולה במרכז אסיה".
    fn rank(&self, word: usize, name: &str) -> Option<Found> {
        let follows = self.context.language.settings.order.adjective_follows;
        let (start, end) = if follows {
            // The adjective stands behind its noun and repeats the article; other adjectives may stand between.
            let mut head = word.checked_sub(2).filter(|_| self.article(word - 1))?;
            while !self.ranked(head) {
                head = head.checked_sub(2).filter(|_| self.article(head - 1))?;
            }
            (head.checked_sub(1).filter(|a| self.article(*a))?, word + 1)
        } else {
            // "the world's largest economy", "Africa's largest country": where stands before it.
            let of = word
                .checked_sub(2)
                .filter(|w| self.context.code(w + 1) == self.context.language.codes.poss && self.is_scope(*w));
            let article = (word.saturating_sub(3)..word).rev().find(|w| self.article(*w));
            let start = article.filter(|a| of.is_none_or(|of| a + 1 == of)).or(of)?;
            let from = of.map_or(start, |of| of + 1);
            let noun = (word + 1..word + 4).find(|w| self.ranked(*w))?;
            let between = |w: usize| {
                matches!(self.context.pos(w), Some(Pos::Adjective | Pos::Noun | Pos::Quantifier | Pos::Verb))
            };
            if !(from + 1..word).chain(word + 1..noun).all(between)
                || self.context.features(noun).number == Grammatical::Plural
            {
                return None;
            }
            if of.is_some() {
                let subject = self.subject(start, noun + 1)?;
                return self.found(subject, name, (start, noun + 1), (start, noun + 1), None);
            }
            (start, noun + 1)
        };
        let end = self.scope(end)?;
        // "the largest country in the bloc to recognise ..." is the largest of those who do.
        let restricted = matches!(self.context.pos(end), Some(Pos::Relativizer | Pos::Complementizer | Pos::Verb))
            || self.context.code(end) == self.context.language.codes.to;
        let verb_follows = self.context.pos(end + 1) == Some(Pos::Verb);
        if matches!(self.context.pos(end), Some(Pos::Relativizer)) || restricted && verb_follows {
            return None;
        }
        let subject = self.subject(start, end)?;
        self.found(subject, name, (start, end), (start, end), None)
    }

    /// Where a ranking holds: "in Central Asia", "of the world", "ביותר באזור". Returns the word after it.
    pub(crate) fn scope(&self, from: usize) -> Option<usize> {
        let codes = &self.context.language.codes;
        let mut at = from;
        // A word of degree belongs to the adjective.
        while self.context.pos(at) == Some(Pos::Adverb) {
            at += 1;
        }
        let led = [codes.in_, codes.of, codes.on, codes.between].contains(&self.context.code(at))
            && self.context.pos(at) == Some(Pos::Preposition);
        if !led {
            return None;
        }
        at += 1;
        while matches!(self.context.pos(at), Some(Pos::Determiner)) {
            at += 1;
        }
        let last = (at..at + 3).find(|w| self.is_scope(*w))?;
        (at..last).all(|w| self.context.words.get(w).is_some_and(|w| w.class == Class::Word)).then_some(last + 1)
    }

    /// A place, region or body, or a noun that says where.
    fn is_scope(&self, word: usize) -> bool {
        self.may_be(word, "scope")
            || self.context.name(word).is_some_and(|n| {
                matches!(n.kind, EntityType::Place | EntityType::Organization | EntityType::Forum)
                    || n.table == world::Kind::Regions
            })
    }

    /// The state that stands before an attribute with a comma or a linking verb between, or after it with a comma.
    fn subject(&self, start: usize, end: usize) -> Option<Subject> {
        let c = self.context;
        let be = c.language.codes.be;
        let mut at = start.checked_sub(1)?;
        if c.text(at) == "," {
            let (filler, first) = self.state_at(at.checked_sub(1)?)?;
            return Some(Subject { filler, start: first, linked: false });
        }
        let mut linked = false;
        let linking = |w: usize| {
            c.words.get(w).is_some_and(|word| word.readings.iter().any(|r| r.pos == Pos::Auxiliary && r.code == be))
        };
        while linking(at) || matches!(c.pos(at), Some(Pos::Negator | Pos::Adverb)) {
            linked |= linking(at);
            at = at.checked_sub(1)?;
        }
        if linked {
            let (filler, first) = self.state_at(at)?;
            return Some(Subject { filler, start: first, linked: true });
        }
        if c.text(end) == "," {
            let (filler, _) = self.state_at(end + 1)?;
            return Some(Subject { filler, start, linked: false });
        }
        None
    }

    /// The single state that a word names, or that the phrase means whose last word it is; and the first word of that phrase.
    pub(crate) fn state_at(&self, word: usize) -> Option<(Filler, usize)> {
        if let Some(name) = self.context.name(word) {
            let whole = name.kind == EntityType::State
                && !matches!(name.form, world::Form::Adjective | world::Form::Inhabitant | world::Form::Capital);
            return whole.then(|| (self.resolver.item(self.resolver.world.item_at(name.item), word, false), word));
        }
        let phrases = &self.segment.pieces.phrases;
        let index = phrases.iter().position(|p| p.end == word + 1 && p.marker == 0 && p.genitives.is_empty())?;
        let mut fillers = self.resolver.resolve(index);
        let one = fillers.pop().filter(|f| fillers.is_empty() && f.entity.kind == EntityType::State)?;
        one.entity.id.is_some().then(|| (one, phrases[index].start))
    }

    /// "a population of about 20 million", "Kazakhstan's area is 2.7 million square kilometres".
    fn measure(&self, word: usize, name: &str) -> Option<Found> {
        let c = self.context;
        let index = self.segment.pieces.phrases.iter().position(|p| p.head == word)?;
        let phrase = &self.segment.pieces.phrases[index];
        let mut at = word + 1;
        let mut linked = false;
        // What may stand between: prepositions, adverbs, the owner, "is", "stands at".
        while self.numeral(at).is_none() {
            let amounts = self.may_be(at, "amounts");
            let be = self
                .context
                .words
                .get(at)?
                .readings
                .iter()
                .any(|r| r.pos == Pos::Auxiliary && r.code == c.language.codes.be);
            linked |= amounts || be;
            let passes = amounts
                || be
                || c.name(at).is_some_and(|n| n.kind == EntityType::State)
                || matches!(c.pos(at), Some(Pos::Preposition | Pos::Adverb))
                || c.text(at) == "-";
            if !passes || at > word + 7 {
                return None;
            }
            at += 1;
        }
        let number = self.numeral(at)?;
        let (unit, end) = self.unit(number.end);
        let value = match (unit, name) {
            ("%", _) => return None,
            ("", "population") => number.digits(),
            ("", _) => return None,
            (unit, _) => format!("{} {unit}", number.digits()),
        };
        if number.thousandths <= 0
            || name == "population" && (1_900_000..2_100_000).contains(&number.thousandths) && unit.is_empty()
        {
            return None; // a year
        }
        // Whose: an owner; else who has it, or what stands before "with".
        let owner = self.owner(index);
        let codes = &c.language.codes;
        let (filler, start) = if let Some(filler) = owner {
            (filler, phrase.start)
        } else if phrase.marker == codes.with {
            let before = phrase.start.checked_sub(1)?;
            let subject = before.checked_sub(usize::from(c.text(before) == ","))?;
            let (filler, _) = self.state_at(subject)?;
            (filler, phrase.start)
        } else {
            let (one, start) = self.haver(word, index)?;
            linked = true;
            (one, start)
        };
        let subject = Subject { filler, start, linked };
        self.found(subject, name, (word, end), (at, end), Some(value))
    }

    /// Who has what a phrase names: the subject of "have", or of a language without that verb the one to whom it is.
    fn haver(&self, word: usize, index: usize) -> Option<(Filler, usize)> {
        let c = self.context;
        let codes = &c.language.codes;
        let clause = self.clause(word)?;
        let functions = &self.segment.functions[clause];
        let verb = self.segment.clauses[clause].verb.map(|v| &self.segment.pieces.verbs[v]);
        let has =
            verb.is_some_and(|v| c.words.get(v.head).is_some_and(|w| w.readings.iter().any(|r| r.code == codes.have)));
        let whose = if has {
            functions.subject.filter(|_| functions.object.is_some_and(|o| o.phrase == index))
        } else if verb.is_none_or(|v| self.may_be(v.head, "exist")) {
            functions.marked.iter().find(|(m, _)| *m == codes.to).map(|(_, f)| *f)
        } else {
            None
        }?;
        let mut fillers = self.resolver.resolve(whose.phrase);
        let one = fillers.pop().filter(|f| fillers.is_empty() && f.entity.kind == EntityType::State)?;
        Some((one, self.segment.pieces.phrases[whose.phrase].start))
    }

    /// "70 % of its inhabitants are Sunni Muslims".
    fn share(&self, word: usize, name: &str) -> Option<Found> {
        let c = self.context;
        let be = c.language.codes.be;
        // "Sunni Muslims": the last word counts.
        if self.classes(word + 1).iter().any(|c| c.starts_with("share.")) {
            return None;
        }
        // Back over what describes it to the linking verb, and over the people to the number.
        let from = word.saturating_sub(12);
        let linking = (from..word)
            .rev()
            .find(|w| c.words[*w].readings.iter().any(|r| r.pos == Pos::Auxiliary && r.code == be))?;
        let plain = |w: usize| {
            matches!(
                c.pos(w),
                Some(Pos::Adjective | Pos::Noun | Pos::Adverb | Pos::Determiner | Pos::Negator | Pos::Auxiliary)
            )
        };
        if !(linking + 1..word).all(plain) {
            return None;
        }
        let people = (from..linking).rev().find(|w| self.may_be(*w, "inhabitant"))?;
        let (start, number) = (from..people).find_map(|w| {
            let number = self.numeral(w)?;
            (self.unit(number.end).0 == "%").then_some((w, number))
        })?;
        let owner = |w: &usize| self.segment.pieces.phrases.iter().position(|p| p.head == *w);
        let filler = owner(&people).and_then(|p| self.owner(p)).or_else(|| {
            // "of the population": of the state spoken of.
            let index = owner(&people)?;
            let phrase = &self.segment.pieces.phrases[index];
            phrase.definite.then(|| self.last_state(start, language::Gender::Any)).flatten()
        })?;
        let end = word + 1;
        let described = self
            .segment
            .pieces
            .phrases
            .iter()
            .find(|p| p.start <= word && word < p.end)
            .map_or((word, end), |p| (p.start.max(linking + 1), p.end.max(end)));
        if number.thousandths > 100_000 {
            return None;
        }
        let value = format!("{}%", number.digits());
        let start = self.approximation(start);
        self.found(Subject { filler, start, linked: true }, name, (start, described.1), described, Some(value))
    }

    /// "about 70 %": the word before a number that makes it uncertain belongs to it.
    pub(crate) fn approximation(&self, number: usize) -> usize {
        let mut at = number;
        while let Some(before) = at.checked_sub(1) {
            let glued = self.context.text(before) == "-" && before > 0;
            if !glued && !matches!(self.context.pos(before), Some(Pos::Adverb | Pos::Preposition)) {
                break;
            }
            at = before;
        }
        at
    }

    pub(crate) fn numeral(&self, at: usize) -> Option<numbers::Number> {
        let lower = self.context.language.settings.lower_case;
        let text = |w: usize| {
            let form = self.context.text(w);
            if lower { form.to_lowercase() } else { form.to_owned() }
        };
        numbers::number(at, self.context.words, self.context.language, &text)
    }

    /// The unit after a number, and the word after it.
    fn unit(&self, at: usize) -> (&str, usize) {
        if self.context.text(at) == "%" || self.may_be(at, "percent") {
            return ("%", at + 1);
        }
        match self.classes(at).into_iter().find_map(|c| c.strip_prefix("measure.")) {
            Some(unit) => (unit, at + 1),
            None if self.may_be(at, "inhabitant") => ("", at + 1),
            None => ("", at),
        }
    }

    /// The state that owns a phrase, by genitive or ending.
    pub(crate) fn owner(&self, phrase: usize) -> Option<Filler> {
        let p = &self.segment.pieces.phrases[phrase];
        if let Some(state) = self.resolver.state_of(p) {
            return Some(state);
        }
        let owner = p.owner?;
        (owner.person == 3 && owner.number != Grammatical::Plural)
            .then(|| self.last_state(p.start, owner.gender))
            .flatten()
    }

    /// The state last named: the subject in the sentence before the word, else the one spoken of.
    fn last_state(&self, before: usize, gender: language::Gender) -> Option<Filler> {
        let subject = self
            .segment
            .functions
            .iter()
            .filter_map(|f| f.subject)
            .map(|s| s.phrase)
            .rfind(|p| self.segment.pieces.phrases[*p].end <= before);
        if let Some(mut fillers) = subject.map(|s| self.resolver.resolve(s))
            && let Some(one) = fillers
                .pop()
                .filter(|f| fillers.is_empty() && f.entity.kind == EntityType::State && f.entity.id.is_some())
        {
            return Some(Filler { antecedent: true, ..one });
        }
        let last = self.resolver.discourse.last(&[EntityType::State], gender, Grammatical::Any)?;
        Some(Filler { entity: last.clone(), organ: None, anonymous: false, antecedent: true })
    }

    /// The innermost clause of a word.
    pub(crate) fn clause(&self, word: usize) -> Option<usize> {
        self.segment.clauses.iter().rposition(|c| c.start <= word && word < c.end)
    }

    pub(crate) fn found(
        &self,
        subject: Subject,
        name: &str,
        words: (usize, usize),
        described: (usize, usize),
        value: Option<String>,
    ) -> Option<Found> {
        let clause = self.clause(words.0)?;
        let mut status: Status = operators::status(clause, &self.segment.clauses, &self.segment.pieces, self.context)?;
        if !subject.linked {
            // What stands beside a name is so, whatever the verb says of the rest.
            (status.modality, status.not_yet, status.condition) = (Modality::Asserted, false, None);
        }
        let span = words_text(self.context, described, self.resolver);
        let entity = Entity { name: span, ..Entity::value(name) };
        let attribute = Filler { entity, organ: None, anonymous: false, antecedent: false };
        let place = format!("languages/{}/words/attributes.txt", self.context.language.tag);
        let assignment = Assignment {
            entry: u32::MAX,
            act: Act::named("has_attribute")?,
            roles: vec![(Role::Subject, vec![subject.filler]), (Role::Attribute, vec![attribute])],
            values: Vec::new(),
            kept: Vec::new(),
            negated: false,
            modality: None,
            used: Vec::new(),
            words: None,
            embedded: Vec::new(),
            unagented: false,
            absolute: false,
            score: 0,
            margin: 0,
        };
        let span = (subject.start.min(words.0), words.1);
        let told = crate::acts::Told { value, span, place };
        Some(Found { assignment, status, clause, predicate: words, light: None, told: Some(told) })
    }
}

fn words_text(context: Context<'_>, words: (usize, usize), resolver: &Resolver<'_>) -> String {
    let (Some(a), Some(b)) = (context.words.get(words.0), words.1.checked_sub(1).and_then(|w| context.words.get(w)))
    else {
        return String::new();
    };
    resolver.original.get(resolver.shadow.original(a.start..b.end.max(a.end))).unwrap_or_default().to_owned()
}
