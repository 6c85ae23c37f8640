//! Which records are requests, where a log holds others beside them.

use super::fault::{Fault, places};
use super::lookup::Lookup;
use super::path::Path;
use super::report::Reason;
use super::value::Item;

/// What a record has to say of itself to be a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Only {
    lookups: Vec<Lookup>,
    /// In lower case; none where any value will do.
    values: Vec<Box<str>>,
    /// Whether a record that says nothing of itself is a request.
    or_silent: bool,
}

impl Only {
    pub(super) fn new(lookups: Vec<Lookup>, values: &[&str], or_silent: bool) -> Self {
        Self { lookups, values: values.iter().map(|value| value.to_lowercase().into()).collect(), or_silent }
    }

    pub(super) fn lookups(&self) -> &Vec<Lookup> {
        &self.lookups
    }

    /// Whether the record is a request, and if not, why.
    pub(super) fn check<'v>(&self, find: impl Fn(&Path) -> Option<Item<'v>>) -> Result<(), Fault> {
        let mut found = self.lookups.iter().filter_map(Lookup::path).filter_map(find);
        let Some(item) = found.find(|item| !item.is_empty()) else {
            let what = if self.values.is_empty() { "a value" } else { "a kind" };
            let fault = || Err(self.fault(&format!("no {what} is there")));
            return if self.or_silent { Ok(()) } else { fault() };
        };
        if self.values.is_empty() {
            return Ok(());
        }
        let text = item.plain_text().unwrap_or_default().trim().to_lowercase();
        if self.values.iter().any(|value| **value == *text) {
            return Ok(());
        }
        Err(self.fault("it is of another kind"))
    }

    fn fault(&self, why: &str) -> Fault {
        let values = if self.values.is_empty() { "a value" } else { &*self.values.join(" or ") };
        let message = format!("no request: expected {values} at {}, {why}", places(&self.lookups));
        Fault::new(Reason::NotARequest, message)
    }
}
