//! The codes of an answer: stages, standings, flags. VOCABULARY.md and RECORD.md list them; the words for them are made elsewhere.

use serde::{Deserialize, Serialize};

/// How far a state has come with an agreement, entering or leaving it. Ordered along the two ladders; the order is that of the
/// vocabulary and says nothing of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody spoke of it in connection with the agreement; also: only plans are known.
    Mentioned,
    /// It weighs joining.
    Considering,
    /// It wants to join.
    Seeking,
    /// It was asked to join.
    Invited,
    /// It filed a request.
    Applied,
    /// Talks on the text or on joining.
    Negotiating,
    /// The text stands; nothing is signed.
    TextAgreed,
    /// Negotiators put their initials to the text.
    Initialled,
    /// Its joining was announced.
    Announced,
    /// Signed, subject to ratification.
    Signed,
    /// An organ at home approved it.
    ApprovedAtHome,
    /// A contracting state: bound, whether or not the agreement is in force (VCLT 2(1)(f)).
    Bound,
    /// Applied before entry into force.
    ProvisionallyApplied,
    /// A party: bound, and the agreement is in force for it (VCLT 2(1)(g)).
    InForce,
    /// A member of a body.
    Member,
    /// Its leaving was announced.
    ExitAnnounced,
    /// An organ at home approved leaving.
    ExitApprovedAtHome,
    /// Notice was given; still a party until the day it takes effect.
    NoticeGiven,
    /// Left.
    Out,
}

impl Stage {
    /// The code in the JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Mentioned => "mentioned",
            Stage::Considering => "considering",
            Stage::Seeking => "seeking",
            Stage::Invited => "invited",
            Stage::Applied => "applied",
            Stage::Negotiating => "negotiating",
            Stage::TextAgreed => "text_agreed",
            Stage::Initialled => "initialled",
            Stage::Announced => "announced",
            Stage::Signed => "signed",
            Stage::ApprovedAtHome => "approved_at_home",
            Stage::Bound => "bound",
            Stage::ProvisionallyApplied => "provisionally_applied",
            Stage::InForce => "in_force",
            Stage::Member => "member",
            Stage::ExitAnnounced => "exit_announced",
            Stage::ExitApprovedAtHome => "exit_approved_at_home",
            Stage::NoticeGiven => "notice_given",
            Stage::Out => "out",
        }
    }

    /// Whether the stage lies on the way out.
    pub const fn leaving(self) -> bool {
        matches!(self, Stage::ExitAnnounced | Stage::ExitApprovedAtHome | Stage::NoticeGiven | Stage::Out)
    }

    /// The place of the stage in a status table: parties first, then those on their way out, then those on their way in,
    /// furthest first, and those that have left at the end.
    pub const fn row_order(self) -> u8 {
        match self {
            Stage::InForce | Stage::Member => 0,
            Stage::NoticeGiven => 1,
            Stage::ExitApprovedAtHome => 2,
            Stage::ExitAnnounced => 3,
            Stage::ProvisionallyApplied => 4,
            Stage::Bound => 5,
            Stage::ApprovedAtHome => 6,
            Stage::Signed => 7,
            Stage::Announced => 8,
            Stage::Initialled => 9,
            Stage::TextAgreed => 10,
            Stage::Negotiating => 11,
            Stage::Applied => 12,
            Stage::Invited => 13,
            Stage::Seeking => 14,
            Stage::Considering => 15,
            Stage::Mentioned => 16,
            Stage::Out => 17,
        }
    }
}

/// On whose word an answer rests. Never printed without its stage, and no stage without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The depositary of that agreement, or its registered text.
    ByDepositary,
    /// The state's own organ, in its own publication.
    ByOwnAct,
    /// Somebody who speaks for the state.
    ByOwnStatement,
    /// Both sides, or a joint text.
    ByBoth,
    /// The other side; the state itself has not been read to say so.
    ByTheOtherSideOnly,
    /// Witnesses; their number stands beside it.
    Reported,
    /// Told later, as background.
    Recalled,
    /// Counted from the agreement's own rules.
    Computed,
    /// One side says it, the other denies it.
    Contested,
}

impl Standing {
    /// The code in the JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Standing::ByDepositary => "by_depositary",
            Standing::ByOwnAct => "by_own_act",
            Standing::ByOwnStatement => "by_own_statement",
            Standing::ByBoth => "by_both",
            Standing::ByTheOtherSideOnly => "by_the_other_side_only",
            Standing::Reported => "reported",
            Standing::Recalled => "recalled",
            Standing::Computed => "computed",
            Standing::Contested => "contested",
        }
    }
}

/// What stands beside a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagCode {
    /// Participation or application is suspended, by whom the flag says.
    Suspended,
    /// Another member blocks it.
    Blocked,
    /// The state said no.
    Declined,
    /// An organ at home said no.
    RejectedAtHome,
    /// The ratification was taken back; the signature stands (L12).
    RatificationWithdrawn,
    /// The state gave notice that it will not become a party; the signature stands in the table (L12).
    SignatureWithdrawn,
    /// "Ratified", without organ, instrument, deposit or depositary (L1).
    ReportedAsRatified,
    /// "Joined", without an instrument (L1).
    ReportedAsJoined,
    /// "Withdrew", without a notice (L1).
    ReportedAsWithdrawn,
    /// Somebody who is not competent for the act says that it was done (L3).
    Claimed,
    /// Put before an organ at home.
    Submitted,
    /// The body decided to take it in; it has not been read to accept (L6).
    Admitted,
    /// The other side has not been read to confirm it (L6).
    NotConfirmed,
    /// The state itself says that it has not happened (L5).
    HeldBack,
    /// A law on leaving was repealed; the notice stands (L12).
    ExitLawRepealed,
    /// A day counted from the agreement's rules has passed without a source (L11).
    Due,
    /// One side calls the agreement void or ended for it; contested (L10).
    DeclaredVoid,
    /// The agreement itself has ended.
    AgreementEnded,
    /// One side calls its exit immediate; the agreement's own clock says otherwise (L10).
    DeclaredImmediate,
}

/// Diplomatic relations between two states (VCDR 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationStage {
    /// No source read says anything.
    Unread,
    /// A source says that there are none (yet).
    None,
    /// Announced or claimed, not established.
    Announced,
    /// They exist.
    Established,
    /// Suspended.
    Suspended,
    /// Broken off.
    Severed,
}

/// Recognition of one state by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecognitionStage {
    /// Announced or claimed by another.
    Announced,
    /// Recognised.
    Recognized,
    /// Follows from relations between the two (L9).
    Implied,
    /// Taken back.
    Withdrawn,
    /// Denied or refused.
    NotRecognized,
}

/// A mission of one state in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissionStage {
    /// Announced or claimed.
    Announced,
    /// Open.
    Open,
    /// Suspended.
    Suspended,
    /// Closed.
    Closed,
}
