//! The report that a detection in this process would write.

use hydrascope::finding::Findings;

use crate::report::{Report, Verdict};

impl Report {
    /// What [`Report::read`] gives of these findings once they are written.
    pub fn of(findings: &Findings) -> Self {
        let accounts = findings.accounts.iter().map(|found| {
            let verdict = Verdict {
                score: found.score,
                flagged: found.flagged,
                group: found.campaign.clone(),
                alerted_at: None,
            };
            (found.account.clone(), verdict)
        });
        Self {
            accounts: accounts.collect(),
            templates: Some(
                findings.placements.iter().map(|p| (p.id.to_owned(), p.template.to_owned())).collect(),
            ),
            tells_alerts: false,
        }
    }
}
