//! Time expressions: found by the rules of the language, resolved against the day of publication.

mod calendar;
mod days;
mod feasts;
mod items;
mod matcher;
mod moon;
mod node;
mod numeric;
mod parts;
mod ranges;
mod spans;
mod value;

use std::ops::Range;

use claims::{Basis, Moment, Period, Precision};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use language::{Language, Pos, TimeWord, Unit};
use text::Class;

pub(crate) use self::matcher::ANNOUNCEMENT;
use self::{
    items::Item,
    matcher::Matcher,
    node::{Fields, Node, Span},
    value::{Resolver, Value},
};
use crate::{segment::Material, words::Word};

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// First word.
    pub start: usize,
    /// Word after the last.
    pub end: usize,
    /// First moment; null where it counts from a day that is not known.
    pub from: Option<Moment>,
    /// Last moment.
    pub to: Option<Moment>,
    /// The unit.
    pub precision: Precision,
    /// Stated or relative.
    pub basis: Basis,
    /// What an act told with it is bounded by, looking back and looking ahead: "two months ago" is some day of that month, and
    /// "in June" of a plan is the next one.
    bounds: [Option<Value>; 2],
    /// What it means to who looks ahead.
    ahead: Option<Value>,
    /// The word before it, where it says how the time is meant.
    pub sense: Sense,
    /// The word before it that says so.
    marker: Option<usize>,
    /// What the text told before and from which it counts.
    pub event: Option<Event>,
    /// The article before it belongs to it only for the syntax ("the next quarter").
    article: bool,
    /// No day of its own: now, at noon. Only the time layer shows it.
    pub aside: bool,
}

/// The time expressions of a stretch of tokens, with the bytes at which the layer shows them.
#[derive(Debug)]
pub struct Stretch {
    /// The tokens.
    pub tokens: Range<usize>,
    /// The expressions.
    pub times: Vec<(Range<usize>, Expression)>,
}

impl Stretch {
    /// The expressions among the words of a stretch.
    pub fn new(tokens: Range<usize>, words: &[Word], times: &[Expression]) -> Stretch {
        let place = |t: &Expression| {
            let (first, last) = (words.get(t.told().0)?, words.get(t.end.saturating_sub(1))?);
            Some((first.start..last.end, t.clone()))
        };
        Stretch { tokens, times: times.iter().filter_map(place).collect() }
    }
}

/// "A day before the announcement": counted from something that the text told before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The noun; none where it counts from where the story stands: "two years later".
    pub word: Option<usize>,
    sign: i64,
    span: Span,
}

/// How the word before a time means it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// At that time.
    At,
    /// From then on.
    Since,
    /// Until or by then.
    Until,
    /// After it.
    After,
    /// Before it.
    Before,
}

/// Which way an ambiguous day looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prefer {
    /// Back, as news does.
    #[default]
    Past,
    /// Ahead.
    Future,
}

/// The day of publication and the taste for ambiguous days.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The day of publication.
    pub day: Option<Date>,
    /// The moment, where it is known to the minute.
    pub at: Option<DateTime>,
    /// Which way an ambiguous day looks.
    pub prefer: Prefer,
}

impl Reference {
    /// That of a document.
    pub fn of(published: Option<Moment>, prefer: Prefer) -> Reference {
        let fine = |m: &Moment| matches!(m.precision(), Precision::Minute | Precision::Second);
        Reference { day: published.map(Moment::first_day), at: published.filter(fine).map(Moment::earliest), prefer }
    }
}

/// Finds the time expressions among words, leftmost and longest first.
pub fn expressions(words: &[Word], material: Material<'_>) -> Vec<Expression> {
    let items = items::items(words, material);
    let mut scan = Scan {
        words,
        language: material.language,
        reference: material.reference,
        matcher: Matcher::new(&items, words, material.language),
        items: &items,
        before: usize::MAX,
        told: 0,
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match scan.longest(at) {
            Some((end, mut found)) => {
                scan.named_day(material.lower, &mut found);
                at = end;
                scan.before = end;
                scan.told = found.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

struct Scan<'a> {
    words: &'a [Word],
    items: &'a [Item<'a>],
    language: &'a Language,
    reference: Reference,
    matcher: Matcher<'a>,
    /// The item after the last expression found.
    before: usize,
    /// The word after it.
    told: usize,
}

impl Scan<'_> {
    /// "this evening (Monday)", "הערב (שני)": where a text was published after the day of which it tells, the day in brackets
    /// counts. What stands in brackets is no word of the sentence.
    fn named_day(&self, lower: &str, found: &mut Expression) {
        let behind = found.end.checked_sub(1).and_then(|w| self.words.get(w)).and_then(|w| lower.get(w.end..));
        let inside = behind.and_then(|b| b.trim_start().strip_prefix('(')).and_then(|b| b.split_once(')'));
        let Some((inside, _)) = inside.filter(|(inside, _)| inside.len() < 40) else { return };
        let weekday = self.language.times.word(inside.trim()).iter().find_map(|word| match word {
            TimeWord::Weekday(d) | TimeWord::ShortDay(d) => i8::try_from(*d).ok(),
            _ => None,
        });
        let (Some(weekday), Some(from), Some(to)) = (weekday, found.from, found.to) else { return };
        if from.first_day() != to.last_day() || found.basis != Basis::Relative {
            return;
        }
        let day = from.first_day();
        let back = (day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
        let by = if back <= 3 { -i64::from(back) } else { 7 - i64::from(back) };
        let Some(told) = day.checked_add(by.days()).ok().filter(|_| by != 0) else { return };
        let told = Some(Moment::day(told));
        (found.from, found.to, found.precision) = (told, told, Precision::Day);
        for value in found.bounds.iter_mut().chain([&mut found.ahead]).flatten() {
            (value.from, value.to, value.precision) = (told, told, Precision::Day);
        }
    }

    /// A quick look: what begins here says something of time, or is a number.
    fn may_begin(&self, at: usize) -> bool {
        let item = &self.items[at];
        let named = self.words.get(item.word).is_some_and(|w| w.name.is_some());
        item.first
            && !named
            && item.class != Class::Punctuation
            && (item.class == Class::Number || !item.said.is_empty())
    }

    fn longest(&mut self, at: usize) -> Option<(usize, Expression)> {
        if !self.may_begin(at) {
            return None;
        }
        let found = self.matcher.all(at);
        found.iter().find_map(|(found, n)| {
            let (end, node) = found.get(*n)?;
            let end = *end;
            let whole = end.checked_sub(1).and_then(|e| self.items.get(e)).is_some_and(|i| {
                // The mark after "on 1 March," is that of the sentence.
                i.last && i.class != Class::Punctuation
            });
            if !whole || !self.plausible(at, end, node) {
                return None;
            }
            self.expression(at, end, node).map(|e| (end, e))
        })
    }

    fn expression(&self, at: usize, end: usize, node: &Node) -> Option<Expression> {
        let start = self.items[at].word;
        let resolver = Resolver { times: &self.language.times, reference: self.reference };
        let value = resolver.value(node, None);
        let nowhere = Reference { day: None, at: None, ..self.reference };
        let absolute = Resolver { reference: nowhere, ..resolver }.value(node, None).is_some();
        let unknown = self.reference.day.is_none() && !absolute;
        let event = match node {
            Node::Event(item, sign, span) => {
                Some(Event { word: Some(self.items.get(*item)?.word), sign: *sign, span: span.clone() })
            }
            Node::Story(sign, span) => Some(Event { word: None, sign: *sign, span: span.clone() }),
            _ => None,
        };
        if value.is_none() && !unknown && event.is_none() {
            return None;
        }
        let basis = if absolute { Basis::Stated } else { Basis::Relative };
        let side = |prefer| {
            let resolver = Resolver { reference: Reference { prefer, ..self.reference }, ..resolver };
            bounds(node, resolver)
        };
        let ahead = if basis == Basis::Relative { side(Prefer::Future) } else { side(self.reference.prefer) };
        let (sense, marker) = match (self.sense(start), node) {
            // "Before the end of the month" is until its end.
            ((Sense::Before, marker), Node::Part(1, _)) => (Sense::Until, marker),
            (found, _) => found,
        };
        Some(Expression {
            start,
            end: self.items[end - 1].word + 1,
            from: value.and_then(|v| v.from),
            to: value.and_then(|v| v.to),
            precision: value.map_or(Precision::Day, |v| v.precision),
            basis,
            bounds: [side(self.reference.prefer), ahead],
            ahead: Resolver { reference: Reference { prefer: Prefer::Future, ..self.reference }, ..resolver }
                .value(node, None)
                .filter(|_| basis == Basis::Relative),
            sense,
            marker,
            event,
            article: self.article(start)
                && self.words.get(start + 1).is_some_and(|w| w.space_before)
                && matches!(node, Node::Cycle(..) | Node::Run(..) | Node::Part(..) | Node::Named(..)),
            aside: aside(node),
        })
    }

    /// A bare year or month counts after a preposition, alone, or beside other parts of a date; a bare day where no noun follows.
    fn plausible(&self, at: usize, end: usize, node: &Node) -> bool {
        let alone = at == 0 && end == self.items.len();
        // "every Monday"
        let each = |i: usize| self.items[i].said.iter().any(|(w, _)| *w == language::TimeWord::Each);
        if at.checked_sub(1).is_some_and(each) {
            return false;
        }
        match node {
            Node::Fields(Fields { year: Some(_), month: None, .. }) if end - at == 1 => alone || self.led(at),
            Node::Fields(Fields { year: None, month: Some(_), day: None, weekday: None }) => alone || self.led(at),
            // השנה is this year, unless it goes on: the year of ..., the first year.
            Node::Cycle(_, 0) if end - at == 2 && self.article(self.items[at].word) && self.items[at + 1].glued => {
                self.ends(end) && self.described(end).is_none() && !self.owned(end)
            }
            // "the last day of the talks", "the last years of the war"
            Node::Run(..) | Node::Cycle(..) => !self.owned(end),
            Node::Part(_, whole) if matches!(**whole, Node::Cycle(_, 0)) => self.described(end).is_none(),
            Node::Season(_) => alone || self.led(at),
            // "3/7", "13.10" may be anything where nothing says that it is a date.
            Node::Fields(Fields { year: None, month: Some(_), day: Some(_), .. })
                if (at..end).all(|i| self.items[i].class != Class::Word) =>
            {
                alone || self.led(at)
            }
            // "Wednesday, the seventh country", "the 21st meeting"
            Node::Fields(Fields { year: None, month: None, day: Some(_), .. }) => {
                // "the first of them" is no day of a month.
                let digits = (at..end).any(|i| self.items[i].class == Class::Number);
                let last = self.items.get(end).is_none_or(|i| i.class == Class::Punctuation);
                self.ends(end) && (digits || last && self.led(at))
            }
            _ => true,
        }
    }

    /// After a preposition, subordinator or bracket; a hyphen glued to a proclitic is passed over.
    fn led(&self, at: usize) -> bool {
        let word = self.items[at].word;
        // "in 2007 and 2009"
        let listed = at.checked_sub(1).is_some_and(|a| a == self.before)
            && self.items[at - 1].class == Class::Word
            && self.words.get(self.items[at - 1].word).is_some_and(|w| w.pos() == Some(Pos::Coordinator));
        listed
            || self.marker(word).is_some_and(|i| {
                let w = &self.words[i];
                matches!(w.pos(), Some(Pos::Preposition | Pos::Subordinator))
                    || w.class == Class::Punctuation && self.items.iter().any(|x| x.word == i && x.text == "(")
            })
    }

    /// The word before a word, without the hyphen that glues a proclitic to digits.
    fn marker(&self, word: usize) -> Option<usize> {
        let before = word.checked_sub(1)?;
        let hyphen = self.words.get(before).is_some_and(|w| w.class == Class::Punctuation && !w.space_before)
            && self.words.get(word).is_some_and(|w| !w.space_before);
        if hyphen { before.checked_sub(1) } else { Some(before) }
    }

    /// Nothing follows that the expression could describe.
    fn ends(&self, end: usize) -> bool {
        let Some(next) = self.items.get(end).and_then(|i| self.words.get(i.word)) else { return true };
        !matches!(next.pos(), Some(Pos::Noun | Pos::Adjective | Pos::Quantifier | Pos::Possessive))
            && next.name.is_none()
            && next.class != Class::Number
    }

    fn article(&self, word: usize) -> bool {
        let definite = self.language.codes.definite;
        self.words.get(word).is_some_and(|w| w.is(Pos::Determiner, definite))
    }

    /// "of" follows.
    fn owned(&self, end: usize) -> bool {
        let of = self.language.codes.of;
        self.items.get(end).and_then(|i| self.words.get(i.word)).is_some_and(|w| w.is(Pos::Preposition, of))
    }

    /// The adjective behind a noun in a language where it stands there: "סוף השנה הראשונה", the end of the first year.
    fn described(&self, end: usize) -> Option<usize> {
        let follows = self.language.settings.order.adjective_follows;
        let next = self.items.get(end).filter(|_| follows).map(|i| i.word)?;
        let adjective =
            |i: usize| self.words.get(i).is_some_and(|w| w.readings.iter().any(|r| r.pos == Pos::Adjective));
        let behind = self.words.get(next).is_some_and(|w| w.pos() == Some(Pos::Determiner)) && adjective(next + 1);
        (adjective(next) || behind).then_some(next)
    }

    fn sense(&self, start: usize) -> (Sense, Option<usize>) {
        let codes = &self.language.codes;
        // A word of the time before says nothing of this one: "31 במרץ ערב 1992".
        let Some(index) = self.marker(start).filter(|i| *i >= self.told) else { return (Sense::At, None) };
        let word = &self.words[index];
        let is = |code| {
            word.readings.iter().any(|r| r.code == code && matches!(r.pos, Pos::Preposition | Pos::Subordinator))
        };
        let sense = if is(codes.since) {
            Sense::Since
        } else if is(codes.until) || is(codes.by) {
            Sense::Until
        } else if is(codes.after) {
            Sense::After
        } else if is(codes.before) {
            Sense::Before
        } else {
            return (Sense::At, None);
        };
        (sense, Some(index))
    }
}

/// What an act is bounded by that is told with a time: a count of weeks, months or years names no single day.
fn bounds(node: &Node, resolver: Resolver<'_>) -> Option<Value> {
    match node {
        Node::Shift(None, sign, span) => {
            let unit = span.iter().map(|(_, u)| *u).max()?;
            if unit < Unit::Week {
                return resolver.value(node, None);
            }
            let day = resolver.reference.day?.to_datetime(jiff::civil::Time::midnight());
            let at = spans::shifted(day, *sign, span)?.date();
            let there = Resolver { reference: Reference { day: Some(at), at: None, ..resolver.reference }, ..resolver };
            match unit {
                Unit::Decade | Unit::Century => resolver.value(node, None),
                unit => there.value(&Node::Cycle(unit, 0), None),
            }
        }
        // "In the last three years": some time from then to now.
        Node::Run(_, count) => {
            let run = resolver.value(node, None)?;
            let today = resolver.reference.day.map(Moment::day);
            let (from, to) = if *count < 0 { (run.from, today) } else { (today, run.to) };
            Some(Value { from, to, precision: run.precision })
        }
        // "The last week of May" may be its last whole week or its last seven days.
        Node::Nth(-1, what, Some(base)) if **what == Node::Unit(Unit::Week) => {
            let (week, whole) = (resolver.value(node, None)?, resolver.value(base, None)?);
            let last = whole.to.map(|m| Moment::day(m.last_day()));
            Some(Value { to: last.max(week.to), ..week })
        }
        _ if of_story(node) => None,
        // "On Tuesday evening" is some time of that day.
        Node::Both(day, part) | Node::Both(part, day) if matches!(part.as_ref(), Node::Daypart(..)) => {
            resolver.value(day, None)
        }
        _ => resolver.value(node, None),
    }
}

/// Whether a time counts from where the story stands: the following day, a week later.
fn of_story(node: &Node) -> bool {
    match node {
        Node::Story(..) | Node::Cycle(_, 3) | Node::Named(_, 3) => true,
        Node::Both(a, b) | Node::Range(a, b, None) => of_story(a) || of_story(b),
        Node::Part(_, a) | Node::Open(_, a) | Node::Rest(_, a) | Node::Nth(_, _, Some(a)) => of_story(a),
        _ => false,
    }
}

/// No day of its own.
fn aside(node: &Node) -> bool {
    match node {
        Node::Now | Node::Clock(_) | Node::Daypart(..) => true,
        Node::Range(a, b, None) | Node::Both(a, b) => aside(a) && aside(b),
        Node::Open(_, a) | Node::Part(_, a) => aside(a),
        Node::For(Some(a), _) => aside(a),
        _ => false,
    }
}

impl Expression {
    /// The period of an act told with this time; `planned`: it has not happened yet.
    pub fn period(&self, planned: bool) -> Period {
        let value = self.bounds[usize::from(planned)];
        let (from, to) = value.map_or((None, None), |v| (v.from, v.to));
        let precision = value.map_or(self.precision, |v| v.precision);
        let plain = Period { from, to, precision, start: None, end: None, basis: Some(self.basis) };
        match (self.sense, from, to) {
            (Sense::Since, Some(from), _) => Period { precision, ..Period::since(from, self.basis) },
            (Sense::Until, ..) => Period { from: None, ..plain },
            (Sense::Before, from, _) => Period { from: None, to: from, ..plain },
            (Sense::After, _, to) => Period { from: to, to: None, ..plain },
            _ => plain,
        }
    }

    /// Its clause tells what is to come: "will meet on Friday".
    pub fn look_ahead(&mut self) {
        if let Some(value) = self.ahead {
            (self.from, self.to, self.precision) = (value.from, value.to, value.precision);
        }
    }

    /// As the time layer tells it: with the word before that opens one side, from its first word.
    pub fn told(&self) -> (usize, Option<Moment>, Option<Moment>) {
        let own = self.start + usize::from(self.article);
        let start = self.marker.unwrap_or(own);
        let beside = |m: Option<Moment>, side| m.and_then(|m| parts::beside(m, side));
        match self.sense {
            _ if self.from.is_none() || self.to.is_none() => (own, self.from, self.to),
            Sense::At => (own, self.from, self.to),
            Sense::Since => (start, self.from, None),
            Sense::Until => (start, None, self.to),
            Sense::After => (start, beside(self.to, 1), None),
            Sense::Before => (start, None, beside(self.from, -1)),
        }
    }
}

impl Event {
    /// The period that stands so far from that of what is told.
    pub fn period(&self, told: &Period) -> Option<Period> {
        let finest = self.span.iter().map(|(_, u)| *u).min()?;
        // A year counted from a year is a year; days counted from a year are days on both sides.
        let keeps = |m: Moment| match m.precision() {
            Precision::Year => finest >= Unit::Year,
            Precision::Month => finest >= Unit::Month,
            _ => false,
        };
        let moved = |m: Moment, edge: jiff::civil::DateTime| -> Option<Moment> {
            let at = spans::shifted(edge, self.sign, &self.span)?;
            match m.precision() {
                Precision::Year if keeps(m) => Moment::year(at.year()),
                Precision::Month if keeps(m) => Moment::month(at.year(), at.month()),
                _ => Some(Moment::day(at.date())),
            }
        };
        let (first, last) = (told.from?, told.to?);
        let precision = if keeps(first) { told.precision } else { Precision::Day };
        let (from, to) = (moved(first, first.earliest())?, moved(last, last.latest())?);
        Some(Period { from: Some(from), to: Some(to), precision, start: None, end: None, basis: Some(Basis::Computed) })
    }
}
