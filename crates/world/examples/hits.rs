//! Which names stand in a text, by frequency, with one example each: `... --example hits he < text`. For finding names that are
//! also common words.

use std::{collections::BTreeMap, io::Read as _, io::Write as _};

use world::World;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let language = std::env::args().nth(1).unwrap_or_else(|| "he".to_owned());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let folded = text::fold(&text);
    let world = World::builtin()?;
    let matcher = world.matcher(&language);
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for hit in matcher.find(&folded) {
        let chain = folded.get(hit.word_start..hit.start).unwrap_or_default();
        let name = folded.get(hit.start..hit.end).unwrap_or_default();
        let item = matcher.meanings(hit.name).first().map_or("", |m| &*world.item_at(m.item).id);
        let around: String = folded
            .get(..hit.end)
            .unwrap_or_default()
            .chars()
            .rev()
            .take(25)
            .collect::<String>()
            .chars()
            .rev()
            .chain(folded.get(hit.end..).unwrap_or_default().chars().take(20))
            .collect();
        let entry = found.entry(format!("{chain}+{name} = {item}")).or_insert((0, around.replace('\n', " ")));
        entry.0 += 1;
    }
    let mut rows: Vec<_> = found.into_iter().collect();
    rows.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(&b.0)));
    for (key, (count, example)) in rows {
        writeln!(std::io::stdout(), "{count}\t{key}\t{example}")?;
    }
    Ok(())
}
