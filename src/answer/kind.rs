//! What a report can be asked about.

use std::fmt;

/// A kind of thing in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An account, by the name that the log gives it.
    Account,
    /// A campaign, or what is shown apart, such as `c3`, `o1` or `f1`.
    Campaign,
    /// A template, or a text that is repeated outside any, such as `t12` or `d3`.
    Template,
    /// A request, by its id.
    Request,
    /// An ordinary group, such as `g1`.
    Group,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Account, Self::Campaign, Self::Template, Self::Request, Self::Group];

    /// Its name, such as `account`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Campaign => "campaign",
            Self::Template => "template",
            Self::Request => "request",
            Self::Group => "group",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
