//! Simulated API traffic with labelled extraction campaigns.
