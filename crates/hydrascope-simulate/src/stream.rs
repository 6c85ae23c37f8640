//! One account's requests of one kind, each following from the last: the state that the simulation keeps.

use rand::RngExt;

use crate::clock::{Clock, next_position};
use crate::look_alike::LookAlikeKind;
use crate::pace::Pace;
use crate::seed::Random;

/// What a stream's requests are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Organic,
    /// The requests of many people behind one key.
    Reseller,
    /// One prompt again and again.
    Retry,
    Fad(u32),
    /// Exercises of one class, by its first and their number.
    Homework(u32, u32),
    /// One app, its own users behind the account or many.
    App(u32, Users),
    Agent(u32),
    Library(u32),
    Harness(u32),
    Fleet(u32),
    /// A kind of look-alike and the number of its app, list or company.
    LookAlike(LookAlikeKind, u32),
    /// A campaign by its place, and what is done for it.
    Campaign(u16, Part),
}

/// What a stream does for a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its list.
    List,
    /// One request in its template.
    Decoy,
    /// The prompts of an ordinary account, copied.
    Bot,
}

/// Who stands behind an app's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Users {
    /// The account's owner.
    One,
    /// Everyone who uses the app.
    Many,
}

/// The part of a clock that a stream keeps to: shares of its activity, `0 <= from < until <= 1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stay {
    pub(crate) from: f64,
    pub(crate) until: f64,
}

impl Stay {
    /// From the first moment to the last.
    pub(crate) const WHOLE: Self = Self { from: 0.0, until: 1.0 };
}

/// Where a stream stands.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) account: u32,
    pub(crate) script: Script,
    /// A clock's place.
    pub(crate) clock: u32,
    pace: Pace,
    stay: Stay,
    /// Requests (sittings, where the pace counts those) still to come, the one now due among them.
    left: u32,
    /// Requests still to come in this session.
    session: u32,
    /// Where in its stay the last session began, `0..1`.
    position: f64,
    /// Requests made.
    pub(crate) sent: u32,
    /// Requests made in this session.
    pub(crate) turn: u32,
    /// Names what was asked last, to be asked again; 0 where nothing was.
    pub(crate) remembered: u64,
    pub(crate) random: Random,
}

impl Stream {
    /// A stream of `requests` requests (sittings, where the pace counts those), above 0.
    pub(crate) fn new(
        account: u32,
        script: Script,
        clock: u32,
        pace: Pace,
        requests: u32,
        random: Random,
    ) -> Self {
        Self {
            account,
            script,
            clock,
            pace,
            stay: Stay::WHOLE,
            left: requests,
            session: 0,
            position: 0.0,
            sent: 0,
            turn: 0,
            remembered: 0,
            random,
        }
    }

    /// The same within a part of the clock.
    pub(crate) fn within(self, stay: Stay) -> Self {
        Self { stay, ..self }
    }

    /// Requests (sittings, where the pace counts those) still to come.
    pub(crate) fn left(&self) -> u32 {
        self.left
    }

    /// When the first request is due.
    pub(crate) fn first(&mut self, clock: &Clock) -> i64 {
        self.open_session(clock)
    }

    /// Counts one request as made and says when the next is due, if there is one.
    pub(crate) fn advance(&mut self, now: i64, clock: &Clock) -> Option<i64> {
        self.sent += 1;
        self.turn += 1;
        self.session -= 1;
        if self.session == 0 || !self.pace.counts_sittings() {
            self.left -= 1;
        }
        if self.left == 0 {
            return None;
        }
        let soon = self.pace.after(now, &mut self.random);
        if self.session > 0 {
            return Some(soon);
        }
        let next = self.open_session(clock);
        // Two requests of single pace may fall together; two sessions may not.
        Some(if self.pace == Pace::Single { next } else { next.max(soon) })
    }

    /// The seed of the conversation at hand: drawn at its first turn, kept until the next one begins.
    pub(crate) fn conversation(&mut self) -> u64 {
        if self.turn == 0 {
            self.remembered = self.random.random();
        }
        self.remembered
    }

    fn open_session(&mut self, clock: &Clock) -> i64 {
        let sessions = self.pace.sessions(self.left);
        self.position = next_position(self.position, sessions, &mut self.random);
        self.session = self.pace.session_size(self.left, &mut self.random);
        self.turn = 0;
        let share = self.stay.from + self.position * (self.stay.until - self.stay.from);
        self.pace.aligned(clock.at(share), &mut self.random)
    }
}
