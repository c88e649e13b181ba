//! The date of an act: the time told in its clause, or shared with another, or counted from what the text told before.

use claims::{Act, Modality, Period};

use crate::{
    acts::Found,
    clauses::Edge,
    output::Output,
    segment::{Material, Segment},
};

/// How many bytes on from a sentence a later one may count from what it told.
const STORY: usize = 500;

/// The clause above whose time is that of an act in the infinitive: "on Thursday became the first to recognise", "managed on
/// Monday to sign"; not "agreed on Monday to sign".
fn shared_time(found: &Found, segment: &Segment) -> Option<usize> {
    let clause = &segment.clauses[found.clause];
    // "Followed on Saturday and broke off ties": one subject, one day.
    if let (Edge::Coordinate(beside), true) = (clause.edge, clause.elided)
        && found.status.modality == Modality::Asserted
    {
        return Some(beside);
    }
    let parent = clause.parent.filter(|_| clause.edge == Edge::Infinitive)?;
    let operator = segment.pieces.verbs[segment.clauses[parent].verb?].operator;
    matches!(operator, None | Some(language::Operator::Transparent | language::Operator::Fail)).then_some(parent)
}

/// "BEIJING, May 11 (Xinhua) -- ": the day on which it was written, before a dash and any verb, is no day of an act.
fn in_dateline(time: usize, segment: &Segment, context: crate::context::Context<'_>) -> bool {
    const LONGEST: usize = 16;
    let hyphens = |w: usize| context.text(w) == "-" && context.text(w + 1) == "-";
    let dash = |w: &usize| matches!(context.text(*w), "--" | "–" | "—") || hyphens(*w);
    let Some(end) = (0..segment.words.len().min(LONGEST)).find(dash) else { return false };
    time < end && !segment.pieces.verbs.iter().any(|v| v.start < end)
}

/// "Following the 1998 war", "the neighbours' 2015 pact": a time between a determiner or an owner and a noun is that noun's.
fn attributive(start: usize, end: usize, context: crate::context::Context<'_>) -> bool {
    use language::Pos;
    let led = start.checked_sub(1).is_some_and(|w| {
        let definite = context.pos(w) == Some(Pos::Determiner) && context.code(w) == context.language.codes.definite;
        definite || context.pos(w) == Some(Pos::Possessive)
    });
    led && !context.language.settings.order.adjective_follows
        && matches!(context.pos(end), Some(Pos::Noun | Pos::Adjective))
        && context.name(end).is_none()
}

impl Output<'_> {
    /// When an act happened.
    pub(crate) fn time(&mut self, found: &Found, segment: &Segment, material: Material<'_>) -> Option<Period> {
        // The time nearest to the predicate within its own clause; of an announcement the time of announcing.
        let own = |clause: usize| {
            let others = &segment.clauses[clause].others;
            // "Met for the first time since 1992": what is over began then no more.
            let over = segment.clauses[clause].verb.is_some_and(|v| {
                let verb = &segment.pieces.verbs[v];
                verb.form == language::VerbForm::Past && !verb.perfect
            });
            // "The first time since 2018 that he visits": a visit does not last since then.
            let contact =
                found.assignment.act.kind() == claims::Kind::Contact && found.status.modality != Modality::Denied;
            others
                .iter()
                .filter_map(|w| segment.time_of.get(*w).copied().flatten())
                .filter(|t| !attributive(segment.times[*t].start, segment.times[*t].end, segment.context(material)))
                .filter(|t| !in_dateline(segment.times[*t].start, segment, segment.context(material)))
                .filter(|t| !((over || contact) && segment.times[*t].sense == crate::times::Sense::Since))
                .min_by_key(|t| segment.times[*t].start.abs_diff(found.predicate.0))
        };
        let plain = |t: usize| segment.times[t].event.is_none().then(|| segment.times[t].period(false));
        if found.status.announced
            && let Some(day) = found.status.said_by.first().and_then(|c| own(*c)).and_then(plain)
        {
            self.announced = Some(day);
        }
        // "Refused to join it last year": the infinitive that belongs to the act.
        let inner = || {
            let inside = |c: &&usize| segment.clauses[**c].end <= found.predicate.1;
            let children = (0..segment.clauses.len()).filter(|c| {
                segment.clauses[*c].parent == Some(found.clause) && segment.clauses[*c].edge == Edge::Infinitive
            });
            let children: Vec<usize> = children.collect();
            children.iter().find(inside).copied().and_then(own)
        };
        let here = own(found.clause).or_else(|| shared_time(found, segment).and_then(own)).or_else(inner);
        let expression = here.or_else(|| {
            // "Announced today that it recognises": by saying so.
            let by_saying = found.status.modality == Modality::Asserted
                && found.light.is_none()
                && segment.clauses[found.clause].verb.is_some_and(|v| {
                    segment.pieces.verbs[v].form == language::VerbForm::Present && !segment.pieces.verbs[v].perfect
                });
            let joining = found.assignment.act.definition().announced_as.is_some()
                && (found.status.progressive || found.status.modality == Modality::Planned);
            let merely = found.status.announced && (joining || by_saying);
            found.status.said_by.first().filter(|_| merely).and_then(|c| own(*c))
        })?;
        // "May have signed on Friday": if so, it is done.
        let done = segment.clauses[found.clause].verb.is_some_and(|v| {
            let verb = &segment.pieces.verbs[v];
            verb.perfect && verb.modal == Some(material.language.codes.possible)
        });
        // "Will quit on 1 January, it announced on Tuesday": the day of the act lies ahead, that of the announcement does not.
        let planned = matches!(found.status.modality, Modality::Planned | Modality::Possible | Modality::Urged)
            && (here.is_some() || !found.status.announced)
            && !done;
        let expression = &segment.times[expression];
        match &expression.event {
            Some(event) => {
                let told = match event.word {
                    Some(word) => self.told(word, segment, material)?,
                    // "Ratified it two years later": than what was told just before.
                    None => {
                        let here = segment.words.first()?.start;
                        let near = |at: usize| (at..at + STORY).contains(&here);
                        self.latest.filter(|(at, _)| near(*at))?.1
                    }
                };
                event.period(&told)
            }
            None => Some(expression.period(planned)),
        }
    }

    /// When what a noun takes up happened, as far as the text told it: the announcement, the signing.
    fn told(&self, word: usize, segment: &Segment, material: Material<'_>) -> Option<Period> {
        let lexicon = &material.language.lexicon;
        let lemmas = segment.words.get(word)?.readings.iter().filter(|r| r.pos == language::Pos::Noun);
        let lemmas: Vec<language::LemmaId> = lemmas.filter_map(|r| r.lemma).collect();
        if lemmas.iter().any(|l| lexicon.classes(*l).any(|c| c == crate::times::ANNOUNCEMENT)) {
            return self.announced;
        }
        let acts: Vec<Act> = lemmas
            .iter()
            .flat_map(|l| &lexicon.lemma(*l).entries)
            .filter_map(|e| lexicon.entries.get(*e as usize))
            .map(|e| e.act)
            .collect();
        // Bounded, so that a text of claims only stays linear.
        self.claims.iter().rev().take(64).find(|c| acts.contains(&c.act) && c.time.is_some()).and_then(|c| c.time)
    }
}
