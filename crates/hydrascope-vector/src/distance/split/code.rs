//! A number in two bytes.

/// The largest 16-bit value: 127 * 257, so that its high byte rounds to 127 and not to 128.
pub(super) const LARGEST: f32 = 32639.0;

/// The two bytes of a number whose row's largest absolute value is `largest`; zeros for a row of zeros.
#[allow(clippy::cast_possible_truncation, reason = "the ranges are those of the module's text")]
pub(super) fn high_and_low(x: f32, largest: f32) -> (i8, i8) {
    let value = if largest > 0.0 { (x / largest * LARGEST).round() as i32 } else { 0 };
    let high = (value + 128) >> 8;
    (high as i8, (value - 256 * high) as i8)
}
