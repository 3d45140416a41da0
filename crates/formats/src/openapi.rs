//! OpenAPI 3 and Swagger 2 with API Gateway's extensions: what an API imports as its body, or exports.
//!
//! Names of extensions: API Gateway's developer guides, "OpenAPI extensions for API Gateway" and "Import an HTTP API".

use crate::import::{Entry as Note, Fate, Reason};
use crate::reading::Reading;
use crate::resource::Resource;
use crate::source::{FileId, Span};
use crate::tree;
use crate::value::{Entry, Kind, Object, Unknown, Value, Why};

const INTEGRATION: &str = "x-amazon-apigateway-integration";
const ANY_METHOD: &str = "x-amazon-apigateway-any-method";
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Puts beside each API with a body what the body says. A body that cannot be read stays as it is.
pub fn expand(resources: &mut Vec<Resource>) {
    let mut more = Vec::new();
    for api in resources.iter_mut() {
        let http = match api.kind.as_str() {
            "aws_api_gateway_rest_api" => false,
            "aws_apigatewayv2_api" => true,
            _ => continue,
        };
        let Some(body) = api.attributes.get("body").and_then(document) else { continue };
        let mut reader = Reader { api: api.clone(), document: &body, out: Vec::new(), open: None };
        if http {
            reader.http()
        } else {
            reader.rest()
        }
        api.attributes = reader.api.attributes;
        more.append(&mut reader.out);
    }
    resources.append(&mut more);
}

/// An API that is no more than its document: its id, region and stage where it was exported, as the host says them.
pub fn read(document: &Value, name: &str, reading: &mut Reading) {
    let http = is_http(document);
    let kind = if http { "aws_apigatewayv2_api" } else { "aws_api_gateway_rest_api" };
    let file = name.rsplit('/').next().unwrap_or(name);
    let address = file.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("api").to_owned();
    let span = document.get("info").and_then(|info| info.span).or(document.span);
    let mut attributes = Object::default();
    if let Some(title) = document.get("info").and_then(|info| info.get("title")) {
        attributes.set("name", title.span, title.clone());
    }
    if http {
        attributes.set("protocol_type", None, Value::text("HTTP", None));
    }
    attributes.set("body", document.span, document.clone());
    let exported = host(document);
    if let Some((id, region, _)) = &exported {
        attributes.set("id", span, Value::text(id, span));
        attributes.set("region", span, Value::text(region, span));
    }
    let resource = |address: &str, kind: &str, attributes: Object| Resource {
        address: address.to_owned(),
        kind: kind.to_owned(),
        attributes: Value::new(Kind::Object(attributes), span),
        span,
        calls: Vec::new(),
        repeated: None,
    };
    reading.resources.push(resource(&address, kind, attributes));
    let stage = exported.map(|(_, _, stage)| stage).unwrap_or_default();
    if stage.is_empty() && !http {
        reading.report.push(Note {
            fate: Fate::Lost,
            address,
            kind: kind.to_owned(),
            attribute: Some("stage_name".to_owned()),
            reason: Some(Reason::Unattached("aws_api_gateway_stage".to_owned())),
            span,
        });
        return;
    }
    let (key, stage_kind, name) = if http {
        ("api_id", "aws_apigatewayv2_stage", "name")
    } else {
        ("rest_api_id", "aws_api_gateway_stage", "stage_name")
    };
    let stage = if stage.is_empty() { "$default".to_owned() } else { stage };
    let mut attributes = Object::default();
    attributes.set(key, None, Value::handle(&address, "id"));
    attributes.set(name, span, Value::text(stage, span));
    reading.resources.push(resource(&format!("{address}.stage"), stage_kind, attributes));
}

/// Whether a document is one of API Gateway's.
pub fn has_extensions(document: &Value) -> bool {
    fn any(value: &Value, depth: usize) -> bool {
        match &value.kind {
            Kind::Object(object) if depth < 6 => object
                .0
                .iter()
                .any(|entry| entry.key.starts_with("x-amazon-apigateway-") || any(&entry.value, depth + 1)),
            Kind::List(items) if depth < 6 => items.iter().any(|item| any(item, depth + 1)),
            _ => false,
        }
    }
    any(document, 0)
}

/// Whether a document is an HTTP API's: what only those have.
fn is_http(document: &Value) -> bool {
    fn marked(value: &Value, depth: usize) -> bool {
        match &value.kind {
            Kind::Object(object) if depth < 8 => object.0.iter().any(|entry| {
                matches!(entry.key.as_str(), "payloadFormatVersion" | "integrationSubtype" | "jwtConfiguration")
                    || entry.key == "x-amazon-apigateway-cors"
                    || marked(&entry.value, depth + 1)
            }),
            Kind::List(items) if depth < 8 => items.iter().any(|item| marked(item, depth + 1)),
            _ => false,
        }
    }
    document.get("paths").is_some_and(|paths| paths.get("/$default").is_some()) || marked(document, 0)
}

/// Id, region and stage of `{id}.execute-api.{region}.amazonaws.com/{stage}`, as an export has them.
fn host(document: &Value) -> Option<(String, String, String)> {
    let text = |value: Option<&Value>| value.and_then(Value::as_known);
    let (host, path) = match text(document.get("host")) {
        Some(host) => (host, text(document.get("basePath")).unwrap_or_default()),
        None => {
            let server = document.get("servers")?.items().first()?.clone();
            let mut url = text(server.get("url"))?;
            if let Some(Kind::Object(variables)) = server.get("variables").map(|variables| &variables.kind) {
                for entry in &variables.0 {
                    let default = text(entry.value.get("default")).unwrap_or_default();
                    url = url.replace(&format!("{{{}}}", entry.key), default.trim_start_matches('/'));
                }
            }
            let url = url.split_once("://").map_or(url.clone(), |(_, rest)| rest.to_owned());
            let (host, path) = url.split_once('/').unwrap_or((&url, ""));
            (host.to_owned(), path.to_owned())
        }
    };
    let (id, rest) = host.split_once(".execute-api.")?;
    let region = rest.split('.').next()?;
    Some((id.to_owned(), region.to_owned(), path.trim_matches('/').to_owned()))
}

/// A body as a value: as it is, or read from text. JSON and YAML may be put together around what is not known.
fn document(body: &Value) -> Option<Value> {
    match &body.kind {
        Kind::Object(_) => Some(body.clone()),
        Kind::Text(text) => {
            if let Some(value) = crate::letters::from_json(text, body.span) {
                return Some(value);
            }
            let (letters, pieces) = crate::letters::to_letters(text);
            let loaded = tree::yaml::load(&letters, FileId(u32::MAX));
            let value = loaded.documents.into_iter().next()?.value;
            let value = crate::letters::restore(value, &pieces);
            matches!(value.kind, Kind::Object(_)).then(|| at(value, body.span))
        }
        _ => None,
    }
}

/// The value with one place for all that is in it.
fn at(value: Value, span: Option<Span>) -> Value {
    let kind = match value.kind {
        Kind::List(items) => Kind::List(items.into_iter().map(|item| at(item, span)).collect()),
        Kind::Object(object) => Kind::Object(Object(
            object.0.into_iter().map(|entry| Entry { at: span, value: at(entry.value, span), ..entry }).collect(),
        )),
        other => other,
    };
    Value::new(kind, span)
}

struct Reader<'a> {
    api: Resource,
    document: &'a Value,
    out: Vec<Resource>,
    /// Why it is not known whether the operation at hand is there.
    open: Option<Unknown>,
}

/// An operation: its path, its method (`ANY` for all) and its object.
struct Operation {
    path: String,
    method: String,
    span: Option<Span>,
    value: Value,
    /// The parameters that all operations of the path have.
    shared: Vec<Value>,
    open: Option<Unknown>,
}

/// The value, or of two alternatives the one that is something; which of them holds is not known then.
fn present<'v>(value: &'v Value, open: &mut Option<Unknown>) -> &'v Value {
    let mut value = value;
    for _ in 0..8 {
        let Kind::Either(either) = &value.kind else { break };
        open.get_or_insert(Unknown { why: Why::Variable(either.condition.clone()), span: value.span });
        value = if either.then.is_null() { &either.otherwise } else { &either.then };
    }
    value
}

impl Reader<'_> {
    fn push(&mut self, name: &str, kind: &str, span: Option<Span>, attributes: Vec<(&'static str, Option<Value>)>) {
        let mut object = Object::default();
        for (key, value) in attributes {
            if let Some(value) = value {
                object.set(key, value.span, value);
            }
        }
        self.out.push(Resource {
            address: format!("{}.{name}", self.api.address),
            kind: kind.to_owned(),
            attributes: Value::new(Kind::Object(object), span),
            span,
            calls: self.api.calls.clone(),
            repeated: self.open.clone().or_else(|| self.api.repeated.clone()),
        });
    }

    fn api_id(&self) -> Option<Value> {
        let id = self.api.attributes.get("id").cloned();
        Some(id.unwrap_or_else(|| Value::handle(&self.api.address, "id")))
    }

    fn set(&mut self, name: &str, value: Option<&Value>) {
        if let (Kind::Object(object), Some(value)) = (&mut self.api.attributes.kind, value) {
            object.set(name, value.span, value.clone());
        }
    }

    /// What a `$ref` inside the document leads to.
    fn resolved<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut value = value;
        for _ in 0..8 {
            let Some(path) = value.get("$ref").and_then(Value::as_known) else { break };
            let Some(path) = path.strip_prefix("#/") else { break };
            let mut target = Some(self.document);
            for part in path.split('/') {
                let part = part.replace("~1", "/").replace("~0", "~");
                target = target.and_then(|target| target.get(&part));
            }
            match target {
                Some(target) => value = target,
                None => break,
            }
        }
        value
    }

    /// Every operation. What is there only under a condition that is not known is marked so.
    fn operations(&self) -> Vec<Operation> {
        let mut found = Vec::new();
        let Some(Kind::Object(paths)) = self.document.get("paths").map(|paths| &paths.kind) else { return found };
        for path in &paths.0 {
            let mut of_path = None;
            let item = self.resolved(present(&path.value, &mut of_path));
            let shared = item.get("parameters").map(|all| all.items().to_vec()).unwrap_or_default();
            let Kind::Object(item) = &item.kind else { continue };
            for entry in &item.0 {
                let name = entry.key.to_ascii_lowercase();
                let method = match name.as_str() {
                    ANY_METHOD => "ANY".to_owned(),
                    name if METHODS.contains(&name) => name.to_uppercase(),
                    _ => continue,
                };
                let mut open = of_path.clone();
                let value = present(&entry.value, &mut open).clone();
                if matches!(value.kind, Kind::Object(_)) {
                    let span = entry.at.or(path.at);
                    let shared = shared.clone();
                    found.push(Operation { path: path.key.clone(), method, span, value, shared, open });
                }
            }
        }
        found
    }

    fn rest(&mut self) {
        let options = self.document.get("x-amazon-apigateway-endpoint-configuration").cloned();
        let off = options.as_ref().and_then(|options| options.get("disableExecuteApiEndpoint"));
        self.set("disable_execute_api_endpoint", off);
        if let Some(policy) = self.document.get("x-amazon-apigateway-policy").cloned() {
            let id = self.api_id();
            self.push(
                "policy",
                "aws_api_gateway_rest_api_policy",
                policy.span,
                vec![("rest_api_id", id), ("policy", Some(policy.clone()))],
            );
        }
        let types = self.document.get("x-amazon-apigateway-binary-media-types").cloned();
        self.set("binary_media_types", types.as_ref());
        let source = self.document.get("x-amazon-apigateway-api-key-source").cloned();
        self.set("api_key_source", source.as_ref());
        self.authorizers(false);
        self.validators();
        let mut paths = std::collections::BTreeSet::new();
        for Operation { path, method, span, value: operation, shared, open } in self.operations() {
            self.open = open;
            let resource = if path == "/" {
                let root = self.api.attributes.get("root_resource_id").cloned();
                root.unwrap_or_else(|| Value::handle(&self.api.address, "root_resource_id"))
            } else {
                let name = format!("resource {path}");
                if paths.insert(path.clone()) {
                    let id = self.api_id();
                    self.push(
                        &name,
                        "aws_api_gateway_resource",
                        span,
                        vec![("rest_api_id", id), ("path", Some(Value::text(&path, span)))],
                    );
                }
                Value::handle(format!("{}.{name}", self.api.address), "id")
            };
            self.rest_method((&path, &method), span, &operation, &shared, resource);
        }
        self.open = None;
        self.gateway_responses();
    }

    fn rest_method(
        &mut self,
        (path, method): (&str, &str),
        span: Option<Span>,
        operation: &Value,
        shared: &[Value],
        resource: Value,
    ) {
        let name = format!("{method} {path}");
        let checks = self.request_checks(&name, operation, shared);
        let keys = || {
            vec![
                ("rest_api_id", self.api_id()),
                ("resource_id", Some(resource.clone())),
                ("http_method", Some(Value::text(method, span))),
            ]
        };
        let (mut own, mut behind) = (keys(), keys());
        let security = self.security(operation);
        own.push(("authorization", Some(Value::text(security.authorization, security.span.or(span)))));
        own.push(("authorizer_id", security.authorizer));
        own.push(("api_key_required", security.api_key.then(|| Value { span, ..Value::bool(true) })));
        own.extend(checks);
        let Some(integration) = operation.get(INTEGRATION).map(|value| self.resolved(value).clone()) else {
            self.push(&name, "aws_api_gateway_method", span, own);
            return;
        };
        let get = |name: &str| integration.get(name).cloned();
        behind.push(("type", get("type").map(upper)));
        behind.push(("integration_http_method", get("httpMethod")));
        for (from, to) in [
            ("uri", "uri"),
            ("connectionType", "connection_type"),
            ("connectionId", "connection_id"),
            ("credentials", "credentials"),
            ("requestTemplates", "request_templates"),
            ("requestParameters", "request_parameters"),
            ("passthroughBehavior", "passthrough_behavior"),
            ("contentHandling", "content_handling"),
            ("timeoutInMillis", "timeout_milliseconds"),
        ] {
            behind.push((to, get(from)));
        }
        let mut responses = Vec::new();
        if let Some(Kind::Object(all)) = integration.get("responses").map(|responses| &responses.kind) {
            for entry in &all.0 {
                let mut response = keys();
                response
                    .push(("selection_pattern", (entry.key != "default").then(|| Value::text(&entry.key, entry.at))));
                response.push(("status_code", entry.value.get("statusCode").cloned()));
                response.push(("response_parameters", entry.value.get("responseParameters").cloned()));
                response.push(("response_templates", entry.value.get("responseTemplates").cloned()));
                responses.push((format!("{name} response {}", entry.key), entry.at, response));
            }
        }
        self.push(&name, "aws_api_gateway_method", span, own);
        self.push(&format!("{name} integration"), "aws_api_gateway_integration", integration.span, behind);
        for (name, span, response) in responses {
            self.push(&name, "aws_api_gateway_integration_response", span, response);
        }
    }

    /// The validators, and the models that bodies refer to.
    fn validators(&mut self) {
        let all = self.document.get("x-amazon-apigateway-request-validators").cloned();
        let Some(Kind::Object(all)) = all.map(|all| all.kind) else { return };
        for entry in all.0 {
            let attributes = vec![
                ("rest_api_id", self.api_id()),
                ("name", Some(Value::text(&entry.key, entry.at))),
                ("validate_request_body", entry.value.get("validateRequestBody").cloned()),
                ("validate_request_parameters", entry.value.get("validateRequestParameters").cloned()),
            ];
            let name = format!("validator {}", entry.key);
            self.push(&name, "aws_api_gateway_request_validator", entry.at, attributes);
        }
        let of_3 = self.document.get("components").and_then(|components| components.get("schemas"));
        let models = of_3.or_else(|| self.document.get("definitions")).cloned();
        let Some(Kind::Object(models)) = models.map(|models| models.kind) else { return };
        for entry in models.0 {
            self.model(&entry.key, entry.at, entry.value);
        }
    }

    fn model(&mut self, name: &str, span: Option<Span>, schema: Value) {
        let attributes =
            vec![("rest_api_id", self.api_id()), ("name", Some(Value::text(name, span))), ("schema", Some(schema))];
        self.push(&format!("model {name}"), "aws_api_gateway_model", span, attributes);
    }

    /// What an operation asks of a request, where a validator checks it: its parameters and its body.
    fn request_checks(
        &mut self,
        name: &str,
        operation: &Value,
        shared: &[Value],
    ) -> Vec<(&'static str, Option<Value>)> {
        const VALIDATOR: &str = "x-amazon-apigateway-request-validator";
        let validator = operation.get(VALIDATOR).or_else(|| self.document.get(VALIDATOR));
        let Some(validator) = validator.and_then(Value::as_known) else { return Vec::new() };
        let id = Value::handle(format!("{}.validator {validator}", self.api.address), "id");
        let given = operation.get("parameters").map(Value::items).unwrap_or_default();
        let (mut parameters, mut models) = (Object::default(), Object::default());
        for parameter in shared.iter().chain(given) {
            let parameter = self.resolved(parameter).clone();
            let text = |name: &str| parameter.get(name).and_then(Value::as_known);
            let place = match text("in").as_deref() {
                Some("query") => "querystring",
                Some("header") => "header",
                Some("path") => "path",
                Some("body") => {
                    models.0.extend(parameter.get("schema").map(|schema| of_media_type("application/json", schema)));
                    continue;
                }
                _ => continue,
            };
            let Some(named) = text("name") else { continue };
            let required = parameter.get("required").cloned().unwrap_or_else(|| Value::bool(false));
            parameters.set(format!("method.request.{place}.{named}"), parameter.span, required);
        }
        let body = operation.get("requestBody").map(|body| self.resolved(body).clone());
        let content = body.as_ref().and_then(|body| body.get("content")).map(Value::entries).unwrap_or_default();
        models.0.extend(content.iter().filter_map(|entry| Some(of_media_type(&entry.key, entry.value.get("schema")?))));
        for (number, entry) in models.0.iter_mut().enumerate() {
            let reference = entry.value.get("$ref").and_then(Value::as_known);
            let model = match reference.as_deref().and_then(|reference| reference.rsplit('/').next()) {
                Some(model) => model.to_owned(),
                None => {
                    let model = format!("{name} body {number}");
                    self.model(&model, entry.at, entry.value.clone());
                    model
                }
            };
            entry.value = Value::text(model, entry.at);
        }
        vec![
            ("request_validator_id", Some(id)),
            ("request_parameters", Some(Value::new(Kind::Object(parameters), operation.span))),
            ("request_models", Some(Value::new(Kind::Object(models), operation.span))),
        ]
    }

    fn gateway_responses(&mut self) {
        let Some(all) = self.document.get("x-amazon-apigateway-gateway-responses").cloned() else { return };
        let Kind::Object(all) = all.kind else { return };
        for entry in all.0 {
            let id = self.api_id();
            let attributes = vec![
                ("rest_api_id", id),
                ("response_type", Some(Value::text(&entry.key, entry.at))),
                ("status_code", entry.value.get("statusCode").cloned()),
                ("response_parameters", entry.value.get("responseParameters").cloned()),
                ("response_templates", entry.value.get("responseTemplates").cloned()),
            ];
            self.push(&format!("response {}", entry.key), "aws_api_gateway_gateway_response", entry.at, attributes);
        }
    }

    fn http(&mut self) {
        if let Some(cors) = self.document.get("x-amazon-apigateway-cors").cloned() {
            self.set("cors_configuration", Some(&crate::translate::fields(&cors, &[])));
        }
        self.authorizers(true);
        for Operation { path, method, span, value: operation, open, .. } in self.operations() {
            self.open = open;
            let key = if path.trim_start_matches('/') == "$default" {
                "$default".to_owned()
            } else {
                format!("{method} {path}")
            };
            let security = self.security(&operation);
            let mut route = vec![
                ("api_id", self.api_id()),
                ("route_key", Some(Value::text(&key, span))),
                ("authorization_type", Some(Value::text(security.authorization, security.span.or(span)))),
                ("authorizer_id", security.authorizer),
            ];
            if let Some(integration) = operation.get(INTEGRATION).map(|value| self.resolved(value).clone()) {
                let name = format!("{key} integration");
                let get = |name: &str| integration.get(name).cloned();
                let target = vec![
                    Value::text("integrations/", integration.span),
                    Value::handle(format!("{}.{name}", self.api.address), "id"),
                ];
                route.push(("target", Some(crate::convert::concat(target, integration.span))));
                let behind = vec![
                    ("api_id", self.api_id()),
                    ("integration_type", get("type").map(upper)),
                    ("integration_uri", get("uri")),
                    ("integration_method", get("httpMethod")),
                    ("integration_subtype", get("integrationSubtype")),
                    ("connection_type", get("connectionType")),
                    ("connection_id", get("connectionId")),
                    ("payload_format_version", get("payloadFormatVersion")),
                    ("request_parameters", get("requestParameters")),
                    ("timeout_milliseconds", get("timeoutInMillis")),
                ];
                self.push(&name, "aws_apigatewayv2_integration", integration.span, behind);
            }
            self.push(&key, "aws_apigatewayv2_route", span, route);
        }
    }

    /// The schemes of `securitySchemes` (3) or `securityDefinitions` (2).
    fn schemes(&self) -> Option<&Value> {
        let of_3 = self.document.get("components").and_then(|components| components.get("securitySchemes"));
        of_3.or_else(|| self.document.get("securityDefinitions"))
    }

    fn authorizers(&mut self, http: bool) {
        let Some(Kind::Object(schemes)) = self.schemes().map(|schemes| schemes.kind.clone()) else { return };
        for scheme in schemes.0 {
            let Some(authorizer) = scheme.value.get("x-amazon-apigateway-authorizer") else { continue };
            let authorizer = self.resolved(authorizer).clone();
            let get = |name: &str| authorizer.get(name).cloned();
            let id = self.api_id();
            let (kind, attributes) = if http {
                let attributes = vec![
                    ("api_id", id),
                    ("name", Some(Value::text(&scheme.key, scheme.at))),
                    ("authorizer_type", get("type").map(upper)),
                    ("identity_sources", get("identitySource").map(|source| Value::list(source.items().to_vec()))),
                ];
                ("aws_apigatewayv2_authorizer", attributes)
            } else {
                let attributes = vec![
                    ("rest_api_id", id),
                    ("name", Some(Value::text(&scheme.key, scheme.at))),
                    ("type", get("type").map(upper)),
                    ("authorizer_uri", get("authorizerUri")),
                    ("identity_source", get("identitySource")),
                ];
                ("aws_api_gateway_authorizer", attributes)
            };
            self.push(&format!("authorizer {}", scheme.key), kind, scheme.at, attributes);
        }
    }

    /// How an operation is guarded: by its own `security`, else by the document's.
    fn security(&self, operation: &Value) -> Security {
        let mut security = Security { authorization: "NONE", authorizer: None, api_key: false, span: None };
        let auth = operation.get("x-amazon-apigateway-auth").or_else(|| self.document.get("x-amazon-apigateway-auth"));
        if auth
            .and_then(|auth| auth.get("type"))
            .and_then(Value::as_known)
            .is_some_and(|kind| kind.eq_ignore_ascii_case("AWS_IAM"))
        {
            security.authorization = "AWS_IAM";
        }
        let required = operation.get("security").or_else(|| self.document.get("security"));
        for requirement in required.map(Value::items).unwrap_or_default() {
            let Kind::Object(requirement) = &requirement.kind else { continue };
            for entry in &requirement.0 {
                security.span = entry.at;
                let Some(scheme) = self.schemes().and_then(|schemes| schemes.get(&entry.key)) else { continue };
                let kind = scheme.get("x-amazon-apigateway-authtype").and_then(Value::as_known).unwrap_or_default();
                if kind.eq_ignore_ascii_case("awsSigv4") {
                    security.authorization = "AWS_IAM";
                    continue;
                }
                let Some(authorizer) = scheme.get("x-amazon-apigateway-authorizer") else {
                    let key = scheme.get("type").and_then(Value::as_known);
                    security.api_key |= key.as_deref() == Some("apiKey");
                    continue;
                };
                let kind = self.resolved(authorizer).get("type").and_then(Value::as_known).unwrap_or_default();
                security.authorization = match kind.to_ascii_lowercase().as_str() {
                    "cognito_user_pools" => "COGNITO_USER_POOLS",
                    "jwt" => "JWT",
                    _ => "CUSTOM",
                };
                let address = format!("{}.authorizer {}", self.api.address, entry.key);
                security.authorizer = Some(Value::handle(address, "id"));
            }
        }
        security
    }
}

struct Security {
    authorization: &'static str,
    authorizer: Option<Value>,
    api_key: bool,
    span: Option<Span>,
}

fn of_media_type(media_type: &str, schema: &Value) -> Entry {
    Entry { key: media_type.to_owned(), at: schema.span, value: schema.clone() }
}

/// `aws_proxy` as `AWS_PROXY`.
fn upper(value: Value) -> Value {
    match value.as_known() {
        Some(known) => Value::text(known.to_ascii_uppercase(), value.span),
        None => value,
    }
}
