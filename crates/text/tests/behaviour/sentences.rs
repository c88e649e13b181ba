//! Where sentences end.

use text::{SentenceRules, TokenRules, sentences, tokens};

fn cut(text: &str) -> Vec<&str> {
    let rules = TokenRules { double_quote_joins: true, ..TokenRules::default() };
    let abbreviations = ["Mr", "U.S", "St", "г", "approx"].map(str::to_owned).into();
    let tokens = tokens(text, &rules);
    let found = sentences(text, &tokens, &SentenceRules { abbreviations });
    found.iter().map(|s| &text[tokens[s.start].start as usize..tokens[s.end - 1].end as usize]).collect()
}

#[test]
fn ends() {
    for (text, expected) in [
        ("One. Two! Three? Four… Five", vec!["One.", "Two!", "Three?", "Four…", "Five"]),
        ("Really?! Yes.", vec!["Really?!", "Yes."]),
        (
            "Mr. Smith of the U.S. team met J. K. Jones. They left.",
            vec!["Mr. Smith of the U.S. team met J. K. Jones.", "They left."],
        ),
        ("It rose 3.5 percent. See example.com. Done.", vec!["It rose 3.5 percent.", "See example.com.", "Done."]),
        ("It ended in 1992. The rest followed.", vec!["It ended in 1992.", "The rest followed."]),
        ("1. The parties agree. 2. They sign.", vec!["1. The parties agree.", "2. They sign."]),
        ("В 1992 г. Казахстан вышел. Да.", vec!["В 1992 г. Казахстан вышел.", "Да."]),
        // Quotations.
        ("He said, “We joined.” Then he left.", vec!["He said, “We joined.”", "Then he left."]),
        ("“Will you sign?” he asked. No.", vec!["“Will you sign?” he asked.", "No."]),
        ("\"We joined!\", he said.", vec!["\"We joined!\", he said."]),
        ("\"First. Second,\" he said. \"Third.\"", vec!["\"First.", "Second,\" he said.", "\"Third.\""]),
        ("\"I... maybe\" he said.", vec!["\"I... maybe\" he said."]),
        ("— Мы придём! — сказал он. — Да.", vec!["— Мы придём! — сказал он.", "— Да."]),
        ("« Oui. » Il part.", vec!["« Oui. »", "Il part."]),
        ("\"האם נצטרף?\" שאל הנשיא. הוא הלך.", vec!["\"האם נצטרף?\" שאל הנשיא.", "הוא הלך."]),
        ("הוא אמר: \"נצטרף.\" הנשיא הלך.", vec!["הוא אמר: \"נצטרף.\"", "הנשיא הלך."]),
        ("(He left.) Then rain.", vec!["(He left.)", "Then rain."]),
        ("He went.[17] She came. [6][7] All.", vec!["He went.[17]", "She came. [6][7]", "All."]),
        // Other scripts.
        ("هل وقع؟ نعم. انتهى۔ تم", vec!["هل وقع؟", "نعم.", "انتهى۔", "تم"]),
        ("签署了。「好。」他说！走", vec!["签署了。", "「好。」", "他说！走"]),
        ("वह आया। वह गया।", vec!["वह आया।", "वह गया।"]),
        // Lines.
        ("A title\n\nThe text\ngoes on. And\non.", vec!["A title", "The text\ngoes on.", "And\non."]),
        ("The line ends.\nNext line", vec!["The line ends.", "Next line"]),
        ("Agreed:\n- one\n- two", vec!["Agreed:", "- one", "- two"]),
        ("Agreed:\n1) one\n2) two", vec!["Agreed:", "1) one", "2) two"]),
        ("Sent by Mr.\nSmith today.", vec!["Sent by Mr.\nSmith today."]),
        ("approx. two\n\n\n", vec!["approx. two"]),
        ("\n\n", vec![]),
        ("", vec![]),
        ("...", vec!["..."]),
    ] {
        assert_eq!(cut(text), expected, "{text}");
    }
}
