//! Reads `frames/*.toml` and writes the acts of the vocabulary as constants, so that the role table and the types cannot
//! drift apart. The checks are in `frames.rs`, which the crate uses again for frames added at run time.

#[path = "src/frames.rs"]
mod frames;

use std::{env, fmt::Write as _, fs, path::Path, process};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frames");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=src/frames.rs");
    if let Err(message) = generate(&root) {
        println!("cargo::error={message}");
        process::exit(1);
    }
}

fn generate(root: &Path) -> Result<(), String> {
    let read = |path: &Path| fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(root).map_err(|e| format!("{}: {e}", root.display()))? {
        let name = entry.map_err(|e| e.to_string())?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") && name != "roles.toml" {
            names.push(name);
        }
    }
    names.sort();
    let mut acts = Vec::new();
    for name in &names {
        acts.extend(frames::parse(&format!("frames/{name}"), &read(&root.join(name))?)?);
    }
    frames::check_unique(&acts)?;
    let types = frames::parse_roles("frames/roles.toml", &read(&root.join("roles.toml"))?)?;

    let mut out = String::new();
    let _ = writeln!(out, "impl Act {{");
    for (code, act) in acts.iter().enumerate() {
        let _ = writeln!(out, "    /// `{}` ({}).", act.name, act.kind);
        let _ = writeln!(out, "    pub const {}: Act = Act({code});", act.name.to_uppercase());
    }
    let _ = writeln!(out, "}}\n\nstatic BUILT_IN: &[Definition] = &[");
    for act in &acts {
        let _ = writeln!(out, "    {},", act.as_rust());
    }
    let _ = writeln!(out, "];\n\nstatic COMMON_ROLES: &[Role] = &[{}];", types.common_as_rust());
    let _ = writeln!(out, "static ROLE_TYPES: &[(Role, &[EntityType])] = &[{}];", types.types_as_rust());
    let target = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    fs::write(Path::new(&target).join("acts.rs"), out).map_err(|e| e.to_string())
}
