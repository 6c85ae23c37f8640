//! Small static graphs in the built-in runtime: beside their formula, beside tract where that is built in, and what is not known.
#![allow(clippy::unwrap_used)]

mod onnx_files;

use hydrascope::embed::{EmbedError, Embedder, Embeddings, Model, Runtime};
use onnx_files::*;
use proptest::prelude::*;
use tempfile::TempDir;

/// Loads a graph, with the tokenizer of all small models; its folder is read again by whoever runs it in another thread.
fn load(graph: &Message) -> Result<(Embedder, TempDir), EmbedError> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &model(graph).0, TOKENIZER, CONFIG);
    Ok((Embedder::new(Model::from_folder(folder.path())?, Runtime::pure_rust().unwrap())?, folder))
}

fn embed(graph: &Message, texts: &[String]) -> Embeddings {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    load(graph).unwrap().0.embed(&texts).unwrap()
}

/// The output, as the last node gives it.
fn output() -> (u64, Message) {
    (12, value("sentence_embedding", 1, &[-1, DIM as i64]))
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let words = prop::sample::select(vec!["a", "b", "ab", "word", "[NEW]", "other", "a word b"]);
    let text = prop::collection::vec(words, 0..20).prop_map(|words| words.join(" "));
    prop::collection::vec(text, 1..20)
}

fn weights() -> impl Strategy<Value = (Vec<i8>, Vec<f32>)> {
    (prop::collection::vec(any::<i8>(), ROWS * DIM), prop::collection::vec(0.001f32..0.1, ROWS))
}

#[cfg(feature = "tract")]
fn largest_difference(a: &Embeddings, b: &Embeddings) -> f32 {
    assert_eq!((a.len(), a.dim()), (b.len(), b.dim()));
    a.as_slice().iter().zip(b.as_slice()).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn vectors_are_the_weighted_sum_of_the_tokens_rows((rows, scales) in weights(), texts in texts()) {
        let graph = weighted(&rows, &scales, [output()]);
        let (embedder, _folder) = load(&graph).unwrap();
        let tokenizer = embedder.model().tokenizer().unwrap();
        let found = embed(&graph, &texts);
        for (i, text) in texts.iter().enumerate() {
            let ids = if text.is_empty() { Vec::new() } else { tokenizer.encode(text).unwrap() };
            let number = |j: usize| -> f64 {
                let of = |&id: &u32| f64::from(scales[id as usize]) * f64::from(rows[id as usize * DIM + j]);
                ids.iter().map(of).sum()
            };
            let length = (0..DIM).map(|j| number(j).powi(2)).sum::<f64>().sqrt();
            for j in 0..DIM {
                // Where vectors cancel each other out, what is left is rounding.
                let plain = if length > 0.0 { number(j) / length } else { 0.0 };
                let near = (f64::from(found.row(i)[j]) - plain).abs();
                prop_assert!(near < 1e-5 || length < 1e-3, "{near} of length {length}");
            }
        }
    }

    #[cfg(feature = "tract")]
    #[test]
    fn tract_gives_the_same_vectors((rows, scales) in weights(), texts in texts()) {
        let here = embed(&weighted(&rows, &scales, [output()]), &texts);
        // Turned round twice, which only tract knows how to do.
        let twice = [
            (1, node("Neg", &["sentence_embedding"], "turned")),
            (1, node("Neg", &["turned"], "back")),
            (12, value("back", 1, &[-1, DIM as i64])),
        ];
        let there = embed(&weighted(&rows, &scales, twice), &texts);
        prop_assert!(largest_difference(&here, &there) < 1e-5);
        let here = embed(&encoder([]), &texts);
        let turned = [(1, node("Neg", &["table"], "turned")), (1, node("Neg", &["turned"], "back"))];
        prop_assert!(largest_difference(&here, &embed(&encoder(turned), &texts)) < 1e-5);
    }
}

#[test]
fn single_precision_gives_what_bytes_give() {
    let (rows, scales): (Vec<i8>, Vec<f32>) =
        ((0..ROWS * DIM).map(|i| (i * 37) as i8).collect(), (1..=ROWS).map(|i| i as f32 / 64.0).collect());
    let texts = ["a b word", "ab", "word word other"].map(str::to_owned);
    let graph = weighted(&rows, &scales, [output()]);
    let whole: Vec<f32> = rows.iter().map(|&byte| f32::from(byte)).collect();
    let bytes = rows.iter().map(|&byte| byte as u8).collect::<Vec<u8>>();
    let (of_bytes, of_floats) = (
        raw("rows", 3, &[ROWS as i64, DIM as i64], &bytes),
        floats("rows", &[ROWS as i64, DIM as i64], &whole),
    );
    // The same message with another tensor in its place.
    let [from, to] = [of_bytes, of_floats].map(|tensor| Message::default().message(5, &tensor).0);
    let at = graph.0.windows(from.len()).position(|window| window == from).unwrap();
    let other = Message([&graph.0[..at], &to, &graph.0[at + from.len()..]].concat());
    assert_eq!(embed(&graph, &texts), embed(&other, &texts));
}

#[cfg(not(feature = "tract"))]
#[test]
fn what_is_not_known_is_named_and_what_to_do() {
    let said = |more: Vec<(u64, Message)>| load(&encoder(more)).err().unwrap().to_string();
    let attribute = |name: &str| node("Sqrt", &["vectors"], "x").message(5, &attribute_int(name, 1));
    let axis = node("Gather", &["table", "input_ids"], "x").message(5, &attribute_int("axis", 1));
    let function = Message::default().text(1, "own").text(10, "own");
    for (more, expected) in [
        ((1, node("Erf", &["vectors"], "x")), "the node 'Erf to x' ('Erf'): the operator is not known"),
        ((1, attribute("fast")), "its attribute 'fast' is not known"),
        ((1, axis), "('Gather'): the operator is not known"),
        ((1, node("Sqrt", &["vectors"], "x").text(7, "own")), "it is of the domain 'own'"),
        ((1, node("Sqrt", &["vectors"], "x").text(2, "y")), "it has 2 outputs"),
        ((1, node("Sqrt", &["later"], "x")), "its input 'later' is not known"),
        ((1, node("Add", &["vectors"], "x")), "its input '' is not known"),
        ((1, node("Gather", &["vectors", "input_ids"], "x")), "it looks up in what is no weight of the file"),
        ((1, node("ReduceSum", &["vectors"], "x")), "its axes are no constants"),
        (
            (1, node("Cast", &["vectors"], "x").message(5, &attribute_int("to", 10))),
            "it casts to another type",
        ),
        ((12, value("nothing", 1, &[-1])), "the output 'nothing', which no node gives"),
    ] {
        let said = said(vec![more]);
        assert!(said.contains("expected a static model") && said.contains(expected), "{said}");
        assert!(said.ends_with("or build with the feature tract"), "{said}");
    }
    let said = said_of(&model(&encoder([])).message(25, &function));
    assert!(said.contains("the function 'own'"), "{said}");
    let halves = raw("halves", 10, &[2], &[0; 4]);
    let odd = encoder([(5, halves), (1, node("Add", &["sentence_embedding", "halves"], "x"))]);
    assert!(said_of(&model(&odd)).contains("the weights 'halves': expected numbers of single precision"));
}

#[cfg(not(feature = "tract"))]
fn said_of(whole: &Message) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &whole.0, TOKENIZER, CONFIG);
    let model = Model::from_folder(folder.path()).unwrap();
    Embedder::new(model, Runtime::pure_rust().unwrap()).err().unwrap().to_string()
}

#[test]
fn what_goes_wrong_in_a_run_is_told_with_its_node() {
    let misfit = [(5, floats("three", &[3], &[0.0; 3])), (1, node("Add", &["vectors", "three"], "x"))];
    let said = load(&encoder(misfit)).err().unwrap().to_string();
    assert!(
        said.contains("the node 'Add to x' ('Add'): expected shapes that fit, got [2, 2, 2] and [3]"),
        "{said}"
    );
}
