//! Distributions.

use hopscope_routing::cloudfront::origin_kind::OriginKind;
use hopscope_scenario::cache_behavior::{CacheBehavior, ForwardedValues};
use hopscope_scenario::distribution::{
    CustomErrorResponse, Distribution, GeoRestriction, HttpVersion, Origin, OriginGroup, OriginProtocolPolicy,
    SigningBehavior,
};

use super::{edge_function, policy, server, web_acl};
use crate::kind;
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value};

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        let label = plan.label(&kind::DISTRIBUTION, &index.to_string(), &distribution.id);
        let body = body(plan, index, distribution);
        plan.add(&kind::DISTRIBUTION, label, body);
    }
}

fn body(plan: &mut Plan<'_>, index: usize, distribution: &Distribution) -> Body {
    let mut body = Body::new()
        .plain("enabled", distribution.enabled)
        .any_texts("aliases", distribution.aliases.iter().map(String::as_str))
        .filled("default_root_object", &distribution.default_root_object);
    if distribution.http_version != HttpVersion::default() {
        body = body.text("http_version", distribution.http_version.as_str());
    }
    if let Some(acl) = &distribution.web_acl {
        let arn = web_acl::add(plan, acl, &format!("distribution {index}"), &distribution.id, true);
        body = body.text("web_acl_id", arn);
    }
    let origins: Vec<Body> = distribution.origin.iter().map(|each| origin(plan, each)).collect();
    let ordered: Vec<Body> = distribution
        .ordered_cache_behavior
        .iter()
        .map(|each| {
            let head = Body::new().text("path_pattern", each.path_pattern.as_str());
            behavior(plan, head, each)
        })
        .collect();
    let default = behavior(plan, Body::new(), &distribution.default_cache_behavior);
    body.blocks("origin", origins)
        .blocks("origin_group", distribution.origin_group.iter().map(origin_group))
        .blocks("ordered_cache_behavior", ordered)
        .block("default_cache_behavior", default)
        .blocks("custom_error_response", distribution.custom_error_response.iter().map(error_page))
        .block("restrictions", Body::new().block("geo_restriction", geo_restriction(&distribution.geo_restriction)))
        .block("viewer_certificate", certificate(plan, distribution))
}

fn geo_restriction(geo: &GeoRestriction) -> Body {
    Body::new()
        .text("restriction_type", geo.restriction_type.as_str())
        .any_texts("locations", geo.locations.iter().map(String::as_str))
}

fn certificate(plan: &mut Plan<'_>, distribution: &Distribution) -> Body {
    if distribution.aliases.is_empty() {
        return Body::new().plain("cloudfront_default_certificate", true);
    }
    Body::new()
        .text("acm_certificate_arn", plan.variable("edge_certificate_arn"))
        .text("ssl_support_method", "sni-only")
        .text("minimum_protocol_version", "TLSv1.2_2021")
}

fn origin(plan: &mut Plan<'_>, origin: &Origin) -> Body {
    let is_s3 = OriginKind::of(origin) == OriginKind::S3;
    let domain = plan.tied(&origin.domain_name);
    server::note_host(plan, &origin.domain_name);
    let mut body = Body::new()
        .text("origin_id", origin.origin_id.as_str())
        .text("domain_name", domain)
        .filled("origin_path", &origin.origin_path);
    let headers = origin.custom_header.iter();
    body = body.blocks(
        "custom_header",
        headers.map(|each| Body::new().text("name", each.name.as_str()).text("value", each.value.as_str())),
    );
    if let Some(control) = &origin.origin_access_control {
        body = body.text("origin_access_control_id", access_control(plan, origin, control.signing_behavior));
    }
    if is_s3 {
        let identity = match origin.origin_access_identity {
            true => Text::from(access_identity(plan)),
            false => Text::letters(""),
        };
        let needs_block = origin.origin_access_identity || !plan.is_terraform();
        return body.when(needs_block, |body| {
            body.block("s3_origin_config", Body::new().text("origin_access_identity", identity))
        });
    }
    let mut custom = origin.custom_origin_config.clone().unwrap_or_default();
    // A website endpoint speaks HTTP alone, and that is what CloudFront takes for it where nothing else is said.
    if origin.custom_origin_config.is_none() && OriginKind::of(origin) == OriginKind::S3Website {
        custom.origin_protocol_policy = OriginProtocolPolicy::HttpOnly;
    }
    body.block(
        "custom_origin_config",
        Body::new()
            .plain("http_port", custom.http_port)
            .plain("https_port", custom.https_port)
            .text("origin_protocol_policy", custom.origin_protocol_policy.as_str())
            .texts("origin_ssl_protocols", ["TLSv1.2"]),
    )
}

fn access_control(plan: &mut Plan<'_>, origin: &Origin, signing: SigningBehavior) -> Piece {
    let kind = if OriginKind::of(origin) == OriginKind::LambdaUrl { "lambda" } else { "s3" };
    let key = format!("{kind} {}", signing.as_str());
    let label = plan.label(&kind::ACCESS_CONTROL, &key, &key);
    if !plan.resources.iter().any(|each| *each.kind == kind::ACCESS_CONTROL && each.label == label) {
        let body = Body::new()
            .text("name", key.replace(' ', "-"))
            .text("origin_access_control_origin_type", kind)
            .text("signing_behavior", signing.as_str())
            .text("signing_protocol", "sigv4");
        plan.add(&kind::ACCESS_CONTROL, label.clone(), body);
    }
    Piece::Of { kind: &kind::ACCESS_CONTROL, label, attribute: "id" }
}

/// The one identity of all origins that use one.
pub(super) fn identity_label(plan: &mut Plan<'_>) -> String {
    let label = plan.label(&kind::ACCESS_IDENTITY, "", "main");
    if !plan.resources.iter().any(|each| *each.kind == kind::ACCESS_IDENTITY) {
        plan.add(&kind::ACCESS_IDENTITY, label.clone(), Body::new().text("comment", "origins"));
    }
    label
}

fn access_identity(plan: &mut Plan<'_>) -> Piece {
    let label = identity_label(plan);
    Piece::Of { kind: &kind::ACCESS_IDENTITY, label, attribute: "cloudfront_access_identity_path" }
}

fn origin_group(group: &OriginGroup) -> Body {
    let codes = group.failover_criteria.status_codes.iter().map(|code| Value::Plain(code.to_string())).collect();
    Body::new()
        .text("origin_id", group.origin_id.as_str())
        .block("failover_criteria", Body::new().with("status_codes", Value::List(codes)))
        .blocks("member", group.member.iter().map(|id| Body::new().text("origin_id", id.as_str())))
}

fn error_page(page: &CustomErrorResponse) -> Body {
    let mut body = Body::new().plain("error_code", page.error_code);
    // AWS takes status and path together or not at all.
    if let Some(code) = page.response_code {
        body = body.plain("response_code", code);
    } else if !page.response_page_path.is_empty() {
        body = body.plain("response_code", page.error_code);
    }
    body.filled("response_page_path", &page.response_page_path)
        .plain("error_caching_min_ttl", page.error_caching_min_ttl)
}

fn behavior(plan: &mut Plan<'_>, head: Body, behavior: &CacheBehavior) -> Body {
    let mut body = head
        .text("target_origin_id", behavior.target_origin_id.as_str())
        .text("viewer_protocol_policy", behavior.viewer_protocol_policy.as_str())
        .texts("allowed_methods", behavior.allowed_methods.iter().map(|method| method.as_str()))
        .texts("cached_methods", behavior.cached_methods.iter().map(|method| method.as_str()));
    body = match (&behavior.cache_policy, &behavior.forwarded_values) {
        (Some(named), _) => body.text("cache_policy_id", policy::cache_policy(plan, named)),
        (None, Some(legacy)) => body.block("forwarded_values", forwarded_values(legacy)),
        (None, None) => {
            plan.note(NoteKind::NoCachePolicy, behavior.path_pattern.as_str());
            body.text("cache_policy_id", policy::managed_cache_policy(plan, "CachingDisabled"))
        }
    };
    if let Some(named) = &behavior.origin_request_policy {
        body = body.text("origin_request_policy_id", policy::origin_request_policy(plan, named));
    }
    if let Some(named) = &behavior.response_headers_policy {
        body = body.text("response_headers_policy_id", policy::response_headers_policy(plan, named));
    }
    if !behavior.trusted_key_groups.is_empty() {
        let groups = behavior.trusted_key_groups.iter().map(|name| Value::Text(policy::key_group(plan, name).into()));
        let groups = groups.collect();
        body = body.with("trusted_key_groups", Value::List(groups));
    }
    let functions: Vec<Body> = behavior
        .function_association
        .iter()
        .map(|each| {
            Body::new()
                .text("event_type", each.event_type.as_str())
                .text("function_arn", edge_function::arn(plan, &each.function))
        })
        .collect();
    let lambdas: Vec<Body> = behavior
        .lambda_function_association
        .iter()
        .map(|each| {
            Body::new()
                .text("event_type", each.event_type.as_str())
                .text("lambda_arn", edge_function::arn(plan, &each.function))
                .when(each.include_body, |body| body.plain("include_body", true))
        })
        .collect();
    body.blocks("function_association", functions).blocks("lambda_function_association", lambdas)
}

fn forwarded_values(legacy: &ForwardedValues) -> Body {
    let cookies = Body::new()
        .text("forward", legacy.cookies.forward.as_str())
        .any_texts("whitelisted_names", legacy.cookies.whitelisted_names.iter().map(String::as_str));
    Body::new()
        .plain("query_string", legacy.query_string)
        .any_texts("query_string_cache_keys", legacy.query_string_cache_keys.iter().map(String::as_str))
        .any_texts("headers", legacy.headers.iter().map(String::as_str))
        .block("cookies", cookies)
}
