//! The rules of folding, and the way back.

use claims::Span;
use text::{Shadow, fold};

#[test]
fn each_rule() {
    for (original, folded) in [
        // Dropped wherever they stand.
        ("a\u{200f}b\u{200b}c\u{ad}d\u{feff}e\u{2066}f\u{2069}", "abcdef"),
        ("مـــصر", "مصر"),
        ("❤\u{fe0f}", "❤"),
        ("👩\u{200d}🚀", "👩🚀"),
        // Spaces and lines.
        ("a\u{a0}b\u{3000}c\u{202f}d", "a b c d"),
        ("a\r\nb\rc\nd\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\n\nf"),
        ("a\r\n\r\nb", "a\n\nb"),
        // Hyphens and dashes.
        ("בן־גוריון אל‐עריש –12 −5 — –", "בן-גוריון אל-עריש –12 -5 — –"),
        // Hebrew.
        ("שָׁלוֹם", "שלום"),
        ("ג׳ומארט צה״ל", "ג'ומארט צה\"ל"),
        ("ג’ומארט ארה”ב", "ג'ומארט ארה\"ב"),
        ("ארה”ב” ו”הארץ”", "ארה\"ב” ו”הארץ”"),
        ("אַרְצוֹת־הַבְּרִית", "ארצות-הברית"),
        ("\u{fb2a}\u{fb35}", "שו"),
        ("\u{fb4f}", "אל"),
        // Arabic.
        ("أحمد إيران آسيا ٱلله", "احمد ايران اسيا الله"),
        ("مصطفى القاهرة ایران کابل", "مصطفي القاهره ايران كابل"),
        ("مُحَمَّد", "محمد"),
        ("١٩٩٢ ۱۹۹۲", "1992 1992"),
        ("\u{fefb} \u{fee1}\u{fea4}\u{fee4}\u{fe8e}", "لا محما"),
        ("مسؤول و\u{654} ي\u{654} ئ", "مسؤول ؤ ئ ئ"),
        ("ا\u{653}", "ا"),
        // Latin and Greek.
        ("Erdoğan São Tomé Łódź Çelik", "Erdogan Sao Tome Łodz Celik"),
        ("Erdog\u{306}an", "Erdogan"),
        ("ıß", "ıß"),
        ("Αθήνα Ἑλλάς", "Αθηνα Ελλας"),
        ("ﬁnal oﬃce", "final office"),
        ("ＵＳＡ １２", "USA 12"),
        // Cyrillic.
        ("Алёна Йод район", "Алена Йод район"),
        ("раи\u{306}он Але\u{308}на", "район Алена"),
        ("Влади\u{301}мир", "Владимир"),
        ("Україна Ї і\u{308}", "Україна Ї ї"),
        // Apostrophes and quotation marks.
        ("don’t O´Brien Sana‘a Кам’янець Камʼянець", "don't O'Brien Sana'a Кам'янець Кам'янець"),
        ("‘yes’ “yes” „ja“ «oui» ‹oui› \"a\"", "‘yes’ “yes” „ja“ «oui» ‹oui› \"a\""),
        ("leaders’ ’90s rock ’n’ roll", "leaders’ ’90s rock ’n’ roll"),
        ("don\u{200d}’\u{200d}t", "don't"),
        // Everything else.
        ("Case STAYS, [α] 中文 हिन्दी 😀 ½ ①", "Case STAYS, [α] 中文 हिन्दी 😀 ½ ①"),
        ("か\u{3099}", "が"),
        ("हि\u{94d}", "हि\u{94d}"),
        ("", ""),
        ("\u{301}a", "\u{301}a"),
    ] {
        assert_eq!(fold(original), folded, "{original}");
        assert_eq!(fold(folded), folded, "{folded} folds to itself");
    }
}

/// The words of the original that a word of the folded text stands for.
fn behind<'t>(original: &'t str, folded: &str) -> &'t str {
    let shadow = Shadow::new(original);
    let start = shadow.text().find(folded).expect("the folded text holds the words");
    &original[shadow.original(start..start + folded.len())]
}

#[test]
fn the_way_back() {
    for (original, folded, words) in [
        // Marks belong to the letter before them; bidi controls around a word do not belong to it.
        ("את\u{200f}שָׁלוֹם\u{200f}!", "שלום", "שָׁלוֹם"),
        ("cafe\u{301}", "e", "e\u{301}"),
        ("cafe\u{301}", "cafe", "cafe\u{301}"),
        ("x\u{200f}abc\u{200e}y", "abc", "abc"),
        ("a\u{200d}b", "ab", "a\u{200d}b"),
        ("a\r\nb", "\n", "\r\n"),
        // Any part of a ligature is all of it.
        ("o\u{fb03}ce", "f", "\u{fb03}"),
        ("o\u{fb03}ce", "ic", "\u{fb03}c"),
        ("\u{fb4f}", "ל", "\u{fb4f}"),
        ("раи\u{306}он", "й", "и\u{306}"),
        ("❤\u{fe0f}!", "❤", "❤\u{fe0f}"),
        ("מדינת\u{a0}ישראל", "מדינת ישראל", "מדינת\u{a0}ישראל"),
        ("١٩٩٢م", "1992", "١٩٩٢"),
        ("أحمدة", "احمد", "أحمد"),
    ] {
        assert_eq!(behind(original, folded), words, "{original}");
    }
}

#[test]
fn ranges_that_are_empty_or_beyond() {
    let shadow = Shadow::new("\u{feff}שָׁלוֹם\u{200f}");
    assert_eq!(shadow.original(0..0), 3..3);
    assert_eq!(shadow.original(8..8), 17..17);
    assert_eq!(shadow.original(0..100), 3..17);
    assert_eq!(shadow.original(100..200), 17..17);
    // Within a character: widened to it.
    assert_eq!(shadow.original(1..3), shadow.original(0..4));
    assert_eq!(shadow.span(0..8), Span { start: 1, end: 8 });
    let dropped = Shadow::new("\u{200f}\u{200f}");
    assert_eq!((dropped.text(), dropped.original(0..1)), ("", 0..0));
    assert_eq!(Shadow::new("").original(0..0), 0..0);
}

#[test]
fn a_name_folds_alone_as_within_a_text() {
    let names = ["קאסים-ג׳ומארט טוקאייב", "ארה״ב", "Côte d’Ivoire", "الإمارات العربيّة", "Семён", "Türkiye"];
    let text = names.map(|name| format!("({name}), ")).concat();
    for name in names {
        assert!(fold(&text).contains(&format!("({})", fold(name))), "{name}");
        assert_eq!(behind(&text, &fold(name)), name);
    }
}
