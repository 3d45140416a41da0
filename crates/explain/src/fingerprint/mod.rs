//! Which hop answered, and by which evidence.
//!
//! Read from top to bottom, the first mark that is there decides: marks that only one system leaves come first, those
//! that every relayed answer carries (`via`, `x-cache`) decide nothing alone.
//!
//! | module | holds |
//! | --- | --- |
//! | this one | [`Fingerprint`], [`fingerprint`], the distributions on the way |
//! | `marks` | the marks of each system, in the order in which they decide |
//!
//! Source: public captures of every system, 2018 to 2026; Amazon API Gateway Developer Guide, "Important notes";
//! Amazon CloudFront Developer Guide, "Troubleshooting error response status codes"; AWS Lambda Developer Guide,
//! "Function URLs"; Elastic Load Balancing, "Troubleshoot your Application Load Balancers".

mod marks;

use hopscope_routing::trace::Component;

use marks::{Verdict, answered, client};

use super::clues::Clues;
use super::evidence::{At, Evidence, Says};
use super::host_name::HostName;

/// Which hop answered, as far as the answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The system whose marks decide.
    pub system: System,
    /// Who answered, most likely. None: nothing tells.
    pub answered_by: Option<Component>,
    /// Who else may have: the answer would look the same.
    pub or: Vec<Component>,
    /// Whether AWS made the answer itself, and no backend.
    pub is_own: bool,
    /// The distributions on the way.
    pub layers: Layers,
    /// The evidence, what decides first.
    pub evidence: Vec<Evidence>,
}

/// The system whose marks an answer bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// The client got no HTTP answer.
    Client,
    /// CloudFront itself.
    CloudFront,
    /// A function at CloudFront.
    EdgeFunction,
    /// A REST API.
    RestApi,
    /// An HTTP API.
    HttpApi,
    /// API Gateway in front of any API: it refused the `Host`, or a body too long.
    GatewayFront,
    /// A function URL.
    FunctionUrl,
    /// S3.
    S3,
    /// A load balancer.
    LoadBalancer,
    /// Any other server.
    Server,
    /// Nothing tells.
    Unknown,
}

/// The CloudFront distributions that an answer came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layers {
    /// The text does not tell.
    Unknown,
    /// None.
    None,
    /// One of the user's own.
    Own,
    /// AWS's own, in front of an edge-optimized API.
    EdgeApi,
    /// One; whose, the answer does not tell.
    OwnOrEdgeApi,
    /// The user's and one behind it: AWS's own in front of an edge-optimized API, or another of the user's.
    Two,
}

impl Layers {
    /// Whether the user's own distribution was met.
    pub const fn has_own(self) -> Option<bool> {
        match self {
            Self::Unknown | Self::OwnOrEdgeApi => None,
            Self::None | Self::EdgeApi => Some(false),
            Self::Own | Self::Two => Some(true),
        }
    }
}

/// Finds out which hop answered.
pub fn fingerprint(clues: &Clues<'_>) -> Fingerprint {
    let mut evidence = Vec::new();
    let verdict = match clues.failure {
        Some(_) => client(clues, &mut evidence),
        None => answered(clues, &mut evidence),
    };
    let layers = layers(clues, verdict.system);
    relayed(clues, layers, &mut evidence);
    other_networks(clues, &mut evidence);
    let Verdict { system, answered_by, or, is_own } = verdict;
    Fingerprint { system, answered_by, or, is_own, layers, evidence }
}

/// The fields by which other content delivery networks are known, with a part of the value where the name is common.
const OTHER_NETWORKS: &[(&str, &str)] = &[
    ("cf-ray", ""),
    ("x-fastly-request-id", ""),
    ("x-served-by", "cache-"),
    ("via", "varnish"),
    ("x-akamai-transformed", ""),
    ("akamai-grn", ""),
    ("server", "AkamaiGHost"),
    ("server", "cloudflare"),
    ("x-vercel-id", ""),
    ("x-nf-request-id", ""),
    ("x-azure-ref", ""),
    ("x-bunny-pullzone", ""),
    ("cdn-pullzone", ""),
    ("x-goog-generation", ""),
];

/// Notes the marks of other networks in front: what they do to requests and answers no AWS setting tells.
fn other_networks(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) {
    for (name, part) in OTHER_NETWORKS {
        if clues.field(name).is_some_and(|value| value.contains(part)) {
            note(clues, name, Says::OtherNetwork, evidence);
        }
    }
}

/// Notes a field of the answer as evidence, if it has it.
fn note(clues: &Clues<'_>, name: &str, says: Says, evidence: &mut Vec<Evidence>) {
    if let Some(value) = clues.field(name) {
        evidence.push(Evidence { at: At::Field { name: name.to_owned(), value: value.to_owned() }, says });
    }
}

/// Whose distributions the answer came through.
fn layers(clues: &Clues<'_>, system: System) -> Layers {
    let is_gateway = matches!(system, System::RestApi | System::CloudFront | System::GatewayFront);
    // What runs functions, or redirects by a viewer protocol policy, is no distribution of AWS's own: the one in front of
    // an edge-optimized API has neither.
    let is_own = clues
        .x_cache()
        .is_some_and(|word| word == "Redirect" || word.starts_with("Function") || word.starts_with("Lambda"));
    match (clues.distributions(), &clues.host) {
        (None, _) => match clues.host {
            Some(HostName::CloudFront) => Layers::Own,
            _ => Layers::Unknown,
        },
        (Some(0), Some(HostName::CloudFront)) => Layers::Own,
        (Some(0), _) => Layers::None,
        (Some(1), Some(HostName::ExecuteApi { .. })) => Layers::EdgeApi,
        (Some(1), Some(HostName::CloudFront)) => Layers::Own,
        (Some(1), _) if is_gateway && !is_own => Layers::OwnOrEdgeApi,
        (Some(1), _) => Layers::Own,
        (Some(_), _) => Layers::Two,
    }
}

/// The evidence that relayed answers carry.
fn relayed(clues: &Clues<'_>, layers: Layers, evidence: &mut Vec<Evidence>) {
    if clues.failure.is_some() {
        return;
    }
    let is_error = clues.status().is_some_and(|status| status >= 400);
    match clues.x_cache() {
        Some("Error") if !is_error && clues.status().is_some() => note(clues, "x-cache", Says::MaskedError, evidence),
        Some("Error") => note(clues, "x-cache", Says::XCacheError, evidence),
        Some("Miss") => note(clues, "x-cache", Says::XCacheMiss, evidence),
        Some("Hit" | "RefreshHit") => note(clues, "x-cache", Says::XCacheHit, evidence),
        Some("Redirect") => note(clues, "x-cache", Says::XCacheRedirect, evidence),
        _ => {}
    }
    note(clues, "age", Says::Age, evidence);
    match layers {
        Layers::Own | Layers::OwnOrEdgeApi => note(clues, "via", Says::OneDistribution, evidence),
        Layers::EdgeApi => note(clues, "via", Says::EdgeOptimized, evidence),
        Layers::Two => note(clues, "via", Says::MoreDistributions, evidence),
        Layers::None | Layers::Unknown => {}
    }
}
