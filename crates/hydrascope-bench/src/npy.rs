//! Matrices in NumPy's file form: C order, little-endian 32-bit floating point
//! (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>).

use std::io::Write;
use std::path::Path;

use crate::error::BenchError;

const MAGIC: &[u8] = b"\x93NUMPY";

/// Rows of one length, row-major.
pub(crate) struct Matrix {
    pub(crate) values: Vec<f32>,
    pub(crate) columns: usize,
}

/// Writes rows, as version 1.0 of the form.
pub(crate) fn write(out: &mut dyn Write, values: &[f32], columns: usize) -> std::io::Result<()> {
    let rows = values.len() / columns.max(1);
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
    // Magic, version, length and header fill whole blocks of 64 bytes, the last of them a line break.
    let length = (10 + header.len() + 1).next_multiple_of(64) - 10;
    out.write_all(MAGIC)?;
    out.write_all(b"\x01\x00")?;
    out.write_all(&(length as u16).to_le_bytes())?;
    writeln!(out, "{header:width$}", width = length - 1)?;
    values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes()))
}

/// Reads a matrix whose rows are vectors, and brings each to length one; rows of zeros stay.
///
/// # Errors
/// Where the file cannot be read, is of another form or is cut short.
pub(crate) fn read_unit(path: &Path) -> Result<Matrix, BenchError> {
    let bytes =
        std::fs::read(path).map_err(|source| BenchError::Unreadable { path: path.to_owned(), source })?;
    let wrong = |reason: &str| BenchError::Npy { path: path.to_owned(), reason: reason.to_owned() };
    let mut matrix = parse(&bytes).map_err(|reason| wrong(&reason))?;
    for row in matrix.values.chunks_exact_mut(matrix.columns) {
        let length = row.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>().sqrt();
        if !length.is_finite() {
            return Err(wrong("a row holds NaN, infinity or numbers too large"));
        }
        if length > 0.0 {
            row.iter_mut().for_each(|v| *v = (f64::from(*v) / length) as f32);
        }
    }
    Ok(matrix)
}

fn parse(bytes: &[u8]) -> Result<Matrix, String> {
    let rest = bytes.strip_prefix(MAGIC).ok_or("it does not begin as an .npy file does")?;
    let (start, length) = match rest {
        [1, _, a, b, ..] => (4, usize::from(u16::from_le_bytes([*a, *b]))),
        [2 | 3, _, a, b, c, d, ..] => (6, u32::from_le_bytes([*a, *b, *c, *d]) as usize),
        _ => return Err("its version is not 1, 2 or 3".to_owned()),
    };
    let header = rest.get(start..).and_then(|rest| rest.get(..length)).ok_or("its header is cut short")?;
    let header = String::from_utf8_lossy(header);
    if !header.contains("'<f4'") || !header.contains("'fortran_order': False") {
        return Err(format!("its header says {}", header.trim()));
    }
    let shape = header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')'));
    let numbers: Vec<usize> =
        shape.map_or("", |(shape, _)| shape).split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let &[rows, columns] = numbers.as_slice() else {
        return Err(format!("its header says {}", header.trim()));
    };
    let body = &rest[start + length..];
    let wanted = rows.checked_mul(columns).and_then(|n| n.checked_mul(4));
    if columns == 0 || wanted != Some(body.len()) {
        return Err(format!("{rows} rows of {columns} numbers do not fill {} bytes", body.len()));
    }
    let values = body.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    Ok(Matrix { values, columns })
}
