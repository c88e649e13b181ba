//! Stages 1 to 3 for everybody: the predicates of a text with what is attached to them, of every sentence, whatever it is about.
//!
//! A reading leaves out the sentences that can hold no claim; whoever wants to know how well subjects and objects are attached
//! must see them all.

use claims::{Document, Span};
use language::Language;

use crate::{
    clauses::Edge,
    discourse::Discourse,
    evidence::words_span,
    explain::{Sentence, sentence},
    functions::Found,
    part::Text,
    pass::Pass,
    reader::Reader,
    segment::Segment,
    times::{Prefer, Reference},
};

/// A verb of the text with what is attached to it. Spans count code points of the document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    /// The verb itself; of a linking verb alone the last auxiliary.
    pub verb: Span,
    /// Auxiliaries, negators and modals included.
    pub group: Span,
    /// The lemma, where the lexicon knows the verb.
    pub lemma: Option<String>,
    /// Links its subject with a noun or adjective (is, הוא).
    pub copula: bool,
    /// How its clause hangs on another, in the words of `explain`.
    pub edge: &'static str,
    /// The subject; of a passive verb who or what undergoes.
    pub subject: Option<Argument>,
    /// The direct object.
    pub object: Option<Argument>,
    /// Of a verb that links (became a member), what the subject is said to be.
    pub predicative: Option<Argument>,
    /// What is attached by a preposition or case, in order.
    pub marked: Vec<Argument>,
    /// The words of its clause, those of clauses that hang on it left out, as stretches of the text.
    pub clause: Vec<Span>,
}

/// A phrase attached to a predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its preposition or case, where the text has a word for it.
    pub marker: Option<Span>,
    /// The word that governs the rest.
    pub head: Span,
    /// All of it.
    pub span: Span,
    /// Stands in another clause: the subject of an infinitive, the head of a relative clause.
    pub inherited: bool,
}

impl Reader<'_> {
    /// The predicates of a document's text in every sentence; quotations are read as sentences of their own. The title is left
    /// out, and a text in an unknown language has none.
    ///
    /// # Errors
    /// Only where a language folder cannot be compiled.
    pub fn structure(&self, document: &Document) -> Result<Vec<Predicate>, language::Error> {
        let mut out = Vec::new();
        self.segments(document, &mut |segment, text, language| predicates(segment, text, language, &mut out))?;
        out.sort_by_key(|p| p.verb.start);
        Ok(out)
    }

    /// What stages 1 to 3 made of every sentence of a document's text, as [`Reader::explain`] shows it for those that can hold
    /// a claim.
    ///
    /// # Errors
    /// Only where a language folder cannot be compiled.
    pub fn stages(&self, document: &Document) -> Result<Vec<Sentence>, language::Error> {
        let mut out = Vec::new();
        self.segments(document, &mut |segment, text, language| {
            out.push(sentence(segment, &[], &[], text, language));
        })?;
        Ok(out)
    }

    fn segments(
        &self,
        document: &Document,
        take: &mut dyn FnMut(&Segment, &Text<'_>, &Language),
    ) -> Result<(), language::Error> {
        let Some(language) = self.language(document)? else { return Ok(()) };
        let reference = Reference::of(document.published, Prefer::Past);
        let text = Text::new(&document.text, None, language, self.world());
        let material = text.material(language, reference);
        let pass = Pass {
            language,
            world: self.world(),
            reference,
            discourse: Discourse::default(),
            quotations: 0,
            times: Vec::new(),
            earlier: None,
            trace: None,
        };
        for period in text.periods() {
            let quoted = pass.quoted(&text, &period);
            take(&Segment::read(material, period.start, period.end, &quoted), &text, language);
            for range in quoted.iter().flat_map(|quote| text.inside(quote)) {
                take(&Segment::read(material, range.start, range.end, &[]), &text, language);
            }
        }
        Ok(())
    }
}

fn predicates(segment: &Segment, text: &Text<'_>, language: &Language, out: &mut Vec<Predicate>) {
    let pieces = &segment.pieces;
    let span = |start: usize, end: usize| words_span(segment, &text.shadow, start, end);
    let owner = owners(segment);
    let argument = |found: &Found| {
        let phrase = pieces.phrases.get(found.phrase)?;
        let marker = (phrase.marker != 0).then(|| marker_end(segment, phrase.start, phrase.head));
        Some(Argument {
            marker: marker.flatten().map(|end| span(phrase.start, end)),
            head: span(phrase.head, phrase.head + 1),
            span: span(phrase.start, phrase.end),
            inherited: found.far > 0,
        })
    };
    for (index, (clause, functions)) in segment.clauses.iter().zip(&segment.functions).enumerate() {
        let Some(verb) = clause.verb.and_then(|v| pieces.verbs.get(v)) else { continue };
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for word in (0..owner.len()).filter(|w| owner[*w] == Some(index)) {
            match stretches.last_mut() {
                Some(last) if last.1 == word => last.1 = word + 1,
                _ => stretches.push((word, word + 1)),
            }
        }
        // "did justice": an auxiliary that links nothing is a verb of its own.
        let code = segment.words.get(verb.head).and_then(|w| w.reading()).map_or(0, |r| r.code);
        let links = verb.copula && code != language.codes.do_
            || verb.lemma.is_some_and(|l| language.lexicon.lemma(l).classes.contains(&language.codes.linking));
        let object = functions.object.as_ref().and_then(argument);
        let (object, predicative) = if links { (None, object) } else { (object, None) };
        // "יש הסכם": what exists is the subject, whatever the frames call it.
        let mut subject = functions.subject.as_ref().and_then(argument);
        let mut object = object;
        let exists =
            verb.lemma.is_some_and(|l| language.lexicon.lemma(l).classes.contains(&language.codes.existential));
        if exists && subject.as_ref().is_none_or(|s| s.inherited) && object.is_some() {
            subject = object.take();
        }
        out.push(Predicate {
            verb: span(verb.head, verb.head + 1),
            group: span(verb.start, verb.end),
            lemma: verb.lemma.map(|l| language.lexicon.lemma(l).text.clone()),
            copula: verb.copula,
            edge: match clause.edge {
                Edge::Root => "root",
                Edge::Complement => "complement",
                Edge::Infinitive => "infinitive",
                Edge::Relative(_) => "relative",
                Edge::Adverbial(_) => "adverbial",
                Edge::Coordinate(_) => "coordinate",
                Edge::Participle => "participle",
            },
            subject,
            object,
            predicative,
            marked: functions.marked.iter().filter_map(|(_, found)| argument(found)).collect(),
            clause: stretches.into_iter().map(|(start, end)| span(start, end)).collect(),
        });
    }
}

/// Where the preposition of a phrase ends: at the first word that is none.
fn marker_end(segment: &Segment, start: usize, head: usize) -> Option<usize> {
    let preposition = |w: usize| segment.words.get(w).and_then(|w| w.pos()) == Some(language::Pos::Preposition);
    let end = (start..=head).find(|w| !preposition(*w)).unwrap_or(head + 1);
    (end > start).then_some(end)
}

/// The clause to which each word of a segment belongs. A word that opens a clause belongs to what it opens.
fn owners(segment: &Segment) -> Vec<Option<usize>> {
    let mut out = vec![None; segment.words.len()];
    let mut give = |range: std::ops::Range<usize>, clause: usize| {
        for slot in out.get_mut(range).unwrap_or_default() {
            *slot = Some(clause);
        }
    };
    for (index, clause) in segment.clauses.iter().enumerate() {
        for (phrase, _) in &clause.phrases {
            if let Some(phrase) = segment.pieces.phrases.get(*phrase) {
                give(phrase.start..phrase.end, index);
            }
        }
        for word in &clause.others {
            give(*word..word + 1, index);
        }
    }
    // A list may have swallowed a verb of its own clause; verbs come last and win.
    for (index, clause) in segment.clauses.iter().enumerate() {
        if let Some(verb) = clause.verb.and_then(|v| segment.pieces.verbs.get(v)) {
            give(verb.start..verb.end, index);
        }
    }
    let mut next = None;
    for (word, slot) in segment.words.iter().zip(out.iter_mut()).rev() {
        if slot.is_some() {
            next = *slot;
        } else if word.class == text::Class::Word {
            *slot = next;
        }
    }
    out
}
