//! Stage 3: to which clause a verb group belongs.

use language::{Number, VerbForm};

use crate::{
    clauses::{Builder, Edge},
    context::Context,
    functions::{subject_fits, takes_object},
    phrases::Unit,
};

impl Builder<'_> {
    /// Finds the clause of a verb group: the current one, one above that waits for its verb, or a new one.
    pub(crate) fn verb(&mut self, v: usize) {
        let group = &self.pieces.verbs[v];
        let (start, end) = (group.start, group.end);
        let current = self.current();
        if self.asked_by(current, v) {
            // "Did Norway sign", "How are the talks going": the auxiliary stands before the subject.
            for (_, after) in &mut self.out[current].phrases {
                *after = false;
            }
            self.out[current].question = true;
            self.set(current, v);
            self.joined = false;
            self.comma = false;
            return;
        }
        if group.infinitive && self.announces(current) {
            // A headline: "Norway to recognise Samoa".
            self.set(current, v);
            self.joined = false;
            self.comma = false;
            return;
        }
        if group.infinitive
            && self.joined
            && self.out[current].edge == Edge::Infinitive
            && self.out[current].verb.is_some()
        {
            // "agreed to restore ties and reopen embassies"
            let parent = self.out[current].parent;
            self.stack.pop();
            let clause = self.open(parent, Edge::Coordinate(current), start);
            self.out[clause].elided = true;
            self.set(clause, v);
            self.joined = false;
            return;
        }
        if group.infinitive {
            let mut home = self.verb_home(current);
            // "כי זהו ניסיון ליצור", "כי על הוועדה לפנות": a clause that needs no verb.
            if self.context.language.settings.order.subject_may_follow
                && self.out[current].edge == Edge::Complement
                && self.out[current].phrases.last().is_some_and(|(p, _)| self.pieces.phrases[*p].end == start)
            {
                home = current;
            }
            if self.joined && self.out[home].edge == Edge::Infinitive {
                // "called on it to close the embassy and to suspend relations": under the same verb.
                home = self.out[home].parent.unwrap_or(home);
            }
            let clause = self.open(Some(home), Edge::Infinitive, start);
            self.set(clause, v);
            self.joined = false;
            return;
        }
        if self.is_caused(current, v) {
            // "let Kenya sign", "made them leave": the object does what the bare infinitive says.
            let clause = self.open(Some(current), Edge::Infinitive, start);
            self.set(clause, v);
            self.joined = false;
            self.comma = false;
            return;
        }
        if group.form == VerbForm::Gerund && !group.copula {
            // "is considering leaving": directly after a verb a gerund is governed as an infinitive is.
            let led = self.out[current].verb.is_some_and(|v| {
                let verb = &self.pieces.verbs[v];
                verb.end == start || verb.after == start
            });
            if led {
                let clause = self.open(Some(current), Edge::Infinitive, start);
                self.set(clause, v);
                self.joined = false;
                return;
            }
        }
        let participle = matches!(group.form, VerbForm::Gerund) || group.form == VerbForm::PassiveParticiple;
        if participle && !group.copula {
            let last = self.out[current].phrases.last().copied();
            let adjacent = last.is_some_and(|(p, _)| self.pieces.phrases[p].end + usize::from(self.comma) >= start);
            let has_verb = self.out[current].verb.is_some();
            if let (Some((p, _)), true) = (last, adjacent && (group.form == VerbForm::PassiveParticiple || has_verb)) {
                // "walked on, talking", but "walked on, with the guide talking": whoever stands directly before does it.
                let apart = self.comma && self.pieces.phrases[p].end < start;
                let edge = if apart && group.form == VerbForm::Gerund { Edge::Participle } else { Edge::Relative(p) };
                let clause = self.open(Some(current), edge, start);
                self.set(clause, v);
                return;
            }
            if has_verb || !matches!(self.out[current].edge, Edge::Adverbial(_)) {
                let clause = self.open(Some(current), Edge::Participle, start);
                self.set(clause, v);
                return;
            }
        }
        if self.out[current].verb.is_none() {
            self.set(current, v);
            self.joined = false;
            self.comma = false;
            return;
        }
        if let Some((clause, boundary, true)) = self.held
            && clause == current
            && boundary < self.out[current].phrases.len()
        {
            // "and Ghana, which has a long coast, left": the subject stands before its relative clause.
            self.joined = true;
            self.boundary = boundary;
            self.held = None;
        }
        // "said Ghana was joining": the phrase after a speech verb is the subject of what is said.
        // Not "recalled its ambassador, the minister said": beyond a comma a speech verb speaks of what stands before it.
        let beyond = self.comma && group.operator.is_some_and(language::Operator::is_speech);
        if context_drops(self.context) && !self.joined && !beyond && self.speaks(current) {
            let from = self.out[current].phrases.iter().position(|(p, after)| {
                *after && self.pieces.phrases[*p].marker == 0 && self.pieces.phrases[*p].start >= self.verb_end(current)
            });
            if let Some(from) = from {
                let moved: Vec<(usize, bool)> = self.out[current].phrases.split_off(from);
                let first = moved.first().map_or(start, |(p, _)| self.pieces.phrases[*p].start);
                self.out[current].end = self.out[current]
                    .phrases
                    .last()
                    .map_or(0, |(p, _)| self.pieces.phrases[*p].end)
                    .max(self.verb_end(current));
                let clause = self.open(Some(current), Edge::Complement, first);
                self.out[clause].phrases = moved.into_iter().map(|(p, _)| (p, false)).collect();
                self.set(clause, v);
                self.comma = false;
                return;
            }
        }
        if self.is_unreal(v) && self.out[current].verb.is_some() {
            // "had the vote passed": a condition without its opening word.
            let condition = self.context.language.codes.condition;
            let clause = self.open(Some(current), Edge::Adverbial(condition), start);
            self.set(clause, v);
            self.joined = false;
            self.comma = false;
            return;
        }
        let finite = group.may_be_finite(self.context);
        // A second verb: it belongs to a clause above that still waits for one, or opens a new one.
        let waiting = self.stack.iter().rev().copied().find(|c| self.out[*c].verb.is_none());
        let loose = context_drops(self.context) && finite && !self.joined && !self.comma;
        let subject = if loose { self.subject_before(current, start) } else { None };
        if let Some(above) = waiting {
            while self.stack.last().is_some_and(|c| *c != above) {
                self.stack.pop();
            }
            let named = self.out[above].phrases.iter().any(|(p, _)| self.pieces.phrases[*p].marker == 0);
            if let Some(subject) = subject.filter(|s| above != current && !named && !self.undergoes(current, *s)) {
                // "Before we met them they left": what stands directly before the verb is its subject.
                self.out[current].phrases.retain(|(p, _)| *p != subject);
                self.out[above].phrases.push((subject, false));
            }
            self.set(above, v);
        } else if let Some(described) = self.described_by_own(current).filter(|_| loose && subject.is_none()) {
            // "All we need is time": the first verb was that of a clause without relativizer.
            let from = self.out[current].phrases.iter().position(|(p, _)| *p == described).map_or(0, |i| i + 1);
            let moved = self.out[current].phrases.split_off(from);
            let first = moved.first().map_or(start, |(p, _)| self.pieces.phrases[*p].start);
            let relative = self.open(Some(current), Edge::Relative(described), first);
            self.out[relative].phrases = moved;
            self.out[relative].verb = self.out[current].verb.take();
            let last = self.out[current].end;
            self.grow(relative, last);
            self.stack.pop();
            self.set(current, v);
        } else if let Some(subject) = subject {
            // "knew he had left", "the life we live": a clause without its opening word.
            self.out[current].phrases.retain(|(p, _)| *p != subject);
            let first = self.pieces.phrases[subject].start;
            let before = self.out[current].phrases.last().map(|(p, _)| *p);
            let next_to = before.filter(|p| {
                let phrase = &self.pieces.phrases[*p];
                phrase.end == first && phrase.start >= self.verb_end(current) && phrase.pronoun.is_none()
            });
            let edge = match next_to {
                Some(head) if !self.wants_complement(current) => Edge::Relative(head),
                _ => Edge::Complement,
            };
            let last = before.map_or(0, |p| self.pieces.phrases[p].end).max(self.verb_end(current));
            self.out[current].end = last;
            let clause = self.open(Some(current), edge, first);
            self.out[clause].phrases = vec![(subject, false)];
            self.set(clause, v);
        } else {
            let moved: Vec<(usize, bool)> =
                if self.joined || self.comma || self.boundary < self.out[current].phrases.len() {
                    let from = self.boundary.min(self.out[current].phrases.len());
                    // Objects of the first verb stay; only what stands after the last comma or "and" moves.
                    if self.joined || self.comma { self.out[current].phrases.split_off(from) } else { Vec::new() }
                } else {
                    Vec::new()
                };
            let beside = match self.ended.filter(|e| moved.is_empty() && *e != current && self.goes_on(*e, current, v))
            {
                Some(ended) => {
                    self.stack.push(ended);
                    ended
                }
                None => self.beside(current, v),
            };
            while self.stack.last().is_some_and(|c| *c != beside) && self.stack.len() > 1 {
                self.stack.pop();
            }
            self.stack.pop();
            let first = moved.first().map_or(start, |(p, _)| self.pieces.phrases[*p].start.min(start));
            let parent = self.out[beside].parent;
            let edge = Edge::Coordinate(beside);
            let clause = self.open(parent, edge, first);
            self.out[clause].elided = moved.is_empty();
            self.out[clause].phrases = moved.into_iter().map(|(p, _)| (p, false)).collect();
            if let Some(last) = self.out[current].phrases.last().map(|(p, _)| self.pieces.phrases[*p].end) {
                let verb_end = self.out[current].verb.map_or(0, |v| self.pieces.verbs[v].end);
                self.out[current].end = last.max(verb_end);
            }
            self.set(clause, v);
        }
        self.grow(self.current(), end);
        self.joined = false;
        self.comma = false;
    }

    /// The clause beside which a further verb stands: for a speech verb the nearest one whose verb is speech too.
    fn beside(&self, current: usize, v: usize) -> usize {
        let operator = |verb: usize| self.pieces.verbs[verb].operator;
        let speech = operator(v).is_some_and(language::Operator::is_speech);
        let has_own_subject = self.boundary < self.out[current].phrases.len();
        if speech && !has_own_subject {
            let found = self.stack.iter().rev().copied().find(|c| {
                let speaks = self.out[*c].verb.and_then(operator).is_some_and(language::Operator::is_speech);
                speaks && self.out[*c].verb.is_some_and(|above| self.same_subject(above, v))
            });
            if let Some(found) = found {
                return found;
            }
        }
        // Infinitives and participles do not coordinate with a finite verb: climb to what does.
        let mut at = current;
        while matches!(self.out[at].edge, Edge::Infinitive | Edge::Participle)
            || matches!(self.out[at].edge, Edge::Relative(_)) && !self.joined
        {
            match self.out[at].parent {
                Some(p) if self.stack.contains(&p) => at = p,
                _ => break,
            }
        }
        at
    }

    /// "those who raise our food, patrol our streets": a verb that cannot share the subject of the current clause, but that of
    /// the clause that a comma has ended.
    fn goes_on(&self, ended: usize, current: usize, v: usize) -> bool {
        let shares = |clause: usize| {
            let c = &self.out[clause];
            let own = c.phrases.iter().rev().find(|(p, after)| !after && self.pieces.phrases[*p].marker == 0);
            let subject = own.map(|(p, _)| *p).or(match c.edge {
                Edge::Relative(head) if c.gap == 0 => Some(head),
                _ => None,
            });
            subject.map(|p| self.may_be_subject(p, v))
        };
        self.out[ended].verb.is_some() && shares(current) == Some(false) && shares(ended) == Some(true)
    }

    /// Whether a phrase and a verb agree as far as the language marks that.
    fn may_be_subject(&self, p: usize, v: usize) -> bool {
        let (phrase, verb) = (&self.pieces.phrases[p], &self.pieces.verbs[v]);
        if self.context.language.settings.order.subject_may_follow {
            return subject_fits(phrase, verb, true);
        }
        let head = self.context.features(verb.start);
        let wanted = match head.form {
            VerbForm::Infinitive if verb.start == verb.head => Number::Plural,
            VerbForm::Present => head.number,
            _ => Number::Any,
        };
        let number = match phrase.features.person {
            1 | 2 => Number::Plural,
            _ if !phrase.members.is_empty() => Number::Plural,
            _ => phrase.features.number,
        };
        number.agrees(wanted)
    }

    /// Whether two verbs may have one subject: where verbs agree in gender and number they must.
    fn same_subject(&self, above: usize, v: usize) -> bool {
        let (a, b) = (&self.pieces.verbs[above].features, &self.pieces.verbs[v].features);
        !self.context.language.settings.order.subject_may_follow || crate::choice::agrees(a, b)
    }

    /// Whether a clause has so far an auxiliary alone with its subject behind it, and the verb is what that governs.
    fn asked_by(&self, clause: usize, v: usize) -> bool {
        let c = &self.out[clause];
        let Some(first) = c.verb.map(|v| &self.pieces.verbs[v]) else { return false };
        let auxiliary = first.copula || first.lemma.is_none() && first.modal.is_some();
        let before = |after: bool| {
            c.phrases.iter().filter(move |(p, a)| *a == after && self.pieces.phrases[*p].marker == 0).count()
        };
        let verb = &self.pieces.verbs[v];
        let head = self.context.features(verb.head).form;
        let code = self.context.code(first.head);
        let codes = &self.context.language.codes;
        let governed = if first.modal.is_some() || code == codes.do_ {
            head == VerbForm::Infinitive
        } else if code == codes.have {
            matches!(head, VerbForm::Past | VerbForm::PassiveParticiple)
        } else {
            matches!(head, VerbForm::Gerund | VerbForm::PassiveParticiple | VerbForm::Past)
        };
        // Nothing but a question word may stand before it; "who is signing" has no subject behind.
        context_drops(self.context)
            && auxiliary
            && governed
            && !verb.infinitive
            && verb.modal.is_none()
            && !verb.copula
            && !self.joined
            && before(true) == 1
            && (before(false) == 0 || c.question)
    }

    /// Whether a verb is a bare infinitive directly behind the only object of a verb that governs one.
    fn is_caused(&self, clause: usize, v: usize) -> bool {
        let verb = &self.pieces.verbs[v];
        let c = &self.out[clause];
        let lemma = c.verb.and_then(|v| self.pieces.verbs[v].lemma).map(|l| self.context.language.lexicon.lemma(l));
        let causes = lemma.is_some_and(|l| l.classes.contains(&self.context.language.codes.causative));
        let bare = verb.start == verb.head
            && verb.lemma.is_some()
            && self.context.features(verb.head).form == VerbForm::Infinitive
            && verb.modal.is_none();
        causes
            && bare
            && !self.joined
            && !self.comma
            && self.context.language.settings.order.infinitive_needs_marker
            && self.subject_before(clause, verb.start).is_some()
            && c.phrases.iter().filter(|(p, after)| *after && self.pieces.phrases[*p].marker == 0).count() == 1
    }

    /// "had" alone, with a subject and what it governs behind it.
    fn is_unreal(&self, v: usize) -> bool {
        let verb = &self.pieces.verbs[v];
        let units = &self.pieces.units;
        let at = units.iter().position(|u| matches!(u, Unit::Verb(w) if *w == v)).unwrap_or(units.len());
        let code = self.context.code(verb.head);
        let had = code == self.context.language.codes.have
            || self.context.words.get(verb.head).is_some_and(|w| {
                w.readings
                    .iter()
                    .any(|r| r.pos == language::Pos::Auxiliary && r.code == self.context.language.codes.have)
            });
        let governed = |w: &usize| {
            let group = &self.pieces.verbs[*w];
            matches!(self.context.features(group.head).form, VerbForm::Past | VerbForm::PassiveParticiple)
                && group.start == group.head
        };
        context_drops(self.context)
            && had
            && verb.end == verb.start + 1
            && self.context.features(verb.head).form == VerbForm::Past
            && matches!(units.get(at + 1), Some(Unit::Phrase(p)) if self.pieces.phrases[*p].marker == 0)
            && matches!(units.get(at + 2), Some(Unit::Verb(w)) if governed(w))
    }

    /// The unmarked phrase directly before a verb that stands behind the verb of the clause.
    fn subject_before(&self, clause: usize, start: usize) -> Option<usize> {
        let phrases = &self.out[clause].phrases;
        let (mut p, mut after) = phrases.last().copied()?;
        // "believes the mission in Nairobi is": what tells where may stand between.
        if self.wants_complement(clause) {
            for (before, here) in phrases.iter().rev().skip(1) {
                let next = &self.pieces.phrases[p];
                if next.marker == 0 || self.pieces.phrases[*before].end != next.start {
                    break;
                }
                if next.end == start || self.pieces.phrases[*before].marker != 0 {
                    (p, after) = (*before, *here);
                }
            }
            let last = phrases.last().map_or(0, |(p, _)| self.pieces.phrases[*p].end);
            let phrase = &self.pieces.phrases[p];
            if p != phrases.last().map_or(p, |(p, _)| *p) {
                let beside = last == start && phrase.marker == 0 && after && phrase.start >= self.verb_end(clause);
                return beside.then_some(p);
            }
        }
        let phrase = &self.pieces.phrases[p];
        let next_to = (phrase.end..start).all(|w| self.context.pos(w) == Some(language::Pos::Adverb));
        (after && phrase.marker == 0 && next_to && phrase.start >= self.verb_end(clause)).then_some(p)
    }

    /// Whether a phrase is all that an infinitive or gerund has for its object: "to sign the treaty takes courage".
    fn undergoes(&self, clause: usize, phrase: usize) -> bool {
        let c = &self.out[clause];
        let verb = c.verb.map(|v| &self.pieces.verbs[v]);
        let governed = verb.filter(|v| v.infinitive || v.form == VerbForm::Gerund);
        let unmarked = c.phrases.iter().filter(|(p, after)| *after && self.pieces.phrases[*p].marker == 0).count();
        unmarked == 1
            && governed.is_some_and(|v| takes_object(v, self.context) && v.end == self.pieces.phrases[phrase].start)
    }

    /// Of two unmarked phrases directly before the verb of a clause the first: the second and the verb may describe it.
    fn described_by_own(&self, clause: usize) -> Option<usize> {
        let c = &self.out[clause];
        let verb = &self.pieces.verbs[c.verb?];
        let mut before = c.phrases.iter().rev().filter(|(_, after)| !after).map(|(p, _)| *p);
        let (second, first) = (before.next()?, before.next()?);
        let (a, b) = (&self.pieces.phrases[first], &self.pieces.phrases[second]);
        let beside = a.end == b.start && b.end == verb.start && b.marker == 0 && a.pronoun.is_none();
        let children = self.out.iter().any(|o| o.parent == Some(clause));
        (beside && !children && !verb.copula).then_some(first)
    }

    /// Whether a main clause without a verb names who will act: an infinitive after that is its verb.
    fn announces(&self, clause: usize) -> bool {
        let c = &self.out[clause];
        let main = matches!(c.edge, Edge::Root | Edge::Coordinate(_)) && c.verb.is_none();
        main && self.context.language.settings.order.infinitive_is_future
            && c.phrases.last().is_some_and(|(p, _)| {
                let phrase = &self.pieces.phrases[*p];
                let acts = [self.context.language.codes.official, self.context.language.codes.leader];
                phrase.marker == 0
                    && (self.context.name(phrase.head).is_some()
                        || acts.iter().any(|class| self.context.in_class(phrase.head, *class)))
            })
    }

    /// Whether the clause's verb is an operator that has no complement yet.
    pub(crate) fn wants_complement(&self, clause: usize) -> bool {
        let operator = self.out[clause].verb.and_then(|v| self.pieces.verbs[v].operator);
        operator.is_some_and(|o| !matches!(o, language::Operator::Transparent | language::Operator::Fail))
            && !self
                .out
                .iter()
                .any(|c| c.parent == Some(clause) && matches!(c.edge, Edge::Complement | Edge::Infinitive))
    }

    /// Whether the clause's verb is speech and takes what follows as its complement.
    fn speaks(&self, clause: usize) -> bool {
        let operator = self.out[clause].verb.and_then(|v| self.pieces.verbs[v].operator);
        let has_complement = self.out.iter().any(|c| c.parent == Some(clause) && c.edge == Edge::Complement);
        operator.is_some_and(language::Operator::is_speech) && !has_complement
    }

    fn verb_end(&self, clause: usize) -> usize {
        self.out[clause].verb.map_or(0, |v| self.pieces.verbs[v].end)
    }
}

/// Whether the language may leave out the complementizer ("said he would").
fn context_drops(context: Context<'_>) -> bool {
    context.language.settings.order.complementizer_may_drop
}
