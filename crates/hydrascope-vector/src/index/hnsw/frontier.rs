//! The best candidates of a walk, in order, with a mark on those whose links were followed.

/// A vector and its score, ordered by score (highest first), then by number. One word, so that comparing is one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate(u64);

/// More than any score, so that the difference is positive and its bits are in order.
const ABOVE: f32 = 2.0;

impl Candidate {
    /// A candidate not yet followed. The score is below 2.
    #[inline]
    pub(super) fn new(id: u32, score: f32) -> Self {
        // 31 bits of distance (the sign is 0), 32 of the number, one mark.
        Self(u64::from((ABOVE - score).to_bits()) << 33 | u64::from(id) << 1)
    }

    #[inline]
    pub(super) fn id(self) -> u32 {
        (self.0 >> 1) as u32
    }

    #[inline]
    pub(super) fn score(self) -> f32 {
        ABOVE - f32::from_bits((self.0 >> 33) as u32)
    }

    /// The same, not yet followed.
    pub(super) fn unfollowed(self) -> Self {
        Self(self.0 & !1)
    }

    fn followed(self) -> bool {
        self.0 & 1 == 1
    }
}

/// At most `width` candidates, best first.
#[derive(Debug, Default)]
pub(super) struct Frontier {
    width: usize,
    best: Vec<Candidate>,
    /// No candidate before this place is to be followed.
    cursor: usize,
}

impl Frontier {
    /// Empties it and sets how many it keeps.
    pub(super) fn reset(&mut self, width: usize) {
        self.width = width;
        self.best.clear();
        self.cursor = 0;
    }

    /// Takes a candidate that it was not offered before, where it is among the best.
    #[inline]
    pub(super) fn offer(&mut self, candidate: Candidate) {
        if self.best.len() == self.width {
            match self.best.last() {
                Some(&last) if candidate < last => self.best.pop(),
                _ => return,
            };
        }
        let place = self.best.partition_point(|&kept| kept < candidate);
        self.best.insert(place, candidate);
        self.cursor = self.cursor.min(place);
    }

    /// The best candidate that was not followed, which now is.
    #[inline]
    pub(super) fn follow(&mut self) -> Option<Candidate> {
        let place = self.next_place()?;
        let candidate = self.best[place];
        self.best[place].0 |= 1;
        self.cursor = place + 1;
        Some(candidate)
    }

    /// Which [`Frontier::follow`] would give.
    #[inline]
    pub(super) fn peek(&self) -> Option<Candidate> {
        self.next_place().map(|place| self.best[place])
    }

    #[inline]
    fn next_place(&self) -> Option<usize> {
        let ahead = self.best.get(self.cursor..)?.iter().position(|candidate| !candidate.followed())?;
        Some(self.cursor + ahead)
    }

    /// All that it keeps, best first.
    pub(super) fn best(&self) -> &[Candidate] {
        &self.best
    }

    /// Whether it keeps as many as it may.
    pub(super) fn is_full(&self) -> bool {
        self.best.len() == self.width
    }
}
