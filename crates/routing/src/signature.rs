//! AWS Signature Version 4 on a request, as the hop that checks it sees it.
//!
//! A scenario says whether a signature is right (`sigv4.valid`) and for which host it was made. A signature that was
//! right when it left the client is wrong where the `Host` differs from the one that was signed. It is absent where
//! something on the way took the `Authorization` header off.

use crate::dns::same_name;
use crate::exchange::Request;
use crate::url::Url;

/// The signature of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature<'a> {
    /// The request carries none.
    Absent,
    /// The `Authorization` header is something else, as `Bearer …`.
    Other(&'a str),
    /// It is right. The principal's ARN; empty where the scenario does not say.
    Valid(&'a str),
    /// It is wrong, or was made for another host.
    Invalid,
}

/// The client's signature on a request, as it arrived.
pub fn of<'a>(request: &'a Request<'_>) -> Signature<'a> {
    let presigned = request.query.split('&').any(|pair| pair.starts_with("X-Amz-Signature="));
    let authorization = request.headers.get("authorization");
    match (authorization, &request.client.sigv4) {
        (Some(other), _) if !other.starts_with("AWS4-HMAC-SHA256") => Signature::Other(other),
        (None, _) if !presigned => Signature::Absent,
        (_, None) => Signature::Valid(""),
        (_, Some(sigv4)) => {
            let called;
            let signed_host = match sigv4.signed_host.as_str() {
                "" => {
                    called = Url::parse(&request.client.url).map(|url| url.host).unwrap_or_default();
                    called.as_str()
                }
                host => host,
            };
            if sigv4.valid && same_name(signed_host, &request.host) {
                Signature::Valid(&sigv4.principal)
            } else {
                Signature::Invalid
            }
        }
    }
}
