//! The innermost loops: integer products of a strip of query rows with a few panels, and which of them pass.
//!
//! All forms compute the same integers and then the same three steps in `f32`, so that they pass the same pairs.
//! [`portable`] is the plain twin.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;
mod tile;

pub use tile::Hit;
pub(crate) use tile::Tile;

use super::level::{Kind, Level};

/// Panels that a kernel takes at a time.
pub(crate) const PANELS: usize = 3;

/// Appends the pairs of a tile that pass, by panel, then query, then row.
pub(crate) fn screen(level: Level, tile: Tile<'_>, hits: &mut Vec<Hit>) {
    debug_assert!(tile.is_whole());
    match level.kind() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX2 and FMA.
        Kind::Avx2 => unsafe { avx2::screen(tile, hits) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a `Level` of this kind exists only where the processor has AVX-512 F, BW, VL and VNNI.
        Kind::Avx512Vnni => unsafe { avx512::screen(tile, hits) },
        #[cfg(target_arch = "aarch64")]
        // SAFETY: a `Level` of this kind exists only where the processor has NEON.
        Kind::Neon => unsafe { neon::screen(tile, hits) },
        _ => portable::screen(tile, hits),
    }
}
