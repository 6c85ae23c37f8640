//! Engine: detection while requests come in.
//!
//! Requests are facts in buckets by time; an epoch merges the live ones and judges, as a batch does with one bucket. Between epochs requests are
//! looked up among the templates of the last one. What leaves the window is dropped bucket by bucket; with a store nothing that was
//! acknowledged is lost.
//!
//! ```
//! use hydrascope::engine::{Engine, Window};
//! use hydrascope::Detector;
//! # use hydrascope::{Attributes, Prompt, Request};
//! # let request = |n: usize| Request {
//! #     id: format!("r{n}").into(), time: "2026-03-02T00:00:14Z".parse().unwrap(), account: "a".into(),
//! #     prompt: Prompt::new("Name a river."), attributes: Attributes::default(),
//! # };
//! let engine = Engine::open(Detector::builder().build()?, Window::default(), None)?;
//! let assigned = engine.ingest(&[request(1), request(2), request(1)])?;
//! assert!(assigned[2].is_repeated && !assigned[1].is_repeated);
//! let snapshot = engine.epoch()?;
//! assert_eq!((snapshot.findings().accounts.len(), engine.events().len()), (1, 0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assignment;
mod bucket;
mod care;
mod clock;
mod epoch;
mod error;
mod event;
mod live;
mod locked;
mod naming;
mod snapshot;
mod state;
mod window;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::detector::{Detector, Watch};
use crate::request::Request;
use crate::store::{Disk, RealDisk, Store};

pub use crate::store::{Damage, Durability, StoreError};
pub use assignment::Assignment;
pub use care::{Care, Held, Purged};
pub use error::EngineError;
pub use event::Event;
pub use live::Counts;
pub use snapshot::Snapshot;
pub use window::Window;

use epoch::Past;
use live::Live;
use locked::locked;

/// Takes requests in and finds campaigns while they come, from any number of threads.
pub struct Engine {
    detector: Detector,
    window: Window,
    live: Mutex<Live>,
    /// What epochs work with; one runs at a time.
    past: Mutex<Past>,
    snapshot: RwLock<Arc<Snapshot>>,
    events: Mutex<Vec<Event>>,
    damages: Vec<Damage>,
}

impl Engine {
    /// An engine that judges as a detector does. With the folder of a store it goes on where it was, and every batch is on the disk before it
    /// counts as taken in; without, all is forgotten with the engine.
    ///
    /// # Errors
    /// Where the window is none, or the store cannot be opened.
    pub fn open(detector: Detector, window: Window, store: Option<&Path>) -> Result<Self, EngineError> {
        Self::open_with(detector, window, store, Durability::EachBatch)
    }

    /// The same, where a batch counts as taken in sooner.
    ///
    /// # Errors
    /// Those of [`Engine::open`].
    pub fn open_with(
        detector: Detector,
        window: Window,
        store: Option<&Path>,
        durability: Durability,
    ) -> Result<Self, EngineError> {
        Self::open_on(
            detector,
            window,
            store.map(|folder| (folder, Arc::new(RealDisk) as Arc<dyn Disk>)),
            durability,
        )
    }

    /// The same on another file system.
    ///
    /// # Errors
    /// Those of [`Engine::open`].
    #[cfg_attr(not(feature = "internals"), doc(hidden))]
    pub fn open_on(
        detector: Detector,
        window: Window,
        store: Option<(&Path, Arc<dyn Disk>)>,
        durability: Durability,
    ) -> Result<Self, EngineError> {
        let bucket = window.checked().ok_or(EngineError::Window(window))?;
        let key = detector.params().hash_key();
        let (store, recovered) = match store {
            Some((folder, disk)) => {
                let (store, recovered) = Store::open(folder, disk, (key, Some(bucket)), durability)?;
                (Some(store), recovered)
            }
            None => (None, Default::default()),
        };
        let past = Past::new(key, recovered.state.as_deref());
        let damages = recovered.damages.clone();
        let live = Live::new((key, window), store, recovered, past.state().now);
        let snapshot = Arc::new(Snapshot::empty(key, past.state()));
        Ok(Self {
            detector,
            window,
            live: Mutex::new(live),
            past: Mutex::new(past),
            snapshot: RwLock::new(snapshot),
            events: Mutex::default(),
            damages,
        })
    }

    /// What it judges with.
    pub fn detector(&self) -> &Detector {
        &self.detector
    }

    /// What was wrong with the store when it was opened: tell somebody.
    pub fn damages(&self) -> &[Damage] {
        &self.damages
    }

    /// Takes requests in, each once, and says what is known of each by the last epoch. They count as taken in when it returns; after an error none of
    /// them does, and they may be sent again. Others wait meanwhile: so a caller who sends faster than they are taken in is held up.
    ///
    /// # Errors
    /// Where the store cannot be written, or the window holds more than can be named.
    pub fn ingest(&self, requests: &[Request]) -> Result<Vec<Assignment>, EngineError> {
        let snapshot = self.snapshot();
        let taken = locked(&self.live).take(requests)?;
        let mut room = snapshot.room();
        let known = |(request, taken)| Assignment::new(&snapshot, request, (taken, &mut room));
        Ok(requests.iter().zip(taken).map(known).collect())
    }

    /// Judges all that lies in the window, while others go on sending, and gives what is known from now on.
    ///
    /// # Errors
    /// Where the model or the store fails; then what was known before stays.
    pub fn epoch(&self) -> Result<Arc<Snapshot>, EngineError> {
        self.epoch_watched(&mut Watch::default())
    }

    /// The same; `watch` is told of each stage and may end it, and then what was known before stays.
    ///
    /// # Errors
    /// Those of [`Engine::epoch`], and [`crate::DetectError::Cancelled`].
    pub fn epoch_watched(&self, watch: &mut Watch<'_>) -> Result<Arc<Snapshot>, EngineError> {
        let mut past = locked(&self.past);
        let (snapshot, events) = past.epoch((&self.detector, watch), self.window, &self.live)?;
        let snapshot = Arc::new(snapshot);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&snapshot);
        locked(&self.events).extend(events);
        Ok(snapshot)
    }

    /// What is known since the last epoch; it does not change while somebody holds it.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What became of campaigns in the epochs since this was asked last, in order.
    pub fn events(&self) -> Vec<Event> {
        std::mem::take(&mut locked(&self.events))
    }

    /// Brings all that was taken in to the disk, whatever was chosen.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn flush(&self) -> Result<(), EngineError> {
        locked(&self.live).flush()
    }

    /// How many requests came, and what became of them, since the engine was opened.
    pub fn counts(&self) -> Counts {
        locked(&self.live).counts
    }
}
