//! Text files: header lines, and files that are none.

use std::fs::File;

use sources::{Form, Input, LARGEST_TEXT, Overrides, Severity, documents};

use crate::{Folder, read_file, split};

#[test]
fn a_text_with_a_header() {
    let (good, bad) = read_file("a.txt", "published: 2025-11-07\nlang: he\n\nשלום\r\nעולם\n");
    assert!(bad.is_empty(), "{bad:?}");
    assert_eq!(good[0].text, "שלום\r\nעולם\n");
    assert_eq!(good[0].language.as_deref(), Some("he"));
    assert!(good[0].label.ends_with("a.txt"));
}

#[test]
fn a_text_without_one_is_untouched() {
    let text = "  The title: no header.\r\n\r\nMore.\u{a0}";
    let (good, bad) = read_file("a.txt", text);
    assert_eq!((good[0].text.as_str(), bad.len()), (text, 0));
}

#[test]
fn a_warning_does_not_cost_the_document() {
    let folder = Folder::new();
    let path = folder.put("a.txt", "publisher: Ynet\nauthor: A\nlang: he\n\nText");
    let (good, bad) = split(documents(&Input::path(path)));
    assert_eq!((good.len(), bad.len()), (1, 1));
    assert_eq!(bad[0].severity, Severity::Warning);
    assert_eq!(good[0].publisher.as_deref(), Some("Ynet"));
}

#[test]
fn a_wrong_date_costs_the_document_and_says_why() {
    for date in ["7.11.2025", "0000-01-01", "9999-99-99", "12025-01-01", "2025-13-01", "tomorrow"] {
        let (good, bad) = read_file("a.txt", format!("published: {date}\n\nText"));
        assert!(good.is_empty());
        assert_eq!(
            bad,
            [format!(
                "a.txt:1: `published: {date}` is no date; write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM, \
                 Gregorian, years 1 to 9999"
            )]
        );
    }
}

#[test]
fn options_go_before_headers() {
    let folder = Folder::new();
    let path = folder.put("a.txt", "published: 2025-11-07\npublisher: Ynet\n\nText");
    let overrides = Overrides {
        published: "1992-04-10".parse().ok(),
        language: Some("en".to_owned()),
        url: Some("https://example.org".to_owned()),
        ..Overrides::default()
    };
    let (good, _) = split(documents(&Input::path(path).overrides(overrides)));
    let d = &good[0];
    assert_eq!(d.published.map(|p| p.to_string()).as_deref(), Some("1992-04-10"));
    assert_eq!((d.publisher.as_deref(), d.language.as_deref()), (Some("Ynet"), Some("en")));
    assert_eq!(d.url.as_deref(), Some("https://example.org"));
}

#[test]
fn files_that_hold_no_text() {
    let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0".as_slice(), name.as_bytes(), &[0; 50]].concat();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"".to_vec(), "it is empty; give a file with text in it"),
        (b" \n\t\n".to_vec(), "it is empty; give a file with text in it"),
        (b"\xef\xbb\xbf".to_vec(), "it is empty; give a file with text in it"),
        (b"lang: en\n\n".to_vec(), "it has header lines, but no text; write the text after the empty line"),
        (b"%PDF-1.7\n%\xe2\xe3".to_vec(), "this looks like a PDF, not text; convert it to text first"),
        (zip("word/document.xml"), "this looks like a Word document (.docx), not text; convert it to text first"),
        (zip("xl/a"), "this looks like an Excel workbook (.xlsx), not text; convert it to text first"),
        (zip("a.txt"), "this looks like a ZIP archive, not text; convert it to text first"),
        (b"{\\rtf1 x}".to_vec(), "this looks like a rich text file (RTF), not text; convert it to text first"),
        (b"\x1f\x8b\x08".to_vec(), "this looks like a gzip archive, not text; convert it to text first"),
        (b"abc\0def".to_vec(), "this looks like a binary file, not text (byte 3 is zero); convert it to text first"),
        ((1..=255).collect(), "this looks like a binary file, not text; convert it to text first"),
        (
            "text without a mark".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "this looks like UTF-16 without a byte order mark; save it as UTF-8, or name its encoding (utf-16le, utf-16be)",
        ),
    ];
    for (content, message) in cases {
        let (good, bad) = read_file("a.txt", &content);
        assert!(good.is_empty());
        assert_eq!(bad, [format!("a.txt: {message}")]);
    }
}

#[test]
fn a_file_that_is_too_large_or_missing() {
    let folder = Folder::new();
    let path = folder.put("a.txt", "");
    File::options().write(true).open(&path).unwrap().set_len(LARGEST_TEXT as u64 + 1).unwrap();
    let (_, bad) = split(documents(&Input::path(&path)));
    assert!(bad[0].what.contains("larger than 256 MB"), "{}", bad[0]);
    let (_, bad) = split(documents(&Input::path(folder.0.path().join("no.txt"))));
    assert_eq!(folder.short(&bad[0].to_string()), "no.txt: there is no such file or folder; check the path");
}

#[test]
fn the_form_of_a_file_without_a_telling_name() {
    for (content, text) in [
        ("Plain {\"text\"}", "Plain {\"text\"}"),
        ("\u{feff}\n {\"text\": \"json\"}", "json"),
        ("{\"text\": \"json\"}\n", "json"),
        ("<!DOCTYPE html><p>page", "page"),
        ("  <HTML><p>page", "page"),
        ("{ a set }", "{ a set }"),
    ] {
        let (good, _) = read_file("report", content);
        assert_eq!(good.first().map_or("", |d| d.text.as_str()), text, "{content}");
    }
}

#[test]
fn a_page() {
    let folder = Folder::new();
    let path = folder.put("a.htm", "<html lang=en><title>T</title><p>One<nav>no</nav><p>Two");
    let (good, bad) = split(documents(&Input::path(&path)));
    assert_eq!((good[0].text.as_str(), good[0].title.as_deref(), bad.len()), ("One\n\nTwo", Some("T"), 0));
    let (good, _) = split(documents(&Input::path(&path).form(Form::Text)));
    assert!(good[0].text.starts_with("<html"));
}
