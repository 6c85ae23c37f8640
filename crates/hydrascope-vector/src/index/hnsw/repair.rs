//! Links in what no walk along the lowest layer would reach.
//!
//! Dense groups may link among themselves alone, since each of their links is nearer than any that leads out. Such islands
//! are found by following all links from the first vector, and each is tied to the nearest vector that was reached.

use super::layers::Layers;
use super::links::Links;
use super::walker::Walker;
use crate::distance::SplitRows;

/// Candidates for the vector to tie an island to.
const WIDTH: usize = 32;

/// Makes every vector of the lowest layer reachable from the first, in the order of the graph.
pub(super) fn repair(rows: &SplitRows, layers: &mut Layers) {
    let mut reached = vec![false; rows.len()];
    let mut walker = Walker::default();
    for id in 0..rows.len() as u32 {
        if !reached[id as usize] {
            if id != 0 {
                let from = nearest_reached(rows, layers, &mut walker, id, &reached);
                tie(layers.layer_mut(0), from, id);
            }
            mark_from(layers.layer(0), id, &mut reached);
        }
    }
}

/// Marks what links lead to from a vector that is not marked.
pub(super) fn mark_from(links: &Links, id: u32, reached: &mut [bool]) {
    let mut open = vec![id];
    reached[id as usize] = true;
    while let Some(id) = open.pop() {
        for &next in links.of(id) {
            if !std::mem::replace(&mut reached[next as usize], true) {
                open.push(next);
            }
        }
    }
}

/// The nearest reached vector that a walk finds, one with room for a link where there is one.
fn nearest_reached(rows: &SplitRows, layers: &Layers, walker: &mut Walker, id: u32, reached: &[bool]) -> u32 {
    let links = layers.layer(0);
    walker.probe.set_row(rows, id);
    layers.descend(rows, walker, 0, WIDTH);
    let known = |walker: &Walker| -> Vec<u32> {
        let best = walker.frontier.best().iter().map(|candidate| candidate.id());
        best.filter(|&id| reached[id as usize]).collect()
    };
    let mut found = known(walker);
    if found.is_empty() {
        // The walk may have begun on an island; from the first vector on, everything is reached.
        walker.walk(rows, links, &[0], WIDTH);
        found = known(walker);
    }
    let roomy = found.iter().copied().find(|&id| links.of(id).len() < links.width());
    roomy.or(found.first().copied()).unwrap_or(0)
}

/// Links `from`, which was reached, to `id`, which was not, and back where `id` has room. Where `from` has none its last
/// link goes by way of `id`, so that nothing that was reached is lost.
fn tie(links: &mut Links, from: u32, id: u32) {
    let mut list = links.of(from).to_vec();
    let mut own = links.of(id).to_vec();
    if list.len() == links.width()
        && let Some(moved) = list.pop()
        && !own.contains(&moved)
    {
        own.truncate(links.width() - 1);
        own.push(moved);
    }
    list.push(id);
    links.set(from, &list);
    if !own.contains(&from) {
        own.push(from);
    }
    // Cut to the width, which leaves the way back out where there is no room.
    links.set(id, &own);
}
