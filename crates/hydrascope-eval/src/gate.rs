//! What reports must reach, and whether one does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::check::{Bound, Check, Outcome};
use crate::error::EvalError;
use crate::labels::CAMPAIGN_ROLE;
use crate::run_record::RunFigures;
use crate::score::Score;

/// The limit of roles that have none of their own.
const DEFAULT: &str = "default";

/// The thresholds of each week.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    path: PathBuf,
    weeks: BTreeMap<String, Thresholds>,
}

/// The thresholds of a week.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Thresholds {
    /// Figures of a score.
    #[serde(default)]
    at_least: BTreeMap<String, f64>,
    /// Shares of benign roles' accounts that may be flagged.
    #[serde(default)]
    flagged_share_at_most: BTreeMap<String, f64>,
    /// Figures of a run.
    #[serde(default)]
    run_at_most: BTreeMap<String, f64>,
}

impl Gate {
    /// Reads thresholds: TOML with a table for each week, that holds `at_least` (figures of [`Score::figures`]),
    /// `flagged_share_at_most` (benign roles, and `default` for every other) and `run_at_most` (numbers of `run.json`).
    ///
    /// # Errors
    /// Where the file cannot be read or is of another form, a week holds nothing, or its roles have no `default`.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|source| EvalError::Unreadable { path: path.to_owned(), source })?;
        let wrong = |reason: String| EvalError::Thresholds { path: path.to_owned(), reason };
        let weeks: BTreeMap<String, Thresholds> =
            toml::from_str(&text).map_err(|error| wrong(error.to_string().trim_end().to_owned()))?;
        if weeks.is_empty() {
            return Err(wrong("it holds no week".to_owned()));
        }
        for (name, week) in &weeks {
            if *week == Thresholds::default() {
                return Err(wrong(format!("week {name} holds no threshold")));
            }
            if !week.flagged_share_at_most.is_empty() && !week.flagged_share_at_most.contains_key(DEFAULT) {
                return Err(wrong(format!("{name}.flagged_share_at_most holds no {DEFAULT}")));
            }
        }
        Ok(Self { path: path.to_owned(), weeks })
    }

    /// The weeks that have thresholds, by name.
    pub fn weeks(&self) -> impl Iterator<Item = &str> {
        self.weeks.keys().map(String::as_str)
    }

    /// Holds a score and the figures of the run that made the report to the thresholds of a week.
    ///
    /// # Errors
    /// Where the week has no thresholds.
    pub fn check(&self, week: &str, score: &Score, run: &RunFigures) -> Result<Outcome, EvalError> {
        let thresholds = self.weeks.get(week).ok_or_else(|| EvalError::UnknownWeek {
            path: self.path.clone(),
            known: self.weeks().collect::<Vec<_>>().join(", "),
            name: week.to_owned(),
        })?;
        let not_found = score.campaigns.iter().filter(|campaign| !campaign.found).cloned().collect();
        Ok(Outcome { week: week.to_owned(), checks: thresholds.checks(score, run), not_found })
    }
}

impl Thresholds {
    fn checks(&self, score: &Score, run: &RunFigures) -> Vec<Check> {
        let figures: BTreeMap<&str, Option<f64>> = score.figures().into_iter().collect();
        let at_least = self.at_least.iter().map(|(name, &threshold)| Check {
            name: name.clone(),
            value: figures.get(&**name).copied().flatten(),
            bound: Bound::AtLeast,
            threshold,
        });
        let run = self.run_at_most.iter().map(|(name, &threshold)| Check {
            name: name.clone(),
            value: run.get(name),
            bound: Bound::AtMost,
            threshold,
        });
        at_least.chain(self.role_checks(score)).chain(run).collect()
    }

    /// Every benign role of the week, and every role that is named.
    fn role_checks(&self, score: &Score) -> Vec<Check> {
        let Some(&default) = self.flagged_share_at_most.get(DEFAULT) else { return Vec::new() };
        let benign = score.roles.iter().filter(|role| role.role != CAMPAIGN_ROLE);
        let mut roles: BTreeMap<&str, Option<f64>> = self
            .flagged_share_at_most
            .keys()
            .filter(|role| *role != DEFAULT)
            .map(|role| (&**role, None))
            .collect();
        roles.extend(benign.map(|role| (&*role.role, Some(role.flagged_share()))));
        let check = |(role, value): (&str, Option<f64>)| Check {
            name: format!("flagged share of {role}"),
            value,
            bound: Bound::AtMost,
            threshold: self.flagged_share_at_most.get(role).copied().unwrap_or(default),
        };
        roles.into_iter().map(check).collect()
    }
}
