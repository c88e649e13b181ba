//! Acts that a noun names ("its accession to"), and acts embedded under another predicate.

use language::{LemmaId, Mark, Pos, VerbForm};

use crate::{
    acts::{Finder, Noun},
    assign::{self, Assignment, Predicate, Rejected},
    candidates::{Candidate, Embedded, Part},
    clauses::Edge,
};

impl Finder<'_> {
    /// The act that a noun phrase names, with what stands around it.
    pub(crate) fn noun(
        &self,
        clause: usize,
        phrase: usize,
        lemma: LemmaId,
        noun: Noun,
        rejected: &mut Vec<Rejected>,
    ) -> Option<Assignment> {
        let found = self.noun_with(clause, phrase, lemma, noun.light, None, rejected);
        // The two sides of a symmetric act, or its actor, may be the subject of the verb above it.
        let complete = found
            .as_ref()
            .is_some_and(|a| [claims::Role::Party, claims::Role::Participant].iter().all(|r| a.role(*r).len() != 1));
        if complete || !noun.controls {
            return found;
        }
        let subject = self.controller(clause, phrase)?;
        self.noun_with(clause, phrase, lemma, noun.light, Some(subject), rejected)
    }

    /// What somebody does not speak of: the clause under the verb ("did not say whether", "when"), or what was asked ("Asked
    /// about the visit, whether he would go, she gave no answer").
    pub(crate) fn left_unsaid(&self, clause: usize, out: &mut Vec<Candidate>) {
        let segment = self.segment;
        let lexicon = &self.material.language.lexicon;
        let words = |child: usize| {
            let (start, end) = (segment.clauses[child].start, segment.extent(child).1);
            Candidate {
                phrase: usize::MAX,
                marks: vec![Mark::Act],
                far: 0,
                embedded: None,
                part: Part::Words(start, end),
            }
        };
        let end = segment.clauses[clause].verb.map_or(usize::MAX, |v| segment.pieces.verbs[v].end);
        for (child, c) in segment.clauses.iter().enumerate().filter(|(_, c)| c.verb.is_some()) {
            // A question: "did not say that Kenya had left" leaves nothing open.
            let opens = |w: usize| {
                let context = segment.context(self.material);
                let whether = lexicon.code_name(context.code(w)) == "whether";
                whether || matches!(context.pos(w), Some(Pos::Interrogative | Pos::Subordinator))
            };
            let next = (c.start == end || c.start == end + 1) && opens(end);
            if c.parent == Some(clause) && next && matches!(c.edge, Edge::Complement | Edge::Adverbial(_)) {
                out.push(words(child));
            }
            if !self.asked(child, clause) {
                continue;
            }
            for (marker, found) in segment.functions[child].marked.iter().filter(|(_, f)| f.far == 0) {
                out.push(Candidate {
                    phrase: found.phrase,
                    marks: vec![Mark::Marker(*marker)],
                    far: 1,
                    embedded: None,
                    part: Part::Whole,
                });
            }
            let question = |g: &crate::clauses::Clause| matches!(g.edge, Edge::Complement | Edge::Adverbial(_));
            let said = segment.clauses.iter().position(|g| g.parent == Some(child) && question(g) && g.verb.is_some());
            out.extend(said.map(words));
        }
    }

    /// Whether a clause tells what the subject of another was asked: "Asked about the visit".
    pub(crate) fn asked(&self, child: usize, clause: usize) -> bool {
        let segment = self.segment;
        let (c, own) = (&segment.clauses[child], &segment.clauses[clause]);
        let above = own.parent.filter(|_| own.edge == Edge::Infinitive);
        let utterance = self.material.language.codes.utterance;
        let asked = c.verb.map(|v| &segment.pieces.verbs[v]).is_some_and(|v| {
            v.passive && v.lemma.is_some_and(|l| self.material.language.lexicon.lemma(l).classes.contains(&utterance))
        });
        let beside = c.parent.is_some_and(|p| p == clause || Some(p) == above);
        asked && beside && matches!(c.edge, Edge::Participle | Edge::Adverbial(_))
    }

    /// The subject of the verb above an act noun, where it does what the noun says: an owner told by an ending must be that
    /// subject, or the state for which it speaks.
    pub(crate) fn controller(&self, clause: usize, phrase: usize) -> Option<crate::functions::Found> {
        let segment = self.segment;
        let subject = segment.functions[clause].subject.filter(|s| s.phrase != phrase)?;
        let own = &segment.pieces.phrases[phrase];
        let Some(owner) = own.owner else { return Some(subject) };
        let s = &segment.pieces.phrases[subject.phrase];
        let agrees = owner.gender.agrees(s.features.gender) && owner.number.agrees(s.features.number);
        (agrees || self.speaks_for_the_owner(subject.phrase)).then_some(subject)
    }

    /// "The president announced its joining": the state of the speaker, unless another state has just been spoken of.
    pub(crate) fn speaks_for_the_owner(&self, subject: usize) -> bool {
        let fillers = self.resolver.resolve(subject);
        let [filler] = fillers.as_slice() else { return false };
        let last =
            self.resolver.discourse.last(&[claims::EntityType::State], language::Gender::Any, language::Number::Any);
        filler.entity.state.is_some() && last.is_none_or(|l| l.id == filler.entity.state)
            || filler.organ.is_some() && last.is_none_or(|l| l.id == filler.entity.id)
    }

    /// The first word of a clause's verb.
    fn verb_start(&self, clause: usize) -> usize {
        self.segment.clauses[clause].verb.map_or(usize::MAX, |v| self.segment.pieces.verbs[v].start)
    }

    pub(crate) fn noun_with(
        &self,
        clause: usize,
        phrase: usize,
        lemma: LemmaId,
        light: bool,
        controller: Option<crate::functions::Found>,
        rejected: &mut Vec<Rejected>,
    ) -> Option<Assignment> {
        let functions = &self.segment.functions[clause];
        let verb = self.verb_start(clause);
        let mut candidates = crate::candidates::noun_candidates(phrase, functions, light, verb, self.resolver);
        // "the planned meeting between A and B": what stands behind a participle belongs to the noun that it describes.
        for (child, c) in self.segment.clauses.iter().enumerate() {
            let participle = c.verb.is_some_and(|v| {
                let verb = &self.segment.pieces.verbs[v];
                verb.passive && matches!(verb.form, VerbForm::Present | VerbForm::PassiveParticiple)
            });
            if c.parent != Some(clause) || c.edge != Edge::Relative(phrase) || !participle {
                continue;
            }
            for (marker, found) in self.segment.functions[child].marked.iter().filter(|(_, f)| f.far == 0) {
                let marks = vec![Mark::Marker(*marker)];
                candidates.push(Candidate { phrase: found.phrase, marks, far: 1, embedded: None, part: Part::Whole });
            }
        }
        candidates.extend(controller.map(|found| Candidate {
            phrase: found.phrase,
            marks: vec![Mark::Subject],
            far: found.far.saturating_add(1),
            embedded: None,
            part: Part::Whole,
        }));
        let embedded = self.embedded(clause, &candidates);
        let mut all = candidates;
        for (i, inner) in embedded.iter().enumerate() {
            all.push(Candidate {
                phrase: inner.phrase.unwrap_or(usize::MAX),
                marks: vec![Mark::Act],
                far: 0,
                embedded: Some(i),
                part: Part::Whole,
            });
        }
        let head = self.segment.pieces.phrases[phrase].head;
        let follows = |fixed: &[String]| self.follows(head + 1, fixed);
        let predicate = Predicate {
            entries: self.entries(Some(lemma)),
            negated: false,
            follows: &follows,
            agrees: &|_| false,
            inner: false,
            controlled: false,
            complement: false,
            future: false,
            at: head,
            passive: false,
            bare: &|_| false,
            elsewhere: false,
            end: self.segment.pieces.phrases[phrase].end,
            leads: &|word| self.leads_on(clause, word),
        };
        assign::best(&predicate, &all, &embedded, self.resolver, rejected)
    }

    /// The acts embedded in a clause: infinitives and complements below it, and act nouns among its phrases.
    pub(crate) fn embedded(&self, clause: usize, candidates: &[Candidate]) -> Vec<Embedded> {
        let segment = self.segment;
        let mut out = Vec::new();
        for (child, c) in segment.clauses.iter().enumerate() {
            let Some(verb) = c.verb.map(|v| &segment.pieces.verbs[v]) else { continue };
            let gerund = verb.form == VerbForm::Gerund && matches!(c.edge, Edge::Adverbial(_));
            // "Signed a law that suspends the treaty": what a law does, who passes it does.
            let law = matches!(c.edge, Edge::Relative(head) if self.is_law(head));
            // "Parliament approved: Sweden will join": what stands behind a colon is what was approved.
            let behind = self.approved_behind(clause, child);
            let below = gerund || law || matches!(c.edge, Edge::Infinitive | Edge::Complement);
            if !behind && (c.parent != Some(clause) || !below) {
                continue;
            }
            // "Wants that Chile should join": what another does is no wish to join.
            let others = c.edge == Edge::Complement
                && segment.functions[child]
                    .subject
                    .is_some_and(|s| s.far == 0 && segment.pieces.phrases[s.phrase].pronoun.is_none());
            if others {
                continue;
            }
            let inner = crate::candidates::candidates(&segment.functions[child], verb, self.resolver);
            let follows = |fixed: &[String]| self.follows(verb.end, fixed);
            let mut ignored = Vec::new();
            let entries = self.entries(verb.lemma);
            let bare = |fixed: &[String]| self.bare(child, fixed);
            let predicate = Predicate {
                entries,
                negated: verb.negated.is_some(),
                follows: &follows,
                agrees: &|_| false,
                inner: true,
                controlled: true,
                complement: self.governs_clause(child),
                future: verb.form == VerbForm::Future,
                at: verb.start,
                passive: verb.passive,
                bare: &bare,
                elsewhere: self.elsewhere(child),
                end: verb.end,
                leads: &|word| self.leads_on(child, word),
            };
            let mut inner = inner;
            if law {
                inner.extend(self.lawgiver(clause, child));
            }
            if let Some(a) = assign::best(&predicate, &inner, &[], self.resolver, &mut ignored) {
                let agreement = a.role(claims::Role::Agreement).to_vec();
                out.push(Embedded { act: a.act, agreement, clause: Some(child), phrase: None });
            } else if law && verb.operator.is_some() {
                // "a decree that orders the withdrawal from"
                let nouns = self.embedded_nouns(child, &inner);
                out.extend(nouns.into_iter().map(|e| Embedded { clause: Some(child), ..e }));
            }
        }
        out.extend(self.embedded_nouns(clause, candidates));
        out
    }

    /// Whether a clause is what the organ in the clause before it approved: "the Sejm approved: Poland will leave".
    fn approved_behind(&self, clause: usize, told: usize) -> bool {
        let segment = self.segment;
        let context = segment.context(self.material);
        let codes = &self.material.language.codes;
        let (above, below) = (&segment.clauses[clause], &segment.clauses[told]);
        let colon = below.start.checked_sub(1).is_some_and(|w| w == above.end && context.text(w) == ":");
        let lemma = above.verb.and_then(|v| segment.pieces.verbs[v].lemma);
        let grants = lemma.is_some_and(|l| self.material.language.lexicon.lemma(l).classes.contains(&codes.grants));
        let organ = || {
            segment.functions[clause]
                .subject
                .is_some_and(|s| self.resolver.resolve_as(s.phrase, true).iter().any(|f| f.organ.is_some()))
        };
        colon && below.edge == Edge::Root && grants && organ()
    }

    fn is_law(&self, phrase: usize) -> bool {
        let context = self.segment.context(self.material);
        context.in_class(self.segment.pieces.phrases[phrase].head, self.material.language.codes.bill)
    }

    /// Who passes a law, as the subject of what the law does.
    fn lawgiver(&self, clause: usize, law: usize) -> Option<Candidate> {
        let subject = self.segment.functions[clause].subject?;
        let own = self.segment.functions[law].subject;
        (own.is_none_or(|s| s.far > 0)).then_some(Candidate {
            phrase: subject.phrase,
            marks: vec![Mark::Subject],
            far: 2,
            embedded: None,
            part: Part::Whole,
        })
    }

    pub(crate) fn embedded_nouns(&self, clause: usize, candidates: &[Candidate]) -> Vec<Embedded> {
        let segment = self.segment;
        let mut out = Vec::new();
        for candidate in candidates.iter().filter(|c| c.embedded.is_none()) {
            let Some(lemma) = self.noun_lemma(candidate.phrase) else { continue };
            let functions = &segment.functions[clause];
            let verb = self.verb_start(clause);
            let inner = crate::candidates::noun_candidates(candidate.phrase, functions, false, verb, self.resolver);
            // The agreement is what counts here; whoever joins is the actor of the outer act.
            for entry in self.entries(Some(lemma)) {
                let Some(entry) = self.material.language.lexicon.entries.get(*entry as usize) else { continue };
                let slot = entry.slots.iter().find(|s| s.role == Some(claims::Role::Agreement));
                let found = slot.and_then(|slot| {
                    let fits = |c: &&Candidate| slot.marks.iter().any(|m| c.marks.contains(m));
                    inner
                        .iter()
                        .filter(fits)
                        .map(|c| self.resolver.resolve(c.phrase))
                        .find(|f| f.iter().any(|f| claims::Role::Agreement.types().contains(&f.entity.kind)))
                });
                if let Some(agreement) = found {
                    out.push(Embedded { act: entry.act, agreement, clause: None, phrase: Some(candidate.phrase) });
                    break;
                }
            }
        }
        out
    }
}
