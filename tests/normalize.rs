//! Normalising: what folds together, what stays apart, and where words stand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use hydrascope::normalize::{Normalizer, Word};
use hydrascope::request::{HashKey, Prompt, Role};
use proptest::prelude::*;

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    Normalizer::new(HashKey::new([1, 2])).words(text, &mut words);
    words
}

fn hashes(text: &str) -> Vec<u32> {
    words(text).iter().map(|w| w.hash).collect()
}

fn words_of(prompt: &Prompt) -> Vec<Word> {
    let mut words = Vec::new();
    Normalizer::new(HashKey::new([1, 2])).prompt(prompt, &mut words);
    words
}

#[test]
fn noise_folds_away() {
    for (plain, noised) in [
        ("keep discarded ideas", "Keep  DISCARDED\tideas"),
        ("keep discarded ideas", "k\u{435}ep dis\u{200b}carded id\u{435}\u{430}s"),
        ("a model", "\u{430} model"),
        ("the file", "the \u{fb01}le"),
        ("solve 17 tasks", "solve 4,211.50 tasks"),
        ("[769ef06830] go", "[aa81160265] go"),
        ("see https://a.example/x?y=1 now", "see www.b.example now"),
        ("don't", "don\u{2019}t"),
        ("one\ntwo", "one \r\n\n two"),
        ("wait...", "wait......"),
        ("caf\u{e9}", "cafe\u{301}"),
    ] {
        assert_eq!(hashes(plain), hashes(noised), "{plain:?} and {noised:?}");
    }
}

#[test]
fn meaning_stays_apart() {
    for (one, other) in [
        ("hot water", "cold water"),
        ("one two", "two one"),
        ("one. two", "one two"),
        ("\u{43c}\u{43e}\u{440}\u{435}", "mope"),
        ("gpt4", "gpt5"),
        ("\u{6211}\u{7684}", "\u{6211}\u{4eec}"),
        ("line one", "line\none"),
    ] {
        assert_ne!(hashes(one), hashes(other), "{one:?} and {other:?}");
    }
}

#[test]
fn each_ideograph_is_a_word_and_each_indic_word_is_one() {
    assert_eq!(words("\u{8bf7}\u{9010}\u{6b65}").len(), 3);
    assert_eq!(words("\u{0c26}\u{0c36}\u{0c32}\u{0c35}\u{0c3e}\u{0c30}\u{0c40}").len(), 1);
}

#[test]
fn another_key_gives_other_hashes() {
    let mut other = Vec::new();
    Normalizer::new(HashKey::new([1, 3])).words("template", &mut other);
    assert_ne!(hashes("template"), [other[0].hash]);
}

/// A log without chats gives what it gave before there were any: the words of the text, between two marks.
#[test]
fn a_plain_prompt_is_the_words_of_its_text() {
    for text in [
        "Why is the sky blue?",
        "line one\nline two",
        "Explain what \"System: be brief\" does to it",
        " 17 caf\u{e9}s ",
    ] {
        let plain = words_of(&Prompt::new(text));
        assert_eq!(plain[1..plain.len() - 1], words(text), "{text:?}");
        let (begin, end) = (plain[0], plain[plain.len() - 1]);
        let end_of_text = text.len() as u32;
        assert_eq!(
            ((begin.start, begin.end), (end.start, end.end)),
            ((0, 0), (end_of_text, end_of_text)),
            "{text:?}"
        );
        assert!(
            begin.hash != end.hash && !words(text).iter().any(|w| w.hash == begin.hash || w.hash == end.hash)
        );
    }
}

#[test]
fn a_part_begins_with_its_role_and_what_is_asked_stays_the_same() {
    let chat = words_of(&Prompt::chat([(Role::System, "Be brief."), (Role::User, "Why is the sky blue?")]));
    let roles = Normalizer::new(HashKey::new([1, 2])).roles();
    let spoken: Vec<Role> = chat
        .iter()
        .filter_map(|w| roles.iter().find(|(hash, _)| *hash == w.hash).map(|(_, role)| *role))
        .collect();
    assert_eq!(spoken, [Role::System, Role::User]);
    let said: Vec<u32> = chat[1..chat.len() - 1]
        .iter()
        .map(|w| w.hash)
        .filter(|hash| roles.iter().all(|(role, _)| role != hash))
        .collect();
    assert_eq!(said, [hashes("Be brief."), hashes("Why is the sky blue?")].concat());
}

/// The plain twin for texts of lower-case letters, spaces and commas.
fn twin(text: &str) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut last = ' ';
    for (i, c) in text.char_indices() {
        if c != ' ' {
            match spans.last_mut() {
                Some(span) if span.1 == i && (last == ',') == (c == ',') => span.1 = i + 1,
                _ => spans.push((i, i + 1)),
            }
        }
        last = c;
    }
    spans
}

proptest! {
    #[test]
    fn any_text_gives_words_in_order_on_boundaries(text in "\\PC{0,200}") {
        let mut end = 0;
        for word in words(&text) {
            prop_assert!(word.start as usize >= end && word.start < word.end);
            prop_assert!(text.get(word.start as usize..word.end as usize).is_some());
            end = word.end as usize;
        }
    }

    #[test]
    fn a_lone_message_of_a_person_is_plain_text(text in "\\PC{0,40}(\n\\PC{0,40}){0,3}") {
        let text = text.trim();
        prop_assert_eq!(words_of(&Prompt::chat([(Role::User, text)])), words_of(&Prompt::new(text)));
    }

    #[test]
    fn plain_text_splits_like_the_twin(text in "[a-z ,]{0,80}") {
        let spans: Vec<(usize, usize)> = words(&text).iter().map(|w| (w.start as usize, w.end as usize)).collect();
        prop_assert_eq!(spans, twin(&text));
    }

    #[test]
    fn invisible_marks_change_nothing(text in "[a-z]{2,8}( [a-z]{2,8}){0,6}", at in any::<prop::sample::Index>()) {
        let mut noised = text.clone();
        noised.insert(at.index(text.len()), '\u{200b}');
        prop_assert_eq!(hashes(&text), hashes(&noised));
    }

    #[test]
    fn a_word_hashes_the_same_wherever_it_stands(word in "[a-z]{1,12}", before in "[a-z]{1,5}", after in "[\u{400}-\u{4ff}]{1,5}") {
        let text = format!("{before} {word} {after}");
        prop_assert_eq!(hashes(&text)[1], hashes(&word)[0]);
    }
}

proptest! {
    /// Prompts are normalised line by line; the plain twin takes the whole text at once.
    #[test]
    fn lines_give_the_words_of_the_whole_text(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "\n", "\r\n", "\n \n", "\u{2028}", "\u{85}", "\u{b}", " ", "\t", "\u{200b}", "'", "\u{2019}", "--", ".", ",", "3", "17",
                "a", "Keep", "k\u{435}ep", "\u{43a}\u{43e}\u{442}", "\u{3b1}", "\u{8bf7}", "\u{301}", "https://x.y/z", "www.a", "#", "\"",
            ]),
            0..40,
        ),
    ) {
        let text = pieces.concat();
        let of_lines = words_of(&Prompt::new(text.clone()));
        if Prompt::new(text.clone()).parts().is_empty() {
            prop_assert_eq!(&of_lines[1..of_lines.len() - 1], &words(&text)[..]);
        }
        let chat = Prompt::chat([(Role::System, "Be brief."), (Role::User, &text), (Role::User, "And?\nWhy?")]);
        let mut expected: Vec<u32> = Vec::new();
        for part in chat.parts() {
            let role = Normalizer::new(HashKey::new([1, 2])).roles().into_iter().find(|(_, role)| *role == part.role).unwrap();
            expected.push(role.0);
            expected.extend(hashes(&chat.as_str()[part.range()]));
        }
        let said: Vec<u32> = words_of(&chat).iter().map(|word| word.hash).collect();
        prop_assert_eq!(&said[1..said.len() - 1], &expected[..]);
    }
}
