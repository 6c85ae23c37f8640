//! Settings from a file, the environment and the command line; completions, manual pages, errors for programs.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{GOOD, Run, command, directory, run};
use serde_json::{Value, json};

/// Runs the command with variables.
fn run_with(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let output = command(arguments).envs(variables.iter().copied()).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A settings file of this text.
fn file(folder: &Path, text: &str) -> String {
    let path = folder.join("config.toml");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// What holds of an option of `detect`, and where that comes from.
fn shown(option: &str, variables: &[(&str, &str)]) -> Value {
    let ran = run_with(&["config", "show", "--json"], variables);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str::<Value>(&ran.stdout).unwrap()["settings"][option].take()
}

#[test]
fn the_line_counts_more_than_the_environment_and_this_more_than_the_file() {
    let folder = directory("settings");
    let config =
        file(&folder, "seed = 1\nthreads = 1\n[detect]\nseed = 2\nattribute = [\"tls=ja3\"]\nquiet = true\n");
    let named = ("HYDRASCOPE_CONFIG", &*config);
    assert_eq!(shown("seed", &[]), json!({"values": ["0"], "from": "default"}));
    assert_eq!(shown("seed", &[named]), json!({"values": ["2"], "from": "file"}));
    assert_eq!(shown("attribute", &[named]), json!({"values": ["tls=ja3"], "from": "file"}));
    assert_eq!(shown("quiet", &[named]), json!({"values": ["true"], "from": "file"}));
    let seed = ("HYDRASCOPE_SEED", "3");
    assert_eq!(shown("seed", &[named, seed]), json!({"values": ["3"], "from": "variable"}));

    let (log, out) = (folder.join("log.jsonl"), folder.join("report"));
    fs::write(&log, GOOD.join("\n")).unwrap();
    let (log, out) = (log.to_str().unwrap(), out.to_str().unwrap());
    let used = |arguments: &[&str], variables: &[(&str, &str)]| {
        let all = [&["detect", log, "--out", out, "--allow-poor-input"], arguments].concat();
        let ran = run_with(&all, variables);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(ran.stderr.contains("report written"), variables.is_empty(), "quiet in the file alone");
        let run: Value = serde_json::from_slice(&fs::read(Path::new(out).join("run.json")).unwrap()).unwrap();
        run["settings"]["detect"]["seed"].clone()
    };
    assert_eq!(used(&[], &[]), json!(0));
    assert_eq!(used(&[], &[named]), json!(2));
    assert_eq!(used(&[], &[named, seed]), json!(3));
    assert_eq!(used(&["--seed", "4"], &[named, seed]), json!(4));
}

#[test]
fn the_line_takes_what_excludes_an_option_of_the_file() {
    let folder = directory("settings_excluded");
    let config = file(&folder, "[detect]\nno_embedding = true\n");
    let log = folder.join("log.jsonl");
    fs::write(&log, GOOD.join("\n")).unwrap();
    let out = folder.join("report");
    let (log, out) = (log.to_str().unwrap(), out.to_str().unwrap());
    let ran = run(&["detect", log, "--out", out, "--config", &config, "--model", "nowhere"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("nowhere"), "{}", ran.stderr);
}

#[test]
fn what_is_wrong_in_a_file_is_told_with_its_place() {
    let folder = directory("settings_wrong");
    let log = folder.join("log.jsonl");
    fs::write(&log, GOOD.join("\n")).unwrap();
    let (log, out) = (log.to_str().unwrap().to_owned(), folder.join("report").to_str().unwrap().to_owned());
    for (text, said) in [
        ("colour = 1", "config.toml: colour: expected the name of an option"),
        (
            "[detekt]\nseed = 1",
            "config.toml: detekt: expected the name of an option or, as a table, of a command",
        ),
        ("[detect]\nquiet = 1", "config.toml: quiet: expected true or false, got integer"),
        ("threads = []", "config.toml: threads: expected a text or a number, got array"),
        ("= 1", "config.toml: expected TOML"),
        ("threads = 0", "config.toml: invalid value '0' for '--threads <N>'"),
        ("[detect]\nno-embedding = true\nmodel = \"m\"", "config.toml: the argument"),
    ] {
        let config = file(&folder, text);
        let ran = run(&["detect", &log, "--out", &out, "--config", &config]);
        assert_eq!(ran.code, 1, "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{text}: {}", ran.stderr);
    }
    let config = file(&folder, "threads = 2");
    let ran = run(&["detect", &log, "--out", &out, "--config", &config, "--thread", "2"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("unexpected argument '--thread'"), "{}", ran.stderr);
    let ran = run(&["detect", &log, "--out", &out, "--config", "nowhere.toml"]);
    assert!(ran.stderr.contains("cannot read the settings nowhere.toml"), "{}", ran.stderr);
}

#[test]
fn errors_are_json_where_results_are() {
    let ran = run(&["detect", "nowhere.jsonl", "--out", "nowhere", "--json"]);
    let told: Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!((ran.code, &told["exit_code"], ran.stdout.as_str()), (1, &json!(1), ""));
    assert!(told["error"].as_str().unwrap().starts_with("cannot open nowhere.jsonl"), "{told}");
    assert_eq!(told["because"].as_array().unwrap().len(), 1);
    let ran = run(&["detect", "--json", "--fdr", "much"]);
    let told: Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!((ran.code, &told["exit_code"]), (2, &json!(2)));
    assert!(told["error"].as_str().unwrap().contains("'much'"), "{told}");
}

#[test]
fn shells_complete_every_command() {
    let commands = ["detect", "recluster", "calibrate", "check", "demo", "config", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(&["completions", shell]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        for word in commands.into_iter().chain(["min-accounts"]) {
            assert!(ran.stdout.contains(word), "{shell} knows no {word}");
        }
    }
}

#[test]
fn each_command_has_a_manual_page() {
    let out = directory("man");
    let ran = run(&["man", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let help = run(&["--help"]).stdout;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?.split(' ').next())
        .collect();
    assert!(commands.len() > 10, "{commands:?}");
    for command in commands.iter().filter(|command| **command != "help") {
        let page = fs::read_to_string(out.join(format!("hydrascope-{command}.1"))).unwrap();
        assert!(page.contains(".SH OPTIONS") || page.contains(".SH SUBCOMMANDS"), "{command}: {page}");
    }
    assert!(run(&["man"]).stdout.contains(".TH hydrascope 1"));
}
