//! The built-in folders load, and their words have the forms they should.
#![allow(clippy::unwrap_used)]

use language::{Languages, Pos, VerbForm};

#[test]
fn every_folder_compiles() {
    let languages = Languages::load(&[]).unwrap();
    languages.check().unwrap();
    for tag in languages.tags() {
        let l = languages.get(tag).unwrap().unwrap();
        let (forms, lemmas, entries) = l.lexicon.size();
        println!("{tag}: {forms} forms, {lemmas} lemmas, {entries} entries");
    }
}

fn has(tag: &str, form: &str, lemma: &str, verb: VerbForm) -> bool {
    let languages = Languages::load(&[]).unwrap();
    let l = languages.get(tag).unwrap().unwrap();
    l.lexicon.analyses(&text::fold(form)).iter().any(|a| {
        let found = l.lexicon.lemma(a.lemma);
        found.pos == Pos::Verb && found.text == lemma && a.features.form == verb
    })
}

#[test]
fn hebrew_verbs_inflect() {
    for (form, lemma, verb) in [
        ("מצטרפת", "הצטרף", VerbForm::Present),
        ("יצטרפו", "הצטרף", VerbForm::Future),
        ("להצטרף", "הצטרף", VerbForm::Infinitive),
        ("הכריזה", "הכריז", VerbForm::Past),
        ("מודיעה", "הודיע", VerbForm::Present),
        ("ייחתם", "נחתם", VerbForm::Future),
        ("חתמו", "חתם", VerbForm::Past),
        ("מקיימת", "קיים", VerbForm::Present),
        ("ייפגשו", "נפגש", VerbForm::Future),
        ("השעתה", "השעה", VerbForm::Past),
        ("מבקשות", "ביקש", VerbForm::Present),
    ] {
        assert!(has("he", form, lemma, verb), "{form} of {lemma}");
    }
}

#[test]
fn english_verbs_inflect() {
    for (form, lemma, verb) in [
        ("ratified", "ratify", VerbForm::Past),
        ("withdrew", "withdraw", VerbForm::Past),
        ("signing", "sign", VerbForm::Gerund),
        ("joins", "join", VerbForm::Present),
    ] {
        assert!(has("en", form, lemma, verb), "{form} of {lemma}");
    }
}
