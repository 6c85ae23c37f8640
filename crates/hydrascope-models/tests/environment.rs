//! What the environment says, read by `fetch` in a child process: `child` below.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod hub;

use std::path::Path;
use std::process::Command;

use hub::{NAME, World, files};

#[test]
#[ignore = "started by the other tests, with a hub's address in its environment"]
fn child() {
    let Ok(folder) = std::env::var("FETCH_FOLDER") else {
        println!("skipped: nothing to fetch without the environment that the other tests set");
        return;
    };
    match hydrascope_models::fetch(NAME, Path::new(&folder), None) {
        Ok(files) => println!("fetched {} files", files.len()),
        Err(error) => println!("refused: {error}"),
    }
}

/// Fetches with these variables beside those of this process; gives what was said and the headers of the first request.
fn fetch_with(variables: &[(&str, &str)]) -> (String, String) {
    let sandbox = tempfile::tempdir().unwrap();
    let world = World::start(files(), sandbox.path(), |world, request, stream| world.answer(request, stream));
    std::fs::write(sandbox.path().join("token"), "from-file\n").unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "child", "--ignored", "--nocapture"]);
    for name in ["HF_TOKEN", "HF_HOME"] {
        child.env_remove(name);
    }
    child.env("HOME", sandbox.path().join("no home")).env("HF_ENDPOINT", &world.urls[0]);
    for (name, value) in variables {
        child.env(name, value.replace("SANDBOX", sandbox.path().to_str().unwrap()));
    }
    let output = child.env("FETCH_FOLDER", sandbox.path().join("model")).output().unwrap();
    let asked = world.asked.lock().unwrap();
    let headers = asked.first().map(|request| request.headers.clone()).unwrap_or_default();
    (String::from_utf8(output.stdout).unwrap(), headers)
}

#[test]
fn a_hub_needs_no_token() {
    let (said, headers) = fetch_with(&[]);
    assert!(said.contains("fetched 4 files"), "{said}");
    assert!(!headers.contains("authorization"), "{headers}");
}

#[test]
fn a_token_comes_from_its_variable_before_its_file() {
    let (said, headers) = fetch_with(&[("HF_HOME", "SANDBOX")]);
    assert!(
        said.contains("fetched 4 files") && headers.contains("authorization: bearer from-file\n"),
        "{said}{headers}"
    );
    let (_, headers) = fetch_with(&[("HF_HOME", "SANDBOX"), ("HF_TOKEN", "from-variable")]);
    assert!(headers.contains("authorization: bearer from-variable\n"), "{headers}");
}

#[test]
fn a_token_that_cannot_be_sent_is_refused_and_not_shown() {
    let (said, headers) = fetch_with(&[("HF_TOKEN", "not\na token")]);
    assert!(said.contains("refused: expected a token") && !said.contains("a token\n"), "{said}");
    assert_eq!(headers, "");
}

#[test]
fn an_address_that_is_none_is_refused() {
    let (said, headers) = fetch_with(&[("HF_ENDPOINT", "ftp://hub.example")]);
    assert!(
        said.contains("refused: the hub's address: expected the scheme http or https, got \"ftp\""),
        "{said}"
    );
    assert_eq!(headers, "");
}

#[test]
fn no_proxy_stands_between_us_and_this_machine() {
    let (said, _) = fetch_with(&[("ALL_PROXY", "http://127.0.0.1:9"), ("http_proxy", "http://127.0.0.1:9")]);
    assert!(said.contains("fetched 4 files"), "{said}");
}
