//! Allocator: the system's, and the file for large arrays beyond what memory may hold.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::file;

/// The system's allocator for what is small or fits; the file for the rest.
pub(super) struct Spilling;

/// Bytes from which on an array is large: smaller ones are many and short-lived.
const LARGE: usize = 4 << 20;

/// Bytes of large arrays in memory.
static HELD: AtomicUsize = AtomicUsize::new(0);

// SAFETY: each call is passed on to the system's allocator, or answered from the file, whose places are of page alignment, at least as large
// as asked for, and no one else's until they are given back; what lies in the file is told by its address, so that each is given back to
// where it came from.
unsafe impl GlobalAlloc for Spilling {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() >= LARGE {
            if let Some(place) = spilled(layout, layout.size()) {
                return place;
            }
            HELD.fetch_add(layout.size(), Ordering::Relaxed);
        }
        // SAFETY: the caller's promise on the layout.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if layout.size() >= LARGE {
            // A place in the file that is given out is zero.
            if let Some(place) = spilled(layout, layout.size()) {
                return place;
            }
            HELD.fetch_add(layout.size(), Ordering::Relaxed);
        }
        // SAFETY: the caller's promise on the layout.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        if file::holds(place) {
            return file::give_back(place);
        }
        if layout.size() >= LARGE {
            HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        }
        // SAFETY: it does not lie in the file, so it came from the system's allocator.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let is_spilled = file::holds(place);
        if is_spilled && file::resize(place, size) {
            return place;
        }
        let (before, after) = (large(layout.size()), large(size));
        let added = after.saturating_sub(if is_spilled { 0 } else { before });
        // SAFETY: the caller's promise on the size.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        let new = if after > 0 { spilled(wanted, added) } else { None };
        if new.is_none() && !is_spilled {
            HELD.fetch_add(after, Ordering::Relaxed);
            HELD.fetch_sub(before, Ordering::Relaxed);
            // SAFETY: it came from the system's allocator, with this layout.
            return unsafe { System.realloc(place, layout, size) };
        }
        let new = new.unwrap_or_else(|| {
            HELD.fetch_add(after, Ordering::Relaxed);
            // SAFETY: the caller's promise on the size.
            unsafe { System.alloc(wanted) }
        });
        if !new.is_null() {
            // SAFETY: both places have so many bytes, and a new one is apart from the old one, which is given back as it was taken.
            unsafe {
                ptr::copy_nonoverlapping(place, new, layout.size().min(size));
                self.dealloc(place, layout);
            }
        }
        new
    }
}

/// A place in the file, where `more` bytes are more than memory may hold and the file has room.
fn spilled(layout: Layout, more: usize) -> Option<*mut u8> {
    let is_fine = HELD.load(Ordering::Relaxed).saturating_add(more) <= file::allowed();
    if is_fine { None } else { file::take(layout) }
}

/// The bytes of an array, where it is large.
fn large(size: usize) -> usize {
    if size >= LARGE { size } else { 0 }
}

#[cfg(test)]
mod tests {
    use std::env::temp_dir;
    use std::thread;

    use super::super::file::{begin, holds, let_go};

    /// Many arrays that grow, shrink and go, each with numbers of its own.
    fn work(seed: u64) {
        let mut all: Vec<Vec<u64>> = Vec::new();
        for step in 0..40u64 {
            let turn = (seed + step) % 7;
            match turn {
                0 | 1 => all.push((0..700_000 + step * 1000).map(|n| n ^ seed).collect()),
                2 => all.push(vec![0; 900_000]),
                3 | 4 => all.iter_mut().for_each(|some| some.extend_from_within(..some.len().min(200_000))),
                5 => all.iter_mut().for_each(|some| {
                    some.truncate(600_000);
                    some.shrink_to_fit();
                }),
                _ => drop(all.pop()),
            }
            if turn == 4 {
                let_go(|| false);
            }
            for some in &all {
                let is_zero = some[1] == 0;
                let of = |n: u64| if is_zero { 0 } else { n ^ seed };
                assert!(some[..600_000].iter().zip(0..).all(|(&number, n)| number == of(n)));
            }
        }
    }

    #[test]
    fn spilled_arrays_hold_what_they_were_given_on_any_thread() {
        begin(&temp_dir(), 0, 16 << 30).unwrap();
        let large = vec![7u8; 5 << 20];
        assert!(holds(large.as_ptr()) && !holds(vec![7u8; 1000].as_ptr()));
        drop(large);
        // What is given out anew is zero, whatever lay there.
        assert!(vec![0u8; 5 << 20].iter().all(|&byte| byte == 0));
        thread::scope(|scope| (2..6).for_each(|seed| _ = scope.spawn(move || work(seed))));
    }
}
