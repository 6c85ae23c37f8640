//! Which file of a crate takes a name from which other, and the circles that this makes.
//!
//! A file takes a name from the file that defines it, wherever the name is passed on (`pub use`) on the way. To declare a
//! module, or to pass a name on without using it, takes nothing. Methods are found by their types, so that they tie no files.

mod parse;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use parse::{Parsed, parse};

/// A module by the names on the way to it from the crate's root.
type Place = Vec<String>;

/// The modules of a crate that have files of their own.
pub(crate) struct Crate {
    modules: BTreeMap<Place, (PathBuf, Parsed)>,
}

/// What a path leads to: a module as a whole, or something that the module's file defines.
struct Target {
    place: Place,
    whole: bool,
}

/// For each file those that it takes names from, with the names.
type Arrows = BTreeMap<PathBuf, BTreeMap<PathBuf, BTreeSet<String>>>;

impl Crate {
    /// Reads a crate from its root file (`lib.rs` or `main.rs`) on; `read` gives the text of a file that is there.
    pub(crate) fn read(root: &Path, read: &dyn Fn(&Path) -> Option<String>) -> Self {
        let mut modules = BTreeMap::new();
        let mut open = vec![(Place::new(), root.to_owned(), root.parent().unwrap().to_owned())];
        while let Some((place, file, folder)) = open.pop() {
            let parsed = parse(&read(&file).unwrap_or_else(|| panic!("{} is not there", file.display())));
            for child in &parsed.children {
                let inner = folder.join(child);
                let files = [inner.with_extension("rs"), inner.join("mod.rs")];
                let file = files.into_iter().find(|file| read(file).is_some());
                let file = file.unwrap_or_else(|| panic!("no file holds the module {}", inner.display()));
                open.push(([&place[..], std::slice::from_ref(child)].concat(), file, inner));
            }
            modules.insert(place, (file, parsed));
        }
        Self { modules }
    }

    /// The files that were read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.modules.values().map(|(file, _)| file.as_path())
    }

    /// Groups of files that take names from each other, each as lines `file -> file: names`.
    pub(crate) fn circles(&self) -> Vec<String> {
        let arrows = self.arrows();
        let reached: BTreeMap<&Path, BTreeSet<&Path>> =
            arrows.keys().map(|file| (file.as_path(), reached(&arrows, file))).collect();
        let (mut circles, mut told) = (Vec::new(), BTreeSet::new());
        for (&file, others) in reached.iter().filter(|(file, others)| others.contains(*file)) {
            let together = |other: &Path| reached.get(other).is_some_and(|back| back.contains(file));
            let members: BTreeSet<&Path> = others.iter().copied().filter(|other| together(other)).collect();
            if told.insert(members.clone()) {
                let inner = members.iter().flat_map(|&from| arrows[from].iter().map(move |to| (from, to)));
                let inner = inner.filter(|(_, (to, _))| members.contains(to.as_path()));
                let line = |(from, (to, names)): (&Path, (&PathBuf, &BTreeSet<String>))| {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    format!("{} -> {}: {}\n", from.display(), to.display(), names.join(", "))
                };
                circles.push(inner.map(line).collect());
            }
        }
        circles
    }

    fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (place, (file, parsed)) in &self.modules {
            let mut takes = |target: Target, name: &str| {
                let other = &self.modules[&target.place].0;
                if !target.whole && other != file {
                    let names = arrows.entry(file.clone()).or_default().entry(other.clone()).or_default();
                    names.insert(name.to_owned());
                }
            };
            for import in &parsed.imports {
                let used = parsed.paths.iter().any(|path| path[0] == import.name);
                let path = self.absolute(place, &import.path).filter(|_| used || !import.public);
                let targets = path.map_or_else(Vec::new, |path| self.targets(&path, 0));
                targets.into_iter().for_each(|target| takes(target, &import.name));
            }
            let whole = |path: &Place| self.targets(path, 0).iter().any(|target| target.whole);
            for path in parsed.paths.iter().filter(|path| path.len() > 1) {
                // What stands behind an imported type comes with the type.
                let imports = parsed.imports.iter().filter(|import| import.name == path[0]);
                let imports = imports.filter_map(|import| self.absolute(place, &import.path));
                let heads = imports.filter(whole).map(|head| [&head, &path[1..]].concat());
                let paths = heads.chain(self.absolute(place, path));
                let targets = paths.flat_map(|path| self.targets(&path, 0));
                targets.for_each(|target| takes(target, &path.join("::")));
            }
        }
        arrows
    }

    /// A path from the root of the crate on, where a path that stands in a module leads into the crate at all.
    fn absolute(&self, place: &Place, path: &[String]) -> Option<Place> {
        let up = path.iter().take_while(|part| *part == "super").count();
        let (from, rest) = match path[0].as_str() {
            "crate" => (Place::new(), &path[1..]),
            "self" => (place.clone(), &path[1..]),
            "super" => (place[..place.len().checked_sub(up)?].to_vec(), &path[up..]),
            head if self.modules[place].1.children.iter().any(|child| child == head) => (place.clone(), path),
            _ => return None,
        };
        Some([from, rest.to_vec()].concat())
    }

    /// What a path from the root of the crate on leads to, beyond all that only pass it on.
    fn targets(&self, path: &[String], passed: usize) -> Vec<Target> {
        assert!(passed < 16, "{path:?} is passed on without end");
        let mut place = Place::new();
        for (at, name) in path.iter().enumerate() {
            let (module, rest) = (&self.modules[&place].1, &path[at + 1..]);
            let child = module.children.contains(name);
            let mut imports = module.imports.iter().filter(|import| import.name == *name).peekable();
            if child && (!rest.is_empty() || imports.peek().is_none()) {
                place.push(name.clone());
            } else if imports.peek().is_some() {
                let on = imports.filter_map(|import| self.absolute(&place, &import.path));
                let on = on.map(|path| [path, rest.to_vec()].concat());
                return on.flat_map(|path| self.targets(&path, passed + 1)).collect();
            } else {
                return vec![Target { place, whole: false }];
            }
        }
        vec![Target { place, whole: true }]
    }
}

/// The files that a file reaches, by one arrow or more.
fn reached<'a>(arrows: &'a Arrows, file: &Path) -> BTreeSet<&'a Path> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(file) = open.pop() {
        for other in arrows.get(file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(other.as_path()) {
                open.push(other);
            }
        }
    }
    reached
}
