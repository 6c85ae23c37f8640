//! Compressed logs.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::log::{plain, read_bytes};

/// Reads bytes as they are, which may be gzip or zstd, sound or not; then packs them and reads the same from that.
pub fn packed(bytes: &[u8]) {
    let settings = plain();
    let Some(read) = read_bytes(bytes, &settings) else { return };
    let magic = [&[0x1f, 0x8b][..], &[0x28, 0xb5, 0x2f, 0xfd]];
    if magic.iter().any(|magic| bytes.starts_with(magic)) {
        return;
    }
    // In two pieces, as files are put together.
    let (one, two) = bytes.split_at(bytes.len() / 2);
    for pack in [gzip, zstd] {
        let again = read_bytes(&[pack(one), pack(two)].concat(), &settings);
        assert!(again.as_ref() == Some(&read), "{:?} {:?}", again.map(|(_, report)| report), read.1);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}
