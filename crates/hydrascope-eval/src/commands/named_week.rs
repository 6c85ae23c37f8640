//! A week of an argument.

use std::path::PathBuf;
use std::str::FromStr;

/// `NAME=WEEK_DIR`.
#[derive(Clone)]
pub(super) struct NamedWeek {
    pub(super) name: String,
    pub(super) folder: PathBuf,
}

impl FromStr for NamedWeek {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((name, folder)) if !name.is_empty() && !folder.is_empty() => {
                Ok(Self { name: name.to_owned(), folder: folder.into() })
            }
            _ => Err("expected NAME=WEEK_DIR, such as A=week"),
        }
    }
}
