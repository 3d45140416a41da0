//! Behaviours that lead to an API: can anything they take reach a method?
//!
//! For each behaviour the set of all paths that it takes is run, behind the origin path, through the API's stages and
//! resources. What no path reaches is not reached; no path is sampled.

use std::collections::{BTreeMap, BTreeSet};

use hopscope_routing::dns::ExecuteApiHost;
use hopscope_routing::url::Url;
use hopscope_scenario::cache_behavior::{CacheBehavior, LambdaEvent, ViewerEvent};
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::rest_api::{MethodName, RestApi};
use hopscope_scenario::{FieldPath, Scenario};

use super::forwarding::{pattern_of, placed};
use super::{Finding, Kind, Selecting};
use crate::ends::rest_api::{RestLabel, RestReader};
use crate::ends::{MOST_STATES, Served};
use crate::language::classes::{self, Example, Readers};
use crate::language::{Graph, TooLarge};
use crate::origin_request::{forwards_host, origins};
use crate::route_map::api_host;
use crate::route_map::distribution::behaviors;

pub(super) fn check(scenario: &Scenario, selecting: &[Selecting], found: &mut Vec<Finding>) {
    for (index, api) in scenario.rest_apis.iter().enumerate() {
        // An API too large to be decided is not complained about.
        if let Ok(Some(reached)) = reached_through_distributions(scenario, selecting, api, found) {
            let at = FieldPath::root().field("rest_apis").index(index);
            unreached(scenario, api, &at, &reached, found);
        }
    }
}

/// What paths of distributions reach of an API.
#[derive(Default)]
struct Reached {
    stages: BTreeSet<usize>,
    resources: BTreeSet<u16>,
    /// Whether more may be reached than can be told: through functions that edit paths.
    is_open: bool,
}

/// What a behaviour's paths reach, each with an example.
type Ends = BTreeMap<RestLabel, Example>;

fn reached_through_distributions(
    scenario: &Scenario,
    selecting: &[Selecting],
    api: &RestApi,
    found: &mut Vec<Finding>,
) -> Result<Option<Reached>, TooLarge> {
    let mut reached = None;
    let mut graph = None;
    for (index, (distribution, selecting)) in scenario.distributions.iter().zip(selecting).enumerate() {
        if !distribution.origin.iter().any(|origin| is_of(api, origin)) {
            continue;
        }
        let all: &mut Reached = reached.get_or_insert_with(Reached::default);
        let raw = match &graph {
            Some(raw) => raw,
            None => graph.insert(Graph::build(&RestReader::new(api, Served::All, None), MOST_STATES)?),
        };
        let ends = ends_of_behaviors(distribution, selecting.as_ref().map_err(|error| *error)?, api, raw)?;
        for (at, behavior) in placed(distribution, index) {
            for origin in origins(distribution, behavior).into_iter().filter(|origin| is_of(api, origin)) {
                if edits_paths(behavior) {
                    all.is_open = true;
                    continue;
                }
                if forwards_host(scenario, behavior) {
                    continue;
                }
                let place = Place { api, at: &at, behavior, origin };
                let Some(ends) = ends.get(&(at_index(&at), origin.origin_path.clone())) else { continue };
                for (stage, fits) in ends.keys().flatten() {
                    all.stages.insert(*stage);
                    all.resources.extend(fits);
                }
                found.extend(place.nothing_reached(ends));
                found.extend(place.methods_not_allowed(ends));
            }
        }
    }
    Ok(reached)
}

/// For each behaviour and origin path that leads to the API: what its paths reach.
fn ends_of_behaviors(
    distribution: &Distribution,
    selecting: &Graph<Option<u16>>,
    api: &RestApi,
    raw: &Graph<RestLabel>,
) -> Result<BTreeMap<(Option<u16>, String), Ends>, TooLarge> {
    let mut groups: BTreeMap<String, Vec<Option<u16>>> = BTreeMap::new();
    for (index, behavior) in behaviors(distribution) {
        for origin in origins(distribution, behavior).into_iter().filter(|origin| is_of(api, origin)) {
            groups.entry(origin.origin_path.clone()).or_default().push(index);
        }
    }
    let mut ends: BTreeMap<(Option<u16>, String), Ends> = BTreeMap::new();
    for (origin_path, members) in groups {
        let raw_start = raw.run(raw.start(), &origin_path);
        let readers = Readers { selecting, raw, raw_start };
        for (key, example) in classes::normal(readers, |label| members.contains(label), MOST_STATES)? {
            let label = (selecting.labels().get(key.selected), raw.labels().get(key.end));
            if let (Some(behavior), Some(end)) = label {
                ends.entry((*behavior, origin_path.clone())).or_default().entry(end.clone()).or_insert(example);
            }
        }
    }
    Ok(ends)
}

/// The index of an ordered behaviour; none for the default one.
fn at_index(at: &FieldPath) -> Option<u16> {
    match at.segments().last() {
        Some(hopscope_scenario::field_path::Segment::Index(index)) => u16::try_from(*index).ok(),
        _ => None,
    }
}

fn is_of(api: &RestApi, origin: &Origin) -> bool {
    let host = ExecuteApiHost::parse(&origin.domain_name);
    host.is_some_and(|host| host.api.eq_ignore_ascii_case(&api.id) && host.region == api.region)
}

/// Whether functions of the behaviour may edit the path.
fn edits_paths(behavior: &CacheBehavior) -> bool {
    let mut functions = behavior.function_association.iter();
    let mut at_edge = behavior.lambda_function_association.iter();
    functions.any(|each| each.event_type == ViewerEvent::ViewerRequest)
        || at_edge.any(|each| matches!(each.event_type, LambdaEvent::ViewerRequest | LambdaEvent::OriginRequest))
}

/// A behaviour that sends to the API.
struct Place<'s> {
    api: &'s RestApi,
    at: &'s FieldPath,
    behavior: &'s CacheBehavior,
    origin: &'s Origin,
}

impl Place<'_> {
    /// Why no path of the behaviour reaches a method, if none does.
    fn nothing_reached(&self, ends: &Ends) -> Option<Finding> {
        if ends.is_empty() || ends.keys().flatten().any(|(_, fits)| !fits.is_empty()) {
            return None;
        }
        let pattern = pattern_of(self.at, self.behavior);
        let origin_path = self.origin.origin_path.clone();
        let api = self.api.id.clone();
        let staged = ends.iter().filter_map(|(label, example)| Some((label.as_ref()?.0, example)));
        let shortest = staged.min_by_key(|(_, example)| (example.path.len(), example.path.clone()));
        let kind = match shortest {
            None => {
                let example = ends.values().min_by_key(|each| each.path.len()).map(|each| each.path.clone())?;
                let stages = self.api.stages.iter().map(|stage| stage.name.clone()).collect();
                Kind::StageMissing { pattern, origin_path, api, stages, example }
            }
            Some((stage, example)) => {
                let stage = self.api.stages.get(stage).map(|stage| stage.name.clone())?;
                let example = example.path.clone();
                if self.names_stage_again(&stage) {
                    Kind::StageDoubled { pattern, origin_path, stage, example }
                } else {
                    let sent = format!("{origin_path}{example}");
                    let looked_up = sent.strip_prefix(&format!("/{stage}")).unwrap_or(&sent).to_owned();
                    let looked_up = if looked_up.is_empty() { "/".to_owned() } else { looked_up };
                    Kind::NoResourceFits { pattern, origin_path, api, example, looked_up }
                }
            }
        };
        Some(Finding { path: self.at.clone(), kind })
    }

    /// Whether the origin path begins with the stage, and so does the pattern.
    fn names_stage_again(&self, stage: &str) -> bool {
        let first = |path: &str| path.trim_start_matches('/').split('/').next().map(str::to_owned);
        first(&self.origin.origin_path).as_deref() == Some(stage)
            && first(self.behavior.path_pattern.as_str()).as_deref() == Some(stage)
    }

    /// The methods of resources that the behaviour's paths reach and that it does not let through.
    fn methods_not_allowed(&self, ends: &Ends) -> Option<Finding> {
        let allowed = |name: &MethodName| {
            *name == MethodName::Any || self.behavior.allowed_methods.iter().any(|each| each.as_str() == name.as_str())
        };
        let mut methods = BTreeSet::new();
        let mut example = None;
        let reached: BTreeSet<u16> = ends.keys().flatten().flat_map(|(_, fits)| fits.iter().copied()).collect();
        for resource in reached.iter().filter_map(|index| self.api.resources.get(usize::from(*index))) {
            for name in resource.methods.keys().filter(|name| !allowed(name)) {
                methods.insert(*name);
                example.get_or_insert_with(|| format!("{name} {}", resource.path));
            }
        }
        let methods: Vec<String> = methods.iter().map(ToString::to_string).collect();
        let kind = Kind::MethodNotAllowed { pattern: pattern_of(self.at, self.behavior), methods, example: example? };
        Some(Finding { path: self.at.field("allowed_methods"), kind })
    }
}

/// Stages and resources that no distribution leads to, where nothing else does either.
fn unreached(scenario: &Scenario, api: &RestApi, at: &FieldPath, reached: &Reached, found: &mut Vec<Finding>) {
    let own = api_host(&api.id, &api.region);
    let hosts = scenario.requests.iter().filter_map(|request| Url::parse(&request.url).ok());
    let is_called_directly = hosts.into_iter().any(|url| url.host.eq_ignore_ascii_case(&own));
    let has_domain = scenario.domain_names.iter().any(|domain| {
        domain.base_path_mappings.iter().any(|mapping| mapping.api == api.id)
            || domain.routing_rules.iter().any(|rule| rule.api == api.id)
    });
    if is_called_directly || has_domain || reached.is_open {
        return;
    }
    for (place, stage) in api.stages.iter().enumerate().filter(|(place, _)| !reached.stages.contains(place)) {
        let kind = Kind::StageUnreached { api: api.id.clone(), stage: stage.name.clone() };
        found.push(Finding { path: at.field("stages").index(place), kind });
    }
    for (place, resource) in (0_u16..).zip(&api.resources).filter(|(place, _)| !reached.resources.contains(place)) {
        if !resource.methods.is_empty() {
            let kind = Kind::ResourceUnreached { api: api.id.clone(), resource: resource.path.clone() };
            found.push(Finding { path: at.field("resources").index(usize::from(place)), kind });
        }
    }
}
