//! Builds the graph in batches: all vectors of a batch search the graph as it was before the batch, each sees the others of
//! its batch as well, and then all links are written. What a batch holds depends on the size of the graph alone and every
//! list is chosen from sorted candidates, so the graph is the same at any number of threads; and no thread waits for a lock.

use std::ops::Range;

use rayon::prelude::*;

use super::diversity::Chooser;
use super::frontier::Candidate;
use super::layers::Layers;
use super::links::Links;
use super::params::HnswParams;
use super::scan::Crowd;
use super::walker::Walkers;
use crate::distance::{Probe, SplitRows};

/// Vectors of the first batch, which are compared with each other only.
const FIRST_BATCH: usize = 1024;

/// Vectors of a later batch, at most; the graph at least doubles only while it is smaller.
const LARGEST_BATCH: usize = 2048;

/// Links the rows, which are in the graph's order, in layers of the given sizes (lowest first).
pub(super) fn build(rows: &SplitRows, sizes: &[usize], params: HnswParams, walkers: &Walkers) -> Layers {
    let layers = Layers::new(sizes, params.links);
    let compared = params.compare_all_up_to.saturating_add(LARGEST_BATCH);
    let early = Crowd::of(rows, 0..rows.len().min(compared) as u32);
    let mut builder = Builder { rows, params, walkers, layers, early };
    let mut done = 0;
    while done < rows.len() {
        let batch = done.clamp(FIRST_BATCH, LARGEST_BATCH).min(rows.len() - done);
        builder.link(done as u32..(done + batch) as u32);
        done += batch;
    }
    builder.layers
}

struct Builder<'a> {
    rows: &'a SplitRows,
    params: HnswParams,
    walkers: &'a Walkers,
    layers: Layers,
    /// The rows that newcomers are compared with: those that come first.
    early: Crowd,
}

impl Builder<'_> {
    /// Links a batch into every layer that holds some of it. Lowest first: a search in one layer passes through those above
    /// it, which must not hold the batch yet.
    fn link(&mut self, batch: Range<u32>) {
        for layer in 0..self.layers.len() {
            let members = batch.start..batch.end.min(self.layers.layer(layer).len() as u32);
            if members.is_empty() {
                return;
            }
            let forward = self.forward(layer, members.clone());
            let links = self.layers.layer_mut(layer);
            for (id, to) in members.clone().zip(&forward) {
                links.set(id, to);
            }
            add_back_links(self.rows, links, members, &forward);
        }
    }

    /// The links of each member of a batch to earlier vectors and other members.
    fn forward(&self, layer: usize, members: Range<u32>) -> Vec<Vec<u32>> {
        let candidates = self.candidates_of_batch(layer, members);
        let choose = |chooser: &mut Chooser, candidates: Vec<Candidate>| {
            chooser.choose(self.rows, &candidates, self.params.links)
        };
        candidates.into_par_iter().map_init(Chooser::default, choose).collect()
    }

    /// The best candidates of each member among earlier vectors and other members, sorted.
    fn candidates_of_batch(&self, layer: usize, members: Range<u32>) -> Vec<Vec<Candidate>> {
        let width = self.params.build_width;
        if members.start as usize <= self.params.compare_all_up_to {
            return self.early.nearest(self.rows, members.clone(), members.end, width);
        }
        let crowd = Crowd::of(self.rows, members.clone());
        let peers = crowd.nearest(self.rows, members.clone(), members.end, width);
        let found = members.into_par_iter().zip(peers).map(|(id, peers)| {
            self.walkers.lend(|walker| {
                walker.probe.set_row(self.rows, id);
                self.layers.descend(self.rows, walker, layer, width);
                peers.into_iter().for_each(|peer| walker.frontier.offer(peer));
                walker.frontier.best().iter().map(|candidate| candidate.unfollowed()).collect()
            })
        });
        found.collect()
    }
}

/// Links the targets of new links back to where they came from; what exceeds a target's room is chosen anew from all.
fn add_back_links(rows: &SplitRows, links: &mut Links, members: Range<u32>, forward: &[Vec<u32>]) {
    let mut back: Vec<(u32, u32)> =
        members.zip(forward).flat_map(|(id, to)| to.iter().map(move |&target| (target, id))).collect();
    back.par_sort_unstable();
    let groups: Vec<&[(u32, u32)]> = back.chunk_by(|x, y| x.0 == y.0).collect();
    let merge = |chooser: &mut (Chooser, Probe), group: &&[(u32, u32)]| merged(rows, links, chooser, group);
    let lists: Vec<Vec<u32>> =
        groups.par_iter().map_init(|| (Chooser::default(), Probe::new()), merge).collect();
    for (group, list) in groups.iter().zip(&lists) {
        links.set(group[0].0, list);
    }
}

/// A target's links with those that came in: pairs of the target and a source, not empty.
fn merged(
    rows: &SplitRows,
    links: &Links,
    (chooser, probe): &mut (Chooser, Probe),
    group: &[(u32, u32)],
) -> Vec<u32> {
    let target = group[0].0;
    let mut list = links.of(target).to_vec();
    let own = list.len();
    list.extend(group.iter().map(|&(_, source)| source).filter(|source| !links.of(target).contains(source)));
    if list.len() == own || list.len() <= links.width() {
        return list;
    }
    probe.set_row(rows, target);
    let mut scores = Vec::new();
    rows.scores(probe, &list, &mut scores);
    let mut candidates: Vec<Candidate> =
        list.iter().zip(scores).map(|(&id, score)| Candidate::new(id, score)).collect();
    candidates.sort_unstable();
    chooser.choose(rows, &candidates, links.width())
}
