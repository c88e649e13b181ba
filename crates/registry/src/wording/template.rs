//! Sentence templates: text with slots, optional parts and inflected alternatives.
//!
//! | written | means |
//! |---|---|
//! | `{actor}` | the value of the slot |
//! | `{agreement\|topic}` | the first of the two that has a value |
//! | `[ as {status}]` | left out where a slot in it has no value |
//! | `<joins/join>` | agrees with the subject: see `writing.forms` of the language |
//! | `<n:document/documents>` | agrees with the number in slot `n` |

/// A parsed template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Slot(Vec<String>),
    Optional(Vec<Piece>),
    Choice { by: Option<String>, forms: Vec<Vec<Piece>> },
}

/// What fills a template.
pub(crate) trait Values {
    /// The value of a slot; `None` or an empty text: it has none.
    fn value(&self, slot: &str) -> Option<String>;
    /// Which of `count` alternatives to take, 0 for the first. `by` is the slot that is named, `None` the subject.
    fn form(&self, by: Option<&str>, count: usize) -> usize;
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// A sentence that says which bracket is wrong.
    pub(crate) fn parse(source: &str) -> Result<Template, String> {
        let mut parser = Parser { chars: source.chars().collect(), at: 0 };
        let pieces = parser.pieces(&[], 0)?;
        Ok(Template(pieces))
    }

    /// Fills the template. A slot outside of optional parts that has no value leaves nothing behind.
    pub(crate) fn fill(&self, values: &dyn Values) -> String {
        let mut out = String::new();
        fill(&self.0, values, &mut out);
        out
    }

    /// Whether every slot outside of optional parts has a value.
    pub(crate) fn fits(&self, values: &dyn Values) -> bool {
        complete(&self.0, values)
    }

    /// All slots that the template names, optional ones included.
    pub(crate) fn slots(&self) -> Vec<&str> {
        let mut out = Vec::new();
        slots(&self.0, &mut out);
        out
    }
}

fn slots<'a>(pieces: &'a [Piece], out: &mut Vec<&'a str>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Slot(names) => out.extend(names.iter().map(String::as_str)),
            Piece::Optional(inner) => slots(inner, out),
            Piece::Choice { forms, .. } => forms.iter().for_each(|f| slots(f, out)),
        }
    }
}

fn value(names: &[String], values: &dyn Values) -> Option<String> {
    names.iter().find_map(|n| values.value(n).filter(|v| !v.is_empty()))
}

fn complete(pieces: &[Piece], values: &dyn Values) -> bool {
    pieces.iter().all(|piece| match piece {
        Piece::Slot(names) => value(names, values).is_some(),
        Piece::Choice { by, forms } => {
            forms.get(values.form(by.as_deref(), forms.len())).is_none_or(|f| complete(f, values))
        }
        Piece::Text(_) | Piece::Optional(_) => true,
    })
}

fn fill(pieces: &[Piece], values: &dyn Values, out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Slot(names) => out.push_str(&value(names, values).unwrap_or_default()),
            Piece::Optional(inner) if complete(inner, values) => fill(inner, values, out),
            Piece::Optional(_) => {}
            Piece::Choice { by, forms } => {
                let wanted = values.form(by.as_deref(), forms.len()).min(forms.len().saturating_sub(1));
                if let Some(form) = forms.get(wanted) {
                    fill(form, values, out);
                }
            }
        }
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
}

impl Parser {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.get(self.at).copied();
        self.at += usize::from(c.is_some());
        c
    }

    /// Reads up to one of `ends`, which is consumed; with no ends, to the end of the source.
    fn pieces(&mut self, ends: &[char], depth: usize) -> Result<Vec<Piece>, String> {
        if depth > 4 {
            return Err("brackets stand more than four deep".to_owned());
        }
        let mut pieces = Vec::new();
        let mut text = String::new();
        let flush = |text: &mut String, pieces: &mut Vec<Piece>| {
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(text)));
            }
        };
        loop {
            match self.next() {
                None if ends.is_empty() => break,
                None => return Err(format!("a bracket is opened and not closed with `{}`", ends[ends.len() - 1])),
                Some(c) if ends.contains(&c) => {
                    self.at -= 1;
                    break;
                }
                Some('{') => {
                    flush(&mut text, &mut pieces);
                    pieces.push(Piece::Slot(self.slot()?));
                }
                Some('[') => {
                    flush(&mut text, &mut pieces);
                    let inner = self.pieces(&[']'], depth + 1)?;
                    self.at += 1;
                    pieces.push(Piece::Optional(inner));
                }
                Some('<') => {
                    flush(&mut text, &mut pieces);
                    pieces.push(self.choice(depth)?);
                }
                Some(c @ ('}' | ']' | '>')) => return Err(format!("`{c}` closes a bracket that was not opened")),
                Some(c) => text.push(c),
            }
        }
        flush(&mut text, &mut pieces);
        Ok(pieces)
    }

    fn slot(&mut self) -> Result<Vec<String>, String> {
        let mut names = vec![String::new()];
        loop {
            match self.next() {
                Some('}') => break,
                Some('|') => names.push(String::new()),
                Some(c) if c.is_ascii_lowercase() || c == '_' => {
                    if let Some(last) = names.last_mut() {
                        last.push(c);
                    }
                }
                Some(c) => return Err(format!("`{c}` cannot stand in the name of a slot")),
                None => return Err("a slot is opened with `{` and not closed".to_owned()),
            }
        }
        if names.iter().any(String::is_empty) {
            return Err("a slot has no name".to_owned());
        }
        Ok(names)
    }

    fn choice(&mut self, depth: usize) -> Result<Piece, String> {
        let mut by = None;
        let name_end = self.chars[self.at..].iter().position(|c| !c.is_ascii_lowercase() && *c != '_');
        if let Some(n) = name_end
            && n > 0
            && self.chars.get(self.at + n) == Some(&':')
        {
            by = Some(self.chars[self.at..self.at + n].iter().collect());
            self.at += n + 1;
        }
        let mut forms = Vec::new();
        loop {
            forms.push(self.pieces(&['/', '>'], depth + 1)?);
            if self.next() != Some('/') {
                break;
            }
        }
        if forms.len() < 2 {
            return Err("alternatives in `<...>` are parted by `/`; there is only one".to_owned());
        }
        Ok(Piece::Choice { by, forms })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given(&'static [(&'static str, &'static str)]);

    impl Values for Given {
        fn value(&self, slot: &str) -> Option<String> {
            self.0.iter().find(|(k, _)| *k == slot).map(|(_, v)| (*v).to_owned())
        }
        fn form(&self, by: Option<&str>, _: usize) -> usize {
            usize::from(by.and_then(|b| self.value(b)).is_none_or(|n| n != "1"))
        }
    }

    fn filled(template: &str, values: &'static [(&'static str, &'static str)]) -> String {
        Template::parse(template).unwrap().fill(&Given(values))
    }

    #[test]
    fn fills_slots_optional_parts_and_alternatives() {
        assert_eq!(
            filled("{a} signs {b|c}[ as {d}][ in {e}]", &[("a", "A"), ("c", "C"), ("e", "E")]),
            "A signs C in E"
        );
        assert_eq!(filled("<n:one document/{n} documents>", &[("n", "1")]), "one document");
        assert_eq!(filled("<n:one document/{n} documents>", &[("n", "7")]), "7 documents");
        assert_eq!(filled("<joins/join>", &[]), "join");
    }

    #[test]
    fn says_what_is_wrong() {
        for (source, part) in [
            ("{a", "not closed"),
            ("a}", "not opened"),
            ("[ {a}", "not closed with `]`"),
            ("<a>", "only one"),
            ("{A}", "`A`"),
            ("[[[[[[x]]]]]]", "four deep"),
            ("{}", "no name"),
        ] {
            let message = Template::parse(source).unwrap_err();
            assert!(message.contains(part), "{source}: {message}");
        }
    }
}
