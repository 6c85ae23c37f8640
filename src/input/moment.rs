//! Times as logs write them.

use serde_json::Value;

use crate::request::Timestamp;

use super::value::Item;

/// The moment that a value of a log names, or none.
///
/// Text is RFC 3339, the same without a zone or followed by `UTC` or `GMT` (both in UTC), or RFC 2822 (`Mon, 02 Mar 2026 10:00:00
/// +0000`). A number (or text of one) is a count whose unit its size tells, see [`since`].
pub(super) fn moment(item: &Item<'_>) -> Option<Timestamp> {
    match item {
        Item::Text(text) => {
            let text = text.trim();
            text.parse().ok().or_else(|| number_text(text)).or_else(|| in_utc(text)).or_else(|| of_mail(text))
        }
        Item::Other(value) => match &**value {
            Value::Number(number) => match number.as_i64() {
                Some(whole) => since(whole),
                None => number.as_f64().and_then(fraction_since),
            },
            _ => None,
        },
    }
}

fn number_text(text: &str) -> Option<Timestamp> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    match text.parse() {
        Ok(whole) => since(whole),
        Err(_) => text.parse().ok().and_then(fraction_since),
    }
}

/// Text without a zone, or with the name of UTC behind it, as BigQuery (`2026-03-02 10:00:00 UTC`) and Go
/// (`2026-03-02 10:00:00 +0000 UTC`) print it.
fn in_utc(text: &str) -> Option<Timestamp> {
    let named = ["UTC", "GMT", "Z"].iter().find_map(|zone| text.strip_suffix(zone)?.strip_suffix(' '));
    let text = named.unwrap_or(text).trim_end();
    if named.is_some() {
        let moment =
            text.parse().ok().or_else(|| text.replacen(" +", "+", 1).replacen(" -", "-", 1).parse().ok());
        if moment.is_some() {
            return moment;
        }
    }
    // A date alone is no time: every request of a day would stand at its midnight.
    if text.len() <= "2026-03-02T".len() {
        return None;
    }
    let civil: jiff::civil::DateTime = text.parse().ok()?;
    let utc = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?;
    Timestamp::from_millis(utc.as_millisecond()).ok()
}

/// Text as mail and HTTP write it.
fn of_mail(text: &str) -> Option<Timestamp> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Timestamp::from_millis(zoned.timestamp().as_millisecond()).ok()
}

/// Milliseconds from the beginning of 1970 to that of 2000, and of 2100: logs of language models lie between.
const YEARS: std::ops::Range<i64> = 946_684_800_000..4_102_444_800_000;

/// Milliseconds from the beginning of the year 1, from which .NET counts its ticks of 100 ns, to that of 1970.
const TICKS_TO_1970: i64 = 62_135_596_800_000;

/// The moment of a count: of seconds, milliseconds, microseconds or nanoseconds since 1970 began, or of .NET's ticks. Between
/// the years 2000 and 2100 no two units share a number; a number that names no moment there in any unit is none: it is a date such
/// as 20260302, a running number, or a count from another beginning.
fn since(number: i64) -> Option<Timestamp> {
    let counts = [
        number.checked_mul(1_000),
        Some(number),
        Some(number / 1_000),
        Some(number / 1_000_000),
        Some(number / 10_000 - TICKS_TO_1970),
    ];
    let millis = counts.into_iter().flatten().find(|millis| YEARS.contains(millis))?;
    Timestamp::from_millis(millis).ok()
}

/// The same of a number with a fraction.
fn fraction_since(number: f64) -> Option<Timestamp> {
    let counts = [number * 1e3, number, number / 1e3, number / 1e6, number / 1e4 - TICKS_TO_1970 as f64];
    // Nothing is lost but the part of a millisecond.
    let millis = counts
        .into_iter()
        .map(f64::round)
        .find(|millis| *millis >= YEARS.start as f64 && *millis < YEARS.end as f64)?;
    Timestamp::from_millis(millis as i64).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Item, moment};

    fn text(value: &Value) -> Option<String> {
        moment(&Item::of(value)?).map(|time| time.to_string())
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
            json!("2026-03-02 00:00:14.553 UTC"),
            json!("2026-03-02 00:00:14.553000 GMT"),
            json!("2026-03-02 01:00:14.553 +0100 UTC"),
            json!(639_080_064_145_530_000_i64),
            json!("639080064145530000"),
        ];
        for form in forms {
            assert_eq!(text(&form).as_deref(), Some("2026-03-02T00:00:14.553Z"), "{form}");
        }
    }

    #[test]
    fn forms_without_a_fraction() {
        for form in ["2026-03-02 00:00:14 UTC", "Mon, 02 Mar 2026 00:00:14 GMT", "2 Mar 2026 01:00:14 +0100"]
        {
            assert_eq!(text(&json!(form)).as_deref(), Some("2026-03-02T00:00:14.000Z"), "{form}");
        }
    }

    #[test]
    fn counts_from_elsewhere_are_no_times() {
        // Seconds since 2001 and 100 ns since 1601, of one moment in 2026.
        for form in [json!(794_102_414), json!(134_168_832_140_000_000_i64), json!(639_080_064_i64)] {
            assert_eq!(text(&form), None, "{form}");
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
}
