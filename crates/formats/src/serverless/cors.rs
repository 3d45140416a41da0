//! CORS settings as `serverless.yml` writes them: `true`, or those that differ from the framework's own.
//!
//! Source: the framework's guides, "HTTP API" and "Lambda Function URLs".

use crate::value::Value;

/// The request headers that the framework allows where nothing is said.
pub(super) const HEADERS: &[&str] = &[
    "Content-Type",
    "X-Amz-Date",
    "Authorization",
    "X-Api-Key",
    "X-Amz-Security-Token",
    "X-Amz-User-Agent",
    "X-Amzn-Trace-Id",
];

/// The settings in CloudFormation's spelling; none where they are switched off. `methods` are those of the routes; a
/// function URL has none of its own and allows any.
pub(super) fn settings(cors: &Value, methods: Option<Vec<String>>) -> Option<Value> {
    if cors.is_null() || cors.to_bool() == Some(false) {
        return None;
    }
    let texts = |all: &[&str]| Value::list(all.iter().map(|text| Value::text(*text, cors.span)).collect());
    let given = |name: &str| cors.get(name).map(|value| Value::list(value.items().to_vec()));
    let methods = methods.unwrap_or_else(|| vec!["*".to_owned()]);
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    let mut settings = vec![
        ("AllowOrigins", given("allowedOrigins").unwrap_or_else(|| texts(&["*"]))),
        ("AllowHeaders", given("allowedHeaders").unwrap_or_else(|| texts(HEADERS))),
        ("AllowMethods", given("allowedMethods").unwrap_or_else(|| texts(&methods))),
    ];
    settings.extend(given("exposedResponseHeaders").map(|headers| ("ExposeHeaders", headers)));
    settings.extend(cors.get("allowCredentials").map(|allow| ("AllowCredentials", allow.clone())));
    settings.extend(cors.get("maxAge").map(|seconds| ("MaxAge", seconds.clone())));
    Some(Value { span: cors.span, ..Value::object(settings) })
}
