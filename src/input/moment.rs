//! Times as logs write them.

use serde_json::Value;

use crate::time::Timestamp;

use super::value::Item;

/// The moment that a value of a log names, or none.
///
/// Text is RFC 3339 or, where it has no zone, the same in UTC. A number (or text of one) counts since 1970
/// began, its unit told by its size: seconds below 1e11, milliseconds below 1e14, microseconds below 1e17,
/// else nanoseconds. A number below 1e8 (seconds of 1973) is no time: it is a date such as 20260302 or a
/// running number.
pub(super) fn moment(item: Item<'_>) -> Option<Timestamp> {
    match item {
        Item::Text(text) => {
            let text = text.trim();
            text.parse().ok().or_else(|| number_text(text)).or_else(|| without_zone(text))
        }
        Item::Other(Value::Number(number)) => match number.as_i64() {
            Some(whole) => since_1970(whole),
            None => number.as_f64().and_then(fraction_since_1970),
        },
        Item::Other(_) => None,
    }
}

fn number_text(text: &str) -> Option<Timestamp> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    match text.parse() {
        Ok(whole) => since_1970(whole),
        Err(_) => text.parse().ok().and_then(fraction_since_1970),
    }
}

fn without_zone(text: &str) -> Option<Timestamp> {
    // A date alone is no time: every request of a day would stand at its midnight.
    if text.len() <= "2026-03-02T".len() {
        return None;
    }
    let civil: jiff::civil::DateTime = text.parse().ok()?;
    let utc = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?;
    Timestamp::from_millis(utc.as_millisecond()).ok()
}

fn since_1970(number: i64) -> Option<Timestamp> {
    let millis = match number {
        100_000_000..100_000_000_000 => number * 1_000,
        100_000_000_000..100_000_000_000_000 => number,
        100_000_000_000_000..100_000_000_000_000_000 => number / 1_000,
        100_000_000_000_000_000.. => number / 1_000_000,
        _ => return None,
    };
    Timestamp::from_millis(millis).ok()
}

fn fraction_since_1970(number: f64) -> Option<Timestamp> {
    let millis = match number {
        1e8..1e11 => number * 1e3,
        1e11..1e14 => number,
        1e14..1e17 => number / 1e3,
        1e17..9e18 => number / 1e6,
        _ => return None,
    };
    // Below 1e14 in every arm, so nothing is lost but the part of a millisecond.
    Timestamp::from_millis(millis.round() as i64).ok()
}

/// The form of a text without its content: digits as `0`, letters as `a`, at most 40 characters. It
/// shows what is wrong with a time and shows no prompt where the wrong field was mapped.
pub(super) fn shape(text: &str) -> String {
    let masked = text.chars().map(|c| match c {
        c if c.is_ascii_digit() => '0',
        c if c.is_ascii_punctuation() || c == ' ' => c,
        _ => 'a',
    });
    masked.take(40).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Item, moment, shape};

    fn text(value: &Value) -> Option<String> {
        moment(Item::of(value)?).map(|time| time.to_string())
    }

    #[test]
    fn all_forms_of_one_moment() {
        let forms = [
            json!("2026-03-02T00:00:14.553Z"),
            json!("2026-03-02 01:00:14.553+01:00"),
            json!("2026-03-02T00:00:14.553"),
            json!("2026-03-02 00:00:14.553000"),
            json!(1_772_409_614.553),
            json!(1_772_409_614_553_i64),
            json!(1_772_409_614_553_000_i64),
            json!(1_772_409_614_553_000_000_i64),
            json!("1772409614.553"),
            json!(" 1772409614553 "),
        ];
        for form in forms {
            assert_eq!(text(&form).as_deref(), Some("2026-03-02T00:00:14.553Z"), "{form}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for form in [json!("yesterday"), json!("2026-03-02"), json!(20260302), json!("20260302"), json!(-1)] {
            assert_eq!(text(&form), None, "{form}");
        }
        for form in [json!(true), json!([1]), json!(1e300), json!(u64::MAX), json!("2026-13-02T00:00:00Z")] {
            assert_eq!(text(&form), None, "{form}");
        }
    }

    #[test]
    fn a_shape_hides_the_text() {
        assert_eq!(shape("12 May 2026, 07:15 Uhr"), "00 aaa 0000, 00:00 aaa");
        assert_eq!(shape(&"é".repeat(100)).len(), 40);
    }
}
