//! Every act in every modality is a sentence in every language, and the languages have the same words.

use claims::{Act, Attribution, Basis, Claim, Count, Entity, EntityType, Kind, Modality, Moment, Period, Role};
use world::World;

use super::*;

fn filler(role: Role, number: usize) -> Entity {
    let states = ["KAZ", "ISR", "USA"];
    let people = ["donald-trump", "kassym-jomart-tokayev"];
    match role {
        Role::Agreement => Entity::named("abraham-accords", "הסכמי אברהם", EntityType::Agreement),
        Role::Person | Role::By => Entity::named(people[number % 2], "someone", EntityType::Person),
        Role::Participant => {
            Entity { state: Some("KAZ".into()), ..Entity::named(people[number % 2], "x", EntityType::Person) }
        }
        Role::Forum => Entity::named("c5-plus-1", "C5+1", EntityType::Forum),
        Role::Place | Role::From => Entity::named("white-house", "the White House", EntityType::Place),
        Role::Topic | Role::Object | Role::Attribute | Role::Occasion => {
            Entity { id: None, ..Entity::named("x", "קריטיים מינרלים", EntityType::Other) }
        }
        Role::Office => Entity::named("president@KAZ", "president", EntityType::Office),
        role if role.types().contains(&EntityType::State) => Entity::named(states[number % 3], "x", EntityType::State),
        role => Entity::value(format!("{role}_value")),
    }
}

fn claim(act: Act, roles: impl IntoIterator<Item = Role>, modality: Modality, several: bool) -> Claim {
    let mut claim = Claim {
        document: "d".into(),
        id: "c".into(),
        kind: act.kind(),
        act,
        roles: Default::default(),
        time: Some(Period::at("2025-11-07".parse().unwrap(), Basis::Stated)),
        modality,
        condition: None,
        not_yet: false,
        again: false,
        background: false,
        value: None,
        attribution: None,
        evidence: Vec::new(),
        plover: None,
        cameo: None,
        rule: String::new(),
        margin: None,
        same_as: None,
    };
    for role in roles {
        let listed = act.definition().values.iter().find(|(r, _)| *r == role).map(|(_, list)| *list);
        let count = if several && act.many(role) { 3 } else { 1 };
        let fillers = match listed {
            Some(list) => vec![Entity::value(list[0])],
            None => (0..count).map(|n| filler(role, n)).collect(),
        };
        claim.roles.insert(role, fillers);
    }
    claim
}

fn world() -> &'static World {
    World::builtin().unwrap()
}

fn languages() -> &'static Languages {
    static LANGUAGES: std::sync::OnceLock<Languages> = std::sync::OnceLock::new();
    LANGUAGES.get_or_init(|| Languages::load(&[]).unwrap())
}

fn english(claim: &Claim) -> String {
    Wording::for_language("en").unwrap().claim_sentence(claim, world())
}

fn hebrew(claim: &Claim) -> String {
    Wording::for_language("he").unwrap().claim_sentence(claim, world())
}

#[test]
fn every_act_has_a_sentence_in_every_language() {
    for tag in Wording::languages(languages()) {
        let wording = Wording::for_language(tag).unwrap();
        for act in Act::all() {
            assert!(wording.act(act.name()).is_some(), "{tag}: no sentence for `{act}`");
            assert!(wording.known_word("act_names", act.name()).is_some(), "{tag}: no name for `{act}`");
        }
        for act in wording.acts.keys() {
            assert!(Act::named(act).is_some(), "{tag}: `{act}` is no act");
        }
    }
}

#[test]
fn every_act_in_every_modality_leaves_no_placeholder() {
    for tag in Wording::languages(languages()) {
        let wording = Wording::for_language(tag).unwrap();
        for act in Act::all() {
            let required: Vec<Role> = act.definition().required.iter().map(|group| group[0]).collect();
            let all: Vec<Role> =
                act.definition().roles.iter().map(|(r, _)| *r).chain([Role::Place, Role::Topic]).collect();
            let mut seen = std::collections::BTreeMap::new();
            for modality in Modality::ALL {
                for (roles, several, not_yet) in [
                    (&required, false, false),
                    (&required, true, false),
                    (&all, false, false),
                    (&required, false, true),
                ] {
                    if not_yet && *modality != Modality::Denied {
                        continue;
                    }
                    let mut claim = claim(act, roles.iter().copied(), *modality, several);
                    claim.not_yet = not_yet;
                    let sentence = wording.claim_sentence(&claim, world());
                    let at = format!("{tag}, {act}, {modality}, not yet: {not_yet}, {roles:?}: {sentence}");
                    assert!(!sentence.contains(['{', '}', '[', ']', '<', '>', '|']), "{at}");
                    assert!(!sentence.contains("  ") && !sentence.contains(" ,") && !sentence.contains("()"), "{at}");
                    assert!(sentence.ends_with('.'), "{at}");
                    if !several && roles.len() == required.len() {
                        let other = seen.insert(sentence, (*modality, not_yet));
                        assert_eq!(other, None, "two modalities are said alike: {at}");
                    }
                    let fillers = claim.roles.values().flatten().filter(|f| f.id.as_deref() == Some("KAZ")).count();
                    let named = if tag == "en" { "Kazakhstan" } else { "קזחסטן" };
                    assert!(fillers == 0 || wording.claim_sentence(&claim, world()).contains(named), "{at}");
                }
            }
        }
    }
}

#[test]
fn all_values_of_the_frames_have_words() {
    for tag in Wording::languages(languages()) {
        let wording = Wording::for_language(tag).unwrap();
        for act in Act::all() {
            for (role, list) in act.definition().values {
                for value in *list {
                    let known = wording.known_word(&format!("values.{role}"), value);
                    assert!(known.is_some(), "{tag}: `{value}` of the role `{role}` ({act}) has no word");
                }
            }
        }
        for (list, codes) in [
            ("kinds", Kind::ALL.iter().map(|k| k.code()).collect::<Vec<_>>()),
            ("types", EntityType::ALL.iter().map(|k| k.code()).collect()),
            ("roles", Role::ALL.iter().map(|k| k.code()).collect()),
            ("modality_name", Modality::ALL.iter().map(|k| k.code()).collect()),
        ] {
            for code in codes {
                assert!(wording.known_word(list, code).is_some(), "{tag}: {list} has no `{code}`");
            }
        }
    }
}

#[test]
fn the_languages_have_the_same_words() {
    let english = Wording::for_language("en").unwrap();
    for tag in Wording::languages(languages()) {
        let other = Wording::for_language(tag).unwrap();
        let own = |key: &&&str| !key.starts_with("writing.");
        let (ours, theirs) = (english.keys(), other.keys());
        let missing: Vec<_> = ours.difference(&theirs).filter(own).collect();
        let extra: Vec<_> = theirs.difference(&ours).filter(own).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{tag} lacks {missing:?} and has besides {extra:?}");
    }
}

#[test]
fn a_speaker_stands_before_the_sentence() {
    let mut claim = claim(Act::ANNOUNCES_JOINING, [Role::Actor, Role::Agreement], Modality::Asserted, false);
    claim.time = None;
    assert_eq!(english(&claim), "It was announced that Kazakhstan joins the Abraham Accords. Announced; not signed.");
    claim.attribution = Some(Attribution {
        speaker: Some(Entity::named("donald-trump", "טראמפ", EntityType::Person)),
        anonymous: false,
        direct: true,
        channel: Some("truth-social".into()),
        quotation: None,
        via: None,
    });
    assert_eq!(
        english(&claim),
        "Donald Trump, on Truth Social: Kazakhstan joins the Abraham Accords. Announced; not signed."
    );
    assert_eq!(hebrew(&claim), "דונלד טראמפ (טרות׳ סושיאל): קזחסטן מצטרפת אל הסכמי אברהם. הוכרז; לא נחתם.");
    let unnamed = claim.attribution.as_mut().unwrap();
    unnamed.anonymous = true;
    unnamed.channel = None;
    unnamed.speaker =
        Some(Entity { id: None, state: Some("USA".into()), ..Entity::named("x", "בכירים", EntityType::Person) });
    assert!(
        english(&claim).starts_with("An unnamed official of the United States: Kazakhstan joins"),
        "{}",
        english(&claim)
    );
}

#[test]
fn number_and_gender_agree() {
    let mut claim = claim(Act::SIGNS, [Role::Actor, Role::Agreement], Modality::Planned, true);
    claim.time = None;
    assert_eq!(english(&claim), "Kazakhstan, Israel and the United States are to sign the Abraham Accords.");
    assert_eq!(hebrew(&claim), "קזחסטן, ישראל וארצות הברית עתידות לחתום על הסכמי אברהם.");
    claim.roles.insert(Role::Actor, vec![filler(Role::Actor, 0)]);
    assert_eq!(hebrew(&claim), "קזחסטן עתידה לחתום על הסכמי אברהם.");
    claim.modality = Modality::Denied;
    claim.not_yet = true;
    assert_eq!(english(&claim), "Kazakhstan has not yet signed the Abraham Accords.");
    let many =
        Entity { id: None, count: Count::Unknown, ..Entity::named("x", "מדינות רבות", EntityType::State) };
    claim.roles.insert(Role::Actor, vec![many]);
    assert_eq!(english(&claim), "“\u{2068}מדינות רבות\u{2069}” have not yet signed the Abraham Accords.");
}

#[test]
fn times_say_what_is_known_and_no_more() {
    let wording = Wording::for_language("en").unwrap();
    let moment = |m: &str| m.parse::<Moment>().unwrap();
    assert_eq!(wording.when(&Period::at(moment("2025-11-07"), Basis::Stated)), "on 7 November 2025");
    assert_eq!(wording.when(&Period::at(moment("2025-11"), Basis::Stated)), "in November 2025");
    assert_eq!(wording.when(&Period::since(moment("1992"), Basis::Stated)), "since 1992");
    assert_eq!(wording.when(&Period::at(moment("2025-11-07"), Basis::Published)), "(as reported on 7 November 2025)");
    assert_eq!(wording.period(&Period::since(moment("1992"), Basis::Stated)), "since 1992");
}

#[test]
fn a_hostile_name_cannot_leave_its_place() {
    let mut claim = claim(Act::SIGNS, [Role::Actor, Role::Agreement], Modality::Asserted, false);
    let evil = Entity { id: None, ..Entity::named("x", "\u{1b}[2Jevil\u{202e}{actor}", EntityType::State) };
    claim.roles.insert(Role::Actor, vec![evil]);
    let sentence = english(&claim);
    assert!(sentence.contains("␛[2Jevil‹U+202E›{actor}"), "{sentence}");
}

#[test]
fn instruments_without_a_row_are_named_by_their_description() {
    let wording = Wording::for_language("en").unwrap();
    let name = |id: &str| wording.title(id, world());
    assert_eq!(
        name("mou.KAZ-USA.critical-minerals.2025-11"),
        "memorandum of understanding of Kazakhstan and the United States on critical minerals (Nov 2025)"
    );
    assert_eq!(name("treaty.ARE-BHR-DZA-EGY-IRQ-X-SOL"), "treaty of 6 states");
    assert_eq!(name("paris-agreement/accession/KAZ"), "accession of Kazakhstan to the Paris Agreement");
    assert_eq!(name("something.else"), "something.else");
}
