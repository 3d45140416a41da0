//! The way in: a request of a scenario becomes a trace.

use std::borrow::Cow;

use hopscope_scenario::distribution::HttpVersion;
use hopscope_scenario::request::Request as Client;
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{FieldPath, Part, Scenario};

use crate::capabilities::Capabilities;
use crate::cloudfront::cache::Caches;
use crate::edge::{EdgeAnswers, NoAnswers};
use crate::exchange::{Answer, ConnectError, Request, Unreachable};
use crate::extension::Extensions;
use crate::header::Headers;
use crate::path::{Path, PathSource};
use crate::rule::Rule;
use crate::rules::viewer;
use crate::text::Text;
use crate::trace::{
    Component, Detail, Hop, Leg, Message, Outcome, RequestLine, Response, Scheme, Step, StepIndex, Trace,
};
use crate::tracer::Tracer;
use crate::url::{Url, UrlError};
use crate::{cloudfront, dns, placeholder};

/// Traces one request through a scenario without running edge code.
pub fn trace(scenario: &Scenario, client: &Client) -> Trace {
    trace_with(scenario, client, &NoAnswers)
}

/// Traces one request through a scenario, with what edge code gives. Calls without an answer are in the trace's `needs`.
pub fn trace_with(scenario: &Scenario, client: &Client, answers: &dyn EdgeAnswers) -> Trace {
    trace_by(scenario, client, &Capabilities { answers, extensions: Extensions::ALL })
}

/// Traces one request through a scenario, by what the program has. A trace that says that something was
/// [missing](Trace::missing) says nothing else: what stood for its answer stays in here.
pub fn trace_by(scenario: &Scenario, client: &Client, capabilities: &Capabilities<'_>) -> Trace {
    let mut trace = trace_after_others(scenario, client, capabilities);
    if trace.missing.any() {
        trace.say_nothing();
    }
    trace
}

fn trace_after_others(scenario: &Scenario, client: &Client, capabilities: &Capabilities<'_>) -> Trace {
    if client.after.is_empty() {
        return trace_one(scenario, client, capabilities, None).0;
    }
    let Some(systems) = capabilities.extensions.systems else {
        let mut trace = trace_one(scenario, client, capabilities, None).0;
        trace.missing.systems = true;
        return trace;
    };
    let caches = (systems.cache.filled)(scenario, client, capabilities);
    let (mut trace, caches) = trace_one(scenario, client, capabilities, Some(Box::new(caches)));
    let caches = caches.unwrap_or_default();
    trace.needs.extend(caches.needs);
    trace.missing = trace.missing.and(caches.missing);
    trace.earlier = caches.earlier;
    trace
}

/// Traces one request with what caches hold, and gives what they hold then.
pub(crate) fn trace_one(
    scenario: &Scenario,
    client: &Client,
    capabilities: &Capabilities<'_>,
    caches: Option<Box<Caches>>,
) -> (Trace, Option<Box<Caches>>) {
    let request = RequestLine { method: Text::method(&client.method), url: Text::copy(&client.url) };
    let mut tracer = Tracer::by(scenario, capabilities);
    tracer.caches = caches;
    tracer.request = client.part_of(scenario);
    let (answered_by, rule, response, reaches) = match Url::parse(&client.url) {
        Err(error) => {
            tracer.hops.push(invalid_url(&tracer, client, error));
            tracer.deciding = Some(StepIndex { hop: 0, step: 0 });
            (Component::Viewer, &viewer::URL_INVALID, None, None)
        }
        Ok(url) => {
            let first = first_request(&tracer, client, &url, &request.method);
            match dns::send(&mut tracer, first) {
                Ok(mut answer) => {
                    let (by, rule, reaches) = (answer.by, answer.rule, answer.reaches.take());
                    (by, rule, Some(response(&tracer, client, &url, answer)), reaches)
                }
                Err(unreachable) => {
                    let first = first_request(&tracer, client, &url, &request.method);
                    let rule = unresolved(&mut tracer, &first, &unreachable);
                    (Component::Dns, rule, None, None)
                }
            }
        }
    };
    let unknown = unknown(scenario, &tracer);
    let trace = Trace {
        request,
        response,
        answered_by,
        rule,
        deciding: tracer.deciding,
        reaches: reaches.map(|end| *end),
        hops: tracer.hops,
        unreached: tracer.unreached,
        needs: tracer.needs,
        unknown,
        earlier: Vec::new(),
        missing: tracer.missing,
    };
    (trace, tracer.caches)
}

/// The fields that nobody knows of the parts that the request met, and of those that decided about it.
fn unknown(scenario: &Scenario, tracer: &Tracer<'_>) -> Vec<FieldPath> {
    // A trace names some thirty settings, and mostly none of their parts has any.
    let (mut found, mut last) = (Vec::new(), None);
    let mut meet = |part: Part| {
        // One part decides several times in a row.
        if last.replace(part) != Some(part) && part.has_unknown_fields(scenario) {
            found.extend(part.unknown_fields(scenario));
        }
    };
    tracer.request.into_iter().for_each(&mut meet);
    for hop in &tracer.hops {
        hop.at.into_iter().for_each(&mut meet);
        for step in &hop.steps {
            step.fields().iter().for_each(|setting| meet(setting.part));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The request as it leaves the client.
fn first_request<'s>(tracer: &Tracer<'s>, client: &'s Client, url: &Url, method: &Text) -> Request<'s> {
    let mut headers = Headers::new();
    let mut host = url.host.clone();
    for (name, values) in &client.headers {
        match values.iter().next() {
            Some(value) if name.eq_ignore_ascii_case("host") => {
                host = value.rsplit_once(':').map_or(value, |(host, _)| host).to_ascii_lowercase().into();
            }
            _ => values.iter().for_each(|value| headers.add(name, Text::copy(value))),
        }
    }
    if client.sigv4.is_some() && !headers.has("authorization") {
        headers.add("authorization", placeholder::SIGV4_AUTHORIZATION);
        headers.add("x-amz-date", placeholder::SIGV4_DATE);
    }
    Request {
        method: method.clone(),
        scheme: url.scheme,
        connect_to: url.host.clone(),
        port: url.port,
        port_by: tracer.of_request("url"),
        host,
        host_by: tracer.of_request("url"),
        path: Path::new(&url.path, PathSource::Viewer),
        path_by: tracer.of_request("url"),
        prefix_by: None,
        query: url.query.clone(),
        headers,
        body: Cow::Borrowed(&client.body),
        http_version: "2",
        client,
        waf: client.viewer.waf,
        signed_by: None,
        distributions: 0,
        private: false,
    }
}

/// The answer as the client gets it.
fn response(tracer: &Tracer<'_>, client: &Client, url: &Url, answer: Answer) -> Response {
    // S3 and the front of function URLs speak HTTP/1.1 alone.
    let first = tracer.hops.first().map(|hop| hop.component);
    let speaks_http2 = !matches!(first, Some(Component::S3 | Component::LambdaUrl));
    let distribution = tracer
        .scenario
        .distributions
        .iter()
        .filter_map(|each| Some((cloudfront::distribution::covers(each, &url.host)?, each)))
        .max_by_key(|(settled, _)| *settled);
    let http_version = match (url.scheme, distribution.map(|(_, each)| each.http_version)) {
        _ if !speaks_http2 => "1.1",
        (Scheme::Http, _) | (_, Some(HttpVersion::Http11 | HttpVersion::Http3)) => "1.1",
        _ => "2",
    };
    // Whatever a hop would have sent: an answer to HEAD has no body (RFC 9110, 9.3.2).
    let body = if client.method == "HEAD" { Text::EMPTY } else { answer.body };
    Response { http_version, status: answer.status, headers: answer.headers, body }
}

/// The hop of a URL that cannot be requested: the client's own.
fn invalid_url(tracer: &Tracer<'_>, client: &Client, error: UrlError) -> Hop {
    let detail = Detail::none().with("problem", error.as_str()).with("url", &client.url).by(tracer.of_request("url"));
    let rule = &viewer::URL_INVALID;
    Hop {
        component: Component::Viewer,
        id: Text::EMPTY,
        kind: "",
        at: tracer.request,
        caller: None,
        called_after: 0,
        received: Message {
            method: Text::method(&client.method),
            scheme: Scheme::Https,
            host: Text::EMPTY,
            path: Text::EMPTY,
            query: Text::EMPTY,
            headers: Headers::new(),
            pieces: Path::default(),
        },
        steps: vec![Step { rule, outcome: Outcome::Refused, basis: rule.basis, leg: Leg::Request, detail }],
        sent: None,
        path_from: Path::default(),
        answer: None,
    }
}

/// Opens a hop for a name that leads nowhere, and gives the rule that says so.
fn unresolved(tracer: &mut Tracer<'_>, request: &Request<'_>, unreachable: &Unreachable) -> &'static Rule {
    let id = match unreachable.how {
        ConnectError::Dns => request.connect_to.clone(),
        _ => format!("{}:{}", request.connect_to, request.port).into(),
    };
    let hop = tracer.enter(Component::Dns, &id, "", None, request);
    tracer.decide(hop, unreachable.rule);
    unreachable.rule
}
