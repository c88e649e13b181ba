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
//! - "They know what they want": the clause completes the verb, and "what" is no object, though the tree makes it one.
//! - A subject that says nothing ("it rains", `expl`) may be found or not.
//! - A verb that the reader takes for a part of the one it governs, as a modal is ("have to sign"), is not compared.
//! - A subject that the ending of the verb tells is none; whoever "must" by a preposition (על) is subject or not.
//! - A pronoun that the reader has taken up by the subject of the clause above counts as found.
//!
//! Precision is of all that the reader attached to those verbs, recall of all that the tree has explicitly, verbs that the
//! reader did not see included. A clause boundary stands between two words of different clauses; a clause is what hangs on a
//! word with the relation root, csubj, ccomp, xcomp, advcl, acl, parataxis or a conj of these that is a verb or has a subject.
//!
//! `--misses` shows what is wrong by sentence, `--causes` by what the errors have in common, the most frequent first.

use std::{cmp::Reverse, collections::BTreeMap, fs, path::Path};

use claims::Document;
use language::Languages;
use reader::Reader;
use world::World;

use self::comparison::Comparison;
use crate::treebank::sentences;

mod causes;
mod comparison;

const USAGE: &str = "usage: cargo xtask attachment [--misses|--causes subject|object|oblique|unseen] PATH.conllu...";

/// Something attached wrongly, or not at all.
struct Error {
    function: &'static str,
    /// A kind of error that many have in common.
    cause: String,
    text: String,
}

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
    let (shown, by_cause, paths) = match arguments {
        [flag, function, paths @ ..] if flag == "--misses" || flag == "--causes" => {
            (Some(function.as_str()), flag == "--causes", paths)
        }
        paths => (None, false, paths),
    };
    if paths.is_empty() {
        return Err(USAGE.to_owned());
    }
    let languages = Languages::load(&[]).map_err(|e| e.to_string())?;
    let world = World::builtin().map_err(|e| e.to_string())?;
    let reader = Reader::new(&languages, world);
    let mut rows: BTreeMap<String, Figures> = BTreeMap::new();
    let mut causes: BTreeMap<String, Vec<String>> = BTreeMap::new();
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
            if let Some(function) = shown.filter(|_| open) {
                report.retain(|e| e.function == function);
                if !by_cause && !report.is_empty() {
                    println!("{} {}", sentence.id, sentence.text);
                    report.iter().for_each(|e| println!("    {}", e.text));
                }
                for error in report.into_iter().filter(|_| by_cause) {
                    let line = format!("    {}\n        {}", error.text, sentence.text);
                    causes.entry(error.cause).or_default().push(line);
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
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(_, errors)| Reverse(errors.len()));
    for (cause, errors) in causes {
        println!("{cause}: {}", errors.len());
        errors.iter().for_each(|e| println!("{e}"));
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
