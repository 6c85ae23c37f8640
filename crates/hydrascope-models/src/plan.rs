//! Which files of a model are fetched, and where they go.

/// A file to fetch.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Path on the hub.
    pub remote: &'static str,
    /// Path in the folder.
    pub local: &'static str,
}

impl Step {
    /// Whether this is the model's graph.
    pub(crate) fn is_graph(&self) -> bool {
        self.local == GRAPH
    }
}

const GRAPH: &str = "model.onnx";
/// Where publishers put the graph, most usual first.
const GRAPHS: [&str; 2] = ["onnx/model.onnx", GRAPH];
const NEEDED: [&str; 2] = ["tokenizer.json", "config.json"];
const WANTED: [&str; 2] = ["sentence_bert_config.json", "1_Pooling/config.json"];
/// All that a fetched folder can hold, the graph first.
pub(crate) const LOCAL: [&str; 5] = [GRAPH, NEEDED[0], NEEDED[1], WANTED[0], WANTED[1]];

/// Whether a name has the form `owner/model`.
pub(crate) fn is_name(name: &str) -> bool {
    let part = |p: &str| {
        !p.is_empty()
            && !p.starts_with('.')
            && p.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    name.split_once('/').is_some_and(|(owner, model)| part(owner) && part(model))
}

/// The files to fetch of those that the hub lists, the graph last; else the needed file that it lacks.
pub(crate) fn steps(listed: &[impl AsRef<str>]) -> Result<Vec<Step>, &'static str> {
    let same = |file| Step { remote: file, local: file };
    let is_listed = |file: &&str| listed.iter().any(|listed| listed.as_ref() == *file);
    if let Some(lacking) = NEEDED.into_iter().find(|file| !is_listed(file)) {
        return Err(lacking);
    }
    let graph = GRAPHS.into_iter().find(is_listed).ok_or(GRAPH)?;
    let wanted = WANTED.into_iter().filter(is_listed);
    let mut steps: Vec<Step> = NEEDED.into_iter().chain(wanted).map(same).collect();
    steps.push(Step { remote: graph, local: GRAPH });
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graph_comes_last_and_to_the_top_of_the_folder() {
        let steps = steps(&["onnx/model.onnx", "README.md", "config.json", "tokenizer.json"]).unwrap();
        assert_eq!(steps.last(), Some(&Step { remote: "onnx/model.onnx", local: "model.onnx" }));
        assert_eq!(steps.len(), 3);
    }

    #[test]
    fn what_is_written_is_what_a_later_fetch_replaces() {
        let every =
            ["onnx/model.onnx", "model.onnx", NEEDED[0], NEEDED[1], WANTED[0], WANTED[1], "../x", "/x"];
        let mut written: Vec<&str> = steps(&every).unwrap().iter().map(|step| step.local).collect();
        written.rotate_right(1);
        assert_eq!(written, LOCAL);
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        assert!(is_name("sentence-transformers/all-MiniLM-L6-v2"));
        for name in ["minilm", "a/b/c", "../x", "a/..", "a/b?c", "/", ""] {
            assert!(!is_name(name), "{name}");
        }
    }
}
