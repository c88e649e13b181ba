//! Times: whatever words of dates stand together, nothing panics, no time ends before it begins, and the work grows with the text.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use claims::{Document, Moment, Precision};
use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;
use reader::{Options, Prefer, Reader};

const EN: &[&str] = &[
    "Monday",
    "next",
    "last",
    "this",
    "the",
    "of",
    "in",
    "on",
    "at",
    "from",
    "to",
    "between",
    "and",
    "until",
    "since",
    "after",
    "before",
    "week",
    "weeks",
    "month",
    "year",
    "years",
    "day",
    "days",
    "quarter",
    "century",
    "decade",
    "hour",
    "minutes",
    "first",
    "second",
    "third",
    "31st",
    "30th",
    "0",
    "1",
    "2",
    "12",
    "24",
    "31",
    "99",
    "1992",
    "2024",
    "9999",
    "100000",
    "February",
    "May",
    "March",
    "Christmas",
    "Easter",
    "winter",
    "ago",
    "from now",
    "early",
    "late",
    "end",
    "beginning",
    "morning",
    "noon",
    "3pm",
    "12:61",
    "23:59",
    "2024-02-30",
    "29.2.2023",
    "3/4/05",
    "-",
    ",",
    ".",
    "half",
    "a",
    "an",
    "a couple of",
    "million",
    "billion",
    "within",
    "now",
    "tomorrow",
    "yesterday",
    "the day before",
    "later",
    "earlier",
    "1990s",
    "q3",
    "for",
    "the signing",
    "Chile signed the Paris Agreement",
];
const HE: &[&str] = &[
    "יום שני",
    "הבא",
    "שעבר",
    "האחרון",
    "ב",
    "ל",
    "מ",
    "ה",
    "-",
    "של",
    "בין",
    "עד",
    "מאז",
    "אחרי",
    "לפני",
    "שבוע",
    "שבועות",
    "שבועיים",
    "חודש",
    "שנה",
    "שנים",
    "מאה",
    "עשור",
    "שעה",
    "ראשון",
    "שלישי",
    "31",
    "30",
    "0",
    "1",
    "12",
    "1992",
    "2024",
    "פברואר",
    "מאי",
    "במרץ",
    "ב-3 במרץ",
    "בעוד",
    "תחילת",
    "סוף",
    "בוקר",
    "ערב",
    "15:30",
    "29.2.2023",
    "חצי",
    "מיליון",
    "מחר",
    "אתמול",
    "הלילה",
    "ההכרזה",
    "שנות ה-90",
    "צ'ילה חתמה על הסכם פריז",
];

fn read(text: &str, lang: &str, published: Option<Moment>, prefer: Prefer) -> claims::Reading {
    static LANGUAGES: std::sync::OnceLock<language::Languages> = std::sync::OnceLock::new();
    let languages = LANGUAGES.get_or_init(|| language::Languages::load(&[]).unwrap());
    let world = world::World::builtin().unwrap();
    let document =
        Document { text: text.to_owned(), language: Some(lang.to_owned()), published, ..Document::default() };
    Reader::new(languages, world).read(&document, &Options { prefer, ..Options::default() }).unwrap()
}

fn day() -> impl Strategy<Value = Date> {
    (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_stands_together(
        picks in prop::collection::vec(0usize..EN.len().max(HE.len()), 1..14),
        glue in prop::collection::vec(any::<bool>(), 14),
        hebrew in any::<bool>(),
        known in any::<bool>(),
        ahead in any::<bool>(),
        day in day(),
    ) {
        let (pieces, lang) = if hebrew { (HE, "he") } else { (EN, "en") };
        let mut text = String::new();
        for (i, pick) in picks.iter().enumerate() {
            if i > 0 && !glue[i % glue.len()] {
                text.push(' ');
            }
            text.push_str(pieces[pick % pieces.len()]);
        }
        let prefer = if ahead { Prefer::Future } else { Prefer::Past };
        let reading = read(&text, lang, known.then(|| Moment::day(day)), prefer);
        let letters: Vec<char> = text.chars().collect();
        let mut before = 0;
        for time in &reading.times {
            let shown: String = letters[time.start as usize..time.end as usize].iter().collect();
            prop_assert_eq!(&shown, &time.text);
            prop_assert!(time.start >= before && time.end > time.start, "{:?} in {:?}", time, text);
            before = time.end;
            if let (Some(from), Some(to)) = (time.from, time.to) {
                prop_assert!(from.earliest() <= to.latest(), "{:?} in {:?}", time, text);
            }
        }
        for claim in &reading.claims {
            if let Some((from, to)) = claim.time.and_then(|t| t.from.zip(t.to)) {
                prop_assert!(from.earliest() <= to.latest(), "{:?} in {:?}", claim.time, text);
            }
        }
    }

    #[test]
    fn a_date_in_full_is_that_date(day in day(), published in day()) {
        let name = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
        let month = name[usize::try_from(day.month()).unwrap() - 1];
        let written = [
            format!("{} {month} {}", day.day(), day.year()),
            format!("{month} {}, {}", day.day(), day.year()),
            day.to_string(),
        ];
        for text in written {
            let reading = read(&text, "en", Some(Moment::day(published)), Prefer::Past);
            prop_assert_eq!(reading.times.len(), 1, "{}", text);
            prop_assert_eq!(reading.times[0].from, Some(Moment::day(day)), "{}", text);
            prop_assert_eq!(reading.times[0].to, Some(Moment::day(day)), "{}", text);
        }
    }

    #[test]
    fn days_are_counted(n in 1i64..400, published in day()) {
        let back = read(&format!("{n} days ago"), "en", Some(Moment::day(published)), Prefer::Past);
        prop_assert_eq!(back.times[0].from, Some(Moment::day(published.checked_sub(n.days()).unwrap())));
        let ahead = read(&format!("in {n} days"), "en", Some(Moment::day(published)), Prefer::Past);
        prop_assert_eq!(ahead.times[0].from, Some(Moment::day(published.checked_add(n.days()).unwrap())));
    }

    /// The same words looked at from one side and the other: a bare day lies behind or ahead, never on the wrong side.
    #[test]
    fn a_bare_day_lies_on_its_side(weekday in 0usize..7, published in day()) {
        let name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday];
        let at = |prefer| read(name, "en", Some(Moment::day(published)), prefer).times[0].from.unwrap().first_day();
        let (behind, ahead) = (at(Prefer::Past), at(Prefer::Future));
        prop_assert!(behind <= published && published < ahead);
        prop_assert_eq!(behind.until(ahead).unwrap().get_days(), 7);
    }
}

#[test]
fn without_a_day_of_publication_only_what_is_stated_is_known() {
    let reading = read("He came on 3 May 2024 and left last week.", "en", None, Prefer::Past);
    assert_eq!(reading.times.len(), 2);
    assert_eq!(reading.times[0].precision, Precision::Day);
    assert!(reading.times[0].from.is_some() && reading.times[1].from.is_none());
}

/// The evening that ends one date opens no other, though the word can also mean "on the eve of".
#[test]
fn a_word_belongs_to_one_time() {
    let reading = read("31 במרץ ערב 1992", "he", None, Prefer::Past);
    assert!(reading.times.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", reading.times);
}

/// Ten times the text takes about ten times as long, whatever it repeats.
#[test]
fn the_work_grows_with_the_text() {
    let repeated = [
        "1 day ",
        "the first of the ",
        "from Monday to ",
        "early late ",
        "2 days before ",
        "12 ",
        "3-",
        "Monday, ",
        "the week of ",
    ];
    for piece in repeated {
        let time = |n: usize| {
            let text = piece.repeat(n);
            let begin = Instant::now();
            read(&text, "en", Some("2025-11-07".parse().unwrap()), Prefer::Past);
            begin.elapsed()
        };
        time(300);
        let (small, large) = (time(1000), time(10_000));
        assert!(large < small * 40 + Duration::from_millis(200), "{piece:?}: {small:?} for 1000, {large:?} for 10000");
    }
}
