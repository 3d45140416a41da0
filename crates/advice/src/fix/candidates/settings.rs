//! Settings that a refusal names: how long CloudFront waits, what a mock is given, whom a bucket and its key let in.

use hopscope_routing::RuleId;
use hopscope_routing::trace::Value;
use hopscope_scenario::Part;
use hopscope_scenario::distribution::OriginAccessControl;
use hopscope_scenario::origin_server::{Bucket, BucketAccess, Kms};
use hopscope_scenario::rest_api::ContentHandling;

use crate::fix::edit::changed;
use crate::fix::situation::Situation;
use crate::fix::{Change, FixKind};

/// The longest time that CloudFront waits for an origin without a higher quota, in seconds.
const LONGEST_READ_TIMEOUT: u32 = 120;

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    found.extend(read_timeout(at));
    found.extend(content_handling(at));
    found.extend(bucket_policy(at));
    found.extend(kms_key(at));
}

/// CloudFront waits until the origin answers, rounded up to ten seconds.
fn read_timeout(at: &Situation<'_>) -> Option<Change> {
    let Some(Value::Number(took)) = at.detail(RuleId::CloudfrontOriginReadTimeout)?.get("took") else { return None };
    let seconds = u32::try_from(took.div_ceil(10_000).saturating_mul(10)).ok()?;
    if seconds > LONGEST_READ_TIMEOUT {
        return None;
    }
    let front = at.front?;
    let (_, origin) = front.origin?;
    let edits = front.with_origin(|origin| {
        origin.custom_origin_config.get_or_insert_default().origin_read_timeout = seconds;
    })?;
    let values = vec![("origin", origin.origin_id.clone()), ("seconds", seconds.to_string())];
    Some(Change { kind: FixKind::OriginReadTimeout, values, edits })
}

/// The mock that refused is given text.
fn content_handling(at: &Situation<'_>) -> Option<Change> {
    at.detail(RuleId::RestApiBinaryMediaTypes)?;
    let steps = at.trace.hops.iter().flat_map(|hop| &hop.steps);
    let step = steps.into_iter().find(|step| step.rule.id == RuleId::RestApiBinaryMediaTypes)?;
    let (api, resource, name) = step.fields().iter().find_map(|field| match field.part {
        Part::Method(api, resource, name) => Some((api, resource, name)),
        _ => None,
    })?;
    let found = at.scenario.rest_apis.get(api)?.resources.get(resource)?;
    let edits = changed(Part::Method(api, resource, name), found.methods.get(&name)?, |method| {
        method.integration.content_handling = Some(ContentHandling::ConvertToText);
    });
    let values = vec![("method", format!("{name} {}", found.path))];
    Some(Change { kind: FixKind::ContentHandling, values, edits })
}

fn bucket<'s>(at: &Situation<'s>, rule: RuleId) -> Option<(usize, &'s Bucket)> {
    let name = at.told(rule, "bucket")?;
    at.scenario.buckets.iter().enumerate().find(|(_, bucket)| bucket.name == name)
}

/// The policy names the distribution that asked, too.
fn bucket_policy(at: &Situation<'_>) -> Option<Change> {
    let rule = RuleId::S3BucketPolicy;
    let (index, found) = bucket(at, rule).filter(|_| at.told(rule, "condition").as_deref() == Some("aws:SourceArn"))?;
    let front = at.front?;
    let edits = changed(Part::Bucket(index), found, |bucket| {
        let policy = bucket.policy.get_or_insert_default();
        let account = policy.source_arn.first().and_then(|arn| arn.split(':').nth(4)).unwrap_or("111122223333");
        let arn = format!("arn:aws:cloudfront::{account}:distribution/{}", front.distribution.id);
        policy.source_arn.push(arn);
    });
    let values = vec![("bucket", found.name.clone()), ("distribution", front.distribution.id.clone())];
    Some(Change { kind: FixKind::BucketPolicy, values, edits })
}

/// The key lets CloudFront decrypt, which signs by an origin access control: an identity cannot use a key.
fn kms_key(at: &Situation<'_>) -> Option<Change> {
    let (index, found) = bucket(at, RuleId::S3Kms)?;
    let front = at.front?;
    let mut edits = Vec::new();
    if found.access == BucketAccess::Oai {
        edits.extend(front.with_origin(|origin| {
            origin.origin_access_control = Some(OriginAccessControl::default());
            origin.origin_access_identity = false;
        })?);
    }
    edits.extend(changed(Part::Bucket(index), found, |bucket| {
        bucket.kms = Kms::Granted;
        bucket.access = BucketAccess::Oac;
    }));
    Some(Change { kind: FixKind::KmsKeyPolicy, values: vec![("bucket", found.name.clone())], edits })
}
