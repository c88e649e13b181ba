//! Stage 3: the clause tree. One predicate a clause; edges say how a clause hangs on the one above it.

use language::{Code, Pos};

use crate::{
    context::Context,
    phrases::{Pieces, Unit},
    words::Word,
};

/// How a clause hangs on its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// A sentence of its own.
    Root,
    /// Completes the parent's verb (that, כי).
    Complement,
    /// An infinitive under the parent's verb; shares its subject.
    Infinitive,
    /// Describes a phrase of the parent.
    Relative(usize),
    /// when, if, after, although; its code.
    Adverbial(Code),
    /// Beside the clause of that index (and, but).
    Coordinate(usize),
    /// A participle without subject of its own.
    Participle,
}

/// A clause.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The clause above.
    pub parent: Option<usize>,
    /// How it hangs there.
    pub edge: Edge,
    /// Its verb group.
    pub verb: Option<usize>,
    /// Its phrases in order, each with whether it stands after the verb.
    pub phrases: Vec<(usize, bool)>,
    /// Quotations that stand in it, as indices of the caller.
    pub quotes: Vec<usize>,
    /// First word.
    pub start: usize,
    /// Word after the last.
    pub end: usize,
    /// The word after its complementizer or other opening word.
    pub inner: usize,
    /// The relativizer or subordinator with an attached pronoun ("שבה"): the marker of the gap.
    pub gap: Code,
    /// A coordinator stands directly before the verb: the subject is left out.
    pub elided: bool,
    /// A question.
    pub question: bool,
    /// Adverbs and loose words of the clause.
    pub others: Vec<usize>,
}

impl Clause {
    /// A gerund under a preposition ("in condemning").
    pub fn gerund(&self, pieces: &Pieces) -> bool {
        let form = self.verb.and_then(|v| pieces.verbs.get(v)).map(|v| v.form);
        matches!(self.edge, Edge::Adverbial(_)) && form == Some(language::VerbForm::Gerund)
    }
}

/// Builds the clauses of a segment.
pub fn clauses(pieces: &Pieces, context: Context<'_>) -> Vec<Clause> {
    let mut builder = Builder {
        pieces,
        context,
        out: Vec::new(),
        stack: Vec::new(),
        boundary: 0,
        joined: false,
        comma: false,
        ended: None,
        held: None,
    };
    builder.open(None, Edge::Root, 0);
    for (i, unit) in pieces.units.iter().enumerate() {
        builder.unit(i, unit);
    }
    let mut out = builder.out;
    postposed_speech(&mut out, pieces, context);
    after_orders(&mut out, pieces, context);
    questions(&mut out, pieces);
    out
}

/// "Has told officials to go on after meeting the king": when somebody orders something, not when it is to be done, is told by a
/// gerund after it.
fn after_orders(clauses: &mut [Clause], pieces: &Pieces, context: Context<'_>) {
    let codes = &context.language.codes;
    for c in 1..clauses.len() {
        let time = matches!(clauses[c].edge, Edge::Adverbial(w) if w == codes.after || w == codes.since);
        let Some(order) = clauses[c].parent.filter(|_| time && clauses[c].gerund(pieces)) else { continue };
        let Some(above) = clauses[order].parent.filter(|_| clauses[order].edge == Edge::Infinitive) else { continue };
        let Some(verb) = clauses[above].verb.map(|v| &pieces.verbs[v]) else { continue };
        let lexicon = &context.language.lexicon;
        let commands = verb.lemma.is_some_and(|l| lexicon.lemma(l).classes.contains(&codes.commands))
            || matches!(verb.operator, Some(language::Operator::Urge | language::Operator::Say));
        if commands {
            clauses[c].parent = Some(above);
        }
    }
}

/// What ends in a question mark is a question, with all that stands beside it.
fn questions(clauses: &mut [Clause], pieces: &Pieces) {
    let mut from = 0;
    for unit in &pieces.units {
        let Unit::Mark(mark @ ('.' | '!' | '?' | '؟' | ':' | ';'), word) = unit else { continue };
        if matches!(mark, '?' | '؟') {
            let asked = clauses.iter_mut().filter(|c| (from..*word).contains(&c.start));
            asked.filter(|c| matches!(c.edge, Edge::Root | Edge::Coordinate(_))).for_each(|c| c.question = true);
        }
        from = word + 1;
    }
}

/// "Spain has withdrawn its ambassador, the minister said on Tuesday": a speech clause without complement, after a comma,
/// governs the main clause before it.
fn postposed_speech(clauses: &mut [Clause], pieces: &Pieces, context: Context<'_>) {
    for s in 1..clauses.len() {
        let Some(verb) = clauses[s].verb.map(|v| &pieces.verbs[v]) else { continue };
        let speech = verb.operator.is_some_and(language::Operator::is_speech);
        let mut before = clauses[s].start;
        while before > 0 && context.pos(before - 1) == Some(Pos::Adverb) {
            before -= 1; // "כך הודיע", "so said"
        }
        let comma = before.checked_sub(1).is_some_and(|w| matches!(context.text(w), "," | "،"));
        let free = matches!(clauses[s].edge, Edge::Root | Edge::Coordinate(_));
        let complete = clauses.iter().any(|c| c.parent == Some(s) && c.edge == Edge::Complement)
            || !clauses[s].quotes.is_empty()
            || {
                // "told Reuters", "told reporters": whom it is told to completes nothing.
                let addressee = |p: usize| {
                    let head = pieces.phrases[p].head;
                    context.name(head).is_some_and(|n| {
                        n.kind == claims::EntityType::Organization || n.kind == claims::EntityType::Person
                    }) || context.in_class(head, context.language.codes.report)
                };
                let unmarked = |after: bool| {
                    clauses[s]
                        .phrases
                        .iter()
                        .filter(|(p, a)| *a == after && pieces.phrases[*p].marker == 0 && !(after && addressee(*p)))
                        .count()
                };
                unmarked(true) > usize::from(unmarked(false) == 0)
            };
        if !speech || !comma || !free || complete || verb.negated.is_some() {
            continue;
        }
        // The main clause before it, and all that stands beside that.
        let root = match clauses[s].edge {
            Edge::Coordinate(beside) => beside,
            _ => continue,
        };
        let mut top = root;
        while let Edge::Coordinate(b) = clauses[top].edge {
            top = b;
        }
        if clauses[top].edge != Edge::Root || clauses[top].verb.is_none() {
            continue;
        }
        clauses[s].edge = Edge::Root;
        clauses[s].parent = None;
        clauses[top].edge = Edge::Complement;
        clauses[top].parent = Some(s);
    }
}

pub(crate) struct Builder<'a> {
    pub(crate) pieces: &'a Pieces,
    pub(crate) context: Context<'a>,
    pub(crate) out: Vec<Clause>,
    pub(crate) stack: Vec<usize>,
    /// How many phrases of the current clause stand before the last comma or coordinator.
    pub(crate) boundary: usize,
    pub(crate) joined: bool,
    pub(crate) comma: bool,
    /// The innermost clause that the last comma has ended.
    pub(crate) ended: Option<usize>,
    /// "and Ghana, which": a clause, how many of its phrases stand before the coordinator, and whether a relative clause followed.
    pub(crate) held: Option<(usize, usize, bool)>,
}

impl Builder<'_> {
    pub(crate) fn open(&mut self, parent: Option<usize>, edge: Edge, start: usize) -> usize {
        self.out.push(Clause {
            parent,
            edge,
            verb: None,
            phrases: Vec::new(),
            quotes: Vec::new(),
            start,
            end: start,
            inner: start,
            gap: 0,
            elided: false,
            question: false,
            others: Vec::new(),
        });
        let index = self.out.len() - 1;
        self.stack.push(index);
        self.boundary = 0;
        index
    }

    pub(crate) fn current(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    pub(crate) fn grow(&mut self, clause: usize, end: usize) {
        if let Some(c) = self.out.get_mut(clause) {
            c.end = c.end.max(end);
        }
    }

    fn unit(&mut self, i: usize, unit: &Unit) {
        match unit {
            Unit::Phrase(p) => self.phrase(*p),
            Unit::Verb(v) => self.verb(*v),
            Unit::Link(pos, word) => self.link(i, *pos, *word),
            Unit::Mark(mark, word) => self.mark(*mark, *word),
            Unit::Quote(q) => {
                let current = self.current();
                self.out[current].quotes.push(*q);
            }
            Unit::Other(word) => {
                let current = self.current();
                self.out[current].others.push(*word);
                self.grow(current, word + 1);
            }
        }
    }

    fn phrase(&mut self, p: usize) {
        // "in a statement issued on Monday the three states announced": a passive participle has no object, so what comes after
        // it belongs to the clause above that still waits for its verb.
        let current = self.current();
        let undergoes = self.out[current].verb.is_some_and(|v| {
            let verb = &self.pieces.verbs[v];
            verb.passive
                && verb.form == language::VerbForm::PassiveParticiple
                && verb.end < self.pieces.phrases[p].start
        });
        let waits = self.out[current].parent.is_some_and(|p| self.out[p].verb.is_none());
        let reduced = matches!(self.out[current].edge, Edge::Relative(_) | Edge::Participle);
        if undergoes && waits && reduced && self.pieces.phrases[p].marker == 0 && self.stack.len() > 1 {
            self.stack.pop();
        }
        let current = self.current();
        let after = self.out[current].verb.is_some();
        self.out[current].phrases.push((p, after));
        let end = self.pieces.phrases[p].end;
        self.grow(current, end);
    }

    fn mark(&mut self, mark: char, word: usize) {
        match mark {
            ',' | '،' | '(' | ')' | '[' | ']' => {
                self.pop_at_comma();
                self.comma = true;
            }
            ';' | ':' | '؛' => {
                self.stack.clear();
                let parent = (mark == ':').then_some(0);
                let root = self.open(None, Edge::Root, word + 1);
                if parent.is_some() && root > 0 {
                    // Kept for colon speech: the clause before the colon.
                    self.out[root].parent = None;
                }
            }
            '–' | '—' => {
                self.pop_at_comma();
                let base = self.stack.first().copied().unwrap_or(0);
                if self.out[base].verb.is_some() {
                    self.stack.truncate(1);
                    // What follows a dash goes on with the main clause.
                    self.comma = true;
                }
            }
            _ => {}
        }
        let current = self.current();
        if self.joined && mark == ',' {
            self.held = Some((current, self.boundary, false));
        }
        self.boundary = self.out[current].phrases.len();
        self.joined = false;
    }

    /// A comma ends what a comma or sentence head opened, once it has its verb.
    fn pop_at_comma(&mut self) {
        self.ended = Some(self.current());
        while self.stack.len() > 1 {
            let current = self.current();
            let clause = &self.out[current];
            // "To show how it works, they": a clause farther up may wait too.
            let above = self.stack[..self.stack.len() - 1].iter().rev();
            let mut above = above.take(if clause.verb.is_some() { 3 } else { 1 });
            let waiting = above.any(|p| self.out[*p].verb.is_none());
            let ends = match clause.edge {
                Edge::Adverbial(_) | Edge::Relative(_) | Edge::Participle => clause.verb.is_some(),
                Edge::Infinitive => true,
                Edge::Complement => waiting,
                Edge::Coordinate(_) | Edge::Root => false,
            };
            if !ends {
                break;
            }
            self.stack.pop();
        }
    }

    fn link(&mut self, i: usize, pos: Pos, word: usize) {
        let current = self.current();
        // Adverbs in between change nothing: "states more traditional that consider".
        let mut i = i;
        while i > 0
            && matches!(self.pieces.units.get(i - 1), Some(Unit::Other(w)) if self.context.pos(*w) == Some(Pos::Adverb))
        {
            i -= 1;
        }
        let previous = i.checked_sub(1).and_then(|i| self.pieces.units.get(i));
        match pos {
            Pos::Coordinator => {
                self.boundary = self.out[current].phrases.len();
                self.joined = true;
                return;
            }
            // "asked how it works": behind a verb it opens what that governs.
            Pos::Interrogative
                if self.out[current].verb.is_some() && !self.context.language.settings.order.subject_may_follow =>
            {
                let home = self.verb_home(current);
                let clause = self.open(Some(home), Edge::Complement, word);
                self.out[clause].question = true;
            }
            Pos::Interrogative => {
                self.out[current].question = true;
                return;
            }
            Pos::Complementizer | Pos::Relativizer => {
                let after_phrase = match previous {
                    Some(Unit::Phrase(p)) => Some(*p),
                    Some(Unit::Mark(',', _)) => match i.checked_sub(2).and_then(|i| self.pieces.units.get(i)) {
                        Some(Unit::Phrase(p)) => Some(*p),
                        _ => None,
                    },
                    _ => None,
                };
                // A word that is both (ש, that) describes the phrase before it, unless a verb there still wants its complement.
                let both =
                    self.context.words.get(word).is_some_and(|w| w.readings.iter().any(|r| r.pos == Pos::Relativizer));
                // "אישרה את ההסכם, שנחתם אשתקד": what has its object wants no clause behind a comma.
                let object = self.context.language.codes.object;
                let served = word.checked_sub(1).is_some_and(|w| self.context.text(w) == ",")
                    && self.out[current]
                        .phrases
                        .iter()
                        .any(|(p, after)| *after && self.pieces.phrases[*p].marker == object);
                let wanted = self.wants_complement(current) && !served;
                let complement = self
                    .context
                    .words
                    .get(word)
                    .is_some_and(|w| w.readings.iter().any(|r| r.pos == Pos::Complementizer));
                let noticed = complement && self.tells_in_a_noun(current, word);
                let spoken = after_phrase.is_some_and(|p| self.spoken_words(p, i));
                let relative = after_phrase.is_some() && both && (spoken || !(noticed || wanted && complement));
                if let (true, Some(p)) = (relative, after_phrase) {
                    let p = self.described_by_verb(p, i, word);
                    let p = self.taken_up_by(p, word);
                    // A relative clause after a comma that closed the clause of its head hangs on that clause all the same.
                    let home = self.home_of(p).unwrap_or(current);
                    self.held = self.held.filter(|(c, ..)| *c == home).map(|(c, before, _)| (c, before, true));
                    let clause = self.open(Some(home), Edge::Relative(p), word);
                    self.out[clause].gap = if self.context.code(word) == self.context.language.codes.where_ {
                        self.context.language.codes.in_
                    } else if self.context.features(word).suffix.is_some() {
                        // "שעליה חתמו": the word carries its preposition.
                        self.context.code(word)
                    } else if self.context.code(word) == self.context.language.codes.whose {
                        self.context.language.codes.whose
                    } else {
                        0
                    };
                } else {
                    // The verb that it completes: the current one, or the last speech verb above.
                    let home = self.verb_home(current);
                    while self.stack.last().is_some_and(|c| *c != home) && self.stack.len() > 1 {
                        self.stack.pop();
                    }
                    let clause = self.open(Some(home), Edge::Complement, word);
                    // "asked whether": a question that is told.
                    let asks = |w: &Word| w.readings.iter().any(|r| r.pos == Pos::Interrogative);
                    self.out[clause].question = self.context.words.get(word).is_some_and(asks);
                }
            }
            // "stopped short of signing": the word belongs to the verb.
            Pos::Subordinator
                if self.out[current].verb.is_some_and(|v| {
                    let verb = &self.pieces.verbs[v];
                    verb.end <= word && word < verb.after
                }) =>
            {
                return;
            }
            Pos::Subordinator => {
                // A word that is also a preposition counts here as what opens a clause.
                let reading = self.context.words.get(word).and_then(|w| w.readings.iter().find(|r| r.pos == pos));
                let code = reading.map_or_else(|| self.context.code(word), |r| r.code);
                self.open(Some(current), Edge::Adverbial(code), word);
            }
            _ => return,
        }
        let current = self.current();
        self.out[current].inner = word + 1;
        self.out[current].end = word + 1;
        self.joined = false;
        self.comma = false;
    }

    /// "has given notice to the United Nations that it will leave": a clause with a subject of its own completes the noun.
    fn tells_in_a_noun(&self, clause: usize, word: usize) -> bool {
        let codes = &self.context.language.codes;
        let noun =
            self.out[clause].phrases.iter().rev().find(|(p, after)| *after && self.pieces.phrases[*p].marker == 0);
        let tells = noun.is_some_and(|(p, _)| self.context.in_class(self.pieces.phrases[*p].head, codes.notice));
        let subject = matches!(
            self.context.pos(word + 1),
            Some(Pos::Pronoun | Pos::Determiner | Pos::Noun | Pos::Quantifier | Pos::Adjective)
        );
        tells && subject
    }

    /// "בהצהרה שמסר": a verb that is not to come, directly after a statement in which something is said, describes that.
    fn spoken_words(&self, phrase: usize, link: usize) -> bool {
        let p = &self.pieces.phrases[phrase];
        let verb = match self.pieces.units.get(link + 1) {
            Some(Unit::Verb(v)) => &self.pieces.verbs[*v],
            _ => return false,
        };
        self.context.language.settings.order.subject_may_follow
            && p.marker == self.context.language.codes.in_
            && self.context.in_class(p.head, self.context.language.codes.statement)
            && verb.form == language::VerbForm::Past
    }

    /// "מהאמנה לאיסור טילים, שעליה חתמו": the ending tells which of the phrases before it the clause describes.
    fn taken_up_by(&self, phrase: usize, word: usize) -> usize {
        let Some(ending) = self.context.features(word).suffix else { return phrase };
        let fits = |p: &usize| {
            let f = self.pieces.phrases[*p].features;
            f.gender.agrees(ending.gender) && f.number.agrees(ending.number)
        };
        if fits(&phrase) {
            return phrase;
        }
        let before = (0..phrase).rev().take(4).filter(|p| self.pieces.phrases[*p].end <= word);
        before.into_iter().find(fits).unwrap_or(phrase)
    }

    /// "רבים מצאצאיו של המלך המתגוררים": of phrases in a row the last that agrees with the verb of the relative clause.
    fn described_by_verb(&self, phrase: usize, link: usize, word: usize) -> usize {
        let Some(Unit::Verb(v)) = self.pieces.units.get(link + 1) else { return phrase };
        let verb = &self.pieces.verbs[*v];
        // Whatever such a word leads is the subject of its verb.
        let article = self.context.words.get(word).is_some_and(|w| w.may_be(Pos::Determiner));
        // So is that of a passive: "ההסכם עם נפאל, שנחתם".
        let own = (link + 2..link + 4).any(|u| match self.pieces.units.get(u) {
            Some(Unit::Phrase(p)) => self.pieces.phrases[*p].marker == 0,
            _ => false,
        });
        let leads = article || verb.passive && !own;
        if !self.context.language.settings.order.subject_may_follow || verb.infinitive || !leads {
            return phrase;
        }
        let fits = |p: usize| crate::functions::subject_fits(&self.pieces.phrases[p], verb, true);
        let mut at = phrase;
        for unit in self.pieces.units[..link].iter().rev() {
            match unit {
                Unit::Phrase(p) if *p == at || self.pieces.phrases[*p].end == self.pieces.phrases[at].start => at = *p,
                Unit::Mark(..) if at == phrase => continue,
                _ => break,
            }
            if fits(at) {
                return at;
            }
        }
        phrase
    }

    fn home_of(&self, phrase: usize) -> Option<usize> {
        (0..self.out.len()).rev().find(|c| self.out[*c].phrases.iter().any(|(p, _)| *p == phrase))
    }

    pub(crate) fn verb_home(&self, current: usize) -> usize {
        let mut at = Some(current);
        while let Some(c) = at {
            if self.out[c].verb.is_some() {
                return c;
            }
            at = self.out[c].parent;
        }
        current
    }

    pub(crate) fn set(&mut self, clause: usize, v: usize) {
        self.out[clause].verb = Some(v);
        let end = self.pieces.verbs[v].end;
        self.grow(clause, end);
        self.boundary = self.out[clause].phrases.len();
    }
}
