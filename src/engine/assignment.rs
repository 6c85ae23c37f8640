//! Assignment: what is known of a request as it comes.

use super::live::Taken;
use super::snapshot::Snapshot;
use crate::answer::Room;
use crate::request::Request;

/// What the last epoch knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Assignment {
    /// The template that it says, by the name that lasts; none where it says no known one.
    pub template: Option<String>,
    /// The campaign that the template belongs to.
    pub campaign: Option<String>,
    /// Whether its id was taken in before: it was not taken in again.
    pub is_repeated: bool,
    /// Whether it came too late to be taken in.
    pub is_late: bool,
}

impl Assignment {
    pub(super) fn new(
        snapshot: &Snapshot,
        request: &Request,
        (taken, room): (Taken, &mut Option<Room>),
    ) -> Self {
        let (is_repeated, is_late) = (taken == Taken::Repeated, taken == Taken::Late);
        let words = if let Taken::In(words) = taken { Some(words) } else { None };
        let (template, campaign) = snapshot.place(&request.prompt, words, room).unzip();
        Self { template, campaign: campaign.flatten(), is_repeated, is_late }
    }
}
