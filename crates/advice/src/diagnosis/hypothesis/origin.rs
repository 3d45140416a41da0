//! Lifts of what function URLs, buckets, load balancers and other servers refuse.

use hopscope_routing::RuleId;
use hopscope_scenario::Scenario;
use hopscope_scenario::distribution::{OriginAccessControl, SigningBehavior};
use hopscope_scenario::lambda::{LambdaOutcome, Permission};
use hopscope_scenario::origin_server::{Bucket, BucketAccess, ServerRoute, Website};
use hopscope_scenario::request::{RuleAction, SigV4, WafAction};
use hopscope_scenario::rest_api::Authorization;

use super::api::grant;
use super::distribution::covers;
use super::{Draft, HypothesisKind};
use crate::diagnosis::cause::Case;
use crate::diagnosis::place;
use crate::diagnosis::refusal::list;

/// The lifts of a deciding rule that what stands behind CloudFront can lift.
pub fn hypotheses(case: &Case<'_>) -> Vec<Draft> {
    let hypothesis = match case.deciding.step.rule.id {
        RuleId::LambdaUrlNotFound => url_exists(case),
        RuleId::LambdaUrlUnsigned | RuleId::LambdaUrlSignature => {
            return [origin_signed(case), signature(case), open_url(case)].into_iter().flatten().collect();
        }
        RuleId::LambdaUrlPayloadHash => {
            let hash = case.deciding.text("hash").to_owned();
            let hypothesis = Draft::of(case, HypothesisKind::HeaderSent).with("header", "x-amz-content-sha256");
            hypothesis.asked(|request| {
                request.headers.insert("x-amz-content-sha256".to_owned(), hash.into());
            })
        }
        RuleId::LambdaUrlPermission => grants(case),
        RuleId::LambdaUrlFunctionFailed => {
            let name = case.deciding.text("lambda").to_owned();
            Draft::of(case, HypothesisKind::LambdaWorks).with("lambda", name.clone()).changed(|scenario| {
                place::lambda_mut(scenario, &name)?.outcome = LambdaOutcome::Ok;
                Some(())
            })
        }
        RuleId::S3BucketNotFound => {
            let name = case.deciding.text("bucket").to_owned();
            Draft::of(case, HypothesisKind::BucketExists).with("bucket", name.clone()).changed(|scenario| {
                scenario.buckets.push(Bucket { name, ..Bucket::default() });
                Some(())
            })
        }
        RuleId::S3Region => {
            let region = case.deciding.text("asked").to_owned();
            bucket(case, HypothesisKind::BucketRegion, |bucket| bucket.region = region)
        }
        RuleId::S3Signature => Draft::of(case, HypothesisKind::SignatureRight).asked(|request| {
            request.headers.retain(|name, _| !name.eq_ignore_ascii_case("authorization"));
            request.sigv4 = None;
        }),
        RuleId::S3Access | RuleId::S3WebsiteAccess => {
            let readable = match case.deciding.text("reader") {
                "oac" => BucketAccess::Oac,
                "oai" => BucketAccess::Oai,
                _ => BucketAccess::Public,
            };
            let opened = bucket(case, HypothesisKind::BucketReadable, |bucket| bucket.access = readable);
            return [origin_signed(case), opened].into_iter().flatten().collect();
        }
        RuleId::S3List => bucket(case, HypothesisKind::BucketListable, |bucket| bucket.list_bucket = true),
        RuleId::S3KeyNotFound | RuleId::S3WebsiteKeyNotFound => {
            let key = case.deciding.text("key").to_owned();
            bucket(case, HypothesisKind::ObjectExists, |bucket| bucket.objects.push(key))
        }
        RuleId::S3WebsiteNotFound => {
            bucket(case, HypothesisKind::WebsiteExists, |bucket| bucket.website = Some(Website::default()))
        }
        RuleId::S3WebsiteHttps => {
            let rest = case.request.url.strip_prefix("https://").map(str::to_owned);
            rest.and_then(|rest| {
                Draft::of(case, HypothesisKind::Http).asked(|request| request.url = format!("http://{rest}"))
            })
        }
        RuleId::S3WebsiteRedirect => redirect(case),
        RuleId::LoadBalancerWebAcl => return web_acl(case),
        RuleId::LoadBalancerCertificate | RuleId::ServerCertificate => {
            let name = case.deciding.text("domain_name").to_owned();
            let hypothesis = Draft::of(case, HypothesisKind::CertificateCovers).with("name", name.clone());
            hypothesis.changed(|scenario| covers(scenario, &name))
        }
        RuleId::ServerRouteNotFound => {
            let path = case.deciding.text("path").to_owned();
            Draft::of(case, HypothesisKind::ServerRouteExists).with("path", path.clone()).changed(|scenario| {
                let name = case.deciding.text("domain_name");
                let server = scenario.servers.iter_mut().find(|server| server.domain_name == name)?;
                server.routes.push(ServerRoute { path, ..ServerRoute::default() });
                Some(())
            })
        }
        _ => None,
    };
    hypothesis.into_iter().collect()
}

/// The only function with a URL has it at that name.
fn url_exists(case: &Case<'_>) -> Option<Draft> {
    let host = case.deciding.text("host").to_owned();
    Draft::of(case, HypothesisKind::UrlExists).with("host", host.as_str()).changed(|scenario| {
        let mut urls = scenario.lambdas.iter_mut().filter_map(|lambda| lambda.function_url.as_mut());
        let only = urls.next()?;
        if urls.next().is_some() {
            return None;
        }
        only.domain_name = host;
        Some(())
    })
}

/// CloudFront signs its requests to the origin.
fn origin_signed(case: &Case<'_>) -> Option<Draft> {
    let edge = case.edge()?;
    let origin_id = edge.origin(case.scenario)?.origin_id.clone();
    let is_website = case.deciding.is(RuleId::S3WebsiteAccess);
    let wants_identity = case.deciding.text("access") == "oai";
    if is_website || matches!(case.deciding.text("access"), "private" | "public") {
        return None;
    }
    Draft::of(case, HypothesisKind::OriginSigned).with("origin_id", origin_id).changed(|scenario| {
        let origin = edge.origin_mut(scenario)?;
        if wants_identity {
            origin.origin_access_control = None;
            origin.origin_access_identity = true;
            return Some(());
        }
        let control = origin.origin_access_control.get_or_insert_with(OriginAccessControl::default);
        control.signing_behavior = SigningBehavior::Always;
        Some(())
    })
}

/// The client signs for the host that arrives.
fn signature(case: &Case<'_>) -> Option<Draft> {
    let host = case.deciding.hop.received.host.clone();
    Draft::of(case, HypothesisKind::SignatureRight).with("host", host.as_str()).asked(|request| {
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("authorization"));
        request.sigv4 = Some(SigV4 { signed_host: host.to_string(), valid: true, ..SigV4::default() });
    })
}

fn open_url(case: &Case<'_>) -> Option<Draft> {
    Draft::of(case, HypothesisKind::NoAuthorization).changed(|scenario| {
        let url = place::lambda_mut(scenario, &case.deciding.hop.id)?.function_url.as_mut()?;
        url.authorization_type = Authorization::None;
        Some(())
    })
}

/// The grants that were missing.
fn grants(case: &Case<'_>) -> Option<Draft> {
    let (name, principal) = (case.deciding.text("lambda").to_owned(), case.deciding.text("principal").to_owned());
    let source_arn = case.deciding.text("source_arn").to_owned();
    let missing = list(&case.deciding.step.detail, "missing");
    let hypothesis = Draft::of(case, HypothesisKind::PermissionExists).with("lambda", name.clone());
    let hypothesis = hypothesis.with("source_arn", missing.join("`, `"));
    hypothesis.changed(|scenario: &mut Scenario| {
        let grants = missing.iter().map(|action| Permission {
            principal: principal.clone(),
            action: action.to_string(),
            source_arn: source_arn.clone(),
            ..Permission::default()
        });
        grant(scenario, &name, grants)
    })
}

fn bucket(case: &Case<'_>, kind: HypothesisKind, change: impl FnOnce(&mut Bucket)) -> Option<Draft> {
    let name = case.deciding.text("bucket").to_owned();
    let hypothesis = Draft::of(case, kind).with("bucket", name.clone()).with("key", case.deciding.text("key"));
    hypothesis.with("region", case.deciding.text("asked")).changed(|scenario| {
        change(scenario.buckets.iter_mut().find(|bucket| bucket.name == name)?);
        Some(())
    })
}

/// The client asks for the path that it is sent to.
fn redirect(case: &Case<'_>) -> Option<Draft> {
    let location = case.deciding.text("location").to_owned();
    let (scheme, rest) = case.request.url.split_once("://")?;
    let url = format!("{scheme}://{}{location}", rest.split(['/', '?']).next()?);
    Draft::of(case, HypothesisKind::RedirectFollowed).with("location", location).asked(|request| request.url = url)
}

fn web_acl(case: &Case<'_>) -> Vec<Draft> {
    let name = case.deciding.text("domain_name").to_owned();
    let changed = Draft::of(case, HypothesisKind::WebAclAllows).changed(|scenario| {
        let mut balancers = scenario.load_balancers.iter_mut();
        balancers.find(|each| each.domain_name == name)?.web_acl.as_mut()?.default_action = WafAction::Allow;
        Some(())
    });
    let asked =
        Draft::of(case, HypothesisKind::WebAclAllows).asked(|request| request.viewer.waf = Some(RuleAction::Allow));
    [changed, asked].into_iter().flatten().collect()
}
