//! From numbers back to names: what a batch found, as its reports show it.

use rayon::prelude::*;

use crate::campaign::{Judged, Weigher, account_evidence, false_discovery_rates, languages, meanings};
use crate::cluster::Templates;
use crate::columns::Columns;
use crate::evidence::Traffic;
use crate::finding::{AccountFinding, CampaignFinding, EvidenceMap, Findings, TemplateFinding};
use crate::params::ValidParams;
use crate::phrase::{Corpus, skeleton_text, slots};
use crate::request::Request;

/// Texts of a template whose language is looked at.
const LANGUAGE_TEXTS: usize = 32;

/// All that findings are made of.
pub(super) struct Run<'a> {
    pub(super) requests: &'a [Request],
    pub(super) columns: &'a Columns,
    pub(super) corpus: &'a Corpus,
    pub(super) templates: &'a Templates,
    pub(super) traffic: &'a Traffic,
    pub(super) template_of: &'a [Option<u32>],
    pub(super) params: &'a ValidParams,
    pub(super) weigher: &'a Weigher,
}

/// The best that is known of an actor.
#[derive(Clone, Default)]
struct Best {
    score: f64,
    campaign: Option<usize>,
    evidence: EvidenceMap,
}

/// Names what was found; `judged` is sorted, strongest first.
pub(super) fn findings(run: &Run<'_>, judged: &[Judged]) -> Findings {
    let strengths: Vec<f64> = judged.iter().map(|j| j.strength).collect();
    let rates = false_discovery_rates(&strengths);
    let shown = strengths.iter().take_while(|&&s| s >= run.params.flag_above).count();
    let best = best_of_actors(run, judged, shown);
    let campaigns: Vec<CampaignFinding> =
        (0..shown).into_par_iter().map(|i| campaign(run, &judged[i], i, rates[i])).collect();
    let mut accounts: Vec<AccountFinding> = run
        .columns
        .accounts
        .iter()
        .zip(&run.columns.actor_of_account)
        .map(|(account, &actor)| {
            let best = &best[actor as usize];
            AccountFinding {
                account: account.to_string(),
                score: best.score,
                flagged: best.campaign.is_some() && best.score >= run.params.flag_above,
                campaign: best.campaign.map(campaign_name),
                evidence: best.evidence.clone(),
            }
        })
        .collect();
    accounts.par_sort_unstable_by(|a, b| a.account.cmp(&b.account));
    Findings { accounts, placements: placements(run), campaigns }
}

fn campaign_name(number: usize) -> String {
    format!("c{}", number + 1)
}

fn template_name(number: u32) -> String {
    format!("t{}", number + 1)
}

fn best_of_actors(run: &Run<'_>, judged: &[Judged], shown: usize) -> Vec<Best> {
    let mut best = vec![Best::default(); run.columns.actors];
    for (i, judged) in judged.iter().enumerate() {
        for ((actor, score), member) in judged.scores(run.traffic).zip(&judged.part.group.members) {
            let best = &mut best[actor as usize];
            if score > best.score {
                let all = run.traffic.activity(actor);
                *best = Best {
                    score,
                    campaign: (i < shown).then_some(i),
                    evidence: account_evidence(
                        member.requests.len(),
                        all,
                        judged.strength,
                        score / judged.strength,
                    ),
                };
            }
        }
    }
    best
}

fn campaign(run: &Run<'_>, judged: &Judged, number: usize, false_discovery_rate: f64) -> CampaignFinding {
    let group = &judged.part.group;
    let requests = || group.members.iter().flat_map(|m| m.requests.iter().copied());
    let mut accounts: Vec<String> =
        requests().map(|r| run.requests[r as usize].account.to_string()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let times = || requests().map(|r| run.requests[r as usize].time);
    let sample = requests().step_by((group.requests() / (LANGUAGE_TEXTS * group.templates.len())).max(1));
    CampaignFinding {
        id: campaign_name(number),
        accounts,
        templates: group.templates.iter().map(|&t| template(run, judged, t)).collect(),
        languages: languages(sample.map(|r| run.requests[r as usize].prompt.as_str())),
        first_seen: times().min().unwrap_or(run.requests[0].time),
        last_seen: times().max().unwrap_or(run.requests[0].time),
        requests: group.requests(),
        evidence: meanings(&judged.evidence, run.weigher),
        strength: judged.strength,
        false_discovery_rate,
    }
}

fn template(run: &Run<'_>, judged: &Judged, template: u32) -> TemplateFinding {
    let skeleton = &run.templates.skeletons[template as usize];
    let inside = |r: &&u32| run.template_of[**r as usize] == Some(template);
    let members = || judged.part.group.members.iter();
    let requests: Vec<u32> = members().flat_map(|m| m.requests.iter().filter(inside).copied()).collect();
    let actors = members().filter(|m| m.requests.iter().any(|r| inside(&r))).count();
    let prompt = |text: u32| run.requests[run.corpus.requests(text)[0] as usize].prompt.as_str();
    let own = slots(run.corpus, skeleton, skeleton.text);
    let mut slot_examples: Vec<Vec<String>> = vec![Vec::new(); own.len()];
    let texts = requests.iter().map(|&r| run.corpus.text_of()[r as usize]);
    for text in texts.take(64) {
        let filled = slots(run.corpus, skeleton, text);
        if filled.len() == own.len()
            && slot_examples.first().is_some_and(|e| e.len() < run.params.slot_examples)
        {
            for (examples, slot) in slot_examples.iter_mut().zip(filled) {
                examples.extend(prompt(text).get(slot).map(str::to_owned));
            }
        }
    }
    TemplateFinding {
        id: template_name(template),
        skeleton: skeleton_text(prompt(skeleton.text), &own),
        requests: requests.len(),
        actors,
        slot_examples,
    }
}

/// The template of each placed request; requests that repeat one text outside any template share a template too.
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
