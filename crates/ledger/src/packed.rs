//! A claim in few bytes. Words of the vocabulary, ids and names of named entities and rules stand in the dictionary (table
//! `words`) and are written as numbers; what the text alone says (names of the unnamed, values) is written out. Codes of
//! the vocabulary are kept as words and not as places in a list, so that a list may grow in the middle.

use claims::{
    Attribution, Basis, Bound, Claim, Count, Entity, Evidence, Modality, Moment, Openness, Part, Period, Plover,
    Precision, Role, Roles, Span,
};

use crate::{
    bytes::{Cut, Reader, Writer},
    seal::{hex, id_bytes},
    words::{Vocabulary, Word},
};

/// The first byte of a packed claim. A change of the layout takes the next number and goes on reading this one.
const LAYOUT: u8 = 1;

/// Names longer than this many bytes are written out: they seldom come twice.
const LONG_NAME: usize = 40;
/// Other strings longer than this many bytes are written out.
const LONG_WORD: usize = 120;

mod flag {
    pub const TIME: u64 = 1;
    pub const PLOVER: u64 = 1 << 1;
    pub const PLOVER_MODE: u64 = 1 << 2;
    pub const CAMEO: u64 = 1 << 3;
    pub const ATTRIBUTION: u64 = 1 << 4;
    pub const SPEAKER: u64 = 1 << 5;
    pub const DIRECT: u64 = 1 << 6;
    pub const ANONYMOUS: u64 = 1 << 7;
    pub const QUOTATION: u64 = 1 << 8;
    pub const BACKGROUND: u64 = 1 << 9;
    pub const NOT_YET: u64 = 1 << 10;
    pub const AGAIN: u64 = 1 << 11;
    pub const MARGIN: u64 = 1 << 12;
    pub const VALUE: u64 = 1 << 13;
    pub const CHANNEL: u64 = 1 << 14;
    pub const VIA: u64 = 1 << 15;
    pub const CONDITION: u64 = 1 << 16;
    pub const SAME_AS: u64 = 1 << 17;
}

mod entity_flag {
    pub const ID: u64 = 1;
    pub const NAME_IS_ID: u64 = 1 << 1;
    pub const START: u64 = 1 << 2;
    pub const END: u64 = 1 << 3;
    pub const STATE: u64 = 1 << 4;
    pub const OFFICE: u64 = 1 << 5;
    pub const COUNT_UNKNOWN: u64 = 1 << 6;
    pub const COUNT: u64 = 1 << 7;
    pub const OF: u64 = 1 << 8;
}

/// Why a packed claim cannot be unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unpack<E> {
    /// The bytes are none that were written.
    Cut,
    /// The act is not known to this process.
    UnknownAct(String),
    /// The dictionary could not be read.
    Words(E),
}

impl<E> From<Cut> for Unpack<E> {
    fn from(_: Cut) -> Unpack<E> {
        Unpack::Cut
    }
}

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

/// Unpacks a claim; `id` and `document` are those of its row.
pub(crate) fn unpack<E>(
    bytes: &[u8],
    id: String,
    document: String,
    words: &impl Vocabulary<Error = E>,
) -> Result<Claim, Unpack<E>> {
    let mut unpacker = Unpacker { from: Reader { rest: bytes }, words };
    let claim = unpacker.claim(id, document)?;
    if unpacker.from.rest.is_empty() { Ok(claim) } else { Err(Unpack::Cut) }
}

struct Unpacker<'a, V> {
    from: Reader<'a>,
    words: &'a V,
}

impl<E, V: Vocabulary<Error = E>> Unpacker<'_, V> {
    fn claim(&mut self, id: String, document: String) -> Result<Claim, Unpack<E>> {
        if self.from.byte()? != LAYOUT {
            return Err(Unpack::Cut);
        }
        let flags = self.from.number()?;
        let has = |flag: u64| flags & flag != 0;
        let kind = self.known(|w| w.kind)?;
        let act_word = self.word()?;
        let act = act_word.act().ok_or_else(|| Unpack::UnknownAct(act_word.text.to_string()))?;
        let modality: Modality = self.known(|w| w.modality)?;
        let mut roles = Roles::new();
        for _ in 0..self.from.count()? {
            let role: Role = self.known(|w| w.role)?;
            let count = self.from.count()?;
            let mut fillers = Vec::with_capacity(count.min(64));
            for _ in 0..count {
                fillers.push(self.entity()?);
            }
            roles.insert(role, fillers);
        }
        let time = if has(flag::TIME) { Some(self.period()?) } else { None };
        let condition = if has(flag::CONDITION) { Some(self.span()?) } else { None };
        let value = if has(flag::VALUE) { Some(self.from.string()?.to_owned()) } else { None };
        let attribution = if has(flag::ATTRIBUTION) {
            let speaker = if has(flag::SPEAKER) { Some(self.entity()?) } else { None };
            let channel = if has(flag::CHANNEL) { Some(self.string()?) } else { None };
            let quotation = if has(flag::QUOTATION) { Some(self.id()?) } else { None };
            let via = if has(flag::VIA) { Some(self.entity()?) } else { None };
            let (anonymous, direct) = (has(flag::ANONYMOUS), has(flag::DIRECT));
            Some(Attribution { speaker, anonymous, direct, channel, quotation, via })
        } else {
            None
        };
        let count = self.from.count()?;
        let mut evidence = Vec::with_capacity(count.min(64));
        for _ in 0..count {
            let first = self.from.number()?;
            let start = u32::try_from(first >> 1).map_err(|_| Cut)?;
            let within = (first & 1 == 1).then_some(Part::Title);
            evidence.push(Evidence { start, end: self.end(start)?, within });
        }
        let plover = if has(flag::PLOVER) {
            let event = self.string()?;
            let mode = if has(flag::PLOVER_MODE) { Some(self.string()?) } else { None };
            Some(Plover { event, mode })
        } else {
            None
        };
        let cameo = if has(flag::CAMEO) { Some(self.string()?) } else { None };
        let rule = self.string()?;
        let margin = if has(flag::MARGIN) { Some(i32::try_from(self.from.signed()?).map_err(|_| Cut)?) } else { None };
        let same_as = if has(flag::SAME_AS) { Some(self.id()?) } else { None };
        Ok(Claim {
            document,
            id,
            kind,
            act,
            roles,
            time,
            modality,
            condition,
            not_yet: has(flag::NOT_YET),
            again: has(flag::AGAIN),
            background: has(flag::BACKGROUND),
            value,
            attribution,
            evidence,
            plover,
            cameo,
            rule,
            margin,
            same_as,
        })
    }

    fn entity(&mut self) -> Result<Entity, Unpack<E>> {
        let flags = self.from.number()?;
        let has = |flag: u64| flags & flag != 0;
        let kind = self.known(|w| w.entity_type)?;
        let id = if has(entity_flag::ID) { Some(self.word()?.text.to_string()) } else { None };
        let name = if has(entity_flag::NAME_IS_ID) { id.clone().ok_or(Cut)? } else { self.string()? };
        let start = if has(entity_flag::START) { Some(self.from.small()?) } else { None };
        let end = if has(entity_flag::END) { Some(self.end(start.unwrap_or(0))?) } else { None };
        let state = if has(entity_flag::STATE) { Some(self.word()?.text.to_string()) } else { None };
        let office = if has(entity_flag::OFFICE) { Some(self.word()?.text.to_string()) } else { None };
        let count = match (has(entity_flag::COUNT_UNKNOWN), has(entity_flag::COUNT)) {
            (false, false) => Count::Unsaid,
            (true, false) => Count::Unknown,
            (false, true) => Count::Number(self.from.small()?),
            (true, true) => return Err(Unpack::Cut),
        };
        let mut of = Vec::new();
        if has(entity_flag::OF) {
            for _ in 0..self.from.count()? {
                of.push(self.word()?.text.to_string());
            }
        }
        Ok(Entity { id, name, kind, state, office, start, end, count, of })
    }

    fn period(&mut self) -> Result<Period, Unpack<E>> {
        let flags = self.from.byte()?;
        let precision: Precision = self.known(|w| w.precision)?;
        let from = if flags & 1 != 0 { Some(self.moment()?) } else { None };
        let to = match (flags & 2 != 0, flags & 4 != 0) {
            (true, true) => Some(from.ok_or(Cut)?),
            (true, false) => Some(self.moment()?),
            _ => None,
        };
        let start = self.bound(flags >> 3 & 3, from)?;
        let end = self.bound(flags >> 5 & 3, from)?;
        let basis: Option<Basis> = if flags & 0x80 != 0 { Some(self.known(|w| w.basis)?) } else { None };
        Ok(Period { from, to, precision, start, end, basis })
    }

    fn bound(&mut self, code: u8, from: Option<Moment>) -> Result<Option<Bound>, Unpack<E>> {
        Ok(match code {
            0 => None,
            1 => {
                let flags = self.from.byte()?;
                let earliest = match (flags & 1 != 0, flags & 8 != 0) {
                    (true, true) => Some(from.ok_or(Cut)?),
                    (true, false) => Some(self.moment()?),
                    _ => None,
                };
                let latest = match (flags & 2 != 0, flags & 4 != 0) {
                    (true, true) => Some(earliest.ok_or(Cut)?),
                    (true, false) => Some(self.moment()?),
                    _ => None,
                };
                Some(Bound::Between { earliest, latest })
            }
            2 => Some(Bound::Word(Openness::Open)),
            _ => Some(Bound::Word(Openness::Unknown)),
        })
    }

    fn moment(&mut self) -> Result<Moment, Unpack<E>> {
        let packed = self.from.number()?;
        let (length, folded) = (packed & 7, packed >> 3);
        let days = (folded >> 1).cast_signed() ^ -((folded & 1).cast_signed());
        let (months, day) = (days.div_euclid(31), days.rem_euclid(31) + 1);
        let (year, month) = (months.div_euclid(12) + 2000, months.rem_euclid(12) + 1);
        let year = i16::try_from(year).map_err(|_| Cut)?;
        let (month, day) = (month as i8, day as i8); // 1 to 12 and 1 to 31
        if length == 0 {
            return Ok(Moment::year(year).ok_or(Cut)?);
        }
        if length == 1 {
            return Ok(Moment::month(year, month).ok_or(Cut)?);
        }
        let date = jiff::civil::Date::new(year, month, day).map_err(|_| Cut)?;
        if length == 2 {
            return Ok(Moment::day(date));
        }
        let seconds = self.from.number()?;
        if length > 4 || seconds >= 24 * 60 * 60 {
            return Err(Unpack::Cut);
        }
        let (hour, minute, second) = ((seconds / 3600) as i8, (seconds / 60 % 60) as i8, (seconds % 60) as i8);
        let time = jiff::civil::Time::new(hour, minute, second, 0).map_err(|_| Cut)?;
        if length == 3 {
            return Ok(Moment::minute(date.to_datetime(time)));
        }
        Ok(format!("{date}T{hour:02}:{minute:02}:{second:02}").parse().map_err(|_| Cut)?)
    }

    fn span(&mut self) -> Result<Span, Unpack<E>> {
        let start = self.from.small()?;
        Ok(Span { start, end: self.end(start)? })
    }

    fn end(&mut self, start: u32) -> Result<u32, Unpack<E>> {
        let end = i64::from(start).checked_add(self.from.signed()?).ok_or(Cut)?;
        Ok(u32::try_from(end).map_err(|_| Cut)?)
    }

    fn word(&mut self) -> Result<std::sync::Arc<Word>, Unpack<E>> {
        let number = self.from.small()?;
        self.words.word(number).map_err(Unpack::Words)?.ok_or(Unpack::Cut)
    }

    fn known<T>(&mut self, list: impl FnOnce(&Word) -> Option<T>) -> Result<T, Unpack<E>> {
        Ok(list(&*self.word()?).ok_or(Cut)?)
    }

    fn string(&mut self) -> Result<String, Unpack<E>> {
        let number = self.from.small()?;
        if number == 0 {
            return Ok(self.from.string()?.to_owned());
        }
        let word = self.words.word(number).map_err(Unpack::Words)?.ok_or(Unpack::Cut)?;
        Ok(word.text.to_string())
    }

    fn id(&mut self) -> Result<String, Unpack<E>> {
        match self.from.byte()? {
            0 => Ok(hex(self.from.take(claims::identity::BYTES)?)),
            1 => Ok(self.from.string()?.to_owned()),
            _ => Err(Unpack::Cut),
        }
    }
}

#[cfg(test)]
#[path = "packed_tests.rs"]
mod tests;
