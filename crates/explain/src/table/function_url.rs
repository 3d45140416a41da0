//! What the front of a Lambda function URL answers itself.

use super::AnswerRow;
use super::mark::Mark::{self, Capital, Message, NullMessage, Own, Small, Status};
use crate::cause as c;
use crate::fingerprint::System;

const URL: Mark = Mark::System(System::FunctionUrl);

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "url_unknown",
        marks: &[Capital, NullMessage],
        causes: &[&c::URL_HOST_FORWARDED, &c::URL_ID_UNKNOWN],
        sources: &["https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py"],
    },
    AnswerRow {
        id: "url_permission",
        marks: &[Capital, Message("urls-auth.html")],
        // A foreign `Host` is no cause: no function is known by it, and the message is `null`.
        causes: &[&c::URL_PERMISSION, &c::URL_UNSIGNED],
        sources: &[
            "https://github.com/aws/aws-cdk/issues/35872",
            "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
        ],
    },
    AnswerRow {
        id: "url_forbidden",
        marks: &[Capital, Message("Forbidden")],
        causes: &[&c::URL_UNSIGNED, &c::URL_PERMISSION],
        sources: &["Public captures of calls of a function URL, 2025-06"],
    },
    AnswerRow {
        id: "url_signature",
        marks: &[URL, Small, Message("request signature we calculated")],
        causes: &[&c::URL_PAYLOAD_HASH, &c::URL_SIGNATURE, &c::URL_HOST_FORWARDED],
        sources: &["Public captures of a function URL behind an origin access control, 2026-09"],
    },
    AnswerRow {
        id: "url_access_key",
        marks: &[URL, Small, Message("security token included in the request")],
        causes: &[&c::URL_SIGNATURE],
        sources: &["Public captures of calls of a function URL, 2025-06"],
    },
    AnswerRow {
        id: "url_function_failed",
        marks: &[URL, Own, Status(&[502])],
        causes: &[&c::URL_FUNCTION_FAILED],
        sources: &["https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py"],
    },
    AnswerRow {
        id: "url_throttled",
        marks: &[URL, Own, Status(&[429])],
        causes: &[&c::URL_FUNCTION_FAILED],
        sources: &["https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html"],
    },
    AnswerRow {
        id: "url_refused",
        marks: &[URL, Own],
        causes: &[&c::URL_UNSIGNED, &c::URL_PERMISSION, &c::URL_SIGNATURE, &c::URL_PAYLOAD_HASH],
        sources: &["https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"],
    },
];
