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

/// The BCP 47 tag of a language: its two letters, since ISO 639-1 has them for all that are told apart (RFC 5646, section 2.2.1, asks for
/// the shortest). Chinese is `zh` and Persian `fa`, as the languages that Mandarin and Iranian Persian belong to.
fn tag(lang: Lang) -> &'static str {
    use Lang as L;
    match lang {
        L::Afr => "af",
        L::Aka => "ak",
        L::Amh => "am",
        L::Ara => "ar",
        L::Aze => "az",
        L::Bel => "be",
        L::Ben => "bn",
        L::Bul => "bg",
        L::Cat => "ca",
        L::Ces => "cs",
        L::Cmn => "zh",
        L::Cym => "cy",
        L::Dan => "da",
        L::Deu => "de",
        L::Ell => "el",
        L::Eng => "en",
        L::Epo => "eo",
        L::Est => "et",
        L::Fin => "fi",
        L::Fra => "fr",
        L::Guj => "gu",
        L::Heb => "he",
        L::Hin => "hi",
        L::Hrv => "hr",
        L::Hun => "hu",
        L::Hye => "hy",
        L::Ind => "id",
        L::Ita => "it",
        L::Jav => "jv",
        L::Jpn => "ja",
        L::Kan => "kn",
        L::Kat => "ka",
        L::Khm => "km",
        L::Kor => "ko",
        L::Lat => "la",
        L::Lav => "lv",
        L::Lit => "lt",
        L::Mal => "ml",
        L::Mar => "mr",
        L::Mkd => "mk",
        L::Mya => "my",
        L::Nep => "ne",
        L::Nld => "nl",
        L::Nob => "nb",
        L::Ori => "or",
        L::Pan => "pa",
        L::Pes => "fa",
        L::Pol => "pl",
        L::Por => "pt",
        L::Ron => "ro",
        L::Rus => "ru",
        L::Sin => "si",
        L::Slk => "sk",
        L::Slv => "sl",
        L::Sna => "sn",
        L::Spa => "es",
        L::Srp => "sr",
        L::Swe => "sv",
        L::Tam => "ta",
        L::Tel => "te",
        L::Tgl => "tl",
        L::Tha => "th",
        L::Tuk => "tk",
        L::Tur => "tr",
        L::Ukr => "uk",
        L::Urd => "ur",
        L::Uzb => "uz",
        L::Vie => "vi",
        L::Yid => "yi",
        L::Zul => "zu",
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, languages, tag};

    /// The languages of simulated campaigns, as the simulator names them, beside the tags that detection gives their texts.
    #[test]
    fn tags_are_two_letters_of_their_own_and_those_of_the_simulator() {
        let all: std::collections::BTreeSet<&str> = Lang::all().iter().map(|&lang| tag(lang)).collect();
        assert_eq!(all.len(), Lang::all().len());
        assert!(all.iter().all(|tag| tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_lowercase())));
        let texts = [
            ("es", "Explica de manera sencilla c\u{f3}mo funciona la memoria de los ordenadores modernos."),
            (
                "de",
                "Erkl\u{e4}re bitte in einfachen Worten, wie der Speicher eines modernen Rechners funktioniert.",
            ),
            (
                "fr",
                "Explique avec des mots simples comment fonctionne la m\u{e9}moire d'un ordinateur moderne.",
            ),
            (
                "ru",
                "\u{41e}\u{431}\u{44a}\u{44f}\u{441}\u{43d}\u{438} \u{43f}\u{440}\u{43e}\u{441}\u{442}\u{44b}\u{43c}\u{438} \u{441}\u{43b}\u{43e}\u{432}\u{430}\u{43c}\u{438}, \u{43a}\u{430}\u{43a} \u{440}\u{430}\u{431}\u{43e}\u{442}\u{430}\u{435}\u{442} \u{43f}\u{430}\u{43c}\u{44f}\u{442}\u{44c} \u{447}\u{435}\u{43b}\u{43e}\u{432}\u{435}\u{43a}\u{430}.",
            ),
            (
                "zh",
                "\u{8bf7}\u{7528}\u{7b80}\u{5355}\u{7684}\u{8bdd}\u{89e3}\u{91ca}\u{73b0}\u{4ee3}\u{8ba1}\u{7b97}\u{673a}\u{7684}\u{5185}\u{5b58}\u{662f}\u{5982}\u{4f55}\u{5de5}\u{4f5c}\u{7684}\u{3002}",
            ),
            (
                "pt",
                "Explique com palavras simples como funciona a mem\u{f3}ria dos computadores e por que n\u{e3}o perdem nada quando voc\u{ea} os desliga \u{e0} noite.",
            ),
        ];
        for (name, text) in texts {
            assert_eq!(languages([text].into_iter()), [name]);
        }
    }
}
