//! What a large report shows less of, so that its page stays small. Each rule is told on the page.

/// Campaigns up to which charts have their full size.
const FEW: usize = 50;
/// Rows of members on a whole page.
const MEMBERS: usize = 8_000;
/// Bytes of templates on a whole page.
const TEXT: usize = 1 << 21;

/// How much of each campaign is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Rows of a heatmap and of a matrix.
    pub rows: usize,
    /// Columns of a heatmap.
    pub columns: usize,
    /// Rows of members.
    pub members: usize,
    /// Columns of a matrix.
    pub templates: usize,
    /// Bytes of templates.
    pub text: usize,
    /// Bytes of one text.
    pub one_text: usize,
}

impl Limits {
    /// The limits of a page with so many campaigns.
    pub(super) fn of(campaigns: usize) -> Self {
        let campaigns = campaigns.max(1);
        let (rows, columns, templates) = if campaigns <= FEW { (60, 168, 20) } else { (24, 84, 10) };
        let members = (MEMBERS / campaigns).max(20);
        Self { rows, columns, members, templates, text: TEXT / campaigns, one_text: 8_000 }
    }
}

/// Every how-manieth of `all` is taken to have `most` at most.
pub(super) fn step(all: usize, most: usize) -> usize {
    all.div_ceil(most.max(1)).max(1)
}

/// The longest beginning of a text that has `most` bytes at most.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}
