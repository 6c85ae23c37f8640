//! The page.

use super::adaptive::AdaptiveAttack;
use super::adaptive_table::{adaptive_head, adaptive_row};
use super::dose::DoseRow;
use super::dose_table::{dose_head, dose_row};

const WHAT: &str = "\
Each trial is a week of its own, simulated with one campaign among ordinary accounts, the usual look-alikes and nothing else, in which
detection ran with default settings. A campaign has 60 accounts with 12 items each, dealt evenly and around the clock, where the row
does not say otherwise; what stands in brackets is its kind, and the load and hours of such a row are its kind's. `hydrascope simulate
--tactic` makes the same habits (its `--help` says what each does).

Workers flagged is the mean over seeds of the share of the campaign's accounts that was flagged, beside the least and the most of any
seed. Its interval is Wilson's score interval for a proportion with the number of seeds as its sample: accounts of one week are flagged or
missed together, so that only weeks count, which are taken to be independent; a share varies at most as much as all or none does, so
that the interval is rather too wide. Decoys belong to the attacker and extract nothing: they are labelled as decoys, and count neither
as workers nor as innocents. Framing bots are decoys that each send all prompts of one innocent account twice, with other endings. An
innocent account is newly flagged where it is flagged with the campaign and not in the same week without one.";

const ADAPTIVE: &str = "\
An attacker wants 10,000 answers within the week. It sees which of its accounts are flagged, and while a tenth of them are or more, it
makes the next move of a list, the cheapest first, and keeps it: unequal loads, own hours, sessions and topics cost nothing but
patience; wordings made anew cost another model's work for each request; cover multiplies the requests that are paid for. By a limit of
1,000 requests an account a day alone the same answers take 2 accounts and five days, without any 1 account and as long as it takes
to ask; each attacker below spreads them over the week's seven days. Groups of fewer than five accounts are none to detection, whatever they do: an attacker with four heavy accounts is left to limits by account, and to whoever looks at heavy ones.";

/// The page in Markdown. `command` is what made it.
pub fn attack_page(command: &str, doses: &[DoseRow], attacks: &[AdaptiveAttack]) -> String {
    let mut page = "# What it costs to hide\n\n".to_owned();
    page += "One command made this page, with every number in it; change nothing by hand:\n\n";
    page += &format!("```sh\n{command}\n```\n\n{WHAT}\n\n{}", dose_head());
    doses.iter().for_each(|dose| page += &dose_row(dose));
    page += &format!("\n## An attacker that adapts\n\n{ADAPTIVE}\n\n{}", adaptive_head());
    attacks.iter().for_each(|attack| page += &adaptive_row(attack));
    page
}
