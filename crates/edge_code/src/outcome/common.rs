//! What the validation of both kinds of functions has in common.
//!
//! Source: AWS documentation, "Restrictions on all edge functions".

use hopscope_scenario::edge_call::{
    EdgeEventType, HeaderChange, InvalidReturn, OrderedJson, is_disallowed_header, read_only_headers,
};

use crate::host::bytes::decode_base64;

/// Path and query string together must be shorter than this.
const URI_LIMIT: usize = 8_192;

/// A required text field.
pub fn text<'a>(value: &'a OrderedJson, name: &str, path: &str) -> Result<&'a str, InvalidReturn> {
    let field = format!("{path}.{name}");
    match value.get(name) {
        Some(OrderedJson::String(text)) => Ok(text),
        Some(other) => Err(wrong_type(field, "string", other)),
        None => Err(InvalidReturn::Missing { field }),
    }
}

/// An optional object field.
pub fn object<'a>(
    value: &'a OrderedJson,
    name: &str,
    path: &str,
) -> Result<&'a [(String, OrderedJson)], InvalidReturn> {
    match value.get(name) {
        None => Ok(&[]),
        Some(OrderedJson::Object(fields)) => Ok(fields),
        Some(other) => Err(wrong_type(format!("{path}.{name}"), "object", other)),
    }
}

/// The reason for a value of the wrong type.
pub fn wrong_type(field: String, expected: &str, found: &OrderedJson) -> InvalidReturn {
    InvalidReturn::WrongType { field, expected: expected.to_owned(), found: found.type_name().to_owned() }
}

/// A path must begin with a slash and, with its query string, have a bounded length.
pub fn check_uri(uri: &str, query: Option<&str>) -> Result<(), InvalidReturn> {
    if !uri.starts_with('/') {
        return Err(InvalidReturn::UriWithoutSlash { uri: uri.to_owned() });
    }
    let length = uri.chars().count() + query.map_or(0, |query| 1 + query.chars().count());
    if length >= URI_LIMIT {
        return Err(InvalidReturn::UriTooLong { length: length as u64 });
    }
    Ok(())
}

/// A query string that a function made has no spaces, control characters and `#`.
pub fn check_query(query: &str) -> Result<(), InvalidReturn> {
    match query.chars().find(|c| *c == ' ' || *c == '#' || c.is_control()) {
        Some(character) => Err(InvalidReturn::QueryStringCharacter { character }),
        None => Ok(()),
    }
}

/// Names and values that cannot stand in an HTTP header (RFC 9110, sections 5.1 and 5.5).
pub fn check_header_syntax(field: &str, name: &str, value: &str) -> Result<(), InvalidReturn> {
    let name_is_token = !name.is_empty()
        && name.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
    let value_is_line = !value.chars().any(|c| c.is_control() && c != '\t');
    if name_is_token && value_is_line {
        return Ok(());
    }
    Err(InvalidReturn::HeaderSyntax { field: field.to_owned(), name: name.to_owned() })
}

/// Headers with their values, names in lower case.
pub type Headers = Vec<(String, Vec<String>)>;

/// Compares headers before and after: none disallowed may be there, none read-only may differ.
///
/// A response that a function makes from nothing in a request event has no "before"; read-only headers do not apply.
pub fn check_restrictions(
    before: Option<&Headers>,
    after: &Headers,
    event_type: EdgeEventType,
    lambda_at_edge: bool,
) -> Result<(), InvalidReturn> {
    if let Some((name, _)) = after.iter().find(|(name, _)| is_disallowed_header(name)) {
        return Err(InvalidReturn::DisallowedHeader { name: name.clone() });
    }
    let Some(before) = before else { return Ok(()) };
    let values =
        |headers: &Headers, name: &str| headers.iter().find(|(key, _)| key == name).map(|(_, values)| values.clone());
    for name in read_only_headers(event_type, lambda_at_edge) {
        let change = match (values(before, name), values(after, name)) {
            (None, Some(_)) => HeaderChange::Added,
            (Some(_), None) => HeaderChange::Removed,
            (Some(old), Some(new)) if old != new => HeaderChange::Changed,
            _ => continue,
        };
        return Err(InvalidReturn::ReadOnlyHeader { name: (*name).to_owned(), change });
    }
    Ok(())
}

/// One entry a value.
pub fn flattened(headers: Headers) -> Vec<(String, String)> {
    headers.into_iter().flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value))).collect()
}

/// A base64 body must be base64.
pub fn check_base64(data: &str) -> Result<(), InvalidReturn> {
    decode_base64(data, true).map(drop).ok_or(InvalidReturn::BodyNotBase64)
}
