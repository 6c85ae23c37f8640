//! The call into detection: the only place of the command line that knows how the library detects.

use std::collections::BTreeSet;

use hydrascope::finding::{AccountFinding, Findings};
use hydrascope::report::Stage;
use hydrascope::request::Request;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::options::DetectOptions;
use crate::progress::Progress;

/// What detection gives, and what `run.json` says of it.
pub(crate) struct Detection {
    pub(crate) findings: Findings,
    pub(crate) stages: Vec<Stage>,
    pub(crate) settings: Value,
    pub(crate) model: Option<Value>,
    pub(crate) runtime: Option<Value>,
}

/// STAND-IN, to be replaced by `hydrascope::batch::detect` when the branches are joined: it lists the
/// accounts of the requests and finds nothing.
pub(crate) fn detect(
    requests: Vec<Request>,
    options: &DetectOptions,
    progress: &Progress,
) -> Result<Detection, Failure> {
    progress.stage("detecting", None);
    let accounts: BTreeSet<_> = requests.into_iter().map(|request| request.account.into_string()).collect();
    let unflagged = |account| AccountFinding {
        account,
        score: 0.0,
        flagged: false,
        campaign: None,
        evidence: Default::default(),
    };
    Ok(Detection {
        findings: Findings { accounts: accounts.into_iter().map(unflagged).collect(), ..Findings::default() },
        stages: Vec::new(),
        settings: json!({ "seed": options.seed }),
        model: None,
        runtime: None,
    })
}
