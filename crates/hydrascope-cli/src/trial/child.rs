//! The process that tries a model, as its parent sees it.

use std::fmt;
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::setting::Trial;

/// What is kept of what the process says.
const SAID: u64 = 1 << 16;
/// What is shown of it.
const SHOWN: usize = 500;
/// How long the parent sleeps between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// A model did not pass its trial.
#[derive(Debug, thiserror::Error)]
#[error(
    "{folder}: expected a model that loads and embeds texts in a process of its own, {ended}; use another model, or another runtime"
)]
pub(crate) struct TrialError {
    pub(crate) folder: String,
    pub(crate) ended: Ended,
}

/// How a trial that was not passed ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// The process could not be started or waited for.
    System(io::Error),
    /// It took longer than it may.
    Slow(u64),
    /// A signal killed it; what it said last.
    Signal(i32, String),
    /// It ended by itself, with a code and words.
    Code(Option<i32>, String),
    /// The model's files changed meanwhile.
    Changed,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = |said: &str| if said.is_empty() { String::new() } else { format!(" ({said})") };
        match self {
            Self::System(error) => write!(f, "which could not be run: {error}"),
            Self::Slow(seconds) => write!(f, "timed out after {seconds} s"),
            Self::Signal(signal, said) => {
                write!(f, "killed by signal {signal}{}{}", name(*signal), last(said))
            }
            Self::Code(Some(1), said) => write!(f, "it says: {said}"),
            Self::Code(Some(code), said) => write!(f, "it ended with code {code}{}", last(said)),
            Self::Code(None, said) => write!(f, "it ended without a code{}", last(said)),
            Self::Changed => f.write_str("its files changed meanwhile"),
        }
    }
}

/// The usual names of signals that a runtime, or the limits of a trial, end a process with.
fn name(signal: i32) -> &'static str {
    match signal {
        4 => " (illegal instruction)",
        6 => " (abort)",
        8 => " (arithmetic)",
        9 => " (kill)",
        11 => " (segmentation fault)",
        24 => " (processor time)",
        _ => "",
    }
}

/// Tries a model; gives what the process says of it.
pub(super) fn run(trial: &Trial<'_>) -> Result<String, TrialError> {
    let failed = |ended| TrialError { folder: trial.folder.display().to_string(), ended };
    let mut child = start(trial).map_err(|error| failed(Ended::System(error)))?;
    let said = [listen(child.stdout.take()), listen(child.stderr.take())];
    let status = wait(&mut child, trial.seconds.get());
    // The ends of the pipes are closed now, unless something that the process left behind holds them.
    let [out, error] = said.map(|said| said.and_then(|said| said.recv_timeout(Duration::from_secs(1)).ok()));
    let shown = |said: Option<String>| shown(&said.unwrap_or_default());
    match status.map_err(|error| failed(Ended::System(error)))? {
        None => Err(failed(Ended::Slow(trial.seconds.get()))),
        Some(status) if status.success() => Ok(shown(out)),
        Some(status) => Err(failed(ended(status, shown(error)))),
    }
}

fn start(trial: &Trial<'_>) -> io::Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["model", "try", "--device", trial.device.name()]);
    command.args(["--seconds", &trial.seconds.to_string()]);
    if let Some(library) = trial.onnxruntime {
        command.arg("--onnxruntime").arg(library);
    }
    // Threads reserve address space, which is bounded; one of them tells as much as many.
    command.arg("--").arg(trial.folder).env("RAYON_NUM_THREADS", "1").env_remove("RUST_BACKTRACE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// Reads a pipe to its end, so that its writer never waits, and keeps the first of it.
fn listen(pipe: Option<impl Read + Send + 'static>) -> Option<std::sync::mpsc::Receiver<String>> {
    let mut pipe = pipe?;
    let (send, receive) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.by_ref().take(SAID).read_to_end(&mut bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
        let _ = send.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    Some(receive)
}

/// How the process ended; nothing where it had to be killed.
fn wait(child: &mut Child, seconds: u64) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= Duration::from_secs(seconds) {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

fn ended(status: ExitStatus, said: String) -> Ended {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return Ended::Signal(signal, said);
    }
    Ended::Code(status.code(), said)
}

/// What a process said, on one line, without what a terminal would obey.
fn shown(said: &str) -> String {
    let said = said.trim().strip_prefix("error: ").unwrap_or(said.trim());
    // How to see more of a panic, and what is seen then, is for who builds the program.
    let told = said.lines().map(str::trim).take_while(|line| !line.starts_with("note: run with"));
    let lines: Vec<&str> = told.filter(|line| !line.is_empty()).collect();
    let mut shown = String::new();
    for c in lines.join("; ").chars().take(SHOWN) {
        // Marks of direction and of no width too.
        if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() {
            shown.push(c);
        } else {
            shown.extend(c.escape_unicode());
        }
    }
    shown
}
