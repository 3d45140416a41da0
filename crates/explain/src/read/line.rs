//! One line of what curl prints.

use hopscope_scenario::StatusCode;

/// A status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLine {
    /// `1.1`, `2`.
    pub http_version: String,
    /// The status.
    pub status: StatusCode,
    /// The reason phrase.
    pub reason: String,
}

/// A request line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLine<'t> {
    /// The method.
    pub method: &'t str,
    /// The path and query, an absolute URL, or the authority of a CONNECT.
    pub target: &'t str,
}

/// A status line, as `HTTP/2 403` or `HTTP/1.1 403 Forbidden`.
pub fn status(line: &str) -> Option<StatusLine> {
    let mut words = line.trim().strip_prefix("HTTP/")?.splitn(3, ' ');
    let version = words.next().filter(|word| word.bytes().all(|b| b.is_ascii_digit() || b == b'.'))?;
    let code = words.next().filter(|word| word.len() == 3)?;
    let status = StatusCode::new(code.parse().ok()?)?;
    let http_version = version.strip_suffix(".0").filter(|major| matches!(*major, "2" | "3")).unwrap_or(version);
    let reason = words.next().unwrap_or_default().trim().to_owned();
    Some(StatusLine { http_version: http_version.to_owned(), status, reason })
}

/// A request line, as `GET /api/hello HTTP/2`.
pub fn request(line: &str) -> Option<RequestLine<'_>> {
    let mut words = line.split_whitespace();
    let method = words.next().filter(|word| is_method(word))?;
    let target = words.next()?;
    let has_version = words.next().is_some_and(|word| word.starts_with("HTTP/"));
    (has_version && words.next().is_none()).then_some(RequestLine { method, target })
}

/// Whether a word is a method as clients send it.
pub fn is_method(word: &str) -> bool {
    (3..=7).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A header field, `name: value`; HTTP/2's pseudo fields, as `:authority: a.example`, included.
pub fn field(line: &str) -> Option<(&str, &str)> {
    let pseudo = usize::from(line.starts_with(':'));
    let colon = line.get(pseudo..)?.find(':')? + pseudo;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    is_name(name).then(|| (name, value.trim()))
}

/// Whether a word can be the name of a header field (RFC 9110, section 5.6.2), or of a pseudo field.
pub fn is_name(word: &str) -> bool {
    let token = word.strip_prefix(':').unwrap_or(word);
    !token.is_empty()
        && token.len() <= 100
        && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// What stands in quotation marks of a line, single or double.
pub fn quoted(line: &str) -> Option<&str> {
    let (mark, rest) = match (line.find('\''), line.find('"')) {
        (Some(at), None) => ('\'', line.get(at + 1..)?),
        (Some(single), Some(double)) if single < double => ('\'', line.get(single + 1..)?),
        (_, Some(at)) => ('"', line.get(at + 1..)?),
        (None, None) => return None,
    };
    rest.split_once(mark).map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_lines_of_every_version() {
        for (line, version, code, reason) in [
            ("HTTP/2 403 ", "2", 403, ""),
            ("HTTP/2.0 403", "2", 403, ""),
            ("HTTP/3 200", "3", 200, ""),
            ("HTTP/1.1 404 Not Found", "1.1", 404, "Not Found"),
            ("HTTP/1.0 200 Connection established", "1.0", 200, "Connection established"),
        ] {
            let found = status(line).unwrap();
            assert_eq!(
                (found.http_version.as_str(), found.status.get(), found.reason.as_str()),
                (version, code, reason)
            );
        }
        for line in ["HTTP/2", "HTTP/x 200", "HTTP/1.1 99", "HTTP/1.1 2000", "HTTP 200"] {
            assert_eq!(status(line), None, "{line}");
        }
    }

    #[test]
    fn fields_have_names() {
        assert_eq!(field("X-Cache: Error from cloudfront"), Some(("X-Cache", "Error from cloudfront")));
        assert_eq!(field(":authority: a.example"), Some((":authority", "a.example")));
        assert_eq!(field("date:"), Some(("date", "")));
        assert_eq!(field("a sentence: with a colon"), None);
        assert_eq!(field("none"), None);
    }

    #[test]
    fn request_lines_have_a_version() {
        assert_eq!(request("GET /x HTTP/2"), Some(RequestLine { method: "GET", target: "/x" }));
        assert_eq!(request("GET /x"), None);
        assert_eq!(request("Get /x HTTP/2"), None);
    }
}
