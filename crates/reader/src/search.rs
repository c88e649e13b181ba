//! The search for the best candidates of an entry's slots, and what a candidate must be to stand in one.

use claims::{EntityType, Role};
use language::{Entry, Mark, Restriction, Slot};

use crate::{
    candidates::{Candidate, Embedded, Part},
    fillers::{Filler, Resolver},
};

pub(crate) struct Search<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) candidates: &'a [Candidate],
    pub(crate) fillers: &'a [Vec<Filler>],
    pub(crate) embedded: &'a [Embedded],
    pub(crate) agrees: &'a dyn Fn(usize) -> bool,
    pub(crate) inner: bool,
    pub(crate) controlled: bool,
    /// The predicate is a noun.
    pub(crate) nominal: bool,
    pub(crate) resolver: &'a Resolver<'a>,
    pub(crate) best: Option<(i32, Vec<Option<usize>>)>,
    pub(crate) second: i32,
    pub(crate) steps: usize,
}

impl Search<'_> {
    /// Tries every candidate for slot `i`, then the slot left empty.
    pub(crate) fn slot(&mut self, i: usize, chosen: &mut Vec<Option<usize>>, score: i32) {
        self.steps += 1;
        if self.steps > 4000 {
            return; // a clause of hundreds of phrases; the best so far counts
        }
        let Some(slot) = self.entry.slots.get(i) else {
            match &self.best {
                Some((best, _)) if *best >= score => self.second = self.second.max(score),
                Some((best, _)) => {
                    self.second = self.second.max(*best);
                    self.best = Some((score, chosen.clone()));
                }
                None => self.best = Some((score, chosen.clone())),
            }
            return;
        };
        for c in 0..self.candidates.len() {
            if chosen.contains(&Some(c)) && !self.whose_house(slot, c, chosen) {
                continue; // the state that a phrase belongs to is a candidate apart from the phrase
            }
            let stand = Stand {
                agrees: (self.agrees)(c),
                inner: self.inner,
                stands: self.inner || self.controlled && self.candidates[c].far > 0,
            };
            if let Some(points) = fits(slot, &self.candidates[c], &self.fillers[c], self.embedded, self.resolver, stand)
            {
                // "leaving Syria the only UN member": what describes the object is no object itself.
                let described = matches!(self.candidates[c].part, Part::Described(_));
                let word = self.entry.slots.iter().any(|s| s.role.is_none());
                let led = self.resolver.pieces.phrases.get(self.candidates[c].phrase).is_some_and(|p| match p.marker {
                    0 => word,
                    marker => slot.marks.contains(&Mark::Marker(marker)),
                });
                if described && !self.nominal && !led {
                    continue;
                }
                chosen.push(Some(c));
                self.slot(i + 1, chosen, score + points);
                chosen.pop();
            }
        }
        if !slot.required {
            chosen.push(None);
            self.slot(i + 1, chosen, score);
            chosen.pop();
        }
    }
}

impl Search<'_> {
    /// "Was summoned to the Polish ministry": a body that the verb needs as a word may be of the state that acts.
    fn whose_house(&self, slot: &Slot, candidate: usize, chosen: &[Option<usize>]) -> bool {
        let states = |r: &Restriction| matches!(r, Restriction::Types(types) if *types == [EntityType::State]);
        slot.role.is_none()
            && self.entry.slots.iter().zip(chosen).filter(|(_, c)| **c == Some(candidate)).all(|(acting, _)| {
                acting.role == Some(Role::Actor) && acting.marks == slot.marks && acting.restrictions.iter().any(states)
            })
    }
}

/// How a candidate stands to its predicate.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stand {
    /// It agrees with it in gender and number.
    pub(crate) agrees: bool,
    /// The predicate stands under another.
    pub(crate) inner: bool,
    /// A person or office may stand for the state even where the slot asks for the state itself.
    pub(crate) stands: bool,
}

/// The points of a candidate in a slot; `None` where it cannot stand there.
pub(crate) fn fits(
    slot: &Slot,
    candidate: &Candidate,
    fillers: &[Filler],
    embedded: &[Embedded],
    resolver: &Resolver<'_>,
    stand: Stand,
) -> Option<i32> {
    let Stand { agrees, inner, stands } = stand;
    let weights = &resolver.context.language.settings.weights;
    let place = match candidate.part {
        // "NATO membership", "the ICC withdrawal": in front of its noun a name needs no preposition.
        Part::Described(_) => {
            let joined = matches!(slot.role, Some(Role::Agreement | Role::Forum));
            slot.marks.iter().position(|m| joined && matches!(m, Mark::Marker(_)))?
        }
        _ => slot.marks.iter().position(|m| candidate.marks.contains(m))?,
    };
    let mut points = weights.mark - i32::try_from(place).unwrap_or(0);
    let clause = matches!(candidate.part, Part::Words(..));
    if clause {
        points -= weights.margin; // what the clause is about says more
    }
    if (candidate.embedded.is_some() || clause) != (slot.marks.get(place) == Some(&Mark::Act))
        || clause && slot.role != Some(Role::Topic)
    {
        return None;
    }
    let head = resolver.pieces.phrases.get(candidate.phrase).map(|p| p.head);
    for restriction in &slot.restrictions {
        match restriction {
            Restriction::Class(class) => {
                let pronoun = candidate.part == Part::Whole
                    && candidate.embedded.is_none()
                    && resolver.pieces.phrases.get(candidate.phrase).is_some_and(|p| p.pronoun.is_some());
                let taken_up = || pronoun && resolver.takes_up(candidate.phrase, *class);
                // "summoned Russian ambassador Andrei Kelin": the title tells what he is.
                let titled = || {
                    let phrase = resolver.pieces.phrases.get(candidate.phrase);
                    phrase.is_some_and(|p| {
                        (p.start..p.head).any(|w| {
                            resolver.context.name(w).is_some_and(|n| n.kind == EntityType::Office)
                                && resolver.context.in_class(w, *class)
                        })
                    })
                };
                // "All of its ambassadors" are ambassadors.
                let part =
                    head.filter(|h| resolver.context.pos(*h) == Some(language::Pos::Quantifier)).and_then(|_| {
                        let genitive = resolver.pieces.phrases.get(candidate.phrase)?.genitives.first()?;
                        Some(resolver.pieces.phrases.get(*genitive)?.head)
                    });
                // "Parliament passed the law": the one spoken of, not "the law on pensions".
                let bare = || {
                    let phrase = resolver.pieces.phrases.get(candidate.phrase);
                    phrase.is_some_and(|p| {
                        p.definite && p.genitives.is_empty() && p.adjectives.is_empty() && p.end == p.head + 1
                    })
                };
                let own = if *class == resolver.context.language.codes.taken_up {
                    bare()
                } else {
                    head.into_iter().chain(part).any(|h| resolver.context.in_class(h, *class))
                };
                if !own && !taken_up() && !titled() || other_tie(candidate.phrase, *class, resolver) {
                    return None;
                }
                points += weights.restriction;
            }
            Restriction::Organ(wanted) => {
                let voters = voters(candidate.phrase, resolver);
                let organ = |f: &Filler| {
                    f.organ.as_deref().or_else(|| head_of_state(f, resolver)).or(voters).map(str::to_owned)
                };
                if !fillers.iter().any(|f| organ(f).is_some_and(|o| wanted.as_deref().is_none_or(|w| w == o))) {
                    return None;
                }
                points += weights.restriction;
            }
            Restriction::Exact(types) => {
                // "The president declined to join": under another verb whoever stands for the state may be meant.
                // So may whoever is asked to: "urged him to join".
                // "recognised Jerusalem as the capital": a city that is acted on is a city.
                let city = candidate.marks.contains(&Mark::Object)
                    && head.and_then(|h| resolver.context.name(h)).is_some_and(|n| n.kind == EntityType::Place);
                let exact = |f: &Filler| types.contains(&f.entity.kind) && !city || stands && typed(f, types);
                if !fillers.iter().any(|f| exact(f) && (f.organ.is_none() || inner)) {
                    return None;
                }
                points += weights.restriction / 2;
            }
            Restriction::Types(types) => {
                let seat = |f: &Filler| slot.role.is_some_and(|r| seated(f, r)) || acts_there(f, slot, candidate);
                if !fillers.iter().any(|f| typed(f, types) || seat(f)) {
                    return None;
                }
                points += weights.restriction / 2;
            }
        }
    }
    // "rejected the move", "took up the question": what a matter is about is the object of words, not of acts on an agreement.
    let matter = resolver.context.language.codes.matter;
    if slot.role == Some(Role::Agreement)
        && head.is_some_and(|h| resolver.context.in_class(h, matter))
        && candidate.embedded.is_none()
    {
        return None;
    }
    // "barred from the ASEAN summit": a gathering is neither joined nor left as its body is.
    let gathering = resolver.context.language.codes.gathering;
    if slot.role == Some(Role::Agreement)
        && matches!(candidate.part, Part::Whole | Part::Described(_))
        && head.is_some_and(|h| {
            resolver.context.name(h).is_none()
                && resolver.context.in_class(h, gathering)
                && !resolver.context.in_class(h, resolver.context.language.codes.group)
        })
        && fillers.iter().all(|f| f.entity.kind == EntityType::Organization)
    {
        return None;
    }
    // "a tour of Africa" has no host.
    let nowhere = |f: &Filler| f.entity.id.is_none() && f.entity.state.is_none();
    if slot.role == Some(Role::Host) && !fillers.is_empty() && fillers.iter().all(nowhere) {
        return None;
    }
    let wants_organ = slot.restrictions.iter().any(|r| matches!(r, Restriction::Organ(_)));
    if let Some(role) = slot.role {
        let organ_role = role == Role::Organ;
        let party = matches!(
            role,
            Role::Agreement | Role::Party | Role::Participant | Role::Counterpart | Role::Host | Role::Candidate
        );
        if party && !fillers.is_empty() && fillers.iter().all(|f| resolver.publishes(&f.entity)) {
            return None;
        }
        if !organ_role
            && candidate.embedded.is_none()
            && !fillers.iter().any(|f| {
                (typed(f, role.types()) || seated(f, role) || acts_there(f, slot, candidate))
                    && !(f.entity.kind == EntityType::Organization
                        && f.entity.id.is_none()
                        && matches!(role, Role::Agreement | Role::Actor | Role::Party | Role::Candidate))
                    // "met the farmers' representatives": who is neither named nor of a state takes part in nothing.
                    && !(role == Role::Participant && f.anonymous && f.entity.state_id().is_none())
                    && !(role == Role::Agreement && is_organ(&f.entity, resolver))
                    && (f.organ.is_none() || wants_organ || inner || f.organ.as_deref() == Some("cabinet"))
            })
        {
            return None;
        }
        if candidate.embedded.is_some() && fillers.is_empty() {
            let inner = candidate.embedded.and_then(|e| embedded.get(e))?;
            inner.act.definition().as_measure?;
        }
    }
    // "did not refer to it": rather to the matter of the text than to somebody in it.
    points += i32::from(candidate.part == Part::Text && slot.role == Some(Role::Topic));
    if candidate.marks.contains(&Mark::Subject) && agrees {
        points += weights.agreement;
    }
    points += weights.inherited * i32::from(candidate.far.min(2));
    if fillers.iter().any(|f| f.antecedent) {
        points += weights.antecedent;
    }
    Some(points)
}

/// Whether a filler can stand for one of these types: a person or office with a state stands for the state.
pub(crate) fn typed(filler: &Filler, types: &[EntityType]) -> bool {
    let kind = filler.entity.kind;
    types.contains(&kind)
        || types.contains(&EntityType::State)
            && matches!(kind, EntityType::Person | EntityType::Office)
            && filler.entity.state.is_some()
            && !filler.anonymous
        || types.contains(&EntityType::Person) && kind == EntityType::Office
        // "officials from Armenia and Turkey": some of each
        || types.contains(&EntityType::Person)
            && kind == EntityType::State
            && (filler.anonymous || filler.organ.as_deref() == Some("cabinet"))
        || types.contains(&EntityType::Value) && kind == EntityType::Other
}

/// The president and the king are an organ of their state where they approve what was agreed.
pub(crate) fn head_of_state(filler: &Filler, resolver: &Resolver<'_>) -> Option<&'static str> {
    let office = filler.entity.office.as_deref()?.split_once('@')?.0;
    let level = resolver.world.item(office)?.attribute("level")?;
    (level == "head_of_state").then_some("head_of_state")
}

/// "The European Parliament", "the Turkish parliament": a body that others make up, which no state joins.
pub(crate) fn is_organ(entity: &claims::Entity, resolver: &Resolver<'_>) -> bool {
    let item = entity.id.as_deref().and_then(|id| resolver.world.item(id));
    item.is_some_and(|i| matches!(i.attribute("type"), Some("parliament" | "chamber" | "ministry" | "agency")))
}

/// "The ambassador in Canberra was expelled": where a slot asks for the state in which something is done, a city of it will do.
pub(crate) fn acts_there(filler: &Filler, slot: &Slot, candidate: &Candidate) -> bool {
    let asks = slot.restrictions.iter().any(|r| matches!(r, Restriction::Types(t) if t == &[EntityType::State]));
    slot.role == Some(Role::Actor)
        && asks
        && !candidate.marks.contains(&Mark::Subject)
        && filler.entity.kind == EntityType::Place
        && filler.entity.state.is_some()
}

/// The people of a state are its voters where they approve: "Moldovans backed joining".
pub(crate) fn voters(phrase: usize, resolver: &Resolver<'_>) -> Option<&'static str> {
    let head = resolver.context.name(resolver.pieces.phrases.get(phrase)?.head)?;
    (head.form == world::Form::Inhabitant).then_some("voters")
}

/// A city stands for its state where an embassy is opened or a visit goes: "an embassy in Riga".
pub(crate) fn seated(filler: &Filler, role: Role) -> bool {
    matches!(role, Role::Counterpart | Role::Host)
        && filler.entity.kind == EntityType::Place
        && filler.entity.state.is_some()
}

/// Whether relations are of trade, air or work alone: "יחסי מסחר", "קשרי תעופה".
fn other_tie(phrase: usize, class: language::Code, resolver: &Resolver<'_>) -> bool {
    let codes = &resolver.context.language.codes;
    let Some(phrase) = resolver.pieces.phrases.get(phrase).filter(|_| class == codes.relations) else { return false };
    let is = |class| (phrase.start..phrase.end).any(|w| resolver.context.in_class(w, class));
    is(codes.other_tie) && !is(codes.diplomatic)
}
