//! How people write: openers, lower case, missing marks, slips of the finger.

use rand::RngExt;

use crate::account::Account;
use crate::seed::Random;

const OPENERS: [&str; 14] = [
    "hi, ",
    "hello ",
    "quick one: ",
    "hey, ",
    "so ",
    "please ",
    "question: ",
    "umm ",
    "morning! ",
    "one more: ",
    "ok ",
    "sorry, ",
    "- ",
    "tell me ",
];
const CLOSERS: [&str; 10] =
    [" please", " thanks", " pls", "??", " ...", " asap", "!", " thx", " :)", " (not urgent)"];

/// Rewrites a prompt the way its account would type it.
pub(crate) fn dress(text: String, account: &Account, random: &mut Random) -> String {
    let mut text =
        if random.random_range(0..100_u32) < u32::from(account.lower) { text.to_lowercase() } else { text };
    if random.random_bool(0.08) && text.ends_with(['?', '.']) {
        text.pop();
    }
    if account.slips > 0 && text.is_ascii() {
        text = slip(&text, u32::from(account.slips), random);
    }
    if random.random_bool(0.07) {
        text.insert_str(0, OPENERS[random.random_range(0..OPENERS.len() as u32) as usize]);
    }
    if random.random_bool(0.05) {
        text.push_str(CLOSERS[random.random_range(0..CLOSERS.len() as u32) as usize]);
    }
    text
}

/// Swaps, drops or doubles a letter in so many words of a thousand.
fn slip(text: &str, thousandths: u32, random: &mut Random) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for (place, word) in text.split(' ').enumerate() {
        if place > 0 {
            out.push(' ');
        }
        if word.len() < 4 || random.random_range(0..1000_u32) >= thousandths {
            out.push_str(word);
            continue;
        }
        let at = random.random_range(1..word.len() as u32 - 1) as usize;
        out.push_str(&word[..at]);
        match random.random_range(0..3_u32) {
            0 => out.push_str(&word[at + 1..]),
            1 => out.push_str(&word[at - 1..]),
            _ => {
                out.push_str(&word[at + 1..at + 2]);
                out.push_str(&word[at..=at]);
                out.push_str(&word[at + 2..]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::slip;
    use crate::seed::random;

    #[test]
    fn slips_change_words_but_not_their_number() {
        let text = "which telescopes would you recommend";
        let slipped = slip(text, 1000, &mut random(&[3]));
        assert_ne!(slipped, text);
        assert_eq!(slipped.split(' ').count(), 5);
        assert_eq!(slip(text, 0, &mut random(&[3])), text);
    }
}
