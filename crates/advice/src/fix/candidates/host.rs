//! Who gets to know the viewer's `Host`, and by which name an origin is asked.

use hopscope_routing::RuleId;
use hopscope_routing::cloudfront::forwarding::Forwarding;
use hopscope_routing::cloudfront::origin_kind::OriginKind;
use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_routing::trace::Component;
use hopscope_scenario::cache_behavior::{CacheBehavior, FunctionAssociation, ViewerEvent};
use hopscope_scenario::difference::added;
use hopscope_scenario::distribution::Origin;
use hopscope_scenario::domain_name::{BasePathMapping, DomainName};
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::rest_api::EndpointType;

use super::distribution::leading;
use super::function_code::{forwarded_host, location};
use super::path::unused_name;
use crate::diagnosis::forwarding::FORWARDED_HOST;
use crate::diagnosis::redirect::astray;
use crate::fix::edit::{list, new_function};
use crate::fix::situation::{Front, Situation};
use crate::fix::wanted::{Wanted, split};
use crate::fix::{Change, FixKind};
use crate::origin_request::forwards_host;

const ALL: &str = "AllViewer";
const ALL_BUT_HOST: &str = "AllViewerExceptHostHeader";

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    let Some(front) = at.front else { return };
    let Some((_, origin)) = front.origin else { return };
    found.extend(forward_host(at, &front, origin));
    found.extend(origin_name(at, &front, origin));
    found.extend(shared_domain(at, &front, origin));
    found.extend(forwarded_host_function(at, &front));
    found.extend(location_function(at, &front));
}

/// Whether the place that was asked answered, and not as it should.
fn is_answered_amiss(at: &Situation<'_>) -> bool {
    let is_bad = at.trace.response.as_ref().is_some_and(|each| each.status.get() >= 300);
    at.trace.reaches.is_some() && is_bad
}

/// The viewer's `Host` for an origin that goes by it: no API, function URL or bucket, which know their own names alone.
fn forward_host(at: &Situation<'_>, front: &Front<'_>, origin: &Origin) -> Option<Change> {
    let takes_any =
        OriginKind::of(origin) == OriginKind::Custom && ExecuteApiHost::parse(&origin.domain_name).is_none();
    let is_certificate = at.is_refused_by(&[RuleId::CloudfrontOriginCertificate]);
    let is_meant = takes_any && (is_certificate || is_answered_amiss(at));
    (is_meant && !forwards_host(at.scenario, front.behavior)).then_some(())?;
    let values = vec![
        ("pattern", front.pattern()),
        ("policy", ALL.to_owned()),
        ("host", at.host()),
        ("origin", origin.domain_name.clone()),
    ];
    let edits = front.with_behavior(|behavior| match &mut behavior.forwarded_values {
        Some(legacy) => legacy.headers.push("Host".to_owned()),
        None => behavior.origin_request_policy = Some(ALL.into()),
    });
    Some(Change { kind: FixKind::ForwardHost, values, edits })
}

/// A name of one's own for the origin that its certificate covers: one that leads there already, else a new one.
fn origin_name(at: &Situation<'_>, front: &Front<'_>, origin: &Origin) -> Vec<Change> {
    const MOST: usize = 2;
    let certificate = at.list(RuleId::CloudfrontOriginCertificate, "certificate");
    let covers = |name: &str| certificate.iter().any(|each| hopscope_routing::tls::name_covers(each, name));
    let is_alias = |name: &str| front.distribution.aliases.iter().any(|alias| same_name(alias, name));
    let known = at.scenario.dns.iter().filter(|record| same_name(&record.target, &origin.domain_name));
    let known: Vec<&String> = known.map(|record| &record.name).filter(|name| covers(name) && !is_alias(name)).collect();
    let is_taken = |name: &str| is_alias(name) || at.scenario.dns.iter().any(|record| same_name(&record.name, name));
    let new = certificate.iter().filter_map(|name| match name.strip_prefix("*.") {
        Some(parent) => ["origin", "lb", "origin-1"]
            .map(|label| format!("{label}.{parent}"))
            .into_iter()
            .find(|name| !is_taken(name)),
        None => Some(name.clone()).filter(|name| !is_taken(name) && !same_name(name, &origin.domain_name)),
    });
    let names: Vec<(String, bool)> = match known.as_slice() {
        [] => new.map(|name| (name, true)).take(MOST).collect(),
        known => known.iter().take(MOST).map(|name| ((*name).clone(), false)).collect(),
    };
    let change = |(name, is_new): (String, bool)| {
        let mut edits = Vec::new();
        if is_new {
            edits.extend(leading(at.scenario, &name, &origin.domain_name));
        }
        edits.extend(front.with_origin(|origin| origin.domain_name.clone_from(&name))?);
        let values = vec![("name", name), ("origin", origin.origin_id.clone()), ("before", origin.domain_name.clone())];
        Some(Change { kind: FixKind::OriginName, values, edits })
    };
    names.into_iter().filter_map(change).collect()
}

/// The viewer's name as a custom domain of the API too, so that the `Host` that arrives there is one that it knows.
fn shared_domain(at: &Situation<'_>, front: &Front<'_>, origin: &Origin) -> Option<Change> {
    const UNKNOWN: [RuleId; 3] =
        [RuleId::RestApiHostUnknown, RuleId::RestApiEdgeHostUnknown, RuleId::HttpApiHostUnknown];
    (at.is_refused_by(&UNKNOWN) && forwards_host(at.scenario, front.behavior)).then_some(())?;
    let name = at.host();
    let is_own = front.distribution.aliases.iter().any(|alias| same_name(alias, &name));
    (is_own && !at.scenario.domain_names.iter().any(|each| same_name(&each.domain_name, &name))).then_some(())?;
    let (id, region, stage) = match at.wanted.as_ref()? {
        Wanted::Rest { api, stage, .. } => {
            let api = at.scenario.rest_apis.get(*api)?;
            (&api.id, &api.region, stage)
        }
        Wanted::Http { api, stage, .. } => {
            let api = at.scenario.http_apis.get(*api)?;
            (&api.id, &api.region, stage)
        }
        _ => return None,
    };
    ExecuteApiHost::parse(&origin.domain_name).filter(|host| host.api == id)?;
    let base_path = at.wanted.as_ref()?.template().and_then(|template| split(template, &at.path));
    let base_path = base_path.map(|(prefix, _)| prefix.trim_matches('/').to_owned()).unwrap_or_default();
    let target = format!("d-{id}.execute-api.{region}.amazonaws.com");
    let mapping = BasePathMapping {
        base_path: base_path.clone(),
        api: id.clone(),
        stage: stage.clone(),
        ..BasePathMapping::default()
    };
    let domain = DomainName {
        domain_name: name.clone(),
        endpoint_type: EndpointType::Regional,
        target_domain_name: target.clone(),
        base_path_mappings: vec![mapping],
        ..DomainName::default()
    };
    let mut edits = vec![added(&list("domain_names"), at.scenario.domain_names.len(), &domain)];
    edits.extend(front.own_origin("domain", |origin| {
        origin.domain_name.clone_from(&target);
        origin.origin_path = String::new();
    })?);
    let base_path = if base_path.is_empty() { "(none)".to_owned() } else { base_path };
    let values = vec![
        ("name", name),
        ("target", target),
        ("api", id.clone()),
        ("stage", stage.clone()),
        ("base_path", base_path),
    ];
    Some(Change { kind: FixKind::SharedDomain, values, edits })
}

/// A function that tells the origin the viewer's `Host` in `X-Forwarded-Host`.
fn forwarded_host_function(at: &Situation<'_>, front: &Front<'_>) -> Option<Change> {
    let is_told = at.sends(FORWARDED_HOST) || forwards_host(at.scenario, front.behavior);
    (is_answered_amiss(at) && !is_told && front.takes_function()).then_some(())?;
    let name = unused_name(at.scenario, "tell-host");
    let association = FunctionAssociation { function: name.clone(), ..FunctionAssociation::default() };
    let forwards = Forwarding::of(at.scenario, front.behavior).header(FORWARDED_HOST);
    let edit = |behavior: &mut CacheBehavior| {
        behavior.function_association.push(association);
        if forwards {
            return;
        }
        match &mut behavior.forwarded_values {
            Some(legacy) => legacy.headers.push("X-Forwarded-Host".to_owned()),
            None => behavior.origin_request_policy = Some(ALL_BUT_HOST.into()),
        }
    };
    let function = EdgeFunction { name: name.clone(), code: forwarded_host(), ..EdgeFunction::default() };
    let edits = [vec![new_function(at.scenario, &function)], front.with_behavior(edit)].concat();
    let values = vec![("function", name), ("pattern", front.pattern()), ("host", at.host())];
    Some(Change { kind: FixKind::ForwardedHostFunction, values, edits })
}

/// A function that puts the viewer's name into the redirects of an origin which knows its own alone.
fn location_function(at: &Situation<'_>, front: &Front<'_>) -> Option<Change> {
    let found = astray(at.trace).filter(|found| !found.is_loop)?;
    let is_taken =
        front.behavior.function_association.iter().any(|each| each.event_type == ViewerEvent::ViewerResponse)
            || !front.behavior.lambda_function_association.is_empty();
    (!is_taken && at.passes(Component::Cloudfront)).then_some(())?;
    let scheme = found.location.split("://").next().unwrap_or("https");
    let own = format!("{scheme}://{}", found.host);
    let path = front.origin.map_or("", |(_, origin)| origin.origin_path.as_str());
    let own = if found.location.starts_with(&format!("{own}{path}/")) { format!("{own}{path}") } else { own };
    let name = unused_name(at.scenario, "own-location");
    let association = FunctionAssociation {
        event_type: ViewerEvent::ViewerResponse,
        function: name.clone(),
        ..FunctionAssociation::default()
    };
    let associated = front.with_behavior(|each| each.function_association.push(association));
    let function = EdgeFunction { name: name.clone(), code: location(&own), ..EdgeFunction::default() };
    let edits = [vec![new_function(at.scenario, &function)], associated].concat();
    let values = vec![("function", name), ("pattern", front.pattern()), ("own", own), ("host", at.host())];
    Some(Change { kind: FixKind::LocationFunction, values, edits })
}
