//! `AWS::Serverless::Api`: a REST API with its methods, deployment, stages, authorizers and domain.

use std::collections::BTreeMap;

use super::body::Additions;
use super::event::{ROUTES, invocation};
use super::{Cause, Serverless, attribute, entries, reference, substitute};
use crate::cloudformation::evaluate::known;
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Value};

/// A REST API.
pub(super) fn transform(serverless: &mut Serverless<'_>, name: &str) {
    let cause = serverless.cause(name);
    let properties = serverless.properties(name, "Api");
    let routes = serverless.template.resources.get(name).and_then(|each| each.value.get(ROUTES)).cloned();
    let none = Value::object::<&str>([]);
    let auth = properties.get("Auth").unwrap_or(&none);
    let asked = routes.as_ref().map(Value::items).unwrap_or_default();
    let additions = Additions {
        auth,
        cors: properties.get("Cors"),
        routes: asked,
        merge: properties.get("MergeDefinitions").and_then(Value::to_bool) == Some(true),
        http: false,
    };
    let own = is_own(&properties);
    let body = body(&properties, &additions);
    rest_api(serverless, name, &properties, body.clone(), asked, &cause);
    let stage = stage(serverless, name, &properties, &cause);
    let mut api = Api { serverless, name, cause: &cause, auth, resources: BTreeMap::new() };
    // A document that stands in the template has them as schemes.
    if !own {
        for authorizer in entries(auth.get("Authorizers")) {
            api.authorizer(authorizer);
        }
    }
    if auth.get("UsagePlan").is_some_and(|plan| plan.get("CreateUsagePlan").and_then(known).as_deref() != Some("NONE"))
    {
        api.usage_plan(&stage);
    }
    for model in entries(properties.get("Models")) {
        api.model(model);
    }
    if body.is_none() {
        for route in routes.as_ref().map(Value::items).unwrap_or_default() {
            api.method(route);
        }
        if let Some(cors) = properties.get("Cors") {
            api.preflight(cors);
        }
    }
    for response in entries(properties.get("GatewayResponses")) {
        api.gateway_response(response);
    }
    if let Some(domain) = properties.get("Domain") {
        super::http_api::domain(serverless, name, domain, &stage, true, &cause);
    }
}

/// Whether the user's own document stands in the template itself: one that is included is not changed.
fn is_own(properties: &Value) -> bool {
    entries(properties.get("DefinitionBody")).iter().any(|entry| entry.key == "paths")
}

/// The user's own document, or where it lies.
fn body(properties: &Value, additions: &Additions<'_>) -> Option<Entry> {
    if let Some(body) = properties.get("DefinitionBody") {
        let value = if is_own(properties) { additions.added_to(body) } else { body.clone() };
        return Some(Entry { key: "Body".to_owned(), at: body.span, value });
    }
    let location = properties.get("DefinitionUri")?;
    // Read like `AWS::Include`: the file may be among those that were given.
    let parameters = Value::object([("Location", location.clone())]);
    let include = Value::object([("Name", Value::text("AWS::Include", None)), ("Parameters", parameters)]);
    let value = Value { span: location.span, ..Value::object([("Fn::Transform", include)]) };
    Some(Entry { key: "Body".to_owned(), at: location.span, value })
}

fn rest_api(
    serverless: &mut Serverless<'_>,
    name: &str,
    properties: &Value,
    body: Option<Entry>,
    routes: &[Value],
    cause: &Cause,
) {
    let mut own = Object::default();
    for Entry { key, at, value } in entries(Some(properties)) {
        match key.as_str() {
            "Name"
            | "Description"
            | "DisableExecuteApiEndpoint"
            | "BinaryMediaTypes"
            | "ApiKeySourceType"
            | "Policy" => {
                own.set(key, *at, value.clone());
            }
            "EndpointConfiguration" => own.set(key, *at, endpoint(value)),
            _ => {}
        }
    }
    // The policy of the API, and what events say besides, are one.
    let of = |value: &Value| value.get("Auth").and_then(|auth| auth.get("ResourcePolicy")).cloned();
    let policies: Vec<Value> = of(properties).into_iter().chain(routes.iter().filter_map(of)).collect();
    if let Some(span) = policies.first().map(|policy| policy.span) {
        own.set("Policy", span, Value { span, ..resource_policy(&policies) });
    }
    if let Some(entry) = body {
        own.set(entry.key, entry.at, entry.value);
    }
    serverless.declare(name, "AWS::ApiGateway::RestApi", Value::new(Kind::Object(own), properties.span), cause);
}

/// A policy of the user's own statements, and of lists of accounts and addresses: everyone may call, but for those whom
/// a list denies; with a list of accounts that may, they alone. Source: SAM developer guide, "ResourcePolicyStatement".
fn resource_policy(policies: &[Value]) -> Value {
    let mut statements = Vec::new();
    let span = policies.first().and_then(|policy| policy.span);
    let statement = |effect: &str, principal: Option<Value>, condition: Option<Value>| {
        let mut entries = vec![
            ("Effect", Value::text(effect, span)),
            ("Principal", principal.unwrap_or_else(|| Value::text("*", span))),
            ("Action", Value::text("execute-api:Invoke", span)),
            ("Resource", Value::text("execute-api:/*", span)),
        ];
        entries.extend(condition.map(|condition| ("Condition", condition)));
        Value::object(entries)
    };
    let accounts = |list: &Value| Some(Value::object([("AWS", Value::list(list.items().to_vec()))]));
    let mut denies = Vec::new();
    let lists = [
        ("IpRangeWhitelist", "NotIpAddress", "aws:SourceIp"),
        ("IpRangeBlacklist", "IpAddress", "aws:SourceIp"),
        ("SourceVpcWhitelist", "StringNotEquals", "aws:SourceVpc"),
        ("SourceVpcBlacklist", "StringEquals", "aws:SourceVpc"),
    ];
    for policy in policies {
        statements.extend(policy.get("CustomStatements").map(|own| own.items().to_vec()).unwrap_or_default());
        if let Some(list) = policy.get("AwsAccountWhitelist") {
            statements.push(statement("Allow", accounts(list), None));
        }
        if let Some(list) = policy.get("AwsAccountBlacklist") {
            denies.push(statement("Deny", accounts(list), None));
        }
        for (name, operator, key) in lists {
            if let Some(list) = policy.get(name) {
                let condition = Value::object([(operator, Value::object([(key, list.clone())]))]);
                denies.push(statement("Deny", None, Some(condition)));
            }
        }
    }
    if !denies.is_empty() {
        statements.push(statement("Allow", None, None));
        statements.append(&mut denies);
    }
    if let ([], [policy, ..]) = (statements.as_slice(), policies) {
        return policy.clone();
    }
    Value::object([("Version", Value::text("2012-10-17", None)), ("Statement", Value::list(statements))])
}

/// `REGIONAL`, or an object whose `Type` is one.
fn endpoint(value: &Value) -> Value {
    let kind = value.get("Type").cloned().or_else(|| known(value).map(|_| value.clone()));
    match kind {
        Some(kind) => Value { span: value.span, ..Value::object([("Types", Value::list(vec![kind]))]) },
        None => value.clone(),
    }
}

/// Deployment and stage. The deployment makes a stage `Stage` besides, unless `OpenApiVersion` is set; SAM's guide:
/// "To prevent SAM from creating a stage named Stage … set OpenApiVersion".
fn stage(serverless: &mut Serverless<'_>, name: &str, properties: &Value, cause: &Cause) -> Value {
    let stage = properties.get("StageName").cloned().unwrap_or_else(|| Value::text("Prod", cause.span));
    let deployment = format!("{name}Deployment");
    let mut own = vec![("RestApiId", reference(name, cause.span))];
    if properties.get("OpenApiVersion").is_none() {
        own.push(("StageName", Value::text("Stage", cause.span)));
    }
    serverless.declare(&deployment, "AWS::ApiGateway::Deployment", Value::object(own), cause);
    let id = match known(&stage) {
        Some(stage) => format!("{name}{stage}Stage"),
        None => format!("{name}Stage"),
    };
    let mut own = vec![
        ("RestApiId", reference(name, cause.span)),
        ("DeploymentId", reference(&deployment, cause.span)),
        ("StageName", stage),
    ];
    for name in ["Variables", "CanarySetting"] {
        own.extend(properties.get(name).map(|value| (name, value.clone())));
    }
    let span = properties.get("StageName").and_then(|stage| stage.span).or(cause.span);
    serverless.declare(&id, "AWS::ApiGateway::Stage", Value { span, ..Value::object(own) }, cause);
    let generated = (id.clone(), "AWS::ApiGateway::Stage".to_owned());
    serverless.template.generated.insert(format!("{name}.Stage"), generated);
    let generated = (deployment, "AWS::ApiGateway::Deployment".to_owned());
    serverless.template.generated.insert(format!("{name}.Deployment"), generated);
    reference(&id, cause.span)
}

struct Api<'a, 'b> {
    serverless: &'a mut Serverless<'b>,
    name: &'a str,
    cause: &'a Cause,
    auth: &'a Value,
    /// The logical ids of the resources, and the methods on each, by path.
    resources: BTreeMap<String, (String, Vec<String>)>,
}

impl Api<'_, '_> {
    /// The id of the resource of a path; it and those above it are made when they are first needed.
    fn resource(&mut self, path: &str, span: Option<Span>) -> Value {
        let path = path.trim_end_matches('/');
        if path.is_empty() {
            self.resources.entry("/".to_owned()).or_default();
            return attribute(self.name, "RootResourceId", span);
        }
        if let Some((id, _)) = self.resources.get(path) {
            return reference(id, span);
        }
        let (parent, part) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = self.resource(parent, span);
        let id = format!("{}{path}", self.name);
        let properties = Value::object([
            ("RestApiId", reference(self.name, span)),
            ("ParentId", parent),
            ("PathPart", Value::text(part, span)),
        ]);
        let cause = Cause { span: span.or(self.cause.span), ..self.cause.clone() };
        self.serverless.declare(&id, "AWS::ApiGateway::Resource", properties, &cause);
        self.resources.insert(path.to_owned(), (id.clone(), Vec::new()));
        reference(&id, span)
    }

    /// The method that an event asks for.
    fn method(&mut self, route: &Value) {
        let path = route.get("Path").and_then(known).unwrap_or_else(|| "/".to_owned());
        let method = route.get("Method").and_then(known).unwrap_or_else(|| "ANY".to_owned()).to_uppercase();
        let method = if method == "X-AMAZON-APIGATEWAY-ANY-METHOD" { "ANY".to_owned() } else { method };
        let function = route.get("Target").and_then(known).unwrap_or_default();
        let span = route.get("Path").and_then(|path| path.span).or(route.span);
        let mut properties = self.keys(&path, &method, span);
        let (authorization, authorizer) = self.authorization(route.get("Auth"));
        properties.push(("AuthorizationType", Value::text(authorization, span)));
        properties.extend(authorizer.map(|authorizer| ("AuthorizerId", authorizer)));
        let key =
            route.get("Auth").and_then(|auth| auth.get("ApiKeyRequired")).or_else(|| self.auth.get("ApiKeyRequired"));
        properties.extend(key.map(|key| ("ApiKeyRequired", key.clone())));
        let integration = if route.get("StateMachine").is_some() {
            Value::object([
                ("Type", Value::text("AWS", span)),
                ("IntegrationHttpMethod", Value::text("POST", span)),
                (
                    "Uri",
                    substitute("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution", span),
                ),
            ])
        } else {
            Value::object([
                ("Type", Value::text("AWS_PROXY", span)),
                ("IntegrationHttpMethod", Value::text("POST", span)),
                ("Uri", invocation(&function, span)),
            ])
        };
        let waits = route.get("TimeoutInMillis").cloned();
        let integration = match (integration.kind, waits) {
            (Kind::Object(mut own), Some(waits)) => {
                own.set("TimeoutInMillis", waits.span, waits);
                Value::object(own.0.into_iter().map(|entry| (entry.key, entry.value)))
            }
            (kind, _) => Value::new(kind, span),
        };
        properties.push(("Integration", Value { span, ..integration }));
        self.request_checks(route, &id_of(self.name, &path, &method), &mut properties);
        let condition = route.get("Condition").cloned().or_else(|| self.cause.condition.clone());
        let cause = Cause { span: span.or(self.cause.span), condition };
        let id = id_of(self.name, &path, &method);
        self.serverless.declare(&id, "AWS::ApiGateway::Method", Value { span, ..Value::object(properties) }, &cause);
    }

    /// What an event asks of a request: parameters, and a model of the API's, with a validator of the method's own.
    /// Source: SAM developer guide, "RequestModel" and "RequestParameter".
    fn request_checks(&mut self, route: &Value, method: &str, own: &mut Vec<(&'static str, Value)>) {
        let span = route.span;
        let mut parameters = Object::default();
        for parameter in route.get("RequestParameters").map(Value::items).unwrap_or_default() {
            match (known(parameter), entries(Some(parameter))) {
                (Some(name), _) => parameters.set(name, parameter.span, Value::bool(false)),
                (None, named) => {
                    for entry in named {
                        let required = entry.value.get("Required").cloned().unwrap_or_else(|| Value::bool(false));
                        parameters.set(&entry.key, entry.at, required);
                    }
                }
            }
        }
        if !parameters.0.is_empty() {
            own.push(("RequestParameters", Value::new(Kind::Object(parameters), span)));
        }
        let Some(model) = route.get("RequestModel") else { return };
        if let Some(name) = model.get("Model") {
            own.push(("RequestModels", Value::object([("application/json", name.clone())])));
        }
        let checks = |name: &str| model.get(name).is_some_and(|value| value.to_bool() == Some(true));
        let (body, rest) = (checks("ValidateBody"), checks("ValidateParameters"));
        if !body && !rest {
            return;
        }
        let id = format!("{method} validator");
        let validator = Value::object([
            ("RestApiId", reference(self.name, span)),
            ("ValidateRequestBody", Value::bool(body)),
            ("ValidateRequestParameters", Value::bool(rest)),
        ]);
        self.serverless.declare(&id, "AWS::ApiGateway::RequestValidator", validator, self.cause);
        own.push(("RequestValidatorId", reference(&id, span)));
    }

    /// A model of the API's.
    fn model(&mut self, entry: &Entry) {
        let properties = Value::object([
            ("RestApiId", reference(self.name, entry.at)),
            ("Name", Value::text(entry.key.as_str(), entry.at)),
            ("Schema", entry.value.clone()),
        ]);
        let cause = Cause { span: entry.at, ..self.cause.clone() };
        let id = format!("{} model {}", self.name, entry.key);
        self.serverless.declare(&id, "AWS::ApiGateway::Model", properties, &cause);
    }

    fn keys(&mut self, path: &str, method: &str, span: Option<Span>) -> Vec<(&'static str, Value)> {
        let resource = self.resource(path, span);
        let path = match path.trim_end_matches('/') {
            "" => "/",
            path => path,
        };
        if let Some((_, methods)) = self.resources.get_mut(path) {
            methods.push(method.to_owned());
        }
        vec![
            ("RestApiId", reference(self.name, span)),
            ("ResourceId", resource),
            ("HttpMethod", Value::text(method, span)),
        ]
    }

    /// How a method is authorized: by what the event says, else by the API's default.
    fn authorization(&self, event: Option<&Value>) -> (&'static str, Option<Value>) {
        let named = event.and_then(|event| event.get("Authorizer")).or_else(|| self.auth.get("DefaultAuthorizer"));
        let Some(named) = named.and_then(known) else { return ("NONE", None) };
        match named.as_str() {
            "NONE" => ("NONE", None),
            "AWS_IAM" => ("AWS_IAM", None),
            named => {
                let authorizers = self.auth.get("Authorizers");
                let cognito =
                    authorizers.and_then(|all| all.get(named)).is_some_and(|each| each.get("UserPoolArn").is_some());
                let kind = if cognito { "COGNITO_USER_POOLS" } else { "CUSTOM" };
                (kind, Some(reference(&format!("{}.{named}", self.name), self.cause.span)))
            }
        }
    }

    fn authorizer(&mut self, entry: &Entry) {
        let span = entry.value.span;
        let function = entry.value.get("FunctionArn");
        let kind = match (function, entry.value.get("FunctionPayloadType").and_then(known)) {
            (None, _) => "COGNITO_USER_POOLS".to_owned(),
            (Some(_), kind) => kind.unwrap_or_else(|| "TOKEN".to_owned()),
        };
        let mut properties = vec![
            ("RestApiId", reference(self.name, span)),
            ("Name", Value::text(entry.key.as_str(), entry.at)),
            ("Type", Value::text(kind, span)),
        ];
        properties.extend(function.map(|function| ("AuthorizerUri", authorizer_uri(function, span))));
        let pools = entry.value.get("UserPoolArn");
        properties.extend(pools.map(|pools| ("ProviderARNs", Value::list(pools.items().to_vec()))));
        let id = format!("{}.{}", self.name, entry.key);
        let cause = Cause { span: entry.at.or(span), ..self.cause.clone() };
        self.serverless.declare(&id, "AWS::ApiGateway::Authorizer", Value::object(properties), &cause);
    }

    /// `Cors` adds a method `OPTIONS` to every path that has none. The default authorizer guards it too, unless
    /// `AddDefaultAuthorizerToCorsPreflight` is false.
    fn preflight(&mut self, cors: &Value) {
        let span = cors.span;
        let guarded = self.auth.get("DefaultAuthorizer").is_some()
            && self.auth.get("AddDefaultAuthorizerToCorsPreflight").and_then(Value::to_bool) != Some(false);
        let paths: Vec<(String, Vec<String>)> =
            self.resources.iter().map(|(path, (_, methods))| (path.clone(), methods.clone())).collect();
        for (path, methods) in paths {
            if methods.is_empty() || methods.iter().any(|method| method == "OPTIONS") {
                continue;
            }
            let response = Value::object([
                ("StatusCode", Value::text("200", span)),
                ("ResponseParameters", super::body::preflight_headers(cors, &methods)),
            ]);
            let integration = Value::object([
                ("Type", Value::text("MOCK", span)),
                ("RequestTemplates", Value::object([("application/json", Value::text("{\"statusCode\": 200}", span))])),
                ("IntegrationResponses", Value::list(vec![response])),
            ]);
            let mut properties = self.keys(&path, "OPTIONS", span);
            let (authorization, authorizer) = if guarded { self.authorization(None) } else { ("NONE", None) };
            properties.push(("AuthorizationType", Value::text(authorization, span)));
            properties.extend(authorizer.map(|authorizer| ("AuthorizerId", authorizer)));
            if super::body::key_for_preflight(self.auth) {
                properties.push(("ApiKeyRequired", Value { span, ..Value::bool(true) }));
            }
            properties.push(("Integration", Value { span, ..integration }));
            let id = format!("{}{path} OPTIONS", self.name);
            let cause = Cause { span, ..self.cause.clone() };
            self.serverless.declare(&id, "AWS::ApiGateway::Method", Value::object(properties), &cause);
        }
    }

    fn gateway_response(&mut self, entry: &Entry) {
        let mut properties = vec![
            ("RestApiId", reference(self.name, entry.at)),
            ("ResponseType", Value::text(entry.key.as_str(), entry.at)),
        ];
        for (from, to) in [("StatusCode", "StatusCode"), ("ResponseTemplates", "ResponseTemplates")] {
            properties.extend(entry.value.get(from).map(|value| (to, value.clone())));
        }
        if let Some(parameters) = entry.value.get("ResponseParameters") {
            let headers = entries(parameters.get("Headers"));
            let named = headers.iter().map(|each| (format!("gatewayresponse.header.{}", each.key), each.value.clone()));
            properties.push(("ResponseParameters", Value::object(named)));
        }
        let id = format!("{}.{}", self.name, entry.key);
        let cause = Cause { span: entry.at, ..self.cause.clone() };
        self.serverless.declare(&id, "AWS::ApiGateway::GatewayResponse", Value::object(properties), &cause);
    }

    /// A plan and a key of the API's own. Source: SAM developer guide, "ApiUsagePlan".
    fn usage_plan(&mut self, stage: &Value) {
        let span = self.auth.get("UsagePlan").and_then(|plan| plan.span);
        let cause = Cause { span, ..self.cause.clone() };
        let (key, plan) = (format!("{}.ApiKey", self.name), format!("{}.UsagePlan", self.name));
        let on = Value::object([("RestApiId", reference(self.name, span)), ("StageName", stage.clone())]);
        let own = Value::object([("Enabled", Value::bool(true)), ("StageKeys", Value::list(vec![on]))]);
        self.serverless.declare(&key, "AWS::ApiGateway::ApiKey", own, &cause);
        let on = Value::object([("ApiId", reference(self.name, span)), ("Stage", stage.clone())]);
        let own = Value::object([("ApiStages", Value::list(vec![on]))]);
        self.serverless.declare(&plan, "AWS::ApiGateway::UsagePlan", own, &cause);
        let own = Value::object([
            ("KeyId", reference(&key, span)),
            ("KeyType", Value::text("API_KEY", span)),
            ("UsagePlanId", reference(&plan, span)),
        ]);
        self.serverless.declare(&format!("{}.UsagePlanKey", self.name), "AWS::ApiGateway::UsagePlanKey", own, &cause);
    }
}

fn id_of(api: &str, path: &str, method: &str) -> String {
    format!("{api}{path} {method}")
}

/// The address by which API Gateway calls a function that authorizes.
pub(super) fn authorizer_uri(function: &Value, span: Option<Span>) -> Value {
    let text = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations";
    let variables = Value::object([("__FunctionArn__", function.clone())]);
    let uri = Value::list(vec![Value::text(text, span), variables]);
    Value { span, ..Value::object([("Fn::Sub", uri)]) }
}
