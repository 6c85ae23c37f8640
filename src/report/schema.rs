//! The forms of a report's files, as JSON Schema.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::run::RunRecord;
use super::set::{ACCOUNTS, CAMPAIGNS, CATALOG, ORDINARY, REQUESTS, RUN};
use crate::finding::{AccountFinding, CampaignFinding, Catalog, OrdinaryGroup, Placement};

/// A file that every report has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFile {
    /// `accounts.jsonl`.
    Accounts,
    /// `requests.jsonl`.
    Requests,
    /// `campaigns.json`.
    Campaigns,
    /// `ordinary.json`.
    Ordinary,
    /// `catalog.json`.
    Catalog,
    /// `run.json`.
    Run,
}

impl ReportFile {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Accounts, Self::Requests, Self::Campaigns, Self::Ordinary, Self::Catalog, Self::Run];

    /// Its name within the report, such as `accounts.jsonl`.
    pub fn file(self) -> &'static str {
        match self {
            Self::Accounts => ACCOUNTS,
            Self::Requests => REQUESTS,
            Self::Campaigns => CAMPAIGNS,
            Self::Ordinary => ORDINARY,
            Self::Catalog => CATALOG,
            Self::Run => RUN,
        }
    }

    /// Its name as a person asks for it: without the ending.
    pub fn name(self) -> &'static str {
        let file = self.file();
        file.split_once('.').map_or(file, |(name, _)| name)
    }

    /// Whether each line of it is a document of its own.
    pub fn is_by_lines(self) -> bool {
        self.file().ends_with(".jsonl")
    }

    /// The form of the file, or of each of its lines, as JSON Schema (draft 2020-12). Objects may have more fields than it names: later
    /// versions add some.
    pub fn schema(self) -> Value {
        let mut schema = match self {
            Self::Accounts => root::<AccountFinding>(),
            Self::Requests => root::<Placement>(),
            Self::Campaigns => root::<Vec<CampaignFinding>>(),
            Self::Ordinary => root::<Vec<OrdinaryGroup>>(),
            Self::Catalog => root::<Catalog>(),
            Self::Run => root::<RunRecord>(),
        };
        let title = self.file().to_owned() + if self.is_by_lines() { ", one line" } else { "" };
        schema.insert("title".to_owned(), title.into());
        schema.to_value()
    }
}

/// What is written is described, not what would be accepted.
fn root<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with_transform(RecursiveTransform(plain));
    settings.into_generator().into_root_schema_for::<T>()
}

/// Takes out formats that the standard does not define, such as `uint32`, which strict readers refuse, and line breaks of the source.
fn plain(schema: &mut Schema) {
    if schema.get("format").is_some_and(|format| format != "date-time") {
        schema.remove("format");
    }
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}
