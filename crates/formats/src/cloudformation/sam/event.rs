//! Events of the types `Api` and `HttpApi`: a route, and the permission to call.

use super::{Cause, HTTP, REST, Serverless, reference, referred, substitute};
use crate::cloudformation::evaluate::known;
use crate::value::{Entry, Kind, Object, Value};

/// What an event calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Function,
    StateMachine,
}

/// A route that an event asks of an API. Kept in the API's resource until that is transformed.
pub(super) const ROUTES: &str = "hopscope:routes";

/// Takes an event in.
pub(super) fn take(serverless: &mut Serverless<'_>, name: &str, target: Target, event: &Entry, cause: &Cause) {
    let kind = event.value.get("Type").and_then(known).unwrap_or_default();
    let (implicit, key, rest) = match kind.as_str() {
        "Api" => (REST, "RestApiId", true),
        "HttpApi" => (HTTP, "ApiId", false),
        _ => return,
    };
    let none = Value::object::<&str>([]);
    let properties = event.value.get("Properties").unwrap_or(&none);
    let api = properties.get(key).and_then(referred).unwrap_or_else(|| implicit.to_owned());
    if api == implicit {
        let (_, conditions) = serverless.implicit.entry(implicit).or_insert((event.value.span, Vec::new()));
        if !conditions.contains(&cause.condition) {
            conditions.push(cause.condition.clone());
        }
        serverless.declare_implicit(implicit, event.value.span);
    }
    let path = properties.get("Path").and_then(known);
    let method = properties.get("Method").and_then(known);
    let mut route = Object::default();
    route.set("Event", event.at, Value::text(event.key.as_str(), event.at));
    route.set("Target", cause.span, Value::text(name, event.at.or(cause.span)));
    if target == Target::StateMachine {
        route.set("StateMachine", None, Value::bool(true));
    }
    if let Some(condition) = &cause.condition {
        route.set("Condition", None, condition.clone());
    }
    for Entry { key, at, value } in super::entries(Some(properties)) {
        route.set(key, *at, value.clone());
    }
    let route = Value::new(Kind::Object(route), event.value.span.or(event.at));
    // Routes are added to what SAM writes; an API of plain CloudFormation, or one that is not here, gets a permission
    // alone.
    if let Some(declared) = serverless.template.resources.get_mut(&api)
        && declared.kind.starts_with("AWS::Serverless::")
        && let Kind::Object(object) = &mut declared.value.kind
    {
        match object.0.iter_mut().find(|entry| entry.key == ROUTES).map(|entry| &mut entry.value.kind) {
            Some(Kind::List(all)) => all.push(route),
            _ => object.set(ROUTES, None, Value::list(vec![route])),
        }
    }
    if target == Target::Function {
        let api = match properties.get(key) {
            Some(api) => api.clone(),
            None => reference(implicit, event.value.span),
        };
        permission(serverless, name, event, (&api, path.as_deref(), method.as_deref(), rest), cause);
    }
}

/// The permission of an event, for any stage: `arn:…:api/*/GET/hello/*`.
fn permission(
    serverless: &mut Serverless<'_>,
    name: &str,
    event: &Entry,
    (api, path, method, rest): (&Value, Option<&str>, Option<&str>, bool),
    cause: &Cause,
) {
    let span = event.value.span;
    let end = match (path, method) {
        (None, _) if !rest => "$default".to_owned(),
        (path, method) => {
            let method = method.map_or("*".to_owned(), str::to_uppercase);
            let method = if method == "ANY" || method == "X-AMAZON-APIGATEWAY-ANY-METHOD" { "*" } else { &method };
            let path = path.unwrap_or("/");
            let path = if path == "/" { path } else { path.trim_end_matches('/') };
            format!("{method}{}", without_parameters(path))
        }
    };
    let text =
        format!("arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/*/{end}");
    let variables = Value::object([("__ApiId__", api.clone())]);
    let arn = Value::list(vec![Value::text(text, span), variables]);
    let properties = Value::object([
        ("Action", Value::text("lambda:InvokeFunction", span)),
        ("FunctionName", reference(name, span)),
        ("Principal", Value::text("apigateway.amazonaws.com", span)),
        ("SourceArn", Value { span, ..Value::object([("Fn::Sub", arn)]) }),
    ]);
    let id = format!("{name}{}Permission", event.key);
    serverless.declare(&id, "AWS::Lambda::Permission", properties, cause);
}

/// A path with `*` for each parameter.
fn without_parameters(path: &str) -> String {
    let mut result = String::new();
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('{') {
        result.push_str(before);
        match behind.split_once('}') {
            Some((_, behind)) => {
                result.push('*');
                rest = behind;
            }
            None => rest = "",
        }
    }
    result + rest
}

/// The URI by which a REST API calls a function.
pub(super) fn invocation(function: &str, span: Option<crate::source::Span>) -> Value {
    let text = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{function}.Arn}}/invocations"
    );
    substitute(&text, span)
}
