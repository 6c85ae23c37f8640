//! Counts the rows that begin in a page of a nested column.

use super::header::varint;

/// How many of the first `count` levels are 0, which begins a row; nothing where there are fewer levels.
/// They have `width` bits each and stand in runs: repeated, or packed by eight.
pub(super) fn rows_begun(mut runs: &[u8], width: usize, count: u64) -> Option<u64> {
    let (mut seen, mut zeros) = (0, 0);
    while seen < count {
        let run = varint(&mut runs)?;
        if run & 1 == 0 {
            let (level, behind) = runs.split_at_checked(width.div_ceil(8))?;
            runs = behind;
            let length = (run >> 1).min(count - seen);
            // A run of none is padding: no level follows.
            if length == 0 {
                return None;
            }
            seen += length;
            zeros += if level.iter().all(|&byte| byte == 0) { length } else { 0 };
        } else {
            let bytes = usize::try_from((run >> 1).checked_mul(width as u64)?).ok()?;
            // Some writers leave off the end of the last run.
            let (packed, behind) = runs.split_at(bytes.min(runs.len()));
            runs = behind;
            let length = (packed.len() as u64 * 8 / width.max(1) as u64).min(count - seen);
            seen += length;
            zeros += packed_zeros(packed, width, length)?;
        }
    }
    Some(zeros)
}

/// How many of the first `count` packed levels are 0; nothing where there are fewer.
pub(super) fn packed_zeros(packed: &[u8], width: usize, count: u64) -> Option<u64> {
    if (packed.len() as u64 * 8) < count.checked_mul(width as u64)? {
        return None;
    }
    let mut bytes = packed.iter();
    let (mut window, mut bits, mut zeros) = (0_u64, 0, 0);
    for _ in 0..count {
        while bits < width {
            window |= u64::from(*bytes.next()?) << bits;
            bits += 8;
        }
        zeros += u64::from(window & ((1 << width) - 1) == 0);
        window >>= width;
        bits -= width;
    }
    Some(zeros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_counted() {
        // Five times 0, then eight packed levels of one bit: 0 1 1 0 1 0 0 0.
        let runs = [0x0a, 0x00, 0x03, 0b0001_0110];
        assert_eq!(rows_begun(&runs, 1, 13), Some(10));
        assert_eq!(rows_begun(&runs, 1, 7), Some(6));
        assert_eq!(rows_begun(&runs, 1, 14), None);
        assert_eq!(rows_begun(&[0x00, 0x00, 0x0a, 0x00], 1, 1), None);
    }

    #[test]
    fn wide_levels_are_counted() {
        // Eight levels of two bits: 0 1 2 0, 0 0 3 1; then a million times 2.
        let runs = [0x03, 0b0010_0100, 0b0111_0000, 0x80, 0x89, 0x7a, 0x02];
        assert_eq!(rows_begun(&runs, 2, 8), Some(4));
        assert_eq!(rows_begun(&runs, 2, 1_000_008), Some(4));
        assert_eq!(rows_begun(&runs, 2, 1_000_009), None);
        assert_eq!(packed_zeros(&runs[1..3], 2, 9), None);
    }
}
