//! B-cubed figures as cells of a table.

use crate::b_cubed::BCubed;

/// The heads of [`share_cells`], behind a number of requests.
pub(crate) fn share_head() -> String {
    format!("{:>9} {:>9} {:>9} {:>9}", "REQUESTS", "PRECISION", "RECALL", "F1")
}

pub(crate) fn share_cells(requests: usize, b_cubed: &BCubed) -> String {
    let BCubed { precision, recall } = b_cubed;
    format!("{requests:>9} {precision:>9.4} {recall:>9.4} {:>9.4}", b_cubed.f1())
}
