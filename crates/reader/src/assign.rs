//! Stages 4 and 5: valence frames, and the assignment of phrases to their slots by score.
//!
//! For each entry of a predicate's lemma the phrases of its clause, and those it inherits, are candidates for its slots. Types
//! and closed markers are hard conditions, everything else is a whole-number weight. The best assignment counts if it fills
//! what the frame requires and beats the second by the margin.

use claims::{Act, EntityType, Modality, Role};
use language::{Code, Entry, Mark, Restriction, Slot};

use crate::{
    candidates::{Candidate, Embedded, Part},
    fillers::{Filler, Resolver},
    search::{Search, Stand, acts_there, fits, head_of_state, seated, typed, voters},
    topic::{body_of_office, each_other, from_the_topic, of_other_side},
};

/// An entry with its slots filled.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// The entry, as an index into the lexicon.
    pub entry: u32,
    /// The act.
    pub act: Act,
    /// Roles with their fillers.
    pub roles: Vec<(Role, Vec<Filler>)>,
    /// Values that the entry or an organ gives.
    pub values: Vec<(Role, String)>,
    /// Roles whose slot takes people as people, not for their state.
    pub kept: Vec<Role>,
    /// The entry holds for a denied verb and asserts the act.
    pub negated: bool,
    /// What the word of the entry itself says of the act.
    pub modality: Option<Modality>,
    /// Phrases used, for the evidence.
    pub used: Vec<usize>,
    /// A clause that fills a role.
    pub words: Option<(usize, usize)>,
    /// Embedded acts consumed.
    pub embedded: Vec<usize>,
    /// A passive that does not tell who acted on what the text knows.
    pub unagented: bool,
    /// A verb that is used absolutely, or with no more than the words of its entry.
    pub absolute: bool,
    /// The score.
    pub score: i32,
    /// By how much it beats the second.
    pub margin: i32,
}

/// Why an entry gave nothing; for `explain`.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// The entry's `file:line`.
    pub place: String,
    /// The act that it would have been.
    pub act: Act,
    /// What failed, in words.
    pub why: String,
}

/// A verb or act noun whose entries are tried.
#[derive(Clone, Copy)]
pub struct Predicate<'a> {
    /// Its entries, as indices into the lexicon.
    pub entries: &'a [u32],
    /// It is denied.
    pub negated: bool,
    /// Whether the words after it begin with an entry's fixed words.
    pub follows: &'a dyn Fn(&[String]) -> bool,
    /// Whether a candidate agrees with it in gender and number.
    pub agrees: &'a dyn Fn(usize) -> bool,
    /// The act stands under another ("parliament voted to leave"): an organ may be its subject, for the act above tells what
    /// an organ can do.
    pub inner: bool,
    /// An infinitive, whose subject stands in the clause above.
    pub controlled: bool,
    /// It governs an infinitive or a clause.
    pub complement: bool,
    /// It lies ahead.
    pub future: bool,
    /// Where it stands, as a word.
    pub at: usize,
    /// Its subject undergoes, and may not say who acts.
    pub passive: bool,
    /// Whether nothing stands after it and an entry's fixed words that could complete it: an object may have been left out.
    pub bare: &'a dyn Fn(&[String]) -> bool,
    /// An infinitive below it names no step towards an agreement ("was invited to visit").
    pub elsewhere: bool,
    /// The word after it.
    pub end: usize,
    /// Whether a word leads on from what ends there to what completes it: "interest in a project", "a bid to build".
    pub leads: &'a dyn Fn(usize) -> bool,
}

/// Fills the slots of every entry and returns the best assignment, with the reasons why others failed.
pub fn best(
    predicate: &Predicate<'_>,
    candidates: &[Candidate],
    embedded: &[Embedded],
    resolver: &Resolver<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<Assignment> {
    let Predicate { entries, negated, follows, agrees, inner, controlled, passive, complement, .. } = *predicate;
    let lexicon = &resolver.context.language.lexicon;
    let weights = &resolver.context.language.settings.weights;
    let fillers: Vec<Vec<Filler>> = candidates
        .iter()
        .map(|c| match c.embedded.and_then(|e| embedded.get(e)) {
            Some(inner) => inner.agreement.clone(),
            None => match c.part {
                Part::Whole => resolver.resolve_as(c.phrase, c.marks.contains(&Mark::Subject)),
                Part::Owner => resolver.pieces.phrases.get(c.phrase).map(|p| resolver.states_of(p)).unwrap_or_default(),
                Part::Possessor => resolver.possessor(c.phrase),
                Part::Text => resolver.text_of(c.phrase),
                Part::Described(word) => resolver.named(word).into_iter().collect(),
                Part::Before(word) => resolver.person_at(word).into_iter().collect(),
                Part::Words(start, end) => vec![resolver.words(start, end)],
            },
        })
        .collect();
    let mut found: Vec<Assignment> = Vec::new();
    for entry_id in entries {
        let Some(entry) = lexicon.entries.get(*entry_id as usize) else { continue };
        if !entry.fixed.is_empty() && !follows(&entry.fixed) || entry.negated && !negated {
            continue;
        }
        if entry.future && !predicate.future {
            continue;
        }
        if entry.absolute && (complement || !alone(candidates, resolver)) {
            continue;
        }
        let mut search = Search {
            entry,
            candidates,
            fillers: &fillers,
            embedded,
            agrees,
            inner,
            controlled,
            nominal: lexicon.lemma(entry.lemma).pos == language::Pos::Noun,
            resolver,
            best: None,
            second: i32::MIN,
            steps: 0,
        };
        search.slot(0, &mut Vec::new(), 0);
        match search.best {
            Some((score, chosen)) => {
                let second = search.second;
                let bonus = if entry.fixed.is_empty() { 0 } else { weights.restriction };
                let mut assignment = build(entry, *entry_id, &chosen, candidates, &fillers, embedded, resolver);
                let left_out = from_the_topic(&mut assignment, entry, candidates, predicate, resolver);
                assignment.score = score + bonus + left_out * weights.antecedent;
                assignment.unagented = passive && unagented(&assignment, entry, candidates, resolver);
                assignment.margin = if second == i32::MIN { score } else { score - second };
                // Of several who all take part it does not matter who was found first; nor where the text tells the rest.
                let all = assignment.roles.iter().any(|(r, f)| entry.act.many(*r) && f.len() > 1);
                let met = left_out > 0 && entry.act.many(Role::Participant);
                if all || met {
                    assignment.margin = assignment.margin.max(weights.margin);
                }
                found.push(assignment);
            }
            None if resolver.explains => rejected.push(Rejected {
                place: entry.place.clone(),
                act: entry.act,
                why: missing(entry, candidates, &fillers, resolver),
            }),
            None => {}
        }
    }
    found.iter_mut().for_each(|a| each_other(a, entries_of(lexicon, a), candidates, resolver));
    found.iter_mut().for_each(|a| of_other_side(a, resolver));
    found.iter_mut().for_each(|a| body_of_office(a, resolver));
    // No state joins, leaves or signs an armed group.
    found.retain(|a| {
        let of_type = |f: &Filler| {
            let item = f.entity.id.as_deref().and_then(|id| resolver.world.item(id));
            item.and_then(|i| i.attribute("type")).is_some_and(|t| matches!(t, "armed_group" | "party"))
        };
        !a.role(Role::Agreement).iter().any(of_type)
    });
    // Nobody joins or leaves itself.
    found.retain(|a| {
        let agreements = a.role(Role::Agreement);
        let itself = !inner
            && a.role(Role::Actor)
                .iter()
                .any(|f| f.entity.id.is_some() && agreements.iter().any(|g| g.entity.id == f.entity.id));
        if itself && resolver.explains {
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: "who acts is the agreement itself".to_owned() });
        }
        !itself
    });
    // Whoever closes the embassy of another in its own capital is no sender: nobody stands on both sides.
    found.retain(|a| {
        let sides = [Role::Actor, Role::Counterpart].map(|r| a.role(r));
        let [[actor], [counterpart]] = sides else { return true };
        let same = actor.entity.state_id().is_some() && actor.entity.state_id() == counterpart.entity.state_id();
        if same && resolver.explains {
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: "the same state stands on both sides".to_owned() });
        }
        !same
    });
    // The frame's own requirements.
    found.retain(|a| {
        let lacking =
            a.act.definition().required.iter().find(|group| !group.iter().any(|r| a.fills(*r) || a.leaves_open(*r)));
        if let Some(group) = lacking.filter(|_| resolver.explains) {
            let names: Vec<&str> = group.iter().map(|r| r.code()).collect();
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: format!("nothing fills {}", names.join(" or ")) });
        }
        // Nobody meets alone.
        let alone = lacking.is_none() && a.act.definition().required == [[Role::Participant]] && {
            let others = a.roles.iter().any(|(r, f)| *r != Role::Participant && !f.is_empty());
            !others && a.role(Role::Participant).len() < 2
        };
        // No one cuts ties alone.
        let groups = a.act.definition().required;
        let one_sided = groups.iter().all(|g| g.contains(&Role::Party))
            && !groups.is_empty()
            && !a.fills(Role::Counterpart)
            && a.role(Role::Party).len() == 1
            && a.role(Role::Party).iter().all(|f| f.entity.id.is_some() && f.entity.kind == EntityType::State);
        let alone = alone || lacking.is_none() && one_sided;
        if alone && resolver.explains {
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: "only one participant is told".to_owned() });
        }
        lacking.is_none() && !alone
    });
    // Who acts is left open only where nothing tells it.
    for a in &mut found {
        let open = a.act.definition().left_open.iter().filter(|r| !a.fills(**r)).count();
        a.score -= weights.mark * i32::try_from(open).unwrap_or(0);
    }
    found.sort_by_key(|a| std::cmp::Reverse(a.score));
    let mut found = found.into_iter();
    let mut best = found.next()?;
    if let Some(second) = found.next()
        && second.act != best.act
    {
        best.margin = best.margin.min(best.score - second.score);
    }
    if best.margin < weights.margin && best.score < 2 * weights.mark {
        let refused = || Rejected {
            place: lexicon.entries.get(best.entry as usize).map_or(String::new(), |e| e.place.clone()),
            act: best.act,
            why: format!("its margin of {} is below {}", best.margin, weights.margin),
        };
        rejected.extend(resolver.explains.then(refused));
        return None;
    }
    Some(best)
}

/// Whether nothing but a subject and circumstances stands with a verb: "India abstained in the vote".
fn alone(candidates: &[Candidate], resolver: &Resolver<'_>) -> bool {
    let codes = &resolver.context.language.codes;
    let free = [codes.in_, codes.at, codes.during, codes.after, codes.since];
    let circumstance = |m: &Mark| matches!(m, Mark::Subject) || matches!(m, Mark::Marker(code) if free.contains(code));
    candidates
        .iter()
        .filter(|c| c.part == Part::Whole)
        .all(|c| c.embedded.is_none() && c.marks.iter().all(circumstance))
}

/// Whether a passive leaves open who acted: nothing stands where an agent would ("was signed by the two companies"), and what
/// it was done to is something that the text knows: a state, an agreement, or a text where it speaks of two states.
fn unagented(assignment: &Assignment, entry: &Entry, candidates: &[Candidate], resolver: &Resolver<'_>) -> bool {
    let open = |s: &&Slot| s.role.is_some_and(|r| assignment.act.definition().left_open.contains(&r));
    let agent = entry.slots.iter().filter(open).any(|slot| {
        candidates.iter().any(|c| {
            c.part == Part::Whole
                && !assignment.used.contains(&c.phrase)
                && slot.marks.iter().any(|m| c.marks.contains(m))
        })
    });
    let known = |f: &Filler| {
        let named = f.entity.id.as_deref().is_some_and(|id| resolver.world.item(id).is_some());
        f.antecedent || named || resolver.discourse.two_states().is_some() || resolver.discourse.topic().is_some()
    };
    let counterpart = |f: &Filler| f.entity.state_id().is_some();
    !agent
        && (assignment.role(Role::Agreement).iter().any(known)
            || assignment.role(Role::Counterpart).iter().any(counterpart))
}

fn entries_of<'a>(lexicon: &'a language::Lexicon, assignment: &Assignment) -> Option<&'a Entry> {
    lexicon.entries.get(assignment.entry as usize)
}

impl Assignment {
    /// Whether a role has a filler or value.
    pub fn fills(&self, role: Role) -> bool {
        self.roles.iter().any(|(r, f)| *r == role && !f.is_empty()) || self.values.iter().any(|(r, _)| *r == role)
    }

    /// Whether it leaves open who acts ("the treaty was signed in Prague") or what is acted on ("India abstained").
    pub fn leaves_open(&self, role: Role) -> bool {
        let named = || self.role(Role::Actor).iter().all(|f| f.entity.id.is_some());
        let free = if role == Role::Actor { self.unagented } else { self.absolute && named() };
        free && self.act.definition().left_open.contains(&role)
    }

    /// The fillers of a role.
    pub fn role(&self, role: Role) -> &[Filler] {
        self.roles.iter().find(|(r, _)| *r == role).map_or(&[], |(_, f)| f.as_slice())
    }
}

fn build(
    entry: &Entry,
    entry_id: u32,
    chosen: &[Option<usize>],
    candidates: &[Candidate],
    fillers: &[Vec<Filler>],
    embedded: &[Embedded],
    resolver: &Resolver<'_>,
) -> Assignment {
    let mut out = Assignment {
        entry: entry_id,
        act: entry.act,
        roles: Vec::new(),
        values: entry.constants.clone(),
        kept: Vec::new(),
        negated: entry.negated,
        modality: entry.modality,
        used: Vec::new(),
        words: None,
        embedded: Vec::new(),
        unagented: false,
        absolute: entry.absolute || !entry.fixed.is_empty(),
        score: 0,
        margin: 0,
    };
    for (slot, choice) in entry.slots.iter().zip(chosen) {
        let Some(c) = *choice else { continue };
        let candidate = &candidates[c];
        match candidate.part {
            Part::Words(start, end) => out.words = Some((start, end)),
            _ if candidate.embedded.is_none() => out.used.push(candidate.phrase),
            _ => {}
        }
        if let Some(e) = candidate.embedded {
            out.embedded.push(e);
            if let Some(inner) = embedded.get(e) {
                if let Some(measure) = inner.act.definition().as_measure
                    && entry.act.takes(Role::Measure)
                {
                    out.values.push((Role::Measure, measure.to_owned()));
                }
                out.used.extend(inner.phrase);
            }
        }
        let Some(role) = slot.role else {
            // "recalled its ambassador, Stéphane Romatet,"
            let named = resolver.pieces.phrases.get(candidate.phrase).and_then(|p| resolver.person(p));
            let free = entry.act.takes(Role::Person) && !out.roles.iter().any(|(r, _)| *r == Role::Person);
            out.roles.extend(named.filter(|_| free && candidate.embedded.is_none()).map(|f| (Role::Person, vec![f])));
            continue;
        };
        if role == Role::Organ {
            let head = resolver.pieces.phrases[candidate.phrase].head;
            let organ = resolver.context.classes(head).find_map(|c| c.strip_prefix("organ."));
            // The organ of a state is a value, that of an organization the organization itself.
            match organ {
                Some(organ) => out.values.push((Role::Organ, organ.to_owned())),
                None => out.roles.push((Role::Organ, fillers[c].clone())),
            }
            continue;
        }
        let types: &[EntityType] = slot
            .restrictions
            .iter()
            .find_map(|r| match r {
                Restriction::Types(types) => Some(types.as_slice()),
                _ => None,
            })
            .unwrap_or(role.types());
        if types.contains(&EntityType::Person) {
            out.kept.push(role);
        }
        let taken: Vec<Filler> = fillers[c]
            .iter()
            .filter(|f| {
                typed(f, types) || seated(f, role) || acts_there(f, slot, candidate) || candidate.embedded.is_some()
            })
            .cloned()
            .collect();
        if slot.restrictions.iter().any(|r| matches!(r, Restriction::Organ(_)))
            && let Some(organ) = fillers[c]
                .iter()
                .find_map(|f| f.organ.as_deref().or_else(|| head_of_state(f, resolver)))
                .or_else(|| voters(candidate.phrase, resolver))
                .map(str::to_owned)
        {
            out.values.push((Role::Organ, organ));
        }
        match out.roles.iter_mut().find(|(r, _)| *r == role) {
            Some((_, known)) => known.extend(taken),
            None => out.roles.push((role, taken)),
        }
    }
    // A role with several fillers also takes what stands under its other marks: "Israel and Kazakhstan" and "with ...".
    for slot in &entry.slots {
        let Some(role) = slot.role.filter(|r| entry.act.many(*r)) else { continue };
        for (c, candidate) in candidates.iter().enumerate() {
            let free = !chosen.contains(&Some(c)) && candidate.embedded.is_none();
            if free && fits(slot, candidate, &fillers[c], embedded, resolver, Stand::default()).is_some() {
                // Unnamed ones add nothing to those that are named.
                let taken: Vec<Filler> = fillers[c]
                    .iter()
                    .filter(|f| {
                        let office = f.entity.kind == EntityType::Office;
                        let named = f.entity.id.is_some() || f.entity.state.is_some() && !f.anonymous;
                        typed(f, role.types()) && (named || office)
                    })
                    .cloned()
                    .collect();
                if taken.is_empty() {
                    continue;
                }
                out.used.push(candidate.phrase);
                match out.roles.iter_mut().find(|(r, _)| *r == role) {
                    Some((_, known)) => {
                        for filler in taken {
                            if !known.iter().any(|k| k.entity.key() == filler.entity.key()) {
                                known.push(filler);
                            }
                        }
                    }
                    None => out.roles.push((role, taken)),
                }
            }
        }
        // "the meeting with Trump, the first between the two leaders": whoever leads is named.
        if let Some((_, known)) = out.roles.iter_mut().find(|(r, _)| *r == role) {
            let leads = |f: &Filler| f.entity.id.as_deref().is_some_and(|id| id.starts_with("leader@"));
            let named: Vec<Option<String>> =
                known.iter().filter(|f| !leads(f)).map(|f| f.entity.state_id().map(str::to_owned)).collect();
            known.retain(|f| !leads(f) || !named.iter().any(|s| s.as_deref() == f.entity.state_id()));
        }
    }
    out
}

/// The first slot of an entry that no candidate can fill, in words.
fn missing(entry: &Entry, candidates: &[Candidate], fillers: &[Vec<Filler>], resolver: &Resolver<'_>) -> String {
    for slot in entry.slots.iter().filter(|s| s.required) {
        let any =
            candidates.iter().zip(fillers).any(|(c, f)| fits(slot, c, f, &[], resolver, Stand::default()).is_some());
        if !any {
            let role = slot.role.map_or("the word that it needs".to_owned(), |r| r.code().to_owned());
            return format!("nothing can be {role}");
        }
    }
    "its slots compete for the same phrase".to_owned()
}

/// The markers of an entry, for `explain`.
pub fn marks_in_words(slot: &Slot, name: impl Fn(Code) -> String) -> String {
    let words: Vec<String> = slot
        .marks
        .iter()
        .map(|m| match m {
            Mark::Subject => "subject".to_owned(),
            Mark::Object => "object".to_owned(),
            Mark::Act => "an act".to_owned(),
            Mark::Marker(code) => name(*code),
        })
        .collect();
    words.join(" or ")
}
