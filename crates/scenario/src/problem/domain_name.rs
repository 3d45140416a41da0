//! Problems of API Gateway custom domain names.

use super::{ProblemKind, Report};
use crate::Scenario;
use crate::field_path::Place;

pub(super) fn check(scenario: &Scenario, root: &Place<'_>, report: &mut Report<'_>) {
    let names = scenario.domain_names.iter().map(|domain| domain.domain_name.as_str());
    report.duplicates(root, "domain_names", "domain_name", names);
    let domains = root.field("domain_names");
    for (index, domain) in scenario.domain_names.iter().enumerate() {
        let at = domains.index(index);
        let base_paths = domain.base_path_mappings.iter().map(|mapping| mapping.base_path.as_str());
        report.duplicates(&at, "base_path_mappings", "base_path", base_paths);
        let mappings = at.field("base_path_mappings");
        for (index, mapping) in domain.base_path_mappings.iter().enumerate() {
            // Without a stage the next segment of the path names it.
            let stage = (!mapping.stage.is_empty()).then_some(mapping.stage.as_str());
            check_target(&mapping.api, stage, &mappings.index(index), report);
        }
        let rules = at.field("routing_rules");
        for (index, rule) in domain.routing_rules.iter().enumerate() {
            let at = rules.index(index);
            check_target(&rule.api, Some(&rule.stage), &at, report);
            for name in rule.conditions.headers.keys() {
                report.header(&at.field("conditions").field("headers").field(name), name);
            }
        }
    }
}

fn check_target(api: &str, stage: Option<&str>, at: &Place<'_>, report: &mut Report<'_>) {
    let (rest, http) = (report.names.rest_apis.get(api), report.names.http_apis.get(api));
    if rest.is_none() && http.is_none() {
        report.add(&at.field("api"), ProblemKind::UnknownApi);
        return;
    }
    let Some(stage) = stage else { return };
    let known = rest.is_some_and(|stages| stages.contains(stage)) || http.is_some_and(|stages| stages.contains(stage));
    if !known {
        report.add(&at.field("stage"), ProblemKind::UnknownStage { api: api.to_owned() });
    }
}
