//! Judge: groups of actors, parted and weighed.

use rayon::prelude::*;

use super::error::BatchError;
use super::run::Run;
use super::views::group_slots;
use crate::campaign::{Evidence, Judged, Part, split};
use crate::distance::UnitVectors;
use crate::embed::Embedder;
use crate::evidence::{
    HumanRhythm, Slots, clock, exchangeability, infrastructure, load, portfolios, spread, sweep,
};

/// Strength from which on a group is worth the cost of embedding its slots.
const WORTH_EMBEDDING: f64 = 1e-3;
/// Groups whose slots are held as vectors at a time.
const GROUPS_AT_ONCE: usize = 512;

/// Groups actors by the templates that they share, parts workers from people, and weighs what can be measured
/// without embedding.
pub(super) fn judge(run: &Run<'_>) -> Vec<Judged> {
    let (traffic, params) = (run.traffic, run.params);
    let least = params.min_actors as usize;
    let mut uses = vec![0usize; run.templates.len()];
    run.template_of.iter().flatten().for_each(|&t| uses[t as usize] += 1);
    let rhythm = HumanRhythm::fit(traffic, params.seed);
    let by_rhythm = !params.without.iter().any(|w| w == "rhythm");
    portfolios(traffic, run.template_of, run.templates.len(), least, params.portfolio_alike)
        .into_par_iter()
        .filter(|g| g.members.len() >= least)
        .flat_map_iter(|group| {
            let taken: usize = group.templates.iter().map(|&t| uses[t as usize]).sum();
            let rate = taken as f64 / traffic.times.len().max(1) as f64;
            let weigh = |part: Part| {
                let evidence = measure(run, &rhythm, &part, rate);
                Judged::new(part, rate, evidence, run.weigher)
            };
            let parts = if by_rhythm { split(traffic, &rhythm, &group, least) } else { Vec::new() };
            let parts: Vec<Judged> = parts.into_iter().map(weigh).collect();
            // Where both kinds are workers by all other evidence, they are one campaign that works in waves.
            let one_kind = parts.is_empty() || parts.iter().all(|j| j.strength >= params.flag_above);
            if one_kind { vec![weigh(Part::whole(group))] } else { parts }
        })
        .collect()
}

fn measure(run: &Run<'_>, rhythm: &HumanRhythm, part: &Part, rate: f64) -> Evidence {
    let (traffic, group, columns) = (run.traffic, &part.group, run.columns);
    let shared = |a| infrastructure(a, group);
    Evidence {
        actors: group.members.len(),
        spread: spread(traffic, group, rate),
        sweep: sweep(traffic, group),
        load: load(group),
        clock: clock(traffic, group),
        rhythm: rhythm.ratio(traffic, group.members.iter()),
        exchangeability: None,
        infrastructure: columns.attributes.iter().map(|a| (a.name.clone(), shared(a))).collect(),
    }
}

/// Measures the exchangeability of slots where a group is strong enough to be worth it, and weighs again.
pub(super) fn exchange(
    judged: Vec<Judged>,
    run: &Run<'_>,
    embedder: &Embedder,
) -> Result<Vec<Judged>, BatchError> {
    let mut measured = Vec::with_capacity(judged.len());
    let mut rest = judged.into_iter().peekable();
    while rest.peek().is_some() {
        let chunk: Vec<Judged> = rest.by_ref().take(GROUPS_AT_ONCE).collect();
        measured.extend(exchange_some(chunk, run, embedder)?);
    }
    Ok(measured)
}

fn exchange_some(judged: Vec<Judged>, run: &Run<'_>, embedder: &Embedder) -> Result<Vec<Judged>, BatchError> {
    let views: Vec<Vec<(u32, String)>> = judged
        .par_iter()
        .map(|j| if j.strength < WORTH_EMBEDDING { Vec::new() } else { group_slots(run, &j.part.group) })
        .collect();
    let texts: Vec<&str> = views.iter().flatten().map(|(_, view)| view.as_str()).collect();
    let rows = embedder.embed(&texts)?;
    let rows = UnitVectors::new(rows.as_slice(), rows.dim())?;
    let starts = views.iter().scan(0, |next, views| {
        *next += views.len();
        Some(*next - views.len())
    });
    let starts: Vec<usize> = starts.collect();
    let measured = judged.into_par_iter().zip(views).zip(starts).map(|((judged, views), start)| {
        if views.is_empty() {
            return judged;
        }
        let owners: Vec<u32> = views.iter().map(|(owner, _)| *owner).collect();
        let vectors = rows.rows(start..start + views.len());
        let z = exchangeability(&Slots { vectors, owners: &owners }, run.params.seed);
        judged.with_exchangeability(z, run.weigher)
    });
    Ok(measured.collect())
}
