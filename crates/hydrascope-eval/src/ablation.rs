//! What the parts are worth: scores of detection with one of them left out.

use hydrascope::embed::Embedder;
use hydrascope::judge::signals;
use serde_json::{Value, json};

use crate::detection::{DetectionError, LabelledLog, findings};
use crate::report::Report;
use crate::score::{Score, score};

/// A detection with something left out, or exchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct AblationRun {
    /// What is special about it.
    pub name: String,
    /// How it did.
    pub score: Score,
}

/// The runs on a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Ablation {
    /// Default settings and the given model.
    pub default: Score,
    /// Without the embedding, with another model where one was given, then without each signal.
    pub runs: Vec<AblationRun>,
}

impl Ablation {
    /// Detects with default settings, without the embedding, with another model where there is one, and without each signal
    /// in turn.
    ///
    /// # Errors
    /// Where detection fails, or the log has accounts that the labels do not know.
    pub fn of(
        log: &LabelledLog,
        embedder: &Embedder,
        other: Option<&Embedder>,
    ) -> Result<Self, DetectionError> {
        let scored = |without: &[&str], embedder: Option<&Embedder>| -> Result<Score, DetectionError> {
            let report = Report::of(&findings(&log.requests, without, embedder)?);
            Ok(score(&log.week, &report)?)
        };
        let default = scored(&[], Some(embedder))?;
        let mut runs = vec![AblationRun { name: "no embedding".to_owned(), score: scored(&[], None)? }];
        if let Some(other) = other {
            let name = format!("model {}", other.model().name());
            runs.push(AblationRun { name, score: scored(&[], Some(other))? });
        }
        for signal in signals() {
            let name = format!("without {signal}");
            runs.push(AblationRun { name, score: scored(&[signal], Some(embedder))? });
        }
        Ok(Self { default, runs })
    }

    /// Every run's name and score, the default first.
    pub fn named(&self) -> impl Iterator<Item = (&str, &Score)> {
        let others = self.runs.iter().map(|run| (&*run.name, &run.score));
        std::iter::once(("default", &self.default)).chain(others)
    }

    /// The runs as a JSON list: `run`, its name; `innocents_flagged`; and `score`, as in [`Score::to_json`].
    pub fn to_json(&self) -> Value {
        let run = |(name, score): (&str, &Score)| json!({ "run": name, "innocents_flagged": score.innocents_flagged(), "score": score.to_json() });
        self.named().map(run).collect()
    }
}
