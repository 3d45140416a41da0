//! Application Load Balancers that answer by themselves, as a scenario says.

use hopscope_scenario::origin_server::{ListenerRule, LoadBalancer};
use hopscope_scenario::response::Response;

use super::web_acl;
use crate::kind;
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value};

/// The media types that a fixed answer can have. Source: Elastic Load Balancing API reference,
/// `FixedResponseActionConfig`.
const MEDIA_TYPES: &[&str] = &["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for (index, balancer) in scenario.load_balancers.iter().enumerate() {
        add_balancer(plan, index, balancer);
    }
}

fn add_balancer(plan: &mut Plan<'_>, index: usize, balancer: &LoadBalancer) {
    let first = balancer.domain_name.split('.').next().unwrap_or_default();
    let label = plan.label(&kind::LOAD_BALANCER, &index.to_string(), &balancer.domain_name);
    let is_internal = first.starts_with("internal-");
    let name: String = label.replace('_', "-").chars().take(30).collect();
    let subnets = Value::Text(plan.variable("subnet_ids").into());
    let mut body = Body::new().text("name", name.trim_matches('-')).text("load_balancer_type", "application");
    body = if plan.is_terraform() {
        body.plain("internal", is_internal)
    } else {
        body.text("scheme", if is_internal { "internal" } else { "internet-facing" })
    };
    plan.add(&kind::LOAD_BALANCER, label.clone(), body.with("subnets", subnets));
    if !balancer.certificate.is_empty() {
        plan.note(NoteKind::Certificate, &balancer.domain_name);
    }
    for (protocol, port) in [("HTTPS", 443), ("HTTP", 80)] {
        add_listener(plan, &label, balancer, protocol, port);
    }
    if let Some(acl) = &balancer.web_acl {
        let arn = Piece::Of { kind: &kind::LOAD_BALANCER, label, attribute: "arn" };
        web_acl::associate(plan, acl, &format!("load balancer {index}"), first, arn.into());
    }
}

fn add_listener(plan: &mut Plan<'_>, balancer_label: &str, balancer: &LoadBalancer, protocol: &str, port: u16) {
    let key = format!("{balancer_label} {protocol}");
    let label = plan.label(&kind::LISTENER, &key, &key);
    let arn = Piece::Of { kind: &kind::LOAD_BALANCER, label: balancer_label.to_owned(), attribute: "arn" };
    let mut body = Body::new().text("load_balancer_arn", arn).plain("port", port).text("protocol", protocol);
    if protocol == "HTTPS" {
        let certificate = plan.variable("certificate_arn");
        body = if plan.is_terraform() {
            body.text("certificate_arn", certificate)
        } else {
            body.blocks("certificates", [Body::new().text("CertificateArn", certificate)])
        };
    }
    let action = action(plan, balancer, &balancer.default);
    plan.add(&kind::LISTENER, label.clone(), body.blocks("default_action", [action]));
    for (number, rule) in balancer.rules.iter().enumerate() {
        let action = self::action(plan, balancer, &rule.response);
        let own = plan.label(&kind::LISTENER_RULE, &format!("{key} {number}"), &format!("{key} {}", number + 1));
        let conditions = conditions(plan, rule);
        let body = Body::new()
            .text("listener_arn", Piece::Of { kind: &kind::LISTENER, label: label.clone(), attribute: "arn" })
            .plain("priority", number + 1)
            .blocks("condition", conditions)
            .blocks("action", [action]);
        plan.add(&kind::LISTENER_RULE, own, body);
    }
}

fn conditions(plan: &Plan<'_>, rule: &ListenerRule) -> Vec<Body> {
    let condition = |field: &str, name: &str, body: Body| {
        let head = if plan.is_terraform() { Body::new() } else { Body::new().text("field", field) };
        head.block(name, body)
    };
    let texts = |texts: &[String]| Body::new().texts("values", texts.iter().map(String::as_str));
    let mut out = Vec::new();
    if !rule.host.is_empty() {
        out.push(condition("host-header", "host_header", texts(&rule.host)));
    }
    if !rule.path.is_empty() {
        out.push(condition("path-pattern", "path_pattern", texts(&rule.path)));
    }
    for (name, values) in &rule.headers {
        let header =
            Body(Body::new().text("http_header_name", name.as_str()).0.into_iter().chain(texts(values).0).collect());
        out.push(condition("http-header", "http_header", header));
    }
    // A rule has a condition; a path of any letters is none.
    if out.is_empty() {
        out.push(condition("path-pattern", "path_pattern", Body::new().texts("values", ["*"])));
    }
    out
}

/// A fixed answer.
fn action(plan: &mut Plan<'_>, balancer: &LoadBalancer, response: &Response) -> Body {
    let kind = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let kind = kind.and_then(|(_, values)| values.iter().next()).filter(|kind| MEDIA_TYPES.contains(kind));
    if kind.is_none() || response.headers.len() > 1 {
        plan.note(NoteKind::LoadBalancerHeaders, &balancer.domain_name);
    }
    let status = response.status.get();
    if !matches!(status / 100, 2 | 4 | 5) {
        plan.note(NoteKind::LoadBalancerStatus, &format!("{} {status}", balancer.domain_name));
    }
    let fixed = Body::new()
        .text("content_type", kind.unwrap_or("text/plain"))
        .filled("message_body", &response.body)
        .text("status_code", Text::letters(status.to_string()));
    Body::new().text("type", "fixed-response").block("fixed_response", fixed)
}
