//! AWS's own CloudFront distribution in front of edge-optimized APIs and domains. It knows their host names and no
//! others, which is why a forwarded viewer `Host` is answered with CloudFront's page and not with API Gateway's JSON.
//!
//! It stands at the same edge as everybody's distributions, where the `Host` alone chooses: a forwarded `Host` that is
//! a name of the user's own distribution leads back into that, which the request then passes a second time, with the
//! path that it has by now. Where that leads to the API again the request has passed two distributions, and is refused.
//! Source: serverfault.com/questions/1040045; the refusal is the page of Droplr/serverless-api-cloudfront#15.

use std::ops::ControlFlow;

use hopscope_scenario::Scenario;
use hopscope_scenario::domain_name::DomainName;
use hopscope_scenario::rest_api::{EndpointType, RestApi};

use super::entrance::Entrance;
use super::{domain, regional, rest};
use crate::cloudfront::page::Page;
use crate::cloudfront::viewer_protocol::https_location;
use crate::cloudfront::{self, chain, limits};
use crate::exchange::{Answer, Request};
use crate::extension;
use crate::placeholder::{CLOUDFRONT_ID, EDGE_POP};
use crate::rule::Rule;
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome, Scheme};
use crate::tracer::Tracer;

/// The kind of the hop where AWS's own distribution refuses.
pub const KIND: &str = "API Gateway edge";

/// What a host names at this front.
enum Named<'s> {
    Api(&'s RestApi),
    Domain(&'s DomainName),
}

/// What the front answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Answer {
    if leads_back(tracer, &request) {
        let detail = Detail::none().with("host", &request.host).with("connected_to", &request.connect_to);
        tracer.pending_step(&rules::EDGE_HOST_OWN, Outcome::Passed, detail.by(request.host_by));
        return cloudfront::answer(tracer, request);
    }
    let named = match admit(tracer, &request) {
        ControlFlow::Continue(named) => named,
        ControlFlow::Break((rule, detail)) => return refuse(tracer, &request, rule, detail),
    };
    if chain::is_full(&request) {
        let hop = tracer.enter(Component::Cloudfront, "", KIND, None, &request);
        let page = chain::refuse_with(tracer, hop, &request, EDGE_POP);
        crate::unreached::behind(tracer, &request.connect_to);
        return tracer.answer(hop, page);
    }
    let detail = Detail::none().with("host", &request.host).by(request.host_by);
    tracer.pending_step(&rules::EDGE_FRONT, Outcome::Passed, detail);
    pass_on(match named {
        Named::Api(api) => {
            let entrance = Entrance::execute_api(request.path.clone());
            rest::answer(tracer, api, request, entrance)
        }
        Named::Domain(domain) => match tracer.systems() {
            Some(systems) => (systems.domain)(tracer, domain, request),
            None => extension::no_answer(),
        },
    })
}

/// Whether the `Host` is a name of a distribution of the user's, which a request may still pass.
fn leads_back(tracer: &Tracer<'_>, request: &Request<'_>) -> bool {
    !chain::is_full(request)
        && find(tracer.scenario, &request.host).is_none()
        && cloudfront::distribution::find(tracer.scenario, &request.host).is_some()
}

/// The edge-optimized API or domain that a host names.
fn find<'s>(scenario: &'s Scenario, host: &str) -> Option<Named<'s>> {
    let api = regional::find(scenario, host).filter(|api| api.endpoint_type == EndpointType::Edge).map(Named::Api);
    let domain = || domain::find(scenario, host).filter(|domain| domain::is_edge(domain)).map(Named::Domain);
    api.or_else(domain)
}

/// What the host names, if the front takes the request; else the rule that refuses it.
fn admit<'s>(tracer: &Tracer<'s>, request: &Request<'s>) -> ControlFlow<(&'static Rule, Detail), Named<'s>> {
    let host = request.host.as_str();
    let length = limits::url_length(request);
    if length > limits::MAX_URL {
        let detail = Detail::none().with("length", length).with("most", limits::MAX_URL);
        return ControlFlow::Break((&rules::URL_TOO_LONG, detail.by(tracer.of_request("url"))));
    }
    let Some(named) = find(tracer.scenario, host) else {
        return ControlFlow::Break((
            &rules::EDGE_HOST_UNKNOWN,
            Detail::none().with_copy("host", host).by(request.host_by),
        ));
    };
    if request.scheme == Scheme::Http {
        let detail = Detail::none().with_copy("host", host).with("location", https_location(request));
        return ControlFlow::Break((&rules::EDGE_HTTPS, detail.by(request.port_by)));
    }
    if request.method == "GET" && !request.body.is_empty() {
        let detail =
            Detail::none().with("method", "GET").with("length", request.body.len()).by(tracer.of_request("body"));
        return ControlFlow::Break((&rules::EDGE_GET_BODY, detail));
    }
    ControlFlow::Continue(named)
}

/// CloudFront's page: for plain HTTP its redirect, as of a behaviour with `redirect-to-https`; for a URL beyond
/// CloudFront's limit, which is that of these endpoints, its page for such, inferred.
fn refuse(tracer: &mut Tracer<'_>, request: &Request<'_>, rule: &'static Rule, detail: Detail) -> Answer {
    let hop = tracer.enter(Component::Cloudfront, "", KIND, None, request);
    let page = match detail.text("location") {
        Some(location) => Page::redirect_to_https(&request.method, location.to_owned()),
        None if rule == &rules::URL_TOO_LONG => Page::URL_TOO_LONG,
        None => Page::BAD_REQUEST,
    };
    tracer.step(hop, rule, Outcome::Refused, detail);
    crate::unreached::behind(tracer, &request.connect_to);
    let page = page.answer(Component::Cloudfront, rule, EDGE_POP);
    tracer.answer(hop, page)
}

/// Adds what AWS's own distribution adds, in the order of a recorded answer.
fn pass_on(mut answer: Answer) -> Answer {
    let x_cache = if answer.status.is_error() { "Error from cloudfront" } else { "Miss from cloudfront" };
    let headers = &mut answer.headers;
    headers.add("x-cache", x_cache);
    headers.add("via", EDGE_POP.via);
    headers.add("x-amz-cf-pop", EDGE_POP.pop);
    headers.add("x-amz-cf-id", CLOUDFRONT_ID);
    answer
}
