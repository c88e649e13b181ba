//! What errors of attachment have in common, told from the tree, the reader's predicates and the lexicon.

use language::Pos;
use reader::{Argument, Predicate};

use super::comparison::{Comparison, overlap};

impl Comparison<'_> {
    /// Why the reader did not see a verb: whether its words can be something else.
    pub fn unseen(&self, verb: usize) -> String {
        let poses = self.parts_of_speech(verb);
        let others = poses.iter().filter(|p| **p != Pos::Verb).map(|p| format!("{p:?}").to_lowercase());
        let others: Vec<String> = others.collect();
        format!("verb as {} ({})", if others.is_empty() { "?".to_owned() } else { others.join("/") }, self.form(verb))
    }

    /// The cause of a wrong or missing subject or object: how the verb hangs in the tree, and what became of the word that
    /// should have been attached.
    pub fn cause(
        &self,
        function: &str,
        verb: usize,
        own: Option<usize>,
        predicate: Option<&Predicate>,
        attached: Option<&Argument>,
    ) -> String {
        let Some(predicate) = predicate else { return "missed: verb not seen".to_owned() };
        let relation = self.sentence.words[verb].base();
        let edge = predicate.edge;
        let kind = match (own, attached) {
            (Some(_), Some(a)) => {
                if a.inherited {
                    "another, from above"
                } else {
                    "another"
                }
            }
            (Some(_), None) => "missed",
            (None, Some(a)) => {
                if a.inherited {
                    "none in the tree, from above"
                } else {
                    "none in the tree"
                }
            }
            (None, None) => "right",
        };
        let Some(own) = own else {
            let head = attached.and_then(|a| self.word_at(a)).map_or("?", |w| self.sentence.words[w].base());
            return format!("{kind}: {function} of {relation} read as {edge}, the word is {head}");
        };
        let side = if own < verb { "before" } else { "after" };
        format!("{kind}: {function} {side} {}, {}", self.shape(verb, own), self.fate(own, predicate))
    }

    fn shape(&self, verb: usize, own: usize) -> &'static str {
        let words = &self.sentence.words;
        if words[own].features.contains("PronType=Rel") || matches!(words[own].form.as_str(), "that" | "who" | "which")
        {
            "a verb in a relative clause"
        } else if self.sentence.children(verb).any(|c| words[c].relation == "aux:pass") {
            "a passive verb"
        } else {
            "its verb"
        }
    }

    /// What the reader made of a word.
    fn fate(&self, word: usize, predicate: &Predicate) -> String {
        let place = &self.sentence.words[word].place;
        let here = |a: &Argument| self.is_head(a, word);
        let inside = |a: &Argument| overlap(place, a.span);
        let arguments = |p: &Predicate| -> Vec<(&'static str, Argument)> {
            let named = [("subject", &p.subject), ("object", &p.object), ("predicative", &p.predicative)];
            let mut out: Vec<_> = named.iter().filter_map(|(n, a)| Some((*n, (*a).clone()?))).collect();
            out.extend(p.marked.iter().map(|a| ("marked", a.clone())));
            out
        };
        let known = !self.parts_of_speech(word).is_empty();
        let listed = if known { "" } else { " (not listed)" };
        if let Some(other) = self.predicates.iter().find(|p| overlap(place, p.verb)) {
            return format!("read as a verb{}", if std::ptr::eq(other, predicate) { " itself" } else { "" });
        }
        if let Some((name, _)) = arguments(predicate).iter().find(|(_, a)| here(a)) {
            return format!("attached as {name}");
        }
        if let Some((name, a)) = arguments(predicate).iter().find(|(_, a)| inside(a)) {
            let head = self.word_at(a).map_or("?", |w| self.sentence.words[w].base());
            return format!("inside the {name} whose head is {head}{listed}");
        }
        let clause = |p: &Predicate| p.clause.iter().any(|s| overlap(place, *s));
        for other in self.predicates.iter().filter(|p| !std::ptr::eq(*p, predicate)) {
            if let Some((name, _)) = arguments(other).iter().find(|(_, a)| here(a) && !a.inherited) {
                return format!("attached to another verb as {name} ({})", predicate.edge);
            }
        }
        for other in self.predicates.iter().filter(|p| !std::ptr::eq(*p, predicate)) {
            if let Some((name, _)) = arguments(other).iter().find(|(_, a)| inside(a) && !a.inherited) {
                return format!("inside a {name} of another verb{listed}");
            }
        }
        if clause(predicate) {
            return format!("in its clause, in no function{listed}");
        }
        format!("in another clause, in no function ({}){listed}", predicate.edge)
    }

    fn word_at(&self, argument: &Argument) -> Option<usize> {
        self.sentence.words.iter().rposition(|w| overlap(&w.place, argument.head) && w.pos != "PUNCT")
    }

    fn form(&self, word: usize) -> String {
        let form = text::fold(&self.sentence.words[word].form);
        if self.language.settings.lower_case { form.to_lowercase() } else { form }
    }

    fn parts_of_speech(&self, word: usize) -> Vec<Pos> {
        let lexicon = &self.language.lexicon;
        let mut out: Vec<Pos> = lexicon.analyses(&self.form(word)).iter().map(|a| lexicon.lemma(a.lemma).pos).collect();
        out.dedup();
        out
    }
}
