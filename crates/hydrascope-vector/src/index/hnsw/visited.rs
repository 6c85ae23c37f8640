//! Which vectors a walk has seen.

/// A set of vectors that is emptied in one step: a vector is in it where its mark is the current one.
#[derive(Debug, Default)]
pub(super) struct Visited {
    current: u8,
    marks: Vec<u8>,
}

impl Visited {
    /// Empties the set and makes room for vectors below `count`.
    pub(super) fn clear(&mut self, count: usize) {
        if self.marks.len() < count {
            self.marks.resize(count, 0);
        }
        match self.current.checked_add(1) {
            Some(next) => self.current = next,
            None => {
                self.marks.fill(0);
                self.current = 1;
            }
        }
    }

    /// Adds a vector below the count; whether it is new.
    #[inline]
    pub(super) fn insert(&mut self, id: u32) -> bool {
        std::mem::replace(&mut self.marks[id as usize], self.current) != self.current
    }

    /// Bytes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.marks.capacity()
    }
}
