//! The `Host` header chooses the distribution, whatever name the connection was made to.
//!
//! A distribution's own name and its aliases are covered exactly; `*.example.com` covers names of any depth below
//! `example.com`, not `example.com` itself. Of several that cover a host the most specific is taken.

use std::ops::ControlFlow;

use hopscope_scenario::distribution::Distribution;
use hopscope_scenario::setting::Listed as _;
use hopscope_scenario::{Part, Scenario, Setting};

use super::page::Page;
use super::{chain, domain_fronting, limits, refuse};
use crate::dns::name::same_name;
use crate::exchange::{Answer, Request};
use crate::rules::cloudfront as rules;
use crate::trace::{Component, Detail, Outcome};
use crate::tracer::{HopIndex, Tracer};

/// How many characters of a host a distribution's names settle; None: they do not cover it. An exact name settles
/// them all, so that it beats every wildcard.
pub fn covers(distribution: &Distribution, host: &str) -> Option<usize> {
    std::iter::once(&distribution.domain_name)
        .chain(&distribution.aliases)
        .filter_map(|name| match name.strip_prefix('*') {
            None => same_name(name, host).then_some(usize::MAX),
            Some(suffix) => is_below(host, suffix).then_some(suffix.len()),
        })
        .max()
}

/// Whether `host` ends in `suffix` (which begins with a dot) and has something in front of it.
fn is_below(host: &str, suffix: &str) -> bool {
    suffix.len() > 1
        && host.len() > suffix.len()
        && host.get(host.len() - suffix.len()..).is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// The distribution that a host names.
pub fn find<'s>(scenario: &'s Scenario, host: &str) -> Option<&'s Distribution> {
    let covering = scenario.distributions.iter().filter_map(|each| Some((covers(each, host)?, each)));
    covering.max_by_key(|(settled, _)| *settled).map(|(_, distribution)| distribution)
}

/// Opens the hop of the distribution that the request's `Host` names. Break: none does, it does not answer, or the
/// request is not one that any would take.
pub fn choose<'s>(
    tracer: &mut Tracer<'s>,
    request: &Request<'s>,
) -> ControlFlow<(HopIndex, Answer), (HopIndex, &'s Distribution)> {
    let chosen = find(tracer.scenario, &request.host);
    let at = chosen.and_then(|each| each.part_of(tracer.scenario));
    let hop = tracer.enter(Component::Cloudfront, chosen.map_or("", |each| &each.id), "", at, request);
    match admit(tracer, hop, chosen, request) {
        ControlFlow::Continue(distribution) => ControlFlow::Continue((hop, distribution)),
        ControlFlow::Break(refusal) => ControlFlow::Break((hop, refusal)),
    }
}

fn admit<'s>(
    tracer: &mut Tracer<'s>,
    hop: HopIndex,
    chosen: Option<&'s Distribution>,
    request: &Request<'s>,
) -> ControlFlow<Answer, &'s Distribution> {
    limits::check(tracer, hop, request)?;
    chain::check(tracer, hop, request)?;
    let detail = Detail::none().with("host", &request.host);
    let Some(distribution) = chosen else {
        let detail = detail.by(Some(aliases(tracer.scenario, &request.connect_to))).by(request.host_by);
        tracer.step(hop, &rules::HOST_UNKNOWN, Outcome::Refused, detail);
        return ControlFlow::Break(refuse(&rules::HOST_UNKNOWN, Page::BAD_REQUEST));
    };
    domain_fronting::check(tracer, hop, request)?;
    let detail = detail.with("id", &distribution.id);
    let of = |field| distribution.part_of(tracer.scenario).map(|part| part.field(field));
    if distribution.enabled {
        let own = same_name(&distribution.domain_name, &request.host);
        let detail = detail.by(of(if own { "domain_name" } else { "aliases" }));
        tracer.step(hop, &rules::DISTRIBUTION, Outcome::Passed, detail);
        return ControlFlow::Continue(distribution);
    }
    let detail = detail.by(of("enabled"));
    tracer.step(hop, &rules::DISTRIBUTION_DISABLED, Outcome::Refused, detail);
    ControlFlow::Break(refuse(&rules::DISTRIBUTION_DISABLED, Page::BAD_REQUEST))
}

/// Where a host that no distribution has would have to be listed: at the distribution that the connection was made to,
/// else at the first.
fn aliases(scenario: &Scenario, connected_to: &str) -> Setting {
    let called = find(scenario, connected_to).or(scenario.distributions.first());
    match called.and_then(|each| each.part_of(scenario)) {
        Some(part) => part.field("aliases"),
        None => Part::Scenario.field("distributions"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_cover_hosts() {
        let distribution = Distribution {
            domain_name: "d1.cloudfront.net".to_owned(),
            aliases: vec!["www.example.com".to_owned(), "*.example.com".to_owned()],
            ..Distribution::default()
        };
        for (host, covered) in [
            ("d1.cloudfront.net", Some(usize::MAX)),
            ("WWW.example.com", Some(usize::MAX)),
            ("a.b.example.com", Some(".example.com".len())),
            ("example.com", None),
            (".example.com", None),
            ("badexample.com", None),
        ] {
            assert_eq!(covers(&distribution, host), covered, "{host}");
        }
    }
}
