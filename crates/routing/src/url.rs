//! A request's URL, split as a client splits it. CloudFront and API Gateway see the raw path, so nothing is decoded,
//! normalised or re-encoded here.

use crate::text::Text;
use crate::trace::Scheme;

/// The parts of a request's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// The scheme. A URL without one is HTTP, as curl takes it.
    pub scheme: Scheme,
    /// The host name in lower case, without port.
    pub host: Text,
    /// The port; the scheme's own where the URL names none.
    pub port: u16,
    /// The raw path; `/` where the URL has none.
    pub path: Text,
    /// The raw query without `?`.
    pub query: Text,
}

/// Why a text is no URL that can be requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlError {
    /// There is nothing.
    Empty,
    /// It has a space or a control character.
    Space,
    /// Its scheme is neither `http` nor `https`.
    Scheme,
    /// It has no host.
    Host,
    /// Its port is no number from 1 to 65535.
    Port,
    /// It carries a user name, which a client would turn into an `Authorization` header.
    UserInfo,
}

impl UrlError {
    /// The error's name in locale keys and in the detail of a step.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Space => "space",
            Self::Scheme => "scheme",
            Self::Host => "host",
            Self::Port => "port",
            Self::UserInfo => "user_info",
        }
    }
}

impl Url {
    /// Splits a URL. The fragment is dropped, as it stays at the client.
    ///
    /// # Errors
    /// When no client could request it: see [`UrlError`].
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UrlError::Empty);
        }
        // Without a way out in the middle, so that the compiler takes many bytes at once.
        let is_plain = text.bytes().fold(true, |plain, byte| plain & byte.is_ascii_graphic());
        if !is_plain && text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(UrlError::Space);
        }
        // A colon is found sooner than three characters are; one without `//` ends no scheme.
        let scheme = text.split_once(':').and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)));
        let (scheme, rest) = match scheme.or_else(|| text.split_once("://")) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::Https, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
            Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => return Err(UrlError::Scheme),
            _ => (Scheme::Http, text),
        };
        let (rest, _fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = match rest.find('/') {
            Some(slash) => rest.split_at(slash),
            None => (rest, "/"),
        };
        let (host, port) = split_authority(authority, scheme)?;
        Ok(Self { scheme, host, port, path: Text::copy(path), query: Text::copy(query) })
    }
}

fn split_authority(authority: &str, scheme: Scheme) -> Result<(Text, u16), UrlError> {
    if authority.contains('@') {
        return Err(UrlError::UserInfo);
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.is_empty() {
        return Err(UrlError::Host);
    }
    let port = match port {
        None | Some("") => scheme.default_port(),
        Some(digits) => digits.parse().ok().filter(|port| *port > 0).ok_or(UrlError::Port)?,
    };
    Ok((Text::copy(host).into_lower_case(), port))
}

/// The text with every `%XX` decoded; bytes that are no UTF-8 become U+FFFD, and a `%` that begins no code stays.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.filter(|_| *first == b'%').and_then(hexadecimal) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digits: &str) -> Option<u8> {
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(Scheme, &str, u16, &str, &str), UrlError>) {
        let found = Url::parse(text);
        let expected = expected.map(|(scheme, host, port, path, query)| Url {
            scheme,
            host: Text::copy(host),
            port,
            path: Text::copy(path),
            query: Text::copy(query),
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn splits_without_changing_the_path() {
        use Scheme::{Http, Https};
        check("https://a.example/api/hello?x=1", Ok((Https, "a.example", 443, "/api/hello", "x=1")));
        check("https://a.example//b/../%2F?", Ok((Https, "a.example", 443, "//b/../%2F", "")));
        check("HTTP://A.Example.", Ok((Http, "a.example", 80, "/", "")));
        check("a.example:8080/x#y?z", Ok((Http, "a.example", 8080, "/x", "")));
        check("https://a.example?q=a/b", Ok((Https, "a.example", 443, "/", "q=a/b")));
        check("a.example/x?u=https://b.example/", Ok((Http, "a.example", 80, "/x", "u=https://b.example/")));
    }

    #[test]
    fn codes_are_decoded_and_nothing_else() {
        for (text, decoded) in [
            ("/a%20b+c", "/a b+c"),
            ("%E3%81%82", "\u{3042}"),
            ("100%", "100%"),
            ("%zz%4", "%zz%4"),
            ("%+1", "%+1"),
            ("%ff", "\u{fffd}"),
        ] {
            assert_eq!(percent_decoded(text), decoded, "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        check("  ", Err(UrlError::Empty));
        check("https://a.example/a b", Err(UrlError::Space));
        check("ftp://a.example/", Err(UrlError::Scheme));
        check("https:///x", Err(UrlError::Host));
        check("https://a.example:0/", Err(UrlError::Port));
        check("https://u:p@a.example/", Err(UrlError::UserInfo));
    }
}
