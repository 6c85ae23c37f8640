//! Reads request logs: JSON (by lines or not) and CSV, plain, gzip or zstd, and Parquet, from files or standard input.
//!
//! Reading is streamed and lenient: a line that is no request is set aside, counted by reason in the
//! [`ReadReport`] and never stops the run, unless [`ReadSettings::strict`] asks for that.
//!
//! ```
//! use hydrascope::input::{FieldMap, LineParser, Preset, PromptFrom, ReadSettings};
//!
//! let mut settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
//! settings.fields.set("prompt", "body.messages")?;
//! settings.prompt_from = PromptFrom::LastUser;
//! let line = br#"{"id": "r1", "ts": "2026-03-02T00:00:14Z", "account": "a1",
//!     "body": {"messages": [{"role": "user", "content": "Name a river."},
//!         {"role": "assistant", "content": "The Rhine."}]}}"#;
//! let parsed = LineParser::new(&settings).line(line).map_err(|fault| fault.message)?;
//! assert_eq!(parsed.request.prompt.as_str(), "Name a river.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod all;
mod any_value;
mod beginning;
mod census;
mod chat;
mod check;
mod constructed;
mod decompressed;
mod delimited;
mod documents;
mod doubt;
mod error;
mod expand;
mod fault;
mod fields;
mod form;
mod guess;
mod held;
mod ids;
mod json;
mod line;
mod lines;
mod look;
mod lookup;
mod mask;
mod moment;
mod network;
mod only;
mod outline;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
pub(crate) use self::parquet::writing as parquet_writing;
mod partition;
mod path;
mod placeholder;
mod preset;
mod presets;
mod prompt_from;
mod read;
mod record;
mod records;
mod report;
mod scan;
mod seen;
mod settings;
mod source;
mod stop;
mod tally;
mod text;
mod value;

pub use all::{read, read_each};
pub use census::FieldCensus;
pub use check::{Check, check};
pub use doubt::{Doubt, DoubtKind, doubts};
pub use error::InputError;
pub use fault::Fault;
pub use fields::{FieldMap, FieldMapError};
pub use guess::{Guess, guess};
pub use line::LineParser;
pub use path::{Path, PathError};
pub use preset::{Preset, PresetError};
pub use prompt_from::PromptFrom;
pub use read::ReadProgress;
pub use record::Parsed;
pub use report::{ReadReport, Reason, SetAside};
pub use settings::{DEFAULT_MAX_LINE_BYTES, DEFAULT_MAX_PROMPT_BYTES, ReadSettings};
pub use source::Input;
pub use tally::Tally;
