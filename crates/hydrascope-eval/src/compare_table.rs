//! Two reports for a person.

use std::fmt::Write;

use crate::compare::{Agreement, Comparison, TEMPLATE_MOVED};
use crate::labelled::LabelledTemplate;
use crate::list::{List, figure};
use crate::score::is_count;
use crate::share::{share_cells, share_head};
use crate::table::{campaign_cells, campaign_head};

/// The comparison as text: each single figure of both and what changed, then the accounts, campaigns and templates that
/// changed. Of templates, so many `rows` are shown, most changed first.
pub fn comparison_table(comparison: &Comparison, rows: usize) -> String {
    let mut text = format!("{:28} {:>10} {:>10} {:>11}\n", "", "BASELINE", "REPORT", "DIFFERENCE");
    for ((name, before), (_, after)) in
        comparison.baseline.figures().into_iter().zip(comparison.report.figures())
    {
        let digits = if is_count(name) { 0 } else { 4 };
        let difference = before.zip(after).map(|(before, after)| format!("{:+.digits$}", after - before));
        let difference = difference.unwrap_or_else(|| "-".to_owned());
        let (before, after) = (figure(name, before), figure(name, after));
        let _ = writeln!(text, "{name:28} {before:>10} {after:>10} {difference:>11}");
    }
    comparison.agreement.iter().for_each(|both| text += &agreement(both));
    text += &accounts(comparison).text_or(usize::MAX, "no account's verdict changed");
    text += &campaigns(comparison).text_or(usize::MAX, "no campaign was found or lost");
    let unmoved = format!("no labelled template's F1 moved by {TEMPLATE_MOVED}");
    text + &templates(comparison).text_or(rows, &unmoved)
}

fn agreement(both: &Agreement) -> String {
    let either = both.shared + both.only_baseline + both.only_report;
    let rows = [
        ("requests that both place", both.shared, both.on_shared),
        ("requests that either places", either, both.on_all),
    ];
    let rows = rows.into_iter().map(|(name, requests, b_cubed)| {
        let cells =
            b_cubed.map_or_else(|| format!("{requests:>9}"), |b_cubed| share_cells(requests, &b_cubed));
        (name.to_owned(), cells)
    });
    let text = List::new("TEMPLATES OF BOTH", &share_head(), rows).text(usize::MAX);
    let Agreement { only_baseline, only_report, .. } = both;
    text + &format!("only the baseline places {only_baseline}, only the report {only_report}\n")
}

fn accounts(comparison: &Comparison) -> List {
    let rows = comparison.accounts_by_role().into_iter();
    let rows =
        rows.map(|(role, (newly, no_longer))| (role.to_owned(), format!("{newly:>13} {no_longer:>17}")));
    List::new("ACCOUNTS BY ROLE", &format!("{:>13} {:>17}", "NEWLY FLAGGED", "NO LONGER FLAGGED"), rows)
}

fn campaigns(comparison: &Comparison) -> List {
    let rows = comparison.campaigns.iter().flat_map(|(before, after)| {
        [(before, "baseline"), (after, "report")].map(|(campaign, which)| {
            (campaign.name.clone(), format!("{}  {which}", campaign_cells(campaign)))
        })
    });
    List::new("CAMPAIGN", &format!("{}  IN", campaign_head()), rows)
}

fn templates(comparison: &Comparison) -> List {
    let change =
        |(before, after): &(LabelledTemplate, LabelledTemplate)| after.b_cubed.f1() - before.b_cubed.f1();
    let weight = |pair: &(LabelledTemplate, LabelledTemplate)| change(pair).abs() * pair.1.requests as f64;
    let mut moved: Vec<_> = comparison.templates.iter().collect();
    moved.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let rows = moved.into_iter().map(|pair| {
        let (before, after) = pair;
        let (was, is, change) = (before.b_cubed.f1(), after.b_cubed.f1(), change(pair));
        let pieces = format!("{} -> {}", before.pieces, after.pieces);
        (
            after.name.clone(),
            format!("{:>9} {was:>9.4} {is:>9.4} {change:>+11.4} {pieces:>12}", after.requests),
        )
    });
    let head =
        format!("{:>9} {:>9} {:>9} {:>11} {:>12}", "REQUESTS", "F1 BEFORE", "F1 NOW", "DIFFERENCE", "PIECES");
    List::new("LABELLED, MOST CHANGED FIRST", &head, rows)
}
