//! The store of an engine, looked after from the command line.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{directory, run};
use hydrascope::detector::Detector;
use hydrascope::engine::{Engine, Window};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::request::Request;

fn requests() -> Vec<Request> {
    let bytes = include_bytes!("../../../datasets/demo.jsonl.gz").as_slice().into();
    let input = Input::Bytes { name: "demo.jsonl.gz", bytes };
    read(&[input], &ReadSettings::new(FieldMap::preset(Preset::Plain)), &mut |_| ()).unwrap().0
}

/// A store with sealed and open buckets.
fn store(name: &str) -> (PathBuf, Vec<Request>) {
    let folder = directory(name).join("store");
    let mut requests = requests();
    requests.truncate(3000);
    let engine =
        Engine::open(Detector::builder().build().unwrap(), Window::default(), Some(&folder)).unwrap();
    requests.chunks(500).for_each(|some| _ = engine.ingest(some).unwrap());
    engine.epoch().unwrap();
    (folder, requests)
}

fn held(folder: &Path) -> serde_json::Value {
    let told = run(&["store", "check", folder.to_str().unwrap(), "--json"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    serde_json::from_str(&told.stdout).unwrap()
}

#[test]
fn a_store_is_checked_dumped_and_purged_of_accounts_and_times_with_all_that_only_they_say() {
    let (folder, requests) = store("store-purge");
    let before = held(&folder);
    assert_eq!(before["held"]["requests"], requests.len());
    assert!(before["held"]["sealed"].as_u64().unwrap() > 3 && before["held"]["open"].as_u64().unwrap() > 0);
    let dumped = run(&["store", "dump", folder.to_str().unwrap()]);
    assert_eq!(dumped.stdout.lines().count(), requests.len());
    assert!(dumped.stdout.contains(&*requests[0].id) && !dumped.stdout.contains(requests[0].prompt.as_str()));

    let account = &*requests[10].account;
    let own = requests.iter().filter(|request| *request.account == *account).count();
    let secret: Vec<u8> = requests[10].prompt.as_str().lines().last().unwrap().into();
    let bytes_of = |needle: &[u8]| {
        let files = fs::read_dir(&folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
        files.filter(|bytes| bytes.windows(needle.len()).any(|window| window == needle)).count()
    };
    assert!(bytes_of(account.as_bytes()) > 0 && bytes_of(&secret) > 0);
    let purged = run(&["store", "purge", folder.to_str().unwrap(), "--account", account]);
    assert_eq!(purged.code, 0, "{}", purged.stderr);
    assert!(purged.stdout.starts_with(&format!("{own} requests forgotten")), "{}", purged.stdout);
    assert_eq!((bytes_of(account.as_bytes()), bytes_of(&secret)), (0, 0));

    let middle = requests[requests.len() / 2].time;
    let left = requests.iter().filter(|r| *r.account != *account && r.time >= middle).count();
    let purged =
        run(&["store", "purge", folder.to_str().unwrap(), "--before", &middle.to_string(), "--json"]);
    assert_eq!(purged.code, 0, "{}", purged.stderr);
    let after = held(&folder);
    assert_eq!(after["held"]["requests"], left);
    // An engine goes on with what is left.
    let engine =
        Engine::open(Detector::builder().build().unwrap(), Window::default(), Some(&folder)).unwrap();
    assert!(engine.damages().is_empty());
    let found = engine.epoch().unwrap();
    assert_eq!(found.findings().accounts.iter().map(|account| account.requests).sum::<usize>(), left);
    let busy = run(&["store", "check", folder.to_str().unwrap()]);
    assert!(busy.code == 1 && busy.stderr.contains("no other process"), "{}", busy.stderr);
}

#[test]
fn damage_is_told_without_a_change_and_mended_when_asked() {
    let (folder, _) = store("store-damage");
    let sealed = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let sealed = sealed.filter(|path| path.extension().is_some_and(|end| end == "sealed")).min().unwrap();
    let mut bytes = fs::read(&sealed).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&sealed, &bytes).unwrap();
    for _ in 0..2 {
        let told = run(&["store", "check", folder.to_str().unwrap()]);
        assert!(told.code == 1 && told.stderr.contains(sealed.to_str().unwrap()), "{}", told.stderr);
        assert!(told.stderr.contains("1 damaged files; mend it"), "{}", told.stderr);
        assert_eq!(fs::read(&sealed).unwrap(), bytes);
    }
    let mended = run(&["store", "repair", folder.to_str().unwrap()]);
    assert!(mended.code == 0 && mended.stderr.contains("its bytes are in"), "{}", mended.stderr);
    assert_eq!(run(&["store", "check", folder.to_str().unwrap()]).code, 0);
    let none = run(&["store", "check", folder.join("none").to_str().unwrap()]);
    assert!(none.code == 1 && !folder.join("none").exists(), "{}", none.stderr);
}
