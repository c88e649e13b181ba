//! `cargo xtask polnear CHECKOUT`: the training part of PolNeAR as rows for the quotation scorer.
//!
//! PolNeAR (`networkdynamics/PolNeAR`) holds American political news with every attribution marked by hand: who (source), the
//! words that attribute (cue), what (content). It states no licence, so nothing of it is kept here; it is read from a checkout
//! and written to the standard output, one article a line:
//!
//! `{"id","lang","text","quotations":[{"source","cue","content","direct","speech"}]}`, offsets in code points; `source` and
//! `cue` have `spans` where they are broken, and are null where there are none.
//!
//! In `gold/quotations-polnear/train.jsonl` of the shared folder `cargo xtask scoreboard` finds them.
//!
//! Only `data/train` is opened. The other parts are for one measurement by somebody who wrote no rule.
//!
//! Of an article with several annotators the first in the order of their marks is taken.
//!
//! PolNeAR marks beliefs, intentions and what documents show as well. `speech` marks what was said or written by somebody:
//! - a word of the cue is a form of a verb of saying (`verbs.txt`), or
//! - the cue is "according to" or a colon, or
//! - the content holds a double quotation mark, or stands in one.
//!
//! `direct`: the content begins and ends with a double mark.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use serde_json::{Value, json};

use crate::listing;

/// Words of a text, cue or content: `start..end` in code points.
type Spans = Vec<(usize, usize)>;

/// An attribution.
#[derive(Default)]
struct Attribution {
    source: Spans,
    cue: Spans,
    content: Spans,
}

/// Writes the rows.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let [checkout] = arguments else { return Err("usage: cargo xtask polnear CHECKOUT > rows.jsonl".to_owned()) };
    let train = Path::new(checkout).join("data").join("train");
    let verbs = verbs();
    // The name of an annotation file is that of its article and the annotator's mark.
    let mut annotations = BTreeMap::new();
    for path in listing(&train.join("attributions"))? {
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        if let Some((article, _)) = stem.rsplit_once('_') {
            annotations.entry(article.to_owned()).or_insert(path);
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for (article, path) in annotations {
        let text = read(&train.join("text").join(format!("{article}.txt")))?;
        let row = row(&article, &text, &read(&path)?, &verbs);
        writeln!(out, "{row}").map_err(|e| e.to_string())?;
    }
    out.flush().map_err(|e| e.to_string())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn row(article: &str, text: &str, annotation: &str, verbs: &HashSet<String>) -> Value {
    let letters: Vec<char> = text.chars().collect();
    let found: Vec<Value> = attributions(annotation)
        .into_iter()
        .filter(|a| !a.content.is_empty())
        .map(|a| {
            let content = words(&letters, &a.content);
            let direct = content.starts_with(is_mark) && content.ends_with(is_mark);
            let speech = is_speech(&letters, &a, verbs);
            json!({
                "source": one(&letters, &a.source),
                "cue": one(&letters, &a.cue),
                "content": a.content.iter().map(|s| span(&letters, *s)).collect::<Vec<_>>(),
                "direct": direct,
                "speech": speech,
            })
        })
        .collect();
    // The second part of the name is the day: breitbart_2016-07-19_….
    let day = article.split('_').nth(1).unwrap_or_default();
    json!({ "id": article, "lang": "en", "text": text, "reference": day, "quotations": found })
}

/// The attributions of an annotation file: `T` lines are spans, `E` lines put them together.
fn attributions(annotation: &str) -> Vec<Attribution> {
    let mut spans: BTreeMap<&str, Spans> = BTreeMap::new();
    let mut out = Vec::new();
    for line in annotation.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(value)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let offsets = value.split_once(' ').map_or("", |(_, rest)| rest);
            let pairs = offsets.split(';').filter_map(|pair| {
                let (a, b) = pair.trim().split_once(' ')?;
                Some((a.parse().ok()?, b.parse().ok()?))
            });
            spans.insert(id, pairs.collect());
        } else if id.starts_with('E') {
            let mut attribution = Attribution::default();
            for part in value.split(' ') {
                let Some((role, id)) = part.split_once(':') else { continue };
                let Some(found) = spans.get(id) else { continue };
                match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => attribution.source.extend(found),
                    "Cue" => attribution.cue.extend(found),
                    "Content" => attribution.content.extend(found),
                    _ => {}
                }
            }
            attribution.content.sort_unstable();
            out.push(attribution);
        }
    }
    out
}

fn is_speech(letters: &[char], attribution: &Attribution, verbs: &HashSet<String>) -> bool {
    let cue = words(letters, &attribution.cue).to_lowercase();
    let by_cue = cue.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| verbs.contains(word))
        || cue.contains("according to")
        || cue.trim() == ":";
    let quoted = words(letters, &attribution.content).contains(is_mark);
    let within = attribution.content.iter().any(|(start, end)| {
        let before = start.checked_sub(1).and_then(|i| letters.get(i));
        before.copied().is_some_and(is_mark) && letters.get(*end).copied().is_some_and(is_mark)
    });
    by_cue || quoted || within
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '"')
}

fn words(letters: &[char], spans: &Spans) -> String {
    let parts: Vec<String> = spans.iter().filter_map(|(a, b)| letters.get(*a..*b)).map(String::from_iter).collect();
    parts.join(" ")
}

fn span(letters: &[char], (start, end): (usize, usize)) -> Value {
    json!({ "start": start, "end": end, "text": letters.get(start..end).map(String::from_iter) })
}

/// A source or cue: its extent, with its parts where it is broken.
fn one(letters: &[char], spans: &Spans) -> Value {
    let (Some(start), Some(end)) = (spans.iter().map(|s| s.0).min(), spans.iter().map(|s| s.1).max()) else {
        return Value::Null;
    };
    let mut value = span(letters, (start, end));
    if spans.len() > 1 {
        value["spans"] = spans.iter().map(|s| span(letters, *s)).collect();
    }
    value
}

/// All forms of the verbs of saying.
fn verbs() -> HashSet<String> {
    let lines = include_str!("verbs.txt").lines().filter(|l| !l.starts_with('#'));
    let mut out = HashSet::new();
    for entry in lines.flat_map(str::split_whitespace) {
        let mut forms = entry.split(':');
        let lemma = forms.next().unwrap_or_default();
        out.extend(forms.map(str::to_owned));
        let stem = lemma.strip_suffix('e').unwrap_or(lemma);
        let vowel_before_y = lemma.ends_with("ay") || lemma.ends_with("ey") || lemma.ends_with("oy");
        out.insert(lemma.to_owned());
        match lemma.strip_suffix('y').filter(|_| !vowel_before_y) {
            Some(stem) => out.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{lemma}ing")]),
            None => {
                out.extend([format!("{lemma}s"), format!("{lemma}es"), format!("{stem}ed"), format!("{stem}ing")]);
            }
        }
    }
    out
}
