//! The region of what says none itself.

use crate::options::Options;
use crate::resource::Resource;
use crate::value::{Kind, Piece, Value};

/// What stands before the region in the host of an API or of a function URL. Source: API Gateway Developer Guide,
/// "Call a REST API"; Lambda Developer Guide, "Function URLs".
const BEFORE_REGION: &[&str] = &[".execute-api.", ".lambda-url."];

/// Where nothing says the region.
const FALLBACK: &str = "us-east-1";

/// The region as it was answered; else as some resource says it; else the only one that hosts are written with; else
/// the first of all.
pub fn region(resources: &[Resource], options: &Options) -> String {
    let said = |resource: &Resource| {
        resource.attributes.get("region").and_then(Value::as_known).filter(|region| !region.is_empty())
    };
    let answered = options.answers.get("region").cloned();
    let written = answered.or_else(|| resources.iter().find_map(said));
    written.or_else(|| only_region_of_hosts(resources)).unwrap_or_else(|| FALLBACK.to_owned())
}

fn only_region_of_hosts(resources: &[Resource]) -> Option<String> {
    let mut found = Vec::new();
    for resource in resources {
        regions_of_hosts(&resource.attributes, &mut found);
    }
    let (first, rest) = found.split_first()?;
    rest.iter().all(|other| other == first).then(|| first.clone())
}

fn regions_of_hosts(value: &Value, found: &mut Vec<String>) {
    match &value.kind {
        Kind::Text(text) => found.extend(text.0.iter().filter_map(|piece| match piece {
            Piece::Known(letters) => region_in(letters),
            Piece::Handle(_) | Piece::Unknown(_) => None,
        })),
        Kind::List(items) => items.iter().for_each(|item| regions_of_hosts(item, found)),
        Kind::Object(object) => object.0.iter().for_each(|entry| regions_of_hosts(&entry.value, found)),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Either(_) | Kind::Repeated(_) | Kind::Unknown(_) => {}
    }
}

/// The region in a host, or in the end of one.
fn region_in(letters: &str) -> Option<String> {
    let (_, behind) = BEFORE_REGION.iter().find_map(|before| letters.split_once(before))?;
    let (region, _) = behind.split_once('.')?;
    let is_region = region.contains('-') && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_region.then(|| region.to_owned())
}
