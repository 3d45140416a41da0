//! The fields of API Gateway.

use hopscope_scenario::domain_name::RoutingMode;
use hopscope_scenario::resource_policy::Effect;
use hopscope_scenario::rest_api::{
    Authorization, AuthorizerResult, ConnectionType, ContentHandling, Credentials, EndpointType, IntegrationType,
    PayloadFormatVersion, UsageLimit,
};

use super::Form;
use super::Widget::{
    Area, Choice, Items, Json, Lines, Map, Maybe, MaybeChoice, Name, Number, Pairs, Record, Text, Tick,
};

pub const FORMS: &[Form] = &[
    Form {
        record: "RestApi",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html",
        rows: &[
            ("id", Text("")),
            ("name", Text("")),
            ("region", Text("us-east-1")),
            ("endpoint_type", Choice(EndpointType::WORDS, "EDGE")),
            ("disable_execute_api_endpoint", Tick(false)),
            ("policy", Maybe("ResourcePolicy")),
            ("resources", Items("Resource")),
            ("stages", Items("RestStage")),
            ("api_keys", Lines),
            ("gateway_responses", Map("GatewayResponse")),
            ("usage_plans", Items("UsagePlan")),
            ("binary_media_types", Lines),
        ],
    },
    Form {
        record: "Resource",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_Resource.html",
        rows: &[("path", Text("/")), ("methods", Map("Method"))],
    },
    Form {
        record: "Method",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html",
        rows: &[
            ("authorization", Choice(Authorization::WORDS, "NONE")),
            ("authorizer", Choice(AuthorizerResult::WORDS, "allow")),
            ("identity_source", Lines),
            ("api_key_required", Tick(false)),
            ("integration", Record("Integration")),
            ("request_parameters", Json),
            ("request_models", Json),
            ("request_validator", Maybe("RequestValidator")),
        ],
    },
    Form {
        record: "Integration",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html",
        rows: &[
            ("type", Choice(IntegrationType::WORDS, "AWS_PROXY")),
            ("lambda", Name(super::Names::Lambdas)),
            ("uri", Text("")),
            ("connection_type", Choice(ConnectionType::WORDS, "INTERNET")),
            ("response", Maybe("Response")),
            ("timeout_milliseconds", Number(None)),
            ("request_parameters", Pairs),
            ("payload_format_version", Choice(PayloadFormatVersion::WORDS, "2.0")),
            ("content_handling", MaybeChoice(ContentHandling::WORDS)),
            ("credentials", Choice(Credentials::WORDS, "granted")),
        ],
    },
    Form {
        record: "RestStage",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html",
        rows: &[
            ("name", Text("")),
            ("deployed", Lines),
            ("variables", Pairs),
            ("web_acl", Maybe("WebAcl")),
            ("canary_settings", Maybe("CanarySettings")),
        ],
    },
    Form {
        record: "GatewayResponse",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_GatewayResponse.html",
        rows: &[("status_code", Number(None)), ("body", Area), ("headers", Pairs)],
    },
    Form {
        record: "ResourcePolicy",
        source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html",
        rows: &[
            ("effect", MaybeChoice(Effect::WORDS)),
            ("ip", Lines),
            ("not_ip", Lines),
            ("Version", Text("")),
            ("Id", Text("")),
            ("Statement", Items("Statement")),
        ],
    },
    Form {
        record: "Statement",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html",
        rows: &[
            ("Sid", Text("")),
            ("Effect", Choice(Effect::WORDS, "Allow")),
            ("Principal", Json),
            ("NotPrincipal", Json),
            ("Action", Lines),
            ("NotAction", Lines),
            ("Resource", Lines),
            ("NotResource", Lines),
            ("Condition", Json),
        ],
    },
    Form {
        record: "HttpApi",
        source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html",
        rows: &[
            ("id", Text("")),
            ("name", Text("")),
            ("region", Text("us-east-1")),
            ("disable_execute_api_endpoint", Tick(false)),
            ("routes", Items("Route")),
            ("stages", Items("HttpStage")),
            ("cors", Maybe("Cors")),
        ],
    },
    Form {
        record: "Route",
        source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html",
        rows: &[
            ("route_key", Text("$default")),
            ("authorization_type", Choice(Authorization::WORDS, "NONE")),
            ("authorizer", Choice(AuthorizerResult::WORDS, "allow")),
            ("integration", Record("Integration")),
        ],
    },
    Form {
        record: "HttpStage",
        source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html",
        rows: &[("name", Text("$default")), ("deployed", Lines), ("variables", Pairs)],
    },
    Form {
        record: "Cors",
        source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
        rows: &[
            ("allow_origins", Lines),
            ("allow_methods", Lines),
            ("allow_headers", Lines),
            ("expose_headers", Lines),
            ("allow_credentials", Tick(false)),
            ("max_age", Number(None)),
        ],
    },
    Form {
        record: "DomainName",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html",
        rows: &[
            ("domain_name", Text("")),
            ("endpoint_type", Choice(EndpointType::WORDS, "EDGE")),
            ("target_domain_name", Text("")),
            ("base_path_mappings", Items("BasePathMapping")),
            ("routing_rules", Items("RoutingRule")),
            ("routing_mode", Choice(RoutingMode::WORDS, "BASE_PATH_MAPPING_ONLY")),
        ],
    },
    Form {
        record: "BasePathMapping",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_BasePathMapping.html",
        rows: &[("base_path", Text("")), ("api", Name(super::Names::Apis)), ("stage", Text(""))],
    },
    Form {
        record: "RoutingRule",
        source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html",
        rows: &[
            ("priority", Number(Some(1))),
            ("conditions", Record("RoutingConditions")),
            ("api", Name(super::Names::Apis)),
            ("stage", Text("")),
            ("strip_base_path", Tick(false)),
        ],
    },
    Form {
        record: "RoutingConditions",
        source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html",
        rows: &[("base_paths", Lines), ("headers", Pairs)],
    },
    Form {
        record: "UsagePlan",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_UsagePlan.html",
        rows: &[
            ("name", Text("")),
            ("stages", Lines),
            ("api_keys", Lines),
            ("exceeded", Choice(UsageLimit::WORDS, "none")),
        ],
    },
    Form {
        record: "RequestValidator",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_RequestValidator.html",
        rows: &[("validate_request_parameters", Tick(false)), ("validate_request_body", Tick(false))],
    },
    Form {
        record: "CanarySettings",
        source: "https://docs.aws.amazon.com/apigateway/latest/api/API_CanarySettings.html",
        rows: &[("percent_traffic", Number(Some(0)))],
    },
];
