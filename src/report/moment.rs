//! Moments for people: in UTC, to the minute, the day or the hour.

use crate::request::{DAY_MILLIS, HOUR_MILLIS, Timestamp};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Date and minute of a moment, such as `2026-03-02 01:15`.
pub(super) fn minute(time: Timestamp) -> String {
    let text = time.to_string();
    text.get(..16).unwrap_or(&text).replace('T', " ")
}

/// The day of a moment, such as `2 Mar`; with the hour where it does not begin a day.
pub(super) fn short(time: Timestamp) -> String {
    let text = time.to_string();
    let number = |range| text.get(range).and_then(|digits: &str| digits.parse::<usize>().ok());
    let (Some(month), Some(day)) = (number(5..7), number(8..10)) else { return text };
    let name = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default();
    match time.as_millis().rem_euclid(DAY_MILLIS) / HOUR_MILLIS {
        0 => format!("{day} {name}"),
        hour => format!("{hour:02}:00"),
    }
}
