//! Letters that look like one of A to Z.

use std::iter::once;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

/// Beyond it there are ideographs alone, which look like no letter.
const LAST: char = '\u{1ffff}';

/// What each letter beyond ASCII looks like, in the form of NFKC.
static LOOK_ALIKES: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let confusables = confusables();
    let look = |c: char| {
        let by_case = || {
            let (small, large) = (only(c.to_lowercase())?, only(c.to_uppercase())?);
            similar(small).or_else(|| confusables.get(&small).or(confusables.get(&large)).copied())
        };
        Some((c, confusables.get(&c).copied().or_else(by_case)?))
    };
    ('\u{80}'..=LAST).filter_map(look).collect()
});

/// The Latin letter, in lower case, that a letter beyond ASCII looks like: by Unicode's confusables or, to whoever reads fast, beside
/// them. A letter that looks like none folds as its other case does, so that words do not come apart by their capitals.
pub(super) fn look_alike(c: char) -> Option<char> {
    if c.is_ascii() { None } else { LOOK_ALIKES.get(&c).copied() }
}

/// Letters and numerals that Unicode calls confusable with a letter A to Z, each with that letter in lower case: those of the same
/// skeleton (Unicode Technical Standard 39, section 4), as far as they are not that letter in a compatibility form. `I` has the
/// skeleton of `l` and counts as that.
fn confusables() -> FxHashMap<char, char> {
    // The skeletons of letters have two characters at most; a third tells longer ones apart.
    let of = |c: char| -> [Option<char>; 3] {
        let mut bytes = [0; 4];
        let mut skeleton = skeleton(c.encode_utf8(&mut bytes));
        std::array::from_fn(|_| skeleton.next())
    };
    let mut letters: FxHashMap<[Option<char>; 3], char> = FxHashMap::default();
    for letter in ('a'..='z').chain('A'..='Z') {
        letters.entry(of(letter)).or_insert(letter.to_ascii_lowercase());
    }
    // What no word is made of is a mark, whatever it looks like.
    let in_words = |&c: &char| (c.is_alphanumeric() || is_combining_mark(c)) && once(c).nfkc().eq(once(c));
    let confusable = |c: char| letters.get(&of(c)).map(|&letter| (c, letter));
    ('\u{80}'..=LAST).filter(in_words).filter_map(confusable).collect()
}

/// Pairs that are none of Unicode's.
fn similar(small: char) -> Option<char> {
    match small {
        'ї' => Some('i'),
        'п' | 'η' => Some('n'),
        'ц' => Some('u'),
        'ω' => Some('w'),
        _ => None,
    }
}

/// The one letter that some letters are.
fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

/// Whether a word of look-alikes alone is made of several scripts, as no word of any language is.
pub(super) fn mixes_scripts(word: &str) -> bool {
    !word.is_single_script()
}
