//! The acts of a segment: every predicate, verbal or nominal, with its best assignment and its status.

use language::{Code, LemmaId, Mark, Operator, Pos};

use crate::{
    assign::{self, Assignment, Predicate, Rejected},
    candidates::{Candidate, Part},
    clauses::Edge,
    fillers::Resolver,
    operators::{self, Status},
    segment::{Material, Segment},
};

/// An act found in a segment.
#[derive(Debug, Clone)]
pub struct Found {
    /// The assignment.
    pub assignment: Assignment,
    /// Modality and attribution.
    pub status: Status,
    /// Its clause.
    pub clause: usize,
    /// The words of its predicate, for the evidence.
    pub predicate: (usize, usize),
    /// A light verb's words, where the act is a noun.
    pub light: Option<(usize, usize)>,
    /// What an act has that no valence entry told.
    pub told: Option<Told>,
}

/// What is known of an act that is found without a valence entry.
#[derive(Debug, Clone)]
pub struct Told {
    /// The claim's value.
    pub value: Option<String>,
    /// The words of its evidence.
    pub span: (usize, usize),
    /// The file of its words, which becomes the claim's rule.
    pub place: String,
}

/// All acts of a segment, with the last one of the sentence before, and why candidates were refused.
pub fn acts(
    segment: &Segment,
    material: Material<'_>,
    resolver: &Resolver<'_>,
    earlier: Option<&Found>,
    rejected: &mut Vec<Rejected>,
) -> Vec<Found> {
    let finder = Finder { segment, material, resolver };
    let mut out = Vec::new();
    for clause in 0..segment.clauses.len() {
        let count = out.len();
        finder.clause(clause, &mut out, rejected);
        let gapped: Vec<Found> = out[count..].iter().flat_map(|(found, _)| finder.gapped(found)).collect();
        out.extend(gapped.into_iter().map(|found| (found, Vec::new())));
        if out.len() == count {
            // What is told in passing is nothing to follow.
            let main = |f: &&Found| {
                matches!(segment.clauses[f.clause].edge, Edge::Root | Edge::Coordinate(_) | Edge::Complement)
            };
            let before = out.iter().map(|(found, _)| found).rfind(main).or(earlier);
            out.extend(finder.following(clause, before).map(|found| (found, Vec::new())));
        }
    }
    // An act that another consumed is no claim of its own.
    let consumed: Vec<usize> =
        out.iter().flat_map(|(_, consumed): &(Found, Vec<usize>)| consumed.iter().copied()).collect();
    out.into_iter()
        .filter(|(found, _)| !consumed.contains(&found.clause) || found.light.is_some())
        .filter_map(|(found, _)| with_own_modality(found))
        .collect()
}

/// "Will skip the summit" does not attend; who may skip it, or did not, has not been said to stay away. "Is due in Riga" plans.
fn with_own_modality(mut found: Found) -> Option<Found> {
    use claims::Modality;
    let modality = &mut found.status.modality;
    match (found.assignment.modality, *modality) {
        (Some(Modality::Denied), Modality::Asserted | Modality::Planned) => *modality = Modality::Denied,
        (Some(Modality::Denied), _) => return None,
        (Some(own), Modality::Asserted) => *modality = own,
        _ => {}
    }
    Some(found)
}

/// How an act noun stands to the verb over it.
#[derive(Clone, Copy)]
pub(crate) struct Noun {
    /// The verb says nothing itself.
    pub(crate) light: bool,
    /// The verb's subject may do what the noun says.
    pub(crate) controls: bool,
}

/// Whether the subject of such a verb does what an act noun under it says: who announces a closing closes.
fn controlled(operator: Operator) -> bool {
    matches!(operator, Operator::Announce | Operator::Plan | Operator::Deny | Operator::Possible | Operator::Fail)
}

pub(crate) struct Finder<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) material: Material<'a>,
    pub(crate) resolver: &'a Resolver<'a>,
}

impl Finder<'_> {
    pub(crate) fn entries(&self, lemma: Option<LemmaId>) -> &[u32] {
        lemma.map_or(&[], |l| self.material.language.lexicon.lemma(l).entries.as_slice())
    }

    pub(crate) fn noun_lemma(&self, phrase: usize) -> Option<LemmaId> {
        let head = self.segment.pieces.phrases[phrase].head;
        let context = self.segment.context(self.material);
        let lemma = context.lemma(head)?;
        let l = self.material.language.lexicon.lemma(lemma);
        (l.pos == Pos::Noun && !l.entries.is_empty()).then_some(lemma)
    }

    fn clause(&self, clause: usize, out: &mut Vec<(Found, Vec<usize>)>, rejected: &mut Vec<Rejected>) {
        let segment = self.segment;
        let context = segment.context(self.material);
        let codes = &self.material.language.codes;
        let functions = &segment.functions[clause];
        let Some(v) = segment.clauses[clause].verb else {
            out.extend(self.verbless(clause, rejected).map(|found| (found, Vec::new())));
            return;
        };
        let verb = &segment.pieces.verbs[v];
        let lemma = verb.lemma;
        let carries = lemma.is_some_and(|l| {
            self.material.language.lexicon.lemma(l).classes.contains(&self.material.language.codes.light)
                || self.material.language.lexicon.lemma(l).classes.contains(&self.material.language.codes.exist)
        });
        // "The signing is expected tomorrow": a modal without a verb says of the noun when it will be.
        let alone = lemma.is_none() && verb.modal.is_some_and(|m| m == codes.planned || m == codes.possible);
        let light = carries || alone && !verb.copula;

        // The verb itself; of verbs that are written alike all are tried.
        let mut entries: Vec<u32> = self.entries(lemma).to_vec();
        if let Some(word) = segment.words.get(verb.head) {
            for reading in word
                .readings
                .iter()
                .filter(|r| r.pos == Pos::Verb && r.features.is_finite() == context.features(verb.head).is_finite())
            {
                entries.extend(self.entries(reading.lemma));
            }
        }
        if verb.copula {
            entries.extend(&self.material.language.lexicon.copula);
            // "is due in Riga"
            let after = segment.clauses[clause].phrases.iter().filter(|(_, after)| *after).map(|(p, _)| *p);
            let heads = after.map(|p| segment.pieces.phrases[p].head).filter(|w| *w >= verb.end);
            let adjective = heads.take(1).find(|w| context.pos(*w) == Some(Pos::Adjective));
            entries.extend(self.entries(adjective.and_then(|w| context.lemma(w))));
        }
        entries.sort_unstable();
        entries.dedup();
        // "Called on the president to resign" asks; without an infinitive it may be a visit.
        let asks = verb.operator == Some(Operator::Urge)
            && verb.after > verb.end
            && segment.clauses.iter().any(|c| c.parent == Some(clause) && c.edge == Edge::Infinitive);
        if asks {
            let entry = |e: &u32| self.material.language.lexicon.entries.get(*e as usize);
            let words = |fixed: &[String]| context.spelled(verb.end, fixed) == Some(verb.after);
            entries.retain(|e| entry(e).is_none_or(|e| e.fixed.is_empty() || !words(&e.fixed)));
        }
        let lexicon = &self.material.language.lexicon;
        if !self.single(clause) {
            entries.retain(|e| lexicon.entries.get(*e as usize).is_none_or(|e| !e.single));
        }
        let mut done = false;
        if !entries.is_empty() {
            let mut candidates = crate::candidates::candidates(functions, verb, self.resolver);
            let embedded = self.embedded(clause, &candidates);
            for (i, inner) in embedded.iter().enumerate() {
                let phrase = inner.phrase.unwrap_or(usize::MAX);
                candidates.push(Candidate {
                    phrase,
                    marks: vec![Mark::Act],
                    far: 0,
                    embedded: Some(i),
                    part: Part::Whole,
                });
            }
            let silent = |e: &u32| {
                let entry = self.material.language.lexicon.entries.get(*e as usize);
                entry.is_some_and(|e| e.act.definition().kind == claims::Kind::Silence)
            };
            if entries.iter().any(silent) {
                self.left_unsaid(clause, &mut candidates);
            }
            let candidates = candidates;
            let agrees = |c: usize| {
                segment
                    .pieces
                    .phrases
                    .get(candidates[c].phrase)
                    .is_some_and(|p| crate::choice::agrees(&p.features, &verb.features))
            };
            // "declared the ambassador persona non grata": fixed words may stand behind the object.
            let object = functions.object.map(|o| segment.pieces.phrases[o.phrase].end);
            let follows = |fixed: &[String]| {
                self.follows(verb.end, fixed)
                    || object.is_some_and(|end| {
                        // "told its ambassador in Riga to return": behind what follows the object, too.
                        let after = segment.pieces.phrases.iter().find(|p| p.start == end).map(|p| p.end);
                        // "wants Chile to join" is no "wants to".
                        let governs = |end: usize| context.pos(end) == Some(Pos::Preposition) && fixed.len() < 2;
                        let ends = [Some(end), after];
                        let mut ends = ends.into_iter().flatten();
                        end > verb.end && ends.any(|end| !governs(end) && self.follows(end, fixed))
                    })
            };
            // "declined to comment": who refuses to speak does not.
            let refusing = self.refusing(clause);
            // "made no mention of it"
            let none = functions.object.is_some_and(|o| {
                let quantifier = segment.pieces.phrases[o.phrase].quantifier;
                self.material.language.lexicon.code_name(quantifier) == "none"
            });
            let negated = verb.negated.is_some() || refusing.is_some() || none;
            let bare = |fixed: &[String]| self.bare(clause, fixed);
            let predicate = Predicate {
                entries: &entries,
                negated,
                follows: &follows,
                agrees: &agrees,
                inner: false,
                controlled: segment.clauses[clause].edge == Edge::Infinitive,
                complement: self.governs_clause(clause),
                future: verb.form == language::VerbForm::Future || verb.modal == Some(codes.planned),
                at: verb.start,
                passive: verb.passive,
                bare: &bare,
                elsewhere: self.elsewhere(clause),
                end: verb.end,
                leads: &|word| self.leads_on(clause, word),
            };
            // "Paraguay is one of the twelve states that have relations": who is one of them, before the unnamed rest.
            let mut best = None;
            if self.partial(clause) {
                best = self.other_heads(clause, &entries, &follows, rejected);
            }
            let mut best = best.or_else(|| assign::best(&predicate, &candidates, &embedded, self.resolver, rejected));
            if best.is_none() {
                best = self.other_heads(clause, &entries, &follows, rejected);
            }
            if let Some(assignment) = best
                && let Some(status) = operators::status(
                    refusing.filter(|_| assignment.negated).unwrap_or(clause),
                    &segment.clauses,
                    &segment.pieces,
                    context,
                )
            {
                let consumed: Vec<usize> =
                    assignment.embedded.iter().filter_map(|e| embedded.get(*e)?.clause).collect();
                // "applied to join the bloc": the act inside belongs to the evidence.
                let end = consumed.iter().map(|c| segment.clauses[*c].end).max().unwrap_or(0);
                // So do words that the verb needs: "came back", "entered into force".
                let fixed = self.material.language.lexicon.entries.get(assignment.entry as usize);
                let spelled = fixed.filter(|e| !e.fixed.is_empty()).and_then(|e| context.spelled(verb.end, &e.fixed));
                let end = end.max(spelled.unwrap_or(0));
                let (first, last) = assignment.words.unwrap_or((verb.start, end));
                let mut predicate = (verb.start.min(first), verb.end.max(end).max(last));
                let mut within = clause;
                if entries.iter().any(silent) && assignment.act.definition().kind == claims::Kind::Silence {
                    // "Asked about the visit, she declined to comment": all of it.
                    within = refusing.unwrap_or(clause);
                    let asked = (0..segment.clauses.len()).filter(|c| self.asked(*c, clause));
                    let asked = asked.filter(|c| segment.clauses[*c].end <= verb.start);
                    predicate.0 = asked.map(|c| segment.clauses[c].start).min().unwrap_or(predicate.0).min(predicate.0);
                }
                let light = refusing.and_then(|c| segment.clauses[c].verb).filter(|_| within != clause);
                let light = light.map(|v| (segment.pieces.verbs[v].start, segment.pieces.verbs[v].end));
                let clause = within;
                out.push((Found { assignment, status, clause, predicate, light, told: None }, consumed));
                done = true;
            }
        }
        self.occasions(clause, out, rejected);
        if done {
            return;
        }
        // An act noun that the verb carries (light verbs) or governs (announced the accession of ...).
        let operator = verb.operator;
        // "It was the first meeting between the two ministers."
        let told = functions.object.filter(|o| verb.copula && o.far == 0).and_then(|o| self.noun_lemma(o.phrase));
        let contact = |e: &u32| {
            let entry = self.material.language.lexicon.entries.get(*e as usize);
            entry.is_some_and(|e| e.act.definition().kind == claims::Kind::Contact)
        };
        let equated = self.entries(told).iter().any(contact);
        if !light && operator.is_none() && !equated {
            return;
        }
        let mut nouns: Vec<usize> = Vec::new();
        let mut answers = false;
        // Who approves a joining does not say that it happened.
        let grants = lemma.is_some_and(|l| {
            self.material.language.lexicon.lemma(l).classes.contains(&self.material.language.codes.grants)
        });
        if grants {
            return;
        }
        nouns.extend(functions.object.map(|f| f.phrase));
        // "The meeting ... gave diplomats 48 hours": a verb of giving with its object carries not its subject.
        let gives = functions.object.is_some()
            && lemma.is_some_and(|l| self.material.language.lexicon.lemma(l).classes.contains(&codes.giving));
        if light && !gives || verb.passive {
            nouns.extend(functions.subject.map(|f| f.phrase));
        }
        // "הגיבה בגירוש הדיפלומטים": what one answers with one does.
        if lemma.is_some_and(|l| self.material.language.lexicon.lemma(l).classes.contains(&codes.light_in)) {
            let within = functions.marked.iter().filter(|(m, f)| *m == codes.in_ && f.far == 0);
            let before = nouns.len();
            nouns.extend(within.map(|(_, f)| f.phrase));
            answers = nouns.len() > before;
        }
        if let Some(operator) = operator {
            nouns.extend(self.governed(operator, lemma, clause));
        }
        let light = light || answers;
        let controls = operator.is_some_and(|o| !light && controlled(o)) && !verb.passive;
        for phrase in nouns {
            let Some(lemma) = self.noun_lemma(phrase) else { continue };
            let Some(mut assignment) = self.noun(clause, phrase, lemma, Noun { light, controls }, rejected) else {
                continue;
            };
            let Some(mut status) =
                operators::noun_status(clause, light || equated, &segment.clauses, &segment.pieces, context)
            else {
                continue;
            };
            let p = &segment.pieces.phrases[phrase];
            // "No meeting is planned."
            if !light && self.material.language.lexicon.code_name(p.quantifier) == "none" {
                status.modality = claims::Modality::Denied;
            }
            let predicate = (p.start, p.head + 1);
            assignment.used.push(phrase);
            out.push((
                Found { assignment, status, clause, predicate, light: Some((verb.start, verb.end)), told: None },
                Vec::new(),
            ));
            if light {
                break;
            }
        }
    }

    /// The phrases under a marker that an operator verb governs as others do an object: "announced on the closing of ...",
    /// "agreed to a meeting"; the members of a list each.
    fn governed(&self, operator: Operator, lemma: Option<LemmaId>, clause: usize) -> Vec<usize> {
        let codes = &self.material.language.codes;
        let lexicon = &self.material.language.lexicon;
        let tells = lemma.is_some_and(|l| lexicon.lemma(l).classes.contains(&codes.tells));
        let fits = |marker: Code| match operator {
            // "spoke about joining" tells of nothing; "reported on the meeting" does.
            Operator::Say => tells && (marker == codes.on || marker == codes.about),
            Operator::Plan | Operator::Urge => [codes.on, codes.about, codes.to, codes.for_].contains(&marker),
            Operator::Fail => marker == codes.from,
            _ => marker == codes.on || marker == codes.about,
        };
        let marked =
            self.segment.functions[clause].marked.iter().filter(|(marker, found)| fits(*marker) && found.far == 0);
        marked
            .flat_map(|(_, found)| {
                let members = &self.segment.pieces.phrases[found.phrase].members;
                std::iter::once(found.phrase).chain(members.iter().copied())
            })
            .collect()
    }

    /// Whether an infinitive or a complement clause stands under a clause.
    pub(crate) fn governs_clause(&self, clause: usize) -> bool {
        self.segment
            .clauses
            .iter()
            .any(|c| c.parent == Some(clause) && matches!(c.edge, Edge::Infinitive | Edge::Complement))
    }

    /// The clause above an infinitive whose verb refuses (class `refuse`).
    fn refusing(&self, clause: usize) -> Option<usize> {
        let own = &self.segment.clauses[clause];
        let above = own.parent.filter(|_| own.edge == Edge::Infinitive)?;
        let verb = &self.segment.pieces.verbs[self.segment.clauses[above].verb?];
        let lexicon = &self.material.language.lexicon;
        let refuses = verb.lemma.is_some_and(|l| lexicon.classes(l).any(|c| c == "refuse"))
            // "avoided mentioning"
            || verb.operator == Some(Operator::Fail);
        (refuses && verb.negated.is_none()).then_some(above)
    }

    /// Whether nothing completes a clause's verb, so that its object may have been told before: "Finland joined in April", not
    /// "joined in condemning", "left for Rome", "signed off".
    pub(crate) fn bare(&self, clause: usize, fixed: &[String]) -> bool {
        let segment = self.segment;
        let context = segment.context(self.material);
        let Some(verb) = segment.clauses[clause].verb.map(|v| &segment.pieces.verbs[v]) else { return false };
        let end = if fixed.is_empty() { Some(verb.end) } else { context.spelled(verb.end, fixed) };
        let Some(end) = end else { return false };
        // What is named directly behind the verb may be its object, whatever else the words are taken for.
        let named = segment.pieces.phrases.iter().any(|p| p.start == end && p.marker == 0 && !p.names.is_empty());
        segment.functions[clause].object.is_none()
            && !named
            && context.pos(end) != Some(Pos::Particle)
            && !self.leads_on(clause, end)
    }

    /// Whether a word leads on from what ends there to what completes it: a preposition other than of time or place, an
    /// infinitive, a gerund, a clause; after a noun any preposition ("interest in a project").
    pub(crate) fn leads_on(&self, clause: usize, end: usize) -> bool {
        let segment = self.segment;
        let context = segment.context(self.material);
        // "a law suspending cooperation"
        let describes = |c: &crate::clauses::Clause| {
            let form = c.verb.map(|v| segment.pieces.verbs[v].form);
            matches!(c.edge, Edge::Relative(_)) && form == Some(language::VerbForm::Gerund)
        };
        let completes = |c: &crate::clauses::Clause| {
            c.parent == Some(clause)
                && c.start == end
                && (matches!(c.edge, Edge::Infinitive | Edge::Complement) || c.gerund(&segment.pieces) || describes(c))
        };
        let marker = self.material.language.lexicon.code_name(context.code(end));
        let goal = matches!(marker, "to" | "for" | "from" | "into" | "against" | "of" | "about" | "toward" | "up");
        let noun = end.checked_sub(1).is_some_and(|w| context.pos(w) == Some(Pos::Noun));
        // "handed in its application on the same day" tells when.
        let phrase = || {
            let mut begun = segment.pieces.phrases.iter().enumerate().filter(|(_, p)| p.start == end && p.marker != 0);
            begun.any(|(i, _)| !self.resolver.tells_time(i))
        };
        let about = noun && matches!(marker, "in" | "on" | "with" | "around" | "as") && phrase();
        context.pos(end) == Some(Pos::Preposition) && (goal || about) || segment.clauses.iter().any(completes)
    }

    /// Whether an infinitive or gerund under a clause's verb says that it is about something else than an agreement: "was invited
    /// to visit".
    pub(crate) fn elsewhere(&self, clause: usize) -> bool {
        let step = |entry: &u32| {
            let entry = self.material.language.lexicon.entries.get(*entry as usize);
            entry.is_some_and(|e| e.act.takes(claims::Role::Agreement))
        };
        self.segment.clauses.iter().any(|c| {
            let below = c.parent == Some(clause) && (c.edge == Edge::Infinitive || c.gerund(&self.segment.pieces));
            let lemma = c.verb.and_then(|v| self.segment.pieces.verbs[v].lemma);
            // "aspire to hold a meeting": a light verb names no step itself, unless it needs no noun for it (יצא, withdraw).
            let light = lemma.is_some_and(|l| self.material.language.lexicon.classes(l).any(|c| c == "light"));
            let alone = |entry: &u32| {
                let entry = self.material.language.lexicon.entries.get(*entry as usize);
                entry.is_some_and(|e| e.act.takes(claims::Role::Agreement) && e.slots.iter().all(|s| s.role.is_some()))
            };
            let names_step =
                if light { self.entries(lemma).iter().any(alone) } else { self.entries(lemma).iter().any(step) };
            below && lemma.is_some() && !names_step
        })
    }

    /// Whether a verb counts its subject among others: "is one of the states that", "joined the list of states that".
    pub(crate) fn counts_in(&self, verb: usize) -> bool {
        let verb = &self.segment.pieces.verbs[verb];
        let lexicon = &self.material.language.lexicon;
        verb.copula || verb.lemma.is_some_and(|l| lexicon.classes(l).any(|c| c == "accompanies"))
    }

    /// Whether a relative clause describes unnamed states among whom somebody is counted.
    fn partial(&self, clause: usize) -> bool {
        let segment = self.segment;
        let (Edge::Relative(head), Some(parent)) = (segment.clauses[clause].edge, segment.clauses[clause].parent)
        else {
            return false;
        };
        let phrase = &segment.pieces.phrases[head];
        let among = self.material.language.lexicon.code_name(phrase.marker) == "among";
        // "is one of", "joined the list of"
        let counted = segment.clauses[parent].verb.is_some_and(|v| self.counts_in(v))
            && segment.functions[parent].object.is_some_and(|o| o.phrase == head)
            && !phrase.genitives.is_empty();
        // "one of the twelve states", not "a member of a group".
        let context = segment.context(self.material);
        let countries = phrase.genitives.iter().all(|g| {
            let inner = &segment.pieces.phrases[*g];
            context.in_class(inner.head, self.material.language.codes.country)
                && inner.features.number == language::Number::Plural
        });
        (among || counted && countries) && self.resolver.resolve(head).iter().all(|f| f.entity.id.is_none())
    }

    /// Whether the words after a predicate begin with the entry's fixed words, adverbs aside.
    pub(crate) fn follows(&self, from: usize, fixed: &[String]) -> bool {
        self.segment.context(self.material).spelled(from, fixed).is_some()
    }
}
