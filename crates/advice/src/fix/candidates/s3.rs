//! Who may read a bucket, and what is in it.

use hopscope_routing::RuleId;
use hopscope_routing::cloudfront::origin_kind::OriginKind;
use hopscope_routing::s3::endpoint::{EndpointKind, S3Host};
use hopscope_routing::s3::rest::decoded;
use hopscope_routing::trace::{Outcome, Step};
use hopscope_scenario::Part;
use hopscope_scenario::difference::{added, between};
use hopscope_scenario::distribution::{
    CustomOriginConfig, Origin, OriginAccessControl, OriginProtocolPolicy, SigningBehavior,
};
use hopscope_scenario::origin_server::{Bucket, BucketAccess, Website};

use super::lambda::grants_of_distribution;
use crate::fix::edit::{changed, list};
use crate::fix::situation::Situation;
use crate::fix::{Change, FixKind};

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    found.extend(access(at));
    found.extend(public(at));
    found.extend(list_bucket(at));
    found.extend(upload(at));
    found.extend(create(at));
    found.extend(website_endpoint(at));
}

fn bucket<'s>(at: &Situation<'s>, rule: RuleId) -> Option<(usize, &'s Bucket)> {
    let name = at.told(rule, "bucket")?;
    at.scenario.buckets.iter().enumerate().find(|(_, bucket)| bucket.name == name)
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
        edits.extend(front.with_origin(|origin| {
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
        edits.extend(changed(Part::Bucket(index), found, |bucket| bucket.access = BucketAccess::Oac));
    }
    let url = at.scenario.lambdas.iter().position(|lambda| {
        let url = lambda.function_url.as_ref();
        url.is_some_and(|url| hopscope_routing::dns::same_name(&url.domain_name, &origin.domain_name))
    });
    if let Some(lambda) = url {
        edits.extend(grants_of_distribution(at, lambda, &front.distribution.id));
    }
    let values = vec![("origin", origin.origin_id.clone()), ("name", origin.domain_name.clone())];
    (!edits.is_empty()).then_some(Change { kind: FixKind::OriginAccessControl, values, edits })
}

/// A website endpoint serves what everyone may read.
fn public(at: &Situation<'_>) -> Option<Change> {
    let (index, found) = bucket(at, RuleId::S3WebsiteAccess)?;
    Some(Change {
        kind: FixKind::BucketPublic,
        values: vec![("bucket", found.name.clone())],
        edits: changed(Part::Bucket(index), found, |bucket| bucket.access = BucketAccess::Public),
    })
}

/// The bucket that is asked for and is not there, with the object that is asked for, for whoever reads there.
fn create(at: &Situation<'_>) -> Option<Change> {
    let rule =
        [RuleId::S3BucketNotFound, RuleId::S3WebsiteNotFound].into_iter().find(|rule| at.detail(*rule).is_some())?;
    let name = at.told(rule, "bucket")?;
    let origin = at.front.and_then(|front| front.origin).map(|(_, origin)| origin);
    let asked = origin.map_or_else(|| at.host(), |origin| origin.domain_name.clone());
    // Under another name than the one that is asked for it would not be found either.
    let host = S3Host::parse(&asked).filter(|host| host.bucket == name)?;
    let is_website = host.kind == EndpointKind::Website;
    let path = origin.map_or("", |origin| origin.origin_path.as_str());
    let key = decoded(format!("{path}{}", at.path).trim_start_matches('/'));
    let key = if key.is_empty() || key.ends_with('/') { format!("{key}index.html") } else { key };
    let access = match origin {
        _ if is_website => BucketAccess::Public,
        Some(origin) if origin.origin_access_identity => BucketAccess::Oai,
        Some(origin) if origin.origin_access_control.is_some() => BucketAccess::Oac,
        _ => BucketAccess::Public,
    };
    let known = at.scenario.buckets.iter().position(|bucket| bucket.name == name);
    let old = known.and_then(|known| at.scenario.buckets.get(known)).cloned().unwrap_or_default();
    let region = if host.region.is_empty() { old.region.clone() } else { host.region.to_owned() };
    let objects = if old.objects.is_empty() { vec![key.clone()] } else { old.objects.clone() };
    let website = is_website.then(Website::default).or_else(|| old.website.clone());
    let new = Bucket { name: name.clone(), region, objects, access, website, ..old };
    let values = vec![("bucket", name), ("key", key)];
    let edits = match known.and_then(|index| Some((index, at.scenario.buckets.get(index)?))) {
        Some((index, old)) => between(&Part::Bucket(index).path(), old, &new),
        None => vec![added(&list("buckets"), at.scenario.buckets.len(), &new)],
    };
    Some(Change { kind: FixKind::CreateBucket, values, edits })
}

/// The website endpoint of a bucket that has one and that everyone may read, in the place of its REST endpoint: it knows
/// folders.
fn website_endpoint(at: &Situation<'_>) -> Option<Change> {
    let rule = [RuleId::S3KeyNotFound, RuleId::S3List].into_iter().find(|rule| at.detail(*rule).is_some())?;
    let (_, found) = bucket(at, rule)?;
    let front = at.front?;
    let (_, origin) = front.origin?;
    let is_rest = S3Host::parse(&origin.domain_name)
        .is_some_and(|host| host.kind == EndpointKind::Rest && host.bucket == found.name);
    (is_rest && found.website.is_some() && found.access == BucketAccess::Public).then_some(())?;
    let name = website_name(found);
    let values = vec![("origin", origin.origin_id.clone()), ("name", name.clone()), ("bucket", found.name.clone())];
    let config =
        CustomOriginConfig { origin_protocol_policy: OriginProtocolPolicy::HttpOnly, ..CustomOriginConfig::default() };
    let edits = front.with_origin(|origin| {
        origin.domain_name = name;
        origin.custom_origin_config = Some(config);
        origin.origin_access_control = None;
        origin.origin_access_identity = false;
    })?;
    Some(Change { kind: FixKind::WebsiteEndpoint, values, edits })
}

/// The website endpoint of a bucket, in the spelling of its region.
///
/// Source: AWS General Reference, "Amazon Simple Storage Service endpoints and quotas", website endpoints.
fn website_name(bucket: &Bucket) -> String {
    const DASHED: [&str; 11] = [
        "us-east-1",
        "us-west-1",
        "us-west-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-northeast-1",
        "eu-west-1",
        "sa-east-1",
        "us-gov-west-1",
        "us-gov-east-1",
        "us-iso-east-1",
    ];
    let between = if DASHED.contains(&bucket.region.as_str()) { "-" } else { "." };
    format!("{}.s3-website{between}{}.amazonaws.com", bucket.name, bucket.region)
}

/// S3 tells what is missing (404) from what is forbidden (403) to who may list.
fn list_bucket(at: &Situation<'_>) -> Option<Change> {
    let rule = [RuleId::S3KeyNotFound, RuleId::S3List].into_iter().find(|rule| at.detail(*rule).is_some())?;
    let (index, found) = bucket(at, rule)?;
    (!found.list_bucket).then(|| Change {
        kind: FixKind::ListBucket,
        values: vec![("bucket", found.name.clone())],
        edits: changed(Part::Bucket(index), found, |bucket| bucket.list_bucket = true),
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
            kind: FixKind::UploadObject,
            values: vec![("bucket", found.name.clone()), ("key", key.clone())],
            edits: changed(Part::Bucket(index), found, |bucket| bucket.objects.push(key)),
        })
    };
    refused.filter_map(change).collect()
}
