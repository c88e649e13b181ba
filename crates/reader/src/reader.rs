//! The door of the crate.

use claims::{Document, Entity, EntityType, Mention, Note, Part, PublisherClass, Reading, Time};
use language::{Language, Languages, Settings};
use text::Script;
use world::{Kind, World};

use crate::{
    discourse::Discourse,
    explain::Explanation,
    fingerprint::fingerprint,
    output::Output,
    part::{self, Text},
    pass::{Pass, Trace},
    segment::Material,
    times::{Prefer, Reference, Stretch, expressions},
    words::words,
};

/// What the caller wants of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Which way a bare weekday, or day and month, looks.
    pub prefer: Prefer,
    /// Keep claims of kind `stance` and `measure` too.
    pub stance: bool,
    /// Leave out claims whose margin is smaller.
    pub min_margin: i32,
}

impl Default for Options {
    fn default() -> Options {
        Options { prefer: Prefer::Past, stance: false, min_margin: i32::MIN }
    }
}

/// Reads documents with a set of languages and a world.
#[derive(Debug)]
pub struct Reader<'a> {
    languages: &'a Languages,
    world: &'a World,
    version: String,
}

impl<'a> Reader<'a> {
    /// A reader. Costs nothing: languages are compiled when a document needs them.
    pub fn new(languages: &'a Languages, world: &'a World) -> Reader<'a> {
        let version =
            claims::identity::hash("reader", &[env!("CARGO_PKG_VERSION"), languages.version(), &world.version()]);
        Reader { languages, world, version }
    }

    /// Hash of reader, languages and world: readings of one version can be compared.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(crate) fn world(&self) -> &'a World {
        self.world
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Only where a language folder cannot be compiled: the first line that is wrong. No text is an error.
    pub fn read(&self, document: &Document, options: &Options) -> Result<Reading, language::Error> {
        Ok(self.run(document, options, false)?.0)
    }

    /// Reads a document and tells for every sentence what each stage made of it.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn explain(&self, document: &Document, options: &Options) -> Result<Explanation, language::Error> {
        let (reading, explanation) = self.run(document, options, true)?;
        Ok(explanation.unwrap_or_else(|| Explanation {
            reading: reading.clone(),
            language: None,
            sentences: Vec::new(),
            read: 0,
            passed_over: 0,
        }))
    }

    fn run(
        &self,
        document: &Document,
        options: &Options,
        explain: bool,
    ) -> Result<(Reading, Option<Explanation>), language::Error> {
        let id = document.id();
        let mut reading = Reading { document: id.clone(), version: self.version.clone(), ..Reading::default() };
        let Some(language) = self.language(document)? else {
            reading.notes.push(Note::LanguageUnknown);
            let plain = text::tokens(&text::fold(&document.text), &text::TokenRules::default());
            reading.fingerprint = fingerprint(&text::fold(&document.text), &plain);
            return Ok((reading, None));
        };
        reading.language = Some(language.tag.clone());
        let reference = Reference::of(document.published, options.prefer);
        if reference.day.is_none() {
            reading.notes.push(Note::NoDate);
        }
        if !language.has_frames {
            reading.notes.push(Note::LanguageWithoutFrames);
        }
        let title = document
            .title
            .as_deref()
            .filter(|t| !t.trim().is_empty())
            .map(|t| Text::new(t, Some(Part::Title), language, self.world));
        let text = Text::new(&document.text, None, language, self.world);
        reading.fingerprint = fingerprint(text.shadow.text(), &text.tokens);
        let mut output = Output::new(id.clone(), id.clone(), self.world, &language.tag, document.published);
        let mut pass = Pass {
            language,
            world: self.world,
            reference,
            discourse: Discourse::at_home(self.home(document, language)),
            quotations: 0,
            times: Vec::new(),
            earlier: None,
            trace: explain.then(Trace::default),
        };
        let mut sentences = Vec::new();
        for part in title.iter().chain([&text]) {
            self.mentions(part, &id, language, &mut reading);
            if language.has_frames {
                pass.read(part, &mut output);
                if let Some(trace) = &mut pass.trace {
                    for (segment, found, rejected) in trace.segments.drain(..) {
                        sentences.push(crate::explain::sentence(&segment, &found, &rejected, part, language));
                    }
                }
            }
            let read = std::mem::take(&mut pass.times);
            times(part, &id, part.material(language, reference), read, &mut reading);
        }
        reading.claims = output.claims;
        reading.quotations = output.quotations;
        let wanted = |c: &claims::Claim| {
            (options.stance || !matches!(c.kind, claims::Kind::Stance | claims::Kind::Measure))
                && c.margin.is_none_or(|m| m >= options.min_margin)
        };
        reading.claims.retain(wanted);
        let explanation = pass.trace.map(|t| Explanation {
            reading: reading.clone(),
            language: Some(language.tag.clone()),
            sentences,
            read: t.read,
            passed_over: t.passed_over,
        });
        Ok((reading, explanation))
    }

    /// The document's own tag, or the language whose script and words fit best.
    pub(crate) fn language(&self, document: &Document) -> Result<Option<&'a Language>, language::Error> {
        if let Some(tag) = &document.language {
            return self.compiled(tag);
        }
        let mut end = document.text.len().min(4000);
        while !document.text.is_char_boundary(end) {
            end -= 1;
        }
        let sample = &document.text[..end];
        let Some(script) = text::scripts(sample).dominant() else { return Ok(None) };
        let mut fitting = Vec::new();
        for tag in self.languages.tags() {
            if let Some(settings) = self.languages.settings(tag)?
                && script_named(&settings.script) == Some(script)
            {
                fitting.push((tag, settings));
            }
        }
        // A script that only one folder uses is enough, unless the folder says by which words it is known.
        let words: Vec<String> = sample.split_whitespace().map(str::to_lowercase).collect();
        let share = |s: &Settings| words.iter().filter(|w| s.typical_words.contains(w)).count();
        let Some((tag, settings)) = fitting.into_iter().max_by_key(|(_, s)| share(s)) else { return Ok(None) };
        // Some of these words stand in other languages too, but not so often.
        if !settings.typical_words.is_empty() && share(settings) * 12 < words.len() && words.len() >= 8 {
            return Ok(None);
        }
        self.compiled(tag)
    }

    /// A language, compiled. Its names are made beside it: a command that reads one sentence spends its time on these two.
    fn compiled(&self, tag: &str) -> Result<Option<&'a Language>, language::Error> {
        let Some(folder) = self.languages.uncompiled(tag) else { return self.languages.get(tag) };
        std::thread::scope(|scope| {
            // Without a second thread they are made when the first text asks for them.
            let names = std::thread::Builder::new().spawn_scoped(scope, || _ = self.world.matcher(&folder));
            drop(names);
            self.languages.get(tag)
        })
    }

    /// The state of the publisher, where the language's press is that of one state; where none is known, that state. With it,
    /// whether the publisher is known.
    fn home(&self, document: &Document, language: &Language) -> Option<(Entity, bool)> {
        let own = language.settings.home_state.as_deref()?;
        let told = [&document.publisher, &document.url].into_iter().flatten();
        let publisher = told.filter_map(|t| self.world.publisher(t)).next();
        let state = match &publisher {
            // An agency is at home nowhere.
            Some(publisher) if publisher.class == PublisherClass::Wire => None,
            Some(publisher) => publisher.state,
            None => Some(own),
        }?;
        let item = self.world.item(state)?;
        Some((Entity::named(&*item.id, self.world.name(item, &language.tag), item.kind), publisher.is_some()))
    }

    fn mentions(&self, part: &Text<'_>, document: &str, language: &Language, reading: &mut Reading) {
        let mut at = 0;
        for name in &part.names {
            let item = self.world.item_at(name.item);
            if matches!(name.table, Kind::Channels) {
                continue;
            }
            // Names come in order, so the point moves on.
            let span = part.shadow.span(name.start..name.end);
            at = at.max(name.end);
            reading.mentions.push(Mention {
                document: document.to_owned(),
                start: span.start,
                end: span.end,
                text: part.original.get(part.shadow.original(name.start..name.end)).unwrap_or_default().to_owned(),
                kind: if name.kind == EntityType::Value { EntityType::Other } else { name.kind },
                id: Some(item.id.to_string()),
                name: self.world.name(item, &language.tag).to_owned(),
                within: part.within,
            });
        }
    }
}

/// The layer of times: every sentence with a word that can make a date. Those in `read` have been searched.
fn times(part: &Text<'_>, document: &str, material: Material<'_>, read: Vec<Stretch>, reading: &mut Reading) {
    let mut read = read.into_iter().peekable();
    for sentence in part.sentences.iter().flat_map(|s| part::cut(s.clone())) {
        if !part.gate.within(sentence.clone()).time {
            continue;
        }
        while read.next_if(|known| known.tokens.start < sentence.start).is_some() {}
        let stretch = read.next_if(|known| known.tokens == sentence).unwrap_or_else(|| {
            let first = part.tokens.get(sentence.start).map_or(0, |t| t.start as usize);
            let from = part.names.partition_point(|n| n.end <= first);
            let found = words(material, sentence.clone(), &part.names[from..]);
            Stretch::new(sentence, &found, &expressions(&found, material))
        });
        for (bytes, time) in stretch.times {
            let (_, from, to) = time.told();
            let span = part.shadow.span(bytes.clone());
            reading.times.push(Time {
                document: document.to_owned(),
                start: span.start,
                end: span.end,
                text: part.original.get(part.shadow.original(bytes)).unwrap_or_default().to_owned(),
                from,
                to,
                precision: time.precision,
                within: part.within,
            });
        }
    }
}

fn script_named(name: &str) -> Option<Script> {
    Script::ALL.iter().copied().find(|s| format!("{s:?}") == name)
}
