//! A setting: a place of a scenario, as small as a few numbers. A trace names many and shows few, so that a
//! [`FieldPath`] is made of one only when somebody asks.

use std::fmt;

use crate::cloudfront_policy::{CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy};
use crate::distribution::{Distribution, DnsRecord};
use crate::domain_name::DomainName;
use crate::edge_function::EdgeFunction;
use crate::http_api::HttpApi;
use crate::lambda::Lambda;
use crate::origin_server::{Bucket, LoadBalancer, Server};
use crate::request::Request;
use crate::rest_api::{MethodName, RestApi};
use crate::unknown::Unknown;
use crate::{FieldPath, Scenario};

/// The unknown fields of a part, and those of the object inside it that decides most.
type Unknowns<'s> = (Option<&'s Unknown>, Option<(&'static str, &'s Unknown)>);

/// A part of a scenario, by its place in its list; of a part inside another, the outer one's place comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The scenario itself.
    Scenario,
    /// A request.
    Request(usize),
    /// A DNS record.
    DnsRecord(usize),
    /// A distribution.
    Distribution(usize),
    /// An origin of a distribution.
    Origin(usize, usize),
    /// An origin group of a distribution.
    OriginGroup(usize, usize),
    /// An ordered cache behaviour of a distribution.
    OrderedCacheBehavior(usize, usize),
    /// The default cache behaviour of a distribution.
    DefaultCacheBehavior(usize),
    /// A custom error response of a distribution.
    CustomErrorResponse(usize, usize),
    /// A cache policy.
    CachePolicy(usize),
    /// An origin request policy.
    OriginRequestPolicy(usize),
    /// A response headers policy.
    ResponseHeadersPolicy(usize),
    /// A CloudFront Function or Lambda@Edge function.
    EdgeFunction(usize),
    /// A REST API.
    RestApi(usize),
    /// A resource of a REST API.
    Resource(usize, usize),
    /// A method of a resource.
    Method(usize, usize, MethodName),
    /// A stage of a REST API.
    RestStage(usize, usize),
    /// A statement of a REST API's resource policy.
    Statement(usize, usize),
    /// An HTTP API.
    HttpApi(usize),
    /// A route of an HTTP API.
    Route(usize, usize),
    /// A stage of an HTTP API.
    HttpStage(usize, usize),
    /// A custom domain name.
    DomainName(usize),
    /// A base path mapping of a custom domain name.
    BasePathMapping(usize, usize),
    /// A routing rule of a custom domain name.
    RoutingRule(usize, usize),
    /// A Lambda function.
    Lambda(usize),
    /// A conditional response of a Lambda function.
    ConditionalResponse(usize, usize),
    /// A bucket.
    Bucket(usize),
    /// A load balancer.
    LoadBalancer(usize),
    /// A rule of a load balancer's listener.
    ListenerRule(usize, usize),
    /// A server.
    Server(usize),
    /// A route of a server.
    ServerRoute(usize, usize),
}

impl Part {
    /// The part's place in the file.
    pub fn path(self) -> FieldPath {
        let root = FieldPath::root();
        let item = |list: &str, index: usize| FieldPath::root().field(list).index(index);
        match self {
            Self::Scenario => root,
            Self::Request(at) => item("requests", at),
            Self::DnsRecord(at) => item("dns", at),
            Self::Distribution(at) => item("distributions", at),
            Self::Origin(of, at) => Self::Distribution(of).path().field("origin").index(at),
            Self::OriginGroup(of, at) => Self::Distribution(of).path().field("origin_group").index(at),
            Self::OrderedCacheBehavior(of, at) => {
                Self::Distribution(of).path().field("ordered_cache_behavior").index(at)
            }
            Self::DefaultCacheBehavior(of) => Self::Distribution(of).path().field("default_cache_behavior"),
            Self::CustomErrorResponse(of, at) => Self::Distribution(of).path().field("custom_error_response").index(at),
            Self::CachePolicy(at) => item("cache_policies", at),
            Self::OriginRequestPolicy(at) => item("origin_request_policies", at),
            Self::ResponseHeadersPolicy(at) => item("response_headers_policies", at),
            Self::EdgeFunction(at) => item("edge_functions", at),
            Self::RestApi(at) => item("rest_apis", at),
            Self::Resource(of, at) => Self::RestApi(of).path().field("resources").index(at),
            Self::Method(of, at, name) => Self::Resource(of, at).path().field("methods").field(name.as_str()),
            Self::RestStage(of, at) => Self::RestApi(of).path().field("stages").index(at),
            Self::Statement(of, at) => Self::RestApi(of).path().field("policy").field("Statement").index(at),
            Self::HttpApi(at) => item("http_apis", at),
            Self::Route(of, at) => Self::HttpApi(of).path().field("routes").index(at),
            Self::HttpStage(of, at) => Self::HttpApi(of).path().field("stages").index(at),
            Self::DomainName(at) => item("domain_names", at),
            Self::BasePathMapping(of, at) => Self::DomainName(of).path().field("base_path_mappings").index(at),
            Self::RoutingRule(of, at) => Self::DomainName(of).path().field("routing_rules").index(at),
            Self::Lambda(at) => item("lambdas", at),
            Self::ConditionalResponse(of, at) => Self::Lambda(of).path().field("responses").index(at),
            Self::Bucket(at) => item("buckets", at),
            Self::LoadBalancer(at) => item("load_balancers", at),
            Self::ListenerRule(of, at) => Self::LoadBalancer(of).path().field("rules").index(at),
            Self::Server(at) => item("servers", at),
            Self::ServerRoute(of, at) => Self::Server(of).path().field("routes").index(at),
        }
    }

    /// Whether the part has [unknown fields](Self::unknown_fields).
    pub fn has_unknown_fields(self, scenario: &Scenario) -> bool {
        let of = |unknown: Option<&Unknown>| unknown.is_some_and(|unknown| !unknown.is_empty());
        self.unknown(scenario).is_some_and(|(own, inner)| of(own) || of(inner.map(|(_, inner)| inner)))
    }

    /// The fields of the part that this version does not know, and those of the objects right inside it.
    pub fn unknown_fields(self, scenario: &Scenario) -> Vec<FieldPath> {
        let (own, inner) = self.unknown(scenario).unwrap_or_default();
        let of = |at: FieldPath, unknown: Option<&Unknown>| -> Vec<FieldPath> {
            unknown.into_iter().flat_map(|unknown| unknown.keys()).map(|name| at.field(name)).collect()
        };
        let at = self.path();
        let inside = inner.map(|(name, inner)| of(at.field(name), Some(inner))).unwrap_or_default();
        of(at, own).into_iter().chain(inside).collect()
    }

    fn unknown(self, s: &Scenario) -> Option<Unknowns<'_>> {
        Some(match self {
            Self::Distribution(at) => (Some(&s.distributions.get(at)?.unknown), None),
            Self::Origin(of, at) => {
                let origin = s.distributions.get(of)?.origin.get(at)?;
                let config = origin.custom_origin_config.as_ref();
                (Some(&origin.unknown), config.map(|config| ("custom_origin_config", &config.unknown)))
            }
            Self::OrderedCacheBehavior(of, at) => {
                (Some(&s.distributions.get(of)?.ordered_cache_behavior.get(at)?.unknown), None)
            }
            Self::DefaultCacheBehavior(at) => (Some(&s.distributions.get(at)?.default_cache_behavior.unknown), None),
            Self::RestApi(at) => (Some(&s.rest_apis.get(at)?.unknown), None),
            Self::RestStage(of, at) => (Some(&s.rest_apis.get(of)?.stages.get(at)?.unknown), None),
            Self::Method(of, at, name) => {
                let method = s.rest_apis.get(of)?.resources.get(at)?.methods.get(&name)?;
                (Some(&method.unknown), Some(("integration", &method.integration.unknown)))
            }
            Self::HttpApi(at) => (Some(&s.http_apis.get(at)?.unknown), None),
            Self::Route(of, at) => {
                let route = s.http_apis.get(of)?.routes.get(at)?;
                (Some(&route.unknown), Some(("integration", &route.integration.unknown)))
            }
            Self::DomainName(at) => (Some(&s.domain_names.get(at)?.unknown), None),
            Self::Lambda(at) => {
                let lambda = s.lambdas.get(at)?;
                (Some(&lambda.unknown), lambda.function_url.as_ref().map(|url| ("function_url", &url.unknown)))
            }
            Self::Bucket(at) => {
                let bucket = s.buckets.get(at)?;
                (Some(&bucket.unknown), bucket.website.as_ref().map(|website| ("website", &website.unknown)))
            }
            Self::LoadBalancer(at) => (Some(&s.load_balancers.get(at)?.unknown), None),
            Self::Server(at) => (Some(&s.servers.get(at)?.unknown), None),
            Self::Request(at) => (Some(&s.requests.get(at)?.unknown), None),
            _ => return None,
        })
    }

    /// A field of the part; `field` may lead through objects, as `integration.lambda`. Empty: the part itself.
    pub const fn field(self, field: &'static str) -> Setting {
        Setting { part: self, field }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path().fmt(f)
    }
}

/// A place of a scenario: a field of a part, or the part itself.
///
/// ```
/// use hopscope_scenario::Part;
///
/// let setting = Part::Origin(0, 1).field("origin_path");
/// assert_eq!(setting.to_string(), "distributions[0].origin[1].origin_path");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// The part.
    pub part: Part,
    /// The field of it. Empty: the part as a whole.
    pub field: &'static str,
}

impl Setting {
    /// The place in the file.
    pub fn path(&self) -> FieldPath {
        let names = self.field.split('.').filter(|name| !name.is_empty());
        names.fold(self.part.path(), |path, name| path.field(name))
    }

    /// Whether it is a request's: what a client sends, not what is deployed.
    pub const fn is_of_request(&self) -> bool {
        matches!(self.part, Part::Request(_))
    }
}

impl From<Part> for Setting {
    fn from(part: Part) -> Self {
        part.field("")
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path().fmt(f)
    }
}

/// Where in a list this very value stands; not an equal one. None: it is none of it.
pub fn place<T>(list: &[T], item: &T) -> Option<usize> {
    // From the address, not by search: lists have hundreds of items, and each trace asks for many.
    let offset = std::ptr::from_ref(item).addr().checked_sub(list.as_ptr().addr())?;
    let index = offset.checked_div(size_of::<T>())?;
    list.get(index).filter(|each| std::ptr::eq(*each, item)).map(|_| index)
}

/// A part that has a list of its own in the scenario.
pub trait Listed {
    /// Where in the scenario this very value stands; not an equal one. None: it is no part of it.
    fn part_of(&self, scenario: &Scenario) -> Option<Part>;
}

macro_rules! listed {
    ($($part:ident in $list:ident),* $(,)?) => {
        $(
            impl Listed for $part {
                fn part_of(&self, scenario: &Scenario) -> Option<Part> {
                    place(&scenario.$list, self).map(Part::$part)
                }
            }
        )*
    };
}

listed! {
    Request in requests,
    DnsRecord in dns,
    Distribution in distributions,
    CachePolicy in cache_policies,
    OriginRequestPolicy in origin_request_policies,
    ResponseHeadersPolicy in response_headers_policies,
    EdgeFunction in edge_functions,
    RestApi in rest_apis,
    HttpApi in http_apis,
    DomainName in domain_names,
    Lambda in lambdas,
    Bucket in buckets,
    LoadBalancer in load_balancers,
    Server in servers,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_fields_are_written_as_in_the_file() {
        let method = Part::Method(0, 2, MethodName::Any);
        assert_eq!(method.to_string(), "rest_apis[0].resources[2].methods.ANY");
        assert_eq!(method.field("integration.lambda").path(), method.path().field("integration").field("lambda"));
        assert_eq!(Part::Scenario.field("dns").to_string(), "dns");
        assert_eq!(Setting::from(Part::DefaultCacheBehavior(1)).path(), Part::DefaultCacheBehavior(1).path());
    }

    #[test]
    fn a_part_is_found_by_identity() {
        let scenario = Scenario { lambdas: vec![Lambda::default(), Lambda::default()], ..Scenario::default() };
        assert_eq!(scenario.lambdas.last().and_then(|each| each.part_of(&scenario)), Some(Part::Lambda(1)));
        assert_eq!(Lambda::default().part_of(&scenario), None);
    }
}
