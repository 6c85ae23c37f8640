//! How sure a report is, and what it lacks to be surer, in words.

use super::number::{counted, decimal, probability};
use super::record::Record;
use crate::finding::{CampaignFinding, Findings};

const SIMULATED: &str =
    "That rests on how ordinary groups look in simulated weeks without a campaign; your traffic may differ.";
const WITH_BASELINE: &str =
    "That rests on how ordinary groups look in simulated weeks without a campaign, and in your baseline.";
const A_PERSON: &str =
    "A person decides: a flag says that accounts look dealt one list of work, not who deals it, or why.";
const NO_BASELINE: &str = "No baseline: your own ordinary traffic is not known, and no application is.";
const DRIFTED: &str = "The log's groups no longer look like the baseline's.";
const WEIGHED: &str =
    "The baseline was weighed with another model or other signals, so that its groups do not compare.";
const NO_MODEL: &str =
    "Nothing was embedded: wordings are linked by words alone, and what campaigns ask for is not known.";
const NO_ATTRIBUTE: &str =
    "No attribute of senders (network, means of payment, organisation) is known for any campaign.";
const NONE_BESIDE: &str = "The log has no ordinary group of a size to hold campaigns against.";
const NO_TEXT: &str = "What accounts filled into slots is text of prompts, and is not part of this report.";

/// How sure the campaigns of a run are.
pub(super) fn sure(findings: &Findings, record: Record<'_>) -> Vec<String> {
    let rate = record.rate().map(|rate| {
        let of = decimal(100.0 * rate, 1);
        format!(
            "Of the campaigns called, at most {} in 100 are expected to be ordinary groups: the stated rate of false discoveries.",
            of.trim_end_matches(".0")
        )
    });
    let rates = findings.campaigns.iter().map(|campaign| campaign.false_discovery_rate);
    let worst = rates.max_by(f64::total_cmp).map(|worst| {
        format!("The one called least readily here would be called at a rate of {}.", probability(worst))
    });
    let ground = if record.0["baseline"].is_null() { SIMULATED } else { WITH_BASELINE };
    rate.into_iter().chain(worst).chain([ground.to_owned(), A_PERSON.to_owned()]).collect()
}

/// What a report lacks.
pub(super) fn missing(findings: &Findings, record: Record<'_>, has_text: bool) -> Vec<String> {
    let campaigns = || findings.campaigns.iter().chain(&findings.operators);
    let any = campaigns().next().is_some();
    let none = |has: fn(&CampaignFinding) -> bool| any && !campaigns().any(has);
    let says = |path: &str, wanted: bool| record.0.pointer(path).is_some_and(|value| *value == wanted);
    let facts = [
        (record.0["baseline"].is_null(), NO_BASELINE),
        (says("/baseline/drift/alarm", true), DRIFTED),
        (says("/baseline/is_weighed_alike", false), WEIGHED),
        (record.0["model"].is_null(), NO_MODEL),
        (none(|campaign| !campaign.attributes.is_empty()), NO_ATTRIBUTE),
        (none(|campaign| campaign.beside.is_some()), NONE_BESIDE),
        (any && !has_text, NO_TEXT),
    ];
    let mut told: Vec<String> =
        facts.into_iter().filter(|(is_so, _)| *is_so).map(|(_, fact)| fact.to_owned()).collect();
    let without = record.without();
    if !without.is_empty() {
        told.push(format!("Left out by the settings: {}.", without.join(", ")));
    }
    let groups = findings.unjudged.len();
    if groups > 0 {
        let groups = counted(groups, "group", "groups");
        told.push(format!("{groups} of accounts that share templates could not be judged: hardly an account came back. A longer log may tell."));
    }
    told
}
