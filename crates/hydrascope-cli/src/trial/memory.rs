//! Which models have passed, in a small file of the user's cache.

use std::env;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Models that are remembered; the oldest are forgotten first.
const KEPT: usize = 256;
/// A hash in hexadecimal digits and the end of its line.
const LINE: usize = 65;

/// The file of hashes, one a line, the newest last.
pub(super) struct Memory(PathBuf);

impl Memory {
    /// Where the user's cache is: `XDG_CACHE_HOME`, else the usual folder in the user's home.
    pub(super) fn of_user() -> Option<Self> {
        let absolute = |path: PathBuf| path.is_absolute().then_some(path);
        let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).and_then(absolute);
        let usual = || {
            let home = env::home_dir().and_then(absolute)?;
            Some(if cfg!(target_os = "macos") { home.join("Library/Caches") } else { home.join(".cache") })
        };
        Some(Self(named.or_else(usual)?.join("hydrascope").join("tried-models")))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Whether a model has passed.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.keys().iter().any(|held| held == key)
    }

    /// Remembers a model. Of two processes that do so at once, one may be forgotten: its model is tried once more.
    pub(super) fn add(&self, key: &str) -> io::Result<()> {
        let mut keys = self.keys();
        keys.retain(|held| held != key);
        keys.push(key.to_owned());
        let text: String =
            keys[keys.len().saturating_sub(KEPT)..].iter().map(|key| format!("{key}\n")).collect();
        let folder = self.0.parent().unwrap_or(&self.0);
        make_private(folder)?;
        let part = folder.join(format!(".tried-models-{}", std::process::id()));
        let written = File::create(&part)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&part, &self.0));
        written.inspect_err(|_| drop(fs::remove_file(&part)))
    }

    /// What is remembered; nothing where the file is not there or not ours.
    fn keys(&self) -> Vec<String> {
        if !self.0.metadata().is_ok_and(|found| found.is_file()) {
            return Vec::new();
        }
        let is_key = |line: &&str| line.len() == LINE - 1 && line.bytes().all(|b| b.is_ascii_hexdigit());
        let mut text = String::new();
        let read = File::open(&self.0)
            .and_then(|file| file.take((2 * KEPT * LINE) as u64).read_to_string(&mut text));
        if read.is_err() { Vec::new() } else { text.lines().filter(is_key).map(str::to_owned).collect() }
    }
}

/// Makes a folder, and those above it, that nobody but the user may enter.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
