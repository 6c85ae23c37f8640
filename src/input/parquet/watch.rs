//! Waiting for a thread that may never answer.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// Time is counted in slices that were waited through: of a time in which the whole process stood still,
/// as on a laptop that sleeps, one slice counts.
const SLICE: Duration = Duration::from_millis(100);

/// How long a thread may be silent at its work, whatever that is, and for each mebibyte of it. A sound file
/// is read a hundred times faster, so that the limit is met on damaged files only and the same file always
/// gives the same answer. Time at the disk does not count.
const PATIENCE: Duration = Duration::from_secs(4);
const PATIENCE_A_MEBIBYTE: Duration = Duration::from_secs(1);

/// What is known of a thread at its work.
#[derive(Debug, Default)]
pub(super) struct Watch {
    at_disk: AtomicBool,
    bytes: AtomicU64,
}

impl Watch {
    /// Does what waits for the disk.
    pub(super) fn at_disk<T>(&self, reading: impl FnOnce() -> T) -> T {
        self.at_disk.store(true, Ordering::Relaxed);
        let read = reading();
        self.at_disk.store(false, Ordering::Relaxed);
        read
    }

    /// Says that the work before the next word is on so many bytes at most.
    pub(super) fn work_on(&self, bytes: u64) {
        self.bytes.store(bytes, Ordering::Relaxed);
    }

    fn patience(&self) -> Duration {
        let mebibytes = (self.bytes.load(Ordering::Relaxed) >> 20).min(1 << 20) as u32;
        PATIENCE + PATIENCE_A_MEBIBYTE * mebibytes
    }
}

/// What comes of listening.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard<T> {
    Word(T),
    /// Nothing came for so long.
    Silence(Duration),
    /// The thread ended without a last word.
    Gone,
}

/// Waits for the next word of the thread, but not for ever.
pub(super) fn listen<T>(from: &Receiver<T>, watch: &Watch) -> Heard<T> {
    let mut silent = Duration::ZERO;
    loop {
        match from.recv_timeout(SLICE) {
            Ok(word) => return Heard::Word(word),
            Err(RecvTimeoutError::Disconnected) => return Heard::Gone,
            Err(RecvTimeoutError::Timeout) if watch.at_disk.load(Ordering::Relaxed) => {}
            Err(RecvTimeoutError::Timeout) => silent += SLICE,
        }
        if silent >= watch.patience() {
            return Heard::Silence(silent);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::mpsc::sync_channel;
    use std::sync::{Arc, atomic::AtomicBool};
    use std::thread;
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_thread_that_spins_is_left_alone() {
        let end = Arc::new(AtomicBool::new(false));
        let (to, from) = sync_channel(1);
        let spinning = {
            let end = Arc::clone(&end);
            thread::spawn(move || {
                to.send(7).unwrap();
                while !end.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            })
        };
        let watch = Watch::default();
        assert_eq!(listen(&from, &watch), Heard::Word(7));
        let start = Instant::now();
        assert_eq!(listen(&from, &watch), Heard::Silence(PATIENCE));
        assert!(start.elapsed() < 2 * PATIENCE);
        end.store(true, Ordering::Relaxed);
        spinning.join().unwrap();
        assert_eq!(listen(&from, &watch), Heard::Gone);
    }

    #[test]
    fn waiting_for_the_disk_is_no_silence() {
        let watch = Arc::new(Watch::default());
        let (to, from) = sync_channel(1);
        let slow = {
            let watch = Arc::clone(&watch);
            thread::spawn(move || {
                watch.at_disk(|| thread::sleep(PATIENCE + 10 * SLICE));
                to.send(7).unwrap();
            })
        };
        assert_eq!(listen(&from, &watch), Heard::Word(7));
        slow.join().unwrap();
    }

    #[test]
    fn more_work_has_more_time() {
        let watch = Watch::default();
        watch.work_on(2000);
        assert_eq!(watch.patience(), PATIENCE);
        watch.work_on(300 << 20);
        assert_eq!(watch.patience(), Duration::from_secs(304));
        watch.work_on(u64::MAX);
        assert!(watch.patience() > Duration::from_secs(1 << 20));
    }
}
