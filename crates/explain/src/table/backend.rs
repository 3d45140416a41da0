//! What load balancers answer, and what backends answer through API Gateway, a function URL or alone.

use super::AnswerRow;
use super::mark::Mark::{self, Backend, Field, Message, NoField, Status, StatusFrom, UnknownToBackend};
use crate::cause as c;
use crate::fingerprint::System;

const LB: Mark = Mark::System(System::LoadBalancer);
const LB_DOCS: &str =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html";

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "lb_forbidden",
        marks: &[LB, Status(&[403]), Message("<center><h1>403 Forbidden</h1></center>")],
        causes: &[&c::LB_WEB_ACL, &c::LB_RULE, &c::LB_DEFAULT],
        sources: &[LB_DOCS],
    },
    AnswerRow {
        id: "lb_bad_gateway",
        marks: &[LB, Status(&[502]), Message("502 Bad Gateway")],
        causes: &[&c::LB_TARGET_FAILED, &c::LB_RULE, &c::LB_DEFAULT],
        sources: &[LB_DOCS],
    },
    AnswerRow {
        id: "lb_unavailable",
        marks: &[LB, Status(&[503]), Message("503 Service Temporarily Unavailable")],
        causes: &[&c::LB_NO_TARGETS, &c::LB_RULE, &c::LB_DEFAULT],
        sources: &["https://repost.aws/knowledge-center/alb-troubleshoot-503-errors"],
    },
    AnswerRow {
        id: "lb_timeout",
        marks: &[LB, Status(&[504]), Message("504 Gateway Time-out")],
        causes: &[&c::LB_TARGET_SILENT, &c::LB_RULE, &c::LB_DEFAULT],
        sources: &[LB_DOCS],
    },
    AnswerRow {
        id: "lb_action",
        marks: &[LB],
        causes: &[&c::LB_RULE, &c::LB_DEFAULT],
        sources: &["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html"],
    },
    AnswerRow {
        id: "backend_unknown_path",
        marks: &[Backend, StatusFrom(400), UnknownToBackend],
        causes: &[&c::PATH_AT_BACKEND, &c::BACKEND_ANSWERED, &c::FUNCTION_ANSWERED],
        sources: &[
            "https://github.com/antonputra/tutorials/issues/182",
            "https://github.com/openabdev/openab/issues/1283",
        ],
    },
    AnswerRow {
        id: "backend_traced",
        marks: &[Backend, Field("x-amzn-trace-id")],
        causes: &[&c::FUNCTION_ANSWERED, &c::BACKEND_ANSWERED],
        sources: &["https://github.com/localstack/localstack/tree/main/tests/aws/services/apigateway"],
    },
    AnswerRow {
        id: "backend_remapped",
        marks: &[Backend, Mark::System(System::RestApi), Field("x-amzn-remapped-date")],
        causes: &[&c::BACKEND_ANSWERED, &c::FUNCTION_ANSWERED],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html"],
    },
    AnswerRow {
        id: "backend_untraced",
        marks: &[Backend, Mark::System(System::RestApi), NoField("x-amzn-trace-id")],
        causes: &[&c::MOCK_ANSWERED, &c::BACKEND_ANSWERED, &c::FUNCTION_ANSWERED],
        sources: &["https://github.com/localstack/localstack/tree/main/tests/aws/services/apigateway"],
    },
    AnswerRow {
        id: "backend_http_api",
        marks: &[Backend, Mark::System(System::HttpApi)],
        causes: &[&c::FUNCTION_ANSWERED, &c::BACKEND_ANSWERED, &c::HTTP_PREFLIGHT],
        sources: &[
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
        ],
    },
    AnswerRow {
        id: "backend_unmarked",
        marks: &[Backend, Mark::System(System::FunctionUrl), NoField("x-amzn-trace-id")],
        causes: &[&c::FUNCTION_ANSWERED, &c::MOCK_ANSWERED],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html",
        ],
    },
    AnswerRow {
        id: "backend_function_url",
        marks: &[Backend, Mark::System(System::FunctionUrl)],
        causes: &[&c::FUNCTION_ANSWERED],
        sources: &["https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html"],
    },
    AnswerRow {
        id: "server_answered",
        marks: &[Mark::System(System::Server)],
        causes: &[&c::BACKEND_ANSWERED, &c::TARGET_ANSWERED],
        sources: &["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html"],
    },
];
