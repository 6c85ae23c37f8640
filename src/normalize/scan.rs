//! Splits a text into words: runs of letters and digits, single marks, single ideographs, line breaks.

use super::fold::{fold_segment, fold_word, is_invisible};
use super::look_alike::look_alike;
use super::mask::{LINK, link_length, mask};

/// The folded word of one or more line breaks.
pub const LINE_BREAK: &str = "<br>";

/// The characters that break a line.
pub(super) const BREAKS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Letters, digits, marks: they run together to a word.
    Letter,
    /// Scripts without spaces: each character a word.
    Ideograph,
    /// Joins two letters (apostrophe), else a mark.
    Joiner,
    LineBreak,
    Space,
    Mark,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        _ if BREAKS.contains(&c) => Class::LineBreak,
        '\'' | '\u{2019}' => Class::Joiner,
        _ if c.is_ascii() => {
            if c.is_ascii_whitespace() || c.is_ascii_control() {
                Class::Space
            } else {
                Class::Mark
            }
        }
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Ideograph,
        // Outlined letters, which Unicode calls signs; those of other forms are letters to it.
        '\u{1ccd6}'..='\u{1ccef}' => Class::Letter,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphanumeric() || is_combining(c) => Class::Letter,
        _ => Class::Mark,
    }
}

/// Marks that modify the letter before them; without them Indic words would break at each vowel sign.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Calls `emit(folded word, start, end)` for each word of `text`, in order.
pub(super) fn scan(text: &str, mostly_latin: bool, emit: &mut dyn FnMut(&str, usize, usize)) {
    let mut word = String::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        if !c.is_ascii() && is_invisible(c) {
            at = next;
            continue;
        }
        at = match class(c) {
            Class::Space => next,
            Class::LineBreak => {
                let end = at + run_length(&text[at..], |c| c.is_whitespace());
                emit(LINE_BREAK, at, end);
                end
            }
            Class::Letter => letters(text, at, mostly_latin, &mut word, emit),
            Class::Ideograph => {
                word.clear();
                fold_segment(&text[at..next], &mut word);
                emit(&word, at, next);
                next
            }
            Class::Mark | Class::Joiner => marks(text, at, c, &mut word, emit),
        };
    }
}

/// One word of letters and digits beginning at `at`; returns where it ends.
fn letters(
    text: &str,
    at: usize,
    mostly_latin: bool,
    word: &mut String,
    emit: &mut dyn FnMut(&str, usize, usize),
) -> usize {
    let link = link_length(&text[at..]);
    if link > 0 {
        emit(LINK, at, at + link);
        return at + link;
    }
    let end = word_end(text, at);
    word.clear();
    let slice = &text[at..end];
    if slice.is_ascii() {
        word.extend(slice.bytes().map(|b| b.to_ascii_lowercase() as char));
    } else {
        fold_word(slice, mostly_latin, word);
    }
    if !word.is_empty() {
        emit(mask(word).unwrap_or(word), at, end);
    }
    end
}

/// Where the word that begins at `at` ends: joiners between two letters, and separators between two digits, belong to it.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    let mut last = ' ';
    while let Some((i, c)) = chars.next() {
        let inside = match class(c) {
            Class::Letter => true,
            _ if !c.is_ascii() && is_invisible(c) => continue,
            Class::Joiner => chars.peek().is_some_and(|&(_, n)| class(n) == Class::Letter),
            Class::Mark if matches!(c, '.' | ',') => {
                last.is_ascii_digit() && chars.peek().is_some_and(|&(_, n)| n.is_ascii_digit())
            }
            _ => false,
        };
        if !inside {
            break;
        }
        last = c;
        end = at + i + c.len_utf8();
    }
    end
}

/// One mark, or a run of the same mark, beginning at `at`; returns where it ends.
fn marks(
    text: &str,
    at: usize,
    mark: char,
    word: &mut String,
    emit: &mut dyn FnMut(&str, usize, usize),
) -> usize {
    let end = at + run_length(&text[at..], |c| c == mark);
    word.clear();
    fold_segment(&text[at..at + mark.len_utf8()], word);
    if !word.trim().is_empty() {
        emit(word.trim(), at, end);
    }
    end
}

fn run_length(text: &str, inside: impl Fn(char) -> bool) -> usize {
    text.find(|c| !inside(c)).unwrap_or(text.len())
}

/// Whether letters that look like Latin ones are read as these.
pub(super) fn is_mostly_latin(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let (mut latin, mut similar) = (0usize, 0usize);
    for c in text.chars() {
        latin += usize::from(c.is_ascii_alphabetic());
        similar +=
            usize::from(!c.is_ascii() && (('\u{370}'..'\u{530}').contains(&c) || look_alike(c).is_some()));
    }
    latin > similar
}
