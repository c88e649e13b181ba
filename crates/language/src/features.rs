//! Parts of speech and the features of a word form.

/// Part of speech of a lemma, as far as reading needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pos {
    /// A full verb.
    Verb,
    /// A common noun.
    Noun,
    /// A modifier that agrees with a noun.
    Adjective,
    /// Anything that only modifies a verb or sentence.
    Adverb,
    /// Governs a noun phrase; its code is the marker.
    Preposition,
    /// Opens a clause that completes a verb (that, כי).
    Complementizer,
    /// Opens a clause that describes a noun (who, ש).
    Relativizer,
    /// Opens an adverbial clause; its code says which sort (if, after, because).
    Subordinator,
    /// Joins like to like (and, ו).
    Coordinator,
    /// Denies; its code says how (not, not_yet, no_longer).
    Negator,
    /// Gives the verb after it a modality, which is its code.
    Modal,
    /// be, have, do and their like; its code says which.
    Auxiliary,
    /// Stands for somebody mentioned before or after.
    Pronoun,
    /// An article or demonstrative; its code says which (definite, indefinite, this).
    Determiner,
    /// How many; its code is `many`, `some`, `all`, `none` or a number.
    Quantifier,
    /// Marks what stands before it as owner ('s).
    Possessive,
    /// A word that belongs to a verb (off, out).
    Particle,
    /// Asks (who, when, האם); a clause with it gives no claim.
    Interrogative,
}

impl Pos {
    /// The name used in `words/*.txt`.
    pub fn named(name: &str) -> Option<Pos> {
        Some(match name {
            "verb" => Pos::Verb,
            "noun" => Pos::Noun,
            "adjective" => Pos::Adjective,
            "adverb" => Pos::Adverb,
            "preposition" => Pos::Preposition,
            "complementizer" => Pos::Complementizer,
            "relativizer" => Pos::Relativizer,
            "subordinator" => Pos::Subordinator,
            "coordinator" => Pos::Coordinator,
            "negator" => Pos::Negator,
            "modal" => Pos::Modal,
            "auxiliary" => Pos::Auxiliary,
            "pronoun" => Pos::Pronoun,
            "determiner" => Pos::Determiner,
            "quantifier" => Pos::Quantifier,
            "possessive" => Pos::Possessive,
            "particle" => Pos::Particle,
            "interrogative" => Pos::Interrogative,
            _ => return None,
        })
    }
}

/// The form in which a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum VerbForm {
    /// No verb.
    #[default]
    None,
    /// signed, חתם
    Past,
    /// signs, חותם
    Present,
    /// יחתום
    Future,
    /// sign (after to, or bare), לחתום
    Infinitive,
    /// signed (by), חתום
    PassiveParticiple,
    /// signing
    Gerund,
    /// sign!
    Imperative,
}

/// Grammatical gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Gender {
    /// Not marked; agrees with anything.
    #[default]
    Any,
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
    /// Neuter.
    Neuter,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Number {
    /// Not marked; agrees with anything.
    #[default]
    Any,
    /// One.
    Singular,
    /// Two.
    Dual,
    /// More.
    Plural,
}

/// What a word form says besides its lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Features {
    /// The form of a verb.
    pub form: VerbForm,
    /// 1, 2, 3; 0 where not marked.
    pub person: u8,
    /// Gender.
    pub gender: Gender,
    /// Number.
    pub number: Number,
    /// Carries the article.
    pub definite: bool,
    /// Construct state: the noun after it is its genitive.
    pub construct: bool,
    /// A passive verb (nif'al, pu'al, huf'al), as its lemma says.
    pub passive: bool,
    /// A pronoun attached at the end: the owner of a noun, the object of a preposition.
    pub suffix: Option<Suffix>,
}

/// An attached pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Suffix {
    /// 1, 2 or 3.
    pub person: u8,
    /// Gender.
    pub gender: Gender,
    /// Number.
    pub number: Number,
}

impl Features {
    /// Reads `past.3fs`, `construct.p`, `suffix.3ms`, `m.s`.
    pub fn parse(tag: &str) -> Option<Features> {
        let mut f = Features::default();
        let mut in_suffix = false;
        for part in tag.split('.').filter(|p| !p.is_empty()) {
            match part {
                "past" => f.form = VerbForm::Past,
                "present" => f.form = VerbForm::Present,
                "future" => f.form = VerbForm::Future,
                "infinitive" => f.form = VerbForm::Infinitive,
                "participle" => f.form = VerbForm::PassiveParticiple,
                "gerund" => f.form = VerbForm::Gerund,
                "imperative" => f.form = VerbForm::Imperative,
                "construct" => f.construct = true,
                "definite" => f.definite = true,
                "passive" => f.passive = true,
                "suffix" => {
                    in_suffix = true;
                    f.suffix = Some(Suffix::default());
                }
                agreement => {
                    for c in agreement.chars() {
                        let (mut person, mut gender, mut number) = (None, None, None);
                        match c {
                            '1' | '2' | '3' => person = c.to_digit(10).and_then(|d| u8::try_from(d).ok()),
                            'm' => gender = Some(Gender::Masculine),
                            'f' => gender = Some(Gender::Feminine),
                            'n' => gender = Some(Gender::Neuter),
                            's' => number = Some(Number::Singular),
                            'd' => number = Some(Number::Dual),
                            'p' => number = Some(Number::Plural),
                            _ => return None,
                        }
                        if in_suffix {
                            let s = f.suffix.get_or_insert_default();
                            s.person = person.unwrap_or(s.person);
                            s.gender = gender.unwrap_or(s.gender);
                            s.number = number.unwrap_or(s.number);
                        } else {
                            f.person = person.unwrap_or(f.person);
                            f.gender = gender.unwrap_or(f.gender);
                            f.number = number.unwrap_or(f.number);
                        }
                    }
                }
            }
        }
        Some(f)
    }

    /// Whether a verb in this form can be the predicate of a main clause.
    pub fn is_finite(self) -> bool {
        matches!(self.form, VerbForm::Past | VerbForm::Present | VerbForm::Future)
    }
}

impl Gender {
    /// Whether the two can stand together.
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::Any || other == Gender::Any || self == other
    }
}

impl Number {
    /// Whether the two can stand together; a dual agrees with a plural.
    pub fn agrees(self, other: Number) -> bool {
        let plain = |n| if n == Number::Dual { Number::Plural } else { n };
        self == Number::Any || other == Number::Any || plain(self) == plain(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        let f = Features::parse("past.3fs").unwrap();
        assert_eq!((f.form, f.person, f.gender, f.number), (VerbForm::Past, 3, Gender::Feminine, Number::Singular));
        let f = Features::parse("s.suffix.3mp").unwrap();
        assert_eq!(f.number, Number::Singular);
        assert_eq!(f.suffix.unwrap().number, Number::Plural);
        assert!(Features::parse("past.x").is_none());
    }
}
