//! The form of `frames/*.toml`, and its checks. Used when the crate is built (`build.rs`) and for frames added at run time.

use std::collections::BTreeMap;

/// Every role of the vocabulary. `roles.toml` must give each one its types.
pub const ROLES: &[&str] = &[
    "actor",
    "counterpart",
    "party",
    "participant",
    "candidate",
    "agreement",
    "object",
    "topic",
    "organ",
    "person",
    "host",
    "mediator",
    "inviter",
    "depositary",
    "forum",
    "place",
    "from",
    "by",
    "subject",
    "attribute",
    "office",
    "body",
    "phase",
    "measure",
    "degree",
    "votes",
    "vote",
    "status",
    "capacity",
    "means",
    "scope",
    "effect",
    "level",
    "mission",
    "rank",
    "purpose",
    "count",
    "occasion",
];

/// The kinds of act (VOCABULARY: kinds).
pub const KINDS: &[&str] = &["participation", "relation", "contact", "stance", "measure", "silence", "attribute"];

#[allow(dead_code)] // only `build.rs` reads roles.toml
const TYPES: &[&str] = &["state", "person", "organization", "agreement", "office", "place", "forum", "other", "value"];

/// One act as its frame gives it.
#[derive(Debug)]
pub struct Frame {
    /// The act's code in the JSON.
    pub name: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// The track whose stages it may move.
    pub track: String,
    /// Requirements; each is a list of alternatives, of which one must be filled.
    pub required: Vec<Vec<String>>,
    /// Of the required roles those that the text may leave open: the agent of a passive ("the treaty was signed in Prague"),
    /// the object of a verb used absolutely ("India abstained").
    pub left_open: Vec<String>,
    /// All roles with whether they may have several fillers.
    pub roles: Vec<(String, bool)>,
    /// Closed lists of values a role.
    pub values: BTreeMap<String, Vec<String>>,
    /// The act that it becomes while it is only announced.
    pub announced_as: Option<String>,
    /// Its name where another act is about it.
    pub as_measure: Option<String>,
    /// Announced as a noun it is a plan, not done by being announced (`announced = "planned"`).
    pub planned_when_announced: bool,
    /// PLOVER event and mode.
    pub plover: Option<(String, Option<String>)>,
    /// CAMEO code.
    pub cameo: Option<String>,
}

/// The types that may fill each role, and the roles that every act takes.
#[derive(Debug)]
#[allow(dead_code)] // only `build.rs` reads roles.toml
pub struct RoleTypes {
    common: Vec<String>,
    types: BTreeMap<String, Vec<String>>,
}

/// Reads the frames of one file.
///
/// # Errors
/// A sentence that names file and table and says what is wrong.
pub fn parse(file: &str, source: &str) -> Result<Vec<Frame>, String> {
    let table: toml::Table = source.parse().map_err(|e| format!("{file}: {e}"))?;
    let word = |key: &str| -> Result<String, String> {
        table
            .get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
            .ok_or(format!("{file}: `{key} = \"...\"` is missing at the head of the file"))
    };
    let (kind, track) = (word("kind")?, word("track")?);
    if !KINDS.contains(&kind.as_str()) {
        return Err(format!("{file}: `{kind}` is no kind; the kinds are {}", KINDS.join(", ")));
    }
    let mut frames = Vec::new();
    for (name, value) in &table {
        if name == "kind" || name == "track" {
            continue;
        }
        let at = format!("{file}, [{name}]");
        let entry = value.as_table().ok_or(format!("{at}: expected a table"))?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(format!("{at}: an act is named with small letters and `_`"));
        }
        frames.push(frame(&at, name, &kind, &track, entry)?);
    }
    Ok(frames)
}

fn frame(at: &str, name: &str, kind: &str, track: &str, entry: &toml::Table) -> Result<Frame, String> {
    for key in entry.keys() {
        if ![
            "required",
            "optional",
            "left_open",
            "values",
            "announced_as",
            "announced",
            "as_measure",
            "plover",
            "cameo",
        ]
        .contains(&key.as_str())
        {
            return Err(format!(
                "{at}: unknown key `{key}`; known are required, optional, left_open, values, announced_as, announced, as_measure, plover, cameo"
            ));
        }
    }
    let mut roles: Vec<(String, bool)> = Vec::new();
    let mut required = Vec::new();
    for group in words(at, entry.get("required"), "required")? {
        let mut alternatives = Vec::new();
        for role in group.split('|') {
            let (role, many) = role_of(at, role)?;
            if !roles.iter().any(|(r, _)| *r == role) {
                roles.push((role.clone(), many));
            }
            alternatives.push(role);
        }
        required.push(alternatives);
    }
    if required.is_empty() {
        return Err(format!("{at}: an act needs at least one required role"));
    }
    let left_open = words(at, entry.get("left_open"), "left_open")?;
    if let Some(role) = left_open.iter().find(|r| !required.iter().any(|group| group.contains(r))) {
        return Err(format!("{at}: `left_open` names `{role}`, which is no required role of the act"));
    }
    for role in words(at, entry.get("optional"), "optional")? {
        let (role, many) = role_of(at, &role)?;
        if roles.iter().any(|(r, _)| *r == role) {
            return Err(format!("{at}: the role `{role}` is listed twice"));
        }
        roles.push((role, many));
    }
    let mut values = BTreeMap::new();
    if let Some(lists) = entry.get("values") {
        for (role, list) in lists.as_table().ok_or(format!("{at}: `values` is a table of lists"))? {
            if !roles.iter().any(|(r, _)| r == role) {
                return Err(format!("{at}: values are given for `{role}`, which is no role of the act"));
            }
            values.insert(role.clone(), words(at, Some(list), "values")?);
        }
    }
    let plover = match entry.get("plover") {
        None => None,
        Some(v) => {
            let t = v.as_table().ok_or(format!("{at}: `plover` is a table with `event`"))?;
            let get = |k: &str| t.get(k).and_then(toml::Value::as_str).map(str::to_owned);
            Some((get("event").ok_or(format!("{at}: `plover` needs `event`"))?, get("mode")))
        }
    };
    let word = |key: &str| -> Result<Option<String>, String> {
        match entry.get(key) {
            None => Ok(None),
            Some(v) => Ok(Some(v.as_str().ok_or(format!("{at}: `{key}` is a word in quotes"))?.to_owned())),
        }
    };
    let planned_when_announced = match word("announced")?.as_deref() {
        None => false,
        Some("planned") => true,
        Some(other) => return Err(format!("{at}: `announced = \"{other}\"`: known is announced = \"planned\"")),
    };
    let (cameo, announced_as, as_measure) = (word("cameo")?, word("announced_as")?, word("as_measure")?);
    Ok(Frame {
        name: name.to_owned(),
        kind: kind.to_owned(),
        track: track.to_owned(),
        required,
        left_open,
        roles,
        values,
        announced_as,
        as_measure,
        planned_when_announced,
        plover,
        cameo,
    })
}

/// No act may have two frames.
///
/// # Errors
/// Names the act that has two.
pub fn check_unique(frames: &[Frame]) -> Result<(), String> {
    for (i, frame) in frames.iter().enumerate() {
        if frames[..i].iter().any(|f| f.name == frame.name) {
            return Err(format!("frames: the act `{}` has two frames", frame.name));
        }
    }
    Ok(())
}

/// Reads `roles.toml`.
///
/// # Errors
/// A sentence that names the role and says what is wrong.
#[allow(dead_code)] // only `build.rs` reads roles.toml
pub fn parse_roles(file: &str, source: &str) -> Result<RoleTypes, String> {
    let table: toml::Table = source.parse().map_err(|e| format!("{file}: {e}"))?;
    let mut common = Vec::new();
    for role in words(file, table.get("common"), "common")? {
        common.push(role_of(file, &role)?.0);
    }
    let mut types = BTreeMap::new();
    let listed =
        table.get("types").and_then(toml::Value::as_table).ok_or(format!("{file}: the table [types] is missing"))?;
    for (role, list) in listed {
        let role = role_of(file, role)?.0;
        let list = words(file, Some(list), &role)?;
        if let Some(unknown) = list.iter().find(|t| !TYPES.contains(&t.as_str())) {
            return Err(format!(
                "{file}: `{unknown}` (role `{role}`) is no type of entity; the types are {}",
                TYPES.join(", ")
            ));
        }
        types.insert(role, list);
    }
    if let Some(missing) = ROLES.iter().find(|r| !types.contains_key(**r)) {
        return Err(format!("{file}: the role `{missing}` has no types"));
    }
    Ok(RoleTypes { common, types })
}

fn words(at: &str, value: Option<&toml::Value>, key: &str) -> Result<Vec<String>, String> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or(format!("{at}: `{key}` is a list of words in quotes"))?;
    list.iter()
        .map(|v| v.as_str().map(str::to_owned).ok_or(format!("{at}: `{key}` is a list of words in quotes")))
        .collect()
}

fn role_of(at: &str, written: &str) -> Result<(String, bool), String> {
    let role = written.strip_suffix('+').unwrap_or(written);
    if !ROLES.contains(&role) {
        return Err(format!("{at}: `{role}` is no role of the vocabulary; the roles are {}", ROLES.join(", ")));
    }
    Ok((role.to_owned(), written.ends_with('+')))
}

/// What `build.rs` writes; not part of the crate.
#[allow(dead_code)]
mod rust {
    use super::{Frame, RoleTypes};

    /// `actor` as the variant `Role::Actor`.
    fn variant(kind: &str, name: &str) -> String {
        let camel: String = name
            .split('_')
            .map(|part| {
                part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1)).collect::<String>()
            })
            .collect();
        format!("{kind}::{camel}")
    }

    impl Frame {
        pub fn as_rust(&self) -> String {
            let option = |v: Option<&String>| v.map_or("None".into(), |v| format!("Some({v:?})"));
            let required: Vec<String> = self
                .required
                .iter()
                .map(|g| format!("&[{}]", g.iter().map(|r| variant("Role", r)).collect::<Vec<_>>().join(", ")))
                .collect();
            let left_open: Vec<String> = self.left_open.iter().map(|r| variant("Role", r)).collect();
            let roles: Vec<String> =
                self.roles.iter().map(|(r, many)| format!("({}, {many})", variant("Role", r))).collect();
            let values: Vec<String> =
                self.values.iter().map(|(r, list)| format!("({}, &{list:?})", variant("Role", r))).collect();
            let plover = self
                .plover
                .as_ref()
                .map_or("None".into(), |(event, mode)| format!("Some(({event:?}, {}))", option(mode.as_ref())));
            format!(
                "Definition {{ name: {:?}, kind: {}, track: {:?}, required: &[{}], left_open: &[{}], roles: &[{}], values: &[{}], announced_as: {}, as_measure: {}, planned_when_announced: {}, plover: {plover}, cameo: {} }}",
                self.name,
                variant("Kind", &self.kind),
                self.track,
                required.join(", "),
                left_open.join(", "),
                roles.join(", "),
                values.join(", "),
                option(self.announced_as.as_ref()),
                option(self.as_measure.as_ref()),
                self.planned_when_announced,
                option(self.cameo.as_ref()),
            )
        }
    }

    impl RoleTypes {
        pub fn common_as_rust(&self) -> String {
            self.common.iter().map(|r| variant("Role", r)).collect::<Vec<_>>().join(", ")
        }

        pub fn types_as_rust(&self) -> String {
            let row = |(role, types): (&String, &Vec<String>)| {
                let types: Vec<String> = types.iter().map(|t| variant("EntityType", t)).collect();
                format!("({}, &[{}])", variant("Role", role), types.join(", "))
            };
            self.types.iter().map(row).collect::<Vec<_>>().join(", ")
        }
    }
}
