//! How text falls into tokens.

use text::{Class, Token, TokenRules, tokens};

/// The tokens of a text with a bar between those that are glued and a space between the others. Breaks are / and ¶.
fn cut(folded: &str, rules: &TokenRules) -> String {
    let mut out = String::new();
    for (i, token) in tokens(folded, rules).iter().enumerate() {
        if i > 0 {
            out.push(if token.space_before { ' ' } else { '|' });
        }
        out.push_str(match token.class {
            Class::LineBreak => "/",
            Class::ParagraphBreak => "¶",
            _ => token.text(folded),
        });
    }
    out
}

fn hebrew() -> TokenRules {
    TokenRules {
        double_quote_joins: true, final_apostrophe_after: "גזצץתטדחע".to_owned(), ..TokenRules::default()
    }
}

#[test]
fn words_numbers_and_marks() {
    for (text, expected) in [
        ("The U.S. and J.K. Rowling", "The U.S|. and J.K|. Rowling"),
        ("don't O'Brien's leaders'", "don't O'Brien's leaders|'"),
        ("C5+1, G20: 1,500 or 3.5; 70%.", "C5|+|1|, G20|: 1,500 or 3.5|; 70|%|."),
        ("in 1992. On 7.11.2025, 1990s", "in 1992|. On 7.11.2025|, 1990|s"),
        ("Astana-Tel Aviv — yes...", "Astana|-|Tel Aviv — yes|..."),
        ("end.Next example.com", "end|.|Next example|.|com"),
        ("a\nb \n\n c\n \t\nd", "a|/ b ¶ c|¶ d"),
        ("हिन्दी १२३ 中文。", "हिन्दी १२३ 中文|。"),
        ("😀👍🏽 $5 5€ #x @y", "😀|👍|🏽 $|5 5|€ #|x @|y"),
        ("1\u{20e3} \u{301}", "1\u{20e3} \u{301}"),
        ("", ""),
        (" \n ", "/"),
    ] {
        assert_eq!(cut(text, &TokenRules::default()), expected, "{text}");
    }
}

#[test]
fn classes() {
    let text = "G20 70% — ½\n";
    let classes: Vec<Class> = tokens(text, &TokenRules::default()).iter().map(|t| t.class).collect();
    use Class::*;
    assert_eq!(classes, [Word, Number, Symbol, Punctuation, Number, LineBreak]);
    assert!(!tokens(text, &TokenRules::default())[2].space_before);
}

#[test]
fn geresh_and_gershayim() {
    for (text, expected) in [
        ("נשיא ארה\"ב, מזכ\"ל האו\"ם", "נשיא ארה\"ב|, מזכ\"ל האו\"ם"),
        ("ח\"כ מנכ\"לית דו\"חות", "ח\"כ מנכ\"לית דו\"חות"),
        ("ג'ומארט ז'נבה ג'יי צ'ילה", "ג'ומארט ז'נבה ג'יי צ'ילה"),
        ("ג'ורג' סנדוויץ' רח' הרצל", "ג'ורג' סנדוויץ' רח' הרצל"),
        // A mark after a proclitic opens a quotation that is closed later.
        ("כתב ב\"הארץ\" אתמול", "כתב ב|\"|הארץ|\" אתמול"),
        ("ה\"ניו יורק טיימס\" כתב", "ה|\"|ניו יורק טיימס|\" כתב"),
        ("ב\"הארץ\" נכתב שמנכ\"לית ארה\"ב", "ב|\"|הארץ|\" נכתב שמנכ\"לית ארה\"ב"),
        // Within an open quotation it does not.
        ("אמר: \"המנכ\"לית באה\".", "אמר|: \"|המנכ\"לית באה|\"|."),
        ("\"ארה\"ב\"", "\"|ארה\"ב|\""),
        ("כתב ב'הארץ' אתמול", "כתב ב|'|הארץ|' אתמול"),
        ("ל'אוריאל ואו'בריאן", "ל'אוריאל ואו'בריאן"),
        // A word in single marks that ends in a letter that takes a geresh.
        ("'מנהיג' אמר", "'|מנהיג|' אמר"),
        ("don't", "don't"),
    ] {
        assert_eq!(cut(text, &hebrew()), expected, "{text}");
    }
    assert_eq!(cut("say\"it", &TokenRules::default()), "say|\"|it");
}

#[test]
fn hyphens_join_when_told_to() {
    let rules = TokenRules { hyphen_joins: true, apostrophe_joins: false, ..TokenRules::default() };
    assert_eq!(cut("well-known C-5 don't -a", &rules), "well-known C|-|5 don|'|t -|a");
}

#[test]
fn tokens_are_small() {
    assert!(size_of::<Token>() <= 12);
}
