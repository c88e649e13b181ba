//! The writing system of a character and of a text.

use crate::character;

macro_rules! scripts {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// A writing system. `Common` is what all share: digits, punctuation, spaces, symbols; `Other` is any that is not
        /// listed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Script { $($(#[$doc])* $name),* }

        impl Script {
            /// Every script, in the order of the enumeration.
            pub const ALL: &'static [Script] = &[$(Script::$name),*];
        }
    };
}

scripts! {
    /// Shared by all.
    Common
    /// Latin letters.
    Latin
    /// Greek.
    Greek
    /// Cyrillic.
    Cyrillic
    /// Hebrew.
    Hebrew
    /// Arabic, with the letters of Persian, Urdu and others.
    Arabic
    /// Armenian.
    Armenian
    /// Georgian.
    Georgian
    /// Devanagari.
    Devanagari
    /// Bengali.
    Bengali
    /// Gurmukhi.
    Gurmukhi
    /// Gujarati.
    Gujarati
    /// Tamil.
    Tamil
    /// Telugu.
    Telugu
    /// Kannada.
    Kannada
    /// Malayalam.
    Malayalam
    /// Sinhala.
    Sinhala
    /// Thai.
    Thai
    /// Lao.
    Lao
    /// Myanmar.
    Myanmar
    /// Khmer.
    Khmer
    /// Ethiopic.
    Ethiopic
    /// Chinese characters.
    Han
    /// Hiragana.
    Hiragana
    /// Katakana.
    Katakana
    /// Hangul.
    Hangul
    /// Mongolian.
    Mongolian
    /// Tibetan.
    Tibetan
    /// Syriac.
    Syriac
    /// Any other script.
    Other
}

impl Script {
    /// The script of one character. Constant time.
    pub fn of(c: char) -> Script {
        character::of(c).script()
    }

    pub(crate) fn from_number(number: u32) -> Script {
        usize::try_from(number).ok().and_then(|n| Script::ALL.get(n)).copied().unwrap_or(Script::Other)
    }
}

/// How many letters and marks of each script a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scripts {
    counts: [usize; Script::ALL.len()],
}

impl Scripts {
    /// Code points of this script. `Common` counts everything that belongs to no script.
    pub fn count(&self, script: Script) -> usize {
        self.counts.get(script as usize).copied().unwrap_or(0)
    }

    /// The script with the most code points, `Common` left aside; on a tie the first of [`Script::ALL`]. None for a text
    /// without letters.
    pub fn dominant(&self) -> Option<Script> {
        let mut best = None;
        for &script in Script::ALL {
            if script != Script::Common && self.count(script) > best.map_or(0, |b| self.count(b)) {
                best = Some(script);
            }
        }
        best
    }
}

/// Counts the scripts of a text. Linear; takes original or folded text.
///
/// ```
/// use text::{Script, scripts};
/// assert_eq!(scripts("נשיא ארה\"ב Trump").dominant(), Some(Script::Hebrew));
/// assert_eq!(scripts("1992").dominant(), None);
/// ```
pub fn scripts(text: &str) -> Scripts {
    let mut counts = [0; Script::ALL.len()];
    let bytes = text.as_bytes();
    let (mut at, mut latin, mut common) = (0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            let letter = usize::from(byte.is_ascii_alphabetic());
            latin += letter;
            common += 1 - letter;
            at += 1;
        } else {
            let (code, length) = character::decode(bytes, at);
            if let Some(count) = counts.get_mut(character::lookup(code).script() as usize) {
                *count += 1;
            }
            at += length;
        }
    }
    counts[Script::Latin as usize] += latin;
    counts[Script::Common as usize] += common;
    Scripts { counts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_of_each() {
        for (c, script) in [
            ('a', Script::Latin),
            ('é', Script::Latin),
            ('Ω', Script::Greek),
            ('й', Script::Cyrillic),
            ('ש', Script::Hebrew),
            ('ك', Script::Arabic),
            ('ग', Script::Devanagari),
            ('中', Script::Han),
            ('한', Script::Hangul),
            ('1', Script::Common),
            (' ', Script::Common),
            ('😀', Script::Common),
        ] {
            assert_eq!(Script::of(c), script, "{c}");
        }
    }

    #[test]
    fn counts_add_up_to_the_code_points() {
        let text = "Казахстан 2025: קזחסטן, كازاخستان";
        let found = scripts(text);
        assert_eq!(Script::ALL.iter().map(|&s| found.count(s)).sum::<usize>(), text.chars().count());
        assert_eq!(found.count(Script::Cyrillic), 9);
        assert_eq!(found.dominant(), Some(Script::Cyrillic));
        assert_eq!(scripts("").dominant(), None);
    }
}
