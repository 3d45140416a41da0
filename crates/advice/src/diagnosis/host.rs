//! Why a system was asked for a host that is not its own: who wrote the `Host` header.

use hopscope_routing::cloudfront::origin_failover;
use hopscope_routing::dns::same_name;
use hopscope_routing::trace::{Component, Hop};
use hopscope_routing::url::Url;

use super::cause::{Case, Cause, CauseKind};

/// A request that comes back to the distribution which sent it: the front of an edge-optimized API goes by the `Host`
/// that was forwarded, which is the distribution's. What the distribution then makes of it says nothing of the cause.
pub fn comes_back(case: &Case<'_>) -> Option<Cause> {
    let first = case.trace.hops.first().filter(|hop| hop.component == Component::Cloudfront && !hop.id.is_empty())?;
    // The second origin of a group is asked by the same distribution, which came back from nowhere.
    let is_again = |hop: &&Hop| {
        hop.component == Component::Cloudfront
            && hop.id == first.id
            && hop.kind != origin_failover::KIND
            && same_name(&hop.received.host, &first.received.host)
    };
    case.trace.hops.iter().skip(1).find(is_again)?;
    let edge = super::place::Edge::before(case.scenario, case.trace, 0)?;
    let origin = edge.origin(case.scenario)?;
    edge.forwards(case.scenario, "host").then_some(())?;
    let policy = edge.behavior(case.scenario)?.origin_request_policy.as_ref().and_then(|policy| policy.name());
    let values = vec![
        ("host", first.received.host.to_string()),
        ("wanted", origin.domain_name.clone()),
        ("policy", policy.unwrap_or_default().to_owned()),
    ];
    Some(case.cause(CauseKind::HostForwarded, Some(edge.behavior_path().field("origin_request_policy")), values))
}

/// The cause of a foreign host. None: the name itself is the one that the client meant.
pub fn of(case: &Case<'_>) -> Option<Cause> {
    let host = match case.deciding.text("host") {
        "" => case.deciding.hop.received.host.as_str(),
        host => host,
    };
    if let Some(edge) = case.edge() {
        let origin = edge.origin(case.scenario)?;
        if same_name(&origin.domain_name, host) {
            return None;
        }
        let behavior = edge.behavior(case.scenario)?;
        let policies = [
            behavior.origin_request_policy.as_ref().and_then(|policy| policy.name()),
            behavior.cache_policy.as_ref().and_then(|policy| policy.name()),
        ];
        let policy = policies.into_iter().flatten().next().unwrap_or_default().to_owned();
        let values = vec![("host", host.to_owned()), ("wanted", origin.domain_name.clone()), ("policy", policy)];
        if edge.forwards(case.scenario, "host") {
            let field = edge.behavior_path().field("origin_request_policy");
            return Some(case.cause(CauseKind::HostForwarded, Some(field), values));
        }
        return Some(case.cause(CauseKind::HostOfFunction, Some(edge.behavior_path()), values));
    }
    let called = Url::parse(&case.request.url).ok()?.host;
    (!same_name(&called, host)).then(|| {
        let values = vec![("host", host.to_owned()), ("wanted", called.to_string())];
        case.cause(CauseKind::HostOfClient, None, values)
    })
}
