//! What a run finds: the plain data that every report is written from and read back as.

mod account;
mod account_evidence;
mod campaign;
mod catalog;
mod evidence;
mod findings;
mod hashes;
mod member;
mod ordinary;
mod placements;
mod rename;
mod template;

pub use account::{AccountFinding, Standing};
pub use account_evidence::AccountEvidence;
pub(crate) use account_evidence::{Axis, MemberEvidence};
pub use campaign::{AttributeFinding, CampaignFinding, HypothesisFinding};
pub use catalog::{CATALOG_FORMAT, CATALOG_PAIRS, Catalog, CatalogTemplate};
pub use evidence::{EvidenceMap, EvidenceValue, Text};
pub use findings::{Findings, UnjudgedGroup};
pub use hashes::Hashes;
pub use member::{HourCount, MemberFinding};
pub use ordinary::OrdinaryGroup;
pub use placements::{Placement, PlacementRef, Placements};
pub(crate) use rename::Names;
pub use template::{PartFinding, TemplateFinding, WithinFinding};
