//! AWS's own CloudFront distribution in front of edge-optimized APIs. It knows their host names and no others, which
//! is why a forwarded viewer `Host` is answered with CloudFront's page and not with API Gateway's JSON.

use hopscope_scenario::rest_api::EndpointType;

use super::{regional, rest};
use crate::cloudfront::chain;
use crate::cloudfront::page::Page;
use crate::exchange::{Answer, Request};
use crate::header::Headers;
use crate::placeholder::{CLOUDFRONT_ID, EDGE_POP};
use crate::rules::api_gateway as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::Tracer;

/// The kind of the hop where AWS's own distribution refuses.
pub const KIND: &str = "API Gateway edge";

/// What the front answers.
pub fn answer<'s>(tracer: &mut Tracer<'s>, request: Request<'s>) -> Answer {
    match regional::find(tracer.scenario, &request.host) {
        Some(api) if api.endpoint_type == EndpointType::Edge => {
            if chain::is_full(&request) {
                let hop = tracer.enter(Component::Cloudfront, "", KIND, &request);
                let page = chain::refuse_with(tracer, hop, &request, EDGE_POP);
                crate::unreached::behind(tracer, &request.connect_to);
                return tracer.answer(hop, page);
            }
            let detail = Detail::none().with("host", request.host.as_str());
            tracer.pending_step(&rules::EDGE_FRONT, Outcome::Passed, detail);
            pass_on(rest::answer(tracer, api, request))
        }
        _ => {
            let hop = tracer.enter(Component::Cloudfront, "", KIND, &request);
            let detail = Detail::none().with("host", request.host.as_str());
            tracer.step(hop, &rules::EDGE_HOST_UNKNOWN, Outcome::Refused, detail);
            crate::unreached::behind(tracer, &request.connect_to);
            let page = Page::BAD_REQUEST.answer(Component::Cloudfront, &rules::EDGE_HOST_UNKNOWN, EDGE_POP);
            tracer.answer(hop, page)
        }
    }
}

/// Adds what AWS's own distribution adds, in the order of a recorded answer.
fn pass_on(mut answer: Answer) -> Answer {
    let x_cache = if answer.status.is_error() { "Error from cloudfront" } else { "Miss from cloudfront" };
    let headers: &mut Headers = &mut answer.headers;
    headers.add("x-cache", x_cache);
    headers.add("via", EDGE_POP.via);
    headers.add("x-amz-cf-pop", EDGE_POP.pop);
    headers.add("x-amz-cf-id", CLOUDFRONT_ID);
    answer
}
