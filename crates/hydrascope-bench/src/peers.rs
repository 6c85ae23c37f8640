//! Runs the peers, which a Python script does, on the data that was measured.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::error::BenchError;
use crate::valid::ValidPlan;

/// How the peers are run.
#[derive(Clone, Debug)]
pub struct Peers {
    /// The script, `scripts/peers/run.py`.
    pub script: PathBuf,
    /// A Python that has the peers' packages; without one, the script makes an environment once.
    pub python: Option<PathBuf>,
    /// Folder that the data is written into; it holds prompts.
    pub folder: PathBuf,
    /// Whether the pipeline's encoder is the embedded model, which some peers run as well; with another one they are left
    /// out.
    pub embedded_model: bool,
    /// Folder of a MiniLM, unquantised, for the encoders among the peers.
    pub minilm: Option<PathBuf>,
    /// Folder of a quantised one, for those that can run it.
    pub minilm_int8: Option<PathBuf>,
}

/// What a peer reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The work: the name of the stage that does the same, or `graph-bytes`.
    pub work: String,
    /// The peer.
    pub peer: String,
    /// Its version.
    pub version: String,
    /// Threads.
    pub threads: usize,
    /// The figure.
    pub value: f64,
    /// What it counts, such as `pairs/s`.
    pub unit: String,
    /// Share of the true nearest that it found, 0 to 1.
    #[serde(default)]
    pub recall: Option<f64>,
    /// What it was set to, or how it was measured.
    #[serde(default)]
    pub note: Option<String>,
}

/// A peer or subject that could not be measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
}

#[derive(Deserialize)]
struct Answer {
    figures: Vec<Figure>,
    missing: Vec<Missing>,
}

/// The subjects whose peers run the embedded model.
const ON_EMBEDDED_MODEL: [&str; 2] = ["embed", "cluster"];

impl Peers {
    /// Runs the script for one subject and reads its figures; what it tells on standard error goes on to ours.
    pub(crate) fn run(
        &self,
        plan: &ValidPlan,
        subject: &str,
    ) -> Result<(Vec<Figure>, Vec<Missing>), BenchError> {
        if !self.embedded_model && ON_EMBEDDED_MODEL.contains(&subject) {
            let reason = "its peers run the embedded model; measure without --model".to_owned();
            return Ok((Vec::new(), vec![Missing { name: subject.to_owned(), reason }]));
        }
        let mut command = Command::new(self.python.clone().unwrap_or_else(|| "python3".into()));
        command.arg(&self.script).arg(&self.folder).args(["--runs", &plan.runs.to_string()]);
        for threads in &plan.threads {
            command.args(["--threads", &threads.to_string()]);
        }
        command.args(["--only", subject]);
        let paths =
            [("--python", &self.python), ("--minilm", &self.minilm), ("--minilm-int8", &self.minilm_int8)];
        for (option, path) in paths {
            if let Some(path) = path {
                command.arg(option).arg(path);
            }
        }
        let failed = |reason: String| BenchError::Peers {
            script: self.script.clone(),
            reason,
            command: shown(&command),
        };
        let output = Command::new(command.get_program())
            .args(command.get_args())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| failed(format!("it could not be started ({e}); install Python 3.11 or newer")))?;
        if !output.status.success() {
            return Err(failed(format!("it ended with {}", output.status)));
        }
        let answer: Result<Answer, _> = serde_json::from_slice(&output.stdout);
        let answer = answer.map_err(|e| failed(format!("its output is not what was agreed on ({e})")))?;
        Ok((answer.figures, answer.missing))
    }
}

/// The subjects that do what the plan's stages do, each once.
pub(crate) fn subjects(plan: &ValidPlan) -> Vec<&'static str> {
    let mut subjects = Vec::new();
    for subject in plan.stages().iter().filter_map(|stage| stage.peers) {
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    subjects
}

/// A command as a person would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
