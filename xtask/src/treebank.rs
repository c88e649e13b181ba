//! Dependency trees in the CoNLL-U format, with the place of every word in the sentence's text.

use std::ops::Range;

/// A sentence with its tree.
pub struct Sentence {
    /// `# sent_id`.
    pub id: String,
    /// `# text`.
    pub text: String,
    /// Its syntactic words; empty nodes are left out.
    pub words: Vec<Word>,
}

/// A syntactic word.
pub struct Word {
    /// The form that the tree gives; a proclitic has one of its own.
    pub form: String,
    /// Part of speech.
    pub pos: String,
    /// Features as they are written.
    pub features: String,
    /// The governing word; none for the root.
    pub head: Option<usize>,
    /// The relation to it.
    pub relation: String,
    /// Where it stands in the text, in code points. Words that the text does not hold apart share a place.
    pub place: Range<u32>,
}

impl Word {
    /// The relation without its subtype.
    pub fn base(&self) -> &str {
        self.relation.split(':').next().unwrap_or_default()
    }
}

impl Sentence {
    /// The words governed by one.
    pub fn children(&self, word: usize) -> impl Iterator<Item = usize> {
        (0..self.words.len()).filter(move |w| self.words[*w].head == Some(word))
    }
}

/// A line of the file: a word, or a range of words written together.
struct Line<'a> {
    ids: Range<usize>,
    together: bool,
    fields: Vec<&'a str>,
}

/// Reads the sentences of a file.
///
/// # Errors
/// Names the line that is no CoNLL-U.
pub fn sentences(file: &str) -> Result<Vec<Sentence>, String> {
    let mut out = Vec::new();
    let (mut id, mut text, mut lines) = (String::new(), String::new(), Vec::new());
    for (number, line) in file.lines().chain([""]).enumerate() {
        if line.trim().is_empty() {
            if !lines.is_empty() {
                out.push(sentence(std::mem::take(&mut id), std::mem::take(&mut text), &lines));
                lines.clear();
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            match comment.split_once('=') {
                Some((key, value)) if key.trim() == "sent_id" => id = value.trim().to_owned(),
                Some((key, value)) if key.trim() == "text" => text = value.trim().to_owned(),
                _ => {}
            }
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            let wrong = || format!("line {}: no CoNLL-U: {line}", number + 1);
            if fields.len() < 8 {
                return Err(wrong());
            }
            if fields[0].contains('.') {
                continue; // an empty node
            }
            let (first, last) = fields[0].split_once('-').unwrap_or((fields[0], fields[0]));
            let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else { return Err(wrong()) };
            lines.push(Line { ids: first..last + 1, together: fields[0].contains('-'), fields });
        }
    }
    Ok(out)
}

fn sentence(id: String, text: String, lines: &[Line<'_>]) -> Sentence {
    let letters: Vec<char> = text.chars().collect();
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0; // the next letter that no word has taken
    let mut until = 0; // words before this id have their place from the range they stand in
    let mut places: Vec<Range<u32>> = Vec::new();
    for line in lines {
        if line.together || line.ids.start >= until {
            while letters.get(at).is_some_and(|c| c.is_whitespace()) {
                at += 1;
            }
            let form: Vec<char> = line.fields[1].chars().collect();
            let start = at;
            if letters.get(at..at + form.len()) == Some(&form[..]) {
                at += form.len();
            } else {
                // The tree writes the word in another way: it ends where the next blank is.
                while letters.get(at).is_some_and(|c| !c.is_whitespace()) {
                    at += 1;
                }
            }
            if line.together {
                until = line.ids.end;
                let parts: Vec<&str> = lines
                    .iter()
                    .filter(|l| !l.together && line.ids.contains(&l.ids.start))
                    .map(|l| l.fields[1])
                    .collect();
                places.extend(apart(&letters[start..at], &parts).into_iter().map(|r| range(start, r)));
                continue;
            }
            places.push(range(start, 0..at - start));
        }
        if line.together {
            continue;
        }
        let head = line.fields[6].parse::<usize>().unwrap_or(0).checked_sub(1);
        words.push(Word {
            form: line.fields[1].to_owned(),
            pos: line.fields[3].to_owned(),
            features: line.fields[5].to_owned(),
            head,
            relation: line.fields[7].to_owned(),
            place: 0..0,
        });
    }
    for (word, place) in words.iter_mut().zip(places) {
        word.place = place;
    }
    Sentence { id, text, words }
}

fn range(start: usize, inside: Range<usize>) -> Range<u32> {
    let point = |n: usize| u32::try_from(start + n).unwrap_or(u32::MAX);
    point(inside.start)..point(inside.end)
}

/// The places of the parts of a word: as many letters from the front and from the back as are spelled alike; what cannot be
/// told apart in the middle shares a place.
fn apart(word: &[char], parts: &[&str]) -> Vec<Range<usize>> {
    let spelled: Vec<Vec<char>> = parts.iter().map(|p| p.trim_matches('_').chars().collect()).collect();
    let mut out = vec![0..word.len(); parts.len()];
    let (mut from, mut first) = (0, 0);
    while let Some(part) = spelled.get(first)
        && first + 1 < spelled.len()
        && word[from..].starts_with(part)
    {
        out[first] = from..from + part.len();
        from += part.len();
        first += 1;
    }
    let (mut to, mut last) = (word.len(), parts.len());
    while last > first
        && let Some(part) = spelled.get(last - 1)
        && word[from..to].ends_with(part)
        && (to - part.len() > from || last - 1 == first || last == first + 2)
    {
        out[last - 1] = to - part.len()..to;
        to -= part.len();
        last -= 1;
    }
    for place in &mut out[first..last] {
        *place = if from < to { from..to } else { 0..word.len() };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_word() {
        let word: Vec<char> = "במדינה".chars().collect();
        assert_eq!(apart(&word, &["ב", "מדינה"]), [0..1, 1..6]);
        // An article that the preposition has swallowed is no letter: it shares the place of the whole.
        assert_eq!(apart(&word, &["ב", "ה_", "מדינה"]).last(), Some(&(1..6)));
        let word: Vec<char> = "איתו".chars().collect();
        assert_eq!(apart(&word, &["עם", "הוא"]), [0..4, 0..4]);
    }

    #[test]
    fn places_in_the_text() -> Result<(), String> {
        let file = "# sent_id = a\n# text = They won't go.\n1\tThey\tthey\tPRON\t_\t_\t4\tnsubj\t_\t_\n2-3\twon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\two\twill\tAUX\t_\t_\t4\taux\t_\t_\n3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_\n3.1\tx\tx\tVERB\t_\t_\t_\t_\t_\t_\n4\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n";
        let read = sentences(file)?;
        let places: Vec<_> = read[0].words.iter().map(|w| (w.place.start, w.place.end)).collect();
        assert_eq!(places, [(0, 4), (5, 7), (7, 10), (11, 13), (13, 14)]);
        assert_eq!(read[0].words[0].head, Some(3));
        Ok(())
    }
}
