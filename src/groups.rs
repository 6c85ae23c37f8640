//! Groups: numbers by an owner, in one flat array.

use std::ops::Range;

use rayon::prelude::*;

/// Owners that a thread takes at a time.
const OWNERS: usize = 4096;

/// Owners whose members are found before they are put together, and of them those that a thread takes at a time: what they cost may differ by far.
const AT_ONCE: usize = 1 << 16;
const FOUND: usize = 512;

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

    /// Groups of so many members each, filled in parallel on the current rayon pool: `fill` is given an owner and room for its members.
    pub(crate) fn filled(counts: impl Iterator<Item = usize>, fill: impl Fn(u32, &mut [T]) + Sync) -> Self
    where
        T: Copy + Default + Send,
    {
        let mut starts = vec![0];
        starts.extend(counts.scan(0, |end, count| {
            *end += count;
            Some(*end)
        }));
        let members = vec![T::default(); starts.last().copied().unwrap_or_default()];
        let mut groups = Self { members, starts };
        groups.each_in_parallel(fill);
        groups
    }

    /// The members of so many owners, each found on its own, in parallel on the current rayon pool; `room` is made anew for some owners at a
    /// time. None is ever in a list of its own for long: of millions these take more memory than what they hold.
    pub(crate) fn found<R>(
        owners: usize,
        room: impl Fn() -> R + Sync,
        find: impl Fn(&mut R, u32) -> Vec<T> + Sync,
    ) -> Self
    where
        T: Send,
    {
        let mut all = Self::default();
        for first in (0..owners).step_by(AT_ONCE) {
            let some = first as u32..(first + AT_ONCE).min(owners) as u32;
            let found = some.into_par_iter().with_max_len(FOUND).map_init(&room, &find);
            found.collect::<Vec<Vec<T>>>().into_iter().for_each(|group| all.push(group));
        }
        all
    }

    /// Drops the members that are not to stay.
    pub(crate) fn retain(&mut self, stays: impl Fn(u32, &T) -> bool) {
        let mut starts = self.starts.iter().copied();
        let (mut at, mut end) = (0, starts.next().unwrap_or_default());
        let mut owner = u32::MAX;
        let mut kept = Vec::with_capacity(self.starts.len());
        let mut count = 0;
        self.members.retain(|member| {
            while at == end {
                kept.push(count);
                owner = owner.wrapping_add(1);
                end = starts.next().unwrap_or(usize::MAX);
            }
            at += 1;
            let stays = stays(owner, member);
            count += usize::from(stays);
            stays
        });
        kept.resize(self.starts.len(), count);
        self.starts = kept;
    }

    /// Sorts the members of each owner.
    pub(crate) fn sort_each(&mut self)
    where
        T: Ord + Send,
    {
        self.each_in_parallel(|_, of_one| of_one.sort_unstable());
    }

    /// Does something with the members of each owner, in parallel on the current rayon pool, some owners a thread at a time.
    fn each_in_parallel(&mut self, work: impl Fn(u32, &mut [T]) + Sync)
    where
        T: Send,
    {
        let all = self.len();
        let mut some: Vec<(Range<usize>, &mut [T])> = Vec::with_capacity(all / OWNERS + 1);
        let mut rest = self.members.as_mut_slice();
        for first in (0..all).step_by(OWNERS) {
            let owners = first..(first + OWNERS).min(all);
            let (own, behind) = rest.split_at_mut(self.starts[owners.end] - self.starts[first]);
            some.push((owners, own));
            rest = behind;
        }
        let starts = &self.starts;
        some.into_par_iter().with_max_len(1).for_each(|(owners, mut own)| {
            for owner in owners {
                let (of_one, behind) = own.split_at_mut(starts[owner + 1] - starts[owner]);
                work(owner as u32, of_one);
                own = behind;
            }
        });
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Groups;

    proptest! {
        #[test]
        fn what_stays_is_what_a_list_a_group_keeps(lists in prop::collection::vec(prop::collection::vec(0u32..6, 0..4), 0..9), seed in 0u32..4) {
            let stays = |owner: u32, member: &u32| !(owner + member + seed).is_multiple_of(3);
            let mut groups = Groups::found(lists.len(), || (), |(), owner| lists[owner as usize].clone());
            groups.retain(stays);
            prop_assert_eq!(groups.len(), lists.len());
            for (owner, list) in (0u32..).zip(&lists) {
                let kept: Vec<u32> = list.iter().copied().filter(|member| stays(owner, member)).collect();
                prop_assert_eq!(groups.of(owner), &kept[..]);
            }
        }
    }
}
