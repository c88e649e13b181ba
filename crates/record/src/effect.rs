//! What an act does to a participant's way into and out of an agreement, were it beyond doubt (L1).

use claims::Act;

use crate::{
    fold::{Key, Sign},
    observation::HEAD_OF_STATE,
    reference::{Nature, Terms},
    stage::Stage,
};

/// What an act does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Leads up to a stage on the way in.
    Enter(Stage),
    /// Leads to a stage on the way out.
    Leave(Stage),
    /// The body took it in or gave it a status.
    Admit,
    /// The state said no to an invitation or plan.
    Decline,
    /// An organ at home said no to joining.
    RejectAtHome,
    /// An organ at home said no to leaving, or repealed the law on it.
    RejectLeaving,
    /// Put before an organ at home.
    Submit,
    /// The ratification was taken back.
    WithdrawRatification,
    /// The signature was taken back.
    WithdrawSignature,
    /// The notice was taken back.
    RevokeNotice,
    /// Suspends its own participation.
    Suspend,
    /// Resumes it.
    Resume,
    /// The body suspended it.
    SuspendMember,
    /// Another member stands in the way.
    Block,
    /// Another member steps aside.
    Unblock,
    /// Calls the agreement void for itself.
    DeclareVoid,
    /// What a state does, whatever its stage: complies, violates.
    Conduct,
    /// Somebody said nothing.
    Silence,
    /// A plan is given up.
    CallOff,
    /// Shown in the timeline only.
    Note,
}

/// The effect of an act.
pub fn effect(key: &Key, terms: &Terms) -> Effect {
    let leaving = matches!(key.aim.as_deref(), Some("leaving"));
    let suspension = matches!(key.aim.as_deref(), Some("suspension"));
    let signing = matches!(key.aim.as_deref(), Some("signing"));
    let status = key.word();
    match key.act {
        _ if suspension => Effect::Note,
        Act::IS_PROPOSED => Effect::Enter(Stage::Mentioned),
        Act::CONSIDERS | Act::SEEKS | Act::APPLIES if leaving => Effect::Note,
        Act::CONSIDERS => Effect::Enter(Stage::Considering),
        Act::SEEKS => Effect::Enter(Stage::Seeking),
        Act::IS_INVITED => Effect::Enter(Stage::Invited),
        Act::APPLIES => Effect::Enter(Stage::Applied),
        Act::NEGOTIATES if leaving || matches!(status, Some("breaks_off" | "suspends")) => Effect::Note,
        Act::NEGOTIATES => Effect::Enter(Stage::Negotiating),
        Act::AGREES_TEXT => Effect::Enter(Stage::TextAgreed),
        Act::INITIALS => Effect::Enter(Stage::Initialled),
        Act::ACCEPTS | Act::ANNOUNCES_JOINING if !leaving => Effect::Enter(Stage::Announced),
        Act::DECLINES => Effect::Decline,
        Act::SIGNS if status == Some("definitive") || terms.binds_on_signature => Effect::Enter(Stage::Bound),
        Act::SIGNS => Effect::Enter(Stage::Signed),
        Act::SUBMITS => Effect::Submit,
        Act::APPROVES if leaving => Effect::Leave(Stage::ExitApprovedAtHome),
        // Leave to sign is no approval of what was signed.
        Act::APPROVES if signing => Effect::Enter(Stage::Announced),
        Act::APPROVES => Effect::Enter(Stage::ApprovedAtHome),
        Act::REJECTS if leaving => Effect::RejectLeaving,
        Act::REJECTS => Effect::RejectAtHome,
        Act::CONSENTS | Act::DEPOSITS => Effect::Enter(Stage::Bound),
        Act::PROVISIONALLY_APPLIES => Effect::Enter(Stage::ProvisionallyApplied),
        Act::JOINS | Act::IS_PARTY if status == Some("candidate") => Effect::Enter(Stage::Applied),
        Act::JOINS | Act::IS_PARTY => Effect::Enter(joined(terms)),
        Act::ENTERS_INTO_FORCE => Effect::Enter(Stage::InForce),
        Act::ADMITS | Act::GRANTS_STATUS if status == Some("candidate") => Effect::Enter(Stage::Applied),
        Act::ADMITS | Act::GRANTS_STATUS => Effect::Admit,
        Act::ANNOUNCES_LEAVING => Effect::Leave(Stage::ExitAnnounced),
        Act::GIVES_NOTICE => Effect::Leave(Stage::NoticeGiven),
        Act::WITHDRAWS | Act::EXPELS_MEMBER => Effect::Leave(Stage::Out),
        Act::REVOKES_NOTICE => Effect::RevokeNotice,
        Act::UNSIGNS => Effect::WithdrawSignature,
        Act::WITHDRAWS_RATIFICATION => Effect::WithdrawRatification,
        Act::SUSPENDS => Effect::Suspend,
        Act::RESUMES => Effect::Resume,
        Act::SUSPENDS_MEMBER => Effect::SuspendMember,
        Act::BLOCKS => Effect::Block,
        Act::UNBLOCKS => Effect::Unblock,
        Act::DECLARES_VOID => Effect::DeclareVoid,
        Act::VIOLATES | Act::COMPLIES => Effect::Conduct,
        Act::IS_SILENT_ON => Effect::Silence,
        Act::CALLS_OFF => Effect::CallOff,
        _ => Effect::Note,
    }
}

/// Where joining leads: to membership of a body or framework, to being a party to a treaty.
pub fn joined(terms: &Terms) -> Stage {
    if terms.nature.has_members() || terms.nature == Nature::Political { Stage::Member } else { Stage::InForce }
}

impl Effect {
    /// The height of what is planned, denied or done, for asking whether one presupposes that the other has not happened.
    pub fn height(self) -> Option<Height> {
        match self {
            Effect::Enter(stage) => Some(Height { leaving: false, stage: level(stage) }),
            Effect::Admit => Some(Height { leaving: false, stage: level(Stage::Member) }),
            Effect::Leave(stage) => Some(Height { leaving: true, stage }),
            _ => None,
        }
    }
}

/// A member and a party stand at one height.
fn level(stage: Stage) -> Stage {
    if stage == Stage::Member { Stage::InForce } else { stage }
}

/// How high an act leads on one of the two ladders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Height {
    /// On the way out.
    pub leaving: bool,
    /// The stage; members count as parties.
    pub stage: Stage,
}

/// Acts that are done once on the way in or out: two dates of one are a conflict, not a history.
pub fn once(key: &Key) -> bool {
    matches!(
        key.act,
        Act::SIGNS
            | Act::INITIALS
            | Act::APPROVES
            | Act::CONSENTS
            | Act::DEPOSITS
            | Act::JOINS
            | Act::IS_PARTY
            | Act::ENTERS_INTO_FORCE
            | Act::PROVISIONALLY_APPLIES
            | Act::GIVES_NOTICE
            | Act::REVOKES_NOTICE
            | Act::WITHDRAWS
            | Act::EXPELS_MEMBER
            | Act::UNSIGNS
            | Act::WITHDRAWS_RATIFICATION
            | Act::ADMITS
            | Act::IS_INVITED
    )
}

/// Words that the press uses for narrower acts as well: they say that something was done, not what (L1).
pub fn broad(key: &Key) -> Option<Breadth> {
    match key.act {
        Act::JOINS | Act::IS_PARTY => Some(Breadth::Joining),
        Act::CONSENTS if unsaid_means(key) => Some(Breadth::Consent),
        Act::WITHDRAWS => Some(Breadth::Leaving),
        Act::SIGNS if key.word() != Some(HEAD_OF_STATE) => Some(Breadth::Signature),
        _ => None,
    }
}

/// "Ratified", with nothing said of instrument, exchange, deposit (L1).
pub fn unsaid_means(key: &Key) -> bool {
    matches!(key.word(), None | Some("unsaid" | "ratification" | "approval" | "acceptance"))
}

/// What a broad word may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breadth {
    /// "Joined", "is a member".
    Joining,
    /// "Ratified".
    Consent,
    /// "Withdrew".
    Leaving,
    /// "Signed", where the state has signed before.
    Signature,
}

/// Whether an act tells how to read broader words about the same matter.
pub fn narrows(key: &Key, sign: Sign, breadth: Breadth, terms: &Terms) -> bool {
    let leaving = matches!(key.aim.as_deref(), Some("leaving"));
    let planned = sign == Sign::Planned;
    if !planned && sign != Sign::Done {
        return false;
    }
    match breadth {
        Breadth::Joining if planned => {
            matches!(key.act, Act::SIGNS | Act::JOINS | Act::CONSENTS | Act::DEPOSITS | Act::ENTERS_INTO_FORCE)
        }
        Breadth::Consent if planned => matches!(key.act, Act::CONSENTS | Act::DEPOSITS),
        Breadth::Leaving if planned => matches!(key.act, Act::WITHDRAWS | Act::GIVES_NOTICE),
        Breadth::Signature if planned => false,
        // Where some time passes from deposit to entry into force, "joined" may mean the deposit.
        Breadth::Joining if matches!(key.act, Act::DEPOSITS | Act::CONSENTS) => {
            terms.entry.is_some_and(|delay| delay.to_string() != "none")
        }
        Breadth::Joining => {
            !leaving
                && matches!(
                    key.act,
                    Act::ANNOUNCES_JOINING
                        | Act::ACCEPTS
                        | Act::IS_INVITED
                        | Act::APPLIES
                        | Act::SUBMITS
                        | Act::APPROVES
                        | Act::SIGNS
                        | Act::INITIALS
                        | Act::AGREES_TEXT
                )
        }
        Breadth::Consent => !leaving && matches!(key.act, Act::APPROVES | Act::SUBMITS | Act::DEPOSITS | Act::SIGNS),
        Breadth::Leaving => match key.act {
            Act::APPROVES | Act::SUBMITS | Act::CONSIDERS => leaving,
            act => matches!(
                act,
                Act::ANNOUNCES_LEAVING | Act::GIVES_NOTICE | Act::WITHDRAWS_RATIFICATION | Act::UNSIGNS | Act::SUSPENDS
            ),
        },
        Breadth::Signature => !leaving && matches!(key.act, Act::APPROVES | Act::SUBMITS),
    }
}
