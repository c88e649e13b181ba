//! Who the participants are and which agreement it is; and the claims of a table.

use claims::{Act, Basis, Claim, Entity, EntityType, Evidence, Modality, Period, Reading, Role, Roles, identity};
use rustc_hash::FxHashMap;
use world::{Form, Item, Kind, World};

use super::{Entry, Participant, Row, Table, Treaty};
use crate::problem::{Problem, shown};

/// Version of what becomes of a table; part of the version of its reading.
const VERSION: &str = "tables 1";

/// Names of those who may be participants, and of agreements as depositaries number them.
#[derive(Debug)]
pub struct Resolved<'w> {
    world: &'w World,
    participants: FxHashMap<String, &'w Item>,
    agreements: FxHashMap<String, &'w Item>,
}

impl<'w> Resolved<'w> {
    /// Gathers the names.
    pub fn new(world: &'w World) -> Resolved<'w> {
        let mut participants: FxHashMap<String, &'w Item> = FxHashMap::default();
        let mut agreements: FxHashMap<String, &'w Item> = FxHashMap::default();
        // States come last and win over organisations; names that only describe are none.
        for kind in [Kind::Organizations, Kind::States] {
            for item in world.table(kind) {
                let named = |form: Form| !matches!(form, Form::Adjective | Form::Inhabitant | Form::Capital);
                for name in world.names(item, "en").iter().filter(|n| named(n.form)) {
                    let entry = participants.entry(key(&name.text)).or_insert(item);
                    if kind == Kind::States && entry.table != Kind::States {
                        *entry = item;
                    }
                }
                participants.insert(item.id.to_lowercase(), item);
            }
        }
        for item in world.table(Kind::Agreements).chain(world.table(Kind::Organizations)) {
            for name in world.names(item, "en") {
                agreements.entry(key(&name.text)).or_insert(item);
            }
            agreements.insert(item.id.to_lowercase(), item);
            for number in item.list("tables") {
                agreements.insert(number.to_lowercase(), item);
            }
        }
        Resolved { world, participants, agreements }
    }

    /// Who a participant is.
    pub fn participant(&self, participant: &Participant) -> Option<&'w Item> {
        participant.names().iter().find_map(|n| self.participants.get(&key(n)).copied())
    }

    /// The agreement with its id: ours where the world knows it, else one made of the depositary's number.
    fn agreement(&self, table: &Table, treaty: &Treaty) -> Entity {
        let family = table.key.split(' ').next().unwrap_or_default();
        let numbered = treaty.number.as_ref().map(|n| format!("{family} {n}").to_lowercase());
        let by_number = numbered.as_ref().and_then(|n| self.agreements.get(n));
        // A depositary's own short title ("Rome", "Paris") is no name: its number decides.
        let by_name = || match &treaty.id {
            Some(id) => self.agreements.get(&id.to_lowercase()).or_else(|| self.agreements.get(&key(&treaty.title))),
            None => None,
        };
        let known = by_number.or_else(by_name);
        match (known, numbered) {
            (Some(item), _) => Entity::named(&*item.id, self.world.name(item, "en"), EntityType::Agreement),
            (None, Some(number)) => Entity::named(slug(&number), &treaty.title, EntityType::Agreement),
            (None, None) => Entity::named(slug(&treaty.title), &treaty.title, EntityType::Agreement),
        }
    }
}

/// What a table says, as claims.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The claims, with the rows that prove them.
    pub reading: Reading,
    /// For each claim the participant, as written, and the head of the column.
    pub cells: Vec<(String, String)>,
    /// Names that nobody knows.
    pub problems: Vec<Problem>,
}

impl Told {
    /// The ids of the claims of a cell.
    pub fn of_cell(&self, participant: &str, column: &str) -> impl Iterator<Item = &Claim> {
        let cells = self.cells.iter().zip(&self.reading.claims);
        cells.filter(move |((p, c), _)| p == participant && c == column).map(|(_, claim)| claim)
    }
}

/// The version of the reading of a table: `data` is the version of the names.
pub fn version(data: &str) -> String {
    identity::hash("table", &[VERSION, data])
}

/// The reading of a table; `data` is the version of the names.
pub fn claims_of(table: &Table, resolved: &Resolved<'_>, data: &str) -> Told {
    let document = table.document.id();
    let mut claims: Vec<Claim> = Vec::new();
    let mut cells: Vec<(String, String)> = Vec::new();
    let mut problems = Vec::new();
    for row in &table.rows {
        let who = match resolved.participant(&row.participant) {
            Some(item) => {
                let kind = if item.table == Kind::States { EntityType::State } else { EntityType::Organization };
                let mut entity = Entity::named(&*item.id, row.participant.name.clone(), kind);
                entity.start = Some(row.span.start);
                Some(entity)
            }
            None if row.participant.name.is_empty() => None,
            None => {
                let what = format!("`{}` is no state or organisation that is known", shown(&row.participant.name));
                let place = format!("{}:{}", table.place, row.line);
                problems.push(Problem::error(place, what, "the row is left out; add the name to world/ or correct it"));
                continue;
            }
        };
        let agreement = resolved.agreement(table, row.treaty.as_ref().unwrap_or(&table.agreement));
        for entry in &row.entries {
            let Some(claim) = claim(&document, table, row, entry, who.as_ref(), &agreement) else { continue };
            claims.push(claim);
            let column = table.columns.get(entry.column).cloned().unwrap_or_default();
            cells.push((row.participant.written.clone(), column));
        }
    }
    // Equal claims of one table are told apart by their number.
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for claim in &mut claims {
        let first = identity::of_claim(claim, &document, 0);
        let count = seen.entry(first).or_default();
        claim.id = identity::of_claim(claim, &document, *count);
        *count += 1;
    }
    let reading = Reading {
        document,
        language: table.document.language.clone(),
        version: version(data),
        fingerprint: 0,
        claims,
        ..Reading::default()
    };
    Told { reading, cells, problems }
}

/// The claim of an entry; none where its head leaves open which act it is.
fn claim(
    document: &str,
    table: &Table,
    row: &Row,
    entry: &Entry,
    who: Option<&Entity>,
    agreement: &Entity,
) -> Option<Claim> {
    let act = entry.act()?;
    let first = entry.meanings.first()?;
    let mut roles = Roles::new();
    let mut value = |role: Role, word: &str| {
        if act.takes(role) {
            roles.insert(role, vec![Entity::value(word)]);
        }
    };
    // Several kinds of consent under one head: consent it is, by means that the table does not tell.
    match (entry.meaning(), act == Act::CONSENTS) {
        (Some(one), _) => {
            one.means.into_iter().for_each(|m| value(Role::Means, m));
            one.capacity.into_iter().for_each(|c| value(Role::Capacity, c));
        }
        (None, true) => value(Role::Means, "unsaid"),
        (None, false) => {}
    }
    let part = [Role::Actor, Role::Candidate].into_iter().find(|r| act.takes(*r));
    if let (Some(part), Some(who)) = (part, who) {
        roles.insert(part, vec![who.clone()]);
    }
    roles.insert(Role::Agreement, vec![agreement.clone()]);
    let territory = row.participant.territory.as_ref();
    let (act, denied) = match territory {
        // "Netherlands (in respect of Aruba)": not the state's own consent, but a word on its territory.
        Some(_) => (Act::DECLARES, false),
        None => (act, entry.meanings.iter().all(|m| m.denied)),
    };
    if let Some(territory) = territory {
        roles.retain(|role, _| matches!(role, Role::Actor | Role::Agreement));
        roles.insert(Role::Object, vec![Entity::value(format!("territorial application: {territory}"))]);
    }
    let definition = act.definition();
    Some(Claim {
        document: document.to_owned(),
        id: String::new(),
        kind: act.kind(),
        act,
        roles,
        time: entry.date.map(|d| Period::at(d, Basis::Stated)),
        modality: if denied { Modality::Denied } else { Modality::Asserted },
        condition: None,
        not_yet: false,
        again: false,
        background: false,
        value: None,
        attribution: None,
        evidence: vec![Evidence { start: row.span.start, end: row.span.end, within: None }],
        plover: definition
            .plover
            .map(|(event, mode)| claims::Plover { event: event.to_owned(), mode: mode.map(str::to_owned) }),
        cameo: definition.cameo.map(str::to_owned),
        rule: format!("tables/{}: {}", table.key.split(' ').next().unwrap_or_default(), first.label),
        margin: None,
        same_as: None,
    })
}

/// A name as it is compared: small letters and digits, single blanks, no accents or apostrophes that tables write in two ways.
fn key(name: &str) -> String {
    let mut key = String::new();
    for c in text::fold(name).chars().flat_map(char::to_lowercase) {
        match c {
            'é' | 'è' | 'ê' | 'ë' => key.push('e'),
            'ô' | 'ö' | 'ó' | 'õ' => key.push('o'),
            'ç' => key.push('c'),
            'ã' | 'á' | 'à' | 'å' | 'ä' => key.push('a'),
            'í' | 'ï' => key.push('i'),
            'ü' | 'ú' => key.push('u'),
            '&' => key.push_str("and"),
            c if c.is_alphanumeric() => key.push(c),
            '\'' | '’' | '.' => {}
            _ if !key.ends_with(' ') => key.push(' '),
            _ => {}
        }
    }
    let key = key.trim();
    key.strip_prefix("the ").unwrap_or(key).replace("st ", "saint ")
}

/// A readable id of letters, digits and hyphens.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in key(name).chars() {
        if c == ' ' {
            slug.push('-');
        } else {
            slug.push(c);
        }
        if slug.len() > 80 {
            break;
        }
    }
    slug.trim_matches('-').to_owned()
}
