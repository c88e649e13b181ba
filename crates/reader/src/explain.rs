//! What each stage made of a text, for a linguist who asks why a claim came out or did not.

use std::fmt;

use claims::Reading;
use language::{Language, Pos};
use serde::Serialize;

use crate::{
    acts::Found,
    assign::{Rejected, marks_in_words},
    clauses::Edge,
    part::Text,
    segment::Segment,
};

/// The stages of every sentence that was read closely.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The reading itself.
    #[serde(skip)]
    pub reading: Reading,
    /// The language in which it was read.
    pub language: Option<String>,
    /// Its sentences; those that hold nothing to read are left out.
    pub sentences: Vec<Sentence>,
    /// How many sentences were read closely.
    pub read: usize,
    /// How many hold nothing to read.
    pub passed_over: usize,
}

/// The stages of one sentence.
#[derive(Debug, Clone, Serialize)]
pub struct Sentence {
    /// Words with the part of speech chosen and the others that were possible.
    pub words: Vec<String>,
    /// Noun phrases and verb groups.
    pub phrases: Vec<String>,
    /// Time expressions.
    pub times: Vec<String>,
    /// The clause tree.
    pub clauses: Vec<String>,
    /// What was found.
    pub found: Vec<String>,
    /// What was tried and refused.
    pub refused: Vec<String>,
}

/// Writes down the stages of a segment.
pub(crate) fn sentence(
    segment: &Segment,
    found: &[Found],
    refused: &[Rejected],
    text: &Text<'_>,
    language: &Language,
) -> Sentence {
    let folded = text.shadow.text();
    let between = |start: usize, end: usize| -> String {
        let (Some(a), Some(b)) = (segment.words.get(start), end.checked_sub(1).and_then(|e| segment.words.get(e)))
        else {
            return String::new();
        };
        text.original.get(text.shadow.original(a.start..b.end.max(a.start))).unwrap_or_default().replace('\n', " ")
    };
    let phrase = |p: usize| {
        let p = &segment.pieces.phrases[p];
        between(p.start, p.end)
    };
    let words = segment
        .words
        .iter()
        .map(|w| {
            let form = folded.get(w.start..w.end).unwrap_or_default();
            let readings: Vec<String> = w.readings.iter().map(|r| part(r.pos, r.code, r.lemma, language)).collect();
            let name = w.name.and_then(|n| text.names.get(n)).map(|n| format!(" = {}", n.kind)).unwrap_or_default();
            if readings.is_empty() { form.to_owned() } else { format!("{form} [{}{name}]", readings.join(" | ")) }
        })
        .collect();
    let mut phrases: Vec<String> = Vec::new();
    for p in &segment.pieces.phrases {
        let marker = language.lexicon.code_name(p.marker);
        let mut line = format!("phrase “{}”", between(p.start, p.end));
        if !marker.is_empty() {
            line.push_str(&format!(" marked {marker}"));
        }
        line.push_str(&format!(", head “{}”", between(p.head, p.head + 1)));
        for (what, list) in [("owner", &p.genitives), ("and", &p.members), ("that is", &p.appositions)] {
            for inner in list {
                line.push_str(&format!(", {what} “{}”", phrase(*inner)));
            }
        }
        phrases.push(line);
    }
    for v in &segment.pieces.verbs {
        let lemma = v.lemma.map_or("?", |l| &language.lexicon.lemma(l).text);
        let mut line = format!("verb “{}”, lemma {lemma}, {:?}", between(v.start, v.end), v.form);
        for (set, word) in [
            (v.passive, "passive"),
            (v.negated.is_some(), "negated"),
            (v.modal.is_some(), "modal"),
            (v.perfect, "perfect"),
            (v.copula, "copula"),
        ] {
            if set {
                line.push_str(&format!(", {word}"));
            }
        }
        phrases.push(line);
    }
    let times = segment.times.iter().map(|t| {
        let show = |m: Option<claims::Moment>| m.map_or("?".to_owned(), |m| m.to_string());
        format!("“{}” = {} to {} ({:?})", between(t.start, t.end), show(t.from), show(t.to), t.sense)
    });
    let clauses = segment.clauses.iter().enumerate().map(|(i, c)| {
        let edge = match c.edge {
            Edge::Root => "main".to_owned(),
            Edge::Complement => "complement".to_owned(),
            Edge::Infinitive => "infinitive".to_owned(),
            Edge::Relative(p) => format!("describes “{}”", phrase(p)),
            Edge::Adverbial(code) => format!("adverbial ({})", language.lexicon.code_name(code)),
            Edge::Coordinate(beside) => format!("beside {beside}"),
            Edge::Participle => "participle".to_owned(),
        };
        let f = &segment.functions[i];
        let mut line = format!("{i}: {edge}");
        if let Some(parent) = c.parent {
            line.push_str(&format!(" under {parent}"));
        }
        line.push_str(&format!(": “{}”", between(c.start, c.end)));
        if let Some(v) = c.verb {
            let v = &segment.pieces.verbs[v];
            line.push_str(&format!("; verb “{}”", between(v.start, v.end)));
        }
        if let Some(s) = f.subject {
            line.push_str(&format!("; subject “{}”", phrase(s.phrase)));
        }
        if let Some(o) = f.object {
            line.push_str(&format!("; object “{}”", phrase(o.phrase)));
        }
        for (marker, m) in &f.marked {
            line.push_str(&format!("; {} “{}”", language.lexicon.code_name(*marker), phrase(m.phrase)));
        }
        line
    });
    let found = found.iter().map(|f| {
        let entry = language.lexicon.entries.get(f.assignment.entry as usize);
        let roles: Vec<String> = f
            .assignment
            .roles
            .iter()
            .map(|(role, fillers)| {
                let names: Vec<&str> = fillers.iter().map(|f| f.entity.key()).collect();
                format!("{role} {}", names.join(", "))
            })
            .collect();
        format!(
            "{} ({}): {}; {}, score {}, margin {}",
            f.assignment.act,
            entry.map_or("", |e| &e.place),
            roles.join("; "),
            f.status.modality,
            f.assignment.score,
            f.assignment.margin
        )
    });
    let refused = refused.iter().map(|r| {
        let entry = language.lexicon.entries.iter().find(|e| e.place == r.place);
        let slots: Vec<String> = entry
            .map(|e| {
                e.slots
                    .iter()
                    .map(|s| {
                        let role = s.role.map_or("(word)", |r| r.code());
                        format!("{role} as {}", marks_in_words(s, |c| language.lexicon.code_name(c).to_owned()))
                    })
                    .collect()
            })
            .unwrap_or_default();
        format!("{} ({}): {}; it takes {}", r.act, r.place, r.why, slots.join(", "))
    });
    Sentence {
        words,
        phrases,
        times: times.collect(),
        clauses: clauses.collect(),
        found: found.collect(),
        refused: refused.collect(),
    }
}

fn part(pos: Pos, code: language::Code, lemma: Option<language::LemmaId>, language: &Language) -> String {
    let name = format!("{pos:?}").to_lowercase();
    let code = language.lexicon.code_name(code);
    match (code.is_empty(), lemma) {
        (false, _) => format!("{name} {code}"),
        (true, Some(l)) => format!("{name} {}", language.lexicon.lemma(l).text),
        (true, None) => name,
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.language {
            Some(tag) => writeln!(f, "language: {tag}")?,
            None => writeln!(f, "language: not recognised; only names are read in known languages")?,
        }
        for (i, sentence) in self.sentences.iter().enumerate() {
            writeln!(f, "\nsentence {}", i + 1)?;
            for (title, lines) in [
                ("words", std::slice::from_ref(&sentence.words.join(" · "))),
                ("phrases", sentence.phrases.as_slice()),
                ("times", sentence.times.as_slice()),
                ("clauses", sentence.clauses.as_slice()),
                ("found", sentence.found.as_slice()),
                ("refused", sentence.refused.as_slice()),
            ] {
                if lines.iter().any(|l| !l.is_empty()) {
                    writeln!(f, "  {title}")?;
                    for line in lines {
                        writeln!(f, "    {line}")?;
                    }
                }
            }
        }
        Ok(())
    }
}
