//! Name: what the files of a store are called.

pub(super) const MANIFEST: &str = "manifest";
pub(super) const STATE: &str = "state";
pub(super) const LOCK: &str = "lock";

/// The log of a bucket that may still change.
pub(super) fn log_name(bucket: i64) -> String {
    format!("bucket-{bucket}.log")
}

/// A bucket that will not.
pub(super) fn sealed_name(bucket: i64) -> String {
    format!("bucket-{bucket}.sealed")
}
