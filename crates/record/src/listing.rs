//! Lists: all about one state, what somebody said, acts in time order, what is to come.

use std::collections::{BTreeMap, BTreeSet};

use claims::{Act, Claim, Entity, Modality, Moment, Role, Sourced};
use jiff::civil::Date;

use crate::{
    answer::{Asked, Plan},
    bounds::{days_between, told},
    fold::{Sign, Subject},
    judge::{Heard, hear, judge},
    lists::{Calendar, Event, Listed, Said, StateRecord, Timeline, Utterance},
    observation::Assessor,
    record::{Record, empty, instruments, published_by, sort},
    standing::{Backing, period},
    step::steps,
    subject::agreements,
    voice::Voice,
};

impl Record<'_> {
    /// Everything about one state: its rows, relations, contacts, silences, plans.
    pub fn state(&self, state: &str, asked: &Asked) -> StateRecord {
        let as_of = asked.as_of.last_day();
        let mut rows = Vec::new();
        let mut others: BTreeSet<&str> = BTreeSet::new();
        for subject in self.folds.keys() {
            match subject {
                Subject::Participation { agreement, participant } if participant == state => {
                    rows.extend(self.rows(agreement, Some(state), as_of).into_iter().map(|(row, _)| row));
                }
                Subject::Pair(a, b) if a == state => drop(others.insert(b)),
                Subject::Pair(a, b) if b == state => drop(others.insert(a)),
                _ => {}
            }
        }
        sort(&mut rows);
        let listed = |row: &crate::answer::Participant| (row.instrument.clone(), row.id.clone());
        let mut silent = Vec::new();
        let mut planned = Vec::new();
        for row in &rows {
            let (agreement, participant) = listed(row);
            let with = |agreement: &String, participant: &String| (agreement.clone(), participant.clone());
            silent.extend(row.silent.iter().map(|item| {
                let (agreement, participant) = with(&agreement, &participant);
                Listed { agreement, participant, item: item.clone() }
            }));
            planned.extend(row.planned.iter().map(|item| {
                let (agreement, participant) = with(&agreement, &participant);
                Listed { agreement, participant, item: item.clone() }
            }));
        }
        by_day(&mut planned);
        StateRecord {
            state: state.to_owned(),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            coverage: empty(),
            agreements: rows,
            relations: others.into_iter().map(|other| self.relation(state, other, asked)).collect(),
            contacts: self.contacts(&[state], as_of),
            silent,
            planned,
        }
    }

    /// Plans, notices and computed dates from a day on, over all agreements in the claims given: dated ones by day, then
    /// those without a day.
    pub fn calendar(&self, from: Moment, asked: &Asked) -> Calendar {
        let as_of = asked.as_of.last_day();
        let mut entries: Vec<Listed<Plan>> = Vec::new();
        let mut add = |agreement: &str, participant: &str, plans: Vec<Plan>| {
            let (agreement, participant) = (agreement.to_owned(), participant.to_owned());
            let to_come =
                |p: &Plan| p.time.and_then(|t| t.to.or(t.from)).is_none_or(|t| t.last_day() >= from.first_day());
            entries.extend(plans.into_iter().filter(to_come).map(|item| Listed {
                agreement: agreement.clone(),
                participant: participant.clone(),
                item,
            }));
        };
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for subject in self.folds.keys() {
            let (Subject::Participation { agreement, .. } | Subject::Agreement(agreement)) = subject else { continue };
            if !seen.insert(agreement) {
                continue;
            }
            for (row, _) in self.rows(agreement, None, as_of) {
                add(&row.instrument, &row.id, row.planned);
            }
            if let Some(state) = self.agreement(agreement, &self.terms(agreement), as_of).state {
                add(agreement, "", state.planned);
            }
        }
        by_day(&mut entries);
        Calendar { from, known_at: asked.known_at.clone(), entries }
    }

    /// The acts on an agreement and its instruments in time order; of one state only, if given.
    pub fn timeline(&self, agreement: &str, state: Option<&str>, asked: &Asked) -> Timeline {
        let as_of = asked.as_of.last_day();
        let mut events: Vec<(Option<Date>, Event)> = Vec::new();
        let (own, terms) = self.meant(agreement);
        for instrument in instruments(&own, &terms) {
            let terms = self.terms(&instrument);
            let first = Subject::participation(&instrument, "");
            let here = |s: &Subject| matches!(s, Subject::Participation { agreement, .. } if *agreement == instrument);
            for (subject, fold) in self.folds.range(first..).take_while(|(s, _)| here(s)) {
                let Subject::Participation { participant, .. } = subject else { continue };
                if state.is_some_and(|s| s != participant) {
                    continue;
                }
                let judged = judge(fold, &terms);
                let steps = steps(&judged, as_of);
                let mut counted: BTreeSet<usize> = BTreeSet::new();
                let told = Told { record: self, instrument: &instrument, participant: Some(participant) };
                for step in &steps {
                    counted.extend(step.members.iter().copied());
                    let day = step.day();
                    events.push((day, told.event(&judged.heard, step.lead, &step.members, step.bounds, None)));
                }
                for (i, h) in judged.heard.iter().enumerate().filter(|(i, _)| !counted.contains(i)) {
                    events.extend(told.single(&judged.heard, i, h, as_of));
                }
            }
            if let Some(fold) = self.folds.get(&Subject::Agreement(instrument.clone())) {
                let heard = hear(fold, |_, _| crate::effect::Effect::Note);
                let told = Told { record: self, instrument: &instrument, participant: None };
                for (i, h) in heard.iter().enumerate() {
                    events.extend(told.single(&heard, i, h, as_of));
                }
            }
        }
        events.sort_by(|(a, x), (b, y)| {
            let key = |e: &Event| (e.instrument.clone(), e.participant.clone(), e.act, e.modality, e.claims.clone());
            a.cmp(b).then_with(|| key(x).cmp(&key(y)))
        });
        Timeline {
            agreement: agreement.to_owned(),
            state: state.map(str::to_owned),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            events: events.into_iter().map(|(_, e)| e).collect(),
        }
    }

    /// What somebody is reported to have said: a person, an office (`president@KAZ`), a state, an organisation.
    pub fn said(&self, speaker: &str, asked: &Asked) -> Said {
        let as_of = asked.as_of.last_day();
        let mut assessor = Assessor::new(self.reference);
        // One thing said to one voice; the days of its reports tell the utterances apart.
        let mut heard: BTreeMap<Saying, Vec<Report<'_>>> = BTreeMap::new();
        for s in self.claims.iter().filter(|s| published_by(s, as_of) && !self.decided.removes(s)) {
            let voice = assessor.voice(s);
            let Some(shown) = voice.shown.clone().filter(|shown| is_speaker(speaker, shown, &voice)) else { continue };
            let agreement = agreements(&s.claim).first().map(|a| a.key().to_owned());
            let key = Saying {
                voice: voice.witness.clone(),
                act: s.claim.act,
                modality: s.claim.modality,
                agreement,
                about: about(&s.claim),
            };
            heard.entry(key).or_default().push(Report { day: day_said(s), shown, sourced: s });
        }
        let mut utterances: Vec<(Option<Date>, Utterance)> = Vec::new();
        for (Saying { act, modality, agreement, about, .. }, mut reports) in heard {
            reports.sort_by(|a, b| (a.day, &a.sourced.claim.id).cmp(&(b.day, &b.sourced.claim.id)));
            let mut current: Option<(Option<Date>, Utterance)> = None;
            for report in reports {
                // What is reported within a day of the first report is the same utterance, in whatever words.
                let same = |day: Option<Date>| match (day, report.day) {
                    (Some(a), Some(b)) => days_between(a, b) <= 1,
                    (a, b) => a == b,
                };
                match &mut current {
                    Some((day, utterance)) if same(*day) => report.add_to(utterance),
                    _ => {
                        let mut utterance = Utterance {
                            speaker: report.shown.clone(),
                            channel: None,
                            by: None,
                            direct: false,
                            act,
                            modality,
                            agreement: agreement.clone(),
                            about: about.clone(),
                            reported_by: Vec::new(),
                            claims: Vec::new(),
                        };
                        report.add_to(&mut utterance);
                        utterances.extend(current.replace((report.day, utterance)));
                    }
                }
            }
            utterances.extend(current);
        }
        utterances.sort_by(|(a, x), (b, y)| (a, &x.claims).cmp(&(b, &y.claims)));
        Said {
            speaker: speaker.to_owned(),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            utterances: utterances.into_iter().map(|(_, u)| u).collect(),
        }
    }
}

/// Dated plans by day, then those without a day.
fn by_day(entries: &mut [Listed<Plan>]) {
    entries.sort_by(|a, b| {
        let key = |l: &Listed<Plan>| {
            let day = l.item.time.and_then(|t| t.from.or(t.to)).map(Moment::first_day);
            (day.is_none(), day, l.agreement.clone(), l.participant.clone(), l.item.act, l.item.claims.clone())
        };
        key(a).cmp(&key(b))
    });
}

/// What is said by whom, on whatever day.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Saying {
    voice: String,
    act: Act,
    modality: Modality,
    agreement: Option<String>,
    about: Vec<String>,
}

/// A report of something said.
struct Report<'c> {
    day: Option<Date>,
    shown: Entity,
    sourced: &'c Sourced,
}

impl Report<'_> {
    fn add_to(&self, utterance: &mut Utterance) {
        let (claim, source) = (&self.sourced.claim, &self.sourced.source);
        let attribution = claim.attribution.as_ref();
        let channel = attribution.and_then(|a| a.channel.clone());
        utterance.channel = match (utterance.channel.take(), channel) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        utterance.direct |= attribution.is_some_and(|a| a.direct);
        utterance.by = match (utterance.by, source.published) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if let Some(outlet) = &source.publisher
            && let Err(place) = utterance.reported_by.binary_search(outlet)
        {
            utterance.reported_by.insert(place, outlet.clone());
        }
        utterance.claims.push(claim.id.clone());
    }
}

/// Whether it is the one asked for, or speaks for it.
fn is_speaker(asked: &str, shown: &Entity, voice: &Voice) -> bool {
    let is = |id: Option<&str>| id == Some(asked);
    is(shown.id.as_deref()) || is(shown.office.as_deref()) || is(voice.of.as_deref()) || voice.witness == asked
}

/// The day of an utterance: that of an announcement, else of the first report.
fn day_said(s: &Sourced) -> Option<Date> {
    let published = s.source.published.map(Moment::first_day);
    let announced = matches!(s.claim.act, Act::ANNOUNCES_JOINING | Act::ANNOUNCES_LEAVING);
    let day = announced.then(|| told(&s.claim).from).flatten();
    day.or(published)
}

/// Those whom the words are about: the fillers of the roles that the act cannot do without.
fn about(claim: &Claim) -> Vec<String> {
    let mut ids = BTreeSet::new();
    for role in claim.act.definition().required.iter().flat_map(|group| group.iter()).filter(|r| **r != Role::Agreement)
    {
        ids.extend(claim.role(*role).iter().map(|e| e.key().to_owned()));
    }
    ids.into_iter().collect()
}

/// What an event in a timeline is told of.
struct Told<'r, 'a> {
    record: &'r Record<'a>,
    instrument: &'r str,
    participant: Option<&'r str>,
}

impl Told<'_, '_> {
    /// A cell that is part of no step: beaten, planned, denied, or of the agreement itself.
    fn single(&self, heard: &[Heard<'_>], i: usize, h: &Heard<'_>, as_of: Date) -> Option<(Option<Date>, Event)> {
        let done = h.sign == Sign::Done;
        let day = if done { h.bounds.counts_from() } else { h.said };
        if day.is_some_and(|day| day > as_of) {
            return None;
        }
        Some((day, self.event(heard, i, &[i], h.bounds, h.beaten.map(|(rule, _)| rule))))
    }

    fn event(
        &self,
        heard: &[Heard<'_>],
        lead: usize,
        members: &[usize],
        bounds: crate::bounds::Bounds,
        beaten: Option<crate::rules::RuleId>,
    ) -> Event {
        let backing = Backing::of(heard, members.iter().copied(), true);
        let key = heard.get(lead).map(|h| h.key);
        let name = self.participant.map(|p| self.record.reference.name(p).unwrap_or_else(|| p.to_owned()));
        Event {
            instrument: self.instrument.to_owned(),
            participant: self.participant.map(str::to_owned),
            name,
            act: key.map_or(Act::JOINS, |k| k.act),
            modality: key.map_or(Modality::Asserted, |k| match k.sign {
                Sign::Done => Modality::Asserted,
                Sign::Denied => Modality::Denied,
                Sign::Planned => Modality::Planned,
                Sign::Possible => Modality::Possible,
                Sign::Urged => Modality::Urged,
            }),
            detail: key.and_then(|k| k.word()).map(str::to_owned),
            time: period(heard, lead, bounds),
            standing: backing.standing,
            per: backing.per,
            witnesses: backing.witnesses,
            claims: backing.claims,
            beaten,
        }
    }
}
