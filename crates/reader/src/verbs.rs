//! Stage 2: verb groups. A verb with its auxiliaries, negation and modal.

use language::{Code, Features, Language, LemmaId, Operator, Pos, VerbForm};

use crate::{
    context::Context,
    phrases::{Parser, Phrase, Unit},
};

/// A verb with what belongs to it.
#[derive(Debug, Clone)]
pub struct VerbGroup {
    /// First word.
    pub start: usize,
    /// Word after the last.
    pub end: usize,
    /// The verb.
    pub head: usize,
    /// Its lemma, where the lexicon knows it.
    pub lemma: Option<LemmaId>,
    /// What it does to the act that it governs, the words after it considered ("ruled out").
    pub operator: Option<Operator>,
    /// The word after those words.
    pub after: usize,
    /// The form that counts for its clause: that of the first auxiliary, if it has one.
    pub form: VerbForm,
    /// Person, gender, number of the finite part.
    pub features: Features,
    /// The subject undergoes.
    pub passive: bool,
    /// Perfect or past perfect: done before.
    pub perfect: bool,
    /// A past auxiliary: told as background where perfect.
    pub past_auxiliary: bool,
    /// be + to + infinitive, or a participle that is going on: planned.
    pub progressive: bool,
    /// "is to sign".
    pub obliged: bool,
    /// The negator's code.
    pub negated: Option<Code>,
    /// The modal's code.
    pub modal: Option<Code>,
    /// A linking verb without another verb (is, הוא).
    pub copula: bool,
    /// Carries a proclitic or word that makes it a relative or infinitive of its own.
    pub infinitive: bool,
}

impl VerbGroup {
    /// Whether it can be the predicate of a clause of its own: no infinitive, gerund or participle alone.
    pub fn may_be_finite(&self, context: Context<'_>) -> bool {
        let participle = matches!(self.form, VerbForm::Gerund | VerbForm::PassiveParticiple | VerbForm::Infinitive);
        let agent = context.code(self.end) == context.language.codes.by && self.end == self.start + 1;
        (!participle && !self.infinitive || self.modal.is_some()) && !agent
    }
}

impl Parser<'_> {
    /// Auxiliaries, negators, modals and adverbs, then a verb. False: nothing was taken.
    pub(crate) fn verb_group(&mut self) -> bool {
        let c = self.context;
        let codes = &c.language.codes;
        let start = self.at;
        let mut at = start;
        let mut group = VerbGroup {
            start,
            end: start,
            head: start,
            lemma: None,
            operator: None,
            after: start,
            form: VerbForm::None,
            features: Features::default(),
            passive: false,
            perfect: false,
            past_auxiliary: false,
            progressive: false,
            obliged: false,
            negated: None,
            modal: None,
            copula: false,
            infinitive: false,
        };
        let mut auxiliary: Option<(Code, VerbForm)> = None;
        let mut last_auxiliary = 0;
        let mut found = false;
        while let Some(word) = c.words.get(at) {
            let reading = word.reading().copied();
            match word.pos() {
                Some(Pos::Negator) => {
                    group.negated = Some(c.code(at));
                    if let Some(r) = reading
                        && r.features.gender != language::Gender::Any
                    {
                        group.features = r.features;
                    }
                }
                Some(Pos::Modal) => {
                    group.modal = Some(c.code(at));
                    group.form = VerbForm::Present;
                    if let Some(r) = reading {
                        group.features = r.features;
                    }
                }
                Some(Pos::Auxiliary) => {
                    let r = c.features(at);
                    if auxiliary.is_none() && group.modal.is_none() && !group.infinitive {
                        group.form = r.form;
                        group.features = r;
                    }
                    group.past_auxiliary |= r.form == VerbForm::Past;
                    last_auxiliary = c.code(at);
                    auxiliary.get_or_insert((last_auxiliary, r.form));
                    group.perfect |= last_auxiliary == codes.have;
                    group.head = at;
                }
                Some(Pos::Preposition) if c.code(at) == codes.to && self.infinitive_follows(at + 1) => {
                    if last_auxiliary == codes.be {
                        group.obliged = true;
                    } else if auxiliary.is_some() || group.modal.is_some() {
                        break;
                    } else {
                        group.infinitive = true;
                        group.form = VerbForm::Infinitive;
                    }
                }
                Some(Pos::Adverb)
                    if at > start || c.pos(at + 1) == Some(Pos::Verb) || c.pos(at + 1) == Some(Pos::Adverb) =>
                {
                    if c.time.get(at).copied().flatten().is_some() {
                        break;
                    }
                }
                Some(Pos::Verb) => {
                    let r = c.features(at);
                    let leading = auxiliary.is_some() || group.modal.is_some();
                    // A finite verb after a finite auxiliary is another clause, except the Hebrew "היה + participle".
                    if leading
                        && !group.obliged
                        && !fits_auxiliary(last_auxiliary, group.modal.is_some(), r.form, codes, c.language)
                    {
                        break;
                    }
                    group.head = at;
                    group.lemma = c.lemma(at);
                    if group.lemma.is_some_and(|l| c.language.lexicon.lemma(l).classes.contains(&codes.negative)) {
                        // "אין יחסים": there are none.
                        group.negated = Some(codes.not);
                    }
                    if !leading && !group.infinitive {
                        group.form = r.form;
                        group.features = r;
                        // "רוצה" is written alike for him and for her.
                        let other = |o: &crate::words::Reading| {
                            o.lemma == group.lemma
                                && o.features.form == r.form
                                && o.features.number == r.number
                                && o.features.gender != r.gender
                        };
                        if word.readings.iter().any(other) {
                            group.features.gender = language::Gender::Any;
                        }
                        group.infinitive = r.form == VerbForm::Infinitive;
                        if c.language.settings.order.infinitive_needs_marker && r.form == VerbForm::Infinitive {
                            // Without "to" or a modal the base form is a present, or stands after "has yet to".
                            group.infinitive = false;
                            group.form = VerbForm::Present;
                        }
                    }
                    group.passive = r.passive
                        || (r.form == VerbForm::PassiveParticiple
                            && (last_auxiliary == codes.be || auxiliary.is_none()));
                    group.progressive = r.form == VerbForm::Gerund && last_auxiliary == codes.be
                        || r.form == VerbForm::Present && !c.language.settings.lower_case;
                    if r.form == VerbForm::Past && last_auxiliary == codes.have {
                        group.perfect = true;
                    }
                    found = true;
                    at += 1;
                    break;
                }
                _ => break,
            }
            at += 1;
        }
        if !found {
            if auxiliary.is_some() {
                // A copula: stop after the last auxiliary or negator taken.
                group.copula = true;
                group.end = at.max(start + 1);
                while group.end > start + 1 && c.pos(group.end - 1) == Some(Pos::Adverb) {
                    group.end -= 1;
                }
            } else if group.negated.is_some() && group.modal.is_none() && group.features.gender != language::Gender::Any
            {
                // "אינה צד": a negator with a person links by itself.
                group.copula = true;
                group.form = VerbForm::Present;
                group.end = at.max(start + 1);
                while group.end > start + 1 && c.pos(group.end - 1) == Some(Pos::Adverb) {
                    group.end -= 1;
                }
            } else if group.modal.is_some() {
                group.end = at.max(start + 1);
            } else {
                return false;
            }
        } else {
            group.end = at;
        }
        if group.form == VerbForm::None {
            group.form = VerbForm::Present;
        }
        // "Asked about it, she declined", "when asked about it": a past without anything before it has no subject. Behind a
        // quotation its subject follows.
        let opened = matches!(self.out.units.last(), Some(Unit::Link(Pos::Subordinator, _)));
        let first =
            opened || !self.out.units.iter().any(|u| matches!(u, Unit::Phrase(_) | Unit::Verb(_) | Unit::Quote(_)));
        if first
            && found
            && group.form == VerbForm::Past
            && group.start == group.head
            && c.language.settings.order.participle_is_past
        {
            group.form = VerbForm::PassiveParticiple;
            group.passive = true;
        }
        (group.operator, group.after) = operator(c, group.lemma, group.end);
        self.at = group.end;
        // "לא נחתום": the ending of the verb is its subject, "we".
        let spoken = c.features(group.head);
        let before = self.out.units.last().and_then(|u| match u {
            Unit::Phrase(p) => self.out.phrases.get(*p),
            _ => None,
        });
        if spoken.person == 1
            && c.language.settings.order.subject_may_follow
            && !group.infinitive
            && !before.is_some_and(|p| p.pronoun.is_some() && p.features.person == 1)
        {
            // It begins with the negator, so that what is said begins there too.
            self.push(Phrase {
                start: group.start,
                end: group.head + 1,
                head: group.head,
                definite: true,
                features: Features { form: VerbForm::None, ..spoken },
                pronoun: Some(0),
                ..Phrase::default()
            });
        }
        self.out.verbs.push(group);
        let index = self.out.verbs.len() - 1;
        self.out.units.push(Unit::Verb(index));
        true
    }

    pub(crate) fn infinitive_follows(&self, from: usize) -> bool {
        let verb = (from..from + 3).find(|i| self.context.pos(*i) != Some(Pos::Adverb));
        verb.is_some_and(|i| {
            matches!(self.context.pos(i), Some(Pos::Verb | Pos::Auxiliary))
                && self.context.features(i).form == VerbForm::Infinitive
        })
    }
}

/// The operator of a lemma with the words that follow it, and where these end.
fn operator(context: Context<'_>, lemma: Option<LemmaId>, end: usize) -> (Option<Operator>, usize) {
    let Some(lemma) = lemma.map(|l| context.language.lexicon.lemma(l)) else { return (None, end) };
    let phrasal = lemma.phrasal.iter().filter_map(|(fixed, operator)| Some((*operator, context.spelled(end, fixed)?)));
    match phrasal.max_by_key(|(_, end)| *end) {
        Some((operator, after)) => (Some(operator), after),
        None => (lemma.operator, end),
    }
}

fn fits_auxiliary(auxiliary: Code, modal: bool, form: VerbForm, codes: &language::Codes, language: &Language) -> bool {
    if !language.settings.lower_case && language.settings.order.subject_may_follow {
        // Hebrew: היה חותם, עשוי לחתום.
        return matches!(form, VerbForm::Infinitive) && (modal || auxiliary == codes.be)
            || form == VerbForm::Present && auxiliary == codes.be
            || form == VerbForm::PassiveParticiple;
    }
    match form {
        VerbForm::Infinitive => {
            modal && (auxiliary == 0 || auxiliary == codes.be)
                || auxiliary == codes.do_
                || auxiliary == codes.have && modal
        }
        VerbForm::PassiveParticiple | VerbForm::Past => auxiliary == codes.be || auxiliary == codes.have,
        VerbForm::Gerund => auxiliary == codes.be,
        _ => false,
    }
}
