//! The languages of a campaign's prompts.

use whatlang::Lang;

/// The languages of some texts as BCP 47 tags, most used first; texts whose language is not clear are left out.
pub fn languages<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<&'static str, usize> = std::collections::BTreeMap::new();
    let mut all = 0;
    for text in texts {
        all += 1;
        if let Some(found) = whatlang::detect(text).filter(whatlang::Info::is_reliable) {
            *counts.entry(tag(found.lang())).or_default() += 1;
        }
    }
    // A few texts are always misread; a language counts from a twentieth of them on.
    let mut counts: Vec<(usize, &str)> =
        counts.into_iter().map(|(t, n)| (n, t)).filter(|(n, _)| n * 20 >= all).collect();
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    counts.into_iter().map(|(_, tag)| tag.to_owned()).collect()
}

/// The BCP 47 tag of a language: its two letters where ISO 639-1 has them.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Pol => "pl",
        Lang::Kor => "ko",
        Lang::Tel => "te",
        Lang::Tam => "ta",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Pes => "fa",
        Lang::Ell => "el",
        Lang::Ces => "cs",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Ind => "id",
        Lang::Urd => "ur",
        other => other.code(),
    }
}
