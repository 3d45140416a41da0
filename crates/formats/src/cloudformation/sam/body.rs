//! A document of the user's own, with what SAM adds to it: integrations of events, the default authorizer, API keys, and
//! `OPTIONS` methods for CORS.
//!
//! Only a document that stands in the template (`DefinitionBody`) is changed; one that lies elsewhere stays as it is.
//! Sources: SAM developer guide, "AWS::Serverless::Api" (`Auth`, `Cors`, `MergeDefinitions`) and
//! "AWS::Serverless::HttpApi"; where the guide is silent, what the published transform writes for its own tests.

use super::entries;
use super::event::invocation;
use crate::cloudformation::evaluate::known;
use crate::source::Span;
use crate::value::{Entry, Kind, Object, Value};

const INTEGRATION: &str = "x-amazon-apigateway-integration";
const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";
const ANY_METHOD: &str = "x-amazon-apigateway-any-method";
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", ANY_METHOD];
/// The name of the scheme for signed requests, and of that for API keys.
const SIGNED: &str = "AWS_IAM";
const API_KEY: &str = "api_key";

/// What is added to a document.
pub(super) struct Additions<'a> {
    /// The property `Auth`.
    pub auth: &'a Value,
    /// The property `Cors` of a REST API.
    pub cors: Option<&'a Value>,
    /// The routes that events ask for.
    pub routes: &'a [Value],
    /// Whether events of a REST API add their integrations: `MergeDefinitions`.
    pub merge: bool,
    /// Whether it is an HTTP API.
    pub http: bool,
}

impl Additions<'_> {
    /// The document with the additions.
    pub fn added_to(&self, document: &Value) -> Value {
        let mut document = document.clone();
        let mut schemes: Vec<Entry> =
            entries(self.auth.get("Authorizers")).iter().map(|each| self.scheme(each)).collect();
        if let Some(paths) = child(&mut document, "paths") {
            if self.http || self.merge {
                for route in self.routes {
                    self.add_route(paths, route);
                }
            }
            self.guard(paths);
            if let Some(cors) = self.cors.filter(|_| !self.http) {
                self.add_preflights(paths, cors);
            }
        }
        schemes.push(plain_scheme(SIGNED, "x-amazon-apigateway-authtype", "awsSigv4"));
        schemes.push(plain_scheme(API_KEY, "in", "header"));
        put_schemes(&mut document, schemes);
        document
    }

    /// An event's method. One that has an integration already keeps it.
    fn add_route(&self, paths: &mut Value, route: &Value) {
        let function = route.get("Target").and_then(known).unwrap_or_default();
        let span = route.get("Path").and_then(|path| path.span).or(route.span);
        let path = match route.get("Path").and_then(known) {
            Some(path) => path,
            None if self.http => "$default".to_owned(),
            None => "/".to_owned(),
        };
        let method = route.get("Method").and_then(known).unwrap_or_default().to_ascii_lowercase();
        let method = if matches!(method.as_str(), "" | "any" | ANY_METHOD) { ANY_METHOD } else { method.as_str() };
        let mut entries = vec![
            ("type", Value::text("aws_proxy", span)),
            ("httpMethod", Value::text("POST", span)),
            ("uri", invocation(&function, span)),
        ];
        if self.http {
            let payload = route.get("PayloadFormatVersion").cloned();
            entries.push(("payloadFormatVersion", payload.unwrap_or_else(|| Value::text("2.0", span))));
        }
        let integration = Value { span, ..Value::object(entries) };
        let Kind::Object(object) = &mut paths.kind else { return };
        // The path of the default route may be written with a slash.
        let path = match object.get(&format!("/{path}")) {
            Some(entry) if path == "$default" => entry.key.clone(),
            _ => path,
        };
        if object.get(&path).is_none() {
            object.set(&path, span, Value { span, ..Value::object::<&str>([]) });
        }
        let Some(entry) = object.0.iter_mut().find(|entry| entry.key == path) else { return };
        each_alternative(&mut entry.value, &mut |item| {
            let written = item.0.iter().find(|entry| method_of(&entry.key) == method).map(|entry| entry.key.clone());
            let key = written.unwrap_or_else(|| method.to_owned());
            if item.get(&key).is_none_or(|entry| entry.value.is_null()) {
                item.set(&key, span, Value { span, ..Value::object::<&str>([]) });
            }
            let Some(operation) = item.0.iter_mut().find(|entry| entry.key == key) else { return };
            each_alternative(&mut operation.value, &mut |operation| {
                if operation.get(INTEGRATION).is_some() {
                    return;
                }
                operation.set(INTEGRATION, span, integration.clone());
                let named = route.get("Auth").and_then(|auth| auth.get("Authorizer")).and_then(known);
                if let Some(name) = named {
                    operation.set("security", span, security(&name, span));
                }
            });
        });
    }

    /// The default authorizer and the need for an API key, for each method that has an integration.
    fn guard(&self, paths: &mut Value) {
        let default = self.auth.get("DefaultAuthorizer").and_then(known);
        let keys = !self.http && self.auth.get("ApiKeyRequired").and_then(Value::to_bool) == Some(true);
        let preflight = self.auth.get("AddDefaultAuthorizerToCorsPreflight").and_then(Value::to_bool) != Some(false);
        if default.is_none() && !keys {
            return;
        }
        let span = self.auth.span;
        each_operation(paths, &mut |method, operation| {
            if operation.get(INTEGRATION).is_none() || (method == "options" && (self.http || !preflight)) {
                return;
            }
            let mut list = match operation.get("security") {
                Some(entry) => entry.value.items().to_vec(),
                None => Vec::new(),
            };
            let own = |value: &Value| entries(Some(value)).iter().any(|entry| entry.key != API_KEY);
            let none = list.iter().any(|value| entries(Some(value)).iter().any(|entry| entry.key == "NONE"));
            match &default {
                Some(name) if !none && !list.iter().any(own) => list.extend(security(name, span).items().to_vec()),
                _ => {}
            }
            if keys {
                list.extend(security(API_KEY, span).items().to_vec());
            }
            operation.set("security", span, Value { span, ..Value::list(list) });
        });
    }

    /// A method `OPTIONS` for each path that has none.
    fn add_preflights(&self, paths: &mut Value, cors: &Value) {
        let guarded =
            self.auth.get("DefaultAuthorizer").and_then(known).filter(|_| {
                self.auth.get("AddDefaultAuthorizerToCorsPreflight").and_then(Value::to_bool) != Some(false)
            });
        let Kind::Object(paths) = &mut paths.kind else { return };
        for path in &mut paths.0 {
            each_alternative(&mut path.value, &mut |item| {
                let methods: Vec<String> = item.0.iter().map(|entry| method_of(&entry.key)).collect();
                let methods: Vec<String> =
                    methods.into_iter().filter(|method| METHODS.contains(&method.as_str())).collect();
                if methods.is_empty() || methods.iter().any(|method| method == "options") {
                    return;
                }
                let mut operation = preflight(cors, &methods);
                let mut list =
                    guarded.as_ref().map(|name| security(name, cors.span).items().to_vec()).unwrap_or_default();
                if key_for_preflight(self.auth) {
                    list.extend(security(API_KEY, cors.span).items().to_vec());
                }
                if let (false, Kind::Object(object)) = (list.is_empty(), &mut operation.kind) {
                    object.set("security", cors.span, Value::list(list));
                }
                item.set("options", cors.span, operation);
            });
        }
    }

    /// An authorizer as a scheme of the document.
    fn scheme(&self, authorizer: &Entry) -> Entry {
        let Entry { key, at, value } = authorizer;
        let span = value.span;
        let function = value.get("FunctionArn");
        let mut own = Vec::new();
        if let Some(function) = function {
            let kind = value.get("FunctionPayloadType").and_then(known).unwrap_or_else(|| "TOKEN".to_owned());
            let kind = if self.http { "request".to_owned() } else { kind.to_ascii_lowercase() };
            own.push(("type", Value::text(kind, span)));
            own.push(("authorizerUri", super::api::authorizer_uri(function, span)));
        } else if self.http {
            own.push(("type", Value::text("jwt", span)));
        } else {
            own.push(("type", Value::text("cognito_user_pools", span)));
        }
        let source = value.get("IdentitySource").or_else(|| value.get("Identity").and_then(|each| each.get("Header")));
        own.extend(source.map(|source| ("identitySource", source.clone())));
        own.extend(value.get("UserPoolArn").map(|pools| ("providerARNs", Value::list(pools.items().to_vec()))));
        let scheme = Value::object([("type", Value::text("apiKey", span)), (AUTHORIZER, Value::object(own))]);
        Entry { key: key.clone(), at: *at, value: Value { span, ..scheme } }
    }
}

/// Whether preflight requests need an API key, as all others do.
pub(super) fn key_for_preflight(auth: &Value) -> bool {
    auth.get("ApiKeyRequired").and_then(Value::to_bool) == Some(true)
        && auth.get("AddApiKeyRequiredToCorsPreflight").and_then(Value::to_bool) != Some(false)
}

/// The headers that answer a preflight request. The methods are those of the path, unless the property says others.
pub(super) fn preflight_headers(cors: &Value, methods: &[String]) -> Value {
    let span = cors.span;
    let with = |name: &str| match &cors.kind {
        Kind::Object(_) => cors.get(name).cloned(),
        _ if name == "AllowOrigin" => Some(cors.clone()),
        _ => None,
    };
    let mut all: Vec<String> = methods
        .iter()
        .map(|method| if method == ANY_METHOD { "ANY".to_owned() } else { method.to_ascii_uppercase() })
        .collect();
    if all.iter().any(|method| method == "ANY") {
        all = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"].map(str::to_owned).to_vec();
    } else {
        all.push("OPTIONS".to_owned());
        all.sort();
    }
    let all = Value::text(format!("'{}'", all.join(",")), span);
    let headers = [
        ("Access-Control-Allow-Origin", with("AllowOrigin")),
        ("Access-Control-Allow-Headers", with("AllowHeaders")),
        ("Access-Control-Allow-Methods", Some(with("AllowMethods").unwrap_or(all))),
        ("Access-Control-Max-Age", with("MaxAge")),
    ];
    let named =
        headers.into_iter().filter_map(|(name, value)| Some((format!("method.response.header.{name}"), value?)));
    Value::object(named)
}

/// The operation that answers preflight requests.
fn preflight(cors: &Value, methods: &[String]) -> Value {
    let span = cors.span;
    let response = Value::object([
        ("statusCode", Value::text("200", span)),
        ("responseParameters", preflight_headers(cors, methods)),
    ]);
    let integration = Value::object([
        ("type", Value::text("mock", span)),
        ("requestTemplates", Value::object([("application/json", Value::text("{\"statusCode\": 200}", span))])),
        ("responses", Value::object([("default", response)])),
    ]);
    Value { span, ..Value::object([(INTEGRATION, Value { span, ..integration })]) }
}

fn security(name: &str, span: Option<Span>) -> Value {
    let requirement = Object(vec![Entry { key: name.to_owned(), at: span, value: Value::list(Vec::new()) }]);
    Value { span, ..Value::list(vec![Value::new(Kind::Object(requirement), span)]) }
}

fn plain_scheme(name: &str, key: &'static str, value: &str) -> Entry {
    let value = Value::object([("type", Value::text("apiKey", None)), (key, Value::text(value, None))]);
    Entry { key: name.to_owned(), at: None, value }
}

/// Puts the schemes where the document's version has them; what is there stays.
fn put_schemes(document: &mut Value, schemes: Vec<Entry>) {
    let section = if document.get("swagger").is_some() {
        grown(document, "securityDefinitions")
    } else {
        grown(document, "components").and_then(|components| grown(components, "securitySchemes"))
    };
    let Some(Value { kind: Kind::Object(section), .. }) = section else { return };
    for scheme in schemes {
        if section.get(&scheme.key).is_none() {
            section.0.push(scheme);
        }
    }
}

/// The value of that name; an empty object is put there where there is none.
fn grown<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    if let Kind::Object(object) = &mut value.kind
        && object.get(key).is_none_or(|entry| entry.value.is_null())
    {
        object.set(key, None, Value::object::<&str>([]));
    }
    child(value, key)
}

fn child<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    let Kind::Object(object) = &mut value.kind else { return None };
    object.0.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
}

/// A method's name in small letters; `any` is how some write the extension.
fn method_of(key: &str) -> String {
    let name = key.to_ascii_lowercase();
    if name == "any" { ANY_METHOD.to_owned() } else { name }
}

/// Every operation of every path.
fn each_operation(paths: &mut Value, change: &mut dyn FnMut(&str, &mut Object)) {
    let Kind::Object(paths) = &mut paths.kind else { return };
    for path in &mut paths.0 {
        each_alternative(&mut path.value, &mut |item| {
            for entry in &mut item.0 {
                let method = method_of(&entry.key);
                if METHODS.contains(&method.as_str()) {
                    each_alternative(&mut entry.value, &mut |operation| change(&method, operation));
                }
            }
        });
    }
}

/// An object, or each that an `Fn::If` chooses from.
fn each_alternative(value: &mut Value, change: &mut dyn FnMut(&mut Object)) {
    let Kind::Object(object) = &mut value.kind else { return };
    if let [Entry { key, value, .. }] = object.0.as_mut_slice()
        && key == "Fn::If"
        && let Kind::List(items) = &mut value.kind
    {
        items.iter_mut().skip(1).for_each(|item| each_alternative(item, change));
        return;
    }
    if super::super::evaluate::intrinsic(object).is_none() {
        change(object);
    }
}
