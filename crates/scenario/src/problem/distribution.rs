//! Problems of CloudFront distributions.

use std::collections::{BTreeMap, BTreeSet};

use super::{ProblemKind, Report};
use crate::cache_behavior::{CacheBehavior, HttpMethod};
use crate::distribution::Distribution;
use crate::field_path::Place;
use crate::{FieldPath, Scenario};

/// CloudFront's default quota of cache behaviours a distribution. Source: Amazon CloudFront Developer Guide, "Quotas".
/// Only the ordered ones are counted here, so that the check holds whether or not the default one counts.
const MAX_BEHAVIORS: usize = 75;

/// CloudFront's default quota of origins a distribution. Source: as above.
const MAX_ORIGINS: usize = 100;

pub(super) fn check(scenario: &Scenario, root: &Place<'_>, report: &mut Report<'_>) {
    let mut aliases = BTreeMap::new();
    let distributions = root.field("distributions");
    for (index, distribution) in scenario.distributions.iter().enumerate() {
        let at = distributions.index(index);
        let own = at.field("aliases");
        for (index, alias) in distribution.aliases.iter().enumerate() {
            let at = own.index(index);
            // Host names compare without regard to case.
            match aliases.get(&alias.to_ascii_lowercase()) {
                Some(first) => report.add(&at, ProblemKind::Duplicate { first: FieldPath::clone(first) }),
                None => drop(aliases.insert(alias.to_ascii_lowercase(), at.path())),
            }
        }
        check_origins(distribution, &at, report);
        check_behaviors(distribution, &at, report);
    }
}

fn check_origins(distribution: &Distribution, at: &Place<'_>, report: &mut Report<'_>) {
    if distribution.default_root_object.starts_with('/') {
        report.add(&at.field("default_root_object"), ProblemKind::DefaultRootObject);
    }
    report.too_many(&at.field("origin"), distribution.origin.len(), MAX_ORIGINS);
    report.duplicates(at, "origin", "origin_id", distribution.origin.iter().map(|origin| origin.origin_id.as_str()));
    let origins = at.field("origin");
    for (index, origin) in distribution.origin.iter().enumerate() {
        let at = origins.index(index);
        let path = origin.origin_path.as_str();
        if !path.is_empty() && (!path.starts_with('/') || path.ends_with('/')) {
            report.add(&at.field("origin_path"), ProblemKind::OriginPath);
        }
        let headers = at.field("custom_header");
        for (index, header) in origin.custom_header.iter().enumerate() {
            let at = headers.index(index);
            report.header(&at.field("name"), &header.name);
            report.header_value(&at.field("value"), &header.value);
        }
    }
    // Of those that share an id, the first is told: the others are taken before it.
    let origin_ids = distribution.origin.iter().enumerate().rev();
    let position: BTreeMap<&str, usize> = origin_ids.map(|(at, origin)| (origin.origin_id.as_str(), at)).collect();
    report.duplicates(at, "origin_group", "origin_id", distribution.origin_group.iter().map(|g| g.origin_id.as_str()));
    let groups = at.field("origin_group");
    for (index, group) in distribution.origin_group.iter().enumerate() {
        let at = groups.index(index);
        if let Some(origin) = position.get(group.origin_id.as_str()) {
            let first = origins.index(*origin).field("origin_id").path();
            report.add(&at.field("origin_id"), ProblemKind::Duplicate { first });
        }
        if group.member.len() != 2 {
            report.add(&at.field("member"), ProblemKind::MemberCount { count: group.member.len() });
        }
        for (index, member) in group.member.iter().enumerate() {
            if !position.contains_key(member.as_str()) {
                report.add(&at.field("member").index(index), ProblemKind::UnknownOrigin);
            }
        }
    }
}

fn check_behaviors(distribution: &Distribution, at: &Place<'_>, report: &mut Report<'_>) {
    let ordered = &distribution.ordered_cache_behavior;
    report.too_many(&at.field("ordered_cache_behavior"), ordered.len(), MAX_BEHAVIORS);
    let patterns = ordered.iter().map(|behavior| behavior.path_pattern.as_str());
    report.duplicates(at, "ordered_cache_behavior", "path_pattern", patterns);
    let behaviors = at.field("ordered_cache_behavior");
    let origins = distribution.origin.iter().map(|origin| origin.origin_id.as_str());
    let groups = distribution.origin_group.iter().map(|group| group.origin_id.as_str());
    let targets: BTreeSet<&str> = origins.chain(groups).collect();
    for (index, behavior) in ordered.iter().enumerate() {
        check_behavior(&targets, behavior, &behaviors.index(index), report);
    }
    let default = &distribution.default_cache_behavior;
    check_behavior(&targets, default, &at.field("default_cache_behavior"), report);
}

fn check_behavior(targets: &BTreeSet<&str>, behavior: &CacheBehavior, at: &Place<'_>, report: &mut Report<'_>) {
    if !targets.contains(behavior.target_origin_id.as_str()) {
        report.add(&at.field("target_origin_id"), ProblemKind::UnknownOrigin);
    }
    // The console and the API offer these sets alone. Source: CloudFront API Reference, `AllowedMethods`.
    if !is_set(&behavior.allowed_methods, &[2, 3, 7]) {
        report.add(&at.field("allowed_methods"), ProblemKind::MethodSet);
    }
    if !is_set(&behavior.cached_methods, &[2, 3]) {
        report.add(&at.field("cached_methods"), ProblemKind::MethodSet);
    }
    let associations = at.field("function_association");
    for (index, association) in behavior.function_association.iter().enumerate() {
        check_function(&association.function, false, &associations.index(index), report);
    }
    let associations = at.field("lambda_function_association");
    for (index, association) in behavior.lambda_function_association.iter().enumerate() {
        check_function(&association.function, true, &associations.index(index), report);
    }
}

/// Whether the methods are, in any order, the first so many of `HttpMethod::ALL` for one of the sizes: that list
/// begins GET, HEAD, OPTIONS, as CloudFront's sets do.
fn is_set(methods: &[HttpMethod], sizes: &[usize]) -> bool {
    let mut sorted = methods.to_vec();
    sorted.sort_unstable();
    sizes.contains(&methods.len()) && HttpMethod::ALL.starts_with(&sorted)
}

fn check_function(name: &str, at_edge: bool, at: &Place<'_>, report: &mut Report<'_>) {
    match report.names.edge_functions.get(name).copied() {
        None => report.add(&at.field("function"), ProblemKind::UnknownEdgeFunction),
        Some(function) if function.is_lambda_at_edge() != at_edge => {
            let runtime = function.runtime.clone();
            report.add(&at.field("function"), ProblemKind::EdgeFunctionRuntime { runtime });
        }
        Some(_) => {}
    }
}
