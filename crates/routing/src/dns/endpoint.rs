//! The systems that answer at names.

use hopscope_scenario::origin_server::{LoadBalancer, Server};

/// A system that answers at a name.
#[derive(Clone, Copy, Debug)]
pub enum Endpoint<'s> {
    /// CloudFront's edge, for the scenario's distributions.
    CloudFront,
    /// CloudFront's edge, for AWS's own distribution in front of edge-optimized APIs.
    ApiGatewayEdge,
    /// API Gateway's regional front.
    ApiGatewayRegional,
    /// API Gateway's front behind an interface VPC endpoint.
    ApiGatewayPrivate,
    /// The front of Lambda function URLs.
    LambdaUrl,
    /// S3's REST endpoint.
    S3Rest,
    /// S3's website endpoint.
    S3Website,
    /// A load balancer.
    LoadBalancer(&'s LoadBalancer),
    /// Any other server.
    Server(&'s Server),
}

impl Endpoint<'_> {
    /// Whether it is API Gateway's own, without AWS's distribution in front.
    pub const fn is_api_gateway(self) -> bool {
        matches!(self, Self::ApiGatewayRegional | Self::ApiGatewayPrivate)
    }
}
