//! Texts in, unit vectors out: tokenise, batch by length, run, pool.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::batch::{Batch, Distinct};
use super::config::Pooling;
use super::matrix::Embeddings;
use super::model::{Model, ModelError};
use super::pooling::{pool, unit};
use super::runtime::Runtime;
use super::session::{Output, Session};
use crate::tokenize::{TokenizeError, Tokenizer, Tokens};

/// Tokens that are run together: enough to keep the arithmetic units busy, few enough to stay in cache.
const BATCH_TOKENS: usize = 2048;
/// Texts that one worker tokenises at a time.
const TEXTS: usize = 512;

/// Why texts could not be embedded. No prompt text appears in it.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A text could not be tokenised.
    #[error(transparent)]
    Tokenize(#[from] TokenizeError),
    /// A run failed.
    #[error(
        "{model}: {runtime} failed on a batch of {rows} texts of up to {width} tokens: {reason}; try the other runtime"
    )]
    Run {
        /// The model.
        model: String,
        /// The runtime.
        runtime: String,
        /// Texts of the batch.
        rows: usize,
        /// Tokens of the longest.
        width: usize,
        /// What the runtime said.
        reason: String,
    },
    /// A vector holds NaN or infinity.
    #[error(
        "{model}: expected finite numbers, {runtime} gave NaN or infinity for a text of {tokens} tokens; use another model or runtime"
    )]
    NotFinite {
        /// The model.
        model: String,
        /// The runtime.
        runtime: String,
        /// Tokens of the text.
        tokens: usize,
    },
}

/// A model on a runtime. Shared freely between threads: each worker that runs at the same time gets a session of its
/// own, made when first needed.
pub struct Embedder {
    model: Model,
    runtime: Runtime,
    tokenizer: Tokenizer,
    output: String,
    idle: Mutex<Vec<Session>>,
}

impl Embedder {
    /// Loads the model and runs one token through it, so that a model of another shape is found here.
    ///
    /// # Errors
    /// Where the graph cannot be loaded, or its inputs or outputs are not what the configuration says.
    pub fn new(model: Model, runtime: Runtime) -> Result<Self, EmbedError> {
        let tokenizer = model.tokenizer()?;
        let session = load(&model, &runtime)?;
        check_inputs(&model, session.inputs())?;
        let output = choose_output(&model, &session.outputs());
        let embedder = Self { model, runtime, tokenizer, output, idle: Mutex::new(vec![session]) };
        let pad = embedder.model.config.pad;
        embedder.run(&[&[pad; 2], &[pad; 2]])?;
        Ok(embedder)
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The runtime.
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// The vectors of texts, in the order of the texts. A row depends on its text alone: to 1e-6 on the texts
    /// beside it, and not at all on the number of threads. Equal texts have equal rows. A text that is empty but for
    /// white space has a row of zeros. Work is spread over the current rayon pool.
    ///
    /// # Errors
    /// Where a text cannot be tokenised, a run fails, or a result is not finite.
    pub fn embed(&self, texts: &[&str]) -> Result<Embeddings, EmbedError> {
        let tokens: Vec<Tokens> = texts
            .par_chunks(TEXTS)
            .map(|texts| self.tokenizer.encode_all(texts))
            .collect::<Result<_, TokenizeError>>()?;
        let distinct = Distinct::new(tokens.iter().flat_map(Tokens::iter).collect());
        let batches = distinct.batches(BATCH_TOKENS);
        let blocks: Vec<Embeddings> = batches
            .par_iter()
            .map(|batch| self.run(&distinct.sequences[batch.clone()]))
            .collect::<Result<_, EmbedError>>()?;
        let mut result = Embeddings::zeros(texts.len(), self.model.dim());
        for (text, place) in distinct.place.iter().enumerate() {
            if let Some(place) = *place {
                let batch = batches.partition_point(|range| range.end <= place);
                result.row_mut(text).copy_from_slice(blocks[batch].row(place - batches[batch].start));
            }
        }
        Ok(result)
    }

    /// Unit rows of one batch of sequences.
    fn run(&self, sequences: &[&[u32]]) -> Result<Embeddings, EmbedError> {
        let batch = Batch::new(sequences);
        let mut session = match self.idle().pop() {
            Some(session) => session,
            None => load(&self.model, &self.runtime)?,
        };
        let rows = session.run(&batch, &self.output, |output| self.pooled(&batch, &output));
        self.idle().push(session);
        rows.map_err(|reason| EmbedError::Run {
            model: self.model.name.clone(),
            runtime: self.runtime.describe(),
            rows: batch.rows,
            width: batch.width,
            reason,
        })?
    }

    fn pooled(&self, batch: &Batch, output: &Output<'_>) -> Result<Embeddings, EmbedError> {
        let (dim, pooling) = (self.model.dim(), self.model.pooling());
        let expected = match pooling {
            Pooling::InGraph => vec![batch.rows, dim],
            Pooling::Mean | Pooling::FirstToken => vec![batch.rows, batch.width, dim],
        };
        if output.shape != expected {
            return Err(self.wrong_shape(&output.shape).into());
        }
        let mut rows = Embeddings::zeros(batch.rows, dim);
        let stride = output.values.len() / batch.rows;
        for (i, hidden) in output.values.chunks_exact(stride).enumerate() {
            let row = rows.row_mut(i);
            pool(pooling, hidden, row);
            unit(row).map_err(|_| EmbedError::NotFinite {
                model: self.model.name.clone(),
                runtime: self.runtime.describe(),
                tokens: batch.width,
            })?;
        }
        Ok(rows)
    }

    fn wrong_shape(&self, found: &[usize]) -> ModelError {
        let dim = self.model.dim();
        ModelError::OutputShape {
            model: self.model.name.clone(),
            output: self.output.clone(),
            expected: match self.model.pooling() {
                Pooling::InGraph => format!("[texts, {dim}]"),
                Pooling::Mean | Pooling::FirstToken => format!("[texts, tokens, {dim}]"),
            },
            found: format!("{found:?}"),
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn load(model: &Model, runtime: &Runtime) -> Result<Session, ModelError> {
    Session::load(&model.graph).map_err(|reason| ModelError::Load {
        model: model.name.clone(),
        runtime: runtime.describe(),
        reason,
    })
}

fn check_inputs(model: &Model, found: &[String]) -> Result<(), ModelError> {
    let known = |name: &String| ["input_ids", "attention_mask", "token_type_ids"].contains(&name.as_str());
    let needed = ["input_ids", "attention_mask"].iter().all(|n| found.iter().any(|f| f == n));
    if needed && found.iter().all(known) {
        return Ok(());
    }
    Err(ModelError::Inputs { model: model.name.clone(), found: found.join(", ") })
}

/// The output with a usual name for the model's pooling, else the first.
fn choose_output(model: &Model, outputs: &[String]) -> String {
    let usual: &[&str] = match model.pooling() {
        Pooling::InGraph => &["sentence_embedding"],
        Pooling::Mean | Pooling::FirstToken => &["last_hidden_state", "token_embeddings"],
    };
    let named = outputs.iter().find(|name| usual.contains(&name.as_str()));
    named.or(outputs.first()).cloned().unwrap_or_default()
}
