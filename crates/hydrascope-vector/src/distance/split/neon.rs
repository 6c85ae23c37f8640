//! The rough dot product with NEON: 16 products of signed bytes in 16 bits, two to a lane. Rows lose their offset on the
//! way, and what it adds comes back in one number for all rows. Twin: [`super::portable`].

use std::arch::aarch64::*;

use crate::distance::line::Line;

/// Bytes a register.
const WIDTH: usize = 16;

/// [`super::portable::dots`] with NEON. No byte of the probe is -128, and none of the rows is 0.
#[target_feature(enable = "neon")]
pub(super) fn dots(high: &[Line], probe: &[Line], ids: &[u32], out: &mut [i32]) {
    let lines = probe.len();
    let codes = probe.iter().flat_map(|line| line.0);
    let excess = 128 * codes.map(|byte| i32::from(byte.cast_signed())).sum::<i32>();
    for (&id, out) in ids.iter().zip(out) {
        let row = &high[id as usize * lines..][..lines];
        let mut sums = [vdupq_n_s32(0); 2];
        for (row, probe) in row.iter().zip(probe) {
            for quarter in 0..4 {
                let row = vreinterpretq_s8_u8(veorq_u8(load(row, quarter), vdupq_n_u8(0x80)));
                let probe = vreinterpretq_s8_u8(load(probe, quarter));
                let pairs = vmull_s8(vget_low_s8(row), vget_low_s8(probe));
                // 2 × 127 × 127 fits into 16 bits.
                let pairs = vmlal_high_s8(pairs, row, probe);
                sums[quarter % 2] = vpadalq_s16(sums[quarter % 2], pairs);
            }
        }
        *out = vaddvq_s32(vaddq_s32(sums[0], sums[1])) + excess;
    }
}

/// A quarter of a line, 0 to 3.
#[target_feature(enable = "neon")]
#[inline]
fn load(line: &Line, quarter: usize) -> uint8x16_t {
    let bytes: &[u8] = &line.0[quarter * WIDTH..][..WIDTH];
    // SAFETY: the slice holds 16 bytes, and the load needs no alignment. Speed: `cargo bench --bench hnsw`.
    unsafe { vld1q_u8(bytes.as_ptr()) }
}
