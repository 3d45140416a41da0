//! Zip archives: their files, within bounds.
//!
//! Names never leave their folder: what begins at a root, has a drive or climbs with `..` is cut to what lies below.
//! Sizes are what unpacking gives, not what the archive claims.
//!
//! Format: PKWARE's APPNOTE.TXT, 4.3; methods 0 (stored) and 8 (deflated). Encrypted files and others are left out.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::fault::LeftOut;

/// How many files an archive may hold.
const FILES: usize = 10_000;

/// How many bytes an archive may unpack to.
const BYTES: usize = 64_000_000;

/// Files, and why others were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// The files, in the archive's order.
    pub files: Vec<(String, Vec<u8>)>,
    /// The names of files that were left out, and why.
    pub left_out: Vec<(String, LeftOut)>,
}

/// Whether bytes are a zip archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of an archive.
pub fn unpack(bytes: &[u8]) -> Unpacked {
    let mut unpacked = Unpacked::default();
    let Some((mut at, count)) = directory(bytes) else {
        unpacked.left_out.push((String::new(), LeftOut::CutOff));
        return unpacked;
    };
    let mut left = BYTES;
    for number in 0..count {
        let Some((entry, next)) = entry(bytes, at) else {
            unpacked.left_out.push((String::new(), LeftOut::Damaged));
            break;
        };
        at = next;
        if number >= FILES {
            unpacked.left_out.push((entry.name, LeftOut::Files));
            break;
        }
        if entry.name.is_empty() || entry.folder {
            continue;
        }
        match content(bytes, &entry, left) {
            Ok(content) => {
                left = left.saturating_sub(content.len());
                unpacked.files.push((entry.name, content));
            }
            Err(why) => unpacked.left_out.push((entry.name, why)),
        }
    }
    unpacked
}

/// Where the central directory begins, and how many files it says there are.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    // A comment of at most 65,535 bytes may follow the end record.
    let tail = bytes.len().saturating_sub(22 + 65_535);
    let end = (tail..=bytes.len().checked_sub(22)?).rev().find(|at| bytes.get(*at..*at + 4) == Some(b"PK\x05\x06"))?;
    Some((number(bytes, end + 16, 4)?, number(bytes, end + 10, 2)?))
}

struct File {
    name: String,
    folder: bool,
    method: usize,
    encrypted: bool,
    packed: usize,
    at: usize,
}

/// A file's entry in the directory, and where the next one begins.
fn entry(bytes: &[u8], at: usize) -> Option<(File, usize)> {
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
        return None;
    }
    let [name, extra, comment] = [number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?];
    let raw = bytes.get(at + 46..at + 46 + name)?;
    let raw = String::from_utf8_lossy(raw);
    let file = File {
        folder: raw.ends_with(['/', '\\']),
        name: within(&raw),
        encrypted: number(bytes, at + 8, 2)? & 1 == 1,
        method: number(bytes, at + 10, 2)?,
        packed: number(bytes, at + 20, 4)?,
        at: number(bytes, at + 42, 4)?,
    };
    Some((file, at + 46 + name + extra + comment))
}

fn content(bytes: &[u8], file: &File, left: usize) -> Result<Vec<u8>, LeftOut> {
    if file.encrypted {
        return Err(LeftOut::Encrypted);
    }
    let name = number(bytes, file.at.saturating_add(26), 2).ok_or(LeftOut::Damaged)?;
    let extra = number(bytes, file.at.saturating_add(28), 2).ok_or(LeftOut::Damaged)?;
    let start = file.at.saturating_add(30 + name + extra);
    let packed = bytes.get(start..start.saturating_add(file.packed)).ok_or(LeftOut::Damaged)?;
    match file.method {
        0 if packed.len() > left => Err(LeftOut::Bytes),
        0 => Ok(packed.to_vec()),
        8 => decompress_to_vec_with_limit(packed, left).map_err(|error| match error.status {
            miniz_oxide::inflate::TINFLStatus::HasMoreOutput => LeftOut::Bytes,
            _ => LeftOut::Damaged,
        }),
        _ => Err(LeftOut::Packing),
    }
}

/// A number of that many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

/// The name below the folder of the archive.
pub fn within(name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..") && !part.ends_with(':'));
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of stored or deflated files.
    fn archive(files: &[(&str, &[u8], bool)]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (name, content, deflate) in files {
            let packed = if *deflate { miniz_oxide::deflate::compress_to_vec(content, 6) } else { content.to_vec() };
            let at = bytes.len() as u32;
            let method: u16 = if *deflate { 8 } else { 0 };
            let mut sizes = Vec::new();
            sizes.extend((packed.len() as u32).to_le_bytes());
            sizes.extend((content.len() as u32).to_le_bytes());
            let length = (name.len() as u16).to_le_bytes();
            bytes.extend(b"PK\x03\x04\x14\0\0\0");
            bytes.extend(method.to_le_bytes());
            bytes.extend([0; 8]);
            bytes.extend(&sizes);
            bytes.extend(length);
            bytes.extend([0; 2]);
            bytes.extend(name.as_bytes());
            bytes.extend(&packed);
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0");
            directory.extend(method.to_le_bytes());
            directory.extend([0; 8]);
            directory.extend(&sizes);
            directory.extend(length);
            directory.extend([0; 12]);
            directory.extend(at.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let start = bytes.len() as u32;
        bytes.extend(&directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend((files.len() as u16).to_le_bytes());
        bytes.extend((files.len() as u16).to_le_bytes());
        bytes.extend((directory.len() as u32).to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend([0; 2]);
        bytes
    }

    #[test]
    fn files_come_out_below_their_folder() {
        let bytes = archive(&[
            ("infra/main.tf", b"a = 1", true),
            ("../../etc/passwd", b"x", false),
            ("C:\\secrets\\key", b"y", false),
            ("/abs", b"z", false),
            ("folder/", b"", false),
        ]);
        assert!(is_archive(&bytes));
        let names: Vec<String> = unpack(&bytes).files.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["infra/main.tf", "etc/passwd", "secrets/key", "abs"]);
        assert_eq!(unpack(&bytes).files[0].1, b"a = 1");
    }

    #[test]
    fn a_bomb_is_left_out() {
        let bomb = vec![0; BYTES + 1];
        let unpacked = unpack(&archive(&[("bomb", &bomb, true), ("main.tf", b"b", true)]));
        assert_eq!(unpacked.left_out, [("bomb".to_owned(), LeftOut::Bytes)]);
        assert_eq!(unpacked.files, [("main.tf".to_owned(), b"b".to_vec())]);
    }

    #[test]
    fn a_damaged_archive_never_panics() {
        let bytes = archive(&[("main.tf", b"resource", true), ("b", b"c", false)]);
        for end in 0..bytes.len() {
            unpack(&bytes[..end]);
            let mut flipped = bytes.clone();
            flipped[end] ^= 0xff;
            unpack(&flipped);
        }
    }
}
