//! Campaigns at a glance, for a terminal.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::moment::minute;
use crate::finding::{CampaignFinding, EvidenceMap};
use crate::visible::is_hidden;

/// Columns that a table takes at most.
pub const WIDTH: usize = 100;

/// Columns of a skeleton that are shown.
const SKELETON: usize = 60;

/// Evidence values shown for each campaign.
const MEANINGS: usize = 2;

/// A table of campaigns, at most 100 columns wide: a line of numbers for each, then its strongest evidence
/// in words and the start of its largest template. No value of a slot is shown. Text that a terminal could
/// take for a command is masked.
pub fn table(campaigns: &[CampaignFinding]) -> String {
    let mut text = String::new();
    if campaigns.is_empty() {
        text.push_str("No campaign found.\n");
        return text;
    }
    let row = |cells: [&str; 7]| {
        let [campaign, accounts, templates, requests, seen, strength, fdr] = cells;
        let line = format!(
            "{} {accounts:>8} {templates:>9} {requests:>8}  {seen:<35} {strength:>8} {fdr:>6}",
            pad(campaign, 12)
        );
        format!("{}\n", line.trim_end())
    };
    text +=
        &row(["CAMPAIGN", "ACCOUNTS", "TEMPLATES", "REQUESTS", "FIRST - LAST SEEN (UTC)", "STRENGTH", "FDR"]);
    for campaign in campaigns {
        text += &row([
            &campaign.id,
            &campaign.accounts.len().to_string(),
            &campaign.templates.len().to_string(),
            &campaign.requests.to_string(),
            &format!("{} - {}", minute(campaign.first_seen), minute(campaign.last_seen)),
            &format!("{:.3}", campaign.strength),
            &format!("{:.3}", campaign.false_discovery_rate),
        ]);
        for meaning in strongest(&campaign.evidence) {
            text += &format!("    - {}\n", fit(meaning, WIDTH - 6));
        }
        if let Some(template) = campaign.templates.iter().max_by_key(|template| template.requests) {
            text += &format!("    \u{201c}{}\u{201d}\n", fit(&template.skeleton, SKELETON));
        }
    }
    text
}

/// The meanings of the signals that speak most for a campaign, strongest first.
fn strongest(evidence: &EvidenceMap) -> impl Iterator<Item = &str> {
    let mut values: Vec<_> = evidence.values().collect();
    values.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    values.into_iter().take(MEANINGS).map(|value| &*value.meaning)
}

/// The text on one line, harmless to a terminal, cut to so many columns.
fn fit(text: &str, columns: usize) -> String {
    let shown = text.chars().map(|c| match c {
        c if c.is_whitespace() => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    });
    let (mut line, mut used, mut before_mark) = (String::new(), 0, 0);
    for c in shown {
        used += c.width().unwrap_or(0);
        if used > columns {
            line.truncate(before_mark);
            line.push('\u{2026}');
            return line;
        }
        line.push(c);
        if used < columns {
            before_mark = line.len();
        }
    }
    line
}

fn pad(text: &str, columns: usize) -> String {
    let mut line = fit(text, columns);
    let missing = columns.saturating_sub(line.width());
    let _ = write!(line, "{:missing$}", "");
    line
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::{WIDTH, fit, table};
    use crate::finding::{CampaignFinding, EvidenceValue, TemplateFinding};

    fn campaign(skeleton: &str) -> CampaignFinding {
        let value = |weight, meaning: &'static str| EvidenceValue {
            value: 1.0,
            weight,
            meaning: meaning.into(),
            ..EvidenceValue::default()
        };
        CampaignFinding {
            id: "c1".into(),
            accounts: vec!["a".into(), "b".into()],
            templates: vec![TemplateFinding {
                id: "t1".into(),
                skeleton: skeleton.into(),
                requests: 40,
                actors: 2,
                slot_examples: vec![vec!["secret".into()]],
                ..TemplateFinding::default()
            }],
            languages: vec!["en".into()],
            first_seen: "2026-03-02T00:00:14.553Z".parse().unwrap(),
            last_seen: "2026-03-08T23:59:00Z".parse().unwrap(),
            requests: 40,
            characters: 1_000,
            estimated_tokens: 250,
            evidence: BTreeMap::from([
                ("load".into(), value(1.5, "Requests are dealt evenly.")),
                ("rhythm".into(), value(0.5, "There is no night.")),
                ("sweep".into(), value(2.5, "Slots hardly repeat.")),
            ]),
            hypothesis: "one list".into(),
            strength: 0.98765,
            false_discovery_rate: 0.01,
            ..CampaignFinding::default()
        }
    }

    #[test]
    fn reads_at_a_glance() {
        let text = table(&[campaign("Write a\nquiz on {1}. \u{1b}[2J")]);
        let expected = "\
CAMPAIGN     ACCOUNTS TEMPLATES REQUESTS  FIRST - LAST SEEN (UTC)             STRENGTH    FDR
c1                  2         1       40  2026-03-02 00:00 - 2026-03-08 23:59    0.988  0.010
    - Slots hardly repeat.
    - Requests are dealt evenly.
    \u{201c}Write a quiz on {1}. \u{fffd}[2J\u{201d}
";
        assert_eq!(text, expected);
        assert_eq!(table(&[]), "No campaign found.\n");
    }

    #[test]
    fn wide_text_is_cut_by_columns() {
        assert_eq!(fit("\u{8bf7}\u{95ee}\u{5982}", 6), "\u{8bf7}\u{95ee}\u{5982}");
        assert_eq!(fit("\u{8bf7}\u{95ee}\u{5982}", 5), "\u{8bf7}\u{95ee}\u{2026}");
        assert_eq!(fit("abcdef", 5), "abcd\u{2026}");
    }

    proptest! {
        #[test]
        fn never_wider_than_its_width(skeleton in "\\PC{0,200}", meaning in ".{0,300}", id in ".{0,40}") {
            let mut campaign = campaign(&skeleton);
            campaign.id = id;
            campaign.evidence.insert("spread".into(), EvidenceValue { value: 1.0, weight: 9.0, meaning: meaning.into(), ..EvidenceValue::default() });
            let text = table(&[campaign]);
            prop_assert_eq!(text.lines().count(), 5);
            for line in text.lines() {
                prop_assert!(line.width() <= WIDTH, "{line:?}");
            }
        }
    }
}
