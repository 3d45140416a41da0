//! AWS's own CloudFront distribution in front of edge-optimized APIs and domains. It knows their host names and no
//! others, which is why a forwarded viewer `Host` is answered with CloudFront's page and not with API Gateway's JSON.

use std::ops::ControlFlow;

use hopscope_scenario::domain_name::DomainName;
use hopscope_scenario::rest_api::{EndpointType, RestApi};

use super::entrance::Entrance;
use super::{domain, regional, rest};
use crate::cloudfront::chain;
use crate::cloudfront::page::Page;
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

/// What the host names, if the front takes the request; else the rule that refuses it.
fn admit<'s>(tracer: &Tracer<'s>, request: &Request<'s>) -> ControlFlow<(&'static Rule, Detail), Named<'s>> {
    let scenario = tracer.scenario;
    let host = request.host.as_str();
    let api = regional::find(scenario, host).filter(|api| api.endpoint_type == EndpointType::Edge).map(Named::Api);
    let domain = || domain::find(scenario, host).filter(|domain| domain::is_edge(domain)).map(Named::Domain);
    let Some(named) = api.or_else(domain) else {
        return ControlFlow::Break((
            &rules::EDGE_HOST_UNKNOWN,
            Detail::none().with_copy("host", host).by(request.host_by),
        ));
    };
    if request.scheme == Scheme::Http {
        return ControlFlow::Break((&rules::EDGE_HTTPS, Detail::none().with_copy("host", host).by(request.port_by)));
    }
    if request.method == "GET" && !request.body.is_empty() {
        let detail =
            Detail::none().with("method", "GET").with("length", request.body.len()).by(tracer.of_request("body"));
        return ControlFlow::Break((&rules::EDGE_GET_BODY, detail));
    }
    ControlFlow::Continue(named)
}

/// CloudFront's page.
fn refuse(tracer: &mut Tracer<'_>, request: &Request<'_>, rule: &'static Rule, detail: Detail) -> Answer {
    let hop = tracer.enter(Component::Cloudfront, "", KIND, None, request);
    tracer.step(hop, rule, Outcome::Refused, detail);
    crate::unreached::behind(tracer, &request.connect_to);
    let page = Page::BAD_REQUEST.answer(Component::Cloudfront, rule, EDGE_POP);
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
