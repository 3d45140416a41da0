//! Why a system was asked for a host that is not its own: who wrote the `Host` header.

use hopscope_routing::dns::same_name;
use hopscope_routing::url::Url;

use super::cause::{Case, Cause, Kind};

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
            return Some(case.cause(Kind::HostForwarded, Some(field), values));
        }
        return Some(case.cause(Kind::HostOfFunction, Some(edge.behavior_path()), values));
    }
    let called = Url::parse(&case.request.url).ok()?.host;
    (!same_name(&called, host)).then(|| {
        let values = vec![("host", host.to_owned()), ("wanted", called.to_string())];
        case.cause(Kind::HostOfClient, None, values)
    })
}
