//! Baseline: what a team's own ordinary traffic looks like, so that a log is compared with that.
//!
//! It holds how dealt each ordinary group looked (a [`Reference`]) and the templates of that traffic, as hashes, with how their users
//! behaved. A known application is accused only for how some of its users depart from that.

mod application;
mod drift;
mod error;
mod pair;
mod sketch;

use std::fs;
use std::io::Write;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::atomic::replace;
use crate::judge::Reference;
use crate::request::HashKey;

pub use application::{Application, KNOWN};
pub use drift::{Drift, drift};
pub use error::BaselineError;
pub use pair::pair_hash;
pub use sketch::Sketch;

/// The form of the file that this version writes and reads.
const FORMAT: u32 = 1;
/// Share of its words from which on a template is a known one.
const ALIKE: f64 = 0.7;

/// How evidence was weighed. Log-odds of other settings are not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// The name of the model; none where nothing was embedded.
    pub model: Option<String>,
    /// Signals that were left out, in order.
    pub without: Vec<String>,
}

/// What of a file tells its form.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// What ordinary traffic looks like. Hashes are keyed: it can be used with the key that it was made with alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    format: u32,
    /// Tells one hash key from another, and gives none away.
    key_id: String,
    /// How the evidence was weighed: the model, if any, and the signals left out.
    weighed: Weighed,
    reference: Reference,
    applications: Vec<Application>,
    /// Its reference together with the shipped one.
    #[serde(skip)]
    together: Reference,
}

impl Baseline {
    /// Of ordinary groups and applications, hashed with a key.
    pub fn new(
        hash_key: HashKey,
        weighed: Weighed,
        reference: Reference,
        applications: Vec<Application>,
    ) -> Self {
        let together = reference.clone().with(Reference::shipped());
        Self { format: FORMAT, key_id: hash_key.id(), weighed, reference, applications, together }
    }

    /// Reads a baseline that was made with the same hash key.
    ///
    /// # Errors
    /// Where the file cannot be read, is no baseline of this version's form, or was made with another key.
    pub fn read(path: &Path, hash_key: HashKey) -> Result<Self, BaselineError> {
        let path_of = || path.to_owned();
        let bytes = fs::read(path).map_err(|source| BaselineError::Read { path: path_of(), source })?;
        // The parser's own words would quote the file, which may be anything.
        let no_baseline = |e: serde_json::Error| BaselineError::Parse {
            path: path_of(),
            line: e.line(),
            column: e.column(),
        };
        let Form { format } = serde_json::from_slice(&bytes).map_err(no_baseline)?;
        if format != FORMAT {
            return Err(BaselineError::Format { path: path_of(), expected: FORMAT, got: format });
        }
        let found: Self = serde_json::from_slice(&bytes).map_err(no_baseline)?;
        if found.key_id != hash_key.id() {
            return Err(BaselineError::Key { path: path_of() });
        }
        Ok(Self::new(hash_key, found.weighed, found.reference.sorted(), found.applications))
    }

    /// Whether a baseline may be written to a place: nothing is there, or an earlier baseline.
    ///
    /// # Errors
    /// Where something else is there, such as a log.
    pub fn check_place(path: &Path) -> Result<(), BaselineError> {
        let taken = |got| Err(BaselineError::Taken { path: path.to_owned(), got });
        match fs::metadata(path) {
            Err(_) => Ok(()),
            Ok(found) if found.is_dir() => taken("a directory"),
            Ok(found) if !found.is_file() => taken("no file"),
            Ok(_) => match fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
                Some(Form { .. }) => Ok(()),
                None => taken("a file that is none"),
            },
        }
    }

    /// Writes it under another name beside its place, and moves it there when it is whole. It keeps who may read an earlier one.
    ///
    /// # Errors
    /// Where something other than a baseline is there, or the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), BaselineError> {
        Self::check_place(path)?;
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let written = fs::create_dir_all(folder).and_then(|()| {
            let before = fs::metadata(path).ok();
            replace(path, |out| {
                before.map_or(Ok(()), |before| out.get_ref().set_permissions(before.permissions()))?;
                serde_json::to_writer(&mut *out, self)?;
                out.write_all(b"\n")
            })
        });
        written.map_err(|source| BaselineError::Write { path: path.clone(), source })
    }

    /// What both know; of one application known to both, what the later one, `other`, says, and what a person said of either.
    #[must_use]
    pub fn with(mut self, mut other: Self) -> Self {
        let index = other.index();
        self.applications.retain(|a| match other.find(&index, &a.sketch) {
            Some(at) => {
                other.applications[at].accepted |= a.accepted;
                false
            }
            None => true,
        });
        self.applications.extend(other.applications);
        self.reference = self.reference.with(&other.reference);
        self.together = self.reference.clone().with(Reference::shipped());
        self
    }

    /// How its evidence was weighed.
    pub fn weighed(&self) -> &Weighed {
        &self.weighed
    }

    /// How dealt its groups looked.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// Its applications.
    pub fn applications(&self) -> &[Application] {
        &self.applications
    }

    /// The chance (above 0 to 1) that an ordinary group looks as dealt: by the shipped reference together with its own, and by the shipped
    /// one alone; the higher of both. So a few weeks of one's own weigh as much as they hold, and accuse nobody more.
    pub fn p_value(&self, repeats: usize, log_odds: f64) -> f64 {
        let shipped = Reference::shipped().p_value(repeats, log_odds);
        shipped.max(self.together.p_value(repeats, log_odds))
    }

    /// For each sketch the application that it is most like, where that is the same template.
    pub fn known(&self, sketches: &[Sketch]) -> Vec<Option<&Application>> {
        let index = self.index();
        sketches.iter().map(|sketch| self.find(&index, sketch).map(|at| &self.applications[at])).collect()
    }

    /// The applications that hold each hash.
    fn index(&self) -> FxHashMap<u64, Vec<u32>> {
        let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (application, at) in self.applications.iter().zip(0..) {
            application.sketch.hashes().iter().for_each(|&hash| index.entry(hash).or_default().push(at));
        }
        index
    }

    fn find(&self, index: &FxHashMap<u64, Vec<u32>>, sketch: &Sketch) -> Option<usize> {
        let mut near: Vec<u32> =
            sketch.hashes().iter().filter_map(|h| index.get(h)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let alike = near.into_iter().map(|at| (self.applications[at as usize].sketch.jaccard(sketch), at));
        let best = alike.fold((0.0, 0), |best, next| if next.0 > best.0 { next } else { best });
        (best.0 >= ALIKE).then_some(best.1 as usize)
    }
}
