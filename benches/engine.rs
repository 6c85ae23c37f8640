//! The engine under load: a week again and again, each batch of 256 on the disk before it counts as taken in, while epochs run back to back.
//!
//!     cargo bench --features internals --bench engine -- LOG [SECONDS]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it fails, and shows what it measured"
)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hydrascope::detector::Detector;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::engine::{Engine, Window};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::request::{Request, Timestamp};

const BATCH: usize = 256;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(log) = arguments.next() else {
        println!("SKIPPED: no log was named, so the engine was NOT measured");
        return;
    };
    let seconds = arguments.next().map_or(60, |seconds| seconds.parse().unwrap());
    let settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    let (requests, _) = read(&[Input::File(PathBuf::from(log))], &settings, &mut |_| ()).unwrap();
    let span = requests.last().unwrap().time.as_millis() - requests[0].time.as_millis() + 1000;
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let detector = Detector::builder().embedder(embedder).build().unwrap();
    let folder = tempfile::tempdir_in(".").unwrap();
    // As much as the log holds is in the window.
    let length = Duration::from_millis(span as u64).max(Duration::from_secs(3600));
    let window = Window { length, ..Window::default() };
    let engine = Engine::open(detector, window, Some(folder.path())).unwrap();
    let (ended, mut epochs, mut pauses) = (AtomicBool::new(false), Vec::new(), Vec::new());
    let (mut taken, mut busy) = (0, Duration::ZERO);
    std::thread::scope(|scope| {
        let judging = scope.spawn(|| {
            let mut epochs = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                let since = Instant::now();
                // Before the first requests there is nothing to judge.
                if engine.epoch().unwrap().at().is_some() {
                    epochs.push(since.elapsed());
                }
            }
            epochs
        });
        let whole = Instant::now();
        'all: for round in 0.. {
            for batch in requests.chunks(BATCH) {
                let batch: Vec<Request> = batch.iter().map(|request| later(request, round, span)).collect();
                let since = Instant::now();
                engine.ingest(&batch).unwrap();
                pauses.push(since.elapsed());
                busy += since.elapsed();
                taken += batch.len();
                if whole.elapsed() >= Duration::from_secs(seconds) {
                    break 'all;
                }
            }
        }
        ended.store(true, Ordering::Relaxed);
        epochs = judging.join().unwrap();
    });
    pauses.sort_unstable();
    epochs.sort_unstable();
    let counts = engine.counts();
    println!(
        "{:.0} requests/s of ingest ({taken} in {seconds} s); an ingest of {BATCH}: median {:.1} ms, p99 {:.1} ms, longest {:.0} ms; \
         {} epochs, median {:.2} s; late {}, repeated {}; peak memory {} MB; store {} MB",
        taken as f64 / busy.as_secs_f64(),
        pauses[pauses.len() / 2].as_secs_f64() * 1e3,
        pauses[pauses.len() * 99 / 100].as_secs_f64() * 1e3,
        pauses[pauses.len() - 1].as_secs_f64() * 1e3,
        epochs.len(),
        epochs[epochs.len() / 2].as_secs_f64(),
        counts.late,
        counts.repeated,
        hydrascope::report::peak_memory_bytes().unwrap_or(0) / 1_000_000,
        std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().metadata().unwrap().len()).sum::<u64>()
            / 1_000_000,
    );
}

fn later(request: &Request, round: i64, span: i64) -> Request {
    let millis = request.time.as_millis() + round * span;
    Request {
        id: format!("{}+{round}", request.id).into(),
        time: Timestamp::from_millis(millis).unwrap(),
        ..request.clone()
    }
}
