//! The templates of a campaign.

use rand::RngExt;

use super::CampaignKind;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::LANGUAGES;
use crate::seed::Random;
use crate::template::Template;

/// One of a campaign's templates.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Its name within the campaign.
    pub(super) label: String,
    /// The template, whole or in clauses that may change places.
    pub(super) clauses: Vec<Template>,
}

impl Drawn {
    /// The rule of its first slot, where there is one.
    pub(super) fn slot(&self) -> Option<RuleId> {
        self.clauses.iter().find_map(Template::first_slot)
    }
}

/// The templates of a campaign of that kind, at least one. `public` is the one that it copies, where it does.
pub(super) fn drawn(
    kind: CampaignKind,
    in_clauses: bool,
    grammar: &Grammar,
    random: &mut Random,
    public: &Template,
) -> Result<Vec<Drawn>, GrammarError> {
    let templates = match kind {
        kind if kind.copies() => vec![(kind.name().to_owned(), public.clone())],
        CampaignKind::Stages => stages(grammar, random)?,
        CampaignKind::Multilingual => multilingual(grammar, random)?,
        kind => several(kind, grammar, random)?,
    };
    let drawn = |(label, template): (String, Template)| Drawn {
        label,
        clauses: if in_clauses { template.clauses() } else { vec![template] },
    };
    Ok(templates.into_iter().map(drawn).collect())
}

/// As many templates as the kind has, drawn from different alternatives of its rule.
fn several(
    kind: CampaignKind,
    grammar: &Grammar,
    random: &mut Random,
) -> Result<Vec<(String, Template)>, GrammarError> {
    let rule = kind.rule();
    let alternatives = grammar.alternatives(grammar.rule(rule)?);
    let (least, most) = kind.templates();
    let count = random.random_range(least..=most).min(alternatives as u32);
    let first = random.random_range(0..alternatives as u32);
    (0..count)
        .map(|n| Ok((format!("t{n}"), Template::draw(grammar, rule, (first + n) as usize, random)?)))
        .collect()
}

/// One request in three to five languages, over the same sums.
fn multilingual(grammar: &Grammar, random: &mut Random) -> Result<Vec<(String, Template)>, GrammarError> {
    let count = random.random_range(3..=5_u32) as usize;
    let first = random.random_range(0..LANGUAGES.len() as u32) as usize;
    (first..first + count)
        .map(|place| {
            let language = LANGUAGES[place % LANGUAGES.len()];
            let rule = format!("{language}.solve");
            Ok((language.to_owned(), Template::draw(grammar, &rule, 0, random)?))
        })
        .collect()
}

/// A template for each stage, over the same items.
fn stages(grammar: &Grammar, random: &mut Random) -> Result<Vec<(String, Template)>, GrammarError> {
    ["generate", "evolve", "grade"]
        .map(|stage| {
            let alternative = random.random_range(0..1000_u32) as usize;
            let template = Template::draw(grammar, &format!("stages.{stage}"), alternative, random)?;
            Ok((stage.to_owned(), template))
        })
        .into_iter()
        .collect()
}
