//! Why no resource and method, or no route, fits a path: what is too much in the path, or missing in the API.

use hopscope_routing::RuleId;
use hopscope_routing::api_gateway::http::route as http;
use hopscope_routing::api_gateway::rest::resource as rest;
use hopscope_routing::path::PathSource;
use hopscope_scenario::FieldPath;
use hopscope_scenario::http_api::{HttpApi, HttpStage};
use hopscope_scenario::rest_api::{MethodName, RestApi, RestStage};

use super::cause::{Case, Cause, CauseKind};
use super::{place, stage};

/// An API and the stage that a request took, as far as looking for a resource goes.
enum Router<'s> {
    Rest(&'s RestApi, &'s RestStage),
    Http(&'s HttpApi, &'s HttpStage),
}

impl<'s> Router<'s> {
    fn of(case: &Case<'s>) -> Option<Self> {
        let name = case.deciding.text("stage");
        let hop = case.deciding.hop;
        if let Some(index) = place::rest_api(hop) {
            let api = case.scenario.rest_apis.get(index)?;
            return Some(Self::Rest(api, api.stages.iter().find(|stage| stage.name == name)?));
        }
        let api = case.scenario.http_apis.get(place::http_api(hop)?)?;
        Some(Self::Http(api, api.stages.iter().find(|stage| stage.name == name)?))
    }

    /// The pair or route that a method and path reach.
    fn best(&self, method: &str, path: &str) -> Option<String> {
        match self {
            Self::Rest(api, stage) => {
                rest::best(api, stage, method, path).map(|(found, name)| format!("{name} {}", found.path))
            }
            Self::Http(api, stage) => http::best(api, stage, method, path).map(|target| target.route.route_key.clone()),
        }
    }

    /// The same API with everything deployed.
    fn undeployed(&self, method: &str, path: &str) -> Option<String> {
        match self {
            Self::Rest(api, stage) => {
                let stage = RestStage { deployed: None, ..(*stage).clone() };
                rest::best(api, &stage, method, path).map(|(found, name)| format!("{name} {}", found.path))
            }
            Self::Http(api, stage) => {
                let stage = HttpStage { deployed: None, ..(*stage).clone() };
                http::best(api, &stage, method, path).map(|target| target.route.route_key.clone())
            }
        }
    }

    /// The methods that the path has.
    fn methods(&self, path: &str) -> Vec<&'static str> {
        MethodName::WORDS
            .iter()
            .copied()
            .filter(|method| *method != "ANY" && self.best(method, path).is_some())
            .collect()
    }

    /// The templates of resources or routes.
    fn templates(&self) -> Vec<&'s str> {
        match self {
            Self::Rest(api, _) => api.resources.iter().map(|resource| resource.path.as_str()).collect(),
            Self::Http(api, _) => {
                api.routes.iter().filter_map(|route| Some(route.route_key.split_once(' ')?.1)).collect()
            }
        }
    }
}

/// The cause of a resource or route that is not found.
pub fn of(case: &Case<'_>) -> Option<Cause> {
    let router = Router::of(case)?;
    let (method, path) = (case.deciding.text("method"), case.deciding.text("path"));
    if let Some(pair) = router.undeployed(method, path) {
        return Some(case.cause(CauseKind::NotDeployed, stages_path(case), vec![("pair", pair)]));
    }
    let methods = router.methods(path);
    if !methods.is_empty() {
        let values = vec![("methods", methods.join("`, `"))];
        return Some(case.cause(CauseKind::MethodMissing, api_path(case), values));
    }
    if path == "/" && router.templates().iter().any(|template| is_greedy_root(template)) {
        return Some(case.cause(CauseKind::RootOfProxy, api_path(case), Vec::new()));
    }
    if let Some(cause) = surplus(case, &router, method, path) {
        return Some(cause);
    }
    let same = |template: &&&str| template.trim_end_matches('/').eq_ignore_ascii_case(path.trim_end_matches('/'));
    if let Some(template) = router.templates().iter().find(same) {
        return Some(case.cause(CauseKind::PathCase, api_path(case), vec![("resource", (*template).to_owned())]));
    }
    Some(case.cause(CauseKind::Rule, api_path(case), Vec::new()))
}

/// The methods that the path has, where none of them is the request's.
pub fn methods(case: &Case<'_>) -> Option<Vec<&'static str>> {
    const RULES: [RuleId; 3] =
        [RuleId::RestApiResourceNotFound, RuleId::RestApiResourceNotFoundAuthorization, RuleId::HttpApiRouteNotFound];
    RULES.contains(&case.deciding.step.rule.id).then_some(())?;
    let methods = Router::of(case)?.methods(case.deciding.text("path"));
    (!methods.is_empty()).then_some(methods)
}

/// A prefix without which the path would be found, and who wrote it.
fn surplus(case: &Case<'_>, router: &Router<'_>, method: &str, path: &str) -> Option<Cause> {
    let ends = path.match_indices('/').map(|(at, _)| at).skip(1);
    let cut = ends.filter_map(|at| Some((path.get(..at)?, path.get(at..)?)));
    let (prefix, pair) = cut.filter_map(|(prefix, rest)| Some((prefix, router.best(method, rest)?))).next()?;
    let mut values = vec![("prefix", prefix.to_owned()), ("pair", pair), ("writer", writer(case).to_owned())];
    let by_domain = stage::domain_path(case).is_some();
    let kept = case.deciding.hop.steps.iter().find(|step| step.rule.id == RuleId::ApiDomainRoutingRule);
    let kept = kept.and_then(|step| step.detail.text("base_path")).filter(|base_path| !base_path.is_empty());
    if kept.is_some_and(|base_path| prefix.trim_start_matches('/') == base_path) {
        let field = stage::domain_path(case).map(|path| path.field("routing_rules"));
        return Some(case.cause(CauseKind::BasePathLeft, field, values));
    }
    let stage_name = case.deciding.text("stage");
    if prefix.trim_start_matches('/') == stage_name {
        let kind = if by_domain { CauseKind::StageInDomain } else { CauseKind::StageTwice };
        let field = if by_domain { stage::domain_path(case) } else { origin_path(case) };
        return Some(case.cause(kind, field, values));
    }
    if let Some(origin) = case.edge().and_then(|edge| edge.origin(case.scenario).cloned()) {
        values.push(("added", origin.origin_path));
    }
    Some(case.cause(
        CauseKind::PrefixLeft,
        case.edge().map(|edge| edge.behavior_path()).or_else(|| api_path(case)),
        values,
    ))
}

/// Who wrote the path below the stage: the viewer, unless a function or an origin path reaches into it.
fn writer(case: &Case<'_>) -> &'static str {
    let pieces = &case.deciding.hop.received.pieces;
    let taken = place::stage(case.scenario, case.deciding.hop).map_or(0, |stage| stage.len() + 1);
    let below = if pieces.text().starts_with(&format!("/{}", case.deciding.text("stage"))) {
        pieces.without_prefix(taken)
    } else {
        pieces.clone()
    };
    source_word(below.pieces().next().map_or(PathSource::Viewer, |(_, source)| source))
}

/// The name of who wrote a piece, in keys of texts.
pub const fn source_word(source: PathSource) -> &'static str {
    match source {
        PathSource::Viewer => "viewer",
        PathSource::OriginPath => "origin_path",
        PathSource::DefaultRootObject => "default_root_object",
        PathSource::EdgeFunction => "edge_function",
        PathSource::BasePath => "base_path",
        PathSource::Integration => "integration",
        PathSource::ErrorPage => "error_page",
    }
}

fn is_greedy_root(template: &str) -> bool {
    template.strip_prefix("/{").and_then(|rest| rest.strip_suffix("+}")).is_some_and(|name| !name.contains('/'))
}

fn origin_path(case: &Case<'_>) -> Option<FieldPath> {
    Some(case.edge()?.origin_path()?.field("origin_path"))
}

/// The resources or routes of the API.
pub fn api_path(case: &Case<'_>) -> Option<FieldPath> {
    let hop = case.deciding.hop;
    if let Some(index) = place::rest_api(hop) {
        return Some(FieldPath::root().field("rest_apis").index(index).field("resources"));
    }
    let index = place::http_api(hop)?;
    Some(FieldPath::root().field("http_apis").index(index).field("routes"))
}

fn stages_path(case: &Case<'_>) -> Option<FieldPath> {
    let hop = case.deciding.hop;
    let name = case.deciding.text("stage");
    if let Some(index) = place::rest_api(hop) {
        let stage = case.scenario.rest_apis.get(index)?.stages.iter().position(|stage| stage.name == name)?;
        return Some(FieldPath::root().field("rest_apis").index(index).field("stages").index(stage).field("deployed"));
    }
    let index = place::http_api(hop)?;
    let stage = case.scenario.http_apis.get(index)?.stages.iter().position(|stage| stage.name == name)?;
    Some(FieldPath::root().field("http_apis").index(index).field("stages").index(stage).field("deployed"))
}
