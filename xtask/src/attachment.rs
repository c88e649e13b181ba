//! `cargo xtask attachment PATH.conllu...`: whether the reader attaches subjects, objects and marked obliques to its verbs as a
//! linguist did in a treebank.
//!
//! What is compared, on every verb of the tree whose form the language folder knows as a verb (verbs used as attributes,
//! auxiliaries and parts of names are none):
//!
//! - **subject**: `nsubj`, `nsubj:pass`; **object**: `obj`; **oblique**: `obl` with a `case`, and the same marker.
//! - The head decides. Inside names, titles, numbers and appositions treebanks differ in which word is the head: there any
//!   of the words joined by `flat`, `fixed`, `appos`, `nmod:desc` or a number counts.
//! - A relative pronoun and the noun it stands for are one.
//! - What the tree does not say but its verb has all the same is right where the reader finds it and no miss where it does
//!   not: the subject of a coordinated verb, of an infinitive, a participle or a subordinate clause without subject (that of
//!   the verb above, or its object), the head of a relative clause or of a participle, an `iobj` or the shared object of a
//!   coordinated verb taken as object.
//! - A subject that says nothing ("it rains", `expl`) may be found or not.
//! - A pronoun that the reader has taken up by the subject of the clause above counts as found.
//!
//! Precision is of all that the reader attached to those verbs, recall of all that the tree has explicitly, verbs that the
//! reader did not see included. A clause boundary stands between two words of different clauses; a clause is what hangs on a
//! word with the relation root, csubj, ccomp, xcomp, advcl, acl, parataxis or a conj of these that is a verb or has a subject.

use std::{collections::BTreeMap, fs, ops::Range, path::Path};

use claims::{Document, Span};
use language::{Language, Languages, Pos};
use reader::{Argument, Predicate, Reader};
use world::World;

use crate::treebank::{Sentence, sentences};

const USAGE: &str = "usage: cargo xtask attachment [--misses subject|object|oblique|unseen] PATH.conllu...";

/// How often something was attached, rightly, and how often it should have been.
#[derive(Default, Clone, Copy)]
struct Count {
    attached: usize,
    right: usize,
    gold: usize,
    found: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.attached += other.attached;
        self.right += other.right;
        self.gold += other.gold;
        self.found += other.found;
    }

    fn precision(self) -> f64 {
        share(self.right, self.attached)
    }

    fn recall(self) -> f64 {
        share(self.found, self.gold)
    }

    fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^52
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[derive(Default, Clone, Copy)]
struct Figures {
    /// Verbs of the trees.
    verbs: usize,
    /// Those that the lexicon knows.
    known: usize,
    /// Those of them that the reader took for a verb.
    seen: usize,
    /// Verbs of the reader that are none in the tree.
    others: usize,
    /// What is attached to those.
    stray: usize,
    subject: Count,
    /// The subjects that the reader found in the verb's own clause; only precision means anything here.
    subject_near: Count,
    object: Count,
    oblique: Count,
    boundary: Count,
}

impl Figures {
    fn add(&mut self, other: &Figures) {
        self.verbs += other.verbs;
        self.known += other.known;
        self.seen += other.seen;
        self.others += other.others;
        self.stray += other.stray;
        self.subject.add(other.subject);
        self.subject_near.add(other.subject_near);
        self.object.add(other.object);
        self.oblique.add(other.oblique);
        self.boundary.add(other.boundary);
    }
}

/// Measures the files and prints a table.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (misses, paths) = match arguments {
        [flag, function, paths @ ..] if flag == "--misses" => (Some(function.as_str()), paths),
        paths => (None, paths),
    };
    if paths.is_empty() {
        return Err(USAGE.to_owned());
    }
    let languages = Languages::load(&[]).map_err(|e| e.to_string())?;
    let world = World::builtin().map_err(|e| e.to_string())?;
    let reader = Reader::new(&languages, world);
    let mut rows: BTreeMap<String, Figures> = BTreeMap::new();
    for path in paths {
        let file = fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        let name = Path::new(path).file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let tag = name.split(['_', '-']).next().unwrap_or_default().to_owned();
        let language =
            languages.get(&tag).map_err(|e| e.to_string())?.ok_or_else(|| format!("{path}: no language `{tag}`"))?;
        for (index, sentence) in sentences(&file).map_err(|e| format!("{path}: {e}"))?.iter().enumerate() {
            let document = Document { text: sentence.text.clone(), language: Some(tag.clone()), ..Document::default() };
            let predicates = reader.structure(&document).map_err(|e| e.to_string())?;
            // Every second sentence is for those who mend the reader; nobody reads the others.
            let open = index % 2 == 0;
            let mut report = Vec::new();
            let comparison = Comparison { sentence, predicates: &predicates, language };
            let figures = comparison.figures(&mut report);
            if let Some(function) = misses
                && open
                && report.iter().any(|(f, _)| f == &function)
            {
                println!("{} {}", sentence.id, sentence.text);
                for (_, line) in report.iter().filter(|(f, _)| f == &function) {
                    println!("    {line}");
                }
            }
            let half = if open { "read half" } else { "unread half" };
            let genre = sentence.id.split('_').nth(1).filter(|_| sentence.id.starts_with("GUM_"));
            let mut keys = vec![format!("{tag} · all"), format!("{tag} · {half}"), format!("{tag} {name}")];
            keys.extend(genre.map(|g| format!("{tag} {name} {g}")));
            for key in keys {
                rows.entry(key).or_default().add(&figures);
            }
        }
    }
    print(&rows);
    Ok(())
}

fn print(rows: &BTreeMap<String, Figures>) {
    let cell = |c: Count| format!("{:.3} {:.3} {:.3} ({}/{})", c.precision(), c.recall(), c.f1(), c.attached, c.gold);
    println!(
        "| text | verbs | known | seen | strays | subject P R F1 | subject in its clause P | object P R F1 | oblique P R F1 | boundary P R F1 |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (name, f) in rows {
        println!(
            "| {name} | {} | {} | {} | {} ({}) | {} | {:.3} ({}) | {} | {} | {} |",
            f.verbs,
            f.known,
            f.seen,
            f.others,
            f.stray,
            cell(f.subject),
            f.subject_near.precision(),
            f.subject_near.attached,
            cell(f.object),
            cell(f.oblique),
            cell(f.boundary)
        );
    }
}

/// A sentence's tree beside what the reader made of it.
struct Comparison<'a> {
    sentence: &'a Sentence,
    predicates: &'a [Predicate],
    language: &'a Language,
}

fn overlap(place: &Range<u32>, span: Span) -> bool {
    place.start < span.end && span.start < place.end
}

impl Comparison<'_> {
    fn figures(&self, report: &mut Vec<(&'static str, String)>) -> Figures {
        let mut out = Figures { boundary: self.boundaries(), ..Figures::default() };
        let words = &self.sentence.words;
        let verbs: Vec<usize> = (0..words.len()).filter(|w| self.is_verb(*w)).collect();
        out.verbs = verbs.len();
        for &verb in verbs.iter().filter(|v| self.is_known(**v)) {
            out.known += 1;
            let predicate = self.predicates.iter().find(|p| overlap(&words[verb].place, p.verb));
            out.seen += usize::from(predicate.is_some());
            if predicate.is_none() {
                report.push(("unseen", self.name(verb)));
            }
            let shown = self.name(verb);
            let mut note = |function: &'static str, text: String| report.push((function, format!("{shown}: {text}")));
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

    fn is_known(&self, word: usize) -> bool {
        let form = text::fold(&self.sentence.words[word].form);
        let form = if self.language.settings.lower_case { form.to_lowercase() } else { form };
        let lexicon = &self.language.lexicon;
        lexicon.analyses(&form).iter().any(|a| lexicon.lemma(a.lemma).pos == Pos::Verb)
    }

    fn of(&self, verb: usize, relations: &[&str]) -> Vec<usize> {
        self.sentence.children(verb).filter(|w| relations.contains(&self.sentence.words[*w].base())).collect()
    }

    /// Whether an argument of the reader has that word of the tree for its head.
    fn is_head(&self, argument: &Argument, head: usize) -> bool {
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

    fn subject(&self, verb: usize, predicate: Option<&Predicate>, note: &mut dyn FnMut(&'static str, String)) -> Count {
        let words = &self.sentence.words;
        let own = self.of(verb, &["nsubj"]);
        let explicit = self.with_antecedent(verb, own.clone());
        let mut implied = self.of(verb, &["expl"]);
        if own.is_empty() {
            implied.extend(self.implied_subjects(verb, 0));
        }
        let attached = predicate.and_then(|p| p.subject.as_ref());
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
        self.tell("subject", &own, attached, right, note);
        Count {
            attached: usize::from(attached.is_some()),
            right: usize::from(right),
            gold: usize::from(!own.is_empty()),
            found: usize::from(found),
        }
    }

    fn object(&self, verb: usize, predicate: Option<&Predicate>, note: &mut dyn FnMut(&'static str, String)) -> Count {
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
        self.tell("object", &own, attached, right, note);
        Count {
            attached: usize::from(attached.is_some()),
            right: usize::from(right),
            gold: usize::from(!own.is_empty()),
            found: usize::from(found),
        }
    }

    fn obliques(
        &self,
        verb: usize,
        predicate: Option<&Predicate>,
        note: &mut dyn FnMut(&'static str, String),
    ) -> Count {
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
            note("oblique", format!("attached {}", self.shown(a)));
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
        own: &[usize],
        attached: Option<&Argument>,
        right: bool,
        note: &mut dyn FnMut(&'static str, String),
    ) {
        if right || own.is_empty() && attached.is_none() {
            return;
        }
        let gold: Vec<String> = own.iter().map(|w| self.name(*w)).collect();
        let gold = if gold.is_empty() { "-".to_owned() } else { gold.join(" ") };
        note(function, format!("tree {gold}, reader {}", attached.map_or("-".to_owned(), |a| self.shown(a))));
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
