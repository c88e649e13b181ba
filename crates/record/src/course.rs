//! A participant's course: the steps in the order of their days, walked to where it stands (L1, L9-L12).

use std::collections::BTreeMap;

use claims::Act;
use jiff::civil::Date;

use crate::{
    bounds::{Bounds, days_between},
    effect::{Effect, joined},
    judge::{Judged, MATTER},
    reference::{Nature, Terms},
    rules::RuleId,
    stage::{FlagCode, Stage},
    step::Step,
};

/// Where a participant stands, in steps.
#[derive(Debug, Default)]
pub struct Course {
    /// The stage on the way in, and the steps that lead to it.
    pub entered: Option<Reached>,
    /// The stage on the way out.
    pub exit: Option<Reached>,
    /// What stands beside: the steps behind each flag, per who did it.
    pub flags: BTreeMap<(FlagCode, Option<Box<str>>), Vec<usize>>,
    /// The day on which the exit takes effect by notice and the agreement's rules, and whether the notice itself gives it.
    pub exit_due: Option<(Date, bool)>,
    /// The day on which it enters into force by the agreement's rules.
    pub entry_due: Option<Date>,
    /// Rules used on the way.
    pub rules: Vec<RuleId>,
}

/// A stage reached by a step.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// The stage.
    pub stage: Stage,
    /// The step, by its place in the list.
    pub step: usize,
    /// In force since the agreement is, by its own rules; `None`: since the step.
    pub computed: Option<Bounds>,
}

/// What the agreement's own record adds to that of a participant.
#[derive(Debug, Clone, Copy, Default)]
pub struct Frame {
    /// Between which days the agreement entered into force for all.
    pub in_force: Option<Bounds>,
    /// Whether a source says so, or the table of agreements.
    pub sourced: bool,
}

struct Walk<'s> {
    steps: &'s [Step],
    terms: &'s Terms,
    frame: Frame,
    course: Course,
    /// The state itself applied, accepted or announced: half of a membership.
    willing: bool,
    /// The body's half.
    admitted: Option<usize>,
    ratification_withdrawn: Option<Date>,
    /// The first step that led to a stage in this spell.
    reached: BTreeMap<Stage, usize>,
}

/// Walks the steps to the day asked: a course a spell, of which the last one counts.
pub fn walk(judged: &Judged<'_>, steps: &[Step], terms: &Terms, frame: Frame, as_of: Date) -> Course {
    let mut last: Option<Course> = None;
    let mut from = 0;
    while let Some(first) = steps.get(from) {
        let to = from + steps.iter().skip(from).take_while(|s| s.spell == first.spell).count();
        let mut walk = Walk {
            steps,
            terms,
            frame,
            course: Course::default(),
            willing: false,
            admitted: None,
            ratification_withdrawn: None,
            reached: BTreeMap::new(),
        };
        for (i, step) in steps.iter().enumerate().take(to).skip(from) {
            walk.take(i, step, judged);
        }
        walk.enter_by_the_rules(as_of);
        walk.leave_by_the_rules();
        walk.settle_marks();
        // Whoever has left and merely thinks of coming back has left.
        let back = walk.course.entered.is_some_and(|r| r.stage >= Stage::Invited) || walk.course.exit.is_some();
        match last.as_mut() {
            Some(before) if !back => before.flags.extend(walk.course.flags),
            _ => last = Some(walk.course),
        }
        from = to;
    }
    last.unwrap_or_default()
}

impl Walk<'_> {
    fn take(&mut self, i: usize, step: &Step, judged: &Judged<'_>) {
        if let Some(mark) = step.mark {
            self.flag(mark, None, i);
        }
        self.rule(step.rule);
        if let Effect::Enter(stage) = step.effect
            && (stage != Stage::Invited || step.act == Act::IS_INVITED)
        {
            self.reached.entry(stage).or_insert(i);
        }
        match step.effect {
            Effect::Enter(stage) => self.enter(i, step, stage, judged),
            Effect::Admit => self.admit(i, judged),
            Effect::Leave(stage) => self.leave(i, step, stage),
            Effect::Decline => {
                self.flag(FlagCode::Declined, None, i);
                self.willing = false;
                self.step_back(Stage::Announced, Stage::Invited, i);
            }
            Effect::RejectAtHome => self.flag(FlagCode::RejectedAtHome, step.detail.clone(), i),
            Effect::RejectLeaving => match self.course.exit.map(|r| r.stage) {
                Some(Stage::ExitAnnounced | Stage::ExitApprovedAtHome) => {
                    self.course.exit = None;
                    self.rule(RuleId::L12);
                }
                Some(Stage::NoticeGiven) => self.repeal(i),
                _ => {}
            },
            Effect::Submit => {
                self.flag(FlagCode::Submitted, step.detail.clone(), i);
                self.reach(Stage::Mentioned, i);
            }
            Effect::WithdrawRatification => {
                self.ratification_withdrawn = step.day();
                self.course.flags.remove(&(FlagCode::ReportedAsRatified, None)); // it was no more than that
                self.flag(FlagCode::RatificationWithdrawn, None, i);
                self.rule(RuleId::L12);
                if self.course.entered.is_none_or(|r| matches!(r.stage, Stage::ApprovedAtHome | Stage::Bound)) {
                    self.course.entered = None;
                    self.back_to(Stage::Signed, i);
                }
            }
            Effect::WithdrawSignature => {
                self.flag(FlagCode::SignatureWithdrawn, None, i);
                self.rule(RuleId::L12);
                self.reach(Stage::Signed, i);
            }
            Effect::RevokeNotice => {
                self.rule(RuleId::L12);
                if self.course.exit.is_some_and(|r| r.stage != Stage::Out) {
                    self.course.exit = None;
                    self.course.flags.retain(|(code, _), _| *code != FlagCode::ExitLawRepealed);
                }
                if self.course.entered.is_none() {
                    // What is revoked was a party's notice.
                    self.reach(joined(self.terms), i);
                }
            }
            Effect::Suspend => {
                self.flag(FlagCode::Suspended, None, i);
                self.rule(RuleId::L10);
            }
            Effect::Resume => self.course.flags.retain(|(code, by), _| *code != FlagCode::Suspended || by.is_some()),
            Effect::SuspendMember => {
                let by = step.actor.clone().unwrap_or_else(|| "body".into());
                self.flag(FlagCode::Suspended, Some(by), i);
            }
            Effect::Block => self.flag(FlagCode::Blocked, step.actor.clone(), i),
            Effect::Unblock => {
                self.course.flags.remove(&(FlagCode::Blocked, step.actor.clone()));
            }
            Effect::DeclareVoid => {
                self.flag(FlagCode::DeclaredVoid, None, i);
                self.rule(RuleId::L10);
            }
            Effect::Conduct | Effect::Silence | Effect::CallOff | Effect::Note => {}
        }
    }

    fn enter(&mut self, i: usize, step: &Step, stage: Stage, judged: &Judged<'_>) {
        let own = step.members.iter().filter_map(|m| judged.heard.get(*m)).any(|h| h.key.own);
        if stage == Stage::ApprovedAtHome {
            self.course.flags.retain(|(code, _), _| *code != FlagCode::Submitted);
            if self.course.exit.is_some_and(|r| r.stage == Stage::NoticeGiven) {
                // A law against leaving is no revocation (L12).
                self.repeal(i);
                return;
            }
            self.course.flags.retain(|(code, _), _| *code != FlagCode::RejectedAtHome);
        }
        if stage >= Stage::Bound {
            let settled = [FlagCode::RatificationWithdrawn, FlagCode::Submitted];
            self.course.flags.retain(|(code, _), _| !settled.contains(code));
        }
        if stage >= Stage::Announced {
            self.course.flags.remove(&(FlagCode::Declined, None));
        }
        if own && matches!(stage, Stage::Applied | Stage::Announced | Stage::Signed) {
            self.willing = true;
            if let Some(admitted) = self.admitted.take() {
                self.course.flags.remove(&(FlagCode::Admitted, None));
                self.course.flags.remove(&(FlagCode::NotConfirmed, None));
                self.rule(RuleId::L6);
                self.reach(Stage::Member, admitted.max(i));
                return;
            }
        }
        self.reach(stage, i);
    }

    /// The body takes somebody in: half of a membership where there is no treaty to join (L6).
    fn admit(&mut self, i: usize, judged: &Judged<'_>) {
        self.rule(RuleId::L6);
        let member = self.course.entered.is_some_and(|r| r.stage >= Stage::InForce);
        let own =
            self.steps.get(i).is_some_and(|s| s.members.iter().filter_map(|m| judged.heard.get(*m)).any(|h| h.key.own));
        let by_admission =
            self.terms.by_admission || matches!(self.terms.nature, Nature::Body | Nature::Political | Nature::Unknown);
        if member {
            return;
        }
        if by_admission && (self.willing || own) {
            self.reach(Stage::Member, i);
        } else {
            self.flag(FlagCode::Admitted, None, i);
            if by_admission {
                self.flag(FlagCode::NotConfirmed, None, i);
                self.admitted = Some(i);
            }
            self.reach(Stage::Invited, i);
        }
    }

    fn leave(&mut self, i: usize, step: &Step, stage: Stage) {
        let in_force = self.frame.in_force.is_some_and(|f| f.counts_from() <= step.day());
        let entered = self.course.entered.map(|r| r.stage);
        let short = entered.is_some_and(|s| s < Stage::Bound) || entered == Some(Stage::Bound) && !in_force;
        if stage == Stage::NoticeGiven && short {
            // A notice before there is anything to leave: of a withdrawn ratification, or that it will not join.
            let of_ratification = matches!((self.ratification_withdrawn, step.day()),
                (Some(a), Some(b)) if days_between(a.min(b), a.max(b)) <= MATTER);
            if !of_ratification {
                self.flag(FlagCode::SignatureWithdrawn, None, i);
            }
            self.rule(RuleId::L1);
            return;
        }
        if matches!(step.mark, Some(FlagCode::ReportedAsWithdrawn)) && entered.is_some_and(|s| s < Stage::Bound) {
            return; // there is nothing to withdraw from
        }
        let further = self.course.exit.is_none_or(|r| r.stage < stage);
        if further {
            self.course.exit = Some(Reached { stage, step: i, computed: None });
        }
    }

    /// What was said loosely needs no mention once it is settled.
    fn settle_marks(&mut self) {
        let (entered, exit) = (self.course.entered.map(|r| r.stage), self.course.exit.map(|r| r.stage));
        let steps = self.steps;
        self.course.flags.retain(|(code, _), at| match code {
            FlagCode::ReportedAsRatified | FlagCode::ReportedAsJoined => entered.is_none_or(|s| s < Stage::Bound),
            FlagCode::ReportedAsWithdrawn | FlagCode::DeclaredImmediate => exit != Some(Stage::Out),
            FlagCode::Claimed => {
                at.retain(|i| {
                    let claimed = steps.get(*i).and_then(|s| s.claimed);
                    claimed.is_none_or(|c| {
                        if c.leaving() { exit.is_none_or(|e| e < c) } else { entered.is_none_or(|e| e < c) }
                    })
                });
                !at.is_empty()
            }
            _ => true,
        });
    }

    /// In force without a report: with the agreement for those bound before, by its delay for those bound later (L9, L11).
    fn enter_by_the_rules(&mut self, as_of: Date) {
        let Some(reached) = self.course.entered else { return };
        let bilateral = self.terms.nature == Nature::Bilateral;
        let enough = if bilateral { Stage::Signed } else { Stage::Bound };
        if reached.stage >= Stage::InForce || reached.stage < enough {
            return;
        }
        let Some(bound) = self.steps.get(reached.step).map(|s| s.bounds) else { return };
        let Some(general) = self.frame.in_force.filter(|f| f.counts_on(as_of)) else { return };
        if bilateral || bound.counts_from() <= general.counts_from() {
            let since = Bounds { from: general.from.max(bound.from), to: general.to };
            self.course.entered =
                Some(Reached { stage: joined(self.terms), step: reached.step, computed: Some(since) });
            self.rule(if self.frame.sourced { RuleId::L9 } else { RuleId::L11 });
            return;
        }
        let due = self.terms.entry.zip(bound.to.or(bound.from)).and_then(|(delay, day)| delay.after(day));
        match (due, bound.to.or(bound.from)) {
            (Some(due), Some(day)) if due == day => {
                self.course.entered =
                    Some(Reached { stage: joined(self.terms), step: reached.step, computed: Some(bound) });
                self.rule(RuleId::L9);
            }
            (due, _) => {
                self.course.entry_due = due;
                if due.is_some() {
                    self.rule(RuleId::L11);
                }
            }
        }
    }

    /// Out without a report: the day is computed, the stage stays (L11).
    fn leave_by_the_rules(&mut self) {
        let Some(reached) = self.course.exit.filter(|r| r.stage == Stage::NoticeGiven) else { return };
        let Some(step) = self.steps.get(reached.step) else { return };
        let told = step.detail.as_deref().and_then(|d| d.parse::<claims::Moment>().ok()).map(claims::Moment::first_day);
        let counted = self.terms.withdrawal.zip(step.bounds.to.or(step.bounds.from)).and_then(|(d, day)| d.after(day));
        self.course.exit_due = told.map(|day| (day, true)).or(counted.map(|day| (day, false)));
        if self.course.exit_due.is_some() {
            self.rule(RuleId::L11);
        }
    }

    fn reach(&mut self, stage: Stage, step: usize) {
        if self.course.entered.is_none_or(|r| r.stage < stage) {
            self.course.entered = Some(Reached { stage, step, computed: None });
        }
    }

    /// Back to a stage, by the step that led there if one is known, else by the step that led back.
    fn back_to(&mut self, stage: Stage, fallback: usize) {
        let step = self.reached.get(&stage).copied().unwrap_or(fallback);
        self.course.entered = Some(Reached { stage, step, computed: None });
    }

    /// A step back from stages up to `from`, to `to` if it was reached, else to nothing more than a mention.
    fn step_back(&mut self, from: Stage, to: Stage, i: usize) {
        match self.course.entered.map(|r| r.stage) {
            Some(stage) if stage > from => {}
            Some(_) => {
                let (stage, step) = self.reached.get(&to).map_or((Stage::Mentioned, i), |step| (to, *step));
                self.course.entered = Some(Reached { stage, step, computed: None });
            }
            None => self.reach(Stage::Mentioned, i),
        }
    }

    fn repeal(&mut self, i: usize) {
        self.flag(FlagCode::ExitLawRepealed, None, i);
        self.rule(RuleId::L12);
    }

    fn flag(&mut self, code: FlagCode, by: Option<Box<str>>, step: usize) {
        self.course.flags.entry((code, by)).or_default().push(step);
    }

    fn rule(&mut self, rule: RuleId) {
        if !self.course.rules.contains(&rule) {
            self.course.rules.push(rule);
        }
    }
}
