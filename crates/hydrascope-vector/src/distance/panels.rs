//! Rows as bytes in the order in which the kernels read them.

use rayon::prelude::*;

use super::UnitVectors;
use super::line::{BYTES, Line};
use super::quantize::{RowScale, quantize};

/// Rows of a panel: the columns of a tile that one wide register holds.
pub const PANEL: usize = 16;

/// Numbers of a row that one instruction multiplies and adds. A line holds one group of each row of a panel,
/// `[row][number]`, each code plus 128.
pub(crate) const GROUP: usize = BYTES / PANEL;

/// What a code of zero looks like in a [`Line`].
pub(crate) const ZERO: u8 = 128;

/// Scales and margins of a panel's rows; rows that are not there have no number for a margin, which never passes.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(crate) struct PanelScales {
    pub(crate) scale: [f32; PANEL],
    pub(crate) margin: [f32; PANEL],
}

const NO_ROWS: PanelScales = PanelScales { scale: [0.0; PANEL], margin: [f32::NAN; PANEL] };

/// Rows of equal dimension as signed bytes, in panels of [`PANEL`] rows; within a panel numbers run in groups of
/// four, rows padded with zeros to whole groups. One byte a number and 8 bytes a row.
#[derive(Clone, Debug)]
pub struct Panels {
    lines: Vec<Line>,
    scales: Vec<PanelScales>,
    rows: usize,
    dimension: usize,
}

impl Panels {
    /// No rows yet, of `dimension` numbers each.
    pub fn empty(dimension: usize) -> Self {
        Self { lines: Vec::new(), scales: Vec::new(), rows: 0, dimension }
    }

    /// Quantises all rows; work is spread over the current rayon pool.
    pub fn new(vectors: UnitVectors<'_>) -> Self {
        let encode = |row: usize, codes: &mut [i8]| (quantize(vectors.row(row).as_slice(), codes), 0.0);
        Self::encoded(vectors.len(), vectors.dimension(), encode).0
    }

    /// So many rows, whose codes and scale `encode` gives with a number of which the largest is told, 0 at least.
    pub(crate) fn encoded(
        rows: usize,
        dimension: usize,
        encode: impl Fn(usize, &mut [i8]) -> (RowScale, f32) + Sync,
    ) -> (Self, f32) {
        let (groups, panels) = (dimension.div_ceil(GROUP), rows.div_ceil(PANEL));
        let mut lines = vec![Line([ZERO; BYTES]); groups * panels];
        let mut scales = vec![NO_ROWS; panels];
        let filled = lines.par_chunks_mut(groups).zip(&mut scales).enumerate();
        let largest = filled.map_init(
            || vec![0i8; dimension],
            |codes, (panel, (lines, scales))| {
                let start = panel * PANEL;
                let mut largest = 0.0f32;
                for lane in 0..PANEL.min(rows - start) {
                    let (row, number) = encode(start + lane, codes);
                    place(lines, scales, lane, codes, row);
                    largest = largest.max(number);
                }
                largest
            },
        );
        let largest = largest.reduce(|| 0.0, f32::max);
        (Self { lines, scales, rows, dimension }, largest)
    }

    /// Adds one row behind the others; longer rows are cut, shorter ones padded with zeros.
    pub fn push(&mut self, values: &[f32]) {
        let mut codes = vec![0i8; self.dimension];
        let row = quantize(&values[..values.len().min(self.dimension)], &mut codes);
        self.push_codes(&codes, row);
    }

    /// Adds one row of codes behind the others.
    pub(crate) fn push_codes(&mut self, codes: &[i8], row: RowScale) {
        let (groups, lane) = (self.groups(), self.rows % PANEL);
        if lane == 0 {
            self.lines.resize(self.lines.len() + groups, Line([ZERO; BYTES]));
            self.scales.push(NO_ROWS);
        }
        let start = self.lines.len() - groups;
        if let Some(scales) = self.scales.last_mut() {
            place(&mut self.lines[start..], scales, lane, codes, row);
            self.rows += 1;
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Numbers a row.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Number of panels, the last one perhaps not full.
    pub fn panels(&self) -> usize {
        self.scales.len()
    }

    /// Memory of codes and scales.
    pub fn bytes(&self) -> usize {
        std::mem::size_of_val(self.lines.as_slice()) + std::mem::size_of_val(self.scales.as_slice())
    }

    /// Groups of numbers a row.
    pub(crate) fn groups(&self) -> usize {
        self.dimension.div_ceil(GROUP)
    }

    /// The lines of some panels, which are known to be there, panel after panel.
    pub(crate) fn lines(&self, panels: std::ops::Range<usize>) -> &[Line] {
        &self.lines[panels.start * self.groups()..panels.end * self.groups()]
    }

    /// The scales of some panels, which are known to be there.
    pub(crate) fn scales(&self, panels: std::ops::Range<usize>) -> &[PanelScales] {
        &self.scales[panels]
    }
}

/// Puts a row's codes into its lane of a panel.
fn place(lines: &mut [Line], scales: &mut PanelScales, lane: usize, codes: &[i8], row: RowScale) {
    for (line, group) in lines.iter_mut().zip(codes.chunks(GROUP)) {
        for (slot, &code) in line.0[lane * GROUP..].iter_mut().zip(group) {
            *slot = (code as u8).wrapping_add(ZERO);
        }
    }
    (scales.scale[lane], scales.margin[lane]) = (row.scale, row.margin);
}
