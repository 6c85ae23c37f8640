//! Which part of the span each account of a campaign works in.

use rand::RngExt;

use crate::campaign::Turnover;
use crate::seed::Random;
use crate::stream::Stay;

/// How far lives on one seat may overlap, in lives.
const OVERLAP: f64 = 0.15;

/// The stay of the `number`-th of so many accounts.
pub(super) fn stay(turnover: Turnover, number: u32, accounts: u32, random: &mut Random) -> Stay {
    match turnover {
        Turnover::None => Stay::WHOLE,
        Turnover::Seats(seats) => {
            let lives = f64::from(accounts.div_ceil(seats));
            let life = f64::from(number / seats);
            let end = life + 1.0 + random.random_range(0.0..OVERLAP);
            Stay { from: life / lives, until: (end / lives).min(1.0) }
        }
        Turnover::Waves(waves) => {
            let (one, two) = (random.random_range(0..waves), random.random_range(0..waves));
            let share = |wave: u32| f64::from(wave) / f64::from(waves);
            // A little inside, so that rounding leads into no other wave.
            Stay { from: share(one.min(two)) + 1e-6, until: share(one.max(two) + 1) - 1e-6 }
        }
        Turnover::Late => Stay { from: 0.5 + random.random_range(0.0..0.1), until: 1.0 },
    }
}
