//! The script that makes attacks.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::thread;

use hydrascope::input::LineParser;
use hydrascope::request::Request;

use super::error::AttackError;
use super::kind::Attack;
use crate::detection::settings;

/// Lines of a failed script's standard error that are told.
const LAST_WORDS: usize = 20;

/// A Python script that is run as `python3 SCRIPT KIND [--n N] --seed S` in its own folder and writes an attack's requests
/// as JSON lines.
#[derive(Clone, Debug)]
pub struct AttackScript(PathBuf);

impl AttackScript {
    /// A script that is there.
    ///
    /// # Errors
    /// Where it is no file.
    pub fn new(path: &Path) -> Result<Self, AttackError> {
        // Its own folder is where it runs, so that its path must not depend on where we are.
        let whole = path.canonicalize().ok().filter(|path| path.is_file());
        whole.map(Self).ok_or_else(|| AttackError::NoScript(path.to_owned()))
    }

    /// The requests of an attack, in the order in which the script writes them.
    ///
    /// # Errors
    /// Where the script cannot be run or fails, or a line is no request or has the id of an earlier one.
    pub fn requests(&self, attack: &Attack, seed: u64) -> Result<Vec<Request>, AttackError> {
        let broken = |source| AttackError::Output { attack: attack.to_string(), source };
        let mut child = self.command(attack, seed).spawn().map_err(AttackError::Start)?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        // Both are read at once: a script waits until somebody takes what it says on either.
        let words = thread::spawn(move || {
            let mut words = Vec::new();
            let read = stderr.map(|mut stderr| stderr.read_to_end(&mut words));
            read.transpose().map(|_| words)
        });
        let requests = stdout.map_or_else(|| Ok(Vec::new()), |stdout| read(stdout, attack));
        let status = child.wait().map_err(broken)?;
        let words = words.join().unwrap_or_else(|_| Ok(Vec::new())).map_err(broken)?;
        // A script that breaks off leaves a broken line too; why it failed is what matters.
        if !status.success() {
            return Err(AttackError::Failed { attack: attack.to_string(), status, stderr: last(&words) });
        }
        requests
    }

    fn command(&self, attack: &Attack, seed: u64) -> Command {
        let mut command = Command::new("python3");
        command.arg(&self.0).arg(&attack.kind);
        if let Some(n) = attack.n {
            command.arg("--n").arg(n.to_string());
        }
        command.arg("--seed").arg(seed.to_string());
        command.current_dir(self.0.parent().unwrap_or(Path::new(".")));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// Takes all lines; behind one that cannot be used, only so that the script comes to its end.
fn read(stdout: ChildStdout, attack: &Attack) -> Result<Vec<Request>, AttackError> {
    let mut stdout = BufReader::new(stdout);
    let requests = read_lines(&mut stdout, attack);
    let rest = io::copy(&mut stdout, &mut io::sink());
    let requests = requests?;
    rest.map_err(|source| AttackError::Output { attack: attack.to_string(), source })?;
    Ok(requests)
}

fn read_lines(stdout: &mut dyn BufRead, attack: &Attack) -> Result<Vec<Request>, AttackError> {
    let settings = settings();
    let parser = LineParser::new(&settings);
    let (mut requests, mut ids, mut text) = (Vec::new(), HashSet::new(), Vec::new());
    for line in 1.. {
        text.clear();
        let taken = stdout.read_until(b'\n', &mut text);
        if taken.map_err(|source| AttackError::Output { attack: attack.to_string(), source })? == 0 {
            break;
        }
        if text.trim_ascii().is_empty() {
            continue;
        }
        let wrong = |reason| AttackError::Line { attack: attack.to_string(), line, reason };
        let request = parser.line(text.trim_ascii()).map_err(|fault| wrong(fault.message))?.request;
        if !ids.insert(request.id.clone()) {
            return Err(wrong("expected each id once, got that of an earlier line".to_owned()));
        }
        requests.push(request);
    }
    Ok(requests)
}

/// The last lines of what a script said.
fn last(words: &[u8]) -> String {
    let words = String::from_utf8_lossy(words);
    let lines: Vec<&str> = words.trim_end().lines().collect();
    lines[lines.len().saturating_sub(LAST_WORDS)..].join("\n")
}
