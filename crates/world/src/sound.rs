//! What the letters of a name sound like, in Latin, Cyrillic, Hebrew and Arabic script.
//!
//! A sound is a set: ב is b or v, ו is v, w, o or u, Latin `j` is what English, Spanish, French or German makes of it. Two
//! letters may be the same where their sets meet.

/// Sounds that a letter may stand for, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sound(u32);

macro_rules! sounds {
    ($($name:ident)*) => { sounds!(@ 0u32; $($name)*); };
    (@ $n:expr; $name:ident $($rest:ident)*) => { const $name: u32 = 1 << $n; sounds!(@ $n + 1u32; $($rest)*); };
    (@ $n:expr;) => {};
}
sounds!(P B F V W M N L R T D S Z SH ZH CH J TS K G KH H Y A E I O U);

const VOWELS: u32 = A | E | I | O | U;
const LABIALS: u32 = P | B | F | V | W;
const DENTALS: u32 = T | D;
const SIBILANTS: u32 = S | Z | SH | ZH | CH | J | TS;
const VELARS: u32 = K | G | KH | H;
/// Between a consonant and a vowel; languages drop them freely.
const WEAK: u32 = H | Y | W;

impl Sound {
    /// Whether it may be a vowel.
    pub(crate) fn vowel(self) -> bool {
        self.0 & VOWELS != 0
    }

    /// The letters of the skeleton that it may be, of few classes; none for what skeletons leave out.
    pub(crate) fn classes(self) -> impl Iterator<Item = u8> {
        let s = self.0;
        let bare = s & (VOWELS | WEAK) == 0;
        let classes =
            [(LABIALS, b'P'), (DENTALS, b'T'), (SIBILANTS, b'S'), (VELARS, b'K'), (M | N, b'N'), (L | R, b'L')];
        classes.into_iter().filter(move |(group, _)| bare && s & group != 0).map(|(_, class)| class)
    }

    /// The price, in hundredths of a letter, of writing this sound where another name has the other.
    pub(crate) fn change(self, other: Sound) -> u32 {
        let (a, b) = (self.0, other.0);
        if a & b != 0 {
            return 0;
        }
        let both = |group: u32| a & group != 0 && b & group != 0;
        match () {
            () if both(VOWELS) => 12,
            () if both(LABIALS) || both(DENTALS) => 45,
            () if both(SIBILANTS) || both(VELARS) => 40,
            () if both(Y | I | E | J | ZH) || both(W | U | O) || both(D | Z) || both(T | S | TS) => 40,
            () if both(L | R) || both(M | N) || both(G | J | ZH) || both(K | CH | TS) || both(KH | SH | S) => 60,
            () => 120,
        }
    }

    /// The price of leaving it out.
    pub(crate) fn leave(self) -> u32 {
        match self.0 {
            s if s & VOWELS != 0 => 10,
            s if s & WEAK != 0 => 35,
            _ => 100,
        }
    }
}

/// The sounds of one word; what is no letter of the four scripts is left out.
pub(crate) fn sounds(word: &str) -> Vec<Sound> {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).map(plain).collect();
    let mut out: Vec<Sound> = Vec::new();
    let mut i = 0;
    while let Some(rest) = letters.get(i..).filter(|r| !r.is_empty()) {
        let (used, found) = group(rest, i == 0);
        for sound in found.iter().copied().filter(|s| *s != 0).map(Sound) {
            // Doubled letters are one sound.
            if out.last() != Some(&sound) {
                out.push(sound);
            }
        }
        i += used;
    }
    out
}

/// A letter without marks that change nothing here.
fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'ė' | 'ế' | 'ề' | 'ệ' | 'ə' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' | 'ị' | 'į' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' | 'ọ' | 'ố' | 'ộ' | 'ơ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ụ' | 'ư' | 'ứ' => 'u',
        'ý' | 'ÿ' => 'y',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ł' | 'ľ' | 'ĺ' | 'ļ' => 'l',
        'ř' | 'ŕ' => 'r',
        'ť' | 'ţ' | 'ț' => 'ț',
        'ď' | 'đ' | 'ð' => 'd',
        'ş' | 'ș' | 'š' | 'ś' => 'š',
        'ž' | 'ź' | 'ż' => 'ž',
        'č' | 'ć' => 'č',
        'ğ' | 'ģ' => 'ğ',
        'ķ' => 'k',
        'æ' => 'e',
        'œ' => 'o',
        'ё' => 'е',
        'і' | 'ї' => 'и',
        'ґ' => 'г',
        'ў' => 'у',
        'ә' => 'а',
        'қ' => 'к',
        'ғ' => 'г',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ی' | 'ى' | 'ئ' => 'ي',
        'ک' => 'ك',
        'ة' | 'ۀ' | 'ە' => 'ة',
        'ؤ' => 'و',
        '’' | '`' | '׳' | 'ʻ' | 'ʼ' => '\'',
        other => other,
    }
}

/// The sounds at the start of the letters, and how many letters they take. `first`: a word begins here.
fn group(letters: &[char], first: bool) -> (usize, [u32; 2]) {
    let at = |i: usize| letters.get(i).copied().unwrap_or(' ');
    let (a, b, c) = (at(0), at(1), at(2));
    let last = letters.len() == 1;
    match (a, b) {
        // Latin
        ('s', 'c') if c == 'h' => (3, [SH | S, K * u32::from(at(3) == 'o')]),
        ('t', 'c') if c == 'h' => (3, [CH, 0]),
        ('t', 's') if c == 'c' && at(3) == 'h' => (4, [CH, 0]),
        ('t', 's') | ('t', 'z') => (2, [TS, 0]),
        ('d', 'z') if c == 'h' => (3, [J, 0]),
        ('d', 'j' | 'ž') => (2, [J, 0]),
        ('s', 'h' | 'z') => (2, [SH | (S * u32::from(b == 'z')), 0]),
        ('c', 'z') => (2, [CH, 0]),
        ('c', 'h') => (2, [CH | SH | K | KH, 0]),
        ('k', 'h') => (2, [KH | H | K, 0]),
        ('g', 'h') => (2, [G | KH | H, 0]),
        ('z', 'h') => (2, [ZH | J | CH | Z, 0]),
        ('d', 'h') => (2, [D | Z, 0]),
        ('t', 'h') => (2, [T | S, 0]),
        ('p', 'h') => (2, [F | P, 0]),
        ('b', 'h') => (2, [B | V, 0]),
        ('r', 'h') | ('w', 'r') => (2, [R, 0]),
        ('c', 'k') => (2, [K, 0]),
        ('q', 'u') => (2, [K, 0]),
        ('g', 'u') if matches!(c, 'e' | 'i') => (2, [G, 0]),
        ('g', 'n') => (2, [N | G, 0]),
        ('g', 'l') if c == 'i' => (2, [L | G, 0]),
        ('n', 'h') => (2, [N, 0]),
        ('l', 'h') => (2, [L, 0]),
        ('x', 'i' | 'u') if first => (1, [S | SH | H, 0]),
        ('x', _) if first => (1, [K | Z | S | SH | H, 0]),
        ('x', _) => (1, [K | KH | SH | H | S, S | SH]),
        ('c', 'e' | 'i' | 'y') => (1, [S | TS | CH, 0]),
        ('c', _) => (1, [K | TS | J, 0]),
        ('ç', _) => (1, [CH | S, 0]),
        ('č', _) => (1, [CH | TS, 0]),
        ('š', _) => (1, [SH | S, 0]),
        ('ž', _) => (1, [ZH | Z | J, 0]),
        ('ğ', _) => (1, [G | H | Y, 0]),
        ('ț', _) => (1, [T | TS, 0]),
        ('ß', _) => (1, [S, 0]),
        ('þ', _) => (1, [T, 0]),
        ('a', _) => (1, [A | E | O, 0]),
        ('e', _) => (1, [E | I | A, 0]),
        ('i', _) => (1, [I | E | Y, 0]),
        ('o', 'u') => (2, [U | O | W, 0]),
        ('o', _) => (1, [O | U | A, 0]),
        ('u', _) => (1, [U | O | W, 0]),
        ('y', _) => (1, [Y | I | U, 0]),
        ('b', _) => (1, [B, 0]),
        ('d', _) => (1, [D, 0]),
        ('f', _) => (1, [F, 0]),
        ('g', 'e' | 'i' | 'y') => (1, [G | J | ZH | H | KH, 0]),
        ('g', _) => (1, [G | J, 0]),
        ('h', _) => (1, [H | KH, 0]),
        ('j', _) => (1, [J | ZH | Y | KH | H, 0]),
        ('k', _) => (1, [K, 0]),
        ('l', _) => (1, [L, 0]),
        ('m', _) => (1, [M, 0]),
        ('n', _) => (1, [N, 0]),
        ('p', _) => (1, [P, 0]),
        ('q', _) => (1, [K | CH | G | TS, 0]),
        ('r', _) => (1, [R, 0]),
        ('s', _) => (1, [S | SH | (Z * u32::from(!first)), 0]),
        ('t', _) => (1, [T, 0]),
        ('v', _) => (1, [V | F | B | W, 0]),
        ('w', _) => (1, [W | V, 0]),
        ('z', _) => (1, [Z | S | TS, 0]),
        // Cyrillic
        ('д', 'ж') => (2, [J | ZH, 0]),
        ('д', 'з') => (2, [Z | J, 0]),
        ('ц', 'з') => (2, [J | Z | TS, 0]),
        ('т', 'ч') => (2, [CH, 0]),
        ('т', 'с') => (2, [TS, 0]),
        ('а', _) => (1, [A | O | E, 0]),
        ('б', _) => (1, [B, 0]),
        ('в', _) => (1, [V | W, 0]),
        ('г', _) => (1, [G | H, 0]),
        ('д', _) => (1, [D, 0]),
        ('е' | 'є' | 'э', _) => (1, [E | I | A, 0]),
        ('ж', _) => (1, [ZH | J, 0]),
        ('з', _) => (1, [Z | S, 0]),
        ('и' | 'ы', _) => (1, [I | E | Y, 0]),
        ('й', _) => (1, [Y | I, 0]),
        ('к', _) => (1, [K, 0]),
        ('л', _) => (1, [L, 0]),
        ('м', _) => (1, [M, 0]),
        ('н', _) => (1, [N, 0]),
        ('о', _) => (1, [O | U | A, 0]),
        ('п', _) => (1, [P, 0]),
        ('р', _) => (1, [R, 0]),
        ('с', _) => (1, [S, 0]),
        ('т', _) => (1, [T, 0]),
        ('у', _) => (1, [U | O | W, 0]),
        ('ф', _) => (1, [F | T, 0]),
        ('х', _) => (1, [KH | H, 0]),
        ('ц', _) => (1, [TS | S, 0]),
        ('ч', _) => (1, [CH, 0]),
        ('ш' | 'щ', _) => (1, [SH, 0]),
        ('ю', _) => (1, [Y | U, U]),
        ('я', _) => (1, [Y | I | A, A]),
        // Hebrew
        ('ג', '\'') => (2, [J | ZH, 0]),
        ('ז', '\'') => (2, [ZH | J, 0]),
        ('צ', '\'') => (2, [CH | TS, 0]),
        ('ת', '\'') => (2, [T | S, 0]),
        ('ד', '\'') => (2, [D | Z, 0]),
        ('ח', '\'') => (2, [KH | H, 0]),
        ('ט', 'ש') => (2, [CH, 0]),
        ('ט', 'ס') => (2, [TS, 0]),
        ('ד', 'ז') if c == '\'' => (3, [J, 0]),
        ('ו', 'ו') => (2, [V | W, 0]),
        ('י', 'י') => (2, [Y | I | E | A, 0]),
        ('א', _) => (1, [A | E | I | O | U, 0]),
        ('ב', _) => (1, [B | V, 0]),
        ('ג', _) => (1, [G, 0]),
        ('ד', _) => (1, [D, 0]),
        ('ה', _) if last => (1, [A | E | H, 0]),
        ('ה', _) => (1, [H | A | E, 0]),
        ('ו', _) if first => (1, [V | W | O | U, 0]),
        ('ו', _) => (1, [O | U | V | W, 0]),
        ('ז', _) => (1, [Z, 0]),
        ('ח', _) => (1, [KH | H, 0]),
        ('ט', _) => (1, [T, 0]),
        ('י', _) => (1, [I | Y | E, 0]),
        ('כ', _) => (1, [K | KH, 0]),
        ('ל', _) => (1, [L, 0]),
        ('מ', _) => (1, [M, 0]),
        ('נ', _) => (1, [N, 0]),
        ('ס', _) => (1, [S, 0]),
        ('ע', _) => (1, [A | E | I | O | U, 0]),
        ('פ', _) => (1, [P | F, 0]),
        ('צ', _) => (1, [TS | S, 0]),
        ('ק', _) => (1, [K, 0]),
        ('ר', _) => (1, [R, 0]),
        ('ש', _) => (1, [SH | S, 0]),
        ('ת', _) => (1, [T, 0]),
        // Arabic
        ('ت', 'ش') => (2, [CH, 0]),
        ('ت', 'س') => (2, [TS, 0]),
        ('د', 'ج') => (2, [J, 0]),
        ('ك', 'س') => (2, [K | S, S]),
        ('ا', _) => (1, [A | E | I | O | U, 0]),
        ('ب', _) => (1, [B | P, 0]),
        ('پ', _) => (1, [P, 0]),
        ('ت' | 'ط', _) => (1, [T, 0]),
        ('ث', _) => (1, [T | S, 0]),
        ('ج', _) => (1, [J | ZH | G, 0]),
        ('چ', _) => (1, [CH, 0]),
        ('ح', _) => (1, [H | KH, 0]),
        ('خ', _) => (1, [KH, 0]),
        ('د' | 'ض', _) => (1, [D, 0]),
        ('ذ' | 'ظ', _) => (1, [D | Z, 0]),
        ('ر', _) => (1, [R, 0]),
        ('ز', _) => (1, [Z, 0]),
        ('ژ', _) => (1, [ZH, 0]),
        ('س' | 'ص', _) => (1, [S, 0]),
        ('ش', _) => (1, [SH, 0]),
        ('ع', _) => (1, [A | E | I | O | U, 0]),
        ('غ', _) => (1, [G | KH, 0]),
        ('گ', _) => (1, [G, 0]),
        ('ف', _) => (1, [F | V, 0]),
        ('ڤ', _) => (1, [V, 0]),
        ('ق', _) => (1, [K | G, 0]),
        ('ك', _) => (1, [K | G, 0]),
        ('ل', _) => (1, [L, 0]),
        ('م', _) => (1, [M, 0]),
        ('ن', _) => (1, [N, 0]),
        ('ه', _) => (1, [H | A | E, 0]),
        ('ة', _) => (1, [A | E | T, 0]),
        ('و', _) => (1, [O | U | V | W, 0]),
        ('ي', _) => (1, [I | Y | E | A, 0]),
        _ => (1, [0, 0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(a: &str, b: &str) -> u32 {
        let (a, b) = (sounds(a), sounds(b));
        assert_eq!(a.len(), b.len(), "{a:?} {b:?}");
        a.iter().zip(&b).map(|(x, y)| x.change(*y)).sum()
    }

    #[test]
    fn one_name_in_four_scripts_costs_nothing() {
        for (a, b) in [("Trump", "טראמפ"), ("Putin", "פוטין"), ("Путин", "פוטין"), ("Lavrov", "лавров")]
        {
            assert!(sounds(a).len().abs_diff(sounds(b).len()) <= 1, "{a} {b}");
        }
        assert_eq!(price("putin", "путин"), 0);
        assert_eq!(price("shoigu", "шойгу"), 0);
        assert_eq!(price("trump", "טרומפ"), 0);
    }

    #[test]
    fn what_is_no_letter_has_no_sound() {
        assert!(sounds("123 …").is_empty());
        assert!(sounds("").is_empty());
    }
}
