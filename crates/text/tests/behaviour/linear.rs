//! No text makes the work grow faster than its length.

use std::time::{Duration, Instant};

use text::{PAIRS, SentenceRules, Shadow, TokenRules, quotations, scripts, sentences, tokens};

fn time(text: &str) -> Duration {
    let rules = TokenRules {
        double_quote_joins: true,
        hyphen_joins: true,
        final_apostrophe_after: "גזצץתטדחע".to_owned(),
        ..TokenRules::default()
    };
    let start = Instant::now();
    let shadow = Shadow::new(text);
    let tokens = tokens(shadow.text(), &rules);
    let cut = sentences(shadow.text(), &tokens, &SentenceRules::default());
    let quotes = quotations(shadow.text(), &tokens, PAIRS);
    let spans: usize = tokens.iter().map(|t| shadow.span(t.range()).end as usize).sum();
    std::hint::black_box((cut, quotes, spans, scripts(text)));
    start.elapsed()
}

#[test]
fn a_million_marks() {
    for mark in ["\"", "“", "(", ","] {
        let took = time(&mark.repeat(1_000_000));
        assert!(took < Duration::from_secs(10), "{mark}: {took:?} in a dev build");
    }
}

/// Each piece repeated to 12,500 and to 100,000 characters: eight times the text may take at most three times eight
/// times as long (quadratic work would take 64 times).
#[test]
fn hostile_texts_are_linear() {
    let pieces = [
        "\"",
        "'",
        "“",
        "”",
        "«",
        "«”",
        "‘’",
        "\" ",
        " \"",
        "\"\n",
        "(",
        "[)",
        ",",
        ".",
        ". ",
        "!?",
        "-",
        "a\"",
        "א\"",
        "ב\"בב",
        "ב'בב",
        "א’",
        "א”",
        "’\u{200f}",
        "a\u{301}",
        "א\u{5b8}",
        "\u{301}",
        "\u{200d}",
        "א”ב\u{5b8}",
        "\u{fdfa}",
        "\r",
        "\r\n",
        "\n \t",
        "1,",
        "a.",
        "\u{feff}",
        "中",
        "😀\u{200d}",
        "и\u{306}",
        "- \n",
        "„ ",
    ];
    for piece in pieces {
        let text = |length: usize| piece.repeat(length / piece.chars().count());
        let (small, large) = (text(12_500), text(100_000));
        let baseline = (0..3).map(|_| time(&small)).min().unwrap_or_default().max(Duration::from_millis(4));
        let mut took = time(&large);
        // The machine may have been busy; quadratic work stays quadratic.
        for _ in 0..3 {
            if took > baseline * 24 {
                took = took.min(time(&large));
            }
        }
        assert!(took <= baseline * 24, "{piece:?}: {took:?} for eight times the text of {baseline:?}");
    }
}
