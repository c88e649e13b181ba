//! The lexicon of a language: forms with their analyses, lemmas with their classes, operators and valence entries.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::{
    Pos,
    features::Features,
    lines::spaced,
    paradigm::Paradigm,
    valence::{Code, Entry, Intern, Restriction, Slot},
};

mod lexemes;

/// A lemma's place in [`Lexicon::lemmas`].
pub type LemmaId = u32;

/// A lemma: one word of the dictionary.
#[derive(Debug, Clone)]
pub struct Lemma {
    /// The word.
    pub text: String,
    /// Its part of speech.
    pub pos: Pos,
    /// The code of a closed-class word (`in`, `not_yet`, `planned`); 0 where it has none.
    pub code: Code,
    /// The classes that it belongs to (`instrument.treaty`, `light`).
    pub classes: SmallVec<[Code; 2]>,
    /// The operator that it is.
    pub operator: Option<Operator>,
    /// The operators that it is with the words after it ("rule out", "stop short of").
    pub phrasal: Vec<(Vec<String>, Operator)>,
    /// The valence entries that it heads.
    pub entries: SmallVec<[u32; 2]>,
    /// Gender of a noun, if the lexeme gives it.
    pub gender: crate::Gender,
    /// The paradigm by which it inflects; empty for closed classes.
    pub paradigm: String,
}

/// What a word does to the act it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operator {
    /// Attributes it to the subject (say, write, explain).
    Say,
    /// The same, and it makes it known for the first time (announce, declare).
    Announce,
    /// agree to, decide to, intend to
    Plan,
    /// may, threaten to, not rule out
    Possible,
    /// deny, fail to
    Deny,
    /// fail to, avoid: it does not happen, and nobody says so
    Fail,
    /// call on, demand
    Urge,
    /// Adds nothing: manage to, begin to, continue to.
    Transparent,
    /// reportedly, it is reported that: the publisher does not vouch
    Hearsay,
}

impl Operator {
    fn named(name: &str) -> Option<Operator> {
        Some(match name {
            "say" => Operator::Say,
            "announce" => Operator::Announce,
            "plan" => Operator::Plan,
            "possible" => Operator::Possible,
            "deny" => Operator::Deny,
            "fail" => Operator::Fail,
            "urge" => Operator::Urge,
            "transparent" => Operator::Transparent,
            "hearsay" => Operator::Hearsay,
            _ => return None,
        })
    }

    /// Whether the operator attributes what it governs to a speaker.
    pub fn is_speech(self) -> bool {
        matches!(self, Operator::Say | Operator::Announce)
    }
}

/// One reading of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Analysis {
    /// The lemma.
    pub lemma: LemmaId,
    /// What the form says besides.
    pub features: Features,
}

/// What a word can do in a sentence that is worth reading closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trigger {
    /// Express an act.
    pub act: bool,
    /// Express an act together with a noun of a class ("have" with "relations").
    pub with_noun: bool,
    /// Express an act together with words of its own ("go" with "into force").
    pub with_words: bool,
    /// Begin such words.
    pub words: bool,
    /// Attribute what is said.
    pub speech: bool,
    /// Refer to somebody or something named before (the country, the treaty).
    pub reference: bool,
    /// Take up somebody or something as a pronoun.
    pub pronoun: bool,
    /// Be what makes a date a date (see [`crate::Times::anchors`]).
    pub time: bool,
}

impl Trigger {
    /// What either can do.
    #[must_use]
    pub fn or(self, other: Trigger) -> Trigger {
        Trigger {
            act: self.act | other.act,
            with_noun: self.with_noun | other.with_noun,
            with_words: self.with_words | other.with_words,
            words: self.words | other.words,
            speech: self.speech | other.speech,
            reference: self.reference | other.reference,
            pronoun: self.pronoun | other.pronoun,
            time: self.time | other.time,
        }
    }

    /// The same as bits, which are joined all at once.
    pub fn bits(self) -> u16 {
        let Trigger { act, with_noun, with_words, words, speech, reference, pronoun, time } = self;
        let flags = [act, with_noun, with_words, words, speech, reference, pronoun, time];
        flags.iter().fold(0, |all, flag| all << 1 | u16::from(*flag))
    }

    /// What bits say.
    pub fn of_bits(bits: u16) -> Trigger {
        let flag = |n: u8| bits >> n & 1 == 1;
        Trigger {
            act: flag(7),
            with_noun: flag(6),
            with_words: flag(5),
            words: flag(4),
            speech: flag(3),
            reference: flag(2),
            pronoun: flag(1),
            time: flag(0),
        }
    }

    /// Whether what can do this may express an act.
    pub fn acts(self) -> bool {
        self.act || self.with_noun && self.reference || self.with_words && self.words
    }
}

/// A form made of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its words after the first, folded.
    pub rest: Vec<String>,
    /// What it is.
    pub analysis: Analysis,
}

/// All words of a language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Lemmas by id.
    pub lemmas: Vec<Lemma>,
    /// Valence entries; lemmas point here.
    pub entries: Vec<Entry>,
    /// The entries that a linking verb heads, told or left out ("is a member of", "צד ל").
    pub copula: Vec<u32>,
    forms: FxHashMap<Box<str>, SmallVec<[Analysis; 2]>>,
    triggers: FxHashMap<Box<str>, Trigger>,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    proclitics: FxHashMap<Box<str>, SmallVec<[Analysis; 2]>>,
    enclitics: Vec<(String, SmallVec<[Analysis; 2]>)>,
    by_text: FxHashMap<(Pos, Box<str>, Code), LemmaId>,
    codes: FxHashMap<Box<str>, Code>,
    code_names: Vec<String>,
    /// For each code the codes above it: `instrument` above `instrument.treaty`.
    above: Vec<SmallVec<[Code; 2]>>,
    paradigms: FxHashMap<String, Paradigm>,
    defaults: FxHashMap<Pos, String>,
    guesses: Vec<(Paradigm, LemmaId, Features)>,
    /// Letters with another shape at the end of a word: (inside, at the end).
    finals: Vec<(char, char)>,
    lower: bool,
}

impl Intern for Lexicon {
    fn code(&mut self, word: &str) -> Code {
        if let Some(code) = self.codes.get(word) {
            return *code;
        }
        if self.code_names.is_empty() {
            self.code_names.push(String::new()); // 0 is no code
        }
        let code = Code::try_from(self.code_names.len()).unwrap_or(Code::MAX);
        self.code_names.push(word.to_owned());
        self.codes.insert(word.into(), code);
        code
    }
}

impl Lexicon {
    /// An empty lexicon. `lower`: forms are looked up in lower case.
    pub fn new(lower: bool) -> Lexicon {
        Lexicon { lower, ..Lexicon::default() }
    }

    /// The readings of a form. The form must be folded, and in lower case if the language says so.
    pub fn analyses(&self, form: &str) -> &[Analysis] {
        self.forms.get(form).map_or(&[], |a| a.as_slice())
    }

    /// What a form, known whole, can do in a sentence that is worth reading.
    pub fn trigger(&self, form: &str) -> Trigger {
        self.triggers.get(form).copied().unwrap_or_default()
    }

    /// Notes which forms are triggers; called once when everything is read.
    pub(crate) fn find_triggers(&mut self, times: &crate::Times, codes: &crate::Codes) {
        // What a linking verb says of its subject ("is a member") is the only word of such an act.
        let linked: Vec<Code> = self
            .copula
            .iter()
            .filter_map(|e| self.entries.get(*e as usize))
            .flat_map(|e| &e.slots)
            .filter(|s| s.role.is_none())
            .flat_map(|s| &s.restrictions)
            .filter_map(|r| if let Restriction::Class(c) = r { Some(*c) } else { None })
            .collect();
        let of = |lemma: LemmaId| {
            let lemma = &self.lemmas[lemma as usize];
            // Light verbs and their like are classes too, but refer to nothing.
            let refers = lemma.pos == Pos::Noun && !lemma.classes.is_empty();
            let mut operators = lemma.operator.iter().chain(lemma.phrasal.iter().map(|(_, o)| o));
            let mut trigger = Trigger {
                act: lemma.classes.iter().any(|c| linked.contains(c) || self.tells_attribute(*c)),
                speech: operators.any(|o| o.is_speech() || *o == Operator::Deny)
                    || [codes.utterance, codes.names].iter().any(|c| lemma.classes.contains(c))
                    || lemma.code == codes.according && lemma.pos == Pos::Preposition,
                reference: refers,
                pronoun: lemma.pos == Pos::Pronoun && matches!(self.code_name(lemma.code), "it" | "they" | "both"),
                ..Trigger::default()
            };
            // "followed suit" takes up an act.
            trigger.with_noun |= lemma.classes.iter().any(|c| self.code_name(*c) == "follows");
            for entry in lemma.entries.iter().filter_map(|e| self.entries.get(*e as usize)) {
                let class = |s: &Slot| s.restrictions.iter().any(|r| matches!(r, Restriction::Class(_)));
                match entry.fixed.first() {
                    Some(_) => trigger.with_words = true,
                    None if entry.slots.iter().any(|s| s.required && class(s)) => trigger.with_noun = true,
                    None => trigger.act = true,
                }
            }
            trigger
        };
        let mut found: FxHashMap<Box<str>, Trigger> = FxHashMap::default();
        let whole = self.forms.iter().flat_map(|(form, list)| list.iter().map(move |a| (form, a.lemma)));
        // Of "in the words of" and "על פי" the first word that is no small word shows that they may stand there.
        let small = |form: &str| self.analyses(form).iter().any(|a| self.lemma(a.lemma).code != 0);
        let telling = |form: &str, p: &Phrase| {
            let rest = p.rest.iter().map(|r| r.trim_end_matches('-')).find(|r| !small(r));
            rest.filter(|_| small(form)).unwrap_or(form).into()
        };
        let phrases = self.phrases.iter().flat_map(|(form, list)| list.iter().map(move |p| (form, p)));
        let phrases = phrases.flat_map(|(form, p)| {
            let source = self.lemma(p.analysis.lemma).code == codes.according;
            let form = if source { telling(form, p) } else { form.clone() };
            std::iter::once((form, p.analysis.lemma))
        });
        let of_lemma: Vec<Trigger> = (0..).zip(&self.lemmas).map(|(lemma, _)| of(lemma)).collect();
        let of = |lemma: LemmaId| of_lemma.get(lemma as usize).copied().unwrap_or_default();
        let whole = whole.filter(|(_, lemma)| of(*lemma) != Trigger::default());
        for (form, lemma) in whole.map(|(form, lemma)| (form.clone(), lemma)).chain(phrases) {
            let trigger = of(lemma);
            if trigger != Trigger::default() {
                let known = found.entry(form).or_default();
                *known = known.or(trigger);
            }
        }
        for entry in self.entries.iter().filter(|e| !e.fixed.is_empty()) {
            // In the text they may be one word (לתוקף).
            for form in [entry.fixed.concat(), entry.fixed.first().cloned().unwrap_or_default()] {
                found.entry(form.into()).or_default().words = true;
            }
        }
        for form in times.anchors() {
            found.entry(form.into()).or_default().time = true;
        }
        self.triggers = found;
    }

    /// Whether a word of the class tells an attribute.
    fn tells_attribute(&self, class: Code) -> bool {
        ["attribute.", "rank.", "share."].iter().any(|prefix| self.code_name(class).starts_with(prefix))
    }

    /// The phrases that begin with this word.
    pub fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// All forms with their readings, in no order; those of several words are joined with blanks.
    pub fn forms(&self) -> impl Iterator<Item = (String, Analysis)> {
        let whole = self.forms.iter().flat_map(|(form, list)| list.iter().map(move |a| (form.to_string(), *a)));
        let phrases = self
            .phrases
            .iter()
            .flat_map(|(first, list)| list.iter().map(move |p| (format!("{first} {}", p.rest.join(" ")), p.analysis)));
        whole.chain(phrases)
    }

    /// The readings of a proclitic.
    pub fn proclitic(&self, form: &str) -> &[Analysis] {
        self.proclitics.get(form).map_or(&[], |a| a.as_slice())
    }

    /// The enclitic at the end of a word, with its readings.
    pub fn enclitic(&self, word: &str) -> Option<(&str, &[Analysis])> {
        self.enclitics
            .iter()
            .find(|(e, _)| word.len() > e.len() && word.ends_with(e.as_str()))
            .map(|(e, a)| (e.as_str(), a.as_slice()))
    }

    /// The readings of an enclitic that stands alone, as it does after a name.
    pub fn enclitic_alone(&self, form: &str) -> &[Analysis] {
        self.enclitics.iter().find(|(e, _)| e == form).map_or(&[], |(_, a)| a.as_slice())
    }

    /// What the affixes of an unknown word say.
    pub fn guess(&self, form: &str) -> Option<Analysis> {
        self.guesses(form).next()
    }

    /// All that the affixes of an unknown word say, in the order of the folder.
    pub fn guesses<'a>(&'a self, form: &'a str) -> impl Iterator<Item = Analysis> + 'a {
        let letters: SmallVec<[char; 24]> = form.chars().collect();
        self.guesses
            .iter()
            .filter(move |(pattern, ..)| pattern.fits(&letters))
            .map(|(_, lemma, features)| Analysis { lemma: *lemma, features: *features })
    }

    /// The lemma.
    pub fn lemma(&self, id: LemmaId) -> &Lemma {
        // Every id was made by `lemma_id`, and lemmas are never removed.
        &self.lemmas[id as usize]
    }

    /// Whether the lemma has forms of its own for before an owner.
    pub fn has_construct(&self, id: LemmaId) -> bool {
        self.paradigms.get(&self.lemma(id).paradigm).is_some_and(Paradigm::has_construct)
    }

    /// The code of a word of the files, if any file uses it.
    pub fn find_code(&self, word: &str) -> Option<Code> {
        self.codes.get(word).copied()
    }

    /// The word of a code.
    pub fn code_name(&self, code: Code) -> &str {
        self.code_names.get(usize::from(code)).map_or("", String::as_str)
    }

    /// Whether a class is another, or a class under it: `instrument.treaty` is an `instrument`.
    pub fn is_under(&self, class: Code, other: Code) -> bool {
        class == other || self.above.get(usize::from(class)).is_some_and(|above| above.contains(&other))
    }

    /// Notes which classes stand above which; called once when everything is read.
    pub(crate) fn find_families(&mut self) {
        let above = |name: &String| {
            let prefixes = name.match_indices('.').filter_map(|(at, _)| name.get(..at));
            prefixes.filter_map(|prefix| self.find_code(prefix)).collect()
        };
        self.above = self.code_names.iter().map(above).collect();
    }

    /// The classes of a lemma by name.
    pub fn classes(&self, id: LemmaId) -> impl Iterator<Item = &str> {
        self.lemma(id).classes.iter().map(|c| self.code_name(*c))
    }

    /// How many forms, lemmas and entries there are.
    pub fn size(&self) -> (usize, usize, usize) {
        (self.forms.len(), self.lemmas.len(), self.entries.len())
    }

    /// Whether a form is one word, written as it is looked up.
    fn is_plain(&self, form: &str) -> bool {
        let lower = |b: u8| if self.lower { b.is_ascii_lowercase() || b == b'\'' } else { b >= 0x80 };
        !form.is_empty() && form.bytes().all(lower) && text::folds_to_itself(form)
    }

    fn fold(&self, word: &str) -> String {
        let folded = text::fold(word);
        if self.lower && !self.is_plain(&folded) { folded.to_lowercase() } else { folded }
    }

    fn lemma_id(&mut self, pos: Pos, word: &str, code: Code) -> LemmaId {
        if let Some(id) = self.by_text.get(&(pos, word.into(), code)) {
            return *id;
        }
        let id = LemmaId::try_from(self.lemmas.len()).unwrap_or(LemmaId::MAX);
        self.lemmas.push(Lemma {
            text: word.to_owned(),
            pos,
            code,
            classes: SmallVec::new(),
            operator: None,
            phrasal: Vec::new(),
            entries: SmallVec::new(),
            gender: crate::Gender::Any,
            paradigm: String::new(),
        });
        self.by_text.insert((pos, word.into(), code), id);
        id
    }

    fn add_form(&mut self, form: &str, analysis: Analysis) {
        if let Some(bare) = form.strip_suffix('-').filter(|b| !b.is_empty() && !b.contains('_')) {
            let bare = self.fold(bare);
            push(self.proclitics.entry(bare.into()).or_default(), analysis);
            return;
        }
        if let Some(bare) = form.strip_prefix('-').filter(|b| !b.is_empty()) {
            let bare = self.fold(bare);
            match self.enclitics.iter_mut().find(|(e, _)| *e == bare) {
                Some((_, list)) => push(list, analysis),
                None => self.enclitics.push((bare, SmallVec::from_slice(&[analysis]))),
            }
            return;
        }
        if self.is_plain(form) {
            match self.forms.get_mut(form) {
                Some(known) => push(known, analysis),
                None => _ = self.forms.insert(form.into(), SmallVec::from_slice(&[analysis])),
            }
            return;
        }
        let form = self.fold(&spaced(form));
        let mut words = form.split(' ').filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.map(str::to_owned).collect();
        if rest.is_empty() {
            push(self.forms.entry(first.into()).or_default(), analysis);
        } else {
            let phrase = Phrase { rest, analysis };
            let list = self.phrases.entry(first.into()).or_default();
            if !list.contains(&phrase) {
                list.push(phrase);
                list.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
            }
        }
    }
}

fn push(list: &mut SmallVec<[Analysis; 2]>, analysis: Analysis) {
    if !list.contains(&analysis) {
        list.push(analysis);
    }
}
