//! No bytes stop the program, whatever they are said to be.

use proptest::{prelude::*, sample::select};
use sources::{Form, Input, Overrides, documents};

use crate::{Folder, split};

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = select(vec![
        b"published: 2025-11-07\n".as_slice(),
        b"title:\r\n",
        b"\n",
        b"\r\n\r\n",
        b"lang: he\n",
        b"x: y\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xd8\x00",
        b"{\"text\": \"",
        b"\"}\n",
        b"\\ud800",
        b"{\"id\":",
        b"[",
        b"<html>",
        b"<p>",
        b"</p>",
        b"<!--",
        b"<script>",
        b"&amp;",
        b"&#x",
        b"<meta charset=windows-1255>",
        b"<title>",
        b"\xf7\xe6",
        "קזחסטן".as_bytes(),
        b"\0",
        b"%PDF-",
        b"PK\x03\x04",
    ]);
    let piece = prop_oneof![4 => pieces.prop_map(<[u8]>::to_vec), 1 => proptest::collection::vec(any::<u8>(), 0..8)];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_panics(
        content in bytes(),
        form in select(vec![Form::Auto, Form::Text, Form::Jsonl, Form::Html]),
        label in select(vec![None, Some("windows-1255"), Some("utf-16le"), Some("iso-2022-jp"), Some("shift_jis")]),
    ) {
        let folder = Folder::new();
        let path = folder.put("input", &content);
        let encoding = label.and_then(|label| label.parse().ok());
        let input = Input::path(path).form(form).overrides(Overrides { encoding, ..Overrides::default() });
        let (good, bad) = split(documents(&input));
        prop_assert!(form == Form::Jsonl || form == Form::Auto || good.len() + bad.len() > 0, "a file is a document or a problem");
        for document in good {
            prop_assert!(!document.text.trim().is_empty());
            prop_assert!(!document.label.is_empty());
        }
        for problem in bad {
            prop_assert!(!problem.what.is_empty() && !problem.advice.is_empty());
            prop_assert!(!problem.to_string().contains(|c: char| c.is_control()), "{:?}", problem);
        }
    }
}
