//! An account in words.

use std::fmt::Write;

use super::super::explanation::{AccountExplained, Fellow, Part, Reason, Score, TemplateUse};
use super::campaign::campaign;
use crate::answer::shown::{count, line, measured, more, name};
use crate::finding::Standing;

/// Templates of an account that are named.
const TEMPLATES: usize = 20;

pub(super) fn account(found: &AccountExplained) -> String {
    let AccountExplained { account, score, requests, templated, first_seen, last_seen, .. } = found;
    let mut text = format!("Account {}: {}, score {score:.3}.\n", name(account), standing(found));
    let _ = writeln!(
        text,
        "{} from {first_seen} to {last_seen}, {templated} of them in templates.",
        count(*requests, "request")
    );
    if let Some(hypothesis) = &found.hypothesis {
        let _ = writeln!(text, "Its group: {hypothesis}.");
    }
    text.extend(found.made_of.as_ref().map(made_of));
    if !found.reasons.is_empty() {
        text += "\nEvidence (weight in nats, error as standard error):\n";
        found.reasons.iter().for_each(|reason| text += &weighed(reason));
    }
    text += &clears(found);
    if !found.templates.is_empty() {
        text += "\nTemplates and repeated texts:\n";
        found.templates.iter().take(TEMPLATES).for_each(|used| text += &used_template(used));
        text += &more(found.templates.len(), TEMPLATES);
    }
    text.extend(found.part.as_ref().map(part));
    text.extend(found.campaign.as_ref().map(|of| format!("\n{}", campaign(of))));
    text
}

fn standing(found: &AccountExplained) -> String {
    let campaign = found.campaign.as_ref().map_or("", |campaign| &campaign.id);
    match found.verdict {
        Standing::Flagged => format!("flagged as a member of {campaign}"),
        Standing::Apart => format!("shown apart with {campaign}, nobody is accused"),
        Standing::Bystander => {
            "a bystander: it shares templates with a campaign, and what it did itself is no worker's"
                .to_owned()
        }
        Standing::Ordinary => "ordinary: its group is no campaign".to_owned(),
        Standing::Ungrouped => "ungrouped: it belongs to no group that could be judged".to_owned(),
    }
}

fn made_of(&Score { group, own, kept }: &Score) -> String {
    let lesser = if group <= own { "the first" } else { "the second" };
    let taken = match kept {
        kept if kept > 0.99 => String::new(),
        kept => format!(
            ", of which {:.0}% is kept: it has one operator with others, or a single request there",
            100.0 * kept
        ),
    };
    format!(
        "Score: the lesser of {group:.3} (its group is a campaign) and {own:.3} (it belongs there, not by chance): {lesser}{taken}.\n"
    )
}

fn weighed(Reason { name, value, error, weight, meaning, .. }: &Reason) -> String {
    format!("  {name:<12} {weight:>+8.2}  {}  {meaning}\n", measured(*value, *error))
}

/// What would clear an account.
fn clears(found: &AccountExplained) -> String {
    let mut text = String::new();
    if !matches!(found.verdict, Standing::Flagged | Standing::Apart) {
        return text;
    }
    for reason in found.reasons.iter().filter(|reason| reason.weight > 0.0) {
        if let Some(clears) = &reason.clears {
            let _ = writeln!(text, "  {}: {clears}", reason.name);
        }
    }
    if !text.is_empty() {
        text.insert_str(0, "\nWhat would clear it:\n");
    }
    text
}

fn used_template(TemplateUse { id, requests, campaigns, skeleton }: &TemplateUse) -> String {
    let of = if campaigns.is_empty() { String::new() } else { format!(" of {}", campaigns.join(", ")) };
    let said = skeleton.as_deref().map(|skeleton| format!("  {}", line(skeleton))).unwrap_or_default();
    format!("  {requests} in {id}{of}{said}\n")
}

fn part(Part { requests, first_seen, last_seen, hours, others, fellows }: &Part) -> String {
    let mut text = format!(
        "\nIn its campaign: {} in {}, from {first_seen} to {last_seen}, beside {}.\n",
        count(*requests, "request"),
        count(*hours, "hour"),
        count(*others, "other account")
    );
    if !fellows.is_empty() {
        text += "Members with most hours and templates in common:\n";
    }
    for Fellow { account, score, hours, first_hour, templates } in fellows {
        let first = first_hour.map(|hour| format!(", first {hour}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "  {} (score {score:.3}): {}{first}; templates {}",
            name(account),
            count(*hours, "hour"),
            if templates.is_empty() { "none".to_owned() } else { templates.join(", ") }
        );
    }
    text
}
