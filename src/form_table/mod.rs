//! What a form has of each object of the scenario file: a line for every field, in the order of the file's types, with
//! what it is edited by. Forms made by hand say which fields they have ([`by_hand`]); all others are drawn from here, so
//! that no field needs the JSON. `tests/forms.rs` holds the table against the schema.

mod api_gateway;
mod cloudfront;
mod others;
mod web_acl;

use serde_json::{Value, json};

/// What a field is edited by. A value in brackets is the field's default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Widget {
    /// A text.
    Text(&'static str),
    /// A text that may be absent.
    MaybeText,
    /// A text with suggestions: the id of their list.
    Listed(&'static str),
    /// A text of several lines.
    Area,
    /// A whole number; without a default it may be absent.
    Number(Option<u32>),
    /// Whole numbers.
    Numbers,
    /// Yes or no.
    Tick(bool),
    /// One of a few words.
    Choice(&'static [&'static str], &'static str),
    /// One of a few words, or none.
    MaybeChoice(&'static [&'static str]),
    /// The name of another part.
    Name(Names),
    /// Texts, one a line.
    Lines,
    /// A text for each name.
    Pairs,
    /// Texts for each name.
    Lists,
    /// A text for each name, or nothing: the name must be absent.
    Nullable,
    /// An object that is always there.
    Record(&'static str),
    /// An object that may be absent.
    Maybe(&'static str),
    /// A list of objects.
    Items(&'static str),
    /// An object for each name.
    Map(&'static str),
    /// Anything, as JSON.
    Json,
}

/// What a name can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Lambda functions.
    Lambdas,
    /// REST and HTTP APIs, by their ids.
    Apis,
    /// Functions at the edge.
    EdgeFunctions,
}

/// The fields of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// The object's name in the schema.
    pub record: &'static str,
    /// The page of AWS that says what its fields mean and may hold. Empty: the object is none of AWS's.
    pub source: &'static str,
    /// The fields.
    pub rows: &'static [(&'static str, Widget)],
}

/// Every form.
pub fn all() -> impl Iterator<Item = &'static Form> {
    [cloudfront::FORMS, web_acl::FORMS, api_gateway::FORMS, others::FORMS].into_iter().flatten()
}

/// The form of an object.
pub fn form(record: &str) -> Option<&'static Form> {
    all().find(|form| form.record == record)
}

/// The fields of an object that a form made by hand has, above what is drawn from the table.
pub fn by_hand(record: &str) -> &'static [&'static str] {
    match record {
        "Distribution" => &[
            "id",
            "domain_name",
            "aliases",
            "enabled",
            "default_root_object",
            "origin",
            "ordered_cache_behavior",
            "default_cache_behavior",
            "custom_error_response",
        ],
        "Origin" => &["origin_id", "domain_name", "origin_path"],
        "CustomOriginConfig" => &["origin_protocol_policy"],
        "CacheBehavior" => &[
            "path_pattern",
            "target_origin_id",
            "viewer_protocol_policy",
            "allowed_methods",
            "cache_policy",
            "origin_request_policy",
            "response_headers_policy",
            "function_association",
            "lambda_function_association",
        ],
        "CustomErrorResponse" => &["error_code", "response_code", "response_page_path", "error_caching_min_ttl"],
        "DnsRecord" => &["name", "target"],
        "EdgeFunction" => &["name", "runtime", "code", "key_value_store"],
        "RestApi" => &["id", "region", "endpoint_type", "disable_execute_api_endpoint", "resources"],
        "Resource" => &["path", "methods"],
        "Method" => &["authorization", "authorizer", "api_key_required"],
        "Integration" => &["type", "lambda", "uri"],
        "RestStage" | "HttpStage" => &["name"],
        "HttpApi" => &["id", "region", "routes"],
        "Route" => &["route_key", "authorization_type", "authorizer"],
        "DomainName" => &["domain_name", "target_domain_name", "endpoint_type", "base_path_mappings"],
        "BasePathMapping" => &["base_path", "api", "stage"],
        "Lambda" => &["name", "outcome", "permissions", "response"],
        "Permission" => &["source_arn"],
        "Bucket" => &["name", "region", "objects", "access", "list_bucket", "website"],
        "Website" => &["index_document", "error_document"],
        "Request" => &["name", "method", "url", "headers"],
        "Expectation" => &["status", "reaches"],
        _ => &[],
    }
}

/// A new item of a list of objects: what it cannot be without.
pub fn fresh(record: &str) -> Value {
    match record {
        "CustomHeader" | "ResponseHeader" => json!({"name": "x-new", "value": "value"}),
        "OriginGroup" => json!({"origin_id": "group", "failover_criteria": {"status_codes": [500, 502, 503, 504]}}),
        "WebAclRule" => json!({"name": "rule"}),
        "RestStage" | "HttpStage" => json!({"name": "new"}),
        "RoutingRule" => json!({"conditions": {"base_paths": ["new"]}}),
        "ListenerRule" => json!({"path": ["/*"]}),
        "CachePolicy" | "OriginRequestPolicy" | "ResponseHeadersPolicy" => json!({"name": "policy"}),
        "Statement" => json!({"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}),
        "GatewayResponse" => json!({"status_code": 404}),
        "UsagePlan" => json!({"name": "plan"}),
        "CorsRule" => json!({"allowed_origins": ["*"], "allowed_methods": ["GET"]}),
        "WebsiteRule" => {
            json!({"condition": {"key_prefix_equals": "old/"}, "redirect": {"replace_key_prefix_with": "new/"}})
        }
        "ObjectMetadata" => json!({"content_type": "text/html"}),
        _ => json!({}),
    }
}
