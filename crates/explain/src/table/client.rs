//! No HTTP answer at all.

use super::AnswerRow;
use super::mark::Mark::Failure;
use crate::cause as c;
use crate::exchange::FailureKind;

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "name_unknown",
        marks: &[Failure(FailureKind::Name)],
        causes: &[&c::API_ID_UNKNOWN, &c::API_PRIVATE, &c::RECORD_MISSING, &c::RECORDS_LOOP],
        sources: &[
            "https://github.com/anomalyco/guide/issues/96",
            "https://github.com/serverless/serverless/issues/2732",
        ],
    },
    AnswerRow {
        id: "refused",
        marks: &[Failure(FailureKind::Refused)],
        causes: &[&c::PORT_CLOSED, &c::FIREWALL],
        sources: &["https://github.com/awslabs/route53-dynamic-dns-with-lambda/issues/27"],
    },
    AnswerRow {
        id: "timed_out",
        marks: &[Failure(FailureKind::TimedOut)],
        causes: &[&c::WEBSITE_HTTPS, &c::API_PRIVATE, &c::PRIVATE_DNS, &c::FIREWALL],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html"],
    },
    AnswerRow {
        id: "certificate",
        marks: &[Failure(FailureKind::Certificate)],
        causes: &[&c::CERTIFICATE_API_DOMAIN, &c::CERTIFICATE_LOAD_BALANCER, &c::CERTIFICATE_SERVER],
        sources: &["https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4"],
    },
    AnswerRow {
        id: "tls",
        marks: &[Failure(FailureKind::Tls)],
        causes: &[&c::TLS_VERSION, &c::MUTUAL_TLS, &c::CERTIFICATE_API_DOMAIN],
        sources: &["https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html"],
    },
    AnswerRow {
        id: "closed",
        marks: &[Failure(FailureKind::Closed)],
        causes: &[&c::CONNECTION_CLOSED, &c::MUTUAL_TLS],
        sources: &["https://repost.aws/knowledge-center/api-gateway-mutual-tls-403-errors"],
    },
    AnswerRow {
        id: "url",
        marks: &[Failure(FailureKind::Url)],
        causes: &[&c::URL_INVALID],
        sources: &["https://www.rfc-editor.org/rfc/rfc9110#section-4.2"],
    },
];
