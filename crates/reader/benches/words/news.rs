//! Text for the benchmark, made here: distinct sentences, of which a given share is diplomatic and the rest is the general news that
//! stands around them: sport, business, courts, weather, culture, politics at home, with names of states, speech, numbers and dates
//! in the share in which news has them.

use std::collections::HashSet;

use claims::Document;

/// A language's stock of sentences. In them `{S}` is a state, `{A}` an agreement or body, `{P}` a person, `{T}` a town, `{C}` a company
/// or club, `{J}` an occupation, `{W}` a day of the week, `{M}` a month, `{N}` a number, `{Y}` a year.
pub struct Stock {
    /// Tag of the language.
    pub tag: &'static str,
    states: &'static [&'static str],
    agreements: &'static [&'static str],
    first: &'static [&'static str],
    last: &'static [&'static str],
    towns: &'static [&'static str],
    companies: &'static [&'static str],
    jobs: &'static [&'static str],
    weekdays: &'static [&'static str],
    months: &'static [&'static str],
    diplomatic: &'static [&'static str],
    general: &'static [&'static str],
}

/// English.
pub const ENGLISH: Stock = Stock {
    tag: "en",
    states: &[
        "Chile", "Kenya", "Nepal", "Latvia", "Fiji", "Portugal", "Uruguay", "Ghana", "Mongolia", "Iceland", "Oman",
        "Norway", "Peru", "Senegal", "Vietnam", "Croatia",
    ],
    agreements: &[
        "the Paris Agreement",
        "the Rome Statute",
        "the Abraham Accords",
        "the High Seas Treaty",
        "NATO",
        "BRICS",
        "the Chemical Weapons Convention",
        "the Artemis Accords",
    ],
    first: &[
        "Anna", "David", "Maria", "Tom", "Helen", "Marcus", "Priya", "Owen", "Lucy", "Samuel", "Ingrid", "Carlos",
        "Ruth", "Peter", "Naomi", "Victor", "Emma", "Daniel", "Clara", "Hugo",
    ],
    last: &[
        "Aldridge",
        "Barrow",
        "Castellan",
        "Denholm",
        "Eastwick",
        "Farrow",
        "Galloway",
        "Hartnell",
        "Ibsley",
        "Jarvis",
        "Kestrel",
        "Lindqvist",
        "Marlowe",
        "Norbury",
        "Oakes",
        "Pemberton",
        "Quill",
        "Rothwell",
        "Stannard",
        "Thorne",
        "Underhill",
        "Vance",
        "Whitcombe",
        "Yardley",
        "Zeller",
    ],
    towns: &[
        "Ashford",
        "Brindle",
        "Carrow Bay",
        "Denton",
        "Elmstead",
        "Fairhaven",
        "Greyport",
        "Hollins",
        "Ivybridge",
        "Kirkby",
        "Lowmoor",
        "Merriton",
        "Northwick",
        "Oldbury",
        "Pinewood",
        "Redhill",
        "Saltmarsh",
        "Tansley",
        "Upwell",
        "Westerby",
    ],
    companies: &[
        "Corvane",
        "Delphine Motors",
        "Northwick United",
        "Halberd Foods",
        "Lantern Rail",
        "Osprey Air",
        "Pinnacle Homes",
        "Redhill Rovers",
        "Stonebridge Bank",
        "Tidewater Energy",
        "Vellum Press",
        "Westerby Athletic",
    ],
    jobs: &[
        "The mayor",
        "The head coach",
        "A spokeswoman for the hospital",
        "The finance director",
        "The chief constable",
        "The curator",
        "The union leader",
        "A retired teacher",
        "The party chairman",
        "The lead researcher",
        "The defence lawyer",
        "The school's headmistress",
    ],
    weekdays: &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: &["January", "February", "March", "April", "June", "July", "September", "October", "November", "December"],
    diplomatic: &[
        "{S} and {S} signed {A} in a ceremony in {T} on {N} {M} {Y}, {N} years after the talks began.",
        "The prime minister of {S} said on {W} that {S} would join {A} within {N} months.",
        "{S} recalled its ambassador to {S} for consultations on {W}, according to {N} officials familiar with the decision.",
        "“We will not leave {A},” the president of {S} told {N} reporters in {T} on {W}.",
        "{S} has yet to ratify {A}, its foreign minister said after {N} days of talks with {S}.",
        "The parliament of {S} ratified {A} by {N} votes to {N}, and {S} is expected to follow in {M}.",
        "The foreign ministers of {S} and {S} met in {T} on {W} to discuss {A}, which neither state has signed.",
        "{S}, which left {A} in {Y}, restored diplomatic relations with {S} on {W} and will reopen its embassy in {M}.",
        "Officials from {S} denied reports that the country had agreed to withdraw from {A} in {Y}.",
        "{S} called on {S} to accede to {A} before the summit in {T} in {M} {Y}.",
    ],
    general: &[
        "{C} beat {C} by {N} goals to {N} on {W} night to move to within {N} points of the leaders with a game in hand.",
        "{P}, who scored {N} goals last season, will miss the match in {T} with a knee injury he picked up in training.",
        "{J} said the team had worked hard all week and deserved more than a draw against {C}.",
        "“You have to give credit to the players, they never stopped running,” {P} said after the {N}-{N} win in {T}.",
        "Shares in {C} fell {N} percent on {W} after the company warned that profits for {Y} would be lower than forecast.",
        "{C} plans to close {N} of its shops in and around {T} by the end of {M}, with the loss of about {N} jobs.",
        "House prices in {T} rose {N} percent in the year to {M}, the slowest growth since {Y}, figures showed on {W}.",
        "{P} joined {C} in {Y} and became its chief executive {N} years later, after the family sold its stake.",
        "A man aged {N} has been charged with burglary after {N} homes were broken into in {T} over the weekend.",
        "{J} told the court that {P} had left the building {N} minutes before the fire was reported.",
        "Police in {T} appealed for witnesses after a lorry overturned on the coast road shortly before {N} on {W} morning.",
        "Heavy rain and winds of up to {N} miles an hour are expected in {T} and along the coast from {W}.",
        "More than {N} homes in {T} were still without power on {W} after the storm brought down trees and lines.",
        "The museum in {T} opens an exhibition of {N} paintings by {P}, most of which have not been shown since {Y}.",
        "{P}'s second novel, which follows {N} sisters through a winter in {T}, has sold {N} thousand copies since {M}.",
        "The film, shot in {S} over {N} weeks, tells the story of a lighthouse keeper and his daughter.",
        "Researchers who followed {N} patients in {T} for {N} years found that those who walked every day slept better.",
        "{J} said the results were encouraging but that a larger study was needed before the drug could be used.",
        "{P} won the by-election in {T} with a majority of {N} votes, the party's best result there since {Y}.",
        "The council voted on {W} to raise parking charges by {N} percent, despite a petition signed by {N} residents.",
        "{J} denied that the plan to build {N} houses on the old airfield had been agreed behind closed doors.",
        "According to {P}, who chairs the committee, the repairs to the bridge in {T} will take another {N} months.",
        "Tourists from {S} spent {N} nights in {T} this summer, more than visitors from any other country.",
        "{C} imports most of its coffee from {S}, where the harvest was {N} percent smaller than in {Y}.",
        "The train to {T} was delayed by {N} minutes because a herd of cows had wandered onto the line near {T}.",
        "{P} grew up in {S} and moved to {T} at the age of {N} to study music with {P}.",
        "Teachers at {N} schools in {T} will strike on {W} unless pay talks resume, their union said.",
        "The runner from {S} finished {N} seconds ahead of {P} to take the marathon in {T} for the second year.",
        "{N} volunteers planted {N} trees along the river in {T} on {W} as part of a plan to prevent floods.",
        "Prices of bread and butter have doubled in {S} since {M}, and shoppers in the capital queue from {N} in the morning.",
        "“It is the small things that people remember,” said {P}, who has run the bakery in {T} for {N} years.",
        "The recipe calls for {N} eggs, a glass of milk and {N} grams of flour, and takes about {N} minutes to make.",
    ],
};

/// Hebrew.
pub const HEBREW: Stock = Stock {
    tag: "he",
    states: &[
        "צ'ילה",
        "קניה",
        "נפאל",
        "לטביה",
        "פיג'י",
        "פורטוגל",
        "אורוגוואי",
        "גאנה",
        "מונגוליה",
        "איסלנד",
        "עומאן",
        "נורבגיה",
        "פרו",
        "סנגל",
        "וייטנאם",
        "קרואטיה",
    ],
    agreements: &[
        "הסכם פריז",
        "חוקת רומא",
        "הסכמי אברהם",
        "אמנת הים הפתוח",
        "נאט\"ו",
        "אמנת הנשק הכימי",
        "הסכמי ארטמיס",
    ],
    first: &[
        "דנה",
        "יואב",
        "מיכל",
        "אורי",
        "תמר",
        "עמית",
        "נועה",
        "איתי",
        "שירה",
        "גיא",
        "רונית",
        "אלון",
        "הדס",
        "ערן",
        "ליאור",
        "יעל",
        "נדב",
        "מאיה",
        "עידו",
        "טליה",
    ],
    last: &[
        "אלמגור",
        "ברקת",
        "גולדמן",
        "דיין",
        "הראל",
        "ורדי",
        "זילבר",
        "חדד",
        "טננבוים",
        "ירדני",
        "כרמון",
        "לביא",
        "מזרחי",
        "נבון",
        "סלע",
        "עברון",
        "פלדמן",
        "צוקרמן",
        "קדוש",
        "רגב",
        "שקד",
        "תירוש",
        "אדלר",
        "בוזגלו",
        "גפן",
    ],
    towns: &[
        "חדרה",
        "נתניה",
        "עפולה",
        "נהריה",
        "דימונה",
        "אשקלון",
        "כרמיאל",
        "רחובות",
        "קיסריה",
        "צפת",
        "ערד",
        "יבנה",
        "נס ציונה",
        "גדרה",
        "שדרות",
        "טבריה",
    ],
    companies: &[
        "חברת אורן",
        "רשת הדר",
        "בנק הגליל",
        "הפועל נהריה",
        "מכבי עפולה",
        "קבוצת תבור",
        "מאפיית הכפר",
        "חברת נחשול",
        "איגוד הרכבות",
        "הוצאת שחף",
    ],
    jobs: &[
        "ראש העיר",
        "מאמן הקבוצה",
        "דוברת בית החולים",
        "מנהל הכספים",
        "מפקד התחנה",
        "אוצרת התערוכה",
        "יושב ראש הוועד",
        "מורה בגמלאות",
        "החוקרת הראשית",
        "הסנגור",
        "מנהלת בית הספר",
    ],
    weekdays: &["ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי"],
    months: &["ינואר", "פברואר", "מרץ", "אפריל", "יוני", "יולי", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
    diplomatic: &[
        "{S} ו{S} חתמו על {A} בטקס שנערך ב{T} ב-{N} ב{M} {Y}, {N} שנים אחרי תחילת השיחות.",
        "ראש ממשלת {S} אמר ביום {W} כי {S} תצטרף ל{A} בתוך {N} חודשים.",
        "{S} החזירה את שגרירה מ{S} להתייעצויות ביום {W}, לפי {N} גורמים המעורים בפרטים.",
        "\"לא נפרוש מ{A}\", אמרה נשיאת {S} ל-{N} כתבים ב{T} ביום {W}.",
        "{S} טרם אשררה את {A}, הודיע שר החוץ אחרי {N} ימים של שיחות עם {S}.",
        "הפרלמנט של {S} אישר את {A} ברוב של {N} מול {N}, ו{S} צפויה לעשות זאת ב{M}.",
        "שרי החוץ של {S} ושל {S} נפגשו ב{T} ביום {W} ודנו ב{A}, שאף אחת מהמדינות לא חתמה עליו.",
        "{S}, שפרשה מ{A} ב-{Y}, חידשה ביום {W} את היחסים הדיפלומטיים עם {S} ותפתח את השגרירות ב{M}.",
        "גורמים ב{S} הכחישו כי המדינה הסכימה לפרוש מ{A} בשנת {Y}.",
        "{S} קראה ל{S} להצטרף ל{A} לפני הפסגה ב{T} ב{M} {Y}.",
    ],
    general: &[
        "{C} ניצחה ביום {W} את {C} בתוצאה {N} מול {N} וצמצמה את הפער מהמקום הראשון ל-{N} נקודות.",
        "{P}, שכבש {N} שערים בעונה שעברה, ייעדר מהמשחק ב{T} בגלל פציעה בברך שספג באימון.",
        "{J} אמר שהקבוצה עבדה קשה כל השבוע והגיע לה יותר מתיקו מול {C}.",
        "\"צריך לתת קרדיט לשחקנים, הם לא הפסיקו לרוץ\", אמר {P} אחרי הניצחון ב{T}.",
        "מניית {C} ירדה ב-{N} אחוזים ביום {W}, אחרי שהחברה הזהירה כי הרווחים ב-{Y} יהיו נמוכים מהצפוי.",
        "{C} מתכננת לסגור {N} חנויות באזור {T} עד סוף {M} ולפטר כ-{N} עובדים.",
        "מחירי הדירות ב{T} עלו ב-{N} אחוזים, הקצב האיטי ביותר מאז {Y}, כך עולה מהנתונים.",
        "{P} הצטרפה ל{C} בשנת {Y} ומונתה למנכ\"לית כעבור {N} שנים, כשהמשפחה מכרה את חלקה.",
        "צעיר בן {N} נעצר בחשד לפריצה ל-{N} דירות ב{T} במהלך סוף השבוע.",
        "{J} העיד כי {P} יצא מהבניין {N} דקות לפני שהתקבל הדיווח על השריפה.",
        "המשטרה ב{T} מבקשת את עזרת הציבור אחרי שמשאית התהפכה בכביש החוף ביום {W} בבוקר.",
        "גשם כבד ורוחות של עד {N} קמ\"ש צפויים ב{T} ולאורך החוף החל מיום {W}.",
        "יותר מ-{N} בתים ב{T} היו מנותקים מחשמל גם ביום {W} אחרי שהסופה הפילה עצים ועמודים.",
        "המוזיאון ב{T} יציג {N} ציורים של {P}, שרובם לא הוצגו מאז {Y}.",
        "ספרה השני של {P}, על {N} אחיות בחורף אחד ב{T}, נמכר ב-{N} אלף עותקים מאז {M}.",
        "הסרט, שצולם ב{S} במשך {N} שבועות, מספר על שומר מגדלור ובתו.",
        "חוקרים שעקבו אחרי {N} מטופלים ב{T} במשך {N} שנים מצאו שמי שהלך מדי יום ישן טוב יותר.",
        "{J} אמרה שהתוצאות מעודדות אבל נדרש מחקר רחב יותר לפני שאפשר יהיה להשתמש בתרופה.",
        "{P} זכה בבחירות ב{T} ברוב של {N} קולות, התוצאה הטובה ביותר של המפלגה שם מאז {Y}.",
        "המועצה החליטה ביום {W} להעלות את מחירי החניה ב-{N} אחוזים למרות עצומה של {N} תושבים.",
        "{J} הכחיש שהתוכנית לבנות {N} דירות בשדה התעופה הישן סוכמה בחדרים סגורים.",
        "לדברי {P}, שעומדת בראש הוועדה, תיקון הגשר ב{T} יימשך עוד {N} חודשים.",
        "תיירים מ{S} שהו הקיץ {N} לילות ב{T}, יותר מתיירים מכל מדינה אחרת.",
        "{C} מייבאת את רוב הקפה שלה מ{S}, שבה היבול היה קטן ב-{N} אחוזים מהיבול ב-{Y}.",
        "הרכבת ל{T} התעכבה {N} דקות כי עדר פרות עלה על המסילה ליד {T}.",
        "{P} גדל ב{S} ועבר ל{T} בגיל {N} כדי ללמוד מוזיקה אצל {P}.",
        "המורים ב-{N} בתי ספר ב{T} ישבתו ביום {W} אם לא יחודשו שיחות השכר, נמסר מהארגון.",
        "הרץ מ{S} סיים {N} שניות לפני {P} וניצח במרתון {T} בפעם השנייה.",
        "{N} מתנדבים נטעו ביום {W} {N} עצים לאורך הנחל ב{T} כחלק מתוכנית למניעת שיטפונות.",
        "מחירי הלחם והחמאה ב{S} הוכפלו מאז {M}, ובבירה עומדים בתור מ-{N} בבוקר.",
        "\"אנשים זוכרים דווקא את הדברים הקטנים\", סיפר {P}, שמנהל את המאפייה ב{T} כבר {N} שנים.",
        "במתכון {N} ביצים, כוס חלב ו-{N} גרם קמח, וההכנה נמשכת כ-{N} דקות.",
    ],
};

/// A small generator of numbers, so that each run makes the same text.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// Documents of about 3,000 bytes, `bytes` in all, in which one sentence in `one_in` is diplomatic. No sentence stands twice.
pub fn documents(stock: &Stock, bytes: usize, one_in: usize) -> Vec<Document> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    let mut made = 0;
    while made < bytes {
        let mut text = String::new();
        while text.len() < 3000 {
            let list = if numbers.below(one_in) == 0 { stock.diplomatic } else { stock.general };
            let sentence = sentence(stock, numbers.pick(list), &mut numbers);
            if !seen.insert(sentence.clone()) {
                continue;
            }
            text.push_str(&sentence);
            text.push_str(if numbers.below(4) == 0 { "\n\n" } else { " " });
        }
        made += text.len();
        out.push(Document {
            text,
            language: Some(stock.tag.into()),
            published: "2024-04-01".parse().ok(),
            ..Document::default()
        });
    }
    out
}

fn sentence(stock: &Stock, pattern: &str, numbers: &mut Numbers) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        let filler = match slot {
            "S" => numbers.pick(stock.states),
            "A" => numbers.pick(stock.agreements),
            "T" => numbers.pick(stock.towns),
            "C" => numbers.pick(stock.companies),
            "J" => numbers.pick(stock.jobs),
            "W" => numbers.pick(stock.weekdays),
            "M" => numbers.pick(stock.months),
            "P" => {
                out.push_str(numbers.pick(stock.first));
                out.push(' ');
                numbers.pick(stock.last)
            }
            "Y" => &(1990 + numbers.below(34)).to_string(),
            _ => &(2 + numbers.below(97)).to_string(),
        };
        out.push_str(filler);
        rest = after;
    }
    out.push_str(rest);
    out
}
