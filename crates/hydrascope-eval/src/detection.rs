//! Detection in this process, on a labelled week that is read once.

use std::path::{Path, PathBuf};

use hydrascope::detector::{DetectError, Detection, Detector, Watch};
use hydrascope::embed::Embedder;
use hydrascope::finding::Findings;
use hydrascope::input::{FieldMap, FieldMapError, Input, InputError, Preset, ReadSettings, read};
use hydrascope::params::{Params, ParamsError};
use hydrascope::request::Request;
use hydrascope::summary::SummaryError;

use crate::error::EvalError;
use crate::labels::Week;
use crate::lines::find;
use crate::report::Report;
use crate::score::{Score, score};

/// What stops a detection, or its scoring.
#[derive(Debug, thiserror::Error)]
pub enum DetectionError {
    /// Labels that cannot be used.
    #[error(transparent)]
    Eval(#[from] EvalError),
    /// A log that cannot be read whole.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A field that cannot be mapped.
    #[error(transparent)]
    Field(#[from] FieldMapError),
    /// A setting that makes no sense.
    #[error(transparent)]
    Params(#[from] ParamsError),
    /// Detection itself.
    #[error(transparent)]
    Detect(#[from] DetectError),
    /// The log cannot be summarised.
    #[error(transparent)]
    Summary(#[from] SummaryError),
}

/// A labelled week with its log.
#[derive(Debug)]
pub struct LabelledLog {
    pub(crate) week: Week,
    /// Where the log lies.
    file: PathBuf,
    /// In order of time.
    pub(crate) requests: Vec<Request>,
}

/// How labelled logs are read: plain fields, and no line may be set aside, since each has its label.
pub(crate) fn settings() -> ReadSettings {
    ReadSettings { strict: true, ..ReadSettings::new(FieldMap::preset(Preset::Plain)) }
}

impl LabelledLog {
    /// Reads the labels of a folder and its `traffic.jsonl`, each plain or with `.gz` or `.zst`.
    ///
    /// # Errors
    /// Those of [`Week::read`]; where there is no log, or a line of it is no request.
    pub fn read(folder: &Path) -> Result<Self, DetectionError> {
        let week = Week::read(folder, &[])?;
        let name = "traffic.jsonl";
        let file = find(folder, name).ok_or_else(|| EvalError::Missing { path: folder.join(name) })?;
        let (requests, _) = read(&[Input::File(file.clone())], &settings(), &mut |_| ())?;
        Ok(Self { week, file, requests })
    }

    /// The labels.
    pub fn week(&self) -> &Week {
        &self.week
    }

    /// The log, in order of time.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    /// The log read once more, with fields that detection does not look at as attributes of their names, where it has them.
    ///
    /// # Errors
    /// Where the log has changed and a line of it is no request.
    pub(crate) fn requests_with(&self, fields: &[&str]) -> Result<Vec<Request>, DetectionError> {
        let mut settings = settings();
        for field in fields {
            settings.fields.set_attribute(field, field)?;
        }
        Ok(read(&[Input::File(self.file.clone())], &settings, &mut |_| ())?.0)
    }

    /// The score of a detection on it with default settings.
    ///
    /// # Errors
    /// Where detection fails, or the log has accounts that the labels do not know.
    pub fn score(&self, embedder: &Embedder) -> Result<Score, DetectionError> {
        Ok(score(&self.week, &Report::of(&findings(&self.requests, &[], Some(embedder))?))?)
    }
}

/// What detection with default settings finds, but for the signals left out.
pub(crate) fn findings(
    requests: &[Request],
    without: &[&str],
    embedder: Option<&Embedder>,
) -> Result<Findings, DetectionError> {
    Ok(detection(requests, without, embedder)?.findings)
}

/// Detects with default settings but for the signals left out.
pub(crate) fn detection(
    requests: &[Request],
    without: &[&str],
    embedder: Option<&Embedder>,
) -> Result<Detection, DetectionError> {
    let without = without.iter().map(|&signal| signal.to_owned()).collect();
    let params = Params::builder().without(without).build()?;
    let detector = Detector::builder().params(params).embedder(embedder.cloned()).build()?;
    let log = detector.log(requests)?;
    Ok(detector.detect_watched(&log, &mut Watch::default())?)
}
