//! Acts beside the verb of a clause: contacts told as the occasion of something else, and predicates of a relative clause whose
//! head stands farther back.

use language::Mark;

use crate::{
    acts::{Finder, Found},
    assign::{self, Assignment, Predicate, Rejected},
    candidates::{Candidate, Part},
    clauses::Edge,
    operators,
};

impl Finder<'_> {
    /// Whether nothing behind the object of a clause says what it is or shall do: "called Putin", not "called Putin a friend",
    /// "called Putin \"a friend\"", "called Chile to order".
    pub(crate) fn single(&self, clause: usize) -> bool {
        let segment = self.segment;
        let Some(object) = segment.functions[clause].object.filter(|o| o.far == 0) else { return false };
        let end = segment.pieces.phrases[object.phrase].end;
        let own = &segment.clauses[clause];
        let phrases = own.phrases.iter().map(|(p, _)| &segment.pieces.phrases[*p]);
        let mut behind = phrases.filter(|p| p.start >= end);
        let context = segment.context(self.material);
        let said = behind.any(|p| p.marker == 0) || segment.quotes.iter().any(|(at, _)| *at == end);
        let adjective = matches!(context.pos(end), Some(language::Pos::Adjective | language::Pos::Noun))
            && context.time.get(end).copied().flatten().is_none();
        !said && !adjective
    }

    /// Where somebody is, told without a verb at the head of a report: "Iran FM in Beijing for talks".
    pub(crate) fn verbless(&self, clause: usize, rejected: &mut Vec<Rejected>) -> Option<Found> {
        let segment = self.segment;
        let own = &segment.clauses[clause];
        let functions = &segment.functions[clause];
        let alone = own.edge == Edge::Root && own.verb.is_none() && segment.pieces.verbs.is_empty();
        let subject =
            functions.subject.filter(|_| alone && self.material.language.settings.order.infinitive_is_future)?;
        let at = segment.pieces.phrases[subject.phrase].end;
        let mut candidates: Vec<Candidate> = functions
            .marked
            .iter()
            .filter(|(_, f)| f.far == 0)
            .map(|(marker, f)| Candidate {
                phrase: f.phrase,
                marks: vec![Mark::Marker(*marker)],
                far: 0,
                embedded: None,
                part: Part::Whole,
            })
            .collect();
        candidates.push(Candidate {
            phrase: subject.phrase,
            marks: vec![Mark::Subject],
            far: 0,
            embedded: None,
            part: Part::Whole,
        });
        let lexicon = &self.material.language.lexicon;
        let contact = |e: &&u32| {
            let entry = lexicon.entries.get(**e as usize);
            entry.is_some_and(|e| e.act.definition().kind == claims::Kind::Contact)
        };
        let entries: Vec<u32> = lexicon.copula.iter().filter(contact).copied().collect();
        let predicate = Predicate {
            entries: &entries,
            negated: false,
            follows: &|_| false,
            agrees: &|_| false,
            inner: false,
            controlled: false,
            complement: false,
            future: false,
            at,
            end: at,
            leads: &|_| false,
            passive: false,
            bare: &|_| false,
            elsewhere: false,
        };
        let assignment = assign::best(&predicate, &candidates, &[], self.resolver, rejected)?;
        let status = operators::status(clause, &segment.clauses, &segment.pieces, segment.context(self.material))?;
        let predicate = (at.saturating_sub(1), at);
        Some(Found { assignment, status, clause, predicate, light: None, told: None })
    }

    /// Contacts told as the occasion of something else: "said after talks with ...", "signed during a visit to Nepal".
    pub(crate) fn occasions(&self, clause: usize, out: &mut Vec<(Found, Vec<usize>)>, rejected: &mut Vec<Rejected>) {
        let segment = self.segment;
        let codes = &self.material.language.codes;
        let own = &segment.clauses[clause];
        let Some(verb) = own.verb.map(|v| &segment.pieces.verbs[v]) else { return };
        let markers = [codes.after, codes.since, codes.during, codes.on, codes.at, codes.in_, codes.for_];
        let used: Vec<usize> = out.iter().flat_map(|(f, _)| f.assignment.used.iter().copied()).collect();
        // Whoever mediates in talks has no part in them.
        let mediated = out.iter().any(|(f, _)| f.clause == clause && f.assignment.act == claims::Act::MEDIATES);
        if mediated {
            return;
        }
        for (marker, found) in &segment.functions[clause].marked {
            if found.far > 0 || !markers.contains(marker) || used.contains(&found.phrase) {
                continue;
            }
            // "Flew in for talks with the king", "was in Oslo for talks"; "thanked him for the talks" is no journey.
            let journey =
                verb.lemma.is_some_and(|l| self.material.language.lexicon.lemma(l).classes.contains(&codes.motion));
            if *marker == codes.for_ && !journey && !verb.copula {
                continue;
            }
            let Some(lemma) = self.noun_lemma(found.phrase) else { continue };
            let entries = self.entries(Some(lemma));
            let contact = |e: &u32| {
                let entry = self.material.language.lexicon.entries.get(*e as usize);
                entry.is_some_and(|e| e.act.definition().kind == claims::Kind::Contact)
            };
            // "After its accession to NATO" tells of the accession; "at the accession" of a place or a text.
            let done = *marker == codes.after || *marker == codes.since;
            if !entries.iter().any(contact) && !done {
                continue;
            }
            // "during Macron's visit" names who visits; "during a visit" does not.
            let phrase = &segment.pieces.phrases[found.phrase];
            let named = !phrase.genitives.is_empty() || !phrase.adjectives.is_empty();
            let contacts = entries.iter().any(contact);
            let shared = !named && (contacts || phrase.owner.is_some());
            let subject = if shared { self.controller(clause, found.phrase) } else { None };
            let Some(assignment) = self.noun_with(clause, found.phrase, lemma, false, subject, rejected) else {
                continue;
            };
            let alone = assignment.roles.iter().all(|(role, fillers)| assignment.act.many(*role) && fillers.len() < 2);
            let kind = assignment.act.definition().kind;
            if !matches!(kind, claims::Kind::Contact | claims::Kind::Relation | claims::Kind::Participation)
                || kind != claims::Kind::Contact && !done
                || alone
            {
                continue;
            }
            let context = segment.context(self.material);
            let Some(mut status) = operators::status(clause, &segment.clauses, &segment.pieces, context) else {
                continue;
            };
            // What was not said at the meeting does not make the meeting undone; "is on a visit" is the visit.
            if status.modality != claims::Modality::Planned && !verb.copula {
                status.modality = claims::Modality::Asserted;
                if *marker == codes.for_ {
                    status.modality = claims::Modality::Planned;
                }
            }
            status.not_yet = false;
            status.progressive = false;
            status.background = true;
            let p = &segment.pieces.phrases[found.phrase];
            let predicate = (p.start, p.head + 1);
            out.push((
                Found { assignment, status, clause, predicate, light: Some((verb.start, verb.end)), told: None },
                Vec::new(),
            ));
        }
    }

    /// A relative clause may describe a phrase farther back than the nearest: "the first country in my second term that joins",
    /// and what a linking verb equates is its subject.
    pub(crate) fn other_heads(
        &self,
        clause: usize,
        entries: &[u32],
        follows: &dyn Fn(&[String]) -> bool,
        rejected: &mut Vec<Rejected>,
    ) -> Option<Assignment> {
        let segment = self.segment;
        let own = &segment.clauses[clause];
        let (Edge::Relative(head), Some(mut parent), Some(v)) = (own.edge, own.parent, own.verb) else { return None };
        let verb = &segment.pieces.verbs[v];
        let functions = &segment.functions[clause];
        let as_subject = functions.subject.is_some_and(|s| s.phrase == head);
        if !as_subject && functions.object.is_none_or(|o| o.phrase != head) {
            return None;
        }
        while let (Edge::Relative(_), Some(above)) = (segment.clauses[parent].edge, segment.clauses[parent].parent) {
            if segment.clauses[parent].verb.is_some() {
                break;
            }
            parent = above;
        }
        let above = &segment.clauses[parent];
        let copula = above.verb.is_some_and(|v| self.counts_in(v));
        let subject = segment.functions[parent].subject.map(|f| f.phrase).filter(|_| copula);
        let farther = above
            .phrases
            .iter()
            .rev()
            .map(|(p, _)| *p)
            .filter(|p| segment.pieces.phrases[*p].start < verb.start)
            .flat_map(|p| segment.pieces.phrases[p].genitives.iter().rev().copied().chain([p]))
            .filter(|p| *p != head);
        let bare = |fixed: &[String]| self.bare(clause, fixed);
        for phrase in subject.into_iter().chain(farther).take(4) {
            if as_subject && !crate::choice::agrees(&segment.pieces.phrases[phrase].features, &verb.features) {
                continue;
            }
            let mut changed = functions.clone();
            let found = Some(crate::functions::Found { phrase, far: 2 });
            if as_subject {
                changed.subject = found;
            } else {
                changed.object = found;
            }
            // "the truce between A and B, brokered by C": the nearer phrase may hang on the farther.
            let nearer = &segment.pieces.phrases[head];
            let hangs = nearer.marker == self.material.language.codes.between
                && segment.pieces.phrases[phrase].end == nearer.start;
            for with in [false, true] {
                if with && !hangs {
                    continue;
                }
                if with {
                    changed.marked.push((nearer.marker, crate::functions::Found { phrase: head, far: 2 }));
                }
                let candidates = crate::candidates::candidates(&changed, verb, self.resolver);
                let predicate = Predicate {
                    entries,
                    negated: verb.negated.is_some(),
                    follows,
                    agrees: &|_| false,
                    inner: false,
                    controlled: false,
                    complement: false,
                    future: false,
                    at: verb.start,
                    passive: verb.passive,
                    bare: &bare,
                    elsewhere: false,
                    end: verb.end,
                    leads: &|word| self.leads_on(clause, word),
                };
                let found = assign::best(&predicate, &candidates, &[], self.resolver, rejected);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
}
