//! What the tables say of an agreement: how a state becomes bound, leaves, and when it enters into force.

use std::{fmt, str::FromStr};

use claims::Moment;
use jiff::{Span, civil::Date};

use crate::{Item, Kind, World};

/// A row of `agreements.csv`.
#[derive(Debug, Clone, Copy)]
pub struct Agreement<'w> {
    world: &'w World,
    /// The row.
    pub item: &'w Item,
}

impl<'w> Agreement<'w> {
    pub(crate) fn new(world: &'w World, item: &'w Item) -> Agreement<'w> {
        Agreement { world, item }
    }

    /// `treaty`, `declaration`, `nickname` (a name for several instruments), `accession_protocol` ...
    pub fn kind(&self) -> &'w str {
        self.item.attribute("type").unwrap_or("treaty")
    }

    /// The instruments under this nickname: the rows whose `part_of` it is.
    pub fn instruments(&self) -> impl Iterator<Item = &'w Item> + use<'w> {
        let id: &'w str = &self.item.id;
        self.world.table(Kind::Agreements).filter(move |item| item.list("part_of").any(|whole| whole == id))
    }

    /// The nicknames or frameworks of which it is a part.
    pub fn wholes(&self) -> impl Iterator<Item = &'w Item> + use<'w> {
        let world = self.world;
        self.item.list("part_of").filter_map(|id| world.item(id))
    }

    /// Id of the depositary: a state or an organisation. Bilateral instruments have none.
    pub fn depositary(&self) -> Option<&'w str> {
        self.item.attribute("depositary")
    }

    /// The organisation whose membership is this agreement, if any.
    pub fn organization(&self) -> Option<&'w Item> {
        self.item.attribute("organization").and_then(|id| self.world.item(id))
    }

    /// Ids of the parties, for an agreement between a few; empty for an open one.
    pub fn parties(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        self.item.list("parties")
    }

    /// The means by which a state becomes bound (values of `consents.means`, or `admission` for bodies without a treaty).
    pub fn bound_by(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        self.item.list("bound_by")
    }

    /// Whether a state that did not negotiate it may accede: `None` where the table does not know.
    pub fn accession_allowed(&self) -> Option<bool> {
        match self.item.attribute("accession")? {
            "yes" | "invitation" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// `yes`, `no`, `invitation` (by the members' decision), or `unclear` (the text has no accession clause).
    pub fn accession(&self) -> Option<&'w str> {
        self.item.attribute("accession")
    }

    /// How many instruments it needs to enter into force.
    pub fn threshold(&self) -> Option<u32> {
        self.item.attribute("force_threshold")?.parse().ok()
    }

    /// The rule of its entry into force in words.
    pub fn force_rule(&self) -> Option<&'w str> {
        self.item.attribute("force_rule")
    }

    /// From the last instrument that is needed to the entry into force.
    pub fn force_delay(&self) -> Option<Delay> {
        self.delay("force_delay")
    }

    /// For a state that joins later: from its deposit to the entry into force for it.
    pub fn joining_delay(&self) -> Option<Delay> {
        self.delay("joining_delay")
    }

    /// From the notice of withdrawal to its effect.
    pub fn exit_notice(&self) -> Option<Delay> {
        self.delay("exit_notice")
    }

    /// When notice can first be given, counted from the entry into force for the state.
    pub fn exit_earliest(&self) -> Option<Delay> {
        self.delay("exit_earliest")
    }

    /// When it was adopted or signed first.
    pub fn adopted(&self) -> Option<Moment> {
        self.moment("adopted")
    }

    /// When it was opened for signature.
    pub fn opened(&self) -> Option<Moment> {
        self.moment("opened")
    }

    /// Since when it is in force.
    pub fn in_force(&self) -> Option<Moment> {
        self.moment("in_force")
    }

    /// When it expired or was terminated.
    pub fn ended(&self) -> Option<Moment> {
        self.moment("ended")
    }

    fn moment(&self, column: &str) -> Option<Moment> {
        self.item.attribute(column)?.parse().ok()
    }

    fn delay(&self, column: &str) -> Option<Delay> {
        self.item.attribute(column)?.parse().ok()
    }
}

/// A stretch of time that an agreement's own rules count: `30 days`, `1 year`, or `first of month after 3 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    number: u16,
    unit: Unit,
    /// Then on to the first day of the next month.
    first_of_month: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Months,
    Years,
}

impl Delay {
    /// The day that is so much later, if the calendar reaches that far. `30 days` after 1 January is 31 January: treaties
    /// count "the thirtieth day after".
    pub fn after(self, day: Date) -> Option<Date> {
        let n = i64::from(self.number);
        let span = match self.unit {
            Unit::Days => Span::new().try_days(n),
            Unit::Months => Span::new().try_months(n),
            Unit::Years => Span::new().try_years(n),
        };
        let later = day.checked_add(span.ok()?).ok()?;
        if self.first_of_month { later.last_of_month().tomorrow().ok() } else { Some(later) }
    }
}

impl FromStr for Delay {
    type Err = String;

    fn from_str(written: &str) -> Result<Delay, String> {
        let wrong = || {
            format!(
                "`{written}` is no stretch of time; write `none`, `30 days`, `3 months`, `1 year`, or `first of month after 3 months`"
            )
        };
        if written == "none" {
            return Ok(Delay { number: 0, unit: Unit::Days, first_of_month: false });
        }
        let (rest, first_of_month) =
            written.strip_prefix("first of month after ").map_or((written, false), |rest| (rest, true));
        let (number, unit) = rest.split_once(' ').ok_or_else(wrong)?;
        let unit = match unit {
            "day" | "days" => Unit::Days,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            _ => return Err(wrong()),
        };
        Ok(Delay { number: number.parse().map_err(|_| wrong())?, unit, first_of_month })
    }
}

impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number == 0 && !self.first_of_month {
            return f.write_str("none");
        }
        let unit = match self.unit {
            Unit::Days => "day",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        let before = if self.first_of_month { "first of month after " } else { "" };
        let plural = if self.number == 1 { "" } else { "s" };
        write!(f, "{before}{} {unit}{plural}", self.number)
    }
}
