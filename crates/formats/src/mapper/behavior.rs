//! Cache behaviours.

use hopscope_scenario::cache_behavior::{
    CacheBehavior, CookieForward, ForwardedCookies, ForwardedValues, FunctionAssociation, HttpMethod, LambdaEvent,
    LambdaFunctionAssociation, ViewerEvent, ViewerProtocolPolicy,
};
use hopscope_scenario::cloudfront_policy::NameOr;
use hopscope_scenario::{FieldPath, PathPattern};

use crate::import::Reason;
use crate::value::Kind;

use super::Mapper;
use super::node::Node;

/// What of a behaviour plays no part in where a request ends.
pub(crate) const IGNORED: &[&str] = &[
    "compress",
    "smooth_streaming",
    "field_level_encryption_id",
    "realtime_log_config_arn",
    "path_pattern",
    "grpc_config",
];

impl<'a> Mapper<'a> {
    /// An ordered behaviour; none where its pattern is none that CloudFront takes.
    pub fn ordered_behavior(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<CacheBehavior> {
        let text = self.text(node, "path_pattern", Some(&path.field("path_pattern")));
        let Some(pattern) = text.as_deref().and_then(|text| PathPattern::parse(text).ok()) else {
            self.lost(node, "path_pattern", Reason::Unknown(text.unwrap_or_default()));
            return None;
        };
        let mut behavior = self.behavior(node, path);
        behavior.path_pattern = pattern;
        self.mapped(node, path);
        self.finish(node, IGNORED);
        Some(behavior)
    }

    /// What ordered behaviours and the default one have in common.
    pub fn behavior(&mut self, node: &Node<'a>, path: &FieldPath) -> CacheBehavior {
        let mut out = CacheBehavior::default();
        let target = self.text(node, "target_origin_id", Some(&path.field("target_origin_id")));
        out.target_origin_id = target.unwrap_or_default();
        let at = path.field("viewer_protocol_policy");
        if let Some(policy) = self.word(node, "viewer_protocol_policy", &at, ViewerProtocolPolicy::from_word) {
            out.viewer_protocol_policy = policy;
        }
        if let Some(methods) = self.methods(node, "allowed_methods", path) {
            out.allowed_methods = methods;
        }
        if let Some(methods) = self.methods(node, "cached_methods", path) {
            out.cached_methods = methods;
        }
        let policy = self.policy(node, "cache_policy_id", &path.field("cache_policy"));
        out.cache_policy = policy.map(NameOr::Name);
        let policy = self.policy(node, "origin_request_policy_id", &path.field("origin_request_policy"));
        out.origin_request_policy = policy.map(NameOr::Name);
        let policy = self.policy(node, "response_headers_policy_id", &path.field("response_headers_policy"));
        out.response_headers_policy = policy.map(NameOr::Name);
        if let Some(legacy) = self.node(node, "forwarded_values") {
            out.forwarded_values = Some(self.forwarded_values(&legacy, &path.field("forwarded_values")));
        }
        for (name, field) in
            [("min_ttl", &mut out.min_ttl), ("default_ttl", &mut out.default_ttl), ("max_ttl", &mut out.max_ttl)]
        {
            // With a cache policy these are its own; providers still write zeros there.
            let to = path.field(name);
            if let Some(seconds) = self.whole(node, name, Some(&to))
                && out.cache_policy.is_none()
            {
                *field = seconds;
            }
        }
        out.trusted_key_groups = self.signers(node, path);
        for association in self.nodes(node, "function_association") {
            let at = path.field("function_association").index(out.function_association.len());
            out.function_association.extend(self.function_association(&association, &at));
        }
        for association in self.nodes(node, "lambda_function_association") {
            let at = path.field("lambda_function_association").index(out.lambda_function_association.len());
            out.lambda_function_association.extend(self.lambda_association(&association, &at));
        }
        out
    }

    fn methods(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Option<Vec<HttpMethod>> {
        let texts = self.texts(node, name, Some(&path.field(name)))?;
        let mut methods = Vec::new();
        for text in texts {
            match HttpMethod::from_word(&text.to_ascii_uppercase()) {
                Some(method) => methods.push(method),
                None => self.lost(node, name, Reason::Unknown(text)),
            }
        }
        (!methods.is_empty()).then_some(methods)
    }

    /// Whoever may sign: key groups, and the accounts that they replaced. Both mean that a signature is wanted.
    fn signers(&mut self, node: &Node<'a>, path: &FieldPath) -> Vec<String> {
        let at = path.field("trusted_key_groups");
        let mut signers = self.texts(node, "trusted_key_groups", Some(&at)).unwrap_or_default();
        let accounts = self.texts(node, "trusted_signers", Some(&at)).unwrap_or_default();
        if !accounts.is_empty() {
            self.assumed(node, Some("trusted_signers"), "trusted_key_groups");
        }
        signers.extend(accounts);
        signers
    }

    fn forwarded_values(&mut self, node: &Node<'a>, path: &FieldPath) -> ForwardedValues {
        let mut out = ForwardedValues::default();
        out.query_string = self.flag(node, "query_string", Some(&path.field("query_string"))).unwrap_or_default();
        let keys = self.texts(node, "query_string_cache_keys", Some(&path.field("query_string_cache_keys")));
        out.query_string_cache_keys = keys.unwrap_or_default();
        out.headers = self.texts(node, "headers", Some(&path.field("headers"))).unwrap_or_default();
        if let Some(cookies) = self.node(node, "cookies") {
            let at = path.field("cookies");
            let forward = self.word(&cookies, "forward", &at.field("forward"), CookieForward::from_word);
            let names = self.texts(&cookies, "whitelisted_names", Some(&at.field("whitelisted_names")));
            out.cookies = ForwardedCookies {
                forward: forward.unwrap_or_default(),
                whitelisted_names: names.unwrap_or_default(),
                ..ForwardedCookies::default()
            };
        }
        self.mapped(node, path);
        self.finish(node, &[]);
        out
    }

    fn function_association(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<FunctionAssociation> {
        let event = self.word(node, "event_type", &path.field("event_type"), ViewerEvent::from_word)?;
        let arn = self.filled(node, "function_arn", Some(&path.field("function")))?;
        let name = arn.rsplit_once("function/").map_or(arn.as_str(), |(_, name)| name).to_owned();
        if !self.scenario.edge_functions.iter().any(|function| function.name == name) {
            self.lost(node, "function_arn", Reason::Unattached(name.clone()));
        }
        self.mapped(node, path);
        Some(FunctionAssociation { event_type: event, function: name, ..FunctionAssociation::default() })
    }

    fn lambda_association(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<LambdaFunctionAssociation> {
        let event = self.word(node, "event_type", &path.field("event_type"), LambdaEvent::from_word)?;
        let arn = self.filled(node, "lambda_arn", Some(&path.field("function")))?;
        let name = super::lambda::name_in(&arn).unwrap_or(arn);
        if !self.map_lambda_at_edge(&name) {
            self.lost(node, "lambda_arn", Reason::Unattached(name.clone()));
        }
        let include_body = self.flag(node, "include_body", Some(&path.field("include_body"))).unwrap_or_default();
        self.mapped(node, path);
        Some(LambdaFunctionAssociation {
            event_type: event,
            function: name,
            include_body,
            ..LambdaFunctionAssociation::default()
        })
    }

    /// The policy that an attribute names: the name of one of the scenario's, or the name or id of a managed one.
    fn policy(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Option<String> {
        let entry = node.entry(name)?;
        let value = self.settle(node, name, &entry.value);
        if let Kind::Unknown(unknown) = &value.kind {
            self.not_known(node, name, unknown);
            return None;
        }
        let id = self.filled(node, name, Some(path))?;
        if let Some(name) = self.policies.get(&id) {
            return Some(name.clone());
        }
        let managed = is_uuid(&id) || id.starts_with("Managed-") || !id.contains("${");
        if !managed {
            return None;
        }
        if !is_uuid(&id) && crate::computed::only_handle(value).is_some() {
            self.lost(node, name, Reason::Unattached(id));
            return None;
        }
        Some(id.strip_prefix("Managed-").map_or(id.clone(), str::to_owned))
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
