//! Texts in, unit vectors out: tokenise, batch by length, run, pool.

use std::sync::Arc;

use rayon::prelude::*;

use super::batch::{Batch, Distinct};
use super::config::Pooling;
use super::error::{EmbedError, ModelError};
use super::matrix::Embeddings;
use super::model::Model;
use super::output::Output;
use super::pooling::{pool, unit};
use super::runtime::Runtime;
use super::session::Session;
use super::sessions::Sessions;
use crate::device::{DeviceKind, Ran};
use crate::embed::tokenize::{TokenizeError, Tokenizer, Tokens};

/// Tokens that are run together: enough to keep the arithmetic units busy, few enough to stay in cache.
const BATCH_TOKENS: usize = 2048;
/// The same on a GPU, which works on thousands of texts at once.
const GPU_BATCH_TOKENS: usize = 1 << 16;
/// Texts that one worker tokenises at a time.
const TEXTS: usize = 512;

/// A model on a runtime. Shared freely between threads: each worker that runs at the same time gets a session of its
/// own, made when first needed. Clones share all of it.
#[derive(Clone)]
pub struct Embedder {
    model: Model,
    runtime: Runtime,
    tokenizer: Arc<Tokenizer>,
    output: String,
    ran: Ran,
    sessions: Arc<Sessions>,
}

impl Embedder {
    /// Loads the model for the processor and runs two tokens through it, so that a model of another shape is found here.
    ///
    /// # Errors
    /// Where the graph cannot be loaded, or its inputs or outputs are not what the configuration says.
    pub fn new(model: Model, runtime: Runtime) -> Result<Self, EmbedError> {
        let sessions = Sessions::on_cpu(&model, &runtime)?;
        Self::with(model, runtime, sessions, Ran::cpu())
    }

    /// Loads the model for a kind of device; [`Embedder::ran`] says which it became. Vectors of a GPU differ from those of the
    /// processor by rounding.
    ///
    /// # Errors
    /// Those of [`Embedder::new`], and where a GPU was insisted on and the runtime cannot use one.
    pub fn on(model: Model, runtime: Runtime, kind: DeviceKind) -> Result<Self, EmbedError> {
        if kind == DeviceKind::Cpu {
            return Self::new(model, runtime);
        }
        let made = Sessions::on_gpu(&model, &runtime).and_then(|sessions| {
            Self::with(model.clone(), runtime.clone(), sessions, Ran::gpu("CUDA")).map_err(|e| e.to_string())
        });
        let reason = match made {
            Ok(embedder) => return Ok(embedder),
            Err(reason) => reason,
        };
        if kind == DeviceKind::Cuda {
            let (model, runtime) = (model.name, runtime.describe());
            return Err(EmbedError::NoCuda { model, runtime, reason });
        }
        Ok(Self { ran: Ran::without_gpu(reason), ..Self::new(model, runtime)? })
    }

    fn with(model: Model, runtime: Runtime, sessions: Sessions, ran: Ran) -> Result<Self, EmbedError> {
        let tokenizer = Arc::new(model.tokenizer()?);
        let sessions = Arc::new(sessions);
        let mut embedder = Self { model, runtime, tokenizer, output: String::new(), ran, sessions };
        let names = |session: &mut Session<'_>| Ok((session.inputs().to_vec(), session.outputs()));
        let (inputs, outputs) = embedder.sessions.with(0, &embedder.model, &embedder.runtime, names)?;
        check_inputs(&embedder.model, &inputs)?;
        embedder.output = choose_output(&embedder.model, &outputs);
        // The first and the last row of the graph's table, so that a table which is too short is found here too.
        let pad = embedder.model.config.pad;
        let last = u32::try_from(embedder.model.largest_id()).unwrap_or(pad);
        embedder.run(0, &[&[pad, last], &[pad; 2]])?;
        Ok(embedder)
    }

    /// Where the model runs.
    pub fn ran(&self) -> &Ran {
        &self.ran
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The runtime.
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// The vectors of texts, in the order of the texts. On the processor a row depends on its text alone: to 1e-6 on
    /// the texts beside it, and not at all on the number of threads. Equal texts have equal rows. A text that is empty but for
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
        let batches =
            distinct.batches(if self.sessions.are_on_gpu() { GPU_BATCH_TOKENS } else { BATCH_TOKENS });
        let blocks: Vec<Embeddings> = batches
            .par_iter()
            .enumerate()
            .map(|(lane, batch)| self.run(lane, &distinct.sequences[batch.clone()]))
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
    fn run(&self, lane: usize, sequences: &[&[u32]]) -> Result<Embeddings, EmbedError> {
        let batch = Batch::new(sequences);
        self.sessions.with(lane, &self.model, &self.runtime, |session| {
            let rows = session.run(&batch, &self.output, |output| self.pooled(&batch, &output));
            rows.map_err(|reason| EmbedError::Run {
                model: self.model.name.clone(),
                runtime: self.runtime.describe(),
                rows: batch.rows,
                width: batch.width,
                reason,
            })?
        })
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
