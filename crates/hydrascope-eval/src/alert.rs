//! How much a campaign took before anybody was told.

use crate::campaigns::named;
use crate::error::EvalError;
use crate::labels::Week;
use crate::report::Report;

/// The share of campaigns' requests that were sent before their account was flagged, or whose account never was. None
/// where the report does not say when, the traffic is not there, or no request serves a campaign.
pub(crate) fn extracted_before_alert(week: &Week, report: &Report) -> Result<Option<f64>, EvalError> {
    let Some(sent) = week.sent.as_ref().filter(|_| report.tells_alerts) else { return Ok(None) };
    let (mut before, mut total) = (0_usize, 0_usize);
    for label in week.requests.iter().filter(|label| named(label.campaign.as_ref()).is_some()) {
        let request = sent.get(&label.id).ok_or_else(|| EvalError::NotSent { id: label.id.clone() })?;
        let alert = report.accounts.get(&request.account).and_then(|verdict| verdict.alerted_at);
        total += 1;
        before += usize::from(alert.is_none_or(|alert| request.at < alert));
    }
    Ok((total > 0).then(|| before as f64 / total as f64))
}
