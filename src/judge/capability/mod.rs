//! Capability: what a campaign extracts. It describes, and never moves a score.
//!
//! A text asks for a capability as far as it is near to requests for it (archetypes), beside how near it is to others. That is a
//! description for a person, with the errors of a sentence encoder: a list of questions about code may well read as one of knowledge.

mod archetypes;

use archetypes::{ARCHETYPES, EACH};

use crate::embed::{EmbedError, Embedder};

/// What requests may be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capability {
    /// Reasoning traces: steps, proofs, sums.
    Reasoning,
    /// Grades and preferences of answers.
    Grading,
    /// Programs, and work on them.
    Code,
    /// Tool use, plans and actions of agents.
    Agents,
    /// Other words for a text: style, summaries, corrections.
    Rewriting,
    /// From one language into another.
    Translation,
    /// Facts and explanations.
    Knowledge,
    /// New texts, questions and instructions.
    Generation,
}

impl Capability {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Reasoning,
        Self::Grading,
        Self::Code,
        Self::Agents,
        Self::Rewriting,
        Self::Translation,
        Self::Knowledge,
        Self::Generation,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reasoning => "reasoning",
            Self::Grading => "grading",
            Self::Code => "code",
            Self::Agents => "agents",
            Self::Rewriting => "rewriting",
            Self::Translation => "translation",
            Self::Knowledge => "knowledge",
            Self::Generation => "generation",
        }
    }
}

/// A capability's share of some texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CapabilityShare {
    /// The capability.
    pub capability: Capability,
    /// Its share, 0 to 1.
    pub share: f64,
}

const _: () = assert!(ARCHETYPES.len() == Capability::ALL.len(), "each capability has its archetypes");

/// How sharply nearness counts: a cosine nearer by this makes a capability `e` times as likely.
const SHARP: f64 = 0.05;
/// Share from which on a capability is told.
const TOLD: f64 = 0.1;

/// The archetypes of all capabilities as vectors.
pub struct Capabilities {
    vectors: Vec<f32>,
    dimension: usize,
    /// The mean of all, which every text is near to.
    mean: Vec<f32>,
}

impl Capabilities {
    /// Embeds the archetypes.
    ///
    /// # Errors
    /// Where the embedder fails.
    pub fn new(embedder: &Embedder) -> Result<Self, EmbedError> {
        let texts: Vec<&str> = ARCHETYPES.iter().flatten().copied().collect();
        let rows = embedder.embed(&texts)?;
        let dimension = rows.dim();
        let mut mean = vec![0.0f32; dimension];
        for row in rows.as_slice().chunks_exact(dimension) {
            mean.iter_mut().zip(row).for_each(|(m, x)| *m += x / texts.len() as f32);
        }
        let mut all = Self { vectors: Vec::new(), dimension, mean };
        all.vectors = rows.as_slice().chunks_exact(dimension).flat_map(|row| all.centred(row)).collect();
        Ok(all)
    }

    /// The capabilities that some texts ask for, the largest share first, those below a tenth left out. `vectors` holds a row a text, as the
    /// same embedder gives it, and `weights` what each counts. Empty where nothing has weight.
    pub fn shares(&self, vectors: &[f32], weights: &[f64]) -> Vec<CapabilityShare> {
        let mut shares = [0.0; Capability::ALL.len()];
        let all: f64 = weights.iter().sum();
        for (row, weight) in vectors.chunks_exact(self.dimension).zip(weights) {
            let each = self.of_one(&self.centred(row));
            shares.iter_mut().zip(each).for_each(|(sum, share)| *sum += weight * share);
        }
        let told = Capability::ALL.into_iter().zip(shares.map(|share| share / all.max(f64::MIN_POSITIVE)));
        let mut told: Vec<CapabilityShare> = told
            .filter(|(_, share)| *share >= TOLD)
            .map(|(capability, share)| CapabilityShare { capability, share })
            .collect();
        told.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.capability.cmp(&b.capability)));
        told
    }

    /// The share of each capability in one text.
    fn of_one(&self, row: &[f32]) -> [f64; Capability::ALL.len()] {
        let mut rows = self.vectors.chunks_exact(self.dimension);
        let nearness = Capability::ALL.map(|_| {
            let own = rows.by_ref().take(EACH);
            own.map(|archetype| dot(archetype, row)).fold(-1.0, f64::max)
        });
        let most = nearness.iter().copied().fold(-1.0, f64::max);
        let weights = nearness.map(|near| ((near - most) / SHARP).exp());
        let all: f64 = weights.iter().sum();
        weights.map(|weight| weight / all)
    }

    /// A row without what all have in common, of unit length.
    fn centred(&self, row: &[f32]) -> Vec<f32> {
        let mut centred: Vec<f32> = row.iter().zip(&self.mean).map(|(x, m)| x - m).collect();
        let length = dot(&centred, &centred).sqrt().max(1e-12) as f32;
        centred.iter_mut().for_each(|x| *x /= length);
        centred
    }
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(x, y)| f64::from(x * y)).sum()
}
