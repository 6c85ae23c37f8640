//! The facts of one group that its signals are measured on.

use crate::observe::{Attribute, Group, Member, Traffic};
use crate::request::DAY_MILLIS;

/// Slots of a group as vectors: a row a distinct text of an account.
#[derive(Clone, Debug, Default)]
pub struct SlotRows {
    /// The rows, one after the other.
    pub vectors: Vec<f32>,
    /// Numbers of a row.
    pub dimension: usize,
    /// The account of each row, by its place among the group's members.
    pub owners: Vec<u32>,
    /// The template of each row: rows are compared within one.
    pub templates: Vec<u32>,
}

/// What a group's signals may look at.
#[derive(Debug)]
pub struct Facts<'a> {
    pub(super) traffic: &'a Traffic,
    pub(super) group: &'a Group,
    /// The attributes that may show a shared infrastructure.
    pub(super) attributes: &'a [Attribute],
    /// The share (0 to 1) of all requests that the group's templates take.
    pub(super) rate: f64,
    pub(super) seed: u64,
    pub(super) slots: Option<&'a SlotRows>,
    /// The template of each request of the traffic.
    pub(super) template_of: Option<&'a [Option<u32>]>,
    /// Whether the members were chosen from more by what they did.
    pub(super) chosen: bool,
    /// Every event by member and time: a member's place, and the moment that a conversation of its began.
    pub(super) events: Vec<(u32, i64)>,
    /// The first event of each session.
    pub(super) sessions: Vec<(u32, i64)>,
}

impl<'a> Facts<'a> {
    /// Members of the group.
    pub(crate) fn members(&self) -> usize {
        self.group.members.len()
    }

    /// The facts of a group; `rate` is the share (0 to 1) of all requests that its templates take.
    pub fn new(
        traffic: &'a Traffic,
        group: &'a Group,
        attributes: &'a [Attribute],
        rate: f64,
        seed: u64,
    ) -> Self {
        let moment = |(place, request): (u32, u32)| (place, traffic.times[request as usize]);
        let events: Vec<(u32, i64)> = openings(traffic, group).map(moment).collect();
        let begun = |(place, member): (u32, &'a Member)| {
            traffic.sessions(&member.requests).map(move |time| (place, time))
        };
        let sessions = (0u32..).zip(&group.members).flat_map(begun).collect();
        Self {
            traffic,
            group,
            attributes,
            rate,
            seed,
            slots: None,
            template_of: None,
            chosen: false,
            events,
            sessions,
        }
    }

    /// The same facts with the group's slots.
    #[must_use]
    pub fn with_slots(mut self, slots: &'a SlotRows) -> Self {
        self.slots = Some(slots);
        self
    }

    /// The same facts with the template of each request of the traffic.
    #[must_use]
    pub fn with_templates(mut self, template_of: &'a [Option<u32>]) -> Self {
        self.template_of = Some(template_of);
        self
    }

    /// The same facts, where the members are `chosen` from a larger group because they look dealt: what chose them proves
    /// nothing.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// The requests that begin a conversation, each with its member's place.
    pub(super) fn openings(&self) -> impl Iterator<Item = (u32, u32)> {
        openings(self.traffic, self.group)
    }

    /// Events of each member.
    pub(super) fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.group.members.len()];
        self.events.iter().for_each(|&(place, _)| counts[place as usize] += 1);
        counts
    }

    /// First moment and length in milliseconds, at least a day, of what is looked at.
    pub(super) fn span(&self) -> (i64, i64) {
        let times = &self.traffic.times;
        let (first, last) = (times.first().copied().unwrap_or(0), times.last().copied().unwrap_or(0));
        (first, (last - first).max(DAY_MILLIS))
    }
}

fn openings<'a>(traffic: &'a Traffic, group: &'a Group) -> impl Iterator<Item = (u32, u32)> + 'a {
    let of = |(place, member): (u32, &'a Member)| traffic.openings(&member.requests).map(move |r| (place, r));
    (0u32..).zip(&group.members).flat_map(of)
}
