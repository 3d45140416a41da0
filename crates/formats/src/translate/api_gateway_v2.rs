//! API Gateway's HTTP APIs, and what both kinds of APIs share there.

use super::Field;
use super::To::{Apart, Block, Name};

pub(super) const API: &[Field] =
    &[Field("ApiId", Name("id")), Field("CorsConfiguration", Block("cors_configuration", &[])), Field("Tags", Apart)];

pub(super) const INTEGRATION: &[Field] =
    &[Field("TimeoutInMillis", Name("timeout_milliseconds")), Field("TlsConfig", Block("tls_config", &[]))];

pub(super) const STAGE: &[Field] = &[
    Field("StageName", Name("name")),
    Field("DefaultRouteSettings", Block("default_route_settings", &[])),
    Field("AccessLogSettings", Block("access_log_settings", &[])),
    Field("Tags", Apart),
];

pub(super) const AUTHORIZER: &[Field] =
    &[Field("IdentitySource", Name("identity_sources")), Field("JwtConfiguration", Block("jwt_configuration", &[]))];

pub(super) const DOMAIN_NAME: &[Field] = &[
    Field(
        "DomainNameConfigurations",
        Block(
            "domain_name_configuration",
            &[
                // The command line's name of the generated host.
                Field("ApiGatewayDomainName", Name("target_domain_name")),
            ],
        ),
    ),
    Field("MutualTlsAuthentication", Block("mutual_tls_authentication", &[])),
    Field("Tags", Apart),
];

pub(super) const ROUTING_RULE: &[Field] = &[
    Field(
        "Conditions",
        Block(
            "condition",
            &[
                Field("MatchBasePaths", Block("match_base_paths", &[])),
                Field("MatchHeaders", Block("match_headers", &[Field("AnyOf", Block("any_of", &[]))])),
            ],
        ),
    ),
    Field("Actions", Block("action", &[Field("InvokeApi", Block("invoke_api", &[]))])),
];
