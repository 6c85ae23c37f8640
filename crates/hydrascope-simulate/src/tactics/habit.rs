//! Habits that tactics choose among.

/// How items are spread over accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadTactic {
    /// The same number each.
    Even,
    /// As chance has it.
    Queue,
    /// A heavy tail.
    Skewed,
    /// A tail heavier than people's.
    Lopsided,
}

/// When accounts work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursTactic {
    /// Around the clock.
    Uniform,
    /// A daily window of hours that all share.
    Duty,
    /// Short waves.
    Waves,
    /// Hours of a person's day, each request at a moment of its own.
    Habit,
    /// People's hours and days, in sessions.
    Sessions,
}
