//! Deflate (RFC 1951) against a dictionary.

use miniz_oxide::deflate::core::deflate_flags::{TDEFL_FORCE_ALL_STATIC_BLOCKS, TDEFL_GREEDY_PARSING_FLAG};
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// The searches that are tried, of which the shortest result is kept: neither way of parsing always wins. The number is
/// how many earlier places the search for a match looks at.
const SEARCHES: &[u32] = &[0xFFF, 0xFFF | TDEFL_GREEDY_PARSING_FLAG];

/// What is tried besides for short data, which does better with the fixed Huffman code, as that needs no table, or with
/// fewer matches.
const SEARCHES_OF_SHORT: &[u32] = &[
    0xFFF | TDEFL_FORCE_ALL_STATIC_BLOCKS,
    0xFFF | TDEFL_GREEDY_PARSING_FLAG | TDEFL_FORCE_ALL_STATIC_BLOCKS,
    32 | TDEFL_FORCE_ALL_STATIC_BLOCKS,
    8,
];

/// From how many bytes on data is not short: a table of its own, of about 80 bytes, is worth its room well before.
const LONG: usize = 16 << 10;

/// From how many bytes on one search has to do, which looks at few earlier places: the others take seconds for a megabyte
/// that repeats itself.
const HUGE: usize = 128 << 10;

/// That search.
const SEARCHES_OF_HUGE: &[u32] = &[64];

/// Why bytes do not inflate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InflateError {
    /// They are no deflate stream, or it does not end where they end.
    Invalid,
    /// The result would be longer than the limit.
    TooLarge,
}

/// Deflates `data` as if `dictionary` had gone before it.
pub(super) fn deflate(data: &[u8], dictionary: &[u8]) -> Vec<u8> {
    let (usual, further) = match data.len() {
        HUGE.. => (SEARCHES_OF_HUGE, &[][..]),
        LONG.. => (SEARCHES, &[][..]),
        _ => (SEARCHES, SEARCHES_OF_SHORT),
    };
    usual
        .iter()
        .chain(further)
        .map(|flags| deflate_once(data, dictionary, *flags))
        .min_by_key(Vec::len)
        .unwrap_or_default()
}

fn deflate_once(data: &[u8], dictionary: &[u8], flags: u32) -> Vec<u8> {
    let mut compressor = CompressorOxide::new(flags);
    // The flush ends the dictionary's blocks on a byte, so that what follows is a stream of its own.
    compress_to_output(&mut compressor, dictionary, TDEFLFlush::Sync, |_| true);
    let mut deflated = Vec::new();
    compress_to_output(&mut compressor, data, TDEFLFlush::Finish, |bytes| {
        deflated.extend_from_slice(bytes);
        true
    });
    deflated
}

/// Inflates what [`deflate`] made; `limit` bytes at most.
pub(super) fn inflate(deflated: &[u8], dictionary: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    const FIRST_BUFFER: usize = 16 << 10;
    let mut output = dictionary.to_vec();
    let mut filled = dictionary.len();
    let mut input = deflated;
    let mut room = FIRST_BUFFER.min(limit);
    let mut inflater = Box::<DecompressorOxide>::default();
    loop {
        output.resize(dictionary.len() + room, 0);
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, written) = decompress(&mut inflater, input, &mut output, filled, flags);
        filled += written;
        input = input.get(read..).unwrap_or_default();
        match status {
            TINFLStatus::Done if input.is_empty() => break,
            TINFLStatus::HasMoreOutput if room < limit => room = (room * 4).min(limit),
            TINFLStatus::HasMoreOutput => return Err(InflateError::TooLarge),
            _ => return Err(InflateError::Invalid),
        }
    }
    output.truncate(filled);
    Ok(output.split_off(dictionary.len().min(output.len())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn gives_back_what_it_was_given() {
        let long = "a stage named prod, ".repeat(9_000);
        for data in ["", "a", "stage", "the stage named api", &long] {
            for dictionary in ["", "a stage named prod"] {
                let deflated = deflate(data.as_bytes(), dictionary.as_bytes());
                assert_eq!(inflate(&deflated, dictionary.as_bytes(), data.len()).unwrap(), data.as_bytes());
            }
        }
    }

    #[test]
    fn each_search_inflates() {
        let data = "a stage named prod and another stage named prod".as_bytes();
        for flags in SEARCHES.iter().chain(SEARCHES_OF_SHORT).chain(SEARCHES_OF_HUGE) {
            assert_eq!(inflate(&deflate_once(data, b"stage named", *flags), b"stage named", 99).unwrap(), data);
        }
    }

    #[test]
    fn the_dictionary_saves() {
        let (with, without) =
            (deflate(b"the stage named prod", b"the stage named prod"), deflate(b"the stage named prod", b""));
        assert!(with.len() * 3 < without.len(), "{} against {}", with.len(), without.len());
    }

    #[test]
    fn stops_at_the_limit() {
        let deflated = deflate(&[0; 100_000], b"");
        assert_eq!(inflate(&deflated, b"", 99_999), Err(InflateError::TooLarge));
        assert_eq!(inflate(&deflated, b"", 100_000).map(|data| data.len()), Ok(100_000));
    }

    #[test]
    fn refuses_what_is_missing_or_left_over() {
        let deflated = deflate(b"the stage named prod", b"");
        for length in 0..deflated.len() {
            assert_eq!(inflate(&deflated[..length], b"", 99), Err(InflateError::Invalid), "{length} bytes");
        }
        assert_eq!(inflate(&[&deflated[..], &[0]].concat(), b"", 99), Err(InflateError::Invalid));
    }
}
