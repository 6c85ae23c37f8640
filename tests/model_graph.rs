//! ONNX files that a runtime must not see, each refused for what is wrong with it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod onnx_files;

use std::io::ErrorKind;

use hydrascope::embed::{GraphError, Model, ModelError, check_graph};
use onnx_files::*;

/// What is said of the encoder with more in its graph: 1 is a node, 5 an initializer, 11 an input.
fn said(more: impl IntoIterator<Item = (u64, Message)>) -> String {
    check_graph(&model(&encoder(more)).0).unwrap_err().to_string()
}

#[test]
fn what_every_encoder_has_is_accepted() {
    check_graph(&good()).unwrap();
    let more = [
        (5, ints("shape", &[1, 1, 512, 512])),
        (1, node("ConstantOfShape", &["shape"], "mask")),
        (5, ints("open", &[0, -1, 2])),
        (1, node("Reshape", &["vectors", "open"], "reshaped")),
        (5, int("zero", 0)),
        (5, int("length", 512)),
        (5, int("one", 1)),
        (1, node("Range", &["zero", "length", "one"], "positions")),
        (1, node("Expand", &["mask", "shape"], "wide")),
        (5, raw("nothing", 1, &[0, 4], &[])),
        (5, raw("halves", 22, &[3], &[0, 0])),
        (5, Message::default().int(1, 2).int(2, 8).bytes(6, b"a").bytes(6, b"b").text(8, "texts")),
        (5, Message::default().int(1, 2).int(2, 1).bytes(4, &[0; 8]).text(8, "packed")),
        (5, Message::default().int(1, 2).int(2, 9).bytes(5, &[0, 1]).text(8, "booleans")),
    ];
    check_graph(&model(&encoder(more)).0).unwrap();
}

#[test]
fn a_constant_that_asks_for_all_memory_is_refused() {
    let shape = |values: &[i64]| (5, ints("c", values));
    let scalar = |name: &str, n: i64| (5, int(name, n));
    let cases: Vec<(&str, Vec<(u64, Message)>)> = vec![
        ("'ConstantOfShape'", vec![shape(&[1 << 20, 1 << 20]), (1, node("ConstantOfShape", &["c"], "x"))]),
        (
            "'ConstantOfShape'",
            vec![shape(&[1 << 62, 4, 0x7fff_ffff]), (1, node("ConstantOfShape", &["c"], "x"))],
        ),
        ("got -5", vec![shape(&[-5]), (1, node("ConstantOfShape", &["c"], "x"))]),
        ("'Expand'", vec![shape(&[1 << 40]), (1, node("Expand", &["vectors", "c"], "x"))]),
        ("got -7", vec![shape(&[-7]), (1, node("Expand", &["vectors", "c"], "x"))]),
        ("'Tile'", vec![shape(&[1, 1 << 30, 1 << 30]), (1, node("Tile", &["vectors", "c"], "x"))]),
        ("'Reshape'", vec![shape(&[-1, i64::MAX]), (1, node("Reshape", &["vectors", "c"], "x"))]),
        ("got 2", vec![shape(&[-1, -1]), (1, node("Reshape", &["vectors", "c"], "x"))]),
        ("'Pad'", vec![shape(&[0, 0, 1 << 50, 0, 0, 0]), (1, node("Pad", &["vectors", "c"], "x"))]),
        ("'OneHot'", vec![shape(&[1 << 40]), (1, node("OneHot", &["input_ids", "c", "v"], "x"))]),
        (
            "'Range'",
            vec![
                scalar("a", 0),
                scalar("b", 1 << 60),
                scalar("s", 1),
                (1, node("Range", &["a", "b", "s"], "x")),
            ],
        ),
        (
            "a range that ends",
            vec![scalar("a", 0), scalar("b", 9), scalar("s", 0), (1, node("Range", &["a", "b", "s"], "x"))],
        ),
        (
            "'Resize'",
            vec![(5, floats("f", &[2], &[1e6, 1e6])), (1, node("Resize", &["vectors", "", "f"], "x"))],
        ),
        (
            "scales above zero",
            vec![(5, floats("f", &[2], &[1.0, f32::NAN])), (1, node("Resize", &["vectors", "", "f"], "x"))],
        ),
        ("'Resize'", vec![shape(&[1 << 33]), (1, node("Resize", &["vectors", "", "", "c"], "x"))]),
        (
            "'RandomNormal'",
            vec![(
                1,
                node("RandomNormal", &[], "x").message(5, &attribute_ints("shape", &[1 << 20, 1 << 20])),
            )],
        ),
    ];
    for (expected, more) in cases {
        let said = said(more);
        assert!(said.contains(expected) && said.ends_with("use another model"), "{expected}: {said}");
    }
}

#[test]
fn constants_are_followed_through_what_exporters_put_between() {
    let constant = |name: &str, output: &str, tensor: &Message| {
        (1, node("Constant", &[], output).message(5, &attribute_tensor(name, tensor)))
    };
    let said = said([
        constant("value", "a", &ints("", &[1 << 20])),
        (5, ints("b", &[1 << 10])),
        (1, node("Mul", &["a", "b"], "c")),
        (1, node("Cast", &["c"], "d")),
        (1, node("Unsqueeze", &["d"], "e")),
        (1, node("Concat", &["e", "b"], "f")),
        (1, node("ConstantOfShape", &["f"], "x")),
    ]);
    assert!(said.contains("'ConstantOfShape'"), "{said}");
}

#[test]
fn many_small_constants_are_as_bad_as_a_large_one() {
    let nodes = (0..5).map(|i| (1, node("ConstantOfShape", &["c"], &format!("x{i}"))));
    let said = said([(5, ints("c", &[1 << 26]))].into_iter().chain(nodes));
    assert!(said.contains("with those before it"), "{said}");
}

#[test]
fn a_tensor_holds_what_its_shape_says() {
    for tensor in [
        floats("w", &[1 << 40, 1 << 40], &[1.0]),
        floats("w", &[3], &[1.0]),
        floats("w", &[1], &[1.0, 2.0]),
        floats("w", &[-1], &[1.0]),
        floats("w", &[1 << 33], &[]),
        raw("w", 8, &[1], b"text"),
        raw("w", 99, &[1], b"what"),
        raw("w", 22, &[5], &[0, 0]),
        Message::default().int(1, 4).int(2, 1).float(4, 1.0).text(8, "w"),
        Message::default().int(1, 4).int(2, 7).int(7, 1).text(8, "w"),
        Message::default().int(1, 4).int(2, 6).bytes(5, &[1, 2, 3]).text(8, "w"),
    ] {
        let said = said([(5, tensor)]);
        assert!(said.starts_with("the tensor 'w' of shape "), "{said}");
    }
    let deep = (0..40).fold(Message::default(), |tensor, _| tensor.int(1, 1));
    assert!(said([(5, deep)]).contains("axes of a tensor"));
}

#[test]
fn weights_in_other_files_are_refused_wherever_they_stand() {
    let place = Message::default().text(1, "location").text(2, "../../etc/passwd");
    let by_place = ints("w", &[1]).message(13, &place);
    let by_flag = Message::default().int(1, 1).int(2, 1).text(8, "w").int(14, 1);
    for tensor in [&by_place, &by_flag] {
        let constant = node("Constant", &[], "x").message(5, &attribute_tensor("value", tensor));
        let inner = Message::default().message(1, &constant);
        let conditional = node("If", &["c"], "x").message(5, &attribute_graph("then_branch", &inner));
        let sparse = Message::default().message(1, tensor);
        for more in [(5, tensor.clone()), (1, constant), (1, conditional), (15, sparse)] {
            let error = check_graph(&model(&encoder([more])).0).unwrap_err();
            assert_eq!(error, GraphError::External { tensor: "'w'".to_owned() });
        }
    }
}

#[test]
fn graphs_are_not_too_many_and_not_too_deep() {
    let deeper = |graph: Message, _| {
        Message::default()
            .message(1, &node("If", &["c"], "x").message(5, &attribute_graph("then_branch", &graph)))
    };
    let nested = |depth| {
        said([(
            1,
            node("If", &["c"], "y")
                .message(5, &attribute_graph("g", &(0..depth).fold(Message::default(), deeper))),
        )])
    };
    assert!(nested(8).contains("graphs within each other"));
    // Deeper than any stack: refused on the way down.
    assert!(nested(2000).contains("graphs within each other"));
    let nodes = (0..100_001).map(|_| (1, Message::default()));
    assert!(said(nodes).contains("at most 100000 nodes"));
    let tensors = (0..100_001).map(|_| (5, Message::default().int(2, 1).int(1, 0)));
    assert!(said(tensors).contains("at most 100000 tensors"));
    let long = node("Identity", &["x".repeat(5000).as_str()], "y");
    assert!(said([(1, long)]).contains("bytes of a name"));
    let many = (0..10_000).map(|_| (1, node("Identity", &["x".repeat(4000).as_str()], "y")));
    assert!(said(many).contains("bytes of names"));
}

#[test]
fn functions_end_and_are_few() {
    let function = |name: &str, calls: &[&str]| {
        let nodes = calls.iter().map(|call| node(call, &[], "x").text(7, "own"));
        Message::default().text(1, name).messages(7, nodes).text(10, "own")
    };
    let said = |functions: Vec<Message>| {
        let graph = encoder([(1, node("f0", &[], "y").text(7, "own"))]);
        check_graph(&model(&graph).messages(25, functions).0).map_err(|e| e.to_string())
    };
    assert_eq!(said(vec![function("f0", &["Add"])]), Ok(()));
    let endless = said(vec![function("f0", &["f1"]), function("f1", &["f0"])]).unwrap_err();
    assert!(endless.contains("'f0' calls itself"), "{endless}");
    let name = |i: usize| format!("f{i}");
    let ten = |i: usize| function(&name(i), &[name(i + 1).as_str(); 10]);
    assert!(said((0..7).map(ten).collect()).unwrap_err().contains("at most 100000 nodes"));
    let chain = |i: usize| function(&name(i), &[&name(i + 1)]);
    assert!(said((0..5000).map(chain).collect()).unwrap_err().contains("call each other in turn"));
}

#[test]
fn what_is_no_model_is_refused_where_it_goes_wrong() {
    let damaged = |bytes: &[u8]| match check_graph(bytes).unwrap_err() {
        GraphError::Damaged { at, reason } => (at, reason),
        error => panic!("{error}"),
    };
    assert_eq!(damaged(b""), (0, "it ends without a graph"));
    assert_eq!(damaged(b"[]"), (1, "a field has a type that ONNX does not use"));
    assert_eq!(damaged(&[0x3a, 0x7f, 0]), (2, "a field is longer than what holds it"));
    assert_eq!(damaged(&[0xff; 20]), (10, "an integer is longer than 64 bits"));
    let zero = encoder([(11, value("a\0b", 7, &[-1]))]);
    assert_eq!(damaged(&model(&zero).0).1, "a name holds a zero byte");
    let twice = model(&encoder([])).message(7, &encoder([]));
    assert_eq!(damaged(&twice.0).1, "there is a second graph");
    // Names are shown short and without what a terminal would obey.
    let said = said([(5, floats(&format!("\u{1b}[2J{}", "x".repeat(500)), &[2], &[1.0]))]);
    assert!(said.len() < 400 && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn cut_anywhere_or_with_any_bit_flipped_it_is_refused_or_sound() {
    let whole = good();
    for len in 0..whole.len() {
        // Cut between the fields of the model, what is left may be whole.
        let _ = check_graph(&whole[..len]);
    }
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let _ = check_graph(&bytes);
    }
    assert!(check_graph(&whole[..whole.len() - 1]).is_err());
}

#[test]
fn a_file_shorter_than_it_was_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &good()[..100], TOKENIZER, CONFIG);
    match Model::from_folder(folder.path()).unwrap_err() {
        ModelError::Graph { path, source: GraphError::Damaged { .. } } => {
            assert!(path.ends_with("model.onnx"))
        }
        ModelError::Graph { source: GraphError::Read { kind: ErrorKind::UnexpectedEof, .. }, .. } => {}
        error => panic!("{error}"),
    }
}
