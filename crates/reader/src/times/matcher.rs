//! Finds what the rules of the language make of the items from a place on.

use language::{Category, Element, Grammar, Language, Pos, TimeWord, What};
use std::rc::Rc;

use smallvec::SmallVec;
use text::Class;

use super::{
    items::Item,
    node::{Clock, Fields, Node, build},
    numeric::full_year,
};
use crate::words::Word;

/// How deep rules may hold each other's results.
const DEPTH: usize = 7;
/// How many results are kept of one category at one place.
const WIDTH: usize = 6;

/// The class of nouns that take up what was announced before.
pub(crate) const ANNOUNCEMENT: &str = "announcement";

/// Results: the item after the last, and what they mean; the longest first.
pub(crate) type Found = Vec<(usize, Node)>;

/// Results of several categories, each with its place among those of its category.
pub(crate) type All = SmallVec<[(Rc<Found>, usize); 4]>;

/// How many categories there are.
const CATEGORIES: usize = 4;

pub(crate) struct Matcher<'a> {
    pub(crate) items: &'a [Item<'a>],
    pub(crate) words: &'a [Word],
    pub(crate) language: &'a Language,
    /// What is known already, by item and category.
    known: Vec<Option<Rc<Found>>>,
    nothing: Rc<Found>,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(items: &'a [Item<'a>], words: &'a [Word], language: &'a Language) -> Matcher<'a> {
        let known = vec![None; items.len() * CATEGORIES];
        Matcher { items, words, language, known, nothing: Rc::default() }
    }

    /// Everything that begins at an item, the longest first.
    pub(crate) fn all(&mut self, at: usize) -> All {
        let mut out = All::new();
        for category in [Category::Date, Category::Time, Category::Clock] {
            let found = self.category(category, at, 0);
            out.extend((0..found.len()).map(|n| (found.clone(), n)));
        }
        out.sort_by_key(|(found, n)| std::cmp::Reverse(found.get(*n).map(|(end, _)| *end)));
        out
    }

    fn category(&mut self, category: Category, at: usize, depth: usize) -> Rc<Found> {
        let Some(item) = self.items.get(at).filter(|_| depth <= DEPTH) else { return self.nothing.clone() };
        let literals = item.literals().map(|(id, _)| id);
        if !self.language.times.grammar.may_begin(category, item.sorts, literals) {
            return self.nothing.clone();
        }
        let place = at * CATEGORIES + Grammar::root(category);
        if let Some(Some(found)) = self.known.get(place) {
            return found.clone();
        }
        let mut out = Found::new();
        self.walk(Grammar::root(category), at, depth, &mut Vec::new(), &mut out);
        // The longest first; of those that end together the rule that stands first in the file.
        out.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
        out.dedup_by_key(|(end, _)| *end);
        out.truncate(WIDTH);
        let out = if out.is_empty() { self.nothing.clone() } else { Rc::new(out) };
        // A result that was cut short by the depth is not the whole truth.
        if let Some(known) = self.known.get_mut(place).filter(|_| depth < DEPTH) {
            *known = Some(out.clone());
        }
        out
    }

    fn walk(&mut self, node: usize, at: usize, depth: usize, parts: &mut Vec<Node>, out: &mut Found) {
        let language = self.language;
        let Some(here) = language.times.grammar.nodes.get(node) else { return };
        for rule in &here.rules {
            let Some(rule) = language.times.grammar.rules.get(*rule) else { continue };
            if let Some(made) = build(rule.operation, parts.clone())
                && fits(rule.category, &made)
            {
                out.push((at, made));
            }
        }
        let Some(item) = self.items.get(at) else { return };
        if item.said.is_empty() && item.class != Class::Number && !here.looks_further {
            return;
        }
        for (id, width) in item.literals() {
            for (_, _, next) in here.words.iter().filter(|(word, glued, _)| *word == id && (!glued || item.glued)) {
                self.walk(*next, at + width, depth, parts, out);
            }
        }
        for (element, next) in &here.next {
            if element.glued && !item.glued {
                continue;
            }
            if let What::Category(inner) = element.what {
                for (end, made) in self.category(inner, at, depth + 1).iter() {
                    parts.push(made.clone());
                    self.walk(*next, *end, depth, parts, out);
                    parts.pop();
                }
                continue;
            }
            if !element.what.sorts().meets(item.sorts) && element.what != What::Event {
                continue;
            }
            if let Some((made, width)) = self.element(*element, at) {
                let pushed = made.is_some();
                parts.extend(made);
                self.walk(*next, at + width, depth, parts, out);
                if pushed {
                    parts.pop();
                }
            }
        }
    }

    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.items.get(at).map_or("", |i| i.text)
    }

    pub(crate) fn digits(&self, at: usize) -> Option<&'a str> {
        let item = self.items.get(at).filter(|i| i.class == Class::Number)?;
        item.text.bytes().all(|b| b.is_ascii_digit()).then_some(item.text)
    }

    pub(crate) fn small(&self, at: usize) -> Option<i8> {
        self.digits(at).filter(|d| d.len() <= 2)?.parse().ok()
    }

    /// Matches one element: what it means, if anything, and how many items it takes.
    fn element(&self, element: Element, at: usize) -> Option<(Option<Node>, usize)> {
        let item = self.items.get(at)?;
        let said = |pick: &dyn Fn(TimeWord) -> Option<Node>| -> Option<(Option<Node>, usize)> {
            item.said.iter().find_map(|(w, width)| pick(*w).map(|n| (Some(n), *width)))
        };
        let fields = |f: Fields| Node::Fields(f);
        match element.what {
            What::Day => {
                let day = |d: i64| {
                    let day = i8::try_from(d).ok().filter(|d| (1..=31).contains(d))?;
                    Some(fields(Fields { day: Some(day), ..Fields::default() }))
                };
                if let Some((n, width)) = self.ordinal(at) {
                    return Some((Some(day(n)?), width));
                }
                if item.class == Class::Number {
                    return Some((Some(day(i64::from(self.small(at)?))?), 1));
                }
                let (n, width) = self.number(at)?;
                Some((Some(day(n)?), width))
            }
            What::Month => {
                let (made, width) = said(&|w| match w {
                    TimeWord::Month(m) => Some(fields(Fields { month: i8::try_from(m).ok(), ..Fields::default() })),
                    _ => None,
                })?;
                self.may_stand(at).then_some((made, width + self.point(at, width)))
            }
            What::Weekday => {
                let (made, width) = said(&|w| match w {
                    TimeWord::Weekday(d) => Some(fields(Fields { weekday: i8::try_from(d).ok(), ..Fields::default() })),
                    _ => None,
                })?;
                self.may_stand(at).then_some((made, width + self.point(at, width)))
            }
            What::Weekdays => said(&|w| match w {
                TimeWord::Weekdays(d) => Some(fields(Fields { weekday: i8::try_from(d).ok(), ..Fields::default() })),
                _ => None,
            }),
            What::ShortDay => {
                let led = at.checked_sub(1).is_none_or(|b| {
                    self.words.get(self.items[b].word).is_some_and(|w| w.pos() == Some(Pos::Preposition))
                });
                said(&|w| match w {
                    TimeWord::ShortDay(d) => {
                        Some(fields(Fields { weekday: i8::try_from(d).ok(), ..Fields::default() }))
                    }
                    _ => None,
                })
                .filter(|_| led)
            }
            What::Year => {
                let year = |y: i64| Some(fields(Fields { year: i16::try_from(y).ok(), ..Fields::default() }));
                if let Some(digits) = self.digits(at) {
                    let y: i64 = digits.parse().ok().filter(|y| (1000..3000).contains(y))?;
                    return (digits.len() == 4).then(|| year(y)).flatten().map(|n| (Some(n), 1));
                }
                let (y, width) = self.year_in_words(at)?;
                Some((Some(year(y)?), width))
            }
            What::ShortYear => {
                let digits = self.digits(at).filter(|d| d.len() == 2)?;
                let y: i16 = digits.parse().ok()?;
                Some((Some(fields(Fields { year: Some(full_year(y)), ..Fields::default() })), 1))
            }
            What::Deictic => said(&|w| match w {
                TimeWord::Deictic(a, b) => Some(Node::Deictic(a, b)),
                TimeWord::Cell(unit, n) => Some(Node::Cycle(unit, n.into())),
                _ => None,
            }),
            What::Unit => said(&|w| match w {
                TimeWord::Unit(u) | TimeWord::Units(u) => Some(Node::Unit(u)),
                _ => None,
            }),
            What::Single => said(&|w| if let TimeWord::Unit(u) = w { Some(Node::Unit(u)) } else { None }),
            What::Units => said(&|w| if let TimeWord::Units(u) = w { Some(Node::Unit(u)) } else { None }),
            What::Dual => said(&|w| if let TimeWord::Dual(u) = w { Some(Node::Span(vec![(2000, u)])) } else { None }),
            What::Number => {
                let (n, width) = self.number(at)?;
                Some((Some(Node::Number(n)), width))
            }
            What::Ordinal => {
                let (n, width) = self.ordinal(at)?;
                Some((Some(Node::Ordinal(n)), width))
            }
            What::Which => said(&which),
            What::Next => said(&|w| which(w).filter(|n| matches!(n, Node::Which(1..=3)))),
            What::Last => said(&|w| which(w).filter(|n| matches!(n, Node::Which(-1 | -2)))),
            What::Past => said(&|w| which(w).filter(|n| *n == Node::Which(-2))),
            What::This => said(&|w| which(w).filter(|n| *n == Node::Which(0))),
            What::Season => said(&|w| if let TimeWord::Season(s) = w { Some(Node::Season(s)) } else { None }),
            What::Daypart => said(&|w| match w {
                TimeWord::Daypart(a, b) => Some(Node::Daypart(i8::try_from(a).ok()?, i8::try_from(b).ok()?)),
                _ => None,
            }),
            What::Hour => {
                if item.class == Class::Number {
                    let hour = self.small(at).filter(|h| (0..=24).contains(h))?;
                    return Some((Some(Node::Hour(hour)), 1));
                }
                let (n, width) = self.number(at)?;
                let hour = i8::try_from(n).ok().filter(|h| (1..=12).contains(h))?;
                Some((Some(Node::Hour(hour)), width))
            }
            What::Minute => {
                if item.class == Class::Number {
                    let minute = self.small(at).filter(|m| (0..60).contains(m) && self.text(at).len() == 2)?;
                    return Some((Some(Node::Minute(minute)), 1));
                }
                let (n, width) = self.number(at)?;
                let minute = i8::try_from(n).ok().filter(|m| (10..60).contains(m))?;
                Some((Some(Node::Minute(minute)), width))
            }
            What::Meridiem => {
                let (made, width) = said(&|w| {
                    if let TimeWord::Meridiem(h) = w { i8::try_from(h).ok().map(Node::Meridiem) } else { None }
                })?;
                // "p.m" and its last point.
                let point = self.text(at).contains('.') && self.text(at + width) == "." && self.items[at + width].glued;
                Some((made, width + usize::from(point)))
            }
            What::HourName => said(&|w| match w {
                TimeWord::Hour(h) => {
                    Some(Node::Clock(Clock { hour: i8::try_from(h).ok()?, minute: None, second: None, sure: true }))
                }
                _ => None,
            }),
            What::Now => said(&|w| (w == TimeWord::Now).then_some(Node::Now)),
            What::Feast => said(&|w| if let TimeWord::Feast(f) = w { Some(Node::Feast(f)) } else { None }),
            What::Numeric => self.numeric(at),
            What::Short => self.short(at),
            What::Event => self.event(at),
            What::Literal(_) | What::Category(_) => None,
        }
    }

    /// "Nov." with its point, unless it ends the sentence there.
    fn point(&self, at: usize, width: usize) -> usize {
        let short = self.text(at).chars().count() <= 4 && self.language.settings.lower_case;
        let point = self.items.get(at + width).is_some_and(|i| i.glued && i.text == ".");
        let goes_on = self.items.get(at + width + 1).is_some_and(|i| i.class == Class::Number);
        let lower = self.items.get(at + width + 1).is_some_and(|i| !i.capital && i.class == Class::Word);
        usize::from(short && point && (goes_on || lower))
    }

    /// May, March, Sat are words of their own without a capital.
    fn may_stand(&self, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        item.capital
            || !self.language.times.needs_capital(item.text)
            // "march 3", "3rd of may"
            || self.items.get(at + 1).is_some_and(|i| i.class == Class::Number)
            || (at.saturating_sub(2)..at).any(|b| {
                let item = &self.items[b];
                item.class == Class::Number || item.said.iter().any(|(w, _)| matches!(w, TimeWord::Ordinal(_)))
            })
    }

    /// A whole number in digits or words.
    fn number(&self, at: usize) -> Option<(i64, usize)> {
        let item = self.items.get(at)?;
        if item.class == Class::Number {
            return self.digits(at)?.parse().ok().map(|n| (n, 1));
        }
        let first = item.said.iter().any(|(w, _)| matches!(w, TimeWord::Number(_)));
        if !first {
            return None;
        }
        let mut total = 0;
        let mut part: i64 = 0;
        let mut last = i64::MAX;
        let mut end = at;
        loop {
            let join = end > at && (self.text(end) == "-" || self.is_and(end));
            let next = if join { end + 1 } else { end };
            let Some((n, width)) = self.items.get(next).and_then(|i| {
                i.said.iter().find_map(|(w, width)| match w {
                    TimeWord::Number(n) => Some((i64::from(*n), *width)),
                    _ => None,
                })
            }) else {
                break;
            };
            let fits =
                end == at || n >= 1000 || n == 100 && part < 10 || n < 10 && (last >= 20) || n < 100 && last >= 100;
            if !fits || join && self.text(end) != "-" && last < 20 {
                break;
            }
            if n >= 1000 {
                total += part.max(1).checked_mul(n)?;
                part = 0;
            } else if n == 100 && part > 0 {
                part = part.checked_mul(100)?;
            } else {
                part += n;
            }
            last = n;
            end = next + width;
        }
        Some((total + part, end - at))
    }

    fn is_and(&self, at: usize) -> bool {
        self.items
            .get(at)
            .is_some_and(|i| self.words.get(i.word).is_some_and(|w| w.is(Pos::Coordinator, self.language.codes.and)))
    }

    /// "third", "3rd", "twenty-third".
    fn ordinal(&self, at: usize) -> Option<(i64, usize)> {
        let item = self.items.get(at)?;
        if item.class == Class::Number {
            let ending = self.items.get(at + 1).filter(|i| i.glued)?;
            let ends = ending.said.iter().any(|(w, _)| *w == TimeWord::OrdinalEnding);
            return ends.then(|| self.digits(at)?.parse().ok().map(|n| (n, 2))).flatten();
        }
        let one = |i: usize| {
            self.items.get(i).and_then(|i| {
                i.said.iter().find_map(
                    |(w, width)| if let TimeWord::Ordinal(n) = w { Some((i64::from(*n), *width)) } else { None },
                )
            })
        };
        if let Some(found) = one(at) {
            return Some(found);
        }
        let tens = item.said.iter().find_map(|(w, _)| match w {
            TimeWord::Number(n @ 20..=90) => Some(i64::from(*n)),
            _ => None,
        })?;
        let next = at + 1 + usize::from(self.text(at + 1) == "-");
        let (n, width) = one(next).filter(|(n, _)| *n < 10)?;
        Some((tens + n, next + width - at))
    }

    /// "nineteen eighty-six", "two thousand and five".
    fn year_in_words(&self, at: usize) -> Option<(i64, usize)> {
        if self.items.get(at).is_none_or(|i| i.class == Class::Number) {
            return None;
        }
        let (n, width) = self.number(at)?;
        if (1000..3000).contains(&n) {
            return Some((n, width));
        }
        // "nineteen eighty-six", "seventeen hundred"
        let first = self.items.get(at)?.said.iter().find_map(|(w, _)| match w {
            TimeWord::Number(n @ (15..=20)) => Some(i64::from(*n)),
            _ => None,
        })?;
        let (rest, more) = self.number(at + 1)?;
        let year = match rest {
            100..=199 => first * 100 + rest % 100,
            10..=99 => first * 100 + rest,
            _ => return None,
        };
        Some((year, 1 + more))
    }

    /// "the announcement", "ההכרזה": a definite noun that names an act or an announcement.
    fn event(&self, at: usize) -> Option<(Option<Node>, usize)> {
        let definite = self.language.codes.definite;
        let word = |i: usize| self.items.get(i).filter(|i| i.first && i.last).and_then(|i| self.words.get(i.word));
        word(at)?.readings.iter().find(|r| r.pos == Pos::Determiner && r.code == definite)?;
        let lexicon = &self.language.lexicon;
        word(at + 1)?.readings.iter().filter(|r| r.pos == Pos::Noun).find(|r| {
            r.lemma.is_some_and(|l| {
                let lemma = lexicon.lemma(l);
                !lemma.entries.is_empty() || lexicon.classes(l).any(|c| c == ANNOUNCEMENT)
            })
        })?;
        Some((Some(Node::Event(at + 1, 0, Vec::new())), 2))
    }
}

fn which(word: TimeWord) -> Option<Node> {
    Some(Node::Which(match word {
        TimeWord::Next => 1,
        TimeWord::Coming => 2,
        TimeWord::Following => 3,
        TimeWord::Last => -1,
        TimeWord::Past => -2,
        TimeWord::This => 0,
        _ => return None,
    }))
}

/// Whether what a rule made is of its category: a span is no date, a number no time.
fn fits(category: Category, made: &Node) -> bool {
    let part = matches!(
        made,
        Node::Number(_)
            | Node::Ordinal(_)
            | Node::Unit(_)
            | Node::Which(_)
            | Node::Meridiem(_)
            | Node::Hour(_)
            | Node::Minute(_)
    );

    match category {
        Category::Span => matches!(made, Node::Span(_)),
        Category::Clock => matches!(made, Node::Clock(_)) || matches!(made, Node::Both(..)),
        Category::Date | Category::Time => !part && !matches!(made, Node::Span(_)),
    }
}
