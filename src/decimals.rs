//! Numbers as a person reads them.

/// A number with so many decimals, without a sign where all of its digits are zeros.
pub(crate) fn decimals(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|digit| matches!(digit, b'0' | b'.')) => digits.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::decimals;

    #[test]
    fn zero_has_no_sign_and_all_else_keeps_its_own() {
        for (value, places, expected) in [
            (-0.0, 0, "0"),
            (-0.4, 0, "0"),
            (-0.004, 2, "0.00"),
            (0.004, 2, "0.00"),
            (-0.006, 2, "-0.01"),
            (-10.0, 0, "-10"),
            (-0.5, 1, "-0.5"),
            (1.25, 1, "1.2"),
            (f64::NEG_INFINITY, 2, "-inf"),
        ] {
            assert_eq!(decimals(value, places), expected, "{value} with {places} places");
        }
    }
}
