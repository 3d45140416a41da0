//! Which hop answered, and by which evidence.
//!
//! Read from top to bottom, the first mark that is there decides: marks that only one system leaves come first, those
//! that every relayed answer carries (`via`, `x-cache`) decide nothing alone.
//!
//! Source: public captures of every system, 2018 to 2026; Amazon API Gateway Developer Guide, "Important notes";
//! Amazon CloudFront Developer Guide, "Troubleshooting error response status codes"; AWS Lambda Developer Guide,
//! "Function URLs"; Elastic Load Balancing, "Troubleshoot your Application Load Balancers".

use hopscope_routing::trace::Component;

use super::clues::Clues;
use super::evidence::{At, Evidence, Says};
use super::exchange::FailureKind;
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

/// Whose answer it is.
struct Verdict {
    system: System,
    answered_by: Option<Component>,
    or: Vec<Component>,
    is_own: bool,
}

impl Verdict {
    fn own(system: System, by: Component) -> Self {
        Self { system, answered_by: Some(by), or: Vec::new(), is_own: true }
    }

    fn backend(system: System, by: Component, or: &[Component]) -> Self {
        Self { system, answered_by: Some(by), or: or.to_vec(), is_own: false }
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
    let Verdict { system, answered_by, or, is_own } = verdict;
    Fingerprint { system, answered_by, or, is_own, layers, evidence }
}

fn client(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Verdict {
    let Some(failure) = clues.failure else { return unknown() };
    let (says, by) = match failure.kind {
        FailureKind::Url => (Says::Url, Component::Viewer),
        FailureKind::Name => (Says::NameUnknown, Component::Dns),
        FailureKind::Certificate | FailureKind::Tls => (Says::Certificate, Component::Dns),
        FailureKind::Refused | FailureKind::TimedOut | FailureKind::Closed => (Says::NoConnection, Component::Dns),
    };
    evidence.push(Evidence { at: At::Client(failure.line.clone()), says });
    Verdict::own(System::Client, by)
}

const fn unknown() -> Verdict {
    Verdict { system: System::Unknown, answered_by: None, or: Vec::new(), is_own: false }
}

fn answered(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Verdict {
    edge_function(clues, evidence)
        .or_else(|| cloudfront(clues, evidence))
        .or_else(|| rest_api(clues, evidence))
        .or_else(|| http_api(clues, evidence))
        .or_else(|| function_url(clues, evidence))
        .or_else(|| s3(clues, evidence))
        .or_else(|| load_balancer(clues, evidence))
        .or_else(|| gateway_text(clues, evidence))
        .or_else(|| body_alone(clues, evidence))
        .unwrap_or_else(|| other_server(clues, evidence))
}

/// Notes a field of the answer as evidence, if it has it.
fn note(clues: &Clues<'_>, name: &str, says: Says, evidence: &mut Vec<Evidence>) {
    if let Some(value) = clues.field(name) {
        evidence.push(Evidence { at: At::Field { name: name.to_owned(), value: value.to_owned() }, says });
    }
}

fn note_body(clues: &Clues<'_>, says: Says, evidence: &mut Vec<Evidence>) {
    if let Some(body) = clues.body().filter(|body| !body.is_empty()) {
        let short: String = body.chars().take(200).collect();
        evidence.push(Evidence { at: At::Body(short), says });
    }
}

fn edge_function(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    let word = clues.x_cache()?;
    if word.ends_with("GeneratedResponse") {
        note(clues, "x-cache", Says::EdgeGenerated, evidence);
        return Some(Verdict::own(System::EdgeFunction, Component::EdgeFunction));
    }
    if word.starts_with("Function") || word.starts_with("Lambda") {
        note(clues, "x-cache", Says::EdgeFailed, evidence);
        note_sentence(clues, evidence);
        return Some(Verdict::own(System::CloudFront, Component::Cloudfront));
    }
    None
}

fn note_sentence(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) {
    if let Some(sentence) = &clues.sentence {
        evidence.push(Evidence { at: At::Body(sentence.clone()), says: Says::Sentence });
    }
}

fn cloudfront(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    let body = clues.body().unwrap_or_default();
    let is_server = clues.field("server").is_some_and(|server| server.eq_ignore_ascii_case("cloudfront"));
    let is_page = body.contains("Generated by cloudfront (CloudFront)");
    let is_small = body.contains("<center>CloudFront</center>");
    let is_xml =
        matches!(clues.code.as_deref(), Some("MissingKey" | "InvalidKey" | "MalformedSignature" | "MalformedPolicy"));
    if !is_server && !is_page && !is_small && !is_xml {
        return None;
    }
    note(clues, "server", Says::CloudFrontServer, evidence);
    if is_page {
        note_sentence(clues, evidence);
        let page = "Generated by cloudfront (CloudFront)".to_owned();
        evidence.push(Evidence { at: At::Body(page), says: Says::CloudFrontPage });
    } else if is_small {
        let page = "<center>CloudFront</center>".to_owned();
        evidence.push(Evidence { at: At::Body(page), says: Says::CloudFrontSmallPage });
    } else if clues.code.is_some() {
        note_body(clues, Says::CloudFrontXml, evidence);
    } else if let Some(length) = clues.length().filter(|_| body.is_empty()) {
        evidence.push(Evidence { at: At::Length(length), says: Says::PageLength });
    }
    Some(Verdict::own(System::CloudFront, Component::Cloudfront))
}

fn rest_api(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    if !clues.has("x-amz-apigw-id") {
        return None;
    }
    note(clues, "x-amz-apigw-id", Says::RestApi, evidence);
    let is_uri_too_long = clues.status() == Some(414) && clues.message_text() == Some("Request URI too long");
    if clues.error_type().is_some() || is_uri_too_long {
        note(clues, "x-amzn-errortype", Says::ErrorType, evidence);
        note_message(clues, evidence);
        return Some(Verdict::own(System::RestApi, Component::ApiGateway));
    }
    evidence.push(Evidence { at: At::Absent { name: "x-amzn-errortype".to_owned() }, says: Says::NoErrorType });
    let remapped = ["x-amzn-remapped-server", "x-amzn-remapped-date"].into_iter().find(|name| clues.has(name));
    let traced = clues.has("x-amzn-trace-id");
    if let Some(name) = remapped.filter(|_| !traced) {
        note(clues, name, Says::Remapped, evidence);
        return Some(Verdict::backend(System::RestApi, Component::Server, &[Component::Lambda]));
    }
    if traced {
        note(clues, "x-amzn-trace-id", Says::TraceId, evidence);
        return Some(Verdict::backend(System::RestApi, Component::Lambda, &[Component::Server]));
    }
    // A MOCK integration leaves neither; nor does an HTTP proxy whose backend sends none of the renamed fields.
    Some(Verdict::backend(System::RestApi, Component::ApiGateway, &[Component::Server, Component::Lambda]))
}

fn note_message(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) {
    if let Some(message) = &clues.message {
        note_body(clues, if message.is_capital { Says::CapitalMessage } else { Says::KnownBody }, evidence);
    }
}

/// The bodies that an HTTP API makes itself, by status.
const HTTP_API_MESSAGES: &[(u16, &str)] = &[
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (503, "Service Unavailable"),
];

fn http_api(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    if !clues.has("apigw-requestid") {
        return None;
    }
    note(clues, "apigw-requestid", Says::HttpApi, evidence);
    if is_http_api_body(clues) {
        note_body(clues, Says::KnownBody, evidence);
        return Some(Verdict::own(System::HttpApi, Component::ApiGateway));
    }
    let is_preflight =
        clues.status() == Some(204) && clues.asked.method.as_deref().is_none_or(|method| method == "OPTIONS");
    if is_preflight {
        evidence.push(Evidence { at: At::Status(204), says: Says::Status });
        return Some(Verdict {
            is_own: true,
            ..Verdict::backend(System::HttpApi, Component::ApiGateway, &[Component::Lambda, Component::Server])
        });
    }
    let other = ["server", "x-powered-by"].into_iter().find(|name| clues.has(name));
    if let Some(name) = other {
        note(clues, name, Says::OtherServer, evidence);
        return Some(Verdict::backend(System::HttpApi, Component::Server, &[Component::Lambda]));
    }
    let or = [Component::Server, Component::ApiGateway];
    let or = if clues.body().is_some_and(str::is_empty) { &or[..] } else { or.get(..1).unwrap_or_default() };
    Some(Verdict::backend(System::HttpApi, Component::Lambda, or))
}

/// Whether the body is one that HTTP APIs make, to the byte. A HEAD has none: its status must do.
fn is_http_api_body(clues: &Clues<'_>) -> bool {
    let Some(status) = clues.status() else { return false };
    let Some((_, message)) = HTTP_API_MESSAGES.iter().find(|(each, _)| *each == status) else { return false };
    let body = clues.body().unwrap_or_default().trim();
    body == format!("{{\"message\":\"{message}\"}}")
        || (body.is_empty() && clues.field("content-type").is_some_and(|kind| kind.starts_with("application/json")))
}

fn function_url(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    let is_name = matches!(clues.host, Some(HostName::LambdaUrl { .. }));
    if !clues.has("x-amzn-requestid") && !(is_name && clues.has_header()) {
        return None;
    }
    note(clues, "x-amzn-requestid", Says::RequestId, evidence);
    evidence.push(Evidence { at: At::Absent { name: "x-amz-apigw-id".to_owned() }, says: Says::NoApiId });
    if let (true, Some(url)) = (is_name, &clues.url) {
        evidence.push(Evidence { at: At::Host(url.host.clone()), says: Says::FunctionUrlName });
    }
    if let Some(error_type) = clues.error_type() {
        note(clues, "x-amzn-errortype", Says::ErrorType, evidence);
        note_message(clues, evidence);
        if error_type == "ForbiddenException" && !is_name {
            return Some(Verdict::own(System::GatewayFront, Component::ApiGateway));
        }
        return Some(Verdict::own(System::FunctionUrl, Component::LambdaUrl));
    }
    let is_refusal = !is_name && clues.status() == Some(403) && clues.body() == Some(r#"{"message":"Forbidden"}"#);
    if is_refusal && !clues.has("x-amzn-trace-id") {
        note_message(clues, evidence);
        return Some(Verdict::own(System::GatewayFront, Component::ApiGateway));
    }
    if clues.status() == Some(502) && clues.body().is_none_or(|body| matches!(body, "" | "Internal Server Error")) {
        note_body(clues, Says::KnownBody, evidence);
        return Some(Verdict::own(System::FunctionUrl, Component::LambdaUrl));
    }
    note(clues, "x-amzn-trace-id", Says::TraceId, evidence);
    // A function at CloudFront may have dropped the mark of a REST API; a function URL's own answers are traced.
    let or: &[Component] = if is_name || clues.has("x-amzn-trace-id") { &[] } else { &[Component::ApiGateway] };
    Some(Verdict::backend(System::FunctionUrl, Component::Lambda, or))
}

fn s3(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    let is_server = clues.field("server") == Some("AmazonS3");
    let has_ids = clues.has("x-amz-request-id") && clues.has("x-amz-id-2");
    let has_host_id = clues.body().is_some_and(|body| body.contains("HostId")) && clues.code.is_some();
    if !is_server && !has_ids && !has_host_id {
        return None;
    }
    note(clues, "server", Says::S3Server, evidence);
    note(clues, "x-amz-request-id", Says::S3Ids, evidence);
    if let Some(code) = &clues.code {
        evidence.push(Evidence { at: At::Body(code.clone()), says: Says::S3Code });
    }
    Some(Verdict { is_own: clues.code.is_some(), ..Verdict::backend(System::S3, Component::S3, &[]) })
}

fn load_balancer(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    if !clues.field("server").is_some_and(|server| server.starts_with("awselb/")) {
        return None;
    }
    note(clues, "server", Says::LoadBalancer, evidence);
    Some(Verdict::own(System::LoadBalancer, Component::LoadBalancer))
}

/// The one text that API Gateway answers without any mark.
fn gateway_text(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    let is_too_large = clues.body().is_some_and(|body| body.starts_with("HTTP content length exceeded"));
    if !is_too_large {
        return None;
    }
    note_body(clues, Says::KnownBody, evidence);
    Some(Verdict::own(System::GatewayFront, Component::ApiGateway))
}

/// A body without a header: only AWS's own words tell, and several systems use the same.
fn body_alone(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    if clues.has_header() {
        return None;
    }
    let message = clues.message.as_ref();
    let (by, or): (_, &[Component]) = match (message?.text.as_deref(), message?.is_capital) {
        (None, true) => (Component::LambdaUrl, &[]),
        (Some(text), true) if text.starts_with("Forbidden") => (Component::LambdaUrl, &[]),
        (Some(_), true) => (Component::ApiGateway, &[]),
        (Some("Forbidden" | "Not Found" | "Unauthorized" | "Service Unavailable" | "Internal Server Error"), false) => {
            (Component::ApiGateway, &[Component::Lambda, Component::Server])
        }
        (Some("Missing Authentication Token" | "Endpoint request timed out" | "Internal server error"), false) => {
            (Component::ApiGateway, &[])
        }
        (Some(text), false)
            if text.contains("in Authorization header") || text.contains("Authorization header requires") =>
        {
            (Component::ApiGateway, &[])
        }
        (Some(text), false) if text.contains("request signature we calculated") || text.contains("security token") => {
            (Component::ApiGateway, &[Component::LambdaUrl])
        }
        _ => return None,
    };
    note_message(clues, evidence);
    Some(Verdict { system: System::Unknown, answered_by: Some(by), or: or.to_vec(), is_own: true })
}

fn other_server(clues: &Clues<'_>, evidence: &mut Vec<Evidence>) -> Verdict {
    if !clues.has_header() {
        return unknown();
    }
    for name in ["server", "x-powered-by"] {
        note(clues, name, Says::OtherServer, evidence);
    }
    if let (Some(HostName::LoadBalancer), Some(url)) = (&clues.host, &clues.url) {
        evidence.push(Evidence { at: At::Host(url.host.clone()), says: Says::HostName });
    }
    Verdict::backend(System::Server, Component::Server, &[Component::LoadBalancer])
}

/// Whose distributions the answer came through.
fn layers(clues: &Clues<'_>, system: System) -> Layers {
    let is_gateway = matches!(system, System::RestApi | System::CloudFront | System::GatewayFront);
    match (clues.distributions(), &clues.host) {
        (None, _) => match clues.host {
            Some(HostName::CloudFront) => Layers::Own,
            _ => Layers::Unknown,
        },
        (Some(0), Some(HostName::CloudFront)) => Layers::Own,
        (Some(0), _) => Layers::None,
        (Some(1), Some(HostName::ExecuteApi { .. })) => Layers::EdgeApi,
        (Some(1), Some(HostName::CloudFront)) => Layers::Own,
        (Some(1), _) if is_gateway => Layers::OwnOrEdgeApi,
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
