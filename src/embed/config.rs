//! What a model's folder says about it, in the form that sentence encoders are usually published in.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::ModelError;

/// How token vectors become one vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pooling {
    /// The mean over the text's tokens.
    Mean,
    /// The vector of the first token.
    FirstToken,
    /// The graph itself gives one vector a text.
    InGraph,
}

/// What is needed to run a model, read from its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Config {
    pub dim: usize,
    pub max_tokens: usize,
    pub pad: u32,
    pub pooling: Pooling,
    /// Tokens that the configuration says the model has vectors for.
    pub vocabulary: Option<u64>,
}

#[derive(Deserialize)]
struct Transformer {
    hidden_size: usize,
    #[serde(default)]
    pad_token_id: Option<u32>,
    #[serde(default)]
    max_position_embeddings: Option<usize>,
    #[serde(default)]
    vocab_size: Option<u64>,
}

#[derive(Deserialize)]
struct Sentence {
    max_seq_length: Option<usize>,
}

#[derive(Deserialize)]
struct PoolingModes {
    #[serde(default)]
    pooling_mode_cls_token: bool,
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
    #[serde(flatten)]
    others: std::collections::BTreeMap<String, serde_json::Value>,
}

/// The texts of the configuration files; only the first has to be there.
pub(super) struct Files {
    pub config: String,
    pub sentence: Option<String>,
    pub pooling: Option<String>,
}

/// The file that every model has.
pub(super) const CONFIG: &str = "config.json";
const SENTENCE: &str = "sentence_bert_config.json";
const POOLING: &str = "1_Pooling/config.json";

/// Numbers of a vector, and tokens of a text, beyond which no encoder goes.
const DIM: usize = 1 << 16;
const TOKENS: usize = 1 << 20;

impl Files {
    /// Reads the files with `read`, which gives nothing for a file that is not there.
    pub(super) fn read(
        read: impl Fn(&str) -> Result<Option<String>, ModelError>,
        missing: impl Fn(&str) -> ModelError,
    ) -> Result<Self, ModelError> {
        let config = read(CONFIG)?.ok_or_else(|| missing(CONFIG))?;
        Ok(Self { config, sentence: read(SENTENCE)?, pooling: read(POOLING)? })
    }

    /// Reads the settings out of the texts; `model` names the model in errors.
    pub(super) fn parse(&self, model: &str) -> Result<Config, ModelError> {
        let transformer: Transformer = parse(model, CONFIG, &self.config)?;
        let sentence: Option<Sentence> =
            self.sentence.as_deref().map(|text| parse(model, SENTENCE, text)).transpose()?;
        let pooling = match self.pooling.as_deref() {
            None => Pooling::InGraph,
            Some(text) => pooling(model, &parse(model, POOLING, text)?)?,
        };
        let positions = transformer.max_position_embeddings.unwrap_or(512);
        let wanted = sentence.and_then(|s| s.max_seq_length).unwrap_or(positions);
        let max_tokens = wanted.min(positions);
        let within = |what, value: usize, most: usize| match value {
            1.. if value <= most => Ok(()),
            _ => Err(ModelError::Config {
                model: model.to_owned(),
                file: CONFIG,
                reason: format!("expected {what} of 1 to {most}, got {value}"),
            }),
        };
        within("a hidden_size", transformer.hidden_size, DIM)?;
        within("a max_position_embeddings (or a max_seq_length)", max_tokens, TOKENS)?;
        Ok(Config {
            dim: transformer.hidden_size,
            max_tokens,
            pad: transformer.pad_token_id.unwrap_or(0),
            pooling,
            vocabulary: transformer.vocab_size,
        })
    }
}

fn parse<T: DeserializeOwned>(model: &str, file: &'static str, text: &str) -> Result<T, ModelError> {
    serde_json::from_str(text).map_err(|e| ModelError::Config {
        model: model.to_owned(),
        file,
        reason: e.to_string(),
    })
}

fn pooling(model: &str, modes: &PoolingModes) -> Result<Pooling, ModelError> {
    let others = modes.others.iter().filter(|(k, v)| k.starts_with("pooling_mode_") && **v == true);
    let mut on: Vec<String> = others.map(|(k, _)| k.clone()).collect();
    match (modes.pooling_mode_mean_tokens, modes.pooling_mode_cls_token, on.is_empty()) {
        (true, false, true) => Ok(Pooling::Mean),
        (false, true, true) => Ok(Pooling::FirstToken),
        (mean, first, _) => {
            on.extend(mean.then(|| "pooling_mode_mean_tokens".to_owned()));
            on.extend(first.then(|| "pooling_mode_cls_token".to_owned()));
            let found = if on.is_empty() { "none".to_owned() } else { on.join(", ") };
            Err(ModelError::Pooling { model: model.to_owned(), found })
        }
    }
}
