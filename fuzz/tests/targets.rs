//! The targets as property tests, for where there is no fuzzer: the seeds as they are, damaged in many ways, and any bytes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure here is meant to stop the run")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use hydrascope_fuzz::TARGETS;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// One change to some bytes, as a fuzzer makes them.
#[derive(Clone, Debug)]
enum Change {
    Flip(Index, u8),
    Set(Index, u8),
    Cut(Index),
    Remove(Index, usize),
    Insert(Index, Vec<u8>),
    Repeat(Index, usize, usize),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let within = |at: &Index, bytes: &[u8]| at.index(bytes.len() + 1);
        let ending = |from: usize, count: usize, bytes: &[u8]| (from + count).min(bytes.len());
        match self {
            Self::Flip(at, _) | Self::Set(at, _) if bytes.is_empty() => _ = at,
            Self::Flip(at, bit) => *at.get_mut(bytes) ^= 1 << bit,
            Self::Set(at, byte) => *at.get_mut(bytes) = *byte,
            Self::Cut(at) => bytes.truncate(within(at, bytes)),
            Self::Remove(at, count) => {
                let from = within(at, bytes);
                bytes.drain(from..ending(from, *count, bytes));
            }
            Self::Insert(at, more) => {
                let from = within(at, bytes);
                bytes.splice(from..from, more.iter().copied());
            }
            Self::Repeat(at, count, times) => {
                let from = within(at, bytes);
                let part = bytes[from..ending(from, *count, bytes)].repeat(*times);
                bytes.splice(from..from, part);
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    // What means something to one format or another.
    let marks = b"{}[]\",:\\\n\r\t;|=.\x00\x1e\x7f\x80\xff\xc2\xe2\x81<>-+0eEzZ".to_vec();
    let byte = || prop_oneof![any::<u8>(), prop::sample::select(marks.clone())];
    prop_oneof![
        4 => (at(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        4 => (at(), byte()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => at().prop_map(Change::Cut),
        2 => (at(), 1..40_usize).prop_map(|(at, count)| Change::Remove(at, count)),
        2 => (at(), prop::collection::vec(byte(), 1..12)).prop_map(|(at, more)| Change::Insert(at, more)),
        1 => (at(), 1..80_usize, 1..8_usize).prop_map(|(at, count, times)| Change::Repeat(at, count, times)),
    ]
}

/// Runs a target on its seeds, on so many damaged ones, and on half as many of any bytes.
fn run(name: &str, cases: u32) {
    let target = TARGETS.iter().find(|(known, _)| *known == name).unwrap().1;
    let seeds = seeds(name);
    assert!(!seeds.is_empty());
    seeds.iter().for_each(|seed| target(seed));
    // What breaks a promise becomes a seed.
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let damaged = (prop::sample::select(seeds), prop::collection::vec(change(), 1..6)).prop_map(
        |(mut bytes, changes)| {
            changes.iter().for_each(|change| change.apply(&mut bytes));
            bytes
        },
    );
    let any = prop::collection::vec(any::<u8>(), 0..200);
    let bytes = prop_oneof![2 => damaged, 1 => any];
    let tried = TestRunner::new(config).run(&bytes, |bytes| {
        target(&bytes);
        Ok(())
    });
    tried.unwrap_or_else(|broken| panic!("{name}: {broken}"));
}

/// What nobody may wait for longer.
const SOON: Duration = Duration::from_secs(5);

/// Cuts each small seed at every byte and flips each of its bits.
fn damage(name: &str, target: fn(&[u8])) {
    for seed in seeds(name).into_iter().filter(|seed| seed.len() <= 2048) {
        let tried = |bytes: &[u8], done: String| {
            let start = Instant::now();
            target(bytes);
            assert!(start.elapsed() < SOON, "{name}: {done} took {:?}", start.elapsed());
        };
        (0..seed.len()).for_each(|length| tried(&seed[..length], format!("cut to {length}")));
        for at in 0..seed.len() * 8 {
            let mut bytes = seed.clone();
            bytes[at / 8] ^= 1 << (at % 8);
            tried(&bytes, format!("bit {} of byte {}", at % 8, at / 8));
        }
    }
}

/// Of models these are `config.json` and `tokenizer.json`.
#[test]
fn seeds_cut_at_every_byte_and_with_every_bit_flipped_keep_all_promises() {
    // Detection takes long, of numbers each is as good as another, and `tests/input_parquet_damage.rs` does this for Parquet.
    let left_out = ["phrases", "kernels", "parquet"];
    for (name, target) in TARGETS.into_iter().filter(|(name, _)| !left_out.contains(name)) {
        damage(name, target);
    }
}

macro_rules! targets {
    ($($name:ident: $cases:expr,)*) => {
        $(#[test]
        fn $name() {
            run(stringify!($name), $cases);
        })*

        #[test]
        fn every_target_is_among_the_tests_and_has_a_wrapper() {
            let tested = [$(stringify!($name)),*];
            for (name, _) in TARGETS {
                assert!(tested.contains(&name), "{name} is not tested");
                let wrapper = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fuzz_targets/{name}.rs"));
                assert!(wrapper.is_file(), "{} is not there", wrapper.display());
            }
            assert_eq!(tested.len(), TARGETS.len());
        }
    };
}

targets! {
    lines: 4_000,
    paths: 4_000,
    chat: 4_000,
    time: 4_000,
    parquet: 400,
    packed: 1_000,
    normalize: 4_000,
    phrases: 60,
    model: 400,
    kernels: 200,
}
