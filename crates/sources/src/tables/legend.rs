//! The head of a column: which acts stand in it, and which letter behind a date means which.

use claims::Act;

/// What a date in a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The label in the head, without its letter.
    pub label: String,
    /// The act.
    pub act: Act,
    /// By which means consent was given.
    pub means: Option<&'static str>,
    /// In which capacity it was signed.
    pub capacity: Option<&'static str>,
    /// The act is told not to be done ("notification of non-provisional application").
    pub denied: bool,
}

impl Meaning {
    /// An act under a label, done and by those means.
    pub(crate) fn of(label: &str, act: Act, means: Option<&'static str>) -> Meaning {
        Meaning { label: label.to_owned(), act, means, capacity: None, denied: false }
    }
}

/// The labels of one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Legend {
    /// Labels with their letters: `("a", Accession)`.
    pub letters: Vec<(String, Meaning)>,
    /// Labels without a letter.
    pub plain: Vec<Meaning>,
}

impl Legend {
    /// Reads a head: `Ratification, Accession(a), Succession(d)`. `None`: the column tells no act of a participant (a page
    /// number, the day of a resolution).
    pub fn read(head: &str) -> Option<Legend> {
        let mut legend = Legend::default();
        for label in labels(head) {
            let (name, letter) = letter(&label);
            let meaning = meaning(name)?;
            match letter {
                Some(letter) => legend.letters.push((letter.to_owned(), meaning)),
                None => legend.plain.push(meaning),
            }
        }
        (!legend.letters.is_empty() || !legend.plain.is_empty()).then_some(legend)
    }

    /// What a date with this letter means, or one without a letter (`""`). Empty: the head does not say.
    pub fn meanings(&self, letter: &str) -> Vec<Meaning> {
        let all: Vec<&Meaning> = match letter {
            "" => self.plain.iter().collect(),
            _ => self.letters.iter().filter(|(l, _)| l == letter).map(|(_, m)| m).collect(),
        };
        // Two labels for one thing leave nothing open ("Acceptance(A), Acceptance ipso facto by virtue of article 10(A)").
        let mut meanings: Vec<Meaning> = Vec::new();
        for one in all {
            let known =
                |m: &Meaning| (m.act, m.means, m.capacity, m.denied) == (one.act, one.means, one.capacity, one.denied);
            if !meanings.iter().any(known) {
                meanings.push(one.clone());
            }
        }
        meanings
    }
}

/// The labels of a head: parted by commas outside parentheses; a piece that begins with a small letter belongs to the one before
/// ("by virtue of ratification, accession or succession to the Protocol").
fn labels(head: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    let mut depth = 0_u32;
    let mut piece = String::new();
    let mut end = |piece: &mut String| {
        let text = piece.trim();
        let goes_on = text.chars().next().is_some_and(char::is_lowercase);
        match labels.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.push_str(", ");
                last.push_str(text);
            }
            None if !text.is_empty() => labels.push(text.to_owned()),
            None => {}
        }
        piece.clear();
    };
    for c in head.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                end(&mut piece);
                continue;
            }
            _ => {}
        }
        piece.push(c);
    }
    end(&mut piece);
    labels
}

/// Parts a label from its letter: `Accession(a)`, `Signature ad referendum (s)`. What follows a number in parentheses is a part
/// of an article, not a letter: `article 7 (1) (b)`.
fn letter(label: &str) -> (&str, Option<&str>) {
    let inner = label.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match inner {
        Some((name, letter))
            if (1..=2).contains(&letter.chars().count())
                && letter.chars().all(char::is_alphabetic)
                && !(name.ends_with(' ') && name.trim_end().ends_with(')')) =>
        {
            (name.trim_end(), Some(letter))
        }
        _ => (label, None),
    }
}

/// What a label means, by its words. A head speaks English: the tables that have one do.
fn meaning(label: &str) -> Option<Meaning> {
    let words: String = label.to_lowercase();
    let begins = |word: &str| words.starts_with(word);
    let consent = |means| (Act::CONSENTS, Some(means), None);
    let (act, means, capacity) = match () {
        () if begins("signature ad referendum") => (Act::SIGNS, None, Some("ad_referendum")),
        () if begins("definitive signature")
            && (words.contains(" or acceptance") || words.contains(" or participation")) =>
        {
            consent("unsaid")
        }
        () if begins("definitive signature") => consent("definitive_signature"),
        () if begins("confirmation of signature") => consent("definitive_signature"),
        () if begins("signature") || begins("succession to signature") => (Act::SIGNS, None, None),
        () if begins("ratification") => consent("ratification"),
        () if begins("provisional") || begins("undertaking of provisional") => (Act::PROVISIONALLY_APPLIES, None, None),
        () if begins("notification of non-provisional") => (Act::PROVISIONALLY_APPLIES, None, None),
        () if begins("acceptance") || begins("definitive acceptance") => consent("acceptance"),
        () if begins("approval") => consent("approval"),
        () if begins("accession") => consent("accession"),
        () if begins("succession") => consent("succession"),
        () if begins("formal confirmation") => consent("formal_confirmation"),
        () if begins("notification in respect of") || begins("simplified procedure") => consent("notification"),
        () if begins("consent to be bound") || begins("participation") || begins("application") => consent("unsaid"),
        () if begins("notification under") || begins("declaration") => (Act::DECLARES, None, None),
        () if begins("extension") => (Act::DECLARES, None, None),
        () if begins("reservation") => (Act::RESERVES, None, None),
        () if begins("objection") => (Act::OBJECTS, None, None),
        () if begins("denunciation") || begins("withdrawal") || begins("notice of withdrawal") => {
            (Act::GIVES_NOTICE, None, None)
        }
        // Of a body's resolution that lets a member in, and of the declaration by which it takes on the charter.
        () if begins("date of adoption") => (Act::ADMITS, None, None),
        () if begins("registration date") => (Act::REGISTERS, None, None),
        () if begins("entry into force") => (Act::ENTERS_INTO_FORCE, None, None),
        () => return None,
    };
    let denied = begins("notification of non-");
    Some(Meaning { label: label.trim().to_owned(), act, means, capacity, denied })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(head: &str) -> Vec<String> {
        let legend = Legend::read(head).unwrap_or_default();
        let show = |letter: &str, m: &Meaning| {
            format!("{letter}:{}{}", m.act.name(), m.means.map(|m| format!("/{m}")).unwrap_or_default())
        };
        let lettered = legend.letters.iter().map(|(l, m)| show(l, m));
        lettered.chain(legend.plain.iter().map(|m| show("", m))).collect()
    }

    #[test]
    fn each_head_explains_its_own_letters() {
        assert_eq!(
            short("Ratification, Accession(a), Succession(d)"),
            ["a:consents/accession", "d:consents/succession", ":consents/ratification"]
        );
        assert_eq!(short("Signature, Succession to signature(d)"), ["d:signs", ":signs"]);
        assert_eq!(short("Signature ad referendum (s)"), ["s:signs"]);
        assert_eq!(
            short("Definitive signature(s), Acceptance(A)"),
            ["s:consents/definitive_signature", "A:consents/acceptance"]
        );
        assert_eq!(
            short("Ratification, Acceptance(A), Participation under articles 3 (2) and (3)(P)"),
            ["A:consents/acceptance", "P:consents/unsaid", ":consents/ratification"]
        );
    }

    #[test]
    fn commas_inside_a_label_part_nothing() {
        let head = "Provisional application by virtue of signature, adoption of the Agreement or accession thereto, Provisional \
                    application by virtue of a notification (n)";
        assert_eq!(short(head), ["n:provisionally_applies", ":provisionally_applies"]);
        assert_eq!(
            short("Notification of non-provisional application under article 7 (1) (b)"),
            [":provisionally_applies"]
        );
    }

    #[test]
    fn columns_of_other_things_are_no_acts() {
        for head in ["UNTS Page", "Registration Number", "Resolution", ""] {
            assert_eq!(Legend::read(head), None, "{head}");
        }
    }
}
