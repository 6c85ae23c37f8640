//! The page.

use super::adaptive::AdaptiveAttack;
use super::dose::DoseRow;
use crate::markdown::{head, row};

const WHAT: &str = "\
Each trial is a week of its own, simulated with one campaign among ordinary accounts, the usual look-alikes and nothing else, in which
detection ran with default settings. Shares are means over seeds, with the least and the most. A campaign has 60 accounts with 12 items
each, dealt evenly and around the clock, where the row does not say otherwise.";

const ADAPTIVE: &str = "\
An attacker wants 10,000 answers within the week. It sees which of its accounts are flagged, and while a tenth of them are or more, it
makes the next move of a list, the cheapest first, and keeps it: unequal loads, own hours, sessions and topics cost nothing but
patience; wordings made anew cost another model's work for each request; cover multiplies the requests that are paid for. By a limit of
1,000 requests an account a day alone the same answers take 2 accounts, without any 1. Groups of fewer than five accounts are none to
detection, whatever they do: an attacker with four heavy accounts is left to limits by account, and to whoever looks at heavy ones.";

/// The page in Markdown. `command` is what made it.
pub fn red_team_page(command: &str, doses: &[DoseRow], attacks: &[AdaptiveAttack]) -> String {
    let mut page = "# What it costs to hide\n\n".to_owned();
    page += "One command made this page, with every number in it; change nothing by hand:\n\n";
    page += &format!("```sh\n{command}\n```\n\n{WHAT}\n\n");
    page += &head(&["habit", "dose", "accounts flagged", "least to most", "innocents flagged, all seeds"]);
    for dose in doses {
        let shares: Vec<f64> = dose.outcomes.iter().map(|outcome| outcome.share()).collect();
        let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        let (least, most) = shares.iter().fold((1.0f64, 0.0f64), |(l, m), &s| (l.min(s), m.max(s)));
        let innocents: usize = dose.outcomes.iter().map(|outcome| outcome.innocents_flagged).sum();
        let spread = format!("{least:.2} to {most:.2}");
        page += &row(&[dose.habit, &dose.dose, &format!("{mean:.2}"), &spread, &innocents.to_string()]);
    }
    page += &format!("\n## An attacker that adapts\n\n{ADAPTIVE}\n\n");
    page += &head(&["accounts", "moves made", "flagged after each", "hidden", "answers", "requests"]);
    for attack in attacks {
        let moves: Vec<&str> = attack.moves().iter().skip(1).map(|change| change.meaning()).collect();
        let flagged: Vec<String> = attack.flagged.iter().map(|share| format!("{share:.2}")).collect();
        let hidden = if attack.hidden { "yes" } else { "no" };
        page += &row(&[
            attack.accounts.to_string(),
            if moves.is_empty() { "none".to_owned() } else { moves.join(", ") },
            flagged.join(", "),
            hidden.to_owned(),
            format!("{:.0}", attack.answers),
            format!("{:.0}", attack.requests),
        ]);
    }
    page
}
