//! From a claim to bytes.

use claims::{Attribution, Bound, Claim, Count, Entity, Moment, Openness, Period, Precision, Span};

use super::{LAYOUT, LONG_NAME, LONG_WORD, entity_flag, flag};
use crate::{bytes::Writer, seal::id_bytes};

/// Packs a claim. Its id and document are not part of it: the row holds the id, and the reading leads to the document.
/// `number` gives the number of a word, which it adds to the dictionary where it is new.
pub(crate) fn pack<E>(claim: &Claim, number: impl FnMut(&str) -> Result<u32, E>) -> Result<Vec<u8>, E> {
    let mut packer = Packer { out: Writer::default(), number };
    packer.out.bytes.reserve(128);
    packer.claim(claim)?;
    Ok(packer.out.bytes)
}

struct Packer<F> {
    out: Writer,
    number: F,
}

impl<E, F: FnMut(&str) -> Result<u32, E>> Packer<F> {
    fn claim(&mut self, claim: &Claim) -> Result<(), E> {
        self.out.bytes.push(LAYOUT);
        self.out.number(flags(claim));
        self.word(claim.kind.code())?;
        self.word(claim.act.name())?;
        self.word(claim.modality.code())?;
        self.out.number(claim.roles.len() as u64);
        for (role, fillers) in &claim.roles {
            self.word(role.code())?;
            self.out.number(fillers.len() as u64);
            for filler in fillers {
                self.entity(filler)?;
            }
        }
        if let Some(time) = &claim.time {
            self.period(time)?;
        }
        if let Some(Span { start, end }) = claim.condition {
            self.span(start, end);
        }
        if let Some(value) = &claim.value {
            self.out.string(value);
        }
        if let Some(attribution) = &claim.attribution {
            if let Some(speaker) = &attribution.speaker {
                self.entity(speaker)?;
            }
            if let Some(channel) = &attribution.channel {
                self.string(channel, LONG_WORD)?;
            }
            if let Some(quotation) = &attribution.quotation {
                self.id(quotation);
            }
            if let Some(via) = &attribution.via {
                self.entity(via)?;
            }
        }
        self.out.number(claim.evidence.len() as u64);
        for evidence in &claim.evidence {
            self.out.number(u64::from(evidence.start) << 1 | u64::from(evidence.within.is_some()));
            self.out.signed(i64::from(evidence.end) - i64::from(evidence.start));
        }
        if let Some(plover) = &claim.plover {
            self.string(&plover.event, LONG_WORD)?;
            if let Some(mode) = &plover.mode {
                self.string(mode, LONG_WORD)?;
            }
        }
        if let Some(cameo) = &claim.cameo {
            self.string(cameo, LONG_WORD)?;
        }
        self.string(&claim.rule, LONG_WORD)?;
        if let Some(margin) = claim.margin {
            self.out.signed(margin.into());
        }
        if let Some(same_as) = &claim.same_as {
            self.id(same_as);
        }
        Ok(())
    }

    fn entity(&mut self, entity: &Entity) -> Result<(), E> {
        let name_is_id = entity.id.as_deref() == Some(&entity.name);
        let when = |condition: bool, flag: u64| if condition { flag } else { 0 };
        let flags = when(entity.id.is_some(), entity_flag::ID)
            | when(name_is_id, entity_flag::NAME_IS_ID)
            | when(entity.start.is_some(), entity_flag::START)
            | when(entity.end.is_some(), entity_flag::END)
            | when(entity.state.is_some(), entity_flag::STATE)
            | when(entity.office.is_some(), entity_flag::OFFICE)
            | when(entity.count == Count::Unknown, entity_flag::COUNT_UNKNOWN)
            | when(matches!(entity.count, Count::Number(_)), entity_flag::COUNT)
            | when(!entity.of.is_empty(), entity_flag::OF);
        self.out.number(flags);
        self.word(entity.kind.code())?;
        if let Some(id) = &entity.id {
            self.word(id)?;
        }
        if !name_is_id {
            // Only the names of the named come again and again.
            self.string(&entity.name, if entity.id.is_some() { LONG_NAME } else { 0 })?;
        }
        if let Some(start) = entity.start {
            self.out.number(start.into());
        }
        if let Some(end) = entity.end {
            self.out.signed(i64::from(end) - i64::from(entity.start.unwrap_or(0)));
        }
        if let Some(state) = &entity.state {
            self.word(state)?;
        }
        if let Some(office) = &entity.office {
            self.word(office)?;
        }
        if let Count::Number(n) = entity.count {
            self.out.number(n.into());
        }
        if !entity.of.is_empty() {
            self.out.number(entity.of.len() as u64);
            for id in &entity.of {
                self.word(id)?;
            }
        }
        Ok(())
    }

    fn period(&mut self, period: &Period) -> Result<(), E> {
        let same = period.to.is_some() && period.to == period.from;
        let flags = u8::from(period.from.is_some())
            | u8::from(period.to.is_some()) << 1
            | u8::from(same) << 2
            | bound_code(period.start) << 3
            | bound_code(period.end) << 5
            | u8::from(period.basis.is_some()) << 7;
        self.out.bytes.push(flags);
        self.word(period.precision.code())?;
        if let Some(from) = period.from {
            self.moment(from);
        }
        if let Some(to) = period.to
            && !same
        {
            self.moment(to);
        }
        for bound in [period.start, period.end] {
            if let Some(Bound::Between { earliest, latest }) = bound {
                let as_from = earliest.is_some() && earliest == period.from;
                let same = latest.is_some() && latest == earliest;
                self.out.bytes.push(
                    u8::from(earliest.is_some())
                        | u8::from(latest.is_some()) << 1
                        | u8::from(same) << 2
                        | u8::from(as_from) << 3,
                );
                if let Some(earliest) = earliest
                    && !as_from
                {
                    self.moment(earliest);
                }
                if let Some(latest) = latest
                    && !same
                {
                    self.moment(latest);
                }
            }
        }
        if let Some(basis) = period.basis {
            self.word(basis.code())?;
        }
        Ok(())
    }

    fn moment(&mut self, moment: Moment) {
        let first = moment.earliest();
        let months = (i64::from(first.year()) - 2000) * 12 + i64::from(first.month()) - 1;
        let days = months * 31 + i64::from(first.day()) - 1;
        let length = match moment.precision() {
            Precision::Year => 0,
            Precision::Month => 1,
            Precision::Day => 2,
            Precision::Minute => 3,
            _ => 4,
        };
        let folded = ((days << 1) ^ (days >> 63)).cast_unsigned();
        self.out.number(folded << 3 | length);
        if length > 2 {
            let (hour, minute, second) = (first.hour(), first.minute(), first.second());
            let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
            self.out.number(seconds.unsigned_abs());
        }
    }

    fn span(&mut self, start: u32, end: u32) {
        self.out.number(start.into());
        self.out.signed(i64::from(end) - i64::from(start));
    }

    /// A word of the dictionary.
    fn word(&mut self, word: &str) -> Result<(), E> {
        let number = (self.number)(word)?;
        self.out.number(number.into());
        Ok(())
    }

    /// A string that is a word of the dictionary unless it is longer than `most`.
    fn string(&mut self, string: &str, most: usize) -> Result<(), E> {
        if string.len() <= most {
            return self.word(string);
        }
        self.out.number(0);
        self.out.string(string);
        Ok(())
    }

    fn id(&mut self, id: &str) {
        match id_bytes(id) {
            Some(bytes) => {
                self.out.bytes.push(0);
                self.out.bytes.extend_from_slice(&bytes);
            }
            None => {
                self.out.bytes.push(1);
                self.out.string(id);
            }
        }
    }
}

fn bound_code(bound: Option<Bound>) -> u8 {
    match bound {
        None => 0,
        Some(Bound::Between { .. }) => 1,
        Some(Bound::Word(Openness::Open)) => 2,
        Some(Bound::Word(Openness::Unknown)) => 3,
    }
}

fn flags(claim: &Claim) -> u64 {
    let when = |condition: bool, flag: u64| if condition { flag } else { 0 };
    let attribution = claim.attribution.as_ref();
    let has = |test: fn(&Attribution) -> bool, flag: u64| when(attribution.is_some_and(test), flag);
    when(claim.time.is_some(), flag::TIME)
        | when(claim.plover.is_some(), flag::PLOVER)
        | when(claim.plover.as_ref().is_some_and(|p| p.mode.is_some()), flag::PLOVER_MODE)
        | when(claim.cameo.is_some(), flag::CAMEO)
        | when(attribution.is_some(), flag::ATTRIBUTION)
        | has(|a| a.speaker.is_some(), flag::SPEAKER)
        | has(|a| a.direct, flag::DIRECT)
        | has(|a| a.anonymous, flag::ANONYMOUS)
        | has(|a| a.quotation.is_some(), flag::QUOTATION)
        | has(|a| a.channel.is_some(), flag::CHANNEL)
        | has(|a| a.via.is_some(), flag::VIA)
        | when(claim.background, flag::BACKGROUND)
        | when(claim.not_yet, flag::NOT_YET)
        | when(claim.again, flag::AGAIN)
        | when(claim.margin.is_some(), flag::MARGIN)
        | when(claim.value.is_some(), flag::VALUE)
        | when(claim.condition.is_some(), flag::CONDITION)
        | when(claim.same_as.is_some(), flag::SAME_AS)
}
