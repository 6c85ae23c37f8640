//! Verbatim: accounts that send the same texts word for word, text after text, as whoever works off one list more than once does.
//!
//! One text in common is chance or fashion. Two texts tie two accounts, and three ties each make a group: a k-core (Seidman,
//! "Network structure and minimum degree", 1983), so that no chain of chances makes one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Group, Member, Traffic};
use crate::components::Components;
use crate::groups::Groups;

/// Accounts that may hold a text: what more of them send is popular, and ties nobody.
const HOLDERS: std::ops::RangeInclusive<usize> = 2..=16;
/// Texts in common that tie two accounts.
const TEXTS: u32 = 2;
/// Ties that each account of a group has to others of it.
const TIES: usize = 3;

/// Groups of at least `least` actors that share texts, with the share (0 to 1) of all requests that these texts take. The groups
/// have no templates; a member's requests are those of texts that another member sent too.
pub fn verbatim(traffic: &Traffic, least: usize) -> Vec<(Group, f64)> {
    let sent = sent(traffic);
    let ties = core(tied(&sent));
    let mut components = Components::new(traffic.requests_of.len());
    for (&a, &b) in ties.iter().flat_map(|(a, others)| others.iter().map(move |b| (a, b))) {
        components.join(a, b);
    }
    let (label, count) = components.labels();
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); count as usize];
    let tied = label.iter().zip(0..).filter(|(_, actor)| ties.contains_key(actor));
    tied.for_each(|(&l, actor)| groups[l as usize].push(actor));
    groups.retain(|actors| actors.len() >= least.max(1));
    let texts = shared_texts(&sent, &groups, traffic.requests_of.len());
    let mut uses = vec![0u32; traffic.text_of.iter().max().map_or(0, |&last| last as usize + 1)];
    traffic.text_of.iter().for_each(|&text| uses[text as usize] += 1);
    (0u32..).zip(&groups).map(|(nth, actors)| listed(traffic, &uses, texts.of(nth), actors)).collect()
}

/// The texts that several actors of each group hold, in order.
fn shared_texts(sent: &[(u32, u32)], groups: &[Vec<u32>], actors: usize) -> Groups {
    let mut group_of = vec![u32::MAX; actors];
    for (nth, actors) in (0u32..).zip(groups) {
        actors.iter().for_each(|&actor| group_of[actor as usize] = nth);
    }
    let mut shared: Vec<(u32, u32)> = Vec::new();
    for holders in telling(sent) {
        let mut of: Vec<u32> = holders.iter().map(|&(_, actor)| group_of[actor as usize]).collect();
        of.sort_unstable();
        let several = of.chunk_by(|a, b| a == b).filter(|same| same.len() > 1 && same[0] != u32::MAX);
        shared.extend(several.map(|same| (same[0], holders[0].0)));
    }
    Groups::new(groups.len(), shared.iter().copied())
}

/// Text and actor of each request, once each, in order.
fn sent(traffic: &Traffic) -> Vec<(u32, u32)> {
    let text = |&request: &u32| traffic.text_of[request as usize];
    let of = |actor: u32| traffic.requests_of.of(actor).iter().map(move |r| (text(r), actor));
    let mut sent: Vec<(u32, u32)> = (0..traffic.requests_of.len() as u32).flat_map(of).collect();
    sent.sort_unstable();
    sent.dedup();
    sent
}

/// The holders of each text that is neither one account's nor popular.
fn telling(sent: &[(u32, u32)]) -> impl Iterator<Item = &[(u32, u32)]> {
    sent.chunk_by(|a, b| a.0 == b.0).filter(|holders| HOLDERS.contains(&holders.len()))
}

/// The actors that share texts enough with each.
fn tied(sent: &[(u32, u32)]) -> FxHashMap<u32, FxHashSet<u32>> {
    let mut shared: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for holders in telling(sent) {
        for (i, &(_, a)) in holders.iter().enumerate() {
            holders[i + 1..].iter().for_each(|&(_, b)| *shared.entry((a, b)).or_default() += 1);
        }
    }
    let mut ties: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
    for ((a, b), _) in shared.into_iter().filter(|(_, texts)| *texts >= TEXTS) {
        ties.entry(a).or_default().insert(b);
        ties.entry(b).or_default().insert(a);
    }
    ties
}

/// What is left where whoever has too few ties is taken away, again and again.
fn core(mut ties: FxHashMap<u32, FxHashSet<u32>>) -> FxHashMap<u32, FxHashSet<u32>> {
    let mut weak: Vec<u32> = ties.iter().filter(|(_, t)| t.len() < TIES).map(|(&actor, _)| actor).collect();
    while let Some(actor) = weak.pop() {
        for other in ties.remove(&actor).into_iter().flatten() {
            if let Some(of) = ties.get_mut(&other)
                && of.remove(&actor)
                && of.len() + 1 == TIES
            {
                weak.push(other);
            }
        }
    }
    ties
}

/// A group of actors over the texts that they share, in order, and the share of all requests that these take; `uses` are those of each text.
fn listed(traffic: &Traffic, uses: &[u32], texts: &[u32], actors: &[u32]) -> (Group, f64) {
    let is_listed = |&r: &u32| texts.binary_search(&traffic.text_of[r as usize]).is_ok();
    let members = actors.iter().map(|&actor| Member {
        actor,
        requests: traffic.requests_of.of(actor).iter().copied().filter(is_listed).collect(),
    });
    let taken: usize = texts.iter().map(|&text| uses[text as usize] as usize).sum();
    let group = Group { templates: Vec::new(), members: members.collect() };
    (group, taken as f64 / traffic.text_of.len().max(1) as f64)
}
