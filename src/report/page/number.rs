//! Numbers for people.

use crate::decimals::decimals;

/// The sign that stands before a number below 0.
const MINUS: &str = "\u{2212}";

/// A count with a comma at each thousand.
pub(super) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with what is counted, one or many.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A number with so many decimals.
pub(super) fn decimal(number: f64, places: usize) -> String {
    decimals(number, places).replace('-', MINUS)
}

/// A weight: two decimals, with its sign.
pub(super) fn signed(number: f64) -> String {
    let text = decimal(number, 2);
    if text.starts_with(MINUS) || text == "0.00" { text } else { format!("+{text}") }
}

/// A number with decimals down to its second digit, at least two and at most six.
pub(super) fn fine(number: f64) -> String {
    let digits = if number == 0.0 { 0.0 } else { 1.0 - number.abs().log10().floor() };
    decimal(number, digits.clamp(2.0, 6.0) as usize)
}

/// A probability (0 to 1): as many decimals as tell it from 0 and from 1, at most six.
pub(super) fn probability(share: f64) -> String {
    let small = share.min(1.0 - share);
    if small <= 0.0 || share >= 1.0 {
        return decimal(share, 0);
    }
    let digits = -small.log10().floor();
    decimal(share, digits.clamp(3.0, 6.0) as usize)
}

/// How many times less likely something is that is so many nats behind.
pub(super) fn times(nats: f64) -> String {
    match nats.exp() {
        times if times < 1.05 => "1".to_owned(),
        times if times < 10.0 => decimal(times, 1),
        times if times < 1e6 => count(times.round() as usize),
        _ => "more than a million".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, decimal, fine, probability, signed, times};

    #[test]
    fn numbers_are_short_and_keep_what_tells_them_apart() {
        assert_eq!(
            [count(0), count(999), count(17_300), count(1_234_567)],
            ["0", "999", "17,300", "1,234,567"]
        );
        assert_eq!([decimal(-0.001, 2), decimal(-0.129, 2)], ["0.00", "\u{2212}0.13"]);
        assert_eq!([signed(2.5), signed(-2.5), signed(0.001)], ["+2.50", "\u{2212}2.50", "0.00"]);
        assert_eq!([fine(0.012_9), fine(3.61), fine(0.0)], ["0.013", "3.61", "0.00"]);
        assert_eq!(
            [probability(0.999_570_67), probability(0.000_033_8), probability(1.0), probability(0.5)],
            ["0.9996", "0.00003", "1", "0.500"]
        );
        assert_eq!([times(0.0), times(6.2), times(40.0)], ["1", "493", "more than a million"]);
    }
}
