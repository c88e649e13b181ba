//! Writes lists of the interface files and the samples, so that a new language or sample is a new file and nothing else.

use std::{env, fmt::Write as _, fs, path::Path, process};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    if let Err(message) = generate(&root) {
        eprintln!("error: {message}");
        process::exit(1);
    }
}

fn generate(root: &Path) -> Result<(), String> {
    let languages = root.join("languages");
    println!("cargo::rerun-if-changed={}", languages.display());
    println!("cargo::rerun-if-changed={}", root.join("samples").display());
    let mut out = String::from("/// Language, file and text of every interface file.\nstatic INTERFACE: &[(&str, &str, &str)] = &[\n");
    for tag in names(&languages)? {
        let folder = languages.join(&tag).join("interface");
        if !folder.is_dir() {
            continue;
        }
        for file in names(&folder)?.into_iter().filter(|f| f.ends_with(".toml")) {
            let shown = format!("languages/{tag}/interface/{file}");
            let _ = writeln!(out, "    ({tag:?}, {shown:?}, include_str!({:?})),", folder.join(&file));
        }
    }
    out.push_str("];\n\n/// Name and text of every sample report.\nstatic SAMPLES: &[(&str, &str)] = &[\n");
    let samples = root.join("samples");
    for file in names(&samples)?.into_iter().filter(|f| f.ends_with(".txt")) {
        let _ = writeln!(out, "    ({file:?}, include_str!({:?})),", samples.join(&file));
    }
    out.push_str("];\n");
    let target = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    // Two files, because the two lists are used in two places.
    let (interface, samples) = out.split_once("/// Name and text").ok_or("the lists are broken")?;
    fs::write(Path::new(&target).join("interface.rs"), interface).map_err(|e| e.to_string())?;
    fs::write(Path::new(&target).join("samples.rs"), format!("/// Name and text{samples}")).map_err(|e| e.to_string())
}

/// Names in a folder, sorted.
fn names(folder: &Path) -> Result<Vec<String>, String> {
    let shown = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(shown)? {
        names.push(entry.map_err(shown)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
