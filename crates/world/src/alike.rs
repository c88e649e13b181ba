//! Names of people across scripts: which person may a name mean that is written in a way nobody listed.
//!
//! A name's skeleton is what remains of its consonants; names that share the skeleton of a word, or differ from it in one letter,
//! are candidates. A candidate is compared sound by sound, at a price for each change, and counts only below [`MOST`] for each
//! consonant. That alone merges nobody: Marc Garneau and Mark Carney sound alike and are of one
//! state. `World::holder_named` asks for the office on the day too.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::sound::{Sound, sounds};

/// The price for each consonant, in hundredths, up to which two names may be one.
const MOST: u32 = 34;

/// The same for names that are taken for one person without a human.
const SURE: u32 = 15;

/// Most readings of one word's skeleton.
const READINGS: usize = 4;

/// Longest name that is compared, in sounds.
const LONGEST: usize = 64;

/// Words inside names that scripts write, leave out, or join to the next word: articles and "son of".
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "as", "ash", "az", "an", "ad", "ar", "at", "bin", "ibn", "ben", "bint", "de", "da", "di", "do",
    "dos", "du", "del", "van", "von", "der", "la", "le", "ал", "аль", "эль", "ас", "аш", "аз", "ан", "ад", "ар", "ат",
    "бин", "ибн", "бен", "де", "ди", "да", "ду", "ван", "фон", "אל", "א", "בן", "בין", "דה", "ואן", "פון", "די", "דו",
    "بن", "ابن", "ال", "دي", "دا", "دو", "فان", "فون",
];

/// The numbers of rulers, as the four scripts write them.
const NUMBERS: &[&[&str]] = &[
    &["i", "הראשון", "הראשונה", "الأول", "الأولى"],
    &["ii", "השני", "השנייה", "השניה", "الثاني", "الثانية"],
    &["iii", "השלישי", "השלישית", "الثالث", "الثالثة"],
    &["iv", "הרביעי", "الرابع"],
    &["v", "החמישי", "الخامس"],
    &["vi", "השישי", "السادس"],
    &["vii", "השביעי", "السابع"],
    &["viii", "השמיני", "الثامن"],
    &["ix", "התשיעי", "التاسع"],
    &["x", "העשירי", "العاشر"],
];

/// Titles that stand in a name where a language cannot do without them.
const TITLES: &[&str] = &[
    "king",
    "queen",
    "pope",
    "emir",
    "sultan",
    "sheikh",
    "grand",
    "duke",
    "prince",
    "король",
    "королева",
    "папа",
    "римский",
    "эмир",
    "султан",
    "шейх",
    "великий",
    "герцог",
    "принц",
    "князь",
    "המלך",
    "המלכה",
    "האפיפיור",
    "האמיר",
    "הסולטאן",
    "שייח'",
    "הדוכס",
    "הגדול",
    "הנסיך",
    "الملك",
    "الملكة",
    "البابا",
    "الأمير",
    "السلطان",
    "الشيخ",
    "الدوق",
    "الأكبر",
];

/// A name ready to be compared.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    words: Vec<Vec<Sound>>,
    /// The sounds of all words.
    all: Vec<Sound>,
    /// A ruler's number.
    number: Option<usize>,
}

/// A candidate with its price for each consonant, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// 0: nothing differs.
    pub price: u32,
    /// The number under which the name was added.
    pub item: u32,
}

/// Names by their skeletons.
#[derive(Debug, Default)]
pub struct Alike {
    names: Vec<(u32, Spoken)>,
    by_skeleton: FxHashMap<Box<[u8]>, Vec<u32>>,
}

impl Alike {
    /// Adds a name of a thing; one thing may have many.
    pub fn add(&mut self, item: u32, name: &str) {
        let spoken = Spoken::new(name);
        if spoken.words.is_empty() {
            return;
        }
        let Ok(number) = u32::try_from(self.names.len()) else { return };
        for skeleton in spoken.skeletons() {
            self.by_skeleton.entry(skeleton).or_default().push(number);
        }
        self.names.push((item, spoken));
    }

    /// Things whose names sound like this one, the nearest first, each once. Nothing for a name of less than two consonants.
    pub fn find(&self, name: &str) -> Vec<Candidate> {
        let spoken = Spoken::new(name);
        if spoken.all.iter().filter(|s| !s.vowel()).count() < 2 {
            return Vec::new(); // one consonant sounds like half the world
        }
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let mut best: FxHashMap<u32, u32> = FxHashMap::default();
        for skeleton in spoken.skeletons() {
            for number in self.by_skeleton.get(&skeleton).into_iter().flatten() {
                if !seen.insert(*number) {
                    continue;
                }
                let Some((item, other)) = self.names.get(*number as usize) else { continue };
                if let Some(price) = spoken.price(other).filter(|p| *p <= MOST) {
                    let known = best.entry(*item).or_insert(price);
                    *known = price.min(*known);
                }
            }
        }
        let mut found: Vec<Candidate> = best.into_iter().map(|(item, price)| Candidate { price, item }).collect();
        found.sort_unstable();
        found
    }
}

impl Spoken {
    /// The sounds of a name's words; particles and words without letters are left out.
    pub(crate) fn new(name: &str) -> Spoken {
        let mut words: Vec<Vec<Sound>> = Vec::new();
        let mut length = 0;
        let mut number = None;
        for word in name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '׳' | 'ʻ' | 'ʼ' | '`'))
        {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
            let small: String = word.chars().flat_map(char::to_lowercase).collect();
            if small.is_empty() || PARTICLES.contains(&small.as_str()) || TITLES.contains(&small.as_str()) {
                continue;
            }
            // A name of one letter is an initial, not a number, unless something stands before it.
            if let Some(n) = NUMBERS.iter().position(|n| n.contains(&small.as_str())).filter(|_| !words.is_empty()) {
                number = Some(n);
                continue;
            }
            let bare = small.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(&small);
            let spoken = sounds(bare);
            length += spoken.len();
            if !spoken.is_empty() && length <= LONGEST {
                words.push(spoken);
            }
        }
        Spoken { all: words.concat(), words, number }
    }

    /// Whether two names are near enough to be taken for one where all else fits; no word may be missing, but a last name alone
    /// may stand for the whole.
    pub(crate) fn is_sure(&self, other: &Spoken) -> bool {
        let whole = self.words.len() == other.words.len() && self.price(other).is_some_and(|p| p <= SURE);
        let last = || match (self.words.as_slice(), other.words.last()) {
            ([own], Some(last)) => skeletons(own).iter().any(|s| s.len() > 1) && price(own, last) <= SURE,
            _ => false,
        };
        whole || last()
    }

    /// The skeleton of each word, and each with one letter left out; words also with their neighbour.
    fn skeletons(&self) -> FxHashSet<Box<[u8]>> {
        let mut out = FxHashSet::default();
        let mut add = |bones: Vec<u8>| {
            if bones.len() >= 3 {
                for i in 0..bones.len() {
                    let mut less = bones.clone();
                    less.remove(i);
                    out.insert(less.into_boxed_slice());
                }
            }
            if !bones.is_empty() {
                out.insert(bones.into_boxed_slice());
            }
        };
        for (i, word) in self.words.iter().enumerate() {
            skeletons(word).into_iter().for_each(&mut add);
            if let Some(next) = self.words.get(i + 1) {
                let both: Vec<Sound> = word.iter().chain(next).copied().collect();
                skeletons(&both).into_iter().for_each(&mut add);
            }
        }
        out
    }

    /// The price for each consonant of the longer name; words that only one of them has in its middle cost little.
    fn price(&self, other: &Spoken) -> Option<u32> {
        if self.number.is_some() && other.number.is_some() && self.number != other.number {
            return None;
        }
        // Names of quite different length share a word at most.
        let (more, less) = (self.all.len().max(other.all.len()), self.all.len().min(other.all.len()));
        if more > 2 * less + 2 {
            return None;
        }
        let whole = price(&self.all, &other.all);
        // "Paul-Henri Sandaogo Damiba" and "Paul-Henri Damiba", "Gustavo Petro" and "Gustavo Petro Urrego".
        let (long, short) = if self.words.len() >= other.words.len() { (self, other) } else { (other, self) };
        let mut best = whole;
        if long.words.len() > short.words.len() && short.words.len() >= 2 {
            for left in 0..long.words.len() {
                let fewer: Vec<Sound> = long
                    .words
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| *i != left)
                    .flat_map(|(_, w)| w.iter().copied())
                    .collect();
                best = best.min(price(&fewer, &short.all).saturating_add(6));
            }
        }
        (best < u32::MAX).then_some(best)
    }
}

/// The skeletons of a word: more than one where a letter has sounds of two classes.
fn skeletons(word: &[Sound]) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = vec![Vec::new()];
    for sound in word {
        let classes: Vec<u8> = sound.classes().collect();
        if classes.is_empty() {
            continue;
        }
        let mut next: Vec<Vec<u8>> = Vec::new();
        for bones in &all {
            for class in classes.iter().take(if all.len() < READINGS { classes.len() } else { 1 }) {
                let mut bones = bones.clone();
                if bones.last() != Some(class) {
                    bones.push(*class);
                }
                next.push(bones);
            }
        }
        next.dedup();
        all = next;
    }
    all
}

/// The cheapest way from one name to the other, over the number of consonants of the longer.
fn price(a: &[Sound], b: &[Sound]) -> u32 {
    let mut above: Vec<u32> = vec![0];
    for y in b {
        above.push(above.last().copied().unwrap_or(0) + y.leave());
    }
    let mut row: Vec<u32> = Vec::with_capacity(b.len() + 1);
    for x in a {
        let leave = x.leave();
        row.clear();
        let mut left = above.first().copied().unwrap_or(0) + leave;
        row.push(left);
        for (y, pair) in b.iter().zip(above.windows(2)) {
            let [diagonal, up] = pair else { continue };
            left = (diagonal + x.change(*y)).min(up + leave).min(left + y.leave());
            row.push(left);
        }
        std::mem::swap(&mut above, &mut row);
    }
    let consonants = |s: &[Sound]| s.iter().filter(|s| !s.vowel()).count();
    let longer = u32::try_from(consonants(a).max(consonants(b)).max(2)).unwrap_or(u32::MAX);
    above.last().copied().unwrap_or(u32::MAX) / longer
}
