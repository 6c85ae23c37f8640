//! From numbers back to names: what a batch found, as its reports show it.

use rayon::prelude::*;

use super::run::Run;
use super::shown::Shown;
use crate::attribute::name;
use crate::evidence::{Attribute, common_value};
use crate::finding::{AccountFinding, CampaignFinding, EvidenceMap, Findings, PartFinding, TemplateFinding};
use crate::judge::{Judged, account_evidence, false_discovery_rates, languages, meanings};
use crate::phrase::{skeleton_parts, skeleton_text, slots};

/// Texts of a template whose language is looked at.
const LANGUAGE_TEXTS: usize = 32;

/// Where an actor stands best: its score there, the group and its place among the group's members.
#[derive(Clone, Copy, Default)]
struct Best {
    score: f64,
    place: Option<(usize, usize)>,
}

/// Names what was found; `judged` is sorted, strongest first.
pub(super) fn findings(run: &Run<'_>, judged: &[Judged]) -> Findings {
    let strengths: Vec<f64> = judged.iter().map(|j| j.strength).collect();
    let rates = false_discovery_rates(&strengths);
    let named = named(run, Shown::of(run, judged));
    let all: Vec<(bool, CampaignFinding)> =
        named.par_iter().map(|n| (n.is_apart, campaign(run, n, rates[n.shown.groups[0]]))).collect();
    let best = best_of_actors(run, judged);
    let mut accounts: Vec<AccountFinding> =
        (0..run.columns.accounts.len()).map(|a| account(run, judged, &named, &best, a)).collect();
    accounts.par_sort_unstable_by(|a, b| a.account.cmp(&b.account));
    let (operators, campaigns): (Vec<_>, Vec<_>) = all.into_iter().partition(|(is_apart, _)| *is_apart);
    let found = |found: Vec<(bool, CampaignFinding)>| found.into_iter().map(|(_, finding)| finding).collect();
    Findings {
        accounts,
        placements: placements(run),
        campaigns: found(campaigns),
        operators: found(operators),
    }
}

/// A campaign with its name, and the attribute by which its accounts openly have one operator.
struct Named<'a> {
    shown: Shown<'a>,
    name: String,
    operator: Option<&'a str>,
    /// Whether it is shown apart, and nobody is flagged for it.
    is_apart: bool,
}

fn named<'a>(run: &Run<'a>, shown: Vec<Shown<'a>>) -> Vec<Named<'a>> {
    let (mut campaigns, mut operators) = (0, 0);
    let each = shown.into_iter().map(|shown| {
        let operator = operator(run, &shown);
        let is_apart = operator.is_some() && !run.params.flag_operators;
        let (letter, number) = if is_apart { ('o', &mut operators) } else { ('c', &mut campaigns) };
        *number += 1;
        Named { name: format!("{letter}{number}"), operator, is_apart, shown }
    });
    each.collect()
}

/// The attribute of which nearly all accounts of a campaign share one value that hardly anybody else has.
fn operator<'a>(run: &Run<'a>, shown: &Shown<'_>) -> Option<&'a str> {
    let telling = |a: &&Attribute| a.name == name::ORGANISATION || a.name == name::PAYMENT;
    let mut attributes = run.columns.attributes.iter().filter(telling);
    attributes.find(|a| common_value(a, &shown.members).is_some()).map(|a| a.name.as_str())
}

fn best_of_actors(run: &Run<'_>, judged: &[Judged]) -> Vec<Best> {
    let mut best = vec![Best::default(); run.columns.actors];
    for (group, judged) in judged.iter().enumerate() {
        for (place, (actor, score)) in judged.scores(run.traffic).enumerate() {
            let best = &mut best[actor as usize];
            if score > best.score {
                *best = Best { score, place: Some((group, place)) };
            }
        }
    }
    best
}

/// Part of its score that an account keeps where it openly has one operator with all others.
const OPERATOR: f64 = 0.1;

/// What is known of one account.
fn account(
    run: &Run<'_>,
    judged: &[Judged],
    named: &[Named<'_>],
    best: &[Best],
    account: usize,
) -> AccountFinding {
    let Best { score, place } = best[account];
    let mut finding = AccountFinding {
        account: run.columns.accounts[account].to_string(),
        score: 0.0,
        flagged: false,
        campaign: None,
        hypothesis: None,
        evidence: EvidenceMap::new(),
    };
    let Some((group, place_in_group)) = place else { return finding };
    let (judged, member) = (&judged[group], &judged[group].part.group.members[place_in_group]);
    finding.score = score;
    if score >= run.params.flag_above {
        let named = named.iter().find(|n| n.shown.groups.contains(&group));
        finding.campaign = named.map(|n| n.name.clone());
        finding.flagged = named.is_some_and(|n| !n.is_apart);
        if named.is_some_and(|n| n.is_apart) {
            finding.score *= OPERATOR;
        }
    }
    finding.hypothesis = Some(judged.verdict.leading().meaning());
    let all = run.traffic.activity(account as u32);
    finding.evidence =
        account_evidence(member.requests.len(), all, judged.strength, judged.part.membership[place_in_group]);
    finding
}

fn template_name(number: u32) -> String {
    format!("t{}", number + 1)
}

fn campaign(run: &Run<'_>, named: &Named<'_>, false_discovery_rate: f64) -> CampaignFinding {
    let shown = &named.shown;
    let requests: Vec<u32> = shown.members.iter().flat_map(|m| m.requests.iter().copied()).collect();
    let mut accounts: Vec<String> =
        requests.iter().map(|&r| run.requests[r as usize].account.to_string()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let times = || requests.iter().map(|&r| run.requests[r as usize].time);
    let templates = &shown.templates;
    let step = (requests.len() / (LANGUAGE_TEXTS * templates.len().max(1))).max(1);
    let sample = requests.iter().step_by(step).map(|&r| run.requests[r as usize].prompt.as_str());
    CampaignFinding {
        id: named.name.clone(),
        accounts,
        templates: templates.iter().filter_map(|&t| template(run, named, t)).collect(),
        languages: languages(sample),
        first_seen: times().min().unwrap_or(run.requests[0].time),
        last_seen: times().max().unwrap_or(run.requests[0].time),
        requests: requests.len(),
        evidence: meanings(&shown.judged.verdict),
        operator: named.operator.map(str::to_owned),
        hypothesis: shown.judged.verdict.leading().meaning(),
        strength: shown.judged.strength,
        false_discovery_rate,
    }
}

/// One template of a campaign; `None` where too few of its members use it for its words to be shared ones.
fn template(run: &Run<'_>, named: &Named<'_>, template: u32) -> Option<TemplateFinding> {
    let shown = &named.shown;
    let skeleton = &run.templates.skeletons[template as usize];
    let inside = |r: &&u32| run.template_of[**r as usize] == Some(template);
    let used: Vec<Vec<u32>> =
        shown.members.iter().map(|m| m.requests.iter().filter(inside).copied().collect()).collect();
    let actors = used.iter().filter(|requests| !requests.is_empty()).count();
    if actors < run.params.min_actors as usize {
        return None;
    }
    let prompt = |text: u32| run.requests[run.corpus.told(text) as usize].prompt.as_str();
    let own = slots(run.corpus, skeleton, skeleton.text);
    let mut slot_examples: Vec<Vec<String>> = vec![Vec::new(); own.len()];
    // One text of each actor, so that the examples are not one actor's.
    let texts =
        used.iter().filter_map(|requests| requests.first()).map(|&r| run.corpus.text_of()[r as usize]);
    for text in texts {
        let filled = slots(run.corpus, skeleton, text);
        let wanted = slot_examples.first().is_some_and(|e| e.len() < run.params.slot_examples);
        if filled.len() == own.len() && wanted {
            for (examples, slot) in slot_examples.iter_mut().zip(filled) {
                examples.extend(prompt(text).get(slot).map(str::to_owned));
            }
        }
    }
    // Where one busy actor or one operator wrote most of it, its words are not known to be anybody else's.
    let is_known = skeleton.shared && named.operator.is_none();
    let parts = is_known.then(|| skeleton_parts(run.corpus, skeleton, prompt(skeleton.text)));
    Some(TemplateFinding {
        id: template_name(template),
        skeleton: parts.as_ref().map_or_else(|| "{1}".to_owned(), |parts| skeleton_text(parts)),
        parts: parts
            .into_iter()
            .flatten()
            .filter_map(|part| Some(PartFinding { role: part.role?.name(), text: part.text }))
            .collect(),
        requests: used.iter().map(Vec::len).sum(),
        actors,
        slot_examples,
    })
}

/// The template of each placed request; requests that are one text outside any template share a template too.
fn placements(run: &Run<'_>) -> Vec<(String, String)> {
    let named = |r: usize| -> Option<String> {
        let text = run.corpus.text_of()[r];
        match run.template_of[r] {
            Some(template) => Some(template_name(template)),
            None if run.corpus.requests(text).len() > 1 => Some(format!("d{}", text + 1)),
            None => None,
        }
    };
    (0..run.requests.len())
        .filter_map(|r| named(r).map(|template| (run.requests[r].id.to_string(), template)))
        .collect()
}
