//! The events `http` and `httpApi`, in all forms in which they are written.

use super::cors::{self, HEADERS};
use super::{Writer, logical, reference};
use crate::import::{Fate, Reason};
use crate::source::Span;
use crate::value::{Kind, Value};

impl Writer<'_> {
    /// An event of a function.
    pub(super) fn event(&mut self, function: &str, id: &str, number: usize, event: &Value) {
        let Kind::Object(object) = &event.kind else { return };
        for entry in object.0.clone() {
            let at = entry.at.or(entry.value.span);
            match entry.key.as_str() {
                "http" => self.http(id, number, &entry.value, at),
                "httpApi" => self.http_api(id, &entry.value, at),
                "websocket" | "cloudFront" | "alb" => {
                    let address = format!("{function}.events[{number}]");
                    self.left_out(address, &entry.key, Fate::Lost, Reason::NotModelled, at);
                }
                other => {
                    let address = format!("{function}.events[{number}]");
                    self.left_out(address, other, Fate::Skipped, Reason::NoRequest, at);
                }
            }
        }
    }

    /// `http: GET path`, or `http: {method, path, …}`: a method of the REST API.
    fn http(&mut self, function: &str, number: usize, event: &Value, at: Option<Span>) {
        let Some((method, path)) = method_and_path(event) else { return };
        let span = event.get("path").and_then(|path| path.span).or(event.span).or(at);
        self.rest_api(span);
        let resource = self.resource(path.trim_matches('/'), span);
        let api = self.rest_api_id(span);
        let kind = event.get("integration").and_then(Value::as_known).unwrap_or_default();
        let kind = match kind.to_ascii_lowercase().replace('-', "_").as_str() {
            "lambda" | "aws" => "AWS",
            "http" => "HTTP",
            "http_proxy" => "HTTP_PROXY",
            "mock" => "MOCK",
            _ => "AWS_PROXY",
        };
        let uri = match kind {
            "AWS" | "AWS_PROXY" => Some(invocation(function, span)),
            _ => event.get("request").and_then(|request| request.get("uri")).cloned(),
        };
        let mut integration =
            vec![("Type", Value::text(kind, span)), ("IntegrationHttpMethod", Value::text("POST", span))];
        integration.extend(uri.map(|uri| ("Uri", uri)));
        let (authorization, authorizer) = self.authorization(function, event, span);
        let key = event.get("private").filter(|private| private.to_bool() == Some(true)).cloned();
        let method = if method == "*" { "ANY".to_owned() } else { method };
        let id = format!("ApiGatewayMethod{}{}", path_id(&path), logical(&method.to_lowercase()));
        let id = if self.has(&id) { format!("{id}{number}") } else { id };
        let mut own = vec![
            ("RestApiId", Some(api.clone())),
            ("ResourceId", Some(resource.clone())),
            ("HttpMethod", Some(Value::text(&method, span))),
            ("AuthorizationType", Some(Value::text(authorization, span))),
            ("AuthorizerId", authorizer),
            ("ApiKeyRequired", key),
            ("Integration", Some(Value { span, ..Value::object(integration) })),
        ];
        own.extend(self.request_checks(&id, event, span));
        self.declare(&id, "AWS::ApiGateway::Method", span, own);
        self.permission(function, "ApiGateway", &api, span);
        let cors = event.get("cors").filter(|cors| cors.to_bool() != Some(false));
        if let (Some(cors), false) = (cors, method == "OPTIONS" || method == "ANY") {
            self.preflight(&path, &api, &resource, &method, cors);
        }
    }

    /// `cors: true` adds a method `OPTIONS` that answers by itself.
    fn preflight(&mut self, path: &str, api: &Value, resource: &Value, method: &str, cors: &Value) {
        let span = cors.span;
        let id = format!("ApiGatewayMethod{}Options", path_id(path));
        if self.has(&id) {
            return;
        }
        let quoted = |value: &Value| {
            let all: Vec<String> = value.items().iter().filter_map(Value::as_known).collect();
            Value::text(format!("'{}'", all.join(",")), value.span)
        };
        let origin = cors.get("origin").or_else(|| cors.get("origins")).map(quoted);
        let parameters = [
            ("method.response.header.Access-Control-Allow-Origin", origin.or_else(|| Some(Value::text("'*'", span)))),
            (
                "method.response.header.Access-Control-Allow-Headers",
                Some(cors.get("headers").map_or_else(|| Value::text(format!("'{}'", HEADERS.join(",")), span), quoted)),
            ),
            (
                "method.response.header.Access-Control-Allow-Methods",
                Some(Value::text(format!("'OPTIONS,{method}'"), span)),
            ),
        ];
        let parameters = parameters.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let response = Value::object([
            ("StatusCode", Value::text("200", span)),
            ("ResponseParameters", Value::object(parameters)),
        ]);
        let integration = Value::object([
            ("Type", Value::text("MOCK", span)),
            ("RequestTemplates", Value::object([("application/json", Value::text("{statusCode:200}", span))])),
            ("IntegrationResponses", Value::list(vec![response])),
        ]);
        self.declare(
            &id,
            "AWS::ApiGateway::Method",
            span,
            vec![
                ("RestApiId", Some(api.clone())),
                ("ResourceId", Some(resource.clone())),
                ("HttpMethod", Some(Value::text("OPTIONS", span))),
                ("AuthorizationType", Some(Value::text("NONE", span))),
                ("Integration", Some(integration)),
            ],
        );
    }

    /// The REST API with deployment and stage, once an event needs them.
    fn rest_api(&mut self, span: Option<Span>) {
        if self.has("ApiGatewayDeployment") {
            return;
        }
        let settings = self.provider("apiGateway").cloned().unwrap_or_else(Value::null);
        if let Some(given) = settings.get("restApiId") {
            self.shared("ApiGatewayRestApi", "aws_api_gateway_rest_api", given);
            self.declare("ApiGatewayRestApi", "AWS::ApiGateway::RestApi", given.span, Vec::new());
        } else {
            let endpoint = self.provider("endpointType").cloned().unwrap_or_else(|| Value::text("EDGE", None));
            let endpoint = endpoint
                .as_known()
                .map(|kind| Value::text(kind.to_ascii_uppercase(), endpoint.span))
                .unwrap_or(endpoint);
            let name =
                settings.get("apiName").or_else(|| self.provider("apiName")).cloned().or_else(|| self.api_name());
            let policy = settings.get("resourcePolicy").or_else(|| self.provider("resourcePolicy")).cloned();
            let policy = policy.map(|statement| {
                Value::object([("Version", Value::text("2012-10-17", None)), ("Statement", statement)])
            });
            self.declare(
                "ApiGatewayRestApi",
                "AWS::ApiGateway::RestApi",
                span,
                vec![
                    ("Name", name),
                    ("EndpointConfiguration", Some(Value::object([("Types", Value::list(vec![endpoint]))]))),
                    ("DisableExecuteApiEndpoint", settings.get("disableDefaultEndpoint").cloned()),
                    ("Policy", policy),
                    ("BinaryMediaTypes", settings.get("binaryMediaTypes").cloned()),
                    ("ApiKeySourceType", settings.get("apiKeySourceType").cloned()),
                ],
            );
        }
        let stage = self.stage();
        let stage = settings.get("stage").cloned().unwrap_or(stage);
        let api = self.rest_api_id(span);
        let at = stage.span.or(span);
        self.declare(
            "ApiGatewayDeployment",
            "AWS::ApiGateway::Deployment",
            at,
            vec![("RestApiId", Some(api)), ("StageName", Some(stage.clone()))],
        );
        self.api_keys(&settings, &stage);
    }

    /// The id of the REST API.
    fn rest_api_id(&self, span: Option<Span>) -> Value {
        reference("ApiGatewayRestApi", span)
    }

    /// The id of the resource of a path; it and those above it are made when they are first needed.
    fn resource(&mut self, path: &str, span: Option<Span>) -> Value {
        if path.is_empty() {
            let root = Value::list(vec![Value::text("ApiGatewayRestApi", span), Value::text("RootResourceId", span)]);
            return Value { span, ..Value::object([("Fn::GetAtt", root)]) };
        }
        let id = format!("ApiGatewayResource{}", path_id(path));
        if !self.has(&id) {
            let (parent, part) = path.rsplit_once('/').unwrap_or(("", path));
            let parent = self.resource(parent, span);
            let api = self.rest_api_id(span);
            self.declare(
                &id,
                "AWS::ApiGateway::Resource",
                span,
                vec![("RestApiId", Some(api)), ("ParentId", Some(parent)), ("PathPart", Some(Value::text(part, span)))],
            );
        }
        reference(&id, span)
    }

    /// `authorizer: aws_iam`, a function's name, an ARN, or an object of them.
    fn authorization(&mut self, function: &str, event: &Value, span: Option<Span>) -> (&'static str, Option<Value>) {
        let Some(authorizer) = event.get("authorizer") else { return ("NONE", None) };
        let text = |name: &str| authorizer.get(name).and_then(Value::as_known);
        let named = authorizer.as_known().or_else(|| text("name")).unwrap_or_default();
        let kind = text("type").unwrap_or_else(|| named.clone());
        if kind.eq_ignore_ascii_case("aws_iam") {
            return ("AWS_IAM", None);
        }
        let arn = text("arn").unwrap_or_else(|| named.clone());
        let cognito = kind.eq_ignore_ascii_case("COGNITO_USER_POOLS") || arn.contains(":cognito-idp:");
        if let Some(id) = authorizer.get("authorizerId") {
            return (if cognito { "COGNITO_USER_POOLS" } else { "CUSTOM" }, Some(id.clone()));
        }
        let id = format!(
            "{}ApiGatewayAuthorizer",
            logical(if named.is_empty() { function } else { &named }).replace([':', '/'], "")
        );
        let api = self.rest_api_id(span);
        let own = if cognito {
            "COGNITO_USER_POOLS"
        } else if kind.eq_ignore_ascii_case("request") {
            "REQUEST"
        } else {
            "TOKEN"
        };
        self.declare(
            &id,
            "AWS::ApiGateway::Authorizer",
            span,
            vec![
                ("RestApiId", Some(api)),
                ("Name", Some(Value::text(&named, span))),
                ("Type", Some(Value::text(own, span))),
                ("IdentitySource", authorizer.get("identitySource").cloned()),
            ],
        );
        (if cognito { "COGNITO_USER_POOLS" } else { "CUSTOM" }, Some(reference(&id, span)))
    }

    /// `httpApi: GET /path`, `httpApi: '*'`, or `httpApi: {method, path, …}`: a route of the HTTP API.
    fn http_api(&mut self, function: &str, event: &Value, at: Option<Span>) {
        let span = event.get("path").and_then(|path| path.span).or(event.span).or(at);
        let key = match event.as_known().as_deref().map(str::trim) {
            Some("*") => "$default".to_owned(),
            _ => match method_and_path(event) {
                Some((method, path)) if path == "*" && method == "*" => "$default".to_owned(),
                Some((method, path)) => {
                    let method = if method == "*" { "ANY".to_owned() } else { method };
                    format!("{method} /{}", path.trim_start_matches('/'))
                }
                None => return,
            },
        };
        let settings = self.provider("httpApi").cloned().unwrap_or_else(Value::null);
        let api = reference("HttpApi", span);
        if !self.has("HttpApi") {
            self.own_http_api(&settings, span);
            if let Some(given) = settings.get("id") {
                self.shared("HttpApi", "aws_apigatewayv2_api", given);
            }
        }
        let payload = settings.get("payload").cloned().unwrap_or_else(|| Value::text("2.0", None));
        let integration = format!("HttpApiIntegration{}", function.trim_end_matches("LambdaFunction"));
        if !self.has(&integration) {
            let arn = Value::list(vec![Value::text(function, span), Value::text("Arn", span)]);
            self.declare(
                &integration,
                "AWS::ApiGatewayV2::Integration",
                span,
                vec![
                    ("ApiId", Some(api.clone())),
                    ("IntegrationType", Some(Value::text("AWS_PROXY", span))),
                    ("IntegrationUri", Some(Value { span, ..Value::object([("Fn::GetAtt", arn)]) })),
                    ("PayloadFormatVersion", Some(payload)),
                ],
            );
        }
        let (authorization, authorizer) = self.http_authorization(&settings, event, span);
        let parts = Value::list(vec![Value::text("integrations", span), reference(&integration, span)]);
        let target = Value::object([("Fn::Join", Value::list(vec![Value::text("/", span), parts]))]);
        let id = format!("HttpApiRoute {key}");
        self.declare(
            &id,
            "AWS::ApiGatewayV2::Route",
            span,
            vec![
                ("ApiId", Some(api.clone())),
                ("RouteKey", Some(Value::text(&key, span))),
                ("Target", Some(Value { span, ..target })),
                ("AuthorizationType", Some(Value::text(authorization, span))),
                ("AuthorizerId", authorizer),
            ],
        );
        self.permission(function, "HttpApi", &api, span);
    }

    fn own_http_api(&mut self, settings: &Value, span: Option<Span>) {
        let methods = self.methods_of_routes();
        let cors = settings.get("cors").and_then(|cors| cors::settings(cors, Some(methods)));
        self.declare(
            "HttpApi",
            "AWS::ApiGatewayV2::Api",
            span,
            vec![
                ("ProtocolType", Some(Value::text("HTTP", span))),
                ("Name", settings.get("name").cloned().or_else(|| self.api_name())),
                ("CorsConfiguration", cors),
                ("DisableExecuteApiEndpoint", settings.get("disableDefaultEndpoint").cloned()),
            ],
        );
        self.declare(
            "HttpApiStage",
            "AWS::ApiGatewayV2::Stage",
            span,
            vec![
                ("ApiId", Some(reference("HttpApi", span))),
                ("StageName", Some(Value::text("$default", span))),
                ("AutoDeploy", Some(Value::bool(true))),
            ],
        );
    }

    /// `OPTIONS`, and the methods of all routes: what the API's CORS settings allow where they do not say it.
    fn methods_of_routes(&self) -> Vec<String> {
        let mut methods = vec!["OPTIONS".to_owned()];
        let functions = self.document.get("functions").map(Value::items).unwrap_or_default();
        let events = functions.iter().flat_map(Value::entries).filter_map(|function| function.value.get("events"));
        for route in events.flat_map(Value::items).filter_map(|event| event.get("httpApi")) {
            let method = method_and_path(route).map_or_else(|| "*".to_owned(), |(method, _)| method);
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
        // A route of all methods needs all of them.
        if methods.iter().any(|method| method == "*") { vec!["*".to_owned()] } else { methods }
    }

    /// A route's authorizer: `aws_iam`, one of `provider.httpApi.authorizers`, or one that exists.
    fn http_authorization(
        &mut self,
        settings: &Value,
        event: &Value,
        span: Option<Span>,
    ) -> (&'static str, Option<Value>) {
        let Some(authorizer) = event.get("authorizer") else { return ("NONE", None) };
        let text = |name: &str| authorizer.get(name).and_then(Value::as_known);
        let named = authorizer.as_known().or_else(|| text("name")).unwrap_or_default();
        let own = settings.get("authorizers").and_then(|all| all.get(&named)).cloned().unwrap_or_else(Value::null);
        let kind = text("type").or_else(|| own.get("type").and_then(Value::as_known)).unwrap_or_else(|| named.clone());
        if kind.eq_ignore_ascii_case("aws_iam") {
            return ("AWS_IAM", None);
        }
        let lambda = kind.eq_ignore_ascii_case("request") || kind.eq_ignore_ascii_case("custom");
        let words = if lambda { "CUSTOM" } else { "JWT" };
        if let Some(id) = authorizer.get("id") {
            return (words, Some(id.clone()));
        }
        let id = format!("HttpApiAuthorizer{}", logical(&named));
        if !self.has(&id) {
            let api = reference("HttpApi", span);
            self.declare(
                &id,
                "AWS::ApiGatewayV2::Authorizer",
                own.span.or(span),
                vec![
                    ("ApiId", Some(api)),
                    ("Name", Some(Value::text(&named, span))),
                    ("AuthorizerType", Some(Value::text(if lambda { "REQUEST" } else { "JWT" }, span))),
                    ("IdentitySource", own.get("identitySource").cloned()),
                ],
            );
        }
        (words, Some(reference(&id, span)))
    }

    /// The framework lets the API call the function on any of its paths.
    fn permission(&mut self, function: &str, kind: &str, api: &Value, span: Option<Span>) {
        let id = format!("{}LambdaPermission{kind}", function.trim_end_matches("LambdaFunction"));
        if self.has(&id) {
            return;
        }
        let end = if kind == "HttpApi" { "/*" } else { "/*/*" };
        let text = format!("arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{Api}}{end}");
        let variables = Value::object([("Api", api.clone())]);
        let arn = Value::object([("Fn::Sub", Value::list(vec![Value::text(text, span), variables]))]);
        let name = Value::list(vec![Value::text(function, span), Value::text("Arn", span)]);
        self.declare(
            &id,
            "AWS::Lambda::Permission",
            span,
            vec![
                ("Action", Some(Value::text("lambda:InvokeFunction", span))),
                ("FunctionName", Some(Value::object([("Fn::GetAtt", name)]))),
                ("Principal", Some(Value::text("apigateway.amazonaws.com", span))),
                ("SourceArn", Some(arn)),
            ],
        );
    }
}

/// `GET path` in one text, or the two apart.
fn method_and_path(event: &Value) -> Option<(String, String)> {
    if let Some(text) = event.as_known() {
        let (method, path) = text.trim().split_once(char::is_whitespace)?;
        return Some((word(method), path.trim().to_owned()));
    }
    let path = event.get("path").and_then(Value::as_known)?;
    let method = event.get("method").and_then(Value::as_known);
    Some((method.map_or_else(|| "*".to_owned(), |method| word(&method)), path))
}

fn word(method: &str) -> String {
    match method.to_ascii_uppercase().as_str() {
        "ANY" | "*" => "*".to_owned(),
        method => method.to_owned(),
    }
}

/// A path as a part of a logical id: `users/{id}` is `UsersIdVar`.
fn path_id(path: &str) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => format!("{}Var", logical(name.trim_end_matches('+'))),
        None => logical(part),
    };
    path.split('/').map(part).collect()
}

/// The URI by which a REST API calls a function.
fn invocation(function: &str, span: Option<Span>) -> Value {
    let text = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{function}.Arn}}/invocations"
    );
    Value { span, ..Value::object([("Fn::Sub", Value::text(text, span))]) }
}
