//! JSONL: one document a line, and a broken line is a line.

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Write as _},
    time::{Duration, Instant},
};

use sources::{Input, LARGEST_LINE, documents};

use crate::{Folder, read_file, split};

#[test]
fn every_key() {
    let (good, bad) = read_file(
        "a.jsonl",
        concat!(
            "\u{feff}{\"id\":\"x\",\"text\":\"T \\ud83d\\ude00\",\"lang\":\"he\",\"published\":\"2025-11-07T08:15:00.5+02:00\",",
            "\"url\":\"u\",\"publisher\":\"p\",\"title\":\"t\",\"other\":[1]}\r\n",
            "\n",
            "{\"id\":7,\"text\":\"B\",\"lang\":null,\"title\":\"\"}\n",
            "{\"text\":\"C\"}"
        ),
    );
    assert!(bad.is_empty(), "{bad:?}");
    let d = &good[0];
    assert_eq!((d.label.as_str(), d.text.as_str(), d.language.as_deref()), ("x", "T 😀", Some("he")));
    assert_eq!((d.url.as_deref(), d.publisher.as_deref(), d.title.as_deref()), (Some("u"), Some("p"), Some("t")));
    assert_eq!(d.published.map(|p| p.to_string()).as_deref(), Some("2025-11-07T08:15:00"));
    assert_eq!((good[1].label.as_str(), &good[1].language, &good[1].title), ("7", &None, &None));
    assert!(good[2].label.ends_with("a.jsonl:4"));
}

#[test]
fn broken_lines() {
    let lines: &[(&[u8], &str)] = &[
        (b"{\"text\": \"x\"", "this line is no JSON (EOF while parsing an object, byte 12)"),
        (b"text", "this line is no JSON (expected ident, byte 2)"),
        (b"{\"text\": \"\\ud800\"}", "this line is no JSON (a \\u escape is half of a surrogate pair, byte"),
        (b"{\"text\": \"\\ud800\\u0041\"}", "this line is no JSON (a \\u escape is half of a surrogate pair, byte"),
        (b"{\"text\": \"\\ude00\"}", "this line is no JSON (a \\u escape is half of a surrogate pair, byte"),
        (b"{\"text\": \"\xd8\"}", "byte 10 of this line is not valid UTF-8; save it as UTF-8"),
        (b"{\"text\": \"a\0b\"}", "this line is no JSON (control character"),
        (b"{\"id\": \"x\"}", "this line has no `text`; write one object a line: {\"id\""),
        (b"{\"text\": null}", "this line has no `text`"),
        (b"{\"text\": \" \\n\"}", "its `text` is empty"),
        (b"{\"text\": 5}", "`text` is a number, not a string; put it into quotation marks: \"text\": \"…\""),
        (b"{\"text\": \"x\", \"lang\": [\"he\"]}", "`lang` is a list, not a string"),
        (b"{\"text\": \"x\", \"id\": {}}", "`id` is an object, not a string"),
        (b"{\"text\": \"x\", \"published\": \"2025-02-30\"}", "`published: 2025-02-30` is no date"),
        (b"{\"text\": \"x\", \"published\": \"0000\"}", "`published: 0000` is no date"),
        (b"{\"text\": \"x\", \"lang\": \"Hebrew\"}", "`lang: Hebrew` is no language tag"),
        (b"[1, 2]", "this line is a list, not an object"),
        (b"{} {}", "this line is no JSON (trailing characters"),
    ];
    let mut content = b"{\"text\": \"first\"}\n".to_vec();
    for (line, _) in lines {
        content.extend_from_slice(line);
        content.push(b'\n');
    }
    content.extend_from_slice("[".repeat(100_000).as_bytes());
    content.extend_from_slice(b"\n{\"text\": \"last\"}");
    let (good, bad) = read_file("a.jsonl", content);
    assert_eq!(good.iter().map(|d| d.text.as_str()).collect::<Vec<_>>(), ["first", "last"]);
    for (index, ((_, message), problem)) in lines.iter().zip(&bad).enumerate() {
        assert!(problem.starts_with(&format!("a.jsonl:{}: {message}", index + 2)), "{problem}\n{message}");
    }
    assert!(bad.last().is_some_and(|last| last.contains("recursion limit exceeded")), "{:?}", bad.last());
    assert_eq!(bad.len(), lines.len() + 1);
}

#[test]
fn files_that_are_no_lines_are_said_once() {
    assert_eq!(read_file("a.jsonl", "").1, ["a.jsonl: it is empty; give a file with a document a line"]);
    assert_eq!(
        read_file("a.jsonl", b"%PDF-1.4\n\n\n\n").1,
        ["a.jsonl: this looks like a PDF, not lines of JSON; convert it to JSONL first"]
    );
    assert_eq!(read_file("a.jsonl", [0, 1, 2, 10].repeat(100)).1.len(), 1);
}

#[test]
fn a_line_of_ten_megabytes_and_one_too_long() {
    let folder = Folder::new();
    let path = folder.0.path().join("long.jsonl");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    let text = "קזחסטן ".repeat(800_000);
    writeln!(file, "{{\"id\": \"ten\", \"text\": \"{text}\"}}").unwrap();
    let chunk = "x".repeat(1 << 20);
    write!(file, "{{\"text\": \"").unwrap();
    for _ in 0..=LARGEST_LINE >> 20 {
        file.write_all(chunk.as_bytes()).unwrap();
    }
    writeln!(file, "\"}}\n{{\"id\": \"after\", \"text\": \"y\"}}").unwrap();
    file.flush().unwrap();
    let mut all = documents(&Input::path(&path));
    assert_eq!(all.next().unwrap().unwrap().text.len(), text.len());
    let problem = all.next().unwrap().unwrap_err().to_string();
    assert_eq!(
        folder.short(&problem),
        "long.jsonl:2: this line is longer than 64 MB; split the text into several documents"
    );
    assert_eq!(all.next().unwrap().unwrap().label, "after");
    assert!(all.next().is_none());
    assert_eq!(all.bytes(), path.metadata().unwrap().len());
}

#[test]
fn nothing_is_read_ahead() {
    let folder = Folder::new();
    let mut content = String::new();
    for i in 0..200_000 {
        writeln!(content, "{{\"id\":\"{i}\",\"text\":\"a short report\"}}").unwrap();
    }
    let path = folder.put("many.jsonl", &content);
    let mut all = documents(&Input::path(path));
    assert_eq!(all.bytes(), 0);
    assert_eq!(all.next().unwrap().unwrap().label, "0");
    assert!(all.bytes() < 200_000, "{}", all.bytes());
    let start = Instant::now();
    assert_eq!(split(all).0.len(), 199_999);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
