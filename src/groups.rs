//! Groups: numbers by an owner, in one flat array.

use rayon::prelude::*;

/// Members, numbers by default, grouped by an owner, flat: the members of owner `i` are one slice.
#[derive(Debug, Clone)]
pub struct Groups<T = u32> {
    members: Vec<T>,
    starts: Vec<usize>,
}

impl<T> Default for Groups<T> {
    fn default() -> Self {
        Self { members: Vec::new(), starts: vec![0] }
    }
}

impl<T: Copy + Default> Groups<T> {
    /// Groups the members of `pairs` by owner, keeping their order; owners run from 0 to `owners` - 1.
    ///
    /// # Panics
    /// As slices do, where a pair names another owner.
    pub fn new(owners: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut starts = vec![0usize; owners + 1];
        for (owner, _) in pairs.clone() {
            starts[owner as usize + 1] += 1;
        }
        for i in 0..owners {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut members = vec![T::default(); starts[owners]];
        for (owner, member) in pairs {
            members[next[owner as usize]] = member;
            next[owner as usize] += 1;
        }
        Self { members, starts }
    }
}

impl<T> Groups<T> {
    /// Groups of members that come owner by owner, the owners in order.
    pub(crate) fn in_order(groups: impl Iterator<Item = impl IntoIterator<Item = T>>) -> Self {
        let mut all = Self::default();
        groups.for_each(|group| all.push(group));
        all
    }

    /// Adds the members of the next owner.
    pub(crate) fn push(&mut self, group: impl IntoIterator<Item = T>) {
        self.members.extend(group);
        self.starts.push(self.members.len());
    }

    /// Sorts the members of each owner.
    pub(crate) fn sort_each(&mut self)
    where
        T: Ord + Send,
    {
        let mut each: Vec<&mut [T]> = Vec::with_capacity(self.len());
        let mut rest = self.members.as_mut_slice();
        for bounds in self.starts.windows(2) {
            let (of_one, behind) = rest.split_at_mut(bounds[1] - bounds[0]);
            each.push(of_one);
            rest = behind;
        }
        each.into_par_iter().for_each(|of_one| of_one.sort_unstable());
    }

    /// The members of one owner.
    pub fn of(&self, owner: u32) -> &[T] {
        &self.members[self.starts[owner as usize]..self.starts[owner as usize + 1]]
    }

    /// Number of owners.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no owner.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Groups<u8> {
    /// Adds a text as the next owner's.
    pub(crate) fn push_text(&mut self, text: &str) {
        self.members.extend_from_slice(text.as_bytes());
        self.starts.push(self.members.len());
    }

    /// A text that was added as one.
    pub(crate) fn text(&self, owner: u32) -> &str {
        std::str::from_utf8(self.of(owner)).unwrap_or_default()
    }
}
