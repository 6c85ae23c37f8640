//! How campaigns hide: the kinds.

use crate::kinds::kinds;

kinds! {
    /// A way of hiding. Those up to [`CampaignKind::Framing`] are the usual ones, which the default week has.
    CampaignKind, UnknownKind, "kind of campaign";
    Plain = "plain", "One template, shared networks and payment marks.";
    ReverseTrace = "reverse_trace", "Asks for the reasoning behind an answer already given; works in waves.";
    Persona = "persona", "A persona whose adjectives vary; human hours.";
    MultiTemplate = "multi_template", "Several templates at once.";
    Paraphrased = "paraphrased", "Several wordings of one template, with words that vary in each.";
    Diluted = "diluted", "Four of five requests are cover.";
    LowSlow = "low_slow", "Three requests an account.";
    Adaptive = "adaptive", "Wordings made anew by a grammar, and cover.";
    ShortSuffix = "short_suffix", "A short line after a long slot.";
    SingleLanguage = "single_language", "One language other than English.";
    Multilingual = "multilingual", "The same list in several languages.";
    Rubric = "rubric", "Marks for answers, by given criteria.";
    CollectionPassage = "collection_passage", "A long passage and a short instruction.";
    CollectionPairs = "collection_pairs", "Pairs of sentences, in a few wordings.";
    CollectionWordings = "collection_wordings", "Many short wordings.";
    Noised = "noised", "Ids, look-alike letters, invisible marks and broken spaces.";
    Rotating = "rotating", "Another template each day.";
    Tiny = "tiny", "Ten accounts.";
    Framing = "framing", "Copies the template of a benign app.";
    AgentTasks = "agent_tasks", "Deals tasks to agents: each is worked on in 10 to 30 growing requests by one account in one sitting.";
    Churn = "churn", "Accounts are burnt after a day or two and replaced by new ones.";
    HandOver = "hand_over", "One or two accounts at a time, each handing the list on to the next.";
    SpacedWaves = "spaced_waves", "A few waves of some hours, days apart, not all accounts in each.";
    Stages = "stages", "Generates, then evolves, then grades the same list on the same accounts.";
    Aged = "aged", "Ordinary use first, the list in the second half.";
    Driven = "driven", "Conversations of 3 to 6 turns that a program drives.";
    Verbatim = "verbatim", "A list without a template, each item asked word for word by several accounts.";
    Numeric = "numeric", "Nothing but numbers fills the template.";
    Skewed = "skewed", "Some accounts do twenty times what others do.";
    FakedHours = "faked_hours", "Human hours drawn for each account apart.";
    Sharded = "sharded", "Each account keeps to topics of its own.";
    SharedRecipe = "shared_recipe", "The template is a public recipe that hobbyists use, who come with it.";
    SharedApp = "shared_app", "The template is that of an app whose users ask once at a time, who come with it.";
    SharedAgent = "shared_agent", "Deals tasks to a public coding agent, whose other users come with it.";
}

impl CampaignKind {
    /// The kinds of the default week.
    pub fn usual() -> Vec<Self> {
        Self::ALL.into_iter().filter(|kind| kind.is_usual()).collect()
    }

    /// Whether the kind is one of the default week's.
    pub fn is_usual(self) -> bool {
        self <= Self::Framing
    }

    /// Whether its template is one that others use too.
    pub(super) fn copies(self) -> bool {
        matches!(self, Self::Framing | Self::SharedRecipe | Self::SharedApp | Self::SharedAgent)
    }

    /// The grammar's rule for its templates; those of kinds that take theirs from elsewhere are not asked for.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Multilingual => "es.solve",
            Self::Framing => "app",
            Self::MultiTemplate => "teach",
            Self::Stages => "stages.generate",
            Self::SharedRecipe => "recipe",
            Self::SharedApp => "once.app",
            Self::SharedAgent => "coding.system",
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
