//! An Application Load Balancer: its certificate, its web ACL, its listener rules in order, its default action.
//!
//! - Path patterns are compared with regard to case and without the query, hosts and header values without regard to
//!   case; `*` stands for any characters and `?` for one. All conditions of a rule must hold.
//! - What a rule answers is the scenario's word: a fixed response, or what its targets say.
//!
//! Source: Elastic Load Balancing, Application Load Balancers, "Condition types for listener rules"; the page of the
//! web ACL follows the recorded pages of other errors (502: 122 bytes, 503: 162).

use hopscope_scenario::origin_server::{ListenerRule, LoadBalancer};
use hopscope_scenario::response::Response;
use hopscope_scenario::setting::{Listed as _, place};
use hopscope_scenario::{Part, StatusCode};

use crate::cloudfront::path_pattern::wildcard;
use crate::exchange::{Answer, ConnectError, Request, Sent, Unreachable};
use crate::header::Headers;
use crate::lambda::{Placeholders, filled};
use crate::placeholder::DATE;
use crate::rule::Rule;
use crate::rules::load_balancer as rules;
use crate::server::names;
use crate::tls::{self, Certificate};
use crate::trace::{Component, Detail, Outcome, Reaches};
use crate::tracer::{HopIndex, Tracer};
use crate::web_acl::INSPECTED_BY_LOAD_BALANCER;
use crate::{connection, listener};

/// The `server` field of what the load balancer answers itself.
const SERVER: &str = "awselb/2.0";

/// Asks a load balancer.
///
/// # Errors
/// When its certificate does not satisfy the caller.
pub fn answer<'s>(tracer: &mut Tracer<'s>, load_balancer: &'s LoadBalancer, mut request: Request<'s>) -> Sent {
    let domain_name = load_balancer.domain_name.as_str();
    let part = load_balancer.part_of(tracer.scenario);
    let reach = (load_balancer.security_group, load_balancer.internal);
    connection::check(tracer, &rules::CONNECTION, part, reach, &request)?;
    let listener = listener::of(tracer, load_balancer, &request)?;
    let certificate = tls::check(&load_balancer.certificate, domain_name, &request);
    let detail = Detail::none()
        .with_copy("domain_name", domain_name)
        .with("connected_to", &request.connect_to)
        .with("host", &request.host)
        .with("certificate", names(&load_balancer.certificate, domain_name))
        .by(part.map(|part| part.field("certificate")))
        .by(request.host_by);
    if certificate == Certificate::Mismatch {
        tracer.pending_step(&rules::CERTIFICATE, Outcome::Refused, detail);
        return Err(Unreachable { rule: &rules::CERTIFICATE, how: ConnectError::Certificate });
    }
    let hop = tracer.enter(Component::LoadBalancer, domain_name, "", part, &request);
    if certificate == Certificate::Covers {
        tracer.step(hop, &rules::CERTIFICATE, Outcome::Passed, detail);
    }
    let own = listener.and_then(|each| listener::answer(tracer, hop, load_balancer, each, &request));
    let answer = own
        .or_else(|| web_acl(tracer, hop, load_balancer, &mut request))
        .unwrap_or_else(|| apply_rules(tracer, hop, load_balancer, &request));
    Ok(tracer.answer(hop, answer))
}

/// The refusal of the web ACL, if there is one and it refuses.
fn web_acl<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    load_balancer: &'s LoadBalancer,
    request: &mut Request<'s>,
) -> Option<Answer> {
    let web_acl = load_balancer.web_acl.as_ref()?;
    let said = if request.waf.is_some() { tracer.of_request("viewer.waf") } else { None };
    let verdict = crate::web_acl::meet(web_acl, request, INSPECTED_BY_LOAD_BALANCER);
    let detail = verdict.detail().with("domain_name", &load_balancer.domain_name);
    let detail = detail.by(load_balancer.part_of(tracer.scenario).map(|part| part.field("web_acl"))).by(said);
    if verdict.passes() {
        tracer.step(hop, &rules::WEB_ACL, Outcome::Passed, detail);
        return None;
    }
    tracer.step(hop, &rules::WEB_ACL, Outcome::Refused, detail);
    let around: [&[_]; 2] = [&[("server", SERVER), ("date", DATE)], &[]];
    let own = crate::web_acl::answer(Component::LoadBalancer, &rules::WEB_ACL, verdict.refusal(), around);
    Some(own.unwrap_or_else(|| page(&rules::WEB_ACL, 403, "403 Forbidden")))
}

/// What the first rule that applies answers, else the default action.
fn apply_rules(tracer: &mut Tracer<'_>, hop: HopIndex, load_balancer: &LoadBalancer, request: &Request<'_>) -> Answer {
    let path = request.path.text();
    let detail = Detail::none().with("host", &request.host).with("path", path);
    let found = load_balancer.rules.iter().enumerate().find_map(|(index, rule)| {
        let pattern = applies(rule, request, path)?;
        Some((index + 1, pattern, rule))
    });
    let domain_name = &load_balancer.domain_name;
    match found {
        Some((position, pattern, rule)) => {
            let detail = detail.with_copy("pattern", pattern).with("position", position);
            let of = place(&tracer.scenario.load_balancers, load_balancer);
            let detail = detail.by(of.map(|of| Part::ListenerRule(of, position.saturating_sub(1)).into()));
            if let Some(answer) = listener::act(tracer, hop, rule, request, detail.clone()) {
                return answer;
            }
            tracer.step(hop, &rules::LISTENER_RULE, Outcome::Passed, detail);
            own_answer(request, &rule.response, pattern, &rules::LISTENER_RULE, format!("{domain_name} {pattern}"))
        }
        None => {
            let detail = detail.with("rules", load_balancer.rules.len());
            let part = load_balancer.part_of(tracer.scenario);
            let detail = detail.by(part.map(|part| part.field("rules"))).by(part.map(|part| part.field("default")));
            tracer.step(hop, &rules::DEFAULT_ACTION, Outcome::Passed, detail);
            own_answer(
                request,
                &load_balancer.default,
                "default",
                &rules::DEFAULT_ACTION,
                format!("{domain_name} default"),
            )
        }
    }
}

/// The path pattern by which a rule applies to a request, if it does; `*` for a rule without one.
fn applies<'r>(rule: &'r ListenerRule, request: &Request<'_>, path: &str) -> Option<&'r str> {
    let same = |pattern: &str, text: &str| wildcard(&pattern.to_ascii_lowercase(), &text.to_ascii_lowercase());
    let hosts = rule.host.is_empty() || rule.host.iter().any(|pattern| same(pattern, &request.host));
    let headers = rule.headers.iter().all(|(name, patterns)| {
        request.headers.get(name).is_some_and(|value| patterns.iter().any(|pattern| same(pattern, value)))
    });
    let pattern = match rule.path.as_slice() {
        [] => Some("*"),
        patterns => patterns.iter().map(String::as_str).find(|pattern| wildcard(pattern, path)),
    };
    pattern.filter(|_| hosts && headers && listener::holds(rule, request))
}

fn own_answer(request: &Request<'_>, response: &Response, pattern: &str, rule: &'static Rule, end: String) -> Answer {
    let fill =
        Placeholders { stage: "", path: request.path.text().clone(), resource: pattern, method: &request.method };
    let body = filled(&response.body, &fill);
    let mut headers = Headers::from_iter([("server", SERVER), ("date", DATE)]);
    if !body.is_empty() {
        headers.add("content-type", "text/plain; charset=utf-8");
    }
    headers.add("content-length", body.len().to_string());
    for (name, values) in &response.headers {
        let mut values = values.iter().filter(|_| !name.eq_ignore_ascii_case("content-length"));
        if let Some(first) = values.next() {
            headers.set(name.clone(), first.to_owned());
        }
        values.for_each(|value| headers.add(name.clone(), value.to_owned()));
    }
    headers.sort_first(&["server", "date", "content-type", "content-length"]);
    Answer {
        status: response.status,
        headers,
        body: body.into(),
        by: Component::LoadBalancer,
        rule,
        reaches: Some(Box::new(Reaches { text: end, ..Reaches::default() })),
    }
}

/// The load balancer's own page of a status.
pub fn page(rule: &'static Rule, status: u16, title: &str) -> Answer {
    let body = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n\
         </html>\r\n"
    );
    let mut headers = Headers::from_iter([("server", SERVER), ("date", DATE), ("content-type", "text/html")]);
    headers.add("content-length", body.len().to_string());
    let status = StatusCode::new(status).unwrap_or(StatusCode::FORBIDDEN);
    Answer { status, headers, body: body.into(), by: Component::LoadBalancer, rule, reaches: None }
}
