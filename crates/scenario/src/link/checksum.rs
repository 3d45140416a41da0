//! The checksum of a link: CRC-32 as in ISO 3309, PNG and zip.

/// The CRC-32 of the parts, one after the other.
///
/// Bit by bit, as the crates that are faster bring tables of 1 to 16 kB, which would be most of what the page loads
/// for links; a megabyte takes some ten milliseconds.
pub(super) fn crc32(parts: &[&[u8]]) -> u32 {
    let mut crc = u32::MAX;
    for byte in parts.iter().copied().flatten() {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let lowest = crc & 1;
            crc = (crc >> 1) ^ (0xEDB8_8320 * lowest);
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value that catalogues of checksums give for CRC-32.
    #[test]
    fn gives_the_known_value() {
        assert_eq!(crc32(&[b"123456789"]), 0xCBF4_3926);
        assert_eq!(crc32(&[b"1234", b"", b"56789"]), 0xCBF4_3926);
        assert_eq!(crc32(&[]), 0);
    }
}
