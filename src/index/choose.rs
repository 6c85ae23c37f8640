//! Which index suits how many leaders.

use super::{ExactIndex, GraphIndex, LeaderIndex, ValidGraphParams};
use crate::distance::UnitVectors;

/// Up to so many leaders all pairs are found sooner by comparing everything than by building a graph and walking it.
///
/// Measured with `cargo bench --bench crossover` on two busy cores with AVX-512, 256 dimensions: at 5,000 leaders 0.2 s
/// against 7 s, at 20,000 2 s against 112 s, at 50,000 24 s against 430 s. Exact time grows with the square of the leaders
/// and the graph's a little faster than in step with them, so the lines meet near a million; this stays well below.
pub const EXACT_UP_TO: usize = 500_000;

/// Which index to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// [`ExactIndex`].
    Exact,
    /// [`GraphIndex`] with these parameters.
    Graph(ValidGraphParams),
}

/// Decides by the number of leaders; the graph gets its default parameters.
pub fn choose(leaders: usize) -> Choice {
    if leaders <= EXACT_UP_TO { Choice::Exact } else { Choice::Graph(ValidGraphParams::default()) }
}

/// Builds what was chosen.
pub fn open<'a>(leaders: UnitVectors<'a>, choice: Choice) -> Box<dyn LeaderIndex + 'a> {
    match choice {
        Choice::Exact => Box::new(ExactIndex::new(leaders)),
        Choice::Graph(params) => Box::new(GraphIndex::new(leaders, params)),
    }
}
