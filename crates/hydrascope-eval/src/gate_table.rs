//! What was reached, for a person.

use std::fmt::Write;

use crate::check::{Bound, Outcome};

/// The outcome as text: value, threshold and verdict of each check, and the campaigns that were not found.
pub fn gate_table(outcome: &Outcome) -> String {
    let mut text = format!(
        "{:34} {:>16}  {:8} {:>16}  ok\n",
        format!("week {}", outcome.week),
        "value",
        "",
        "threshold"
    );
    for check in &outcome.checks {
        let bound = match check.bound {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        };
        let value = check.value.map_or_else(|| "missing".to_owned(), shown);
        let ok = if check.holds() { "yes" } else { "NO" };
        let threshold = shown(check.threshold);
        let _ = writeln!(text, "{:34} {value:>16}  {bound:8} {threshold:>16}  {ok}", check.name);
    }
    for campaign in &outcome.not_found {
        let _ = writeln!(
            text,
            "campaign not found: {}: {} accounts, {:.3} flagged, {:.3} in one group, purity {:.3}",
            campaign.name,
            campaign.accounts,
            campaign.flagged_share,
            campaign.in_one_group,
            campaign.group_purity
        );
    }
    text
}

/// A whole number with its thousands apart, others to four digits.
fn shown(number: f64) -> String {
    if number.fract() != 0.0 || number.abs() < 2.0 {
        return format!("{number:.4}");
    }
    let digits = format!("{:.0}", number.abs());
    let mut text = if number < 0.0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn thousands_stand_apart() {
        let numbers = [0.0, 1.0, 0.98, 19.0, 999.0, 536_870_912.0, -1_234.0];
        let texts = ["0.0000", "1.0000", "0.9800", "19", "999", "536,870,912", "-1,234"];
        assert_eq!(numbers.map(shown), texts);
    }
}
