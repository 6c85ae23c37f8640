//! An application of the baseline as a log has it.

use serde::Serialize;

/// A template of the log that the baseline knows as an application: nobody is suspected for using it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KnownApplication {
    /// The template, such as `t12`.
    pub template: String,
    /// Its requests in this log.
    pub requests: usize,
    /// Its accounts in this log.
    pub accounts: usize,
    /// Its requests in the traffic that the baseline was made of.
    pub requests_then: usize,
    /// Its accounts there.
    pub accounts_then: usize,
    /// Whether a person said that it is ordinary.
    pub accepted: bool,
    /// What is thought less of its users being a list, as odds in logarithms, above 0.
    pub less: f64,
}
