//! Portfolio: templates that the same actors use belong together, whatever their words or language.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Group, Member, Traffic, expected, surprise};
use crate::components::Components;
use crate::groups::Groups;

/// Surprise (nats) from which on an actor's use of a template counts. Low enough that whoever sends a handful of requests and one of them in a
/// template of a hundredth of all is counted: at 3, campaigns of few requests an account came apart or not by a single request.
const NOTABLE: f64 = 2.0;

/// Templates of one actor that are compared, the most surprising: a gateway's thousands would be compared in millions
/// of pairs, and tell nothing.
const NOTABLE_EACH: usize = 128;

/// What was joined is compared again as one, so often: of the wordings of one list that its accounts take turns with, each
/// alone has few users in common with each other, and all with what the rest has joined.
const ROUNDS: usize = 3;

/// One actor's use of one template.
struct Use {
    actor: u32,
    requests: Vec<u32>,
    weight: f64,
}

/// Groups templates whose users are the same beyond chance: weighted Jaccard of their users, each by the surprise of
/// its use, at least `alike` (0 to 1). `template_of` names the template of each request; templates with fewer than
/// `actors` users are left out.
pub fn portfolios(
    traffic: &Traffic,
    template_of: &[Option<u32>],
    templates: usize,
    actors: usize,
    alike: f64,
) -> Vec<Group> {
    let each = uses(traffic, template_of, templates);
    let (mut label, count) = alike_users(&each, actors, alike).labels();
    let (mut before, mut count) = (templates, count as usize);
    for _ in 1..ROUNDS {
        if count == before {
            break;
        }
        let grouped: Vec<Option<u32>> =
            template_of.iter().map(|t| t.map(|template| label[template as usize])).collect();
        let (joined, groups) = alike_users(&uses(traffic, &grouped, count), actors, alike).labels();
        label.iter_mut().for_each(|l| *l = joined[*l as usize]);
        (before, count) = (count, groups as usize);
    }
    collect(each, actors, &label, count)
}

/// Joins what has alike users, in one step.
fn alike_users(uses: &[Vec<Use>], actors: usize, alike: f64) -> Components {
    let kept: Vec<bool> = uses.iter().map(|u| u.len() >= actors).collect();
    let total: Vec<f64> = uses.iter().map(|u| u.iter().map(|u| u.weight).sum()).collect();
    let last = uses.iter().flatten().map(|u| u.actor as usize + 1).max().unwrap_or(0);
    let mut notable: Vec<Vec<(u32, f64)>> = vec![Vec::new(); last];
    for (template, uses) in uses.iter().enumerate().filter(|&(t, _)| kept[t]) {
        for used in uses.iter().filter(|u| u.weight >= NOTABLE) {
            notable[used.actor as usize].push((template as u32, used.weight));
        }
    }
    let mut shared: FxHashMap<(u32, u32), f64> = FxHashMap::default();
    for portfolio in notable.into_iter().map(most_surprising) {
        for (i, &(a, weight_a)) in portfolio.iter().enumerate() {
            for &(b, weight_b) in &portfolio[i + 1..] {
                *shared.entry((a, b)).or_default() += weight_a.min(weight_b);
            }
        }
    }
    let mut components = Components::new(uses.len());
    for ((a, b), both) in shared {
        if both >= alike * (total[a as usize] + total[b as usize] - both) {
            components.join(a, b);
        }
    }
    components
}

/// The templates that an actor's portfolio is made of, each with its weight, in order of their numbers.
fn most_surprising(mut notable: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    if notable.len() > NOTABLE_EACH {
        notable.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        notable.truncate(NOTABLE_EACH);
        notable.sort_unstable_by_key(|&(template, _)| template);
    }
    notable
}

/// The uses of each template, in order of actors.
fn uses(traffic: &Traffic, template_of: &[Option<u32>], templates: usize) -> Vec<Vec<Use>> {
    let pairs = template_of.iter().zip(0u32..).filter_map(|(t, request)| t.map(|t| (t, request)));
    let requests = Groups::new(templates, pairs);
    let mut actor_of = vec![0u32; template_of.len()];
    for actor in 0..traffic.requests_of.len() as u32 {
        traffic.requests_of.of(actor).iter().for_each(|&r| actor_of[r as usize] = actor);
    }
    (0..templates as u32)
        .into_par_iter()
        .map(|template| {
            let requests = requests.of(template);
            let rate = requests.len() as f64 / template_of.len().max(1) as f64;
            let mut sorted: Vec<(u32, u32)> = requests.iter().map(|&r| (actor_of[r as usize], r)).collect();
            sorted.sort_unstable();
            sorted
                .chunk_by(|a, b| a.0 == b.0)
                .map(|run| {
                    let expected = expected(traffic.activity(run[0].0), rate);
                    Use {
                        actor: run[0].0,
                        requests: run.iter().map(|&(_, r)| r).collect(),
                        weight: surprise(run.len(), expected),
                    }
                })
                .collect()
        })
        .collect()
}

fn collect(uses: Vec<Vec<Use>>, actors: usize, label: &[u32], count: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![Group::default(); count];
    let mut members: Vec<Vec<(u32, Vec<u32>)>> = vec![Vec::new(); count];
    for (template, uses) in uses.into_iter().enumerate().filter(|(_, uses)| uses.len() >= actors) {
        let group = label[template] as usize;
        groups[group].templates.push(template as u32);
        members[group].extend(uses.into_iter().map(|u| (u.actor, u.requests)));
    }
    for (group, mut parts) in groups.iter_mut().zip(members) {
        parts.sort_unstable();
        for run in parts.chunk_by(|a, b| a.0 == b.0) {
            let mut requests: Vec<u32> = run.iter().flat_map(|(_, r)| r.iter().copied()).collect();
            requests.sort_unstable();
            group.members.push(Member { actor: run[0].0, requests });
        }
    }
    groups.retain(|g| !g.templates.is_empty());
    groups
}
