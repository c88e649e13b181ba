//! From bytes to a claim. Whatever the bytes, this never panics.

use claims::{
    Attribution, Basis, Bound, Claim, Count, Entity, Evidence, Modality, Moment, Openness, Part, Period, Plover,
    Precision, Role, Roles, Span,
};

use super::{LAYOUT, entity_flag, flag};
use crate::{
    bytes::{Cut, Reader},
    seal::hex,
    words::{Vocabulary, Word},
};

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
        let act = act_word.act().ok_or_else(|| Unpack::UnknownAct(act_word.text.as_ref().to_owned()))?;
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
        let id = if has(entity_flag::ID) { Some(self.word()?.text.as_ref().to_owned()) } else { None };
        let name = if has(entity_flag::NAME_IS_ID) { id.clone().ok_or(Cut)? } else { self.string()? };
        let start = if has(entity_flag::START) { Some(self.from.small()?) } else { None };
        let end = if has(entity_flag::END) { Some(self.end(start.unwrap_or(0))?) } else { None };
        let state = if has(entity_flag::STATE) { Some(self.word()?.text.as_ref().to_owned()) } else { None };
        let office = if has(entity_flag::OFFICE) { Some(self.word()?.text.as_ref().to_owned()) } else { None };
        let count = match (has(entity_flag::COUNT_UNKNOWN), has(entity_flag::COUNT)) {
            (false, false) => Count::Unsaid,
            (true, false) => Count::Unknown,
            (false, true) => Count::Number(self.from.small()?),
            (true, true) => return Err(Unpack::Cut),
        };
        let mut of = Vec::new();
        if has(entity_flag::OF) {
            for _ in 0..self.from.count()? {
                of.push(self.word()?.text.as_ref().to_owned());
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
        Ok(word.text.as_ref().to_owned())
    }

    fn id(&mut self) -> Result<String, Unpack<E>> {
        match self.from.byte()? {
            0 => Ok(hex(self.from.take(claims::identity::BYTES)?)),
            1 => Ok(self.from.string()?.to_owned()),
            _ => Err(Unpack::Cut),
        }
    }
}
