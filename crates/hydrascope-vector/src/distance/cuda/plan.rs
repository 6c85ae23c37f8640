//! In which order rows come to the card: all of them where they fit, else a group that stays while the others pass by.

use std::ops::Range;

/// How much a device takes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Rows that are copied and compared together; a multiple of [`TILE`](crate::distance::flat::TILE).
    pub panel: usize,
    /// Bytes of rows on the card at once; all that is free and not needed otherwise, where none is given.
    pub memory: Option<usize>,
    /// Pairs that a launch may bring back; at least [`Limits::LEAST_PAIRS`]. Where there are more, it is done in parts.
    pub pairs: usize,
}

impl Limits {
    /// Pairs of one tile: the smallest part that a launch can be cut to.
    pub const LEAST_PAIRS: usize = 256 * 256;
    /// The most rows of a panel.
    pub const MOST_PANEL: usize = 1 << 22;
}

impl Default for Limits {
    fn default() -> Self {
        Self { panel: 1 << 16, memory: None, pairs: 1 << 24 }
    }
}

/// One step of a join of all panels with all panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Copy these panels to the group, in place of those that were there.
    Group(Range<usize>),
    /// Copy this panel to one of two places beside the group, in place of what was there.
    Stream {
        /// The panel.
        panel: usize,
        /// The place, 0 or 1.
        place: usize,
    },
    /// Compare panels of the group with one panel, of pairs within a panel the ones whose first row comes first.
    Join {
        /// Panels of the group.
        group: Range<usize>,
        /// The panel: one of the group, or the one that was copied last.
        panel: usize,
        /// Where it lies if it is none of the group.
        place: Option<usize>,
    },
}

/// Steps that bring together every panel with itself and with every later one, once, with room for so many panels; none
/// where that is too few, which is less than all of them and less than three.
pub fn steps(panels: usize, room: usize) -> Option<Vec<Step>> {
    let group = if panels <= room { panels } else { room.checked_sub(2).filter(|&group| group > 0)? };
    let mut steps = Vec::new();
    let mut place = 0;
    for start in (0..panels).step_by(group.max(1)) {
        let held = start..(start + group).min(panels);
        steps.push(Step::Group(held.clone()));
        steps.extend(held.clone().map(|panel| Step::Join { group: start..panel + 1, panel, place: None }));
        for panel in held.end..panels {
            steps.push(Step::Stream { panel, place });
            steps.push(Step::Join { group: held.clone(), panel, place: Some(place) });
            place = 1 - place;
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pair_of_panels_meets_once_and_lies_on_the_card(panels in 0usize..20, room in 0usize..24) {
            let Some(steps) = steps(panels, room) else {
                prop_assert!(room < 3 && room < panels);
                return Ok(());
            };
            let (mut group, mut beside) = (0..0, [None, None]);
            let mut met = vec![vec![0; panels]; panels];
            for step in steps {
                match step {
                    Step::Group(held) => group = held,
                    Step::Stream { panel, place } => beside[place] = Some(panel),
                    Step::Join { group: asked, panel, place } => {
                        prop_assert!(group.start <= asked.start && asked.end <= group.end);
                        match place {
                            Some(place) => prop_assert_eq!(beside[place], Some(panel)),
                            None => prop_assert!(group.contains(&panel)),
                        }
                        asked.for_each(|a| met[a][panel] += 1);
                    }
                }
                let streamed = beside.iter().flatten().count();
                let held = group.len() + streamed;
                prop_assert!(held <= room, "{} panels in room for {}", held, room);
            }
            for (a, row) in met.iter().enumerate() {
                for (b, &times) in row.iter().enumerate() {
                    prop_assert_eq!(times, usize::from(a <= b));
                }
            }
        }
    }
}
