//! The stages that are timed, one file each, in the order of the data.

mod clusters;
mod cuda;
mod detect;
mod embed;
mod exact;
mod graph;
mod leaders;
mod link;
mod normalise;
mod phrases;
mod plain_read;
mod read;
mod tokenise;

pub(crate) use embed::MINILM_TEXTS;
pub(crate) use exact::{JOIN_COSINE, ONE_BY_ONE};

use crate::stage::Stage;

/// All stages.
pub(crate) const ALL: &[&Stage] = &[
    &read::READ,
    &normalise::NORMALISE,
    &phrases::PHRASES,
    &tokenise::TOKENISE,
    &embed::EMBED,
    &embed::MINILM,
    &leaders::LEADERS,
    &exact::JOIN,
    &exact::TOP,
    &exact::ONE,
    &plain_read::PLAIN_READ,
    &cuda::JOIN,
    &cuda::TOP,
    &graph::BUILD,
    &graph::SEARCH,
    &link::LINK,
    &clusters::CLUSTERS,
    &detect::DETECT,
];

/// The names of all stages, in the order of the data.
pub const NAMES: [&str; ALL.len()] = {
    let (mut names, mut i) = ([""; ALL.len()], 0);
    while i < ALL.len() {
        names[i] = ALL[i].name;
        i += 1;
    }
    names
};

/// The stage of a name.
pub(crate) fn by_name(name: &str) -> Option<&'static Stage> {
    ALL.iter().copied().find(|stage| stage.name == name)
}
