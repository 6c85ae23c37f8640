//! Which model to use: the embedded one or a folder.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::config::{CONFIG, Config, Files, Pooling};
use super::error::ModelError;
use super::folder::{CONFIG_BYTES, Folder, GRAPH_BYTES, Opened, TOKENIZER_BYTES};
use super::onnx::look_into;
use crate::embed::tokenize::{Tokenizer, TokenizerFile};
use crate::visible::visible_path;

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
    tokenizer: TokenizerFile,
    files: Vec<PathBuf>,
}

const TOKENIZER: &str = "tokenizer.json";
const GRAPHS: [&str; 2] = ["model.onnx", "onnx/model.onnx"];

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
        let tokenizer = TokenizerFile::new(include_str!("../../models/static/tokenizer.json"))
            .map_err(|source| ModelError::Tokenizer { model: name.to_owned(), source })?;
        Ok(Self {
            name: name.to_owned(),
            config: files.parse(name)?,
            graph: Graph::Bytes(include_bytes!("../../models/static/model.onnx")),
            tokenizer,
            files: Vec::new(),
        })
    }

    /// A model in the usual folder form: `model.onnx` (or `onnx/model.onnx`), `tokenizer.json`, `config.json`, and
    /// `1_Pooling/config.json` where the graph gives token vectors. Without the latter the graph is expected to
    /// give one vector a text.
    ///
    /// The folder is not trusted. Its files have to be regular ones within it (links within it are followed, and those from
    /// `snapshots/REVISION` to `blobs` of a hub's cache), of at most 2 GiB (the graph), 96 MiB (the tokenizer) and 1 MiB (the
    /// rest). The graph is looked into as [`check_graph`](super::check_graph) does and the tokenizer as [`TokenizerFile::new`]
    /// does, and every token id has to have a vector in the graph. Nothing is loaded into a runtime, and no weight is read: what a
    /// runtime does with what is left shows in [`Embedder::new`](super::Embedder::new), which a service tries in a process that
    /// may die.
    ///
    /// # Errors
    /// Where a file is missing, is not what is said above, or does not say what is needed.
    pub fn from_folder(folder: &Path) -> Result<Self, ModelError> {
        let folder = Folder::new(folder)?;
        let name = folder.name().to_owned();
        let files = RefCell::new(Vec::new());
        let keep = |opened: &Opened| files.borrow_mut().push(opened.path.clone());
        let missing = |file: &str| ModelError::MissingFile { model: name.clone(), file: file.to_owned() };
        let read = |file: &str, limit| {
            let opened = folder.open(file, limit)?;
            opened.iter().for_each(keep);
            opened.map(Opened::text).transpose()
        };
        let graph = GRAPHS.iter().find_map(|file| folder.open(file, GRAPH_BYTES).transpose());
        let graph = graph.ok_or_else(|| missing(GRAPHS[0]))??;
        keep(&graph);
        let json = read(TOKENIZER, TOKENIZER_BYTES)?.ok_or_else(|| missing(TOKENIZER))?;
        let config = Files::read(|file| read(file, CONFIG_BYTES), missing)?.parse(&name)?;
        let tokenizer = TokenizerFile::new(json)
            .map_err(|source| ModelError::Tokenizer { model: name.clone(), source })?;
        let Opened { file, path, bytes } = graph;
        let facts = look_into(file, bytes)
            .map_err(|source| ModelError::Graph { path: visible_path(&path), source })?;
        check_ids(&name, &config, &tokenizer, facts.rows)?;
        Ok(Self { name, config, graph: Graph::File(path), tokenizer, files: files.into_inner() })
    }

    /// The files that [`Model::from_folder`] read, the graph first, each where it lies once links are followed; none for the
    /// embedded model.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
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
        Tokenizer::new(&self.tokenizer, self.config.max_tokens)
            .map_err(|source| ModelError::Tokenizer { model: self.name.clone(), source })
    }

    /// The largest token id that a text can give.
    pub(super) fn largest_id(&self) -> u64 {
        self.tokenizer.largest_id()
    }
}

/// Holds every id that the files name against the rows of the graph's table, or what the configuration says of them where the graph
/// does not show its table.
fn check_ids(
    model: &str,
    config: &Config,
    tokenizer: &TokenizerFile,
    rows: Option<u64>,
) -> Result<(), ModelError> {
    let Some(rows) = rows.or(config.vocabulary) else { return Ok(()) };
    let ids = [
        (CONFIG, "the pad_token_id", Some(u64::from(config.pad))),
        (TOKENIZER, "the pad_id", tokenizer.pad_id()),
        (TOKENIZER, "a token with the id", Some(tokenizer.largest_id())),
    ];
    match ids.into_iter().find(|(_, _, id)| id.is_some_and(|id| id >= rows)) {
        Some((file, what, Some(id))) => {
            Err(ModelError::TokenId { model: model.to_owned(), file, what, id, rows })
        }
        _ => Ok(()),
    }
}
