//! Writes what a run found.
