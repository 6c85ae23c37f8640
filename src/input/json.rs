//! JSON as logs write it where its standard has no words: half characters, NaN, numbers too wide for a machine.
//!
//! Some writers let a lone UTF-16 surrogate through as `\ud83d`, which no UTF-8 text can hold: a client could put one into every
//! prompt and so keep its requests out of a reader that gives up on them. Others write `NaN` and `Infinity`, and ids as numbers of
//! twenty digits and more, of which a float would keep sixteen.

use serde_json::Value;

/// What stands for a number that is none; nothing but its kind can be told of it.
const NOT_A_NUMBER: &str = "not a number";

/// JSON that a parser takes.
pub(super) struct Mended {
    pub(super) text: String,
    /// Whether half a character was replaced by U+FFFD.
    pub(super) repaired: bool,
}

/// The JSON with lone surrogates as U+FFFD, wide whole numbers as text of the same digits, and numbers that are none as values
/// that no field can use; none where it has nothing of this.
pub(super) fn mend(json: &str) -> Option<Mended> {
    let mut mended = Mended { text: String::new(), repaired: false };
    let (bytes, mut copied, mut at) = (json.as_bytes(), 0, 0);
    while at < bytes.len() {
        let end = match bytes[at] {
            b'"' => {
                at = text_end(json, at + 1, &mut copied, &mut mended);
                continue;
            }
            c if c.is_ascii_alphanumeric() || c == b'-' => word_end(bytes, at),
            _ => {
                at += 1;
                continue;
            }
        };
        let word = &json[at..end];
        if matches!(word, "NaN" | "Infinity" | "-Infinity" | "-NaN") {
            mended.text.push_str(&json[copied..at]);
            mended.text.push_str(&format!("{{\"{NOT_A_NUMBER}\":null}}"));
            copied = end;
        } else if is_wide_number(word) {
            mended.text.push_str(&json[copied..at]);
            mended.text.push_str(&format!("\"{word}\""));
            copied = end;
        }
        at = end;
    }
    mended.text.push_str(&json[copied..]);
    (copied > 0).then_some(mended)
}

/// The value of JSON text, with every digit of wide numbers; none where it is no JSON.
pub(super) fn parse(text: &str) -> Option<Value> {
    let parsed = serde_json::from_str(text).ok();
    if parsed.as_ref().is_some_and(|value| !has_wide_number(value)) {
        return parsed;
    }
    mend(text).and_then(|mended| serde_json::from_str(&mended.text).ok()).or(parsed)
}

/// The value of text that holds JSON of a list, an object or, encoded twice, of text; none for other text.
pub(super) fn inside(text: &str) -> Option<Value> {
    text.trim_start().starts_with(['{', '[', '"']).then(|| parse(text))?
}

/// Whether a float may stand for a whole number of which it has lost digits.
pub(super) fn has_wide_number(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.is_f64() && number.as_f64().is_some_and(|float| float.abs() >= i64::MAX as f64)
        }
        Value::Array(items) => items.iter().any(has_wide_number),
        Value::Object(fields) => fields.values().any(has_wide_number),
        _ => false,
    }
}

/// The value that stands for a number that is none.
#[cfg(feature = "parquet")]
pub(super) fn not_a_number() -> Value {
    serde_json::json!({ NOT_A_NUMBER: null })
}

/// Whether a value stands for a number that is none.
pub(super) fn is_not_a_number(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.len() == 1 && fields.contains_key(NOT_A_NUMBER))
}

/// One past the quote that ends a text, whose lone surrogates are replaced.
fn text_end(json: &str, mut at: usize, copied: &mut usize, mended: &mut Mended) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'\\', &json.as_bytes()[at..]) {
        at += found;
        if json.as_bytes()[at] == b'"' {
            return at + 1;
        }
        match (unit(json, at), unit(json, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.text.push_str(&json[*copied..at]);
                mended.text.push_str("\\ufffd");
                mended.repaired = true;
                at += 6;
                *copied = at;
            }
            (Some(_), _) => at += 6,
            // Another escape: a backslash and the character after it, which may be a backslash.
            (None, _) => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    json.len()
}

/// The UTF-16 unit of an escape `\uXXXX` at this place.
fn unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

fn word_end(bytes: &[u8], from: usize) -> usize {
    let is_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
    bytes[from..].iter().position(|b| !is_word(b)).map_or(bytes.len(), |length| from + length)
}

/// Whether a word is a whole number that no machine word holds.
fn is_wide_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let is_whole = !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    is_whole && word.parse::<i64>().is_err() && word.parse::<u64>().is_err()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{mend, parse};

    fn mended(json: &str) -> Option<String> {
        mend(json).map(|mended| mended.text)
    }

    #[test]
    fn only_lone_surrogates_are_replaced() {
        assert_eq!(mended(r#""a\ud83d\ude00b\n\u00e9\\ud83d""#), None);
        assert_eq!(mended(r#""\ud83d""#).as_deref(), Some(r#""\ufffd""#));
        assert_eq!(mended(r#""\ude00\ud83dx\\\ud83d é""#).as_deref(), Some(r#""\ufffd\ufffdx\\\ufffd é""#));
        assert_eq!(mended(r#""\ud83d\u0041""#).as_deref(), Some(r#""\ufffd\u0041""#));
        assert_eq!(mended("\"\\"), None);
        assert_eq!(mended("\"\\é\\ud8"), None);
    }

    #[test]
    fn numbers_keep_their_digits() {
        let value = parse(r#"{"a": [100000000000000000001, -9223372036854775809, 1.5e300], "b": "NaN 1"}"#);
        assert_eq!(
            value,
            Some(json!({"a": ["100000000000000000001", "-9223372036854775809", 1.5e300], "b": "NaN 1"}))
        );
        assert_eq!(parse("[18446744073709551615]"), Some(json!([u64::MAX])));
        // A number that needs it takes no other along.
        let value = parse("[-1000000000000000000, 18446744073709551615, 2e192]");
        assert_eq!(value, Some(json!([-1_000_000_000_000_000_000_i64, u64::MAX, 2e192])));
        assert_eq!(parse("00000000000000000000001"), None);
    }

    #[test]
    fn numbers_that_are_none_are_no_values() {
        let value = parse(r#"{"a": NaN, "b": [-Infinity], "c": "Infinity"}"#).unwrap();
        assert!(super::is_not_a_number(&value["a"]) && super::is_not_a_number(&value["b"][0]));
        assert_eq!(value["c"], "Infinity");
        assert_eq!(parse("{\"a\": Nan}"), None);
    }
}
