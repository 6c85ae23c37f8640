//! Models fetched from a small hub of our own on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hub;

use std::net::TcpStream;
use std::path::Path;

use hub::{NAME, Request, World, files, redirect, respond, sha256, tree};
use hydrascope_models::{FetchError, Hub, VerifyError};

fn good(world: &World, request: &Request, stream: &mut TcpStream) {
    world.answer(request, stream);
}

fn fetch(world: &World, folder: &Path) -> Result<usize, FetchError> {
    Hub::new(&world.urls[0]).unwrap().fetch(NAME, folder, None).map(|files| files.len())
}

/// Files of a folder by name, with their content.
fn names(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = tree(folder).into_iter().filter(|(path, _)| path.is_file());
    files.map(|(path, bytes)| (path.strip_prefix(folder).unwrap().display().to_string(), bytes)).collect()
}

fn is_whole(folder: &Path) {
    let expected = [
        ("1_Pooling/config.json", "1_Pooling/config.json"),
        ("config.json", "config.json"),
        ("model.onnx", "onnx/model.onnx"),
        ("tokenizer.json", "tokenizer.json"),
    ];
    let expected: Vec<_> = expected.map(|(local, remote)| (local.to_owned(), files()[remote].clone())).into();
    assert!(names(folder) == expected, "{:?}", tree(folder).keys());
}

#[test]
fn a_model_comes_whole() {
    let sandbox = tempfile::tempdir().unwrap();
    let folder = sandbox.path().join("a/b");
    let world = World::start(files(), sandbox.path(), good);
    let pin = sha256(&files()["onnx/model.onnx"]).to_uppercase();
    let placed = Hub::new(&format!("{}/", world.urls[0])).unwrap().fetch(NAME, &folder, Some(&pin)).unwrap();
    assert_eq!(placed.len(), 4);
    assert_eq!(placed.last(), Some(&folder.join("model.onnx")));
    is_whole(&folder);
    assert!(placed.iter().all(|path| path.is_file()));
}

#[test]
fn a_file_may_lie_on_the_host_that_the_first_answer_names() {
    let sandbox = tempfile::tempdir().unwrap();
    let world = World::start(files(), sandbox.path(), |world, request, stream| {
        match (world.file(request), request.server) {
            (Some(bytes), 0) if bytes.len() > 1000 => {
                let to = format!("{}{}?signature=x%2F~", world.urls[1], request.path);
                let size = bytes.len().to_string();
                let etag = format!("\"{}\"", sha256(bytes));
                let headers = [("Location", &*to), ("X-Linked-Size", &size), ("X-Linked-ETag", &etag)];
                respond(stream, "302 Found", &headers, b"elsewhere");
            }
            // What that host calls the file does not matter.
            (Some(bytes), 1) => respond(stream, "200 OK", &[("ETag", "\"multipart-7\"")], bytes),
            _ => world.answer(request, stream),
        }
    });
    let hub = Hub::new(&world.urls[0]).unwrap().with_token("secret-token").unwrap();
    assert!(!format!("{hub:?}").contains("secret"));
    hub.fetch(NAME, sandbox.path(), None).unwrap();
    is_whole(sandbox.path());
    let asked = world.asked.lock().unwrap();
    assert!(asked.iter().any(|request| request.server == 1 && request.path.ends_with("?signature=x%2F~")));
    for request in asked.iter() {
        let shown = request.headers.contains("authorization: bearer secret-token");
        assert_eq!(shown, request.server == 0, "{request:?}");
        assert!(request.headers.contains("accept-encoding: identity"), "{request:?}");
    }
}

#[test]
fn a_redirect_within_the_hub_is_followed() {
    let sandbox = tempfile::tempdir().unwrap();
    let world = World::start(files(), sandbox.path(), |world, request, stream| {
        match request.path.strip_prefix("/moved") {
            None => redirect(stream, &format!("/moved{}", request.path)),
            Some(path) => world.answer(&Request { path: path.to_owned(), ..request.clone() }, stream),
        }
    });
    assert_eq!(fetch(&world, sandbox.path()).unwrap(), 4);
    is_whole(sandbox.path());
}

#[test]
fn a_renamed_model_comes_under_its_present_name() {
    let sandbox = tempfile::tempdir().unwrap();
    let world = World::start(files(), sandbox.path(), good);
    // This hub gives the list for every name, and files under the present one only.
    let placed = Hub::new(&world.urls[0]).unwrap().fetch("former/name", sandbox.path(), None).unwrap();
    assert_eq!(placed.len(), 4);
    is_whole(sandbox.path());
}

#[test]
fn small_files_may_have_hashes_of_git() {
    let sandbox = tempfile::tempdir().unwrap();
    let world = World::start(files(), sandbox.path(), |world, request, stream| {
        // printf '{}' | git hash-object --stdin
        let headers =
            [("ETag", "W/\"9e26dfeeb6e641a33dae4961196235bdb965b21b\""), ("Content-Encoding", "identity")];
        match world.file(request) {
            Some(bytes) if bytes == b"{}" => respond(stream, "200 OK", &headers, bytes),
            _ => world.answer(request, stream),
        }
    });
    assert_eq!(fetch(&world, sandbox.path()).unwrap(), 4);
}

#[test]
fn no_header_names_a_path() {
    let sandbox = tempfile::tempdir().unwrap();
    std::fs::write(sandbox.path().join("canary"), "as it was").unwrap();
    let world = World::start(files(), sandbox.path(), |world, request, stream| match world.file(request) {
        None => world.answer(request, stream),
        Some(bytes) => {
            let canary = world.sandbox.join("canary").display().to_string();
            let disposition = format!("attachment; filename=\"{canary}\"");
            let etag = sha256(bytes);
            let headers =
                [("ETag", &*etag), ("X-Repo-Commit", &canary), ("Content-Disposition", &disposition)];
            respond(stream, "200 OK", &headers, bytes);
        }
    });
    let folder = sandbox.path().join("model");
    fetch(&world, &folder).unwrap();
    is_whole(&folder);
    assert_eq!(std::fs::read(sandbox.path().join("canary")).unwrap(), b"as it was");
    assert_eq!(std::fs::read_dir(sandbox.path()).unwrap().count(), 2);
}

#[test]
fn what_does_not_match_the_callers_hash_is_not_kept() {
    let sandbox = tempfile::tempdir().unwrap();
    let world = World::start(files(), sandbox.path(), good);
    let (hub, folder, pin) =
        (Hub::new(&world.urls[0]).unwrap(), sandbox.path().join("model"), "ab".repeat(32));
    let error = hub.fetch(NAME, &folder, Some(&pin)).unwrap_err();
    let FetchError::Corrupt { source: VerifyError::Hash { expected, .. }, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(expected, pin);
    assert!(!folder.exists());
    // What is no hash at all is refused before the hub is asked.
    let before = world.asked.lock().unwrap().len();
    for pin in ["", "abc", &"g".repeat(64), &"a".repeat(40)] {
        assert!(matches!(hub.fetch(NAME, &folder, Some(pin)), Err(FetchError::Pin(_))), "{pin}");
    }
    assert_eq!(world.asked.lock().unwrap().len(), before);
}

#[test]
fn a_model_without_a_graph_is_refused() {
    let (mut files, sandbox) = (files(), tempfile::tempdir().unwrap());
    files.remove("onnx/model.onnx");
    let world = World::start(files, sandbox.path(), good);
    let error = fetch(&world, &sandbox.path().join("model")).unwrap_err();
    assert!(matches!(error, FetchError::NotThere { file: "model.onnx", .. }), "{error:?}");
    assert_eq!(std::fs::read_dir(sandbox.path()).unwrap().count(), 0);
}

#[test]
fn what_is_no_hub_is_refused() {
    for address in [
        "",
        "hub.example",
        "ftp://hub.example",
        "file:///x",
        "http://a:b@hub.example",
        "http://h/?x=y",
        "http://",
    ] {
        let error = Hub::new(address).unwrap_err();
        assert!(matches!(error, FetchError::Endpoint(_)), "{address}");
        assert!(!error.to_string().contains("a:b"), "{error}");
    }
    for token in ["", "two words", "line\nbreak", "t\u{f6}ken"] {
        let error = Hub::new("https://hub.example").unwrap().with_token(token).unwrap_err();
        assert!(matches!(error, FetchError::Token), "{error:?}");
    }
    let error = Hub::new("https://hub.example").unwrap().fetch("../x", Path::new("x"), None).unwrap_err();
    assert!(matches!(error, FetchError::Name(_)), "{error:?}");
}
