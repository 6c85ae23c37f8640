//! Character folding: compatibility forms, case, invisible marks, look-alike letters.

use unicode_normalization::UnicodeNormalization;

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
    for c in segment.nfkc() {
        if !is_invisible(c) {
            out.extend(typewriter(c).to_lowercase());
        }
    }
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

/// The Latin letter that a Cyrillic or Greek one looks like (Unicode TR 39 confusables, lower case, whole-letter
/// pairs only).
pub(super) fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ҽ' | 'ε' => 'e',
        'һ' => 'h',
        'і' | 'ι' | 'ї' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ц' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => return None,
    })
}

/// Replaces look-alike letters in a word that also holds Latin letters, or, in a text that is mostly Latin, in a
/// word made of nothing else. Words of a truly Cyrillic or Greek text stay as they are.
pub(super) fn fold_look_alikes(word: &mut String, mostly_latin: bool) {
    let mut latin = false;
    let mut similar = false;
    let mut other = false;
    for c in word.chars() {
        latin |= c.is_ascii_alphabetic();
        match look_alike(c) {
            Some(_) => similar = true,
            None => other |= !c.is_ascii(),
        }
    }
    if similar && (latin || (mostly_latin && !other)) {
        *word = word.chars().map(|c| look_alike(c).unwrap_or(c)).collect();
    }
}
