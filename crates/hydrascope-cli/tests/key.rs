//! The key of all hashes.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;

use common::{GOOD, directory, run};

#[test]
fn a_key_is_made_once_and_told_by_its_id_alone() {
    let folder = directory("key");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (log, key, out) = (path("log.jsonl"), path("key"), path("report"));
    fs::write(&log, GOOD.join("\n")).unwrap();
    let detect = |more: &[&str]| {
        let done = run(&[&["detect", &log, "--out", &out, "--allow-poor-input"][..], more].concat());
        let record: serde_json::Value =
            serde_json::from_slice(&fs::read(format!("{out}/run.json")).unwrap()).unwrap();
        (done, record["hash_key_id"].as_str().unwrap().to_owned())
    };
    let (plain, built_in) = detect(&[]);
    assert!(plain.code == 0 && plain.stderr.contains("built-in key"), "{}", plain.stderr);

    let missing = run(&["detect", &log, "--out", &out, "--hash-key-file", &key]);
    assert!(missing.code == 1 && missing.stderr.contains("cannot read the hash key"), "{}", missing.stderr);
    let (made, own) = detect(&["--hash-key-file", &key, "--new-hash-key"]);
    assert!(made.code == 0 && !made.stderr.contains("built-in key"), "{}", made.stderr);
    let held = fs::read_to_string(&key).unwrap();
    let secret = held.trim();
    assert!(secret.len() == 32 && secret != "0".repeat(32) && own != built_in && own != secret);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
    for more in [&["--hash-key-file", &key, "--new-hash-key"][..], &["--hash-key-file", &key]] {
        assert_eq!(detect(more).1, own);
    }
    assert_eq!(fs::read_to_string(&key).unwrap(), held, "a key that is there stays");
    for file in fs::read_dir(&out).unwrap() {
        assert!(!fs::read(file.unwrap().path()).unwrap().windows(32).any(|w| w == secret.as_bytes()));
    }

    for (content, name) in
        [(format!("{secret}0"), "long"), ("xyzzy".into(), "short"), (String::new(), "empty")]
    {
        fs::write(path(name), content).unwrap();
        let refused = run(&["detect", &log, "--out", &out, "--hash-key-file", &path(name)]);
        assert!(refused.code == 1 && refused.stderr.contains("holds no hash key"), "{}", refused.stderr);
        assert!(!refused.stderr.contains(secret) && !refused.stderr.contains("xyzzy"), "{}", refused.stderr);
    }
}
