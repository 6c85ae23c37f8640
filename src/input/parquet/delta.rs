//! How many numbers a run of differences claims to hold, for which room would be made at once.

use super::header::varint;

/// A run of numbers as differences.
pub(super) struct Run {
    /// Numbers that it claims to hold.
    pub(super) numbers: u64,
    /// Where it ends.
    pub(super) end: usize,
}

/// The run that begins here, walked through without unpacking it; nothing where it is none.
pub(super) fn run(bytes: &[u8]) -> Option<Run> {
    let mut rest = bytes;
    let block = varint(&mut rest)?;
    let parts = varint(&mut rest)?;
    let numbers = varint(&mut rest)?;
    varint(&mut rest)?;
    let part = block.checked_div(parts).filter(|part| *part > 0)?;
    let mut left = numbers.saturating_sub(1);
    while left > 0 {
        varint(&mut rest)?;
        let (widths, behind) = rest.split_at_checked(usize::try_from(parts).ok()?)?;
        rest = behind;
        // Widths of parts that hold nothing mean nothing.
        for &width in widths {
            if left > 0 {
                let packed = part.checked_mul(u64::from(width))? / 8;
                rest = rest.get(usize::try_from(packed).ok()?.min(rest.len())..)?;
                left = left.saturating_sub(part);
            }
        }
    }
    Some(Run { numbers, end: bytes.len() - rest.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_run_is_found() {
        // Blocks of 128 in 4 parts; 3 numbers from 1; one block of differences: 2 bits each in the first part.
        let mut bytes = vec![0x80, 0x01, 0x04, 0x03, 0x02, 0x00, 2, 9, 9, 9];
        bytes.extend([0; 8]);
        bytes.push(0xff);
        let found = run(&bytes).map(|run| (run.numbers, run.end));
        assert_eq!(found, Some((3, 18)));
        assert!(run(&bytes[..8]).is_none(), "widths are missing");
        assert!(run(&[0x00, 0x04, 0x03, 0x02]).is_none(), "parts of nothing");
    }
}
