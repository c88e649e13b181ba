//! The built-in tables: clean, and every name found by the automaton of its language.

#![allow(clippy::unwrap_used)] // helpers of tests

use world::{Form, Kind, World};

fn world() -> &'static World {
    World::builtin().unwrap()
}

#[test]
fn the_tables_are_clean() {
    let problems: Vec<String> = world().check().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn there_is_enough() {
    let count = |kind| world().table(kind).count();
    assert!(count(Kind::States) >= 250);
    assert!(count(Kind::Agreements) >= 100);
    assert!(count(Kind::Organizations) >= 80);
    assert!(count(Kind::People) >= 150);
    assert!(world().languages().count() >= 140);
}

/// Every name of every item, alone and in a sentence, is found whole and means the item.
#[test]
fn every_name_is_found() {
    for language in
        ["en", "he", "ar", "ru", "fr", "es", "de", "tr", "fa", "uk", "pl", "it", "pt", "zh", "ja", "th", "ko"]
    {
        let matcher = world().matcher(language);
        for item in world().items() {
            for name in world().names(item, language) {
                let folded = text::fold(&name.text);
                for text in [folded.clone(), format!("({folded}), 7 {folded}.")] {
                    let hits: Vec<_> = matcher.find(&text).filter(|h| text[h.start..h.end] == folded).collect();
                    let means = |h: &world::Hit| {
                        h.starts_word()
                            && matcher.meanings(h.name).iter().any(|m| m.item == item.number && m.form == name.form)
                    };
                    assert!(hits.iter().any(means), "{language}: `{}` of {} in `{text}`", name.text, item.id);
                }
            }
        }
    }
}

#[test]
fn every_state_has_its_forms_in_english_and_hebrew() {
    for item in world().table(Kind::States) {
        if item.attribute("status") == Some("territory") {
            continue;
        }
        for (language, forms) in [("en", &[Form::Full][..]), ("he", &[Form::Full])] {
            for form in forms {
                let has = world().names(item, language).iter().any(|n| n.form == *form);
                assert!(has, "{} has no {form} in {language}", item.id);
            }
        }
        if item.attribute("status") == Some("un_member") {
            for language in ["en", "he"] {
                for form in [Form::Adjective, Form::Inhabitant, Form::Capital] {
                    let has = world().names(item, language).iter().any(|n| n.form == form);
                    assert!(has, "{} has no {form} in {language}", item.id);
                }
            }
        }
    }
    assert_eq!(world().table(Kind::States).filter(|s| s.attribute("status") == Some("un_member")).count(), 193);
}

/// The best meaning of each hit of a text, with what stands before it in its word.
fn ids<'t>(language: &str, text: &'t str) -> Vec<(&'t str, String)> {
    let matcher = world().matcher(language);
    let meaning = |h: &world::Hit| world().item_at(matcher.meanings(h.name)[0].item).id.to_string();
    matcher.find(text).map(|h| (&text[h.word_start..h.start], meaning(&h))).collect()
}

#[test]
fn proclitics_are_left_to_the_reader() {
    let found = |text| ids("he", text);
    assert_eq!(found("הצטרפות לקזחסטן"), [("ל", "KAZ".to_owned())]);
    assert_eq!(found("שלקניה"), [("של", "KEN".to_owned())]);
    assert_eq!(found("לטביה"), [("", "LVA".to_owned())]);
    assert_eq!(found("לדרום קוריאה"), [("ל", "KOR".to_owned())]);
    assert_eq!(found("להסכמי אברהם"), [("ל", "abraham-accords".to_owned())]);
    assert_eq!(found("באיחוד האירופי"), [("ב", "european-union".to_owned())]);
    assert_eq!(found("נשיא ארה\"ב"), [("", "president".to_owned()), ("", "USA".to_owned())]);
    assert_eq!(found("קזחסטנים רבים"), [("", "KAZ".to_owned())]);
    assert_eq!(found("ולטראמפ"), [("ול", "donald-trump".to_owned())]);
    assert_eq!(found("פסגת C5+1 בבית הלבן"), [("", "c5+1".to_owned()), ("ב", "white-house".to_owned())]);
    assert_eq!(found("ברשת Truth Social כתב"), [("", "truth-social".to_owned())]);
    let arabic =
        |text: &str| ids("ar", &text::fold(text)).into_iter().map(|(p, id)| (p.to_owned(), id)).collect::<Vec<_>>();
    assert_eq!(arabic("بكازاخستان"), [("ب".to_owned(), "KAZ".to_owned())]);
    assert_eq!(arabic("للسعودية"), [("لل".to_owned(), "SAU".to_owned())]);
}

#[test]
fn a_rejected_hit_hides_nothing() {
    let matcher = world().matcher("he");
    let accepted = matcher.find_accepting("גגגדרום קוריאה", |chain| chain == "ל");
    assert_eq!(accepted.len(), 0, "{accepted:?}");
    let text = "גישראל, ישראל";
    let hits = matcher.find_accepting(text, |chain| chain == "ל");
    assert_eq!(hits.len(), 1);
    assert!(hits[0].starts_word());
}

#[test]
fn names_are_not_cut_out_of_words() {
    let found = |text| ids("en", text).into_iter().map(|(_, id)| id).collect::<Vec<_>>();
    assert_eq!(found("Kazakhstan's president, Kassym-Jomart Tokayev"), ["KAZ", "president", "kassym-jomart-tokayev"]);
    assert_eq!(found("Somalia and Mali, Romania and Oman"), ["SOM", "MLI", "ROU", "OMN"]);
    assert_eq!(found("the U.S. and the UK told us"), ["USA", "GBR"]);
    assert_eq!(found("Omanis in Indianapolis"), ["OMN"]);
    assert_eq!(found("North Korea, South Korea, South Sudan"), ["PRK", "KOR", "SSD"]);
    assert_eq!(found("G78 and G7"), ["g7"]);
    assert_eq!(ids("zh", "哈萨克斯坦加入").len(), 1);
}

#[test]
fn a_name_may_mean_several_things() {
    let matcher = world().matcher("en");
    let means = |text: &str| -> Vec<(String, Form)> {
        let hit = matcher.find(text).next().unwrap();
        matcher.meanings(hit.name).iter().map(|m| (world().item_at(m.item).id.to_string(), m.form)).collect()
    };
    let congo = means("Congo");
    assert!(congo.contains(&("COD".into(), Form::Full)) && congo.contains(&("COG".into(), Form::Full)));
    let washington = means("Washington");
    assert!(
        washington.contains(&("washington-dc".into(), Form::Full))
            && washington.contains(&("USA".into(), Form::Capital))
    );
    let hit = matcher.find("Turkey").next().unwrap();
    assert_eq!(matcher.doubtful(hit.name), Some("not_first"));
}

#[test]
fn holders_by_day() {
    let holder = |office, body, day: &str| world().holder(office, body, day.parse().unwrap()).map(|p| p.id.to_string());
    assert_eq!(holder("president", "USA", "2025-11-07").as_deref(), Some("donald-trump"));
    assert_eq!(holder("president", "USA", "2021-01-20").as_deref(), Some("joe-biden"));
    assert_eq!(holder("president", "USA", "2021-01-19").as_deref(), Some("donald-trump"));
    assert_eq!(holder("prime-minister", "ISR", "2021-12-01").as_deref(), Some("naftali-bennett"));
    assert_eq!(holder("vice-president", "USA", "2025-11-07").as_deref(), Some("jd-vance"));
    assert_eq!(holder("secretary-of-state", "USA", "2025-11-07").as_deref(), Some("marco-rubio"));
    assert_eq!(holder("president", "USA", "1890-01-01"), None);
    let offices: Vec<String> = world()
        .offices_of("marco-rubio", "2025-11-07".parse().unwrap())
        .iter()
        .map(|t| format!("{}@{}", t.office, t.body))
        .collect();
    assert!(offices.contains(&"secretary-of-state@USA".to_owned()));
}

#[test]
fn publishers_by_name_and_address() {
    let publisher = |written| world().publisher(written).map(|p| (p.item.id.to_string(), p.class.code(), p.state));
    assert_eq!(publisher("Reuters"), Some(("reuters".into(), "wire", Some("GBR"))));
    assert_eq!(publisher("https://www.tass.ru/x?y=1"), Some(("tass".into(), "state_media", Some("RUS"))));
    assert_eq!(publisher("רויטרס").map(|p| p.0).as_deref(), Some("reuters"));
    assert_eq!(publisher("treaties.un.org").map(|p| p.1), Some("depositary"));
    for foreign in ["https://reuters.com.example.org/", "nottass.ru", "", "http://", "x".repeat(10_000).as_str()] {
        assert!(publisher(foreign).is_none(), "{foreign}");
    }
}

#[test]
fn agreements_with_their_rules() {
    let accords = world().agreement("abraham-accords").unwrap();
    assert_eq!(accords.kind(), "nickname");
    let instruments: Vec<&str> = accords.instruments().map(|i| &*i.id).collect();
    for instrument in [
        "abraham-accords-declaration",
        "israel-uae-peace-treaty",
        "israel-bahrain-declaration",
        "israel-morocco-joint-declaration",
        "sudan-abraham-declaration",
    ] {
        assert!(instruments.contains(&instrument), "{instrument}");
    }
    assert_eq!(world().agreement("abraham-accords-declaration").unwrap().accession_allowed(), None);
    let rome = world().agreement("rome-statute").unwrap();
    let deposit = "2015-01-02".parse().unwrap();
    assert_eq!(rome.joining_delay().unwrap().after(deposit).unwrap().to_string(), "2015-04-01");
    let notice = "2025-06-02".parse().unwrap();
    assert_eq!(rome.exit_notice().unwrap().after(notice).unwrap().to_string(), "2026-06-02");
    let paris = world().agreement("paris-agreement").unwrap();
    let accepted = "2021-01-20".parse().unwrap();
    assert_eq!(paris.joining_delay().unwrap().after(accepted).unwrap().to_string(), "2021-02-19");
    assert_eq!(world().agreement("north-atlantic-treaty").unwrap().depositary(), Some("USA"));
    assert!(world().agreement("KAZ").is_none());
}

#[test]
fn find_in_any_script() {
    let first = |query: &str| world().find(query, &[]).first().map(|f| f.item.id.to_string());
    assert_eq!(first("kazakhstan").as_deref(), Some("KAZ"));
    assert_eq!(first("הסכמי אברהם").as_deref(), Some("abraham-accords"));
    assert_eq!(first("Авраамовы соглашения").as_deref(), Some("abraham-accords"));
    assert_eq!(first("الاتفاقيات الإبراهيمية").as_deref(), Some("abraham-accords"));
    assert_eq!(first("Kazahkstan").as_deref(), Some("KAZ"));
    assert_eq!(first("abraham acords").as_deref(), Some("abraham-accords"));
    assert_eq!(first("KAZ").as_deref(), Some("KAZ"));
    assert_eq!(first("ארהב").as_deref(), Some("USA"));
    let paris: Vec<String> = world().find("Paris", &["en"]).iter().map(|f| f.item.id.to_string()).collect();
    assert!(paris.contains(&"paris".to_owned()) && paris.contains(&"paris-agreement".to_owned()), "{paris:?}");
    assert!(world().find("", &[]).is_empty());
    assert!(world().find("qqqqqqqqqqqqqqqq", &[]).is_empty());
    assert!(world().find(&"a".repeat(1_000_000), &["en"]).is_empty());
}

#[test]
fn regions() {
    let members: Vec<&str> = world().members("central-asia").collect();
    assert_eq!(members, ["KAZ", "KGZ", "TJK", "TKM", "UZB"]);
    assert!(world().regions_of("KAZ").any(|r| &*r.id == "central-asia"));
}

#[test]
fn names_to_show() {
    let name = |id, language| world().name(world().item(id).unwrap(), language).to_owned();
    assert_eq!(name("KAZ", "he"), "קזחסטן");
    assert_eq!(name("USA", "en"), "United States");
    assert_eq!(name("PSE", "en"), "Palestine");
    assert_eq!(name("XKX", "fr"), "Kosovo");
    assert_eq!(name("truth-social", "he"), "טרות' סושיאל");
    assert_eq!(name("donald-trump", "de"), "Donald Trump");
    assert_eq!(name("donald-trump", "xx"), "Donald Trump");
}

#[test]
fn common_words_that_hold_a_name_are_none() {
    assert_eq!(ids("he", "כיוון שהבשר כשר, ומקרים רבים"), []);
    assert_eq!(ids("he", "בשר החוץ"), [("ב", "foreign-minister".to_owned())]);
    assert_eq!(ids("he", "ביוון וליוון").len(), 2);
}

/// Of two names that cross, the longer stands: "the West" is none in the name of a union.
#[test]
fn names_that_cross() {
    let matcher = world().matcher("en");
    let text = "Mali left the West African Economic and Monetary Union";
    let ids: Vec<&str> = matcher.find(text).map(|h| &*world().item_at(matcher.meanings(h.name)[0].item).id).collect();
    assert_eq!(ids, ["MLI", "uemoa"]);
}
