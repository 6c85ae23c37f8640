//! A model on the GPU against the processor. Without a GPU this test says so and passes, unless REQUIRE_GPU is 1.
#![cfg(feature = "cuda")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test stops where it fails")]

use hydrascope::device::DeviceKind;
use hydrascope::distance::cuda::Device;
use hydrascope::embed::{Embedder, Model, Runtime};

/// With the folders of MiniLM in `f32` (MINILM) and of what `models/for_gpu.py` makes of it (MINILM_GPU), and ONNX Runtime for
/// CUDA in ORT_DYLIB_PATH.
#[test]
fn a_model_on_the_gpu_agrees_with_the_processor() {
    let (Some(plain), Some(fast)) = (std::env::var_os("MINILM"), std::env::var_os("MINILM_GPU")) else {
        eprintln!("SKIPPED: MINILM and MINILM_GPU name no models, so NOTHING was embedded on a GPU");
        return;
    };
    match Device::open(0) {
        Ok(_) => {}
        Err(error) if std::env::var("REQUIRE_GPU").is_ok_and(|value| value == "1") => panic!("{error}"),
        Err(error) => {
            eprintln!("SKIPPED: {error}; NOTHING was embedded on a GPU");
            return;
        }
    }
    let runtime = Runtime::discover(None).unwrap();
    let model = |folder: &std::ffi::OsStr| Model::from_folder(folder.as_ref()).unwrap();
    let on_gpu = Embedder::on(model(&fast), runtime.clone(), DeviceKind::Cuda).unwrap();
    let on_cpu = Embedder::new(model(&plain), runtime).unwrap();
    let words = ["river", "seven", "how", "to", "explain", "quantum", "the", "bread", "of", "Zürich", "3.14"];
    let text = |i: usize| {
        (0..i % 60 + 2).map(|j| words[(i * 7 + j * j) % words.len()]).collect::<Vec<_>>().join(" ")
    };
    let texts: Vec<String> = (0..1_000).map(text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (a, b) = (on_gpu.embed(&texts).unwrap(), on_cpu.embed(&texts).unwrap());
    let cosine = |i: usize| f64::from(a.row(i).iter().zip(b.row(i)).map(|(x, y)| x * y).sum::<f32>());
    let mean = (0..texts.len()).map(cosine).sum::<f64>() / texts.len() as f64;
    eprintln!("cosine of the GPU's vectors to the processor's: {mean:.6} on average");
    assert!(mean >= 0.999, "{mean}");
}
