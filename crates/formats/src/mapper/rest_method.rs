//! Resources and methods of REST APIs.

use std::collections::{BTreeMap, HashMap};

use hopscope_scenario::response::Response;
use hopscope_scenario::rest_api::{
    Authorization, AuthorizerResult, ContentHandling, Integration, IntegrationType, Method, MethodName,
    Resource as RestResource,
};
use hopscope_scenario::{FieldPath, OneOrMany};

use crate::import::Reason;
use crate::resource::Resource;

use super::Mapper;
use super::distribution::status;
use super::node::Node;
use super::rest_api::unquoted;

/// The variable in which authorizers of an exported scenario hold what they say.
const AUTHORIZER: &str = "HOPSCOPE_AUTHORIZER";
/// How many resources may stand inside one another.
const MAX_DEPTH: usize = 64;

impl<'a> Mapper<'a> {
    /// The resources of an API that have methods, in the order of the methods.
    pub fn rest_resources(&mut self, api: &Node<'a>, id: &str, path: &FieldPath) -> Vec<RestResource> {
        let root = self.attribute_of(api, "root_resource_id");
        let mut paths: BTreeMap<String, String> = BTreeMap::new();
        paths.insert(root, "/".to_owned());
        for node in self.belonging("aws_api_gateway_resource", "rest_api_id", id) {
            match self.resource_path(node.resource) {
                Some(path) => {
                    paths.insert(self.id_of(&node), path);
                    self.folded(&node);
                }
                None => self.lost(&node, "parent_id", Reason::Unattached("parent_id".to_owned())),
            }
        }
        let mut out: Vec<RestResource> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for node in self.belonging("aws_api_gateway_method", "rest_api_id", id) {
            let Some(resource_id) = self.text(&node, "resource_id", None) else { continue };
            let Some(place) = paths.get(&resource_id).cloned() else {
                self.lost(&node, "resource_id", Reason::Unattached(resource_id));
                continue;
            };
            let Some(word) = self.filled(&node, "http_method", None) else { continue };
            let Some(name) = MethodName::from_word(&word.to_ascii_uppercase()) else {
                self.lost(&node, "http_method", Reason::Unknown(word));
                continue;
            };
            let index = *places.entry(place).or_insert_with_key(|place| {
                out.push(RestResource { path: place.clone(), ..RestResource::default() });
                out.len() - 1
            });
            let at = path.field("resources").index(index).field("methods").field(name.as_str());
            let method = self.rest_method(&node, id, &resource_id, &word, &at);
            if let Some(resource) = out.get_mut(index) {
                resource.methods.insert(name, method);
            }
            self.mapped(&node, &at);
        }
        out
    }

    /// The path of a resource: its own, or put together from those that it stands in.
    pub fn resource_path(&self, resource: &Resource) -> Option<String> {
        let text = |resource: &Resource, name: &str| {
            resource.attributes.get(name).and_then(|value| self.letters_of(value)).filter(|text| !text.is_empty())
        };
        if let Some(path) = text(resource, "path") {
            return Some(path);
        }
        let mut parts = Vec::new();
        let mut resource = resource;
        for _ in 0..MAX_DEPTH {
            parts.push(text(resource, "path_part")?);
            let parent = text(resource, "parent_id")?;
            match self.with("aws_api_gateway_resource", "id", &parent) {
                Some(found) => resource = found.resource,
                None => {
                    parts.reverse();
                    return Some(format!("/{}", parts.join("/")));
                }
            }
        }
        None
    }

    fn rest_method(&mut self, node: &Node<'a>, api: &str, resource: &str, verb: &str, path: &FieldPath) -> Method {
        let mut out = Method::default();
        let at = path.field("authorization");
        let words = |word: &str| Authorization::from_word(&word.to_ascii_uppercase());
        if let Some(authorization) = self.word(node, "authorization", &at, words) {
            out.authorization = authorization;
        }
        let required = self.flag(node, "api_key_required", Some(&path.field("api_key_required")));
        out.api_key_required = required.unwrap_or_default();
        if let Some(authorizer) = self.filled(node, "authorizer_id", None) {
            out.identity_source = self.identity_source(node, &authorizer, &path.field("identity_source"));
            if let Some(says) = self.authorizer_says("aws_api_gateway_authorizer", &authorizer) {
                out.authorizer = says;
            }
        }
        self.request_checks(node, api, path, &mut out);
        let mut found = false;
        for integration in self.belonging("aws_api_gateway_integration", "resource_id", resource) {
            let same_api = self.text(&integration, "rest_api_id", None).as_deref() == Some(api);
            let verb_of = self.text(&integration, "http_method", None).unwrap_or_default();
            if same_api && verb_of.eq_ignore_ascii_case(verb) {
                let at = path.field("integration");
                out.integration = self.rest_integration(&integration, &at);
                self.mapped(&integration, &at);
                if out.integration.kind == IntegrationType::Mock {
                    out.integration.response = self.mock_answer(api, resource, verb, &at.field("response"));
                }
                found = true;
                break;
            }
        }
        if !found {
            self.lost(node, "integration", Reason::Unattached("aws_api_gateway_integration".to_owned()));
        }
        self.finish(node, &["authorization_scopes", "operation_name"]);
        out
    }

    fn identity_source(&mut self, node: &Node<'a>, authorizer: &str, path: &FieldPath) -> Option<OneOrMany> {
        let found = self.with("aws_api_gateway_authorizer", "id", authorizer);
        let Some(found) = found else {
            self.lost(node, "authorizer_id", Reason::Unattached(authorizer.to_owned()));
            return None;
        };
        self.folded(&found);
        let kind = self.text(&found, "type", None).unwrap_or_default();
        let source = self.text(&found, "identity_source", Some(path))?;
        let parts: Vec<String> =
            source.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        // A TOKEN authorizer takes one header, and that of the default needs no words.
        if kind != "REQUEST" && parts.iter().all(|part| part == "method.request.header.Authorization") {
            return None;
        }
        Some(if parts.is_empty() { OneOrMany::Many(Vec::new()) } else { parts.into() })
    }

    /// What an authorizer says, where its function is one of an exported scenario.
    pub fn authorizer_says(&mut self, kind: &str, id: &str) -> Option<AuthorizerResult> {
        let found = self.with(kind, "id", id)?;
        let uri = found.peek("authorizer_uri").and_then(|entry| self.letters_of(&entry.value))?;
        let name = super::lambda::name_in(&uri)?;
        let function = self.with("aws_lambda_function", "id", &name)?;
        AuthorizerResult::from_word(&self.answer_of(&function, AUTHORIZER)?)
    }

    fn rest_integration(&mut self, node: &Node<'a>, path: &FieldPath) -> Integration {
        let mut out = Integration::default();
        let words = |word: &str| IntegrationType::from_word(&word.to_ascii_uppercase());
        if let Some(kind) = self.word(node, "type", &path.field("type"), words) {
            out.kind = kind;
        }
        self.backend(node, "uri", path, &mut out);
        self.waits(node, 29_000, path, &mut out);
        let at = path.field("content_handling");
        out.content_handling = self.word(node, "content_handling", &at, ContentHandling::from_word);
        if out.kind != IntegrationType::Mock
            && self.filled(node, "passthrough_behavior", None).is_some_and(|word| word.eq_ignore_ascii_case("NEVER"))
        {
            self.lost(node, "passthrough_behavior", Reason::NotModelled);
        }
        const IGNORED: &[&str] = &[
            "integration_http_method",
            "request_templates",
            "request_parameters",
            "cache_key_parameters",
            "cache_namespace",
            "credentials",
            "connection_id",
            "tls_config",
            "integration_target",
            "response_transfer_mode",
        ];
        self.finish(node, IGNORED);
        out
    }

    /// What a mock answers: its integration response that has no pattern, else the only one.
    fn mock_answer(&mut self, api: &str, resource: &str, verb: &str, path: &FieldPath) -> Option<Response> {
        let mut answer = None;
        for node in self.belonging("aws_api_gateway_integration_response", "resource_id", resource) {
            let same_api = self.text(&node, "rest_api_id", None).as_deref() == Some(api);
            let verb_of = self.text(&node, "http_method", None).unwrap_or_default();
            if !same_api || !verb_of.eq_ignore_ascii_case(verb) {
                continue;
            }
            let pattern = self.filled(&node, "selection_pattern", None);
            if answer.is_some() && pattern.is_some() {
                continue;
            }
            let mut response = Response::default();
            if let Some(code) = self.number(&node, "status_code", Some(&path.field("status"))).and_then(status) {
                response.status = code;
            }
            let templates = self.map_of_texts(&node, "response_templates", &path.field("body"));
            response.body =
                templates.get("application/json").or_else(|| templates.values().next()).cloned().unwrap_or_default();
            response.body = filled_in(&response.body);
            for (name, value) in self.map_of_texts(&node, "response_parameters", &path.field("headers")) {
                if let Some(header) = name.strip_prefix("method.response.header.")
                    && value.starts_with('\'')
                {
                    response.headers.insert(header.to_ascii_lowercase(), unquoted(&value).into());
                }
            }
            self.mapped(&node, path);
            answer = Some(response);
        }
        answer.filter(|answer| *answer != Response::default())
    }
}

/// What a mapping template takes from the request, as a scenario spells it. The longest names come first.
fn filled_in(template: &str) -> String {
    template
        .replace("$context.resourcePath", "{resource}")
        .replace("$context.httpMethod", "{method}")
        .replace("$context.stage", "{stage}")
        .replace("$context.path", "{path}")
}
