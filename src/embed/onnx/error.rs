//! Why a graph is refused before a runtime sees it.

/// Why a graph is refused. Names out of the file are shortened and escaped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// The bytes are no model, or not all of one.
    #[error(
        "expected the protocol buffer of an ONNX model, at byte {at} {reason}; fetch or export the model again"
    )]
    Damaged {
        /// Where in the file, in bytes.
        at: u64,
        /// What is wrong there.
        reason: &'static str,
    },
    /// The file could not be read.
    #[error("cannot be read at byte {at}: {kind}; check the file and its disk")]
    Read {
        /// Where in the file, in bytes.
        at: u64,
        /// What the system said.
        kind: std::io::ErrorKind,
    },
    /// Numbers lie in another file.
    #[error(
        "expected all weights within the file, the tensor {tensor} names another file; export the model without external data"
    )]
    External {
        /// The tensor.
        tensor: String,
    },
    /// There is more of something than any encoder needs.
    #[error("expected at most {limit} {what}, got more; use another model")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// How much is accepted.
        limit: u64,
    },
    /// A tensor's data is not what its shape and type say.
    #[error("the tensor {tensor} of shape {shape}: {reason}; fetch or export the model again")]
    Tensor {
        /// The tensor.
        tensor: String,
        /// Its shape.
        shape: String,
        /// What was expected and what came.
        reason: String,
    },
    /// A constant makes a node ask for what no text needs.
    #[error("the node {node} ({operator}): {reason}; use another model")]
    Constant {
        /// The node.
        node: String,
        /// Its operator.
        operator: String,
        /// What was expected and what came.
        reason: String,
    },
    /// Functions of the model that call each other without end.
    #[error("expected functions that end, {function} calls itself; export the model without functions")]
    Recursion {
        /// The function.
        function: String,
    },
}

/// A name out of a file, fit for a message.
pub(in crate::embed) fn quoted(name: &str) -> String {
    const SHOWN: usize = 80;
    let shown: String = name.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    let rest = if name.chars().nth(SHOWN).is_some() { "..." } else { "" };
    format!("'{shown}{rest}'")
}
