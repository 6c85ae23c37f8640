//! Every character that Unicode calls confusable with a letter A to Z folds to that letter, or there is a reason why not.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use hydrascope::normalize::Normalizer;
use hydrascope::request::HashKey;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

fn hashes(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    Normalizer::new(HashKey::new([1, 2])).words(text, &mut words);
    words.iter().map(|word| word.hash).collect()
}

fn skeleton_of(c: char) -> String {
    skeleton(&c.to_string()).collect()
}

/// Each confusable beyond ASCII with the letters of its skeleton, which are more than one for `l` and `I` alone.
fn confusables() -> Vec<(char, String)> {
    let mut letters: BTreeMap<String, String> = BTreeMap::new();
    for letter in ('a'..='z').chain('A'..='Z') {
        letters.entry(skeleton_of(letter)).or_default().push(letter);
    }
    let of = |c: char| Some((c, letters.get(&skeleton_of(c))?.clone()));
    ('\u{80}'..=char::MAX).filter_map(of).collect()
}

/// Why a confusable does not fold to what it looks like.
fn exception(c: char) -> Option<&'static str> {
    let form: String = c.nfkc().collect();
    if form.chars().all(|c| c.is_ascii_digit()) {
        return Some("a digit in another form is a digit, as the 0 of ASCII is");
    }
    if matches!(c, '\u{17f}' | '\u{3f2}' | '\u{3f9}') {
        return Some("a letter in another form is that letter: the long s an s, the lunate sigma a sigma");
    }
    // Outlined letters are signs to Unicode alone.
    let in_words =
        c.is_alphanumeric() || is_combining_mark(c) || form.chars().all(|c| c.is_ascii_alphabetic());
    if !in_words {
        return Some(
            "a mark parts words, whatever it looks like: a bar, a cross, an inverted exclamation mark",
        );
    }
    let spaceless =
        ['\u{e00}'..='\u{eff}', '\u{1000}'..='\u{109f}', '\u{1780}'..='\u{17ff}', '\u{4e00}'..='\u{9fff}'];
    let is_spaceless = spaceless.iter().any(|script| script.contains(&c));
    is_spaceless.then_some("each letter of a script without spaces is a word")
}

/// What stands between Latin letters folds to one that it is confusable with.
fn folds(c: char, letters: &str) -> bool {
    let between = |c: char| hashes(&format!("zq{c}qz"));
    letters.chars().any(|letter| between(letter) == between(c))
}

#[test]
fn each_confusable_folds_to_its_letter() {
    let (all, mut kept, mut wrong) = (confusables(), BTreeMap::<&str, usize>::new(), Vec::new());
    assert!(all.len() > 1_400, "{}", all.len());
    for (c, letters) in &all {
        let why = exception(*c);
        if folds(*c, letters) == why.is_some() {
            wrong.push(format!("U+{:04X} {c} {letters} {why:?}", u32::from(*c)));
        }
        why.into_iter().for_each(|why| *kept.entry(why).or_default() += 1);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(kept.len() == 4 && kept.values().sum::<usize>() < 110, "{kept:?}");
}

#[test]
fn words_of_confusables_alone_fold_where_they_mix_scripts() {
    // Greek and Cyrillic and Armenian, in a text without any Latin letter.
    let (mixed, plain) = ("\u{3bd}\u{43e}\u{57d} \u{3bf}\u{440} \u{448}\u{3bf}", "vou op wo");
    assert_eq!(hashes(mixed), hashes(plain));
    // Words of one script are words of that script, unless the text around them is Latin.
    for (word, look) in
        [("\u{43d}\u{43e}\u{440}\u{430}", "hopa"), ("\u{3bd}\u{3b1}", "va"), ("\u{5e1}\u{5d5}", "ol")]
    {
        assert_ne!(hashes(word), hashes(look));
        let within = |word: &str| format!("please name {word} for me");
        assert_eq!(hashes(&within(word)), hashes(&within(look)));
    }
}

#[test]
fn capitals_fold_as_small_letters_do() {
    let russian = "please read \u{412}\u{43e}\u{442} \u{41d}\u{435}\u{442} \u{422}\u{440}\u{438} aloud";
    assert_eq!(hashes(russian), hashes(&russian.to_lowercase()));
    // Where each case looks like a letter of its own, it is that.
    let distinct: BTreeSet<_> = ["z\u{39d}z", "z\u{3bd}z"].map(hashes).into();
    assert_eq!(distinct, BTreeSet::from([hashes("znz"), hashes("zvz")]));
}

#[test]
fn numbers_of_other_scripts_stay_numbers() {
    for (number, word) in [("\u{966}", "o"), ("\u{665}\u{667}", "ov"), ("\u{6f1}\u{6f5}", "lo")] {
        let within = |text: &str| hashes(&format!("wait {text} minutes"));
        assert_eq!(within(number), within("20"));
        assert_ne!(within(number), within(word));
    }
}
