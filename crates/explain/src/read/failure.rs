//! The words in which clients say that they got no answer: curl's, with its exit codes, and those of browsers, Node.js
//! and Python.
//!
//! Source: curl's manual, "Exit codes"; Chromium's net error list; messages as these programs print them.

use super::line::quoted;
use crate::exchange::{Failure, FailureKind};

/// The failure that a line tells of.
pub fn read(line: &str) -> Option<Failure> {
    let line = line.trim();
    let kind = curl(line).or_else(|| others(line))?;
    Some(Failure { kind, host: host(line), line: line.chars().take(300).collect() })
}

/// curl's exit codes: `curl: (6) Could not resolve host: a.example`.
fn curl(line: &str) -> Option<FailureKind> {
    let code = line.strip_prefix("curl: (")?.split_once(')')?.0;
    Some(match code {
        "1" | "3" => FailureKind::Url,
        "5" | "6" => FailureKind::Name,
        "7" if line.contains("Couldn't connect") || line.contains("refused") => FailureKind::Refused,
        "7" | "28" => FailureKind::TimedOut,
        "51" | "60" => FailureKind::Certificate,
        "35" | "56" if line.contains("SSL") || line.contains("TLS") || line.contains("alert") => FailureKind::Tls,
        "35" | "52" | "55" | "56" | "92" | "16" => FailureKind::Closed,
        _ => return None,
    })
}

fn others(line: &str) -> Option<FailureKind> {
    const WORDS: &[(&str, FailureKind)] = &[
        ("Could not resolve host", FailureKind::Name),
        ("ENOTFOUND", FailureKind::Name),
        ("EAI_AGAIN", FailureKind::Name),
        ("ERR_NAME_NOT_RESOLVED", FailureKind::Name),
        ("NXDOMAIN", FailureKind::Name),
        ("Name or service not known", FailureKind::Name),
        ("nodename nor servname provided", FailureKind::Name),
        ("no such host", FailureKind::Name),
        ("NS_ERROR_UNKNOWN_HOST", FailureKind::Name),
        ("ECONNREFUSED", FailureKind::Refused),
        ("ERR_CONNECTION_REFUSED", FailureKind::Refused),
        ("NS_ERROR_CONNECTION_REFUSED", FailureKind::Refused),
        ("failed: Connection refused", FailureKind::Refused),
        ("ETIMEDOUT", FailureKind::TimedOut),
        ("ERR_CONNECTION_TIMED_OUT", FailureKind::TimedOut),
        ("NS_ERROR_NET_TIMEOUT", FailureKind::TimedOut),
        ("no alternative certificate subject name matches", FailureKind::Certificate),
        ("ERR_CERT_", FailureKind::Certificate),
        ("ERR_TLS_CERT_ALTNAME_INVALID", FailureKind::Certificate),
        ("SSL_ERROR_BAD_CERT_DOMAIN", FailureKind::Certificate),
        ("ERR_SSL_", FailureKind::Tls),
        ("ECONNRESET", FailureKind::Closed),
        ("ERR_CONNECTION_RESET", FailureKind::Closed),
        ("ERR_EMPTY_RESPONSE", FailureKind::Closed),
    ];
    WORDS.iter().find(|(word, _)| line.contains(word)).map(|(_, kind)| *kind)
}

/// The host that the line names.
fn host(line: &str) -> Option<String> {
    let after = |word: &str| line.split_once(word).map(|(_, rest)| rest);
    let behind = ["resolve host: ", "connect to ", "ENOTFOUND ", "EAI_AGAIN ", "lookup ", "can't find "];
    let text = behind.iter().find_map(|word| after(word)).or_else(|| after("matches ").and_then(quoted))?;
    let host = text.split([' ', ':', ',', ';', '\'', '"']).next()?;
    (host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)))
        .then(|| host.trim_end_matches('.').to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_say_what_went_wrong() {
        for (line, kind, host) in [
            ("curl: (6) Could not resolve host: a.example", FailureKind::Name, Some("a.example")),
            (
                "curl: (7) Failed to connect to a.example port 80 after 12 ms: Couldn't connect to server",
                FailureKind::Refused,
                Some("a.example"),
            ),
            (
                "curl: (28) Failed to connect to a.example port 443 after 135000 ms: Couldn't connect to server",
                FailureKind::TimedOut,
                Some("a.example"),
            ),
            (
                "curl: (60) SSL: no alternative certificate subject name matches target host name 'a.example'",
                FailureKind::Certificate,
                Some("a.example"),
            ),
            ("curl: (3) URL rejected: No host part in the URL", FailureKind::Url, None),
            (
                "curl: (35) OpenSSL/3.0.13: error:0A000410:SSL routines::sslv3 alert handshake failure",
                FailureKind::Tls,
                None,
            ),
            ("curl: (52) Empty reply from server", FailureKind::Closed, None),
            (
                "Error: getaddrinfo ENOTFOUND x1.execute-api.us-east-1.amazonaws.com",
                FailureKind::Name,
                Some("x1.execute-api.us-east-1.amazonaws.com"),
            ),
            ("** server can't find a.example: NXDOMAIN", FailureKind::Name, Some("a.example")),
            ("net::ERR_NAME_NOT_RESOLVED", FailureKind::Name, None),
        ] {
            let found = read(line).unwrap();
            assert_eq!((found.kind, found.host.as_deref()), (kind, host), "{line}");
        }
        assert_eq!(read("curl: (22) The requested URL returned error: 403"), None);
        assert_eq!(read("all is well"), None);
    }
}
