//! From a claim to observations: whom it is about, what it says of them, and with what standing.

use std::{collections::HashMap, rc::Rc};

use claims::{Act, Claim, Entity, Kind, Modality, Role, Source, Sourced, identity};
use jiff::civil::Date;

use crate::{
    bounds::{as_background, told},
    decided::Decided,
    fold::{Best, Key, Observation, Person, Sign, Subject},
    reference::{Nature, Publisher, Reference, Terms},
    subject::{claim_sides, participant, subjects},
    voice::{Manner, Voice, printed, spoken},
    witness::Witness,
};

/// Assesses claims one after another. Keeps what it asked of the reference, so use one for many claims.
pub struct Assessor<'a> {
    reference: &'a dyn Reference,
    terms: HashMap<String, Rc<Terms>>,
    /// By name and host of the address.
    outlets: HashMap<String, HashMap<String, Rc<Outlet>>>,
    hashes: HashMap<String, u64>,
    /// Whether the world has a name for somebody.
    known: HashMap<String, bool>,
}

impl<'a> Assessor<'a> {
    /// An assessor that asks this reference.
    pub fn new(reference: &'a dyn Reference) -> Assessor<'a> {
        Assessor {
            reference,
            terms: HashMap::new(),
            outlets: HashMap::new(),
            hashes: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// What is known of an agreement; of the protocol on somebody's accession, what its agreement says of its depositary.
    pub fn terms(&mut self, agreement: &str) -> Rc<Terms> {
        if let Some(known) = self.terms.get(agreement) {
            return known.clone();
        }
        let terms = Rc::new(terms_of(self.reference, agreement));
        self.terms.insert(agreement.to_owned(), terms.clone());
        terms
    }

    fn outlet(&mut self, source: &Source) -> Rc<Outlet> {
        let name = source.publisher.as_deref().unwrap_or_default();
        let host = source.url.as_deref().map_or("", |u| u.split_once("://").map_or(u, |(_, rest)| rest));
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        if let Some(known) = self.outlets.get(name).and_then(|hosts| hosts.get(host)) {
            return known.clone();
        }
        let publisher = self.reference.publisher(source.publisher.as_deref(), source.url.as_deref());
        let voice = Rc::new(printed(source, &publisher));
        let outlet = Rc::new(Outlet { publisher, voice });
        self.outlets.entry(name.to_owned()).or_default().insert(host.to_owned(), outlet.clone());
        outlet
    }

    fn hash(&mut self, voice: &str) -> u64 {
        if let Some(known) = self.hashes.get(voice) {
            return *known;
        }
        let hash = number(&identity::hash("voice", &[voice]));
        self.hashes.insert(voice.to_owned(), hash);
        hash
    }

    /// What a claim says, subject by subject. Empty for stances, measures, profiles and contacts, which move no stage.
    pub fn assess(&mut self, sourced: &Sourced) -> Vec<(Subject, Observation)> {
        let claim = &sourced.claim;
        if !matches!(claim.kind, Kind::Participation | Kind::Relation | Kind::Silence) && claim.act != Act::CALLS_OFF {
            return Vec::new();
        }
        let published = sourced.source.published.map(claims::Moment::first_day);
        let subjects = subjects(claim, &mut |agreement| self.terms(agreement));
        if subjects.is_empty() {
            return Vec::new();
        }
        let voice = self.voice(sourced);
        let witness = self.witness(sourced, &voice);
        let speaker = voice.shown.as_ref().map(Person::from);
        let actors: Vec<&str> = claim.role(Role::Actor).iter().filter_map(Entity::state_id).collect();
        subjects
            .into_iter()
            .map(|(subject, filler)| {
                let (agreement, sides): (&str, Vec<&str>) = match &subject {
                    Subject::Participation { agreement, participant } => (agreement, vec![participant]),
                    Subject::Agreement(agreement) => (agreement, claim_sides(claim)),
                    Subject::Pair(a, b) => ("", vec![a, b]),
                };
                let terms = self.terms(agreement);
                let parties = matches!(subject, Subject::Agreement(_)).then_some(&terms.parties);
                let sides: Vec<&str> =
                    sides.into_iter().chain(parties.into_iter().flatten().map(String::as_str)).collect();
                let key = self.key(claim, &voice, published, agreement, &sides, &actors, &terms);
                let best = Best::new(
                    &claim.id,
                    published,
                    speaker.clone(),
                    filler.filter(|f| self.shows(claim, f)).map(Person::from),
                    claim.time.and_then(|t| t.basis),
                );
                (subject, Observation { key, best, witness })
            })
            .collect()
    }

    /// Whether the name in the text is needed: of those whom the world does not know, and of those who were silent.
    fn shows(&mut self, claim: &Claim, filler: &Entity) -> bool {
        if claim.act == Act::IS_SILENT_ON {
            return true;
        }
        let Some(id) = participant(filler) else { return true };
        if let Some(known) = self.known.get(id) {
            return !known;
        }
        let known = self.reference.name(id).is_some();
        self.known.insert(id.to_owned(), known);
        !known
    }

    /// Who speaks in a claim.
    pub(crate) fn voice(&mut self, sourced: &Sourced) -> Rc<Voice> {
        let (claim, source) = (&sourced.claim, &sourced.source);
        let outlet = self.outlet(source);
        let quoted = claim.attribution.as_ref().filter(|a| a.speaker.is_some() || a.anonymous);
        let Some(attribution) = quoted else { return outlet.voice.clone() };
        let day = source.published.map(claims::Moment::first_day);
        Rc::new(spoken(attribution, source, &outlet.publisher, self.reference, day))
    }

    /// The document of a claim as a witness of what that voice says in it.
    pub(crate) fn witness(&mut self, sourced: &Sourced, voice: &Voice) -> Witness {
        let source = &sourced.source;
        Witness {
            voice: self.hash(&voice.witness),
            spoken: voice.spoken,
            fingerprint: match source.fingerprint {
                0 => number(&identity::hash("fingerprint", &[&source.text_id])),
                print => print,
            },
            published: source.published.map(claims::Moment::first_day),
            document: number(&source.document),
        }
    }

    #[allow(clippy::too_many_arguments)] // everything that a key is made of
    fn key(
        &self,
        claim: &Claim,
        voice: &Voice,
        published: Option<Date>,
        agreement: &str,
        sides: &[&str],
        actors: &[&str],
        terms: &Terms,
    ) -> Key {
        let (weight, mut own) = voice.weight(claim.act, sides, terms);
        let sign = match claim.modality {
            _ if claim.condition.is_some() && claim.modality != Modality::Denied => Sign::Possible,
            Modality::Asserted => Sign::Done,
            Modality::Planned => Sign::Planned,
            Modality::Possible => Sign::Possible,
            Modality::Denied => Sign::Denied,
            Modality::Urged => Sign::Urged,
        };
        let competent = voice.competent(claim.act, weight, own, terms, agreement, actors);
        if claim.act == Act::IS_SILENT_ON {
            own = false; // told of the state, not by it
        }
        let shape = Shape::of(claim, self.reference, published);
        Key {
            act: claim.act,
            sign,
            weight,
            bounds: told(claim),
            own,
            competent,
            background: as_background(claim),
            again: claim.again,
            not_yet: claim.not_yet,
            actor: shape.actor,
            detail: shape.detail,
            aim: shape.aim,
            of: match (&voice.of, voice.manner) {
                (_, Manner::Outlet | Manner::Register) => None,
                (Some(of), _) => Some(of.as_str().into()),
                (None, _) => Some(voice.witness.as_str().into()),
            },
        }
    }
}

/// A publisher with its own voice.
struct Outlet {
    publisher: Publisher,
    voice: Rc<Voice>,
}

/// The ids under which claims bear on an agreement: its own, that of the organisation whose membership it is (or the agreement
/// that is an organisation's membership), its instruments. Whoever brings the claims for [`crate::Record::status`] looks
/// under all of them.
pub fn bearing(reference: &dyn Reference, agreement: &str) -> Vec<String> {
    let terms = terms_of(reference, agreement);
    let mut ids = vec![agreement.to_owned()];
    ids.extend(terms.stands_for);
    let body = terms.body.filter(|body| {
        let founding = reference.terms(body).and_then(|t| t.stands_for);
        founding.is_some_and(|f| ids.contains(&f))
    });
    ids.extend(body.filter(|b| b != agreement));
    ids.extend(terms.instruments);
    ids
}

/// See [`Assessor::terms`].
pub fn terms_of(reference: &dyn Reference, agreement: &str) -> Terms {
    let parent = agreement.split_once("/accession/").and_then(|(parent, _)| reference.terms(parent));
    if let Some(terms) = reference.terms(agreement) {
        let body = terms.body.clone().or_else(|| parent.and_then(|p| p.body));
        return Terms { body, ..terms };
    }
    let nature = if agreement.contains("/accession/") { Nature::Treaty } else { Nature::Unknown };
    // An instrument known from its description carries its parties in its id: `mou.KAZ-USA.critical-minerals.2025-11`.
    let mut parts = agreement.split('.');
    let (sort, states) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let parties: Vec<String> = states.split('-').filter(|s| is_code(s)).map(str::to_owned).collect();
    let peace = ["peace", "normalization", "normalisation", "relations"];
    let political = ["mou", "memorandum", "declaration", "statement", "communique", "roadmap"];
    let nature = match parties.len() {
        // A memorandum of understanding waits for no ratification.
        _ if political.contains(&sort) && !states.is_empty() => Nature::Political,
        2 => Nature::Bilateral,
        _ => nature,
    };
    Terms {
        nature,
        depositaries: parent.as_ref().map(|p| p.depositaries.clone()).unwrap_or_default(),
        body: parent.and_then(|p| p.body),
        opens_relations: peace.contains(&sort) || peace.iter().any(|p| parts.clone().any(|part| part == *p)),
        parties,
        ..Terms::default()
    }
}

pub fn is_code(id: &str) -> bool {
    id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase())
}

/// The first 16 digits of an id in hexadecimal, or a hash of whatever else it is.
fn number(id: &str) -> u64 {
    let head = id.get(..16).filter(|_| id.len() == 2 * identity::BYTES);
    head.and_then(|h| u64::from_str_radix(h, 16).ok()).unwrap_or_else(|| {
        let hash = identity::hash("number", &[id]);
        hash.get(..16).and_then(|h| u64::from_str_radix(h, 16).ok()).unwrap_or_default()
    })
}

/// The roles of a claim that tell its act from others of the kind.
#[derive(Debug, Default)]
struct Shape {
    actor: Option<Box<str>>,
    detail: Option<Box<str>>,
    aim: Option<Box<str>>,
}

impl Shape {
    fn of(claim: &Claim, reference: &dyn Reference, day: Option<Date>) -> Shape {
        let word = |role: Role| claim.role(role).first().map(|e| Box::<str>::from(e.key()));
        let detail = match claim.act {
            Act::APPROVES | Act::REJECTS | Act::SUBMITS | Act::RECOGNIZES | Act::WITHDRAWS_RECOGNITION => {
                word(Role::Organ)
            }
            Act::CONSENTS | Act::DEPOSITS => word(Role::Means),
            Act::SIGNS => word(Role::Capacity).or_else(|| {
                let people = claim.role(Role::Person).iter().chain(claim.role(Role::By));
                let head = |p: &Entity| reference.capacity(p, day).is_some_and(|c| c.head_of_state);
                people.into_iter().any(head).then(|| HEAD_OF_STATE.into())
            }),
            Act::JOINS
            | Act::IS_PARTY
            | Act::ADMITS
            | Act::GRANTS_STATUS
            | Act::APPLIES
            | Act::SEEKS
            | Act::CONSIDERS => word(Role::Status),
            Act::NEGOTIATES => word(Role::Phase),
            Act::AGREES_TEXT => word(Role::Degree),
            Act::GIVES_NOTICE | Act::REVOKES_NOTICE => word(Role::Effect),
            Act::SUSPENDS | Act::RESUMES | Act::PROVISIONALLY_APPLIES => word(Role::Scope),
            Act::IS_SILENT_ON => word(Role::Occasion),
            Act::RECALLS_AMBASSADOR => word(Role::Purpose),
            _ if claim.kind == Kind::Relation => word(Role::Mission).or_else(|| word(Role::Level)),
            _ => None,
        };
        let aim = match claim.act {
            Act::RECOGNIZES | Act::WITHDRAWS_RECOGNITION => word(Role::Scope),
            _ => word(Role::Measure),
        };
        let actor = match claim.act {
            Act::BLOCKS | Act::UNBLOCKS | Act::IS_PROPOSED => word(Role::Actor),
            Act::IS_INVITED | Act::ACCEPTS | Act::DECLINES => word(Role::Inviter),
            Act::ADMITS | Act::GRANTS_STATUS | Act::SUSPENDS_MEMBER | Act::EXPELS_MEMBER => word(Role::Organ),
            _ if claim.kind == Kind::Relation => {
                claim.role(Role::Actor).first().and_then(Entity::state_id).map(Box::from)
            }
            Act::IS_SILENT_ON => {
                let person = claim.role(Role::By).first().or_else(|| claim.role(Role::Person).first());
                person.or_else(|| claim.role(Role::Actor).first()).map(|e| e.key().into())
            }
            _ if matches!(claim.act.definition().track, "agreement") => word(Role::Actor),
            _ => None,
        };
        Shape { actor, detail, aim }
    }
}

/// The detail of a signature that a head of state put.
pub const HEAD_OF_STATE: &str = "head_of_state";

/// The observations of all claims, with a curator's merges and splits applied; those of claims that he took away too.
pub fn observe(
    assessor: &mut Assessor<'_>,
    claims: &[&Sourced],
    decided: &Decided,
) -> Vec<(usize, Subject, Observation)> {
    let mut found: Vec<(usize, Subject, Observation)> = Vec::new();
    let mut changed: Vec<usize> = Vec::new();
    for (i, sourced) in claims.iter().enumerate() {
        let before = found.len();
        found.extend(assessor.assess(sourced).into_iter().map(|(subject, o)| (i, subject, o)));
        let id = sourced.claim.id.as_str();
        if decided.merged_into(id).is_some() || decided.stands_apart(id) {
            changed.extend(before..found.len());
        }
    }
    if changed.is_empty() {
        return found;
    }
    let id_of = |n: usize| claims.get(n).map_or("", |s| s.claim.id.as_str());
    let by_claim: HashMap<(&str, &Subject), &Key> = found.iter().map(|(n, s, o)| ((id_of(*n), s), &o.key)).collect();
    let mut keys: Vec<(usize, Key)> = Vec::new();
    for at in changed {
        let Some((n, subject, observation)) = found.get(at) else { continue };
        let (id, mine) = (id_of(*n), &observation.key);
        if let Some(target) = decided.merged_into(id).and_then(|into| by_claim.get(&(into, subject))) {
            let Key { act, bounds, actor, detail, aim, .. } = (*target).clone();
            keys.push((at, Key { act, bounds, actor, detail, aim, ..mine.clone() }));
        } else if decided.stands_apart(id) {
            let detail = format!("{}#{id}", mine.detail.as_deref().unwrap_or_default());
            keys.push((at, Key { detail: Some(detail.into()), ..mine.clone() }));
        }
    }
    for (at, key) in keys {
        if let Some((_, _, observation)) = found.get_mut(at) {
            observation.key = key;
        }
    }
    found
}
