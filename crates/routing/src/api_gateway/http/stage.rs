//! Which stage a request goes to: the one that a custom domain's mapping fixes, else the one that the first segment
//! names, else `$default`. A stage whose name is the first segment hides every route that begins with that segment.

use std::ops::ControlFlow;

use hopscope_scenario::Part;
use hopscope_scenario::http_api::{HttpApi, HttpStage};
use hopscope_scenario::setting::{Listed as _, place};

use super::error::HttpError;
use crate::api_gateway::entrance::Entrance;
use crate::exchange::{Answer, Request};
use crate::path::Path;
use crate::rules::http_api as rules;
use crate::text::Text;
use crate::trace::{Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// The stage without a path segment of its own.
pub const DEFAULT: &str = "$default";

/// Chooses the stage, and gives it with the path that routes are matched against.
pub fn choose<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    api: &'s HttpApi,
    entrance: Entrance<'s>,
    request: &Request<'_>,
) -> ControlFlow<Answer, (&'s HttpStage, Path)> {
    let raw = entrance.path.text();
    let segment = first_segment(raw);
    let named = |name: &str| api.stages.iter().find(|stage| stage.name == name);
    let chosen = match entrance.stage {
        Some(fixed) => named(fixed).map(|stage| (stage, 0)),
        None => named(segment)
            .filter(|_| !segment.is_empty() && segment != DEFAULT)
            .map(|stage| (stage, 1 + segment.len()))
            .or_else(|| named(DEFAULT).map(|stage| (stage, 0))),
    };
    if let Some((stage, taken)) = chosen {
        let path = entrance.path.without_prefix(taken);
        let detail = entrance.tell_stage(Detail::none().with("stage", &stage.name).with("path", shown(&path)));
        let at = place(&tracer.scenario.http_apis, api).zip(place(&api.stages, stage));
        let detail = detail.by(at.map(|(api, stage)| Part::HttpStage(api, stage).field("name")));
        tracer.step(hop, &rules::STAGE, Outcome::Passed, detail);
        return ControlFlow::Continue((stage, path));
    }
    let stages: Vec<String> = api.stages.iter().map(|stage| stage.name.clone()).collect();
    let segment = entrance.stage.unwrap_or(segment);
    let detail = entrance.tell_stage(Detail::none().with_copy("segment", segment).with("stages", stages));
    let detail = match entrance.by.filter(|_| entrance.stage.is_some()) {
        Some(mapping) => detail.by(Some(mapping.field("stage"))),
        None => detail.by(request.prefix_by).by(request.path_by),
    };
    let detail = detail.by(api.part_of(tracer.scenario).map(|part| part.field("stages")));
    tracer.step(hop, &rules::STAGE_MISSING, Outcome::Refused, detail);
    crate::unreached::behind_routes(tracer, api);
    ControlFlow::Break(HttpError::NotFound.answer(&rules::STAGE_MISSING))
}

/// The text of a path; `/` where nothing is left of it.
pub fn shown(path: &Path) -> Text {
    let text = path.text();
    if text.is_empty() { "/".into() } else { text.clone() }
}

/// The text between the first slash and the next.
fn first_segment(path: &str) -> &str {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split_once('/').map_or(path, |(segment, _)| segment)
}

#[cfg(test)]
mod tests {
    use hopscope_scenario::Scenario;

    use super::*;
    use crate::path::PathSource;
    use crate::trace::{Component, Scheme};

    /// The stage, and the path that is left, of a path at an API with those stages.
    fn check(stages: &[&str], fixed: Option<&str>, path: &str, expected: Option<(&str, &str)>) {
        let stages = stages.iter().map(|name| HttpStage { name: (*name).to_owned(), ..HttpStage::default() });
        let api = HttpApi { stages: stages.collect(), ..HttpApi::default() };
        let (scenario, client) = (Scenario::default(), Default::default());
        let path = Path::new(crate::text::Text::copy(path), PathSource::Viewer);
        let request = Request {
            method: "GET".into(),
            scheme: Scheme::Https,
            connect_to: crate::text::Text::EMPTY,
            port: 443,
            port_by: None,
            host: crate::text::Text::EMPTY,
            host_by: None,
            path: path.clone(),
            path_by: None,
            prefix_by: None,
            query: crate::text::Text::EMPTY,
            headers: Default::default(),
            body: "".into(),
            http_version: "2",
            client: &client,
            waf: None,
            signed_by: None,
            distributions: 0,
            private: false,
        };
        let mut tracer = Tracer::new(&scenario);
        let hop = tracer.enter(Component::ApiGateway, "", "", None, &request);
        // The stages outlive the notebook's scenario here, which nothing reads.
        let api: &'static HttpApi = Box::leak(Box::new(api));
        let fixed: Option<&'static str> = fixed.map(|name| &*name.to_owned().leak());
        let found =
            choose(&mut tracer, hop, api, Entrance { stage: fixed, ..Entrance::execute_api(path.clone()) }, &request);
        let found = found.continue_value().map(|(stage, rest)| (stage.name.clone(), shown(&rest).to_string()));
        let found = found.as_ref().map(|(stage, rest)| (stage.as_str(), rest.as_str()));
        assert_eq!(found, expected, "{path:?}");
    }

    #[test]
    fn a_named_stage_takes_its_segment_and_the_rest_goes_to_default() {
        check(&["dev", "$default"], None, "/dev/pets", Some(("dev", "/pets")));
        check(&["dev", "$default"], None, "/dev", Some(("dev", "/")));
        check(&["dev", "$default"], None, "/pets", Some(("$default", "/pets")));
        check(&["dev", "$default"], None, "/devs", Some(("$default", "/devs")));
        check(&["$default"], None, "/$default/pets", Some(("$default", "/$default/pets")));
        check(&["dev"], None, "/pets", None);
        check(&["dev"], None, "/", None);
        check(&["dev"], None, "/Dev/pets", None);
    }

    #[test]
    fn a_mapping_fixes_the_stage() {
        check(&["dev", "prod"], Some("prod"), "/dev/pets", Some(("prod", "/dev/pets")));
        check(&["dev"], Some("prod"), "/dev/pets", None);
    }
}
