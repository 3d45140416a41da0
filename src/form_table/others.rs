//! The fields of Lambda, S3, load balancers, other servers, requests.

use hopscope_scenario::lambda::LambdaOutcome;
use hopscope_scenario::origin_server::BucketAccess;
use hopscope_scenario::request::{RuleAction, Signed};
use hopscope_scenario::rest_api::Authorization;

use super::Form;
use super::Widget::{
    Area, Choice, Items, Lines, Lists, Maybe, MaybeChoice, MaybeText, Nullable, Number, Pairs, Record, Text, Tick,
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
        ],
    },
    Form { record: "Response", source: "", rows: &[("status", Number(Some(200))), ("headers", Pairs), ("body", Area)] },
    Form {
        record: "ConditionalResponse",
        source: "",
        rows: &[("when", Record("Condition")), ("status", Number(Some(200))), ("headers", Pairs), ("body", Area)],
    },
    Form { record: "Condition", source: "", rows: &[("headers", Nullable), ("query", Nullable), ("method", Lines)] },
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
        ],
    },
    Form {
        record: "Website",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html",
        rows: &[("index_document", Text("index.html")), ("error_document", Text(""))],
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
        ],
    },
    Form {
        record: "ListenerRule",
        source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html",
        rows: &[("host", Lines), ("path", Lines), ("headers", Lists), ("response", Record("Response"))],
    },
    Form {
        record: "Server",
        source: "",
        rows: &[("domain_name", Text("")), ("certificate", Lines), ("routes", Items("ServerRoute"))],
    },
    Form { record: "ServerRoute", source: "", rows: &[("path", Text("/*")), ("response", Record("Response"))] },
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
];
