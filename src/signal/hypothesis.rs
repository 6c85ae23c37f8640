//! What a group of accounts may be: the stories that the evidence is read under.

use serde::Serialize;

/// One story of how the requests of a group came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hypothesis {
    /// One list, each request dealt to an account as if by lot.
    DealtByLot,
    /// One list, dealt to accounts that keep hours of their own.
    DealtByHours,
    /// One list, handed on from account to account, or worked off in waves and shifts.
    DealtInTurns,
    /// One list in parts by topic, an account a part.
    DealtInShards,
    /// One list whose items are worked on in sittings, as agents and driven conversations do.
    DealtInSittings,
    /// Users of one application, who ask in sessions.
    Users,
    /// Users of one application, who ask once at a time.
    Askers,
    /// Programs of many people that run at set times.
    Timers,
    /// One sitting an account: a course, a tutorial, an event.
    OneSitting,
    /// A crowd that sends the same texts: a prompt that spreads, an assignment, a public benchmark.
    Crowd,
    /// People who happen to share a turn of phrase.
    Coincidence,
}

use Hypothesis::{
    Askers, Coincidence, Crowd, DealtByHours, DealtByLot, DealtInShards, DealtInSittings, DealtInTurns,
    OneSitting, Timers, Users,
};

impl Hypothesis {
    /// All of them; each stands at the place of its number.
    pub const ALL: [Self; 11] = [
        DealtByLot,
        DealtByHours,
        DealtInTurns,
        DealtInShards,
        DealtInSittings,
        Users,
        Askers,
        Timers,
        OneSitting,
        Crowd,
        Coincidence,
    ];

    /// Its name in reports, as its variant in snake case.
    pub fn name(self) -> &'static str {
        match self {
            DealtByLot => "dealt_by_lot",
            DealtByHours => "dealt_by_hours",
            DealtInTurns => "dealt_in_turns",
            DealtInShards => "dealt_in_shards",
            DealtInSittings => "dealt_in_sittings",
            Users => "users",
            Askers => "askers",
            Timers => "timers",
            OneSitting => "one_sitting",
            Crowd => "crowd",
            Coincidence => "coincidence",
        }
    }

    /// Its place in [`Hypothesis::ALL`].
    pub fn number(self) -> usize {
        self as usize
    }

    /// Whether somebody stands behind all accounts and deals out work.
    pub fn is_coordinated(self) -> bool {
        matches!(self, DealtByLot | DealtByHours | DealtInTurns | DealtInShards | DealtInSittings)
    }

    /// The story in words.
    pub fn meaning(self) -> &'static str {
        match self {
            DealtByLot => "one list, dealt to the accounts as if by lot",
            DealtByHours => "one list, dealt to accounts that keep hours of their own",
            DealtInTurns => "one list, handed on from account to account or worked off in waves",
            DealtInShards => "one list in parts by topic, an account a part",
            DealtInSittings => "one list of tasks, each worked on in a sitting",
            Users => "users of one application, who ask in sessions",
            Askers => "users of one application, who ask once at a time",
            Timers => "programs of many people that run at set times",
            OneSitting => "one sitting an account, as in a course or a tutorial",
            Crowd => "a crowd that sends the same texts",
            Coincidence => "people who happen to share a turn of phrase",
        }
    }

    /// How much is thought of it before anything is measured, in odds against the others. Shipped, not fitted: of the groups
    /// of an ordinary log hardly one in forty is dealt.
    pub(crate) fn prior(self) -> f64 {
        match self {
            DealtByLot | DealtByHours => 0.03,
            DealtInTurns => 0.01,
            DealtInShards | DealtInSittings => 0.005,
            Users => 1.0,
            Askers | Timers => 0.3,
            OneSitting => 0.4,
            Crowd => 0.6,
            Coincidence => 1.5,
        }
    }
}
