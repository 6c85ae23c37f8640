//! A memory of words whose token ids are known, for tokenizers that treat every word by itself.

/// Bytes of a word that is remembered, and ids of one.
const WORD: usize = 24;
const IDS: usize = 9;
/// Words remembered at most; a power of two. With 64 bytes each they fit a core's second-level cache.
const PLACES: usize = 1 << 14;

/// One remembered word, as large as a cache line.
#[derive(Clone)]
#[repr(align(64))]
struct Entry {
    word: [u8; WORD],
    /// Bytes of the word; 0 for a place that was never used.
    len: u8,
    count: u8,
    ids: [u32; IDS],
}

/// Token ids of words met before. A word has one place, and the last word to claim it stays: what is remembered never
/// grows, and texts made to collide cost what they would without this memory.
pub(super) struct Words(Vec<Entry>);

impl Words {
    pub(super) fn new() -> Self {
        Self(vec![Entry { word: [0; WORD], len: 0, count: 0, ids: [0; IDS] }; PLACES])
    }

    /// Appends the ids of a word to `ids`; `find` appends those of one that is not remembered.
    pub(super) fn append<E>(
        &mut self,
        word: &str,
        ids: &mut Vec<u32>,
        find: impl FnOnce(&str, &mut Vec<u32>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(key) = key(word.as_bytes()) else { return find(word, ids) };
        let entry = &mut self.0[place(&key)];
        if usize::from(entry.len) == word.len() && entry.word == key {
            ids.extend_from_slice(&entry.ids[..usize::from(entry.count)]);
            return Ok(());
        }
        let start = ids.len();
        find(word, ids)?;
        let found = &ids[start..];
        if found.len() <= IDS {
            (entry.word, entry.len, entry.count) = (key, word.len() as u8, found.len() as u8);
            entry.ids[..found.len()].copy_from_slice(found);
        }
        Ok(())
    }
}

/// The word in a frame of fixed length, if it fits one.
fn key(word: &[u8]) -> Option<[u8; WORD]> {
    let mut key = [0; WORD];
    key.get_mut(..word.len())?.copy_from_slice(word);
    Some(key)
}

/// Where a word is kept: its three halves mixed by multiplication.
fn place(key: &[u8; WORD]) -> usize {
    let mut hash = 0u64;
    for part in key.as_chunks::<8>().0 {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(*part)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    (hash >> 32) as usize % PLACES
}

/// What a byte means for the cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Punctuation,
    Word,
}

const fn kind(byte: u8) -> Kind {
    match byte {
        // Not the other ASCII white space: the normaliser takes it for control characters and removes it.
        b' ' | b'\t' | b'\n' | b'\r' => Kind::Space,
        _ if byte.is_ascii_punctuation() => Kind::Punctuation,
        _ => Kind::Word,
    }
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Word; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = kind(byte as u8);
        byte += 1;
    }
    kinds
};

/// The words of a text: each ASCII punctuation mark, and each longest run of what is neither that nor ASCII white space.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && KINDS[usize::from(bytes[at])] == Kind::Space {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && KINDS[usize::from(bytes[at])] == Kind::Word {
            at += 1;
        }
        if at == start && at < bytes.len() {
            at += 1;
        }
        // Every cut is beside an ASCII character, so at a boundary of characters.
        (at > start).then(|| &text[start..at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_ascii_space_and_punctuation() {
        let text = " naïve-Café,\u{a0}x\u{b}y\t漢字!\n";
        assert_eq!(
            words(text).collect::<Vec<_>>(),
            ["naïve", "-", "Café", ",", "\u{a0}x\u{b}y", "漢字", "!"]
        );
        assert_eq!(words(" \r\n").count(), 0);
    }

    #[test]
    fn a_word_is_looked_up_once_until_another_takes_its_place() {
        let mut words = Words::new();
        let mut asked = 0;
        let mut ids = |words: &mut Words, word: &str| {
            let mut ids = Vec::new();
            let found: Result<(), ()> = words.append(word, &mut ids, |word, ids| {
                asked += 1;
                ids.extend(word.bytes().map(u32::from));
                Ok(())
            });
            found.map(|()| (ids, asked)).unwrap()
        };
        // Beside each other: a word, the same with a zero byte behind it, one that is too long, one with too many ids.
        for (word, first, second) in
            [("a", 1, 1), ("a\0", 2, 2), ("0123456789012345678901234", 3, 4), ("0123456789", 5, 6)]
        {
            let expected: Vec<u32> = word.bytes().map(u32::from).collect();
            assert_eq!(ids(&mut words, word), (expected.clone(), first));
            assert_eq!(ids(&mut words, word), (expected, second));
        }
        for i in 0..10 * PLACES {
            ids(&mut words, &i.to_string());
        }
        let before = asked_of(&mut ids, &mut words);
        assert_eq!(asked_of(&mut ids, &mut words), before);
    }

    fn asked_of(ids: &mut impl FnMut(&mut Words, &str) -> (Vec<u32>, i32), words: &mut Words) -> i32 {
        let (found, asked) = ids(words, "a");
        assert_eq!(found, [97]);
        asked
    }
}
