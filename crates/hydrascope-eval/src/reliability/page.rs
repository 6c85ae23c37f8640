//! The page.

use super::calls::Calls;
use super::{FamilyReliability, Realised, pooled};
use crate::markdown::{head, row};

/// Rates that the page shows; the plot has more.
const SHOWN: [f64; 3] = [0.05, 0.1, 0.2];

const WHAT: &str = "\
Campaigns are groups whose evidence lies where hardly any ordinary group's does (`--fdr`): a p-value is the share of a reference's
ordinary groups that look as dealt, and all of a run are cut by Benjamini and Hochberg's rule. **The null** is 'this group looks as one
drawn from the reference'. **It assumes** that ordinary groups of the log are like those of the reference, small with small and large
with large; that log-odds beyond the reference's highest fall as fast as the signals' densities say; and that groups of the same
accounts, of which several are judged, do not deceive together. **It breaks** on traffic whose ordinary applications look more dealt
than any of the reference's: learn one's own with `hydrascope calibrate`.

Here one family of weeks after the other is left out: the reference is made of the ordinary groups of the other families alone. A group
is false where less than half of its accounts are a campaign's. 'By the rate alone' is what the cut says; detection also calls nothing
that is less likely dealt than not, which is 'called'.";

const REPORTED: &str = "\
Groups of the same accounts are merged into one campaign. In the reports of all these weeks, by default settings (`--fdr 0.05`, the
shipped reference), there stand";

/// The page in Markdown. `command` is what made it; `plot` the file name of the plot.
pub fn reliability_page(command: &str, plot: &str, families: &[FamilyReliability]) -> String {
    let mut page = "# Whether stated rates are kept\n\n".to_owned();
    page += "One command made this page, with every number in it; change nothing by hand:\n\n";
    page += &format!("```sh\n{command}\n```\n\n{WHAT}\n\n");
    page += &head(&[
        "left out",
        "weeks",
        "reference",
        "stated",
        "by the rate alone: called, false",
        "share",
        "called, false",
        "share",
    ]);
    for family in families {
        rows(&mut page, &family.family, family.weeks, &family.reference.to_string(), &family.realised);
    }
    let weeks = families.iter().map(|f| f.weeks).sum();
    rows(&mut page, "**all**", weeks, "", &pooled(families));
    let mut reported = Calls::default();
    families.iter().for_each(|family| reported.add(family.reported));
    page += &format!(
        "\n{REPORTED} {} campaigns, {} of them false ({:.3}).\n",
        reported.all,
        reported.false_ones,
        reported.share()
    );
    page + &format!("\n![stated against realised share of false campaigns]({plot})\n")
}

fn rows(page: &mut String, name: &str, weeks: usize, reference: &str, realised: &[Realised]) {
    let calls =
        |calls: Calls| [format!("{}, {}", calls.all, calls.false_ones), format!("{:.3}", calls.share())];
    for at in realised.iter().filter(|at| SHOWN.contains(&at.rate)) {
        let ([by_rate, by_rate_share], [called, share]) = (calls(at.by_rate), calls(at.called));
        let (weeks, rate) = (weeks.to_string(), at.rate.to_string());
        *page += &row(&[name, &weeks, reference, &rate, &by_rate, &by_rate_share, &called, &share]);
    }
}
