//! File: a file without a name, of which each place is mapped at an address of its own.
//!
//! One stretch of addresses is set aside for all of it, in places of one size, much larger than what is put there: what grows, grows where
//! it is. The byte of the file follows from the address. Called by the allocator: nothing here may allocate.

use std::alloc::Layout;
use std::ffi::c_void;
use std::fs;
use std::io;
use std::os::fd::{BorrowedFd, IntoRawFd};
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

use rustix::fs::{FallocateFlags, Mode, OFlags, fallocate, open};
use rustix::mm::{Advice, MapFlags, ProtFlags, madvise, mmap, mmap_anonymous};

/// Places; where all are taken, the system's memory serves.
const PLACES: usize = 256;
/// Bytes of a place. All together stay below the largest file of ext4.
const ROOM: usize = 32 << 30;
/// Bytes that are mapped at a time, a whole number of pages.
const STEP: usize = 1 << 20;

/// Bytes that are let go of at a time.
const AT_ONCE: usize = 64 << 20;

/// Where letting go goes on.
static NEXT: AtomicUsize = AtomicUsize::new(0);
/// Where the addresses begin; 0 where nothing is spilled.
static BASE: AtomicUsize = AtomicUsize::new(0);
static FILE: AtomicI32 = AtomicI32::new(-1);
/// Bytes of large arrays that may be in memory.
static ALLOWED: AtomicUsize = AtomicUsize::new(usize::MAX);
/// Bytes that the file may still grow by.
static FREE: AtomicUsize = AtomicUsize::new(0);
/// What frees a part of the disk.
const HOLE: FallocateFlags = FallocateFlags::PUNCH_HOLE.union(FallocateFlags::KEEP_SIZE);
/// Bytes that are mapped at each place; 0 where it is free.
static TAKEN: [AtomicUsize; PLACES] = [const { AtomicUsize::new(0) }; PLACES];

/// From now on large arrays beyond `allowed` bytes go to a file in a folder, up to `most` bytes.
///
/// # Errors
/// Where there can be no such file, or the addresses are not to be had.
pub(crate) fn begin(folder: &Path, allowed: u64, most: u64) -> io::Result<()> {
    let mode = Mode::RUSR | Mode::WUSR;
    let file = match open(folder, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, mode) {
        Ok(file) => file,
        // Not every file system has files without a name.
        Err(_) => unnamed(folder)?,
    };
    // What is given back must read as zeros when it is taken again: asked of the file system before it matters.
    fallocate(&file, FallocateFlags::empty(), 0, STEP as u64)?;
    fallocate(&file, HOLE, 0, STEP as u64)?;
    // SAFETY: new addresses that nobody uses.
    let base = unsafe {
        mmap_anonymous(
            ptr::null_mut(),
            PLACES * ROOM,
            ProtFlags::empty(),
            MapFlags::PRIVATE | MapFlags::NORESERVE,
        )
    }?;
    FILE.store(file.into_raw_fd(), Ordering::Relaxed);
    let bytes = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    ALLOWED.store(bytes(allowed), Ordering::Relaxed);
    FREE.store(bytes(most), Ordering::Relaxed);
    BASE.store(base as usize, Ordering::Release);
    Ok(())
}

fn unnamed(folder: &Path) -> io::Result<rustix::fd::OwnedFd> {
    let path = folder.join(format!(".hydrascope-spill-{}", std::process::id()));
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::CLOEXEC;
    let file = open(&path, flags, Mode::RUSR | Mode::WUSR)?;
    fs::remove_file(&path)?;
    Ok(file)
}

/// Bytes of large arrays that may be in memory.
pub(super) fn allowed() -> usize {
    ALLOWED.load(Ordering::Relaxed)
}

/// Whether an address lies in the file.
pub(super) fn holds(place: *const u8) -> bool {
    let base = BASE.load(Ordering::Acquire);
    base != 0 && (place as usize).wrapping_sub(base) < PLACES * ROOM
}

/// A place of zeros; none where nothing is spilled, it is too large, all are taken or the disk is full.
pub(super) fn take(layout: Layout) -> Option<*mut u8> {
    let base = BASE.load(Ordering::Acquire);
    // Pages are aligned to more than any array asks for.
    if base == 0 || layout.size() > ROOM || layout.align() > rustix::param::page_size() {
        return None;
    }
    let size = layout.size().next_multiple_of(STEP);
    let is_free =
        |taken: &AtomicUsize| taken.compare_exchange(0, size, Ordering::AcqRel, Ordering::Relaxed).is_ok();
    let nth = TAKEN.iter().position(is_free)?;
    let place = (base + nth * ROOM) as *mut u8;
    if map(place, 0, size) {
        return Some(place);
    }
    TAKEN[nth].store(0, Ordering::Release);
    None
}

/// Makes room for so many bytes where they are; `false` where that cannot be.
pub(super) fn resize(place: *mut u8, size: usize) -> bool {
    let taken = &TAKEN[nth(place)];
    let (before, size) = (taken.load(Ordering::Acquire), size.max(1).next_multiple_of(STEP));
    if size > ROOM || (size > before && !map(place, before, size)) {
        return false;
    }
    if size < before && !unmap(place, size, before) {
        return true;
    }
    taken.store(size, Ordering::Release);
    true
}

/// Gives a place back, and its part of the disk.
pub(super) fn give_back(place: *mut u8) {
    let taken = &TAKEN[nth(place)];
    // Where the disk is not freed, the place does not read as zeros: it stays taken.
    if unmap(place, 0, taken.load(Ordering::Acquire)) {
        taken.store(0, Ordering::Release);
    }
}

/// Lets go of memory in which the system holds spilled arrays, from where it ended last time, until it is `enough` or all is let go of: they
/// are read again as they are used.
pub(crate) fn let_go(enough: impl Fn() -> bool) {
    let base = BASE.load(Ordering::Acquire);
    if base == 0 {
        return;
    }
    let first = NEXT.load(Ordering::Relaxed);
    // The place that was begun last is gone on with, and at the end begun again.
    let places = (0..=PLACES).map(|nth| (first / ROOM + nth) % PLACES);
    let begins = std::iter::once(first % ROOM).chain(std::iter::repeat(0));
    for (nth, begin) in places.zip(begins) {
        let bytes = TAKEN[nth].load(Ordering::Acquire);
        for at in (begin..bytes).step_by(AT_ONCE) {
            let (address, size) = (base + nth * ROOM + at, AT_ONCE.min(bytes - at));
            // SAFETY: of a shared mapping of a file it drops what is mapped and no byte; where the place was given back meanwhile, there is
            // nothing to drop.
            let _ = unsafe { madvise(address as *mut c_void, size, Advice::LinuxDontNeed) };
            if enough() {
                return NEXT.store((nth * ROOM + at + size) % (PLACES * ROOM), Ordering::Relaxed);
            }
        }
    }
}

fn nth(place: *const u8) -> usize {
    (place as usize - BASE.load(Ordering::Acquire)) / ROOM
}

/// Maps the bytes of a place between two; the disk holds them from then on, so that writing there cannot fail later.
fn map(place: *mut u8, from: usize, to: usize) -> bool {
    let bytes = to - from;
    let free = |free: usize| free.checked_sub(bytes);
    if FREE.fetch_update(Ordering::AcqRel, Ordering::Acquire, free).is_err() {
        return false;
    }
    let (address, both, shared) =
        (place.wrapping_add(from).cast(), ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED);
    let is_mapped = fallocate(file(), FallocateFlags::empty(), offset(place, from), bytes as u64).is_ok()
        // SAFETY: the addresses were set aside for this place, and nothing is mapped there.
        && unsafe { mmap(address, bytes, both, shared | MapFlags::FIXED, file(), offset(place, from)) }.is_ok();
    if !is_mapped {
        FREE.fetch_add(bytes, Ordering::AcqRel);
    }
    is_mapped
}

/// Frees the disk of the bytes of a place between two, and sets their addresses aside again; `false` where either cannot be done, and they
/// are still mapped.
fn unmap(place: *mut u8, from: usize, to: usize) -> bool {
    if fallocate(file(), HOLE, offset(place, from), (to - from) as u64).is_err() {
        return false;
    }
    let (address, aside) = (place.wrapping_add(from).cast(), MapFlags::PRIVATE | MapFlags::NORESERVE);
    // SAFETY: the place is given back: nobody uses these bytes any more.
    let is_aside =
        unsafe { mmap_anonymous(address, to - from, ProtFlags::empty(), aside | MapFlags::FIXED) }.is_ok();
    if is_aside {
        FREE.fetch_add(to - from, Ordering::AcqRel);
    }
    is_aside
}

fn offset(place: *const u8, from: usize) -> u64 {
    (nth(place) * ROOM + from) as u64
}

fn file() -> BorrowedFd<'static> {
    // SAFETY: it is open until the process ends; who asks has an address in it.
    unsafe { BorrowedFd::borrow_raw(FILE.load(Ordering::Relaxed)) }
}
