//! Web ACLs with their rules.

use hopscope_scenario::request::{RuleAction, WafAction};
use hopscope_scenario::web_acl::{
    ByteMatch, FieldToMatch, ManagedRuleGroup, SizeConstraint, WebAcl, WebAclRule, WebAclStatement,
};

use crate::kind;
use crate::note::NoteKind;
use crate::plan::{EDGE_REGION, Plan};
use crate::value::{Body, Piece, Text, Value};

/// Adds a web ACL for one part; its ARN.
pub(super) fn add(plan: &mut Plan<'_>, acl: &WebAcl, key: &str, base: &str, is_edge: bool) -> Text {
    let label = plan.label(&kind::WEB_ACL, key, base);
    let region = is_edge.then_some(EDGE_REGION);
    let scope = if is_edge { "CLOUDFRONT" } else { "REGIONAL" };
    let action = match acl.default_action {
        WafAction::Allow => "allow",
        WafAction::Block => "block",
    };
    let rules: Vec<Body> = acl.rule.iter().map(|each| rule(plan, &label, scope, region, each)).collect();
    let mut body = Body::new()
        .text("name", label.replace('_', "-"))
        .text("scope", scope)
        .block("default_action", Body::new().block(action, Body::new()))
        .blocks("rule", rules);
    body = bodies(plan, body, acl);
    body = body.block("visibility_config", visibility(&label));
    plan.add_in(&kind::WEB_ACL, label.clone(), region, body);
    Piece::Of { kind: &kind::WEB_ACL, label, attribute: "arn" }.into()
}

/// Adds a web ACL in front of what has that ARN.
pub(super) fn associate(plan: &mut Plan<'_>, acl: &WebAcl, key: &str, base: &str, resource: Text) {
    let arn = add(plan, acl, key, base, false);
    let label = plan.label(&kind::WEB_ACL_ASSOCIATION, key, base);
    plan.add(&kind::WEB_ACL_ASSOCIATION, label, Body::new().text("resource_arn", resource).text("web_acl_arn", arn));
}

fn visibility(name: &str) -> Body {
    Body::new()
        .plain("cloudwatch_metrics_enabled", false)
        .text("metric_name", name.replace('_', "-"))
        .plain("sampled_requests_enabled", false)
}

/// The bodies of answers in place of 403, which rules name by key.
fn bodies(plan: &Plan<'_>, body: Body, acl: &WebAcl) -> Body {
    let with_content = acl.rule.iter().filter_map(|rule| {
        let answer = rule.custom_response.as_ref().filter(|answer| !answer.content.is_empty())?;
        let kind = match answer.content_type.as_str() {
            "text/html" => "TEXT_HTML",
            "application/json" => "APPLICATION_JSON",
            _ => "TEXT_PLAIN",
        };
        Some((rule.name.clone(), Body::new().text("content", answer.content.as_str()).text("content_type", kind)))
    });
    if plan.is_terraform() {
        return body.blocks(
            "custom_response_body",
            with_content.map(|(key, own)| Body(Body::new().text("key", key).0.into_iter().chain(own.0).collect())),
        );
    }
    body.map("custom_response_body", with_content.map(|(key, own)| (key, Value::Block(own))))
}

fn rule(plan: &mut Plan<'_>, acl: &str, scope: &str, region: Option<&str>, rule: &WebAclRule) -> Body {
    let is_group = rule.statement.managed_rule_group_statement.is_some();
    let action = if rule.action == RuleAction::Block {
        let answer = rule.custom_response.as_ref().map(|answer| {
            let headers = answer.response_header.iter().flat_map(|(name, values)| {
                values
                    .iter()
                    .map(|value| Body::new().text("name", name.as_str()).text("value", value))
                    .collect::<Vec<_>>()
            });
            Body::new()
                .plain("response_code", answer.response_code)
                .when(!answer.content.is_empty(), |body| body.text("custom_response_body_key", rule.name.as_str()))
                .blocks("response_header", headers)
        });
        match answer {
            Some(answer) => Body::new().block("custom_response", answer),
            None => Body::new(),
        }
    } else {
        Body::new()
    };
    let statement = statement(plan, acl, scope, region, &rule.name, &rule.statement);
    let body = Body::new().text("name", rule.name.as_str()).plain("priority", rule.priority);
    // What a group's own rules do stands, unless all of them only count.
    let body = match (is_group, rule.action) {
        (true, RuleAction::Count) => body.block("override_action", Body::new().block("count", Body::new())),
        (true, _) => body.block("override_action", Body::new().block("none", Body::new())),
        (false, kind) => body.block("action", Body::new().block(kind.as_str(), action)),
    };
    body.block("statement", statement).block("visibility_config", visibility(&rule.name))
}

fn statement(
    plan: &mut Plan<'_>,
    acl: &str,
    scope: &str,
    region: Option<&str>,
    rule: &str,
    statement: &WebAclStatement,
) -> Body {
    let mut parts: Vec<Body> = Vec::new();
    if let Some(size) = &statement.size_constraint_statement {
        parts.push(Body::new().block("size_constraint_statement", size_constraint(size)));
    }
    if let Some(bytes) = &statement.byte_match_statement {
        parts.push(Body::new().block("byte_match_statement", byte_match(bytes)));
    }
    if let Some(set) = &statement.ip_set_reference_statement {
        let label = plan.label(&kind::IP_SET, &format!("{acl} {rule} {:?}", set.addresses), &format!("{acl} {rule}"));
        let body = Body::new()
            .text("name", label.replace('_', "-"))
            .text("scope", scope)
            .text("ip_address_version", "IPV4")
            .texts("addresses", set.addresses.iter().map(String::as_str));
        plan.add_in(&kind::IP_SET, label.clone(), region, body);
        let arn = Piece::Of { kind: &kind::IP_SET, label, attribute: "arn" };
        parts.push(Body::new().block("ip_set_reference_statement", Body::new().text("arn", arn)));
    }
    if let Some(rate) = &statement.rate_based_statement {
        if rate.exceeded {
            plan.note(NoteKind::WebAclRule, rule);
        }
        let body = Body::new().plain("limit", rate.limit).text("aggregate_key_type", "IP");
        parts.push(Body::new().block("rate_based_statement", body));
    }
    if let Some(group) = &statement.managed_rule_group_statement {
        if !group.met.is_empty() {
            plan.note(NoteKind::WebAclRule, rule);
        }
        parts.push(Body::new().block("managed_rule_group_statement", managed_group(group)));
    }
    if let Some(not) = &statement.not_statement {
        let inner = self::statement(plan, acl, scope, region, rule, not);
        parts.push(Body::new().block("not_statement", Body::new().block("statement", inner)));
    }
    match parts.len() {
        // Every path has a size: a statement without parts matches every request.
        0 => Body::new().block(
            "size_constraint_statement",
            size_constraint(&SizeConstraint {
                field_to_match: FieldToMatch::UriPath,
                comparison_operator: hopscope_scenario::web_acl::Comparison::Ge,
                ..SizeConstraint::default()
            }),
        ),
        1 => parts.pop().unwrap_or_default(),
        _ => Body::new().block("and_statement", Body::new().blocks("statement", parts)),
    }
}

fn field(field: FieldToMatch, header: &str, oversize: Option<&str>) -> Body {
    let inner = match field {
        FieldToMatch::Body => Body::new().text("oversize_handling", oversize.unwrap_or("CONTINUE")),
        FieldToMatch::SingleHeader => Body::new().text("name", header.to_ascii_lowercase()),
        _ => Body::new(),
    };
    Body::new().block(field.as_str(), inner)
}

fn as_it_is() -> Body {
    Body::new().plain("priority", 0).text("type", "NONE")
}

fn size_constraint(size: &SizeConstraint) -> Body {
    Body::new()
        .block("field_to_match", field(size.field_to_match, &size.header_name, Some(size.oversize_handling.as_str())))
        .text("comparison_operator", size.comparison_operator.as_str())
        .plain("size", size.size)
        .blocks("text_transformation", [as_it_is()])
}

fn byte_match(bytes: &ByteMatch) -> Body {
    Body::new()
        .block("field_to_match", field(bytes.field_to_match, &bytes.header_name, None))
        .text("positional_constraint", bytes.positional_constraint.as_str())
        .text("search_string", bytes.search_string.as_str())
        .blocks("text_transformation", [as_it_is()])
}

fn managed_group(group: &ManagedRuleGroup) -> Body {
    let overrides = group.rule_action_override.iter().map(|(name, action)| {
        Body::new().text("name", name.as_str()).block("action_to_use", Body::new().block(action.as_str(), Body::new()))
    });
    Body::new()
        .text("vendor_name", group.vendor_name.as_str())
        .text("name", group.name.as_str())
        .blocks("rule_action_override", overrides)
}
