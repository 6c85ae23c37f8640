//! Runs the command as a person would.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Two lines that are requests.
pub(crate) const GOOD: [&str; 2] = [
    r#"{"id": "r1", "ts": "2026-03-02T00:00:14.553Z", "account": "a1", "prompt": "Name a river.", "ip": "192.0.2.7"}"#,
    r#"{"id": "r2", "ts": "2026-03-02T00:00:41Z", "account": "a2", "prompt": "Name a lake."}"#,
];

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// An empty directory of this name.
pub(crate) fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The command, ready to run.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hydrascope"));
    command.args(arguments).env("COLUMNS", "100").env_remove("RUST_BACKTRACE");
    // Nothing that whoever runs the tests has set.
    command.env("HYDRASCOPE_CONFIG", "");
    command
}

/// Runs the command with nothing on its standard input.
pub(crate) fn run(arguments: &[&str]) -> Run {
    run_with_stdin(arguments, b"")
}

/// Runs the command with this on its standard input.
pub(crate) fn run_with_stdin(arguments: &[&str], stdin: &[u8]) -> Run {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that refuses its arguments does not wait for its input.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The text as gzip.
pub(crate) fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// The text in gzip.
pub(crate) fn gunzip(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

/// What is said of the key that everybody knows.
const KEY: &str = "note: hashed with the built-in key, which everybody knows: who sends prompts could aim at what is sampled; a key of your \
    own comes from --hash-key-file FILE --new-hash-key\n";

/// The line that tells of a report, by what its record says, and the note before it where the log is not the shipped one.
pub(crate) fn written(out: &str) -> String {
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(format!("{out}/run.json")).unwrap()).unwrap();
    let next =
        if record["campaigns"] == 0 { String::new() } else { format!("; next: hydrascope explain {out} c1") };
    let note = if record["inputs"][0] == "demo.jsonl.gz" { "" } else { KEY };
    format!(
        "{note}report written to {out}: {} requests, {} accounts, {} flagged, {} campaigns{next}",
        record["input"]["accepted"], record["accounts"], record["flagged_accounts"], record["campaigns"]
    )
}
