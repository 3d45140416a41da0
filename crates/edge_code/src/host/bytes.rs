//! Text and bytes: what the modules written in JavaScript are built on.

use boa_engine::object::JsObject;
use boa_engine::object::builtins::JsUint8Array;
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, js_string};
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use hmac::{Mac, SimpleHmac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{define, function, meter};

/// The object that modules written in JavaScript are given.
pub fn host_object(context: &mut Context) -> JsResult<JsObject> {
    let host = JsObject::with_null_proto();
    for (name, body) in [
        ("utf8Encode", utf8_encode as boa_engine::native_function::NativeFunctionPointer),
        ("utf8Decode", utf8_decode),
        ("latin1Encode", latin1_encode),
        ("latin1Decode", latin1_decode),
        ("base64Encode", base64_encode),
        ("base64Decode", base64_decode),
        ("hexEncode", hex_encode),
        ("hash", hash),
        ("hmac", hmac),
        ("random", random),
        ("unsupported", unsupported),
    ] {
        let value = function(name, 0, body, context);
        define(&host, name, value, context)?;
    }
    let node = meter(context).dialect == crate::source::Dialect::Node;
    define(&host, "node", node.into(), context)?;
    let first = meter(context).dialect == crate::source::Dialect::CloudFront1;
    define(&host, "first", first.into(), context)?;
    Ok(host)
}

/// The bytes of a `Uint8Array`.
fn bytes_of(value: &JsValue, context: &mut Context) -> JsResult<Vec<u8>> {
    let object = value.as_object().ok_or_else(|| JsNativeError::typ().with_message("bytes are expected"))?;
    let array = JsUint8Array::from_object(object)?;
    let length = array.length(context)?;
    meter(context).charge(length as u64)?;
    Ok(array.iter(context).collect())
}

fn bytes_value(bytes: Vec<u8>, context: &mut Context) -> JsResult<JsValue> {
    meter(context).charge(bytes.len() as u64)?;
    Ok(JsUint8Array::from_iter(bytes, context)?.into())
}

fn text_value(text: String, context: &Context) -> JsResult<JsValue> {
    meter(context).string(text.len() as u64)?;
    Ok(JsString::from(text).into())
}

fn text_of(args: &[JsValue], index: usize, context: &mut Context) -> JsResult<JsString> {
    args.get_or_undefined(index).to_string(context)
}

fn utf8_encode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(args, 0, context)?.to_std_string_lossy();
    bytes_value(text.into_bytes(), context)
}

/// The second argument asks for `null` instead of replacement characters.
fn utf8_decode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes_of(args.get_or_undefined(0), context)?;
    match String::from_utf8(bytes) {
        Ok(text) => text_value(text, context),
        Err(_) if args.get_or_undefined(1).to_boolean() => Ok(JsValue::null()),
        Err(error) => text_value(String::from_utf8_lossy(error.as_bytes()).into_owned(), context),
    }
}

fn latin1_encode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(args, 0, context)?;
    let bytes = text.iter().map(|unit| unit as u8).collect();
    bytes_value(bytes, context)
}

fn latin1_decode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes_of(args.get_or_undefined(0), context)?;
    text_value(bytes.into_iter().map(char::from).collect(), context)
}

/// The second argument asks for the URL-safe alphabet without padding.
fn base64_encode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes_of(args.get_or_undefined(0), context)?;
    let url_safe = args.get_or_undefined(1).to_boolean();
    text_value(if url_safe { BASE64URL_NOPAD.encode(&bytes) } else { BASE64.encode(&bytes) }, context)
}

/// Reads base64 as Node.js does: both alphabets, padding or not, other characters skipped. The second argument asks
/// for `null` where `atob` would throw.
fn base64_decode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(args, 0, context)?.to_std_string_lossy();
    let strict = args.get_or_undefined(1).to_boolean();
    match decode_base64(&text, strict) {
        Some(bytes) => bytes_value(bytes, context),
        None => Ok(JsValue::null()),
    }
}

/// Reads base64; `strict` refuses what is not in the standard alphabet, padding and blanks aside.
pub fn decode_base64(text: &str, strict: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut digits = 0_usize;
    for c in text.chars() {
        let value = match c {
            'A'..='Z' => c as u32 - 'A' as u32,
            'a'..='z' => c as u32 - 'a' as u32 + 26,
            '0'..='9' => c as u32 - '0' as u32 + 52,
            '+' => 62,
            '/' => 63,
            '-' if !strict => 62,
            '_' if !strict => 63,
            '=' => break,
            c if strict && !c.is_ascii_whitespace() => return None,
            _ => continue,
        };
        digits += 1;
        held = (held << 6) | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (!strict || digits % 4 != 1).then_some(bytes)
}

fn hex_encode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes_of(args.get_or_undefined(0), context)?;
    text_value(HEXLOWER.encode(&bytes), context)
}

fn hash(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let algorithm = text_of(args, 0, context)?.to_std_string_lossy();
    let bytes = bytes_of(args.get_or_undefined(1), context)?;
    let digest = match algorithm.as_str() {
        "md5" => Md5::digest(&bytes).to_vec(),
        "sha1" => Sha1::digest(&bytes).to_vec(),
        "sha256" => Sha256::digest(&bytes).to_vec(),
        "sha384" => Sha384::digest(&bytes).to_vec(),
        "sha512" => Sha512::digest(&bytes).to_vec(),
        _ => return Ok(JsValue::null()),
    };
    bytes_value(digest, context)
}

fn hmac(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let algorithm = text_of(args, 0, context)?.to_std_string_lossy();
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let bytes = bytes_of(args.get_or_undefined(2), context)?;
    let code = match algorithm.as_str() {
        "md5" => authenticate::<SimpleHmac<Md5>>(&key, &bytes),
        "sha1" => authenticate::<SimpleHmac<Sha1>>(&key, &bytes),
        "sha256" => authenticate::<SimpleHmac<Sha256>>(&key, &bytes),
        "sha384" => authenticate::<SimpleHmac<Sha384>>(&key, &bytes),
        "sha512" => authenticate::<SimpleHmac<Sha512>>(&key, &bytes),
        _ => return Ok(JsValue::null()),
    };
    bytes_value(code, context)
}

fn authenticate<M: Mac + hmac::digest::KeyInit>(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    // A key of any length will do, so this never is the empty answer.
    <M as Mac>::new_from_slice(key).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(bytes);
            mac.finalize().into_bytes().to_vec()
        },
    )
}

fn random(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(meter(context).random().into())
}

fn unsupported(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let what = args.first().map_or(js_string!(""), |value| value.as_string().unwrap_or_default());
    Err(meter(context).stop_unsupported(&what.to_std_string_lossy()))
}
