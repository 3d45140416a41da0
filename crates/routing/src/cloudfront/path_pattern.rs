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
    matches_bytes(without_slash(pattern), without_slash(path))
}

fn without_slash(text: &str) -> &[u8] {
    match text.as_bytes() {
        [b'/', rest @ ..] => rest,
        whole => whole,
    }
}

/// Whether `pattern`, in which `*` stands for any characters and `?` for one, matches the whole of `text`.
pub fn wildcard(pattern: &str, text: &str) -> bool {
    pattern == text || matches_bytes(pattern.as_bytes(), text.as_bytes())
}

fn matches_bytes(mut pattern: &[u8], mut rest: &[u8]) -> bool {
    // Most patterns do not match, and many of them end otherwise: `*.css`.
    if let (Some(wanted), found) = (pattern.last(), rest.last())
        && !matches!(wanted, b'*' | b'?')
        && found != Some(wanted)
    {
        return false;
    }
    // Where to go on when what follows the last `*` does not match: that `*` then takes one byte more. Characters stay
    // whole: no other part of a pattern matches in the middle of one.
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern, rest) {
            ([], []) | ([b'*'], _) => return true,
            ([b'*', after @ ..], _) => {
                pattern = after;
                retry = Some((after, rest));
                continue;
            }
            ([b'?', after @ ..], [first, behind @ ..]) if !is_continuation(*first) => {
                pattern = after;
                rest = behind;
                while let [next, behind @ ..] = rest
                    && is_continuation(*next)
                {
                    rest = behind;
                }
                continue;
            }
            ([wanted, after @ ..], [found, behind @ ..]) if wanted == found => {
                pattern = after;
                rest = behind;
                continue;
            }
            _ => {}
        }
        let Some((after_star, [_, swallowed @ ..])) = retry else { return false };
        pattern = after_star;
        rest = swallowed;
        retry = Some((after_star, swallowed));
    }
}

/// Whether a byte of UTF-8 is inside a character.
const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// The path that patterns are matched against: without dot segments and runs of slashes.
pub fn normalize(path: &str) -> Cow<'_, str> {
    if is_normal(path) {
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

fn is_normal(path: &str) -> bool {
    let [b'/', rest @ ..] = path.as_bytes() else { return false };
    let mut segments = rest.split(|byte| *byte == b'/');
    let last = segments.next_back().unwrap_or_default();
    let is_dots = |segment: &[u8]| segment == b"." || segment == b"..";
    !is_dots(last) && !segments.any(|segment| segment.is_empty() || is_dots(segment))
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
