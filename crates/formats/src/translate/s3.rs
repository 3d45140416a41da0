//! S3.

use super::To::{Apart, Block, Name};
use super::{Field, Part, fields, object};
use crate::resource::Resource;
use crate::value::{Kind, Text, Value};

pub(super) const BUCKET_POLICY: &[Field] = &[Field("PolicyDocument", Name("policy"))];

/// CloudFormation's names beside those of the interface.
const CORS: &[Field] =
    &[Field("ExposedHeaders", Name("expose_headers")), Field("MaxAge", Name("max_age_seconds")), Field("Id", Apart)];

const DEFAULT: &[Field] =
    &[Field("SSEAlgorithm", Name("sse_algorithm")), Field("KMSMasterKeyID", Name("kms_master_key_id"))];

const ENCRYPTION: &[Field] = &[
    Field("ServerSideEncryptionByDefault", Block("apply_server_side_encryption_by_default", DEFAULT)),
    Field("ApplyServerSideEncryptionByDefault", Block("apply_server_side_encryption_by_default", DEFAULT)),
];

/// A bucket; its website and what keeps the public out are resources of their own in Terraform.
pub(super) fn bucket(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    const BUCKET: &[Field] = &[
        Field("BucketName", Name("bucket")),
        Field("WebsiteConfiguration", Apart),
        Field("PublicAccessBlockConfiguration", Apart),
        Field("AccessControl", Name("acl")),
        Field("OwnershipControls", Apart),
        Field("CorsConfiguration", Apart),
        Field("CORSRules", Apart),
        Field("BucketEncryption", Apart),
        Field("ServerSideEncryptionConfiguration", Apart),
        Field("Tags", Apart),
    ];
    const WEBSITE: &[Field] = &[
        Field("IndexDocument", Apart),
        Field("ErrorDocument", Apart),
        Field("RedirectAllRequestsTo", Block("redirect_all_requests_to", &[])),
        Field(
            "RoutingRules",
            Block(
                "routing_rule",
                &[
                    Field("RoutingRuleCondition", Block("condition", &[])),
                    Field("RedirectRule", Block("redirect", &[])),
                    Field("Condition", Block("condition", &[])),
                    Field("Redirect", Block("redirect", &[])),
                ],
            ),
        ),
    ];
    let mut resources = vec![part.resource(kind, fields(part.properties, BUCKET))];
    let name = || Value::new(Kind::Text(Text::handle(part.address, "bucket")), part.span);
    let with_name = |attributes: &mut Value| {
        if let Kind::Object(object) = &mut attributes.kind {
            object.set("bucket", None, name());
        }
    };
    if let Some(website) = part.get("WebsiteConfiguration") {
        let mut attributes = fields(website, WEBSITE);
        let index = super::get(website, "IndexDocument").map(|document| suffix(document, "suffix"));
        let error = super::get(website, "ErrorDocument").map(|document| suffix(document, "key"));
        if let Kind::Object(object) = &mut attributes.kind {
            for (name, document) in [("index_document", index), ("error_document", error)] {
                if let Some(document) = document {
                    object.set(name, document.span, document);
                }
            }
        }
        with_name(&mut attributes);
        resources.push(part.further("website", "aws_s3_bucket_website_configuration", attributes));
    }
    let cors = part.get("CorsConfiguration").and_then(|cors| super::get(cors, "CorsRules"));
    if let Some(rules) = cors.or_else(|| part.get("CORSRules")) {
        let mut attributes = object([("cors_rule", Some(fields(rules, CORS)))]);
        with_name(&mut attributes);
        resources.push(part.further("cors", "aws_s3_bucket_cors_configuration", attributes));
    }
    let encryption = part.get("BucketEncryption").unwrap_or(part.properties);
    if let Some(rules) = super::get(encryption, "ServerSideEncryptionConfiguration") {
        let rules = super::get(rules, "Rules").unwrap_or(rules);
        let mut attributes = object([("rule", Some(fields(rules, ENCRYPTION)))]);
        with_name(&mut attributes);
        let kind = "aws_s3_bucket_server_side_encryption_configuration";
        resources.push(part.further("encryption", kind, attributes));
    }
    if let Some(block) = part.get("PublicAccessBlockConfiguration") {
        let mut attributes = fields(block, &[]);
        with_name(&mut attributes);
        resources.push(part.further("public_access_block", "aws_s3_bucket_public_access_block", attributes));
    }
    resources
}

/// A document's name in the block that Terraform has around it. The command line has a block as well.
fn suffix(document: &Value, name: &'static str) -> Value {
    match &document.kind {
        Kind::Object(_) => fields(document, &[]),
        _ => object([(name, Some(document.clone()))]).or_at(document.span),
    }
}
