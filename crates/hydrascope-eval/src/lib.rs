//! How well hydrascope detects: scores of reports on labelled traffic, and what they must reach.
//!
//! A [`Week`] is a folder of labels, a [`Report`] what `hydrascope detect --out` wrote. [`score()`] gives a [`Score`]: single
//! figures, and what became of each role, campaign and template. [`compare()`] sets two reports on one week side by side,
//! and a [`Gate`] holds scores to thresholds. [`write_groups`] writes what detection weighed, for fitting.
//!
//! A [`LabelledLog`] is a week with its log, on which detection runs here: an [`Ablation`] says what each part of it is worth,
//! an [`AttackedWeek`] what an [`Attack`] beside the week does to it, a [`PeerTable`] what public tools reach on it, and
//! [`quality_page`] writes all of it down. [`reliability()`] says whether stated rates of false campaigns are kept,
//! [`dose_response()`] and [`adaptive()`] what it costs to hide, on [`attack_page`]. Speed is measured elsewhere.
//!
//! ```
//! use hydrascope_eval::{Report, Week, score};
//!
//! # let folder = tempfile::tempdir()?;
//! # let (week, report) = (folder.path(), folder.path());
//! # std::fs::write(week.join("labels.accounts.jsonl"), r#"{"account": "a", "role": "campaign", "campaign": "c"}
//! # {"account": "b", "role": "organic", "campaign": null}"#)?;
//! # std::fs::write(week.join("labels.events.jsonl"), "")?;
//! # std::fs::write(report.join("accounts.jsonl"), r#"{"account": "a", "score": 0.9, "flagged": true, "campaign": "c1"}"#)?;
//! let report = Report::read(report)?;
//! let score = score(&Week::read(week, &[&report])?, &report)?;
//! assert_eq!((score.precision, score.recall), (1.0, Some(1.0)));
//! assert_eq!(score.campaigns_found(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![doc(test(attr(deny(warnings))))]

mod ablation;
mod ablation_table;
mod alert;
mod attack;
mod b_cubed;
mod campaigns;
mod check;
mod compare;
mod compare_table;
mod detection;
mod error;
mod found;
mod gate;
mod gate_table;
mod groups;
mod json;
mod labelled;
mod labels;
mod lines;
mod list;
mod markdown;
mod peers;
mod predicted;
mod quality;
mod ranking;
mod reliability;
mod report;
mod roles;
mod run_record;
mod score;
mod share;
mod table;
mod template_table;
mod templates;

pub use ablation::{Ablation, AblationRun};
pub use ablation_table::ablation_table;
pub use attack::{
    AdaptiveAttack, Attack, AttackError, AttackOutcome, AttackScript, AttackedWeek, Dose, DoseRow, Flagged,
    Interval, Move, Trial, TrialError, TrialOutcome, adaptive, adaptive_head, adaptive_row, attack_head,
    attack_page, attack_row, beside, dose_head, dose_response, dose_row, doses,
};
pub use b_cubed::{BCubed, Cluster, b_cubed};
pub use campaigns::{CampaignScore, FOUND_PURITY, FOUND_SHARE};
pub use check::{Bound, Check, Outcome};
pub use compare::{AccountChange, Agreement, Comparison, TEMPLATE_MOVED, compare};
pub use compare_table::comparison_table;
pub use detection::{DetectionError, LabelledLog};
pub use error::EvalError;
pub use gate::Gate;
pub use gate_table::gate_table;
pub use groups::write_groups;
pub use labelled::LabelledTemplate;
pub use labels::{AccountLabel, RequestLabel, Week};
pub use peers::{
    BenignReference, GLASSWALLY_SILENT, GaussianKernel, Glasswally, GlasswallyAccount, GlasswallyReading,
    GlasswallySignal, Grouping, LEAST_ACCOUNTS, PeerError, PeerReport, PeerRow, PeerScore, PeerScript,
    PeerTable, WindowRows, discrepant_windows, exact_match, peer_table, quiet_reference, whole_prompts,
};
pub use predicted::PredictedTemplate;
pub use quality::{AttackedQuality, WeekQuality, quality_page};
pub use ranking::{average_precision, recall_at_fpr};
pub use reliability::{
    Calls, FamilyReliability, JudgedWeek, RATES, Realised, WeighedGroup, pooled, reliability,
    reliability_page, reliability_plot,
};
pub use report::Report;
pub use roles::RoleScore;
pub use run_record::RunFigures;
pub use score::{Score, score};
pub use table::table;
pub use templates::{PartScore, TemplateScore};
