//! Cache, origin request and response headers policies.

use hopscope_scenario::FieldPath;
use hopscope_scenario::cloudfront_policy::{
    CacheKeyHeaderBehavior, CacheKeyHeaders, CachePolicy, OriginRequestHeaderBehavior, OriginRequestHeaders,
    OriginRequestPolicy, ResponseHeader, ResponseHeadersPolicy, Selection, SelectionBehavior,
};

use super::node::Node;
use super::{Mapper, item};

impl<'a> Mapper<'a> {
    /// Maps all policies, so that behaviours find them by id.
    pub fn map_policies(&mut self) {
        for node in self.of_kind("aws_cloudfront_cache_policy") {
            let path = item("cache_policies", self.scenario.cache_policies.len());
            let policy = self.cache_policy(&node, &path);
            self.register(&node, &policy.name);
            self.scenario.cache_policies.push(policy);
            self.mapped(&node, &path);
        }
        for node in self.of_kind("aws_cloudfront_origin_request_policy") {
            let path = item("origin_request_policies", self.scenario.origin_request_policies.len());
            let policy = self.origin_request_policy(&node, &path);
            self.register(&node, &policy.name);
            self.scenario.origin_request_policies.push(policy);
            self.mapped(&node, &path);
        }
        for node in self.of_kind("aws_cloudfront_response_headers_policy") {
            let path = item("response_headers_policies", self.scenario.response_headers_policies.len());
            let policy = self.response_headers_policy(&node, &path);
            self.register(&node, &policy.name);
            self.scenario.response_headers_policies.push(policy);
            self.mapped(&node, &path);
        }
    }

    fn register(&mut self, node: &Node<'a>, name: &str) {
        let id = self.id_of(node);
        self.policies.insert(id, name.to_owned());
        node.entry("name");
    }

    fn cache_policy(&mut self, node: &Node<'a>, path: &FieldPath) -> CachePolicy {
        let mut out = CachePolicy { name: self.attribute_of(node, "name"), ..CachePolicy::default() };
        if let Some(seconds) = self.whole(node, "min_ttl", Some(&path.field("min_ttl"))) {
            out.min_ttl = seconds;
        }
        if let Some(seconds) = self.whole(node, "default_ttl", Some(&path.field("default_ttl"))) {
            out.default_ttl = seconds;
        }
        if let Some(seconds) = self.whole(node, "max_ttl", Some(&path.field("max_ttl"))) {
            out.max_ttl = seconds;
        }
        if let Some(key) = self.node(node, "parameters_in_cache_key_and_forwarded_to_origin") {
            if let Some(headers) = self.node(&key, "headers_config") {
                let at = path.field("headers");
                let words = CacheKeyHeaderBehavior::from_word;
                let behavior = self.word(&headers, "header_behavior", &at.field("behavior"), words).unwrap_or_default();
                let items = self.items_of(&headers, "headers", &at.field("items"));
                out.headers = CacheKeyHeaders { behavior, items, ..CacheKeyHeaders::default() };
            }
            out.cookies =
                self.selection(&key, ["cookies_config", "cookie_behavior", "cookies"], &path.field("cookies"));
            let names = ["query_strings_config", "query_string_behavior", "query_strings"];
            out.query_strings = self.selection(&key, names, &path.field("query_strings"));
        }
        self.finish(node, &["name"]);
        out
    }

    fn origin_request_policy(&mut self, node: &Node<'a>, path: &FieldPath) -> OriginRequestPolicy {
        let mut out = OriginRequestPolicy { name: self.attribute_of(node, "name"), ..OriginRequestPolicy::default() };
        if let Some(headers) = self.node(node, "headers_config") {
            let at = path.field("headers");
            let words = OriginRequestHeaderBehavior::from_word;
            let behavior = self.word(&headers, "header_behavior", &at.field("behavior"), words).unwrap_or_default();
            let items = self.items_of(&headers, "headers", &at.field("items"));
            out.headers = OriginRequestHeaders { behavior, items, ..OriginRequestHeaders::default() };
        }
        out.cookies = self.selection(node, ["cookies_config", "cookie_behavior", "cookies"], &path.field("cookies"));
        let names = ["query_strings_config", "query_string_behavior", "query_strings"];
        out.query_strings = self.selection(node, names, &path.field("query_strings"));
        self.finish(node, &["name"]);
        out
    }

    /// The names in `NAME { items = […] }`; some formats write the list without the block.
    fn items_of(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Vec<String> {
        if let Some(block) = self.node(node, name) {
            return self.texts(&block, "items", Some(path)).unwrap_or_default();
        }
        self.texts(node, name, Some(path)).unwrap_or_default()
    }

    fn selection(&mut self, node: &Node<'a>, names: [&str; 3], path: &FieldPath) -> Selection {
        let [config, behavior, items] = names;
        let Some(block) = self.node(node, config) else { return Selection::default() };
        let words = SelectionBehavior::from_word;
        let behavior = self.word(&block, behavior, &path.field("behavior"), words).unwrap_or_default();
        let items = self.items_of(&block, items, &path.field("items"));
        Selection { behavior, items, ..Selection::default() }
    }

    fn response_headers_policy(&mut self, node: &Node<'a>, path: &FieldPath) -> ResponseHeadersPolicy {
        let mut out =
            ResponseHeadersPolicy { name: self.attribute_of(node, "name"), ..ResponseHeadersPolicy::default() };
        if let Some(custom) = self.node(node, "custom_headers_config") {
            for header in self.nodes(&custom, "items") {
                let at = path.field("headers").index(out.headers.len());
                let Some(name) = self.text(&header, "header", Some(&at.field("name"))) else { continue };
                let value = self.text(&header, "value", Some(&at.field("value"))).unwrap_or_default();
                let replaces = self.flag(&header, "override", Some(&at.field("override"))).unwrap_or_default();
                out.headers.push(header_of(name, value, replaces));
            }
        }
        if let Some(remove) = self.node(node, "remove_headers_config") {
            for header in self.nodes(&remove, "items") {
                out.remove_headers.extend(self.text(&header, "header", None));
            }
        }
        if let Some(cors) = self.node(node, "cors_config") {
            self.cors_headers(&cors, &mut out);
        }
        if let Some(security) = self.node(node, "security_headers_config") {
            self.security_headers(&security, &mut out);
        }
        self.finish(node, &["name", "server_timing_headers_config"]);
        out
    }

    fn cors_headers(&mut self, node: &Node<'a>, out: &mut ResponseHeadersPolicy) {
        let replaces = self.flag(node, "origin_override", None).unwrap_or_default();
        for (attribute, header) in [
            ("access_control_allow_origins", "access-control-allow-origin"),
            ("access_control_allow_methods", "access-control-allow-methods"),
            ("access_control_allow_headers", "access-control-allow-headers"),
            ("access_control_expose_headers", "access-control-expose-headers"),
        ] {
            let items = self.items_of(node, attribute, &FieldPath::root());
            if !items.is_empty() {
                out.headers.push(header_of(header.to_owned(), items.join(", "), replaces));
            }
        }
        if self.flag(node, "access_control_allow_credentials", None) == Some(true) {
            let name = "access-control-allow-credentials".to_owned();
            out.headers.push(header_of(name, "true".to_owned(), replaces));
        }
        if let Some(seconds) = self.text(node, "access_control_max_age_sec", None) {
            out.headers.push(header_of("access-control-max-age".to_owned(), seconds, replaces));
        }
    }

    fn security_headers(&mut self, node: &Node<'a>, out: &mut ResponseHeadersPolicy) {
        for (block, attribute, header) in [
            ("content_security_policy", "content_security_policy", "content-security-policy"),
            ("frame_options", "frame_option", "x-frame-options"),
            ("referrer_policy", "referrer_policy", "referrer-policy"),
        ] {
            let Some(block) = self.node(node, block) else { continue };
            let Some(value) = self.text(&block, attribute, None) else { continue };
            let replaces = self.flag(&block, "override", None).unwrap_or_default();
            out.headers.push(header_of(header.to_owned(), value, replaces));
        }
        if let Some(block) = self.node(node, "content_type_options") {
            let replaces = self.flag(&block, "override", None).unwrap_or_default();
            out.headers.push(header_of("x-content-type-options".to_owned(), "nosniff".to_owned(), replaces));
        }
        if let Some(block) = self.node(node, "strict_transport_security") {
            let seconds = self.text(&block, "access_control_max_age_sec", None).unwrap_or_default();
            let mut value = format!("max-age={seconds}");
            if self.flag(&block, "include_subdomains", None) == Some(true) {
                value.push_str("; includeSubDomains");
            }
            if self.flag(&block, "preload", None) == Some(true) {
                value.push_str("; preload");
            }
            let replaces = self.flag(&block, "override", None).unwrap_or_default();
            out.headers.push(header_of("strict-transport-security".to_owned(), value, replaces));
        }
        if let Some(block) = self.node(node, "xss_protection") {
            let on = self.flag(&block, "protection", None) == Some(true);
            let block_mode = self.flag(&block, "mode_block", None) == Some(true);
            let value = if !on {
                "0"
            } else if block_mode {
                "1; mode=block"
            } else {
                "1"
            };
            let replaces = self.flag(&block, "override", None).unwrap_or_default();
            out.headers.push(header_of("x-xss-protection".to_owned(), value.to_owned(), replaces));
        }
    }
}

fn header_of(name: String, value: String, replaces: bool) -> ResponseHeader {
    ResponseHeader { name, value, override_origin: replaces, ..ResponseHeader::default() }
}
