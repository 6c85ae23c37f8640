//! Small files that become large: what a run takes stays within its budget, and a tenth.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use common::{command, directory};

const BUDGET_MIB: u64 = 256;

/// A gzip file of a beginning, of a piece again and again, and of an end.
fn packed(path: &Path, begin: &str, piece: impl Fn(usize) -> String, pieces: usize, end: &str) {
    let mut out =
        flate2::write::GzEncoder::new(fs::File::create(path).unwrap(), flate2::Compression::default());
    out.write_all(begin.as_bytes()).unwrap();
    (0..pieces).for_each(|number| out.write_all(piece(number).as_bytes()).unwrap());
    out.write_all(end.as_bytes()).unwrap();
    out.finish().unwrap();
}

/// Runs the command; the most memory that it held, in kibibytes, its exit code and what it said.
fn peak(arguments: &[&str]) -> (u64, i32, String) {
    let mut child = command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let most = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let most = most.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
        peak = peak.max(most.unwrap_or(0));
        if let Some(ended) = child.try_wait().unwrap() {
            break ended.code().unwrap();
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (peak, code, said)
}

#[test]
fn what_becomes_large_stays_within_the_budget() {
    let folder = directory("bombs");
    let row = |number: usize, prompt: &str| {
        format!(
            "{{\"id\":\"r{number}\",\"ts\":{},\"account\":\"a{}\",\"prompt\":\"{prompt}\"}}\n",
            1_772_409_614 + number,
            number % 97
        )
    };
    let long = "the quick brown fox jumps over ".repeat(800);
    type Made<'a> = (&'a str, &'a str, Box<dyn Fn(usize) -> String + 'a>, usize, &'a str);
    let made: [Made<'_>; 5] = [
        ("zeros.jsonl.gz", "", Box::new(|_| "\0".repeat(1 << 20)), 700, ""),
        ("line.jsonl.gz", "{\"id\":\"1\",\"prompt\":\"", Box::new(|_| "word ".repeat(1 << 18)), 500, "\"}\n"),
        ("deep.json.gz", "", Box::new(|_| "[".repeat(1 << 20)), 200, ""),
        (
            "field.csv.gz",
            "id,ts,account,prompt\n1,1772409614,a,\"",
            Box::new(|_| "word ".repeat(1 << 18)),
            500,
            "\"\n",
        ),
        // A prompt that comes again is held once.
        ("rows.jsonl.gz", "", Box::new(|number| row(number, &format!("{number} {long}"))), 40_000, ""),
    ];
    for (name, begin, piece, pieces, end) in made {
        let path = folder.join(name);
        packed(&path, begin, piece, pieces, end);
        let (log, out) = (path.to_str().unwrap(), folder.join("report"));
        let memory = format!("{BUDGET_MIB}MiB");
        let (peak, code, said) =
            peak(&["detect", log, "--out", out.to_str().unwrap(), "--quiet", "--memory", &memory]);
        assert_eq!(code, 1, "{name}: {said}");
        assert!(said.contains(log), "{name}: {said}");
        assert!(peak > 1024, "{name}: the system says nothing of the process");
        assert!(peak <= BUDGET_MIB * 1024 * 11 / 10, "{name}: {peak} kB");
        fs::remove_file(&path).unwrap();
    }
}
