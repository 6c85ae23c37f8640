//! The links of one layer, flat: each vector has the same number of slots, and what is not used says so.

/// A slot that links to nothing. No vector has this number, since there are at most so many of them.
const EMPTY: u32 = u32::MAX;

/// Links from each vector of a layer to others of it.
#[derive(Clone, Debug)]
pub(super) struct Links {
    width: usize,
    slots: Vec<u32>,
}

impl Links {
    /// No links yet, room for `width` a vector.
    pub(super) fn new(vectors: usize, width: usize) -> Self {
        Self { width, slots: vec![EMPTY; vectors * width] }
    }

    /// Vectors of the layer.
    pub(super) fn len(&self) -> usize {
        self.slots.len() / self.width
    }

    /// The most links a vector may have.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Where a vector links to.
    #[inline]
    pub(super) fn of(&self, id: u32) -> &[u32] {
        let slots = self.slots(id);
        &slots[..slots.partition_point(|&slot| slot != EMPTY)]
    }

    /// All slots of a vector, for prefetching.
    #[inline]
    pub(super) fn slots(&self, id: u32) -> &[u32] {
        &self.slots[id as usize * self.width..][..self.width]
    }

    /// Replaces a vector's links; those beyond the width are left out.
    pub(super) fn set(&mut self, id: u32, links: &[u32]) {
        let slots = &mut self.slots[id as usize * self.width..][..self.width];
        let used = links.len().min(slots.len());
        slots[..used].copy_from_slice(&links[..used]);
        slots[used..].fill(EMPTY);
    }

    /// Bytes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<u32>()
    }
}
