//! Requests in the rows of Parquet files.
//!
//! What reads the format believes what a file says of itself. Its rows are counted down from the number that
//! the row group claims, a negative one taken for 2^64; where no column is mapped nothing else ends them.
//! The elements of a list go on for as long as levels say so, two thousand million in ten bytes. It therefore
//! gets nothing that claims what cannot be ([`bounds`]), what came is counted ([`group`]), and it works in a
//! thread of its own, which is left alone should it never answer ([`watch`]).

mod bindings;
mod bounds;
mod delta;
mod field;
mod group;
mod header;
mod levels;
mod number;
mod pages;
mod quiet;
mod rows;
mod source;
mod watch;

pub(crate) use bindings::writing;

use std::fs::File;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::line::{LineParser, Read};
use super::partition::Partition;
use super::read::Reader;
use super::stop::Stop;
use watch::{Heard, Watch, listen};

/// Rows that go from thread to thread at once, and how many such batches may wait.
const BATCH_ROWS: usize = 256;
const BATCHES: usize = 4;

/// The requests of a row.
type Row = Vec<Read>;

/// What the thread that reads has to say.
enum Word {
    Rows(Vec<Row>),
    /// The file is damaged behind the rows so far.
    Broken(String),
    End,
}

/// Reads all rows, of the mapped columns only; rows count from 1. A damaged file is kept up to its damage.
pub(super) fn read_rows(file: File, partition: Partition, reader: &mut Reader<'_>) -> Result<(), Stop> {
    let watch = Arc::new(Watch::default());
    let (to, from) = sync_channel(BATCHES);
    let (settings, watched) = (reader.settings.clone(), Arc::clone(&watch));
    let started = thread::Builder::new()
        .name("parquet".to_owned())
        .stack_size(STACK)
        .spawn(move || work(file, &LineParser::new(&settings).within(partition), &watched, &to));
    let worker = match started {
        Ok(worker) => worker,
        Err(error) => return reader.broke_off(1, &error.to_string()),
    };
    let mut number = 0;
    loop {
        match listen(&from, &watch) {
            Heard::Word(Word::Rows(rows)) => {
                for row in rows {
                    number += 1;
                    row.into_iter().try_for_each(|read| reader.take(number, read))?;
                }
            }
            Heard::Word(Word::Broken(why)) => return reader.broke_off(number + 1, &why),
            Heard::Word(Word::End) => return Ok(()),
            // The thread is left behind: no thread can be ended from outside. It ends by itself as soon as
            // it has something to say, as nobody listens any more.
            Heard::Silence(limit) => {
                return reader.broke_off(number + 1, &format!("no row came for {} s", limit.as_secs()));
            }
            Heard::Gone => match worker.join() {
                Ok(()) => return Ok(()),
                Err(panic) => std::panic::resume_unwind(panic),
            },
        }
    }
}

/// As large as that of a program's first thread: schemas are read by recursion.
const STACK: usize = 8 << 20;

/// Reads the file and tells its rows, until it ends or nobody listens.
fn work(file: File, parser: &LineParser<'_>, watch: &Arc<Watch>, to: &SyncSender<Word>) {
    let mut batch = Vec::new();
    let done = rows::each_row(file, watch, parser.heads(), &mut |row| {
        batch.push(row.map_or_else(|fault| vec![Err(fault)], |row| parser.parsed(row)));
        if batch.len() < BATCH_ROWS { ControlFlow::Continue(()) } else { tell(to, &mut batch) }
    });
    if tell(to, &mut batch).is_break() {
        return;
    }
    let last = match done {
        Ok(()) => Word::End,
        Err(why) => Word::Broken(why),
    };
    // Nobody listens where reading was given up.
    let _ = to.send(last);
}

fn tell(to: &SyncSender<Word>, batch: &mut Vec<Row>) -> ControlFlow<()> {
    match to.send(Word::Rows(std::mem::take(batch))) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}
