//! A search over all names, as a person types them.

use std::sync::OnceLock;

use crate::{Alike, Form, Item, ItemId, Kind, Name, World};

/// Most results of one search.
const MOST: usize = 20;

/// Longest query and name, in code points, that are compared; longer ones are cut.
const LONGEST: usize = 80;

/// The distance of names that only sound alike.
const SOUNDS: u32 = 10;

/// Most people whose names only sound alike.
const ALIKE: usize = 5;

/// The price for each consonant, in hundredths, up to which a name is shown as sounding alike.
const PRICE: u32 = 20;

/// An item that a query may mean.
#[derive(Debug, Clone)]
pub struct Found<'w> {
    /// The item.
    pub item: &'w Item,
    /// The name that fits.
    pub name: &'w Name,
    /// The language of the name.
    pub language: &'w str,
    /// 0: the name is the query, marks and capitals aside. 1: it begins with it, or one of its words does. From 2: one more
    /// than the letters that differ. From [`SOUNDS`]: a person's name that sounds like it, in this script or another.
    pub distance: u32,
}

impl Found<'_> {
    /// Whether the query is the name, marks and capitals aside.
    pub fn is_exact(&self) -> bool {
        self.distance == 0
    }
}

/// The keys of each language, made when the language is first searched.
#[derive(Debug, Default)]
pub(crate) struct Index {
    languages: OnceLock<Vec<OnceLock<Vec<Entry>>>>,
    alike: OnceLock<Alike>,
}

#[derive(Debug)]
struct Entry {
    key: Vec<char>,
    item: ItemId,
    name: u32,
}

impl Index {
    pub(crate) fn find<'w>(&'w self, world: &'w World, written: &str, languages: &[&str]) -> Vec<Found<'w>> {
        let query = key(written);
        if query.is_empty() {
            return Vec::new();
        }
        let tags: Vec<&'w str> = world.languages().collect();
        let slots = self.languages.get_or_init(|| tags.iter().map(|_| OnceLock::new()).collect());
        let mut found: Vec<(u32, Form, u32, ItemId, u32, &'w str)> = Vec::new();
        for (tag, slot) in tags.iter().zip(slots) {
            let asked = |l: &&str| l == tag || l.strip_prefix(tag).is_some_and(|rest| rest.starts_with('-'));
            if !languages.is_empty() && !languages.iter().any(asked) {
                continue;
            }
            for entry in slot.get_or_init(|| entries(world, tag)) {
                if let Some(distance) = distance(&query, &entry.key) {
                    let Some(name) = name_of(world, tag, entry) else { continue };
                    let length = u32::try_from(entry.key.len().abs_diff(query.len())).unwrap_or(u32::MAX);
                    found.push((distance, name.form, length, entry.item, entry.name, tag));
                }
            }
        }
        found.sort_unstable();
        // Each item once, by its best name; near misses only where nothing fits better.
        let mut seen: Vec<ItemId> = Vec::new();
        let near = !found.iter().any(|f| f.0 < 2);
        let mut results = Vec::new();
        for (distance, _, _, item, name, tag) in found {
            if (distance >= 2 && !near) || seen.contains(&item) {
                continue;
            }
            seen.push(item);
            let item = world.item_at(item);
            if let Some(name) = world.names(item, tag).get(name as usize) {
                results.push(Found { item, name, language: tag, distance });
            }
            if results.len() == MOST {
                break;
            }
        }
        if !results.iter().any(|r| r.distance < 2) {
            results.extend(self.sounding(world, written, &seen));
        }
        results
    }

    /// People whose names sound like the query, in whatever script.
    fn sounding<'w>(&'w self, world: &'w World, query: &str, seen: &[ItemId]) -> Vec<Found<'w>> {
        let alike = self.alike.get_or_init(|| {
            let mut alike = Alike::default();
            for person in world.table(Kind::People) {
                let names = world.scripts().flat_map(|l| world.names(person, l));
                names.for_each(|n| alike.add(person.number.0, &n.text));
            }
            alike
        });
        let near = alike.find(query).into_iter().take_while(|c| c.price <= PRICE).take(ALIKE);
        near.filter(|c| !seen.contains(&ItemId(c.item)))
            .filter_map(|c| {
                let item = world.item_at(ItemId(c.item));
                let name = world.names(item, "en").first()?;
                Some(Found { item, name, language: "en", distance: SOUNDS + c.price })
            })
            .collect()
    }
}

fn name_of<'w>(world: &'w World, tag: &str, entry: &Entry) -> Option<&'w Name> {
    world.names(world.item_at(entry.item), tag).get(entry.name as usize)
}

fn entries(world: &World, tag: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for item in world.items() {
        for (name, i) in world.names(item, tag).iter().zip(0u32..) {
            let key = key(&name.text);
            if !key.is_empty() {
                entries.push(Entry { key, item: item.number, name: i });
            }
        }
        let key = key(&item.id);
        if tag == "en" && !key.is_empty() && !world.names(item, tag).is_empty() {
            entries.push(Entry { key, item: item.number, name: 0 });
        }
    }
    entries
}

/// What is compared: folded, small letters and digits, single blanks.
fn key(written: &str) -> Vec<char> {
    let mut key: Vec<char> = Vec::new();
    let mut gap = false;
    for c in text::fold(written).chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '+' {
            if gap && !key.is_empty() {
                key.push(' ');
            }
            gap = false;
            key.push(c);
            if key.len() >= LONGEST {
                break;
            }
        } else if !matches!(c, '"' | '\'' | '.' | '\u{5f3}' | '\u{5f4}' | '\u{2019}') {
            gap = true;
        }
    }
    key
}

fn distance(query: &[char], key: &[char]) -> Option<u32> {
    if query == key {
        return Some(0);
    }
    let begins = |i: usize| key.get(i..).is_some_and(|rest| rest.starts_with(query));
    if query.len() >= 2 {
        let words = key.iter().enumerate().filter(|(_, c)| **c == ' ').map(|(i, _)| i + 1);
        if begins(0) || words.into_iter().any(begins) {
            return Some(1);
        }
    }
    let most = match query.len() {
        0..=3 => return None,
        4..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    edits(query, key, most).map(|n| n + 1)
}

/// How many letters must be changed, added, left out or swapped with their neighbour, if at most `most`.
fn edits(a: &[char], b: &[char], most: u32) -> Option<u32> {
    let width = most as usize;
    if a.len().abs_diff(b.len()) > width {
        return None;
    }
    let beyond = most + 1;
    let cell = |row: &[u32], j: usize| row.get(j).copied().unwrap_or(beyond);
    let mut before = vec![beyond; b.len() + 1];
    let mut above: Vec<u32> = (0..=u32::try_from(b.len()).ok()?).map(|n| n.min(beyond)).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![beyond; b.len() + 1];
        let i32 = u32::try_from(i + 1).ok()?;
        if let Some(first) = row.first_mut() {
            *first = i32.min(beyond);
        }
        let from = (i + 1).saturating_sub(width).max(1);
        let to = (i + 1 + width).min(b.len());
        for j in from..=to {
            let y = b.get(j - 1)?;
            let mut best = cell(&above, j - 1) + u32::from(x != y);
            best = best.min(cell(&above, j) + 1).min(cell(&row, j - 1) + 1);
            let swapped = i > 0 && j > 1 && a.get(i - 1) == Some(y) && b.get(j - 2) == Some(x);
            if swapped {
                best = best.min(cell(&before, j - 2) + 1);
            }
            if let Some(slot) = row.get_mut(j) {
                *slot = best.min(beyond);
            }
        }
        if row.iter().all(|n| *n >= beyond) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|n| *n <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(s: &str) -> Vec<char> {
        s.chars().collect()
    }

    #[test]
    fn edits_count_changes_and_swaps() {
        for (a, b, n) in [
            ("kazakhstan", "kazakhstan", Some(0)),
            ("kazakstan", "kazakhstan", Some(1)),
            ("kazahkstan", "kazakhstan", Some(1)),
            ("kasachstan", "kazakhstan", Some(2)),
            ("tokayev", "netanyahu", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(edits(&chars(a), &chars(b), 2), n, "{a} {b}");
            assert_eq!(edits(&chars(b), &chars(a), 2), n, "{b} {a}");
        }
    }

    #[test]
    fn keys_leave_out_marks() {
        assert_eq!(key("  U.S. "), chars("us"));
        assert_eq!(key("C5+1"), chars("c5+1"));
        assert_eq!(key("Abraham--Accords"), chars("abraham accords"));
    }
}
