//! Who may read a bucket, and what is in it.

use hopscope_routing::RuleId;
use hopscope_routing::cloudfront::origin_kind::OriginKind;
use hopscope_routing::trace::{Outcome, Step};
use hopscope_scenario::distribution::{Origin, OriginAccessControl, SigningBehavior};
use hopscope_scenario::origin_server::{Bucket, BucketAccess};

use super::lambda::grants_of_distribution;
use crate::fix::edit::Edit;
use crate::fix::situation::Situation;
use crate::fix::{Change, Kind};

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    found.extend(access(at));
    found.extend(public(at));
    found.extend(list_bucket(at));
    found.extend(upload(at));
}

fn bucket<'s>(at: &Situation<'s>, rule: RuleId) -> Option<(usize, &'s Bucket)> {
    let name = at.told(rule, "bucket")?;
    at.scenario.buckets.iter().enumerate().find(|(_, bucket)| bucket.name == name)
}

fn changed(at: usize, bucket: &Bucket, fields: &'static [&'static str], edit: impl FnOnce(&mut Bucket)) -> Edit {
    let mut bucket = bucket.clone();
    edit(&mut bucket);
    Edit::Bucket { at, bucket: Box::new(bucket), fields }
}

/// CloudFront signs, and the bucket or function lets the distribution in.
fn access(at: &Situation<'_>) -> Option<Change> {
    let front = at.front?;
    let (_, origin) = front.origin?;
    // An S3 origin with settings of a custom one is asked as any server is, and never with a signature.
    let plain = Origin { custom_origin_config: None, ..origin.clone() };
    if !at.is_refused_by(&[RuleId::S3Access, RuleId::LambdaUrlUnsigned])
        || !OriginKind::of(&plain).takes_access_control()
    {
        return None;
    }
    let is_custom = !OriginKind::of(origin).takes_access_control();
    let mut edits = Vec::new();
    let control = OriginAccessControl { signing_behavior: SigningBehavior::Always, ..OriginAccessControl::default() };
    if origin.origin_access_control.as_ref() != Some(&control) || origin.origin_access_identity || is_custom {
        let fields: &[&str] =
            if is_custom { &["origin_access_control", "custom_origin_config"] } else { &["origin_access_control"] };
        edits.push(front.with_origin(fields, |origin| {
            if is_custom {
                origin.custom_origin_config = None;
            }
            origin.origin_access_control = Some(control);
            origin.origin_access_identity = false;
        })?);
    }
    if let Some((index, found)) = bucket(at, RuleId::S3Access)
        && found.access != BucketAccess::Oac
    {
        edits.push(changed(index, found, &["access"], |bucket| bucket.access = BucketAccess::Oac));
    }
    let url = at.scenario.lambdas.iter().position(|lambda| {
        let url = lambda.function_url.as_ref();
        url.is_some_and(|url| hopscope_routing::dns::same_name(&url.domain_name, &origin.domain_name))
    });
    if let Some(lambda) = url {
        edits.extend(grants_of_distribution(at, lambda, &front.distribution.id));
    }
    let values = vec![("origin", origin.origin_id.clone()), ("name", origin.domain_name.clone())];
    (!edits.is_empty()).then_some(Change { kind: Kind::OriginAccessControl, values, edits })
}

/// A website endpoint serves what everyone may read.
fn public(at: &Situation<'_>) -> Option<Change> {
    let (index, found) = bucket(at, RuleId::S3WebsiteAccess)?;
    Some(Change {
        kind: Kind::BucketPublic,
        values: vec![("bucket", found.name.clone())],
        edits: vec![changed(index, found, &["access"], |bucket| bucket.access = BucketAccess::Public)],
    })
}

/// S3 tells what is missing (404) from what is forbidden (403) to who may list.
fn list_bucket(at: &Situation<'_>) -> Option<Change> {
    let rule = [RuleId::S3KeyNotFound, RuleId::S3List].into_iter().find(|rule| at.detail(*rule).is_some())?;
    let (index, found) = bucket(at, rule)?;
    (!found.list_bucket).then(|| Change {
        kind: Kind::ListBucket,
        values: vec![("bucket", found.name.clone())],
        edits: vec![changed(index, found, &["list_bucket"], |bucket| bucket.list_bucket = true)],
    })
}

/// The object that is missing, in each bucket that was asked for it: of an origin group that is both.
fn upload(at: &Situation<'_>) -> Vec<Change> {
    const RULES: [RuleId; 2] = [RuleId::S3KeyNotFound, RuleId::S3WebsiteKeyNotFound];
    let steps = at.trace.hops.iter().flat_map(|hop| &hop.steps);
    let refused = steps.filter(|step| step.outcome == Outcome::Refused && RULES.contains(&step.rule.id));
    let change = |step: &Step| {
        let (name, key) = (step.detail.text("bucket")?, step.detail.text("key")?.to_owned());
        let (index, found) = at.scenario.buckets.iter().enumerate().find(|(_, bucket)| bucket.name == name)?;
        Some(Change {
            kind: Kind::UploadObject,
            values: vec![("bucket", found.name.clone()), ("key", key.clone())],
            edits: vec![changed(index, found, &["objects"], |bucket| bucket.objects.push(key))],
        })
    };
    refused.filter_map(change).collect()
}
