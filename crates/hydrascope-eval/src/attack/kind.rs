//! Which attack.

use std::fmt;
use std::str::FromStr;

use super::error::AttackError;

/// Attacks that are tried where none is named.
const USUAL: [&str; 14] = [
    "plain",
    "decoys:150",
    "decoys:300",
    "decoys:1000",
    "replay:10000",
    "paired",
    "numbers",
    "ids",
    "links",
    "org",
    "org-all",
    "frame:10",
    "frame:20",
    "frame-app",
];

/// A kind of attack that a script knows, and how large it is. In text: `KIND` or `KIND:N`.
///
/// ```
/// # use hydrascope_eval::Attack;
/// let attack: Attack = "decoys:150".parse()?;
/// assert_eq!((&*attack.kind, attack.n), ("decoys", Some(150)));
/// assert!("decoys:many".parse::<Attack>().is_err());
/// # Ok::<(), hydrascope_eval::AttackError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attack {
    /// The kind.
    pub kind: String,
    /// Its size; none leaves it to the script.
    pub n: Option<usize>,
}

impl Attack {
    /// The attacks that are tried where none is named.
    pub fn usual() -> Vec<Self> {
        USUAL.iter().filter_map(|text| text.parse().ok()).collect()
    }
}

impl FromStr for Attack {
    type Err = AttackError;

    fn from_str(text: &str) -> Result<Self, AttackError> {
        let wrong = || AttackError::Kind(text.to_owned());
        let (kind, n) = match text.split_once(':') {
            None => (text, None),
            Some((kind, n)) => (kind, Some(n.parse().ok().filter(|&n| n > 0).ok_or_else(wrong)?)),
        };
        // A kind that looks like an option would be one to the script.
        if kind.is_empty() || kind.starts_with('-') {
            return Err(wrong());
        }
        Ok(Self { kind: kind.to_owned(), n })
    }
}

impl fmt::Display for Attack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.n {
            None => f.write_str(&self.kind),
            Some(n) => write!(f, "{}:{n}", self.kind),
        }
    }
}
