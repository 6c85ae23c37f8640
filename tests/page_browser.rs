//! Pages in a real browser: `scripts/page/check.py` on a plain page, a hostile one and a large one.
//!
//! Skipped, loudly, where Chromium with its driver, or Python, is not installed. `AXE` names axe-core's script.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod pages;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use hydrascope::report::{PageSettings, page};
use pages::{HOSTILE, Made, PLAIN, run};

/// The code by which the script says that no browser is there.
const NO_BROWSER: i32 = 77;

fn write(made: &Made, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    let settings = PageSettings { with_text: true, pseudonyms: None };
    fs::write(&path, page(&made.findings(), &run(made.text), &settings).unwrap()).unwrap();
    path
}

#[test]
fn pages_work_in_a_browser() {
    let plain = write(&PLAIN, "plain.html");
    let hostile = write(&HOSTILE, "hostile.html");
    let large = write(&Made { campaigns: 200, accounts: 1_000, ..PLAIN }, "large.html");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/page/check.py");
    let mut command = Command::new("python3");
    command.arg(script).arg("--page").arg(plain).arg("--hostile").arg(hostile).arg("--large").arg(large);
    if let Some(axe) = env::var_os("AXE") {
        command.arg("--axe").arg(axe);
    }
    let Ok(done) = command.output() else {
        eprintln!("SKIPPED: python3 is not installed, so NO page was opened");
        return;
    };
    let told = String::from_utf8_lossy(&done.stdout);
    eprintln!("{told}{}", String::from_utf8_lossy(&done.stderr));
    if done.status.code() == Some(NO_BROWSER) {
        return;
    }
    assert!(done.status.success(), "{told}");
}
