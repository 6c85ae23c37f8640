//! Reads request logs: JSON lines (plain, gzip or zstd) and Parquet, from files or standard input.
//!
//! Reading is streamed and lenient: a line that is no request is set aside, counted by reason in the
//! [`ReadReport`] and never stops the run, unless [`ReadSettings::strict`] asks for that.
//!
//! ```
//! use hydrascope::input::{FieldMap, LineParser, Preset, ReadSettings};
//!
//! let mut settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
//! settings.fields.set("prompt", "body.messages[-1].content")?;
//! let line = br#"{"id": "r1", "ts": "2026-03-02T00:00:14Z", "account": "a1",
//!     "body": {"messages": [{"role": "user", "content": "Name a river."}]}}"#;
//! let parsed = LineParser::new(&settings).line(line).map_err(|fault| fault.message)?;
//! assert_eq!(parsed.request.prompt.as_str(), "Name a river.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod all;
mod chat;
mod error;
mod fields;
mod line;
mod lines;
mod moment;
mod network;
#[cfg(feature = "parquet")]
mod parquet;
mod path;
mod preset;
mod read;
mod record;
mod report;
mod scan;
mod settings;
mod source;
mod surrogate;
mod value;

pub use all::read;
pub use error::InputError;
pub use fields::{FieldMap, FieldMapError};
pub use line::LineParser;
pub use path::{Path, PathError};
pub use preset::{Preset, PresetError};
pub use read::ReadProgress;
pub use record::{Fault, Parsed};
pub use report::{ReadReport, Reason, SetAside};
pub use settings::{DEFAULT_MAX_LINE_BYTES, DEFAULT_MAX_PROMPT_BYTES, ReadSettings};
pub use source::Input;
