//! A distribution's names, methods, schemes, policies and error pages.

use hopscope_routing::RuleId;
use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_routing::s3::endpoint::S3Host;
use hopscope_routing::trace::{Outcome, Value};
use hopscope_scenario::cache_behavior::{CacheBehavior, ForwardedValues, HttpMethod, ViewerProtocolPolicy};
use hopscope_scenario::cloudfront_policy::{
    CacheKeyHeaderBehavior, CacheKeyHeaders, CachePolicy, NameOr, Selection, SelectionBehavior,
};
use hopscope_scenario::distribution::{
    CustomOriginConfig, DnsRecord, GeoRestriction, GeoRestrictionType, OriginProtocolPolicy,
};
use hopscope_scenario::{Edit, Part, Scenario, StatusCode};

use crate::fix::edit::{changed, list, put, set};
use crate::fix::situation::{Front, Situation};
use crate::fix::wanted::{Wanted, execute_api};
use crate::fix::{Change, FixKind};
use crate::origin_request::forwards_host;

const ALL_BUT_HOST: &str = "AllViewerExceptHostHeader";

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    found.extend(alternate_domain_name(at));
    found.extend(dns_record(at));
    let Some(front) = at.front else { return };
    found.extend(switches(at, &front));
    found.extend(forwarding(at, &front));
    found.extend(origins(at, &front));
    found.extend(root_object(at, &front));
    found.extend(failover(at, &front));
}

/// A name that no distribution has, or that leads nowhere.
fn alternate_domain_name(at: &Situation<'_>) -> Vec<Change> {
    let is_unknown = at.is_refused_by(&[RuleId::CloudfrontHostUnknown]);
    if at.front.is_some() || !(is_unknown || at.is_refused_by(&[RuleId::DnsNotInScenario])) {
        return Vec::new();
    }
    let host = at.host();
    let record = at.scenario.dns.iter().find(|record| same_name(&record.name, &host));
    let leads_here = |name: &str| record.is_some_and(|record| same_name(&record.target, name));
    let all = at.scenario.distributions.iter().enumerate();
    let led = all.clone().filter(|(_, each)| leads_here(&each.domain_name)).collect::<Vec<_>>();
    let those = if led.is_empty() { all.collect() } else { led };
    let change = |(index, distribution): (usize, &hopscope_scenario::distribution::Distribution)| {
        let aliases = distribution.aliases.iter().cloned().chain([host.clone()]).collect();
        let mut edits = set(Part::Distribution(index), "aliases", &distribution.aliases, &aliases);
        if record.is_none() {
            edits.extend(leading(at.scenario, &host, &distribution.domain_name));
        }
        let values = vec![("name", host.clone()), ("distribution", distribution.id.clone())];
        Change { kind: FixKind::AlternateDomainName, values, edits }
    };
    those.into_iter().take(2).map(change).collect()
}

/// A DNS record of a name, with another target where there is one.
pub(super) fn leading(scenario: &Scenario, name: &str, target: &str) -> Vec<Edit> {
    let known = scenario.dns.iter().find(|each| each.name == name).cloned().unwrap_or_default();
    let record = DnsRecord { name: name.to_owned(), target: target.to_owned(), ..known };
    put(&list("dns"), &scenario.dns, &record, |each| each.name == name)
}

/// A record that leads astray, where a distribution or a custom domain has its name.
fn dns_record(at: &Situation<'_>) -> Option<Change> {
    at.is_refused_by(&[
        RuleId::DnsNotInScenario,
        RuleId::DnsApiNotFound,
        RuleId::CloudfrontOriginDns,
        RuleId::CloudfrontHostUnknown,
    ])
    .then_some(())?;
    let is_origin = at.front.is_some_and(|front| front.origin.is_some());
    let name = at.asked.as_str();
    let record = at.scenario.dns.iter().find(|record| same_name(&record.name, name))?;
    let distribution =
        at.scenario.distributions.iter().find(|each| each.aliases.iter().any(|alias| same_name(alias, name)));
    let domain = at.scenario.domain_names.iter().find(|each| same_name(&each.domain_name, name));
    let target = match (distribution, domain) {
        (Some(distribution), _) if !is_origin => &distribution.domain_name,
        (_, Some(domain)) => &domain.target_domain_name,
        _ => return None,
    };
    if target.is_empty() || same_name(&record.target, target) {
        return None;
    }
    let values = vec![("name", record.name.clone()), ("target", target.clone()), ("before", record.target.clone())];
    let edits = leading(at.scenario, &record.name, target);
    Some(Change { kind: FixKind::DnsRecord, values, edits })
}

/// Settings that a rule of CloudFront refused by.
fn switches(at: &Situation<'_>, front: &Front<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    let mut add = |kind, values: Vec<(&'static str, String)>, edits| found.push(Change { kind, values, edits });
    let id = front.distribution.id.clone();
    if at.is_refused_by(&[RuleId::CloudfrontDistributionDisabled]) {
        let edits = set(front.part(), "enabled", &front.distribution.enabled, &true);
        add(FixKind::EnableDistribution, vec![("distribution", id.clone())], edits);
    }
    if at.is_refused_by(&[RuleId::CloudfrontAllowedMethods]) {
        let methods = if at.request.method == "OPTIONS" {
            vec![HttpMethod::Get, HttpMethod::Head, HttpMethod::Options]
        } else {
            HttpMethod::ALL.to_vec()
        };
        let values = vec![("pattern", front.pattern()), ("method", at.request.method.clone())];
        add(FixKind::AllowedMethods, values, front.with_behavior(|behavior| behavior.allowed_methods = methods));
    }
    if at.is_refused_by(&[RuleId::CloudfrontViewerProtocolPolicy]) || at.request.url.starts_with("http://") {
        let values = vec![("pattern", front.pattern())];
        let allow = |behavior: &mut CacheBehavior| behavior.viewer_protocol_policy = ViewerProtocolPolicy::AllowAll;
        add(FixKind::ViewerProtocol, values, front.with_behavior(allow));
    }
    if at.is_refused_by(&[RuleId::CloudfrontGeoRestriction]) {
        let country = at.request.viewer.country.clone();
        let mut restriction: GeoRestriction = front.distribution.geo_restriction.clone();
        match restriction.restriction_type {
            GeoRestrictionType::Whitelist => restriction.locations.push(country.clone()),
            _ => restriction.locations.retain(|each| *each != country),
        }
        if !country.is_empty() {
            let edits = set(front.part(), "geo_restriction", &front.distribution.geo_restriction, &restriction);
            add(FixKind::GeoRestriction, vec![("country", country), ("distribution", id.clone())], edits);
        }
    }
    for status in replaced(at) {
        let pages = &front.distribution.custom_error_response;
        let others = pages.iter().filter(|page| u64::from(page.error_code.get()) != status).cloned().collect();
        let values = vec![("status", status.to_string()), ("distribution", id.clone())];
        add(FixKind::ErrorPage, values, set(front.part(), "custom_error_response", pages, &others));
    }
    found
}

/// The statuses that error pages replaced.
fn replaced(at: &Situation<'_>) -> Vec<u64> {
    let steps = at.trace.hops.iter().flat_map(|hop| &hop.steps);
    let steps =
        steps.filter(|step| step.rule.id == RuleId::CloudfrontCustomErrorResponse && step.outcome == Outcome::Changed);
    let status = |detail: &hopscope_routing::trace::Detail| match detail.get("status") {
        Some(Value::Number(status)) => Some(*status),
        _ => None,
    };
    steps.filter_map(|step| status(&step.detail)).collect()
}

/// What of the viewer's request goes to the origin.
fn forwarding(at: &Situation<'_>, front: &Front<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    let values = || vec![("pattern", front.pattern()), ("policy", ALL_BUT_HOST.to_owned())];
    if forwards_host(at.scenario, front.behavior) {
        let edits = front.with_behavior(|each| *each = without_host(at.scenario, each));
        found.push(Change { kind: FixKind::HostHeader, values: values(), edits });
    }
    let asks = [
        RuleId::RestApiApiKey,
        RuleId::RestApiIdentitySource,
        RuleId::HttpApiLambdaAuthorizer,
        RuleId::HttpApiJwtAuthorizer,
    ];
    let is_asked = at.is_refused_by(&asks)
        || at.is_refused_by(&[
            RuleId::RestApiSignatureMissing,
            RuleId::LambdaUrlUnsigned,
            RuleId::LambdaUrlPayloadHash,
        ]);
    let is_lambda_s =
        at.trace.reaches.is_some() && at.trace.response.as_ref().is_some_and(|each| each.status.is_error());
    if (is_asked || is_lambda_s) && front.behavior.forwarded_values.is_none() {
        if front.behavior.origin_request_policy.is_none() {
            let edits = front.with_behavior(|behavior| behavior.origin_request_policy = Some(ALL_BUT_HOST.into()));
            found.push(Change { kind: FixKind::ForwardHeaders, values: values(), edits });
        }
        if at.sends("authorization") {
            let edits = front.with_behavior(|behavior| {
                behavior.cache_policy = Some(NameOr::Inline(Box::new(with_authorization())));
            });
            let values = vec![("pattern", front.pattern())];
            found.push(Change { kind: FixKind::ForwardAuthorization, values, edits });
        }
    }
    if let Some(legacy) = front.behavior.forwarded_values.as_ref().filter(|_| is_asked || is_lambda_s) {
        found.extend(forwarded_values(at, front, legacy));
    }
    found
}

/// Legacy settings that forward what the request carries of that by which callers are told apart, and its query string.
fn forwarded_values(at: &Situation<'_>, front: &Front<'_>, legacy: &ForwardedValues) -> Option<Change> {
    let source = at.told(RuleId::RestApiIdentitySource, "identity_source").unwrap_or_default();
    let source = source.strip_prefix("method.request.header.").unwrap_or_default().to_ascii_lowercase();
    let tells = |name: &&String| {
        let lower = name.to_ascii_lowercase();
        lower == "authorization" || lower == "x-api-key" || lower == source
    };
    let is_known = |name: &&String| legacy.headers.iter().any(|each| each == "*" || each.eq_ignore_ascii_case(name));
    let missing: Vec<String> =
        at.request.headers.keys().filter(tells).filter(|name| !is_known(name)).cloned().collect();
    let has_query = at.request.url.contains('?');
    if missing.is_empty() && (legacy.query_string || !has_query) {
        return None;
    }
    let mut changed = legacy.clone();
    changed.headers.extend(missing.iter().cloned());
    changed.query_string |= has_query;
    let names = if missing.is_empty() { String::new() } else { missing.join("`, `") };
    let values = vec![("pattern", front.pattern()), ("names", names)];
    let edits = front.with_behavior(|behavior| behavior.forwarded_values = Some(changed));
    Some(Change { kind: FixKind::ForwardedValues, values, edits })
}

/// A behaviour that keeps the viewer's `Host`, with as little changed as that takes.
fn without_host(scenario: &Scenario, behavior: &CacheBehavior) -> CacheBehavior {
    let mut changed =
        CacheBehavior { origin_request_policy: Some(ALL_BUT_HOST.into()), forwarded_values: None, ..behavior.clone() };
    if behavior.forwarded_values.is_none() && !forwards_host(scenario, &changed) {
        return changed;
    }
    changed.cache_policy = Some("CachingDisabled".into());
    changed
}

/// `Authorization` goes to the origin only as part of the cache key, which takes a longest time above zero.
fn with_authorization() -> CachePolicy {
    CachePolicy {
        name: "forward-authorization".to_owned(),
        min_ttl: 0,
        default_ttl: 0,
        max_ttl: 1,
        headers: CacheKeyHeaders {
            behavior: CacheKeyHeaderBehavior::Whitelist,
            items: vec!["Authorization".to_owned()],
            ..CacheKeyHeaders::default()
        },
        query_strings: Selection { behavior: SelectionBehavior::All, ..Selection::default() },
        ..CachePolicy::default()
    }
}

/// Which origin is asked, at what name, by what protocol.
fn origins(at: &Situation<'_>, front: &Front<'_>) -> Vec<Change> {
    const MOST: usize = 4;
    let mut found = Vec::new();
    if at.is_refused_by(&[RuleId::CloudfrontOriginMissing]) {
        for origin in front.distribution.origin.iter().take(MOST) {
            let id = origin.origin_id.clone();
            let values = vec![("pattern", front.pattern()), ("origin", id.clone())];
            found.push(Change { kind: FixKind::TargetOrigin, values, edits: front.asking_origin(&id) });
        }
    }
    let Some((_, origin)) = front.origin else { return found };
    let names_nothing = [
        RuleId::DnsApiNotFound,
        RuleId::DnsNotInScenario,
        RuleId::CloudfrontOriginDns,
        RuleId::S3BucketNotFound,
        RuleId::S3WebsiteNotFound,
        RuleId::S3Region,
        RuleId::LambdaUrlNotFound,
        RuleId::RestApiHostUnknown,
        RuleId::RestApiEdgeHostUnknown,
    ];
    if at.is_refused_by(&names_nothing) {
        for name in own_names(at).into_iter().filter(|name| !same_name(name, &origin.domain_name)) {
            let values = vec![("origin", origin.origin_id.clone()), ("name", name.clone())];
            let edits = front.with_origin(|origin| origin.domain_name = name);
            found.extend(edits.map(|edits| Change { kind: FixKind::OriginDomain, values, edits }));
        }
    }
    let closed =
        [RuleId::DnsPortClosed, RuleId::S3WebsiteHttps, RuleId::CloudfrontOriginConnect, RuleId::RestApiEdgeHttps];
    if at.is_refused_by(&closed) {
        // What the origin refused by is told with the refusal of the hop that asked.
        let because = at.detail(RuleId::CloudfrontOriginConnect).and_then(|detail| detail.rule("because"));
        // Who does not answer at one port may answer at the other: a load balancer with a listener for HTTP alone.
        let speaks_https = origin
            .custom_origin_config
            .as_ref()
            .is_some_and(|config| config.origin_protocol_policy == OriginProtocolPolicy::HttpsOnly);
        let is_website = because == Some(RuleId::S3WebsiteHttps) || at.is_refused_by(&[RuleId::S3WebsiteHttps]);
        let policy =
            if is_website || speaks_https { OriginProtocolPolicy::HttpOnly } else { OriginProtocolPolicy::HttpsOnly };
        let values = vec![("origin", origin.origin_id.clone()), ("policy", policy.as_str().to_owned())];
        let config = CustomOriginConfig { origin_protocol_policy: policy, ..CustomOriginConfig::default() };
        let edits = front.with_origin(|origin| origin.custom_origin_config = Some(config));
        found.extend(edits.map(|edits| Change { kind: FixKind::OriginProtocol, values, edits }));
    }
    found
}

/// The names at which the wanted place answers.
fn own_names(at: &Situation<'_>) -> Vec<String> {
    let scenario = at.scenario;
    let rest = |at: usize| scenario.rest_apis.get(at).map(|api| execute_api(&api.id, &api.region));
    let http = |at: usize| scenario.http_apis.get(at).map(|api| execute_api(&api.id, &api.region));
    // A website endpoint gives way to another one, in the spelling of its region.
    let origin = at.front.and_then(|front| front.origin).map_or("", |(_, origin)| origin.domain_name.as_str());
    let website = origin.find(".s3-website").and_then(|from| origin.get(from..));
    let bucket = |at: usize| {
        let bucket = scenario.buckets.get(at)?;
        let website = website.filter(|_| bucket.website.is_some()).map(str::to_owned);
        let endpoint = website.unwrap_or_else(|| format!(".s3.{}.amazonaws.com", bucket.region));
        Some(format!("{}{endpoint}", bucket.name))
    };
    let url = |at: usize| scenario.lambdas.get(at)?.function_url.as_ref().map(|url| url.domain_name.clone());
    match &at.wanted {
        Some(Wanted::Rest { api, .. }) => rest(*api).into_iter().collect(),
        Some(Wanted::Http { api, .. }) => http(*api).into_iter().collect(),
        Some(Wanted::S3 { bucket: index, .. }) => bucket(*index).into_iter().collect(),
        Some(Wanted::LambdaUrl { lambda }) => url(*lambda).into_iter().collect(),
        Some(Wanted::Host { domain_name, .. }) => vec![domain_name.clone()],
        // Nothing says which: where the scenario has one of its kind, it is meant. A bucket's name that leads nowhere is
        // no API's.
        None => {
            let is_bucket = S3Host::parse(origin).is_some();
            let is_api = ExecuteApiHost::parse(origin).is_some();
            let rests = (0..scenario.rest_apis.len()).filter_map(rest);
            let apis = rests.chain((0..scenario.http_apis.len()).filter_map(http)).filter(|_| !is_bucket);
            let buckets = (0..scenario.buckets.len()).filter_map(bucket).filter(|_| !is_api);
            let all: Vec<String> = apis.chain(buckets).collect();
            if all.len() == 1 { all } else { Vec::new() }
        }
    }
}

/// An origin group that asks its second origin on the status at hand too.
fn failover(at: &Situation<'_>, front: &Front<'_>) -> Option<Change> {
    /// The statuses that can be criteria.
    const STATUSES: [u16; 9] = [400, 403, 404, 416, 429, 500, 502, 503, 504];
    let mut steps = at.trace.hops.iter().flat_map(|hop| &hop.steps);
    let step =
        steps.find(|step| step.rule.id == RuleId::CloudfrontOriginFailover && step.outcome == Outcome::Skipped)?;
    let Some(Value::Number(status)) = step.detail.get("status") else { return None };
    // An origin that takes no connection counts as 503, whatever the viewer sees.
    let is_closed = at.is_refused_by(&[RuleId::CloudfrontOriginConnect, RuleId::CloudfrontOriginCertificate]);
    let status = if is_closed && *status == 502 { 503 } else { u16::try_from(*status).ok()? };
    let id = step.detail.text("origin_group")?;
    let index = front.distribution.origin_group.iter().position(|group| group.origin_id == id)?;
    let group = front.distribution.origin_group.get(index)?;
    let codes = &group.failover_criteria.status_codes;
    if !STATUSES.contains(&status) || codes.iter().any(|code| code.get() == status) {
        return None;
    }
    let code = StatusCode::new(status)?;
    let secondary = step.detail.text("secondary").unwrap_or_default().to_owned();
    let values = vec![("status", status.to_string()), ("group", id.to_owned()), ("secondary", secondary)];
    let edits = changed(Part::OriginGroup(front.index, index), group, |group| {
        group.failover_criteria.status_codes.push(code);
        group.failover_criteria.status_codes.sort();
    });
    Some(Change { kind: FixKind::FailoverCriteria, values, edits })
}

/// `/` stands for an object.
fn root_object(at: &Situation<'_>, front: &Front<'_>) -> Option<Change> {
    let url = hopscope_routing::url::Url::parse(&at.request.url).ok()?;
    let is_root = url.path == "/" && front.distribution.default_root_object.is_empty() && at.is_about_path();
    let object = "index.html".to_owned();
    is_root.then(|| Change {
        kind: FixKind::DefaultRootObject,
        values: vec![("object", object.clone()), ("distribution", front.distribution.id.clone())],
        edits: set(front.part(), "default_root_object", &front.distribution.default_root_object, &object),
    })
}
