//! Website endpoints of buckets: documents, redirects, routing rules.

use hopscope_scenario::FieldPath;
use hopscope_scenario::origin_server::{Website, WebsiteCondition, WebsiteRedirect, WebsiteRule};
use hopscope_scenario::response::UrlScheme;

use crate::import::Reason;
use crate::letters;
use crate::value::{Kind, Value};

use super::Mapper;
use super::distribution::status;
use super::node::Node;

impl<'a> Mapper<'a> {
    /// A website, in its block of old or in its resource of now.
    pub fn website(&mut self, node: &Node<'a>, path: &FieldPath) -> Website {
        let mut out = Website::default();
        let at = path.field("index_document");
        let index = match self.node(node, "index_document") {
            Some(block) => self.filled(&block, "suffix", Some(&at)),
            None => self.filled(node, "index_document", Some(&at)),
        };
        if let Some(index) = index {
            out.index_document = index;
        }
        let at = path.field("error_document");
        let error = match self.node(node, "error_document") {
            Some(block) => self.filled(&block, "key", Some(&at)),
            None => self.filled(node, "error_document", Some(&at)),
        };
        out.error_document = error.unwrap_or_default();
        out.redirect_all_requests_to = self.redirect_of_all(node, &path.field("redirect_all_requests_to"));
        for name in ["routing_rule", "routing_rules"] {
            out.routing_rules.extend(self.routing_rules(node, name, &path.field("routing_rules")));
        }
        out
    }

    /// A block with host and protocol; of old a text, as `https://www.example.com`.
    fn redirect_of_all(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<WebsiteRedirect> {
        let name = "redirect_all_requests_to";
        if let Some(block) = self.node(node, name) {
            let host = self.filled(&block, "host_name", Some(path))?;
            let protocol = self.filled(&block, "protocol", Some(&path.field("protocol")));
            let protocol = protocol.and_then(|word| UrlScheme::from_word(&word.to_ascii_lowercase()));
            return Some(WebsiteRedirect { host_name: host, protocol, ..WebsiteRedirect::default() });
        }
        let text = self.filled(node, name, Some(path))?;
        let (protocol, host) = match text.split_once("://") {
            Some((protocol, host)) => (UrlScheme::from_word(&protocol.to_ascii_lowercase()), host),
            None => (None, text.as_str()),
        };
        Some(WebsiteRedirect { host_name: host.to_owned(), protocol, ..WebsiteRedirect::default() })
    }

    /// The rules: blocks, or JSON in AWS's own spelling.
    fn routing_rules(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Vec<WebsiteRule> {
        if !node.is_set(name) {
            return Vec::new();
        }
        let Some(value) = self.value(node, name, Some(path)) else { return Vec::new() };
        let read = match &value.kind {
            Kind::Text(text) => letters::from_json(text, value.span),
            _ => Some(value.clone()),
        };
        let Some(all) = read else {
            self.unfit(node, name, value);
            return Vec::new();
        };
        if let Some(unknown) = all.first_unknown() {
            self.not_known(node, name, &unknown.clone());
        }
        let mut rules = Vec::new();
        for rule in all.items() {
            self.source(node, None, rule, &path.index(rules.len()));
            rules.push(self.routing_rule_of(node, name, rule));
        }
        rules
    }

    fn routing_rule_of(&mut self, node: &Node<'a>, name: &str, rule: &Value) -> WebsiteRule {
        let block = |name: &str| named(rule, name).and_then(|block| block.items().first());
        let text = |block: Option<&Value>, name: &str| {
            block.and_then(|block| named(block, name)).and_then(|value| self.letters_of(value))
        };
        let (condition, redirect) = (block("condition"), block("redirect"));
        let code = |block: Option<&Value>, name: &str| {
            block.and_then(|block| named(block, name)).and_then(Value::to_number).and_then(status)
        };
        let mut out = WebsiteRule {
            condition: WebsiteCondition {
                key_prefix_equals: text(condition, "key_prefix_equals").unwrap_or_default(),
                http_error_code_returned_equals: code(condition, "http_error_code_returned_equals"),
                ..WebsiteCondition::default()
            },
            redirect: WebsiteRedirect {
                host_name: text(redirect, "host_name").unwrap_or_default(),
                protocol: text(redirect, "protocol").and_then(|word| UrlScheme::from_word(&word.to_ascii_lowercase())),
                replace_key_prefix_with: text(redirect, "replace_key_prefix_with"),
                replace_key_with: text(redirect, "replace_key_with").filter(|key| !key.is_empty()),
                ..WebsiteRedirect::default()
            },
            ..WebsiteRule::default()
        };
        if let Some(code) = code(redirect, "http_redirect_code") {
            out.redirect.http_redirect_code = code;
        }
        // Terraform's blocks say "" for what is not there; elsewhere it takes the prefix away.
        if name == "routing_rule" && super::render::kind_of(&node.resource.address) == node.resource.kind {
            out.redirect.replace_key_prefix_with = out.redirect.replace_key_prefix_with.filter(|with| !with.is_empty());
        }
        if redirect.is_none() {
            self.lost(node, name, Reason::Unknown("redirect".to_owned()));
        }
        out
    }
}

/// A value by Terraform's name of it, or by AWS's own: `host_name` or `HostName`.
fn named<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let found = value.entries().iter().find(|entry| plain(&entry.key) == plain(name));
    found.map(|entry| &entry.value).filter(|value| !value.is_null())
}
