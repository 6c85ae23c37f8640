//! Reads what one file declares, imports and names, as far as modules go.

/// What a file says of modules.
#[derive(Default)]
pub(super) struct Parsed {
    /// Modules with files of their own that it declares, those of tests left out.
    pub(super) children: Vec<String>,
    /// What its `use` declarations bind.
    pub(super) imports: Vec<Import>,
    /// Paths and single words outside of `use` declarations.
    pub(super) paths: Vec<Vec<String>>,
}

/// One name that a `use` declaration binds.
pub(super) struct Import {
    pub(super) path: Vec<String>,
    pub(super) name: String,
    /// Whether others may take the name from here.
    pub(super) public: bool,
}

/// Reads a file. Modules within a file count as part of it; tests within it are passed over.
pub(super) fn parse(text: &str) -> Parsed {
    let tokens = without_tests(&tokens(text));
    let (mut parsed, mut at) = (Parsed::default(), 0);
    while let Some(&token) = tokens.get(at) {
        let behind = |distance: usize| tokens.get(at + distance).copied().unwrap_or_default();
        at += match token {
            "use" if behind(1) != "<" => {
                let public = at > 0 && ["pub", ")"].contains(&tokens[at - 1]);
                let end = at + tokens[at..].iter().position(|&t| t == ";").unwrap_or(tokens.len() - at);
                leaves(&tokens[at + 1..end], &mut 0, &[], public, &mut parsed.imports);
                end - at
            }
            "mod" if behind(2) == ";" => {
                parsed.children.push(behind(1).to_owned());
                3
            }
            token if is_name(token) => {
                let mut path = vec![token.to_owned()];
                while tokens.get(at + 2 * path.len() - 1) == Some(&"::")
                    && tokens.get(at + 2 * path.len()).is_some_and(|t| is_name(t))
                {
                    path.push(tokens[at + 2 * path.len()].to_owned());
                }
                let length = 2 * path.len() - 1;
                // What stands behind a dot or behind generics is no head of a path.
                if at == 0 || ![".", "::"].contains(&tokens[at - 1]) {
                    parsed.paths.push(path);
                }
                length
            }
            _ => 1,
        };
    }
    parsed
}

/// The leaves of a tree of imports, from `at` on to the end of its branch.
fn leaves(tokens: &[&str], at: &mut usize, before: &[String], public: bool, found: &mut Vec<Import>) {
    let mut path = before.to_vec();
    while let Some(&token) = tokens.get(*at) {
        *at += 1;
        match token {
            "::" => {}
            "{" => {
                while tokens.get(*at).is_some_and(|&t| t != "}") {
                    leaves(tokens, at, &path, public, found);
                    *at += usize::from(tokens.get(*at) == Some(&","));
                }
                *at += 1;
                return;
            }
            _ => {
                // `self` within braces is the module before them.
                if token != "self" || path.is_empty() {
                    path.push(token.to_owned());
                }
                if tokens.get(*at) != Some(&"::") {
                    break;
                }
            }
        }
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if tokens.get(*at) == Some(&"as") {
        name = tokens.get(*at + 1).copied().unwrap_or_default().to_owned();
        *at += 2;
    }
    found.push(Import { path, name, public });
}

/// Tokens without what is compiled for tests only.
fn without_tests<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if !tokens[at..].starts_with(&TEST) {
            kept.push(tokens[at]);
            at += 1;
            continue;
        }
        at += TEST.len();
        let mut depth = 0;
        while at < tokens.len() {
            match tokens[at] {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 && [";", "}"].contains(&tokens[at - 1]) {
                break;
            }
        }
    }
    kept
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_name(token: &str) -> bool {
    token.starts_with(is_word) && !token.starts_with(|c: char| c.is_ascii_digit())
}

/// Words, `::` and single signs, without comments, literals and lifetimes.
fn tokens(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let (length, counts) = match passed_over(rest) {
            Some(length) => (length, false),
            None if is_word(first) => (rest.find(|c| !is_word(c)).unwrap_or(rest.len()), true),
            None if rest.starts_with("::") => (2, true),
            None => (first.len_utf8(), !first.is_whitespace()),
        };
        found.extend(counts.then_some(&rest[..length]));
        rest = &rest[length..];
    }
    found
}

/// The length of a comment, a literal or a lifetime at the beginning of a text, where it begins with one.
fn passed_over(text: &str) -> Option<usize> {
    let up_to =
        |end: &str, from: usize| text[from..].find(end).map_or(text.len(), |at| from + at + end.len());
    if text.starts_with("//") {
        return Some(up_to("\n", 2));
    }
    if text.starts_with("/*") {
        return Some(up_to("*/", 2));
    }
    if let Some(behind) = text.strip_prefix('\'') {
        let mut chars = behind.chars();
        return Some(match (chars.next(), chars.next()) {
            (Some('\\'), Some(escaped)) => up_to("'", 2 + escaped.len_utf8()),
            (Some(c), Some('\'')) => 2 + c.len_utf8(),
            _ => 1 + behind.find(|c| !is_word(c)).unwrap_or(behind.len()),
        });
    }
    let unprefixed = text.trim_start_matches(['b', 'c']);
    if let Some(raw) = unprefixed.strip_prefix('r') {
        let signs = raw.len() - raw.trim_start_matches('#').len();
        if raw[signs..].starts_with('"') {
            return Some(up_to(&format!("\"{}", "#".repeat(signs)), text.len() - raw.len() + signs + 1));
        }
    }
    let inner = unprefixed.strip_prefix('"')?;
    let (mut escaped, start) = (false, text.len() - inner.len());
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(start + at + 1),
            _ => {}
        }
    }
    Some(text.len())
}
