//! Valence entries: how a lemma of this language expresses an act. One line a lemma and sense.
//!
//! ```text
//! signs   v:sign n:signing   actor=subj agreement=obj counterpart=with
//! ```
//!
//! An entry says which grammatical function or marker fills which role in the plain active clause; passive, verbal noun,
//! participle and relative clause are alternations that the reader applies to every entry.

use claims::{Act, EntityType, Modality, Role};

use crate::{Error, lexicon::LemmaId, lines::Line};

/// A marker or class, interned in its language.
pub type Code = u16;

/// Where the filler of a slot stands in the plain clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The subject.
    Subject,
    /// The direct object.
    Object,
    /// An embedded act: an infinitive, a complement clause or an act noun. The role takes the act's own filler.
    Act,
    /// A phrase with this preposition or case.
    Marker(Code),
}

/// What a filler must be, beyond the types of its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restriction {
    /// Its head belongs to this class of words.
    Class(Code),
    /// It is an organ of a state, of this sort or any: the state fills the role, the organ the role `organ`.
    Organ(Option<String>),
    /// It has one of these types, or stands for one (a minister for the state).
    Types(Vec<EntityType>),
    /// It has one of these types itself (`{=state}`).
    Exact(Vec<EntityType>),
}

/// One slot of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The role that the slot fills; `None` for a word that must be there and fills nothing (`_`).
    pub role: Option<Role>,
    /// Where the filler may stand.
    pub marks: Vec<Mark>,
    /// What it must be.
    pub restrictions: Vec<Restriction>,
    /// The slot must be filled although its role is optional in the frame.
    pub required: bool,
    /// Left out in the text, it means what the text is about: the agreement spoken of, the actor of the act before (`role~=`).
    pub topic: bool,
}

/// A value that the entry itself gives to a role (`means=!ratification`).
pub type Constant = (Role, String);

/// One line of `frames/*.txt` for one lemma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the lemma expresses.
    pub act: Act,
    /// The lemma.
    pub lemma: LemmaId,
    /// Words that must follow the lemma (`off`, `into force`), folded.
    pub fixed: Vec<String>,
    /// Its slots.
    pub slots: Vec<Slot>,
    /// Its constants.
    pub constants: Vec<Constant>,
    /// The entry holds only where the verb is denied, and the act is then asserted (`when=negated`: "did not refer to").
    pub negated: bool,
    /// The entry holds only where the verb is used absolutely, with no object or complement (`when=absolute`: "India abstained").
    pub absolute: bool,
    /// The entry holds only where nothing behind the object says what it is or shall do (`when=single`: "called Putin", not
    /// "called Putin a friend").
    pub single: bool,
    /// The entry holds only where the verb lies ahead (`when=future`: "parliament will vote on the treaty").
    pub future: bool,
    /// What the word itself says of the act: `modality=denied` ("skipped the summit"), `modality=planned` ("is due in Riga").
    pub modality: Option<Modality>,
    /// `file:line`, which becomes the claim's `rule`.
    pub place: String,
}

/// Turns words of a file into codes.
pub trait Intern {
    /// The code of a marker or class, made if it is new.
    fn code(&mut self, word: &str) -> Code;
}

/// What the fields of a line say.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) slots: Vec<Slot>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) negated: bool,
    pub(crate) absolute: bool,
    pub(crate) single: bool,
    pub(crate) future: bool,
    pub(crate) modality: Option<Modality>,
}

/// Reads the `ROLE=...` fields of a line.
pub(crate) fn fields(line: &Line<'_>, fields: &[&str], act: Act, intern: &mut dyn Intern) -> Result<Fields, Error> {
    let mut out = Fields::default();
    for field in fields {
        let Some((name, value)) = field.split_once('=') else {
            return Err(line.error(format!("`{field}`: expected a lexeme (v:..., n:...) or ROLE=MARK")));
        };
        if name == "when" {
            match value {
                "negated" => out.negated = true,
                "absolute" => out.absolute = true,
                "single" => out.single = true,
                "future" => out.future = true,
                _ => return Err(line.error(format!("`when={value}`: known are negated, absolute, single and future"))),
            }
            continue;
        }
        if name == "modality" {
            out.modality = Some(match value {
                "denied" => Modality::Denied,
                "planned" => Modality::Planned,
                _ => return Err(line.error(format!("`modality={value}`: known are denied and planned"))),
            });
            continue;
        }
        let role = match name.trim_end_matches(['?', '!', '~']) {
            "_" => None,
            role => {
                let role: Role = role.parse().map_err(|_| line.error(format!("`{role}` is no role")))?;
                if !act.takes(role) {
                    return Err(line.error(format!("the act `{act}` has no role `{role}` (frames/*.toml)")));
                }
                Some(role)
            }
        };
        if let Some(word) = value.strip_prefix('!') {
            let Some(role) = role else { return Err(line.error("a constant needs a role")) };
            let lists = act.definition().values;
            if let Some((_, list)) = lists.iter().find(|(r, _)| *r == role)
                && !list.contains(&word)
            {
                return Err(line.error(format!("`{word}` is no {role} of `{act}`; known are {}", list.join(", "))));
            }
            out.constants.push((role, word.to_owned()));
            continue;
        }
        let mut slot = Slot {
            role,
            marks: Vec::new(),
            restrictions: Vec::new(),
            required: role.is_none() || name.ends_with('!'),
            topic: name.ends_with('~'),
        };
        if name.ends_with('?') {
            slot.required = false;
        }
        let split = value.find(['@', '#', '{']).unwrap_or(value.len());
        let (marks, mut rest) = value.split_at(split);
        for mark in marks.split(',').filter(|m| !m.is_empty()) {
            slot.marks.push(match mark {
                "subj" => Mark::Subject,
                "obj" => Mark::Object,
                "act" => Mark::Act,
                marker => Mark::Marker(intern.code(marker)),
            });
        }
        while !rest.is_empty() {
            let end = rest[1..].find(['@', '#', '{']).map_or(rest.len(), |i| i + 1);
            let (one, next) = rest.split_at(end);
            slot.restrictions.push(match one.as_bytes().first() {
                Some(b'@') => Restriction::Class(intern.code(&one[1..])),
                Some(b'#') => {
                    let organ = one[1..].strip_prefix("organ").unwrap_or(&one[1..]);
                    Restriction::Organ(organ.strip_prefix('.').map(str::to_owned))
                }
                _ => {
                    let inner = one.trim_start_matches('{').trim_end_matches('}');
                    let exact = inner.starts_with('=');
                    let inner = inner.trim_start_matches('=');
                    let types: Result<Vec<EntityType>, _> = inner.split(',').map(str::parse).collect();
                    let types = types.map_err(|e| line.error(e.to_string()))?;
                    if exact { Restriction::Exact(types) } else { Restriction::Types(types) }
                }
            });
            rest = next;
        }
        if slot.marks.is_empty() {
            return Err(line.error(format!("`{field}` says not where the filler stands (subj, obj, act or a marker)")));
        }
        out.slots.push(slot);
    }
    Ok(out)
}
