//! Damaged logs and bombs: each fault is told, soon, and no record is lost in silence.
#![allow(clippy::unwrap_used)]

mod logs;

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use hydrascope::input::{Input, Preset, ReadReport, Reason, read};
use hydrascope::request::Request;
use logs::{read_file, settings};

/// The bar for a file of two kilobytes.
const SOON: Duration = Duration::from_secs(5);

const RECORDS: usize = 16;

/// A log of JSON lines, with line breaks and quotes in its prompts.
fn lines() -> String {
    (0..RECORDS).fold(String::new(), |mut text, n| {
        let prompt = format!("Name river {n},\\nthe \\\"long\\\" one.");
        let minute = n * 7 % 60;
        writeln!(
            text,
            r#"{{"id": "r{n}", "ts": "2026-03-02T00:{minute:02}:14Z", "account": "a{}", "prompt": "{prompt}"}}"#,
            n % 3
        )
        .unwrap();
        text
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8], checksum: bool) -> Vec<u8> {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(checksum).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read_bytes(bytes: &[u8]) -> (Vec<Request>, ReadReport) {
    let input = Input::Bytes { name: "log", bytes: bytes.into() };
    let start = Instant::now();
    let (requests, report) = read(&[input], &settings(Preset::Plain), &mut |_| {}).unwrap();
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
    let broken = report.set_aside.get(&Reason::BrokenFile).map_or(0, |broken| broken.count);
    assert_eq!(report.accepted, requests.len() as u64);
    assert_eq!(report.read, report.accepted + report.set_aside_total() - broken);
    (requests, report)
}

/// The damaged copies of some bytes, each with what was done to it: cut to each length, each bit flipped.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = (Vec<u8>, String)> {
    assert!(bytes.len() <= 2048, "{}", bytes.len());
    let cut = |length: usize| (bytes[..length].to_vec(), format!("cut to {length} of {} bytes", bytes.len()));
    let flipped = |at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at / 8] ^= 1 << (at % 8);
        (bytes, format!("bit {} of byte {}", at % 8, at / 8))
    };
    // A file of no bytes is a log of no lines.
    (1..bytes.len()).map(cut).chain((0..bytes.len() * 8).map(flipped))
}

/// Lines have no checksum: a flipped bit changes a value, or the one or two lines that it touches are no requests and that is told.
#[test]
fn lines_that_are_damaged_take_none_along() {
    let text = lines();
    let (sound, _) = read_bytes(text.as_bytes());
    assert_eq!(sound.len(), RECORDS);
    for (bytes, done) in damaged(text.as_bytes()) {
        let (requests, report) = read_bytes(&bytes);
        let is_cut = bytes.len() < text.len();
        let begun =
            bytes.iter().filter(|&&byte| byte == b'\n').count() + usize::from(!bytes.ends_with(b"\n"));
        let unchanged = sound.iter().filter(|request| requests.contains(request)).count();
        if is_cut {
            // A last line may lack its break; one that breaks off is set aside.
            assert_eq!(report.read, begun as u64, "{done}");
            assert!(unchanged + report.set_aside_total() as usize == begun, "{done}: {report:?}");
        } else if report.set_aside_total() == 0 {
            assert!(requests.len() >= RECORDS && unchanged >= RECORDS - 1, "{done}: {report:?}");
        } else {
            assert!(unchanged >= RECORDS - 2, "{done}: {unchanged} unchanged, {report:?}");
            assert!(report.read >= RECORDS as u64 - 1, "{done}: {report:?}");
        }
    }
}

/// A packed log with a checksum is whole or told broken; what was packed is never read changed in silence.
#[test]
fn packed_logs_with_checksums_that_are_damaged_are_told() {
    let text = lines();
    let (sound, _) = read_bytes(text.as_bytes());
    for packed in [gzip(text.as_bytes()), zstd(text.as_bytes(), true)] {
        assert!(read_bytes(&packed).0 == sound);
        for (bytes, done) in damaged(&packed) {
            let (requests, report) = read_bytes(&bytes);
            assert!(requests == sound || report.set_aside_total() > 0, "{done}: {report:?}");
            if bytes.len() < packed.len() && bytes.len() >= 4 {
                assert!(report.set_aside.contains_key(&Reason::BrokenFile), "{done}: {report:?}");
            }
        }
    }
}

/// Zstd without a checksum cannot tell what was flipped: a copy of earlier text may begin elsewhere, and give a whole log of other
/// lines. What is cut is told, and whatever comes out is read soon and accounted for.
#[test]
fn packed_logs_without_checksums_that_are_cut_are_told() {
    let packed = zstd(lines().as_bytes(), false);
    for (bytes, done) in damaged(&packed) {
        let (_, report) = read_bytes(&bytes);
        assert!(bytes.len() == packed.len() || report.set_aside_total() > 0, "{done}: {report:?}");
    }
}

/// Bytes that are held now and the most that ever were, by all tests of this process.
static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST_HELD: AtomicUsize = AtomicUsize::new(0);

struct Measured;

// SAFETY: all is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Measured {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST_HELD.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static MEASURED: Measured = Measured;

/// A line of the greatest length, its first part once more while it grows, and what small logs and packers take: far below 256 MiB.
const MUCH: usize = (64 + 64 + 16) << 20;

/// What comes out of 256 MiB of zeros behind a sound log.
#[test]
fn bombs_are_given_up_and_what_came_before_is_kept() {
    let text = lines();
    let zeros = vec![0_u8; 1 << 20];
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    let mut zst = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    for packer in [&mut gz as &mut dyn std::io::Write, &mut zst] {
        packer.write_all(text.as_bytes()).unwrap();
        (0..256).for_each(|_| packer.write_all(&zeros).unwrap());
    }
    let mut breaks = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    breaks.write_all(text.as_bytes()).unwrap();
    (0..256).for_each(|_| breaks.write_all(&vec![b'\n'; 1 << 20]).unwrap());
    let bombs =
        [("gz", gz.finish().unwrap()), ("zst", zst.finish().unwrap()), ("zst", breaks.finish().unwrap())];
    for (ending, bomb) in bombs {
        assert!(bomb.len() < 300_000, "{}", bomb.len());
        let start = Instant::now();
        let (requests, report) = read_file(&format!("bomb.jsonl.{ending}"), &bomb, &settings(Preset::Plain));
        assert!(start.elapsed() < SOON, "{ending} took {:?}", start.elapsed());
        assert_eq!(requests.len(), RECORDS);
        let broken = &report.set_aside[&Reason::BrokenFile];
        let message = &broken.first[0];
        assert_eq!(broken.count, 1);
        assert!(message.contains(&format!("bomb.jsonl.{ending}:")), "{message}");
        let out: u64 = message.split_once('(').unwrap().1.split_once(' ').unwrap().0.parse().unwrap();
        // As many bytes as are read ahead count as if they were used up.
        assert!((64 << 20..140 << 20).contains(&out), "{message}");
        assert!(message.contains("expected at most 1000 for each"), "{message}");
    }
    let most = MOST_HELD.load(Ordering::Relaxed);
    assert!(most < MUCH, "{most} bytes were held at once");
}

/// The bound holds for each file by itself, and a small file may hold much of the same.
#[test]
fn what_compresses_well_is_no_bomb() {
    let mut packer = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    packer.write_all(lines().as_bytes()).unwrap();
    (0..50).for_each(|_| packer.write_all(&vec![b'\n'; 1 << 20]).unwrap());
    let packed = packer.finish().unwrap();
    assert!((50 << 20) / packed.len() > 5_000, "{}", packed.len());
    let inputs: Vec<Input> =
        (0..2).map(|_| Input::Bytes { name: "log", bytes: packed.as_slice().into() }).collect();
    let (requests, report) = read(&inputs, &settings(Preset::Plain), &mut |_| {}).unwrap();
    assert_eq!((requests.len(), report.set_aside.len()), (RECORDS, 1));
    assert_eq!(report.set_aside[&Reason::DuplicateId].count, RECORDS as u64);
}
