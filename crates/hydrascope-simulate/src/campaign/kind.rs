//! How campaigns hide: the kinds.

use std::fmt;
use std::str::FromStr;

/// A way of hiding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CampaignKind {
    /// One template, shared networks and payment marks.
    Plain,
    /// Asks for the reasoning behind an answer already given; works in waves.
    ReverseTrace,
    /// A persona whose adjectives vary; human hours.
    Persona,
    /// Several templates at once.
    MultiTemplate,
    /// Several wordings of one template, with words that vary in each.
    Paraphrased,
    /// Four of five requests are cover.
    Diluted,
    /// Three requests an account.
    LowSlow,
    /// Wordings made anew by a grammar, and cover.
    Adaptive,
    /// A short line after a long slot.
    ShortSuffix,
    /// One language other than English.
    SingleLanguage,
    /// The same list in several languages.
    Multilingual,
    /// Marks for answers, by given criteria.
    Rubric,
    /// A long passage and a short instruction.
    CollectionPassage,
    /// Pairs of sentences, in a few wordings.
    CollectionPairs,
    /// Many short wordings.
    CollectionWordings,
    /// Ids, look-alike letters, invisible marks and broken spaces.
    Noised,
    /// Another template each day.
    Rotating,
    /// Ten accounts.
    Tiny,
    /// Copies the template of a benign app.
    Framing,
}

impl CampaignKind {
    /// All kinds.
    pub const ALL: [Self; 19] = [
        Self::Plain,
        Self::ReverseTrace,
        Self::Persona,
        Self::MultiTemplate,
        Self::Paraphrased,
        Self::Diluted,
        Self::LowSlow,
        Self::Adaptive,
        Self::ShortSuffix,
        Self::SingleLanguage,
        Self::Multilingual,
        Self::Rubric,
        Self::CollectionPassage,
        Self::CollectionPairs,
        Self::CollectionWordings,
        Self::Noised,
        Self::Rotating,
        Self::Tiny,
        Self::Framing,
    ];

    /// The kind's name, as labels have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::ReverseTrace => "reverse_trace",
            Self::Persona => "persona",
            Self::MultiTemplate => "multi_template",
            Self::Paraphrased => "paraphrased",
            Self::Diluted => "diluted",
            Self::LowSlow => "low_slow",
            Self::Adaptive => "adaptive",
            Self::ShortSuffix => "short_suffix",
            Self::SingleLanguage => "single_language",
            Self::Multilingual => "multilingual",
            Self::Rubric => "rubric",
            Self::CollectionPassage => "collection_passage",
            Self::CollectionPairs => "collection_pairs",
            Self::CollectionWordings => "collection_wordings",
            Self::Noised => "noised",
            Self::Rotating => "rotating",
            Self::Tiny => "tiny",
            Self::Framing => "framing",
        }
    }

    /// The grammar's rule for its templates; kinds that take theirs from elsewhere have none of their own.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Multilingual => "es.solve",
            Self::Framing => "app",
            Self::MultiTemplate => "teach",
            kind => kind.name(),
        }
    }

    /// Least and most templates of one campaign.
    pub(super) fn templates(self) -> (u32, u32) {
        match self {
            Self::MultiTemplate | Self::Paraphrased => (3, 4),
            Self::Rotating => (3, 5),
            Self::CollectionPairs => (2, 4),
            Self::CollectionWordings => (6, 9),
            _ => (1, 1),
        }
    }
}

impl fmt::Display for CampaignKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no kind of campaign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a kind of campaign, got {0:?}; choose one of {known}", known = CampaignKind::ALL.map(CampaignKind::name).join(", "))]
pub struct UnknownKind(String);

impl FromStr for CampaignKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == text);
        found.ok_or_else(|| UnknownKind(text.chars().take(40).collect()))
    }
}
