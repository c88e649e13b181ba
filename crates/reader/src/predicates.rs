//! Stage 3: to which clause a verb group belongs.

use language::VerbForm;

use crate::{
    clauses::{Builder, Edge},
    context::Context,
};

impl Builder<'_> {
    /// Finds the clause of a verb group: the current one, one above that waits for its verb, or a new one.
    pub(crate) fn verb(&mut self, v: usize) {
        let group = &self.pieces.verbs[v];
        let (start, end) = (group.start, group.end);
        let current = self.current();
        if group.infinitive && self.announces(current) {
            // A headline: "Norway to recognise Samoa".
            self.set(current, v);
            self.joined = false;
            self.comma = false;
            return;
        }
        if group.infinitive {
            let home = self.verb_home(current);
            let clause = self.open(Some(home), Edge::Infinitive, start);
            self.set(clause, v);
            self.joined = false;
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
                let edge =
                    if self.comma && group.form == VerbForm::Gerund { Edge::Participle } else { Edge::Relative(p) };
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
        // "said Ghana was joining": the phrase after a speech verb is the subject of what is said.
        if context_drops(self.context) && !self.joined && self.speaks(current) {
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
        // A second verb: it belongs to a clause above that still waits for one, or opens a new one.
        let waiting = self.stack.iter().rev().copied().find(|c| self.out[*c].verb.is_none());
        if let Some(above) = waiting {
            while self.stack.last().is_some_and(|c| *c != above) {
                self.stack.pop();
            }
            self.set(above, v);
        } else {
            let moved: Vec<(usize, bool)> =
                if self.joined || self.comma || self.boundary < self.out[current].phrases.len() {
                    let from = self.boundary.min(self.out[current].phrases.len());
                    // Objects of the first verb stay; only what stands after the last comma or "and" moves.
                    if self.joined || self.comma { self.out[current].phrases.split_off(from) } else { Vec::new() }
                } else {
                    Vec::new()
                };
            let beside = self.beside(current, v);
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
            let found = self
                .stack
                .iter()
                .rev()
                .copied()
                .find(|c| self.out[*c].verb.and_then(operator).is_some_and(language::Operator::is_speech));
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
        operator.is_some()
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
