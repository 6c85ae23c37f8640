//! What the high bytes of many rows are compared with: a query, or one of the rows themselves.

use super::code::{LARGEST, high_and_low};
use crate::distance::line::{BYTES, Line, lines_for};

/// A vector's signed high bytes. Reuse one for many vectors: setting it allocates once.
#[derive(Clone, Debug, Default)]
pub struct Probe {
    pub(super) bytes: Vec<Line>,
    /// 128 times the sum of the bytes: what the offset of the rows' bytes adds to a dot product.
    pub(super) excess: i32,
    /// What a high byte of one is worth.
    pub(super) unit: f32,
}

impl Probe {
    /// A probe that is to be set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the numbers of a query.
    pub fn set(&mut self, query: &[f32]) {
        let largest = query.iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
        self.bytes.clear();
        self.bytes.resize(lines_for(query.len()), Line([0; BYTES]));
        for (line, values) in self.bytes.iter_mut().zip(query.chunks(BYTES)) {
            for (byte, &x) in line.0.iter_mut().zip(values) {
                *byte = high_and_low(x, largest).0.cast_unsigned();
            }
        }
        self.unit = largest / LARGEST * 256.0;
        self.excess = excess(&self.bytes);
    }

    /// Takes the high bytes of a row, with 128 added, and what one of them is worth.
    pub(super) fn take(&mut self, high: &[Line], unit: f32) {
        self.bytes.clear();
        self.bytes.extend(high.iter().map(|line| Line(line.0.map(|byte| byte ^ 0x80))));
        self.unit = unit;
        self.excess = excess(&self.bytes);
    }

    /// What a step of one high byte is worth, 0 for an all-zero vector: the size of a rough score's grain.
    pub fn unit(&self) -> f32 {
        self.unit
    }
}

fn excess(bytes: &[Line]) -> i32 {
    let line = |line: &Line| line.0.iter().map(|byte| i32::from(byte.cast_signed())).sum::<i32>();
    128 * bytes.iter().map(line).sum::<i32>()
}
