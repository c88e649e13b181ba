//! Which quotation mark closes which.

use text::{PAIRS, TokenRules, quotations, tokens};

/// What stands between the marks of each quotation, in the order of their opening marks; `…` at the end: never closed.
fn cut(text: &str) -> Vec<String> {
    let rules = TokenRules { double_quote_joins: true, ..TokenRules::default() };
    let tokens = tokens(text, &rules);
    let found = quotations(text, &tokens, PAIRS);
    found
        .iter()
        .map(|q| {
            let start = tokens[q.open].end as usize;
            let end = q.close.map_or(text.len(), |close| tokens[close].start as usize);
            format!("{}{}{}", ">".repeat(q.depth), &text[start..end], if q.close.is_none() { "…" } else { "" })
        })
        .collect()
}

#[test]
fn pairs() {
    for (text, expected) in [
        ("He said “yes” and \"no\".", vec!["yes", "no"]),
        ("„Ja“, sagte er. „Nein”", vec!["Ja", "Nein"]),
        ("«Да», — «нет „совсем“».", vec!["Да", "нет „совсем“", ">совсем"]),
        ("“He told me ‘go’ twice”", vec!["He told me ‘go’ twice", ">go"]),
        ("\"outer \"inner\" outer\"", vec!["outer \"inner\" outer", ">inner"]),
        ("\"'yes' he said\"", vec!["'yes' he said", ">yes"]),
        ("אמר: \"נשיא ארה\"ב בא\".", vec!["נשיא ארה\"ב בא"]),
        ("כתב ב\"הארץ\" ול-\"מעריב\"", vec!["הארץ", "מעריב"]),
        ("אמר:\"כן\"", vec!["כן"]),
        // Apostrophes and stray marks.
        ("the leaders' summit, don't, 5\" wide”", vec![]),
        ("“the leaders' words”", vec!["the leaders' words"]),
        ("“'Tis the leaders' words”", vec!["'Tis the leaders' words", ">Tis the leaders"]),
        (
            "“'Tis “quoted leaders' words”",
            vec!["'Tis “quoted leaders' words”…", ">Tis “quoted leaders' words”…", ">>quoted leaders' words"],
        ),
        // Paragraphs.
        ("“one\n\n“two”", vec!["one\n\n“two”…", "two"]),
        ("\"one\ntwo\"", vec!["one\ntwo"]),
        ("one”\n\n\"two\"", vec!["two"]),
        ("«»", vec![""]),
        ("", vec![]),
    ] {
        assert_eq!(cut(text), expected, "{text}");
    }
}
