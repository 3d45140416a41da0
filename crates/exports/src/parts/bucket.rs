//! S3 buckets: their objects, their readers, their websites.

use hopscope_scenario::origin_server::{Bucket, BucketAccess, Website};
use serde_json::json;

use super::distribution;
use crate::kind;
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value};

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    for (index, bucket) in scenario.buckets.iter().enumerate() {
        add_bucket(plan, index, bucket);
    }
}

fn add_bucket(plan: &mut Plan<'_>, index: usize, bucket: &Bucket) {
    let region = Some(bucket.region.as_str());
    let label = plan.label(&kind::BUCKET, &index.to_string(), &bucket.name);
    let of = |attribute: &'static str| Piece::Of { kind: &kind::BUCKET, label: label.clone(), attribute };
    let mut body = Body::new().text("bucket", bucket.name.as_str());
    if !plan.is_terraform() {
        if bucket.access == BucketAccess::Public {
            body = body.block("public_access_block_configuration", open());
        }
        if let Some(website) = &bucket.website {
            let documents = Body::new()
                .text("index_document", website.index_document.as_str())
                .filled("error_document", &website.error_document);
            body = body.block("website_configuration", documents);
        }
        if !bucket.objects.is_empty() {
            plan.note(NoteKind::Objects, &bucket.name);
        }
    }
    plan.add_in(&kind::BUCKET, label.clone(), region, body);
    if plan.is_terraform() {
        if bucket.access == BucketAccess::Public {
            let body = Body(Body::new().text("bucket", of("id")).0.into_iter().chain(open().0).collect());
            plan.add_in(&kind::PUBLIC_ACCESS, label.clone(), region, body);
        }
        if let Some(website) = &bucket.website {
            plan.add_in(&kind::WEBSITE, label.clone(), region, self::website(website, of("id")));
        }
        for key in &bucket.objects {
            let own = plan.label(&kind::OBJECT, &format!("{index} {key}"), key);
            let body = Body::new().text("bucket", of("id")).text("key", key.as_str()).text("content", key.as_str());
            plan.add_in(&kind::OBJECT, own, region, body);
        }
    }
    if bucket.policy.as_ref().is_some_and(|policy| policy.secure_transport) {
        plan.note(NoteKind::Field, "policy.secure_transport");
    }
    if let Some(document) = policy(plan, bucket, &of("arn")) {
        let body = Body::new().text("bucket", of("bucket")).with("policy", Value::Json(Box::new(document)));
        plan.add_in(&kind::BUCKET_POLICY, label.clone(), region, body);
        if plan.is_terraform() && bucket.access == BucketAccess::Public {
            plan.after(vec![(&kind::PUBLIC_ACCESS, label.clone())]);
        }
    }
}

/// Public policies are refused until the block of them is taken away.
fn open() -> Body {
    let names = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
    names.iter().fold(Body::new(), |body, name| body.plain(name, false))
}

fn website(website: &Website, bucket: Piece) -> Body {
    let body = Body::new()
        .text("bucket", bucket)
        .block("index_document", Body::new().text("suffix", website.index_document.as_str()));
    if website.error_document.is_empty() {
        return body;
    }
    body.block("error_document", Body::new().text("key", website.error_document.as_str()))
}

/// The bucket policy: who may read, and whether readers may list.
fn policy(plan: &mut Plan<'_>, bucket: &Bucket, arn: &Piece) -> Option<Value> {
    let principal = match bucket.access {
        BucketAccess::Private => return None,
        BucketAccess::Public => json!("*"),
        BucketAccess::Oac => json!({"Service": "cloudfront.amazonaws.com"}),
        BucketAccess::Oai => json!({"AWS": "@identity"}),
    };
    let mut statements = vec![json!({
        "Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": "@objects",
    })];
    if bucket.list_bucket {
        statements.push(json!({
            "Effect": "Allow", "Principal": principal, "Action": "s3:ListBucket", "Resource": "@bucket",
        }));
    }
    let identity = (bucket.access == BucketAccess::Oai).then(|| distribution::identity_label(plan));
    let document = json!({"Version": "2012-10-17", "Statement": statements});
    Some(crate::value::json(&document, &|text| match text {
        "@objects" => Text::from(arn.clone()).then("/*"),
        "@bucket" => arn.clone().into(),
        "@identity" => Piece::Of {
            kind: &kind::ACCESS_IDENTITY,
            label: identity.clone().unwrap_or_default(),
            attribute: "iam_arn",
        }
        .into(),
        other => other.into(),
    }))
}
