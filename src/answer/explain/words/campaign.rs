//! A campaign in words.

use std::fmt::Write;

use super::super::explanation::CampaignExplained;
use super::super::waterfall::{Clears, Rival, Step, Waterfall};
use crate::answer::shown::{count, line, measured, more, name};

/// Accounts of a campaign that are named.
const NAMED: usize = 10;

pub(super) fn campaign(found: &CampaignExplained) -> String {
    let CampaignExplained { id, hypothesis, strength, false_discovery_rate, waterfall, .. } = found;
    let mut text = format!(
        "Campaign {id}: {hypothesis}.\nStrength {strength:.3}; called at a rate of false campaigns of {false_discovery_rate:.2e} or more.\n"
    );
    let _ = writeln!(
        text,
        "{}, {}, {}, from {} to {}; languages {}.",
        count(found.accounts.len(), "account"),
        count(found.requests, "request"),
        count(found.templates.len(), "template"),
        found.first_seen,
        found.last_seen,
        if found.languages.is_empty() { "unclear".to_owned() } else { found.languages.join(", ") }
    );
    if let Some(operator) = &found.operator {
        let _ = writeln!(
            text,
            "All its accounts openly have one operator, by {}: nobody is accused.",
            name(operator)
        );
    }
    text += &waterfall_words(waterfall);
    if (waterfall.probability - strength).abs() > 0.005 {
        text +=
            "Strength differs from that: it also has how much the group looks like simulated campaigns.\n";
    }
    text.extend(found.second.as_ref().map(|rival| rival_words("Second", rival)));
    if found.innocent != found.second {
        text.extend(
            found.innocent.as_ref().map(|rival| rival_words("The best in which nobody deals", rival)),
        );
    }
    if found.clearing.needed > 0.0 {
        let _ = writeln!(text, "\nWhat would clear it: {:.2} nats less, by", found.clearing.needed);
        for Clears { axis, clears } in &found.clearing.axes {
            let _ = writeln!(text, "  {axis}: {clears}");
        }
    }
    text += "\nTemplates:\n";
    for template in &found.templates {
        let (id, requests, actors) = (&template.id, template.requests, template.actors);
        let _ =
            writeln!(text, "  {id}: {requests} requests of {actors} accounts  {}", line(&template.skeleton));
    }
    let named: Vec<String> = found.accounts.iter().take(NAMED).map(|account| name(account)).collect();
    let _ = writeln!(text, "Accounts, the highest score first: {}", named.join(", "));
    text += &more(found.accounts.len(), NAMED);
    let beside = |group: &String| format!("An ordinary group of about its size: {group}.\n");
    text.extend(found.beside.as_ref().map(beside));
    text
}

fn waterfall_words(waterfall: &Waterfall) -> String {
    let mut text = format!(
        "\nFrom the prior to the log-odds (nats; what each axis adds, where that leads, the number with its error):\n  {:<16} {:>8} {:>8.2}  {:>6.1}%\n",
        "before",
        "",
        waterfall.prior,
        100.0 * waterfall.prior_probability
    );
    for Step { axis, value, error, adds, log_odds, probability, meaning, .. } in &waterfall.steps {
        let _ = writeln!(
            text,
            "  {axis:<16} {adds:>+8.2} {log_odds:>8.2}  {:>6.1}%  {}  {meaning}",
            100.0 * probability,
            measured(*value, *error)
        );
    }
    for (axis, why) in &waterfall.silent {
        let _ = writeln!(text, "  {axis:<16} {:>8} silent: {why}", "");
    }
    text
}

fn rival_words(place: &str, Rival { meaning, behind, times, .. }: &Rival) -> String {
    let times =
        if *times < 1e6 { format!("{times:.0} times") } else { "more than a million times".to_owned() };
    format!("{place}: {meaning}, {behind:.2} nats behind (the best is {times} as likely).\n")
}
