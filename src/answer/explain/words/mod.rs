//! An explanation in words and numbers.

mod account;
mod campaign;
mod template;

use crate::answer::shown::name;
use account::account;
use campaign::campaign;
use template::{group, template};

use super::explanation::Explanation;

/// The explanation as text for a person: the same numbers as the document, with what they mean. Text of logs stands in it as it is.
pub fn words(explanation: &Explanation) -> String {
    match explanation {
        Explanation::Account(found) => account(found),
        Explanation::Campaign(found) => campaign(found),
        Explanation::Template(found) => template(found),
        Explanation::Group(found) => group(found),
        Explanation::Request { id, template: of, account: sender } => {
            let sender = sender.as_deref().map(|sender| format!("\n{}", account(sender))).unwrap_or_default();
            format!("Request {} lies in {}.\n\n{}{sender}", name(id), of.id, template(of))
        }
    }
}
