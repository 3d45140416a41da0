//! JSON, base64 and URL encoding.

use crate::letters;
use crate::value::{Kind, Text, Value};

use super::Call;

/// The call, where it is of such a function.
pub fn call(call: &Call<'_>) -> Option<Value> {
    Some(match call.name {
        "jsonencode" => call.give(Kind::Text(letters::to_json(&call.arg(0)))),
        // YAML takes JSON.
        "yamlencode" => call.give(Kind::Text(letters::to_json(&call.arg(0)))),
        "jsondecode" => match &call.arg(0).kind {
            Kind::Text(text) => letters::from_json(text, call.arg(0).span).unwrap_or_else(|| call.error()),
            _ => call.unknown(),
        },
        "base64encode" | "textencodebase64" => text(call, |text| Some(base64(text.as_bytes()))),
        "base64decode" | "textdecodebase64" => text(call, from_base64),
        "urlencode" => text(call, |text| Some(url(text))),
        // What it holds is not read here; that it is there is what counts.
        "base64gzip" => Value::unknown(crate::value::Why::Function("base64gzip".to_owned()), call.span),
        _ => return None,
    })
}

fn text(call: &Call<'_>, change: impl Fn(&str) -> Option<String>) -> Value {
    match call.text(0) {
        Some(text) => change(&text).map_or_else(|| call.error(), |text| call.give(Kind::Text(Text::known(text)))),
        None => call.unknown(),
    }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in base64.
pub fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let index = (bits >> (18 - 6 * position)) & 63;
            let letter = LETTERS.get(index as usize).copied().unwrap_or(b'=');
            out.push(if position <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

fn from_base64(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=' && !letter.is_ascii_whitespace()) {
        let value = LETTERS.iter().position(|other| *other == letter)?;
        bits = (bits << 6 | u32::try_from(value).ok()?) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xFF).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

fn url(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
