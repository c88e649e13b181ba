//! How long the built-in world takes to load, with the automaton of one language: `cargo run --release --example start he`.

use std::{io::Write as _, time::Instant};

use world::World;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let language = std::env::args().nth(1).unwrap_or_else(|| "he".to_owned());
    let start = Instant::now();
    let world = World::builtin()?;
    let loaded = start.elapsed();
    let matcher = world.matcher(&language);
    let built = start.elapsed();
    let found = world.find("Kazahkstan", &["en", "he"]).len();
    let searched = start.elapsed();
    let text = text::fold("נשיא ארה\"ב דונלד טראמפ הכריז כי קזחסטן מצטרפת להסכמי אברהם. The president met them. ")
        .repeat(20_000);
    let scan = Instant::now();
    let hits = matcher.find(&text).count();
    let speed = text.len() as f64 / 1e6 / scan.elapsed().as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{} items; loaded in {loaded:?}, automaton of `{language}` ({} spellings, {} kB) by {built:?}; first search by {searched:?} ({found} found); {hits} hits at {speed:.0} MB/s",
        world.items().count(),
        matcher.len(),
        matcher.heap_bytes() / 1000,
    )?;
    Ok(())
}
