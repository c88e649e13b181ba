//! Every claim comes back; no bytes make it panic.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use claims::{
    Act, Attribution, Basis, Bound, Claim, Count, Entity, EntityType, Evidence, Kind, Modality, Moment, Openness, Part,
    Period, Plover, Precision, Role, Roles, Span,
};
use jiff::civil::{Date, DateTime};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::{
    bytes::Writer,
    words::{Vocabulary, Word},
};

/// A dictionary in memory.
#[derive(Default)]
struct Dictionary {
    numbers: RefCell<HashMap<String, u32>>,
    words: RefCell<Vec<Arc<Word>>>,
}

impl Dictionary {
    fn number(&self, word: &str) -> Result<u32, ()> {
        if let Some(number) = self.numbers.borrow().get(word) {
            return Ok(*number);
        }
        self.words.borrow_mut().push(Arc::new(Word::new(word)));
        let number = u32::try_from(self.words.borrow().len()).unwrap();
        self.numbers.borrow_mut().insert(word.to_owned(), number);
        Ok(number)
    }
}

impl Vocabulary for Dictionary {
    type Error = ();
    fn word(&self, number: u32) -> Result<Option<Arc<Word>>, ()> {
        let place = (number as usize).checked_sub(1);
        Ok(place.and_then(|place| self.words.borrow().get(place).cloned()))
    }
}

fn word() -> BoxedStrategy<String> {
    prop_oneof!["[a-z@-]{0,12}", "\\PC{0,8}", Just("א".repeat(90)), Just("KAZ".to_owned())].boxed()
}

fn moment() -> BoxedStrategy<Moment> {
    let date = (1i16..=9999, 1i8..=12, 1i8..=28);
    let clock = (0i8..24, 0i8..60, 0i8..60);
    (date, clock, 0..6)
        .prop_map(|((y, m, d), (h, min, s), length)| {
            let date = Date::new(y, m, d).unwrap();
            match length {
                0 => Moment::year(y).unwrap(),
                1 => Moment::month(y, m).unwrap(),
                2 => Moment::day(date),
                3 => Moment::day(date.last_of_month()),
                4 => Moment::minute(DateTime::new(y, m, d, h, min, 0, 0).unwrap()),
                _ => format!("{y:04}-{m:02}-{d:02}T{h:02}:{min:02}:{s:02}").parse().unwrap(),
            }
        })
        .boxed()
}

fn bound() -> BoxedStrategy<Bound> {
    prop_oneof![
        (option::of(moment()), option::of(moment())).prop_map(|(earliest, latest)| Bound::Between { earliest, latest }),
        moment().prop_map(|m| Bound::Between { earliest: Some(m), latest: Some(m) }),
        Just(Bound::Word(Openness::Open)),
        Just(Bound::Word(Openness::Unknown)),
    ]
    .boxed()
}

fn period() -> BoxedStrategy<Period> {
    let free = (
        option::of(moment()),
        option::of(moment()),
        select(Precision::ALL),
        option::of(bound()),
        option::of(bound()),
        option::of(select(Basis::ALL)),
    );
    prop_oneof![
        free.prop_map(|(from, to, precision, start, end, basis)| Period { from, to, precision, start, end, basis }),
        (moment(), select(Basis::ALL)).prop_map(|(m, b)| Period::at(m, b)),
        (moment(), select(Basis::ALL)).prop_map(|(m, b)| Period::since(m, b)),
    ]
    .boxed()
}

fn entity() -> BoxedStrategy<Entity> {
    let names = (option::of(word()), word(), select(EntityType::ALL), option::of(word()), option::of(word()));
    let count = prop_oneof![Just(Count::Unsaid), Just(Count::Unknown), any::<u32>().prop_map(Count::Number)];
    let rest = (option::of(any::<u32>()), option::of(any::<u32>()), count, vec(word(), 0..3), any::<bool>());
    (names, rest)
        .prop_map(|((id, name, kind, state, office), (start, end, count, of, is_value))| {
            let name = if is_value { id.clone().unwrap_or(name) } else { name };
            Entity { id, name, kind, state, office, start, end, count, of }
        })
        .boxed()
}

fn attribution() -> BoxedStrategy<Attribution> {
    let quotation = prop_oneof![word(), "[0-9a-f]{32}"];
    let parts = (
        option::of(entity()),
        any::<bool>(),
        any::<bool>(),
        option::of(word()),
        option::of(quotation),
        option::of(entity()),
    );
    parts
        .prop_map(|(speaker, anonymous, direct, channel, quotation, via)| Attribution {
            speaker,
            anonymous,
            direct,
            channel,
            quotation,
            via,
        })
        .boxed()
}

fn claim() -> BoxedStrategy<Claim> {
    let evidence = (any::<u32>(), any::<u32>(), any::<bool>()).prop_map(|(start, end, title)| Evidence {
        start,
        end,
        within: title.then_some(Part::Title),
    });
    let plover = (word(), option::of(word())).prop_map(|(event, mode)| Plover { event, mode });
    let acts: Vec<Act> = Act::all().collect();
    let what = (
        select(Kind::ALL),
        select(acts),
        select(Modality::ALL),
        proptest::collection::btree_map(select(Role::ALL), vec(entity(), 0..4), 0..4),
        option::of(period()),
    );
    let marks = (
        option::of((any::<u32>(), any::<u32>()).prop_map(|(start, end)| Span { start, end })),
        any::<[bool; 3]>(),
        option::of(word()),
        option::of(attribution()),
        vec(evidence, 0..4),
    );
    let codes = (
        option::of(plover),
        option::of(word()),
        word(),
        option::of(any::<i32>()),
        option::of(prop_oneof![word(), "[0-9a-f]{32}"]),
    );
    ("[0-9a-f]{32}", what, marks, codes)
        .prop_map(
            |(
                id,
                (kind, act, modality, roles, time),
                (condition, [not_yet, again, background], value, attribution, evidence),
                codes,
            )| {
                let (plover, cameo, rule, margin, same_as) = codes;
                Claim {
                    document: "document".into(),
                    id,
                    kind,
                    act,
                    roles,
                    time,
                    modality,
                    condition,
                    not_yet,
                    again,
                    background,
                    value,
                    attribution,
                    evidence,
                    plover,
                    cameo,
                    rule,
                    margin,
                    same_as,
                }
            },
        )
        .boxed()
}

fn unpacked(bytes: &[u8], claim: &Claim, words: &Dictionary) -> Result<Claim, Unpack<()>> {
    unpack(bytes, claim.id.clone(), claim.document.clone(), words)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_claim_comes_back(claim in claim()) {
        let words = Dictionary::default();
        let bytes = pack(&claim, |word| words.number(word)).unwrap();
        prop_assert_eq!(unpacked(&bytes, &claim, &words).unwrap(), claim);
    }

    #[test]
    fn cut_bytes_are_refused(claim in claim(), at: usize) {
        let words = Dictionary::default();
        let bytes = pack(&claim, |word| words.number(word)).unwrap();
        let cut = &bytes[..at % bytes.len()];
        prop_assert_eq!(unpacked(cut, &claim, &words), Err(Unpack::Cut));
        let longer = [&bytes[..], &[0]].concat();
        prop_assert_eq!(unpacked(&longer, &claim, &words), Err(Unpack::Cut));
    }

    #[test]
    fn changed_bytes_never_panic(claim in claim(), changes in vec((any::<usize>(), any::<u8>()), 1..6)) {
        let words = Dictionary::default();
        let mut bytes = pack(&claim, |word| words.number(word)).unwrap();
        for (at, to) in changes {
            let at = at % bytes.len();
            bytes[at] = to;
        }
        let _ = unpacked(&bytes, &claim, &words);
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..200)) {
        let words = Dictionary::default();
        for word in crate::words::beginning() {
            words.number(word).unwrap();
        }
        let with_layout = [&[LAYOUT], &bytes[..]].concat();
        for bytes in [bytes, with_layout] {
            let _ = unpack(&bytes, String::new(), String::new(), &words);
        }
    }
}

#[test]
fn a_plain_claim_takes_few_bytes() {
    let words = Dictionary::default();
    for word in crate::words::beginning() {
        words.number(word).unwrap();
    }
    let at = |entity: Entity, start| Entity { start: Some(start), end: Some(start + 9), ..entity };
    let roles = Roles::from([
        (Role::Actor, vec![at(Entity::named("KAZ", "Kazakhstan", EntityType::State), 120)]),
        (
            Role::Agreement,
            vec![at(Entity::named("abraham-accords", "the Abraham Accords", EntityType::Agreement), 140)],
        ),
    ]);
    let claim = Claim {
        document: "d".into(),
        id: "0".repeat(32),
        kind: Kind::Participation,
        act: Act::SIGNS,
        roles,
        time: Some(Period::at("2025-11-06".parse().unwrap(), Basis::Relative)),
        modality: Modality::Asserted,
        condition: None,
        not_yet: false,
        again: false,
        background: false,
        value: None,
        attribution: None,
        evidence: vec![Evidence { start: 100, end: 170, within: None }],
        plover: Some(Plover { event: "COOPERATE".into(), mode: None }),
        cameo: Some("057".into()),
        rule: "languages/en/frames/consent.txt:12".into(),
        margin: Some(4),
        same_as: None,
    };
    let bytes = pack(&claim, |word| words.number(word)).unwrap();
    assert!(bytes.len() < 50, "{} bytes", bytes.len());
    assert_eq!(unpacked(&bytes, &claim, &words).unwrap(), claim);
}

#[test]
fn an_act_that_is_not_known_is_named() {
    let words = Dictionary::default();
    let mut writer = Writer::default();
    writer.bytes.push(LAYOUT);
    writer.number(0);
    for word in ["participation", "dances"] {
        writer.number(words.number(word).unwrap().into());
    }
    let found = unpack(&writer.bytes, String::new(), String::new(), &words);
    assert_eq!(found, Err(Unpack::UnknownAct("dances".into())));
}
