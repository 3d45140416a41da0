//! From JSON bytes to the text of a link and back: version digit, alphabet, length, checksum.

use data_encoding::BASE64URL_NOPAD;

use super::checksum::crc32;
use super::codec::{InflateError, deflate, inflate};
use super::error::{Damage, LinkError, Oversize};
use super::{MAX_JSON, dictionary};

const VERSION: char = '1';

/// How many bytes the length takes.
const LENGTH_BYTES: usize = 3;

/// How many characters tell the length: those that `LENGTH_BYTES` take.
const LENGTH_CHARACTERS: usize = 4;

/// The link that holds `json`.
pub(super) fn write(json: &[u8]) -> String {
    let deflated = deflate(json, dictionary::VERSION_1);
    let checksum = crc32(&[json, &deflated]).to_be_bytes();
    let body = [&checksum, deflated.as_slice()].concat();
    // A length that three bytes cannot hold is far beyond what `read` takes.
    let [_, length @ ..] = u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes();
    let bytes = [length.as_slice(), &body].concat();
    format!("{VERSION}{}", BASE64URL_NOPAD.encode(&bytes))
}

/// The JSON bytes of a link that [`super::fragment`] found.
pub(super) fn read(fragment: &str) -> Result<Vec<u8>, LinkError> {
    let mut characters = fragment.chars();
    match characters.next() {
        Some(VERSION) => {}
        Some(newer @ '2'..='9') => return Err(LinkError::TooNew { version: newer }),
        _ => return Err(LinkError::NotALink),
    }
    let rest = characters.as_str();
    let end = rest.find(|c: char| !is_of_alphabet(c)).unwrap_or(rest.len());
    let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let Some(expected) = expected_characters(text) else {
        return Err(incomplete(text, after, None));
    };
    match text.get(..expected) {
        // What follows a whole link belongs to the text around it.
        Some(whole) => unpack(whole),
        None => match unpack(text) {
            // Nothing is missing, so the length itself is wrong.
            Ok(_) => Err(LinkError::Damaged { damage: Damage::Length }),
            Err(_) => Err(incomplete(text, after, Some(expected))),
        },
    }
}

fn is_of_alphabet(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-' || character == '_'
}

/// How many characters must follow the version digit, as the first of them tell; nothing if even those are missing.
fn expected_characters(text: &str) -> Option<usize> {
    let length = BASE64URL_NOPAD.decode(text.get(..LENGTH_CHARACTERS)?.as_bytes()).ok()?;
    let length = length.iter().fold(0, |length: usize, byte| length << 8 | usize::from(*byte));
    // Not `encode_len`, which panics for what three bytes can say where `usize` has 32 bits, as in a browser.
    Some(((LENGTH_BYTES + length) * 4).div_ceil(3))
}

/// What is wrong with a link that ends early: cut off, unless it goes on after a character that no link has.
fn incomplete(text: &str, after: &str, expected: Option<usize>) -> LinkError {
    match after.chars().next() {
        Some(character) if after.contains(is_of_alphabet) => {
            LinkError::Damaged { damage: Damage::Character { character, position: text.len() + 2 } }
        }
        _ => LinkError::CutOff { found: text.len() + 1, expected: expected.map(|expected| expected + 1) },
    }
}

/// The JSON bytes of the characters after the version digit, if they are whole and unharmed.
fn unpack(text: &str) -> Result<Vec<u8>, LinkError> {
    let damaged = |damage| LinkError::Damaged { damage };
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| damaged(Damage::Compression))?;
    let (checksum, deflated) = bytes
        .get(LENGTH_BYTES..)
        .and_then(|body| body.split_first_chunk::<4>())
        .ok_or_else(|| damaged(Damage::Length))?;
    let json = inflate(deflated, dictionary::VERSION_1, MAX_JSON).map_err(|error| match error {
        InflateError::Invalid => damaged(Damage::Compression),
        InflateError::TooLarge => LinkError::TooLarge { what: Oversize::Json, limit: MAX_JSON },
    })?;
    if crc32(&[&json, deflated]) != u32::from_be_bytes(*checksum) {
        return Err(damaged(Damage::Checksum));
    }
    Ok(json)
}
