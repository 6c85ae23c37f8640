//! Hubs that lie, stall, never end or lead elsewhere. Each is refused in time and leaves nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hostile_kinds;
mod hub;

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use hostile_kinds::{Kind, kinds};
use hub::{NAME, World, files, tree};
use hydrascope_models::{FetchError, Hub, HubError, Limits};

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(1),
    read: Duration::from_secs(1),
    total: Duration::from_secs(3),
    redirects: 5,
    list_bytes: 1 << 16,
    file_bytes: 1 << 20,
    graph_bytes: 1 << 20,
};

/// What a busy machine may add to a limit.
const SLACK: Duration = Duration::from_secs(3);

/// Fetches from a hub of a kind; `before` is what the destination holds before.
fn is_refused(kind: &Kind, before: &[(&str, &str)]) {
    let (name, sandbox) = (kind.name, tempfile::tempdir().unwrap());
    let parent = sandbox.path().join("parent");
    std::fs::create_dir(&parent).unwrap();
    std::fs::write(sandbox.path().join("canary"), "as it was").unwrap();
    let folder = parent.join("deep").join("model");
    for (file, text) in before {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let was = tree(sandbox.path());
    let world = World::start(files(), sandbox.path(), kind.answer);
    let hub = Hub::new(&world.urls[0]).unwrap().with_limits(LIMITS);
    let start = Instant::now();
    let error = hub.fetch(NAME, &folder, None).expect_err(name);
    let took = start.elapsed();
    assert!((kind.expected)(&error), "{name}: {error:?}");
    let limit = if matches!(error, FetchError::Hub { source: HubError::Slow(_), .. }) {
        LIMITS.total
    } else {
        LIMITS.read
    };
    assert!(took < limit + SLACK, "{name}: took {took:?}");
    assert_eq!(tree(sandbox.path()), was, "{name}");
    let said = error.to_string();
    assert!(said.len() < 1500 && !said.contains(char::is_control), "{name}: {said}");
}

/// Runs every kind at once: most of the time is spent waiting for limits.
fn all_are_refused(before: &[(&str, &str)]) {
    let kinds = kinds();
    assert!(kinds.len() >= 20);
    std::thread::scope(|scope| {
        for kind in &kinds {
            std::thread::Builder::new()
                .name(kind.name.to_owned())
                .spawn_scoped(scope, || is_refused(kind, before))
                .unwrap();
        }
    });
}

#[test]
fn no_hostile_hub_leaves_anything() {
    all_are_refused(&[]);
}

#[test]
fn no_hostile_hub_changes_an_earlier_model() {
    all_are_refused(&[
        ("config.json", "old config"),
        ("tokenizer.json", "old tokenizer"),
        ("sentence_bert_config.json", "old limits"),
        ("1_Pooling/config.json", "old pooling"),
        ("model.onnx", "old graph"),
        ("notes.txt", "a file of the user's"),
    ]);
}

fn fetch_from(address: &str, limits: Limits) -> (HubError, Duration) {
    let start = Instant::now();
    let hub = Hub::new(address).unwrap().with_limits(limits);
    match hub.fetch(NAME, Path::new("never made"), None) {
        Err(FetchError::Hub { source, .. }) => (source, start.elapsed()),
        other => panic!("{other:?}"),
    }
}

/// The address of an https hub whose side of the handshake is `says`.
fn handshake(says: fn(&mut TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || listener.incoming().flatten().for_each(|mut stream| says(&mut stream)));
    format!("https://{address}")
}

#[test]
fn a_hub_that_never_shakes_hands_is_given_up() {
    let patient = Limits { read: Duration::from_secs(60), total: Duration::from_secs(60), ..LIMITS };
    let slow = |stream: &mut TcpStream| {
        // The head of a handshake's record of 16 KiB.
        std::io::Write::write_all(stream, &[22, 3, 3, 64, 0]).unwrap();
        hub::repeat(stream, &[2], Duration::from_millis(50));
    };
    for says in [hub::silence, slow] {
        let (error, took) = fetch_from(&handshake(says), patient);
        assert_eq!(error, HubError::Connect(LIMITS.connect));
        assert!(took < LIMITS.connect + SLACK, "{took:?}");
    }
}

#[test]
fn a_hub_that_is_not_there_is_a_fault() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (error, _) = fetch_from(&format!("http://{free}"), LIMITS);
    assert!(matches!(error, HubError::Network(_)), "{error:?}");
}

#[test]
fn no_time_is_no_fetch() {
    let (error, _) = fetch_from("http://127.0.0.1:1", Limits { total: Duration::ZERO, ..LIMITS });
    assert_eq!(error, HubError::Slow(Duration::ZERO));
}
