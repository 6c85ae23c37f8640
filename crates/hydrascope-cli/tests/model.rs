//! Models from folders that are not trusted: checked, tried in a process of their own, remembered.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "../../../tests/onnx_files/mod.rs"]
mod onnx_files;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::{GOOD, Run, command, directory};
use onnx_files::*;

/// Runs the command with a cache of its own.
fn run(cache: &Path, arguments: &[&str]) -> Run {
    let output = command(arguments)
        .env("XDG_CACHE_HOME", cache)
        .env_remove("ORT_DYLIB_PATH")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn check(cache: &Path, folder: &Path) -> Run {
    run(cache, &["model", "check", folder.to_str().unwrap()])
}

fn keys(cache: &Path) -> Vec<String> {
    let text = fs::read_to_string(cache.join("hydrascope/tried-models")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A log of two lines, and a folder for its report.
fn log(directory: &Path) -> (PathBuf, PathBuf) {
    let log = directory.join("log.jsonl");
    fs::write(&log, GOOD.join("\n")).unwrap();
    (log, directory.join("report"))
}

fn detect(cache: &Path, directory: &Path, folder: &Path) -> Run {
    let (log, out) = log(directory);
    let [log, out, folder] = [&log, &out, folder].map(|path| path.to_str().unwrap());
    run(cache, &["detect", log, "--out", out, "--model", folder])
}

/// The node that puts axes of size 1 into a value.
fn unsqueeze(from: &str, axes: std::ops::Range<i64>, to: &str) -> Message {
    let axes: Vec<i64> = axes.collect();
    node("Unsqueeze", &[from], to).message(5, &attribute_ints("axes", &axes))
}

/// Nodes that make, of `t^n` numbers of a text of `t` tokens, `t^2n`.
fn squared(from: &str, n: i64, to: &str) -> [Message; 3] {
    let [ahead, behind] = ["ahead", "behind"].map(|side| format!("{side} of {to}"));
    let [first, second] = [unsqueeze(from, 1..n + 1, &ahead), unsqueeze(from, n + 1..2 * n + 1, &behind)];
    [first, second, node("Mul", &[&ahead, &behind], to)]
}

/// A static encoder that also makes `t^4` numbers, then does `more` with these.
fn also(more: impl IntoIterator<Item = Message>) -> Vec<u8> {
    let cast = node("Cast", &["input_ids"], "n1").message(5, &attribute_int("to", 1));
    let nodes = [cast].into_iter().chain(squared("n1", 1, "n2")).chain(squared("n2", 2, "n4")).chain(more);
    model(&encoder(nodes.map(|node| (1, node)))).0
}

/// Multiplies them as matrices, again and again.
fn slow() -> Vec<u8> {
    let name = |i: usize| if i == 0 { "n4".to_owned() } else { format!("m{i}") };
    also((0..30_000).map(|i| node("MatMul", &[&name(i), &name(i)], &name(i + 1))))
}

/// Makes `t^16` numbers, which is too many for any but the shortest texts.
fn large() -> Vec<u8> {
    also(squared("n4", 4, "n8").into_iter().chain(squared("n8", 8, "n16")))
}

/// An encoder that adds the sum of ones to its vectors: as many as a text has tokens times `factor`. No constant says how many.
#[cfg(feature = "tract")]
fn grows(factor: i64) -> Vec<u8> {
    let mean = node("ReduceMean", &["vectors"], "mean");
    let graph = Message::default()
        .message(1, &node("Gather", &["table", "input_ids"], "vectors"))
        .message(1, &mean.message(5, &attribute_ints("axes", &[1])).message(5, &attribute_int("keepdims", 0)))
        .message(1, &node("Shape", &["input_ids"], "sizes"))
        .message(1, &node("Gather", &["sizes", "one"], "length"))
        .message(1, &node("Mul", &["length", "factor"], "count"))
        .message(1, &node("ConstantOfShape", &["count"], "ones"))
        .message(1, &node("ReduceSum", &["ones"], "sum").message(5, &attribute_int("keepdims", 0)))
        .message(1, &node("Add", &["mean", "sum"], "sentence_embedding"))
        .text(2, "grows")
        .message(5, &ints("one", &[1]))
        .message(5, &ints("factor", &[factor]))
        .message(5, &floats("table", &[ROWS as i64, DIM as i64], &[0.5; ROWS * DIM]))
        .message(11, &value("input_ids", 7, &[-1, -1]))
        .message(11, &value("attention_mask", 7, &[-1, -1]))
        .message(12, &value("sentence_embedding", 1, &[-1, DIM as i64]));
    model(&graph).0
}

#[test]
fn a_model_that_works_is_said_to_and_remembered() {
    let home = directory("model-good");
    let (cache, folder) = (home.join("cache"), home.join("model"));
    write_good(&folder);
    let checked = check(&cache, &folder);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "{}", checked.stdout);
    assert!(
        checked.stdout.contains("can be used with built-in runtime")
            && checked.stdout.contains("vectors of 2 numbers")
    );
    assert_eq!(keys(&cache).len(), 1);
    let detected = detect(&cache, &home, &folder);
    assert_eq!(detected.code, 0, "{}", detected.stderr);
    assert_eq!(keys(&cache).len(), 1);
    // Another byte in a file is another model.
    fs::write(folder.join("config.json"), format!("{CONFIG} ")).unwrap();
    assert_eq!(detect(&cache, &home, &folder).code, 0);
    assert_eq!(keys(&cache).len(), 2);
}

#[test]
fn what_is_refused_never_meets_a_runtime() {
    let home = directory("model-refused");
    let (cache, folder) = (home.join("cache"), home.join("model"));
    let large = model(&encoder([(5, ints("c", &[1 << 50])), (1, node("ConstantOfShape", &["c"], "x"))])).0;
    let external = model(&encoder([(5, Message::default().int(1, 1).int(2, 1).text(8, "w").int(14, 1))])).0;
    for (graph, tokenizer, config, expected) in [
        (&large, TOKENIZER, CONFIG.to_owned(), "ConstantOfShape"),
        (&external, TOKENIZER, CONFIG.to_owned(), "names another file"),
        (&good(), "{}", CONFIG.to_owned(), "tokenizer"),
        (
            &good(),
            TOKENIZER,
            CONFIG.replace(r#""pad_token_id": 0"#, r#""pad_token_id": 999"#),
            "the pad_token_id 999",
        ),
    ] {
        write(&folder, graph, tokenizer, &config);
        for refused in [check(&cache, &folder), detect(&cache, &home, &folder)] {
            assert_eq!(refused.code, 1);
            assert!(
                refused.stderr.starts_with("error: ") && refused.stderr.contains(expected),
                "{}",
                refused.stderr
            );
            assert!(!refused.stderr.contains("process of its own"), "{}", refused.stderr);
        }
    }
    assert!(keys(&cache).is_empty());
}

/// Whether every command that takes a model tries it in a process of its own, of which it says this.
fn every_command_refuses(home: &Path, graph: &[u8], expected: &str) {
    let (cache, folder) = (home.join("cache"), home.join("model"));
    write(&folder, graph, TOKENIZER, CONFIG);
    let [log, out, baseline] =
        ["log.jsonl", "report", "baseline.json"].map(|name| home.join(name).display().to_string());
    fs::write(&log, GOOD.join("\n")).unwrap();
    let model = folder.to_str().unwrap();
    for arguments in [
        &["model", "check", model][..],
        &["detect", &log, "--out", &out, "--model", model],
        &["recluster", &log, "--out", &out, "--model", model, "--device", "cpu"],
        &["calibrate", &log, "--out", &baseline, "--model", model],
        &["bench", &log, "--model", model],
        &["bench", &log, "--minilm", model],
        &["doctor", "--model", model],
    ] {
        let refused = run(&cache, arguments);
        assert_eq!(refused.code, 1, "{arguments:?}");
        let said = refused.stderr;
        assert!(
            said.starts_with("error: ") && said.contains(&format!("in a process of its own, {expected}")),
            "{said}"
        );
        assert!(said.len() < 1000 && said.lines().count() == 1, "{said}");
    }
    assert!(keys(&cache).is_empty() && !Path::new(&out).exists());
}

#[test]
fn a_model_that_asks_for_too_much_is_met_by_a_child_alone() {
    let expected = "it says: DIR: built-in runtime";
    let home = directory("model-large");
    let expected = expected.replace("DIR", home.join("model").to_str().unwrap());
    every_command_refuses(&home, &large(), &expected);
    let said = check(&home.join("cache"), &home.join("model")).stderr;
    assert!(said.contains("expected results of at most 268435456 numbers, got the shape [1, "), "{said}");
}

#[cfg(feature = "tract")]
#[test]
fn a_model_that_ends_the_runtime_ends_a_child_alone() {
    // More memory than a trial may take.
    every_command_refuses(&directory("model-abort"), &grows(1 << 30), "killed by signal 6");
}

#[test]
fn a_model_that_does_not_end_is_killed() {
    let home = directory("model-slow");
    let (cache, folder) = (home.join("cache"), home.join("model"));
    write(&folder, &slow(), TOKENIZER, CONFIG);
    let start = Instant::now();
    let slow = run(&cache, &["model", "check", folder.to_str().unwrap(), "--seconds", "1"]);
    assert!(start.elapsed() < Duration::from_secs(20));
    assert_eq!(slow.code, 1, "{}", slow.stdout);
    assert!(slow.stderr.contains("timed out after 1 s"), "{}", slow.stderr);
    assert!(keys(&cache).is_empty());
}

#[test]
fn a_cache_that_cannot_be_written_is_noted() {
    let home = directory("model-no-cache");
    let (cache, folder) = (home.join("cache"), home.join("model"));
    write_good(&folder);
    fs::write(&cache, "a file in the place of a folder").unwrap();
    for said in [check(&cache, &folder), detect(&cache, &home, &folder)] {
        assert_eq!(said.code, 0, "{}", said.stderr);
        assert!(
            said.stderr.contains("cannot be remembered") && said.stderr.contains("tried-models"),
            "{}",
            said.stderr
        );
    }
    let (log, out) = log(&home);
    let arguments = [&log, &out, &folder].map(|path| path.to_str().unwrap());
    let quiet =
        run(&cache, &["detect", arguments[0], "--out", arguments[1], "--model", arguments[2], "--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
}

#[test]
fn what_lies_in_the_cache_is_not_trusted_to_be_a_list() {
    let home = directory("model-odd-cache");
    let (cache, folder) = (home.join("cache"), home.join("model"));
    write_good(&folder);
    fs::create_dir_all(cache.join("hydrascope")).unwrap();
    fs::write(cache.join("hydrascope/tried-models"), [&b"\xff\xfe no list\n"[..], &[b'a'; 200_000]].concat())
        .unwrap();
    assert_eq!(check(&cache, &folder).code, 0);
    assert_eq!(keys(&cache).len(), 1);
    assert_eq!(keys(&cache)[0].len(), 64);
}
