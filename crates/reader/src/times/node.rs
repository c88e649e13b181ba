//! What a time expression means before it is known when it was written: a tree of dates, shifts, parts and ranges.

use language::{Operation, Unit};

/// Parts of a date that stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fields {
    pub(crate) year: Option<i16>,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) weekday: Option<i8>,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: i8,
    pub(crate) minute: Option<i8>,
    pub(crate) second: Option<i8>,
    /// a.m. or p.m. was said, or the hour leaves no doubt.
    pub(crate) sure: bool,
}

/// How long: counts of units in thousandths.
pub(crate) type Span = Vec<(i64, Unit)>;

/// A part of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// A number, a unit, ... that a rule puts to use.
    Number(i64),
    Ordinal(i64),
    Unit(Unit),
    /// -2 past (the nearest), -1 last, 0 this, 1 next, 2 coming (the nearest), 3 following (in a story).
    Which(i64),
    Meridiem(i8),
    Hour(i8),
    Minute(i8),
    Span(Span),
    /// A date.
    Fields(Fields),
    Season(u8),
    Deictic(i16, i16),
    Now,
    Clock(Clock),
    Daypart(i8, i8),
    Feast(u16),
    /// This, the next, the last unit, as [`Node::Which`] counts.
    Cycle(Unit, i64),
    /// This, the next, the last Monday, March, summer.
    Named(Box<Node>, i64),
    /// So many units before (below 0) or after this one.
    Run(Unit, i64),
    /// A span before or after a date or the day of publication.
    Shift(Option<Box<Node>>, i64, Span),
    /// The nearest weekend.
    Weekend,
    /// The nth weekday or unit within a date; below 0 from its end.
    Nth(i64, Box<Node>, Option<Box<Node>>),
    Part(i8, Box<Node>),
    /// What has passed (-1) or is left (1) of it.
    Rest(i8, Box<Node>),
    Both(Box<Node>, Box<Node>),
    Range(Box<Node>, Box<Node>, Option<Box<Node>>),
    /// A span that begins with a date, or with now.
    For(Option<Box<Node>>, Span),
    Whole(Unit, Box<Node>),
    Decade(i16),
    Century(i16),
    /// From then on, until, after, before.
    Open(Operation, Box<Node>),
    /// Something told before, by its noun's item; a span before or after it.
    Event(usize, i64, Span),
    /// Counted from a point of the story.
    Story(i64, Span),
}

/// Puts the parts that a rule has gathered together; `None` where they make no sense.
pub(crate) fn build(operation: Operation, mut parts: Vec<Node>) -> Option<Node> {
    match operation {
        Operation::Both => both(parts),
        Operation::Back | Operation::Ahead => {
            let sign = if operation == Operation::Back { -1 } else { 1 };
            let span = take_span(&mut parts)?;
            if let Some(at) = parts.iter().position(|p| matches!(p, Node::Event(..))) {
                let Node::Event(item, ..) = parts.remove(at) else { return None };
                return Some(Node::Event(item, sign, span));
            }
            let base = if parts.is_empty() { None } else { Some(Box::new(both(parts)?)) };
            // "three Fridays from now"
            Some(Node::Shift(base, sign, span))
        }
        Operation::BackOfStory => Some(Node::Story(-1, take_span(&mut parts)?)),
        Operation::AheadOfStory => Some(Node::Story(1, take_span(&mut parts)?)),
        Operation::Nth | Operation::NthLast => {
            // "השני האחרון של מרץ": the word that says last.
            take(&mut parts, |p| matches!(p, Node::Which(_)).then_some(()));
            let n = take(&mut parts, |p| match p {
                Node::Ordinal(n) | Node::Number(n) => Some(*n),
                _ => None,
            });
            let n = if operation == Operation::NthLast { -n.unwrap_or(1) } else { n? };
            let counted = |p: &Node| {
                matches!(p, Node::Unit(_))
                    || matches!(p, Node::Fields(f) if f.weekday.is_some() && f.day.is_none() && f.month.is_none())
            };
            let at = parts.iter().position(counted)?;
            let what = parts.remove(at);
            let base = if parts.is_empty() { None } else { Some(Box::new(base(parts)?)) };
            Some(Node::Nth(n, Box::new(what), base))
        }
        Operation::NthUnit(unit) => {
            let n = take(&mut parts, |p| match p {
                Node::Ordinal(n) | Node::Number(n) => Some(*n),
                _ => None,
            })?;
            let base = if parts.is_empty() { None } else { Some(Box::new(both(parts)?)) };
            Some(Node::Nth(n, Box::new(Node::Unit(unit)), base))
        }
        Operation::First | Operation::Final => {
            let [(count, unit)] = take_span(&mut parts)?[..] else { return None };
            let (n, base) = (count / 1000, base(parts)?);
            let nth = |n| Box::new(Node::Nth(n, Box::new(Node::Unit(unit)), Some(Box::new(base.clone()))));
            let (a, b) = if operation == Operation::First { (1, n) } else { (-n, -1) };
            (n > 0).then(|| Node::Range(nth(a), nth(b), None))
        }
        Operation::Run => {
            let which = take(&mut parts, |p| if let Node::Which(w) = p { Some(*w) } else { None })?;
            let few = matches!(parts.as_slice(), [Node::Unit(_)]);
            let span = take_span(&mut parts)?;
            let [(count, unit)] = span.as_slice() else { return None };
            let count = if few { 3 } else { count / 1000 };
            (count > 0 && which != 0).then(|| Node::Run(*unit, if which < 0 { -count } else { count }))
        }
        Operation::Weekend => Some(Node::Weekend),
        Operation::Present => match parts.as_slice() {
            [Node::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade))] => Some(Node::Cycle(*unit, 0)),
            _ => None,
        },
        Operation::Within => Some(Node::For(None, take_span(&mut parts)?)),
        Operation::For => {
            let span = take_span(&mut parts)?;
            Some(Node::For(Some(Box::new(both(parts)?)), span))
        }
        Operation::Part(part) => Some(Node::Part(part, Box::new(base(parts)?))),
        Operation::Passed => Some(Node::Rest(-1, Box::new(base(parts)?))),
        Operation::Left => Some(Node::Rest(1, Box::new(base(parts)?))),
        Operation::Range => range(parts),
        Operation::Whole(unit) => Some(Node::Whole(unit, Box::new(both(parts)?))),
        Operation::Decade => {
            let year = take(&mut parts, |p| match p {
                Node::Fields(f) => f.year.map(i64::from),
                Node::Number(n) => Some(1900 + n).filter(|_| (20..100).contains(n)),
                _ => None,
            })?;
            (year % 10 == 0).then(|| i16::try_from(year).ok().map(Node::Decade))?
        }
        Operation::Century => {
            let n = take(&mut parts, |p| match p {
                Node::Ordinal(n) | Node::Number(n) => Some(*n),
                _ => None,
            })?;
            (1..=30).contains(&n).then(|| i16::try_from(n).ok().map(Node::Century))?
        }
        Operation::Eve => Some(Node::Shift(Some(Box::new(both(parts)?)), -1, vec![(1000, Unit::Day)])),
        Operation::Past | Operation::HalfPast | Operation::To => {
            let said = take(&mut parts, |p| match p {
                Node::Number(n) => Some(*n),
                Node::Span(s) => match s.as_slice() {
                    [(n, Unit::Minute)] => Some(n / 1000),
                    [(n, Unit::Hour)] => Some(n * 60 / 1000),
                    _ => None,
                },
                _ => None,
            });
            let minutes = said.unwrap_or(if operation == Operation::HalfPast { 30 } else { 15 });
            if !(1..60).contains(&minutes) {
                return None;
            }
            let Node::Clock(clock) = both(parts)? else { return None };
            if clock.minute.is_some_and(|m| m != 0) {
                return None;
            }
            let total = i64::from(clock.hour) * 60 + if operation == Operation::To { -minutes } else { minutes };
            let total = total.rem_euclid(24 * 60);
            Some(Node::Clock(Clock {
                hour: i8::try_from(total / 60).ok()?,
                minute: i8::try_from(total % 60).ok(),
                second: None,
                sure: clock.sure,
            }))
        }
        Operation::Half | Operation::QuarterOf => {
            let unit = take(&mut parts, |p| if let Node::Unit(u) = p { Some(*u) } else { None })?;
            let count = take(&mut parts, |p| if let Node::Number(n) = p { Some(*n) } else { None });
            let part = if operation == Operation::Half { 500 } else { 250 };
            // "half an hour"; "two and a half hours"; "three quarters of an hour".
            let thousandths = match (operation, count) {
                (Operation::Half, Some(n)) => n * 1000 + 500,
                (_, Some(n)) => n * part,
                (_, None) => part,
            };
            Some(Node::Span(vec![(thousandths, unit)]))
        }
        Operation::Since | Operation::Until | Operation::After | Operation::Before => {
            Some(Node::Open(operation, Box::new(both(parts)?)))
        }
    }
}

/// A date, or a unit alone, which is the present one: "the end of the month".
fn base(parts: Vec<Node>) -> Option<Node> {
    match parts.as_slice() {
        [Node::Unit(unit)] => Some(Node::Cycle(*unit, 0)),
        _ => both(parts),
    }
}

fn take<T>(parts: &mut Vec<Node>, pick: impl Fn(&Node) -> Option<T>) -> Option<T> {
    let at = parts.iter().position(|p| pick(p).is_some())?;
    let found = pick(&parts[at]);
    parts.remove(at);
    found
}

/// A span, or a number with a unit ("three weeks"), or a unit alone ("a week ago", לפני שבוע).
fn take_span(parts: &mut Vec<Node>) -> Option<Span> {
    if let Some(span) = take(parts, |p| if let Node::Span(s) = p { Some(s.clone()) } else { None }) {
        return Some(span);
    }
    let number = take(parts, |p| if let Node::Number(n) = p { Some(*n) } else { None });
    if number.is_some_and(|n| n > 5000) {
        return None;
    }
    // "two Fridays from now" counts weeks to that day.
    if let Some(n) = number
        && parts.iter().any(|p| matches!(p, Node::Fields(f) if f.weekday.is_some()))
    {
        return Some(vec![(n * 1000, Unit::Week)]);
    }
    let unit = take(parts, |p| if let Node::Unit(u) = p { Some(*u) } else { None })?;
    if unit == Unit::Weekend {
        return None; // "the weekend before" is no count of days
    }
    Some(vec![(number.unwrap_or(1).checked_mul(1000)?, unit)])
}

/// Parts that mean one date together.
fn both(mut parts: Vec<Node>) -> Option<Node> {
    // A clock is made of its parts.
    if parts.iter().any(|p| matches!(p, Node::Hour(_))) {
        return clock(&parts);
    }
    if parts.iter().all(|p| matches!(p, Node::Span(_) | Node::Number(_) | Node::Unit(_))) && !parts.is_empty() {
        return span(parts);
    }
    let which = take(&mut parts, |p| if let Node::Which(w) = p { Some(*w) } else { None });
    let unit = take(&mut parts, |p| if let Node::Unit(u) = p { Some(*u) } else { None });
    if let Some(unit) = unit {
        let cycle = Node::Cycle(unit, which?);
        parts.push(cycle);
    } else if let Some(which) = which {
        let named = |p: &Node| match p {
            Node::Fields(f) => f.year.is_none() && (f.weekday.is_some() != f.month.is_some()),
            Node::Season(_) | Node::Feast(_) | Node::Daypart(..) => true,
            _ => false,
        };
        let at = parts.iter().position(named)?;
        let inner = parts.remove(at);
        parts.insert(at, Node::Named(Box::new(inner), which));
    }
    // Fields that stand together are one date.
    let mut whole: Option<Node> = None;
    let mut fields = Fields::default();
    let mut any = false;
    let mut rest = Vec::new();
    for part in parts {
        match part {
            Node::Fields(f) => match merged(fields, f) {
                Some(all) => (fields, any) = (all, true),
                None => rest.push(Node::Fields(f)),
            },
            Node::Ordinal(n) | Node::Number(n) => {
                let day = Fields { day: i8::try_from(n).ok().filter(|d| (1..=31).contains(d)), ..Fields::default() };
                (fields, any) = (merged(fields, day)?, true);
            }
            Node::Minute(_) | Node::Hour(_) | Node::Meridiem(_) => return None,
            other => rest.push(other),
        }
    }
    if any {
        whole = Some(Node::Fields(fields));
    }
    for part in rest {
        whole = Some(match whole {
            None => part,
            Some(before) => Node::Both(Box::new(before), Box::new(part)),
        });
    }
    whole
}

fn merged(a: Fields, b: Fields) -> Option<Fields> {
    fn one<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
        match (a, b) {
            (Some(a), Some(b)) => (a == b).then_some(Some(a)),
            (a, b) => Some(a.or(b)),
        }
    }
    Some(Fields {
        year: one(a.year, b.year)?,
        month: one(a.month, b.month)?,
        day: one(a.day, b.day)?,
        weekday: one(a.weekday, b.weekday)?,
    })
}

fn clock(parts: &[Node]) -> Option<Node> {
    let mut hour = None;
    let mut minutes = Vec::new();
    let mut meridiem = None;
    let mut rest = Vec::new();
    for part in parts {
        match part {
            Node::Hour(h) if hour.is_none() => hour = Some(*h),
            Node::Minute(m) => minutes.push(*m),
            Node::Meridiem(m) => meridiem = Some(*m),
            other => rest.push(other.clone()),
        }
    }
    let mut hour = hour?;
    if let Some(base) = meridiem {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + base;
    }
    let clock = Node::Clock(Clock {
        hour: hour % 24,
        minute: minutes.first().copied(),
        second: minutes.get(1).copied(),
        sure: meridiem.is_some() || hour > 12 || hour == 0,
    });
    if rest.is_empty() {
        return Some(clock);
    }
    Some(Node::Both(Box::new(both(rest)?), Box::new(clock)))
}

fn span(parts: Vec<Node>) -> Option<Node> {
    let mut out: Span = Vec::new();
    let mut number = None;
    for part in parts {
        match part {
            Node::Number(n) => number = Some(n),
            Node::Unit(Unit::Weekend) => return None,
            Node::Unit(u) => out.push((number.take().unwrap_or(1).checked_mul(1000)?, u)),
            Node::Span(more) => out.extend(more),
            _ => return None,
        }
    }
    match (out.is_empty(), number) {
        (true, Some(n)) => Some(Node::Number(n)),
        (false, None) => Some(Node::Span(out)),
        _ => None,
    }
}

/// Two parts of one shape are the ends, what else there is holds both.
fn range(mut parts: Vec<Node>) -> Option<Node> {
    let shape = |p: &Node| -> (std::mem::Discriminant<Node>, [bool; 4]) {
        let set = match p {
            Node::Fields(f) => [f.year.is_some(), f.month.is_some(), f.day.is_some(), f.weekday.is_some()],
            _ => [false; 4],
        };
        (std::mem::discriminant(p), set)
    };
    let mut pair = None;
    'found: for i in 0..parts.len() {
        for j in i + 1..parts.len() {
            if shape(&parts[i]) == shape(&parts[j]) {
                pair = Some((i, j));
                break 'found;
            }
        }
    }
    let (i, j) = pair.or((parts.len() == 2).then_some((0, 1)))?;
    let b = parts.remove(j);
    let a = parts.remove(i);
    let whole = |p: Node| both(vec![p]);
    let within = if parts.is_empty() { None } else { Some(Box::new(both(parts)?)) };
    Some(Node::Range(Box::new(whole(a)?), Box::new(whole(b)?), within))
}
