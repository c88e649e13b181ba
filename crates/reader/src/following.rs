//! Verbs that say that somebody does what another was just said to do: "Finland followed in 2023", "Kenya followed suit".

use claims::{EntityType, Role};

use crate::{
    acts::{Finder, Found},
    operators,
};

impl Finder<'_> {
    /// The same act by those for whom the verb is not said again: "Ukraine applied in February, and Georgia and Moldova in March".
    pub(crate) fn gapped(&self, found: &Found) -> Vec<Found> {
        let segment = self.segment;
        let context = segment.context(self.material);
        let clause = &segment.clauses[found.clause];
        let Some(verb) = clause.verb.map(|v| &segment.pieces.verbs[v]) else { return Vec::new() };
        let assignment = &found.assignment;
        let participation = assignment.act.definition().kind == claims::Kind::Participation;
        if !participation || assignment.role(Role::Actor).is_empty() || found.light.is_some() || verb.passive {
            return Vec::new();
        }
        let time = |w: usize| segment.time_of.get(w).copied().flatten();
        let mut out = Vec::new();
        for (p, after) in &clause.phrases {
            let phrase = &segment.pieces.phrases[*p];
            let joined = phrase.start.checked_sub(1).is_some_and(|w| {
                context.pos(w) == Some(language::Pos::Coordinator) && context.code(w) == context.language.codes.and
            });
            // A time on either side: what is told of the first is told of the second.
            let before = (verb.end..phrase.start).any(|w| time(w).is_some());
            let Some(behind) = (phrase.end..phrase.end + 2).find_map(time).filter(|_| before && joined && *after)
            else {
                continue;
            };
            if phrase.marker != 0 || assignment.used.contains(p) {
                continue;
            }
            let who = self.resolver.resolve(*p);
            let states = !who.is_empty()
                && who.iter().all(|f| f.entity.kind == EntityType::State && f.entity.id.is_some() && f.organ.is_none());
            if !states {
                continue;
            }
            let end = (phrase.end..clause.end).rev().find(|w| time(*w) == Some(behind)).map_or(phrase.end, |w| w + 1);
            let mut again = found.clone();
            for (role, fillers) in &mut again.assignment.roles {
                if *role == Role::Actor {
                    fillers.clone_from(&who);
                }
            }
            again.assignment.roles.retain(|(r, _)| *r != Role::Person);
            again.assignment.used = vec![*p];
            again.predicate = (phrase.end, end);
            out.push(again);
        }
        out
    }

    /// The act of a clause whose verb follows another (class `follows`), as told of its own subject.
    pub(crate) fn following(&self, clause: usize, before: Option<&Found>) -> Option<Found> {
        let segment = self.segment;
        let verb = &segment.pieces.verbs[segment.clauses[clause].verb?];
        let lexicon = &self.material.language.lexicon;
        verb.lemma.filter(|l| lexicon.classes(*l).any(|c| c == "follows"))?;
        // "followed suit", "followed in 2023", not "followed the talks".
        let context = segment.context(self.material);
        let object = segment.functions[clause].object.map(|o| &segment.pieces.phrases[o.phrase]);
        let suit = object.filter(|p| context.classes(p.head).any(|c| c == "suit")).map(|p| p.end);
        if verb.passive || suit.is_none() && !self.bare(clause, &[]) {
            return None;
        }
        let subject = segment.functions[clause].subject.filter(|s| s.far == 0)?;
        let who = self.resolver.resolve_as(subject.phrase, true);
        let state = !who.is_empty()
            && who.iter().all(|f| f.entity.kind == EntityType::State && f.entity.id.is_some() && f.organ.is_none());
        let before = before.filter(|_| state)?;
        let role = [Role::Actor, Role::Candidate].into_iter().find(|r| !before.assignment.role(*r).is_empty())?;
        let same = before.assignment.role(role).iter().any(|f| who.iter().any(|w| w.entity.id == f.entity.id));
        if same {
            return None;
        }
        let mut found = before.clone();
        for (r, fillers) in &mut found.assignment.roles {
            if *r == role {
                fillers.clone_from(&who);
            }
        }
        found.assignment.roles.retain(|(r, _)| *r != Role::Person);
        found.assignment.used = vec![subject.phrase];
        found.assignment.embedded.clear();
        found.status = operators::status(clause, &segment.clauses, &segment.pieces, context)?;
        found.clause = clause;
        found.predicate = (verb.start, suit.unwrap_or(verb.end));
        found.light = None;
        found.told = None;
        Some(found)
    }
}
