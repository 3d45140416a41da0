//! Routing rules: the one of lowest priority whose conditions the request meets, all of them.
//!
//! - A header's name knows no case; its value does, and is compared as one text. `*` at the start, the end or both
//!   stands for any characters. `Host` and `Cookie` may be used.
//! - A base path is compared from the start of the path, in whole segments.
//! - Unlike a mapping, a rule takes the base path off only when it says so.
//!
//! Source: Amazon API Gateway Developer Guide, "Routing rules for REST APIs". The guide says that a path "contains" the
//! base path; its examples all begin with it.

use hopscope_scenario::domain_name::{DomainName, RoutingRule};

use super::mapping::begins_with;
use super::{Chosen, domain_field, rule_part};
use crate::api_gateway::entrance::Entrance;
use crate::exchange::Request;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};
use crate::tracer::Tracer;

/// The rule that takes a request, written down.
pub(super) fn choose<'s>(tracer: &mut Tracer<'s>, domain: &'s DomainName, request: &Request<'s>) -> Option<Chosen<'s>> {
    let path = request.path.text();
    let met = domain.routing_rules.iter().filter_map(|rule| Some((rule, meets(rule, request, path)?)));
    let Some((rule, base_path)) = met.min_by_key(|(rule, _)| rule.priority) else {
        let detail = Detail::none().with("rules", domain.routing_rules.len()).with("path", path);
        let detail = detail.by(domain_field(tracer, domain, "routing_rules"));
        tracer.pending_step(&rules::ROUTING_RULE, Outcome::Skipped, detail);
        return None;
    };
    let stripped = base_path.filter(|_| rule.strip_base_path);
    let rest = request.path.without_prefix(stripped.map_or(0, |base_path| base_path.len() + 1));
    let by = rule_part(tracer.scenario, domain, rule);
    let detail = Detail::none()
        .with("priority", usize::try_from(rule.priority).unwrap_or(usize::MAX))
        .with("api", &rule.api)
        .with("stage", &rule.stage)
        .with_copy("base_path", base_path.unwrap_or_default())
        .with("stripped", stripped.is_some())
        .with("path", rest.text())
        .by(by.map(|part| part.field("conditions")))
        .by(by.map(|part| part.field("strip_base_path")));
    let outcome = if stripped.is_some() { Outcome::Changed } else { Outcome::Passed };
    tracer.pending_step(&rules::ROUTING_RULE, outcome, detail);
    Some(Chosen {
        api: &rule.api,
        entrance: Entrance {
            domain: Some(domain),
            stage: Some(&rule.stage),
            base_path: stripped.map(|base_path| format!("/{base_path}")),
            path: rest,
            by,
        },
    })
}

/// The longest base path of a rule that a request begins with; an inner None: the rule has no such condition. None: the
/// request does not meet the rule's conditions.
fn meets<'s>(rule: &'s RoutingRule, request: &Request<'_>, path: &str) -> Option<Option<&'s str>> {
    let headers = rule.conditions.headers.iter().all(|(name, glob)| {
        if name.eq_ignore_ascii_case("host") {
            return fits(glob, &request.host);
        }
        request.headers.get(name).is_some_and(|value| fits(glob, value))
    });
    if !headers {
        return None;
    }
    let base_paths = rule.conditions.base_paths.iter().map(|base_path| base_path.trim_matches('/'));
    if rule.conditions.base_paths.is_empty() {
        return Some(None);
    }
    base_paths.filter(|base_path| begins_with(path, base_path, false)).max_by_key(|path| path.len()).map(Some)
}

/// Whether a value fits a glob: `*` at the start and at the end stands for any characters, and nothing else is special.
fn fits(glob: &str, value: &str) -> bool {
    match (glob.strip_prefix('*'), glob.strip_suffix('*')) {
        (Some(end), None) => value.ends_with(end),
        (None, Some(start)) => value.starts_with(start),
        (None, None) => glob == value,
        (Some(rest), Some(_)) => rest.strip_suffix('*').is_none_or(|inner| value.contains(inner)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_are_case_sensitive_and_know_only_the_star() {
        for (glob, value, expected) in [
            ("a*", "alpha", true),
            ("a*", "beta", false),
            ("*a", "beta", true),
            ("*ux=beta*", "id=1; ux=beta; x=2", true),
            ("World", "world", false),
            ("*json", "application/json", true),
            ("*json", "application/json,text/xml", false),
            ("a?c", "abc", false),
        ] {
            assert_eq!(fits(glob, value), expected, "{glob} {value}");
        }
    }
}
