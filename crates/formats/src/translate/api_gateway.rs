//! API Gateway's REST APIs.

use super::To::{Apart, Block, Inline, Name};
use super::{Field, Part, fields, object};
use crate::resource::Resource;
use crate::value::{Entry, Kind, Object, Value};

pub(super) const REST_API: &[Field] = &[
    Field("EndpointConfiguration", Block("endpoint_configuration", &[])),
    Field("ApiKeySourceType", Name("api_key_source")),
    Field("MinimumCompressionSize", Name("minimum_compression_size")),
    Field("Tags", Apart),
];

pub(super) const DEPLOYMENT: &[Field] = &[Field(
    "StageDescription",
    Inline(&[
        Field("Variables", Name("variables")),
        Field("Description", Name("stage_description")),
        Field("CanarySetting", Block("canary_settings", &[])),
    ]),
)];

pub(super) const STAGE: &[Field] = &[
    Field("CanarySetting", Block("canary_settings", &[])),
    Field("CanarySettings", Block("canary_settings", &[])),
    Field("Tags", Apart),
];

pub(super) const AUTHORIZER: &[Field] = &[Field("ProviderARNs", Name("provider_arns"))];

pub(super) const DOMAIN_NAME: &[Field] = &[
    Field("EndpointConfiguration", Block("endpoint_configuration", &[])),
    Field("MutualTlsAuthentication", Block("mutual_tls_authentication", &[])),
    // The command line's names of what Terraform has under others.
    Field("DistributionDomainName", Name("cloudfront_domain_name")),
    Field("DistributionHostedZoneId", Name("cloudfront_zone_id")),
    Field("RegionalHostedZoneId", Name("regional_zone_id")),
    Field("DomainNameArn", Name("arn")),
    Field("Tags", Apart),
];

pub(super) const BASE_PATH_MAPPING: &[Field] = &[
    Field("RestApiId", Name("api_id")),
    Field("Stage", Name("stage_name")),
    Field("DomainNameArn", Name("domain_name")),
];

pub(super) const USAGE_PLAN: &[Field] =
    &[Field("ApiStages", Block("api_stages", &[])), Field("UsagePlanName", Name("name")), Field("Tags", Apart)];

pub(super) const USAGE_PLAN_KEY: &[Field] = &[Field("Id", Name("key_id"))];

const INTEGRATION: &[Field] = &[
    // What the method's own integration calls `httpMethod` is the method of the call behind.
    Field("HttpMethod", Name("integration_http_method")),
    Field("IntegrationResponses", Apart),
    Field("TimeoutInMillis", Name("timeout_milliseconds")),
    Field("TlsConfig", Block("tls_config", &[])),
];

/// A method, its integration and their responses: four types in Terraform.
pub(super) fn method(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    const METHOD: &[Field] = &[
        Field("AuthorizationType", Name("authorization")),
        Field("Integration", Apart),
        Field("MethodIntegration", Apart),
        Field("MethodResponses", Apart),
    ];
    let keys = || {
        [
            ("rest_api_id", part.get("RestApiId").cloned()),
            ("resource_id", part.get("ResourceId").cloned()),
            ("http_method", part.get("HttpMethod").cloned()),
        ]
    };
    let with_keys = |value: &Value, table: &[Field]| {
        let mut all = object(keys());
        let own = match &value.kind {
            Kind::Object(_) => fields(value, table),
            // Nothing of it is known, its type first of all.
            _ => object([("type", Some(value.clone()))]),
        };
        if let (Kind::Object(all), Kind::Object(own)) = (&mut all.kind, own.kind) {
            own.0.into_iter().for_each(|Entry { key, at, value }| all.set(key, at, value));
        }
        all.or_at(value.span)
    };
    let mut resources = vec![part.resource(kind, fields(part.properties, METHOD))];
    let integration = part.get("Integration").or_else(|| part.get("MethodIntegration"));
    if let Some(integration) = integration {
        let mut it = part.further("integration", "aws_api_gateway_integration", with_keys(integration, INTEGRATION));
        it.span = integration.span.or(part.span);
        resources.push(it);
        for (name, response) in responses(super::get(integration, "IntegrationResponses")) {
            let attributes = with_keys(&response, &[]);
            let address = format!("integration_response.{name}");
            resources.push(part.further(&address, "aws_api_gateway_integration_response", attributes));
        }
    }
    for (name, response) in responses(part.get("MethodResponses")) {
        let address = format!("method_response.{name}");
        resources.push(part.further(&address, "aws_api_gateway_method_response", with_keys(&response, &[])));
    }
    resources
}

/// A list of responses, or the command line's object of them by status.
fn responses(value: Option<&Value>) -> Vec<(String, Value)> {
    let Some(value) = value else { return Vec::new() };
    match &value.kind {
        Kind::Object(object) => object.0.iter().map(|entry| (entry.key.clone(), with_status(entry))).collect(),
        _ => value.items().iter().enumerate().map(|(index, item)| (index.to_string(), item.clone())).collect(),
    }
}

/// The response under its status, which stands in it as well, mostly.
fn with_status(entry: &Entry) -> Value {
    let mut value = entry.value.clone();
    if super::get(&value, "StatusCode").is_none()
        && let Kind::Object(Object(entries)) = &mut value.kind
    {
        let status = Value::text(entry.key.as_str(), entry.at);
        entries.push(Entry { key: "StatusCode".to_owned(), at: entry.at, value: status });
    }
    value
}
