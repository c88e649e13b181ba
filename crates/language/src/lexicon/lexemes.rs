//! The lines of `paradigms.txt`, `words/*.txt` and `frames/*.txt`, read into a lexicon.

use crate::{
    Error, Pos,
    features::Features,
    lines::{Line, spaced},
    paradigm::Paradigm,
    valence::{Entry, Intern, fields},
};

use super::{Analysis, LemmaId, Lexicon, Operator};

impl Lexicon {
    /// Reads one line of `paradigms.txt`; `current` is the paradigm that is being read.
    pub(crate) fn paradigm_line(&mut self, line: &Line<'_>, current: &mut Option<Paradigm>) -> Result<(), Error> {
        match line.fields.as_slice() {
            ["paradigm", name, pos] => {
                self.end_paradigm(current.take());
                let pos = Pos::named(pos).ok_or_else(|| line.error(format!("`{pos}` is no part of speech")))?;
                *current = Some(Paradigm::new(name, pos));
            }
            ["default", pos, name] => {
                let pos = Pos::named(pos).ok_or_else(|| line.error(format!("`{pos}` is no part of speech")))?;
                self.defaults.insert(pos, (*name).to_owned());
            }
            ["final", pairs @ ..] => {
                for pair in pairs {
                    let mut letters = pair.chars();
                    match (letters.next(), letters.next(), letters.next()) {
                        (Some(inside), Some(end), None) => self.finals.push((inside, end)),
                        _ => return Err(line.error(format!("`{pair}`: expected a letter and its shape at the end"))),
                    }
                }
            }
            ["guess", pos, pattern, rest @ ..] => {
                let part = Pos::named(pos).ok_or_else(|| line.error(format!("`{pos}` is no part of speech")))?;
                let tag = rest.first().copied().unwrap_or("");
                let features =
                    Features::parse(tag).ok_or_else(|| line.error(format!("`{tag}` is no list of features")))?;
                let mut fits = Paradigm::new("guess", part);
                fits.add_case(&Line { fields: vec![pattern], ..line.clone() })?;
                let lemma = self.lemma_id(part, "?", 0);
                self.guesses.push((fits, lemma, features));
            }
            _ => match current {
                Some(paradigm) => paradigm.add_case(line)?,
                None => {
                    return Err(line.error("expected `paradigm NAME POS`, `default POS NAME` or `guess POS PATTERN`"));
                }
            },
        }
        Ok(())
    }

    pub(crate) fn end_paradigm(&mut self, paradigm: Option<Paradigm>) {
        if let Some(p) = paradigm {
            self.paradigms.insert(p.name.clone(), p);
        }
    }

    /// Reads one line of `words/*.txt`.
    pub(crate) fn word_line(&mut self, line: &Line<'_>) -> Result<(), Error> {
        match line.fields.as_slice() {
            ["lexeme", lexemes @ ..] => {
                for lexeme in lexemes {
                    self.lexeme(line, lexeme)?;
                }
            }
            ["class", name, lexemes @ ..] => {
                let class = self.code(name);
                for lexeme in lexemes {
                    let (id, _) = self.lexeme(line, lexeme)?;
                    let classes = &mut self.lemmas[id as usize].classes;
                    if !classes.contains(&class) {
                        classes.push(class);
                    }
                }
            }
            ["operator", name, lexemes @ ..] => {
                let operator = Operator::named(name)
                    .ok_or_else(|| line.error(format!("`{name}` is no operator; known are say, announce, plan, possible, deny, fail, urge, transparent, hearsay")))?;
                for lexeme in lexemes {
                    let (id, fixed) = self.lexeme(line, lexeme)?;
                    let lemma = &mut self.lemmas[id as usize];
                    if fixed.is_empty() {
                        lemma.operator = Some(operator);
                    } else {
                        lemma.phrasal.push((fixed, operator));
                    }
                }
            }
            [pos, code, forms @ ..] => {
                let pos = Pos::named(pos).ok_or_else(|| {
                    line.error(format!(
                        "`{pos}` begins no line here; known are lexeme, class, operator and the parts of speech"
                    ))
                })?;
                if forms.is_empty() {
                    return Err(
                        line.error("a line of closed-class words has a part of speech, a code and at least one word")
                    );
                }
                let code_id = self.code(code);
                for field in forms {
                    // `it=3ns`: a form with features
                    let (form, tag) = field.split_once('=').unwrap_or((field, ""));
                    let features =
                        Features::parse(tag).ok_or_else(|| line.error(format!("`{tag}` is no list of features")))?;
                    let lemma = self.lemma_id(pos, form, code_id);
                    self.add_form(form, Analysis { lemma, features });
                }
            }
            _ => return Err(line.error("the line is too short")),
        }
        Ok(())
    }

    /// Reads one line of `frames/*.txt`.
    pub(crate) fn frame_line(&mut self, line: &Line<'_>) -> Result<(), Error> {
        let act: claims::Act = line.fields[0]
            .parse()
            .map_err(|_| line.error(format!("`{}` is no act of the vocabulary (frames/*.toml)", line.fields[0])))?;
        let is_lexeme = |f: &&str| *f == "copula" || matches!(f.split_once(':'), Some(("v" | "n" | "a", _)));
        let lexemes: Vec<&str> = line.fields[1..].iter().copied().filter(|f| is_lexeme(f)).collect();
        let marks: Vec<&str> = line.fields[1..].iter().copied().filter(|f| !is_lexeme(f)).collect();
        if lexemes.is_empty() {
            return Err(line.error("the entry names no word (v:..., n:..., a:... or copula)"));
        }
        let read = fields(line, &marks, act, self)?;
        for lexeme in lexemes {
            let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            let (lemma, fixed) = if lexeme == "copula" {
                self.copula.push(id);
                (self.lemma_id(Pos::Auxiliary, "copula", 0), Vec::new())
            } else {
                self.lexeme(line, lexeme)?
            };
            self.entries.push(Entry {
                act,
                lemma,
                fixed,
                slots: read.slots.clone(),
                constants: read.constants.clone(),
                negated: read.negated,
                absolute: read.absolute,
                future: read.future,
                single: read.single,
                modality: read.modality,
                place: line.place(),
            });
            if lexeme != "copula" {
                self.lemmas[lemma as usize].entries.push(id);
            }
        }
        Ok(())
    }

    /// Gives letters the shape of their place in the word.
    fn shape(&self, form: String) -> String {
        let two = |c: char| self.finals.iter().find(|(inside, end)| c == *inside || c == *end);
        if self.finals.is_empty() || !form.chars().any(|c| two(c).is_some()) {
            return form;
        }
        let mut out = String::with_capacity(form.len());
        let mut letters = form.chars().peekable();
        while let Some(c) = letters.next() {
            let mut ends = || letters.peek().is_none_or(|next| !next.is_alphabetic() && *next != '\'' && *next != '"');
            out.push(match two(c) {
                Some((inside, end)) => {
                    if ends() {
                        *end
                    } else {
                        *inside
                    }
                }
                None => c,
            });
        }
        out
    }

    /// Adds a lexeme with all its forms: `v:LEMMA[:PARADIGM][:TAG=FORM]...[+WORDS]`. Returns it with the words that must follow.
    fn lexeme(&mut self, line: &Line<'_>, written: &str) -> Result<(LemmaId, Vec<String>), Error> {
        let (main, fixed) = match written.split_once('+') {
            Some((main, fixed)) => (main, self.fold(&spaced(fixed)).split(' ').map(str::to_owned).collect()),
            None => (written, Vec::new()),
        };
        let mut parts = main.split(':');
        let pos = match parts.next() {
            Some("v") => Pos::Verb,
            Some("n") => Pos::Noun,
            Some("a") => Pos::Adjective,
            Some("d") => Pos::Adverb,
            _ => return Err(line.error(format!("`{written}`: a lexeme begins with v:, n:, a: or d:"))),
        };
        let word =
            parts.next().filter(|w| !w.is_empty()).ok_or_else(|| line.error(format!("`{written}` has no word")))?;
        let mut paradigm = self.defaults.get(&pos).cloned();
        let mut named = false;
        let mut given: Vec<(Features, String)> = Vec::new();
        let mut gender = crate::Gender::Any;
        for part in parts {
            if let Some((tag, form)) = part.split_once('=') {
                let features =
                    Features::parse(tag).ok_or_else(|| line.error(format!("`{tag}` is no list of features")))?;
                given.push((features, form.to_owned()));
            } else {
                paradigm = Some(part.to_owned());
                named = true;
            }
        }
        let mut key = spaced(word);
        let mut known = self.by_text.get(&(pos, key.as_str().into(), 0)).copied();
        // Two words that are written alike and inflect differently (כונן of פיעל and פועל) are two lemmas.
        if let (Some(id), true, Some(paradigm)) = (known, named, &paradigm)
            && self.lemma(id).paradigm != *paradigm
        {
            key = format!("{key}:{paradigm}");
            known = self.by_text.get(&(pos, key.as_str().into(), 0)).copied();
        }
        let lemma = self.lemma_id(pos, &key, 0);
        if let Some(paradigm) = &paradigm
            && known.is_none()
        {
            self.lemmas[lemma as usize].paradigm.clone_from(paradigm);
        }
        if known.is_some() && !named && given.is_empty() {
            return Ok((lemma, fixed)); // its forms are there already
        }
        let mut forms = Vec::new();
        if let Some(name) = paradigm {
            let paradigm = self
                .paradigms
                .get(&name)
                .ok_or_else(|| line.error(format!("`{name}` is no paradigm of paradigms.txt")))?;
            if paradigm.pos != pos {
                return Err(line.error(format!("the paradigm `{name}` is for another part of speech")));
            }
            // A lemma of several words inflects its first.
            let whole = spaced(word);
            let (first, rest) = whole.split_once(' ').map_or((whole.as_str(), None), |(a, b)| (a, Some(b)));
            forms = paradigm
                .inflect(first)
                .ok_or_else(|| line.error(format!("`{first}` fits no case of the paradigm `{name}`")))?;
            if let Some(rest) = rest {
                for (_, form) in &mut forms {
                    form.push(' ');
                    form.push_str(rest);
                }
            }
        } else {
            forms.push((Features::default(), spaced(word)));
        }
        if let Some((f, _)) = forms.first() {
            gender = f.gender;
        }
        forms.retain(|(f, _)| !given.iter().any(|(g, _)| g == f));
        forms.extend(given);
        self.lemmas[lemma as usize].gender = gender;
        for (features, form) in forms {
            let form = self.shape(form);
            self.add_form(&form, Analysis { lemma, features });
        }
        Ok((lemma, fixed))
    }
}
