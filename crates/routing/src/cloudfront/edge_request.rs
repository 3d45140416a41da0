//! What a function's request becomes: the request to go on with.

use std::borrow::Cow;

use data_encoding::BASE64;
use hopscope_scenario::distribution::Origin;
use hopscope_scenario::edge_call::{EdgeBody, EdgeOrigin, EdgeRequest, is_disallowed_header};

use crate::exchange::Request;
use crate::header::Headers;
use crate::path::{Path, PathSource};
use crate::text::Text;
use crate::trace::Scheme;

/// Goes on with the request that a viewer-request function returned. Says whether it differs.
pub fn apply(request: &mut Request<'_>, returned: &EdgeRequest) -> bool {
    let path = rewritten(&request.path, &returned.uri);
    let query = returned.query_string.as_ref().map(Text::from).unwrap_or_default();
    let headers = headers(&request.headers, returned);
    let changed = path.text() != request.path.text()
        || query != request.query
        || headers != request.headers
        || returned.body.is_some();
    request.path = path;
    request.query = query;
    request.headers = headers;
    if let Some(body) = &returned.body {
        request.body = Cow::Owned(text_of(body));
    }
    changed
}

/// Goes on with the request that an origin-request function returned, to the origin that it left there. Here `Host` is
/// the function's to write, and does not follow the domain name. `viewer_path` is the path without the origin path.
pub fn apply_to_origin(request: &mut Request<'_>, viewer_path: &Path, origin: &Origin, returned: &EdgeRequest) -> bool {
    let before = (request.path.text().clone(), request.host.clone(), request.connect_to.clone());
    let whole = request.path.clone();
    request.path = viewer_path.clone();
    let mut changed = apply(request, returned);
    let host = returned.headers.iter().find(|(name, _)| name == "host").map(|(_, value)| value.to_ascii_lowercase());
    if let Some(host) = host {
        request.host = host.into();
    }
    let (origin_path, source) = match &returned.origin {
        Some(described) => {
            connect(request, described);
            let path = match described {
                EdgeOrigin::Custom { path, .. } | EdgeOrigin::S3 { path, .. } => path.as_str(),
            };
            let own = path == origin.origin_path;
            (path, if own { PathSource::OriginPath } else { PathSource::EdgeFunction })
        }
        None => (origin.origin_path.as_str(), PathSource::OriginPath),
    };
    request.path = request.path.clone().prepended(origin_path, source);
    if request.path.text() == whole.text() {
        request.path = whole;
    }
    changed |= before != (request.path.text().clone(), request.host.clone(), request.connect_to.clone());
    changed
}

/// Points the request at an origin.
fn connect(request: &mut Request<'_>, origin: &EdgeOrigin) {
    let custom_headers = match origin {
        EdgeOrigin::Custom { domain_name, port, protocol, custom_headers, .. } => {
            request.scheme = if protocol == "http" { Scheme::Http } else { Scheme::Https };
            request.port = *port;
            request.connect_to = domain_name.to_ascii_lowercase().into();
            custom_headers
        }
        EdgeOrigin::S3 { domain_name, custom_headers, .. } => {
            request.connect_to = domain_name.to_ascii_lowercase().into();
            custom_headers
        }
    };
    for (name, value) in custom_headers {
        request.headers.set(name, value);
    }
}

/// The path with what the function wrote marked as its own: what the two have in common at the end or at the beginning
/// keeps its writer.
pub fn rewritten(path: &Path, uri: &str) -> Path {
    let text = path.text();
    if text == uri {
        return path.clone();
    }
    if let Some(added) = uri.strip_prefix(text.as_str()) {
        return path.clone().appended(added, PathSource::EdgeFunction);
    }
    let common: usize = text
        .chars()
        .rev()
        .zip(uri.chars().rev())
        .take_while(|(one, other)| one == other)
        .map(|(c, _)| c.len_utf8())
        .sum();
    // The common end begins at a slash: `/api/hello` and `/v2/hello` share `/hello`, not `o`.
    let end = uri.get(uri.len() - common..).unwrap_or_default();
    match end.find('/').and_then(|slash| end.get(slash..)) {
        Some(kept) => {
            let written = uri.get(..uri.len() - kept.len()).unwrap_or_default();
            path.without_prefix(text.len() - kept.len()).prepended(written, PathSource::EdgeFunction)
        }
        None => Path::new(Text::copy(uri), PathSource::EdgeFunction),
    }
}

/// The function's headers, and those that it was not shown.
fn headers(before: &Headers, returned: &EdgeRequest) -> Headers {
    let shown = |name: &str| !is_disallowed_header(name);
    let mut headers: Headers = returned
        .headers
        .iter()
        .filter(|(name, _)| name != "host" && (!name.starts_with("cloudfront-") || before.has(name)))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if let Some(cookies) = returned.cookie_header() {
        headers.add("cookie", cookies);
    }
    for (name, value) in before.iter().filter(|(name, _)| !shown(name)) {
        headers.add(name.to_owned(), value.to_owned());
    }
    let order: Vec<&str> = before.iter().map(|(name, _)| name).collect();
    headers.sort_first(&order);
    headers
}

/// A body as text; base64 that is no text gives its code.
pub fn text_of(body: &EdgeBody) -> String {
    if !body.base64 {
        return body.data.clone();
    }
    BASE64
        .decode(body.data.as_bytes())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| body.data.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_keeps_its_writer() {
        use PathSource::{EdgeFunction, Viewer};
        for (uri, pieces) in [
            ("/api/hello", vec![("/api/hello", Viewer)]),
            ("/hello", vec![("/hello", Viewer)]),
            ("/v2/hello", vec![("/v2", EdgeFunction), ("/hello", Viewer)]),
            ("/api/hello/index.html", vec![("/api/hello", Viewer), ("/index.html", EdgeFunction)]),
            ("/other", vec![("/other", EdgeFunction)]),
        ] {
            let path = rewritten(&Path::new("/api/hello", Viewer), uri);
            assert_eq!(path.pieces().collect::<Vec<_>>(), pieces, "{uri}");
        }
    }
}
