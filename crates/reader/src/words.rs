//! Stage 1: words with their readings.
//!
//! A word here is what has a part of speech of its own: proclitics and enclitics are words, and a known phrase ("according
//! to") or a name of several words is one. Of several readings the surroundings choose one.

use language::{Analysis, Code, Features, Language, Pos, VerbForm};
use smallvec::SmallVec;
use text::Class;

use crate::{names::Name, proclitics, segment::Material};

/// A word.
#[derive(Debug, Clone)]
pub struct Word {
    /// First byte in the folded text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What sort of token it is.
    pub class: Class,
    /// Whether it stands apart from the word before.
    pub space_before: bool,
    /// The name that it is, as an index into the names of the text.
    pub name: Option<usize>,
    /// What it may be; the first is the one chosen once [`choose`] has run.
    pub readings: SmallVec<[Reading; 4]>,
    /// The token of the text in which it stands.
    pub token: usize,
}

/// One thing that a word may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Part of speech.
    pub pos: Pos,
    /// The lemma, where the lexicon knows it.
    pub lemma: Option<language::LemmaId>,
    /// The code of a closed-class word.
    pub code: Code,
    /// Gender, number, tense, ...
    pub features: Features,
}

impl Word {
    /// The reading chosen.
    pub fn reading(&self) -> Option<&Reading> {
        self.readings.first()
    }

    /// Its part of speech; `None` for marks and numbers.
    pub fn pos(&self) -> Option<Pos> {
        self.reading().map(|r| r.pos)
    }

    /// Whether it is the closed-class word with that code.
    pub fn is(&self, pos: Pos, code: Code) -> bool {
        self.reading().is_some_and(|r| r.pos == pos && r.code == code)
    }

    pub(crate) fn may_be(&self, pos: Pos) -> bool {
        self.readings.iter().any(|r| r.pos == pos)
    }
}

/// Bytes of the longest word from which enclitics are cut: each cut goes one level deeper.
const LONGEST_WORD: usize = 400;

/// Cuts the words of a stretch of tokens.
pub fn words(material: Material<'_>, range: impl Iterator<Item = usize>, names: &[Name]) -> Vec<Word> {
    let Material { folded, lower, tokens, language, surnames, .. } = material;
    let mut cutter = Cutter { folded, lower, language, names, surnames, out: Vec::new() };
    let mut done = 0; // bytes before this are cut
    let mut name = 0;
    for token in range {
        let Some(t) = tokens.get(token) else { break };
        let (start, end) = (t.start as usize, t.end as usize);
        if t.class.is_break() || end <= done {
            continue;
        }
        let mut at = start.max(done);
        let mut space = t.space_before;
        // Several names may share a token: "US-China talks".
        loop {
            name += names[name..].iter().take_while(|n| n.end <= at).count();
            let Some(found) =
                names.get(name).filter(|n| n.start < end && (n.word_start >= at || at > start && n.start >= at))
            else {
                break;
            };
            if found.start > at {
                match folded.get(at..found.start) {
                    Some("-" | "–") => {
                        cutter.push(at, found.start, Class::Punctuation, token, space, SmallVec::new())
                    }
                    _ => cutter.chain(at, found.start, token, space),
                }
            }
            cutter.name(name, token, space && found.start == at);
            (at, done, space) = (found.end, found.end, false);
        }
        // What is left of the token after a name is an enclitic.
        if at < end {
            let class = if at == start { t.class } else { Class::Word };
            cutter.word(at, end, class, token, space);
        }
        done = done.max(end);
    }
    let mut words = cutter.out;
    phrases(&mut words, lower, language);
    crate::cutting::recut(&mut words, lower, language);
    crate::titles::join_names(&mut words, folded, names, language);
    crate::choice::choose(&mut words, folded, language);
    words
}

struct Cutter<'a> {
    folded: &'a str,
    lower: &'a str,
    language: &'a Language,
    names: &'a [Name],
    surnames: &'a [String],
    out: Vec<Word>,
}

impl<'a> Cutter<'a> {
    fn push(
        &mut self,
        start: usize,
        end: usize,
        class: Class,
        token: usize,
        space_before: bool,
        readings: SmallVec<[Reading; 4]>,
    ) {
        self.out.push(Word { start, end, class, space_before, name: None, readings, token });
    }

    /// A stretch as the lexicon has it.
    fn key(&self, start: usize, end: usize) -> &'a str {
        self.lower.get(start..end).unwrap_or_default()
    }

    fn known(&self, form: &str) -> SmallVec<[Reading; 4]> {
        self.language.lexicon.analyses(form).iter().map(|a| self.reading(*a)).collect()
    }

    /// The noun of several words that a form is ("chargé d'affaires").
    fn known_phrase(&self, form: &str) -> Option<Reading> {
        let first = form.split([' ', '\'']).next()?;
        let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let wanted = letters(form);
        let phrases = self.language.lexicon.phrases(first).iter();
        let found = phrases.map(|p| (p, letters(&format!("{first}{}", p.rest.concat())))).find(|(_, l)| *l == wanted);
        found.map(|(p, _)| self.reading(p.analysis)).filter(|r| r.pos == Pos::Noun)
    }

    fn reading(&self, a: Analysis) -> Reading {
        let lemma = self.language.lexicon.lemma(a.lemma);
        Reading { pos: lemma.pos, lemma: Some(a.lemma), code: lemma.code, features: a.features }
    }

    fn proclitic(&self, form: &str) -> SmallVec<[Reading; 4]> {
        self.language.lexicon.proclitic(form).iter().map(|a| self.reading(*a)).collect()
    }

    /// Proclitics before a name or word: `start..end` holds nothing else.
    fn chain(&mut self, start: usize, end: usize, token: usize, space_before: bool) {
        let Some(before) = self.folded.get(start..end) else { return };
        let Some(lengths) = proclitics::splits(before, self.language) else {
            // A bracket or hyphen that the automaton took for a part of the word.
            self.word(start, end, Class::Word, token, space_before);
            return;
        };
        let mut at = start;
        for length in lengths {
            let readings = self.proclitic(self.key(at, at + length));
            self.push(at, at + length, Class::Word, token, space_before && at == start, readings);
            at += length;
        }
    }

    fn name(&mut self, index: usize, token: usize, space_before: bool) {
        let Some(name) = self.names.get(index) else { return };
        let pos = if name.form == world::Form::Adjective { Pos::Adjective } else { Pos::Noun };
        let features = Features { gender: name.gender, number: name.number, ..Features::default() };
        let mut readings = SmallVec::new();
        // An office is also a common noun of some class ("ambassador", "שגרירת").
        let common = if name.kind == claims::EntityType::Office {
            let key = self.key(name.start, name.end);
            self.known(key).into_iter().find(|r| r.pos == Pos::Noun).or_else(|| self.known_phrase(key))
        } else {
            None
        };
        let features = common.map_or(features, |r| Features {
            gender: if features.gender == language::Gender::Any { r.features.gender } else { features.gender },
            ..r.features
        });
        readings.push(Reading { pos, lemma: common.and_then(|r| r.lemma), code: 0, features });
        self.out.push(Word {
            start: name.start,
            end: name.end,
            class: Class::Word,
            space_before,
            name: Some(index),
            readings,
            token,
        });
    }

    fn word(&mut self, start: usize, end: usize, class: Class, token: usize, space_before: bool) {
        if class != Class::Word {
            self.push(start, end, class, token, space_before, SmallVec::new());
            return;
        }
        let form = self.key(start, end);
        // No letter is cut off the surname of somebody who was named before.
        if self.surnames.iter().any(|s| self.folded.get(start..end) == Some(s)) {
            let readings =
                smallvec::smallvec![Reading { pos: Pos::Noun, lemma: None, code: 0, features: Features::default() }];
            self.push(start, end, class, token, space_before, readings);
            return;
        }
        let mut whole = self.known(form);
        // "May" inside a sentence is the month, not the modal.
        if self.language.settings.lower_case
            && self.out.last().is_some_and(|w| w.class == Class::Word)
            && self.folded.get(start..end).is_some_and(|t| t.starts_with(char::is_uppercase))
            && self.language.times.word(form).iter().any(|w| w.names_time())
        {
            whole.clear();
        }
        // "שעברה" is the last one behind a week or year, elsewhere a clause: "she said that she passed".
        let beside = || self.out.last().is_some_and(|w| !self.language.times.word(self.key(w.start, w.end)).is_empty());
        let verb = |cut: &SmallVec<[usize; 4]>| {
            let rest = form.get(cut.iter().sum()..).unwrap_or_default();
            self.known(rest).iter().any(|r| r.pos == Pos::Verb && self.may_follow(form, cut, r))
        };
        let cuttable = || proclitics::cuts(form, self.language).iter().any(verb);
        if whole.is_empty() && self.language.times.says_time(form) && (beside() || !cuttable()) {
            let readings =
                smallvec::smallvec![Reading { pos: Pos::Noun, lemma: None, code: 0, features: Features::default() }];
            self.push(start, end, class, token, space_before, readings);
            return;
        }
        if whole.is_empty()
            && form.len() <= LONGEST_WORD
            && let Some((enclitic, analyses)) = self.language.lexicon.enclitic(form)
        {
            let cut = end - enclitic.len();
            let readings = analyses.iter().map(|a| self.reading(*a)).collect();
            self.word(start, cut, Class::Word, token, space_before);
            self.push(cut, end, Class::Word, token, false, readings);
            return;
        }
        let analyses = self.language.lexicon.enclitic_alone(form);
        if !analyses.is_empty() {
            // The token is an enclitic alone, left over after a name.
            let readings = analyses.iter().map(|a| self.reading(*a)).collect();
            self.push(start, end, Class::Word, token, space_before, readings);
            return;
        }
        if let Some(lengths) = self.best_cut(form, &whole, end) {
            let mut at = start;
            for length in lengths {
                let readings = self.proclitic(self.key(at, at + length));
                self.push(at, at + length, Class::Word, token, space_before && at == start, readings);
                at += length;
            }
            let rest = self.key(at, end);
            if is_number(rest) {
                self.push(at, end, Class::Number, token, false, SmallVec::new());
                return;
            }
            let mut readings = self.known(rest);
            if readings.is_empty() {
                readings = self.guess(at, rest);
            }
            self.push(at, end, Class::Word, token, false, readings);
            return;
        }
        let mut readings = whole;
        if readings.is_empty() {
            readings = self.guess(start, form);
        }
        self.push(start, end, Class::Word, token, space_before, readings);
    }

    /// What an unknown word may be: what its affixes say, and a noun. With a capital inside a sentence it is a name.
    fn guess(&self, start: usize, form: &str) -> SmallVec<[Reading; 4]> {
        let mut out: SmallVec<[Reading; 4]> = SmallVec::new();
        let capital = self.language.settings.lower_case
            && self.folded.get(start..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
            && self.out.last().is_some_and(|w| {
                w.class == Class::Word || self.folded.get(w.start..w.end).is_some_and(|t| matches!(t, "." | "," | "-"))
            });
        for a in self.language.lexicon.guesses(form).filter(|_| !capital).take(4) {
            let pos = self.language.lexicon.lemma(a.lemma).pos;
            out.push(Reading { pos, lemma: None, code: 0, features: a.features });
        }
        if out.is_empty()
            || self.language.settings.lower_case && out.iter().all(|r| r.pos != Pos::Noun) && out[0].pos != Pos::Adverb
        {
            out.push(Reading { pos: Pos::Noun, lemma: None, code: 0, features: Features::default() });
        }
        out
    }

    /// The chain of proclitics to cut off a word, if any: a known rest beats an unknown whole, a known whole beats everything
    /// but a longer known rest that is a verb after a conjunction.
    fn best_cut(&self, form: &str, whole: &[Reading], end: usize) -> Option<SmallVec<[usize; 4]>> {
        if self.language.settings.proclitics.groups.is_empty() || !whole.is_empty() {
            return None;
        }
        let mut best: Option<(i32, SmallVec<[usize; 4]>)> = None;
        // "אמר ביאליק.": between a verb of saying and a mark an unlisted word names who said it.
        let lexicon = &self.language.lexicon;
        let speaks = |r: &Reading| {
            r.pos == Pos::Verb
                && r.lemma.is_some_and(|l| lexicon.lemma(l).operator.is_some_and(language::Operator::is_speech))
        };
        let speaker = self.folded.get(end..).is_some_and(|t| t.starts_with([',', '.', ':', '–']))
            && self.out.last().is_some_and(|w| w.readings.first().is_some_and(speaks));
        for cut in proclitics::cuts(form, self.language) {
            let length: usize = cut.iter().sum();
            let Some(rest) = form.get(length..) else { continue };
            let known = self.known(rest);
            let letters = rest.chars().count();
            let fits = known.iter().any(|r| self.may_follow(form, &cut, r));
            // Known rests first, then the fewest proclitics; an unknown rest must be long enough to be a word.
            let score = match (known.is_empty(), fits) {
                // "ב1989": a number needs no lexicon.
                (true, _) if is_number(rest) => 90,
                (false, true) => 100 - i32::try_from(cut.len()).unwrap_or(0),
                (false, false) => continue,
                // The word of a date is known to the rules of dates (במרס).
                (true, _) if letters >= 3 && self.language.times.word(rest).iter().any(|w| w.names_time()) => 60,
                // Of an unknown rest only a proclitic of one letter is cut.
                (true, _) if speaker && !self.is_article(form, &cut) => continue,
                (true, _)
                    if self.shy(form, length)
                        && (self.language.lexicon.guess(form).is_some()
                            || self.out.last().is_none_or(|w| w.class == Class::Punctuation)) =>
                {
                    continue;
                }
                (true, _)
                    if letters >= 4
                        && cut.len() == 1
                        && form.chars().next().is_some_and(|c| c.len_utf8() == length) =>
                {
                    10
                }
                (true, _) if letters >= 4 && self.is_article(form, &cut) => 12,
                _ => continue,
            };
            if best.as_ref().is_none_or(|(s, _)| score > *s) {
                best = Some((score, cut));
            }
        }
        best.map(|(_, cut)| cut)
    }

    /// Whether the chain is a letter that begins many words of its own (מ, כ).
    fn shy(&self, form: &str, length: usize) -> bool {
        form.get(..length).is_some_and(|p| self.language.settings.proclitics.shy.iter().any(|s| s == p))
    }

    /// Whether the last proclitic of the chain is an article.
    fn is_article(&self, form: &str, cut: &[usize]) -> bool {
        let end: usize = cut.iter().sum();
        let begin = end - cut.last().copied().unwrap_or(0);
        form.get(begin..end).is_some_and(|last| self.language.settings.proclitics.article.iter().any(|a| a == last))
    }

    /// An article or preposition does not stand before a finite verb, nor a preposition before another.
    fn may_follow(&self, form: &str, cut: &[usize], rest: &Reading) -> bool {
        let end: usize = cut.iter().sum();
        let begin = end - cut.last().copied().unwrap_or(0);
        let last = self.proclitic(form.get(begin..end).unwrap_or_default());
        last.iter().any(|p| match p.pos {
            Pos::Preposition => {
                (!rest.features.is_finite() || rest.features.form == VerbForm::Present)
                    && !matches!(rest.pos, Pos::Preposition | Pos::Complementizer)
            }
            Pos::Determiner => {
                matches!(rest.pos, Pos::Noun | Pos::Adjective | Pos::Quantifier)
                    || rest.features.form == VerbForm::Present
                    || rest.features.form == VerbForm::PassiveParticiple
            }
            _ => true,
        })
    }
}

fn is_number(form: &str) -> bool {
    !form.is_empty() && form.bytes().all(|b| b.is_ascii_digit())
}

/// "אישר אותו הפרלמנט": a pronoun that with an article after it may also be a determiner ("אותו הפרלמנט", that same parliament)
/// is the object of the verb before it, where that takes a text or person as its object, or where it does not agree with the
/// noun.
fn is_pronoun(words: &[Word], at: usize, end: usize, rest: &[String], language: &Language) -> bool {
    if !rest.last().is_some_and(|r| r.ends_with('-'))
        || !words[at].readings.iter().any(|r| r.pos == Pos::Preposition && r.features.suffix.is_some())
    {
        return false;
    }
    let owner = words[at].readings.iter().find_map(|r| r.features.suffix);
    let noun = |w: &&Word| {
        w.readings.iter().any(|r| {
            matches!(r.pos, Pos::Noun | Pos::Quantifier)
                && owner.is_none_or(|o| o.gender.agrees(r.features.gender) && o.number.agrees(r.features.number))
        })
    };
    if words.get(end).filter(noun).is_none() {
        return true;
    }
    let before = at.checked_sub(1).and_then(|b| words.get(b));
    before.is_some_and(|w| {
        w.readings.iter().filter(|r| r.pos == Pos::Verb && r.features.is_finite()).filter_map(|r| r.lemma).any(|l| {
            language
                .lexicon
                .lemma(l)
                .entries
                .iter()
                .filter_map(|e| language.lexicon.entries.get(*e as usize))
                .any(|e| e.slots.iter().any(|s| s.role.is_some() && s.marks.first() == Some(&language::Mark::Object)))
        })
    })
}

/// Joins the words of known phrases ("according to", "לא עוד") into one. A word of the phrase may have been cut into
/// proclitics and a rest, so letters are compared, not words.
fn phrases(words: &mut Vec<Word>, lower: &str, language: &Language) {
    let key = |w: &Word| lower.get(w.start..w.end).unwrap_or_default();
    // How many words from `at` on spell `wanted` without a space between them.
    let spelled = |words: &[Word], at: usize, wanted: &str| -> Option<usize> {
        let mut left = wanted;
        for (n, word) in words.get(at..)?.iter().enumerate() {
            if word.name.is_some() || n > 0 && word.space_before {
                return None;
            }
            left = left.strip_prefix(key(word))?;
            if left.is_empty() {
                return Some(n + 1);
            }
        }
        None
    };
    let mut i = 0;
    while i < words.len() {
        if words[i].name.is_none() && words[i].class == Class::Word {
            // The first word of the phrase may have been cut itself ("ב" + "נוגע").
            let glued = words[i + 1..].iter().take_while(|w| w.token == words[i].token && w.name.is_none()).count();
            let whole = lower.get(words[i].start..words[i + glued].end).unwrap_or_default();
            let whole = glued > 0
                && (i == 0 || words[i - 1].token != words[i].token)
                && !language.lexicon.phrases(whole).is_empty();
            let last = if whole { i + glued } else { i };
            let first = lower.get(words[i].start..words[last].end).unwrap_or_default();
            let next = words.get(last + 1).map(key).and_then(|k| k.as_bytes().first());
            let found = language.lexicon.phrases(first).iter().find_map(|p| {
                // Most end at the first letter of their second word.
                if p.rest.first().and_then(|rest| rest.as_bytes().first()) != next {
                    return None;
                }
                let mut at = last + 1;
                for rest in &p.rest {
                    // A part that ends in `-` is a proclitic of the next word.
                    at += spelled(words, at, rest.trim_end_matches('-'))?;
                }
                Some((p.rest.clone(), at))
            });
            let found = found.filter(|(rest, end)| !is_pronoun(words, i, *end, rest, language));
            if let Some((rest, end)) = found {
                let readings = language.lexicon.phrases(first).iter().filter(|p| p.rest == rest);
                words[i].readings = readings
                    .map(|p| {
                        let lemma = language.lexicon.lemma(p.analysis.lemma);
                        Reading {
                            pos: lemma.pos,
                            lemma: Some(p.analysis.lemma),
                            code: lemma.code,
                            features: p.analysis.features,
                        }
                    })
                    .collect();
                words[i].end = words[end - 1].end;
                words.drain(i + 1..end);
            }
        }
        i += 1;
    }
}
