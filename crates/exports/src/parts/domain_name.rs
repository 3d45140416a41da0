//! Custom domain names with their mappings and rules.

use hopscope_scenario::domain_name::{BasePathMapping, DomainName, RoutingMode, RoutingRule};
use hopscope_scenario::rest_api::EndpointType;

use crate::kind;
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text};

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for (index, domain) in scenario.domain_names.iter().enumerate() {
        let label = plan.label(&kind::DOMAIN_NAME, &index.to_string(), &domain.domain_name);
        let body = body(plan, domain);
        plan.add(&kind::DOMAIN_NAME, label.clone(), body);
        for (number, mapping) in domain.base_path_mappings.iter().enumerate() {
            add_mapping(plan, &label, domain, number, mapping);
        }
        for (number, rule) in domain.routing_rules.iter().enumerate() {
            add_rule(plan, &label, domain, number, rule);
        }
    }
}

fn body(plan: &mut Plan<'_>, domain: &DomainName) -> Body {
    let body = Body::new().text("domain_name", domain.domain_name.as_str());
    let body = match domain.endpoint_type {
        EndpointType::Edge => body.text("certificate_arn", plan.variable("edge_certificate_arn")),
        EndpointType::Regional => body.text("regional_certificate_arn", plan.variable("certificate_arn")),
        EndpointType::Private => body.text("certificate_arn", plan.variable("certificate_arn")),
    };
    body.text("security_policy", "TLS_1_2")
        .block("endpoint_configuration", Body::new().texts("types", [domain.endpoint_type.as_str()]))
        .when(domain.routing_mode != RoutingMode::default(), |body| {
            body.text("routing_mode", domain.routing_mode.as_str())
        })
}

fn domain_of(label: &str, attribute: &'static str) -> Piece {
    Piece::Of { kind: &kind::DOMAIN_NAME, label: label.to_owned(), attribute }
}

/// The API and the stage that a mapping or a rule names, and whether it is an HTTP API.
fn target(plan: &mut Plan<'_>, id: &str, stage: &str) -> (Text, Text, bool) {
    let scenario = plan.scenario;
    if let Some(index) = scenario.rest_apis.iter().position(|api| api.id == id) {
        let known = scenario.rest_apis.get(index).is_some_and(|api| api.stages.iter().any(|each| each.name == stage));
        let name = if known {
            plan.of(&kind::STAGE, &format!("{index} {stage}"), stage, "stage_name").into()
        } else {
            Text::letters(stage)
        };
        return (plan.rest_api(index, "id").into(), name, false);
    }
    if let Some(index) = scenario.http_apis.iter().position(|api| api.id == id) {
        let known = scenario.http_apis.get(index).is_some_and(|api| api.stages.iter().any(|each| each.name == stage));
        let base = if stage == "$default" { "default" } else { stage };
        let name = if known {
            plan.of(&kind::HTTP_STAGE, &format!("{index} {stage}"), base, "name").into()
        } else {
            Text::letters(stage)
        };
        return (plan.http_api(index, "id").into(), name, true);
    }
    plan.note(NoteKind::Api, id);
    (Text::letters(id), Text::letters(stage), false)
}

/// A mapping of HTTP APIs, and of base paths of several segments, is version 2's.
fn add_mapping(plan: &mut Plan<'_>, label: &str, domain: &DomainName, number: usize, mapping: &BasePathMapping) {
    let (api, stage, is_http) = target(plan, &mapping.api, &mapping.stage);
    let key = format!("{label} {number}");
    let base = format!("{} {}", domain.domain_name, mapping.base_path);
    let path = mapping.base_path.trim_matches('/');
    let is_second = is_http || path.contains('/');
    if is_second {
        let own = plan.label(&kind::API_MAPPING, &key, &base);
        let body = Body::new()
            .text("domain_name", domain_of(label, "domain_name"))
            .text("api_id", api)
            .text("stage", stage)
            .filled("api_mapping_key", path);
        plan.add(&kind::API_MAPPING, own, body);
        return;
    }
    let own = plan.label(&kind::BASE_PATH_MAPPING, &key, &base);
    let body = Body::new().text("domain_name", domain_of(label, "domain_name")).text("api_id", api);
    let body = if mapping.stage.is_empty() { body } else { body.text("stage_name", stage) };
    plan.add(&kind::BASE_PATH_MAPPING, own, body.filled("base_path", path));
}

fn add_rule(plan: &mut Plan<'_>, label: &str, domain: &DomainName, number: usize, rule: &RoutingRule) {
    let (api, stage, _) = target(plan, &rule.api, &rule.stage);
    let own = plan.label(
        &kind::ROUTING_RULE,
        &format!("{label} {number}"),
        &format!("{} {}", domain.domain_name, rule.priority),
    );
    let paths = rule.conditions.base_paths.iter().map(String::as_str);
    let mut conditions = Vec::new();
    if !rule.conditions.base_paths.is_empty() {
        conditions.push(Body::new().block("match_base_paths", Body::new().texts("any_of", paths)));
    }
    for (name, value) in &rule.conditions.headers {
        let header = Body::new().text("header", name.as_str()).text("value_glob", value.as_str());
        conditions.push(Body::new().block("match_headers", Body::new().blocks("any_of", [header])));
    }
    let call = Body::new()
        .text("api_id", api)
        .text("stage", stage)
        .when(rule.strip_base_path, |body| body.plain("strip_base_path", true));
    let name = if plan.is_terraform() { "domain_name" } else { "arn" };
    let body = Body::new()
        .text("domain_name", domain_of(label, name))
        .plain("priority", rule.priority)
        .blocks("condition", conditions)
        .blocks("action", [Body::new().block("invoke_api", call)]);
    plan.add(&kind::ROUTING_RULE, own, body);
}
