//! The parts of a tokenizer.json beside its vocabulary: what they may ask of each text.

use super::bound::at_most;
use super::error::TokenizeError;
use super::json::Json;

/// Parts of a normaliser in a row.
const NORMALIZERS: u64 = 64;
/// Bytes that a normaliser makes of one byte of a text, all its parts together.
const GROWTH: u64 = 64;
/// Bytes of a precompiled table of characters; the usual one has a quarter of a megabyte, in base64 a third more.
const CHARSMAP: u64 = 2 << 20;
/// Bytes that stand before each text.
const PREPENDED: u64 = 1024;
/// Bytes of a pattern, and of all of them.
const PATTERN: u64 = 4096;
const PATTERNS: u64 = 1 << 14;
/// How often a pattern may ask for a repetition.
const REPEATS: u64 = 1000;
/// Special tokens around each text.
const SPECIAL: u64 = 1024;
/// Tokens that a text is cut or filled up to.
const LENGTH: f64 = (1 << 20) as f64;

/// Refuses a normaliser of too many parts, or one that blows texts up.
pub(super) fn normalizer(normalizer: &Json) -> Result<(), TokenizeError> {
    let (mut parts, mut growth, mut charsmaps) = (0, 1u64, 0);
    let mut prepended = 0;
    normalizer.each(&mut |part| {
        match part.text("type") {
            Some("Replace") => growth = growth.saturating_mul(replaced(part)),
            Some("Prepend") => prepended += part.text("prepend").map_or(0, |text| text.len() as u64),
            Some("Precompiled") => {
                charsmaps += part.text("precompiled_charsmap").map_or(0, |map| map.len() as u64);
            }
            None => return,
            _ => {}
        }
        parts += 1;
    });
    at_most("normalisers in a row", NORMALIZERS, parts)?;
    at_most("bytes that normalisers make of one", GROWTH, growth)?;
    at_most("bytes of precompiled characters", CHARSMAP, charsmaps)?;
    at_most("bytes before each text", PREPENDED, prepended)
}

/// What a replacement makes of one byte at most. A pattern may match the empty text beside each byte.
fn replaced(part: &Json) -> u64 {
    let content = part.text("content").map_or(0, |text| text.len() as u64);
    match part.get("pattern").and_then(|pattern| pattern.text("String")) {
        Some("") => 1,
        Some(text) => content.div_ceil(text.len() as u64).max(1),
        None => content + 1,
    }
}

/// Refuses patterns that are too long, or that ask for too many repetitions.
pub(super) fn patterns(parts: &[&Json]) -> Result<(), TokenizeError> {
    let mut patterns = Vec::new();
    parts.iter().for_each(|part| {
        part.each(&mut |value| patterns.extend(value.text("Regex").or_else(|| value.text("String"))));
    });
    for pattern in &patterns {
        at_most("bytes of a pattern", PATTERN, pattern.len() as u64)?;
        at_most("repetitions in a pattern", REPEATS, repeats(pattern))?;
    }
    at_most("bytes of all patterns", PATTERNS, patterns.iter().map(|pattern| pattern.len() as u64).sum())
}

/// How often what stands innermost may be repeated: counts in braces multiply, since each may stand around the one before.
fn repeats(pattern: &str) -> u64 {
    let counted = pattern.split('{').skip(1).filter_map(|behind| {
        let (counts, _) = behind.split_once('}')?;
        let (least, most) = counts.split_once(',').unwrap_or((counts, counts));
        let count = |text: &str| {
            let is_count = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            is_count.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
        };
        count(most.trim()).or_else(|| count(least.trim()))
    });
    counted.fold(1, |product, count| product.saturating_mul(count.max(1)))
}

/// The largest id of the special tokens around each text, if there is one.
pub(super) fn post_processor(processor: &Json) -> Result<Option<u64>, TokenizeError> {
    let mut ids = Vec::new();
    processor.each(&mut |value| {
        // A template names ids in arrays, the older forms say [token, id].
        if let Json::Array(items) = value {
            ids.extend(
                items.iter().filter_map(|item| if let Json::Number(id) = item { Some(*id) } else { None }),
            );
        }
    });
    at_most("special tokens around a text", SPECIAL, ids.len() as u64)?;
    // What is below zero or no whole number is the library's to refuse.
    Ok(ids.into_iter().map(|id| id as u64).max())
}

/// Refuses absurd lengths to cut texts to.
pub(super) fn truncation(truncation: &Json) -> Result<(), TokenizeError> {
    let lengths = [("tokens to cut a text to", "max_length"), ("tokens that cut parts share", "stride")];
    lengths.into_iter().try_for_each(|(what, name)| length(what, truncation.number(name)))
}

/// Refuses absurd lengths to fill texts up to; gives the id that fills, where the file names one.
pub(super) fn padding(padding: &Json) -> Result<Option<u64>, TokenizeError> {
    let fixed = padding.get("strategy").and_then(|strategy| strategy.number("Fixed"));
    length("tokens to fill a text up to", fixed)?;
    length("tokens to fill a text up to a multiple of", padding.number("pad_to_multiple_of"))?;
    Ok(padding.number("pad_id").map(|id| id as u64))
}

fn length(what: &'static str, length: Option<f64>) -> Result<(), TokenizeError> {
    match length {
        Some(length) if length > LENGTH => {
            Err(TokenizeError::TooMuch { what, limit: LENGTH as u64, found: length as u64 })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_multiply() {
        for (pattern, expected) in [
            (r"\p{L}+| ?[^\s\p{N}]{1,3}", 3),
            ("(a{1000}){1000}", 1_000_000),
            ("(a{0,}){7,}", 7),
            ("a{99999999999999999999}", u64::MAX),
            ("{", 1),
        ] {
            assert_eq!(repeats(pattern), expected, "{pattern}");
        }
    }
}
