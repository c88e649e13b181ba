//! How well misread tables are noticed: 200 faults planted in a capture of the United Nations' tables, and compared with the
//! capture before.
//!
//! `cargo xtask faults FOLDER` takes a folder with two captures (`2014-07-10/treaties`, `2015-03-14/treaties`), as the tables
//! that are kept outside the project have them. Always the same faults: nothing is left to chance. Five kinds: a cell of the
//! neighbouring table of the chapter, rows that slip down by one, a digit, a month, and the date of a predecessor state.

use std::{collections::BTreeSet, path::PathBuf};

use sources::{Class, Resolved, Table, TableForm, compare, tables};

/// Cells of each kind.
const EACH: usize = 40;

/// Numbers that look random and are always the same (a linear congruential generator).
struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

/// A planted fault: table, participant, column, kind.
type Fault = (String, String, String, &'static str);

pub fn run(arguments: &[String]) -> Result<(), String> {
    let folder = match arguments.first() {
        Some(named) => PathBuf::from(named),
        None => crate::shared().map(|s| s.join("gold/tables-unts")).ok_or("name the folder with the two captures")?,
    };
    let world = world::World::builtin().map_err(|e| e.to_string())?;
    let names = Resolved::new(world);
    let read = |day: &str| -> Vec<Table> {
        let Ok(captured) = day.parse() else { return Vec::new() };
        let (found, problems) = tables(TableForm::Unts, &folder.join(day).join("treaties"), captured);
        problems.iter().for_each(|p| eprintln!("{p}"));
        found.into_iter().map(|c| c.table).collect()
    };
    let (old, new) = (read("2014-07-10"), read("2015-03-14"));
    if new.is_empty() {
        return Err(format!("{}: no tables there", folder.display()));
    }
    let mut faulty = new.clone();
    let faults = plant(&mut faulty, &new, &names);
    let others: Vec<&Table> = faulty.iter().collect();
    let mut suspected: BTreeSet<(String, String, String)> = BTreeSet::new();
    for after in &faulty {
        let same = |t: &&Table| t.key == after.key;
        let Some(before) = old.iter().find(same).or_else(|| new.iter().find(same)) else { continue };
        for change in compare(before, after, &others, &names) {
            if change.class == Class::SuspectedMisreading {
                suspected.insert((change.table, change.participant, change.column));
            }
        }
    }
    // What the clean capture already holds as suspected is no matter of the planted faults.
    let mut clean: BTreeSet<(String, String, String)> = BTreeSet::new();
    let others: Vec<&Table> = new.iter().collect();
    for before in &old {
        if let Some(after) = new.iter().find(|t| t.key == before.key) {
            let changes = compare(before, after, &others, &names);
            let found = changes.into_iter().filter(|c| c.class == Class::SuspectedMisreading);
            clean.extend(found.map(|c| (c.table, c.participant, c.column)));
        }
    }
    println!("planted {} faults; {} cells of the clean capture are suspected", faults.len(), clean.len());
    let mut kinds: Vec<&'static str> = faults.iter().map(|f| f.3).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let hit = |f: &&Fault| suspected.contains(&(f.0.clone(), f.1.clone(), f.2.clone()));
    for kind in kinds {
        let all: Vec<&Fault> = faults.iter().filter(|f| f.3 == kind).collect();
        let found = all.iter().filter(|f| hit(f)).count();
        println!("  {kind}: {found} of {}", all.len());
        if std::env::var_os("MISSES").is_some() {
            all.iter().filter(|f| !hit(f)).for_each(|f| println!("    missed {} {} {}", f.0, f.1, f.2));
        }
    }
    let found = faults.iter().filter(hit).count();
    let planted: BTreeSet<(String, String, String)> =
        faults.iter().map(|f| (f.0.clone(), f.1.clone(), f.2.clone())).collect();
    let right = suspected.intersection(&planted).count();
    let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
    println!("recall {:.3} ({found} of {})", share(found, faults.len()), faults.len());
    println!(
        "precision {:.3} ({right} of {}), those of the clean capture counted as wrong",
        share(right, suspected.len()),
        suspected.len()
    );
    Ok(())
}

fn plant(faulty: &mut [Table], clean: &[Table], names: &Resolved<'_>) -> Vec<Fault> {
    let mut sequence = Sequence(20_150_314);
    let mut faults: Vec<Fault> = Vec::new();
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    let note = |faults: &mut Vec<Fault>, table: &Table, row: usize, column: usize, kind| {
        let (participant, head) = (&table.rows[row].participant.written, &table.columns[column]);
        faults.push((table.key.clone(), participant.clone(), head.clone(), kind));
    };
    let count = |faults: &[Fault], kind: &str| faults.iter().filter(|f| f.3 == kind).count();
    // A dated cell, picked at random.
    let pick = |sequence: &mut Sequence| {
        let t = sequence.next(clean.len());
        let rows = &clean[t].rows;
        let r = sequence.next(rows.len());
        let entries = rows.get(r).map_or(&[][..], |row| &row.entries);
        let entry = entries.get(sequence.next(entries.len()))?;
        Some((t, r, entry.column, entry.written.clone()))
    };
    for _ in 0..200_000 {
        let Some((t, r, column, written)) = pick(&mut sequence) else { continue };
        if taken.contains(&(t, r)) {
            continue;
        }
        let kind = ["neighbour", "digit", "month", "predecessor", "rows"][sequence.next(5)];
        if count(&faults, kind) >= EACH {
            if ["neighbour", "digit", "month", "predecessor", "rows"].iter().all(|k| count(&faults, k) >= EACH) {
                break;
            }
            continue;
        }
        let words: Vec<&str> = written.split(' ').collect();
        let [day, month, year, rest @ ..] = words.as_slice() else { continue };
        let tail = rest.iter().map(|w| format!(" {w}")).collect::<String>();
        let value = match kind {
            // The same participant in the next table of the chapter.
            "neighbour" => {
                let chapter = |table: &Table| table.key.split('-').next().map(str::to_owned);
                let beside = [t.checked_sub(1), Some(t + 1)].into_iter().flatten().filter_map(|i| clean.get(i));
                let beside = beside.filter(|other| chapter(other) == chapter(&clean[t]));
                let who = &clean[t].rows[r].participant.written;
                let cell = beside.flat_map(|o| &o.rows).find(|o| o.participant.written == *who);
                let cell = cell.and_then(|o| o.entries.first()).map(|e| e.written.clone());
                let Some(cell) = cell.filter(|c| *c != written) else { continue };
                cell
            }
            "digit" => {
                let mut digits: Vec<u8> = year.bytes().collect();
                let Some(last) = digits.last_mut() else { continue };
                *last = b'0' + (*last - b'0' + 1 + u8::try_from(sequence.next(8)).unwrap_or(0)) % 10;
                let Ok(changed) = String::from_utf8(digits) else { continue };
                if changed.as_str() > "2013" {
                    continue;
                }
                format!("{day} {month} {changed}{tail}")
            }
            "month" => {
                let all = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
                let other = all[sequence.next(12)];
                if other == *month || day.parse::<u8>().is_ok_and(|d| d > 28) {
                    continue;
                }
                format!("{day} {other} {year}{tail}")
            }
            // A date of years before the state came into being.
            "predecessor" => {
                let item = names.participant(&clean[t].rows[r].participant);
                let from =
                    item.and_then(|i| i.attribute("from")).and_then(|f| f.get(..4)).and_then(|y| y.parse::<i32>().ok());
                let Some(from) = from.filter(|f| *f > 1955) else { continue };
                let had = |e: &sources::Entry| {
                    e.written.split(' ').nth(2).and_then(|y| y.parse::<i32>().ok()).is_some_and(|y| y < from)
                };
                if clean[t].rows[r].entries.iter().any(had) {
                    continue;
                }
                format!("{day} {month} {}{tail}", from - 3 - i32::try_from(sequence.next(6)).unwrap_or(0))
            }
            // Four rows take the date of the row above.
            _ => {
                let rows = &clean[t].rows;
                let place = column - 1;
                if r == 0 || r + 4 > rows.len() || (r..r + 4).any(|i| taken.contains(&(t, i))) {
                    continue;
                }
                let above: Vec<String> =
                    (r..r + 4).map(|i| rows[i - 1].cells.get(place).cloned().unwrap_or_default()).collect();
                for (i, value) in (r..r + 4).zip(above) {
                    let row = &mut faulty[t].rows[i];
                    if row.cells.get(place).is_some_and(|c| *c != value) {
                        row.cells[place] = value;
                        taken.insert((t, i));
                        note(&mut faults, &clean[t], i, column, kind);
                    }
                }
                continue;
            }
        };
        let Some(cell) = faulty[t].rows[r].cells.get_mut(column - 1) else { continue };
        if *cell == value {
            continue;
        }
        *cell = value;
        taken.insert((t, r));
        note(&mut faults, &clean[t], r, column, kind);
    }
    faults
}
