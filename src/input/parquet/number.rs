//! Numbers, dates and bytes of Parquet as text.

/// Bytes of the widest decimal, which has 76 digits.
const DECIMAL_BYTES: usize = 32;

/// A decimal of big-endian bytes in two's complement, with so many digits behind the point; none for a wider one.
pub(super) fn decimal(bytes: &[u8], scale: i32) -> Option<String> {
    let scale = usize::try_from(scale).ok().filter(|scale| *scale <= 76)?;
    if bytes.is_empty() || bytes.len() > DECIMAL_BYTES {
        return None;
    }
    let is_negative = bytes[0] & 0x80 != 0;
    let mut magnitude = bytes.to_vec();
    if is_negative {
        let mut carry = true;
        for byte in magnitude.iter_mut().rev() {
            let (next, carried) = (!*byte).overflowing_add(u8::from(carry));
            (*byte, carry) = (next, carried);
        }
    }
    let mut digits = Vec::new();
    while digits.len() <= scale || magnitude.iter().any(|&byte| byte != 0) {
        let mut rest = 0_u32;
        for byte in &mut magnitude {
            let value = rest << 8 | u32::from(*byte);
            *byte = (value / 10) as u8;
            rest = value % 10;
        }
        if digits.len() == scale && scale > 0 {
            digits.push('.');
        }
        digits.push(char::from(b'0' + rest as u8));
    }
    digits.extend(is_negative.then_some('-'));
    Some(digits.into_iter().rev().collect())
}

/// A date of so many days since 1970 began; none where no calendar has it.
pub(super) fn date(days: i32) -> Option<String> {
    let start = jiff::civil::date(1970, 1, 1);
    let date = start.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(date.to_string())
}

/// Bytes in hexadecimal, sixteen of them with the hyphens of a UUID.
pub(super) fn bytes_in_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len() + 4);
    for (at, byte) in bytes.iter().enumerate() {
        if bytes.len() == 16 && matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 0xf] {
            text.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{bytes_in_hex, date, decimal};

    #[test]
    fn decimals_keep_their_digits() {
        for number in [0_i128, 7, -7, 10, 255, -256, 12345, i128::MAX, i128::MIN] {
            let bytes = number.to_be_bytes();
            assert_eq!(decimal(&bytes, 0), Some(number.to_string()));
        }
        let scaled = |number: i64, scale| decimal(&number.to_be_bytes(), scale);
        assert_eq!(scaled(12345, 2).as_deref(), Some("123.45"));
        assert_eq!(scaled(-5, 3).as_deref(), Some("-0.005"));
        assert_eq!(
            (scaled(1, -1), scaled(1, 77), decimal(&[1; 33], 0), decimal(&[], 0)),
            (None, None, None, None)
        );
    }

    #[test]
    fn dates_and_bytes() {
        assert_eq!(date(20_514).as_deref(), Some("2026-03-02"));
        assert_eq!(date(i32::MAX), None);
        let id: Vec<u8> = (0..16).map(|n| n * 17).collect();
        assert_eq!(bytes_in_hex(&id), "00112233-4455-6677-8899-aabbccddeeff");
        assert_eq!(bytes_in_hex(&[0xab, 1]), "ab01");
    }
}
