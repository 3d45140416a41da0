//! Which fields of a scenario the plan knows. A field that is set and that no part of the plan reads is a note: a field
//! that is added to the scenario file later is told, not left out in silence, until a part takes it up.

use serde_json::Value;

use crate::note::NoteKind;
use crate::plan::Plan;

/// Objects whose names are the user's own, or that are passed on as a whole: what is in them is not looked at.
const WHOLE: &[&str] = &[
    "requests",
    "headers",
    "variables",
    "key_value_store",
    "policy",
    "gateway_responses",
    "response",
    "responses",
    "default",
    "response_header",
    "rule_action_override",
    "servers",
];

/// Objects whose names are the user's own and whose values are looked at.
const BY_NAME: &[&str] = &["methods"];

/// The fields that parts of the plan read.
const KNOWN: &[&str] = &[
    "access",
    "addresses",
    "aliases",
    "allow_credentials",
    "allow_headers",
    "allow_methods",
    "allow_origins",
    "allowed_methods",
    "action",
    "api",
    "api_key_required",
    "api_keys",
    "authorization",
    "authorization_type",
    "authorizer",
    "base_path",
    "base_path_mappings",
    "base_paths",
    "behavior",
    "buckets",
    "byte_match_statement",
    "cache_policies",
    "cache_policy",
    "cached_methods",
    "certificate",
    "code",
    "comparison_operator",
    "conditions",
    "connection_type",
    "content",
    "content_type",
    "cookies",
    "cors",
    "custom_error_response",
    "custom_header",
    "custom_origin_config",
    "custom_response",
    "default_action",
    "default_cache_behavior",
    "default_root_object",
    "default_ttl",
    "deployed",
    "disable_execute_api_endpoint",
    "distributions",
    "dns",
    "domain_name",
    "domain_names",
    "edge_functions",
    "enabled",
    "endpoint_type",
    "error_caching_min_ttl",
    "error_code",
    "error_document",
    "event_type",
    "exceeded",
    "expose_headers",
    "failover_criteria",
    "field_to_match",
    "forward",
    "forwarded_values",
    "function",
    "function_association",
    "function_url",
    "geo_restriction",
    "grandfathered",
    "header_name",
    "hopscope",
    "host",
    "http_apis",
    "http_port",
    "http_version",
    "https_port",
    "id",
    "identity_source",
    "include_body",
    "index_document",
    "integration",
    "ip_set_reference_statement",
    "items",
    "lambda",
    "lambda_function_association",
    "lambdas",
    "limit",
    "list_bucket",
    "load_balancers",
    "locations",
    "managed_rule_group_statement",
    "max_age",
    "max_ttl",
    "member",
    "met",
    "min_ttl",
    "name",
    "not_statement",
    "notes",
    "objects",
    "ordered_cache_behavior",
    "origin",
    "origin_access_control",
    "origin_access_identity",
    "origin_group",
    "origin_id",
    "origin_path",
    "origin_protocol_policy",
    "origin_request_policies",
    "origin_request_policy",
    "outcome",
    "override",
    "oversize_handling",
    "path",
    "path_pattern",
    "permissions",
    "positional_constraint",
    "principal",
    "priority",
    "query_string",
    "query_string_cache_keys",
    "query_strings",
    "rate_based_statement",
    "region",
    "remove_headers",
    "resources",
    "response_code",
    "response_headers_policies",
    "response_headers_policy",
    "response_page_path",
    "rest_apis",
    "restriction_type",
    "route_key",
    "routes",
    "routing_mode",
    "routing_rules",
    "rule",
    "rules",
    "runtime",
    "search_string",
    "signing_behavior",
    "size",
    "size_constraint_statement",
    "source_arn",
    "stage",
    "stages",
    "statement",
    "status_codes",
    "strip_base_path",
    "target",
    "target_domain_name",
    "target_origin_id",
    "title",
    "trusted_key_groups",
    "type",
    "uri",
    "value",
    "vendor_name",
    "viewer_protocol_policy",
    "web_acl",
    "website",
    "whitelisted_names",
];

/// Notes every field that is set and that no part of the plan reads.
pub(crate) fn note_unknown(plan: &mut Plan<'_>) {
    let written: Value = serde_json::from_str(&plan.scenario.to_json()).unwrap_or_default();
    let mut unknown = Vec::new();
    walk(&written, &mut unknown);
    for name in unknown {
        plan.note(NoteKind::Field, &name);
    }
}

fn walk(value: &Value, unknown: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, unknown)),
        Value::Object(fields) => {
            for (name, value) in fields {
                // A policy's headers are a choice with a list, not the user's own names; both are known.
                if WHOLE.contains(&name.as_str()) {
                    continue;
                }
                if BY_NAME.contains(&name.as_str()) {
                    value.as_object().into_iter().flat_map(|each| each.values()).for_each(|each| walk(each, unknown));
                    continue;
                }
                if !KNOWN.contains(&name.as_str()) {
                    unknown.push(name.clone());
                    continue;
                }
                walk(value, unknown);
            }
        }
        _ => {}
    }
}
