//! Which vector instructions the integer kernels may use here, decided once at run time.

use std::sync::OnceLock;

/// A set of instructions that this processor has: a value of this type is the proof, for there is no other way to one
/// than [`Level::available`] and [`Level::best`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(Kind);

/// The forms in which each integer kernel is written, the narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// Plain Rust; the twin of the others.
    Portable,
    /// NEON of 64-bit ARM: 16 products an instruction, in three steps.
    Neon,
    /// AVX2: 32 products an instruction, in three steps.
    Avx2,
    /// AVX-512 with VNNI: 64 products an instruction, in one step.
    Avx512Vnni,
}

impl Kind {
    /// Its name, as a person writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Neon => "NEON",
            Self::Avx2 => "AVX2",
            Self::Avx512Vnni => "AVX-512 VNNI",
        }
    }
}

impl Level {
    /// All that this processor has, the narrowest first.
    pub fn available() -> Vec<Self> {
        let kinds = [Kind::Portable, Kind::Neon, Kind::Avx2, Kind::Avx512Vnni];
        kinds.into_iter().filter(|&kind| has(kind)).map(Self).collect()
    }

    /// The widest that this processor has.
    pub fn best() -> Self {
        static BEST: OnceLock<Level> = OnceLock::new();
        *BEST.get_or_init(|| Self::available().last().copied().unwrap_or(Self(Kind::Portable)))
    }

    /// Which it is.
    pub fn kind(self) -> Kind {
        self.0
    }
}

#[cfg(target_arch = "x86_64")]
fn has(kind: Kind) -> bool {
    match kind {
        Kind::Portable => true,
        Kind::Neon => false,
        Kind::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
        Kind::Avx512Vnni => {
            is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
        }
    }
}

/// The NEON forms take bytes of a word for its lanes, the lowest first.
#[cfg(target_arch = "aarch64")]
fn has(kind: Kind) -> bool {
    let neon = cfg!(target_endian = "little") && std::arch::is_aarch64_feature_detected!("neon");
    kind == Kind::Portable || (kind == Kind::Neon && neon)
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn has(kind: Kind) -> bool {
    kind == Kind::Portable
}
