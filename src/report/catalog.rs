//! `catalog.json`.

use std::io::{self, Write};

use super::json::{line_of, write_line};
use crate::finding::Catalog;

/// Writes a catalog as one object, each template on a line of its own.
pub(super) fn write_catalog(out: &mut dyn Write, catalog: &Catalog) -> io::Result<()> {
    let Catalog { format, key_id, templates } = catalog;
    write!(out, "{{\"format\":{format},\"key_id\":{},\"templates\":[", line_of(key_id))?;
    for (at, template) in templates.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        write_line(out, template)?;
    }
    out.write_all(b"\n]}\n")
}
