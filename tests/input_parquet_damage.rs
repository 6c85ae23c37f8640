//! Damaged Parquet files: each fault is told, soon, and no row is lost in silence.
#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used)]

mod parquet_files;

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use hydrascope::input::{FieldMap, Input, Preset, ReadReport, ReadSettings, Reason, read};
use hydrascope::request::Request;
use parquet::basic::Compression;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet_files::{Small, keep, page_data, three, with_checksums, with_claims, with_pages, write};

/// The bar for a file of two kilobytes.
const SOON: Duration = Duration::from_secs(5);

fn read_file(name: &str, bytes: &[u8], prompt: &str) -> (Vec<Request>, ReadReport) {
    let mut settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    settings.fields.set("prompt", prompt).unwrap();
    read(&[Input::File(keep(name, bytes))], &settings, &mut |_| {}).unwrap()
}

/// Reads a damaged copy and checks what has to hold whatever the damage. `in_page`: a byte of a page with
/// a checksum was changed.
fn check(damaged: &[u8], small: &Small, name: &str, place: &str, in_page: bool) {
    let start = Instant::now();
    let (requests, report) = read_file(name, damaged, small.prompt);
    assert!(start.elapsed() < SOON, "{place} took {:?}", start.elapsed());
    let broken = report.set_aside.contains_key(&Reason::BrokenFile);
    assert_eq!(requests.len() as u64, report.accepted, "{place}");
    assert!(broken || !in_page, "{place}: the checksum was not heeded");
    if broken {
        // What a file says decides, never how soon it is read: the limit of time is for what nobody foresaw.
        let message = &report.set_aside[&Reason::BrokenFile].first[0];
        assert!(!message.contains("no row came"), "{place}: {message}");
        return;
    }
    if !damaged.starts_with(b"PAR1") {
        assert!(report.set_aside_total() > 0, "{place}: read as JSON lines, and nothing is said");
        return;
    }
    // Nothing is said to be broken: all rows are there, as requests or set aside. Values may have changed
    // unseen, where pages have no checksums or in the headers of pages, which are not part of them.
    assert_eq!(report.read, small.rows, "{place}: {:?}", report.set_aside);
    assert_eq!(report.accepted + report.set_aside_total(), small.rows, "{place}");
}

#[test]
fn every_cut_and_every_flipped_bit_is_told_or_harmless() {
    for small in &three() {
        assert!((1500..2500).contains(&small.bytes.len()), "{} has {} bytes", small.name, small.bytes.len());
        let (_, report) = read_file("sound.parquet", &small.bytes, small.prompt);
        assert_eq!((report.read, report.accepted), (small.rows, small.rows), "{report:?}");
        let data = page_data(&small.bytes, &["id", "ts", "account", "body", "prompt"]);
        let bits = small.bytes.len() * 8;
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            for number in 0..4 {
                let (next, data) = (&next, &data);
                scope.spawn(move || {
                    let name = format!("{}-{number}.parquet", small.name);
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at < bits {
                            let mut damaged = small.bytes.clone();
                            damaged[at / 8] ^= 1 << (at % 8);
                            let place = format!("{}: bit {} of byte {}", small.name, at % 8, at / 8);
                            let in_page = small.checksums && data.iter().any(|page| page.contains(&(at / 8)));
                            check(&damaged, small, &name, &place, in_page);
                        // A file of no bytes is a log of no lines.
                        } else if at < bits + small.bytes.len() - 1 {
                            let length = at - bits + 1;
                            let place = format!("{}: cut to {length} bytes", small.name);
                            check(&small.bytes[..length], small, &name, &place, false);
                        } else {
                            break;
                        }
                    }
                });
            }
        });
    }
}

fn plain() -> WriterProperties {
    WriterProperties::builder().set_dictionary_enabled(false).build()
}

fn compressed() -> WriterProperties {
    WriterProperties::builder().set_compression(Compression::SNAPPY).build()
}

/// The ids that are read and the one message about the broken file.
fn ids_and_damage(name: &str, bytes: &[u8], prompt: &str) -> (Vec<String>, String) {
    let start = Instant::now();
    let (requests, report) = read_file(name, bytes, prompt);
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
    let broken = report.set_aside.get(&Reason::BrokenFile);
    assert_eq!(broken.map(|broken| broken.count), Some(1), "{:?}", report.set_aside);
    let message = broken.unwrap().first[0].rsplit_once('/').unwrap().1.to_owned();
    (requests.iter().map(|request| request.id.to_string()).collect(), message)
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|row| format!("r{row}")).collect()
}

#[test]
fn a_row_group_that_claims_fewer_rows_than_its_columns_is_told() {
    for (nested, prompt) in [(false, "prompt"), (true, "body.messages")] {
        let file = with_claims(&write(&[9], nested, plain()), &|group| group.set_num_rows(4));
        let (read, damage) = ids_and_damage("fewer.parquet", &file, prompt);
        assert_eq!(read, ids(4));
        let expected = "fewer.parquet:5: the file is damaged or breaks off here (a row group claims 4 rows, \
            its column 1 9 values); what came before is kept";
        assert_eq!(damage, expected);
    }
}

#[test]
fn a_row_group_that_claims_more_rows_than_its_columns_is_told() {
    let file = with_claims(&write(&[9], false, plain()), &|group| group.set_num_rows(20));
    let (read, damage) = ids_and_damage("more.parquet", &file, "prompt");
    assert_eq!(read, ids(9));
    assert!(damage.contains("more.parquet:10: ") && damage.contains("claims 20 rows, its column 1 9 values"));
}

/// Of a nested column the claim about values does not tell the rows; its pages do.
#[test]
fn a_nested_column_with_more_rows_than_the_others_is_told() {
    let long = write(&[9], true, plain());
    let short = write(&[4], true, plain());
    let pages = std::cell::RefCell::new(Vec::new());
    with_pages(&short, &|column, page| {
        pages.borrow_mut().push((column, page.whole()));
        page.whole()
    });
    // Two columns of the list come from the longer file, which has other claims about values: as many as came.
    let file = with_pages(&long, &|column, page| {
        let other = pages.borrow().iter().find(|(at, _)| *at == column).unwrap().1.clone();
        if column < 4 { other } else { page.whole() }
    });
    let file = with_claims(&file, &|mut group| {
        let columns = group.take_columns().into_iter().enumerate();
        let columns = columns.map(|(at, column)| {
            let values = if at < 4 { 4 } else { column.num_values() };
            column.into_builder().set_num_values(values).build().unwrap()
        });
        group.set_num_rows(4).set_column_metadata(columns.collect())
    });
    let (read, damage) = ids_and_damage("nested.parquet", &file, "body.messages");
    assert_eq!(read, ids(4));
    assert!(damage.contains("nested.parquet:5: "), "{damage}");
    assert!(damage.contains("column 5 claims 13 values in 4 rows, got 13 in 9"), "{damage}");
}

#[test]
fn a_footer_that_claims_other_rows_than_its_row_groups_is_told() {
    let mut file = write(&[4, 3], false, plain());
    // Field 3 of the footer, a number of 64 bits that is 7, before a list.
    let claims: Vec<usize> =
        (0..file.len() - 3).filter(|&at| file[at..at + 3] == [0x16, 2 * 7, 0x19]).collect();
    assert_eq!(claims.len(), 1);
    file[claims[0] + 1] = 2 * 12;
    let (read, damage) = ids_and_damage("total.parquet", &file, "prompt");
    assert_eq!(read, ids(7));
    assert!(damage.contains("the file claims 12 rows, its row groups 7"), "{damage}");
}

/// Where no column is mapped nothing but the claim ends the rows.
#[test]
fn rows_without_end_are_not_read() {
    for rows in [-9, i64::MAX, 1 << 40] {
        let file = with_claims(&write(&[9], false, plain()), &|group| group.set_num_rows(rows));
        let mut settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
        for field in ["id", "time", "account", "prompt"] {
            settings.fields.set(field, "elsewhere").unwrap();
        }
        let start = Instant::now();
        let inputs = [Input::File(keep("endless.parquet", &file))];
        let (_, report) = read(&inputs, &settings, &mut |_| {}).unwrap();
        assert!(start.elapsed() < SOON, "{rows} rows took {:?}", start.elapsed());
        assert_eq!(report.set_aside[&Reason::BrokenFile].count, 1);
    }
}

#[test]
fn a_page_that_does_not_fit_its_checksum_is_told() {
    let sound = with_checksums(&write(&[5, 4], false, plain()));
    let (requests, report) = read_file("checksum.parquet", &sound, "prompt");
    assert_eq!((requests.len(), report.set_aside_total()), (9, 0));
    // A letter of a prompt in the second row group.
    let at = sound.windows(6).position(|bytes| bytes == b"iver 7").unwrap();
    let mut damaged = sound;
    damaged[at] ^= 1;
    let (read, damage) = ids_and_damage("checksum.parquet", &damaged, "prompt");
    assert_eq!(read, ids(5));
    assert!(
        damage.contains("checksum.parquet:6: ") && damage.contains("do not fit its checksum"),
        "{damage}"
    );
}

#[test]
fn a_page_without_values_ends_no_column() {
    let empty = [0x15, 0, 0x15, 0, 0x15, 0, 0x2c, 0x15, 0, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0];
    let file = with_pages(&write(&[5], false, plain()), &|column, page| {
        let before: &[u8] = if column < 2 { &empty } else { &[] };
        [before, &page.whole()].concat()
    });
    let (requests, report) = read_file("empty.parquet", &file, "prompt");
    assert_eq!((requests.len(), report.set_aside_total()), (5, 0), "{:?}", report.set_aside);
}

/// The largest piece of memory that was asked for while this process ran.
static LARGEST: AtomicUsize = AtomicUsize::new(0);

struct Measured;

// SAFETY: all is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Measured {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LARGEST.fetch_max(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static MEASURED: Measured = Measured;

/// What two kilobytes may ask for at once.
const MUCH: usize = 128 << 20;

#[test]
fn claims_of_gigabytes_are_not_believed() {
    let delta = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .build();
    // Blocks of 128 in 4 parts, and two thousand million numbers.
    let numbers = [0x80, 1, 4, 0xff, 0xff, 0xff, 0xff, 7, 0, 0, 0, 0, 0, 0];
    // Levels: one list with two thousand million values, each of them there or not.
    let levels = |level| vec![6, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0x0f, level];
    let list = [levels(1), levels(2), vec![0; 8]].concat();
    let most = i32::MAX;
    let files = [
        with_pages(&write(&[9], false, compressed()), &|_, page| page.claiming_bytes(most)),
        with_pages(&write(&[9], false, WriterProperties::default()), &|_, page| {
            if page.is_dictionary() { page.claiming_values(most, page.data) } else { page.whole() }
        }),
        with_pages(&write(&[9], false, delta), &|column, page| {
            if column == 0 { page.claiming_values(most, &numbers) } else { page.whole() }
        }),
        with_pages(&write(&[9], true, plain()), &|column, page| {
            if column >= 4 { page.claiming_values(most, &list) } else { page.whole() }
        }),
    ];
    for (number, file) in files.iter().enumerate() {
        let prompt = if number == 3 { "body.messages" } else { "prompt" };
        let (read, damage) = ids_and_damage("claims.parquet", file, prompt);
        let told =
            ["claims to be", "a dictionary claims", "numbers stored as differences", "values for"][number];
        assert!(read.is_empty() && damage.contains(told), "{number}: {damage}");
        let largest = LARGEST.load(Ordering::Relaxed);
        assert!(largest < MUCH, "file {number} made {largest} bytes be asked for");
    }
}

/// A file whose values lie in a dictionary that is left out: the crate panics on it.
fn without_dictionary() -> Vec<u8> {
    let file = write(&[9], false, WriterProperties::default());
    with_claims(&file, &|mut group| {
        let columns = group.take_columns().into_iter().map(|column| {
            let left_out = column.dictionary_page_offset().map_or(0, |at| column.data_page_offset() - at);
            let bytes = column.compressed_size() - left_out;
            let changed = column.into_builder().set_dictionary_page_offset(None);
            changed.set_total_compressed_size(bytes).build().unwrap()
        });
        let columns = columns.collect();
        group.set_column_metadata(columns)
    })
}

/// This test once more, in a process of its own and told so.
fn alone(test: &str) -> Output {
    let test = [test, "--exact", "--nocapture"];
    Command::new(std::env::current_exe().unwrap()).args(test).env("ALONE", "1").output().unwrap()
}

#[test]
fn panics_that_are_caught_print_nothing_and_others_do() {
    if std::env::var_os("ALONE").is_none() {
        let output = alone("panics_that_are_caught_print_nothing_and_others_do");
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{printed}");
        let lines: Vec<&str> = printed.lines().filter(|line| line.contains("panicked at")).collect();
        assert!(lines.len() == 1 && lines[0].contains("input_parquet_damage.rs"), "{printed}");
        return;
    }
    let (read, damage) = ids_and_damage("panic.parquet", &without_dictionary(), "prompt");
    assert!(read.is_empty() && damage.contains("invalid Parquet data"), "{damage}");
    thread::spawn(|| panic!("one that is meant to be seen")).join().unwrap_err();
}
