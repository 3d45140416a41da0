//! Where a request came from, as API Gateway sees it.

use crate::exchange::Request;
use crate::placeholder::{CLIENT_IP, CLOUDFRONT_IP};

/// Where a request came from, as API Gateway sees it. Behind a distribution of the user that is CloudFront and not the
/// viewer; AWS's own distribution in front of an edge-optimized API passes the viewer's address on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'s> {
    /// The address.
    pub ip: &'s str,
    /// The interface VPC endpoint; None: the internet.
    pub vpce: Option<&'s str>,
    /// Whether a distribution of the user called.
    pub is_cloudfront: bool,
}

impl<'s> Source<'s> {
    /// Where the request came from.
    pub fn of(request: &Request<'s>) -> Self {
        let viewer = &request.client.viewer;
        if request.distributions > 0 {
            return Self { ip: CLOUDFRONT_IP, vpce: None, is_cloudfront: true };
        }
        let ip = if viewer.ip.is_empty() { CLIENT_IP } else { viewer.ip.as_str() };
        let vpce = Some(viewer.source_vpce.as_str()).filter(|vpce| !vpce.is_empty());
        Self { ip, vpce, is_cloudfront: false }
    }
}
