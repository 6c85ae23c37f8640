//! What the tables hold.

use super::column::{Table, Values};
use crate::finding::{CampaignFinding, Findings, MemberFinding, PlacementRef, Standing, TemplateFinding};
use crate::request::Timestamp;

/// All tables, in order.
pub(super) const ALL: [fn(&Findings) -> Table; 5] = [accounts, requests, campaigns, members, templates];

fn text<T>(rows: &[T], of: impl Fn(&T) -> &str) -> Values {
    Values::Text(rows.iter().map(|row| of(row).to_owned()).collect())
}

fn maybe<T>(rows: &[T], of: impl Fn(&T) -> Option<&str>) -> Values {
    Values::Maybe(rows.iter().map(|row| of(row).map(str::to_owned)).collect())
}

fn whole<T>(rows: &[T], of: impl Fn(&T) -> usize) -> Values {
    Values::Whole(rows.iter().map(|row| of(row) as i64).collect())
}

fn number<T>(rows: &[T], of: impl Fn(&T) -> f64) -> Values {
    Values::Number(rows.iter().map(of).collect())
}

fn time<T>(rows: &[T], of: impl Fn(&T) -> Timestamp) -> Values {
    Values::Time(rows.iter().map(|row| of(row).as_millis()).collect())
}

fn accounts(findings: &Findings) -> Table {
    let rows = &findings.accounts;
    let standing = |verdict: Standing| match verdict {
        Standing::Flagged => "flagged",
        Standing::Apart => "apart",
        Standing::Bystander => "bystander",
        Standing::Ordinary => "ordinary",
        Standing::Ungrouped => "ungrouped",
    };
    Table {
        name: "accounts",
        rows: rows.len(),
        columns: vec![
            ("account", text(rows, |a| &a.account)),
            ("score", number(rows, |a| a.score)),
            ("flagged", Values::Flag(rows.iter().map(|a| a.flagged).collect())),
            ("verdict", text(rows, |a| standing(a.verdict))),
            ("campaign", maybe(rows, |a| a.campaign.as_deref())),
            ("hypothesis", maybe(rows, |a| a.hypothesis.as_deref())),
            ("requests", whole(rows, |a| a.requests)),
            ("templated", whole(rows, |a| a.templated)),
            ("first_seen", time(rows, |a| a.first_seen)),
            ("last_seen", time(rows, |a| a.last_seen)),
        ],
    }
}

fn requests(findings: &Findings) -> Table {
    let rows: Vec<PlacementRef<'_>> = findings.placements.iter().collect();
    let rows = &rows[..];
    Table {
        name: "requests",
        rows: rows.len(),
        columns: vec![
            ("id", text(rows, |p| p.id)),
            ("account", text(rows, |p| p.account)),
            ("template", text(rows, |p| p.template)),
        ],
    }
}

/// Campaigns, and then what is shown apart.
fn all(findings: &Findings) -> impl Iterator<Item = &CampaignFinding> {
    findings.campaigns.iter().chain(&findings.operators)
}

fn campaigns(findings: &Findings) -> Table {
    let rows: Vec<&CampaignFinding> = all(findings).collect();
    let rows = &rows[..];
    Table {
        name: "campaigns",
        rows: rows.len(),
        columns: vec![
            ("id", text(rows, |c| &c.id)),
            ("hypothesis", text(rows, |c| &c.hypothesis)),
            ("operator", maybe(rows, |c| c.operator.as_deref())),
            ("strength", number(rows, |c| c.strength)),
            ("false_discovery_rate", number(rows, |c| c.false_discovery_rate)),
            ("first_seen", time(rows, |c| c.first_seen)),
            ("last_seen", time(rows, |c| c.last_seen)),
            ("accounts", whole(rows, |c| c.accounts.len())),
            ("templates", whole(rows, |c| c.templates.len())),
            ("requests", whole(rows, |c| c.requests)),
            ("characters", whole(rows, |c| c.characters)),
            ("estimated_tokens", whole(rows, |c| c.estimated_tokens)),
            ("languages", Values::Text(rows.iter().map(|c| c.languages.join(" ")).collect())),
            ("prior", number(rows, |c| c.prior)),
            ("log_odds", number(rows, |c| c.log_odds)),
        ],
    }
}

fn members(findings: &Findings) -> Table {
    let rows: Vec<(&str, &MemberFinding)> =
        all(findings).flat_map(|c| c.members.iter().map(|member| (c.id.as_str(), member))).collect();
    let rows = &rows[..];
    Table {
        name: "members",
        rows: rows.len(),
        columns: vec![
            ("campaign", text(rows, |(campaign, _)| campaign)),
            ("account", text(rows, |(_, m)| &m.account)),
            ("score", number(rows, |(_, m)| m.score)),
            ("requests", whole(rows, |(_, m)| m.requests)),
            ("hours", whole(rows, |(_, m)| m.hours.len())),
            ("templates", whole(rows, |(_, m)| m.templates.len())),
            ("first_seen", time(rows, |(_, m)| m.first_seen)),
            ("last_seen", time(rows, |(_, m)| m.last_seen)),
        ],
    }
}

fn templates(findings: &Findings) -> Table {
    let rows: Vec<(&str, &TemplateFinding)> =
        all(findings).flat_map(|c| c.templates.iter().map(|template| (c.id.as_str(), template))).collect();
    let rows = &rows[..];
    Table {
        name: "templates",
        rows: rows.len(),
        columns: vec![
            ("campaign", text(rows, |(campaign, _)| campaign)),
            ("id", text(rows, |(_, t)| &t.id)),
            ("skeleton", text(rows, |(_, t)| &t.skeleton)),
            ("requests", whole(rows, |(_, t)| t.requests)),
            ("accounts", whole(rows, |(_, t)| t.actors)),
        ],
    }
}
