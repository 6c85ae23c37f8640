//! Tokenising many texts gives what the library gives for each.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use hydrascope::embed::Model;
use hydrascope::embed::tokenize::Tokenizer;
use proptest::prelude::*;

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| Model::embedded().unwrap().tokenizer().unwrap());

/// What the library says of each text, none for blank ones.
fn plain(tokenizer: &Tokenizer, texts: &[&str]) -> Vec<Vec<u32>> {
    let ids = |text: &&str| {
        if text.trim().is_empty() { Vec::new() } else { tokenizer.encode(text).unwrap() }
    };
    texts.iter().map(ids).collect()
}

fn fast(tokenizer: &Tokenizer, texts: &[&str]) -> Vec<Vec<u32>> {
    tokenizer.encode_all(texts).unwrap().iter().map(<[u32]>::to_vec).collect()
}

/// Characters that normalising drops, splits, joins or moves: marks of several classes, Hangul whole and in parts, CJK,
/// controls, white space of all kinds, signs of no width, letters whose lower case is longer.
const NASTY: &str = "[ab Zé\u{300}\u{301}\u{323}\u{338}\u{345}\u{5b0}<=>≮\u{1100}\u{1161}\u{11a8}각한漢字\u{f900}\u{2f800}\
                     \u{0}\u{b}\u{c}\u{85}\u{1c}\u{a0}\u{2028}\u{3000}\u{200b}\u{200d}\u{feff}\u{fffd}\u{e000}İßẞΣςǅ\
                     \t\n\r.,!'#\\[\\]$+^`|~_-，。؟🙂0-9]{0,60}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn nasty_texts(texts in prop::collection::vec(NASTY, 1..6)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        prop_assert_eq!(fast(&TOKENIZER, &texts), plain(&TOKENIZER, &texts));
    }

    #[test]
    fn any_texts(texts in prop::collection::vec(any::<String>(), 1..4)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        prop_assert_eq!(fast(&TOKENIZER, &texts), plain(&TOKENIZER, &texts));
    }
}

#[test]
fn every_character_between_letters_marks_and_spaces() {
    let around = |c: char| format!("a{c}b {c}\u{301} x\u{323}{c}, {c}{c}");
    let texts: Vec<String> = ('\0'..=char::MAX).step_by(7).map(around).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(fast(&TOKENIZER, &texts), plain(&TOKENIZER, &texts));
}

#[test]
fn the_limit_and_special_tokens() {
    let json = include_str!("../models/static/tokenizer.json").replace(
        "\"post_processor\":null",
        r#""post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},
        {"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
        "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
        "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[101],"tokens":["[CLS]"]},
        "[SEP]":{"id":"[SEP]","ids":[102],"tokens":["[SEP]"]}}}"#,
    );
    for limit in [3, 4, 7] {
        let tokenizer = Tokenizer::from_json(&json, limit).unwrap();
        let texts = ["a", "unbelievably long, texts", "", "[SEP] is text", "\u{200b}"];
        let found = fast(&tokenizer, &texts);
        assert_eq!(found, plain(&tokenizer, &texts));
        assert!(found.iter().all(|ids| ids.len() <= limit));
        assert_eq!((found[0].first(), found[0].last()), (Some(&101), Some(&102)));
    }
}

#[test]
fn an_added_word_that_is_not_special_is_still_found_across_words() {
    let added = r#"{"id":30000,"special":false,"content":"new york","single_word":false,"lstrip":false,"rstrip":false,"normalized":true},"#;
    let json = include_str!("../models/static/tokenizer.json")
        .replace("\"added_tokens\":[", &format!("\"added_tokens\":[{added}"));
    let tokenizer = Tokenizer::from_json(&json, 64).unwrap();
    let texts = ["in new york today", "a new, york"];
    assert_eq!(fast(&tokenizer, &texts), plain(&tokenizer, &texts));
    assert_ne!(fast(&tokenizer, &texts), fast(&TOKENIZER, &texts));
}
