//! Embedding through the built-in runtime.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use hydrascope::distance::{UnitVector, scalar};
use hydrascope::embed::{
    EmbedError, Embedder, Embeddings, Model, ModelError, Runtime, RuntimeError, RuntimeKind, inspect,
};
use proptest::prelude::*;

static EMBEDDER: LazyLock<Embedder> =
    LazyLock::new(|| Embedder::new(Model::embedded().unwrap(), Runtime::pure_rust().unwrap()).unwrap());

fn cosine(rows: &Embeddings, i: usize, j: usize) -> f32 {
    let row = |i| UnitVector::new(rows.row(i)).unwrap();
    scalar::cosine(row(i), row(j))
}

#[test]
fn rows_have_length_one_and_empty_texts_are_zero() {
    let rows = EMBEDDER.embed(&["bread", "", "  \n", "a longer text about the weather of tomorrow"]).unwrap();
    assert_eq!((rows.len(), rows.dim()), (4, 256));
    for i in [0, 3] {
        let square: f32 = rows.row(i).iter().map(|v| v * v).sum();
        assert!((square - 1.0).abs() < 1e-5, "{square}");
    }
    assert!(rows.row(1).iter().chain(rows.row(2)).all(|v| *v == 0.0));
    assert!(EMBEDDER.embed(&[]).unwrap().is_empty());
}

#[test]
fn texts_on_one_topic_are_closer_than_texts_on_two() {
    let pairs = [
        ("how to bake sourdough bread at home", "flour, yeast and water for a loaf"),
        ("symptoms of the flu in children", "my son has a fever and a cough"),
        ("the rules of offside in football", "a striker scored a late goal in the match"),
        ("sort a list of numbers in python", "write a function that reverses an array"),
        ("interest rates of the central bank", "how inflation changes the price of loans"),
        ("planets that orbit distant stars", "a telescope for watching the moon and saturn"),
        ("train a puppy to walk on a leash", "which food is best for an old dog"),
        ("the causes of the french revolution", "kings and emperors of medieval europe"),
        ("repair a leaking kitchen tap", "a plumber replaced the pipe under the sink"),
        ("chords of a sad song on the piano", "learn to play the guitar and sing"),
    ];
    let texts: Vec<&str> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let rows = EMBEDDER.embed(&texts).unwrap();
    let mut wins = 0;
    let mut total = 0;
    for i in 0..pairs.len() {
        for j in (0..texts.len()).filter(|j| j / 2 != i) {
            total += 1;
            wins += usize::from(cosine(&rows, 2 * i, 2 * i + 1) > cosine(&rows, 2 * i, j));
        }
    }
    assert!(wins * 100 >= total * 95, "{wins} of {total} comparisons");
}

#[test]
fn long_texts_are_cut_at_the_models_limit() {
    let word = "word ".repeat(EMBEDDER.model().max_tokens());
    let longer = format!("{word} and what follows does not count");
    let rows = EMBEDDER.embed(&[&word, &longer]).unwrap();
    assert_eq!(rows.row(0), rows.row(1));
}

#[test]
fn threads_do_not_change_a_bit() {
    let texts: Vec<String> = (0..600).map(|i| format!("text {i} says {}", "more ".repeat(i % 37))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| EMBEDDER.embed(&texts).unwrap())
    };
    assert_eq!(with(1), with(4));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn a_row_does_not_depend_on_the_texts_beside_it(
        texts in prop::collection::vec("[ a-zA-Z0-9äß漢🙂.,\u{200b}]{0,80}", 1..30),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let together = EMBEDDER.embed(&texts).unwrap();
        for (i, text) in texts.iter().enumerate() {
            let alone = EMBEDDER.embed(&[text]).unwrap();
            for (a, b) in together.row(i).iter().zip(alone.row(0)) {
                prop_assert!((a - b).abs() <= 1e-6, "{a} {b}");
            }
        }
    }
}

#[test]
fn one_runtime_a_process() {
    let chosen = Runtime::pure_rust().unwrap();
    assert_eq!((chosen.kind(), chosen.name()), (RuntimeKind::PureRust, "built-in runtime"));
    assert_eq!(Runtime::discover(None), Ok(chosen));
    let error = Runtime::discover(Some(Path::new("/no/such/library.so"))).unwrap_err();
    assert!(matches!(error, RuntimeError::AlreadyChosen { .. }), "{error}");
}

#[test]
fn the_diagnosis_names_what_is_used() {
    let text = inspect(EMBEDDER.runtime(), EMBEDDER.model()).to_string();
    assert!(text.contains(concat!("built-in runtime ", env!("CARGO_PKG_VERSION"))), "{text}");
    assert_eq!(text.contains("with tract"), cfg!(feature = "tract"), "{text}");
    assert!(text.contains("embedded static model: 256 numbers"), "{text}");
}

/// A copy of the embedded model's folder, to be spoiled.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/static");
    for file in ["model.onnx", "tokenizer.json", "config.json", "sentence_bert_config.json"] {
        fs::copy(from.join(file), folder.path().join(file)).unwrap();
    }
    folder
}

/// What loading the folder says, with its path replaced by DIR.
fn refusal(folder: &Path) -> String {
    let model = Model::from_folder(folder).map_err(EmbedError::from);
    let error = model.and_then(|model| Embedder::new(model, Runtime::pure_rust().unwrap())).err().unwrap();
    error.to_string().replace(&folder.display().to_string(), "DIR")
}

#[test]
fn a_folder_gives_what_the_embedded_model_gives() {
    let folder = folder();
    let embedder =
        Embedder::new(Model::from_folder(folder.path()).unwrap(), Runtime::pure_rust().unwrap()).unwrap();
    let texts = ["the same text", "and another"];
    assert_eq!(embedder.embed(&texts).unwrap(), EMBEDDER.embed(&texts).unwrap());
}

#[test]
fn a_missing_file_is_named() {
    for file in ["model.onnx", "tokenizer.json", "config.json"] {
        let folder = folder();
        fs::remove_file(folder.path().join(file)).unwrap();
        let expected = format!(
            "DIR: expected {file}, found none; a model folder holds model.onnx, tokenizer.json and config.json \
             (and 1_Pooling/config.json where the graph gives token vectors)"
        );
        assert_eq!(refusal(folder.path()), expected);
    }
}

#[test]
fn pooling_that_is_not_known_is_named() {
    let folder = folder();
    fs::create_dir(folder.path().join("1_Pooling")).unwrap();
    let modes = r#"{"pooling_mode_mean_tokens": false, "pooling_mode_max_tokens": true}"#;
    fs::write(folder.path().join("1_Pooling/config.json"), modes).unwrap();
    assert_eq!(
        refusal(folder.path()),
        "DIR: expected pooling by mean (pooling_mode_mean_tokens) or first token (pooling_mode_cls_token) alone, \
         1_Pooling/config.json switches on pooling_mode_max_tokens; use another model"
    );
}

#[test]
fn an_output_of_another_shape_is_named() {
    let folder = folder();
    fs::write(folder.path().join("config.json"), r#"{"hidden_size": 384}"#).unwrap();
    assert_eq!(
        refusal(folder.path()),
        "DIR: expected an output of shape [texts, 384] (from config.json and 1_Pooling/config.json), \
         sentence_embedding has [2, 256]; correct the configuration or export the model again"
    );
}

#[test]
fn files_that_are_not_what_they_should_be_are_named() {
    for (file, start) in [
        ("config.json", "DIR: config.json is not the configuration of a sentence encoder: "),
        ("tokenizer.json", "DIR: expected the JSON form of a tokenizer, got one that cannot be used: "),
        ("model.onnx", "DIR/model.onnx: expected the protocol buffer of an ONNX model, at byte 1 "),
    ] {
        let folder = folder();
        fs::write(folder.path().join(file), "[]").unwrap();
        let said = refusal(folder.path());
        assert!(said.starts_with(start), "{said}");
    }
}

#[test]
fn an_operator_that_the_runtime_lacks_is_named() {
    let folder = folder();
    let path = folder.path().join("model.onnx");
    // The graph is a protocol buffer, so a name of the same length keeps it whole.
    let mut graph = fs::read(&path).unwrap();
    let places: Vec<usize> = (0..graph.len() - 4).filter(|&i| &graph[i..i + 4] == b"Sqrt").collect();
    assert!(!places.is_empty());
    places.into_iter().for_each(|i| graph[i..i + 4].copy_from_slice(b"Sqrz"));
    fs::write(&path, graph).unwrap();
    let said = refusal(folder.path());
    let advice =
        if cfg!(feature = "tract") { "plain operators of opset 17" } else { "the library of ONNX Runtime" };
    assert!(said.contains("Sqrz") && said.contains(advice), "{said}");
}

#[test]
fn minilm_in_folder_form() {
    let Ok(folder) = std::env::var("HYDRASCOPE_MINILM") else {
        println!("SKIPPED: set HYDRASCOPE_MINILM to a folder that models/export_minilm.py wrote");
        return;
    };
    let model = Model::from_folder(Path::new(&folder)).unwrap();
    let embedder = Embedder::new(model, Runtime::pure_rust().unwrap());
    if !cfg!(feature = "tract") {
        let error = embedder.err().unwrap();
        assert!(matches!(error, EmbedError::Model(ModelError::NotStatic { .. })), "{error}");
        return;
    }
    let embedder = embedder.unwrap();
    let rows = embedder.embed(&["a cat sat on the mat", "the kitten sat down", "tax law of spain"]).unwrap();
    assert_eq!(rows.dim(), 384);
    assert!(cosine(&rows, 0, 1) > cosine(&rows, 0, 2) + 0.2);
}
