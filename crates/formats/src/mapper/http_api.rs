//! HTTP APIs.

use hopscope_scenario::FieldPath;
use hopscope_scenario::http_api::{Cors, HttpApi, HttpStage, Route};
use hopscope_scenario::rest_api::{Authorization, ConnectionType, Integration, IntegrationType, PayloadFormatVersion};

use crate::import::{Fate, Reason};

use super::lambda::name_in;
use super::node::Node;
use super::render::kind_of;
use super::{Mapper, item, why_text};

/// What of an HTTP API plays no part in where a request ends. `body` is spread into routes by its reader.
const IGNORED: &[&str] = &[
    "api_endpoint",
    "api_key_selection_expression",
    "credentials_arn",
    "execution_arn",
    "fail_on_warnings",
    "route_selection_expression",
    "version",
    "ip_address_type",
    "body",
];

impl<'a> Mapper<'a> {
    /// Maps all HTTP APIs; WebSocket APIs are told as lost.
    pub fn map_http_apis(&mut self) {
        for node in self.of_kind("aws_apigatewayv2_api") {
            let protocol = self.text(&node, "protocol_type", None).unwrap_or_default();
            if protocol.eq_ignore_ascii_case("WEBSOCKET") {
                self.settle_fate(node.resource, Fate::Lost, Some(Reason::NotModelled));
                continue;
            }
            let path = item("http_apis", self.scenario.http_apis.len());
            let api = self.http_api(&node, &path);
            if api.routes.is_empty() && node.is_set("body") {
                let why = node
                    .peek("body")
                    .and_then(|entry| entry.value.first_unknown())
                    .map(|unknown| why_text(&unknown.why));
                self.lost(&node, "body", Reason::Unknown(why.unwrap_or_else(|| "body".to_owned())));
            }
            self.scenario.http_apis.push(api);
            self.mapped(&node, &path);
        }
    }

    fn http_api(&mut self, node: &Node<'a>, path: &FieldPath) -> HttpApi {
        let id = self.id_of(node);
        let mut out = HttpApi { id: id.clone(), region: self.region_of(node.resource), ..HttpApi::default() };
        out.name = self.text(node, "name", Some(&path.field("name"))).unwrap_or_default();
        let off = self.flag(node, "disable_execute_api_endpoint", Some(&path.field("disable_execute_api_endpoint")));
        out.disable_execute_api_endpoint = off.unwrap_or_default();
        if let Some(cors) = self.node(node, "cors_configuration") {
            out.cors = Some(self.cors(&cors, &path.field("cors")));
        }
        self.quick_create(node, path, &mut out);
        for route in self.belonging("aws_apigatewayv2_route", "api_id", &id) {
            let at = path.field("routes").index(out.routes.len());
            let mapped = self.route(&route, &id, &at);
            out.routes.push(mapped);
            self.mapped(&route, &at);
        }
        for stage in self.belonging("aws_apigatewayv2_stage", "api_id", &id) {
            let at = path.field("stages").index(out.stages.len());
            let Some(name) = self.filled(&stage, "name", Some(&at.field("name"))) else { continue };
            if out.stages.iter().any(|other| other.name == name) {
                self.folded(&stage);
                continue;
            }
            let variables = self.map_of_texts(&stage, "stage_variables", &at.field("variables"));
            out.stages.push(HttpStage { name, variables, ..HttpStage::default() });
            self.mapped(&stage, &at);
        }
        self.finish(node, IGNORED);
        out
    }

    /// An API with a target has one route to it and a stage `$default` of its own.
    fn quick_create(&mut self, node: &Node<'a>, path: &FieldPath, out: &mut HttpApi) {
        let key = self.filled(node, "route_key", None);
        let at = path.field("routes").index(0);
        let Some(target) = self.filled(node, "target", Some(&at.field("integration"))) else { return };
        let mut route = Route { route_key: key.unwrap_or_else(|| "$default".to_owned()), ..Route::default() };
        match name_in(&target) {
            Some(function) => {
                self.called.entry(function.clone()).or_insert(None);
                route.integration.lambda = function;
            }
            None => {
                route.integration.kind = IntegrationType::HttpProxy;
                route.integration.uri = target;
            }
        }
        out.routes.push(route);
        out.stages.push(HttpStage::default());
    }

    /// The CORS settings of an API or of a function URL.
    pub fn cors(&mut self, node: &Node<'a>, path: &FieldPath) -> Cors {
        let mut list = |name: &str| self.texts(node, name, Some(&path.field(name))).unwrap_or_default();
        let (allow_origins, allow_methods) = (list("allow_origins"), list("allow_methods"));
        let (allow_headers, expose_headers) = (list("allow_headers"), list("expose_headers"));
        let credentials = self.flag(node, "allow_credentials", Some(&path.field("allow_credentials")));
        let max_age = self.whole(node, "max_age", Some(&path.field("max_age")));
        self.mapped(node, path);
        Cors {
            allow_origins,
            allow_methods,
            allow_headers,
            expose_headers,
            allow_credentials: credentials.unwrap_or_default(),
            max_age,
            ..Cors::default()
        }
    }

    fn route(&mut self, node: &Node<'a>, api: &str, path: &FieldPath) -> Route {
        let mut out = Route::default();
        if let Some(key) = self.filled(node, "route_key", Some(&path.field("route_key"))) {
            out.route_key = key;
        }
        let at = path.field("authorization_type");
        let words = |word: &str| Authorization::from_word(&word.to_ascii_uppercase());
        if let Some(authorization) = self.word(node, "authorization_type", &at, words) {
            out.authorization_type = authorization;
        }
        if let Some(id) = self.filled(node, "authorizer_id", None) {
            let found = self.with("aws_apigatewayv2_authorizer", "id", &id);
            if let Some(says) = self.authorizer_says("aws_apigatewayv2_authorizer", &id) {
                out.authorizer = says;
            }
            match found {
                Some(found) => self.folded(&found),
                None => self.lost(node, "authorizer_id", Reason::Unattached(id)),
            }
        }
        match self.filled(node, "target", Some(&path.field("integration"))) {
            Some(target) => {
                let id = target.rsplit('/').next().unwrap_or_default().to_owned();
                self.http_integration(node, api, &id, &path.field("integration"), &mut out.integration);
            }
            None => self.lost(node, "target", Reason::Unattached("target".to_owned())),
        }
        const IGNORED: &[&str] = &[
            "api_key_required",
            "authorization_scopes",
            "model_selection_expression",
            "operation_name",
            "request_models",
            "request_parameter",
            "route_response_selection_expression",
        ];
        self.finish(node, IGNORED);
        out
    }

    fn http_integration(&mut self, route: &Node<'a>, api: &str, id: &str, path: &FieldPath, out: &mut Integration) {
        let of_api = |mapper: &mut Self, node: &Node<'a>| mapper.text(node, "api_id", None).as_deref() == Some(api);
        // Ids of integrations are AWS's own; two APIs may have the same.
        let first = self.with("aws_apigatewayv2_integration", "id", id);
        let found = match first {
            Some(node) if of_api(self, &node) => Some(node),
            Some(_) => {
                let all = self.belonging("aws_apigatewayv2_integration", "api_id", api);
                all.into_iter().find(|other| self.id_of(other) == id)
            }
            None => None,
        };
        let Some(node) = found else {
            self.lost(route, "target", Reason::Unattached(id.to_owned()));
            return;
        };
        let words = |word: &str| IntegrationType::from_word(&word.to_ascii_uppercase());
        if let Some(kind) = self.word(&node, "integration_type", &path.field("type"), words) {
            out.kind = kind;
        }
        self.backend(&node, "integration_uri", path, out);
        if let Some(service) = self.filled(&node, "integration_subtype", Some(&path.field("lambda"))) {
            self.assumed(&node, Some("integration_subtype"), service.clone());
            self.called.entry(service.clone()).or_insert(None);
            out.lambda = service;
        }
        self.waits(&node, 30_000, path, out);
        let at = path.field("payload_format_version");
        let calls_function = !out.lambda.is_empty() && !node.is_set("integration_subtype");
        match self.word(&node, "payload_format_version", &at, PayloadFormatVersion::from_word) {
            // All but functions know the first version alone.
            Some(version) if calls_function => out.payload_format_version = version,
            // Source: Terraform's documentation of `aws_apigatewayv2_integration`: the default is 1.0.
            None if calls_function && kind_of(&node.resource.address) == node.resource.kind => {
                out.payload_format_version = PayloadFormatVersion::V1;
            }
            _ => {}
        }
        // Those of another AWS service are what it is asked, not what is changed.
        if !node.is_set("integration_subtype") {
            let at = path.field("request_parameters");
            out.request_parameters = self.map_of_texts(&node, "request_parameters", &at);
        }
        if out.connection_type == ConnectionType::VpcLink {
            self.fold_by_id("aws_apigatewayv2_vpc_link", &node, "connection_id");
        }
        self.mapped(&node, path);
        const IGNORED: &[&str] = &[
            "integration_method",
            "connection_id",
            "request_parameters",
            "content_handling_strategy",
            "credentials_arn",
            "passthrough_behavior",
            "request_templates",
            "template_selection_expression",
            "tls_config",
            "response_parameters",
            "integration_subtype",
            "integration_response_selection_expression",
        ];
        self.finish(&node, IGNORED);
    }

    /// A resource that another names by id, and that says nothing more.
    pub fn fold_by_id(&mut self, kind: &str, node: &Node<'a>, name: &str) {
        let Some(id) = self.text(node, name, None) else { return };
        if let Some(other) = self.with(kind, "id", &id) {
            self.folded(&other);
        }
    }
}
