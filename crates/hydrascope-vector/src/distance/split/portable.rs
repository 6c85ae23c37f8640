//! The plain form of the rough dot product; the twin of the others.

use crate::distance::line::Line;

/// Writes to `out` the dot product of the probe with each row named in `ids`: bytes of the row unsigned, of the probe
/// signed. `out` is as long as `ids`.
pub(super) fn dots(high: &[Line], probe: &[Line], ids: &[u32], out: &mut [i32]) {
    let lines = probe.len();
    for (&id, out) in ids.iter().zip(out) {
        let row = &high[id as usize * lines..][..lines];
        *out = row.iter().zip(probe).map(|(row, probe)| line(row, probe)).sum();
    }
}

fn line(row: &Line, probe: &Line) -> i32 {
    row.0.iter().zip(probe.0).map(|(&row, probe)| i32::from(row) * i32::from(probe.cast_signed())).sum()
}
