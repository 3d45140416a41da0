//! What a load balancer does besides passing requests on: listeners by port, conditions of rules, redirects, signing in,
//! and targets that do not answer.
//!
//! A listener without rules of its own takes those of the load balancer. The pages are those that are recorded of 502
//! and 503; 504 and 400 are taken to look alike.
//!
//! Source: Elastic Load Balancing, Application Load Balancers, "Listeners", "Condition types for listener rules",
//! "Action types for listener rules", "Authenticate users", "Troubleshoot your Application Load Balancers".

use hopscope_scenario::StatusCode;
use hopscope_scenario::origin_server::{
    Listener, ListenerProtocol, ListenerRedirect, ListenerRule, LoadBalancer, SignIn, TargetState,
};
use hopscope_scenario::setting::Listed as _;
use ipnet::IpNet;

use crate::api_gateway::source::Source;
use crate::cloudfront::path_pattern::wildcard;
use crate::connection;
use crate::exchange::{Answer, ConnectError, Request, Unreachable};
use crate::load_balancer::page;
use crate::rules::load_balancer as rules;
use crate::trace::{Detail, Outcome, Scheme};
use crate::tracer::{HopIndex, Tracer};

/// How long a target may take, in milliseconds: the idle timeout.
const IDLE_TIMEOUT: u64 = 60_000;

/// The listener that takes a request. None: the scenario lists none, so that every port and scheme is taken.
///
/// # Errors
/// When no listener takes the port, or the one that does expects no TLS.
pub fn of<'s>(
    tracer: &mut Tracer<'s>,
    load_balancer: &'s LoadBalancer,
    request: &Request<'_>,
) -> Result<Option<&'s Listener>, Unreachable> {
    if load_balancer.listeners.is_empty() {
        return Ok(None);
    }
    let found = load_balancer.listeners.iter().find(|listener| listener.port == request.port);
    let speaks_tls = |listener: &Listener| listener.protocol == ListenerProtocol::Https;
    let fault = match found {
        None => "port",
        Some(listener) if !speaks_tls(listener) && request.scheme == Scheme::Https => "protocol",
        Some(listener) => return Ok(Some(listener)),
    };
    let part = load_balancer.part_of(tracer.scenario);
    let detail = connection::detail(fault, request).by(part.map(|part| part.field("listeners"))).by(request.port_by);
    Err(connection::refuse(tracer, &rules::CONNECTION, ConnectError::Refused, detail))
}

/// What a listener answers before its rules: to HTTP where it expects TLS, and its redirect.
pub fn answer(
    tracer: &mut Tracer<'_>,
    hop: HopIndex,
    load_balancer: &LoadBalancer,
    listener: &Listener,
    request: &Request<'_>,
) -> Option<Answer> {
    let part = load_balancer.part_of(tracer.scenario);
    if listener.protocol == ListenerProtocol::Https && request.scheme == Scheme::Http {
        let detail = connection::detail("plain_http", request).by(part.map(|part| part.field("listeners")));
        tracer.step(hop, &rules::PLAIN_HTTP, Outcome::Refused, detail.by(request.port_by));
        return Some(page(&rules::PLAIN_HTTP, 400, "400 The plain HTTP request was sent to HTTPS port"));
    }
    let to = listener.redirect.as_ref()?;
    let detail = Detail::none().by(part.map(|part| part.field("listeners")));
    Some(redirect(tracer, hop, to, request, detail))
}

/// Whether the conditions of a rule besides host, path and headers hold.
pub fn holds(rule: &ListenerRule, request: &Request<'_>) -> bool {
    let same = |pattern: &str, text: &str| wildcard(&pattern.to_ascii_lowercase(), &text.to_ascii_lowercase());
    let methods = &rule.http_request_method;
    let address = Source::of(request).ip.parse::<std::net::IpAddr>();
    let is_from = |range: &String| {
        let range = range.parse::<IpNet>();
        matches!((range, address.as_ref()), (Ok(range), Ok(address)) if range.contains(address))
    };
    let pairs = || request.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let has = |(name, patterns): (&String, &Vec<String>)| {
        pairs().any(|(each, value)| same(name, each) && patterns.iter().any(|pattern| same(pattern, value)))
    };
    (methods.is_empty() || methods.iter().any(|method| request.method == *method.as_str()))
        && (rule.source_ip.is_empty() || rule.source_ip.iter().any(is_from))
        && rule.query_string.iter().all(has)
}

/// What a rule does in place of answering with its targets' answer.
pub fn act(
    tracer: &mut Tracer<'_>,
    hop: HopIndex,
    rule: &ListenerRule,
    request: &Request<'_>,
    detail: Detail,
) -> Option<Answer> {
    let sign_in = rule.authenticate.unwrap_or(SignIn::Done);
    if sign_in != SignIn::Done {
        tracer.step(hop, &rules::AUTHENTICATE, Outcome::Refused, detail.with("authenticate", sign_in.as_str()));
        return Some(match sign_in {
            SignIn::Deny => page(&rules::AUTHENTICATE, 401, "401 Authorization Required"),
            _ => {
                let mut answer = page(&rules::AUTHENTICATE, 302, "302 Found");
                answer.headers.add("location", "https://identity-provider.example/authorize");
                answer
            }
        });
    }
    if let Some(to) = &rule.redirect {
        return Some(redirect(tracer, hop, to, request, detail));
    }
    let (status, title) = match rule.target {
        TargetState::Healthy => return None,
        TargetState::None => (503, "503 Service Temporarily Unavailable"),
        TargetState::Refused => (502, "502 Bad Gateway"),
        TargetState::Timeout => (504, "504 Gateway Time-out"),
    };
    if rule.target == TargetState::Timeout {
        tracer.elapsed += IDLE_TIMEOUT;
    }
    tracer.step(hop, &rules::TARGET, Outcome::Refused, detail.with("target", rule.target.as_str()));
    Some(page(&rules::TARGET, status, title))
}

/// The answer that sends the client elsewhere, with the parts of its request filled in.
fn redirect(
    tracer: &mut Tracer<'_>,
    hop: HopIndex,
    to: &ListenerRedirect,
    request: &Request<'_>,
    detail: Detail,
) -> Answer {
    let path = request.path.text();
    let filled = |template: &str| {
        template
            .replace("#{protocol}", &request.scheme.as_str().to_ascii_uppercase())
            .replace("#{host}", &request.host)
            .replace("#{port}", &request.port.to_string())
            .replace("#{path}", path.strip_prefix('/').unwrap_or(path))
            .replace("#{query}", &request.query)
    };
    let (scheme, query) = (filled(&to.protocol).to_ascii_lowercase(), filled(&to.query));
    let question = if query.is_empty() { "" } else { "?" };
    let location = format!("{scheme}://{}:{}{}{question}{query}", filled(&to.host), filled(&to.port), filled(&to.path));
    let (status, title) = match to.status_code.as_str() {
        "HTTP_302" => (302, "302 Found"),
        _ => (301, "301 Moved Permanently"),
    };
    let detail = detail.with("location", &location).with("status", StatusCode::new(status).unwrap_or_default());
    tracer.step(hop, &rules::REDIRECT, Outcome::Refused, detail);
    let mut answer = page(&rules::REDIRECT, status, title);
    answer.headers.add("location", location);
    answer
}
