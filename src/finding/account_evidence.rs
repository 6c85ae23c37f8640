//! The evidence for an account, held as numbers: a log may have millions, and words for each take ten times as much.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::evidence::{EvidenceMap, EvidenceValue, Text};
use crate::decimals::decimals;

/// Why an account stands where it does. In JSON it is an [`EvidenceMap`].
#[derive(Clone, Default)]
pub struct AccountEvidence(Held);

#[derive(Clone, Default)]
enum Held {
    #[default]
    None,
    Measured(MemberEvidence),
    /// Read back from a report.
    Told(Box<EvidenceMap>),
}

/// One account's part in its group, in numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MemberEvidence {
    /// Its requests in the group's templates, and all.
    pub(crate) requests: (u32, u32),
    /// The nats by which those are more than chance brings.
    pub(crate) by_chance: f64,
    /// The probability that the group is a campaign.
    pub(crate) group: f64,
    /// The probability that it belongs to the group.
    pub(crate) membership: f64,
    /// What it did itself, where that is known: the share of its requests that follow another one within ten minutes, and how much its sessions
    /// lie at one hour of the day.
    pub(crate) own: Option<(Axis, Axis)>,
}

/// A value from 0 to 1, its standard error, and the nats by which it speaks for a worker.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Axis {
    pub(crate) value: f64,
    pub(crate) error: f64,
    pub(crate) weight: f64,
}

impl AccountEvidence {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Held::None => true,
            Held::Measured(_) => false,
            Held::Told(map) => map.is_empty(),
        }
    }

    /// The evidence by name, in words.
    pub fn map(&self) -> Cow<'_, EvidenceMap> {
        match &self.0 {
            Held::None => Cow::Owned(EvidenceMap::new()),
            Held::Measured(member) => Cow::Owned(member.map()),
            Held::Told(map) => Cow::Borrowed(map),
        }
    }
}

impl MemberEvidence {
    fn map(&self) -> EvidenceMap {
        let (inside, all) = self.requests;
        let share = f64::from(inside) / f64::from(all.max(1));
        let said = |value: f64, weight: f64, meaning: Text| EvidenceValue {
            value,
            weight,
            meaning,
            ..EvidenceValue::default()
        };
        let inside_group = format!("{inside} of its {all} requests lie in the group's templates");
        let group = "probability that its group is a campaign";
        let belongs = "probability that it belongs to the group, not there by accident";
        let mut evidence = EvidenceMap::from([
            ("share".into(), said(share, self.by_chance, inside_group.into())),
            ("group".into(), said(self.group, logit(self.group), group.into())),
            ("membership".into(), said(self.membership, logit(self.membership), belongs.into())),
        ]);
        evidence.extend(self.own.into_iter().flat_map(own_evidence));
        evidence
    }
}

/// What a member did itself, axis by axis, in words.
fn own_evidence((sessions, hours): (Axis, Axis)) -> [(Text, EvidenceValue); 2] {
    let told = |axis: Axis, meaning: String, clears: &'static str| EvidenceValue {
        value: axis.value,
        error: Some(axis.error),
        weight: axis.weight,
        meaning: meaning.into(),
        clears: Some(clears.into()),
    };
    let (soon, often) = (percent(sessions.value), percent(hours.value));
    let habit = decimals(hours.value, 2);
    let soon = format!("{soon} of its requests follow another one within ten minutes");
    let often = format!("{often} of the way from all hours alike ({habit} of 1) to one hour of the day");
    [
        ("sessions".into(), told(sessions, soon, "requests that come in sessions")),
        ("hours".into(), told(hours, often, "hours of its own, other than the group's")),
    ]
}

fn percent(share: f64) -> String {
    format!("{}%", decimals(100.0 * share, 0))
}

/// Log-odds of a probability, as far as such odds mean anything.
fn logit(probability: f64) -> f64 {
    let bounded = probability.clamp(1e-9, 1.0 - 1e-9);
    (bounded / (1.0 - bounded)).ln()
}

impl From<MemberEvidence> for AccountEvidence {
    fn from(member: MemberEvidence) -> Self {
        Self(Held::Measured(member))
    }
}

impl From<EvidenceMap> for AccountEvidence {
    fn from(map: EvidenceMap) -> Self {
        Self(if map.is_empty() { Held::None } else { Held::Told(Box::new(map)) })
    }
}

impl PartialEq for AccountEvidence {
    fn eq(&self, other: &Self) -> bool {
        self.map() == other.map()
    }
}

impl fmt::Debug for AccountEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.map().fmt(f)
    }
}

impl Serialize for AccountEvidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.map().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for AccountEvidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        EvidenceMap::deserialize(deserializer).map(Self::from)
    }
}

impl JsonSchema for AccountEvidence {
    fn inline_schema() -> bool {
        EvidenceMap::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        EvidenceMap::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        EvidenceMap::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        EvidenceMap::json_schema(generator)
    }
}
