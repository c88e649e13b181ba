//! `cargo run -p xtask --features cldr -- cldr [DIR]`: writes the names of states in every language of Unicode CLDR to
//! `DIR/names/cldr/<language>.csv` (`DIR` is `world` by default).
//!
//! The names come from ICU4X, which carries CLDR's data under the Unicode License v3. Its interface for display names is
//! unstable, so it is used here only and what it says is committed. Which states there are, and their ISO codes, stands in
//! `states.csv`. Languages that name fewer than half of them are left out, and so is every language that only repeats
//! another.

/// Writes the files.
///
/// # Errors
/// A sentence that says which file could not be read or written, or that the generator was not built in.
#[cfg(not(feature = "cldr"))]
pub fn run(_args: &[String]) -> Result<(), String> {
    Err("the generator is not built in; run `cargo run -p xtask --features cldr -- cldr`".to_owned())
}

#[cfg(feature = "cldr")]
pub use generator::run;

#[cfg(feature = "cldr")]
mod generator {
    use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

    use icu_experimental::displaynames::{DisplayNamesOptions, Style, multi::RegionDisplayNames};
    use icu_locale_core::{Locale, subtags::Region};

    /// The languages whose data ICU4X carries and that name at least half of the states. A variant of script or country
    /// follows its language, and is written only where it differs from it.
    const LANGUAGES: &[&str] = &[
        "af", "ak", "am", "ar", "as", "ast", "az", "ba", "be", "bg", "blo", "bn", "br", "brx", "bs", "bs-Cyrl", "ca",
        "ceb", "chr", "ckb", "cop", "cs", "cv", "cy", "da", "de", "dsb", "ee", "el", "en", "eo", "es", "es-419", "et",
        "eu", "fa", "fi", "fil", "fo", "fr", "fr-CA", "fy", "ga", "gd", "gl", "gu", "ha", "he", "hi", "hr", "hsb",
        "hu", "hy", "ia", "id", "ig", "is", "it", "ja", "jv", "ka", "kea", "kgp", "ki", "kk", "km", "kn", "ko", "kok",
        "ks", "ksh", "ku", "kxv", "ky", "lb", "lld", "lo", "lt", "lv", "mai", "mi", "mk", "ml", "mn", "mr", "ms", "mt",
        "my", "nb", "ne", "nl", "nn", "no", "nqo", "om", "or", "pa", "pcm", "pl", "ps", "pt", "pt-PT", "qu", "rm",
        "ro", "ru", "sc", "scn", "sd", "shn", "si", "sk", "sl", "so", "sq", "sr", "sr-Latn", "sv", "sw", "syr", "ta",
        "te", "tg", "th", "ti", "tk", "to", "tr", "tt", "ug", "uk", "ur", "uz", "uz-Cyrl", "vec", "vi", "wo", "xh",
        "xnr", "yo", "yrl", "yue", "yue-Hans", "zh", "zh-Hant", "zu",
    ];

    /// Writes the files.
    ///
    /// # Errors
    /// A sentence that says which file could not be read or written.
    pub fn run(args: &[String]) -> Result<(), String> {
        let root = Path::new(args.first().map_or("world", String::as_str));
        let states = states(&root.join("states.csv"))?;
        let folder = root.join("names/cldr");
        fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for entry in fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))? {
            let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
            if path.extension().is_some_and(|e| e == "csv") {
                fs::remove_file(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            }
        }
        let mut written: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for tag in LANGUAGES {
            let found = names(tag, &states).ok_or_else(|| format!("`{tag}`: CLDR no longer has the language"))?;
            let parent = tag.split_once('-').and_then(|(parent, _)| written.get(parent));
            if found.len() * 2 < states.len() || parent == Some(&found) {
                continue;
            }
            let file = folder.join(format!("{tag}.csv"));
            fs::write(&file, table(&found)).map_err(|e| format!("{}: {e}", file.display()))?;
            written.insert((*tag).to_owned(), found);
        }
        let rows: usize = written.values().map(BTreeMap::len).sum();
        use std::io::Write as _;
        writeln!(std::io::stdout(), "{rows} names in {} languages", written.len()).map_err(|e| e.to_string())
    }

    /// Our id and ISO 3166-1 alpha-2 of the states that have one.
    fn states(file: &Path) -> Result<Vec<(String, Region)>, String> {
        let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
        let mut states = Vec::new();
        for (i, line) in text.lines().enumerate() {
            let mut cells = line.split(',');
            let (id, code) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            if i == 0 && (id, code) != ("id", "alpha2") {
                return Err(format!("{}:1: the first two columns must be `id` and `alpha2`", file.display()));
            }
            if i > 0 && !code.is_empty() {
                let region =
                    code.parse().map_err(|_| format!("{}:{}: `{code}` is no region", file.display(), i + 1))?;
                states.push((id.to_owned(), region));
            }
        }
        Ok(states)
    }

    /// The names in one language, by our id; `None` where CLDR does not have the language.
    fn names(tag: &str, states: &[(String, Region)]) -> Option<BTreeMap<String, Vec<String>>> {
        let locale: Locale = tag.parse().ok()?;
        let long = RegionDisplayNames::try_new((&locale).into(), DisplayNamesOptions::default()).ok()?;
        let mut options = DisplayNamesOptions::default();
        options.style = Some(Style::Short);
        let short = RegionDisplayNames::try_new((&locale).into(), options).ok()?;
        let mut found = BTreeMap::new();
        for (id, region) in states {
            // The long labels of these are formulas that nobody says, or words that others contest; the short ones are names.
            let formula = matches!(id.as_str(), "HKG" | "MAC" | "PSE");
            let shorter = short.of(*region).filter(|name| !formula || long.of(*region) != Some(name));
            let labels = long.of(*region).filter(|_| !formula).into_iter().chain(shorter);
            let mut list: Vec<String> = Vec::new();
            for name in labels.flat_map(|label| spoken(id, label)) {
                if !list.contains(&name) && name != region.as_str() {
                    list.push(name);
                }
            }
            if !list.is_empty() {
                found.insert(id.clone(), list);
            }
        }
        Some(found)
    }

    /// What people say for a label. Labels tell two states of one name apart by a bracket or dash ("Congo - Kinshasa",
    /// "Hong Kong SAR China"), which nobody says; the files of names written by hand have those. "Myanmar (Burma)" is two
    /// names.
    fn spoken(id: &str, label: &str) -> Vec<String> {
        let label = label.trim();
        // The two Congos are told apart by their capitals.
        if matches!(id, "COD" | "COG") {
            return Vec::new();
        }
        let open = ['(', '（', '['];
        let Some(at) = label.find(open) else {
            return vec![label.to_owned()];
        };
        let (before, rest) = label.split_at(at);
        let inside: String = rest.chars().filter(|c| !matches!(c, '(' | ')' | '（' | '）' | '[' | ']')).collect();
        match id {
            "MMR" | "FLK" | "CIV" | "TLS" | "CZE" | "SWZ" | "CPV" | "TUR" => {
                vec![before.trim().to_owned(), inside.trim().to_owned()]
            }
            _ => vec![before.trim().to_owned()],
        }
    }

    fn table(names: &BTreeMap<String, Vec<String>>) -> String {
        let mut table = String::from("id,full\n");
        for (id, list) in names {
            let cell = list.join(";");
            let cell = if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell };
            let _ = writeln!(table, "{id},{cell}");
        }
        table
    }
}
