//! What a large report shows less of, so that its page stays small. Each rule is told on the page.

use super::number::count;

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

/// Places of `most` things at most, evenly spaced among `all`; the first is one of them.
pub(super) fn spread(all: usize, most: usize) -> impl Iterator<Item = usize> {
    let taken = all.min(most);
    (0..taken).map(move |number| number * all / taken)
}

/// What is left out of a chart whose rows are spread over all accounts, in words; empty where nothing is.
pub(super) fn rule(shown: usize, all: usize) -> String {
    if shown < all {
        format!("{} of {} accounts, evenly spaced by first seen", count(shown), count(all))
    } else {
        String::new()
    }
}

/// The longest beginning of a text that has `most` bytes at most.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{Limits, beginning, rule, spread};

    #[test]
    fn what_is_taken_is_evenly_spaced_and_told() {
        assert_eq!(spread(3, 60).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(spread(8, 3).collect::<Vec<_>>(), [0, 2, 5]);
        assert_eq!(spread(0, 3).count() + spread(3, 0).count(), 0);
        assert_eq!(rule(60, 1_000), "60 of 1,000 accounts, evenly spaced by first seen");
        assert_eq!(rule(3, 3), "");
        assert_eq!(beginning("a\u{e9}b", 2), "a");
    }

    #[test]
    fn more_campaigns_have_less_room_each_and_never_none() {
        let (few, many) = (Limits::of(0), Limits::of(1_000_000));
        assert!(few.rows > many.rows && few.members > many.members);
        assert!(many.rows > 0 && many.members > 0 && many.columns > 0);
    }
}
