//! Inputs that are a poor ground for an answer: told loudly, and by the exit code.

use hydrascope::input::{Doubt, ReadReport, Reason, SetAside, Tally, doubts};

use crate::failure::{Failure, Outcome, message};

/// No record of the inputs is a request.
#[derive(Debug, thiserror::Error)]
#[error(
    "no request in the input: expected JSON, CSV or Parquet with time, account and prompt, got {}; \
     name the fields with --preset or --field", got(.0)
)]
pub(crate) struct NothingAccepted(pub(crate) ReadReport);

/// Hardly any record of the inputs is a request.
#[derive(Debug, thiserror::Error)]
#[error(
    "{} of {} records set aside: expected requests with time, account and prompt, got {}; name the fields with --preset or --field",
    .0.set_aside_total(), .0.read, got(.0)
)]
struct MostlySetAside(ReadReport);

/// The most frequent fault; what is wrong says more than what stands beside requests.
fn got(report: &ReadReport) -> String {
    let weight = |(reason, aside): &(&Reason, &SetAside)| (**reason != Reason::NotARequest, aside.count);
    let most = report.set_aside.iter().max_by_key(weight);
    match most.and_then(|(_, aside)| aside.first.first()) {
        Some(place) => format!("{} records, such as {place}", report.read),
        None => "no record".to_owned(),
    }
}

/// Refuses what holds no answer.
pub(crate) fn refuse(report: &ReadReport) -> Result<(), Failure> {
    if report.accepted == 0 {
        Err(NothingAccepted(report.clone()).into())
    } else if report.is_mostly_set_aside() {
        Err(MostlySetAside(report.clone()).into())
    } else {
        Ok(())
    }
}

/// What is doubtful about an input, and whether that may be so.
#[derive(Debug)]
pub(crate) struct Poor {
    pub(crate) doubts: Vec<Doubt>,
    allowed: bool,
}

impl Poor {
    pub(crate) fn of(report: &ReadReport, tally: &Tally, allowed: bool) -> Self {
        Self::new(doubts(report, tally), allowed)
    }

    pub(crate) fn new(doubts: Vec<Doubt>, allowed: bool) -> Self {
        Self { doubts, allowed }
    }

    fn is_grave(&self) -> bool {
        !self.allowed && self.doubts.iter().any(|doubt| doubt.is_grave)
    }

    /// Tells of it: of what is grave even where nothing else is told.
    pub(crate) fn tell(&self, quiet: bool) {
        for doubt in &self.doubts {
            if doubt.is_grave && !self.allowed {
                message(&format!("WARNING: poor input: {doubt}; an answer from it says little"));
            } else if !quiet {
                let poor = if doubt.is_grave { "poor input: " } else { "" };
                message(&format!("note: {poor}{doubt}"));
            }
        }
    }

    /// How a command ends that would end so on a good input.
    pub(crate) fn outcome(&self, outcome: Outcome) -> Outcome {
        if self.is_grave() { Outcome::PoorInput } else { outcome }
    }
}
