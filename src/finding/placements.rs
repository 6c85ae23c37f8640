//! Placements: which requests lie in which template.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::groups::Groups;

/// A request that lies in a template, or that other requests repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Placement {
    /// The request.
    pub id: String,
    /// Its account.
    pub account: String,
    /// Its template, such as `t12`, or the text that it repeats outside any, such as `d3`.
    pub template: String,
}

/// The same, in what is held of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct PlacementRef<'a> {
    /// The request.
    pub id: &'a str,
    /// Its account.
    pub account: &'a str,
    /// Its template, such as `t12`, or the text that it repeats outside any, such as `d3`.
    pub template: &'a str,
}

/// The requests of a run that lie in templates, in flat arrays: there may be tens of millions, of far fewer accounts and templates.
#[derive(Clone, Default)]
pub struct Placements {
    ids: Groups<u8>,
    /// The account and the template of each.
    of: Vec<(u32, u32)>,
    accounts: Names,
    templates: Names,
}

/// Names that come again, by number.
#[derive(Clone, Default)]
struct Names {
    numbers: HashTable<u32>,
    /// Nobody can choose names that collide: its keys are drawn by chance.
    hasher: RandomState,
    names: Groups<u8>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let hash = |name: &str| self.hasher.hash_one(name);
        let is_it = |&number: &u32| self.names.text(number) == name;
        match self.numbers.entry(hash(name), is_it, |&number| hash(self.names.text(number))) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = self.names.len() as u32;
                entry.insert(number);
                self.names.push_text(name);
                number
            }
        }
    }
}

impl Placements {
    /// Adds one.
    pub(crate) fn push(&mut self, PlacementRef { id, account, template }: PlacementRef<'_>) {
        self.ids.push_text(id);
        self.of.push((self.accounts.number(account), self.templates.number(template)));
    }

    /// Gives templates other names; those that are not in it keep theirs.
    pub(crate) fn rename(&mut self, names: &BTreeMap<String, String>) {
        let mut renamed = Names::default();
        // Two that get one name are one from then on.
        let numbers: Vec<u32> = (0..self.templates.names.len() as u32)
            .map(|number| {
                let name = self.templates.names.text(number);
                renamed.number(names.get(name).map_or(name, String::as_str))
            })
            .collect();
        self.of.iter_mut().for_each(|(_, template)| *template = numbers[*template as usize]);
        self.templates = renamed;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// All, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PlacementRef<'_>> + Clone {
        self.of.iter().enumerate().map(|(nth, &(account, template))| PlacementRef {
            id: self.ids.text(nth as u32),
            account: self.accounts.names.text(account),
            template: self.templates.names.text(template),
        })
    }
}

impl FromIterator<Placement> for Placements {
    fn from_iter<I: IntoIterator<Item = Placement>>(placements: I) -> Self {
        let mut all = Self::default();
        for Placement { id, account, template } in placements {
            all.push(PlacementRef { id: &id, account: &account, template: &template });
        }
        all
    }
}

impl PartialEq for Placements {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Placements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for Placements {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Placements {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Placement>::deserialize(deserializer)?.into_iter().collect())
    }
}
