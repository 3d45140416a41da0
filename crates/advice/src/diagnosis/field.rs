//! The field of the scenario that a rule with one cause alone looks at.

use hopscope_scenario::FieldPath;

use super::cause::Case;
use super::{place, stage};

/// The field at fault. None: it is the request's, or the scenario holds no such field.
pub fn of(case: &Case<'_>) -> Option<FieldPath> {
    let (hop, rule) = (case.deciding.hop, case.deciding.step.rule.id);
    if rule.starts_with("cloudfront.") {
        return of_cloudfront(case, rule);
    }
    let rest = || Some(FieldPath::root().field("rest_apis").index(place::rest_api(case.scenario, hop)?));
    let lambda = |name: &str| Some(FieldPath::root().field("lambdas").index(place::lambda(case.scenario, name)?));
    match rule {
        "rest_api.endpoint_disabled" => Some(rest()?.field("disable_execute_api_endpoint")),
        "rest_api.web_acl" => Some(rest()?.field("stages")),
        "rest_api.resource_policy" => Some(rest()?.field("policy")),
        "rest_api.stage_variable" => Some(rest()?.field("stages")),
        "rest_api.signature_missing"
        | "rest_api.signature_incomplete"
        | "rest_api.signature_invalid"
        | "rest_api.identity_source" => Some(place::method_path(case.scenario, hop)?.field("authorization")),
        "rest_api.authorizer" | "rest_api.authorizer_failed" => {
            Some(place::method_path(case.scenario, hop)?.field("authorizer"))
        }
        "rest_api.api_key" => Some(place::method_path(case.scenario, hop)?.field("api_key_required")),
        "rest_api.integration_missing" | "rest_api.http_failed" => {
            Some(place::method_path(case.scenario, hop)?.field("integration"))
        }
        "rest_api.lambda_failed" | "http_api.lambda_failed" | "http_api.integration_timeout" => {
            Some(lambda(case.deciding.text("lambda"))?.field("outcome"))
        }
        "lambda_url.function_failed" => Some(lambda(&hop.id)?.field("outcome")),
        "lambda_url.permission" => Some(lambda(&hop.id)?.field("permissions")),
        "lambda_url.unsigned" | "lambda_url.signature" => {
            Some(lambda(&hop.id)?.field("function_url").field("authorization_type"))
        }
        "api_domain.no_mapping" | "api_domain.api_missing" => {
            let name = case.deciding.text("domain_name");
            let index = case.scenario.domain_names.iter().position(|domain| domain.domain_name == name)?;
            Some(FieldPath::root().field("domain_names").index(index).field("base_path_mappings"))
        }
        "s3.key_not_found" | "s3.website_key_not_found" => Some(bucket(case)?.field("objects")),
        "s3.access" | "s3.website_access" => Some(bucket(case)?.field("access")),
        "s3.list" => edge_root(case).or_else(|| Some(bucket(case)?.field("list_bucket"))),
        "s3.region" => Some(bucket(case)?.field("region")),
        _ if rule.starts_with("http_api.") => {
            let index = place::http_api(case.scenario, hop)?;
            Some(FieldPath::root().field("http_apis").index(index))
        }
        _ => stage::domain_path(case),
    }
}

fn of_cloudfront(case: &Case<'_>, rule: &str) -> Option<FieldPath> {
    let edge = case.edge()?;
    let (distribution, behavior) = (edge.distribution_path(), edge.behavior_path());
    Some(match rule {
        "cloudfront.distribution_disabled" => distribution.field("enabled"),
        "cloudfront.viewer_protocol_policy" => behavior.field("viewer_protocol_policy"),
        "cloudfront.geo_restriction" => distribution.field("geo_restriction"),
        "cloudfront.signed_request" => behavior.field("trusted_key_groups"),
        "cloudfront.web_acl" => distribution.field("web_acl"),
        "cloudfront.allowed_methods" => behavior.field("allowed_methods"),
        "cloudfront.default_root_object_invalid" => distribution.field("default_root_object"),
        "cloudfront.origin_missing" => behavior.field("target_origin_id"),
        "cloudfront.policy_unknown" if case.deciding.text("kind") == "cloudfront.origin_request_policy" => {
            behavior.field("origin_request_policy")
        }
        "cloudfront.policy_unknown" => behavior.field("cache_policy"),
        "cloudfront.origin_certificate" | "cloudfront.origin_dns" | "cloudfront.origin_connect" => {
            edge.origin_path()?.field("domain_name")
        }
        "cloudfront.function_response" | "cloudfront.function_invalid" | "cloudfront.function_failed" => {
            let name = case.deciding.text("function");
            let index = case.scenario.edge_functions.iter().position(|function| function.name == name)?;
            FieldPath::root().field("edge_functions").index(index).field("code")
        }
        "cloudfront.error_page_unavailable" => distribution.field("custom_error_response"),
        _ => return None,
    })
}

/// A request for `/` that ends at a bucket's listing lacks a default root object.
fn edge_root(case: &Case<'_>) -> Option<FieldPath> {
    Some(case.edge()?.distribution_path().field("default_root_object"))
}

fn bucket(case: &Case<'_>) -> Option<FieldPath> {
    let name = case.deciding.text("bucket");
    let index = case.scenario.buckets.iter().position(|bucket| bucket.name == name)?;
    Some(FieldPath::root().field("buckets").index(index))
}
