//! Web ACLs: their default action, their rules, and what they stand in front of.

use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::WebAcl;
use hopscope_scenario::request::WafAction;

use crate::import::Fate;

use super::Mapper;
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
        let mut out = WebAcl { default_action: action, ..WebAcl::default() };
        // The older kinds refer to rules that are resources of their own.
        if acl.resource.kind == "aws_wafv2_web_acl" {
            self.web_acl_rules(&acl, &mut out, path);
        }
        self.folded(&acl);
        out
    }

    fn default_action(&mut self, acl: &Node<'a>) -> WafAction {
        let Some(action) = self.node(acl, "default_action") else { return WafAction::default() };
        if let Some(kind) = self.filled(&action, "type", None) {
            return if kind.eq_ignore_ascii_case("BLOCK") { WafAction::Block } else { WafAction::Allow };
        }
        // An empty block says it all, so that its being there is what counts.
        let blocks = |name: &str| action.peek(name).is_some_and(|entry| !entry.value.items().is_empty());
        if blocks("block") && !blocks("allow") { WafAction::Block } else { WafAction::Allow }
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
