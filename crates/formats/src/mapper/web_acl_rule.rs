//! The rules of web ACLs. A rule whose statement a scenario cannot say is named as lost.

use hopscope_scenario::FieldPath;
use hopscope_scenario::one_or_many::OneOrMany;
use hopscope_scenario::request::RuleAction;
use hopscope_scenario::web_acl::{
    ByteMatch, Comparison, CustomResponse, FieldToMatch, IpSet, ManagedRuleGroup, OversizeHandling, Position, Rate,
    SizeConstraint, WebAcl, WebAclRule, WebAclStatement,
};

use crate::import::Reason;

use super::Mapper;
use super::distribution::status;
use super::node::Node;

/// How deep `not` may be nested.
const DEPTH: usize = 4;

/// What of a rule plays no part in what it does.
const IGNORED: &[&str] = &["visibility_config", "rule_label", "captcha_config", "challenge_config"];

impl<'a> Mapper<'a> {
    /// The rules of a web ACL.
    pub fn web_acl_rules(&mut self, acl: &Node<'a>, out: &mut WebAcl, path: &FieldPath) {
        for name in ["rule", "rules"] {
            for node in self.nodes(acl, name) {
                let at = path.field("rule").index(out.rule.len());
                out.rule.extend(self.web_acl_rule(acl, &node, &at));
            }
        }
    }

    fn web_acl_rule(&mut self, acl: &Node<'a>, node: &Node<'a>, path: &FieldPath) -> Option<WebAclRule> {
        let mut out = WebAclRule::default();
        out.name = self.text(node, "name", Some(&path.field("name"))).unwrap_or_default();
        if let Some(priority) = self.whole(node, "priority", Some(&path.field("priority"))) {
            out.priority = priority;
        }
        if let Some(action) = self.node(node, "action") {
            out.action = self.rule_action(&action).unwrap_or_default();
            out.custom_response = self.custom_response(acl, &action);
        } else if let Some(action) = self.node(node, "override_action") {
            // What a group does is its own, unless all of it only counts.
            out.action = if has(&action, "count") { RuleAction::Count } else { RuleAction::Block };
        }
        let Some(statement) = self.node(node, "statement") else {
            self.lost(node, "statement", Reason::Unattached("statement".to_owned()));
            return None;
        };
        match self.web_acl_statement(&statement, DEPTH) {
            Ok(statement) => out.statement = statement,
            Err(kind) => {
                self.lost(&statement, &kind, Reason::NotModelled);
                return None;
            }
        }
        self.mapped(node, path);
        self.finish(node, IGNORED);
        Some(out)
    }

    fn rule_action(&mut self, node: &Node<'a>) -> Option<RuleAction> {
        ["allow", "block", "count", "captcha", "challenge"]
            .into_iter()
            .find(|name| has(node, name))
            .and_then(RuleAction::from_word)
    }

    fn custom_response(&mut self, acl: &Node<'a>, action: &Node<'a>) -> Option<CustomResponse> {
        let block = self.node(action, "block")?;
        let node = self.node(&block, "custom_response")?;
        let mut out = CustomResponse::default();
        if let Some(code) = self.number(&node, "response_code", None).and_then(status) {
            out.response_code = code;
        }
        for name in ["response_header", "response_headers"] {
            for header in self.nodes(&node, name) {
                let name = self.text(&header, "name", None).unwrap_or_default();
                let value = self.text(&header, "value", None).unwrap_or_default();
                out.response_header.insert(name, OneOrMany::One(value));
            }
        }
        if let Some(key) = self.filled(&node, "custom_response_body_key", None) {
            self.custom_response_body(acl, &key, &mut out);
        }
        Some(out)
    }

    /// The body of that key: Terraform has blocks with a key, CloudFormation an object of them.
    fn custom_response_body(&mut self, acl: &Node<'a>, key: &str, out: &mut CustomResponse) {
        let mut bodies = self.nodes(acl, "custom_response_body");
        for all in self.nodes(acl, "custom_response_bodies") {
            bodies.extend(self.nodes(&all, &crate::translate::snake_case(key)));
        }
        for body in bodies {
            if self.filled(&body, "key", None).is_some_and(|own| own != key) {
                continue;
            }
            out.content = self.text(&body, "content", None).unwrap_or_default();
            out.content_type = match self.text(&body, "content_type", None).unwrap_or_default().as_str() {
                "APPLICATION_JSON" => "application/json",
                "TEXT_HTML" => "text/html",
                _ => "text/plain",
            }
            .to_owned();
        }
    }

    /// A statement; else the kind that a scenario cannot say.
    fn web_acl_statement(&mut self, node: &Node<'a>, depth: usize) -> Result<WebAclStatement, String> {
        let mut out = WebAclStatement::default();
        let kinds: Vec<String> = node.value.entries().iter().map(|entry| entry.key.clone()).collect();
        let mut known = false;
        for kind in kinds {
            let Some(inner) = self.node(node, &kind) else { continue };
            known = true;
            match kind.as_str() {
                "managed_rule_group_statement" => {
                    out.managed_rule_group_statement = Some(self.managed_rule_group(&inner)?);
                }
                "rate_based_statement" => {
                    if has(&inner, "scope_down_statement") {
                        return Err("rate_based_statement".to_owned());
                    }
                    let limit = self.whole(&inner, "limit", None).unwrap_or_default();
                    out.rate_based_statement = Some(Rate { limit, ..Rate::default() });
                }
                "ip_set_reference_statement" => out.ip_set_reference_statement = Some(self.ip_set(&inner)?),
                "byte_match_statement" => out.byte_match_statement = Some(self.byte_match(&inner)?),
                "size_constraint_statement" => out.size_constraint_statement = Some(self.size_constraint(&inner)?),
                "not_statement" if depth > 0 => {
                    let inner = self.node(&inner, "statement").ok_or(kind)?;
                    out.not_statement = Some(Box::new(self.web_acl_statement(&inner, depth - 1)?));
                }
                _ => return Err(kind),
            }
        }
        if known { Ok(out) } else { Err("statement".to_owned()) }
    }

    fn managed_rule_group(&mut self, node: &Node<'a>) -> Result<ManagedRuleGroup, String> {
        if has(node, "scope_down_statement") {
            return Err("managed_rule_group_statement.scope_down_statement".to_owned());
        }
        let mut out = ManagedRuleGroup::default();
        out.name = self.text(node, "name", None).unwrap_or_default();
        if let Some(vendor) = self.filled(node, "vendor_name", None) {
            out.vendor_name = vendor;
        }
        for list in ["rule_action_override", "rule_action_overrides"] {
            for each in self.nodes(node, list) {
                let name = self.text(&each, "name", None).unwrap_or_default();
                let action = self.node(&each, "action_to_use");
                if let Some(action) = action.and_then(|action| self.rule_action(&action)) {
                    out.rule_action_override.insert(name, action);
                }
            }
        }
        // Excluding a rule, the older way, has it count.
        for list in ["excluded_rule", "excluded_rules"] {
            for each in self.nodes(node, list) {
                let name = self.text(&each, "name", None).unwrap_or_default();
                out.rule_action_override.insert(name, RuleAction::Count);
            }
        }
        Ok(out)
    }

    fn ip_set(&mut self, node: &Node<'a>) -> Result<IpSet, String> {
        let arn = self.filled(node, "arn", None).unwrap_or_default();
        let sets = self.of_kinds(&["aws_wafv2_ip_set"]);
        let Some(set) = sets.into_iter().find(|set| self.attribute_of(set, "arn") == arn) else {
            return Err("ip_set_reference_statement".to_owned());
        };
        let addresses = self.texts(&set, "addresses", None).unwrap_or_default();
        self.folded(&set);
        Ok(IpSet { addresses, ..IpSet::default() })
    }

    fn byte_match(&mut self, node: &Node<'a>) -> Result<ByteMatch, String> {
        let mut out = ByteMatch::default();
        (out.field_to_match, out.header_name) = self.field_to_match(node)?;
        let position = self.filled(node, "positional_constraint", None).unwrap_or_default();
        out.positional_constraint = Position::from_word(&position.to_ascii_uppercase())
            .ok_or_else(|| "byte_match_statement.positional_constraint".to_owned())?;
        out.search_string = self.text(node, "search_string", None).unwrap_or_default();
        Ok(out)
    }

    fn size_constraint(&mut self, node: &Node<'a>) -> Result<SizeConstraint, String> {
        let mut out = SizeConstraint::default();
        (out.field_to_match, out.header_name) = self.field_to_match(node)?;
        let operator = self.filled(node, "comparison_operator", None).unwrap_or_default();
        out.comparison_operator = Comparison::from_word(&operator.to_ascii_uppercase())
            .ok_or_else(|| "size_constraint_statement.comparison_operator".to_owned())?;
        out.size = self.whole(node, "size", None).unwrap_or_default();
        if let Some(body) = self.node(node, "field_to_match").and_then(|field| self.node(&field, "body")) {
            let handling = self.filled(&body, "oversize_handling", None).unwrap_or_default();
            out.oversize_handling = OversizeHandling::from_word(&handling.to_ascii_uppercase()).unwrap_or_default();
        }
        Ok(out)
    }

    fn field_to_match(&mut self, node: &Node<'a>) -> Result<(FieldToMatch, String), String> {
        let unknown = || "field_to_match".to_owned();
        let field = self.node(node, "field_to_match").ok_or_else(unknown)?;
        let part = ["uri_path", "query_string", "method", "body", "single_header"];
        let name = part.into_iter().find(|name| has(&field, name)).ok_or_else(unknown)?;
        let header = match name {
            "single_header" => self.node(&field, name).and_then(|header| self.filled(&header, "name", None)),
            _ => None,
        };
        Ok((FieldToMatch::from_word(name).ok_or_else(unknown)?, header.unwrap_or_default()))
    }
}

/// Whether a block is there: an empty one says it all.
fn has(node: &Node<'_>, name: &str) -> bool {
    node.entry(name).is_some_and(|entry| !entry.value.items().is_empty())
}
