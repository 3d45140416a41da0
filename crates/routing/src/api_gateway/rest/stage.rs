//! The first segment of the path is the stage. It is taken off once; what follows is matched against resources.

use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{RestApi, RestStage};

use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::{Answer, Request};
use crate::path::Path;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// Chooses the stage, and gives it with the path below it.
pub fn choose<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    api: &'s RestApi,
    request: &Request<'s>,
) -> ControlFlow<Answer, (&'s RestStage, Path)> {
    let raw = request.path.text();
    let segment = first_segment(&raw);
    if let Some(stage) = api.stages.iter().find(|stage| stage.name == segment && !segment.is_empty()) {
        let rest = request.path.without_prefix(1 + segment.len());
        let detail = Detail::none().with("stage", segment).with("path", rest.text());
        tracer.step(hop, &rules::STAGE, Outcome::Passed, detail);
        return ControlFlow::Continue((stage, rest));
    }
    let stages: Vec<String> = api.stages.iter().map(|stage| stage.name.clone()).collect();
    let detail = Detail::none().with("segment", segment).with("stages", stages);
    tracer.step(hop, &rules::STAGE_MISSING, Outcome::Refused, detail);
    crate::unreached::behind_methods(tracer, api);
    ControlFlow::Break(GatewayError::Forbidden.answer(&rules::STAGE_MISSING))
}

/// The text between the first slash and the next.
fn first_segment(path: &str) -> &str {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split_once('/').map_or(path, |(segment, _)| segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_segment_is_cut_at_the_next_slash() {
        for (path, segment) in [("/prod/hello", "prod"), ("/prod", "prod"), ("/", ""), ("//prod", ""), ("", "")] {
            assert_eq!(first_segment(path), segment, "{path}");
        }
    }
}
