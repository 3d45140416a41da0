//! `AWS::Serverless::HttpApi`, and the custom domain that both kinds of APIs may have.

use super::body::Additions;
use super::event::ROUTES;
use super::{Cause, Serverless, attribute, entries, reference};
use crate::cloudformation::evaluate::known;
use crate::value::{Entry, Kind, Object, Value};

/// An HTTP API.
pub(super) fn transform(serverless: &mut Serverless<'_>, name: &str) {
    let cause = serverless.cause(name);
    let properties = serverless.properties(name, "HttpApi");
    let routes = serverless.template.resources.get(name).and_then(|each| each.value.get(ROUTES)).cloned();
    let none = Value::object::<&str>([]);
    let mut own = Object::default();
    own.set("ProtocolType", cause.span, Value::text("HTTP", cause.span));
    for Entry { key, at, value } in entries(Some(&properties)) {
        match key.as_str() {
            "Name" | "Description" | "DisableExecuteApiEndpoint" => own.set(key, *at, value.clone()),
            "DefinitionBody" if value.get("paths").is_some() => {
                let additions = Additions {
                    auth: properties.get("Auth").unwrap_or(&none),
                    cors: None,
                    routes: routes.as_ref().map(Value::items).unwrap_or_default(),
                    merge: true,
                    http: true,
                };
                own.set("Body", *at, additions.added_to(value));
            }
            "DefinitionBody" => own.set("Body", *at, value.clone()),
            "DefinitionUri" => {
                let parameters = Value::object([("Location", value.clone())]);
                let include = Value::object([("Name", Value::text("AWS::Include", None)), ("Parameters", parameters)]);
                own.set("Body", *at, Value { span: value.span, ..Value::object([("Fn::Transform", include)]) });
            }
            "CorsConfiguration" => own.set(key, *at, cors(value)),
            _ => {}
        }
    }
    let has_body = own.get("Body").is_some();
    serverless.declare(name, "AWS::ApiGatewayV2::Api", Value::new(Kind::Object(own), properties.span), &cause);
    let stage = stage(serverless, name, &properties, &cause);
    let auth = properties.get("Auth").unwrap_or(&none);
    let own_body = properties.get("DefinitionBody").is_some_and(|body| body.get("paths").is_some());
    if !own_body {
        for authorizer in entries(auth.get("Authorizers")) {
            self::authorizer(serverless, name, authorizer, &cause);
        }
    }
    if !has_body {
        for route in routes.as_ref().map(Value::items).unwrap_or_default() {
            self::route(serverless, name, route, auth, &cause);
        }
    }
    if let Some(given) = properties.get("Domain") {
        domain(serverless, name, given, &stage, false, &cause);
    }
}

/// `true` allows every origin, with no more.
fn cors(value: &Value) -> Value {
    match value.to_bool() {
        Some(true) => {
            let any = Value::list(vec![Value::text("*", value.span)]);
            Value { span: value.span, ..Value::object([("AllowOrigins", any)]) }
        }
        Some(false) => Value::null(),
        None => value.clone(),
    }
}

fn stage(serverless: &mut Serverless<'_>, name: &str, properties: &Value, cause: &Cause) -> Value {
    let stage = properties.get("StageName").cloned().unwrap_or_else(|| Value::text("$default", cause.span));
    let id = match known(&stage).as_deref() {
        Some("$default") => format!("{name}ApiGatewayDefaultStage"),
        Some(stage) => format!("{name}{stage}Stage"),
        None => format!("{name}Stage"),
    };
    let mut own = vec![("ApiId", reference(name, cause.span)), ("StageName", stage), ("AutoDeploy", Value::bool(true))];
    let variables = properties.get("StageVariables");
    own.extend(variables.map(|variables| ("StageVariables", variables.clone())));
    let span = properties.get("StageName").and_then(|stage| stage.span).or(cause.span);
    serverless.declare(&id, "AWS::ApiGatewayV2::Stage", Value { span, ..Value::object(own) }, cause);
    let generated = (id.clone(), "AWS::ApiGatewayV2::Stage".to_owned());
    serverless.template.generated.insert(format!("{name}.Stage"), generated);
    reference(&id, cause.span)
}

fn route(serverless: &mut Serverless<'_>, name: &str, route: &Value, auth: &Value, cause: &Cause) {
    let span = route.get("Path").and_then(|path| path.span).or(route.span);
    let function = route.get("Target").and_then(known).unwrap_or_default();
    let key = match (route.get("Method").and_then(known), route.get("Path").and_then(known)) {
        (_, None) => "$default".to_owned(),
        (_, Some(path)) if path == "$default" => path,
        (method, Some(path)) => {
            let method = method.map_or_else(|| "ANY".to_owned(), |method| method.to_uppercase());
            let method = if method == "X-AMAZON-APIGATEWAY-ANY-METHOD" { "ANY".to_owned() } else { method };
            format!("{method} {path}")
        }
    };
    let condition = route.get("Condition").cloned().or_else(|| cause.condition.clone());
    let cause = Cause { span: span.or(cause.span), condition };
    let payload = route.get("PayloadFormatVersion").cloned().unwrap_or_else(|| Value::text("2.0", None));
    let integration = format!("{name} {key} integration");
    let mut target = vec![
        ("ApiId", reference(name, span)),
        ("IntegrationType", Value::text("AWS_PROXY", span)),
        ("IntegrationUri", attribute(&function, "Arn", span)),
        ("PayloadFormatVersion", payload),
    ];
    target.extend(route.get("TimeoutInMillis").map(|waits| ("TimeoutInMillis", waits.clone())));
    serverless.declare(&integration, "AWS::ApiGatewayV2::Integration", Value::object(target), &cause);
    let named = route.get("Auth").and_then(|auth| auth.get("Authorizer")).or_else(|| auth.get("DefaultAuthorizer"));
    let (authorization, authorizer) = match named.and_then(known).as_deref() {
        None | Some("NONE") => ("NONE", None),
        Some("AWS_IAM") => ("AWS_IAM", None),
        Some(named) => {
            let own = auth.get("Authorizers").and_then(|all| all.get(named));
            let lambda = own.is_some_and(|own| own.get("FunctionArn").is_some());
            (if lambda { "CUSTOM" } else { "JWT" }, Some(reference(&format!("{name}.{named}"), span)))
        }
    };
    let parts = Value::list(vec![Value::text("integrations", span), reference(&integration, span)]);
    let joined = Value::list(vec![Value::text("/", span), parts]);
    let mut own = vec![
        ("ApiId", reference(name, span)),
        ("RouteKey", Value::text(&key, span)),
        ("Target", Value { span, ..Value::object([("Fn::Join", joined)]) }),
        ("AuthorizationType", Value::text(authorization, span)),
    ];
    own.extend(authorizer.map(|authorizer| ("AuthorizerId", authorizer)));
    serverless.declare(
        &format!("{name} {key}"),
        "AWS::ApiGatewayV2::Route",
        Value { span, ..Value::object(own) },
        &cause,
    );
}

fn authorizer(serverless: &mut Serverless<'_>, name: &str, entry: &Entry, cause: &Cause) {
    let span = entry.value.span;
    let lambda = entry.value.get("FunctionArn").is_some();
    let mut own = vec![
        ("ApiId", reference(name, span)),
        ("Name", Value::text(entry.key.as_str(), entry.at)),
        ("AuthorizerType", Value::text(if lambda { "REQUEST" } else { "JWT" }, span)),
    ];
    let jwt = entry.value.get("JwtConfiguration");
    own.extend(jwt.map(|jwt| ("JwtConfiguration", jwt.clone())));
    let source = entry.value.get("IdentitySource");
    own.extend(source.map(|source| ("IdentitySource", Value::list(source.items().to_vec()))));
    let cause = Cause { span: entry.at.or(span), ..cause.clone() };
    let id = format!("{name}.{}", entry.key);
    serverless.declare(&id, "AWS::ApiGatewayV2::Authorizer", Value::object(own), &cause);
}

/// The property `Domain`: a custom domain, a mapping for each of its base paths, and a record.
pub(super) fn domain(
    serverless: &mut Serverless<'_>,
    name: &str,
    domain: &Value,
    stage: &Value,
    rest: bool,
    cause: &Cause,
) {
    let span = domain.span;
    let Some(host) = domain.get("DomainName").cloned() else { return };
    let id = format!("{name}.DomainName");
    let endpoint = domain.get("EndpointConfiguration").cloned().unwrap_or_else(|| Value::text("REGIONAL", span));
    let edge = known(&endpoint).as_deref() == Some("EDGE");
    let certificate = domain.get("CertificateArn").cloned().unwrap_or_else(Value::null);
    let own = if rest {
        Value::object([
            ("DomainName", host.clone()),
            (if edge { "CertificateArn" } else { "RegionalCertificateArn" }, certificate),
            ("EndpointConfiguration", Value::object([("Types", Value::list(vec![endpoint]))])),
        ])
    } else {
        let configuration = Value::object([("CertificateArn", certificate), ("EndpointType", endpoint)]);
        Value::object([("DomainName", host.clone()), ("DomainNameConfigurations", Value::list(vec![configuration]))])
    };
    let kind = if rest { "AWS::ApiGateway::DomainName" } else { "AWS::ApiGatewayV2::DomainName" };
    serverless.declare(&id, kind, Value { span, ..own }, cause);
    let paths = domain.get("BasePath").map(|paths| paths.items().to_vec()).unwrap_or_default();
    let paths = if paths.is_empty() { vec![Value::text("/", span)] } else { paths };
    for (index, path) in paths.into_iter().enumerate() {
        let root = known(&path).is_some_and(|path| path == "/");
        // A REST API's base path loses all but letters and digits, unless `NormalizeBasePath` is false.
        let normalized = domain.get("NormalizeBasePath").and_then(Value::to_bool) != Some(false);
        let plain = |text: String| -> String {
            match (rest, normalized) {
                (true, true) => text.chars().filter(|letter| letter.is_alphanumeric()).collect(),
                (true, false) => text,
                (false, _) => text.trim_matches('/').to_owned(),
            }
        };
        let normal = known(&path).map(|known| Value::text(plain(known), path.span)).unwrap_or(path);
        let (kind, key, api, stage_key) = if rest {
            ("AWS::ApiGateway::BasePathMapping", "BasePath", "RestApiId", "Stage")
        } else {
            ("AWS::ApiGatewayV2::ApiMapping", "ApiMappingKey", "ApiId", "Stage")
        };
        let mut own =
            vec![("DomainName", reference(&id, span)), (api, reference(name, span)), (stage_key, stage.clone())];
        if !root {
            own.push((key, normal));
        }
        serverless.declare(&format!("{id}.{index}"), kind, Value { span, ..Value::object(own) }, cause);
    }
    if let Some(route53) = domain.get("Route53") {
        let target = if edge && rest { "DistributionDomainName" } else { "RegionalDomainName" };
        // The record of a private domain leads to the endpoint through which it is reached.
        let inside = route53.get("VpcEndpointDomainName").cloned();
        let alias = Value::object([("DNSName", inside.unwrap_or_else(|| attribute(&id, target, span)))]);
        let mut own = vec![("Name", host), ("Type", Value::text("A", span)), ("AliasTarget", alias)];
        own.extend(route53.get("HostedZoneId").map(|zone| ("HostedZoneId", zone.clone())));
        serverless.declare(
            &format!("{id}.Record"),
            "AWS::Route53::RecordSet",
            Value { span, ..Value::object(own) },
            cause,
        );
    }
}
