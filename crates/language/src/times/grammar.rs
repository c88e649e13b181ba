//! The rules of dates as tries: one for each category, so that rules which begin alike are tried together.

use super::{Unit, sorts::Sorts};
use crate::{Error, lines::Line};

/// What a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// How long: three weeks.
    Span,
    /// A time of day.
    Clock,
    /// A date, or a stretch of the calendar.
    Date,
    /// A date with a clock, a range.
    Time,
}

/// What an element matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A word of a rule.
    Literal(u16),
    /// A number from 1 to 31, also as an ordinal, in digits or a word.
    Day,
    /// A month by name.
    Month,
    /// A number from 1000 to 2999 of four digits.
    Year,
    /// A year of two digits.
    ShortYear,
    /// A day of the week.
    Weekday,
    /// Several of a day of the week.
    Weekdays,
    /// A day of the week by a word that means something else too, after a preposition or at the beginning.
    ShortDay,
    /// yesterday, tonight, אשתקד
    Deictic,
    /// A unit, one or several of it.
    Unit,
    /// One of a unit: week.
    Single,
    /// Several of a unit: weeks.
    Units,
    /// Two of a unit in one word.
    Dual,
    /// A number, as digits or words.
    Number,
    /// first, 3rd
    Ordinal,
    /// next, coming, last or this
    Which,
    /// next, coming
    Next,
    /// last, past
    Last,
    /// past
    Past,
    /// this
    This,
    /// A season.
    Season,
    /// A part of the day.
    Daypart,
    /// 0 to 24.
    Hour,
    /// Two digits, 00 to 59.
    Minute,
    /// am, pm
    Meridiem,
    /// noon, midnight
    HourName,
    /// now
    Now,
    /// A feast.
    Feast,
    /// Numeric dates: 7.11.2025, 7/11/2025, 2025-11-07.
    Numeric,
    /// Day and month in digits: 7/11, 7.11.
    Short,
    /// A definite noun that names an act or an announcement.
    Event,
    /// What rules of a category make.
    Category(Category),
}

/// One element of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Element {
    /// What it matches.
    pub what: What,
    /// It is glued to what stands before it.
    pub glued: bool,
}

/// What a rule does with its elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Takes them together.
    Both,
    /// Counts the span back, from the date if there is one.
    Back,
    /// Counts it ahead.
    Ahead,
    /// The nth of a unit or weekday within a date.
    Nth,
    /// The nth from the end; without a number the last.
    NthLast,
    /// So many units before or after this one; without a number a few.
    Run,
    /// The unit of the calendar in which the text was written: השבוע, this week.
    Present,
    /// The weekend that is nearest on the side preferred.
    Weekend,
    /// From the day of publication to the end of the span.
    Within,
    /// The first, middle or last part of a date.
    Part(i8),
    /// What has passed of it.
    Passed,
    /// What is left of it.
    Left,
    /// From one to the other, within the rest.
    Range,
    /// The day before.
    Eve,
    /// From a date for a span.
    For,
    /// The unit that holds the date: the week of ...
    Whole(Unit),
    /// The ten years that begin with the year.
    Decade,
    /// The century of that number.
    Century,
    /// The first so many units of a date.
    First,
    /// The last so many.
    Final,
    /// The nth quarter or half of a date.
    NthUnit(Unit),
    /// 15 minutes past 3; without a number a quarter.
    Past,
    /// Half past 3.
    HalfPast,
    /// 15 minutes to 3.
    To,
    /// A unit of the span's halves: half an hour.
    Half,
    /// A quarter of the unit.
    QuarterOf,
    /// From the date on; up to it; after it; before it.
    Since,
    /// Up to it.
    Until,
    /// After it.
    After,
    /// Before it.
    Before,
    /// Counted from something that the text told before: only the time layer takes the day of publication for it.
    AheadOfStory,
    /// The same, back.
    BackOfStory,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What it makes.
    pub category: Category,
    /// The elements, each with its alternatives and whether it may be left out.
    pub(crate) elements: Vec<(Vec<Element>, bool)>,
    /// What it does with them.
    pub operation: Operation,
    /// `file:line`.
    pub place: String,
}

impl Rule {
    /// Reads the fields after the category.
    pub(crate) fn read(
        line: &Line<'_>,
        kind: &str,
        fields: &[&str],
        literal: &mut dyn FnMut(&str) -> u16,
    ) -> Result<Rule, Error> {
        let category = match kind {
            "span" => Category::Span,
            "clock" => Category::Clock,
            "time" => Category::Time,
            _ => Category::Date,
        };
        let mut rule = Rule { category, elements: Vec::new(), operation: Operation::Both, place: line.place() };
        for field in fields {
            if let Some(operation) = field.strip_prefix('<').and_then(|f| f.strip_suffix('>')) {
                rule.operation =
                    self::operation(operation).ok_or_else(|| line.error(format!("`<{operation}>` is no operation")))?;
                continue;
            }
            let (name, optional) = field.strip_suffix('?').map_or((*field, false), |f| (f, true));
            let (name, glued) = name.strip_prefix('~').map_or((name, false), |f| (f, true));
            let mut alternatives = Vec::new();
            for one in name.split('|') {
                let what = match one.strip_prefix('{').and_then(|n| n.strip_suffix('}')) {
                    Some(class) => {
                        what(class).ok_or_else(|| line.error(format!("`{one}` is no class of time words")))?
                    }
                    None if one.is_empty() => return Err(line.error("an empty element")),
                    None => What::Literal(literal(one)),
                };
                alternatives.push(Element { what, glued });
            }
            rule.elements.push((alternatives, optional));
        }
        if rule.elements.iter().all(|(_, optional)| *optional) {
            return Err(line.error("a rule needs an element that is not optional"));
        }
        if rule.elements.len() > 12 {
            return Err(line.error("a rule of more than 12 elements"));
        }
        // A rule that begins with its own category, or with one that may begin with it, would never end.
        let level = |c: Category| match c {
            Category::Span => 0,
            Category::Clock => 1,
            Category::Date => 2,
            Category::Time => 3,
        };
        for (alternatives, optional) in &rule.elements {
            let itself = |e: &Element| matches!(e.what, What::Category(inner) if level(inner) >= level(category));
            if alternatives.iter().any(itself) {
                return Err(line.error("a rule cannot begin with what it makes itself"));
            }
            if !optional {
                break;
            }
        }
        Ok(rule)
    }

    /// The rule with every choice of its optional elements.
    fn variants(&self) -> Vec<Vec<Element>> {
        let mut out: Vec<Vec<Element>> = vec![Vec::new()];
        for (alternatives, optional) in &self.elements {
            let mut longer = if *optional { out.clone() } else { Vec::new() };
            for element in alternatives {
                longer.extend(out.iter().map(|v| v.iter().copied().chain([*element]).collect::<Vec<_>>()));
            }
            out = longer;
        }
        out.retain(|v| !v.is_empty());
        out
    }
}

/// A node of a trie.
#[derive(Debug, Default)]
pub struct Node {
    /// The words that may follow, with whether they are glued, and their nodes.
    pub words: Vec<(u16, bool, usize)>,
    /// The other elements that may follow, with their nodes.
    pub next: Vec<(Element, usize)>,
    /// The rules that end here.
    pub rules: Vec<usize>,
    /// What follows may be known by more than what words say of time.
    pub looks_further: bool,
}

/// All rules.
#[derive(Debug)]
pub struct Grammar {
    /// The rules.
    pub rules: Vec<Rule>,
    /// The nodes; the first four are the roots of the categories.
    pub nodes: Vec<Node>,
    /// The words that stand in rules.
    pub literals: Vec<Box<str>>,
    /// What rules of each category may begin with.
    begins: [Sorts; 4],
    /// For each word in rules the categories whose rules may begin with it, as bits.
    begin_words: Vec<u8>,
}

impl Default for Grammar {
    fn default() -> Grammar {
        Grammar {
            rules: Vec::new(),
            nodes: (0..4).map(|_| Node::default()).collect(),
            literals: Vec::new(),
            begins: [Sorts::default(); 4],
            begin_words: Vec::new(),
        }
    }
}

impl Grammar {
    /// The root of a category.
    pub fn root(category: Category) -> usize {
        match category {
            Category::Span => 0,
            Category::Clock => 1,
            Category::Date => 2,
            Category::Time => 3,
        }
    }

    /// Notes with what rules may begin; called once when everything is read.
    pub(crate) fn prepare(&mut self) {
        self.begin_words = vec![0; self.literals.len()];
        let order = [Category::Span, Category::Clock, Category::Date, Category::Time];
        for category in order {
            let root = Grammar::root(category);
            for (word, _, _) in &self.nodes[root].words {
                if let Some(bits) = self.begin_words.get_mut(usize::from(*word)) {
                    *bits |= 1 << root;
                }
            }
            for (element, _) in &self.nodes[root].next {
                if let What::Category(inner) = element.what {
                    // A category begins only with those before it.
                    let inner = Grammar::root(inner);
                    self.begins[root] = self.begins[root].or(self.begins[inner]);
                    for bits in &mut self.begin_words {
                        *bits |= (*bits >> inner & 1) << root;
                    }
                } else {
                    self.begins[root] = self.begins[root].or(element.what.sorts());
                }
            }
        }
    }

    /// Whether a rule of the category may begin with a word of these sorts, or with one of the words of rules.
    pub fn may_begin(&self, category: Category, sorts: Sorts, words: impl Iterator<Item = u16>) -> bool {
        let root = Grammar::root(category);
        let mut words = words;
        self.begins[root].meets(sorts)
            || words.any(|w| self.begin_words.get(usize::from(w)).is_some_and(|bits| bits >> root & 1 == 1))
    }

    /// Adds a rule with all its variants.
    pub(crate) fn add(&mut self, rule: Rule) {
        let index = self.rules.len();
        for variant in rule.variants() {
            let mut at = Grammar::root(rule.category);
            for element in variant {
                let here = &self.nodes[at];
                let known = match element.what {
                    What::Literal(id) => here.words.iter().find(|w| (w.0, w.1) == (id, element.glued)).map(|w| w.2),
                    _ => here.next.iter().find(|(e, _)| *e == element).map(|(_, n)| *n),
                };
                at = known.unwrap_or_else(|| {
                    self.nodes.push(Node::default());
                    let new = self.nodes.len() - 1;
                    match element.what {
                        What::Literal(id) => self.nodes[at].words.push((id, element.glued, new)),
                        _ => self.nodes[at].next.push((element, new)),
                    }
                    self.nodes[at].looks_further |= element.what == What::Event;
                    new
                });
            }
            if !self.nodes[at].rules.contains(&index) {
                self.nodes[at].rules.push(index);
            }
        }
        self.rules.push(rule);
    }
}

fn what(name: &str) -> Option<What> {
    Some(match name {
        "day" => What::Day,
        "month" => What::Month,
        "year" => What::Year,
        "yy" => What::ShortYear,
        "weekday" => What::Weekday,
        "weekdays" => What::Weekdays,
        "shortday" => What::ShortDay,
        "deictic" => What::Deictic,
        "unit" => What::Unit,
        "single" => What::Single,
        "units" => What::Units,
        "dual" => What::Dual,
        "number" => What::Number,
        "ordinal" => What::Ordinal,
        "which" => What::Which,
        "next" => What::Next,
        "last" => What::Last,
        "past" => What::Past,
        "this" => What::This,
        "season" => What::Season,
        "daypart" => What::Daypart,
        "hour" => What::Hour,
        "minute" => What::Minute,
        "meridiem" => What::Meridiem,
        "hourname" => What::HourName,
        "now" => What::Now,
        "feast" => What::Feast,
        "numeric" => What::Numeric,
        "short" => What::Short,
        "event" => What::Event,
        "span" => What::Category(Category::Span),
        "clock" => What::Category(Category::Clock),
        "date" => What::Category(Category::Date),
        _ => return None,
    })
}

fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "back" => Operation::Back,
        "ahead" => Operation::Ahead,
        "earlier" => Operation::BackOfStory,
        "later" => Operation::AheadOfStory,
        "nth" => Operation::Nth,
        "nth_last" => Operation::NthLast,
        "nth_quarter" => Operation::NthUnit(Unit::Quarter),
        "first" => Operation::First,
        "final" => Operation::Final,
        "nth_half" => Operation::NthUnit(Unit::Half),
        "run" => Operation::Run,
        "present" => Operation::Present,
        "nearest_weekend" => Operation::Weekend,
        "within" => Operation::Within,
        "begin" => Operation::Part(-1),
        "middle" => Operation::Part(0),
        "end" => Operation::Part(1),
        "passed" => Operation::Passed,
        "left" => Operation::Left,
        "range" => Operation::Range,
        "eve" => Operation::Eve,
        "for" => Operation::For,
        "week" => Operation::Whole(Unit::Week),
        "weekend" => Operation::Whole(Unit::Weekend),
        "month" => Operation::Whole(Unit::Month),
        "decade" => Operation::Decade,
        "century" => Operation::Century,
        "past" => Operation::Past,
        "half_past" => Operation::HalfPast,
        "to" => Operation::To,
        "half" => Operation::Half,
        "quarter_of" => Operation::QuarterOf,
        "since" => Operation::Since,
        "until" => Operation::Until,
        "after" => Operation::After,
        "before" => Operation::Before,
        _ => return None,
    })
}
