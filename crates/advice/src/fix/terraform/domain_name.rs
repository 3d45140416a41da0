//! Custom domain names of API Gateway with their mappings and rules, and DNS records.

use hopscope_routing::dns::same_name;
use hopscope_scenario::distribution::DnsRecord;
use hopscope_scenario::domain_name::{BasePathMapping, DomainName, RoutingMode, RoutingRule};
use hopscope_scenario::{Part, Scenario};

use super::UNCHANGED;
use super::edits::Edits;
use crate::fix::edit::list;
use hopscope_hcl::{Block, label};

/// What is written of a domain that is there already.
const CHANGED: &[&str] = &["routing_mode", "base_path_mappings", "routing_rules"];

pub(super) fn write(before: &Scenario, scenario: &Scenario, edits: &Edits<'_>, blocks: &mut Vec<Block>) {
    for at in edits.items(&list("domain_names")) {
        let of_new = ["domain_name", "endpoint_type", "target_domain_name"];
        let Some(touch) = edits.of(&Part::DomainName(at).path(), CHANGED, &of_new) else { continue };
        let Some(domain) = scenario.domain_names.get(at) else { continue };
        let known = before.domain_names.iter().find(|each| each.domain_name == domain.domain_name);
        let is_known_mapping =
            |each: &&BasePathMapping| known.is_some_and(|known| known.base_path_mappings.contains(each));
        let is_known_rule = |each: &&RoutingRule| known.is_some_and(|known| known.routing_rules.contains(each));
        if touch.gives("routing_mode") {
            blocks.extend(domain_name(scenario, domain, touch.is_new));
        }
        let new = domain.base_path_mappings.iter().filter(|each| !is_known_mapping(each));
        blocks.extend(new.map(|each| mapping(scenario, domain, each)));
        let new = domain.routing_rules.iter().filter(|each| !is_known_rule(each));
        blocks.extend(new.map(|each| rule(scenario, domain, each)));
    }
    for at in edits.items(&list("dns")) {
        if edits.of(&Part::DnsRecord(at).path(), &["target"], &["name"]).is_some() {
            blocks.extend(scenario.dns.get(at).into_iter().flat_map(|record| dns(scenario, record)));
        }
    }
}

/// Whether a mapping needs version 2 of the resources: HTTP APIs, and base paths of several segments.
fn is_v2(scenario: &Scenario, domain: &DomainName) -> bool {
    domain.base_path_mappings.iter().any(|mapping| {
        mapping.base_path.trim_matches('/').contains('/') || scenario.http_apis.iter().any(|api| api.id == mapping.api)
    })
}

fn kind(scenario: &Scenario, domain: &DomainName) -> &'static str {
    if is_v2(scenario, domain) { "aws_apigatewayv2_domain_name" } else { "aws_api_gateway_domain_name" }
}

fn domain_name(scenario: &Scenario, domain: &DomainName, is_new: bool) -> Vec<Block> {
    let own = label(&domain.domain_name);
    let kind = kind(scenario, domain);
    let mut block = Block::resource(kind, &own);
    if !is_new {
        let mode = domain.routing_mode.as_str();
        return vec![block.comment(UNCHANGED).text("domain_name", &domain.domain_name).text("routing_mode", mode)];
    }
    let certificate = Block::resource("aws_acm_certificate", &own)
        .text("domain_name", &domain.domain_name)
        .text("validation_method", "DNS");
    let arn = format!("aws_acm_certificate.{own}.arn");
    block = block.text("domain_name", &domain.domain_name);
    if domain.routing_mode != RoutingMode::default() {
        block = block.text("routing_mode", domain.routing_mode.as_str());
    }
    block = if is_v2(scenario, domain) {
        block.block(
            Block::new("domain_name_configuration")
                .set("certificate_arn", arn)
                .text("endpoint_type", "REGIONAL")
                .text("security_policy", "TLS_1_2"),
        )
    } else {
        block
            .set("regional_certificate_arn", arn)
            .text("security_policy", "TLS_1_2")
            .block(Block::new("endpoint_configuration").texts("types", [domain.endpoint_type.as_str()]))
    };
    vec![certificate, block]
}

/// The references of an API and of one of its stages.
fn api_and_stage(scenario: &Scenario, api: &str, stage: &str) -> (String, String) {
    let own = label(api);
    if scenario.http_apis.iter().any(|each| each.id == api) {
        let stage = format!("aws_apigatewayv2_stage.{own}_{}.id", label(stage));
        return (format!("aws_apigatewayv2_api.{own}.id"), stage);
    }
    let stage = format!("aws_api_gateway_stage.{}.stage_name", label(stage));
    (format!("aws_api_gateway_rest_api.{own}.id"), stage)
}

fn mapping(scenario: &Scenario, domain: &DomainName, mapping: &BasePathMapping) -> Block {
    let base_path = mapping.base_path.trim_matches('/');
    let base_path = if base_path == "(none)" { "" } else { base_path };
    let own = label(&format!("{} {base_path}", domain.domain_name));
    let (api, stage) = api_and_stage(scenario, &mapping.api, &mapping.stage);
    let name = format!("{}.{}.domain_name", kind(scenario, domain), label(&domain.domain_name));
    if is_v2(scenario, domain) {
        return Block::resource("aws_apigatewayv2_api_mapping", &own)
            .set("api_id", api)
            .set("stage", stage)
            .set("domain_name", name)
            .text_unless_empty("api_mapping_key", base_path);
    }
    let block = Block::resource("aws_api_gateway_base_path_mapping", &own).set("api_id", api);
    let block = if mapping.stage.is_empty() { block } else { block.set("stage_name", stage) };
    block.set("domain_name", name).text_unless_empty("base_path", base_path)
}

fn rule(scenario: &Scenario, domain: &DomainName, rule: &RoutingRule) -> Block {
    let own = label(&format!("{} {}", domain.domain_name, rule.priority));
    let (api, stage) = api_and_stage(scenario, &rule.api, &rule.stage);
    let paths = rule.conditions.base_paths.iter().map(String::as_str);
    let mut block = Block::resource("aws_apigatewayv2_routing_rule", &own)
        .set("domain_name", format!("{}.{}.domain_name", kind(scenario, domain), label(&domain.domain_name)))
        .set("priority", rule.priority.to_string());
    if !rule.conditions.base_paths.is_empty() {
        block = block.block(Block::new("condition").block(Block::new("match_base_paths").texts("any_of", paths)));
    }
    for (name, value) in &rule.conditions.headers {
        let header = Block::new("any_of").text("header", name).text("value_glob", value);
        block = block.block(Block::new("condition").block(Block::new("match_headers").block(header)));
    }
    let call = Block::new("invoke_api")
        .set("api_id", api)
        .set("stage", stage)
        .set("strip_base_path", rule.strip_base_path.to_string());
    block.block(Block::new("action").block(call))
}

/// A record in the zone of the name's parent; an alias of what the scenario says stands behind the target.
fn dns(scenario: &Scenario, record: &DnsRecord) -> Vec<Block> {
    let parent = record.name.split_once('.').map_or(record.name.as_str(), |(_, rest)| rest);
    let zone = label(parent);
    let lookup = Block::data("aws_route53_zone", &zone).text("name", parent);
    let block = Block::resource("aws_route53_record", &label(&record.name))
        .set("zone_id", format!("data.aws_route53_zone.{zone}.zone_id"))
        .text("name", &record.name);
    let alias = |name: String, zone: String| {
        Block::new("alias").set("name", name).set("zone_id", zone).set("evaluate_target_health", "false")
    };
    let distribution = scenario.distributions.iter().find(|each| same_name(&each.domain_name, &record.target));
    let domain = scenario.domain_names.iter().find(|each| same_name(&each.domain_name, &record.name));
    let block = match (distribution, domain) {
        (Some(distribution), _) => {
            let own = format!("aws_cloudfront_distribution.{}", label(&distribution.id));
            block.text("type", "A").block(alias(format!("{own}.domain_name"), format!("{own}.hosted_zone_id")))
        }
        (None, Some(domain)) if is_v2(scenario, domain) => {
            let own =
                format!("aws_apigatewayv2_domain_name.{}.domain_name_configuration[0]", label(&domain.domain_name));
            block.text("type", "A").block(alias(format!("{own}.target_domain_name"), format!("{own}.hosted_zone_id")))
        }
        (None, Some(domain)) => {
            let own = format!("aws_api_gateway_domain_name.{}", label(&domain.domain_name));
            let (name, zone) = (format!("{own}.regional_domain_name"), format!("{own}.regional_zone_id"));
            block.text("type", "A").block(alias(name, zone))
        }
        (None, None) => block.text("type", "CNAME").set("ttl", "300").texts("records", [record.target.as_str()]),
    };
    vec![lookup, block]
}
