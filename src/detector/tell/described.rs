//! A campaign and its templates, as reports describe them.

use super::members::{attributes, members};
use super::named::{Named, hypothesis};
use super::scaffolding::Scaffolding;
use crate::detector::run::{Run, template_name};
use crate::finding::{CampaignFinding, PartFinding, TemplateFinding};
use crate::judge::{CapabilityShare, hypotheses, languages, meanings, silent};
use crate::place::{skeleton_parts, skeleton_text, slots};

/// Texts of a template whose language is looked at.
const LANGUAGE_TEXTS: usize = 32;

/// Bytes of a token, as tokenisers of large models have them on ordinary text.
const TOKEN_BYTES: usize = 4;

/// What is told of a campaign beside what its own requests say.
pub(super) struct Told<'a> {
    pub(super) false_discovery_rate: f64,
    pub(super) capabilities: &'a [CapabilityShare],
    /// The ordinary group that stands beside it.
    pub(super) beside: Option<&'a str>,
}

/// What is known of a campaign; `score` is that of an actor.
pub(super) fn campaign(
    run: &Run<'_>,
    named: &Named<'_>,
    scaffolding: &Scaffolding,
    told: &Told<'_>,
    score: impl Fn(u32) -> f64,
) -> CampaignFinding {
    let shown = &named.shown;
    let verdict = &shown.judged.verdict;
    let requests = shown.requests();
    let templates: Vec<(u32, TemplateFinding)> =
        shown.templates.iter().filter_map(|&t| Some((t, template(run, named, scaffolding, t)?))).collect();
    let (numbers, templates): (Vec<u32>, Vec<TemplateFinding>) = templates.into_iter().unzip();
    let members = members(run, &shown.members, &numbers, score);
    let times = || requests.iter().map(|&r| run.log.time(r));
    let bytes: usize = requests.iter().map(|&r| run.log.bytes(r) as usize).sum();
    let most = LANGUAGE_TEXTS * shown.templates.len().max(1);
    let some = run.log.sample(requests.iter().copied(), most);
    let some: Vec<String> = some.into_iter().map(|r| run.log.prompt(r)).collect();
    CampaignFinding {
        id: named.name.clone(),
        hypothesis: hypothesis(Some(named), verdict).into(),
        operator: named.operator.map(str::to_owned),
        strength: shown.judged.strength,
        false_discovery_rate: told.false_discovery_rate,
        first_seen: times().min().unwrap_or_default(),
        last_seen: times().max().unwrap_or_default(),
        requests: requests.len(),
        characters: requests.iter().map(|&r| run.log.characters(r) as usize).sum(),
        estimated_tokens: bytes.div_ceil(TOKEN_BYTES),
        capabilities: told.capabilities.iter().map(|c| (c.capability.name().into(), c.share)).collect(),
        languages: languages(some.iter().map(String::as_str)),
        prior: verdict.prior_odds(),
        log_odds: verdict.log_odds(),
        evidence: meanings(verdict),
        silent: silent(verdict),
        hypotheses: hypotheses(verdict),
        attributes: attributes(run, &shown.members),
        beside: told.beside.map(str::to_owned),
        templates,
        accounts: members.iter().map(|member| member.account.clone()).collect(),
        members,
    }
}

/// One template of a campaign; `None` where too few of its members use it for its words to be shared ones.
fn template(
    run: &Run<'_>,
    named: &Named<'_>,
    scaffolding: &Scaffolding,
    template: u32,
) -> Option<TemplateFinding> {
    let shown = &named.shown;
    let skeleton = &run.templates.skeletons[template as usize];
    let inside = |r: &&u32| run.template_of[**r as usize] == Some(template);
    let used: Vec<Vec<u32>> =
        shown.members.iter().map(|m| m.requests.iter().filter(inside).copied().collect()).collect();
    let actors = used.iter().filter(|requests| !requests.is_empty()).count();
    if actors < run.params.min_actors as usize {
        return None;
    }
    let prompt = |text: u32| run.prompt(text);
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
    let parts = is_known.then(|| skeleton_parts(run.corpus, skeleton, &prompt(skeleton.text)));
    Some(TemplateFinding {
        id: template_name(template),
        skeleton: parts.as_ref().map_or_else(|| "{1}".to_owned(), |parts| skeleton_text(parts)),
        parts: parts
            .into_iter()
            .flatten()
            .filter_map(|part| Some(PartFinding { role: part.role?.name().into(), text: part.text }))
            .collect(),
        requests: used.iter().map(Vec::len).sum(),
        within: is_known.then(|| scaffolding.around(run, template)).flatten(),
        actors,
        slot_examples,
    })
}
