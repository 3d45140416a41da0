//! Problems of HTTP APIs.

use std::collections::BTreeSet;

use super::{ProblemKind, Report, path_form};
use crate::Scenario;
use crate::field_path::Place;
use crate::http_api::HttpApi;
use crate::rest_api::MethodName;

pub(super) fn check(scenario: &Scenario, root: &Place<'_>, report: &mut Report<'_>) {
    report.duplicates(root, "http_apis", "id", scenario.http_apis.iter().map(|api| api.id.as_str()));
    let apis = root.field("http_apis");
    for (index, api) in scenario.http_apis.iter().enumerate() {
        let at = apis.index(index);
        check_routes(api, &at, report);
        check_stages(api, &at, report);
    }
}

fn check_routes(api: &HttpApi, at: &Place<'_>, report: &mut Report<'_>) {
    report.duplicates(at, "routes", "route_key", api.routes.iter().map(|route| route.route_key.as_str()));
    let routes = at.field("routes");
    for (index, route) in api.routes.iter().enumerate() {
        let at = routes.index(index);
        if let Some(kind) = route_key_fault(&route.route_key) {
            report.add(&at.field("route_key"), kind);
        }
        report.integration(&at, &route.integration);
    }
}

/// Source: API Gateway Developer Guide, "Create routes for HTTP APIs".
fn route_key_fault(key: &str) -> Option<ProblemKind> {
    if key == "$default" {
        return None;
    }
    match key.split_once(' ') {
        Some((method, path)) if MethodName::from_word(method).is_some() => {
            path_form::fault(path).map(ProblemKind::Path)
        }
        _ => Some(ProblemKind::RouteKey),
    }
}

fn check_stages(api: &HttpApi, at: &Place<'_>, report: &mut Report<'_>) {
    report.duplicates(at, "stages", "name", api.stages.iter().map(|stage| stage.name.as_str()));
    let stages = at.field("stages");
    let keys: BTreeSet<&str> = api.routes.iter().map(|route| route.route_key.as_str()).collect();
    for (index, stage) in api.stages.iter().enumerate() {
        let at = stages.index(index);
        if stage.name != "$default" {
            report.stage_name(&at.field("name"), &stage.name);
        }
        for (index, deployed) in stage.deployed.iter().flatten().enumerate() {
            if !keys.contains(deployed.as_str()) {
                report.add(&at.field("deployed").index(index), ProblemKind::UnknownRoute);
            }
        }
    }
}
