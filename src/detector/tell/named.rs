//! Names: of campaigns, of what one operator openly runs, of farms, of templates.

use super::shown::Shown;
use crate::detector::operator::operator;
use crate::detector::run::Run;
use crate::judge::{Verdict, orders_content};
use crate::observe::Member;

/// What a list is that orders content.
const FARM: &str = "one list of content to publish, ordered through many accounts: a farm";

/// Prompts of which what a list asks for is told.
const SAMPLE: usize = 200;

/// A campaign with its name, and the attribute by which its accounts openly have one operator.
pub(in crate::detector) struct Named<'a> {
    pub(in crate::detector) shown: Shown<'a>,
    pub(in crate::detector) name: String,
    pub(in crate::detector) operator: Option<&'a str>,
    /// Whether its list orders content for publication.
    pub(in crate::detector) is_farm: bool,
    /// Whether it is shown apart, and nobody is flagged for it.
    pub(in crate::detector) is_apart: bool,
}

/// Names campaigns, strongest first, and what is shown apart.
pub(in crate::detector) fn named<'a>(run: &Run<'a>, shown: Vec<Shown<'a>>) -> Vec<Named<'a>> {
    let (mut campaigns, mut operators, mut farms) = (0, 0, 0);
    let each = shown.into_iter().map(|shown| {
        let operator = operator(run, &shown.members);
        // Whoever hides among an application's users orders what these order.
        let is_farm = !shown.judged.part.chosen
            && orders_content(sample(run, &shown.members).iter().map(String::as_str));
        let (letter, number) = if operator.is_some() && !run.params.flag_operators {
            ('o', &mut operators)
        } else if is_farm && !run.params.flag_farms {
            ('f', &mut farms)
        } else {
            ('c', &mut campaigns)
        };
        *number += 1;
        Named { name: format!("{letter}{number}"), operator, is_farm, is_apart: letter != 'c', shown }
    });
    each.collect()
}

/// How the requests of a group came to be, in words; `named` is the campaign that it is part of.
pub(super) fn hypothesis(named: Option<&Named<'_>>, verdict: &Verdict) -> &'static str {
    if named.is_some_and(|n| n.is_farm) { FARM } else { verdict.leading().meaning() }
}

/// A few prompts of each member.
fn sample(run: &Run<'_>, members: &[Member]) -> Vec<String> {
    let each = (SAMPLE / members.len().max(1)).max(1);
    let of = |m: &Member| run.log.sample(m.requests.iter().copied(), each);
    members.iter().flat_map(of).map(|r| run.log.prompt(r)).collect()
}
