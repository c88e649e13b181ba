//! Spans never lie: over ten thousand random texts in eight scripts every span of every line slices to its words, every line
//! fits the published schema, and nothing panics.

#![allow(clippy::unwrap_used)]

use claims::{Document, Line, Reading};
use proptest::{prelude::*, test_runner::Config};
use reader::{Options, Reader};

/// Pieces from which texts are made: names, verbs, marks, dates, and what breaks careless offsets.
const PIECES: &[&str] = &[
    "Kazakhstan",
    "the Abraham Accords",
    "signed",
    "said that",
    "will join",
    "“We will leave",
    "”",
    "\"",
    "«",
    "»",
    "Israel",
    "and",
    ",",
    ". ",
    ": ",
    " – ",
    "on Tuesday",
    "since 1992",
    "7 November 2025",
    "3.2.2024",
    "U.S.",
    "Netanyahu",
    "president",
    "קזחסטן",
    "הסכמי אברהם",
    "הכריז",
    "כי",
    "מצטרפת ל",
    "ארה\"ב",
    "נשיא ",
    "ו",
    "לפי",
    "\"נחתום על ההסכם\"",
    "הלילה",
    "ב-3 במרץ 2024",
    "כָּזַחְסְטָן",
    "ראש הממשלה",
    "צ'ילה",
    "وقّعت",
    "كازاخستان",
    "اتفاقيات أبراهام",
    "١٩٩٢",
    "Казахстан",
    "подписал",
    "Соглашения Авраама",
    "й",
    "Καζακστάν",
    "συμφωνία",
    "哈萨克斯坦",
    "加入",
    "亚伯拉罕协议",
    "कज़ाख़स्तान",
    "समझौता",
    "👩‍👩‍👧",
    "🇰🇿",
    "e\u{301}",
    "o\u{308}",
    "\u{a0}",
    "\u{200f}",
    "\u{202b}",
    "\u{202c}",
    "\u{2067}",
    "\u{2069}",
    "\u{feff}",
    "\u{ad}",
    "\r\n",
    "\n",
    "\n\n",
    "\t",
    "\u{200d}",
    "\u{0}",
    "ﬁ",
    "ﷺ",
    "½",
    "(",
    ")",
    "-",
    " ",
    " ",
    " ",
    " ",
];

/// Whole sentences, so that claims come out among the noise.
const SENTENCES: &[&str] = &[
    "Kazakhstan and Israel signed the Paris Agreement on Tuesday. ",
    "Israel recalled its ambassador from Türkiye. ",
    "קזחסטן הצטרפה להסכם פריז אתמול. ",
    "נשיא צרפת אמר כי ישראל תפרוש מהסכם פריז. ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => proptest::sample::select(SENTENCES).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    (proptest::collection::vec(piece, 0..28), any::<bool>())
        .prop_map(|(pieces, spaced)| pieces.join(if spaced { " " } else { "" }))
}

fn slice(chars: &[char], start: u32, end: u32) -> Option<String> {
    Some(chars.get(start as usize..end as usize)?.iter().collect())
}

fn check(document: &Document, reading: &Reading) -> Result<(), TestCaseError> {
    let body: Vec<char> = document.text.chars().collect();
    let title: Vec<char> = document.title.as_deref().unwrap_or("").chars().collect();
    let of = |within: Option<claims::Part>| if within.is_some() { &title } else { &body };
    for m in &reading.mentions {
        prop_assert_eq!(slice(of(m.within), m.start, m.end), Some(m.text.clone()));
    }
    for t in &reading.times {
        prop_assert_eq!(slice(of(t.within), t.start, t.end), Some(t.text.clone()));
    }
    for q in &reading.quotations {
        for span in q.content.iter().chain(&q.cue) {
            prop_assert!(slice(of(q.within), span.start, span.end).is_some_and(|s| !s.is_empty()));
        }
        if let Some(source) = &q.source
            && let (Some(start), Some(end)) = (source.start, source.end)
        {
            prop_assert!(slice(of(q.within), start, end).is_some_and(|s| !s.is_empty()));
        }
    }
    for c in &reading.claims {
        prop_assert!(c.missing().is_none(), "{} lacks a role", c.act);
        prop_assert!(!c.evidence.is_empty());
        for e in &c.evidence {
            prop_assert!(slice(of(e.within), e.start, e.end).is_some_and(|s| !s.trim().is_empty()));
        }
    }
    Ok(())
}

fn lines(reading: Reading) -> impl Iterator<Item = Line> {
    let mentions = reading.mentions.into_iter().map(Line::Mention);
    let times = reading.times.into_iter().map(Line::Time);
    let quotations = reading.quotations.into_iter().map(Line::Quotation);
    let claims = reading.claims.into_iter().map(|c| Line::Claim(Box::new(c)));
    mentions.chain(times).chain(quotations).chain(claims)
}

#[test]
fn ten_thousand_random_texts() {
    let languages = language::Languages::load(&[]).unwrap();
    let world = world::World::builtin().unwrap();
    let reader = Reader::new(&languages, world);
    let schema: serde_json::Value = serde_json::from_str(claims::SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let languages = proptest::sample::select(&[None, Some("en"), Some("he")][..]);
    let documents = (text(), proptest::option::of(text()), languages, any::<bool>());
    let (claims, quotations) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let mut runner = proptest::test_runner::TestRunner::new(Config {
        cases: 10_000,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&documents, |(text, title, language, dated)| {
        let document = Document {
            text,
            title,
            language: language.map(str::to_owned),
            published: dated.then(|| "2025-11-07".parse().unwrap()),
            ..Document::default()
        };
        let reading = reader.read(&document, &Options { stance: true, ..Options::default() }).unwrap();
        check(&document, &reading)?;
        claims.set(claims.get() + reading.claims.len());
        quotations.set(quotations.get() + reading.quotations.len());
        prop_assert_eq!(&reading, &reader.read(&document, &Options { stance: true, ..Options::default() }).unwrap());
        for line in lines(reading) {
            let json = serde_json::to_value(&line).unwrap();
            prop_assert!(schema.is_valid(&json), "not as the schema says: {}", json);
            prop_assert_eq!(serde_json::from_value::<Line>(json).unwrap(), line);
        }
        Ok(())
    });
    result.unwrap();
    // The texts must reach the later stages, or the test proves little.
    assert!(claims.get() > 100 && quotations.get() > 100, "{} claims, {} quotations", claims.get(), quotations.get());
}
