//! Plain Rust, the twin of the other forms.

use super::{Hit, Tile};
use crate::distance::line::Line;
use crate::distance::panels::{GROUP, PANEL};

/// Appends the pairs of a tile that pass.
pub(super) fn screen(tile: Tile<'_>, hits: &mut Vec<Hit>) {
    let (groups, strip) = (tile.groups(), tile.rows.len());
    for (panel, (lines, scales)) in tile.lines.chunks_exact(groups).zip(tile.scales).enumerate() {
        for (lane, row) in tile.rows.iter().enumerate() {
            let products = products(lines, tile.words.iter().skip(lane).step_by(strip), row.offset);
            for (i, &product) in products.iter().enumerate() {
                let reached = product as f32 * scales.scale[i] + scales.margin[i] * row.inverse;
                if reached >= row.cut {
                    hits.push(Hit {
                        query: tile.first_query + lane as u32,
                        row: tile.first_row + (panel * PANEL + i) as u32,
                        product,
                    });
                }
            }
        }
    }
}

/// Products of one query row with the rows of a panel.
fn products<'a>(lines: &[Line], words: impl Iterator<Item = &'a i32>, offset: i32) -> [i32; PANEL] {
    let mut sums = [offset; PANEL];
    for (line, word) in lines.iter().zip(words) {
        let codes = word.to_le_bytes().map(|code| i32::from(code as i8));
        for (sum, row) in sums.iter_mut().zip(line.0.as_chunks::<GROUP>().0) {
            *sum += row.iter().zip(codes).map(|(&other, code)| i32::from(other) * code).sum::<i32>();
        }
    }
    sums
}
