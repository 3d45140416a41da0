//! A scenario filled with what could be read, so that the reader need only fill in what the answer does not tell.
//!
//! | module | holds |
//! | --- | --- |
//! | this one | [`prefill`], [`Prefill`], [`Unknown`] |
//! | `request` | the request, without what is secret, and what was recorded of it |
//! | `backend` | the system that answered |
//! | `rest_api` | a REST API, as far as its answer tells |
//! | `domain_name` | the custom domain name by which an API was called |
//!
//! Nothing is invented: a name that the scenario needs and the text does not tell is one of AWS's own placeholders for
//! documentation, and stands in the list of what is unknown.

mod backend;
mod domain_name;
mod request;
mod rest_api;

use hopscope_routing::trace::Component;
use hopscope_scenario::cache_behavior::{CacheBehavior, HttpMethod};
use hopscope_scenario::cloudfront_policy::NameOr;
use hopscope_scenario::distribution::{Distribution, GeoRestriction, GeoRestrictionType, Origin, WebAcl};
use hopscope_scenario::request::WafAction;
use hopscope_scenario::{Scenario, StatusCode};

use super::clues::Clues;
use super::exchange::Exchange;
use super::fingerprint::{Fingerprint, Layers, System};
use super::host_name::HostName;
use super::table::Causes;

/// A scenario filled with what could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Prefill {
    /// The scenario.
    pub scenario: Scenario,
    /// Its link's fragment, without `#`.
    pub link: String,
    /// What it needs and the text does not tell, in the order in which a request meets it.
    pub unknown: Vec<Unknown>,
    /// What was left out because it is secret: header fields and parts of the URL.
    pub hidden: Vec<String>,
    /// What the scenario answers as it stands.
    pub answers: Replay,
}

/// What a prefilled scenario answers when it is traced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The status. None: no HTTP answer.
    pub status: Option<StatusCode>,
    /// Who answers.
    pub answered_by: Component,
    /// Whether status and hop are those that were recorded.
    pub agrees: bool,
}

/// Something that a scenario needs and the text does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// The URL of the request.
    Url,
    /// The method of the request.
    Method,
    /// Whether a distribution is the user's or AWS's own in front of an edge-optimized API.
    WhoseDistribution,
    /// The distribution's id and own name.
    Distribution,
    /// Its behaviours, policies and functions.
    Behaviors,
    /// Its origin's domain.
    Origin,
    /// The origin path.
    OriginPath,
    /// The id of the API.
    ApiId,
    /// The region.
    Region,
    /// The endpoint type of the REST API.
    EndpointType,
    /// The stage.
    Stage,
    /// Resources and methods, or routes, beyond the one that was met.
    Routes,
    /// The integration behind the method.
    Integration,
    /// Mappings of a custom domain.
    Mappings,
    /// The name of the Lambda function.
    Lambda,
    /// The bucket.
    Bucket,
    /// The code of the function at CloudFront.
    EdgeFunction,
    /// The rules of the load balancer.
    ListenerRules,
    /// Who is let in: policies, authorizers, keys.
    Access,
}

impl Unknown {
    /// Everything that can be unknown, in the order in which a request meets it.
    pub const ALL: &'static [Self] = &[
        Self::Url,
        Self::Method,
        Self::WhoseDistribution,
        Self::Distribution,
        Self::Behaviors,
        Self::Origin,
        Self::OriginPath,
        Self::ApiId,
        Self::Region,
        Self::EndpointType,
        Self::Stage,
        Self::Routes,
        Self::Integration,
        Self::Mappings,
        Self::Lambda,
        Self::Bucket,
        Self::EdgeFunction,
        Self::ListenerRules,
        Self::Access,
    ];

    /// The last part of its text's key, `explain.unknown.<key>`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Method => "method",
            Self::WhoseDistribution => "whose_distribution",
            Self::Distribution => "distribution",
            Self::Behaviors => "behaviors",
            Self::Origin => "origin",
            Self::OriginPath => "origin_path",
            Self::ApiId => "api_id",
            Self::Region => "region",
            Self::EndpointType => "endpoint_type",
            Self::Stage => "stage",
            Self::Routes => "routes",
            Self::Integration => "integration",
            Self::Mappings => "mappings",
            Self::Lambda => "lambda",
            Self::Bucket => "bucket",
            Self::EdgeFunction => "edge_function",
            Self::ListenerRules => "listener_rules",
            Self::Access => "access",
        }
    }
}

/// What is being filled in.
pub(super) struct Form<'a> {
    pub clues: &'a Clues<'a>,
    pub found: &'a Fingerprint,
    pub rows: &'a [&'static str],
    pub scenario: Scenario,
    pub unknown: Vec<Unknown>,
}

impl Form<'_> {
    /// Notes something that the text does not tell.
    pub fn unknown(&mut self, what: Unknown) {
        self.unknown.push(what);
    }

    /// What was told, or a placeholder and a note that it is one.
    pub fn or(&mut self, told: Option<&str>, what: Unknown, placeholder: &str) -> String {
        if told.is_none() {
            self.unknown(what);
        }
        told.unwrap_or(placeholder).to_owned()
    }

    /// Whether a row of the table fits.
    pub fn is(&self, rows: &[&str]) -> bool {
        rows.iter().any(|row| self.rows.contains(row))
    }

    /// Whether the page is that of a distribution behind the user's: of AWS's own in front of an edge-optimized API.
    pub fn is_refused_by_edge_api(&self) -> bool {
        self.found.layers == Layers::Two && self.is(&["bad_request"])
    }

    /// The host of the request.
    pub fn host(&self) -> Option<String> {
        self.clues.url.as_ref().map(|url| url.host.to_string())
    }

    /// The path of the request.
    pub fn path(&self) -> String {
        self.clues.url.as_ref().map_or_else(|| "/".to_owned(), |url| url.path.to_string())
    }
}

/// AWS's own placeholder for a distribution's name.
const DISTRIBUTION: &str = "d111111abcdef8.cloudfront.net";

/// Fills a scenario with what could be read.
pub fn prefill(exchange: &Exchange, clues: &Clues<'_>, found: &Fingerprint, causes: &Causes) -> Prefill {
    let mut form = Form { clues, found, rows: &causes.rows, scenario: Scenario::default(), unknown: Vec::new() };
    let (mut asked, mut hidden) = request::request(exchange, &mut form);
    let has_distribution = has_distribution(&mut form);
    let origin = backend::origin(&mut form, has_distribution);
    if has_distribution {
        distribution(&mut form, origin);
    } else {
        domain_name::domain_name(&mut form);
    }
    rest_api::use_up(&mut form, &mut asked);
    form.scenario.requests.push(asked);
    if hides_of_answer(&form.scenario) && !hidden.iter().any(|each| each == "body") {
        hidden.push("body".to_owned());
    }
    form.unknown.sort_unstable();
    form.unknown.dedup();
    let scenario = form.scenario;
    let answers = replay(&scenario, clues, found);
    Prefill { link: scenario.to_link(), scenario, unknown: form.unknown, hidden, answers }
}

/// Whether something secret was left out of a recorded answer.
fn hides_of_answer(scenario: &Scenario) -> bool {
    let lambdas = scenario.lambdas.iter().map(|lambda| &lambda.response.body);
    let routes = scenario.servers.iter().flat_map(|server| &server.routes);
    let mut bodies = lambdas.chain(routes.map(|route| &route.response.body));
    bodies.any(|body| body.contains(super::secret::HIDDEN))
}

/// Whether the scenario needs a distribution of the user's.
fn has_distribution(form: &mut Form<'_>) -> bool {
    match form.found.layers {
        Layers::Own | Layers::Two => true,
        Layers::OwnOrEdgeApi => {
            form.unknown(Unknown::WhoseDistribution);
            true
        }
        Layers::EdgeApi | Layers::None | Layers::Unknown => {
            matches!(form.clues.host, Some(HostName::CloudFront)) || form.found.system == System::EdgeFunction
        }
    }
}

/// Where a distribution's requests go.
#[derive(Default)]
pub(super) struct OriginTold {
    pub domain_name: String,
    pub origin_path: String,
    /// What it asks for in the place of `/`.
    pub default_root_object: String,
}

fn distribution(form: &mut Form<'_>, origin: OriginTold) {
    form.unknown(Unknown::Distribution);
    form.unknown(Unknown::Behaviors);
    let host = form.host();
    let is_own_name = matches!(form.clues.host, Some(HostName::CloudFront));
    let (domain_name, aliases) = match host {
        Some(host) if is_own_name => (host, Vec::new()),
        Some(host) => (DISTRIBUTION.to_owned(), vec![host]),
        None => (DISTRIBUTION.to_owned(), Vec::new()),
    };
    let behavior = CacheBehavior {
        target_origin_id: "origin".to_owned(),
        allowed_methods: methods(form),
        cache_policy: Some(NameOr::Name("CachingDisabled".to_owned())),
        origin_request_policy: Some(NameOr::Name(origin_request_policy(form).to_owned())),
        trusted_key_groups: if form.is(SIGNED_URL) { vec!["key-group".to_owned()] } else { Vec::new() },
        ..CacheBehavior::default()
    };
    let geo_restriction = geo_restriction(form);
    let blocks = form.is(&["web_acl"]).then_some(WebAcl { default_action: WafAction::Block, ..WebAcl::default() });
    let redirect = form.is(&["redirect_to_https"]);
    form.scenario.distributions.push(Distribution {
        id: "E1EXAMPLE".to_owned(),
        domain_name,
        aliases,
        web_acl: blocks,
        geo_restriction,
        default_root_object: origin.default_root_object,
        origin: vec![Origin {
            origin_id: "origin".to_owned(),
            domain_name: origin.domain_name,
            origin_path: origin.origin_path,
            ..Origin::default()
        }],
        default_cache_behavior: CacheBehavior {
            viewer_protocol_policy: if redirect {
                hopscope_scenario::cache_behavior::ViewerProtocolPolicy::RedirectToHttps
            } else {
                hopscope_scenario::cache_behavior::ViewerProtocolPolicy::AllowAll
            },
            ..behavior
        },
        ..Distribution::default()
    });
}

/// Where the country was refused: a list of countries that does not have it. Which it has, the answer does not tell.
fn geo_restriction(form: &mut Form<'_>) -> GeoRestriction {
    if !form.is(&["geo_restriction"]) {
        return GeoRestriction::default();
    }
    form.unknown(Unknown::Access);
    GeoRestriction { restriction_type: GeoRestrictionType::Whitelist, ..GeoRestriction::default() }
}

/// The policy that fits an API. Where the distribution in front of an edge-optimized API refused, the likeliest cause is
/// that the viewer's `Host` was forwarded.
fn origin_request_policy(form: &Form<'_>) -> &'static str {
    if form.is_refused_by_edge_api() { "AllViewer" } else { "AllViewerExceptHostHeader" }
}

/// The rows of signed URLs.
const SIGNED_URL: &[&str] = &["signed_url_missing", "signed_url_key", "signed_url_broken", "signed_url_expired"];

/// The method set of a behaviour that lets the request's method through, unless CloudFront refused it.
fn methods(form: &Form<'_>) -> Vec<HttpMethod> {
    let is_plain = matches!(form.clues.asked.method_or_get(), "GET" | "HEAD");
    if is_plain || form.is(&["method_not_allowed"]) {
        CacheBehavior::default().allowed_methods
    } else {
        HttpMethod::ALL.to_vec()
    }
}

/// What the scenario answers as it stands.
fn replay(scenario: &Scenario, clues: &Clues<'_>, found: &Fingerprint) -> Replay {
    let default = hopscope_scenario::request::Request::default();
    let trace = hopscope_routing::trace(scenario, scenario.requests.first().unwrap_or(&default));
    let status = trace.response.as_ref().map(|response| response.status);
    let recorded = clues.answer.and_then(|answer| answer.status);
    let is_same_hop = found.answered_by == Some(trace.answered_by) || found.or.contains(&trace.answered_by);
    let agrees = status == recorded && is_same_hop;
    Replay { status, answered_by: trace.answered_by, agrees }
}
