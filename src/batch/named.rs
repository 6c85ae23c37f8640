//! Names: of campaigns, of what one operator openly runs, of templates.

use super::run::Run;
use super::shown::Shown;
use crate::attribute::name;
use crate::evidence::{Attribute, Member, common_value};

/// A campaign with its name, and the attribute by which its accounts openly have one operator.
pub(super) struct Named<'a> {
    pub(super) shown: Shown<'a>,
    pub(super) name: String,
    pub(super) operator: Option<&'a str>,
    /// Whether it is shown apart, and nobody is flagged for it.
    pub(super) is_apart: bool,
}

/// Names campaigns, strongest first, and what is shown apart.
pub(super) fn named<'a>(run: &Run<'a>, shown: Vec<Shown<'a>>) -> Vec<Named<'a>> {
    let (mut campaigns, mut operators) = (0, 0);
    let each = shown.into_iter().map(|shown| {
        let operator = operator(run, &shown.members);
        let is_apart = operator.is_some() && !run.params.flag_operators;
        let (letter, number) = if is_apart { ('o', &mut operators) } else { ('c', &mut campaigns) };
        *number += 1;
        Named { name: format!("{letter}{number}"), operator, is_apart, shown }
    });
    each.collect()
}

/// The attribute of which nearly all accounts share one value that hardly anybody else has.
pub(super) fn operator<'a>(run: &Run<'a>, members: &[Member]) -> Option<&'a str> {
    let telling = |a: &&Attribute| a.name == name::ORGANISATION || a.name == name::PAYMENT;
    let mut attributes = run.columns.attributes.iter().filter(telling);
    attributes.find(|a| common_value(a, members).is_some()).map(|a| a.name.as_str())
}

/// A template's name in all reports.
pub(super) fn template_name(number: u32) -> String {
    format!("t{}", number + 1)
}
