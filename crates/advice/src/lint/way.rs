//! Ways that lead in a circle, and small mistakes in names and times that make a request fail.

use hopscope_routing::cloudfront::origin_kind::OriginKind;
use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_routing::trace;
use hopscope_routing::url::Url;
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::request::Request;
use hopscope_scenario::response::Response;
use hopscope_scenario::{FieldPath, Scenario};

use super::{Finding, FindingKind};
use crate::diagnosis::redirect::astray;

/// The most records that a name is followed along.
const MOST_RECORDS: usize = 16;

pub(super) fn check(scenario: &Scenario, found: &mut Vec<Finding>) {
    let root = FieldPath::root();
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        for (place, origin) in distribution.origin.iter().enumerate() {
            let at = root.field("distributions").index(index).field("origin").index(place);
            found.extend(leads_back(scenario, distribution, origin, &at));
            found.extend(no_bucket(scenario, origin, &at));
        }
    }
    redirect_loops(scenario, found);
    for (index, domain) in scenario.domain_names.iter().enumerate() {
        let mappings = root.field("domain_names").index(index).field("base_path_mappings");
        for (place, mapping) in domain.base_path_mappings.iter().enumerate() {
            if mapping.base_path.contains('/') {
                let kind = FindingKind::MappingKeySlash {
                    domain_name: domain.domain_name.clone(),
                    base_path: mapping.base_path.clone(),
                };
                found.push(Finding { path: mappings.index(place).field("base_path"), kind });
            }
        }
    }
    for (index, request) in scenario.requests.iter().enumerate() {
        found.extend(milliseconds(request, &root.field("requests").index(index).field("url")));
    }
}

/// Whether a name is one of the distribution's, or leads to one.
fn is_distribution(scenario: &Scenario, distribution: &Distribution, name: &str) -> bool {
    let mut name = name.to_owned();
    for _ in 0..MOST_RECORDS {
        let own = std::iter::once(&distribution.domain_name).chain(&distribution.aliases);
        if own.clone().any(|own| !own.is_empty() && same_name(own, &name)) {
            return true;
        }
        let Some(record) = scenario.dns.iter().find(|record| same_name(&record.name, &name)) else { return false };
        name.clone_from(&record.target);
    }
    false
}

/// An origin that is the distribution itself.
fn leads_back(scenario: &Scenario, distribution: &Distribution, origin: &Origin, at: &FieldPath) -> Option<Finding> {
    is_distribution(scenario, distribution, &origin.domain_name).then(|| Finding {
        path: at.field("domain_name"),
        kind: FindingKind::OriginLeadsBack {
            origin: origin.domain_name.clone(),
            distribution: distribution.id.clone(),
        },
    })
}

/// An origin without settings of a custom one is a bucket to AWS. APIs and function URLs are left out: scenarios
/// commonly leave their settings to the defaults.
fn no_bucket(scenario: &Scenario, origin: &Origin, at: &FieldPath) -> Option<Finding> {
    let is_domain = scenario.domain_names.iter().any(|each| same_name(&each.domain_name, &origin.domain_name));
    let is_plain = origin.custom_origin_config.is_none()
        && OriginKind::of(origin) == OriginKind::Custom
        && ExecuteApiHost::parse(&origin.domain_name).is_none()
        && !is_domain;
    is_plain.then(|| Finding {
        path: at.field("custom_origin_config"),
        kind: FindingKind::OriginKindMissing { origin: origin.domain_name.clone() },
    })
}

/// Redirects to a distribution's name that come back to the same redirect.
fn redirect_loops(scenario: &Scenario, found: &mut Vec<Finding>) {
    let root = FieldPath::root();
    let balancers = scenario.load_balancers.iter().enumerate().flat_map(|(index, each)| {
        let at = root.field("load_balancers").index(index);
        let rules = each.rules.iter().enumerate();
        let of_rules = at.clone();
        rules
            .map(move |(place, rule)| (of_rules.field("rules").index(place).field("response"), &rule.response))
            .chain([(at.field("default"), &each.default)])
    });
    let servers = scenario.servers.iter().enumerate().flat_map(|(index, each)| {
        let at = root.field("servers").index(index).field("routes");
        each.routes.iter().enumerate().map(move |(place, route)| (at.index(place).field("response"), &route.response))
    });
    for (at, response) in balancers.chain(servers) {
        let Some(location) = location(response) else { continue };
        let Ok(to) = Url::parse(location) else { continue };
        if !scenario.distributions.iter().any(|each| is_distribution(scenario, each, &to.host)) {
            continue;
        }
        let request = Request { url: location.to_owned(), ..Request::default() };
        let traced = trace(scenario, &request);
        if traced.needs.is_empty() && astray(&traced).is_some_and(|astray| astray.is_loop) {
            let kind = FindingKind::RedirectLoop { location: location.to_owned() };
            found.push(Finding { path: at, kind });
        }
    }
}

fn location(response: &Response) -> Option<&str> {
    (300..400).contains(&response.status.get()).then_some(())?;
    let (_, values) = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("location"))?;
    values.iter().next()
}

/// The time of a signed URL is in seconds; thirteen digits are milliseconds.
fn milliseconds(request: &Request, at: &FieldPath) -> Option<Finding> {
    let (_, query) = request.url.split_once('?')?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix("Expires="))?;
    let is_signed = query.contains("Signature=");
    let is_long = value.len() >= 13 && value.bytes().all(|byte| byte.is_ascii_digit());
    (is_signed && is_long)
        .then(|| Finding { path: at.clone(), kind: FindingKind::ExpiresInMilliseconds { value: value.to_owned() } })
}
