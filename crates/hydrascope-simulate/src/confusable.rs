//! Unicode's confusables: characters that look like a letter of English.

use std::collections::HashMap;
use std::sync::LazyLock;

use rand::RngExt;
use unicode_security::confusable_detection::skeleton;

use crate::seed::Random;

/// The letters, in the order of [`CONFUSABLES`].
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// For each letter all characters beyond ASCII of the same skeleton (Unicode Technical Standard 39, section 4), in their order.
static CONFUSABLES: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let of = |c: char| skeleton(c.encode_utf8(&mut [0; 4])).collect::<String>();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, letter) in LETTERS.chars().enumerate() {
        places.entry(of(letter)).or_default().push(place);
    }
    let mut confusables = vec![Vec::new(); LETTERS.len()];
    for c in '\u{80}'..=char::MAX {
        for &place in places.get(&of(c)).into_iter().flatten() {
            confusables[place].push(c);
        }
    }
    confusables
});

/// The text with a share (0 to 1) of its letters A to Z swapped, each for any of its confusables.
pub(crate) fn swapped(text: &str, share: f64, random: &mut Random) -> String {
    let mut swap = |letter: char| {
        let of = LETTERS.find(letter).and_then(|place| CONFUSABLES.get(place));
        match of {
            Some(of) if !of.is_empty() && random.random_bool(share) => {
                of[random.random_range(0..of.len() as u32) as usize]
            }
            _ => letter,
        }
    };
    text.chars().map(&mut swap).collect()
}

#[cfg(test)]
mod tests {
    use super::{CONFUSABLES, LETTERS, swapped};
    use crate::seed::random;

    #[test]
    fn each_letter_has_some_and_none_is_ascii() {
        for (letter, confusables) in LETTERS.chars().zip(CONFUSABLES.iter()) {
            assert!(confusables.len() > 10 && !confusables.iter().any(char::is_ascii), "{letter}");
        }
        let all: usize = CONFUSABLES.iter().map(Vec::len).sum();
        assert!(all > 1_400, "{all}");
        assert!(CONFUSABLES[0].contains(&'\u{430}') && CONFUSABLES[26].contains(&'\u{410}'));
    }

    #[test]
    fn all_letters_are_swapped_or_none() {
        let text = "Show all 3 steps, then stop.";
        assert_eq!(swapped(text, 0.0, &mut random(&[1])), text);
        let swapped = swapped(text, 1.0, &mut random(&[1]));
        assert!(!swapped.contains(|c: char| c.is_ascii_alphabetic()), "{swapped}");
        assert_eq!(swapped.chars().count(), text.len());
        assert_eq!(swapped.matches([' ', ',', '.', '3']).count(), 8);
    }
}
