//! [`hydrascope_fuzz::model`] under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hydrascope_fuzz::model(bytes));
