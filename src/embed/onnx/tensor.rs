//! Tensors: what they say they hold, held against what they hold. Weights are passed over, never read.

use std::io::{Read, Seek};
use std::ops::Range;

use super::error::{GraphError, quoted};
use super::limits::{Budget, RANK, SHORT};
use super::wire::{Message, Value};

/// A short constant: shapes, bounds, steps.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::embed) enum Constant {
    Ints(Vec<i64>),
    Floats(Vec<f64>),
}

/// A tensor whose data fits its shape.
pub(in crate::embed) struct Tensor {
    pub(in crate::embed) name: String,
    pub(in crate::embed) dims: Vec<u64>,
    /// The type of its numbers, as `TensorProto.DataType` counts them.
    pub(in crate::embed) data_type: u64,
    /// Where its numbers lie in the file one after the other, little-endian; nothing where they lie otherwise.
    pub(in crate::embed) place: Option<Range<u64>>,
    /// What it holds, where that is short and numbers.
    pub(in crate::embed) constant: Option<Constant>,
}

/// What a tensor's fields hold. Numbers beyond the first few are counted alone.
#[derive(Default)]
struct Stored {
    name: String,
    dims: Vec<i64>,
    data_type: u64,
    raw_bytes: u64,
    raw: Vec<u8>,
    raw_place: Option<Range<u64>>,
    singles: u64,
    doubles: u64,
    floats: Vec<f64>,
    ints32: u64,
    ints64: u64,
    uints64: u64,
    ints: Vec<i64>,
    strings: u64,
    is_external: bool,
}

/// Reads a `TensorProto`.
pub(super) fn read<R: Read + Seek>(
    mut tensor: Message<'_, R>,
    budget: &mut Budget,
) -> Result<Tensor, GraphError> {
    budget.tensor()?;
    let mut stored = Stored::default();
    while let Some((number, value)) = tensor.next()? {
        match (number, value) {
            (1, value) => {
                let dims = &mut stored.dims;
                integers(&mut tensor, value, |n| push(dims, n as i64, RANK))?;
            }
            (2, Value::Varint(n)) => stored.data_type = n,
            (8, Value::Bytes(_)) => stored.name = tensor.name(budget)?,
            (13, _) | (14, Value::Varint(1)) => stored.is_external = true,
            _ => stored.data(number, value, &mut tensor)?,
        }
    }
    stored.finish()
}

/// Integers, packed or one by one.
pub(super) fn integers<R: Read + Seek>(
    message: &mut Message<'_, R>,
    value: Value,
    mut each: impl FnMut(u64),
) -> Result<(), GraphError> {
    match value {
        Value::Varint(n) => each(n),
        Value::Bytes(_) => message.varints(each)?,
        _ => return Err(message.damaged("an integer was expected")),
    }
    Ok(())
}

/// Keeps one more than is accepted, so that too many can be told.
pub(super) fn push<T>(kept: &mut Vec<T>, value: T, accepted: usize) {
    if kept.len() <= accepted {
        kept.push(value);
    }
}

impl Stored {
    fn data<R: Read + Seek>(
        &mut self,
        number: u64,
        value: Value,
        tensor: &mut Message<'_, R>,
    ) -> Result<(), GraphError> {
        let Self { floats, ints, .. } = self;
        match (number, value) {
            (9, Value::Bytes(len)) => {
                (self.raw_bytes, self.raw, self.raw_place) = (len, Vec::new(), Some(tensor.place()));
                if len <= SHORT as u64 * 8 {
                    self.raw = tensor.bytes()?;
                }
            }
            (4, Value::Fixed32(bytes)) => {
                self.singles += 1;
                push(floats, f64::from(f32::from_le_bytes(bytes)), SHORT);
            }
            (4, Value::Bytes(len)) => {
                self.singles += len / 4;
                if len <= SHORT as u64 * 4 {
                    tensor.arrays(|bytes| push(floats, f64::from(f32::from_le_bytes(bytes)), SHORT))?;
                }
            }
            (10, Value::Fixed64(bytes)) => {
                self.doubles += 1;
                push(floats, f64::from_le_bytes(bytes), SHORT);
            }
            (10, Value::Bytes(len)) => {
                self.doubles += len / 8;
                if len <= SHORT as u64 * 8 {
                    tensor.arrays(|bytes| push(floats, f64::from_le_bytes(bytes), SHORT))?;
                }
            }
            (5 | 7 | 11, value) => {
                let mut count = 0;
                integers(tensor, value, |n| {
                    count += 1;
                    push(ints, n as i64, SHORT);
                })?;
                match number {
                    5 => self.ints32 += count,
                    7 => self.ints64 += count,
                    _ => self.uints64 += count,
                }
            }
            (6, Value::Bytes(_)) => self.strings += 1,
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<Tensor, GraphError> {
        if self.is_external {
            return Err(GraphError::External { tensor: quoted(&self.name) });
        }
        if self.dims.len() > RANK {
            return Err(GraphError::TooMany { what: "axes of a tensor", limit: RANK as u64 });
        }
        if self.dims.iter().any(|&dim| dim < 0) {
            return Err(self.misfit("expected no size below zero".to_owned()));
        }
        let dims: Vec<u64> = self.dims.iter().map(|&dim| dim as u64).collect();
        // A size of zero leaves the others without a bound of their own.
        let sizes = || dims.iter().filter(|&&dim| dim != 0);
        let most = sizes().try_fold(1u64, |product, &dim| product.checked_mul(dim));
        let elements = if dims.contains(&0) { most.map(|_| 0) } else { most };
        let Some(elements) = elements else {
            return Err(self.misfit("expected sizes whose product fits 64 bits".to_owned()));
        };
        self.check_data(elements)?;
        let constant = self.constant(elements);
        Ok(Tensor { name: self.name, dims, data_type: self.data_type, place: self.raw_place, constant })
    }

    /// Whether the data is as long as shape and type say.
    fn check_data(&self, elements: u64) -> Result<(), GraphError> {
        let Some(bits) = bits(self.data_type) else {
            if self.data_type == STRING && self.raw_bytes == 0 && self.strings == elements {
                return Ok(());
            }
            return Err(self.misfit(format!("its data does not fit the type {}", self.data_type)));
        };
        let (expected, found, unit) = if self.raw_bytes > 0 {
            (elements.checked_mul(bits).map(|bits| bits.div_ceil(8)), self.raw_bytes, "bytes")
        } else {
            let stored = match self.data_type {
                1 => self.singles,
                14 => self.singles / 2,
                11 => self.doubles,
                15 => self.doubles / 2,
                7 => self.ints64,
                12 | 13 => self.uints64,
                21..=23 => return self.check_halves(elements),
                _ => self.ints32,
            };
            (Some(elements), stored, "numbers")
        };
        if expected == Some(found) {
            return Ok(());
        }
        let expected = expected.map_or("fewer".to_owned(), |n| n.to_string());
        Err(self.misfit(format!("expected {expected} {unit} of data, got {found}")))
    }

    /// Two numbers of four bits stand in one integer.
    fn check_halves(&self, elements: u64) -> Result<(), GraphError> {
        let (expected, found) = (elements.div_ceil(2), self.ints32);
        if found == expected {
            return Ok(());
        }
        Err(self.misfit(format!("expected {expected} pairs of numbers, got {found}")))
    }

    fn constant(&self, elements: u64) -> Option<Constant> {
        let elements = usize::try_from(elements).ok().filter(|&n| n <= SHORT)?;
        let is_raw = !self.raw.is_empty();
        let constant = match self.data_type {
            6 if is_raw => Constant::Ints(chunks(&self.raw, |b| i64::from(i32::from_le_bytes(b)))),
            7 if is_raw => Constant::Ints(chunks(&self.raw, i64::from_le_bytes)),
            1 if is_raw => Constant::Floats(chunks(&self.raw, |b| f64::from(f32::from_le_bytes(b)))),
            11 if is_raw => Constant::Floats(chunks(&self.raw, f64::from_le_bytes)),
            6 | 7 => Constant::Ints(self.ints.clone()),
            1 | 11 => Constant::Floats(self.floats.clone()),
            _ => return None,
        };
        let held = match &constant {
            Constant::Ints(values) => values.len(),
            Constant::Floats(values) => values.len(),
        };
        (held == elements).then_some(constant)
    }

    fn misfit(&self, reason: String) -> GraphError {
        GraphError::Tensor { tensor: quoted(&self.name), shape: format!("{:?}", self.dims), reason }
    }
}

fn chunks<const N: usize, T>(raw: &[u8], number: impl Fn([u8; N]) -> T) -> Vec<T> {
    raw.as_chunks().0.iter().map(|&bytes| number(bytes)).collect()
}

const STRING: u64 = 8;

/// Bits of a number of a type, as `TensorProto.DataType` counts them; nothing for text and what is not known.
fn bits(data_type: u64) -> Option<u64> {
    Some(match data_type {
        15 => 128,
        7 | 11 | 13 | 14 => 64,
        1 | 6 | 12 => 32,
        4 | 5 | 10 | 16 => 16,
        2 | 3 | 9 | 17..=20 | 24 => 8,
        21..=23 => 4,
        _ => return None,
    })
}
