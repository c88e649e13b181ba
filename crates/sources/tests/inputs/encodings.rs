//! How bytes become text.

use sources::{Encoding, Form, Input, Overrides, documents};

use crate::{Folder, read_file, split};

fn named(label: &str, name: &str, content: &[u8]) -> (Vec<String>, Vec<String>) {
    let folder = Folder::new();
    let path = folder.put(name, content);
    let encoding = Some(label.parse::<Encoding>().expect("a label"));
    let input = Input::path(path).overrides(Overrides { encoding, ..Overrides::default() });
    let (good, bad) = split(documents(&input));
    let texts = good.into_iter().map(|d| d.text).collect();
    (texts, bad.iter().map(|problem| folder.short(&problem.to_string())).collect())
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
}

#[test]
fn byte_order_marks() {
    let text = "lang: he\n\nקזחסטן 😀";
    for bytes in
        [format!("\u{feff}{text}").into_bytes(), utf_16(text, u16::to_le_bytes), utf_16(text, u16::to_be_bytes)]
    {
        let (good, bad) = read_file("a.txt", &bytes);
        assert!(bad.is_empty(), "{bad:?}");
        assert_eq!((good[0].text.as_str(), good[0].language.as_deref()), ("קזחסטן 😀", Some("he")));
        // The mark goes before what the caller says.
        assert_eq!(named("windows-1251", "a.txt", &bytes).0, ["קזחסטן 😀"]);
    }
    let (good, bad) = read_file("a.jsonl", utf_16("{\"text\": \"קזחסטן\"}\n{\"text\": 1}\n", u16::to_le_bytes));
    assert_eq!((good[0].text.as_str(), bad.len()), ("קזחסטן", 1));
    assert!(bad[0].starts_with("a.jsonl:2: `text` is a number"), "{}", bad[0]);
}

#[test]
fn named_encodings() {
    for (label, bytes, text) in [
        ("windows-1255", b"\xf7\xe6\xe7\xf1\xe8\xef".as_slice(), "קזחסטן"),
        ("cp1256", b"\xc7\xe1\xe3\xdb\xd1\xc8", "المغرب"),
        ("Windows-1251", b"\xca\xe0\xe7\xe0\xf5\xf1\xf2\xe0\xed", "Казахстан"),
        ("windows-1252", b"S\xe3o Tom\xe9", "São Tomé"),
        ("utf-16be", b"\x05\xe7\x05\xd6", "קז"),
        ("utf-8", "é".as_bytes(), "é"),
    ] {
        assert_eq!(named(label, "a.txt", bytes), (vec![text.to_owned()], vec![]), "{label}");
    }
    // Lines are cut before they are decoded; a broken one costs itself.
    let (texts, bad) =
        named("windows-1255", "a.jsonl", b"{\"text\": \"\xf7\"}\n{\"text\": \"\xff\"}\n{\"text\": \"\xe6\"}\n");
    assert_eq!(texts, ["ק", "ז"]);
    assert_eq!(bad, ["a.jsonl:2: byte 10 is not valid windows-1255; name another encoding, or save it as UTF-8"]);
}

#[test]
fn labels() {
    assert_eq!("cp1255".parse::<Encoding>().unwrap().to_string(), "windows-1255");
    for label in ["", "klingon", "replacement", "cp12555"] {
        let message = label.parse::<Encoding>().unwrap_err().to_string();
        assert!(message.starts_with(&format!("`{label}` names no encoding; write utf-8")), "{message}");
    }
}

#[test]
fn bytes_that_cannot_be_decoded() {
    let advice = "save it as UTF-8, or name its encoding (windows-1251, windows-1252, windows-1255, windows-1256, …)";
    assert_eq!(read_file("a.txt", b"abc\xf7\xe6").1, [format!("a.txt: byte 3 is not valid UTF-8; {advice}")]);
    assert_eq!(read_file("a.txt", b"\xef\xbb\xbfa\xff").1, [format!("a.txt: byte 4 is not valid UTF-8; {advice}")]);
    // A lone surrogate, and half a unit.
    for end in [b"\x00\xd8\x41\x00".as_slice(), b"\x41"] {
        let bytes = [b"\xff\xfe\x41\x00", end].concat();
        let (good, bad) = read_file("a.txt", bytes);
        assert!(good.is_empty() && bad[0].contains("byte 4 is not valid UTF-16LE"), "{bad:?}");
    }
}

#[test]
fn a_page_declares_its_encoding() {
    let page = b"<html><meta charset=windows-1255><p>\xf7\xe6";
    let (good, bad) = read_file("a.html", page);
    assert!(bad.is_empty(), "{bad:?}");
    assert_eq!(good[0].text, "קז");
    let folder = Folder::new();
    let path = folder.put("a.html", page);
    let encoding = "windows-1251".parse().ok();
    let input = Input::path(path).form(Form::Html).overrides(Overrides { encoding, ..Overrides::default() });
    assert_eq!(split(documents(&input)).0[0].text, "чж");
}
