//! Words a second, one core, all layers, with the bare scan for names over the same text beside it; then the same with the text as
//! one document of growing length.
//!
//!     cargo bench -p depositary-reader --bench words [-- TAG]
//!
//! The text is made here (`news.rs`): distinct sentences, of which one in five (and in a second run all) is diplomatic. Nothing is
//! tuned to it; it only has the share of names, speech, numbers and dates that news has.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

mod news;

use std::time::Instant;

use claims::Document;
use language::Languages;
use reader::{Options, Reader};
use world::World;

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let languages = Languages::load(&[]).unwrap();
    let world = World::builtin().unwrap();
    let stocks =
        [&news::ENGLISH, &news::HEBREW].into_iter().filter(|s| only.is_empty() || only.iter().any(|o| o == s.tag));
    for stock in stocks {
        let bench = Bench { stock, reader: Reader::new(&languages, world), world };
        bench.warm();
        println!("{}, documents of 3 kB, 2 MB in all", stock.tag);
        println!(
            "  {:<22}{:>9}{:>12}{:>15}{:>8}{:>17}{:>8}",
            "diplomatic", "words", "words/s", "bare scan w/s", "ratio", "sentences read", "claims"
        );
        bench.share("one sentence in five", 5);
        bench.share("every sentence", 1);
        println!("  one document, one sentence in five diplomatic");
        for bytes in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
            bench.length(bytes);
        }
    }
}

/// The time that this thread has had a processor, where the system tells (Linux); else what a clock on the wall shows. On a machine
/// that others use too, only the first says how fast a program is.
struct Clock {
    had: Option<u64>,
    wall: Instant,
}

impl Clock {
    fn now() -> Clock {
        Clock { had: Clock::had(), wall: Instant::now() }
    }

    fn had() -> Option<u64> {
        std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
    }

    fn seconds(&self) -> f64 {
        match (self.had, Clock::had()) {
            (Some(before), Some(now)) => (now - before) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

struct Bench<'a> {
    stock: &'a news::Stock,
    reader: Reader<'a>,
    world: &'a World,
}

impl Bench<'_> {
    /// The language is compiled with the first document.
    fn warm(&self) {
        let document = Document { text: "x".into(), language: Some(self.stock.tag.into()), ..Document::default() };
        self.reader.read(&document, &Options::default()).unwrap();
    }

    fn share(&self, name: &str, one_in: usize) {
        let documents = news::documents(self.stock, 2_000_000, one_in);
        let count: usize = documents.iter().map(words).sum();
        let matcher = self.world.matcher(self.stock.tag);
        let (mut read, mut scan, mut claims) = (f64::MAX, f64::MAX, 0);
        for _ in 0..3 {
            let start = Clock::now();
            claims = documents.iter().map(|d| self.read(d)).sum();
            read = read.min(start.seconds());
            let start = Clock::now();
            let hits: usize = documents.iter().map(|d| matcher.find(&text::fold(&d.text)).count()).sum();
            scan = scan.min(start.seconds());
            assert!(hits > 0);
        }
        let (mut close, mut all) = (0, 0);
        for document in &documents {
            let explanation = self.reader.explain(document, &Options::default()).unwrap();
            close += explanation.read;
            all += explanation.read + explanation.passed_over;
        }
        let per = |seconds: f64| count as f64 / seconds;
        println!(
            "  {name:<22}{count:>9}{:>12.0}{:>15.0}{:>8.1}{:>16.1}%{claims:>8}",
            per(read),
            per(scan),
            read / scan,
            100.0 * close as f64 / all as f64,
        );
    }

    fn length(&self, bytes: usize) {
        let mut text = String::new();
        for document in news::documents(self.stock, bytes, 5) {
            text.push_str(&document.text);
        }
        let end = (0..=bytes.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        text.truncate(end);
        let document = Document { text, language: Some(self.stock.tag.into()), ..Document::default() };
        let times = (2_000_000 / bytes).max(1);
        let start = Clock::now();
        for _ in 0..times {
            self.read(&document);
        }
        let per = (words(&document) * times) as f64 / start.seconds();
        println!("  {:<22}{:>9}{per:>12.0}", format!("{} kB", bytes / 1000), words(&document));
    }

    fn read(&self, document: &Document) -> usize {
        self.reader.read(document, &Options::default()).unwrap().claims.len()
    }
}

fn words(document: &Document) -> usize {
    document.text.split_whitespace().count()
}
