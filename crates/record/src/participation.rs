//! One row of a status: where a participant stands, and everything beside it.

use std::collections::BTreeSet;

use claims::{Act, Basis, Entity, EntityType};
use jiff::civil::Date;

use crate::{
    agreement::Agreement,
    answer::{Flag, Participant, Taken, Weight},
    bounds::Bounds,
    course::{Course, Reached, walk},
    effect::Effect,
    fold::{Fold, Sign},
    judge::{Heard, Judged, judge},
    observation::terms_of,
    plan::{computed, plans, silences},
    reference::{Nature, Reference, Terms},
    rules::RuleId,
    stage::{FlagCode, Stage, Standing},
    standing::{Backing, claims, lost, period, speakers, taken},
    step::{Step, steps},
};

/// A participant and an agreement, with what is known of both besides the participant's own fold.
pub struct Place<'a> {
    /// The agreement or instrument.
    pub agreement: &'a str,
    /// The participant.
    pub participant: &'a str,
    /// What is known of the agreement.
    pub terms: &'a Terms,
    /// The agreement on the day asked.
    pub state: &'a Agreement,
    /// The world.
    pub reference: &'a dyn Reference,
    /// The day asked.
    pub as_of: Date,
}

/// What a row was made of.
pub struct Explained<'f> {
    judged: Judged<'f>,
    steps: Vec<Step>,
    deciding: Vec<usize>,
}

impl<'f> Explained<'f> {
    /// The cells with what became of each.
    pub fn marked(mut self) -> Judged<'f> {
        for (at, step) in self.steps.iter().enumerate() {
            let decides = self.deciding.binary_search(&at).is_ok();
            for i in step.members.iter() {
                if let Some(h) = self.judged.heard.get_mut(*i) {
                    h.decided |= decides;
                    h.used = h.used.filter(|_| !decides).or(Some(step.rule));
                }
            }
        }
        self.judged
    }
}

/// Where a participant stands on a day, from its own fold and that of the agreement (if there is one). `None`: nothing in the
/// fold counts on that day.
///
/// This is the question of a single pair, for a program that keeps folds; [`crate::Record`] asks it for all.
pub fn participant(
    reference: &dyn Reference,
    agreement: &str,
    participant: &str,
    fold: &Fold,
    of_agreement: Option<&Fold>,
    as_of: Date,
) -> Option<Participant> {
    let terms = terms_of(reference, agreement);
    let state = Agreement::of(of_agreement, &terms, reference, as_of);
    Place { agreement, participant, terms: &terms, state: &state, reference, as_of }.row(fold).map(|(row, _)| row)
}

impl Place<'_> {
    /// The row, and the cells as they were judged.
    pub fn row<'f>(&self, fold: &'f Fold) -> Option<(Participant, Explained<'f>)> {
        let judged = judge(fold, self.terms);
        let steps = steps(&judged, self.as_of);
        let course = walk(&judged, &steps, self.terms, self.state.frame, self.as_of);
        let spoken = judged.heard.iter().any(|h| match h.sign {
            Sign::Done => h.bounds.counts_on(self.as_of),
            _ => h.said.is_none_or(|said| said <= self.as_of),
        });
        if !spoken {
            return None;
        }
        let deciding = self.deciding(&course, &steps, &judged.heard);
        let two_sided = self.two_sided(deciding.stage);
        let backing = if deciding.steps.is_empty() {
            // Nothing but plans, denials, silences: all that was said by that day stands behind the mention.
            let said = |i: &usize| judged.heard.get(*i).is_some_and(|h| h.said.is_none_or(|said| said <= self.as_of));
            Backing::of(&judged.heard, judged.index.rest.iter().copied().filter(said), two_sided)
        } else {
            Backing::of(&judged.heard, deciding.members(&steps), two_sided)
        };
        let heard = &judged.heard;
        let mut rules: BTreeSet<RuleId> = course.rules.iter().copied().collect();
        let (mut planned, lapsed) = plans(heard, &judged.index.rest, &steps, self.as_of);
        let mut flags = self.flags(&course, &steps, &judged, deciding.stage, &backing);
        self.due(&course, &steps, &mut planned, &mut flags, heard);
        let silent = silences(heard, &judged.index.rest, self.reference, self.as_of);
        let standing = self.standing(&deciding, &backing, &judged);
        if standing == Standing::Contested {
            rules.extend([RuleId::L4, RuleId::L5]);
        }
        if standing == Standing::Recalled {
            rules.insert(RuleId::L7);
        }
        let lost = lost(&judged);
        rules.extend(judged.index.rules.iter().copied());
        if !planned.is_empty() || !lapsed.is_empty() {
            rules.insert(RuleId::L8);
        }
        if !silent.is_empty() {
            rules.insert(RuleId::L15);
        }
        if backing.reprints > 0 {
            rules.insert(RuleId::L13);
        }
        if standing == Standing::ByBoth || flags.iter().any(|f| f.flag == FlagCode::NotConfirmed) {
            rules.insert(RuleId::L6);
        }
        if !self.terms.instruments.is_empty() || self.terms.part_of.is_some() {
            rules.insert(RuleId::L16);
        }
        let stage = deciding.stage;
        let (implied, unread) = self.unproved(stage, &standing, &steps);
        if !implied.is_empty() || !unread.is_empty() {
            rules.insert(RuleId::L9);
        }
        let uncertain = deciding.bounds.is_some_and(|b| b.may_be_after(self.as_of));
        let mut decided_by = backing.claims;
        if deciding.of_agreement {
            decided_by.extend(self.state.claims.iter().cloned());
        }
        let row = Participant {
            id: self.participant.to_owned(),
            name: self.name(heard),
            class: class(&steps, heard),
            stage,
            standing,
            since: deciding.since(heard),
            per: backing.per,
            witnesses: backing.witnesses,
            planned,
            flags,
            instrument: self.agreement.to_owned(),
            party: self.is_party(&course, stage),
            entered: stage.leaving().then(|| course.entered.map(|r| r.stage)).flatten(),
            uncertain,
            reprints: backing.reprints,
            steps: self.taken(&steps, heard, |e| !matches!(e, Effect::Conduct | Effect::Silence)),
            implied,
            unread,
            silent,
            conduct: self.taken(&steps, heard, |e| e == Effect::Conduct),
            lapsed,
            rules: rules.into_iter().collect(),
            claims: decided_by,
            lost,
        };
        Some((row, Explained { judged, steps, deciding: deciding.steps }))
    }

    /// The steps that decide the stage: all that lead to just that one in the same spell.
    fn deciding(&self, course: &Course, steps: &[Step], heard: &[Heard<'_>]) -> Deciding {
        let reached = match (course.exit, course.entered) {
            (Some(exit), _) => exit,
            (None, Some(entered)) => entered,
            (None, None) => return Deciding::mentioned(steps, heard),
        };
        let Reached { stage, step, computed } = reached;
        let Some(first) = steps.get(step) else { return Deciding::mentioned(steps, heard) };
        let leads = |s: &Step| match s.effect {
            Effect::Enter(to) | Effect::Leave(to) => to == stage,
            Effect::Admit => matches!(stage, Stage::Invited | Stage::Member),
            _ => false,
        };
        // A membership made of two halves has both behind it.
        let halves = stage == Stage::Member && (!leads(first) || first.effect == Effect::Admit);
        let half =
            |s: &Step| halves && matches!(s.effect, Effect::Enter(Stage::Applied | Stage::Announced | Stage::Invited));
        let mut chosen: Vec<usize> = steps
            .iter()
            .enumerate()
            // What a curator set apart is another act.
            .filter(|(i, s)| *i == step || !s.detail.as_deref().is_some_and(|d| d.contains('#')))
            .filter(|(i, s)| s.spell == first.spell && (*i == step || leads(s) && computed.is_none() || half(s)))
            .map(|(i, _)| i)
            .collect();
        if computed.is_some() {
            // In force by the agreement's own rules: what bound the state decides.
            chosen = (0..steps.len())
                .filter(|i| steps.get(*i).is_some_and(|s| s.spell == first.spell && s.effect == first.effect))
                .collect();
        }
        let of_agreement = computed.is_some() && self.state.frame.in_force.is_some();
        Deciding { stage, first: step, steps: chosen, bounds: None, lead: 0, computed, of_agreement }
            .settled(steps, heard)
    }

    fn standing(&self, deciding: &Deciding, backing: &Backing, judged: &Judged<'_>) -> Standing {
        let contested = self.held(judged, deciding.stage).any(|(denial, held)| {
            let said = |i: &usize| judged.heard.get(*i);
            let denied_by_day = said(denial).is_some_and(|d| d.said.is_none_or(|s| s <= self.as_of));
            let claimed_by_day = said(held).is_some_and(|h| h.bounds.counts_on(self.as_of));
            // What the press has wrong is no dispute; what another side maintains is one.
            let side =
                |h: &Heard<'_>| h.key.weight >= Weight::OtherSide && h.effect.height().is_some_and(|e| !e.leaving);
            denied_by_day && claimed_by_day && said(held).is_some_and(side)
        });
        if contested {
            return Standing::Contested;
        }
        match deciding.computed {
            // On the day of the act itself, the act's own standing is that of its effect.
            Some(bounds) if Some(bounds) == deciding.bounds => backing.standing,
            Some(_) => self.state.standing.unwrap_or(Standing::Computed),
            None => backing.standing,
        }
    }

    /// What the state itself holds back, above the stage where it stands.
    fn held<'j>(&self, judged: &'j Judged<'_>, stage: Stage) -> impl Iterator<Item = &'j (usize, usize)> + Clone {
        judged.held.iter().filter(move |(_, held)| {
            let height = judged.heard.get(*held).and_then(|h| h.effect.height());
            height.is_some_and(|h| h.leaving || !stage.leaving() && h.stage > stage)
        })
    }

    /// Whether the stage takes two (L6).
    fn two_sided(&self, stage: Stage) -> bool {
        match stage {
            Stage::Announced | Stage::Negotiating | Stage::TextAgreed | Stage::Initialled => true,
            Stage::Invited | Stage::Applied | Stage::Member => !matches!(self.terms.nature, Nature::Organization),
            _ => self.terms.nature == Nature::Bilateral,
        }
    }

    fn is_party(&self, course: &Course, stage: Stage) -> bool {
        let entered = course.entered.map(|r| r.stage);
        let by_treaty = !matches!(self.terms.nature, Nature::Body | Nature::Political);
        let in_force =
            matches!(entered, Some(Stage::InForce | Stage::Member)) || entered.is_none() && stage == Stage::NoticeGiven; // only a party can give notice
        by_treaty && in_force && stage != Stage::Out && self.state.ended.is_none()
    }

    fn name(&self, heard: &[Heard<'_>]) -> String {
        self.reference.name(self.participant).unwrap_or_else(|| {
            let named = heard
                .iter()
                .filter(|h| h.cell.best.filler.as_ref().is_some_and(|f| f.id.as_deref() == Some(self.participant)));
            let first = named.min_by_key(|h| &h.cell.best).and_then(|h| h.cell.best.filler.as_ref());
            first.map_or_else(|| self.participant.to_owned(), |f| f.name.to_string())
        })
    }

    fn taken(&self, steps: &[Step], heard: &[Heard<'_>], of: impl Fn(Effect) -> bool) -> Vec<Taken> {
        let bilateral = self.terms.nature == Nature::Bilateral;
        steps.iter().filter(|s| of(s.effect)).map(|s| taken(heard, s, bilateral)).collect()
    }

    fn flags(
        &self,
        course: &Course,
        steps: &[Step],
        judged: &Judged<'_>,
        stage: Stage,
        backing: &Backing,
    ) -> Vec<Flag> {
        let heard = &judged.heard;
        let mut flags = Vec::new();
        for ((code, by), at) in &course.flags {
            let taken: Vec<&Step> = at.iter().filter_map(|i| steps.get(*i)).collect();
            let Some(first) = taken.first() else { continue };
            let cells = || taken.iter().flat_map(|s| s.members.iter()).filter_map(|i| heard.get(*i));
            let organ = matches!(code, FlagCode::Submitted | FlagCode::RejectedAtHome);
            let told = || speakers(cells());
            let (by, detail) = match code {
                FlagCode::Claimed => {
                    let stages: BTreeSet<Stage> = taken.iter().filter_map(|s| s.claimed).collect();
                    (told(), stages.last().map(|s| s.code().to_owned()))
                }
                FlagCode::NotConfirmed => (vec![self.entity(self.participant)], None),
                FlagCode::Admitted => (vec![self.entity(self.terms.body.as_deref().unwrap_or(self.agreement))], None),
                _ if organ => (vec![self.entity(self.participant)], by.as_deref().map(str::to_owned)),
                FlagCode::Suspended | FlagCode::Blocked if by.is_some() => (
                    by.as_deref().map(|b| self.entity(b)).into_iter().collect(),
                    first.detail.as_deref().map(str::to_owned),
                ),
                FlagCode::Suspended | FlagCode::DeclaredVoid | FlagCode::DeclaredImmediate | FlagCode::Declined => {
                    (vec![self.entity(self.participant)], first.detail.as_deref().map(str::to_owned))
                }
                _ => (told(), None),
            };
            // Who says that it has no effect (L10).
            let denials = judged.index.rest.iter().filter_map(|i| heard.get(*i)).filter(|h| {
                let contestable =
                    matches!(code, FlagCode::Suspended | FlagCode::DeclaredVoid | FlagCode::DeclaredImmediate);
                let by_day = h.said.is_none_or(|said| said <= self.as_of);
                contestable && h.sign == Sign::Denied && !h.key.own && by_day && h.key.act == first.act
            });
            flags.push(Flag {
                flag: *code,
                by,
                contested_by: speakers(denials),
                since: period(heard, first.lead, first.bounds),
                detail,
                claims: claims(cells()),
            });
        }
        if let Some((denial, _)) = self.held(judged, stage).next() {
            let by_day = |i: &usize| heard.get(*i).filter(|h| h.said.is_none_or(|said| said <= self.as_of));
            let denials = || self.held(judged, stage).filter_map(|(d, _)| by_day(d));
            if denials().next().is_some() {
                let beaten = self.held(judged, stage).filter_map(|(_, h)| heard.get(*h));
                let detail = beaten.clone().filter_map(|h| match h.effect {
                    Effect::Enter(stage) | Effect::Leave(stage) => Some(stage),
                    _ => None,
                });
                flags.push(Flag {
                    flag: FlagCode::HeldBack,
                    by: speakers(denials()),
                    contested_by: speakers(beaten),
                    since: heard.get(*denial).and_then(|h| h.bounds.period(None)),
                    detail: detail.max().map(|s| s.code().to_owned()),
                    claims: claims(denials()),
                });
            }
        }
        let confirmed = backing.own && backing.other || backing.standing != Standing::ByOwnStatement;
        if stage == Stage::Member && self.terms.nature == Nature::Body && !confirmed {
            flags.push(self.not_confirmed(self.terms.body.as_deref().unwrap_or(self.agreement)));
        }
        if self.terms.nature == Nature::Bilateral && stage > Stage::Announced && !stage.leaving() {
            let one_sided = match backing.standing {
                Standing::ByOwnStatement | Standing::ByOwnAct => {
                    self.terms.parties.iter().find(|p| *p != self.participant).map(String::as_str)
                }
                Standing::ByTheOtherSideOnly => Some(self.participant),
                _ => None,
            };
            flags.extend(one_sided.map(|side| self.not_confirmed(side)));
        }
        if let Some(ended) = self.state.ended {
            flags.push(Flag { since: ended.period(None), ..self.bare(FlagCode::AgreementEnded) });
        }
        flags
    }

    fn not_confirmed(&self, by: &str) -> Flag {
        Flag { by: vec![self.entity(by)], ..self.bare(FlagCode::NotConfirmed) }
    }

    fn bare(&self, flag: FlagCode) -> Flag {
        Flag { flag, by: Vec::new(), contested_by: Vec::new(), since: None, detail: None, claims: Vec::new() }
    }

    fn entity(&self, id: &str) -> Entity {
        let state = id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase()) || id.starts_with("X-");
        let kind = if state { EntityType::State } else { EntityType::Organization };
        Entity::named(id, self.reference.name(id).unwrap_or_else(|| id.to_owned()), kind)
    }

    /// Computed days to come stand among the plans; those that have passed unconfirmed are flags (L11).
    fn due(
        &self,
        course: &Course,
        steps: &[Step],
        planned: &mut Vec<crate::answer::Plan>,
        flags: &mut Vec<Flag>,
        heard: &[Heard<'_>],
    ) {
        let exit = course.exit.zip(course.exit_due).map(|(r, (day, told))| (Act::WITHDRAWS, r, day, told));
        let entry = course.entered.zip(course.entry_due).map(|(r, day)| (Act::ENTERS_INTO_FORCE, r, day, false));
        for (act, reached, day, told) in exit.into_iter().chain(entry) {
            let members = steps.get(reached.step).map(|s| &*s.members).unwrap_or_default();
            let claims = claims(members.iter().filter_map(|i| heard.get(*i)));
            if day > self.as_of {
                planned.push(computed(act, day, told, claims));
            } else {
                let since = Bounds::day(day).period(Some(if told { Basis::Stated } else { Basis::Computed }));
                flags.push(Flag { since, detail: Some(act.name().into()), claims, ..self.bare(FlagCode::Due) });
            }
        }
    }

    /// Steps that must have been taken, and steps of which no source was read (L9).
    fn unproved(&self, stage: Stage, standing: &Standing, steps: &[Step]) -> (Vec<Stage>, Vec<Stage>) {
        let known = |stage: Stage| steps.iter().any(|s| s.effect == Effect::Enter(stage));
        let treaty = matches!(self.terms.nature, Nature::Treaty | Nature::Bilateral | Nature::Organization);
        let proved = !matches!(standing, Standing::Reported | Standing::Recalled | Standing::Contested);
        let mut implied = Vec::new();
        if treaty && proved && matches!(stage, Stage::InForce | Stage::Member) && !known(Stage::Bound) {
            implied.push(Stage::Bound);
        }
        // Only a signatory ratifies; whoever accedes has not signed.
        let ratified = steps
            .iter()
            .any(|s| s.effect == Effect::Enter(Stage::Bound) && s.detail.as_deref() == Some("ratification"));
        if treaty && proved && ratified && !known(Stage::Signed) {
            implied.insert(0, Stage::Signed);
        }
        let next: &[Stage] = match stage {
            Stage::Announced if treaty => &[Stage::Signed, Stage::Bound, Stage::InForce],
            Stage::Announced if self.terms.nature == Nature::Political => &[Stage::Signed],
            Stage::Announced | Stage::Invited | Stage::Applied if self.terms.nature == Nature::Body => &[Stage::Member],
            Stage::Signed if treaty => &[Stage::ApprovedAtHome, Stage::Bound, Stage::InForce],
            Stage::ApprovedAtHome if self.terms.nature != Nature::Body => &[Stage::Bound, Stage::InForce],
            Stage::Bound | Stage::ProvisionallyApplied if treaty => &[Stage::InForce],
            _ => &[],
        };
        (implied, next.to_vec())
    }
}

/// What decides a stage.
struct Deciding {
    stage: Stage,
    first: usize,
    steps: Vec<usize>,
    bounds: Option<Bounds>,
    lead: usize,
    computed: Option<Bounds>,
    of_agreement: bool,
}

impl Deciding {
    /// Nothing but a mention: everything read stands behind it.
    fn mentioned(steps: &[Step], heard: &[Heard<'_>]) -> Deciding {
        let all = (0..steps.len()).collect();
        let deciding = Deciding {
            stage: Stage::Mentioned,
            first: 0,
            steps: all,
            bounds: None,
            lead: 0,
            computed: None,
            of_agreement: false,
        };
        deciding.settled(steps, heard)
    }

    /// Takes the day from the step with the heaviest word; a deposit before the consent that it carries. Of announcements
    /// by either side the first.
    fn settled(mut self, steps: &[Step], heard: &[Heard<'_>]) -> Deciding {
        let either = self.stage <= Stage::Announced;
        let rank = |i: &usize| {
            let step = steps.get(*i)?;
            let lead = heard.get(step.lead)?;
            let weight = if either { lead.key.weight.min(Weight::OtherSide) } else { lead.key.weight };
            Some((lead.recalled, std::cmp::Reverse(weight), step.act != Act::DEPOSITS, step.day(), *i))
        };
        let lead = self.steps.iter().copied().min_by_key(rank);
        if let Some(step) = lead.or(Some(self.first)).and_then(|i| steps.get(i)) {
            self.bounds = Some(step.bounds);
            self.lead = step.lead;
        }
        self
    }

    fn members<'s>(&'s self, steps: &'s [Step]) -> impl Iterator<Item = usize> + 's {
        self.steps.iter().filter_map(|i| steps.get(*i)).flat_map(|s| s.members.iter().copied())
    }

    fn since(&self, heard: &[Heard<'_>]) -> Option<claims::Period> {
        match self.computed {
            Some(bounds) if Some(bounds) != self.bounds => bounds.period(Some(Basis::Computed)),
            _ => self.bounds.and_then(|b| period(heard, self.lead, b)),
        }
    }
}

/// The class of membership that the last word on it gives.
fn class(steps: &[Step], heard: &[Heard<'_>]) -> Option<String> {
    let told = steps.iter().rev().filter(|s| {
        matches!(s.act, Act::JOINS | Act::IS_PARTY | Act::ADMITS | Act::GRANTS_STATUS | Act::APPLIES | Act::SEEKS)
    });
    told.flat_map(|s| std::iter::once(&s.lead).chain(s.members.iter()))
        .filter_map(|i| heard.get(*i)?.key.word())
        .next()
        .map(str::to_owned)
}
