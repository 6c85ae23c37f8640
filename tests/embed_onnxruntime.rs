//! Embedding through ONNX Runtime, compared with the built-in runtime. A process has one runtime, so the latter runs in
//! a child process: `child_pure_rust` below. Skipped where `ORT_DYLIB_PATH` names no library.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::process::Command;

use hydrascope::device::{DeviceKind, Ran};
use hydrascope::embed::{EmbedError, Embedder, Embeddings, Model, Runtime, RuntimeKind};

const TEXTS: [&str; 4] =
    ["Explain how a rainbow forms.", "naïve café 漢字 🙂", "", "one two three four five six seven"];

/// Texts of 1 to 60 entries of the embedded model's vocabulary, whatever these are.
fn texts() -> Vec<String> {
    let json = include_str!("../models/static/tokenizer.json");
    let tokenizer: serde_json::Value = serde_json::from_str(json).unwrap();
    let vocabulary: Vec<&String> = tokenizer["model"]["vocab"].as_object().unwrap().keys().collect();
    // Knuth's generator, of which the high bits are the better ones.
    let mut state = 1u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut text = || {
        let words = (0..=below(60)).map(|_| vocabulary[below(vocabulary.len())].trim_start_matches("##"));
        words.collect::<Vec<&str>>().join(" ")
    };
    (0..300).map(|_| text()).collect()
}

fn models() -> Vec<Model> {
    let minilm = std::env::var("HYDRASCOPE_MINILM").ok();
    if !cfg!(feature = "tract") {
        println!("SKIPPED for MiniLM: the built-in runtime runs it with the feature tract alone");
    } else if minilm.is_none() {
        println!("SKIPPED for MiniLM: set HYDRASCOPE_MINILM to a folder that models/export_minilm.py wrote");
    }
    let minilm = minilm.filter(|_| cfg!(feature = "tract"));
    let minilm = minilm.map(|folder| Model::from_folder(Path::new(&folder)).unwrap());
    [Model::embedded().unwrap()].into_iter().chain(minilm).collect()
}

fn embed_all(runtime: &Runtime) -> Vec<Embeddings> {
    let more = texts();
    let embed = |model: Model| {
        // Larger models take too long for all of them.
        let count = if model.files().is_empty() { more.len() } else { 0 };
        let texts: Vec<&str> = TEXTS.into_iter().chain(more[..count].iter().map(String::as_str)).collect();
        Embedder::new(model, runtime.clone()).unwrap().embed(&texts).unwrap()
    };
    models().into_iter().map(embed).collect()
}

#[test]
#[ignore = "started by the test below"]
fn child_pure_rust() {
    for rows in embed_all(&Runtime::pure_rust().unwrap()) {
        let numbers: Vec<String> = rows.as_slice().iter().map(f32::to_string).collect();
        println!("\nROWS {}", numbers.join(" "));
    }
}

#[test]
fn both_runtimes_give_the_same_vectors() {
    if std::env::var_os("ORT_DYLIB_PATH").is_none() {
        println!(
            "SKIPPED: set ORT_DYLIB_PATH to the library of ONNX Runtime (scripts/get-onnxruntime.sh fetches it)"
        );
        return;
    }
    let runtime = Runtime::discover(None).unwrap();
    assert_eq!(runtime.kind(), RuntimeKind::OnnxRuntime, "{}", runtime.reason());
    let here = embed_all(&runtime);
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_pure_rust", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let text = String::from_utf8(child.stdout).unwrap();
    let there: Vec<Vec<f32>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("ROWS "))
        .map(|line| line.split(' ').map(|n| n.parse().unwrap()).collect())
        .collect();
    assert_eq!(here.len(), there.len());
    for (here, there) in here.iter().zip(&there) {
        assert_eq!(here.as_slice().len(), there.len());
        let difference = here.as_slice().iter().zip(there).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        println!("largest difference {difference:e}");
        assert!(difference < 1e-4, "{difference}");
    }
}

#[test]
fn eight_bit_vectors_keep_to_themselves_and_to_the_original() {
    let [library, minilm, eight_bit] = ["ORT_DYLIB_PATH", "HYDRASCOPE_MINILM", "HYDRASCOPE_MINILM_INT8"]
        .map(|name| std::env::var(name).ok());
    let (Some(_), Some(minilm), Some(eight_bit)) = (library, minilm, eight_bit) else {
        println!(
            "SKIPPED: set ORT_DYLIB_PATH, HYDRASCOPE_MINILM and HYDRASCOPE_MINILM_INT8 (models/quantize.py writes it)"
        );
        return;
    };
    let runtime = Runtime::discover(None).unwrap();
    let embedder = |folder: &str| {
        Embedder::new(Model::from_folder(Path::new(folder)).unwrap(), runtime.clone()).unwrap()
    };
    let (original, eight_bit) = (embedder(&minilm), embedder(&eight_bit));
    let topics =
        ["a rainbow", "compound interest", "the French revolution", "a leaking tap", "naïve café 漢字"];
    let forms = [
        "Explain {} step by step.",
        "What is {}?",
        "Write three short stories about {}, each with a surprising end, and say why it is so.",
        "{}",
    ];
    let texts: Vec<String> = topics.iter().flat_map(|t| forms.map(|form| form.replace("{}", t))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (want, got) = (original.embed(&texts).unwrap(), eight_bit.embed(&texts).unwrap());
    let cosine = |i: usize| want.row(i).iter().zip(got.row(i)).map(|(a, b)| a * b).sum::<f32>();
    let mean = (0..texts.len()).map(cosine).sum::<f32>() / texts.len() as f32;
    println!("mean cosine to the original {mean}");
    assert!(mean >= 0.998, "{mean}");
    assert_ne!(want, got);
    for (i, text) in texts.iter().enumerate() {
        let alone = eight_bit.embed(&[text]).unwrap();
        let moved = alone.row(0).iter().zip(got.row(i)).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(moved <= 1e-6, "text {i} moved by {moved} among others");
    }
}

#[test]
fn a_library_that_is_not_there_is_an_error() {
    // Runs before or after a runtime was chosen; both refuse.
    let error = Runtime::discover(Some(Path::new("/no/such/libonnxruntime.so"))).unwrap_err().to_string();
    assert!(error.contains("/no/such/libonnxruntime.so"), "{error}");
}

#[test]
fn a_gpu_runs_the_model_or_its_want_is_told() {
    let runtime = Runtime::discover(None).unwrap();
    let on = |kind| Embedder::on(Model::embedded().unwrap(), runtime.clone(), kind);
    assert_eq!(*on(DeviceKind::Cpu).unwrap().ran(), Ran::cpu());
    let wished = on(DeviceKind::Auto).unwrap();
    assert_eq!(wished.embed(&["a river", "a lake"]).unwrap().len(), 2);
    match on(DeviceKind::Cuda) {
        Ok(embedder) => assert_eq!((embedder.ran(), wished.ran()), (&Ran::gpu("CUDA"), &Ran::gpu("CUDA"))),
        Err(error) => {
            let text = error.to_string();
            assert!(
                matches!(error, EmbedError::NoCuda { .. }) && text.contains("the processor does without"),
                "{text}"
            );
            assert_eq!(wished.ran().on, "CPU");
            let reason = wished.ran().reason.as_deref().unwrap();
            assert!(text.contains(reason), "{text} and {reason}");
        }
    }
}
