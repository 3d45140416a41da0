//! REST APIs: stages, keys, gateway responses, policies.

use hopscope_scenario::Map;

use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::{CanarySettings, EndpointType, GatewayResponse, RestApi, RestStage};

use crate::import::Reason;

use super::distribution::status;
use super::node::Node;
use super::{Mapper, item, why_text};

/// What of a REST API plays no part in where a request ends. `body` is spread into resources by its reader.
const IGNORED: &[&str] = &[
    "minimum_compression_size",
    "put_rest_api_mode",
    "fail_on_warnings",
    "parameters",
    "root_resource_id",
    "execution_arn",
    "body",
];

impl<'a> Mapper<'a> {
    /// Maps all REST APIs.
    pub fn map_rest_apis(&mut self) {
        for node in self.of_kind("aws_api_gateway_rest_api") {
            let path = item("rest_apis", self.scenario.rest_apis.len());
            let api = self.rest_api(&node, &path);
            if api.resources.is_empty() && node.is_set("body") {
                let why = node
                    .peek("body")
                    .and_then(|entry| entry.value.first_unknown())
                    .map(|unknown| why_text(&unknown.why));
                self.lost(&node, "body", Reason::Unknown(why.unwrap_or_else(|| "body".to_owned())));
            }
            self.scenario.rest_apis.push(api);
            self.mapped(&node, &path);
        }
    }

    fn rest_api(&mut self, node: &Node<'a>, path: &FieldPath) -> RestApi {
        let id = self.id_of(node);
        let mut out = RestApi { id: id.clone(), region: self.region_of(node.resource), ..RestApi::default() };
        out.name = self.text(node, "name", Some(&path.field("name"))).unwrap_or_default();
        if let Some(config) = self.node(node, "endpoint_configuration") {
            out.endpoint_type = self.endpoint_type(&config, "types", &path.field("endpoint_type")).unwrap_or_default();
            self.finish(&config, &["vpc_endpoint_ids", "ip_address_type"]);
        }
        let off = self.flag(node, "disable_execute_api_endpoint", Some(&path.field("disable_execute_api_endpoint")));
        out.disable_execute_api_endpoint = off.unwrap_or_default();
        out.policy = self.policy_document(node, "policy");
        for policy in self.belonging("aws_api_gateway_rest_api_policy", "rest_api_id", &id) {
            if let Some(document) = self.policy_document(&policy, "policy") {
                out.policy = Some(document);
                self.mapped(&policy, &path.field("policy"));
            }
        }
        out.resources = self.rest_resources(node, &id, path);
        out.stages = self.rest_stages(&id, path);
        out.gateway_responses = self.gateway_responses(&id, path);
        self.usage_plans(&id, path, &mut out);
        let types = self.texts(node, "binary_media_types", Some(&path.field("binary_media_types")));
        // A document's slash may be written as `~1`.
        out.binary_media_types = types.unwrap_or_default().into_iter().map(|each| each.replace("~1", "/")).collect();
        if let Some(source) = self.filled(node, "api_key_source", None)
            && source != "HEADER"
        {
            self.lost(node, "api_key_source", Reason::NotModelled);
        }
        self.finish(node, IGNORED);
        out
    }

    /// The endpoint type, which is the first of a list that can hold one.
    pub fn endpoint_type(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Option<EndpointType> {
        let types = self.texts(node, name, Some(path))?;
        let kind = types.first()?;
        let found = EndpointType::from_word(kind);
        if found.is_none() {
            self.lost(node, name, Reason::Unknown(kind.clone()));
        }
        found
    }

    fn rest_stages(&mut self, id: &str, path: &FieldPath) -> Vec<RestStage> {
        let mut stages: Vec<RestStage> = Vec::new();
        let mut of_stage = self.belonging("aws_api_gateway_stage", "rest_api_id", id);
        // Older providers make the stage with the deployment.
        let deployments = self.belonging("aws_api_gateway_deployment", "rest_api_id", id);
        let (with_stage, without): (Vec<_>, Vec<_>) =
            deployments.into_iter().partition(|deployment| deployment.is_set("stage_name"));
        for deployment in without {
            self.folded(&deployment);
        }
        of_stage.extend(with_stage);
        for node in of_stage {
            let at = path.field("stages").index(stages.len());
            let Some(name) = self.filled(&node, "stage_name", Some(&at.field("name"))) else { continue };
            if stages.iter().any(|stage| stage.name == name) {
                self.folded(&node);
                continue;
            }
            let mut stage = RestStage { name, ..RestStage::default() };
            stage.variables = self.map_of_texts(&node, "variables", &at.field("variables"));
            stage.web_acl = self.associated_web_acl(&node, &["arn"], &at.field("web_acl"));
            stage.canary_settings = self.canary(&node, &at.field("canary_settings"));
            stages.push(stage);
            self.mapped(&node, &at);
        }
        stages
    }

    /// A canary that takes a part of the requests. One that takes none is as good as not there.
    fn canary(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<CanarySettings> {
        let block = self.node(node, "canary_settings")?;
        let percent = self.number(&block, "percent_traffic", Some(&path.field("percent_traffic")))?;
        (percent > 0.0).then(|| CanarySettings {
            percent_traffic: percent.clamp(1.0, 100.0).round() as u32,
            ..CanarySettings::default()
        })
    }

    /// An attribute that holds texts by name.
    pub fn map_of_texts(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Map<String, String> {
        let mut out = Map::new();
        let Some(value) = self.value(node, name, Some(path)) else { return out };
        for entry in value.entries() {
            let value = self.settle(node, name, &entry.value);
            self.source(node, entry.at, value, &path.field(&entry.key));
            if let Some(text) = self.as_text(node, name, value) {
                out.insert(entry.key.clone(), text);
            }
        }
        out
    }

    fn gateway_responses(&mut self, id: &str, path: &FieldPath) -> Map<String, GatewayResponse> {
        let mut out = Map::new();
        for node in self.belonging("aws_api_gateway_gateway_response", "rest_api_id", id) {
            let Some(kind) = self.filled(&node, "response_type", None) else { continue };
            let at = path.field("gateway_responses").field(&kind);
            let mut response = GatewayResponse::default();
            response.status_code = self.number(&node, "status_code", Some(&at.field("status_code"))).and_then(status);
            let templates = self.map_of_texts(&node, "response_templates", &at.field("body"));
            response.body = templates.get("application/json").or_else(|| templates.values().next()).cloned();
            for (name, value) in self.map_of_texts(&node, "response_parameters", &at.field("headers")) {
                let Some(header) = name.strip_prefix("gatewayresponse.header.") else {
                    self.lost(&node, "response_parameters", Reason::NotModelled);
                    continue;
                };
                response.headers.insert(header.to_ascii_lowercase(), unquoted(&value));
            }
            out.insert(kind, response);
            self.mapped(&node, &at);
        }
        out
    }
}

/// A constant of a mapping expression, without its quotes.
pub(crate) fn unquoted(text: &str) -> String {
    text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text).to_owned()
}
