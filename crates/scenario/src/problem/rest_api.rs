//! Problems of REST APIs.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::{ProblemKind, Report, path_form};
use crate::Scenario;
use crate::field_path::Place;
use crate::rest_api::{Resource, RestApi};

pub(super) fn check(scenario: &Scenario, root: &Place<'_>, report: &mut Report<'_>) {
    report.duplicates(root, "rest_apis", "id", scenario.rest_apis.iter().map(|api| api.id.as_str()));
    let apis = root.field("rest_apis");
    for (index, api) in scenario.rest_apis.iter().enumerate() {
        let at = apis.index(index);
        check_policy(api, &at, report);
        check_resources(api, &at, report);
        check_stages(api, &at, report);
    }
}

fn check_policy(api: &RestApi, at: &Place<'_>, report: &mut Report<'_>) {
    let Some(policy) = &api.policy else { return };
    for (field, ranges) in [("ip", &policy.ip), ("not_ip", &policy.not_ip)] {
        for (index, range) in ranges.iter().enumerate() {
            if !is_ip_range(range) {
                report.add(&at.field("policy").field(field).index(index), ProblemKind::IpRange);
            }
        }
    }
}

/// Whether the text is an IP address, alone or with a prefix length (RFC 4632, RFC 4291 section 2.3).
fn is_ip_range(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else {
        return text.parse::<IpAddr>().is_ok();
    };
    let digits = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
    match (address.parse(), prefix.parse::<u8>()) {
        (Ok(IpAddr::V4(_)), Ok(length)) => digits && length <= 32,
        (Ok(IpAddr::V6(_)), Ok(length)) => digits && length <= 128,
        _ => false,
    }
}

fn check_resources(api: &RestApi, at: &Place<'_>, report: &mut Report<'_>) {
    report.duplicates(at, "resources", "path", api.resources.iter().map(|resource| resource.path.as_str()));
    let resources = at.field("resources");
    for (index, resource) in api.resources.iter().enumerate() {
        let at = resources.index(index);
        if let Some(form) = path_form::fault(&resource.path) {
            report.add(&at.field("path"), ProblemKind::Path(form));
        }
        for (name, method) in &resource.methods {
            report.integration(&at.field("methods").field(name.as_str()), &method.integration);
        }
    }
    check_siblings(&api.resources, at, report);
}

/// A resource may have one variable as a child: API Gateway refuses a second of another name.
fn check_siblings(resources: &[Resource], at: &Place<'_>, report: &mut Report<'_>) {
    let mut variable_of = BTreeMap::new();
    for (index, resource) in resources.iter().enumerate() {
        for (start, _) in resource.path.match_indices('/') {
            let (parent, rest) = resource.path.split_at_checked(start).unwrap_or_default();
            let segment = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
            if path_form::variable(segment).is_none() {
                continue;
            }
            let (first, path) = *variable_of.entry(parent).or_insert((segment, &resource.path));
            if first != segment {
                let other = String::clone(path);
                report.add(&at.field("resources").index(index).field("path"), ProblemKind::SiblingVariable { other });
                break;
            }
        }
    }
}

fn check_stages(api: &RestApi, at: &Place<'_>, report: &mut Report<'_>) {
    report.duplicates(at, "stages", "name", api.stages.iter().map(|stage| stage.name.as_str()));
    let stages = at.field("stages");
    let methods = api
        .resources
        .iter()
        .flat_map(|resource| resource.methods.keys().map(|method| (method.as_str(), resource.path.as_str())));
    let methods: BTreeSet<(&str, &str)> = methods.collect();
    for (index, stage) in api.stages.iter().enumerate() {
        let at = stages.index(index);
        report.stage_name(&at.field("name"), &stage.name);
        for (index, deployed) in stage.deployed.iter().flatten().enumerate() {
            if !deployed.split_once(' ').is_some_and(|method| methods.contains(&method)) {
                report.add(&at.field("deployed").index(index), ProblemKind::UnknownMethod);
            }
        }
    }
}
