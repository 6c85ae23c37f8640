//! The markup of a page, read strictly.

/// What stands between the last of a tag and its end.
pub(crate) fn within<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let from = page.rfind(start).unwrap_or_else(|| panic!("no {start}")) + start.len();
    let length = page[from..].find(end).unwrap_or_else(|| panic!("{start} has no end"));
    &page[from..from + length]
}

/// The tags of a page, and that each ends where it has to; attributes that are not quoted are none of ours.
pub(crate) fn tags(page: &str) -> Vec<String> {
    const VOID: [&str; 3] = ["meta", "input", "!DOCTYPE"];
    let (mut open, mut all, mut rest) = (Vec::new(), Vec::new(), page);
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let (mut quoted, mut end) = (false, None);
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'>' if !quoted => {
                    end = Some(at);
                    break;
                }
                _ => {}
            }
        }
        let (tag, behind) = rest.split_at(end.unwrap());
        rest = &behind[1..];
        let name: String = tag.trim_start_matches('/').chars().take_while(|c| !" \n/".contains(*c)).collect();
        if tag.starts_with('/') {
            assert_eq!(
                open.pop(),
                Some(name),
                "in a page of {} bytes, {} before its end",
                page.len(),
                rest.len()
            );
            continue;
        }
        all.push(tag.to_owned());
        if VOID.contains(&&*name) || tag.ends_with('/') {
            continue;
        }
        if name == "script" || name == "style" {
            rest = &rest[rest.find(&format!("</{name}")).unwrap()..];
        }
        open.push(name);
    }
    assert!(open.is_empty(), "left open: {open:?}");
    all
}

/// The names of a tag's attributes.
pub(crate) fn attributes(tag: &str) -> Vec<&str> {
    let outside = tag.split('"').step_by(2);
    outside.flat_map(str::split_whitespace).map(|name| name.trim_end_matches('=')).skip(1).collect()
}
