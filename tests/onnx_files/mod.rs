//! Writes small model folders: an ONNX file field by field, a tokenizer and a configuration of a few words.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::fs;
use std::path::Path;

/// A message of a protocol buffer, as its bytes.
#[derive(Clone, Default)]
pub(crate) struct Message(pub(crate) Vec<u8>);

impl Message {
    fn varint(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    pub(crate) fn int(mut self, field: u64, n: i64) -> Self {
        self.varint(field << 3);
        self.varint(n as u64);
        self
    }

    pub(crate) fn float(mut self, field: u64, x: f32) -> Self {
        self.varint(field << 3 | 5);
        self.0.extend(x.to_le_bytes());
        self
    }

    pub(crate) fn bytes(mut self, field: u64, bytes: &[u8]) -> Self {
        self.varint(field << 3 | 2);
        self.varint(bytes.len() as u64);
        self.0.extend(bytes);
        self
    }

    pub(crate) fn text(self, field: u64, text: &str) -> Self {
        self.bytes(field, text.as_bytes())
    }

    pub(crate) fn message(self, field: u64, message: &Message) -> Self {
        self.bytes(field, &message.0)
    }

    pub(crate) fn messages(self, field: u64, messages: impl IntoIterator<Item = Message>) -> Self {
        messages.into_iter().fold(self, |whole, message| whole.message(field, &message))
    }
}

/// A tensor with raw data.
pub(crate) fn raw(name: &str, data_type: i64, dims: &[i64], data: &[u8]) -> Message {
    let tensor = dims.iter().fold(Message::default(), |tensor, &dim| tensor.int(1, dim));
    tensor.int(2, data_type).text(8, name).bytes(9, data)
}

/// A tensor of 32-bit floats.
pub(crate) fn floats(name: &str, dims: &[i64], values: &[f32]) -> Message {
    raw(name, 1, dims, &values.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>())
}

/// A vector of 64-bit integers.
pub(crate) fn ints(name: &str, values: &[i64]) -> Message {
    raw(name, 7, &[values.len() as i64], &values.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>())
}

/// One 64-bit integer.
pub(crate) fn int(name: &str, value: i64) -> Message {
    raw(name, 7, &[], &value.to_le_bytes())
}

/// A node without attributes.
pub(crate) fn node(operator: &str, inputs: &[&str], output: &str) -> Message {
    let node = inputs.iter().fold(Message::default(), |node, input| node.text(1, input));
    node.text(2, output).text(3, &format!("{operator} to {output}")).text(4, operator)
}

/// An attribute of integers.
pub(crate) fn attribute_ints(name: &str, values: &[i64]) -> Message {
    values.iter().fold(Message::default().text(1, name), |a, &n| a.int(8, n)).int(20, 7)
}

/// An attribute of one integer.
pub(crate) fn attribute_int(name: &str, value: i64) -> Message {
    Message::default().text(1, name).int(3, value).int(20, 2)
}

/// An attribute that is a tensor.
pub(crate) fn attribute_tensor(name: &str, tensor: &Message) -> Message {
    Message::default().text(1, name).message(5, tensor).int(20, 4)
}

/// An attribute that is a graph.
pub(crate) fn attribute_graph(name: &str, graph: &Message) -> Message {
    Message::default().text(1, name).message(6, graph).int(20, 5)
}

/// An input or an output: element type 1 is a float, 7 an integer; -1 is a size that is not fixed.
pub(crate) fn value(name: &str, element: i64, dims: &[i64]) -> Message {
    let dim = |(i, &n): (usize, &i64)| match n {
        -1 => Message::default().text(2, ["texts", "tokens"][i.min(1)]),
        n => Message::default().int(1, n),
    };
    let shape = Message::default().messages(1, dims.iter().enumerate().map(dim));
    let tensor = Message::default().int(1, element).message(2, &shape);
    Message::default().text(1, name).message(2, &Message::default().message(1, &tensor))
}

/// A model of these nodes and initializers beside those of [`encoder`].
pub(crate) fn model(graph: &Message) -> Message {
    let opset = Message::default().text(1, "").int(2, 13);
    Message::default().int(1, 8).message(8, &opset).message(7, graph)
}

/// Tokens that the encoder has vectors for, and the width of these.
pub(crate) const ROWS: usize = 8;
pub(crate) const DIM: usize = 2;

/// A graph that gives the mean of its tokens' vectors; `more` is written before its end.
pub(crate) fn encoder(more: impl IntoIterator<Item = (u64, Message)>) -> Message {
    let table: Vec<f32> = (0..ROWS * DIM).map(|i| (i as f32).sin()).collect();
    let mean = node("ReduceMean", &["vectors"], "sentence_embedding")
        .message(5, &attribute_ints("axes", &[1]))
        .message(5, &attribute_int("keepdims", 0));
    let graph = Message::default()
        .message(1, &node("Gather", &["table", "input_ids"], "vectors"))
        .message(1, &mean)
        .text(2, "encoder")
        .message(5, &floats("table", &[ROWS as i64, DIM as i64], &table))
        .message(11, &value("input_ids", 7, &[-1, -1]))
        .message(11, &value("attention_mask", 7, &[-1, -1]))
        .message(12, &value("sentence_embedding", 1, &[-1, DIM as i64]));
    more.into_iter().fold(graph, |graph, (field, message)| graph.message(field, &message))
}

/// A static model as models/distil.py writes it: each token's row of bytes by its scale, added up and scaled to length 1; `more` is
/// written before its end.
pub(crate) fn weighted(
    rows: &[i8],
    scales: &[f32],
    more: impl IntoIterator<Item = (u64, Message)>,
) -> Message {
    let (count, dim) = (scales.len() as i64, (rows.len() / scales.len()) as i64);
    let bytes: Vec<u8> = rows.iter().map(|&byte| byte as u8).collect();
    let cast = |from, to| node("Cast", &[from], to).message(5, &attribute_int("to", 1));
    let gather = |from, to| node("Gather", &[from, "input_ids"], to).message(5, &attribute_int("axis", 0));
    let sum = node("ReduceSum", &["squares", "one"], "square").message(5, &attribute_int("keepdims", 1));
    let nodes = [
        gather("rows", "bytes"),
        cast("bytes", "vectors"),
        gather("scales", "scale"),
        cast("attention_mask", "mask"),
        node("Mul", &["scale", "mask"], "weight"),
        node("Unsqueeze", &["weight", "one"], "wide"),
        node("MatMul", &["wide", "vectors"], "product"),
        node("Squeeze", &["product", "one"], "total"),
        node("Mul", &["total", "total"], "squares"),
        sum,
        node("Add", &["square", "least"], "bounded"),
        node("Sqrt", &["bounded"], "length"),
        node("Div", &["total", "length"], "sentence_embedding"),
    ];
    let graph = Message::default()
        .messages(1, nodes)
        .text(2, "static")
        .message(5, &raw("rows", 3, &[count, dim], &bytes))
        .message(5, &floats("scales", &[count], scales))
        .message(5, &floats("least", &[], &[1e-24]))
        .message(5, &ints("one", &[1]))
        .message(11, &value("input_ids", 7, &[-1, -1]))
        .message(11, &value("attention_mask", 7, &[-1, -1]));
    more.into_iter().fold(graph, |graph, (field, message)| graph.message(field, &message))
}

/// A model that works.
pub(crate) fn good() -> Vec<u8> {
    model(&encoder([])).0
}

pub(crate) const CONFIG: &str =
    r#"{"model_type": "small", "hidden_size": 2, "pad_token_id": 0, "max_position_embeddings": 16}"#;

/// A tokenizer of words, whose largest id is 7.
pub(crate) const TOKENIZER: &str = r###"{"version": "1.0", "truncation": null, "padding": null,
 "added_tokens": [{"id": 0, "content": "[PAD]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
  {"id": 7, "content": "[NEW]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
 "normalizer": {"type": "Sequence", "normalizers": [{"type": "Replace", "pattern": {"String": "_"}, "content": " "},
  {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true}]},
 "pre_tokenizer": {"type": "BertPreTokenizer"},
 "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
  "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
  "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}}},
 "decoder": null,
 "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
  "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "a": 3, "b": 4, "##b": 5, "word": 6}}}"###;

/// Writes a folder with these files.
pub(crate) fn write(folder: &Path, graph: &[u8], tokenizer: &str, config: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("model.onnx"), graph).unwrap();
    fs::write(folder.join("tokenizer.json"), tokenizer).unwrap();
    fs::write(folder.join("config.json"), config).unwrap();
}

/// Writes a folder that works.
pub(crate) fn write_good(folder: &Path) {
    write(folder, &good(), TOKENIZER, CONFIG);
}
