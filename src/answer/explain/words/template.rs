//! Templates and ordinary groups in words.

use std::fmt::Write;

use super::super::explanation::{GroupExplained, TemplateExplained, Use};
use crate::answer::shown::{count, line, name};

pub(super) fn template(found: &TemplateExplained) -> String {
    let TemplateExplained { id, skeleton, requests, campaigns, accounts, members, most, some } = found;
    let said = match skeleton {
        Some(skeleton) => line(skeleton),
        None => "it belongs to no campaign, so its words are in no file of the report".to_owned(),
    };
    let mut text =
        format!("Template {id}: {said}\n{} of {}", count(*requests, "request"), count(*accounts, "account"));
    if campaigns.is_empty() {
        text += ", in no campaign.\n";
    } else {
        let _ = writeln!(text, ", {members} of them members of {}.", uses(campaigns));
    }
    let _ = writeln!(text, "Accounts that use it most: {}", uses(most));
    let _ = writeln!(
        text,
        "Requests, for example: {}",
        some.iter().map(|id| name(id)).collect::<Vec<_>>().join(", ")
    );
    text
}

fn uses(uses: &[Use]) -> String {
    let one = |Use { id, requests }: &Use| format!("{} ({})", name(id), count(*requests, "request"));
    uses.iter().map(one).collect::<Vec<_>>().join(", ")
}

pub(super) fn group(found: &GroupExplained) -> String {
    let GroupExplained { id, hypothesis, accounts, requests, strength, first_hour, beside } = found;
    format!(
        "Group {id}: {hypothesis}.\nOrdinary: {}, {} from {first_hour} on, strength {strength:.3}; held against {}.\n",
        count(*accounts, "account"),
        count(*requests, "request"),
        beside.join(", ")
    )
}
