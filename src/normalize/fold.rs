//! Character folding: compatibility forms, case, invisible marks, look-alike letters.

use unicode_normalization::UnicodeNormalization;

use super::look_alike::{look_alike, mixes_scripts};

/// Whether a character shows nothing and separates nothing (zero-width marks, soft hyphen, tags, variation selectors).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Appends the folded form of one grapheme-like segment (a base and its marks): NFKC, lower case.
pub(super) fn fold_segment(segment: &str, out: &mut String) {
    out.extend(shown(segment).flat_map(char::to_lowercase));
}

/// What a text shows, in NFKC.
fn shown(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().filter(|&c| !is_invisible(c)).map(typewriter)
}

/// The mark of a typewriter for a printer's quote, apostrophe or dash.
fn typewriter(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// Appends the folded form of a word. Letters that look like Latin ones fold to these where the word also holds Latin letters, mixes
/// scripts, or is made of nothing else in a text that is mostly Latin. Words of a truly Cyrillic or Greek text stay as they are.
pub(super) fn fold_word(word: &str, mostly_latin: bool, out: &mut String) {
    let at = out.len();
    let (mut similar, mut other) = (false, false);
    for c in shown(word) {
        match look_alike(c) {
            Some(_) => similar = true,
            None => other |= !c.is_ascii(),
        }
        out.extend(c.to_lowercase());
    }
    let folded = &out[at..];
    let latin = || folded.bytes().any(|byte| byte.is_ascii_alphabetic());
    // A number in the digits of another script is no word.
    let alike = || !other && (mostly_latin || mixes_scripts(word)) && !folded.chars().all(char::is_numeric);
    if similar && (latin() || alike()) {
        out.truncate(at);
        for c in shown(word) {
            match look_alike(c) {
                Some(letter) => out.push(letter),
                None => out.extend(c.to_lowercase()),
            }
        }
    }
}
