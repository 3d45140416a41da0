//! The fields of Lambda, S3, load balancers, other servers, requests.

use hopscope_scenario::lambda::{InvokeMode, LambdaOutcome};
use hopscope_scenario::origin_server::{BucketAccess, Kms, ListenerProtocol, SecurityGroup, SignIn, TargetState};
use hopscope_scenario::request::{RuleAction, Signed};
use hopscope_scenario::response::UrlScheme;
use hopscope_scenario::rest_api::Authorization;

use super::Form;
use super::Widget::{
    Area, Choice, Items, Lines, Lists, Map, Maybe, MaybeChoice, MaybeText, Nullable, Number, Pairs, Record, Text, Tick,
};

pub const FORMS: &[Form] = &[
    Form {
        record: "Lambda",
        source: "https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html",
        rows: &[
            ("name", Text("")),
            ("permissions", Items("Permission")),
            ("response", Record("Response")),
            ("responses", Items("ConditionalResponse")),
            ("outcome", Choice(LambdaOutcome::WORDS, "ok")),
            ("function_url", Maybe("FunctionUrl")),
            ("timeout", Number(Some(3))),
            ("duration_milliseconds", Number(Some(0))),
        ],
    },
    Form {
        record: "Permission",
        source: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
        rows: &[("principal", Text("*")), ("action", Text("lambda:InvokeFunction")), ("source_arn", Text(""))],
    },
    Form {
        record: "FunctionUrl",
        source: "https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html",
        rows: &[
            ("domain_name", Text("")),
            ("authorization_type", Choice(Authorization::WORDS, "NONE")),
            ("grandfathered", Tick(false)),
            ("invoke_mode", Choice(InvokeMode::WORDS, "BUFFERED")),
            ("cors", Maybe("Cors")),
        ],
    },
    Form {
        record: "Response",
        source: "",
        rows: &[("status", Number(Some(200))), ("headers", Pairs), ("body", Area), ("is_base64_encoded", Tick(false))],
    },
    Form {
        record: "ConditionalResponse",
        source: "",
        rows: &[("when", Record("Condition")), ("status", Number(Some(200))), ("headers", Pairs), ("body", Area)],
    },
    Form {
        record: "Condition",
        source: "",
        rows: &[
            ("headers", Nullable),
            ("query", Nullable),
            ("method", Lines),
            ("path", Lines),
            ("scheme", MaybeChoice(UrlScheme::WORDS)),
        ],
    },
    Form {
        record: "Bucket",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html",
        rows: &[
            ("name", Text("")),
            ("region", Text("us-east-1")),
            ("objects", Lines),
            ("access", Choice(BucketAccess::WORDS, "private")),
            ("list_bucket", Tick(false)),
            ("website", Maybe("Website")),
            ("kms", Choice(Kms::WORDS, "none")),
            ("policy", Maybe("BucketPolicy")),
            ("cors_rule", Items("CorsRule")),
            ("object_metadata", Map("ObjectMetadata")),
        ],
    },
    Form {
        record: "Website",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html",
        rows: &[
            ("index_document", Text("index.html")),
            ("error_document", Text("")),
            ("redirect_all_requests_to", Maybe("WebsiteRedirect")),
            ("routing_rules", Items("WebsiteRule")),
        ],
    },
    Form {
        record: "LoadBalancer",
        source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html",
        rows: &[
            ("domain_name", Text("")),
            ("certificate", Lines),
            ("web_acl", Maybe("WebAcl")),
            ("rules", Items("ListenerRule")),
            ("default", Record("Response")),
            ("internal", Tick(false)),
            ("security_group", Choice(SecurityGroup::WORDS, "open")),
            ("listeners", Items("Listener")),
        ],
    },
    Form {
        record: "ListenerRule",
        source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html",
        rows: &[
            ("host", Lines),
            ("path", Lines),
            ("headers", Lists),
            ("response", Record("Response")),
            ("http_request_method", Lines),
            ("query_string", Lists),
            ("source_ip", Lines),
            ("authenticate", MaybeChoice(SignIn::WORDS)),
            ("redirect", Maybe("ListenerRedirect")),
            ("target", Choice(TargetState::WORDS, "healthy")),
        ],
    },
    Form {
        record: "Server",
        source: "",
        rows: &[
            ("domain_name", Text("")),
            ("certificate", Lines),
            ("routes", Items("ServerRoute")),
            ("security_group", Choice(SecurityGroup::WORDS, "open")),
            ("duration_milliseconds", Number(Some(0))),
        ],
    },
    Form {
        record: "ServerRoute",
        source: "",
        rows: &[("path", Text("/*")), ("response", Record("Response")), ("when", Record("Condition"))],
    },
    Form {
        record: "Request",
        source: "",
        rows: &[
            ("name", Text("")),
            ("method", Text("GET")),
            ("url", Text("")),
            ("headers", Pairs),
            ("body", Area),
            ("viewer", Record("Viewer")),
            ("signed", Choice(Signed::WORDS, "missing")),
            ("sigv4", Maybe("SigV4")),
            ("expect", Maybe("Expectation")),
            ("after", Text("")),
            ("after_seconds", Number(Some(1))),
        ],
    },
    Form {
        record: "Viewer",
        source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html",
        rows: &[
            ("country", Text("")),
            ("ip", Text("")),
            ("source_vpce", Text("")),
            ("waf", MaybeChoice(RuleAction::WORDS)),
            ("private_dns", Tick(false)),
        ],
    },
    Form {
        record: "SigV4",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html",
        rows: &[("principal", Text("")), ("signed_host", Text("")), ("valid", Tick(true))],
    },
    Form {
        record: "Expectation",
        source: "",
        rows: &[("status", Number(None)), ("reaches", MaybeText), ("rule", MaybeText)],
    },
    Form {
        record: "BucketPolicy",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
        rows: &[("source_arn", Lines), ("secure_transport", Tick(false))],
    },
    Form {
        record: "CorsRule",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html",
        rows: &[
            ("allowed_origins", Lines),
            ("allowed_methods", Lines),
            ("allowed_headers", Lines),
            ("expose_headers", Lines),
            ("max_age_seconds", Number(None)),
        ],
    },
    Form {
        record: "ObjectMetadata",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html",
        rows: &[("content_type", Text("")), ("website_redirect", Text(""))],
    },
    Form {
        record: "WebsiteRule",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_RoutingRule.html",
        rows: &[("condition", Record("WebsiteCondition")), ("redirect", Record("WebsiteRedirect"))],
    },
    Form {
        record: "WebsiteCondition",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Condition.html",
        rows: &[("key_prefix_equals", Text("")), ("http_error_code_returned_equals", Number(None))],
    },
    Form {
        record: "WebsiteRedirect",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Redirect.html",
        rows: &[
            ("protocol", MaybeChoice(UrlScheme::WORDS)),
            ("host_name", Text("")),
            ("replace_key_prefix_with", MaybeText),
            ("replace_key_with", MaybeText),
            ("http_redirect_code", Number(Some(301))),
        ],
    },
    Form {
        record: "Listener",
        source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html",
        rows: &[
            ("port", Number(Some(443))),
            ("protocol", Choice(ListenerProtocol::WORDS, "HTTPS")),
            ("redirect", Maybe("ListenerRedirect")),
        ],
    },
    Form {
        record: "ListenerRedirect",
        source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html",
        rows: &[
            ("protocol", Text("#{protocol}")),
            ("host", Text("#{host}")),
            ("port", Text("#{port}")),
            ("path", Text("/#{path}")),
            ("query", Text("#{query}")),
            ("status_code", Text("HTTP_301")),
        ],
    },
];
