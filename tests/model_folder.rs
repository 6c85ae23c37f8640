//! Folders that are no model's, or not one model's: refused with what was expected and what came, at once.
#![allow(clippy::unwrap_used, clippy::panic)]

mod onnx_files;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use hydrascope::embed::{Embedder, Model, ModelError, Runtime};
use onnx_files::*;

fn refusal(folder: &Path) -> ModelError {
    let start = Instant::now();
    let error = Model::from_folder(folder).err().unwrap();
    assert!(start.elapsed() < Duration::from_secs(5), "{error}");
    error
}

fn good_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_good(folder.path());
    folder
}

#[test]
fn a_small_model_works() {
    let folder = good_folder();
    let model = Model::from_folder(folder.path()).unwrap();
    assert_eq!(model.files().len(), 3);
    let embedder = Embedder::new(model, Runtime::pure_rust().unwrap()).unwrap();
    let rows = embedder.embed(&["a word", "b", "", "unknown"]).unwrap();
    assert_eq!((rows.len(), rows.dim()), (4, DIM));
    assert!(rows.row(0) != rows.row(1));
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    use std::os::unix::fs::symlink;
    for file in ["model.onnx", "tokenizer.json", "config.json", "sentence_bert_config.json"] {
        let expected = |folder: &Path, found: &str| {
            let said = refusal(folder).to_string();
            let start = format!("{}: expected a regular file, found {found}; ", folder.join(file).display());
            assert!(said.starts_with(&start), "{said}");
        };
        let folder = good_folder();
        let path = folder.path().join(file);
        let _ = fs::remove_file(&path);
        let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        expected(folder.path(), "a pipe");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        expected(folder.path(), "a folder");
        fs::remove_dir(&path).unwrap();
        let socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        expected(folder.path(), "a socket");
        drop(socket);
        fs::remove_file(&path).unwrap();
        symlink("/dev/zero", &path).unwrap();
        assert!(matches!(refusal(folder.path()), ModelError::LeadsOut { .. }));
    }
}

#[cfg(unix)]
#[test]
fn links_lead_within_the_folder_or_from_a_hubs_snapshot_to_its_blobs() {
    use std::os::unix::fs::symlink;
    let outer = tempfile::tempdir().unwrap();
    let secret = outer.path().join("secret");
    fs::write(&secret, CONFIG).unwrap();
    let folder = outer.path().join("model");
    write_good(&folder);
    let config = folder.join("config.json");
    for target in [Path::new("../secret"), &secret] {
        fs::remove_file(&config).unwrap();
        symlink(target, &config).unwrap();
        let said = refusal(&folder).to_string();
        assert!(
            said.contains("the link leads to ") && said.contains("copy the file into the folder"),
            "{said}"
        );
    }
    // A folder within is followed out as well.
    symlink(outer.path(), folder.join("1_Pooling")).unwrap();
    fs::rename(&secret, outer.path().join("config.json")).unwrap();
    fs::remove_file(&config).unwrap();
    fs::write(folder.join("real"), CONFIG).unwrap();
    symlink("real", &config).unwrap();
    assert!(matches!(refusal(&folder), ModelError::LeadsOut { .. }));
    fs::remove_file(folder.join("1_Pooling")).unwrap();
    Model::from_folder(&folder).unwrap();
    // The folder itself may be named by a link.
    symlink(&folder, outer.path().join("link")).unwrap();
    Model::from_folder(&outer.path().join("link")).unwrap();

    let (blobs, snapshot) = (outer.path().join("hub/blobs"), outer.path().join("hub/snapshots/0123"));
    write_good(&blobs);
    fs::create_dir_all(&snapshot).unwrap();
    for file in ["model.onnx", "tokenizer.json", "config.json"] {
        symlink(Path::new("../../blobs").join(file), snapshot.join(file)).unwrap();
    }
    Model::from_folder(&snapshot).unwrap();
    fs::write(outer.path().join("hub/other"), CONFIG).unwrap();
    fs::remove_file(snapshot.join("config.json")).unwrap();
    symlink("../../other", snapshot.join("config.json")).unwrap();
    assert!(matches!(refusal(&snapshot), ModelError::LeadsOut { .. }));
}

#[test]
fn no_folder_is_told() {
    let outer = tempfile::tempdir().unwrap();
    assert!(matches!(refusal(&outer.path().join("none")), ModelError::MissingFile { .. }));
    let file = outer.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(refusal(&file).to_string().contains("expected a folder, found a file"));
}

#[test]
fn files_over_their_bounds_are_not_read() {
    for (file, limit) in [("config.json", 1u64 << 20), ("tokenizer.json", 96 << 20), ("model.onnx", 1 << 31)]
    {
        let folder = good_folder();
        // Sparse: the length alone.
        let opened = fs::OpenOptions::new().write(true).open(folder.path().join(file)).unwrap();
        opened.set_len(limit + 1).unwrap();
        match refusal(folder.path()) {
            ModelError::TooLarge { limit: said, bytes, .. } => assert_eq!((said, bytes), (limit, limit + 1)),
            error => panic!("{error}"),
        }
    }
}

#[test]
fn every_token_id_has_a_vector() {
    let with = |from: &str, to: &str| TOKENIZER.replace(from, to);
    let padding = |id: u64| {
        let padding = format!(
            r#""padding": {{"strategy": "BatchLongest", "direction": "Right", "pad_id": {id}, "pad_type_id": 0, "pad_token": "[PAD]"}}"#
        );
        with(r#""padding": null"#, &padding)
    };
    let config = |pad: &str| CONFIG.replace(r#""pad_token_id": 0"#, &format!(r#""pad_token_id": {pad}"#));
    for (tokenizer, config, expected) in [
        (TOKENIZER.to_owned(), config("8"), "config.json has the pad_token_id 8"),
        (TOKENIZER.to_owned(), config("4294967295"), "config.json has the pad_token_id 4294967295"),
        (with(r###""word": 6"###, r###""word": 8"###), CONFIG.to_owned(), "a token with the id 8"),
        (with(r#""word": 6"#, r#""word": 6, "more": 70"#), CONFIG.to_owned(), "a token with the id 70"),
        (with(r#"{"id": 7,"#, r#"{"id": 9,"#), CONFIG.to_owned(), "a token with the id 9"),
        // Ids that the library gives to added tokens count, whatever the file says.
        (with(r###""##b": 5,"###, r###""##b": 5, "c": 7,"###), CONFIG.to_owned(), "a token with the id 8"),
        (with(r#""ids": [2]"#, r#""ids": [12]"#), CONFIG.to_owned(), "a token with the id 12"),
        (padding(11), CONFIG.to_owned(), "tokenizer.json has the pad_id 11"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &good(), &tokenizer, &config);
        let said = refusal(folder.path()).to_string();
        assert!(said.contains(expected) && said.contains("expected token ids below 8"), "{expected}: {said}");
    }
    for bad in ["-1", "4294967296", "\"0\"", "1.5"] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &good(), TOKENIZER, &config(bad));
        assert!(matches!(refusal(folder.path()), ModelError::Config { .. }));
    }
}

#[test]
fn the_configuration_counts_where_the_graph_hides_its_table() {
    // A table that is computed has rows that only a run shows.
    let sum = node("Add", &["table", "table"], "twice");
    let hidden = model(&encoder([(1, sum)])).0;
    let gather = hidden.windows(7).position(|w| w == b"\x0a\x05table").unwrap();
    let mut hidden = hidden;
    hidden[gather + 2..gather + 7].copy_from_slice(b"twice");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &hidden, TOKENIZER, CONFIG);
    Model::from_folder(folder.path()).unwrap();
    write(folder.path(), &hidden, TOKENIZER, &CONFIG.replace('}', r#", "vocab_size": 7}"#));
    assert!(matches!(refusal(folder.path()), ModelError::TokenId { rows: 7, id: 7, .. }));
}

#[test]
fn absurd_sizes_in_the_configuration_are_refused() {
    for (from, to) in [
        (r#""hidden_size": 2"#, r#""hidden_size": 0"#),
        (r#""hidden_size": 2"#, r#""hidden_size": 18446744073709551615"#),
        (r#""max_position_embeddings": 16"#, r#""max_position_embeddings": 0"#),
        (r#""max_position_embeddings": 16"#, r#""max_position_embeddings": 18446744073709551615"#),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &good(), TOKENIZER, &CONFIG.replace(from, to));
        let said = refusal(folder.path()).to_string();
        assert!(said.contains("config.json") && said.contains("got "), "{said}");
    }
}
