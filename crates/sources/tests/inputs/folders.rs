//! Folders: what is listed, in which order, and what is not.

use std::path::Path;

use sources::{Form, Input, documents, list};

use crate::{Folder, split};

fn names(folder: &Folder, files: &[impl AsRef<Path>]) -> Vec<String> {
    files.iter().map(|file| folder.short(&file.as_ref().to_string_lossy())).collect()
}

fn filled() -> Folder {
    let folder = Folder::new();
    for name in
        ["b.txt", "a/z.TXT", "a/b/x.jsonl", "c.md", "d.html", "e.pdf", "f", ".hidden.txt", ".git/g.txt", "a/.h/i.txt"]
    {
        folder.put(name, "{\"text\": \"x\"}");
    }
    folder
}

#[test]
fn sorted_and_counted() {
    let folder = filled();
    let listing = list(&[folder.0.path()], Form::Auto);
    assert_eq!(names(&folder, &listing.files), ["a/b/x.jsonl", "a/z.TXT", "b.txt", "d.html"]);
    assert_eq!((listing.ignored, listing.bytes, listing.problems.len()), (3, 4 * 13, 0));
    let jsonl = list(&[folder.0.path()], Form::Jsonl);
    assert_eq!((names(&folder, &jsonl.files), jsonl.ignored), (vec!["a/b/x.jsonl".to_owned()], 6));
    // Named, a file is read whatever its name is.
    let named = list(&[folder.0.path().join("e.pdf"), folder.0.path().join(".hidden.txt")], Form::Auto);
    assert_eq!((named.files.len(), named.ignored), (2, 0));
    let missing = list(&[folder.0.path().join("none")], Form::Auto);
    assert_eq!((missing.files.len(), missing.problems.len()), (0, 1));
}

#[test]
fn a_broken_file_does_not_stop_the_batch() {
    let folder = filled();
    folder.put("a/empty.txt", "");
    folder.put("bad.txt", b"\xff\xff");
    let all = documents(&Input::path(folder.0.path()));
    assert_eq!(all.ignored(), 3);
    let (good, bad) = split(all);
    assert_eq!((good.len(), bad.len()), (4, 2));
    assert!(names(&folder, &good.iter().map(|d| d.label.clone()).collect::<Vec<_>>()).contains(&"b.txt".to_owned()));
}

#[cfg(unix)]
#[test]
fn links() {
    use std::os::unix::fs::symlink;
    let folder = filled();
    let root = folder.0.path();
    symlink(root, root.join("a/loop")).unwrap();
    symlink(root.join("b.txt"), root.join("a/link.txt")).unwrap();
    symlink(root.join("gone.txt"), root.join("a/gone.txt")).unwrap();
    let listing = list(&[root], Form::Auto);
    assert_eq!(names(&folder, &listing.files).iter().filter(|name| name.starts_with("a/")).count(), 3);
    assert_eq!(listing.ignored, 4);
    assert_eq!(listing.problems.len(), 1);
    // A link that is named is followed.
    assert_eq!(list(&[root.join("a/loop")], Form::Auto).files.len(), listing.files.len());
}

#[test]
fn folders_within_folders() {
    let folder = Folder::new();
    let deep = "d/".repeat(200);
    folder.put(&format!("{deep}x.txt"), "deep");
    assert_eq!(split(documents(&Input::path(folder.0.path()))).0[0].text, "deep");
}
