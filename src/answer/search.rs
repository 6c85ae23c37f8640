//! Search: the templates and campaigns of a report that a prompt belongs to.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::error::AnswerError;
use super::finder::Finder;
use super::shown::{count, line, name};
use crate::report::Report;
use crate::request::{HashKey, Prompt};

/// Accounts that are named of a template.
const NAMED: usize = 5;

/// A template that a prompt says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Near {
    /// The template.
    pub template: String,
    /// The share of it that the prompt says, 0.5 to 1, by the weight of its pairs of words.
    pub share: f64,
    /// Its shared text; none where it belongs to no campaign, since a report holds no other.
    pub skeleton: Option<String>,
    /// Its fixed words.
    pub words: usize,
    /// Campaigns, and what is shown apart, that it belongs to.
    pub campaigns: Vec<String>,
    /// All requests in it.
    pub requests: usize,
    /// Accounts that sent them.
    pub accounts: usize,
    /// Those that sent most of them, with how many.
    pub most: Vec<(String, usize)>,
}

/// The templates of a report that a prompt says, at most so many, the likeliest first; `hash_key` is that of the run.
///
/// # Errors
/// Where the report cannot be read, or was made with another key.
pub fn search(
    report: &Report,
    prompt: &Prompt,
    hash_key: HashKey,
    most: usize,
) -> Result<Vec<Near>, AnswerError> {
    let finder = Finder::new(report.catalog()?, hash_key)?;
    let said = finder.said(prompt);
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let campaigns = report.campaigns()?;
    let skeletons: BTreeMap<&str, &str> = campaigns
        .iter()
        .flat_map(|campaign| &campaign.templates)
        .map(|template| (template.id.as_str(), template.skeleton.as_str()))
        .collect();
    let near = said.into_iter().take(most).map(|said| {
        let template = &finder.templates()[said.place];
        let mut users: BTreeMap<String, usize> = BTreeMap::new();
        report
            .placements_in(&template.id)?
            .into_iter()
            .for_each(|p| *users.entry(p.account).or_default() += 1);
        let mut users: Vec<(String, usize)> = users.into_iter().collect();
        users.sort_by_key(|(_, requests)| Reverse(*requests));
        users.truncate(NAMED);
        Ok(Near {
            template: template.id.clone(),
            share: said.share,
            skeleton: skeletons.get(template.id.as_str()).map(|&skeleton| skeleton.to_owned()),
            words: template.words,
            campaigns: template.campaigns.clone(),
            requests: template.requests,
            accounts: template.accounts,
            most: users,
        })
    });
    near.collect()
}

/// What was found, as text for a person.
pub fn near_words(near: &[Near]) -> String {
    if near.is_empty() {
        return "No template of the report is said by this prompt.\n".to_owned();
    }
    let one = |Near { template, share, skeleton, words, campaigns, requests, accounts, most }: &Near| {
        let of = if campaigns.is_empty() { "no campaign".to_owned() } else { campaigns.join(", ") };
        let said =
            skeleton.as_deref().map(|skeleton| format!("    {}\n", line(skeleton))).unwrap_or_default();
        let user = |(account, requests): &(String, usize)| format!("{} ({requests})", name(account));
        format!(
            "{template}: {:.0}% of its {} said; {of}; {} of {}, most of {}\n{said}",
            100.0 * share,
            count(*words, "word"),
            count(*requests, "request"),
            count(*accounts, "account"),
            most.iter().map(user).collect::<Vec<_>>().join(", ")
        )
    };
    near.iter().map(one).collect()
}
