//! Signals: one file an axis along which dealt accounts and people differ.
//!
//! Whoever balances a list over accounts makes them interchangeable: who sent which is as if drawn by lot. People are not. Each
//! signal measures an effect along one axis, with its error where accounts are interchangeable and where they are not, and says
//! how likely the effect is under each [`Hypothesis`]. A signal that cannot tell is silent, and silence is no evidence.

mod agreement;
mod apart;
mod axis;
mod band;
mod concentration;
mod day;
mod facts;
mod gaps;
mod hand_over;
mod hour;
mod hypothesis;
mod infrastructure;
mod length;
mod load;
mod six_hours;
mod slots;
mod ten_minutes;
mod texts;
mod turns;
mod wording;

pub use axis::{HYPOTHESES, Reading, Signal};
pub use band::Effect;
pub use facts::{Facts, SlotRows};
pub use hypothesis::Hypothesis;

/// All signals.
pub fn all() -> &'static [&'static dyn Signal] {
    &[
        &slots::Slots,
        &ten_minutes::TenMinutes,
        &six_hours::SixHours,
        &day::Day,
        &hour::Hour,
        &hand_over::HandOver,
        &load::Load,
        &length::Length,
        &wording::Wording,
        &texts::Texts,
        &turns::Turns,
        &apart::Apart,
        &concentration::Concentration,
        &infrastructure::Infrastructure,
    ]
}

/// The signal of a name.
pub fn named(name: &str) -> Option<&'static dyn Signal> {
    all().iter().copied().find(|signal| signal.name() == name)
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn no_meaning_has_a_negative_zero() {
        for signal in all() {
            for value in [-0.0, -0.0004] {
                let meaning = signal.meaning(value);
                assert!(!meaning.contains("-0"), "{}: {meaning}", signal.name());
            }
        }
        assert!(all().iter().any(|signal| signal.meaning(-0.2).contains("-0.2")));
    }
}
