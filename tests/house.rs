//! The rules of the house that a compiler does not know.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure here is meant to stop the run")]

mod imports;
mod sources;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use imports::Crate;
use sources::{Source, code, files};

/// The modules of `hydrascope-vector` in their order. A module may use those before it, never those behind it.
const VECTOR_STAGES: &[&str] = &["device", "distance", "index"];

/// The library's modules in the order of the data, likewise; those of `hydrascope-vector` come before all of them.
const STAGES: &[&str] = &[
    "atomic",
    "visible",
    "decimals",
    "components",
    "groups",
    "request",
    "finding",
    "input",
    "normalize",
    "summary",
    "mine",
    "embed",
    "place",
    "observe",
    "signal",
    "judge",
    "baseline",
    "params",
    "report",
    "answer",
    "detector",
    "store",
    "engine",
];

/// Crates that one file each may know, by the name that code uses.
const HEAVY: &[&str] = &[
    "bincode",
    "csv",
    "cudarc",
    "glob",
    "hnsw_rs",
    "memmap2",
    "minijinja",
    "ort",
    "ort_tract",
    "parquet",
    "simsimd",
    "tokenizers",
    "ureq",
];

/// The longest file.
const MAX_LINES: usize = 300;

/// The text without comments that fill a line.
fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where `word` stands as a whole word: the text before and behind it.
fn whole_words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    text.match_indices(word)
        .map(move |(at, _)| (&text[..at], &text[at + word.len()..]))
        .filter(|(before, behind)| !before.ends_with(is_word) && !behind.starts_with(is_word))
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|&c| is_word(c)).collect()
}

/// The modules at the crate's root that a file names, whether as `crate::a` or within `crate::{a, b::c}`.
fn used_modules(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let mut modules = Vec::new();
    for (_, behind) in whole_words(&text, "crate").filter(|(_, behind)| behind.starts_with("::")) {
        let Some(group) = behind[2..].trim_start().strip_prefix('{') else {
            modules.push(first_word(&behind[2..]));
            continue;
        };
        let (mut depth, mut at_item) = (1, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => at_item = true,
                c if is_word(c) && at_item => {
                    modules.push(first_word(&group[at..]));
                    at_item = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    modules
}

/// Whether code names a crate: as the head of a path, and not a module of ours that bears the same name.
fn knows_crate(text: &str, name: &str) -> bool {
    let text = without_comments(text);
    let ours = text.lines().map(str::trim_start).any(|line| {
        let declares = ["use crate", "use super", "use self", "mod ", "pub mod ", "pub(crate) mod "];
        declares.iter().any(|start| line.starts_with(start)) && whole_words(line, name).next().is_some()
    });
    whole_words(&text, name).any(|(before, behind)| {
        let line_start = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let imported = line_start.ends_with("use ") && (behind.starts_with("::") || behind.starts_with(';'));
        imported || (behind.starts_with("::") && !before.ends_with("::") && !ours)
    })
}

/// The stage of a crate that a file of it belongs to: `src/input/chat.rs` and `src/input.rs` both to `input`.
fn stage_of(folder: &str, path: &Path) -> Option<String> {
    let inner = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).ok()?;
    let name = Path::new(inner.components().next()?.as_os_str()).with_extension("");
    Some(name.to_string_lossy().into_owned()).filter(|name| name != "lib")
}

/// Holds the files below a folder to the order of its stages.
fn check_order(folder: &str, stages: &[&str]) {
    let rank = |stage: &str| stages.iter().position(|&known| known == stage);
    let mut checked = 0;
    for source in files(folder, ".rs") {
        let Some(stage) = stage_of(folder, &source.path) else { continue };
        let own = rank(&stage)
            .unwrap_or_else(|| panic!("{folder}/{stage} has no place in the stages of tests/house.rs"));
        for used in used_modules(&source.text) {
            checked += 1;
            let place = source.path.display();
            let other = rank(&used)
                .unwrap_or_else(|| panic!("{place} uses crate::{used}, which is not among the stages"));
            assert!(other <= own, "{place} of stage {stage} uses the later stage {used}");
        }
    }
    assert!(checked > 0);
}

#[test]
fn no_stage_imports_a_later_one() {
    check_order("src", &[VECTOR_STAGES, STAGES].concat());
    check_order("crates/hydrascope-vector/src", VECTOR_STAGES);
}

#[test]
fn each_heavy_crate_is_known_to_one_file() {
    let manifests: String =
        std::iter::once(fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")))
            .map(Result::unwrap)
            .chain(
                ["crates", "fuzz"]
                    .into_iter()
                    .flat_map(|folder| files(folder, "Cargo.toml"))
                    .map(|source| source.text),
            )
            .collect();
    let sources = code();
    for name in HEAVY {
        let key = format!("{} =", name.replace('_', "-"));
        let depended_on =
            manifests.lines().any(|line| line.starts_with(&key) || line.starts_with(&format!("{name} =")));
        // A test may make its input with the crate that reads it.
        let code = sources.iter().filter(|s| s.path.components().all(|part| part.as_os_str() != "tests"));
        let knowing: Vec<&Path> =
            code.filter(|s| knows_crate(&s.text, name)).map(|s| s.path.as_path()).collect();
        assert_eq!(knowing.len(), usize::from(depended_on), "{name} is imported by {knowing:?}");
    }
}

/// Types that two files need have a file of their own, so that a reader can begin somewhere.
#[test]
fn no_files_import_each_other_in_a_circle() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inner = |source: &Source| source.path.strip_prefix(house).unwrap().to_owned();
    let all: Vec<PathBuf> = code().iter().map(inner).collect();
    let roots = all.iter().filter(|path| path.ends_with("src/lib.rs") || path.ends_with("src/main.rs"));
    let read = |path: &Path| fs::read_to_string(house.join(path)).ok();
    let crates: Vec<Crate> = roots.map(|root| Crate::read(root, &read)).collect();
    let circles: Vec<String> = crates.iter().flat_map(Crate::circles).collect();
    assert!(circles.is_empty(), "{} circles:\n\n{}", circles.len(), circles.join("\n"));

    let seen: Vec<&Path> = crates.iter().flat_map(Crate::files).collect();
    let source = |path: &&PathBuf| path.iter().any(|part| part == "src") && !path.ends_with("tests.rs");
    for path in all.iter().filter(source) {
        assert!(seen.contains(&path.as_path()), "{} belongs to no crate", path.display());
    }
}

#[test]
fn no_file_is_too_long() {
    for source in code() {
        let lines = source.text.lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines, more than {MAX_LINES}", source.path.display());
    }
}

#[test]
fn the_scanners_see_what_they_look_for() {
    let text = "use crate::{distance::UnitVector, index::{self, Leaders}};\n// crate::batch\nfn f(_: crate::link::Link) {}";
    assert_eq!(used_modules(text), ["distance", "index", "link"]);
    assert!(used_modules("use mycrate::batch; let crate_name = 1;").is_empty());

    for importing in ["use parquet::file;", "use parquet;", "let x = parquet::open();", "pub use parquet::a;"]
    {
        assert!(knows_crate(importing, "parquet"), "{importing}");
    }
    let ours = "use super::parquet;\nparquet::open();";
    for harmless in
        ["// use parquet::file;", "use crate::input::parquet::read;", "mod parquet;\nparquet::f();", ours]
    {
        assert!(!knows_crate(harmless, "parquet"), "{harmless}");
    }
    assert!(!knows_crate("report::write(); ort_tract::api();", "ort"));
    assert_eq!(
        stage_of("src", &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/input/chat.rs")).as_deref(),
        Some("input")
    );
}

/// The circles of a crate of these files.
fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let files: BTreeMap<&Path, &str> = files.iter().map(|(path, text)| (Path::new(*path), *text)).collect();
    Crate::read(Path::new("lib.rs"), &|path| files.get(path).map(|&text| text.to_owned())).circles()
}

#[test]
fn circles_are_seen_and_what_is_passed_on_makes_none() {
    let parent = "mod a;\nmod b;\npub use a::{A, run as start};\npub use b::B;\n";
    let root = ("lib.rs", "pub mod stage;\npub use stage::A;");
    let tree = |parent: &str, a: &str, b: &str| {
        circles_of(&[root, ("stage.rs", parent), ("stage/a.rs", a), ("stage/b.rs", b)])
    };
    let back = "stage/a.rs -> stage/b.rs: B\nstage/b.rs -> stage/a.rs: A\n";
    // Through a parent that passes names on, by whichever way.
    for b in
        ["use super::A;", "use crate::A;", "use crate::stage::{self, A};", "use super::super::stage::a::A;"]
    {
        assert_eq!(tree(parent, "use super::B;\npub struct A(B);", b), [back], "{b}");
    }
    let whole = tree(parent, "use super::B;", "use crate::stage;\nfn b() { stage::start(); }");
    assert_eq!(whole, ["stage/a.rs -> stage/b.rs: B\nstage/b.rs -> stage/a.rs: stage::start\n"]);
    let path = tree(parent, "use super::B;", "fn b() -> super::A { todo!() }");
    assert_eq!(path, ["stage/a.rs -> stage/b.rs: B\nstage/b.rs -> stage/a.rs: super::A\n"]);
    // One way only; and a parent that uses nothing of what it declares and passes on.
    assert!(tree(parent, "use super::B;", "pub struct B;").is_empty());
    assert!(tree(&format!("{parent}pub struct Own;"), "use super::{B, Own};", "use super::Own;").is_empty());
    // A parent that uses a child that uses it, by a name, by one that it passes on, or by a path.
    let own = "use super::Own;\npub struct A(Own);";
    let mutual = "stage/a.rs -> stage.rs: Own\nstage.rs -> stage/a.rs: A\n";
    assert_eq!(tree(&format!("{parent}pub struct Own(Box<A>);"), own, ""), [mutual]);
    let by_path = tree("mod a;\nmod b;\npub struct Own(Box<a::A>);", own, "");
    assert_eq!(by_path, [mutual.replace("rs: A", "rs: a::A")]);
    // Not what stands in comments, texts, tests, and behind dots.
    let silent = "// A\npub struct Own;\nfn f(s: S) { s.A(\"A\", r#\"a::A \"\"#, 'A', b\"\\\"A\"); }";
    let test = "#[cfg(test)]\nmod tests {\n    use super::A;\n    fn f() { { A } }\n}\n";
    assert!(tree(&format!("{parent}{silent}\n{test}"), own, "").is_empty());
}
