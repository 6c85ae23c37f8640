//! The store of an engine: nothing that was acknowledged is lost or doubled, and damage is told or harmless.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod disks;
mod engines;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use disks::{Fault, MemoryDisk};
use engines::{detector, requests};
use hydrascope::Request;
use hydrascope::engine::{Durability, Engine, EngineError, Window};

fn open(folder: &Path, disk: &Arc<MemoryDisk>) -> Result<Engine, EngineError> {
    Engine::open_on(
        detector(1),
        Window::default(),
        Some((folder, Arc::clone(disk) as _)),
        Durability::EachBatch,
    )
}

/// Requests of two buckets that are hours apart, so that an epoch seals the first.
fn few() -> Vec<Request> {
    let all = requests();
    [&all[..4], &all[all.len() - 18..]].concat()
}

/// A store with a sealed bucket, a log, a manifest and a state.
fn small_store(folder: &Path, disk: &Arc<MemoryDisk>) -> Vec<Request> {
    let few = few();
    let engine = open(folder, disk).unwrap();
    engine.ingest(&few[..4]).unwrap();
    few[4..].chunks(9).for_each(|some| _ = engine.ingest(some).unwrap());
    engine.epoch().unwrap();
    few
}

#[test]
fn every_cut_and_every_flipped_bit_is_told_or_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(MemoryDisk::default());
    let few = small_store(folder.path(), &disk);
    let whole = disk.files();
    let names: Vec<String> =
        whole.keys().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    for end in ["manifest", ".log", ".sealed", "state"] {
        assert!(names.iter().any(|name| name.ends_with(end)), "{end}: {names:?}");
    }
    // A log that is cut between two batches is a log of fewer batches: that no acknowledged batch is cut off is what syncing is for.
    let mut at_a_batch = 0;
    for (path, bytes) in &whole {
        let flips = (0..bytes.len()).map(|at| {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1 << (at % 8);
            bytes
        });
        let cuts = (0..bytes.len()).map(|at| bytes[..at].to_vec());
        for (nth, damaged) in flips.chain(cuts).enumerate() {
            let disk = Arc::new(MemoryDisk::default());
            disk.put_all(&whole);
            disk.put(path, damaged);
            let what = || format!("{} {nth} of {}", path.display(), 2 * bytes.len());
            let engine = match open(folder.path(), &disk) {
                Ok(engine) => engine,
                Err(error) => {
                    assert!(matches!(error, EngineError::Store(_)), "{}: {error}", what());
                    continue;
                }
            };
            let told = engine.damages().len();
            let kept: usize = engine.epoch().unwrap().findings().accounts.iter().map(|a| a.requests).sum();
            assert!(kept <= few.len(), "{}: {kept}", what());
            if told == 0 && kept < few.len() {
                assert!(path.to_string_lossy().ends_with(".log") && nth >= bytes.len(), "{}: {kept}", what());
                at_a_batch += 1;
            }
            if told > 0 {
                // What was mended needs no mending.
                drop(engine);
                assert!(open(folder.path(), &disk).unwrap().damages().is_empty(), "{}", what());
            }
        }
    }
    assert!(
        at_a_batch <= 2 * whole.keys().filter(|path| path.to_string_lossy().ends_with(".log")).count(),
        "{at_a_batch}"
    );
}

#[test]
fn a_fault_at_any_call_loses_nothing_that_was_acknowledged_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let few = few();
    for fault in [Fault::Error, Fault::Full, Fault::ShortWrite, Fault::LostSync] {
        for call in 0.. {
            let disk = Arc::new(MemoryDisk::default());
            disk.fail_at(call, fault);
            let mut acknowledged: Vec<Request> = Vec::new();
            // Opens again after an error, as whoever operates it would; what was not acknowledged is sent again at the end alone.
            if let Ok(engine) = open(folder.path(), &disk) {
                for some in [&few[..2], &few[2..4], &few[4..13], &few[13..]] {
                    if engine.ingest(some).is_ok() {
                        acknowledged.extend_from_slice(some);
                    }
                }
                let _ = engine.epoch();
            }
            let has_failed = disk.has_failed();
            disk.heal();
            disk.crash();
            let engine = open(folder.path(), &disk).unwrap();
            let again = engine.ingest(&acknowledged).unwrap();
            assert!(again.iter().all(|a| a.is_repeated || a.is_late), "{fault:?} at call {call}");
            engine.ingest(&few).unwrap();
            let accounts = engine.epoch().unwrap();
            let kept: usize = accounts.findings().accounts.iter().map(|a| a.requests).sum();
            assert!(kept <= few.len() && kept >= acknowledged.len(), "{fault:?} at call {call}: {kept}");
            if !has_failed {
                assert!(call > 10 && acknowledged.len() == few.len(), "{fault:?}: {call} calls");
                break;
            }
        }
    }
}

/// A store that this version wrote first, of the requests of [`few`]; written anew, into the folder that the variable names, only with a new format.
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stores/format-1");

#[test]
fn a_store_of_each_format_that_was_ever_written_opens() {
    if let Some(folder) = std::env::var_os("HYDRASCOPE_WRITE_STORE") {
        let engine = Engine::open(detector(1), Window::default(), Some(Path::new(&folder))).unwrap();
        few().chunks(9).for_each(|some| _ = engine.ingest(some).unwrap());
        engine.epoch().unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(FIRST).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let engine = Engine::open(detector(1), Window::default(), Some(folder.path())).unwrap();
    assert!(engine.damages().is_empty() && engine.snapshot().epoch() == 1);
    let few = few();
    assert!(engine.ingest(&few).unwrap().iter().all(|a| a.is_repeated || a.is_late));
    let kept: usize = engine.epoch().unwrap().findings().accounts.iter().map(|a| a.requests).sum();
    assert_eq!(kept, few.len());
}

/// The variable by which a process knows that it is to send until it is killed.
const CHILD: &str = "HYDRASCOPE_ENGINE_CHILD";

#[test]
fn send_until_killed() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let engine = Engine::open(detector(1), Window::default(), Some(Path::new(&folder))).unwrap();
    let mut out = std::io::stdout().lock();
    for some in requests().chunks(64) {
        engine.ingest(some).unwrap();
        some.iter().for_each(|request| writeln!(out, "acknowledged {}", request.id).unwrap());
        out.flush().unwrap();
    }
    writeln!(out, "all").unwrap();
}

#[test]
fn whoever_is_killed_at_any_moment_has_lost_and_doubled_nothing() {
    let kills = std::env::var("HYDRASCOPE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12);
    let requests = requests();
    for kill in 0..kills {
        let folder = tempfile::tempdir().unwrap();
        let mut acknowledged: BTreeSet<String> = BTreeSet::new();
        // Twice each, the second time on what the first one left.
        for round in 0..2u64 {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["send_until_killed", "--exact", "--nocapture"])
                .env(CHILD, folder.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let pause = Duration::from_millis(60 + (kill * 37 + round * 101) % 400);
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let reader = std::thread::spawn(move || {
                let ids = lines
                    .map_while(Result::ok)
                    .filter_map(|line| Some(line.strip_prefix("acknowledged ")?.to_owned()));
                ids.collect::<Vec<String>>()
            });
            std::thread::sleep(pause);
            child.kill().unwrap();
            child.wait().unwrap();
            acknowledged.extend(reader.join().unwrap());
        }
        let engine =
            Engine::open_with(detector(2), Window::default(), Some(folder.path()), Durability::Never)
                .unwrap();
        let again: Vec<Request> =
            requests.iter().filter(|r| acknowledged.contains(&*r.id)).cloned().collect();
        assert_eq!(again.len(), acknowledged.len());
        assert!(engine.ingest(&again).unwrap().iter().all(|a| a.is_repeated || a.is_late), "{kill}");
        let kept: usize = engine.epoch().unwrap().findings().accounts.iter().map(|a| a.requests).sum();
        assert!(kept >= acknowledged.len() && kept <= requests.len(), "{kept} of {}", acknowledged.len());
    }
}
