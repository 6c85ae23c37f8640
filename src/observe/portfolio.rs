//! Portfolio: templates that the same actors use belong together, whatever their words or language.

use super::{Group, Traffic, members, expected, surprise};
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

/// One actor's use of one template, and how surprising it is.
#[derive(Clone, Copy)]
struct Use {
    actor: u32,
    weight: f64,
}

/// Who uses which template.
struct Uses {
    /// The uses of each template, in order of actors.
    of: Groups<Use>,
    /// The requests of each template with their actors, in order of these.
    requests: Groups<(u32, u32)>,
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
    let actor_of = actor_of(traffic);
    let uses = |template_of: &[Option<u32>], count| uses(traffic, (template_of, &actor_of), count);
    let each = uses(template_of, templates);
    let (mut label, count) = alike_users(&each.of, actors, alike).labels();
    let (mut before, mut count) = (templates, count as usize);
    for _ in 1..ROUNDS {
        if count == before {
            break;
        }
        let grouped: Vec<Option<u32>> =
            template_of.iter().map(|t| t.map(|template| label[template as usize])).collect();
        let (joined, groups) = alike_users(&uses(&grouped, count).of, actors, alike).labels();
        label.iter_mut().for_each(|l| *l = joined[*l as usize]);
        (before, count) = (count, groups as usize);
    }
    collect(&each, actors, &label, count)
}

/// Joins what has alike users, in one step.
fn alike_users(uses: &Groups<Use>, actors: usize, alike: f64) -> Components {
    let templates = 0..uses.len() as u32;
    let total: Vec<f64> = templates.clone().map(|t| uses.of(t).iter().map(|u| u.weight).sum()).collect();
    let notable = notable(uses, actors);
    // Who counts for each template, in order of actors, with the template's place in what the actor uses.
    let placed = (0..notable.len() as u32)
        .flat_map(|actor| (0u32..).zip(notable.of(actor)).map(move |(at, &(template, _))| (template, (actor, at))));
    let users: Groups<(u32, u32)> = Groups::new(uses.len(), placed);
    let near = |(both, met): &mut (Vec<f64>, Vec<u32>), a: u32| {
        for &(actor, at) in users.of(a) {
            let Some((&(_, weight), behind)) = notable.of(actor)[at as usize..].split_first() else { continue };
            for &(b, other) in behind {
                if both[b as usize] == 0.0 {
                    met.push(b);
                }
                both[b as usize] += weight.min(other);
            }
        }
        let mut near = Vec::new();
        for b in met.drain(..) {
            let both = std::mem::take(&mut both[b as usize]);
            if both >= alike * (total[a as usize] + total[b as usize] - both) {
                near.push(b);
            }
        }
        near
    };
    let near = Groups::found(uses.len(), || (vec![0.0; uses.len()], Vec::new()), near);
    let mut components = Components::new(uses.len());
    for a in templates {
        near.of(a).iter().for_each(|&b| _ = components.join(a, b));
    }
    components
}

/// The templates that each actor's portfolio is made of, each with its weight, in order of their numbers.
fn notable(uses: &Groups<Use>, actors: usize) -> Groups<(u32, f64)> {
    let kept = (0..uses.len() as u32).filter(|&t| uses.of(t).len() >= actors);
    let used = kept.flat_map(|t| uses.of(t).iter().filter(|u| u.weight >= NOTABLE).map(move |u| (u.actor, (t, u.weight))));
    let last = used.clone().map(|(actor, _)| actor as usize + 1).max().unwrap_or(0);
    let all: Groups<(u32, f64)> = Groups::new(last, used);
    Groups::found(last, || (), |(), actor| most_surprising(all.of(actor).to_vec()))
}

/// The most surprising of some templates, in order of their numbers.
fn most_surprising(mut notable: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    if notable.len() > NOTABLE_EACH {
        notable.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        notable.truncate(NOTABLE_EACH);
        notable.sort_unstable_by_key(|&(template, _)| template);
    }
    notable
}

fn actor_of(traffic: &Traffic) -> Vec<u32> {
    let mut actor_of = vec![0u32; traffic.times.len()];
    for actor in 0..traffic.requests_of.len() as u32 {
        traffic.requests_of.of(actor).iter().for_each(|&r| actor_of[r as usize] = actor);
    }
    actor_of
}

/// The uses of each template.
fn uses(traffic: &Traffic, (template_of, actor_of): (&[Option<u32>], &[u32]), templates: usize) -> Uses {
    let placed = template_of.iter().zip(0u32..).filter_map(|(t, request)| t.map(|t| (t, request)));
    let placed = placed.map(|(t, request)| (t, (actor_of[request as usize], request)));
    let mut requests = Groups::new(templates, placed);
    requests.sort_each();
    let of = Groups::found(templates, || (), |(), template| {
        let requests = requests.of(template);
        let rate = requests.len() as f64 / template_of.len().max(1) as f64;
        let used = requests.chunk_by(|a, b| a.0 == b.0).map(|run| {
            let expected = expected(traffic.activity(run[0].0), rate);
            Use { actor: run[0].0, weight: surprise(run.len(), expected) }
        });
        used.collect()
    });
    Uses { of, requests }
}

fn collect(uses: &Uses, actors: usize, label: &[u32], count: usize) -> Vec<Group> {
    let kept = || (0..uses.of.len() as u32).filter(|&t| uses.of.of(t).len() >= actors);
    let templates = Groups::new(count, kept().map(|t| (label[t as usize], t)));
    let placed = kept().flat_map(|t| uses.requests.of(t).iter().map(move |&placed| (label[t as usize], placed)));
    let mut requests: Groups<(u32, u32)> = Groups::new(count, placed);
    requests.sort_each();
    let group = |label: u32| Group {
        templates: templates.of(label).to_vec(),
        members: members(requests.of(label)),
    };
    let is_kept = |&label: &u32| !templates.of(label).is_empty();
    (0..count as u32).filter(is_kept).map(group).collect()
}
