//! What S3 answers: its REST endpoint in XML, its website endpoint in pages.

use super::AnswerRow;
use super::mark::Mark::{self, Code, Message, Status, StatusBelow, StatusFrom, Website};
use crate::cause as c;
use crate::fingerprint::System;

const S3: Mark = Mark::System(System::S3);

const WEBSITE_DOCS: &str = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html";

const ERRORS: &str = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";

/// The rows.
pub static ROWS: &[AnswerRow] = &[
    AnswerRow {
        id: "website_redirect",
        marks: &[S3, Status(&[302]), Code(&["Found"])],
        causes: &[&c::WEBSITE_REDIRECT],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html"],
    },
    AnswerRow {
        id: "s3_headers_too_large",
        marks: &[S3, Code(&["RequestHeaderSectionTooLarge"])],
        causes: &[&c::S3_HEADERS_TOO_LARGE],
        sources: &["https://github.com/nhs-england-tools/terraform-aws-opennext/issues/22"],
    },
    AnswerRow {
        id: "s3_query_authentication",
        marks: &[S3, Code(&["AuthorizationQueryParametersError"])],
        causes: &[&c::S3_SIGNATURE, &c::S3_REGION],
        sources: &["https://github.com/volojs/volo/issues/218"],
    },
    AnswerRow {
        id: "s3_region",
        marks: &[S3, Code(&["PermanentRedirect", "AuthorizationHeaderMalformed", "TemporaryRedirect"])],
        causes: &[&c::S3_REGION],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html"],
    },
    AnswerRow {
        id: "s3_served",
        marks: &[S3, StatusBelow(400)],
        causes: &[&c::S3_SERVED],
        sources: &["Public captures of objects behind a distribution"],
    },
    AnswerRow {
        id: "website_method",
        marks: &[S3, Website, Code(&["MethodNotAllowed"])],
        causes: &[&c::WEBSITE_METHOD],
        sources: &["Public capture of a POST to a website endpoint, 2025"],
    },
    AnswerRow {
        id: "website_missing",
        marks: &[S3, Website, Code(&["NoSuchBucket", "NoSuchWebsiteConfiguration"])],
        causes: &[&c::WEBSITE_MISSING],
        sources: &[WEBSITE_DOCS],
    },
    AnswerRow {
        id: "website_key",
        marks: &[S3, Website, Code(&["NoSuchKey"])],
        causes: &[&c::WEBSITE_KEY],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html"],
    },
    AnswerRow {
        id: "website_access",
        marks: &[S3, Website, StatusFrom(400)],
        causes: &[&c::WEBSITE_ACCESS, &c::WEBSITE_KEY],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html"],
    },
    AnswerRow {
        id: "s3_key",
        marks: &[S3, Code(&["NoSuchKey"])],
        causes: &[&c::S3_KEY_MISSING, &c::S3_BEHAVIOR],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"],
    },
    AnswerRow {
        id: "s3_bucket",
        marks: &[S3, Code(&["NoSuchBucket"])],
        causes: &[&c::S3_BUCKET_MISSING, &c::S3_HOST_FORWARDED],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html"],
    },
    AnswerRow {
        id: "s3_method",
        marks: &[S3, Code(&["MethodNotAllowed", "AccessForbidden"])],
        causes: &[&c::S3_METHOD, &c::S3_BEHAVIOR],
        sources: &["Public captures of requests that an S3 endpoint does not take"],
    },
    AnswerRow {
        id: "s3_signature_mismatch",
        marks: &[S3, Code(&["SignatureDoesNotMatch"])],
        causes: &[&c::S3_HOST_SIGNED, &c::S3_SIGNATURE_MISMATCH, &c::S3_QUERY_AUTHENTICATION],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
            "https://github.com/webiny/webiny-js/issues/2639",
        ],
    },
    AnswerRow {
        id: "s3_access_key",
        marks: &[S3, Code(&["InvalidAccessKeyId"])],
        causes: &[&c::S3_ACCESS_KEY],
        sources: &[ERRORS],
    },
    AnswerRow {
        id: "s3_token",
        marks: &[S3, Code(&["ExpiredToken", "InvalidToken", "TokenRefreshRequired"])],
        causes: &[&c::S3_TOKEN, &c::S3_ACCESS_KEY],
        sources: &[ERRORS],
    },
    AnswerRow {
        id: "s3_clock",
        marks: &[S3, Code(&["RequestTimeTooSkewed", "RequestExpired"])],
        causes: &[&c::S3_CLOCK],
        sources: &[ERRORS],
    },
    AnswerRow {
        id: "s3_kms",
        marks: &[
            S3,
            Code(&[
                "KMSDisabledException",
                "KMSInvalidStateException",
                "KMSNotFoundException",
                "KMSAccessDeniedException",
            ]),
        ],
        causes: &[&c::S3_KMS],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        ],
    },
    AnswerRow {
        id: "s3_kms_signature",
        marks: &[S3, Code(&["InvalidArgument"]), Message("KMS")],
        causes: &[&c::S3_KMS, &c::S3_SIGNATURE],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        ],
    },
    AnswerRow {
        id: "s3_archived",
        marks: &[S3, Code(&["InvalidObjectState"])],
        causes: &[&c::S3_ARCHIVED],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html"],
    },
    AnswerRow {
        id: "s3_slow_down",
        marks: &[S3, Code(&["SlowDown", "ServiceUnavailable", "Busy"])],
        causes: &[&c::S3_SLOW_DOWN],
        sources: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html"],
    },
    AnswerRow {
        id: "s3_upload",
        marks: &[S3, Code(&["EntityTooLarge", "NoSuchUpload", "MalformedPOSTRequest", "EntityTooSmall"])],
        causes: &[&c::S3_UPLOAD],
        sources: &[ERRORS],
    },
    AnswerRow {
        id: "s3_signature",
        marks: &[S3, Code(&["InvalidArgument", "InvalidRequest"])],
        causes: &[&c::S3_SIGNATURE, &c::S3_QUERY_AUTHENTICATION],
        sources: &[
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
            "https://github.com/webiny/webiny-js/issues/2639",
        ],
    },
    AnswerRow {
        id: "s3_access_denied",
        marks: &[S3, Status(&[403])],
        causes: &[
            &c::S3_KEY_HIDDEN,
            &c::S3_ACCESS,
            &c::S3_LIST,
            &c::ERROR_PAGE,
            &c::S3_BEHAVIOR,
            &c::S3_HOST_FORWARDED,
            &c::S3_METHOD,
            &c::S3_SIGNATURE,
        ],
        sources: &[
            "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
        ],
    },
    AnswerRow {
        id: "s3_other",
        marks: &[S3],
        causes: &[&c::S3_KEY_MISSING, &c::S3_METHOD, &c::S3_BUCKET_MISSING, &c::S3_SIGNATURE, &c::S3_KMS],
        sources: &[ERRORS],
    },
];
