//! Which paths a path pattern matches.
//!
//! - `*` stands for any number of any characters, `/` among them; `?` for exactly one character.
//! - A pattern matches the whole path. Its leading `/` may be left out.
//! - Case matters. The query plays no part.
//! - The path is normalised first: dot segments are removed (RFC 3986, 5.2.4) and runs of slashes become one. The
//!   origin gets the path as it was.
//!
//! Source: Amazon CloudFront Developer Guide, "Path pattern" and "Path normalization".
//!
//! ```
//! use hopscope_routing::cloudfront::path_pattern::{matches, normalize};
//!
//! assert!(matches("/api/*", "/api/hello"));
//! assert!(matches("api/*", "/api/"));
//! assert!(!matches("/api/*", "/api"));
//! assert!(matches("*.jpg", "/a/b.jpg"));
//! assert!(!matches("/a?.jpg", "/a.jpg"));
//! assert_eq!(normalize("/a/./b//../c"), "/a/c");
//! ```

use std::borrow::Cow;

/// Whether a pattern matches a normalised path. Takes time proportional to the product of the lengths at worst.
pub fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.strip_prefix('/').unwrap_or(pattern);
    let path = path.strip_prefix('/').unwrap_or(path);
    wildcard(pattern, path)
}

/// Whether `pattern`, in which `*` stands for any characters and `?` for one, matches the whole of `text`.
pub fn wildcard(pattern: &str, text: &str) -> bool {
    let (mut rest_of_pattern, mut rest) = (pattern.chars(), text.chars());
    // Where to go on when what follows the last `*` does not match: that `*` then takes one character more.
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let text_before = rest.clone();
        match (rest_of_pattern.next(), rest.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                rest = text_before;
                retry = Some((rest_of_pattern.clone(), rest.clone()));
            }
            (Some('?'), Some(_)) => {}
            (Some(wanted), Some(found)) if wanted == found => {}
            _ => {
                let Some((after_star, mut swallowed)) = retry.take() else { return false };
                if swallowed.next().is_none() {
                    return false;
                }
                rest_of_pattern = after_star.clone();
                rest = swallowed.clone();
                retry = Some((after_star, swallowed));
            }
        }
    }
}

/// The path that patterns are matched against: without dot segments and runs of slashes.
pub fn normalize(path: &str) -> Cow<'_, str> {
    let is_normal = !path.contains("//")
        && !path.split('/').any(|segment| segment == "." || segment == "..")
        && path.starts_with('/');
    if is_normal {
        return Cow::Borrowed(path);
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    let names_a_folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
    let mut normal = String::with_capacity(path.len());
    for segment in &segments {
        normal.push('/');
        normal.push_str(segment);
    }
    if names_a_folder || segments.is_empty() {
        normal.push('/');
    }
    Cow::Owned(normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_documented() {
        for (pattern, path, expected) in [
            ("/api/*", "/api/hello", true),
            ("/api/*", "/api/", true),
            ("/api/*", "/api", false),
            ("/api*", "/api", true),
            ("/api*", "/apiary", true),
            ("*", "/", true),
            ("*", "", true),
            ("", "/", true),
            ("images/*.jpg", "/images/a/b.jpg", true),
            ("images/*.jpg", "/IMAGES/a.jpg", false),
            ("a*.jpg", "/abra/cadabra/magic.jpg", true),
            ("/a??.jpg", "/abc.jpg", true),
            ("/a??.jpg", "/abcd.jpg", false),
            ("/*/b/*/c", "/x/b/y/b/z/c", true),
            ("*a*a*a*b", "/aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
            ("/ü?", "/üö", true),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn normalises_as_rfc_3986() {
        for (path, normal) in [
            ("/", "/"),
            ("", "/"),
            ("/a/b/..", "/a/"),
            ("/a/b/../", "/a/"),
            ("//api//x", "/api/x"),
            ("/..", "/"),
            ("/a/./b", "/a/b"),
            ("/a/%2E%2E/b", "/a/%2E%2E/b"),
            ("/a/...", "/a/..."),
        ] {
            assert_eq!(normalize(path), normal, "{path}");
        }
    }
}
