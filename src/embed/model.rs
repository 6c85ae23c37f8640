//! Which model to use: the embedded one or a folder.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::config::{Config, Files, Pooling};
use super::error::ModelError;
use crate::tokenize::Tokenizer;

/// Where the graph's bytes are.
#[derive(Clone, Debug)]
pub(super) enum Graph {
    #[cfg_attr(not(feature = "embedded-model"), allow(dead_code))]
    Bytes(&'static [u8]),
    File(PathBuf),
}

/// A sentence encoder: its graph, its tokenizer and how its output is read.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) name: String,
    pub(super) config: Config,
    pub(super) graph: Graph,
    tokenizer: Cow<'static, str>,
}

impl Model {
    /// The static model that is part of the program: a weighted mean of token vectors, distilled from
    /// all-MiniLM-L6-v2 by `models/distil.py`.
    ///
    /// # Errors
    /// Never in a build that passes its tests: the files are part of the program.
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<Self, ModelError> {
        let name = "embedded static model";
        let files = Files {
            config: include_str!("../../models/static/config.json").to_owned(),
            sentence: Some(include_str!("../../models/static/sentence_bert_config.json").to_owned()),
            pooling: None,
        };
        Ok(Self {
            name: name.to_owned(),
            config: files.parse(name)?,
            graph: Graph::Bytes(include_bytes!("../../models/static/model.onnx")),
            tokenizer: Cow::Borrowed(include_str!("../../models/static/tokenizer.json")),
        })
    }

    /// A model in the usual folder form: `model.onnx` (or `onnx/model.onnx`), `tokenizer.json`, `config.json`, and
    /// `1_Pooling/config.json` where the graph gives token vectors. Without the latter the graph is expected to
    /// give one vector a text.
    ///
    /// # Errors
    /// Where a file is missing or does not say what is needed. The graph itself is loaded by
    /// [`Embedder::new`](super::Embedder::new).
    pub fn from_folder(folder: &Path) -> Result<Self, ModelError> {
        let name = folder.display().to_string();
        let missing = |file: &str| ModelError::MissingFile { model: name.clone(), file: file.to_owned() };
        let graph = ["model.onnx", "onnx/model.onnx"].map(|file| folder.join(file));
        let graph = graph.into_iter().find(|path| path.is_file()).ok_or_else(|| missing("model.onnx"))?;
        let tokenizer = read(&folder.join("tokenizer.json"))?.ok_or_else(|| missing("tokenizer.json"))?;
        let config = Files::read(|file| read(&folder.join(file)), missing)?.parse(&name)?;
        Ok(Self { name, config, graph: Graph::File(graph), tokenizer: Cow::Owned(tokenizer) })
    }

    /// Name for reports: the folder, or `embedded static model`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Width of its vectors.
    pub fn dim(&self) -> usize {
        self.config.dim
    }

    /// Tokens of a text that it reads; what follows is cut.
    pub fn max_tokens(&self) -> usize {
        self.config.max_tokens
    }

    /// How its token vectors become one.
    pub fn pooling(&self) -> Pooling {
        self.config.pooling
    }

    /// Builds the model's tokenizer.
    ///
    /// # Errors
    /// Where tokenizer.json cannot be used.
    pub fn tokenizer(&self) -> Result<Tokenizer, ModelError> {
        Tokenizer::from_json(&self.tokenizer, self.config.max_tokens)
            .map_err(|source| ModelError::Tokenizer { model: self.name.clone(), source })
    }
}

/// The text of a file, or nothing where there is no such file.
fn read(path: &Path) -> Result<Option<String>, ModelError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ModelError::Read { path: path.display().to_string(), source }),
    }
}
