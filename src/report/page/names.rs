//! Names on a page: as the log has them, or keyed.

use std::fmt::Write;

use super::pseudonym::Pseudonyms;
use crate::visible::visible;

/// The attribute whose values name no sender: they are shown as they are.
const MODEL: &str = "model";

/// How names are shown.
#[derive(Clone, Copy)]
pub(super) struct Names<'a>(pub Option<&'a Pseudonyms>);

impl Names<'_> {
    /// An account.
    pub(super) fn account(self, name: &str) -> String {
        match self.0 {
            Some(keyed) => keyed.account(name),
            None => visible(name).into_owned(),
        }
    }

    /// The value of an attribute.
    pub(super) fn value(self, attribute: &str, value: &str) -> String {
        match self.0 {
            Some(keyed) if attribute != MODEL => keyed.value(attribute, value),
            _ => visible(value).into_owned(),
        }
    }
}

/// The place of something within a campaign: the element's name and the end of a link to it. All but letters, digits and a few marks
/// stand as percent and two digits, so that it holds no space and nothing that a link would cut.
pub(super) fn anchor(campaign: &str, name: &str) -> String {
    let mut text = format!("{campaign}/");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
