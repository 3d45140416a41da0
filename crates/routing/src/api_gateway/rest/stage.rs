//! The first segment of the path is the stage, unless a custom domain's mapping or rule fixes it. It is taken off once;
//! what follows is matched against resources.
//!
//! A segment in braces, as in a URL copied from documentation (`/{stage}/hello`), can be no stage's name. Where the API
//! lists no stages at all it stands for one that the scenario leaves open.

use hopscope_scenario::Map;
use std::ops::ControlFlow;

use hopscope_scenario::Part;
use hopscope_scenario::rest_api::{RestApi, RestStage};
use hopscope_scenario::setting::{Listed as _, place};

use crate::api_gateway::entrance::Entrance;
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::{Answer, Request};
use crate::path::Path;
use crate::rule::Basis;
use crate::rules::api_gateway as rules;
use crate::text::Text;
use crate::trace::{Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// A stage that the scenario leaves open.
static OPEN: RestStage = RestStage {
    name: String::new(),
    deployed: None,
    variables: Map::new(),
    web_acl: None,
    canary_settings: None,
    unknown: std::collections::BTreeMap::new(),
};

/// Chooses the stage, and gives it with the path below it.
pub fn choose<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    api: &'s RestApi,
    entrance: &Entrance<'s>,
    request: &Request<'_>,
) -> ControlFlow<Answer, (&'s RestStage, Path)> {
    let raw = entrance.path.text();
    let segment = entrance.stage.unwrap_or_else(|| first_segment(raw));
    let rest = || match entrance.stage {
        Some(_) => entrance.path.clone(),
        None => entrance.path.without_prefix(1 + segment.len()),
    };
    if let Some(stage) = api.stages.iter().find(|stage| stage.name == segment && !segment.is_empty()) {
        let rest = rest();
        let detail = entrance.tell_stage(Detail::none().with_copy("stage", segment).with("path", rest.text()));
        let at = place(&tracer.scenario.rest_apis, api).zip(place(&api.stages, stage));
        let detail = detail.by(at.map(|(api, stage)| Part::RestStage(api, stage).field("name")));
        tracer.step(hop, &rules::STAGE, Outcome::Passed, detail);
        return ControlFlow::Continue((stage, rest));
    }
    if api.stages.is_empty() && is_placeholder(segment) {
        let rest = rest();
        let detail = Detail::none().with_copy("stage", segment).with("path", rest.text());
        tracer.step_on(hop, &rules::STAGE, Outcome::Passed, Basis::Inferred, detail);
        return ControlFlow::Continue((&OPEN, rest));
    }
    let stages: Vec<Text> = api.stages.iter().map(|stage| Text::from(&stage.name)).collect();
    let detail = entrance.tell_stage(Detail::none().with_copy("segment", segment).with("stages", stages));
    let detail = match entrance.by.filter(|_| entrance.stage.is_some()) {
        Some(mapping) => detail.by(Some(mapping.field("stage"))),
        None => detail.by(request.prefix_by).by(request.path_by),
    };
    let detail = detail.by(api.part_of(tracer.scenario).map(|part| part.field("stages")));
    tracer.step(hop, &rules::STAGE_MISSING, Outcome::Refused, detail);
    crate::unreached::behind_methods(tracer, api);
    ControlFlow::Break(GatewayError::Forbidden.answer(&rules::STAGE_MISSING))
}

/// The text between the first slash and the next.
fn first_segment(path: &str) -> &str {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split_once('/').map_or(path, |(segment, _)| segment)
}

/// Whether a segment is a name in braces.
fn is_placeholder(segment: &str) -> bool {
    segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).is_some_and(|name| !name.is_empty())
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

    #[test]
    fn placeholders_are_names_in_braces() {
        assert!(is_placeholder("{stage}"));
        assert!(!is_placeholder("{}") && !is_placeholder("prod") && !is_placeholder("{stage"));
    }
}
