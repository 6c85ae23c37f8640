//! What a run finds: the plain data that every report is written from and read back as.

mod account;
mod campaign;
mod catalog;
mod evidence;
mod findings;
mod hashes;
mod member;
mod ordinary;
mod template;

pub use account::{AccountFinding, Standing};
pub use campaign::{AttributeFinding, CampaignFinding, HypothesisFinding};
pub use catalog::{CATALOG_FORMAT, CATALOG_PAIRS, Catalog, CatalogTemplate};
pub use evidence::{EvidenceMap, EvidenceValue, Text};
pub use findings::{Findings, Placement, UnjudgedGroup};
pub use hashes::Hashes;
pub use member::{HourCount, MemberFinding};
pub use ordinary::OrdinaryGroup;
pub use template::{PartFinding, TemplateFinding, WithinFinding};
