//! Operator: whether accounts openly belong to one.

use super::run::Run;
use crate::observe::{Attribute, Member, common_value};
use crate::request::Attributes;

/// The attribute of which nearly all accounts share one value that hardly anybody else has.
pub(super) fn operator<'a>(run: &Run<'a>, members: &[Member]) -> Option<&'a str> {
    let telling = |a: &&Attribute| a.name == Attributes::ORGANISATION || a.name == Attributes::PAYMENT;
    let mut attributes = run.columns.attributes.iter().filter(telling);
    attributes.find(|a| common_value(a, members).is_some()).map(|a| a.name.as_str())
}
