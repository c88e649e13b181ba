//! One language, compiled from its folder.

use crate::{
    Error,
    folder::Folder,
    lexicon::Lexicon,
    lines::lines,
    settings::Settings,
    times::Times,
    valence::{Code, Intern},
};

/// A language folder, loaded and checked.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag, the folder's name.
    pub tag: String,
    /// `language.toml`.
    pub settings: Settings,
    /// Words, forms, operators and valence entries.
    pub lexicon: Lexicon,
    /// Words and patterns of dates.
    pub times: Times,
    /// Whether it has frames; without them only names and times are read.
    pub has_frames: bool,
    /// Codes that the reader asks for by name.
    pub codes: Codes,
}

/// Declares [`Codes`]: a field for each code that the reader knows by name.
macro_rules! codes {
    ($($field:ident = $word:literal,)*) => {
        /// Markers, classes and codes of closed words that the reader knows by name. A language that does not use one has a
        /// code that nothing carries.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // each field is the code of the word beside it
        pub struct Codes { $(#[doc = concat!("`", $word, "`")] pub $field: Code,)* }

        impl Codes {
            fn of(lexicon: &mut Lexicon) -> Codes {
                Codes { $($field: lexicon.code($word),)* }
            }
        }
    };
}

codes! {
    of = "of", by = "by", to = "to", in_ = "in", on = "on", with = "with", between = "between", and = "and",
    object = "object", since = "since", until = "until", after = "after", before = "before", according = "according",
    as_ = "as", not = "not", not_yet = "not_yet", no_longer = "no_longer", planned = "planned", possible = "possible",
    be = "be", have = "have", do_ = "do", will = "will", definite = "definite", indefinite = "indefinite", this = "this",
    condition = "condition", light = "light", instrument = "instrument", country = "country", official = "official",
    organ = "organ", report = "report", both = "both", many = "many", some = "some",
    former = "former", latter = "latter", poss = "poss", or = "or", infinitive = "infinitive", counterpart = "counterpart",
    group = "group", again = "again", hearsay = "hearsay", without = "without", leader = "leader", talk = "talk",
    where_ = "where", exist = "exist", matter = "matter", channel = "channel", from = "from", during = "during", about = "about", at = "at",
    ceremony = "ceremony", gathering = "gathering", giving = "giving", linking = "linking", intransitive = "intransitive", self_ = "self", all = "all",
    tells = "tells", whose = "whose", ordinal = "ordinal", for_ = "for", name_particle = "name_particle",
    grants = "grants", state_body = "state_body", mission = "mission", negative = "negative",
    motion = "motion", delegation = "delegation",
    utterance = "utterance", addresses = "addresses", voices = "voices", cites = "cites",
    statement = "statement",
    side = "side", capital = "capital", group_body = "group.body", country_other = "country.other",
    country_form = "country.form", ambassador = "ambassador", commands = "commands", notice = "notice",
    citing = "citing", behalf = "behalf", face = "face", names = "names", it = "it", existential = "existential", impersonal = "impersonal", causative = "causative", personal = "personal", place = "place",
    naming = "naming",
    mediation = "mediation",
    relations = "relations", other_tie = "other_tie", diplomatic = "diplomatic",
    invitation = "invitation",
    taken_up = "taken_up", light_in = "light.in", diplomat = "diplomat", bill = "bill",
}

impl Language {
    /// Compiles a folder.
    ///
    /// # Errors
    /// The first line that cannot be read, as `file:line` with what is wrong.
    pub fn compile(tag: &str, folder: &Folder) -> Result<Language, Error> {
        let settings = Settings::read(tag, folder)?;
        let mut lexicon = Lexicon::new(settings.lower_case);
        let codes = Codes::of(&mut lexicon);
        let mut times = Times::new();
        let mut has_frames = false;

        let in_folder = |prefix: &'static str| folder.files.iter().filter(move |(path, _)| path.starts_with(prefix));
        for (_, (place, source)) in in_folder("paradigms.txt") {
            let mut current = None;
            for line in lines(place, source) {
                lexicon.paradigm_line(&line, &mut current)?;
            }
            lexicon.end_paradigm(current);
        }
        let lower = settings.lower_case;
        let fold = |s: &str| if lower { text::fold(s).to_lowercase() } else { text::fold(s) };
        for (path, (place, source)) in in_folder("words/") {
            for line in lines(place, source) {
                if path == "words/times.txt" {
                    times.line(&line, &fold)?;
                } else {
                    lexicon.word_line(&line)?;
                }
            }
        }
        for (_, (place, source)) in in_folder("frames/") {
            for line in lines(place, source) {
                lexicon.frame_line(&line)?;
                has_frames = true;
            }
        }
        times.prepare();
        lexicon.find_triggers(&times, &codes);
        lexicon.find_families();
        Ok(Language { tag: tag.to_owned(), settings, lexicon, times, has_frames, codes })
    }
}
