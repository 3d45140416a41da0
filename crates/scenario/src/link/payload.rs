//! From JSON bytes to the text of a link and back: version digit, alphabet, length, checksum.

use data_encoding::BASE64URL_NOPAD;

use super::checksum::crc32;
use super::deflate::{InflateError, deflate, inflate};
use super::error::{Damage, LinkError, Oversize};
use super::{MAX_JSON, dictionary};

/// How many bytes the checksum takes.
const CHECKSUM: usize = 4;

/// How the JSON of a link is packed: what its first digit tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// Deflated.
    One,
    /// By the likelihood of each bit.
    Two,
}

impl Version {
    fn of(digit: char) -> Result<Self, LinkError> {
        match digit {
            '1' => Ok(Self::One),
            '2' => Ok(Self::Two),
            newer @ '3'..='9' => Err(LinkError::TooNew { version: newer }),
            _ => Err(LinkError::NotALink),
        }
    }

    fn digit(self) -> char {
        match self {
            Self::One => '1',
            Self::Two => '2',
        }
    }

    fn unpack(self, packed: &[u8]) -> Result<Vec<u8>, LinkError> {
        let invalid = LinkError::Damaged { damage: Damage::Compression };
        match self {
            Self::One => inflate(packed, dictionary::VERSION_1, MAX_JSON).map_err(|error| match error {
                InflateError::Invalid => invalid,
                InflateError::TooLarge => LinkError::TooLarge { what: Oversize::Json, limit: MAX_JSON },
            }),
            Self::Two => hopscope_packing::decode(packed).ok_or(invalid),
        }
    }
}

/// The length of a link as its first characters after the digit tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Length {
    /// How many characters tell it.
    characters: usize,
    /// How many bytes follow.
    bytes: usize,
}

/// A character of a length in a link of version 2 that says that two more follow.
const LONG: usize = 1 << 11;

impl Length {
    /// Version 1: three bytes. Version 2: eleven bits in two characters, or else 23 in four.
    fn read(version: Version, text: &str) -> Option<Self> {
        match version {
            Version::One => Some(Self { characters: 4, bytes: number(text.get(..4)?)? }),
            Version::Two => match number(text.get(..2)?)? {
                bytes @ ..LONG => Some(Self { characters: 2, bytes }),
                _ => Some(Self { characters: 4, bytes: number(text.get(..4)?)? & ((LONG << 12) - 1) }),
            },
        }
    }

    /// The characters that tell how many bytes follow. A length that has no room is far beyond what is read.
    fn write(version: Version, bytes: usize) -> String {
        match version {
            Version::One => letters(bytes.min((1 << 24) - 1), 4),
            Version::Two if bytes < LONG => letters(bytes, 2),
            Version::Two => letters(LONG << 12 | bytes.min((LONG << 12) - 1), 4),
        }
    }

    /// How many characters follow the digit.
    fn all_characters(self) -> usize {
        // Not `encode_len`, which panics for what three bytes can say where `usize` has 32 bits, as in a browser.
        self.characters + (self.bytes * 4).div_ceil(3)
    }
}

/// The number that up to four characters of six bits each make; none if one is not of the alphabet.
fn number(text: &str) -> Option<usize> {
    // `A` is zero, and four characters are three bytes.
    let bytes = BASE64URL_NOPAD.decode(format!("{text:A>4}").as_bytes()).ok()?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// A number of at most 24 bits as so many characters, of which there are four.
fn letters(number: usize, count: usize) -> String {
    let [_, bytes @ ..] = u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    let mut letters = BASE64URL_NOPAD.encode(&bytes);
    letters.split_off(letters.len().saturating_sub(count))
}

/// The link that holds `json`.
pub(super) fn write(json: &[u8]) -> String {
    match hopscope_packing::encode(json) {
        Some(packed) => link(Version::Two, json, &packed),
        None => write_version_1(json),
    }
}

/// The link of version 1 that holds `json`.
pub(super) fn write_version_1(json: &[u8]) -> String {
    link(Version::One, json, &deflate(json, dictionary::VERSION_1))
}

fn link(version: Version, json: &[u8], packed: &[u8]) -> String {
    let body = [&crc32(&[json, packed]).to_be_bytes(), packed].concat();
    format!("{}{}{}", version.digit(), Length::write(version, body.len()), BASE64URL_NOPAD.encode(&body))
}

/// The JSON bytes of a link that [`super::fragment`] found.
pub(super) fn read(fragment: &str) -> Result<Vec<u8>, LinkError> {
    let mut characters = fragment.chars();
    let version = Version::of(characters.next().unwrap_or_default())?;
    let rest = characters.as_str();
    let end = rest.find(|c: char| !is_of_alphabet(c)).unwrap_or(rest.len());
    let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let Some(length) = Length::read(version, text) else {
        return Err(incomplete(text, after, None));
    };
    let expected = length.all_characters();
    match text.get(length.characters..expected) {
        // What follows a whole link belongs to the text around it.
        Some(body) => unpack(version, body),
        // Nothing is missing, so the length itself is wrong.
        None if whole_but_for_its_length(version, text) => Err(LinkError::Damaged { damage: Damage::Length }),
        None => Err(incomplete(text, after, Some(expected))),
    }
}

fn whole_but_for_its_length(version: Version, text: &str) -> bool {
    [2, 4].into_iter().any(|characters| text.get(characters..).is_some_and(|body| unpack(version, body).is_ok()))
}

fn is_of_alphabet(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-' || character == '_'
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

/// The JSON bytes of the characters after the length, if they are whole and unharmed.
fn unpack(version: Version, text: &str) -> Result<Vec<u8>, LinkError> {
    let damaged = |damage| LinkError::Damaged { damage };
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| damaged(Damage::Compression))?;
    let (checksum, packed) = bytes.split_first_chunk::<CHECKSUM>().ok_or_else(|| damaged(Damage::Length))?;
    let json = version.unpack(packed)?;
    if crc32(&[&json, packed]) != u32::from_be_bytes(*checksum) {
        return Err(damaged(Damage::Checksum));
    }
    Ok(json)
}
