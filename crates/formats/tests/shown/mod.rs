//! An import as short lines: parts with the lines behind them, and notes. For tests and for reading real projects.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write as _;

use hopscope_formats::import::{Fate, Import};
use hopscope_scenario::FieldPath;
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::rest_api::Integration;

/// The line behind a field; a field without one belongs to the nearest around it.
fn line(import: &Import, path: &FieldPath) -> String {
    let mut segments = path.segments().to_vec();
    loop {
        let path: FieldPath = segments.iter().cloned().collect();
        if let Some(source) = import.sources.0.get(&path) {
            let place = import.files.place(source.set_at).map(|place| place.to_string()).unwrap_or_default();
            let written = source.written_at.and_then(|span| import.files.place(span));
            return match written.map(|place| place.to_string()) {
                Some(written) if written != place => format!("{place} ({written})"),
                _ => place,
            };
        }
        if segments.pop().is_none() {
            return "-".to_owned();
        }
    }
}

fn backend(integration: &Integration) -> String {
    let what = if integration.lambda.is_empty() { &integration.uri } else { &integration.lambda };
    let link = if integration.connection_type == Default::default() { "" } else { " VPC_LINK" };
    format!("{}{link} {what}", integration.kind).trim_end().to_owned()
}

fn behavior(out: &mut String, import: &Import, path: &FieldPath, pattern: &str, behavior: &CacheBehavior) {
    let mut words = vec![behavior.viewer_protocol_policy.to_string()];
    let mut policy = |name: &str, value: Option<String>| words.extend(value.map(|value| format!("{name}={value}")));
    policy("cache", behavior.cache_policy.as_ref().and_then(|policy| policy.name().map(str::to_owned)));
    policy("request", behavior.origin_request_policy.as_ref().and_then(|policy| policy.name().map(str::to_owned)));
    policy("response", behavior.response_headers_policy.as_ref().and_then(|policy| policy.name().map(str::to_owned)));
    if let Some(legacy) = &behavior.forwarded_values {
        words.push(format!("forwards query={} headers={}", legacy.query_string, legacy.headers.join(",")));
    }
    if !behavior.trusted_key_groups.is_empty() {
        words.push(format!("signed={}", behavior.trusted_key_groups.join(",")));
    }
    for each in &behavior.function_association {
        words.push(format!("{}={}", each.event_type, each.function));
    }
    for each in &behavior.lambda_function_association {
        words.push(format!("{}={}", each.event_type, each.function));
    }
    let methods: Vec<String> = behavior.allowed_methods.iter().map(ToString::to_string).collect();
    let at = line(import, &path.field("path_pattern"));
    writeln!(out, "  {pattern} -> {} [{}] {} | {at}", behavior.target_origin_id, methods.join(" "), words.join(" "))
        .unwrap();
}

/// The fields of a part that are set, of those named, as they stand in the scenario file.
fn set(part: &serde_json::Value, names: &[&str]) -> String {
    let shown = |name: &&str| part.get(*name).map(|value| format!(" {name}={value}"));
    names.iter().filter_map(shown).collect()
}

/// What of an integration is seldom set.
const OF_INTEGRATION: &[&str] =
    &["timeout_milliseconds", "content_handling", "payload_format_version", "request_parameters"];

fn rules(acl: &hopscope_scenario::distribution::WebAcl) -> String {
    let rule =
        |rule: &hopscope_scenario::web_acl::WebAclRule| format!(" {}:{}={}", rule.priority, rule.name, rule.action);
    acl.rule.iter().map(rule).collect()
}

pub fn parts(import: &Import) -> String {
    let mut out = String::new();
    let scenario = &import.scenario;
    let root = FieldPath::root();
    let json: serde_json::Value = serde_json::from_str(&scenario.to_json()).unwrap();
    for (index, each) in scenario.distributions.iter().enumerate() {
        let path = root.field("distributions").index(index);
        let mut words = Vec::new();
        if !each.aliases.is_empty() {
            words.push(format!("aliases={}", each.aliases.join(",")));
        }
        if !each.default_root_object.is_empty() {
            words.push(format!("root={}", each.default_root_object));
        }
        if let Some(acl) = &each.web_acl {
            words.push(format!("waf={}{}", acl.default_action, rules(acl)));
        }
        if !each.enabled {
            words.push("disabled".to_owned());
        }
        let extra = set(&json["distributions"][index], &["staging", "connection_mode", "viewer_certificate"]);
        writeln!(out, "distribution {} {}{extra} | {}", each.domain_name, words.join(" "), line(import, &path))
            .unwrap();
        for (number, origin) in each.origin.iter().enumerate() {
            let at = path.field("origin").index(number);
            let mut words = Vec::new();
            if origin.origin_access_control.is_some() {
                words.push("oac".to_owned());
            }
            if origin.origin_access_identity {
                words.push("oai".to_owned());
            }
            if let Some(custom) = &origin.custom_origin_config {
                words.push(custom.origin_protocol_policy.to_string());
                if (custom.http_port, custom.https_port) != (80, 443) {
                    words.push(format!("ports={},{}", custom.http_port, custom.https_port));
                }
                if custom.origin_read_timeout != 30 {
                    words.push(format!("waits={}", custom.origin_read_timeout));
                }
            }
            if origin.vpc_origin_config.is_some() {
                words.push("vpc".to_owned());
            }
            for header in &origin.custom_header {
                words.push(format!("+{}", header.name));
            }
            writeln!(
                out,
                "  origin {} = {}{} {} | {}",
                origin.origin_id,
                origin.domain_name,
                origin.origin_path,
                words.join(" "),
                line(import, &at.field("origin_path"))
            )
            .unwrap();
        }
        for group in &each.origin_group {
            writeln!(out, "  group {} = {}", group.origin_id, group.member.join(", ")).unwrap();
        }
        for (number, ordered) in each.ordered_cache_behavior.iter().enumerate() {
            let at = path.field("ordered_cache_behavior").index(number);
            behavior(&mut out, import, &at, ordered.path_pattern.as_str(), ordered);
        }
        behavior(&mut out, import, &path.field("default_cache_behavior"), "*", &each.default_cache_behavior);
        for page in &each.custom_error_response {
            let code = page.response_code.map(|code| code.to_string()).unwrap_or_default();
            writeln!(out, "  error {} -> {code} {}", page.error_code, page.response_page_path).unwrap();
        }
    }
    for function in &scenario.edge_functions {
        writeln!(out, "function {} {} {} letters", function.name, function.runtime, function.code.len()).unwrap();
    }
    for (index, api) in scenario.rest_apis.iter().enumerate() {
        let path = root.field("rest_apis").index(index);
        let policy = if api.policy.is_some() { " policy" } else { "" };
        let off = if api.disable_execute_api_endpoint { " disabled" } else { "" };
        let keys = if api.api_keys.is_empty() { String::new() } else { format!(" keys={}", api.api_keys.len()) };
        let own = &json["rest_apis"][index];
        let extra = set(own, &["binary_media_types", "usage_plans"]);
        writeln!(
            out,
            "rest_api {} {}{policy}{off}{keys}{extra} | {}",
            api.name,
            api.endpoint_type,
            line(import, &path)
        )
        .unwrap();
        for (number, resource) in api.resources.iter().enumerate() {
            for (name, method) in &resource.methods {
                let at = path.field("resources").index(number).field("methods").field(name.as_str());
                let key = if method.api_key_required { " key" } else { "" };
                let backend = backend(&method.integration);
                let own = &own["resources"][number]["methods"][name.as_str()];
                let checks = set(own, &["request_validator", "request_parameters", "request_models"]);
                let extra = set(&own["integration"], OF_INTEGRATION);
                writeln!(
                    out,
                    "  {name} {} {}{key} {backend}{checks}{extra} | {}",
                    resource.path,
                    method.authorization,
                    line(import, &at)
                )
                .unwrap();
            }
        }
        for (number, stage) in api.stages.iter().enumerate() {
            let acl = stage.web_acl.as_ref().map(|acl| format!(" waf{}", rules(acl))).unwrap_or_default();
            let at = path.field("stages").index(number).field("name");
            let canary = set(&own["stages"][number], &["canary_settings"]);
            writeln!(out, "  stage {}{acl}{canary} | {}", stage.name, line(import, &at)).unwrap();
        }
        for (name, response) in &api.gateway_responses {
            writeln!(out, "  gateway response {name} {:?}", response.status_code.map(|code| code.get())).unwrap();
        }
    }
    for (index, api) in scenario.http_apis.iter().enumerate() {
        let path = root.field("http_apis").index(index);
        let cors = if api.cors.is_some() { " cors" } else { "" };
        writeln!(out, "http_api {}{cors} | {}", api.name, line(import, &path)).unwrap();
        for (number, route) in api.routes.iter().enumerate() {
            let at = path.field("routes").index(number).field("route_key");
            let backend = backend(&route.integration);
            let extra = set(&json["http_apis"][index]["routes"][number]["integration"], OF_INTEGRATION);
            writeln!(
                out,
                "  {} {} {backend}{extra} | {}",
                route.route_key,
                route.authorization_type,
                line(import, &at)
            )
            .unwrap();
        }
        for (number, stage) in api.stages.iter().enumerate() {
            let at = path.field("stages").index(number).field("name");
            writeln!(out, "  stage {} | {}", stage.name, line(import, &at)).unwrap();
        }
    }
    for domain in &scenario.domain_names {
        writeln!(out, "domain {} {} = {}", domain.domain_name, domain.endpoint_type, domain.target_domain_name)
            .unwrap();
        for mapping in &domain.base_path_mappings {
            writeln!(out, "  \"{}\" -> {} {}", mapping.base_path, mapping.api, mapping.stage).unwrap();
        }
        for rule in &domain.routing_rules {
            writeln!(out, "  rule {} {:?} -> {} {}", rule.priority, rule.conditions.base_paths, rule.api, rule.stage)
                .unwrap();
        }
    }
    for (index, lambda) in scenario.lambdas.iter().enumerate() {
        let permissions = lambda.permissions.as_ref().map_or("any".to_owned(), |all| all.len().to_string());
        let url =
            lambda.function_url.as_ref().map(|url| format!(" url {}", url.authorization_type)).unwrap_or_default();
        let own = &json["lambdas"][index];
        let extra = set(own, &["timeout"]) + &set(&own["function_url"], &["cors", "invoke_mode"]);
        writeln!(out, "lambda {} permissions={permissions}{url}{extra}", lambda.name).unwrap();
    }
    for (index, bucket) in scenario.buckets.iter().enumerate() {
        let list = if bucket.list_bucket { " list" } else { "" };
        let site = if bucket.website.is_some() { " website" } else { "" };
        let own = &json["buckets"][index];
        let extra = set(own, &["kms", "policy", "cors_rule", "object_metadata"])
            + &set(&own["website"], &["redirect_all_requests_to", "routing_rules"]);
        let objects = bucket.objects.join(" ");
        writeln!(out, "bucket {} {}{list}{site} {objects}{extra}", bucket.name, bucket.access).unwrap();
    }
    for (index, each) in scenario.load_balancers.iter().enumerate() {
        let own = &json["load_balancers"][index];
        let extra = set(own, &["internal", "certificate"]);
        writeln!(out, "load_balancer {} default={}{extra}", each.domain_name, each.default.status).unwrap();
        for listener in own["listeners"].as_array().into_iter().flatten() {
            writeln!(out, "  listener{}", set(listener, &["port", "protocol", "redirect"])).unwrap();
        }
        for rule in own["rules"].as_array().into_iter().flatten() {
            writeln!(out, "  {rule}").unwrap();
        }
        if own.get("rules").is_none() && !each.rules.is_empty() {
            writeln!(out, "  {} rules", each.rules.len()).unwrap();
        }
    }
    for server in &scenario.servers {
        writeln!(out, "server {}", server.domain_name).unwrap();
    }
    for record in &scenario.dns {
        writeln!(out, "dns {} -> {}", record.name, record.target).unwrap();
    }
    out
}

/// Everything that is not simply mapped or out of play.
pub fn notes(import: &Import) -> String {
    let mut out = String::new();
    let place = |span| import.files.place(span).map(|place| place.to_string()).unwrap_or_default();
    for entry in &import.report {
        if entry.fate == Fate::Mapped || entry.reason.is_none() {
            continue;
        }
        let fate = format!("{:?}", entry.fate).to_lowercase();
        let at = entry.span.map(place).unwrap_or_default();
        let attribute = entry.attribute.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        writeln!(out, "{at}: {fate}: {}{attribute}: {:?}", entry.address, entry.reason.as_ref().unwrap()).unwrap();
    }
    for question in &import.questions {
        writeln!(out, "{}: ask: {}", question.span.map(place).unwrap_or_default(), question.id).unwrap();
    }
    for fault in &import.faults {
        writeln!(out, "{}: fault: {}", fault.span.map(place).unwrap_or_default(), fault.kind.word()).unwrap();
    }
    out
}
