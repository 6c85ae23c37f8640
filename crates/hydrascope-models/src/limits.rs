//! How long a fetch may take, and how much it may bring.

use std::time::Duration;

/// What a hub may ask of us. A hub that goes beyond is given up, and nothing of it is kept.
///
/// ```
/// use std::time::Duration;
/// let patient = hydrascope_models::Limits { total: Duration::from_secs(8 * 3600), ..Default::default() };
/// assert_eq!(patient.read, Duration::from_secs(30));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest time to look a host up, and again to connect to it, with all that TLS or a proxy asks for. 15 seconds.
    pub connect: Duration,
    /// Longest silence: before an answer and between its bytes. 30 seconds.
    pub read: Duration,
    /// Longest time for the whole fetch, however steadily bytes come. One hour.
    pub total: Duration,
    /// Most redirects that are followed for one file. 5.
    pub redirects: usize,
    /// Longest list of files, in bytes. 8 MiB.
    pub list_bytes: u64,
    /// Largest file other than the graph, in bytes. 256 MiB.
    pub file_bytes: u64,
    /// Largest graph, in bytes. 4 GiB.
    pub graph_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            read: Duration::from_secs(30),
            total: Duration::from_secs(3600),
            redirects: 5,
            list_bytes: 8 << 20,
            file_bytes: 256 << 20,
            graph_bytes: 4 << 30,
        }
    }
}
