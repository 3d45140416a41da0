//! Web ACLs: what they do when no rule decides, and those of their rules that a scenario can say.

use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::WebAcl;
use hopscope_scenario::request::{RuleAction, WafAction};
use hopscope_scenario::web_acl::{
    ByteMatch, Comparison, CustomResponse, FieldToMatch, IpSet, ManagedRuleGroup, OversizeHandling, Position, Rate,
    SizeConstraint, WebAclRule, WebAclStatement,
};

use crate::import::{Fate, Reason};

use super::Mapper;
use super::distribution::status;
use super::node::Node;

const KINDS: &[&str] = &["aws_wafv2_web_acl", "aws_waf_web_acl", "aws_wafregional_web_acl"];
const ASSOCIATIONS: &[&str] = &["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"];

impl<'a> Mapper<'a> {
    /// The web ACL that an attribute names by ARN or id; an empty name means none.
    pub fn web_acl_of(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Option<WebAcl> {
        let id = self.filled(node, name, Some(path))?;
        Some(self.web_acl_by(node, Some(name), &id, path))
    }

    fn web_acl_by(&mut self, node: &Node<'a>, name: Option<&str>, id: &str, path: &FieldPath) -> WebAcl {
        let found = self
            .of_kinds(KINDS)
            .into_iter()
            .find(|acl| self.attribute_of(acl, "arn") == id || self.attribute_of(acl, "id") == id);
        let Some(acl) = found else {
            self.assumed(node, name, "default_action = allow");
            return WebAcl::default();
        };
        let action = self.default_action(&acl);
        if let Some(entry) = acl.peek("default_action") {
            self.source(&acl, entry.at, &entry.value, &path.field("default_action"));
        }
        let rule = self.web_acl_rules(&acl, path);
        self.folded(&acl);
        WebAcl { default_action: action, rule, ..WebAcl::default() }
    }

    /// The rules whose statements a scenario can say. One that it cannot is told as lost: without its statement it would
    /// match every request.
    fn web_acl_rules(&mut self, acl: &Node<'a>, path: &FieldPath) -> Vec<WebAclRule> {
        let mut rules = Vec::new();
        for node in self.nodes(acl, "rule") {
            let at = path.field("rule").index(rules.len());
            let Some(statement) = self.node(&node, "statement").and_then(|each| self.web_acl_statement(&each)) else {
                self.lost(&node, "statement", Reason::NotModelled);
                continue;
            };
            let mut rule = WebAclRule { statement, ..WebAclRule::default() };
            rule.name = self.text(&node, "name", Some(&at.field("name"))).unwrap_or_default();
            rule.priority = self.whole(&node, "priority", Some(&at.field("priority"))).unwrap_or_default();
            if let Some(action) = self.node(&node, "action") {
                let chosen = RuleAction::ALL.iter().find(|kind| has_block(&action, kind.as_str()));
                rule.action = chosen.copied().unwrap_or(RuleAction::Block);
                if let Some(answer) = self.node(&action, "block").and_then(|block| self.node(&block, "custom_response"))
                {
                    rule.custom_response = Some(self.custom_response(acl, &answer));
                }
            } else if self.node(&node, "override_action").is_some_and(|each| has_block(&each, "count")) {
                rule.action = RuleAction::Count;
            }
            self.mapped(&node, &at);
            rules.push(rule);
        }
        rules
    }

    fn custom_response(&mut self, acl: &Node<'a>, node: &Node<'a>) -> CustomResponse {
        let mut out = CustomResponse::default();
        if let Some(code) = self.number(node, "response_code", None).and_then(status) {
            out.response_code = code;
        }
        for header in self.nodes(node, "response_header") {
            let name = self.text(&header, "name", None).unwrap_or_default();
            let value = self.text(&header, "value", None).unwrap_or_default();
            let values = out.response_header.entry(name).or_default();
            let all: Vec<String> = values.iter().map(str::to_owned).chain([value]).collect();
            *values = all.into();
        }
        let Some(key) = self.filled(node, "custom_response_body_key", None) else { return out };
        for body in self.nodes(acl, "custom_response_body") {
            if self.text(&body, "key", None).as_deref() != Some(key.as_str()) {
                continue;
            }
            out.content = self.text(&body, "content", None).unwrap_or_default();
            let kind = self.text(&body, "content_type", None).unwrap_or_default();
            out.content_type = match kind.as_str() {
                "TEXT_HTML" => "text/html",
                "APPLICATION_JSON" => "application/json",
                _ => "text/plain",
            }
            .to_owned();
        }
        out
    }

    /// A statement. None: it says, besides or alone, what a scenario cannot.
    fn web_acl_statement(&mut self, node: &Node<'a>) -> Option<WebAclStatement> {
        let mut out = WebAclStatement::default();
        const KNOWN: &[&str] = &[
            "size_constraint_statement",
            "byte_match_statement",
            "ip_set_reference_statement",
            "rate_based_statement",
            "managed_rule_group_statement",
            "not_statement",
            "and_statement",
        ];
        let parts = node.value.entries().iter().filter(|entry| !entry.value.items().is_empty());
        let names: Vec<&str> = parts.map(|entry| entry.key.as_str()).collect();
        if names.is_empty() || names.iter().any(|name| !KNOWN.contains(name)) {
            return None;
        }
        if let Some(size) = self.node(node, "size_constraint_statement") {
            out.size_constraint_statement = Some(self.size_constraint(&size)?);
        }
        if let Some(bytes) = self.node(node, "byte_match_statement") {
            out.byte_match_statement = Some(self.byte_match(&bytes)?);
        }
        if let Some(set) = self.node(node, "ip_set_reference_statement") {
            out.ip_set_reference_statement = Some(self.ip_set(&set)?);
        }
        if let Some(rate) = self.node(node, "rate_based_statement") {
            if rate.is_set("scope_down_statement") {
                return None;
            }
            let limit = self.whole(&rate, "limit", None).unwrap_or_default();
            out.rate_based_statement = Some(Rate { limit, ..Rate::default() });
        }
        if let Some(group) = self.node(node, "managed_rule_group_statement") {
            out.managed_rule_group_statement = Some(self.managed_group(&group)?);
        }
        if let Some(not) = self.node(node, "not_statement") {
            let inner = self.node(&not, "statement")?;
            out.not_statement = Some(Box::new(self.web_acl_statement(&inner)?));
        }
        if let Some(and) = self.node(node, "and_statement") {
            for inner in self.nodes(&and, "statement") {
                let part = self.web_acl_statement(&inner)?;
                out = both(out, part)?;
            }
        }
        Some(out)
    }

    fn size_constraint(&mut self, node: &Node<'a>) -> Option<SizeConstraint> {
        let (field_to_match, header_name, oversize_handling) = self.field_to_match(node)?;
        let operator = self.text(node, "comparison_operator", None)?;
        Some(SizeConstraint {
            field_to_match,
            header_name,
            comparison_operator: Comparison::from_word(&operator)?,
            size: self.whole(node, "size", None)?,
            oversize_handling,
            ..SizeConstraint::default()
        })
    }

    fn byte_match(&mut self, node: &Node<'a>) -> Option<ByteMatch> {
        let (field_to_match, header_name, _) = self.field_to_match(node)?;
        // A text is compared as it is: what is changed before that, a scenario cannot say.
        for change in self.nodes(node, "text_transformation") {
            if self.text(&change, "type", None).is_some_and(|kind| kind != "NONE") {
                return None;
            }
        }
        let position = self.text(node, "positional_constraint", None)?;
        Some(ByteMatch {
            field_to_match,
            header_name,
            positional_constraint: Position::from_word(&position)?,
            search_string: self.text(node, "search_string", None)?,
            ..ByteMatch::default()
        })
    }

    fn field_to_match(&mut self, node: &Node<'a>) -> Option<(FieldToMatch, String, OversizeHandling)> {
        let field = self.node(node, "field_to_match")?;
        let found = FieldToMatch::ALL.iter().copied().find(|each| has_block(&field, each.as_str()))?;
        let inner = self.node(&field, found.as_str());
        let name = inner.as_ref().and_then(|inner| self.text(inner, "name", None)).unwrap_or_default();
        let oversize = inner.as_ref().and_then(|inner| self.text(inner, "oversize_handling", None));
        let oversize = oversize.and_then(|word| OversizeHandling::from_word(&word)).unwrap_or_default();
        Some((found, name, oversize))
    }

    fn ip_set(&mut self, node: &Node<'a>) -> Option<IpSet> {
        let arn = self.filled(node, "arn", None)?;
        let set = self.of_kind("aws_wafv2_ip_set").into_iter().find(|set| self.attribute_of(set, "arn") == arn)?;
        let addresses = self.texts(&set, "addresses", None).unwrap_or_default();
        self.folded(&set);
        Some(IpSet { addresses, ..IpSet::default() })
    }

    fn managed_group(&mut self, node: &Node<'a>) -> Option<ManagedRuleGroup> {
        if node.is_set("scope_down_statement") {
            return None;
        }
        let mut out = ManagedRuleGroup::default();
        out.vendor_name = self.filled(node, "vendor_name", None)?;
        out.name = self.filled(node, "name", None)?;
        for change in self.nodes(node, "rule_action_override") {
            let Some(action) = self.node(&change, "action_to_use") else { continue };
            let Some(kind) = RuleAction::ALL.iter().find(|kind| has_block(&action, kind.as_str())) else { continue };
            if let Some(name) = self.filled(&change, "name", None) {
                out.rule_action_override.insert(name, *kind);
            }
        }
        Some(out)
    }

    fn default_action(&mut self, acl: &Node<'a>) -> WafAction {
        let Some(action) = self.node(acl, "default_action") else { return WafAction::default() };
        if let Some(kind) = self.filled(&action, "type", None) {
            return if kind.eq_ignore_ascii_case("BLOCK") { WafAction::Block } else { WafAction::Allow };
        }
        if has_block(&action, "block") && !has_block(&action, "allow") { WafAction::Block } else { WafAction::Allow }
    }

    /// The web ACL that an association puts in front of a resource.
    pub fn associated_web_acl(&mut self, node: &Node<'a>, names: &[&str], path: &FieldPath) -> Option<WebAcl> {
        let own: Vec<String> = names.iter().map(|name| self.attribute_of(node, name)).collect();
        for association in self.of_kinds(ASSOCIATIONS) {
            let Some(resource) = self.filled(&association, "resource_arn", None) else { continue };
            if !own.contains(&resource) {
                continue;
            }
            let at = Some(path);
            let id =
                self.filled(&association, "web_acl_arn", at).or_else(|| self.filled(&association, "web_acl_id", at));
            self.mapped(&association, path);
            return id.map(|id| self.web_acl_by(&association, None, &id, path));
        }
        None
    }

    /// Web ACLs that stand in front of nothing that is in the files.
    pub fn map_web_acls(&mut self) {
        for node in self.of_kinds(KINDS) {
            self.settle_fate(node.resource, Fate::Skipped, None);
        }
    }
}

/// Whether a block is there. An empty one says it all, so that its being there is what counts.
fn has_block(node: &Node<'_>, name: &str) -> bool {
    node.peek(name).is_some_and(|entry| !entry.value.items().is_empty())
}

/// Two statements that must both hold, as one. None: both say something of the same kind.
fn both(one: WebAclStatement, other: WebAclStatement) -> Option<WebAclStatement> {
    fn either<T>(one: Option<T>, other: Option<T>) -> Option<Option<T>> {
        match (one, other) {
            (Some(_), Some(_)) => None,
            (one, other) => Some(one.or(other)),
        }
    }
    Some(WebAclStatement {
        size_constraint_statement: either(one.size_constraint_statement, other.size_constraint_statement)?,
        byte_match_statement: either(one.byte_match_statement, other.byte_match_statement)?,
        ip_set_reference_statement: either(one.ip_set_reference_statement, other.ip_set_reference_statement)?,
        rate_based_statement: either(one.rate_based_statement, other.rate_based_statement)?,
        managed_rule_group_statement: either(one.managed_rule_group_statement, other.managed_rule_group_statement)?,
        not_statement: either(one.not_statement, other.not_statement)?,
        ..WebAclStatement::default()
    })
}
