//! Which field of a log holds what: what flags and a mapping file say together.

use hydrascope::input::{FieldMap, FieldMapError, Preset, PromptFrom};
use serde_json::{Value, json};

/// Which field of a log holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// The kind of log, where one is said.
    pub(crate) preset: Option<Preset>,
    /// Field and path, in the order of setting.
    pub(crate) fields: Vec<(String, String)>,
    /// Attribute and path.
    pub(crate) attributes: Vec<(String, String)>,
    /// The array that holds the records.
    pub(crate) records: Option<String>,
    /// Path and the values, between bars, of which a record has to hold one there.
    pub(crate) only: Vec<(String, String)>,
    /// Which messages are the prompt.
    pub(crate) prompt_from: Option<PromptFrom>,
    /// Accounts that are meant though their names read like placeholders.
    pub(crate) keep_account: Vec<String>,
}

impl Mapping {
    /// What this says, and where it says nothing, what the other does. Lists that both have are not joined, except that of fields
    /// the first has only those that it names.
    pub(crate) fn over(self, other: Self) -> Self {
        let joined = |mut under: Vec<(String, String)>, over: Vec<(String, String)>| {
            under.retain(|(name, _)| !over.iter().any(|(known, _)| known == name));
            under.extend(over);
            under
        };
        Self {
            preset: self.preset.or(other.preset),
            fields: joined(other.fields, self.fields),
            attributes: joined(other.attributes, self.attributes),
            records: self.records.or(other.records),
            only: if self.only.is_empty() { other.only } else { self.only },
            prompt_from: self.prompt_from.or(other.prompt_from),
            keep_account: if self.keep_account.is_empty() { other.keep_account } else { self.keep_account },
        }
    }

    /// The fields of a kind of log with what this says of them.
    pub(crate) fn fields_of(&self, preset: Preset) -> Result<FieldMap, FieldMapError> {
        let mut fields = FieldMap::preset(preset);
        for (field, path) in &self.fields {
            fields.set(field, path)?;
        }
        for (name, path) in &self.attributes {
            fields.set_attribute(name, path)?;
        }
        if let Some(path) = &self.records {
            fields.set_records(path)?;
        }
        for (path, values) in &self.only {
            fields.keep_only(path, &values.split('|').collect::<Vec<_>>())?;
        }
        self.keep_account.iter().for_each(|account| fields.keep_account(account));
        Ok(fields)
    }

    /// This as `run.json` shows it.
    pub(crate) fn record(&self) -> Value {
        let pairs = |pairs: &[(String, String)]| -> Value {
            pairs.iter().map(|(name, path)| json!(format!("{name}={path}"))).collect()
        };
        json!({
            "preset": self.preset.unwrap_or(Preset::Plain).name(),
            "fields": pairs(&self.fields),
            "attributes": pairs(&self.attributes),
            "records": self.records,
            "only": pairs(&self.only),
            "prompt_from": self.prompt_from.unwrap_or_default().name(),
            "keep_accounts": self.keep_account,
        })
    }
}
