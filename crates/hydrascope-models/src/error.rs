//! Why a model was not fetched.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::address::AddressError;
use crate::verify::VerifyError;

/// Why a model was not fetched. Nothing of it was kept, and what was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The name is none that a hub knows.
    #[error("expected a model's name such as sentence-transformers/all-MiniLM-L6-v2, got {0:?}")]
    Name(String),
    /// The hash that the caller gave is none.
    #[error("expected the graph's SHA-256 as 64 hexadecimal digits, got {0:?}; correct it or leave it out")]
    Pin(String),
    /// The hub's address is none.
    #[error("the hub's address: {0}; check HF_ENDPOINT")]
    Endpoint(AddressError),
    /// The token cannot be sent. It is not shown.
    #[error(
        "expected a token of visible ASCII characters; check HF_TOKEN, else the file named token in HF_HOME"
    )]
    Token,
    /// The hub did not answer as a hub does.
    #[error("{name}: the hub failed at {what}: {source}; check the name, the network and HF_ENDPOINT")]
    Hub {
        /// The model.
        name: String,
        /// What was asked for.
        what: String,
        /// What came back.
        source: HubError,
    },
    /// The model is not in ONNX form.
    #[error(
        "{name}: expected {file}, the hub has no such file; choose a model that is published in ONNX form"
    )]
    NotThere {
        /// The model.
        name: String,
        /// What is missing.
        file: &'static str,
    },
    /// What came is not what the hub or the caller announced.
    #[error("{name}: {file}: {source}; nothing was kept, try again or use another hub")]
    Corrupt {
        /// The model.
        name: String,
        /// The file.
        file: String,
        /// The difference.
        source: VerifyError,
    },
    /// Something else lies where a file or a folder of the model belongs.
    #[error(
        "{0}: expected nothing there or an earlier model's, found a link or something of another kind; move it away"
    )]
    InTheWay(PathBuf),
    /// Another fetch is putting its files into the same folder, or was cut off while it did.
    #[error(
        "{0}: expected no such folder, it holds the former files while a fetch puts its own in their place; wait for \
         that fetch, or where none runs move the files back or remove the folder"
    )]
    Busy(PathBuf),
    /// A file cannot be written.
    #[error("{path}: {source}; check the folder and the free space")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl FetchError {
    pub(crate) fn write(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        |source| Self::Write { path, source }
    }
}

/// What a hub did that a hub does not. What the hub itself said is cut short and without control characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HubError {
    /// No connection in time.
    #[error("expected a connection within {0:?}, got none")]
    Connect(Duration),
    /// Silence.
    #[error("expected more bytes within {0:?}, none came")]
    Silent(Duration),
    /// The time for the whole fetch is over.
    #[error("expected the whole model within {0:?}, it comes too slowly")]
    Slow(Duration),
    /// The network failed, or the answer is not in the form of HTTP.
    #[error("expected an HTTP answer, got the fault {0}")]
    Network(String),
    /// The connection ended within an answer.
    #[error("expected a whole answer, the connection ended early")]
    Ended,
    /// Another status than success.
    #[error("expected the status 200, got {0}{hint}", hint = hint(*.0))]
    Status(u16),
    /// A header that is given twice with different values, or whose value is not plain text.
    #[error("expected one plain value in the header {name}, got {found}")]
    Header {
        /// The header.
        name: &'static str,
        /// What came.
        found: String,
    },
    /// A body that would have to be unpacked.
    #[error("expected plain bytes, got the content encoding {0}")]
    Encoding(String),
    /// A revision that is none.
    #[error("expected a revision of 40 or 64 hexadecimal digits, got {0}")]
    Revision(String),
    /// A list that is none.
    #[error("expected a list of files in JSON, got one with the fault {0}")]
    List(String),
    /// A list without an end.
    #[error("expected a list of at most {0} bytes, it is longer")]
    ListSize(u64),
    /// No size is announced.
    #[error("expected an announced size, got none")]
    NoSize,
    /// What is announced is no size.
    #[error("expected a size in bytes, got {0}")]
    Size(String),
    /// Two sizes are announced.
    #[error("expected one size, got {linked} bytes announced and then {length}")]
    Sizes {
        /// The size that the hub announced.
        linked: u64,
        /// The size that the answer announced.
        length: u64,
    },
    /// The announced size is beyond the limit.
    #[error("expected a file of at most {limit} bytes, {announced} are announced")]
    TooLarge {
        /// The limit.
        limit: u64,
        /// The size that was announced.
        announced: u64,
    },
    /// A chain of redirects without an end.
    #[error("expected at most {0} redirects, got more")]
    Redirects(usize),
    /// A redirect to where it must not lead.
    #[error("a redirect that is not followed: {0}")]
    Redirect(AddressError),
}

fn hint(status: u16) -> &'static str {
    match status {
        401 | 403 => " (a model that is not public needs a token in HF_TOKEN)",
        404 => " (no such model or file)",
        _ => "",
    }
}
