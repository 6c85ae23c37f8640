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

/// An encoder that adds the sum of many ones to its vectors: as many as a text has tokens times `factor`, or that number by
/// itself, multiplied as a matrix. No constant says how many.
fn grows(factor: i64, is_square: bool) -> Vec<u8> {
    let mean = node("ReduceMean", &["vectors"], "mean");
    let ones = if is_square { ["square", "matrix"] } else { ["count", "ones"] };
    let graph = Message::default()
        .message(1, &node("Gather", &["table", "input_ids"], "vectors"))
        .message(1, &mean.message(5, &attribute_ints("axes", &[1])).message(5, &attribute_int("keepdims", 0)))
        .message(1, &node("Shape", &["input_ids"], "sizes"))
        .message(1, &node("Gather", &["sizes", "one"], "length"))
        .message(1, &node("Mul", &["length", "factor"], "count"))
        .message(1, &node("Concat", &["count", "count"], "square").message(5, &attribute_int("axis", 0)))
        .message(1, &node("ConstantOfShape", &[ones[0]], ones[1]))
        .messages(1, is_square.then(|| node("MatMul", &["matrix", "matrix"], "ones")))
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
        checked.stdout.contains("can be used with tract") && checked.stdout.contains("vectors of 2 numbers")
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

#[test]
fn a_model_that_ends_the_runtime_ends_a_child_alone() {
    let home = directory("model-abort");
    let (cache, folder) = (home.join("cache"), home.join("model"));
    // More memory than a trial may take.
    write(&folder, &grows(1 << 30, false), TOKENIZER, CONFIG);
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
            said.starts_with("error: ") && said.contains("in a process of its own, killed by signal 6"),
            "{said}"
        );
        assert!(said.len() < 1000 && said.lines().count() == 1, "{said}");
    }
    assert!(keys(&cache).is_empty() && !Path::new(&out).exists());
}

#[test]
fn a_model_that_does_not_end_is_killed() {
    let home = directory("model-slow");
    let (cache, folder) = (home.join("cache"), home.join("model"));
    write(&folder, &grows(4096, true), TOKENIZER, CONFIG);
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
