//! A custom domain name in front of the API: its mapping takes the base path off and fixes the stage.

use hopscope_routing::RuleId;
use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_scenario::Part;
use hopscope_scenario::difference::added;
use hopscope_scenario::domain_name::{BasePathMapping, DomainName, RoutingConditions, RoutingMode, RoutingRule};
use hopscope_scenario::rest_api::EndpointType;

use super::distribution::leading;
use crate::fix::edit::{changed, list};
use crate::fix::situation::Situation;
use crate::fix::wanted::{Wanted, split};
use crate::fix::{Change, FixKind};

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    let Some(target) = Target::of(at) else { return };
    match at.scenario.domain_names.iter().enumerate().find(|(_, domain)| target.goes_to(at, domain)) {
        Some((index, domain)) => {
            let part = Part::DomainName(index);
            found.extend(mapping(&target, part, domain));
            found.extend(routing_mode(&target, part, domain));
            found.extend(rule(&target, part, domain));
        }
        None => {
            found.extend(new_domain(at, &target));
            found.extend(custom_domain(at, &target));
        }
    }
}

/// The stage of an API, and the base path behind which its paths begin.
struct Target {
    api: String,
    region: String,
    stage: String,
    base_path: String,
}

impl Target {
    fn of(at: &Situation<'_>) -> Option<Self> {
        let names = [
            RuleId::RestApiEndpointDisabled,
            RuleId::HttpApiEndpointDisabled,
            RuleId::DnsApiNotFound,
            RuleId::CloudfrontOriginDns,
        ];
        (at.is_about_path() || at.is_refused_by(&names)).then_some(())?;
        let wanted = at.wanted.as_ref()?;
        let (api, region, stage) = match wanted {
            Wanted::Rest { api, stage, .. } => {
                let api = at.scenario.rest_apis.get(*api)?;
                api.stages.iter().find(|each| each.name == *stage)?;
                (api.endpoint_type != EndpointType::Private).then_some(())?;
                (&api.id, &api.region, stage)
            }
            Wanted::Http { api, stage, .. } => {
                let api = at.scenario.http_apis.get(*api)?;
                api.stages.iter().find(|each| each.name == *stage)?;
                (&api.id, &api.region, stage)
            }
            Wanted::S3 { .. } | Wanted::LambdaUrl { .. } | Wanted::Host { .. } => return None,
        };
        let base_path = match wanted.template() {
            Some(template) => split(template, &at.path)?.0,
            None => String::new(),
        };
        Some(Self {
            api: api.clone(),
            region: region.clone(),
            stage: stage.clone(),
            base_path: base_path.trim_start_matches('/').to_owned(),
        })
    }

    /// Whether the request goes to the domain, by its name or as the origin's.
    fn goes_to(&self, at: &Situation<'_>, domain: &DomainName) -> bool {
        same_name(&domain.domain_name, &at.asked)
            || at.trace.hops.iter().any(|hop| same_name(&hop.received.host, &domain.domain_name))
    }

    fn values(&self, domain: &str) -> Vec<(&'static str, String)> {
        let base_path = if self.base_path.is_empty() { "(none)" } else { &self.base_path };
        vec![
            ("name", domain.to_owned()),
            ("base_path", base_path.to_owned()),
            ("api", self.api.clone()),
            ("stage", self.stage.clone()),
        ]
    }

    fn mapping(&self) -> BasePathMapping {
        BasePathMapping {
            base_path: self.base_path.clone(),
            api: self.api.clone(),
            stage: self.stage.clone(),
            ..BasePathMapping::default()
        }
    }
}

fn mapping(target: &Target, part: Part, domain: &DomainName) -> Option<Change> {
    (domain.routing_mode != RoutingMode::RoutingRuleOnly).then_some(())?;
    let key = |mapping: &BasePathMapping| match mapping.base_path.trim_matches('/') {
        "(none)" => String::new(),
        key => key.to_owned(),
    };
    let edits = changed(part, domain, |domain| {
        match domain.base_path_mappings.iter_mut().find(|each| key(each) == target.base_path) {
            Some(found) => *found = target.mapping(),
            None => domain.base_path_mappings.push(target.mapping()),
        }
    });
    Some(Change { kind: FixKind::BasePathMapping, values: target.values(&domain.domain_name), edits })
}

/// The mappings that are there are looked at again, with the wanted one among them.
fn routing_mode(target: &Target, part: Part, domain: &DomainName) -> Option<Change> {
    (domain.routing_mode == RoutingMode::RoutingRuleOnly).then_some(())?;
    let is_known = domain.base_path_mappings.iter().any(|each| {
        let key = each.base_path.trim_matches('/');
        each.api == target.api && each.stage == target.stage && key.trim_start_matches("(none)") == target.base_path
    });
    let edits = changed(part, domain, |domain| {
        domain.routing_mode = RoutingMode::RoutingRuleThenBasePathMapping;
        if !is_known {
            domain.base_path_mappings.push(target.mapping());
        }
    });
    Some(Change { kind: FixKind::RoutingMode, values: target.values(&domain.domain_name), edits })
}

/// The custom domain name that a DNS record counts on, as its target tells, and that API Gateway does not have.
fn new_domain(at: &Situation<'_>, target: &Target) -> Option<Change> {
    let record = at.scenario.dns.iter().find(|record| same_name(&record.name, &at.asked))?;
    let host = ExecuteApiHost::parse(&record.target).filter(|host| host.api.starts_with("d-"))?;
    (host.region == target.region).then_some(())?;
    let domain = DomainName {
        domain_name: record.name.clone(),
        endpoint_type: EndpointType::Regional,
        target_domain_name: record.target.clone(),
        base_path_mappings: vec![target.mapping()],
        ..DomainName::default()
    };
    let edits = vec![added(&list("domain_names"), at.scenario.domain_names.len(), &domain)];
    Some(Change { kind: FixKind::DomainName, values: target.values(&record.name), edits })
}

fn rule(target: &Target, part: Part, domain: &DomainName) -> Option<Change> {
    (!target.base_path.is_empty()).then_some(())?;
    let first = domain.routing_rules.iter().map(|rule| rule.priority).min();
    let rule = RoutingRule {
        priority: first.map_or(10, |first| first.saturating_sub(1).max(1)),
        conditions: RoutingConditions { base_paths: vec![target.base_path.clone()], ..RoutingConditions::default() },
        api: target.api.clone(),
        stage: target.stage.clone(),
        strip_base_path: true,
        ..RoutingRule::default()
    };
    let edits = changed(part, domain, |domain| {
        if domain.routing_mode == RoutingMode::BasePathMappingOnly {
            domain.routing_mode = RoutingMode::RoutingRuleThenBasePathMapping;
        }
        domain.routing_rules.push(rule);
    });
    Some(Change { kind: FixKind::RoutingRule, values: target.values(&domain.domain_name), edits })
}

/// A new domain name, its DNS record, and the origin pointed at it.
fn custom_domain(at: &Situation<'_>, target: &Target) -> Option<Change> {
    let front = at.front?;
    let (_, origin) = front.origin?;
    // Where there is no base path to take off an origin path does with less.
    let is_closed = at.is_refused_by(&[RuleId::RestApiEndpointDisabled, RuleId::HttpApiEndpointDisabled]);
    (is_closed || !target.base_path.is_empty()).then_some(())?;
    ExecuteApiHost::parse(&origin.domain_name).filter(|host| host.api == target.api)?;
    // Below the name by which the distribution is called, where it has one of its own.
    let alias = front.distribution.aliases.iter().find(|name| !name.starts_with('*'));
    let parent = alias.map_or("example.com", |alias| alias.split_once('.').map_or(alias.as_str(), |(_, rest)| rest));
    let parent = if parent.contains('.') { parent } else { "example.com" };
    let is_taken = |name: &String| {
        at.scenario.domain_names.iter().any(|domain| same_name(&domain.domain_name, name))
            || at.scenario.dns.iter().any(|record| same_name(&record.name, name))
            || front.distribution.aliases.iter().any(|alias| same_name(alias, name))
    };
    let names = ["api", "origin-api", "api-origin"].map(|label| format!("{label}.{parent}"));
    let name = names.into_iter().find(|name| !is_taken(name))?;
    let regional = format!("d-{}.execute-api.{}.amazonaws.com", target.api, target.region);
    let domain = DomainName {
        domain_name: name.clone(),
        endpoint_type: EndpointType::Regional,
        target_domain_name: regional.clone(),
        base_path_mappings: vec![target.mapping()],
        ..DomainName::default()
    };
    let mut edits = vec![added(&list("domain_names"), at.scenario.domain_names.len(), &domain)];
    edits.extend(leading(at.scenario, &name, &regional));
    edits.extend(front.own_origin("domain", |origin| {
        origin.domain_name.clone_from(&name);
        origin.origin_path = String::new();
    })?);
    Some(Change { kind: FixKind::CustomDomain, values: target.values(&name), edits })
}
