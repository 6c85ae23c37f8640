//! Setting: what of a text's words counts for less. A system part that much of the traffic says is scaffolding: however long it
//! is, it does not drown what the rest of the prompt says. And what a conversation was given turn by turn, an agent's log of its work
//! for one, does not drown what it began with.

/// Where the system part of a text and the opening of its conversation end, and what the words within and behind count for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    /// The place of the first word behind the system part; 0 where there is none.
    pub(crate) system: usize,
    /// The part of its weight that each pair of its words counts for, above 0 to 1.
    pub(crate) within: f32,
    /// The place of the first word behind the opening.
    pub(crate) opening: usize,
    /// The part of its weight that each pair of words behind it counts for, above 0 to 1.
    pub(crate) behind: f32,
}

impl Setting {
    /// The part of its weight (above 0 to 1) that the pair of words at a place counts for.
    pub(crate) fn part(&self, place: usize) -> f32 {
        match place + 1 {
            second if second < self.system => self.within,
            second if second >= self.opening => self.behind,
            _ => 1.0,
        }
    }
}
