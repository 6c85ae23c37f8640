//! Split: templates that share scaffolding come out as one frame; what their texts say beside it takes them apart.
//!
//! A frame is looked at through a sample. Of what its texts say beside its skeleton, the text whose words most others
//! share leads a part: the texts that share most of them, and the skeleton of these. A part stands for itself where what
//! it says beside the frame weighs more than the frame; the rest stays and is looked at again. Parts that hold
//! only some of a frame's texts are values of a slot that come again (a popular document), and no templates.

use rustc_hash::FxHashMap;

use super::owners::Owners;
use super::skeleton::{Skeleton, SkeletonParams, sum};
use crate::mine::{Bigram, Corpus, Marks};

/// Texts from which on a frame is looked at, and of it at most.
const TEXTS: (usize, usize) = (24, 384);
/// Texts of a sample that make a part at least, and the share of the sample.
const PART: (usize, f64) = (6, 0.02);
/// Texts belong together where they share this part of what varies in the one that leads.
const TOGETHER: f32 = 0.5;
/// What a part says beside its frame, in terms of what the frame says.
const BESIDE: f32 = 1.5;
/// And where it is what accounts say that say nothing else: an application built of the same sentences as others.
const BESIDE_OWN: f32 = 0.25;
/// What the frame says at most, for that: a longer prompt that many accounts share is an application, and what each of them adds
/// to it a slot.
const SCAFFOLDING: f32 = 100.0;
/// Texts that make a part where a few accounts wrote all of them.
const FEW_TEXTS: usize = 3;
/// The share of a frame's texts that has to lie in parts.
const COVER: f64 = 0.5;
/// Parts that are looked for in a sample.
const PARTS: usize = 64;
/// Leaders that may lead to no part.
const VAIN: usize = 16;

/// The distinct pairs of words of a text, sorted, with their weights.
type Said = Vec<(Bigram, f32)>;

/// What a text of a sample says beside its frame.
struct Varying<'a> {
    text: u32,
    /// All that it says.
    all: &'a [(Bigram, f32)],
    /// Pairs of words, numbered, with their weights.
    said: Vec<(u32, f32)>,
    /// How much it has to lead by: its words, by how many texts share them.
    lead: f32,
}

/// A template that is mixed with others in one frame.
pub(super) struct Part {
    /// What its texts say.
    pub(super) skeleton: Skeleton,
    /// What of it tells it from the frame.
    beside: Skeleton,
}

impl Part {
    fn new(skeleton: Skeleton, frame: &Skeleton) -> Self {
        Self { beside: skeleton.beside(frame), skeleton }
    }

    /// Whether a text that says these pairs of words says most of the part, and of what it says beside its frame.
    pub(super) fn is_said(&self, said: &Marks) -> bool {
        let most = f64::from(TOGETHER);
        self.beside.containment(said) >= most && self.skeleton.containment(said) >= most
    }
}

/// The parts that `texts` mix, whose frame has this skeleton, if they have one; none where they are one template.
pub(super) fn parts(
    corpus: &Corpus,
    frame: Option<&Skeleton>,
    texts: &[u32],
    (params, marks): (&SkeletonParams, &mut Marks),
) -> Vec<Part> {
    if texts.len() < TEXTS.0 {
        return Vec::new();
    }
    let sample = corpus.sample(texts, TEXTS.1);
    let owners = Owners::new(corpus, &sample);
    let nothing = Skeleton::none();
    let said: Vec<Said> = sample.iter().map(|&text| corpus.weighed(text)).collect();
    let parts = led(corpus, frame.unwrap_or(&nothing), (&sample, &said, &owners), (params, marks));
    let mut is_in = |said: &&Said| {
        marks.set(said.iter().map(|&(pair, _)| pair));
        parts.iter().any(|part| part.is_said(marks))
    };
    let mut covered = || said.iter().filter(&mut is_in).count() as f64;
    let enough = owners.are_few() || covered() >= COVER * sample.len() as f64;
    if frame.is_none() || enough { parts } else { Vec::new() }
}

/// The parts of the frame of `texts` where these are applications of several accounts, each with words of its own
/// beside scaffolding.
pub(super) fn applications(
    corpus: &Corpus,
    texts: &[u32],
    params: &SkeletonParams,
    marks: &mut Marks,
) -> Vec<Part> {
    if texts.len() < TEXTS.0 {
        return Vec::new();
    }
    let owners = Owners::new(corpus, texts);
    let whole = if owners.are_several() { Skeleton::of(corpus, texts, params) } else { None };
    let whole = whole.filter(|whole| may_hold_applications(&owners, whole));
    whole.map_or_else(Vec::new, |whole| parts(corpus, Some(&whole), texts, (params, marks)))
}

/// Whether what accounts say of their own in a frame may be applications: they are a few, or the frame is scaffolding.
fn may_hold_applications(owners: &Owners, frame: &Skeleton) -> bool {
    owners.are_few() || frame.length() <= SCAFFOLDING
}

/// The parts of a sample, whose owners are known, each with the texts that no earlier one has.
fn led(
    corpus: &Corpus,
    frame: &Skeleton,
    (sample, said, owners): (&[u32], &[Said], &Owners),
    (params, marks): (&SkeletonParams, &mut Marks),
) -> Vec<Part> {
    let least =
        if owners.are_few() { FEW_TEXTS } else { PART.0.max((PART.1 * sample.len() as f64) as usize) };
    let applications = may_hold_applications(owners, frame);
    let mut open = varying(frame, sample, said);
    let mut parts: Vec<Part> = Vec::new();
    let mut vain = 0;
    while parts.len() < PARTS && vain < VAIN {
        let leader = open.iter().enumerate().max_by(|a, b| a.1.lead.total_cmp(&b.1.lead).then(b.0.cmp(&a.0)));
        let Some((leader, _)) = leader else { break };
        let together = followers(&open, leader);
        let texts: Vec<u32> = together.iter().map(|&i| open[i].text).collect();
        let beside = if applications && owners.own(corpus, &texts) { BESIDE_OWN } else { BESIDE };
        let enough = beside * frame.weight();
        let worth = together.len() >= least && common(&open, &together, params.common) >= enough;
        let found = worth.then(|| Skeleton::of(corpus, &texts, params)).flatten();
        let text = open.remove(leader).text;
        let part = found.map(|skeleton| Part::new(skeleton, frame));
        if let Some(part) = part.filter(|part| part.beside.weight() >= enough) {
            open.retain(|v| {
                marks.set(v.all.iter().map(|&(pair, _)| pair));
                v.text != text && !part.is_said(marks)
            });
            parts.push(part);
        } else {
            vain += 1;
        }
    }
    parts
}

/// What most of some texts say beside the frame weighs.
fn common(open: &[Varying<'_>], texts: &[usize], share: f64) -> f32 {
    let mut counts: FxHashMap<u32, (u32, f32)> = FxHashMap::default();
    for &(number, weight) in texts.iter().flat_map(|&i| &open[i].said) {
        counts.entry(number).or_insert((0, weight)).0 += 1;
    }
    let least = share * texts.len() as f64;
    sum(counts.into_values().filter(|&(count, _)| f64::from(count) >= least).map(|(_, weight)| weight))
}

/// The texts that share most of what varies in a leader, which is one of them.
fn followers(open: &[Varying<'_>], leader: usize) -> Vec<usize> {
    let said: FxHashMap<u32, f32> = open[leader].said.iter().copied().collect();
    let whole: f32 = open[leader].said.iter().map(|&(_, weight)| weight).sum();
    let shared = |v: &Varying| v.said.iter().filter_map(|(number, _)| said.get(number)).sum::<f32>();
    (0..open.len()).filter(|&i| shared(&open[i]) >= TOGETHER * whole).collect()
}

/// The texts of a sample that say beside the frame what some others say too.
fn varying<'a>(frame: &Skeleton, sample: &[u32], said: &'a [Said]) -> Vec<Varying<'a>> {
    let mut counts: FxHashMap<Bigram, (u32, u32)> = FxHashMap::default();
    for (bigram, _) in said.iter().flatten().filter(|&&(bigram, _)| !frame.has(bigram)) {
        let next = counts.len() as u32;
        counts.entry(*bigram).or_insert((0, next)).0 += 1;
    }
    counts.retain(|_, (texts, _)| *texts as usize >= PART.0);
    let varying = |(all, &text): (&'a Said, &u32)| {
        let mut lead = 0.0;
        let numbered = all.iter().filter_map(|(bigram, weight)| {
            let &(texts, number) = counts.get(bigram)?;
            lead += weight * (texts as f32).ln();
            Some((number, *weight))
        });
        let said: Vec<(u32, f32)> = numbered.collect();
        (!said.is_empty()).then_some(Varying { text, all, said, lead })
    };
    said.iter().zip(sample).filter_map(varying).collect()
}
