//! The sixteen signals, their weights, and which of them no log here can feed.

/// A signal, by the name that its authors give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GlasswallySignal {
    /// TLS fingerprints and the order of headers.
    Fingerprint,
    /// Many requests an hour, evenly spaced, of one length, at night.
    Velocity,
    /// Words that ask for a model's reasoning.
    Cot,
    /// Likeness to what extraction asks for.
    Embed,
    /// Accounts that share payment, organisation or network.
    Hydra,
    /// Many accounts within one second, again and again.
    TimingCluster,
    /// Settings of HTTP/2.
    H2Grpc,
    /// Accounts that change to one model together.
    Pivot,
    /// Prompts of one shape, one after the other.
    Biometric,
    /// Prompts that look for invisible marks.
    Watermark,
    /// Networks of hosting providers.
    AsnClassifier,
    /// Instructions that many requests and accounts begin with.
    RolePreamble,
    /// Sessions at even distances.
    SessionGap,
    /// How long an answer may be.
    TokenBudget,
    /// Prompts that a model should refuse.
    RefusalProbe,
    /// The order of topics.
    SequenceModel,
}

use GlasswallySignal::{
    AsnClassifier, Biometric, Cot, Embed, Fingerprint, H2Grpc, Hydra, Pivot, RefusalProbe, RolePreamble,
    SequenceModel, SessionGap, TimingCluster, TokenBudget, Velocity, Watermark,
};

/// The signals that no log here can feed, and the field that each would need.
pub const GLASSWALLY_SILENT: [(GlasswallySignal, &str); 4] = [
    (Fingerprint, "TLS fingerprints and headers in their order"),
    (H2Grpc, "the settings of HTTP/2 connections"),
    (AsnClassifier, "who owns a network"),
    (TokenBudget, "how long an answer may be"),
];

impl GlasswallySignal {
    /// The weight of a full score, as published; all sixteen sum to 1.
    pub fn weight(self) -> f64 {
        match self {
            Fingerprint => 0.14,
            Velocity => 0.10,
            Cot => 0.09,
            Embed | Hydra => 0.08,
            TimingCluster | AsnClassifier => 0.07,
            H2Grpc | RolePreamble => 0.06,
            Pivot | Biometric => 0.05,
            Watermark | SessionGap => 0.04,
            TokenBudget => 0.03,
            RefusalProbe | SequenceModel => 0.02,
        }
    }
}

/// What a signal says of an account at one of its requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GlasswallyReading {
    /// The signal.
    pub signal: GlasswallySignal,
    /// How suspicious that is, 0 to 1.
    pub score: f64,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
}

impl GlasswallyReading {
    /// A reading, with a score of 1 at most.
    pub(super) fn new(signal: GlasswallySignal, score: f64, confidence: f64) -> Self {
        Self { signal, score: score.min(1.0), confidence }
    }

    /// What it adds to the composite score: a signal without any confidence still counts two fifths.
    pub(super) fn weighed(&self) -> f64 {
        self.signal.weight() * self.score * (0.4 + 0.6 * self.confidence)
    }
}
