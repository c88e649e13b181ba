//! Paradigms: how a lemma yields its forms, as data.
//!
//! A paradigm is a list of cases, tried in order; the first whose pattern fits the lemma gives the forms. In a pattern a
//! letter stands for itself, `C` for any one letter, `*` for any run (also an empty one), `[abc]` for one of some letters;
//! `C`, `*` and `[]` are numbered from 1 in the order they stand, and a form is written with those numbers:
//!
//! ```text
//! paradigm hifil verb
//!   ה*ה   past.3ms=ה1ה  past.3fs=ה1תה  present.fs=מ1ה
//!   ה*    past.3ms=ה1   past.3fs=ה1ה   present.fs=מ1ה
//! ```
//!
//! Nothing here knows a language; an Arabic form is `CCC` with `past.3ms=ا1ت2ع3`.

use std::ops::Range;

use smallvec::SmallVec;

use crate::{Error, Pos, features::Features, lines::Line};

/// How lemmas of one class inflect.
#[derive(Debug, Clone)]
pub struct Paradigm {
    /// Its name, as lemmas refer to it.
    pub name: String,
    /// The part of speech it yields.
    pub pos: Pos,
    cases: Vec<Case>,
}

#[derive(Debug, Clone)]
struct Case {
    pattern: Vec<Piece>,
    forms: Vec<(Features, String)>,
}

impl Case {
    /// Whether a pattern that says only how a word ends ("*ing") fits; `None` where it says more.
    fn ends(&self, letters: &[char]) -> Option<bool> {
        let (Piece::Run, rest) = self.pattern.split_first()? else { return None };
        if rest.iter().any(|p| matches!(p, Piece::Run)) {
            return None;
        }
        let Some(begin) = letters.len().checked_sub(rest.len()) else { return Some(false) };
        // The last letter tells words apart soonest.
        Some(rest.iter().zip(letters.get(begin..)?).rev().all(|(piece, letter)| piece.takes(*letter)))
    }
}

impl Piece {
    /// Whether it stands for a letter.
    fn takes(&self, letter: char) -> bool {
        match self {
            Piece::Letter(c) => *c == letter,
            Piece::OneOf(list, negated) => list.contains(&letter) != *negated,
            Piece::Any | Piece::Run => true,
        }
    }
}

#[derive(Debug, Clone)]
enum Piece {
    Letter(char),
    Any,
    OneOf(Vec<char>, bool),
    Run,
}

impl Paradigm {
    /// A paradigm without cases.
    pub fn new(name: &str, pos: Pos) -> Paradigm {
        Paradigm { name: name.to_owned(), pos, cases: Vec::new() }
    }

    /// Adds the case that a line gives: a pattern and `tag=form` fields. A field `+tag=form` repeats the tag before.
    ///
    /// # Errors
    /// Names the field that cannot be read.
    pub fn add_case(&mut self, line: &Line<'_>) -> Result<(), Error> {
        let pattern = pattern(line, line.fields[0])?;
        let slots = pattern.iter().filter(|p| !matches!(p, Piece::Letter(_))).count();
        let mut forms = Vec::new();
        for field in &line.fields[1..] {
            let Some((tag, form)) = field.split_once('=') else {
                return Err(line.error(format!("`{field}`: expected tag=form, such as past.3fs=1ה")));
            };
            let features = Features::parse(tag).ok_or_else(|| line.error(format!("`{tag}` is no list of features")))?;
            if let Some(d) = form.chars().filter_map(|c| c.to_digit(10)).find(|d| *d == 0 || *d as usize > slots) {
                return Err(line.error(format!("`{form}` names part {d}, but the pattern has {slots}")));
            }
            // A form may be given in several spellings: past=a/b
            forms.extend(form.split('/').map(|f| (features, f.to_owned())));
        }
        self.cases.push(Case { pattern, forms });
        Ok(())
    }

    /// The forms of a lemma; `None` where no case fits it.
    pub fn inflect(&self, lemma: &str) -> Option<Vec<(Features, String)>> {
        let letters: Vec<char> = lemma.chars().collect();
        for case in &self.cases {
            let mut parts = Parts::new();
            if matches(&case.pattern, &letters, 0, &mut parts) {
                let write = |form: &str| -> String {
                    let mut out = String::with_capacity(lemma.len() + form.len());
                    for c in form.chars() {
                        match c.to_digit(10).and_then(|d| parts.get(d as usize - 1)) {
                            Some(part) => out.extend(letters.get(part.clone()).unwrap_or_default()),
                            None if c != '0' => out.push(c),
                            None => {}
                        }
                    }
                    out
                };
                return Some(case.forms.iter().map(|(f, form)| (*f, write(form))).collect());
            }
        }
        None
    }

    /// Whether its nouns have forms for before an owner.
    pub fn has_construct(&self) -> bool {
        self.cases.iter().any(|case| case.forms.iter().any(|(features, _)| features.construct))
    }

    /// Whether a case fits a word.
    pub fn fits(&self, letters: &[char]) -> bool {
        self.cases
            .iter()
            .any(|case| case.ends(letters).unwrap_or_else(|| matches(&case.pattern, letters, 0, &mut Parts::new())))
    }
}

/// The numbered parts of a pattern, as ranges of the letters of a word.
type Parts = SmallVec<[Range<usize>; 6]>;

fn pattern(line: &Line<'_>, written: &str) -> Result<Vec<Piece>, Error> {
    let mut out = Vec::new();
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            'C' => Piece::Any,
            '*' => Piece::Run,
            '[' => {
                let mut list: Vec<char> = chars.by_ref().take_while(|c| *c != ']').collect();
                let negated = list.first() == Some(&'^');
                if negated {
                    list.remove(0);
                }
                Piece::OneOf(list, negated)
            }
            c => Piece::Letter(c),
        });
    }
    if out.iter().filter(|p| matches!(p, Piece::Run)).count() > 2 {
        return Err(line.error("a pattern may have two `*` at most"));
    }
    Ok(out)
}

/// Whether a pattern fits the letters from `at` on.
fn matches(pattern: &[Piece], letters: &[char], at: usize, parts: &mut Parts) -> bool {
    let Some((piece, rest)) = pattern.split_first() else { return at == letters.len() };
    let part = |end: usize, parts: &mut Parts| {
        parts.push(at..end);
        let fits = matches(rest, letters, end, parts);
        if !fits {
            parts.pop();
        }
        fits
    };
    match (piece, letters.get(at)) {
        (Piece::Run, _) => {
            // What follows the last `*` has a fixed length, so that there is one end to try.
            let (first, last) = if rest.iter().any(|p| matches!(p, Piece::Run)) {
                (at, letters.len())
            } else {
                let Some(end) = letters.len().checked_sub(rest.len()).filter(|end| *end >= at) else { return false };
                (end, end)
            };
            (first..=last).rev().any(|end| part(end, parts))
        }
        (_, None) => false,
        (Piece::Letter(c), Some(letter)) => letter == c && matches(rest, letters, at + 1, parts),
        (Piece::OneOf(list, negated), Some(letter)) => list.contains(letter) != *negated && part(at + 1, parts),
        (Piece::Any, Some(_)) => part(at + 1, parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    fn paradigm(source: &str) -> Paradigm {
        let mut p = Paradigm::new("p", Pos::Verb);
        for line in lines("f", source) {
            p.add_case(&line).unwrap();
        }
        p
    }

    #[test]
    fn the_first_case_that_fits() {
        let p = paradigm("*e past=1ed gerund=1ing\n*[^aeiou]y past=12ied\n* past=1ed gerund=1ing\n");
        assert_eq!(p.inflect("announce").unwrap()[1].1, "announcing");
        assert_eq!(p.inflect("ratify").unwrap()[0].1, "ratified");
        assert_eq!(p.inflect("enjoy").unwrap()[0].1, "enjoyed");
    }

    #[test]
    fn roots_and_patterns() {
        let p = paradigm("CCC present.ms=1ו23 present.fs=1ו23ת infinitive=ל12ו3");
        let forms: Vec<String> = p.inflect("חתם").unwrap().into_iter().map(|f| f.1).collect();
        assert_eq!(forms, ["חותם", "חותםת", "לחתום"]); // the lexicon gives the last letters their shape
        assert!(p.inflect("הצטרף").is_none());
    }

    #[test]
    fn a_wrong_number_is_an_error() {
        let mut p = Paradigm::new("p", Pos::Verb);
        let line = lines("languages/xx/paradigms.txt", "CC past=3").next().unwrap();
        assert!(p.add_case(&line).unwrap_err().to_string().contains("languages/xx/paradigms.txt:1"));
    }
}
