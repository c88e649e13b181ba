//! Stage 2: noun phrases and verb groups.
//!
//! A phrase carries its marker (a preposition, or none), head, names, genitives, members of a list and appositions; a verb
//! group carries its verb with auxiliaries, negation and modal. What is neither is a boundary or an adverb.

use language::{Code, Features, Pos, Suffix, VerbForm};
use text::Class;

use crate::{context::Context, verbs::VerbGroup};

/// A noun phrase with its preposition. Indices of words are within the segment.
#[derive(Debug, Clone, Default)]
pub struct Phrase {
    /// First word, its preposition included.
    pub start: usize,
    /// Word after the last.
    pub end: usize,
    /// Its preposition or case; 0 where it has none.
    pub marker: Code,
    /// The word that governs the rest.
    pub head: usize,
    /// The names in it, as words, genitives left out.
    pub names: Vec<usize>,
    /// Names of states used as adjectives.
    pub adjectives: Vec<usize>,
    /// Phrases that own or define it ("of Kazakhstan", "Kazakhstan's"), as indices of phrases.
    pub genitives: Vec<usize>,
    /// Further members of a list, as indices of phrases.
    pub members: Vec<usize>,
    /// Further descriptions of the same thing, as indices of phrases.
    pub appositions: Vec<usize>,
    /// Carries an article or demonstrative, or is a name.
    pub definite: bool,
    /// May carry an article that its preposition has swallowed (לנושא).
    pub maybe_definite: bool,
    /// "this", "the said".
    pub demonstrative: bool,
    /// many, some, two, both, ...
    pub quantifier: Code,
    /// Gender and number of the head; the number is plural for a list.
    pub features: Features,
    /// A pronoun: its code.
    pub pronoun: Option<Code>,
    /// An owner told by an ending or possessive word.
    pub owner: Option<Suffix>,
    /// The phrase that this owner is, where one agrees.
    pub possessor: Option<usize>,
}

/// A piece of a segment, in order.
#[derive(Debug, Clone)]
pub enum Unit {
    /// A noun phrase.
    Phrase(usize),
    /// A verb group.
    Verb(usize),
    /// Opens a clause or joins; the word.
    Link(Pos, usize),
    /// , ; : – and the like; the word and its character.
    Mark(char, usize),
    /// A quotation cut out of the segment, as an index of the caller.
    Quote(usize),
    /// An adverb, time word or leftover.
    Other(usize),
}

/// What stage 2 makes of a segment.
#[derive(Debug, Default)]
pub struct Pieces {
    /// Phrases.
    pub phrases: Vec<Phrase>,
    /// Verb groups.
    pub verbs: Vec<VerbGroup>,
    /// Everything in order.
    pub units: Vec<Unit>,
}

/// Cuts a segment into phrases, verb groups and boundaries.
pub fn pieces(context: Context<'_>) -> Pieces {
    let mut parser = Parser { context, out: Pieces::default(), at: 0 };
    parser.run();
    parser.out
}

pub(crate) struct Parser<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) out: Pieces,
    pub(crate) at: usize,
}

impl Parser<'_> {
    fn run(&mut self) {
        let mut quotes = self.context.quotes.iter().peekable();
        while self.at <= self.context.words.len() {
            while let Some((_, quote)) = quotes.next_if(|(before, _)| *before <= self.at) {
                self.out.units.push(Unit::Quote(*quote));
            }
            if self.at == self.context.words.len() {
                break;
            }
            let begin = self.at;
            self.unit();
            if self.at <= begin {
                self.at = begin + 1; // never stand still
            }
        }
    }

    fn unit(&mut self) {
        let at = self.at;
        let Some(word) = self.context.words.get(at) else { return };
        if self.context.time.get(at).copied().flatten().is_some() {
            self.out.units.push(Unit::Other(at));
            self.at += 1;
            return;
        }
        if word.class == Class::Punctuation || word.class == Class::Symbol {
            let mark = self.context.text(at).chars().next().unwrap_or(' ');
            // A hyphen glued to both sides is no boundary.
            let glued = !word.space_before && self.context.words.get(at + 1).is_some_and(|w| !w.space_before);
            if !(mark == '-' && glued) {
                self.out.units.push(Unit::Mark(if mark == '-' { '–' } else { mark }, at));
            }
            self.at += 1;
            return;
        }
        if word.class == Class::Number {
            self.noun_phrase(at, 0);
            return;
        }
        match word.pos() {
            Some(Pos::Verb | Pos::Modal | Pos::Auxiliary | Pos::Negator) => {
                if !self.verb_group() {
                    self.other();
                }
            }
            Some(Pos::Adverb) if self.adverb_leads_verb() => {
                if !self.verb_group() {
                    self.other();
                }
            }
            Some(
                pos @ (Pos::Complementizer
                | Pos::Relativizer
                | Pos::Subordinator
                | Pos::Coordinator
                | Pos::Interrogative),
            ) => {
                self.out.units.push(Unit::Link(pos, at));
                self.at += 1;
            }
            Some(Pos::Preposition) => self.prepositional(),
            Some(Pos::Noun | Pos::Adjective | Pos::Determiner | Pos::Quantifier | Pos::Pronoun | Pos::Possessive) => {
                self.noun_phrase(at, 0);
            }
            _ => self.other(),
        }
    }

    fn other(&mut self) {
        self.out.units.push(Unit::Other(self.at));
        self.at += 1;
    }

    fn adverb_leads_verb(&self) -> bool {
        let next = (self.at + 1..self.at + 3).find(|i| self.context.pos(*i) != Some(Pos::Adverb));
        next.is_some_and(|i| {
            self.context.pos(i) == Some(Pos::Verb) && self.context.features(i).form != VerbForm::Infinitive
        })
    }

    fn prepositional(&mut self) {
        let at = self.at;
        let codes = &self.context.language.codes;
        let features = self.context.features(at);
        let code = self.context.code(at);
        if let Some(owner) = features.suffix {
            // "with him": a whole phrase in one word.
            let features =
                Features { person: owner.person, gender: owner.gender, number: owner.number, ..Features::default() };
            let phrase = Phrase {
                start: at,
                end: at + 1,
                marker: code,
                head: at,
                definite: true,
                features,
                pronoun: Some(0),
                ..Phrase::default()
            };
            self.push(phrase);
            self.at += 1;
            return;
        }
        // "to sign": the preposition leads an infinitive.
        if code == codes.to && self.infinitive_follows(at + 1) {
            if !self.verb_group() {
                self.other();
            }
            return;
        }
        let mut next = at + 1;
        let mut marker = code;
        // Of prepositions in a row ("from within", "עד ל") the last that says more than a place counts.
        while self.context.pos(next) == Some(Pos::Preposition) && self.context.features(next).suffix.is_none() {
            marker = self.context.code(next);
            next += 1;
        }
        let nominal = matches!(
            self.context.pos(next),
            Some(Pos::Noun | Pos::Adjective | Pos::Determiner | Pos::Quantifier | Pos::Pronoun | Pos::Adverb)
        ) || self.context.words.get(next).is_some_and(|w| w.class == Class::Number)
            || self.described_in_marks(next).is_some();
        let timed = self.context.time.get(next).copied().flatten().is_some();
        if nominal && !timed {
            self.at = next;
            self.noun_phrase(at, marker);
        } else if matches!(self.context.pos(next), Some(Pos::Verb))
            && self.context.features(next).form == VerbForm::Gerund
        {
            // "after signing": an adverbial clause without subject.
            self.out.units.push(Unit::Link(Pos::Subordinator, at));
            self.at = next;
        } else {
            self.other();
        }
    }

    pub(crate) fn push(&mut self, phrase: Phrase) -> usize {
        self.out.phrases.push(phrase);
        let index = self.out.phrases.len() - 1;
        self.out.units.push(Unit::Phrase(index));
        index
    }

    /// A noun phrase that begins at `start` (its preposition) and continues at `self.at`.
    fn noun_phrase(&mut self, start: usize, marker: Code) {
        let mut phrase = Phrase { start, marker, ..Phrase::default() };
        phrase.maybe_definite = marker != 0 && self.context.words.get(self.at).is_some_and(|w| !w.space_before);
        let c = self.context;
        let codes = &c.language.codes;
        let order = &c.language.settings.order;
        let mut at = self.at;
        let mut head: Option<usize> = None;
        while let Some(word) = c.words.get(at) {
            if c.time.get(at).copied().flatten().is_some() && head.is_some() {
                break;
            }
            if word.class == Class::Number && ordinal(c, at) {
                at += 2; // "the 15th summit"
                continue;
            }
            // "מנהיגי 27 מדינות"
            if word.class == Class::Number
                && let Some(previous) = head
                && previous + 1 == at
                && order.adjective_follows
                && c.features(previous).construct
                && self.noun_after(at)
            {
                let inner = self.genitive(at);
                at = self.out.phrases[inner].end;
                phrase.genitives.push(inner);
                continue;
            }
            if word.class == Class::Number {
                if head.is_some() && c.name(at.saturating_sub(1)).is_none() {
                    break;
                }
                at += 1;
                if head.is_none() {
                    phrase.quantifier = codes.many;
                }
                continue;
            }
            if word.class != Class::Word {
                // "Hyphen-ated" words and percent signs stay inside.
                let glued = !word.space_before
                    && c.words.get(at + 1).is_some_and(|w| !w.space_before && w.class == Class::Word);
                let mark = c.text(at);
                if glued && mark == "-" && at > self.at || mark == "%" {
                    at += 1;
                    continue;
                }
                // "with 'fascist' Israel", "a \"historic\" treaty": words in marks before a noun describe it.
                if let Some(after) = self.described_in_marks(at).filter(|_| head.is_none()) {
                    at = after;
                    continue;
                }
                // "the producers' group": what stands so far owns what comes.
                if let Some(h) = head.filter(|_| self.owns_after(at)) {
                    phrase = self.owner(phrase, h, at, start);
                    head = None;
                    at += 1;
                    continue;
                }
                break;
            }
            let r = c.features(at);
            match word.pos() {
                Some(Pos::Determiner) => {
                    let code = c.code(at);
                    if head.is_some() && (!order.adjective_follows || code != codes.this && code != codes.definite) {
                        break;
                    }
                    // "החברה ה-12"
                    if head.is_some()
                        && code == codes.definite
                        && c.text(at + 1) == "-"
                        && c.words.get(at + 2).is_some_and(|w| w.class == Class::Number && !w.space_before)
                    {
                        phrase.definite = true;
                        at += 3;
                        continue;
                    }
                    // The Hebrew article on an adjective after the head belongs to it; before a new noun it opens a phrase.
                    if head.is_some()
                        && code == codes.definite
                        && c.pos(at + 1) != Some(Pos::Adjective)
                        && c.pos(at + 1) != Some(Pos::Quantifier)
                        && !self.construct_before(at)
                    {
                        break;
                    }
                    phrase.definite |= code == codes.definite || code == codes.this || code == codes.poss;
                    phrase.demonstrative |= code == codes.this;
                    if code == codes.poss {
                        phrase.owner = Some(Suffix { person: r.person, gender: r.gender, number: r.number });
                    }
                }
                Some(Pos::Quantifier) => {
                    if head.is_some() && !order.adjective_follows {
                        break;
                    }
                    // "מנהיגי חמש מדינות": the number opens the genitive.
                    if let Some(previous) = head
                        && previous + 1 == at
                        && self.construct_like(previous)
                        && c.features(previous).construct
                        && self.noun_after(at)
                    {
                        let inner = self.genitive(at);
                        at = self.out.phrases[inner].end;
                        phrase.genitives.push(inner);
                        continue;
                    }
                    phrase.quantifier = c.code(at);
                    if r.suffix.is_some() && head.is_none() {
                        // "some of them" in one word: a phrase of its own.
                        head = Some(at);
                        at += 1;
                        break;
                    }
                }
                Some(Pos::Adjective) => {
                    if head.is_some() && !order.adjective_follows {
                        break;
                    }
                    if word.name.is_some() {
                        phrase.adjectives.push(at);
                    }
                }
                Some(Pos::Pronoun) => {
                    if head.is_none() && at == self.at {
                        phrase.pronoun = Some(c.code(at));
                        phrase.definite = true;
                        head = Some(at);
                        at += 1;
                    }
                    break;
                }
                Some(Pos::Noun) => {
                    if let Some(previous) = head {
                        let adjacent = at == previous + 1
                            || (at == previous + 2 && c.pos(at - 1) == Some(Pos::Determiner))
                            || (at == previous + 2 && c.text(at - 1) == "-");
                        let compound = order.noun_compounds && adjacent;
                        let construct = order.adjective_follows && self.construct_chain(previous, at);
                        let titled = self.titled(previous, at);
                        // "granted Chile observer status": who is given something is a phrase of its own.
                        let given = compound
                            && matches!(self.out.units.last(), Some(Unit::Verb(v)) if self.gives(*v))
                            && c.name(previous).is_some_and(|n| match n.kind {
                                claims::EntityType::State => previous == self.at || phrase.definite,
                                // "gave the UN notice"; "granted EU membership" is one phrase.
                                claims::EntityType::Organization => phrase.definite && previous == self.at + 1,
                                _ => false,
                            });
                        if given {
                            break;
                        }
                        if self.name_goes_on(previous, at) {
                            // "אסעד א-שיבאני": the words of a name that nobody listed.
                        } else if titled {
                            phrase.names.push(at);
                        } else if construct {
                            // The noun after a construct is its genitive; the head stays.
                            if c.pos(at - 1) == Some(Pos::Determiner) || word.name.is_some() {
                                phrase.definite = true;
                            }
                            let inner = self.genitive(at);
                            at = self.out.phrases[inner].end;
                            self.name_behind(previous, inner, &mut phrase);
                            phrase.genitives.push(inner);
                            continue;
                        } else if compound && word.name.is_none_or(|_| self.is_person(at)) {
                            if c.name(previous).is_some_and(|n| n.kind != claims::EntityType::Office)
                                && !self.is_person(previous)
                            {
                                // "US president": the name before the head describes it.
                                phrase.adjectives.push(previous);
                                phrase.names.retain(|n| *n != previous);
                            }
                            head = Some(at);
                            if word.name.is_some() {
                                phrase.names.push(at);
                            }
                        } else if compound && self.is_office(at) {
                            phrase.adjectives.push(previous);
                            phrase.names.retain(|n| *n != previous);
                            phrase.names.push(at);
                            head = Some(at);
                        } else {
                            break;
                        }
                    } else {
                        head = Some(at);
                        if word.name.is_some() {
                            phrase.names.push(at);
                        }
                    }
                    if let Some(owner) = r.suffix {
                        phrase.owner = Some(owner);
                        phrase.definite = true;
                    }
                }
                Some(Pos::Possessive) => {
                    // "Kazakhstan's president": what stands so far owns what comes.
                    let Some(h) = head else { break };
                    phrase = self.owner(phrase, h, at, start);
                    head = None;
                }
                // A participle or gerund between determiner and noun is an adjective.
                Some(Pos::Verb)
                    if head.is_none()
                        && at > self.at
                        && !r.is_finite()
                        && r.form != VerbForm::Infinitive
                        && c.pos(at + 1) == Some(Pos::Noun) => {}
                // A Hebrew present form with an article, or a noun read as a verb after a number.
                Some(Pos::Adverb) if head.is_none() && at + 1 < c.words.len() => {}
                _ => break,
            }
            at += 1;
        }
        // Trailing adverbs, determiners or marks belong to what follows.
        // "Colombia's and Venezuela's ministers": an owner before another, whose noun comes behind that.
        let coordinated = c.pos(at) == Some(Pos::Coordinator) && at == self.at;
        if let Some(owner) = phrase.genitives.first().copied().filter(|_| head.is_none() && coordinated) {
            self.out.phrases[owner].marker = marker;
            self.out.units.push(Unit::Phrase(owner));
            return;
        }
        let Some(h) = head else {
            let has_number = (self.at..at).any(|i| c.words.get(i).is_some_and(|w| w.class == Class::Number));
            let adjective = (self.at..at).rev().find(|i| matches!(c.pos(*i), Some(Pos::Adjective | Pos::Quantifier)));
            if let Some(h) = adjective {
                phrase.head = h;
                phrase.end = at;
                phrase.features = c.features(h);
                self.at = at;
                self.push(phrase);
            } else if has_number && at > self.at {
                phrase.head = self.at;
                phrase.end = at;
                self.at = at;
                self.push(phrase);
            } else {
                self.out.units.push(Unit::Other(self.at));
                self.at += 1;
            }
            return;
        };
        phrase.head = h;
        phrase.end = at.max(h + 1);
        phrase.features = c.features(h);
        if let Some(name) =
            phrase.names.iter().rev().find_map(|n| c.name(*n).filter(|n| n.kind == claims::EntityType::Person))
        {
            phrase.features.gender = name.gender;
        }
        if c.name(h).is_some_and(|n| n.form != world::Form::Adjective && n.kind != claims::EntityType::Office) {
            phrase.definite = true;
        }
        if phrase.quantifier == codes.both
            || (phrase.quantifier != 0 && phrase.features.number == language::Number::Any)
        {
            phrase.features.number = language::Number::Plural;
        }
        self.at = phrase.end;
        self.push(phrase);
    }

    /// Whether a noun stands after a number word, its article aside: "חמש מדינות", "שלוש המדינות".
    fn noun_after(&self, number: usize) -> bool {
        let codes = &self.context.language.codes;
        let article =
            self.context.pos(number + 1) == Some(Pos::Determiner) && self.context.code(number + 1) == codes.definite;
        self.context.pos(number + 1 + usize::from(article)) == Some(Pos::Noun)
    }

    /// Ends a phrase that owns the one to come; the word at `at` is the possessive.
    fn owner(&mut self, mut phrase: Phrase, head: usize, at: usize, start: usize) -> Phrase {
        let c = self.context;
        phrase.head = head;
        phrase.end = at;
        phrase.features = c.features(head);
        phrase.definite |= c.name(head).is_some();
        let marker = phrase.marker;
        phrase.marker = c.language.codes.poss;
        self.out.phrases.push(phrase);
        let owner = self.out.phrases.len() - 1;
        self.at = at + 1;
        Phrase { start, marker, definite: true, genitives: vec![owner], ..Phrase::default() }
    }

    /// The genitive of a construct, whose head is the word `at`.
    fn genitive(&mut self, at: usize) -> usize {
        let units = self.out.units.len();
        let saved = self.at;
        self.at = at;
        let marker = self.context.language.codes.of;
        self.noun_phrase(at, marker);
        self.at = saved;
        // It is a part of the phrase, not a unit of its own.
        let mut index = self.out.phrases.len() - 1;
        if let Some(Unit::Phrase(i)) = self.out.units.get(units) {
            index = *i;
        }
        self.out.units.truncate(units);
        index
    }
}

/// Whether a number goes on in the ending of an ordinal ("15th").
pub(crate) fn ordinal(context: Context<'_>, number: usize) -> bool {
    let ending = context.words.get(number + 1).is_some_and(|w| !w.space_before && w.class == Class::Word);
    ending
        && context.words.get(number).is_some_and(|w| w.class == Class::Number)
        && context.language.settings.ordinal_endings.iter().any(|e| e == context.text(number + 1))
}
