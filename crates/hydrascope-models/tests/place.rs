//! How the files of a fetched model take the place of what was there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hub;

use std::fs;
use std::net::TcpStream;
use std::path::Path;

use hub::{Files, NAME, Request, World, files, tree};
use hydrascope_models::{FetchError, Hub};

fn good(world: &World, request: &Request, stream: &mut TcpStream) {
    world.answer(request, stream);
}

/// A model all of whose files hold one letter.
fn model(letter: u8, with_pooling: bool) -> Files {
    let mut files = files();
    files.values_mut().for_each(|bytes| bytes.fill(letter));
    if !with_pooling {
        files.remove("1_Pooling/config.json");
    }
    files
}

fn hub(files: Files) -> Hub {
    Hub::new(&World::start(files, Path::new(""), good).urls[0]).unwrap()
}

/// The letters that a folder's files begin with, by name.
fn letters(folder: &Path) -> Vec<(String, char)> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().display().to_string();
    let files = tree(folder).into_iter().filter(|(_, bytes)| !bytes.is_empty());
    files.map(|(path, bytes)| (name(&path), char::from(bytes[0]))).collect()
}

#[test]
fn an_earlier_model_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "n").unwrap();
    fs::write(folder.path().join("sentence_bert_config.json"), "old").unwrap();
    hub(model(b'a', true)).fetch(NAME, folder.path(), None).unwrap();
    let of = |names: &[&str], letter| -> Vec<(String, char)> {
        names.iter().map(|n| ((*n).to_owned(), letter)).collect()
    };
    let mut expected =
        of(&["1_Pooling/config.json", "config.json", "model.onnx", "notes.txt", "tokenizer.json"], 'a');
    expected[3].1 = 'n';
    assert_eq!(letters(folder.path()), expected);
    // The next model has no pooling: the former one's must not be taken for its own.
    hub(model(b'b', false)).fetch(NAME, folder.path(), None).unwrap();
    let mut expected = of(&["config.json", "model.onnx", "notes.txt", "tokenizer.json"], 'b');
    expected[2].1 = 'n';
    assert_eq!(letters(folder.path()), expected);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[test]
fn two_fetches_at_once_leave_one_model() {
    let hubs = [hub(model(b'a', true)), hub(model(b'b', false))];
    for _ in 0..20 {
        let sandbox = tempfile::tempdir().unwrap();
        let folder = sandbox.path().join("model");
        std::thread::scope(|scope| {
            for hub in hubs.iter().chain(&hubs) {
                scope.spawn(|| hub.fetch(NAME, &folder, None).unwrap());
            }
        });
        let letters = letters(&folder);
        let (letter, count) = (letters[0].1, letters.len());
        assert!(letters.iter().all(|(_, other)| *other == letter), "{letters:?}");
        assert_eq!(count, if letter == 'a' { 4 } else { 3 }, "{letters:?}");
        assert!(!folder.join(".former").exists());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), count, "{:?}", tree(&folder).keys());
    }
}

#[test]
fn a_fetch_that_was_cut_off_while_it_moved_files_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".former")).unwrap();
    fs::write(folder.path().join(".former").join("model.onnx"), "the only copy").unwrap();
    let before = tree(folder.path());
    let error = hub(model(b'a', true)).fetch(NAME, folder.path(), None).unwrap_err();
    assert!(matches!(&error, FetchError::Busy(path) if path.ends_with(".former")), "{error:?}");
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_folder_in_a_files_place_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("model.onnx")).unwrap();
    fs::write(folder.path().join("model.onnx").join("precious"), "p").unwrap();
    let before = tree(folder.path());
    let error = hub(model(b'a', true)).fetch(NAME, folder.path(), None).unwrap_err();
    assert!(matches!(&error, FetchError::InTheWay(path) if path.ends_with("model.onnx")), "{error:?}");
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_file_in_the_folders_place_is_not_touched() {
    let sandbox = tempfile::tempdir().unwrap();
    let folder = sandbox.path().join("model");
    fs::write(&folder, "a file").unwrap();
    for folder in [folder.clone(), folder.join("deeper")] {
        let error = hub(model(b'a', true)).fetch(NAME, &folder, None).unwrap_err();
        assert!(matches!(error, FetchError::Write { .. }), "{error:?}");
    }
    assert_eq!(fs::read(&folder).unwrap(), b"a file");
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;

    let sandbox = tempfile::tempdir().unwrap();
    let (folder, other) = (sandbox.path().join("model"), sandbox.path().join("other"));
    for made in [&folder, &other] {
        fs::create_dir(made).unwrap();
    }
    fs::write(other.join("config.json"), "as it was").unwrap();
    // A link in a file's place gives way, and what it leads to stays.
    symlink(other.join("config.json"), folder.join("config.json")).unwrap();
    symlink(other.join("not there"), folder.join("model.onnx")).unwrap();
    hub(model(b'a', true)).fetch(NAME, &folder, None).unwrap();
    assert_eq!(fs::read(other.join("config.json")).unwrap(), b"as it was");
    assert!(fs::symlink_metadata(folder.join("model.onnx")).unwrap().is_file());
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
    // A link in a folder's place would lead files elsewhere.
    fs::remove_dir_all(folder.join("1_Pooling")).unwrap();
    symlink(&other, folder.join("1_Pooling")).unwrap();
    let before = tree(sandbox.path());
    let error = hub(model(b'b', true)).fetch(NAME, &folder, None).unwrap_err();
    assert!(matches!(&error, FetchError::InTheWay(path) if path.ends_with("1_Pooling")), "{error:?}");
    assert_eq!(tree(sandbox.path()), before);
}

/// Fetches over an earlier model while `meddle` changes the folder at the last file; gives the error.
fn fetch_disturbed(meddle: hub::Answer, folder: &Path) -> FetchError {
    fs::create_dir_all(folder).unwrap();
    for local in ["config.json", "tokenizer.json", "sentence_bert_config.json", "model.onnx"] {
        fs::write(folder.join(local), format!("old {local}")).unwrap();
    }
    let before = tree(folder);
    let world = World::start(model(b'a', true), folder, meddle);
    let error = Hub::new(&world.urls[0]).unwrap().fetch(NAME, folder, None).unwrap_err();
    fs::remove_file(folder.join("1_Pooling")).ok();
    assert_eq!(tree(folder), before);
    error
}

#[test]
fn what_fails_half_way_is_undone() {
    let sandbox = tempfile::tempdir().unwrap();
    let meddle: hub::Answer = |world, request, stream| {
        if request.is_for("model.onnx") {
            for entry in fs::read_dir(&world.sandbox).unwrap().map(Result::unwrap) {
                fs::remove_file(entry.path().join("1_Pooling").join("config.json")).ok();
            }
        }
        world.answer(request, stream);
    };
    let error = fetch_disturbed(meddle, &sandbox.path().join("model"));
    assert!(
        matches!(&error, FetchError::Write { path, .. } if path.ends_with("1_Pooling/config.json")),
        "{error:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_comes_while_files_do_is_not_followed() {
    let sandbox = tempfile::tempdir().unwrap();
    fs::create_dir(sandbox.path().join("other")).unwrap();
    let meddle: hub::Answer = |world, request, stream| {
        if request.is_for("model.onnx") {
            std::os::unix::fs::symlink(world.sandbox.join("../other"), world.sandbox.join("1_Pooling"))
                .unwrap();
        }
        world.answer(request, stream);
    };
    let error = fetch_disturbed(meddle, &sandbox.path().join("model"));
    assert!(matches!(&error, FetchError::InTheWay(path) if path.ends_with("1_Pooling")), "{error:?}");
    assert_eq!(fs::read_dir(sandbox.path().join("other")).unwrap().count(), 0);
}
