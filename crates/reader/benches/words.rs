//! Words a second, one core, all layers, with the bare scan for names over the same text beside it.
//!
//!     cargo bench -p depositary-reader --bench words
//!
//! The text is made here: distinct sentences, of which one in five (and in a second run all) is diplomatic. Nothing is tuned to it;
//! it only has the share of names and verbs that news has.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use claims::Document;
use reader::{Options, Reader};

/// A small generator of numbers, so that each run makes the same text.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

struct Words {
    tag: &'static str,
    states: &'static [&'static str],
    agreements: &'static [&'static str],
    diplomatic: &'static [&'static str],
    subjects: &'static [&'static str],
    verbs: &'static [&'static str],
    rest: &'static [&'static str],
}

const ENGLISH: Words = Words {
    tag: "en",
    states: &[
        "Chile", "Kenya", "Nepal", "Latvia", "Fiji", "Portugal", "Uruguay", "Ghana", "Mongolia", "Iceland", "Oman",
        "Norway",
    ],
    agreements: &[
        "the Paris Agreement",
        "the Rome Statute",
        "the Abraham Accords",
        "the High Seas Treaty",
        "NATO",
        "BRICS",
    ],
    diplomatic: &[
        "{S} and {S} signed {A} in a ceremony on {N} March 2024.",
        "The prime minister of {S} said that {S} would join {A} within {N} months.",
        "{S} recalled its ambassador to {S} for consultations on Tuesday, according to {N} officials.",
        "“We will not leave {A},” the president of {S} told {N} reporters on Monday.",
        "{S} has yet to ratify {A}, its foreign minister said after {N} days of talks with {S}.",
    ],
    subjects: &[
        "The council",
        "A retired teacher",
        "The team",
        "Her neighbour",
        "The museum",
        "Two students",
        "The bakery",
        "A local firm",
    ],
    verbs: &["opened", "painted", "counted", "bought", "moved", "repaired", "watched", "described"],
    rest: &[
        "{N} old houses near the river before the winter began",
        "a small collection of {N} letters that nobody had read for years",
        "the long road between the {N} villages and the sea",
        "{N} loaves of bread every morning in the market",
        "the roof of the school after {N} storms in a row",
    ],
};

const HEBREW: Words = Words {
    tag: "he",
    states: &[
        "צ'ילה",
        "קניה",
        "נפאל",
        "לטביה",
        "פיג'י",
        "פורטוגל",
        "אורוגוואי",
        "גאנה",
        "מונגוליה",
        "איסלנד",
        "עומאן",
        "נורבגיה",
    ],
    agreements: &["הסכם פריז", "חוקת רומא", "הסכמי אברהם", "אמנת הים הפתוח", "נאט\"ו"],
    diplomatic: &[
        "{S} ו{S} חתמו על {A} בטקס שנערך ב-{N} במרץ 2024.",
        "ראש ממשלת {S} אמר כי {S} תצטרף ל{A} בתוך {N} חודשים.",
        "{S} החזירה את שגרירה מ{S} להתייעצויות ביום שלישי, לפי {N} גורמים.",
        "\"לא נפרוש מ{A}\", אמרה נשיאת {S} ל-{N} כתבים ביום שני.",
        "{S} טרם אשררה את {A}, הודיע שר החוץ אחרי {N} ימים של שיחות עם {S}.",
    ],
    subjects: &["העירייה", "מורה ותיקה", "הקבוצה", "השכנה", "המוזיאון", "שני סטודנטים", "המאפייה", "חברה מקומית"],
    verbs: &["שיפצה", "צבעה", "ספרה", "רכשה", "העבירה", "תיקנה", "תיארה", "סיפקה"],
    rest: &[
        "{N} בתים ישנים ליד הנהר לפני שהחל החורף",
        "אוסף קטן של {N} מכתבים שאיש לא קרא במשך שנים",
        "את הדרך הארוכה בין {N} הכפרים לים",
        "{N} כיכרות לחם בכל בוקר בשוק",
        "את גג בית הספר אחרי {N} סופות רצופות",
    ],
};

fn text(words: &Words, bytes: usize, one_in: usize) -> Vec<Document> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut out = Vec::new();
    let mut made = 0;
    while made < bytes {
        let mut body = String::new();
        while body.len() < 3000 {
            let mut sentence = if numbers.below(one_in) == 0 {
                numbers.pick(words.diplomatic).to_owned()
            } else {
                format!("{} {} {}.", numbers.pick(words.subjects), numbers.pick(words.verbs), numbers.pick(words.rest))
            };
            while let Some(at) = sentence.find('{') {
                let with = match &sentence[at..at + 3] {
                    "{S}" => numbers.pick(words.states).to_owned(),
                    "{A}" => numbers.pick(words.agreements).to_owned(),
                    _ => (2 + numbers.below(28)).to_string(),
                };
                sentence.replace_range(at..at + 3, &with);
            }
            body.push_str(&sentence);
            body.push(if numbers.below(5) == 0 { '\n' } else { ' ' });
            if body.ends_with('\n') {
                body.push('\n');
            }
        }
        made += body.len();
        out.push(Document {
            text: body,
            language: Some(words.tag.into()),
            published: "2024-04-01".parse().ok(),
            ..Document::default()
        });
    }
    out
}

fn main() {
    let languages = language::Languages::load(&[]).unwrap();
    let world = world::World::builtin().unwrap();
    let reader = Reader::new(&languages, world);
    println!(
        "{:<6}{:<22}{:>10}{:>14}{:>16}{:>9}{:>10}",
        "text", "diplomatic", "words", "words/s", "bare scan w/s", "ratio", "claims"
    );
    for words in [&ENGLISH, &HEBREW] {
        reader
            .read(
                &Document { text: "x".into(), language: Some(words.tag.into()), ..Document::default() },
                &Options::default(),
            )
            .unwrap();
        let matcher = world.matcher(words.tag);
        for (name, one_in) in [("one sentence in five", 5), ("every sentence", 1)] {
            let documents = text(words, 2_000_000, one_in);
            let count: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
            let (mut read, mut scan, mut claims) = (f64::MAX, f64::MAX, 0);
            for _ in 0..3 {
                let start = Instant::now();
                claims = documents.iter().map(|d| reader.read(d, &Options::default()).unwrap().claims.len()).sum();
                read = read.min(start.elapsed().as_secs_f64());
                let start = Instant::now();
                let hits: usize = documents.iter().map(|d| matcher.find(&text::fold(&d.text)).count()).sum();
                scan = scan.min(start.elapsed().as_secs_f64());
                assert!(hits > 0);
            }
            let per = |seconds: f64| count as f64 / seconds;
            println!(
                "{:<6}{:<22}{:>10}{:>14.0}{:>16.0}{:>9.1}{:>10}",
                words.tag,
                name,
                count,
                per(read),
                per(scan),
                read / scan,
                claims
            );
        }
    }
}
