//! Normalising.

use hydrascope::normalize::{LINE_BREAK, Normalizer, Word};
use hydrascope::request::HashKey;

const KEY: HashKey = HashKey::new([7, 11]);

/// Normalises text. Words are texts in it, one behind the other, and what was normalised is normal: the words with nothing but a space
/// between them are the same words. Line breaks are left aside, since a space joins two of them to one.
pub fn normalize(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = words(&text);
    let mut behind = 0;
    for word in &found {
        assert!(word.start >= behind && word.start < word.end, "{word:?}");
        assert!(text.get(word.start as usize..word.end as usize).is_some(), "{word:?}");
        behind = word.end;
    }
    let is_break = Normalizer::new(KEY).hash(LINE_BREAK);
    let found: Vec<Word> = found.into_iter().filter(|word| word.hash != is_break).collect();
    let joined: Vec<&str> = found.iter().map(|word| &text[word.start as usize..word.end as usize]).collect();
    let again = words(&joined.join(" "));
    assert_eq!(hashes(&again), hashes(&found), "{joined:?}");
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    Normalizer::new(KEY).words(text, &mut words);
    words
}

fn hashes(words: &[Word]) -> Vec<u32> {
    words.iter().map(|word| word.hash).collect()
}
