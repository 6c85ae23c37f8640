//! The sizes that a page claims, read before room is made for it.

/// Bytes of a page, as its header claims them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageSizes {
    pub(super) uncompressed: i64,
    pub(super) compressed: i64,
}

/// The sizes in the header that begins here: a Thrift struct in the compact form, whose first three fields
/// are the page's type and sizes, numbers of 32 bits. Every writer writes fields in their order.
pub(super) fn page_sizes(header: &[u8]) -> Option<PageSizes> {
    let mut rest = header;
    let mut numbers = [0; 3];
    for number in &mut numbers {
        // A field one further than the last, of a number of 32 bits.
        rest = rest.strip_prefix(&[0x15])?;
        *number = zigzag(varint(&mut rest)?);
    }
    Some(PageSizes { uncompressed: numbers[1], compressed: numbers[2] })
}

/// Bytes that suffice for [`page_sizes`].
pub(super) const SIZES_BYTES: usize = 3 * (1 + 10);

/// A number of seven bits a byte, lowest first.
pub(super) fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        // Type 0, 300 bytes, 5 bytes; the next field is another.
        let header = [0x15, 0x00, 0x15, 0xd8, 0x04, 0x15, 0x0a, 0x2c, 0x15];
        assert_eq!(page_sizes(&header), Some(PageSizes { uncompressed: 300, compressed: 5 }));
        assert_eq!(page_sizes(&header[..6]), None);
        assert_eq!(page_sizes(&[0x15, 0x00, 0x25, 0x0a, 0x15, 0x0a]), None);
        assert_eq!(varint(&mut [0xff; 20].as_slice()), None);
    }
}
