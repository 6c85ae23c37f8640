//! How many look-alikes there are.

use rand::RngExt;

use crate::seed::Random;
use crate::settings::ValidSettings;

/// How many there are of what is usual at full size.
pub(super) struct Size {
    scale: f64,
    pub(super) days: u32,
    /// Requests of one machine, as a share of the usual.
    volume: f64,
}

impl Size {
    /// The size of the settings' look-alikes.
    pub(super) fn new(settings: &ValidSettings) -> Self {
        Self {
            scale: settings.scale() * settings.get().look_alikes,
            days: settings.get().days,
            volume: settings.scale().sqrt().clamp(0.15, 1.0) * settings.weeks(),
        }
    }

    /// So many at full size; none where there are no look-alikes at all.
    pub(super) fn of(&self, usual: f64, least: u32) -> u32 {
        if self.scale > 0.0 { ((usual * self.scale).round() as u32).max(least) } else { 0 }
    }

    /// So many requests of one machine at full size.
    pub(super) fn machine(&self, usual: u32) -> u32 {
        ((f64::from(usual) * self.volume) as u32).max(12)
    }

    /// A quarter of an hour of a day and an hour `from..to`, in the span.
    pub(super) fn bin(&self, from: u32, to: u32, random: &mut Random) -> usize {
        let day = random.random_range(0..(self.days * 5).div_ceil(7));
        ((day * 24 + random.random_range(from..to)) * 4) as usize
    }
}
