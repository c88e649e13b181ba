//! The form of `cases.md`: headings, fenced texts, and under each the lines that say what must come out.

use claims::Document;

/// A text with what must come out of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The heading under which it stands.
    pub title: String,
    /// The line of the heading.
    pub line: usize,
    /// A known gap: the heading begins with TODO.
    pub todo: bool,
    /// The text.
    pub document: Document,
    /// All that must come out.
    pub expected: Vec<Expected>,
}

/// One line under a text.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Where it stands.
    pub line: usize,
    /// May come out, need not.
    pub optional: bool,
    /// What comes out.
    pub what: What,
}

/// What a line says.
#[derive(Debug, Clone)]
pub enum What {
    /// A claim.
    Claim {
        /// Its act.
        act: String,
        /// Its roles with the ids or `[words` of their fillers.
        roles: Vec<(String, Vec<String>)>,
        /// Its modality.
        modality: String,
        /// Not yet.
        not_yet: bool,
        /// `FROM..TO`, if the line says one.
        time: Option<String>,
        /// The value of an attribute.
        value: Option<String>,
        /// The speaker.
        by: Option<String>,
    },
    /// A quotation.
    Quotation {
        /// In marks.
        direct: bool,
        /// The speaker.
        by: Option<String>,
        /// What is said, pieces joined with ` … `.
        words: String,
    },
    /// A time expression.
    Time {
        /// Its words.
        words: String,
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
    },
}

/// Reads a `cases.md`.
///
/// # Errors
/// The first line that is none of the form.
pub fn parse(tag: &str, source: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut title = (String::new(), 0);
    let mut block: Option<Vec<&str>> = None;
    for (n, line) in source.lines().enumerate() {
        if line.starts_with("```") {
            match block.take() {
                None => block = Some(Vec::new()),
                // Without this a fence that is forgotten turns the cases after it into prose.
                Some(_) if line.trim_end() != "```" => {
                    return Err(format!("{tag}/cases.md:{}: the text before is not closed", n + 1));
                }
                Some(lines) => {
                    let mut document = Document { language: Some(tag.to_owned()), ..Document::default() };
                    let mut rest = lines.as_slice();
                    while let Some((head, tail)) = rest.split_first() {
                        let Some((key, value)) =
                            head.split_once(": ").filter(|(k, _)| matches!(*k, "published" | "title"))
                        else {
                            break;
                        };
                        match key {
                            "published" => {
                                let date = value.trim().parse();
                                document.published =
                                    Some(date.map_err(|_| format!("{tag}/cases.md:{}: `{value}` is no date", n + 1))?);
                            }
                            _ => document.title = Some(value.trim().to_owned()),
                        }
                        rest = tail;
                    }
                    document.text = rest.join("\n").trim().to_owned();
                    cases.push(Case {
                        title: title.0.clone(),
                        line: title.1,
                        todo: title.0.starts_with("TODO"),
                        document,
                        expected: Vec::new(),
                    });
                }
            }
        } else if let Some(lines) = &mut block {
            lines.push(line);
        } else if line.starts_with('#') {
            title = (line.trim_start_matches('#').trim().to_owned(), n + 1);
        } else if let Some(expected) = line.trim_start().strip_prefix("- ") {
            let Some(case) = cases.last_mut().filter(|c| c.title == title.0) else { continue };
            if expected.trim() == "nothing" {
                continue;
            }
            let (optional, expected) = match expected.strip_prefix("? ") {
                Some(rest) => (true, rest),
                None => (false, expected),
            };
            let what = what(expected)
                .ok_or_else(|| format!("{tag}/cases.md:{}: cannot read `{expected}`; see _example/cases.md", n + 1))?;
            case.expected.push(Expected { line: n + 1, optional, what });
        }
    }
    Ok(cases)
}

fn what(written: &str) -> Option<What> {
    if let Some(rest) = written.strip_prefix("quotation ") {
        let (head, words) = rest.split_once('“')?;
        let direct = head.contains("direct") && !head.contains("indirect");
        let by = head.split_once("by ").map(|(_, b)| b.trim().trim_end_matches(':').trim().to_owned());
        return Some(What::Quotation { direct, by, words: words.trim_end().strip_suffix('”')?.to_owned() });
    }
    if let Some(rest) = written.strip_prefix("time ") {
        let (words, value) = rest.strip_prefix('“')?.split_once("” = ")?;
        let (from, to) = value.split_once("..").unwrap_or((value, value));
        return Some(What::Time { words: words.to_owned(), from: from.trim().to_owned(), to: to.trim().to_owned() });
    }
    let (act, rest) = written.split_once('(')?;
    let (inner, tail) = rest.rsplit_once(')')?;
    let mut roles = Vec::new();
    for part in inner.split(';') {
        let part = part.trim();
        let (role, fillers) = part.split_once(' ')?;
        roles.push((role.to_owned(), split_fillers(fillers)));
    }
    let (mut modality, mut not_yet, mut time, mut value, mut by) = ("asserted".to_owned(), false, None, None, None);
    for part in tail.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        match part {
            "asserted" | "planned" | "possible" | "denied" | "urged" => part.clone_into(&mut modality),
            "not yet" => not_yet = true,
            part => match (part.strip_prefix("by "), part.strip_prefix("value ")) {
                (Some(speaker), _) => by = Some(speaker.to_owned()),
                (_, Some(told)) => value = Some(told.to_owned()),
                _ => time = Some(part.to_owned()),
            },
        }
    }
    Some(What::Claim { act: act.trim().to_owned(), roles, modality, not_yet, time, value, by })
}

/// The fillers of a role: ids, and words between brackets, which may hold blanks.
fn split_fillers(fillers: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for word in fillers.split_whitespace() {
        match out.last_mut().filter(|_| open) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => out.push(word.to_owned()),
        }
        open = (open || word.starts_with('[')) && !word.ends_with(']');
    }
    out
}
