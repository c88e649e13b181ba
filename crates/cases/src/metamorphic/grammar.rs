//! What the generators must know of a language to rewrite its sentences: `languages/<tag>/metamorphic.txt`.

use claims::Modality;

/// The templates of a language.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    /// A word that changes before some letters: (usual, changed, letters).
    pub articles: Vec<(String, String, String)>,
    /// Lemmas that stand on a line of the lexicon with others and cannot stand for them.
    pub apart: Vec<String>,
    /// Lemmas of no line that can stand for each other (`say`, `state`).
    pub alike: Vec<Vec<String>>,
    /// Who says it, and how: an office and a sentence with `{state}` and `{text}`.
    pub speech: Vec<(String, String)>,
    /// The same, denied by whom it is told of.
    pub denial: Vec<(String, String)>,
    /// A question or condition around the sentence, of which nothing is claimed: whether it is a question, and the template.
    pub silent: Vec<(bool, String)>,
    /// A question made of the verb: (of a passive group, the words before the subject, the words at the verb's place).
    pub question: Vec<(bool, String, String)>,
    /// What can be inserted after a name: relative clause or apposition, the type and the gender and number of the name, and the
    /// words with their commas.
    pub insertions: Vec<Insertion>,
    /// How a verb is put in another modality: (modality, of a passive group, template).
    pub modality: Vec<(Modality, bool, String)>,
    /// How an active clause becomes passive.
    pub passive: Vec<Passive>,
}

/// Words inserted after a name.
#[derive(Debug, Clone)]
pub struct Insertion {
    /// A relative clause; else an apposition.
    pub relative: bool,
    /// The type of the name (`state`).
    pub kind: String,
    /// Gender and number of the name that it fits (`fs`); empty for all.
    pub features: String,
    /// The words.
    pub words: String,
}

/// How the verb of an active clause becomes passive.
#[derive(Debug, Clone)]
pub struct Passive {
    /// The lemma; empty for every verb that has a passive participle.
    pub lemma: String,
    /// The preposition under which the active verb takes what becomes the subject; empty for a direct object.
    pub marker: String,
    /// The lemma of the passive verb; empty where the verb's own participle is used.
    pub passive: String,
    /// The clause, with `{object}`, `{be}` or `{verb}`, and `{subject}`.
    pub template: String,
}

impl Grammar {
    /// Reads a `metamorphic.txt`.
    ///
    /// # Errors
    /// The first line that is none of the form.
    pub fn parse(tag: &str, source: &str) -> Result<Grammar, String> {
        let mut out = Grammar::default();
        for (n, line) in source.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            out.line(line).ok_or_else(|| {
                format!("{tag}/metamorphic.txt:{}: cannot read `{line}`; the comments say what a line may be", n + 1)
            })?;
        }
        Ok(out)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let (key, rest) = line.split_once(' ')?;
        let rest = rest.trim();
        match key {
            "article" => {
                let mut words = rest.split_whitespace().map(str::to_owned);
                self.articles.push((words.next()?, words.next()?, words.next()?));
            }
            "apart" => self.apart.extend(rest.split_whitespace().map(str::to_owned)),
            "alike" => self.alike.push(rest.split_whitespace().map(str::to_owned).collect()),
            "speech" | "denial" => {
                let (office, template) = rest.split_once(' ')?;
                let list = if key == "speech" { &mut self.speech } else { &mut self.denial };
                list.push((office.to_owned(), template.trim().to_owned()));
            }
            "asked" | "condition" => self.silent.push((key == "asked", rest.to_owned())),
            "question" => {
                let (voice, rest) = rest.split_once(' ')?;
                let (before, verb) = rest.split_once("...")?;
                self.question.push((voice == "passive", before.trim().to_owned(), verb.trim().to_owned()));
            }
            "apposition" | "relative" => {
                let (kind, words) = rest.split_once(' ')?;
                let (kind, features) = kind.split_once('.').unwrap_or((kind, ""));
                self.insertions.push(Insertion {
                    relative: key == "relative",
                    kind: kind.to_owned(),
                    features: features.to_owned(),
                    words: words.trim().to_owned(),
                });
            }
            "modality" => {
                let (modality, rest) = rest.split_once(' ')?;
                let (voice, template) = rest.trim().split_once(' ')?;
                self.modality.push((modality.parse().ok()?, voice == "passive", template.trim().to_owned()));
            }
            "passive" => {
                let (verbs, template) = rest.split_once(" = ")?;
                let mut verbs = verbs.split_whitespace();
                let (active, passive) = (verbs.next()?, verbs.next().unwrap_or_default());
                let (lemma, marker) = active.split_once('+').unwrap_or((active, ""));
                self.passive.push(Passive {
                    lemma: lemma.trim_matches('*').to_owned(),
                    marker: marker.to_owned(),
                    passive: passive.to_owned(),
                    template: template.trim().to_owned(),
                });
            }
            _ => return None,
        }
        Some(())
    }
}
