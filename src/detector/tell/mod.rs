//! From numbers back to names: what a batch found, as its reports show it.

mod catalog;
mod described;
mod extracted;
mod members;
mod named;
mod ordinary;
mod scaffolding;
mod shown;

use rayon::prelude::*;

use crate::detector::run::{Run, template_name};
use crate::detector::weigh::Called;
use crate::embed::{EmbedError, Embedder};
use crate::finding::{AccountFinding, CampaignFinding, Findings, PlacementRef, Placements, Standing, UnjudgedGroup};
use crate::judge::{CapabilityShare, EVEN, Judged, account_evidence};
use crate::observe::{Group, Member, expected, surprise};
use catalog::catalog;
use described::{Told, campaign};
use extracted::extracted;
use named::hypothesis;
pub(super) use named::{Named, named};
use ordinary::ordinary;
use scaffolding::Scaffolding;
pub(super) use shown::Shown;

/// Where an actor stands best: its score there, the group and its place among the group's members.
#[derive(Clone, Copy, Default)]
struct Best {
    /// Whether that is in a campaign.
    is_called: bool,
    score: f64,
    place: Option<(usize, usize)>,
}

/// Names what was found; `judged` is sorted, strongest first.
///
/// # Errors
/// Where the embedder fails.
pub(super) fn findings(
    run: &Run<'_>,
    (judged, called): (&[Judged], &Called),
    unjudged: &[Group],
    embedder: Option<&Embedder>,
) -> Result<Findings, EmbedError> {
    let named = named(run, Shown::of(run, judged, called));
    let scaffolding = Scaffolding::new(&run.templates.skeletons);
    let requests: Vec<Vec<u32>> = named.iter().map(|n| n.shown.requests()).collect();
    let capabilities = match embedder {
        Some(embedder) => extracted(run, &requests, embedder)?,
        None => vec![Vec::new(); named.len()],
    };
    let best = best_of_actors(run, judged, called);
    let (ordinary, beside) = ordinary(run, judged, &named.iter().map(|n| &n.shown).collect::<Vec<_>>());
    let described = |(n, (capabilities, beside)): (&Named<'_>, (&Vec<CapabilityShare>, &Option<usize>))| {
        let told = Told {
            false_discovery_rate: called.rates[n.shown.groups[0]],
            capabilities,
            beside: beside.map(|place| ordinary[place].id.as_str()),
        };
        let score = |actor: u32| best[actor as usize].score * if n.is_apart { OPERATOR } else { 1.0 };
        (n.is_apart, campaign(run, n, &scaffolding, &told, score))
    };
    let all: Vec<(bool, CampaignFinding)> =
        named.par_iter().zip(capabilities.par_iter().zip(&beside)).map(described).collect();
    let mut named_of: Vec<Option<&Named<'_>>> = vec![None; judged.len()];
    for named in &named {
        named.shown.groups.iter().for_each(|&group| named_of[group] = Some(named));
    }
    let mut accounts: Vec<AccountFinding> = (0..run.log.accounts())
        .into_par_iter()
        .map(|a| account(run, judged, &named_of, best[a], called, a))
        .collect();
    accounts.par_sort_unstable_by(|a, b| a.account.cmp(&b.account));
    let catalog = catalog(run, all.iter().map(|(_, campaign)| campaign));
    let (operators, campaigns): (Vec<_>, Vec<_>) = all.into_iter().partition(|(is_apart, _)| *is_apart);
    let found = |found: Vec<(bool, CampaignFinding)>| found.into_iter().map(|(_, finding)| finding).collect();
    Ok(Findings {
        accounts,
        placements: placements(run),
        campaigns: found(campaigns),
        operators: found(operators),
        ordinary,
        unjudged: unjudged.iter().map(|group| too_little(run, group)).collect(),
        catalog,
    })
}

fn too_little(run: &Run<'_>, group: &Group) -> UnjudgedGroup {
    let is_only_here = |m: &&Member| m.requests.len() == run.traffic.activity(m.actor);
    UnjudgedGroup {
        accounts: group.members.len(),
        only_here: group.members.iter().filter(is_only_here).count(),
        requests: group.members.iter().map(|m| m.requests.len()).sum(),
        templates: group.templates.iter().map(|&t| template_name(t)).collect(),
    }
}

fn best_of_actors(run: &Run<'_>, judged: &[Judged], called: &Called) -> Vec<Best> {
    let mut best = vec![Best::default(); run.log.accounts()];
    for (group, judged) in judged.iter().enumerate() {
        for (place, (actor, score)) in judged.scores(run.traffic).enumerate() {
            let (best, is_called) = (&mut best[actor as usize], called.is_called[group] && score >= EVEN);
            if (is_called, score) > (best.is_called, best.score) {
                *best = Best { is_called, score, place: Some((group, place)) };
            }
        }
    }
    best
}

/// Part of its score that an account keeps where it openly has one operator with all others.
const OPERATOR: f64 = 0.1;

/// What is known of one account. By the place of each group: the campaign that it is part of, and what is made of it.
fn account(
    run: &Run<'_>,
    judged: &[Judged],
    named_of: &[Option<&Named<'_>>],
    Best { is_called, score, place }: Best,
    called: &Called,
    account: usize,
) -> AccountFinding {
    let own = run.traffic.requests_of.of(account as u32);
    let time = |r: Option<&u32>| r.map(|&r| run.log.time(r)).unwrap_or_default();
    let mut finding = AccountFinding {
        account: run.log.account_name(account as u32).to_owned(),
        requests: own.len(),
        templated: own.iter().filter(|r| run.template_of[**r as usize].is_some()).count(),
        first_seen: time(own.first()),
        last_seen: time(own.last()),
        ..AccountFinding::default()
    };
    let Some((group, place_in_group)) = place else { return finding };
    let (judged, member) = (&judged[group], &judged[group].part.group.members[place_in_group]);
    let named = named_of[group];
    let is_apart = named.map_or(called.is_apart[group], |n| n.is_apart);
    finding.verdict = match (is_called, called.is_called[group]) {
        (true, _) if is_apart => Standing::Apart,
        (true, _) if named.is_some() => Standing::Flagged,
        (_, true) if !is_apart => Standing::Bystander,
        _ => Standing::Ordinary,
    };
    finding.flagged = finding.verdict == Standing::Flagged;
    finding.score = score;
    if is_called {
        finding.campaign = named.map(|n| n.name.clone());
        if named.is_some_and(|n| n.is_apart) {
            finding.score *= OPERATOR;
        }
    } else if called.is_apart[group] {
        finding.score *= OPERATOR;
    }
    finding.hypothesis = Some(hypothesis(named, &judged.verdict).into());
    let all = run.traffic.activity(account as u32);
    let by_chance = surprise(member.requests.len(), expected(all, judged.rate));
    finding.evidence = account_evidence(judged, place_in_group, all, by_chance);
    finding
}

/// The template of each placed request; requests that are one text outside any template share a template too.
fn placements(run: &Run<'_>) -> Placements {
    let named = |r: usize| -> Option<String> {
        let text = run.corpus.text_of()[r];
        match run.template_of[r] {
            Some(template) => Some(template_name(template)),
            None if run.corpus.requests(text).len() > 1 => Some(format!("d{}", text + 1)),
            None => None,
        }
    };
    let mut placements = Placements::default();
    for request in 0..run.log.len() as u32 {
        let Some(template) = named(request as usize) else { continue };
        let account = run.log.account_name(run.log.account_of()[request as usize]);
        placements.push(PlacementRef { id: run.log.id(request), account, template: &template });
    }
    placements
}
