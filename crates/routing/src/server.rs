//! Any other server, and backends that the scenario describes by their answer alone.
//!
//! What a server answers is the scenario's word. What is modelled is the way to it: its certificate, and the path that
//! arrives there.

use hopscope_scenario::origin_server::{Server, ServerRoute};
use hopscope_scenario::response::Response;
use hopscope_scenario::setting::{Listed as _, place};
use hopscope_scenario::{Part, Setting, StatusCode};

use crate::cloudfront::path_pattern::matches;
use crate::connection;
use crate::exchange::{Answer, ConnectError, Request, Sent, Unreachable};
use crate::header::Headers;
use crate::lambda::{Placeholders, filled, holds};
use crate::placeholder::DATE;
use crate::rule::Rule;
use crate::rules::server as rules;
use crate::tls::{self, Certificate};
use crate::trace::{Component, Detail, Outcome, Reaches};
use crate::tracer::Tracer;

/// Asks a server.
///
/// # Errors
/// When its certificate does not satisfy the caller.
pub fn answer<'s>(tracer: &mut Tracer<'s>, server: &'s Server, request: &Request<'s>) -> Sent {
    let part = server.part_of(tracer.scenario);
    connection::check(tracer, &rules::CONNECTION, part, (server.security_group, false), request)?;
    let certificate = tls::check(&server.certificate, &server.domain_name, request);
    let detail = Detail::none()
        .with("domain_name", &server.domain_name)
        .with("connected_to", &request.connect_to)
        .with("host", &request.host)
        .with("certificate", names(&server.certificate, &server.domain_name))
        .by(part.map(|part| part.field("certificate")))
        .by(request.host_by);
    if certificate == Certificate::Mismatch {
        tracer.pending_step(&rules::CERTIFICATE, Outcome::Refused, detail);
        return Err(Unreachable { rule: &rules::CERTIFICATE, how: ConnectError::Certificate });
    }
    let hop = tracer.enter(Component::Server, &server.domain_name, "", part, request);
    if certificate == Certificate::Covers {
        tracer.step(hop, &rules::CERTIFICATE, Outcome::Passed, detail);
    }
    let path = request.path.text();
    let detail = Detail::none().with("path", path).with("domain_name", &server.domain_name);
    tracer.elapsed += u64::from(server.duration_milliseconds);
    let takes = |route: &&ServerRoute| matches(&route.path, path) && holds(&route.when, request);
    let answer = match server.routes.iter().find(takes) {
        Some(route @ ServerRoute { path: pattern, response, .. }) => {
            let of = place(&tracer.scenario.servers, server).zip(place(&server.routes, route));
            let detail = detail.by(of.map(|(of, at)| Part::ServerRoute(of, at).into()));
            tracer.step(hop, &rules::ROUTE, Outcome::Passed, detail.with("pattern", pattern));
            let end = format!("{} {pattern}", server.domain_name);
            own_answer(request, response, pattern, &rules::ROUTE, end)
        }
        None => {
            let routes = part.map(|part| part.field("routes"));
            let detail = detail.by(routes).by(request.prefix_by).by(request.path_by);
            tracer.step(hop, &rules::ROUTE_NOT_FOUND, Outcome::Refused, detail);
            let mut answer = Answer::refusal(Component::Server, &rules::ROUTE_NOT_FOUND, StatusCode::NOT_FOUND);
            answer.headers = Headers::from_iter([("date", DATE), ("content-length", "0")]);
            answer
        }
    };
    Ok(tracer.answer(hop, answer))
}

/// The answer of a backend outside the scenario, as its integration prescribes it in the setting `by`. The request ends at the caller's
/// route, whose name the caller fills in.
pub fn prescribed(tracer: &mut Tracer<'_>, request: &Request<'_>, response: &Response, by: Option<Setting>) -> Answer {
    let hop = tracer.enter(Component::Server, &request.connect_to, "", by.map(|by| by.part), request);
    let detail = Detail::none().with("host", &request.connect_to).with("status", response.status).by(by);
    tracer.step(hop, &rules::PRESCRIBED, Outcome::Passed, detail);
    let answer = own_answer(request, response, "", &rules::PRESCRIBED, String::new());
    tracer.answer(hop, answer)
}

fn own_answer(request: &Request<'_>, response: &Response, resource: &str, rule: &'static Rule, end: String) -> Answer {
    let fill = Placeholders { stage: "", path: request.path.text().clone(), resource, method: &request.method };
    let body = filled(&response.body, &fill);
    let mut headers = Headers::from_iter([("date", DATE)]);
    for (name, values) in &response.headers {
        if !name.eq_ignore_ascii_case("content-length") {
            values.iter().for_each(|value| headers.add(name.clone(), value.to_owned()));
        }
    }
    headers.add("content-length", body.len().to_string());
    headers.sort_first(&["date", "content-type", "content-length"]);
    Answer {
        status: response.status,
        headers,
        body: body.into(),
        by: Component::Server,
        rule,
        reaches: Some(Box::new(Reaches { text: end, ..Reaches::default() })),
    }
}

/// The names of a certificate, for the detail of a step.
pub fn names(certificate: &[String], domain_name: &str) -> Vec<String> {
    if certificate.is_empty() { vec![domain_name.to_owned()] } else { certificate.to_vec() }
}
