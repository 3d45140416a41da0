//! Bytes as text: byte order marks, UTF-16 of either order, and what is no text at all.

/// The text of a file, whatever wrote it: PowerShell's `>` writes UTF-16 with a mark, editors on Windows put one before
/// UTF-8. Bytes that are no letters become U+FFFD, so that the rest can be read.
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Without a mark: what people import begins with a letter, a brace or white space of ASCII.
        [1..=0x7f, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, 1..=0x7f, ..] => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0,
    });
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let expected = "{\"a\": \"ö😀\"}";
        let units: Vec<u16> = expected.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            expected.as_bytes().to_vec(),
            marked(&[0xef, 0xbb, 0xbf], expected.as_bytes()),
            marked(&[0xff, 0xfe], &little),
            marked(&[0xfe, 0xff], &big),
            little.clone(),
            big.clone(),
        ] {
            assert_eq!(text(&bytes), expected);
        }
    }

    #[test]
    fn what_is_no_text_is_marked() {
        assert_eq!(text(b"a\xffb"), "a\u{fffd}b");
        assert_eq!(text(&[0xff, 0xfe, 0x61]), "");
    }
}
