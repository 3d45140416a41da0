//! Base path mappings: of those whose base path the request's path begins with, the one with the longest is taken.
//!
//! - Only the mappings' paths are compared, never the routes behind them. The empty base path, `(none)` in the
//!   console, takes what no other does.
//! - A domain that has a mapping of several levels compares bytes: `/ordersandmore` goes to `orders`. A domain
//!   without one compares segments: `/ordersandmore` does not.
//! - The base path is taken off. A mapping without stage takes the stage from the segment that follows.
//!
//! Source: Amazon API Gateway Developer Guide, "Map API stages to a custom domain name for REST APIs". What is left of
//! `/ordersandmore` is not documented; it is taken to be `/andmore`.

use hopscope_scenario::domain_name::{BasePathMapping, DomainName};

use super::{Chosen, mapping_part};
use crate::api_gateway::entrance::Entrance;
use crate::exchange::Request;
use crate::path::PathSource;
use crate::rule::Basis;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Leg, Outcome, Step};
use crate::tracer::Tracer;

/// The mapping that takes a request, written down.
pub(super) fn choose<'s>(tracer: &mut Tracer<'s>, domain: &'s DomainName, request: &Request<'s>) -> Option<Chosen<'s>> {
    let path = request.path.text();
    let (mapping, base_path) = best(domain, path)?;
    let rest = request.path.without_prefix(base_path.map_or(0, |base_path| base_path.len() + 1));
    let is_cut = base_path.is_some() && !matches!(rest.text().as_bytes().first(), None | Some(b'/'));
    let rest = if is_cut { rest.prepended("/", PathSource::BasePath) } else { rest };
    let by = mapping_part(tracer.scenario, domain, mapping);
    let detail = Detail::none()
        .with_copy("base_path", base_path.unwrap_or_default())
        .with("api", &mapping.api)
        .with("stage", &mapping.stage)
        .with("path", rest.text())
        .by(by.map(|part| part.field("base_path")));
    let outcome = if base_path.is_some() { Outcome::Changed } else { Outcome::Passed };
    let basis = if is_cut { Basis::Inferred } else { rules::BASE_PATH_MAPPING.basis };
    tracer.pending.push(Step { rule: &rules::BASE_PATH_MAPPING, outcome, basis, leg: Leg::Request, detail });
    Some(Chosen {
        api: &mapping.api,
        entrance: Entrance {
            domain: Some(domain),
            stage: Some(mapping.stage.as_str()).filter(|stage| !stage.is_empty()),
            base_path: base_path.map(|base_path| format!("/{base_path}")),
            path: rest,
            by,
        },
    })
}

/// The mapping with the longest base path that a path begins with, and that base path; None for the empty one.
fn best<'s>(domain: &'s DomainName, path: &str) -> Option<(&'s BasePathMapping, Option<&'s str>)> {
    let bytewise = domain.base_path_mappings.iter().any(|mapping| key(mapping).contains('/'));
    domain
        .base_path_mappings
        .iter()
        .filter(|mapping| begins_with(path, key(mapping), bytewise))
        .max_by_key(|mapping| key(mapping).len())
        .map(|mapping| (mapping, Some(key(mapping)).filter(|key| !key.is_empty())))
}

/// A mapping's base path without slashes at its ends; the console writes `(none)` for the empty one.
fn key(mapping: &BasePathMapping) -> &str {
    match mapping.base_path.trim_matches('/') {
        "(none)" => "",
        key => key,
    }
}

/// Whether a path begins with a base path: byte by byte, or at the end of a segment.
pub(super) fn begins_with(path: &str, base_path: &str, bytewise: bool) -> bool {
    base_path.is_empty()
        || path
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(base_path))
            .is_some_and(|rest| bytewise || rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(keys: &[&str], requests: &[(&str, Option<&str>)]) {
        let mapping = |key: &&str| BasePathMapping { base_path: (*key).to_owned(), ..BasePathMapping::default() };
        let domain = DomainName { base_path_mappings: keys.iter().map(mapping).collect(), ..DomainName::default() };
        for (path, expected) in requests {
            let found = best(&domain, path).map(|(mapping, _)| mapping.base_path.as_str());
            assert_eq!(found, *expected, "{path}");
        }
    }

    #[test]
    fn single_level_mappings_take_whole_segments() {
        check(
            &["", "orders"],
            &[
                ("/orders", Some("orders")),
                ("/orders/1", Some("orders")),
                ("/ordersandmore", Some("")),
                ("/", Some("")),
            ],
        );
        check(&["orders"], &[("/Orders/1", None), ("/", None), ("//orders", None)]);
    }

    #[test]
    fn a_multi_level_mapping_makes_all_compare_bytes() {
        check(
            &["(none)", "orders", "orders/v2/items"],
            &[
                ("/ordersandmore", Some("orders")),
                ("/orders/v2/items/5", Some("orders/v2/items")),
                ("/x", Some("(none)")),
            ],
        );
    }
}
