//! A model fetched from a small hub of our own on this machine.
//!
//! The hub's address is given by `HF_ENDPOINT`, so each case runs in a child process: `child` below.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use hydrascope_models::fetch;
use sha2::{Digest, Sha256};

const NAME: &str = "someone/some-model";
const COMMIT: &str = "0123456789012345678901234567890123456789";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Files by path, with the hash that the hub states for them.
type Files = HashMap<&'static str, (Vec<u8>, String)>;

fn files() -> Files {
    let mut files = Files::new();
    for (name, text) in
        [("config.json", "{}"), ("tokenizer.json", "{\"a\":1}"), ("1_Pooling/config.json", "{ }")]
    {
        files.insert(name, (text.into(), hex(&Sha256::digest(text))));
    }
    let graph: Vec<u8> = (0..100_000u32).map(|i| (i % 251) as u8).collect();
    let hash = hex(&Sha256::digest(&graph));
    files.insert("onnx/model.onnx", (graph, hash));
    files
}

/// Answers one request as a hub does: the list of files, or a range of one file.
fn answer(mut stream: TcpStream, files: &Files) {
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let path = first.split(' ').nth(1).unwrap_or("").to_owned();
    let file = path.strip_prefix(&format!("/{NAME}/resolve/{COMMIT}/")).and_then(|p| files.get(p));
    let (status, extra, body) = if path.starts_with(&format!("/api/models/{NAME}")) {
        let names: Vec<String> = files.keys().map(|k| format!("{{\"rfilename\":\"{k}\"}}")).collect();
        let list = format!("{{\"sha\":\"{COMMIT}\",\"siblings\":[{}]}}", names.join(","));
        ("200 OK", String::new(), list.into_bytes())
    } else if let Some((bytes, hash)) = file {
        let range =
            headers.iter().find_map(|h| h.to_lowercase().strip_prefix("range: bytes=").map(str::to_owned));
        let range = range.unwrap_or_else(|| "0-".to_owned());
        let (from, to) = range.split_once('-').unwrap();
        let from: usize = from.parse().unwrap();
        let to = to.parse::<usize>().map_or(bytes.len(), |to| (to + 1).min(bytes.len()));
        let extra = format!(
            "Content-Range: bytes {from}-{}/{}\r\nETag: \"{hash}\"\r\nX-Repo-Commit: {COMMIT}\r\n",
            to - 1,
            bytes.len()
        );
        ("206 Partial Content", extra, bytes[from..to].to_vec())
    } else {
        ("404 Not Found", String::new(), Vec::new())
    };
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{extra}\r\n", body.len());
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).ok();
}

/// Runs `child` against a hub with these files; the hub ends with the test's process.
fn fetch_from(files: Files, folder: &Path, pin: &str) -> Output {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(40).flatten() {
            answer(stream, &files);
        }
    });
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env("HF_ENDPOINT", format!("http://{address}"))
        .env("FETCH_FOLDER", folder)
        .env("FETCH_PIN", pin)
        .output()
        .unwrap()
}

#[test]
#[ignore = "started by the other tests, with the hub's address in its environment"]
fn child() {
    let Ok(folder) = std::env::var("FETCH_FOLDER") else {
        println!("skipped: nothing to fetch without the environment that the other tests set");
        return;
    };
    let pin = std::env::var("FETCH_PIN").unwrap();
    match fetch(NAME, Path::new(&folder), Some(&pin[..]).filter(|p| !p.is_empty())) {
        Ok(files) => println!("fetched {} files", files.len()),
        Err(error) => println!("refused: {error}"),
    }
}

#[test]
fn a_model_comes_whole() {
    let (files, folder) = (files(), tempfile::tempdir().unwrap());
    let pin = files["onnx/model.onnx"].1.clone();
    let output = fetch_from(files.clone(), folder.path(), &pin);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("fetched 4 files"), "{said}");
    assert_eq!(std::fs::read(folder.path().join("model.onnx")).unwrap(), files["onnx/model.onnx"].0);
    assert_eq!(std::fs::read(folder.path().join("1_Pooling/config.json")).unwrap(), b"{ }");
    assert!(!folder.path().join(".parts").exists());
}

#[test]
fn what_does_not_hash_as_announced_is_not_kept() {
    let (mut files, folder) = (files(), tempfile::tempdir().unwrap());
    files.get_mut("onnx/model.onnx").unwrap().0[5] ^= 1;
    let said = String::from_utf8(fetch_from(files, folder.path(), "").stdout).unwrap();
    assert!(said.contains("refused: someone/some-model: onnx/model.onnx: expected the hash"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_does_not_match_the_callers_hash_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let pin = "ab".repeat(32);
    let said = String::from_utf8(fetch_from(files(), folder.path(), &pin).stdout).unwrap();
    assert!(said.contains(&format!("expected the hash {pin}")), "{said}");
    assert!(!folder.path().join("model.onnx").exists());
}

#[test]
fn a_model_without_a_graph_is_refused() {
    let (mut files, folder) = (files(), tempfile::tempdir().unwrap());
    files.remove("onnx/model.onnx");
    let said = String::from_utf8(fetch_from(files, folder.path(), "").stdout).unwrap();
    assert!(said.contains("expected model.onnx, the hub has no such file"), "{said}");
}
