//! Behaviours that lead to an API: can anything they take reach a method?
//!
//! For each behaviour the set of all paths that it takes is run, behind the origin path, through the API's stages and
//! resources. What no path reaches is not reached; no path is sampled.

use std::collections::{BTreeMap, BTreeSet};

use hopscope_routing::dns::ExecuteApiHost;
use hopscope_routing::url::Url;
use hopscope_scenario::cache_behavior::{CacheBehavior, LambdaEvent, ViewerEvent};
use hopscope_scenario::distribution::{Distribution, Origin};
use hopscope_scenario::http_api::{HttpApi, HttpStage, Route};
use hopscope_scenario::rest_api::{MethodName, RestApi};
use hopscope_scenario::{FieldPath, Scenario};

use super::forwarding::{pattern_of, placed};
use super::{Finding, FindingKind, Selecting};
use crate::origin_request::{forwards_host, origins};
use crate::route_map::api_host;
use crate::route_map::distribution::behaviors;
use hopscope_path_sets::readers::http_api::{HttpLabel, HttpReader};
use hopscope_path_sets::readers::rest_api::{RestLabel, RestReader};
use hopscope_path_sets::readers::{MOST_STATES, Served};
use hopscope_path_sets::sets::classes::{self, Example, Readers};
use hopscope_path_sets::sets::{Graph, TooLarge};

pub(super) fn check(scenario: &Scenario, selecting: &[Selecting], found: &mut Vec<Finding>) {
    let root = FieldPath::root();
    let rest = (0..).zip(&scenario.rest_apis).map(|(index, api)| Api::rest(api, root.field("rest_apis").index(index)));
    let http = (0..).zip(&scenario.http_apis).map(|(index, api)| Api::http(api, root.field("http_apis").index(index)));
    for api in rest.chain(http) {
        // An API too large to be decided is not complained about.
        if let Ok(Some(reached)) = reached_through_distributions(scenario, selecting, &api, found) {
            unreached(scenario, &api, &reached, found);
        }
    }
}

/// What of an API is looked at, whichever its kind.
struct Api<'s> {
    of: Of<'s>,
    at: FieldPath,
    id: &'s str,
    region: &'s str,
    stages: Vec<&'s str>,
    ends: Vec<EndOfApi<'s>>,
}

/// An API of either kind.
#[derive(Clone, Copy)]
enum Of<'s> {
    Rest(&'s RestApi),
    Http(&'s HttpApi),
}

/// A resource, or a route, with the methods that it serves.
struct EndOfApi<'s> {
    name: &'s str,
    methods: Vec<&'s str>,
    /// Whether it takes whatever fits nothing else.
    is_default: bool,
}

impl<'s> Api<'s> {
    fn rest(api: &'s RestApi, at: FieldPath) -> Self {
        let end = |resource: &'s hopscope_scenario::rest_api::Resource| EndOfApi {
            name: &resource.path,
            methods: resource.methods.keys().map(|name| name.as_str()).collect(),
            is_default: false,
        };
        let stages = api.stages.iter().map(|stage| stage.name.as_str()).collect();
        let ends = api.resources.iter().map(end).collect();
        Self { of: Of::Rest(api), at, id: &api.id, region: &api.region, stages, ends }
    }

    fn http(api: &'s HttpApi, at: FieldPath) -> Self {
        let end = |route: &'s Route| EndOfApi {
            name: &route.route_key,
            methods: vec![route.route_key.split_once(' ').map_or("ANY", |(method, _)| method)],
            is_default: route.route_key == "$default",
        };
        let stages = api.stages.iter().map(|stage| stage.name.as_str()).collect();
        let ends = api.routes.iter().map(end).collect();
        Self { of: Of::Http(api), at, id: &api.id, region: &api.region, stages, ends }
    }

    const fn is_http(&self) -> bool {
        matches!(self.of, Of::Http(_))
    }

    /// What it tells apart in paths: the stage, and which of its resources or routes fit.
    fn graph(&self) -> Result<Graph<RestLabel>, TooLarge> {
        match self.of {
            Of::Rest(api) => Graph::build(&RestReader::new(api, Served::All, None), MOST_STATES),
            Of::Http(api) => {
                let graph = Graph::build(&HttpReader::new(api, Served::All, None), MOST_STATES)?;
                Ok(graph.relabelled(|label| http_label(api, label)))
            }
        }
    }
}

/// What is told apart of an HTTP API in the form of a REST API's: the stage by its place, and what it has deployed.
fn http_label(api: &HttpApi, (named, fits): &HttpLabel) -> RestLabel {
    let is_default = |stage: &HttpStage| stage.name == "$default";
    let stage = match named {
        // The reader counts the stages that a segment can name.
        Some(named) => api.stages.iter().enumerate().filter(|(_, stage)| !is_default(stage)).nth(*named)?.0,
        None => api.stages.iter().position(is_default)?,
    };
    let deployed = api.stages.get(stage)?.deployed.as_ref();
    let fits = (0_u16..).zip(&api.routes).filter(|(index, route)| {
        let is_deployed = deployed.is_none_or(|list| list.contains(&route.route_key));
        is_deployed && (route.route_key == "$default" || fits.contains(index))
    });
    Some((stage, fits.map(|(index, _)| index).collect()))
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
    api: &Api<'_>,
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
            None => graph.insert(api.graph()?),
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
                let place = Sender { api, at: &at, behavior, origin };
                let Some(ends) = ends.get(&(at_index(&at), origin.origin_path.clone())) else { continue };
                for (stage, fits) in ends.keys().flatten() {
                    all.stages.insert(*stage);
                    all.resources.extend(fits);
                }
                found.extend(place.nothing_reached(ends));
                found.extend(place.stage_in_viewer_path(scenario, distribution, ends));
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
    api: &Api<'_>,
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
pub(super) fn at_index(at: &FieldPath) -> Option<u16> {
    match at.segments().last() {
        Some(hopscope_scenario::field_path::Segment::Index(index)) => u16::try_from(*index).ok(),
        _ => None,
    }
}

fn is_of(api: &Api<'_>, origin: &Origin) -> bool {
    let host = ExecuteApiHost::parse(&origin.domain_name);
    host.is_some_and(|host| host.api.eq_ignore_ascii_case(api.id) && host.region == api.region)
}

/// Whether functions of the behaviour may edit the path.
fn edits_paths(behavior: &CacheBehavior) -> bool {
    let mut functions = behavior.function_association.iter();
    let mut at_edge = behavior.lambda_function_association.iter();
    functions.any(|each| each.event_type == ViewerEvent::ViewerRequest)
        || at_edge.any(|each| matches!(each.event_type, LambdaEvent::ViewerRequest | LambdaEvent::OriginRequest))
}

/// A behaviour that sends to the API.
struct Sender<'s> {
    api: &'s Api<'s>,
    at: &'s FieldPath,
    behavior: &'s CacheBehavior,
    origin: &'s Origin,
}

impl Sender<'_> {
    /// Why no path of the behaviour reaches a method, if none does.
    fn nothing_reached(&self, ends: &Ends) -> Option<Finding> {
        if ends.is_empty() || ends.keys().flatten().any(|(_, fits)| !fits.is_empty()) {
            return None;
        }
        let pattern = pattern_of(self.at, self.behavior);
        let origin_path = self.origin.origin_path.clone();
        let api = self.api.id.to_owned();
        let staged = ends.iter().filter_map(|(label, example)| Some((label.as_ref()?.0, example)));
        let shortest = staged.min_by_key(|(_, example)| (example.path.len(), example.path.clone()));
        let kind = match shortest {
            None => {
                let example = ends.values().min_by_key(|each| each.path.len()).map(|each| each.path.clone())?;
                let stages = self.api.stages.iter().map(|stage| (*stage).to_owned()).collect();
                if self.api.is_http() {
                    FindingKind::HttpStageMissing { pattern, origin_path, api, stages, example }
                } else {
                    FindingKind::StageMissing { pattern, origin_path, api, stages, example }
                }
            }
            Some((stage, example)) => {
                let stage = self.api.stages.get(stage).map(|stage| (*stage).to_owned())?;
                let example = example.path.clone();
                if !self.api.is_http() && self.names_stage_again(&stage) {
                    FindingKind::StageDoubled { pattern, origin_path, stage, example }
                } else {
                    let sent = format!("{origin_path}{example}");
                    let looked_up = sent.strip_prefix(&format!("/{stage}")).unwrap_or(&sent).to_owned();
                    let looked_up = if looked_up.is_empty() { "/".to_owned() } else { looked_up };
                    if self.api.is_http() {
                        FindingKind::NoRouteFits { pattern, origin_path, api, example, looked_up }
                    } else {
                        FindingKind::NoResourceFits { pattern, origin_path, api, example, looked_up }
                    }
                }
            }
        };
        Some(Finding { path: self.at.clone(), kind })
    }

    /// Where no stage stands in front of the path: that the viewer's path has to name it. Nothing where the requests of the
    /// table do so.
    fn stage_in_viewer_path(&self, scenario: &Scenario, distribution: &Distribution, ends: &Ends) -> Option<Finding> {
        let shortest = |wanted: &dyn Fn(&RestLabel) -> bool| {
            let examples = ends.iter().filter(|(label, _)| wanted(label)).map(|(_, example)| &example.path);
            examples.min_by_key(|path| (path.len(), (*path).clone())).cloned()
        };
        let refused = shortest(&|label| label.is_none())?;
        let example = shortest(&|label| label.as_ref().is_some_and(|(_, fits)| !fits.is_empty()))?;
        if !self.origin.origin_path.is_empty() || self.api.is_http() {
            return None;
        }
        let names_stage = |path: &str| self.api.stages.iter().any(|stage| path.split('/').nth(1) == Some(*stage));
        let is_own = |url: &Url| {
            let hosts = std::iter::once(&distribution.domain_name).chain(&distribution.aliases);
            hosts.into_iter().any(|host| host.eq_ignore_ascii_case(&url.host))
        };
        let mut asked =
            scenario.requests.iter().filter_map(|request| Url::parse(&request.url).ok()).filter(is_own).peekable();
        if asked.peek().is_some() && asked.all(|url| names_stage(&url.path)) {
            return None;
        }
        let pattern = pattern_of(self.at, self.behavior);
        let kind = FindingKind::StageInViewerPath { pattern, api: self.api.id.to_owned(), refused, example };
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
        let allowed =
            |name: &str| name == "ANY" || self.behavior.allowed_methods.iter().any(|each| each.as_str() == name);
        let mut methods = BTreeSet::new();
        let mut example = None;
        let reached: BTreeSet<u16> = ends.keys().flatten().flat_map(|(_, fits)| fits.iter().copied()).collect();
        for end in reached.iter().filter_map(|index| self.api.ends.get(usize::from(*index))) {
            for name in end.methods.iter().filter(|name| !allowed(name)) {
                methods.insert(MethodName::from_word(name)?);
                let path = if self.api.is_http() { end.name.to_owned() } else { format!("{name} {}", end.name) };
                example.get_or_insert(path);
            }
        }
        let methods: Vec<String> = methods.iter().map(ToString::to_string).collect();
        let kind =
            FindingKind::MethodNotAllowed { pattern: pattern_of(self.at, self.behavior), methods, example: example? };
        Some(Finding { path: self.at.field("allowed_methods"), kind })
    }
}

/// Stages and resources that no distribution leads to, where nothing else does either.
fn unreached(scenario: &Scenario, api: &Api<'_>, reached: &Reached, found: &mut Vec<Finding>) {
    let own = api_host(api.id, api.region);
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
        let kind = FindingKind::StageUnreached { api: api.id.to_owned(), stage: (*stage).to_owned() };
        found.push(Finding { path: api.at.field("stages").index(place), kind });
    }
    let list = if api.is_http() { "routes" } else { "resources" };
    for (place, end) in (0_u16..).zip(&api.ends).filter(|(place, _)| !reached.resources.contains(place)) {
        if !end.methods.is_empty() && !end.is_default {
            let kind = FindingKind::ResourceUnreached { api: api.id.to_owned(), resource: end.name.to_owned() };
            found.push(Finding { path: api.at.field(list).index(usize::from(place)), kind });
        }
    }
}
