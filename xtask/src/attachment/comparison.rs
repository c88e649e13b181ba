//! A tree beside what the reader made of it: what is attached rightly, and what is not.

use std::ops::Range;

use claims::Span;
use language::{Language, Pos};
use reader::{Argument, Predicate};

use super::{Count, Error, Figures};
use crate::treebank::Sentence;

/// Takes a function, a cause and what is wrong.
type Note<'a> = &'a mut dyn FnMut(&'static str, String, String);

/// A sentence's tree beside what the reader made of it.
pub struct Comparison<'a> {
    pub sentence: &'a Sentence,
    pub predicates: &'a [Predicate],
    pub language: &'a Language,
}

pub(super) fn overlap(place: &Range<u32>, span: Span) -> bool {
    place.start < span.end && span.start < place.end
}

impl Comparison<'_> {
    /// The figures of the sentence; what is wrong goes into the report.
    pub fn figures(&self, report: &mut Vec<Error>) -> Figures {
        let mut out = Figures { boundary: self.boundaries(), ..Figures::default() };
        let words = &self.sentence.words;
        let verbs: Vec<usize> = (0..words.len()).filter(|w| self.is_verb(*w)).collect();
        out.verbs = verbs.len();
        for &verb in verbs.iter().filter(|v| self.is_known(**v) && !self.is_modal(**v)) {
            out.known += 1;
            let predicate = self.predicates.iter().find(|p| overlap(&words[verb].place, p.verb));
            out.seen += usize::from(predicate.is_some());
            if predicate.is_none() {
                report.push(Error { function: "unseen", cause: self.unseen(verb), text: self.name(verb) });
            }
            let shown = self.name(verb);
            let mut note = |function: &'static str, cause: String, text: String| {
                report.push(Error { function, cause, text: format!("{shown}: {text}") });
            };
            let subject = self.subject(verb, predicate, &mut note);
            out.subject.add(subject);
            if predicate.and_then(|p| p.subject.as_ref()).is_some_and(|s| !s.inherited) {
                out.subject_near.add(subject);
            }
            out.object.add(self.object(verb, predicate, &mut note));
            out.oblique.add(self.obliques(verb, predicate, &mut note));
        }
        for predicate in self.predicates.iter().filter(|p| !p.copula && p.lemma.is_some()) {
            let is_verb = |w: &usize| {
                matches!(words[*w].pos.as_str(), "VERB" | "AUX") && overlap(&words[*w].place, predicate.verb)
            };
            if !(0..words.len()).any(|w| is_verb(&w)) {
                out.others += 1;
                out.stray += usize::from(predicate.subject.is_some()) + usize::from(predicate.object.is_some());
            }
        }
        out
    }

    fn name(&self, word: usize) -> String {
        let word = &self.sentence.words[word];
        format!("{}@{}", word.form, word.place.start)
    }

    fn is_verb(&self, word: usize) -> bool {
        let word = &self.sentence.words[word];
        word.pos == "VERB"
            && !matches!(
                word.base(),
                "aux" | "cop" | "amod" | "compound" | "flat" | "fixed" | "case" | "mark" | "goeswith" | "reparandum"
            )
    }

    /// "have to sign", "is supposed to sign": what the reader takes for a part of the verb that it governs, as it does a modal.
    fn is_modal(&self, word: usize) -> bool {
        let words = &self.sentence.words;
        self.of(word, &["xcomp"]).into_iter().any(|governed| {
            let inside = |p: &&Predicate| {
                overlap(&words[governed].place, p.verb)
                    && overlap(&words[word].place, p.group)
                    && !overlap(&words[word].place, p.verb)
            };
            self.predicates.iter().any(|p| inside(&p))
        })
    }

    pub(super) fn is_known(&self, word: usize) -> bool {
        let form = text::fold(&self.sentence.words[word].form);
        let form = if self.language.settings.lower_case { form.to_lowercase() } else { form };
        let lexicon = &self.language.lexicon;
        lexicon.analyses(&form).iter().any(|a| lexicon.lemma(a.lemma).pos == Pos::Verb)
    }

    pub(super) fn of(&self, verb: usize, relations: &[&str]) -> Vec<usize> {
        let words = &self.sentence.words;
        let wanted = |w: &usize| relations.contains(&words[*w].base()) && !self.opens_clause(*w);
        self.sentence.children(verb).filter(wanted).collect()
    }

    /// "know what they want": the word is the head in the tree, with the clause describing it.
    fn opens_clause(&self, word: usize) -> bool {
        let words = &self.sentence.words;
        let asks = words[word].features.contains("PronType=Int") || words[word].features.contains("PronType=Rel");
        asks && self.sentence.children(word).any(|c| words[c].base() == "acl")
    }

    /// Whether an argument of the reader has that word of the tree for its head.
    pub(super) fn is_head(&self, argument: &Argument, head: usize) -> bool {
        let words = &self.sentence.words;
        let here = |w: usize| overlap(&words[w].place, argument.head);
        let joined = |w: usize| {
            matches!(words[w].base(), "flat" | "fixed" | "appos" | "goeswith")
                || words[w].relation == "nmod:desc"
                || matches!(words[w].base(), "nummod" | "det")
        };
        if here(head) {
            return true;
        }
        let inside = |w: usize| {
            let place = &words[w].place;
            place.start >= argument.span.start && place.end <= argument.span.end
        };
        // A part of the same name, a title, a number, a description beside it.
        self.sentence.children(head).any(|c| joined(c) && here(c))
            || joined(head) && words[head].head.is_some_and(here)
            // "a lot of people": the reader counts, the tree divides.
            || inside(head)
                && words[head].place.end <= argument.head.start
                && self.sentence.children(head).any(|c| words[c].base() == "nmod" && here(c))
            // "$ 5 million": which of the three is the head.
            || words[head].pos == "SYM" && inside(head)
    }

    fn is_one_of(&self, argument: &Argument, heads: &[usize]) -> bool {
        heads.iter().any(|h| self.is_head(argument, *h))
    }

    /// A relative pronoun stands for the noun that its clause describes.
    fn with_antecedent(&self, verb: usize, mut heads: Vec<usize>) -> Vec<usize> {
        let words = &self.sentence.words;
        let relative = |w: &usize| {
            words[*w].features.contains("PronType=Rel")
                || matches!(words[*w].form.to_lowercase().as_str(), "who" | "which" | "that" | "whom")
        };
        if heads.iter().any(relative) {
            heads.extend(self.described(verb));
        }
        heads
    }

    /// The noun that a clause describes, for a verb in it; with a coordinated verb that of the first.
    fn described(&self, verb: usize) -> Vec<usize> {
        let words = &self.sentence.words;
        let mut at = verb;
        while words[at].base() == "conj"
            && let Some(head) = words[at].head
        {
            at = head;
        }
        let Some(noun) = words[at].head.filter(|_| words[at].base() == "acl") else { return Vec::new() };
        // "one of the states that signed": which of the two is described, nobody can tell.
        let above = words[noun].head.filter(|_| matches!(words[noun].base(), "nmod" | "appos" | "compound" | "conj"));
        [noun].into_iter().chain(above).collect()
    }

    /// The subject that a verb has without the tree saying so.
    fn implied_subjects(&self, verb: usize, depth: usize) -> Vec<usize> {
        let words = &self.sentence.words;
        let mut out = self.described(verb);
        let Some(above) = words[verb].head else { return out };
        if depth > 6 {
            return out;
        }
        let mut from = |clause: usize| {
            let own = self.of(clause, &["nsubj"]);
            if own.is_empty() {
                out.extend(self.of(clause, &["dep"]).into_iter().filter(|w| self.of(*w, &["case"]).is_empty()));
                out.extend(self.implied_subjects(clause, depth + 1));
            } else {
                out.extend(self.with_antecedent(clause, own));
            }
        };
        match words[verb].base() {
            "conj" => from(above),
            "xcomp" | "ccomp" | "advcl" | "parataxis" | "csubj" | "dep" => {
                from(above);
                out.extend(self.of(above, &["obj", "iobj"]));
                if words[verb].base() == "xcomp" {
                    out.extend(self.of(above, &["obl"]));
                }
            }
            "acl" => {
                // "announced a plan to visit": the clause in which the noun stands.
                let mut at = Some(above);
                while let Some(w) = at {
                    if words[w].pos == "VERB" || self.sentence.children(w).any(|c| words[c].base() == "nsubj") {
                        from(w);
                        break;
                    }
                    at = words[w].head;
                }
            }
            _ => {}
        }
        out
    }

    fn subject(&self, verb: usize, predicate: Option<&Predicate>, note: Note<'_>) -> Count {
        let words = &self.sentence.words;
        let own = self.of(verb, &["nsubj"]);
        let explicit = self.with_antecedent(verb, own.clone());
        let mut implied = self.of(verb, &["expl"]);
        // A relation that the tree leaves open.
        implied.extend(self.of(verb, &["dep"]).into_iter().filter(|w| self.of(*w, &["case"]).is_empty()));
        if own.is_empty() {
            implied.extend(self.implied_subjects(verb, 0));
        }
        if words[verb].features.contains("VerbForm=Inf") {
            // "עליך לחשוב": whoever is obliged.
            implied.extend(self.of(verb, &["obl"]));
        }
        // What the ending of a verb tells is no word of the tree.
        let spoken = |a: &&Argument| !overlap(&words[verb].place, a.head);
        let attached = predicate.and_then(|p| p.subject.as_ref()).filter(spoken);
        let mut found = attached.is_some_and(|a| self.is_one_of(a, &explicit));
        // A pronoun taken up by the subject above.
        if let Some(a) = attached
            && !found
            && a.inherited
            && own.iter().any(|w| words[*w].pos == "PRON")
        {
            found = self.is_one_of(a, &self.implied_subjects(verb, 0));
        }
        let right = found || attached.is_some_and(|a| self.is_one_of(a, &implied));
        self.tell("subject", verb, predicate, attached, right, note);
        Count {
            attached: usize::from(attached.is_some()),
            right: usize::from(right),
            gold: usize::from(!own.is_empty()),
            found: usize::from(found),
        }
    }

    fn object(&self, verb: usize, predicate: Option<&Predicate>, note: Note<'_>) -> Count {
        let words = &self.sentence.words;
        let own = self.of(verb, &["obj"]);
        let explicit = self.with_antecedent(verb, own.clone());
        let mut implied = self.of(verb, &["iobj"]);
        if own.is_empty() {
            implied.extend(self.described(verb));
            if words[verb].base() == "conj"
                && let Some(first) = words[verb].head
            {
                implied.extend(self.of(first, &["obj"]));
            }
        }
        let attached = predicate.and_then(|p| p.object.as_ref());
        let found = attached.is_some_and(|a| self.is_one_of(a, &explicit));
        let right = found || attached.is_some_and(|a| self.is_one_of(a, &implied));
        self.tell("object", verb, predicate, attached, right, note);
        Count {
            attached: usize::from(attached.is_some()),
            right: usize::from(right),
            gold: usize::from(!own.is_empty()),
            found: usize::from(found),
        }
    }

    fn obliques(&self, verb: usize, predicate: Option<&Predicate>, note: Note<'_>) -> Count {
        let own: Vec<usize> =
            self.of(verb, &["obl"]).into_iter().filter(|w| !self.of(*w, &["case"]).is_empty()).collect();
        let matches = |a: &Argument, w: usize| {
            self.is_head(a, w)
                && a.marker.is_some_and(|m| {
                    self.of(w, &["case"]).into_iter().any(|c| {
                        overlap(&self.sentence.words[c].place, m)
                            || self.sentence.children(c).any(|f| overlap(&self.sentence.words[f].place, m))
                    })
                })
        };
        let attached = predicate.map_or(&[][..], |p| p.marked.as_slice());
        for a in attached.iter().filter(|a| !own.iter().any(|w| matches(a, *w))) {
            note("oblique", "attached".to_owned(), format!("attached {}", self.shown(a)));
        }
        Count {
            attached: attached.len(),
            right: attached.iter().filter(|a| own.iter().any(|w| matches(a, *w))).count(),
            gold: own.len(),
            found: own.iter().filter(|w| attached.iter().any(|a| matches(a, **w))).count(),
        }
    }

    fn shown(&self, a: &Argument) -> String {
        let between = |s: Span| -> String {
            self.sentence.text.chars().skip(s.start as usize).take((s.end - s.start) as usize).collect()
        };
        format!("{} [{}]{}", between(a.head), between(a.span), if a.inherited { " from above" } else { "" })
    }

    fn tell(
        &self,
        function: &'static str,
        verb: usize,
        predicate: Option<&Predicate>,
        attached: Option<&Argument>,
        right: bool,
        note: Note<'_>,
    ) {
        let own = self.of(verb, &[if function == "subject" { "nsubj" } else { "obj" }]);
        if right || own.is_empty() && attached.is_none() {
            return;
        }
        let gold: Vec<String> = own.iter().map(|w| self.name(*w)).collect();
        let gold = if gold.is_empty() { "-".to_owned() } else { gold.join(" ") };
        let text = format!("tree {gold}, reader {}", attached.map_or("-".to_owned(), |a| self.shown(a)));
        note(function, self.cause(function, verb, own.first().copied(), predicate, attached), text);
    }

    /// Boundaries of clauses, by the word after each.
    fn boundaries(&self) -> Count {
        let words = &self.sentence.words;
        let clause_of: Vec<usize> = (0..words.len()).map(|w| self.clause(w)).collect();
        let mine =
            |place: &Range<u32>| self.predicates.iter().position(|p| p.clause.iter().any(|s| overlap(place, *s)));
        let mut out = Count::default();
        let mut last: Option<(usize, Option<usize>, u32)> = None;
        for w in (0..words.len()).filter(|w| words[*w].pos != "PUNCT") {
            let place = &words[w].place;
            let here = (clause_of[w], mine(place), place.start);
            if let Some(last) = last
                && last.2 != here.2
            {
                let (gold, found) = (last.0 != here.0, last.1 != here.1);
                out.gold += usize::from(gold);
                out.attached += usize::from(found);
                out.right += usize::from(gold && found);
                out.found += usize::from(gold && found);
            }
            last = Some(here);
        }
        out
    }

    /// The word on which the clause of a word hangs.
    fn clause(&self, word: usize) -> usize {
        let words = &self.sentence.words;
        let mut at = word;
        for _ in 0..words.len() {
            if self.heads_clause(at) {
                return at;
            }
            match words[at].head {
                Some(head) => at = head,
                None => return at,
            }
        }
        at
    }

    fn heads_clause(&self, word: usize) -> bool {
        let w = &self.sentence.words[word];
        let predicate = || {
            w.pos == "VERB"
                || self.sentence.children(word).any(|c| matches!(self.sentence.words[c].base(), "nsubj" | "cop"))
        };
        match w.base() {
            "root" | "csubj" | "ccomp" | "advcl" | "acl" => true,
            "xcomp" | "parataxis" | "conj" => predicate(),
            _ => false,
        }
    }
}
