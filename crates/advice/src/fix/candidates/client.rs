//! Another request: to the API itself, over HTTPS, with what is asked for.

use hopscope_routing::RuleId;
use hopscope_routing::dns::same_name;
use hopscope_routing::trace::{Component, Outcome};
use hopscope_routing::url::Url;
use hopscope_scenario::request::{Request, SigV4, Signed};

use crate::fix::situation::Situation;
use crate::fix::wanted::{Wanted, execute_api, split};
use crate::fix::{Change, FixKind};

pub(super) fn propose(at: &Situation<'_>, is_first: bool, found: &mut Vec<Change>) {
    if is_first {
        found.extend(direct_call(at));
        found.extend(own_url(at));
    }
    found.extend(https(at));
    found.extend(host_url(at));
    found.extend(credentials(at));
    found.extend(no_body(at));
    found.extend(encode_plus(at));
}

fn change(at: &Situation<'_>, kind: FixKind, edit: impl FnOnce(&mut Request)) -> Change {
    let mut url = String::new();
    let edits = at.asking(|request| {
        edit(request);
        url.clone_from(&request.url);
    });
    Change { kind, values: vec![("url", url)], edits }
}

/// The same place at the API's own address.
fn direct_call(at: &Situation<'_>) -> Option<Change> {
    // What keeps viewers out on purpose is not gone round.
    let gates = [RuleId::CloudfrontGeoRestriction, RuleId::CloudfrontSignedRequest, RuleId::CloudfrontWebAcl];
    let is_url = matches!(at.wanted, Some(Wanted::LambdaUrl { .. }));
    if !at.passes(Component::Cloudfront) || is_url || at.is_refused_by(&gates) {
        return None;
    }
    let url = own_address(at)?;
    Some(change(at, FixKind::DirectCall, |request| {
        request.url = url;
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("host"));
    }))
}

/// The place by the name that it has, where the URL's host is the name of nothing.
fn own_url(at: &Situation<'_>) -> Option<Change> {
    let nothing =
        [RuleId::DnsApiNotFound, RuleId::DnsNotInScenario, RuleId::LambdaUrlNotFound, RuleId::S3BucketNotFound];
    if at.front.is_some() || at.passes(Component::Cloudfront) || !at.is_refused_by(&nothing) {
        return None;
    }
    // A name of one's own that leads astray is led right: its callers need not change.
    let is_aws = at.host().ends_with(".amazonaws.com") || at.host().ends_with(".on.aws");
    let url = own_address(at).filter(|url| is_aws && *url != at.request.url)?;
    Some(change(at, FixKind::OwnUrl, |request| request.url = url))
}

/// The URL of the wanted place at its own name.
fn own_address(at: &Situation<'_>) -> Option<String> {
    let asked = Url::parse(&at.request.url).ok()?;
    let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
    let (host, stage) = match at.wanted.as_ref()? {
        Wanted::Rest { api, stage, .. } => {
            let api = at.scenario.rest_apis.get(*api)?;
            (execute_api(&api.id, &api.region), stage)
        }
        Wanted::Http { api, stage, .. } => {
            let api = at.scenario.http_apis.get(*api)?;
            (execute_api(&api.id, &api.region), stage)
        }
        Wanted::LambdaUrl { lambda } => {
            let url = at.scenario.lambdas.get(*lambda)?.function_url.as_ref()?;
            return Some(format!("https://{}{}{query}", url.domain_name, asked.path));
        }
        Wanted::S3 { .. } | Wanted::Host { .. } => return None,
    };
    let base = if stage == "$default" { String::new() } else { format!("/{stage}") };
    let template = at.wanted.as_ref()?.template();
    // What the client wrote stays as it wrote it, slashes and all; only what stands in front of the resource goes.
    let arrived = at
        .path
        .strip_prefix(base.as_str())
        .filter(|rest| !base.is_empty() && (rest.is_empty() || rest.starts_with('/')));
    let arrived = arrived.unwrap_or(&at.path);
    let path = match template {
        None => arrived.to_owned(),
        Some(template) => match split(template, arrived) {
            Some((prefix, rest)) => arrived.strip_prefix(prefix.as_str()).map_or(rest, str::to_owned),
            None if template.contains('{') => return None,
            None => template.to_owned(),
        },
    };
    let path = if path == "/" && !base.is_empty() && template.is_some_and(|template| template == "/") {
        String::new()
    } else {
        path
    };
    Some(format!("https://{host}{base}{path}{query}"))
}

fn https(at: &Situation<'_>) -> Option<Change> {
    let rest = at.request.url.strip_prefix("http://")?;
    let url = format!("https://{rest}");
    Some(change(at, FixKind::HttpsUrl, |request| request.url = url))
}

/// The name in `Host` as the name to connect to, where the two are of different distributions' certificates.
fn host_url(at: &Situation<'_>) -> Option<Change> {
    at.is_refused_by(&[RuleId::CloudfrontDomainFronting]).then_some(())?;
    let is_host = |name: &str| name.eq_ignore_ascii_case("host");
    let (_, host) = at.request.headers.iter().find(|(name, _)| is_host(name))?;
    let asked = Url::parse(&at.request.url).ok()?;
    let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
    let url = format!("https://{}{}{query}", host.iter().next()?, asked.path);
    Some(change(at, FixKind::HostUrl, |request| {
        request.url = url;
        request.headers.retain(|name, _| !is_host(name));
    }))
}

/// No body with a GET, which CloudFront refuses.
fn no_body(at: &Situation<'_>) -> Option<Change> {
    at.is_refused_by(&[RuleId::CloudfrontGetWithBody, RuleId::RestApiEdgeGetBody]).then_some(())?;
    let values = vec![("bytes", at.request.body.len().to_string())];
    let changed = change(at, FixKind::NoBody, |request| {
        request.body = String::new();
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("content-length"));
    });
    Some(Change { values, ..changed })
}

/// A plus sign as S3 reads it.
fn encode_plus(at: &Situation<'_>) -> Option<Change> {
    at.is_refused_by(&[RuleId::S3KeyNotFound, RuleId::S3WebsiteKeyNotFound]).then_some(())?;
    let (before, query) = match at.request.url.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (at.request.url.as_str(), String::new()),
    };
    let url = format!("{}{query}", before.replace('+', "%2B"));
    (url != at.request.url).then(|| change(at, FixKind::EncodePlus, |request| request.url = url))
}

/// A signature for the region and the service that answer, where it was made for others.
fn sign_scope(at: &Situation<'_>) -> Option<Change> {
    const RULES: [RuleId; 4] = [
        RuleId::RestApiSignatureInvalid,
        RuleId::HttpApiIamAuthorization,
        RuleId::LambdaUrlSignature,
        RuleId::S3Signature,
    ];
    let signed = at.request.sigv4.as_ref().filter(|signed| !signed.valid && at.is_refused_by(&RULES))?;
    let (region, service) = super::super::scope::of(at.scenario, at.trace)?;
    let sigv4 = SigV4 { valid: true, ..signed.clone() };
    let changed = change(at, FixKind::SignScope, |request| request.sigv4 = Some(sigv4));
    Some(Change { values: vec![("region", region), ("service", service.to_owned())], ..changed })
}

/// A signature for the host and path at which the request arrives, where it was made for others.
fn signed_host(at: &Situation<'_>) -> Option<Change> {
    const RULES: [RuleId; 3] =
        [RuleId::RestApiSignatureInvalid, RuleId::HttpApiIamAuthorization, RuleId::LambdaUrlSignature];
    let signed = at.request.sigv4.as_ref().filter(|signed| signed.valid)?;
    let refused = |hop: &&hopscope_routing::trace::Hop| {
        hop.steps.iter().any(|step| RULES.contains(&step.rule.id) && step.outcome == Outcome::Refused)
    };
    let received = &at.trace.hops.iter().find(refused)?.received;
    let host = received.host.to_string();
    if same_name(&signed.signed_host, &host) {
        return None;
    }
    let before = if signed.signed_host.is_empty() { at.host() } else { signed.signed_host.clone() };
    let values = vec![("host", host.clone()), ("before", before), ("path", received.path.to_string())];
    let sigv4 = SigV4 { signed_host: host, ..signed.clone() };
    let signed = change(at, FixKind::SignHost, |request| request.sigv4 = Some(sigv4));
    Some(Change { values, ..signed })
}

/// What a hop asked for and the request does not carry.
fn credentials(at: &Situation<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    let api = match &at.wanted {
        Some(Wanted::Rest { api, .. }) => at.scenario.rest_apis.get(*api),
        _ => None,
    };
    if at.is_refused_by(&[RuleId::RestApiApiKey])
        && let Some(key) = api.and_then(|api| api.api_keys.first()).cloned()
    {
        found.push(change(at, FixKind::SendApiKey, |request| {
            request.headers.retain(|name, _| !name.eq_ignore_ascii_case("x-api-key"));
            request.headers.insert("x-api-key".to_owned(), key.into());
        }));
    }
    let asks = [RuleId::RestApiIdentitySource, RuleId::HttpApiLambdaAuthorizer, RuleId::HttpApiJwtAuthorizer];
    if at.is_refused_by(&asks) {
        let source = at.told(RuleId::RestApiIdentitySource, "identity_source").unwrap_or_default();
        let name = source.strip_prefix("method.request.header.").unwrap_or("Authorization").to_owned();
        if !at.sends(&name) {
            found.push(change(at, FixKind::SendAuthorization, |request| {
                request.headers.insert(name, "Bearer TOKEN".into());
            }));
        }
    }
    let unsigned = [RuleId::RestApiSignatureMissing, RuleId::HttpApiIamAuthorization, RuleId::LambdaUrlUnsigned];
    if at.is_refused_by(&unsigned) && at.request.sigv4.is_none() {
        let principal = "arn:aws:iam::111122223333:role/app".to_owned();
        found.push(change(at, FixKind::SignRequest, |request| {
            request.sigv4 = Some(SigV4 { principal, ..SigV4::default() });
        }));
    }
    found.extend(signed_host(at));
    found.extend(sign_scope(at));
    if let Some(hash) = at.told(RuleId::LambdaUrlPayloadHash, "hash") {
        found.push(change(at, FixKind::SendPayloadHash, |request| {
            request.headers.retain(|name, _| !name.eq_ignore_ascii_case("x-amz-content-sha256"));
            request.headers.insert("x-amz-content-sha256".to_owned(), hash.into());
        }));
    }
    if at.is_refused_by(&[RuleId::CloudfrontSignedRequest]) {
        found.push(change(at, FixKind::SignedUrl, |request| request.signed = Signed::Valid));
    }
    found
}
