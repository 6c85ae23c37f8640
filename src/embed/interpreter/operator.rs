//! The operators that are known, and what each gives.

use std::sync::Arc;

use super::array::Array;
use super::broadcast::zip;
use super::product::product;
use super::reduce::Reduction;
use super::table::Table;
use super::value::{Rows, Value};

/// What a node does, with all that its attributes and constants say.
pub(super) enum Operator {
    /// Looks rows up in a table.
    Gather(Arc<Table>),
    CastToFloats,
    CastToInts,
    Add,
    Sub,
    Mul,
    Div,
    Sqrt,
    MatMul,
    Unsqueeze(Vec<i64>),
    Squeeze(Vec<i64>),
    Reduce(Reduction),
}

impl Operator {
    /// How many values it takes at run time.
    pub(super) fn operands(&self) -> usize {
        match self {
            Self::Add | Self::Sub | Self::Mul | Self::Div | Self::MatMul => 2,
            _ => 1,
        }
    }

    /// Runs it on as many values as [`Operator::operands`] says; the second is not looked at where it takes one.
    pub(super) fn run<'a>(&'a self, first: &Value<'a>, second: &Value<'a>) -> Result<Value<'a>, String> {
        let pairwise = |with: fn(f32, f32) -> f32| zip(&*first.floats()?, &*second.floats()?, with);
        Ok(Value::Floats(match self {
            Self::Gather(table) => return Ok(Value::Rows(Rows::new(table, first.ints()?)?)),
            Self::CastToFloats => return Ok(first.cast_to_floats()),
            Self::CastToInts => return Ok(Value::Ints(first.ints()?.clone())),
            Self::Unsqueeze(axes) => match first {
                Value::Ints(array) => return Ok(Value::Ints(array.unsqueezed(axes)?)),
                _ => first.floats()?.unsqueezed(axes)?,
            },
            Self::Squeeze(axes) => match first {
                Value::Ints(array) => return Ok(Value::Ints(array.squeezed(axes)?)),
                _ => first.floats()?.squeezed(axes)?,
            },
            Self::Add => pairwise(|a, b| a + b)?,
            Self::Sub => pairwise(|a, b| a - b)?,
            Self::Mul => pairwise(|a, b| a * b)?,
            Self::Div => pairwise(|a, b| a / b)?,
            Self::Sqrt => {
                let array = first.floats()?;
                Array::owned(array.dims.clone(), array.values.iter().map(|value| value.sqrt()).collect())
            }
            Self::MatMul => product(&*first.floats()?, second)?,
            Self::Reduce(reduction) => reduction.of(first)?,
        }))
    }
}
