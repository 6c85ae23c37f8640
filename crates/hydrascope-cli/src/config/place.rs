//! Where the settings file is.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The variable that names the settings file; empty, it says that there is none.
pub(crate) const CONFIG: &str = "HYDRASCOPE_CONFIG";

/// A settings file that was named, or may be at the usual place.
pub(crate) enum Place {
    /// It was named, and has to be there.
    Named(PathBuf),
    /// Where it usually is.
    Usual(PathBuf),
    /// There is none.
    None,
}

impl Place {
    /// The place of the settings file: what the command line or the environment names, else `hydrascope/config.toml` in the user's
    /// folder of settings (XDG Base Directory Specification).
    pub(crate) fn find(named: Option<PathBuf>) -> Self {
        let of_user = |folder: OsString| Self::Usual(PathBuf::from(folder).join("hydrascope/config.toml"));
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        match (named, env::var_os(CONFIG)) {
            (Some(path), _) => Self::Named(path),
            (None, Some(value)) if value.is_empty() => Self::None,
            (None, Some(value)) => Self::Named(value.into()),
            (None, None) => match (set("XDG_CONFIG_HOME"), set("HOME")) {
                (Some(folder), _) => of_user(folder),
                (None, Some(home)) => of_user(PathBuf::from(home).join(".config").into()),
                (None, None) => Self::None,
            },
        }
    }
}
