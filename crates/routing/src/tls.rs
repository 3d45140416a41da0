//! Whether a server's certificate satisfies its caller.
//!
//! A client checks the name that it connects to. CloudFront takes a certificate that covers the origin's domain name
//! or, where it forwards the `Host`, that host. A wildcard stands for one label.
//!
//! Source: RFC 9110, 4.3.4; Amazon CloudFront Developer Guide, "HTTP 502 status code (Bad Gateway)". Its page on
//! origin settings says more narrowly that with a forwarded `Host` the certificate must be for that host.

use crate::dns::name::same_name;
use crate::exchange::Request;
use crate::trace::Scheme;

/// How a certificate stands to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// There is no TLS.
    Unused,
    /// It covers the name.
    Covers,
    /// It does not.
    Mismatch,
}

/// How the certificate of `domain_name`, which is for `names` or else for that name alone, stands to a request.
pub fn check(names: &[String], domain_name: &str, request: &Request<'_>) -> Certificate {
    if request.scheme == Scheme::Http {
        return Certificate::Unused;
    }
    let covers = |host: &str| match names {
        [] => same_name(domain_name, host),
        names => names.iter().any(|name| name_covers(name, host)),
    };
    let from_cloudfront = request.distributions > 0;
    if covers(&request.connect_to) || (from_cloudfront && covers(&request.host)) {
        Certificate::Covers
    } else {
        Certificate::Mismatch
    }
}

/// Whether a name in a certificate covers a host; a leading `*` stands for one label.
pub fn name_covers(name: &str, host: &str) -> bool {
    match name.strip_prefix("*.") {
        None => same_name(name, host),
        Some(parent) => host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && same_name(parent, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_stands_for_one_label() {
        for (name, host, covered) in [
            ("api.example.com", "API.example.com", true),
            ("Origin.example.net", "origin.example.net", true),
            ("*.example.com", "www.example.com", true),
            ("*.example.com", "a.example.com", true),
            ("*.example.com", "a.b.example.com", false),
            ("*.example.com", "example.com", false),
            ("example.com", "www.example.com", false),
        ] {
            assert_eq!(name_covers(name, host), covered, "{name} {host}");
        }
    }
}
