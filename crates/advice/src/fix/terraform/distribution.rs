//! Distributions, with the policies and functions that their behaviours name.

use hopscope_routing::cloudfront::origin_kind::OriginKind;
use hopscope_routing::cloudfront::policy::{CACHE_POLICIES, Managed, ORIGIN_REQUEST_POLICIES, find_managed};
use hopscope_scenario::cache_behavior::{CacheBehavior, ForwardedValues};
use hopscope_scenario::cloudfront_policy::{CachePolicy, NameOr, Selection};
use hopscope_scenario::distribution::{
    CustomErrorResponse, CustomOriginConfig, Distribution, GeoRestriction, Origin, OriginGroup,
};
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::{FieldPath, Part, Scenario};

use super::UNCHANGED;
use super::edits::{Edits, Touch};
use crate::fix::edit::list;
use crate::fix::wanted::execute_api;
use hopscope_hcl::{Block, heredoc, label, quoted};

/// The settings of a distribution that are written.
const SETTINGS: &[&str] = &["aliases", "enabled", "default_root_object", "geo_restriction", "custom_error_response"];

/// What is written of an origin.
const ORIGIN: &[&str] = &[
    "origin_id",
    "domain_name",
    "origin_path",
    "custom_header",
    "origin_access_control",
    "origin_access_identity",
    "custom_origin_config",
];

/// What is written of an origin group.
const GROUP: &[&str] = &["origin_id", "failover_criteria", "member"];

/// What is written of a behaviour.
const BEHAVIOR: &[&str] = &[
    "path_pattern",
    "target_origin_id",
    "viewer_protocol_policy",
    "allowed_methods",
    "cached_methods",
    "cache_policy",
    "origin_request_policy",
    "response_headers_policy",
    "trusted_key_groups",
    "forwarded_values",
    "function_association",
    "lambda_function_association",
];

pub(super) fn write(scenario: &Scenario, edits: &Edits<'_>, blocks: &mut Vec<Block>) {
    for at in edits.items(&list("edge_functions")) {
        if edits.of(&Part::EdgeFunction(at).path(), &["runtime", "code"], &["name"]).is_some() {
            blocks.extend(scenario.edge_functions.get(at).map(edge_function));
        }
    }
    let made = made_apis(scenario, edits);
    for index in edits.items(&list("distributions")) {
        let Some(distribution) = scenario.distributions.get(index) else { continue };
        let settings = edits.of(&Part::Distribution(index).path(), SETTINGS, &[]).unwrap_or_default();
        let origins = touched(edits, index, &distribution.origin, "origin", ORIGIN);
        let groups = touched(edits, index, &distribution.origin_group, "origin_group", GROUP);
        let behaviors = behaviors(edits, index, distribution);
        if origins.is_empty()
            && behaviors.is_empty()
            && groups.is_empty()
            && !SETTINGS.iter().any(|each| settings.changes(each))
        {
            continue;
        }
        // With settings of a custom origin it never signed, whatever it had.
        let signed = origins.iter().filter(|(_, origin, touch)| {
            let is_plain_now = touch.changes("custom_origin_config") && origin.custom_origin_config.is_none();
            origin.origin_access_control.is_some() && (touch.changes("origin_access_control") || is_plain_now)
        });
        blocks.extend(signed.map(|(_, origin, _)| access_control(origin)));
        for (_, behavior, _) in &behaviors {
            policies(behavior, blocks);
        }
        let mut block = Block::resource("aws_cloudfront_distribution", &label(&distribution.id)).comment(UNCHANGED);
        block = SETTINGS
            .iter()
            .filter(|each| settings.changes(each))
            .fold(block, |block, each| setting(block, distribution, each));
        block = block.blocks(origins.into_iter().map(|(_, each, _)| origin(each, &made)));
        block = block.blocks(groups.into_iter().map(|(_, each, _)| origin_group(each)));
        for (at, each, touch) in behaviors {
            let is_first = touch.is_new && at == Some(0);
            block = if is_first { block.comment("In front of the other ordered behaviours.") } else { block };
            if let Some(to) = at.filter(|_| touch.is_moved) {
                block = block.comment(&in_front_of(distribution, to));
            }
            block = block.block(behavior(at, each));
        }
        blocks.push(block);
    }
}

/// The items of a distribution's list that something becomes of.
fn touched<'s, T>(
    edits: &Edits<'_>,
    distribution: usize,
    items: &'s [T],
    name: &str,
    writes: &[&str],
) -> Vec<(usize, &'s T, Touch)> {
    let list: FieldPath = Part::Distribution(distribution).path().field(name);
    let touched = edits.items(&list).into_iter();
    touched.filter_map(|at| Some((at, items.get(at)?, edits.of(&list.index(at), writes, &[])?))).collect()
}

/// The behaviours that something becomes of: the default one, which has no place, first.
fn behaviors<'s>(
    edits: &Edits<'_>,
    index: usize,
    distribution: &'s Distribution,
) -> Vec<(Option<usize>, &'s CacheBehavior, Touch)> {
    let default = edits.of(&Part::DefaultCacheBehavior(index).path(), BEHAVIOR, &[]);
    let default = default.map(|touch| (None, &distribution.default_cache_behavior, touch));
    let ordered = touched(edits, index, &distribution.ordered_cache_behavior, "ordered_cache_behavior", BEHAVIOR);
    default.into_iter().chain(ordered.into_iter().map(|(at, each, touch)| (Some(at), each, touch))).collect()
}

/// The HTTP APIs that the fix makes, by the names at which they will be asked.
fn made_apis(scenario: &Scenario, edits: &Edits<'_>) -> Vec<(String, String)> {
    let all = edits.items(&list("http_apis")).into_iter();
    let new = all.filter(|at| edits.of(&Part::HttpApi(*at).path(), &[], super::http_api::NEW).is_some());
    let api = new.filter_map(|at| scenario.http_apis.get(at));
    api.map(|api| (execute_api(&api.id, &api.region), api.id.clone())).collect()
}

/// Where a behaviour that moved stands: the order of the blocks is the order in which they are tried.
fn in_front_of(distribution: &Distribution, at: usize) -> String {
    let next = distribution.ordered_cache_behavior.get(at + 1).map(|next| next.path_pattern.as_str());
    format!("Moved in front of the block for {}: they are tried in the order in which they stand.", next.unwrap_or("*"))
}

fn origin_group(group: &OriginGroup) -> Block {
    let codes = group.failover_criteria.status_codes.iter().map(ToString::to_string).collect::<Vec<_>>();
    Block::new("origin_group")
        .text("origin_id", &group.origin_id)
        .block(Block::new("failover_criteria").set("status_codes", format!("[{}]", codes.join(", "))))
        .blocks(group.member.iter().map(|id| Block::new("member").text("origin_id", id)))
}

fn setting(block: Block, distribution: &Distribution, name: &str) -> Block {
    match name {
        "aliases" => block
            .texts("aliases", distribution.aliases.iter().map(String::as_str))
            .comment("The certificate of viewer_certificate must cover every alias."),
        "enabled" => block.set("enabled", distribution.enabled.to_string()),
        "default_root_object" => block.text("default_root_object", &distribution.default_root_object),
        "geo_restriction" => {
            block.block(Block::new("restrictions").block(geo_restriction(&distribution.geo_restriction)))
        }
        _ if distribution.custom_error_response.is_empty() => {
            block.comment("There is no custom_error_response any more.")
        }
        _ => block.blocks(distribution.custom_error_response.iter().map(error_page)),
    }
}

fn geo_restriction(restriction: &GeoRestriction) -> Block {
    Block::new("geo_restriction")
        .text("restriction_type", restriction.restriction_type.as_str())
        .texts("locations", restriction.locations.iter().map(String::as_str))
}

fn error_page(page: &CustomErrorResponse) -> Block {
    let block = Block::new("custom_error_response").set("error_code", page.error_code.to_string());
    let block = match page.response_code.filter(|_| !page.response_page_path.is_empty()) {
        Some(code) => block.set("response_code", code.to_string()),
        None => block,
    };
    block
        .text_unless_empty("response_page_path", &page.response_page_path)
        .set("error_caching_min_ttl", page.error_caching_min_ttl.to_string())
}

fn origin(origin: &Origin, made: &[(String, String)]) -> Block {
    let kind = OriginKind::of(origin);
    // The name of an API that the fix makes is known when it is made.
    let made = made.iter().find(|(name, _)| *name == origin.domain_name).map(|(_, id)| id);
    let mut block = Block::new("origin").text("origin_id", &origin.origin_id);
    block = match made {
        Some(id) => {
            let endpoint = format!("aws_apigatewayv2_api.{}.api_endpoint", label(id));
            block.set("domain_name", format!("replace({endpoint}, \"https://\", \"\")"))
        }
        None => block.text("domain_name", &origin.domain_name),
    };
    block = block.text_unless_empty("origin_path", &origin.origin_path);
    if origin.origin_access_control.is_some() {
        let reference = format!("aws_cloudfront_origin_access_control.{}.id", label(&origin.origin_id));
        block = block.set("origin_access_control_id", reference);
    }
    for header in &origin.custom_header {
        block = block.block(Block::new("custom_header").text("name", &header.name).text("value", &header.value));
    }
    if origin.origin_access_identity {
        let path = format!(
            "aws_cloudfront_origin_access_identity.{}.cloudfront_access_identity_path",
            label(&origin.origin_id)
        );
        block = block.block(Block::new("s3_origin_config").set("origin_access_identity", path));
    }
    if kind == OriginKind::S3 {
        return block;
    }
    let config = origin.custom_origin_config.clone().unwrap_or_default();
    let usual = CustomOriginConfig::default().origin_read_timeout;
    let timeout = (config.origin_read_timeout != usual).then(|| config.origin_read_timeout.to_string());
    let own = Block::new("custom_origin_config");
    let own = match timeout {
        Some(seconds) => own.set("origin_read_timeout", seconds),
        None => own,
    };
    block.block(
        own.set("http_port", config.http_port.to_string())
            .set("https_port", config.https_port.to_string())
            .text("origin_protocol_policy", config.origin_protocol_policy.as_str())
            .texts("origin_ssl_protocols", ["TLSv1.2"]),
    )
}

fn access_control(origin: &Origin) -> Block {
    let kind = if OriginKind::of(origin) == OriginKind::LambdaUrl { "lambda" } else { "s3" };
    let signing = origin.origin_access_control.as_ref().map(|control| control.signing_behavior).unwrap_or_default();
    Block::resource("aws_cloudfront_origin_access_control", &label(&origin.origin_id))
        .text("name", &origin.origin_id)
        .text("origin_access_control_origin_type", kind)
        .text("signing_behavior", signing.as_str())
        .text("signing_protocol", "sigv4")
}

fn behavior(at: Option<usize>, behavior: &CacheBehavior) -> Block {
    let mut block = match at {
        Some(_) => Block::new("ordered_cache_behavior").text("path_pattern", behavior.path_pattern.as_str()),
        None => Block::new("default_cache_behavior"),
    };
    block = block
        .text("target_origin_id", &behavior.target_origin_id)
        .text("viewer_protocol_policy", behavior.viewer_protocol_policy.as_str())
        .texts("allowed_methods", behavior.allowed_methods.iter().map(|method| method.as_str()))
        .texts("cached_methods", behavior.cached_methods.iter().map(|method| method.as_str()));
    if let Some(policy) = &behavior.cache_policy {
        let name = match policy {
            NameOr::Name(name) => name,
            NameOr::Inline(policy) => &policy.name,
        };
        block = block.set("cache_policy_id", policy_id("aws_cloudfront_cache_policy", CACHE_POLICIES, name));
    }
    if let Some(NameOr::Name(name)) = &behavior.origin_request_policy {
        let kind = "aws_cloudfront_origin_request_policy";
        block = block.set("origin_request_policy_id", policy_id(kind, ORIGIN_REQUEST_POLICIES, name));
    }
    if let Some(NameOr::Name(name)) = &behavior.response_headers_policy {
        let reference = format!("data.aws_cloudfront_response_headers_policy.{}.id", label(name));
        block = block.set("response_headers_policy_id", reference);
    }
    if !behavior.trusted_key_groups.is_empty() {
        let groups =
            behavior.trusted_key_groups.iter().map(|group| format!("aws_cloudfront_key_group.{}.id", label(group)));
        block = block.set("trusted_key_groups", format!("[{}]", groups.collect::<Vec<_>>().join(", ")));
    }
    block = block.blocks(behavior.forwarded_values.iter().map(forwarded_values));
    for association in &behavior.function_association {
        let arn = format!("aws_cloudfront_function.{}.arn", label(&association.function));
        let event = association.event_type.as_str();
        block = block.block(Block::new("function_association").text("event_type", event).set("function_arn", arn));
    }
    for association in &behavior.lambda_function_association {
        let arn = format!("aws_lambda_function.{}.qualified_arn", label(&association.function));
        let event = association.event_type.as_str();
        block = block.block(
            Block::new("lambda_function_association")
                .text("event_type", event)
                .set("lambda_arn", arn)
                .set("include_body", association.include_body.to_string()),
        );
    }
    block
}

fn forwarded_values(values: &ForwardedValues) -> Block {
    let cookies = Block::new("cookies").text("forward", values.cookies.forward.as_str());
    let cookies = if values.cookies.whitelisted_names.is_empty() {
        cookies
    } else {
        cookies.texts("whitelisted_names", values.cookies.whitelisted_names.iter().map(String::as_str))
    };
    Block::new("forwarded_values")
        .set("query_string", values.query_string.to_string())
        .texts("headers", values.headers.iter().map(String::as_str))
        .block(cookies)
}

/// A managed policy is looked up by its name; another is a resource of the reader's own.
fn policy_id(kind: &str, book: &'static [Managed], name: &str) -> String {
    match find_managed(book, name) {
        Some(managed) => format!("data.{kind}.{}.id", label(managed.name)),
        None => format!("{kind}.{}.id", label(name)),
    }
}

/// The policies that a behaviour names and that are AWS's, and the one that it brings itself.
fn policies(behavior: &CacheBehavior, blocks: &mut Vec<Block>) {
    let mut look_up = |kind: &str, book: &'static [Managed], name: &str| {
        if let Some(managed) = find_managed(book, name) {
            let data = Block::data(kind, &label(managed.name)).text("name", &format!("Managed-{}", managed.name));
            blocks.push(data);
        }
    };
    match &behavior.cache_policy {
        Some(NameOr::Name(name)) => look_up("aws_cloudfront_cache_policy", CACHE_POLICIES, name),
        Some(NameOr::Inline(policy)) => blocks.push(cache_policy(policy)),
        None => {}
    }
    let mut look_up = |kind: &str, name: &str| {
        if let Some(managed) = find_managed(ORIGIN_REQUEST_POLICIES, name) {
            blocks.push(Block::data(kind, &label(managed.name)).text("name", &format!("Managed-{}", managed.name)));
        }
    };
    if let Some(NameOr::Name(name)) = &behavior.origin_request_policy {
        look_up("aws_cloudfront_origin_request_policy", name);
    }
    if let Some(NameOr::Name(name)) = &behavior.response_headers_policy {
        let kind = "aws_cloudfront_response_headers_policy";
        blocks.push(Block::data(kind, &label(name)).text("name", &format!("Managed-{name}")));
    }
}

fn cache_policy(policy: &CachePolicy) -> Block {
    let selection = |kind: &str, items_in: &str, selection: &Selection| {
        let block = Block::new(&format!("{kind}_config")).text(&behavior_of(kind), selection.behavior.as_str());
        if selection.items.is_empty() {
            return block;
        }
        block.block(Block::new(items_in).texts("items", selection.items.iter().map(String::as_str)))
    };
    let headers = Block::new("headers_config").text("header_behavior", policy.headers.behavior.as_str());
    let headers = if policy.headers.items.is_empty() {
        headers
    } else {
        headers.block(Block::new("headers").texts("items", policy.headers.items.iter().map(String::as_str)))
    };
    Block::resource("aws_cloudfront_cache_policy", &label(&policy.name))
        .text("name", &policy.name)
        .set("min_ttl", policy.min_ttl.to_string())
        .set("default_ttl", policy.default_ttl.to_string())
        .set("max_ttl", policy.max_ttl.to_string())
        .block(
            Block::new("parameters_in_cache_key_and_forwarded_to_origin")
                .block(selection("cookies", "cookies", &policy.cookies))
                .block(headers)
                .block(selection("query_strings", "query_strings", &policy.query_strings)),
        )
}

/// `cookie_behavior` of `cookies_config`.
fn behavior_of(kind: &str) -> String {
    format!("{}_behavior", kind.trim_end_matches('s'))
}

fn edge_function(function: &EdgeFunction) -> Block {
    Block::resource("aws_cloudfront_function", &label(&function.name))
        .text("name", &function.name)
        .text("runtime", &function.runtime)
        .set("publish", "true")
        .set("code", heredoc(&function.code))
}

/// The reference of a distribution's ARN.
pub(super) fn arn(scenario: &Scenario, id: &str) -> String {
    match scenario.distributions.iter().find(|distribution| distribution.id == id) {
        Some(_) => format!("aws_cloudfront_distribution.{}.arn", label(id)),
        None => quoted(id),
    }
}
