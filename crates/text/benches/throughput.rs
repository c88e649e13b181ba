//! Bytes a second of each step, on text in four scripts. `cargo bench -p depositary-text`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use text::{PAIRS, SentenceRules, Shadow, TokenRules, quotations, scripts, sentences, tokens};

/// A paragraph a script, in our own words.
const TEXTS: &[(&str, &str)] = &[
    (
        "latin",
        "The two governments announced on 7 November 2025 that the accord would be signed in Astana. \"We waited for this\", \
         the minister told reporters, adding that 1,500 delegates of the U.S. and its partners had been invited.\n\n",
    ),
    (
        "hebrew",
        "שתי הממשלות הודיעו ב-7 בנובמבר 2025 כי ההסכם ייחתם באסטנה. \"חיכינו לזה\", אמר השר לעיתונאים, והוסיף כי 1,500 נציגים \
         של ארה\"ב ושל שותפותיה הוזמנו לטקס בבירת קזחסטן.\n\n",
    ),
    ("pointed hebrew", "שְׁתֵּי הַמֶּמְשָׁלוֹת הוֹדִיעוּ כִּי הַהֶסְכֵּם יֵחָתֵם בְּאַסְטָנָה. \"חִכִּינוּ לָזֶה\", אָמַר הַשָּׂר.\n\n"),
    (
        "arabic",
        "أعلنت الحكومتان في 7 نوفمبر 2025 أن الاتفاقية ستوقع في أستانا. وقال الوزير للصحفيين: «انتظرنا هذا اليوم»، وأضاف أن ١٥٠٠ \
         مندوب من الولايات المتحدة وشركائها دعوا إلى المراسم.\n\n",
    ),
    (
        "cyrillic",
        "Оба правительства объявили 7 ноября 2025 г., что соглашение подпишут в Астане. «Мы ждали этого», — сказал министр \
         журналистам и добавил, что приглашены 1500 делегатов из США и стран-партнёров.\n\n",
    ),
];

fn throughput(criterion: &mut Criterion) {
    for (script, paragraph) in TEXTS {
        let text = paragraph.repeat(1_000_000 / paragraph.len());
        let hebrew = script.contains("hebrew");
        let rules = TokenRules {
            double_quote_joins: hebrew,
            final_apostrophe_after: if hebrew { "גזצץתטדחע".to_owned() } else { String::new() },
            ..TokenRules::default()
        };
        let shadow = Shadow::new(&text);
        let found = tokens(shadow.text(), &rules);
        let mut group = criterion.benchmark_group("text");
        group.sample_size(20).throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("shadow", script), |b| b.iter(|| Shadow::new(&text)));
        group.bench_function(BenchmarkId::new("tokens", script), |b| b.iter(|| tokens(shadow.text(), &rules)));
        group.bench_function(BenchmarkId::new("sentences", script), |b| {
            b.iter(|| sentences(shadow.text(), &found, &SentenceRules::default()));
        });
        group.bench_function(BenchmarkId::new("quotations", script), |b| {
            b.iter(|| quotations(shadow.text(), &found, PAIRS))
        });
        group.bench_function(BenchmarkId::new("scripts", script), |b| b.iter(|| scripts(&text)));
        group.bench_function(BenchmarkId::new("all", script), |b| {
            b.iter(|| {
                let shadow = Shadow::new(&text);
                let found = tokens(shadow.text(), &rules);
                let cut = sentences(shadow.text(), &found, &SentenceRules::default());
                (scripts(&text), quotations(shadow.text(), &found, PAIRS), cut)
            });
        });
        group.finish();
    }
}

criterion_group!(benches, throughput);
criterion_main!(benches);
