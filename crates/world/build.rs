//! Lists the files of `world/` for `table.rs`. `include_str!` then lets cargo see when one of them changes.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../world").canonicalize()?;
    let mut found = Vec::new();
    list(&root, &root, &mut found)?;
    found.sort();
    let mut code = String::from("pub(crate) const BUILT_IN: &[(&str, &str)] = &[\n");
    for (name, path) in found {
        writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("built_in.rs"), code)?;
    Ok(())
}

fn list(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(root, &path, found)?;
        } else if path.extension().is_some_and(|e| e == "csv") {
            let parts: Vec<_> = path.strip_prefix(root)?.iter().map(|p| p.to_string_lossy()).collect();
            found.push((parts.join("/"), path.display().to_string()));
        }
    }
    Ok(())
}
