//! The page.

use super::week::sections;
use crate::ablation::Ablation;
use crate::attack::{AttackOutcome, attack_head, attack_row};
use crate::list::figure;
use crate::markdown::{head, row};
use crate::peers::{PeerTable, section};

/// What is known of a week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekQuality {
    /// Its name.
    pub name: String,
    /// How detection does, as it is and with parts left out.
    pub ablation: Ablation,
    /// How public tools do, where they were run.
    pub peers: Option<PeerTable>,
}

/// What attacks did to a week.
#[derive(Clone, Debug, PartialEq)]
pub struct AttackedQuality {
    /// Its name.
    pub week: String,
    /// What each attack did.
    pub outcomes: Vec<AttackOutcome>,
}

const WHAT: &str = "\
Detection ran with default settings; what the labels call a campaign is to be found, everybody else is innocent. AP is average
precision of the accounts' scores, recall at 1e-3 the share of campaigns' accounts above all but one in a thousand innocent ones. A
campaign is found where half of its accounts or more lie in one group, and four fifths or more of that group's flagged accounts are
its own. Which null groups are called against, what it assumes and when it breaks stands in [reliability.md](reliability.md).";

const ATTACKED: &str = "\
Each attack is laid beside the week, in order of time, and detection runs on both. Workers are the accounts that serve an attack,
decoys whatever other accounts it adds, bots among them. Accounts that openly have one operator are shown as such and not flagged.
An innocent account is newly flagged where it is flagged with the attack and not without it.";

/// The page in Markdown. `command` is what made it, without the program's name.
pub fn quality_page(command: &str, weeks: &[WeekQuality], attacked: Option<&AttackedQuality>) -> String {
    let mut page = "# How well it detects\n\n".to_owned();
    page += "One command made this page, with every number in it; change nothing by hand:\n\n";
    page += &format!(
        "```sh\ncargo run --release -p hydrascope-eval -- {command}\n```\n\n{WHAT}\n\n## Scores\n\n"
    );
    page += &scores(weeks);
    weeks.iter().for_each(|week| page += &sections(&week.name, &week.ablation));
    page += &section(weeks.iter().filter_map(|week| Some((&*week.name, week.peers.as_ref()?))));
    if let Some(AttackedQuality { week, outcomes }) = attacked {
        page += &format!("\n## Attacks on week {week}\n\n{ATTACKED}\n\n{}", attack_head());
        outcomes.iter().for_each(|outcome| page += &attack_row(outcome));
    }
    page
}

/// A row a figure, a column a week; what no week has is left out.
fn scores(weeks: &[WeekQuality]) -> String {
    let named = |name: &str, cells: Vec<String>| [vec![name.to_owned()], cells].concat();
    let mut text = head(&named("", weeks.iter().map(|week| format!("week {}", week.name)).collect()));
    let figures: Vec<_> = weeks.iter().map(|week| week.ablation.default.figures()).collect();
    let names = figures.first().into_iter().flatten().map(|(name, _)| *name);
    for (at, name) in
        names.enumerate().filter(|(at, _)| figures.iter().any(|of_week| of_week[*at].1.is_some()))
    {
        text += &row(&named(name, figures.iter().map(|of_week| figure(name, of_week[at].1)).collect()));
    }
    text
}
