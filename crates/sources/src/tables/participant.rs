//! A participant as a table writes it: brackets, footnotes, territories.

/// Who stands at the head of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Participant {
    /// As written.
    pub written: String,
    /// The name without marks.
    pub name: String,
    /// In square brackets: it has withdrawn, or is a predecessor; the day stands in a footnote.
    pub bracketed: bool,
    /// Numbers of footnotes at the name.
    pub notes: Vec<String>,
    /// The part of its territory for which it acts ("Netherlands (in respect of Aruba)").
    pub territory: Option<String>,
}

impl Participant {
    /// Reads a name with its marks: `[Canada]`, `China 2, 3`, `Netherlands (for the European part of Netherlands)`.
    pub fn read(written: &str) -> Participant {
        let mut name = written.trim();
        let mut bracketed = false;
        let mut notes: Vec<String> = Vec::new();
        loop {
            let before = name;
            if let Some(inner) = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')) {
                bracketed = true;
                name = inner.trim();
            }
            // Footnotes: numbers at the end, parted by commas, small raised digits too.
            let bare = name.trim_end_matches(|c: char| c.is_numeric() || matches!(c, ',' | ' ' | '*' | '†'));
            if bare.len() < name.len() && !bare.is_empty() {
                let rest = name.get(bare.len()..).unwrap_or_default();
                notes.extend(rest.split([',', ' ']).filter(|n| !n.is_empty()).map(str::to_owned));
                name = bare;
            }
            if name == before {
                break;
            }
        }
        let territory = name.split_once('(').and_then(|(_, inner)| {
            let inner = inner.strip_suffix(')').unwrap_or(inner).trim();
            let of = |word: &str| inner.strip_prefix(word).map(|t| t.trim().to_owned());
            of("in respect of").or_else(|| of("for the")).or_else(|| of("on behalf of")).or_else(|| of("for "))
        });
        let name = match &territory {
            Some(_) => name.split_once('(').map_or(name, |(n, _)| n.trim()),
            None => name,
        };
        Participant { written: written.trim().to_owned(), name: name.to_owned(), bracketed, notes, territory }
    }

    /// Forms of the name under which the world may know it, best first: as written, and with what stands behind in parentheses
    /// in front ("Bolivia (Plurinational State of)": Plurinational State of Bolivia, Bolivia).
    pub fn names(&self) -> Vec<String> {
        let mut names = vec![self.name.clone()];
        if let Some((head, rest)) = self.name.split_once('(') {
            let rest = rest.trim_end_matches(')').trim();
            let head = head.trim();
            names.push(format!("{rest} {head}"));
            names.push(head.to_owned());
        }
        if let Some(bare) = self.name.strip_prefix("The ").or_else(|| self.name.strip_prefix("the ")) {
            names.push(bare.to_owned());
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_names() {
        let read = Participant::read;
        assert_eq!(read("[Canada]").name, "Canada");
        assert!(read("[Canada]").bracketed);
        let china = read("China 2, 3");
        assert_eq!((china.name.as_str(), china.notes.len()), ("China", 2));
        let aruba = read("Netherlands (in respect of Aruba)");
        assert_eq!((aruba.name.as_str(), aruba.territory.as_deref()), ("Netherlands", Some("Aruba")));
        assert_eq!(read("Iran (Islamic Republic of)").names()[1], "Islamic Republic of Iran");
        assert_eq!(read("").name, "");
        assert_eq!(read("7").name, "7");
    }
}
