//! Damaged files keep what came before the damage, and tell of it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;

use common::{directory, run, written};

const TAIL: &str = "what came before is kept";

#[test]
fn damaged_files_keep_what_came_before() {
    let folder = directory("damaged");
    let line = |i: u32| {
        let (day, hour, minute) = (2 + i / 1_440, i / 60 % 24, i % 60);
        format!(
            "{{\"id\":\"r{:x}\",\"ts\":\"2026-03-{day:02}T{hour:02}:{minute:02}:14Z\",\"account\":\"a{}\",\"prompt\":\"River {i}\"}}\n",
            i * 7919,
            i % 9
        )
    };
    let lines: String = (0..9_000).map(line).collect();
    let zst = zstd::encode_all(lines.as_bytes(), 1).unwrap();
    for (name, whole, why) in
        [("log.gz", common::gzip(&lines), "incomplete deflate stream"), ("log.zst", zst, "incomplete frame")]
    {
        let (log, out) = (folder.join(name), folder.join("out"));
        fs::write(&log, &whole[..whole.len() - 1_000]).unwrap();
        let (log, out) = (log.to_str().unwrap(), out.to_str().unwrap());
        let run = run(&["detect", log, "--out", out]);
        let record: serde_json::Value =
            serde_json::from_slice(&fs::read(format!("{out}/run.json")).unwrap()).unwrap();
        let read = record["input"]["accepted"].as_u64().unwrap();
        assert!(read > 1_000, "{name}: {read}");
        let expected = format!(
            "read {read} records, accepted {read}; set aside:\n         1  broken file\n            \
             {log}:{}: the file is damaged or breaks off here ({why}); {TAIL}\n{}\n",
            read + 1,
            written(out)
        );
        assert_eq!((run.code, run.stderr), (0, expected), "{name}");
    }
}
