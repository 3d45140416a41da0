//! What makes a cause possible or likelier, as far as the text tells. Three values: yes, no, not told.

use super::clues::Clues;
use super::fingerprint::{Fingerprint, Layers};
use super::host_name::HostName;

/// The longest body that the rule `SizeRestrictions_BODY` of AWS's core rule set lets through.
///
/// Source: AWS WAF Developer Guide, "Baseline rule groups", Core rule set.
const WAF_BODY: usize = 8192;

/// Something that holds of a request, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A distribution of the user's is on the way.
    OwnDistribution,
    /// No distribution of the user's is on the way.
    NoOwnDistribution,
    /// Two distributions are on the way.
    TwoDistributions,
    /// AWS's own distribution in front of an edge-optimized API is on the way.
    EdgeDistribution,
    /// The host is an API's own name.
    ExecuteApiHost,
    /// The host is another than an API's own name, or a distribution may stand in front of it.
    NotExecuteApiHost,
    /// API Gateway may have got another `Host` than the name that leads to it.
    HostMayDiffer,
    /// The host is no name that AWS gave.
    CustomHost,
    /// The host is a website endpoint's.
    WebsiteHost,
    /// The host is a load balancer's.
    LoadBalancerHost,
    /// The host is the target of a custom domain.
    ApiDomainTarget,
    /// The request carries an AWS signature.
    Signed,
    /// The request carries an `Authorization` that is no AWS signature.
    OtherAuthorization,
    /// The request carries no `Authorization`.
    NoAuthorization,
    /// The request carries an API key.
    ApiKey,
    /// The request carries no API key.
    NoApiKey,
    /// The path is `/`, or nothing but a stage.
    Root,
    /// The path is longer than a stage.
    NotRoot,
    /// Plain HTTP.
    PlainHttp,
    /// HTTPS.
    Https,
    /// The method is OPTIONS or HEAD, which nobody declares by the way.
    UnusualMethod,
    /// The request has a body.
    Body,
    /// The request is GET or HEAD.
    GetOrHead,
    /// The request is neither GET nor HEAD.
    NotGet,
    /// The request names another `Host` than its URL.
    OtherHost,
    /// The request has a body of more than 8 KB, which the core rules of AWS WAF refuse.
    LargeBody,
    /// The host is a VPC endpoint's.
    VpcEndpoint,
    /// The request asks as a browser does before a request to another origin.
    Preflight,
}

impl Fact {
    /// Whether it holds. None: the text does not tell.
    pub fn holds(self, clues: &Clues<'_>, found: &Fingerprint) -> Option<bool> {
        let not = |told: Option<bool>| told.map(|holds| !holds);
        let host = |is: fn(&HostName) -> bool| clues.host.as_ref().map(is);
        let method = |methods: &[&str]| clues.asked.method.as_deref().map(|method| methods.contains(&method));
        let authorization = || clues.asked_field("authorization");
        match self {
            Self::OwnDistribution => found.layers.has_own(),
            Self::NoOwnDistribution => not(found.layers.has_own()),
            Self::TwoDistributions => match found.layers {
                Layers::Two => Some(true),
                Layers::None | Layers::Own | Layers::EdgeApi | Layers::OwnOrEdgeApi => Some(false),
                Layers::Unknown => None,
            },
            Self::EdgeDistribution => match found.layers {
                Layers::EdgeApi => Some(true),
                Layers::Own | Layers::None => Some(false),
                Layers::Two | Layers::OwnOrEdgeApi | Layers::Unknown => None,
            },
            Self::ExecuteApiHost => host(|name| matches!(name, HostName::ExecuteApi { .. })),
            Self::NotExecuteApiHost => host(|name| !matches!(name, HostName::ExecuteApi { .. })),
            Self::HostMayDiffer => match (found.layers.has_own(), clues.asked.is_whole, &clues.host) {
                (Some(true), _, _) => Some(true),
                (_, true, Some(HostName::ExecuteApi { .. } | HostName::LambdaUrl { .. })) => {
                    Some(clues.asked.host.is_some())
                }
                _ => None,
            },
            Self::CustomHost => host(|name| matches!(name, HostName::Other)),
            Self::WebsiteHost => host(|name| matches!(name, HostName::S3Website { .. })),
            Self::LoadBalancerHost => host(|name| matches!(name, HostName::LoadBalancer)),
            Self::ApiDomainTarget => host(|name| matches!(name, HostName::ApiDomainTarget { .. })),
            Self::Signed => authorization().map(|value| value.is_some_and(is_signature)),
            Self::OtherAuthorization => authorization().map(|value| value.is_some_and(|value| !is_signature(value))),
            Self::NoAuthorization => authorization().map(|value| value.is_none()),
            Self::ApiKey => clues.asked_field("x-api-key").map(|value| value.is_some()),
            Self::NoApiKey => clues.asked_field("x-api-key").map(|value| value.is_none()),
            Self::Root => root(clues),
            Self::NotRoot => not(root(clues)),
            Self::PlainHttp => clues.url.as_ref().map(|url| url.scheme.as_str() == "http"),
            Self::Https => clues.url.as_ref().map(|url| url.scheme.as_str() == "https"),
            Self::UnusualMethod => method(&["OPTIONS", "HEAD"]),
            Self::Body => match &clues.asked.body {
                Some(body) => Some(!body.is_empty()),
                None => clues.asked_field("content-length").map(|length| length.is_some_and(|length| length != "0")),
            },
            Self::GetOrHead => method(&["GET", "HEAD"]),
            Self::NotGet => not(method(&["GET", "HEAD"])),
            Self::LargeBody => {
                let said =
                    clues.asked_field("content-length").flatten().and_then(|length| length.parse::<usize>().ok());
                said.or_else(|| clues.asked.body.as_ref().map(String::len)).map(|length| length > WAF_BODY)
            }
            Self::VpcEndpoint => {
                clues.url.as_ref().map(|url| url.host.contains(".vpce.") || url.host.contains("vpce-"))
            }
            Self::OtherHost => clues.asked.is_whole.then_some(clues.asked.host.is_some()),
            Self::Preflight => not(clues.asked_field("access-control-request-method").map(|value| value.is_none())),
        }
    }
}

/// Whether an `Authorization` is an AWS signature.
pub fn is_signature(value: &str) -> bool {
    value.starts_with("AWS4-")
}

/// Whether nothing stands behind the host, or nothing behind what may be a stage.
fn root(clues: &Clues<'_>) -> Option<bool> {
    let path = &clues.url.as_ref()?.path;
    let segments = path.split('/').filter(|segment| !segment.is_empty()).count();
    let is_direct = matches!(clues.host, Some(HostName::ExecuteApi { .. }));
    Some(segments == 0 || (is_direct && segments == 1))
}
