//! Columns in the names of folders: `date=2026-03-02/part-0.parquet`.

use std::path::{Component, Path as FilePath};

use super::path::Path;
use super::value::Item;

/// What Hive writes for no value.
const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// Columns that the folders of a file give to all of its records, the innermost folder first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Partition(Vec<(String, String)>);

impl Partition {
    /// The columns in the names of a file's folders.
    pub(super) fn of(file: &FilePath) -> Self {
        let folders = file.parent().into_iter().flat_map(FilePath::components).rev();
        let names = folders.filter_map(|folder| match folder {
            Component::Normal(name) => name.to_str(),
            _ => None,
        });
        let pairs = names.filter_map(|name| name.split_once('=')).filter(|(key, _)| !key.is_empty());
        let known = pairs.filter(|(_, value)| *value != NO_VALUE);
        Self(known.map(|(key, value)| (unescaped(key), unescaped(value))).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a column.
    pub(super) fn find(&self, path: &Path) -> Option<Item<'_>> {
        let (_, value) = self.0.iter().find(|(key, _)| *key == *path.head())?;
        path.is_flat().then_some(Item::text(value))
    }
}

/// The text with `%3A` and its kind as the bytes that they stand for; as it is where that is no text.
fn unescaped(text: &str) -> String {
    let (mut bytes, mut at) = (Vec::new(), 0);
    while let Some(byte) = text.as_bytes().get(at) {
        let code = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                bytes.push(code);
                at += 3;
            }
            None => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path as FilePath;

    use super::{Item, Partition};

    #[test]
    fn folders_are_columns() {
        let file =
            FilePath::new("/logs/date=2026-03-02/user=a%3Ab/empty=__HIVE_DEFAULT_PARTITION__/x=1.parquet");
        let partition = Partition::of(file);
        let find =
            |path: &str| partition.find(&path.parse().unwrap()).and_then(Item::plain_text).map(String::from);
        assert_eq!(find("date").as_deref(), Some("2026-03-02"));
        assert_eq!(find("user").as_deref(), Some("a:b"));
        assert_eq!((find("empty"), find("x"), find("user.name")), (None, None, None));
    }
}
