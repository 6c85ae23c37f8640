//! What options and mapping files say of fields, checked.

use std::str::FromStr;

use hydrascope::input::{FieldMap, Preset};

/// `FIELD=PATH`, checked.
#[derive(Clone)]
pub(crate) struct FieldArgument(pub(crate) String, pub(crate) String);

impl FromStr for FieldArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (field, path) = pair(text)?;
        FieldMap::preset(Preset::Plain).set(&field, &path).map_err(|error| error.to_string())?;
        Ok(Self(field, path))
    }
}

/// `NAME=PATH`, checked.
#[derive(Clone)]
pub(crate) struct AttributeArgument(pub(crate) String, pub(crate) String);

impl FromStr for AttributeArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = pair(text)?;
        FieldMap::preset(Preset::Plain).set_attribute(&name, &path).map_err(|error| error.to_string())?;
        Ok(Self(name, path))
    }
}

/// `PATH=VALUE|...`, checked.
#[derive(Clone)]
pub(crate) struct OnlyArgument(pub(crate) String, pub(crate) String);

impl FromStr for OnlyArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A path may hold the sign within brackets.
        let (path, values) = text.rsplit_once('=').ok_or("expected PATH=VALUE, such as type=GENERATION")?;
        FieldMap::preset(Preset::Plain).keep_only(path, &[values]).map_err(|error| error.to_string())?;
        Ok(Self(path.to_owned(), values.to_owned()))
    }
}

/// A path of records, checked.
#[derive(Clone)]
pub(crate) struct RecordsArgument(pub(crate) String);

impl FromStr for RecordsArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        FieldMap::preset(Preset::Plain).set_records(text).map_err(|error| error.to_string())?;
        Ok(Self(text.to_owned()))
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let split = text.split_once('=').map(|(name, path)| (name.to_owned(), path.to_owned()));
    split.ok_or_else(|| "expected NAME=PATH, such as prompt=body.input".to_owned())
}
