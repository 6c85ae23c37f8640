//! Tokenizer files that the library must not see.
#![allow(clippy::unwrap_used, clippy::panic)]

mod onnx_files;

use std::time::{Duration, Instant};

use hydrascope::embed::Model;
use hydrascope::embed::tokenize::{TokenizeError, Tokenizer, TokenizerFile};
use onnx_files::{CONFIG, TOKENIZER, good, write};

fn with(from: &str, to: &str) -> String {
    assert!(TOKENIZER.contains(from), "{from}");
    TOKENIZER.replace(from, to)
}

fn refusal(json: String) -> TokenizeError {
    let start = Instant::now();
    let error = TokenizerFile::new(json).err().unwrap();
    assert!(start.elapsed() < Duration::from_secs(5), "{error}");
    error
}

/// What is refused as too much.
fn too_much(json: String) -> &'static str {
    match refusal(json) {
        TokenizeError::TooMuch { what, limit, found } => {
            assert!(found > limit, "{what}");
            what
        }
        error => panic!("{error}"),
    }
}

#[test]
fn the_small_tokenizer_works() {
    let file = TokenizerFile::new(TOKENIZER).unwrap();
    assert_eq!((file.largest_id(), file.pad_id()), (7, None));
    let tokenizer = Tokenizer::new(&file, 16).unwrap();
    assert_eq!(tokenizer.encode("a_AB word").unwrap(), [2, 3, 3, 5, 6]);
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        assert_eq!(
            too_much(with(r#""decoder": null"#, &format!(r#""decoder": {deep}"#))),
            "levels of arrays and objects"
        );
    }
    let nested = (0..30).fold(r#"{"type": "Lowercase"}"#.to_owned(), |inner, _| {
        format!(r#"{{"type": "Sequence", "normalizers": [{inner}]}}"#)
    });
    TokenizerFile::new(with(r#""decoder": null"#, &format!(r#""decoder": {nested}"#))).unwrap();
}

#[test]
fn normalizers_do_not_blow_texts_up() {
    let sequence = |parts: &[String]| {
        let start = r#"{"type": "Sequence", "normalizers": ["#;
        with(start, &format!("{start}{}, ", parts.join(", ")))
    };
    let replace = |pattern: &str, content: &str| {
        format!(r#"{{"type": "Replace", "pattern": {pattern}, "content": "{content}"}}"#)
    };
    let doubled = vec![replace(r#"{"String": "a"}"#, "aa"); 40];
    assert_eq!(too_much(sequence(&doubled)), "bytes that normalisers make of one");
    // Within each other they are as many.
    let inner = format!(r#"{{"type": "Sequence", "normalizers": [{}]}}"#, doubled[..4].join(", "));
    assert_eq!(too_much(sequence(&vec![inner; 4])), "bytes that normalisers make of one");
    let long = [replace(r#"{"String": "a"}"#, &"b".repeat(1000))];
    assert_eq!(too_much(sequence(&long)), "bytes that normalisers make of one");
    let beside = [replace(r#"{"Regex": "x*"}"#, &"b".repeat(100))];
    assert_eq!(too_much(sequence(&beside)), "bytes that normalisers make of one");
    let same = vec![r#"{"type": "Lowercase"}"#.to_owned(); 100];
    assert_eq!(too_much(sequence(&same)), "normalisers in a row");
    let before = [format!(r#"{{"type": "Prepend", "prepend": "{}"}}"#, "b".repeat(5000))];
    assert_eq!(too_much(sequence(&before)), "bytes before each text");
    let map = [format!(r#"{{"type": "Precompiled", "precompiled_charsmap": "{}"}}"#, "A".repeat(3 << 20))];
    assert_eq!(too_much(sequence(&map)), "bytes of precompiled characters");
    // What published files do.
    let usual = [
        replace(r#"{"String": " "}"#, "\u{2581}"),
        replace(r#"{"Regex": " {2,}"}"#, " "),
        replace(r#"{"String": "``"}"#, "'"),
    ];
    TokenizerFile::new(sequence(&usual)).unwrap();
    // Of two members of one name one reader takes the first, another the last.
    let twice =
        [r#"{"type": "Replace", "pattern": {"String": "a"}, "content": "a", "content": "b"}"#.to_owned()];
    assert!(refusal(sequence(&twice)).to_string().contains("a name stands twice"));
}

#[test]
fn patterns_are_short_and_repeat_little() {
    let split = |pattern: &str| {
        let split = format!(
            r#"{{"type": "Split", "pattern": {{"Regex": "{pattern}"}}, "behavior": "Isolated", "invert": false}}"#
        );
        with(r#"{"type": "BertPreTokenizer"}"#, &split)
    };
    assert_eq!(too_much(split(&"(a|b)".repeat(1000))), "bytes of a pattern");
    assert_eq!(too_much(split("((a{100}){100}){100}")), "repetitions in a pattern");
    let many = format!(
        r#"{{"type": "Sequence", "pretokenizers": [{}]}}"#,
        [r#"{"type": "Split", "pattern": {"Regex": "PATTERN"}}"#; 10]
            .join(", ")
            .replace("PATTERN", &"a".repeat(4000))
    );
    assert_eq!(too_much(with(r#"{"type": "BertPreTokenizer"}"#, &many)), "bytes of all patterns");
    let usual = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|\\s+(?!\\S)|\\s+";
    TokenizerFile::new(split(usual)).unwrap();
}

#[test]
fn vocabularies_hold_each_token_and_each_id_once() {
    let duplicate = |json| match refusal(json) {
        TokenizeError::Duplicate { what, value } => format!("{what} {value}"),
        error => panic!("{error}"),
    };
    assert_eq!(duplicate(with(r#""word": 6"#, r#""word": 6, "word": 7"#)), "the token 'word'");
    assert_eq!(duplicate(with(r#""word": 6"#, r#""word": 5"#)), "the id 5");
    let unigram = |vocabulary: &str| {
        let model = format!(r#""model": {{"type": "Unigram", "unk_id": 0, "vocab": {vocabulary}}}}}"#);
        format!("{}{model}", TOKENIZER.split_once(r#""model""#).unwrap().0)
    };
    assert_eq!(duplicate(unigram(r#"[["a", 0.0], ["\u001b", -1], ["\u001b", -2]]"#)), r"the token '\u{1b}'");
    assert_eq!(TokenizerFile::new(unigram(r#"[["[PAD]", 0.0], ["b", -1.5]]"#)).unwrap().largest_id(), 7);
    assert!(matches!(refusal(unigram("[]")), TokenizeError::Empty));
    assert_eq!(too_much(with(r#""word": 6"#, r#""word": 4000000000"#)), "as the id of a token");
    assert_eq!(too_much(with(r#""word""#, &format!("\"{}\"", "w".repeat(70_000)))), "bytes of a token");
    assert_eq!(
        too_much(with(r###""##""###, &format!("\"{}\"", "#".repeat(100)))),
        "bytes of a mark of words' parts"
    );
}

#[test]
fn absurd_lengths_are_refused() {
    let truncation = |max: &str, stride: &str| {
        let value = format!(
            r#""truncation": {{"direction": "Right", "max_length": {max}, "strategy": "LongestFirst", "stride": {stride}}}"#
        );
        with(r#""truncation": null"#, &value)
    };
    assert_eq!(too_much(truncation("18446744073709551615", "0")), "tokens to cut a text to");
    assert_eq!(too_much(truncation("128", "1e30")), "tokens that cut parts share");
    TokenizerFile::new(truncation("128", "0")).unwrap();
    let padding = with(r#""padding": null"#, r#""padding": {"strategy": {"Fixed": 1e15}, "pad_id": 0}"#);
    assert_eq!(too_much(padding), "tokens to fill a text up to");
    let ids = vec!["2"; 5000].join(", ");
    assert_eq!(
        too_much(with(r#""ids": [2]"#, &format!(r#""ids": [{ids}]"#))),
        "special tokens around a text"
    );
}

#[test]
fn files_that_are_no_text_are_refused() {
    for file in ["tokenizer.json", "config.json"] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &good(), TOKENIZER, CONFIG);
        std::fs::write(folder.path().join(file), [b'{', 0xff, 0xfe, b'}']).unwrap();
        let said = Model::from_folder(folder.path()).unwrap_err().to_string();
        assert!(said.contains(file), "{said}");
    }
}
