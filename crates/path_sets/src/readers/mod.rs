//! What a system tells apart when it reads the path of a request.
//!
//! A *reading* is a graph that reads the raw path as it arrives at a host. Paths with the same label are treated alike
//! by everything that stands there: the system itself says what it does with them, as a trace of one of them shows.
//! Readings may be finer than the systems; they are never coarser, which brute-force tests hold them to.
//!
//! | module | reads for |
//! | --- | --- |
//! | [`rest_api`] | stages and resources of a REST API |
//! | [`http_api`] | stages and routes of an HTTP API |
//! | [`domain_name`] | base path mappings and routing rules of a custom domain |
//! | [`objects`] | the objects of S3 buckets |

pub mod domain_name;
pub mod http_api;
pub mod objects;
pub mod rest_api;
mod stage_name;

use std::collections::BTreeMap;
use std::rc::Rc;

use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_scenario::Scenario;

use crate::sets::pattern::EveryPattern;
use crate::sets::{Graph, TooLarge};

/// The most states that a graph may have.
pub const MOST_STATES: usize = 200_000;

/// What is read: paths of one label are treated alike.
pub type Reading = Graph<usize>;

/// The longest chain of DNS records that is followed, as by the engine.
const MOST_RECORDS: usize = 16;

/// The readings of a scenario for one method, each made once. Its distributions and requests play no part.
#[derive(Debug)]
pub struct Readings<'s> {
    scenario: &'s Scenario,
    method: Served<'s>,
    known: BTreeMap<(String, String), Result<Rc<Reading>, TooLarge>>,
}

/// Which methods of an API are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served<'s> {
    /// Those that serve a request's method.
    By(&'s str),
    /// All.
    All,
}

impl<'s> Readings<'s> {
    /// For requests of a method.
    pub fn new(scenario: &'s Scenario, method: Served<'s>) -> Self {
        Self { scenario, method, known: BTreeMap::new() }
    }

    /// What is told apart behind a name that is connected to, when `host` is asked for there.
    ///
    /// # Errors
    /// When the graph would be too large.
    pub fn at(&mut self, connect_to: &str, host: &str) -> Result<Rc<Reading>, TooLarge> {
        let key = (connect_to.to_ascii_lowercase(), host.to_ascii_lowercase());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let made = read(self.scenario, self.method, &key.0, &key.1).map(Rc::new);
        self.known.insert(key, made.clone());
        made
    }
}

/// Everything that the systems at a name or of a host tell apart, at once.
fn read(scenario: &Scenario, method: Served<'_>, connect_to: &str, host: &str) -> Result<Reading, TooLarge> {
    let mut parts: Vec<Reading> = Vec::new();
    let mut names = vec![target(scenario, connect_to)];
    if !names.iter().any(|name| same_name(name, host)) {
        names.push(host);
    }
    for name in names {
        if let Some(id) = api_id(scenario, name) {
            parts.extend(api(scenario, method, id, None)?);
        }
        for domain in &scenario.domain_names {
            let is_meant = same_name(&domain.domain_name, name) || same_name(&domain.target_domain_name, name);
            if is_meant || wildcard_covers(&domain.domain_name, name) {
                parts.push(domain_name::read(scenario, method, domain)?);
            }
        }
        for balancer in scenario.load_balancers.iter().filter(|each| same_name(&each.domain_name, name)) {
            let patterns = balancer.rules.iter().flat_map(|rule| rule.path.iter().map(String::as_str));
            parts.push(by_index(&Graph::build(&EveryPattern::wildcards(patterns), MOST_STATES)?));
        }
        for server in scenario.servers.iter().filter(|each| same_name(&each.domain_name, name)) {
            let patterns = server.routes.iter().map(|route| route.path.as_str());
            parts.push(by_index(&Graph::build(&EveryPattern::paths(patterns), MOST_STATES)?));
        }
        if let Some(bucket) = objects::bucket(scenario, name) {
            parts.push(by_index(&Graph::build(&objects::Objects::of(bucket), MOST_STATES)?));
        }
    }
    let Some(first) = parts.pop() else { return nothing() };
    parts
        .iter()
        .try_fold(first, |all, part| Ok(by_index(&all.product(part, |a, b| (a.copied(), b.copied()), MOST_STATES)?)))
}

/// The reading of an API by its id, with a fixed stage or with the stage that the first segment names.
fn api(scenario: &Scenario, method: Served<'_>, id: &str, stage: Option<&str>) -> Result<Option<Reading>, TooLarge> {
    if let Some(api) = scenario.rest_apis.iter().find(|api| api.id == id) {
        let machine = rest_api::RestReader::new(api, method, stage);
        return Ok(Some(by_index(&Graph::build(&machine, MOST_STATES)?)));
    }
    if let Some(api) = scenario.http_apis.iter().find(|api| api.id == id) {
        let machine = http_api::HttpReader::new(api, method, stage);
        return Ok(Some(by_index(&Graph::build(&machine, MOST_STATES)?)));
    }
    Ok(None)
}

/// A reading that tells nothing apart.
fn nothing() -> Result<Reading, TooLarge> {
    let patterns = EveryPattern::wildcards(std::iter::empty());
    Ok(by_index(&Graph::build(&patterns, MOST_STATES)?))
}

/// A graph whose labels are their own indexes.
fn by_index<L: Clone + Ord>(graph: &Graph<L>) -> Reading {
    let indexes: BTreeMap<&L, usize> = graph.labels().iter().zip(0..).collect();
    graph.relabelled(|label| indexes.get(label).copied().unwrap_or_default())
}

/// The name at the end of the scenario's DNS records.
fn target<'s>(scenario: &'s Scenario, name: &'s str) -> &'s str {
    let mut current = name;
    for _ in 0..MOST_RECORDS {
        match scenario.dns.iter().find(|record| same_name(&record.name, current)) {
            Some(record) => current = &record.target,
            None => break,
        }
    }
    current
}

/// The id of the API that an `execute-api` name is of.
fn api_id<'s>(scenario: &'s Scenario, name: &str) -> Option<&'s str> {
    let host = ExecuteApiHost::parse(name)?;
    let id = host.api.split('-').next().unwrap_or(host.api);
    let ids = scenario.rest_apis.iter().map(|api| api.id.as_str());
    ids.chain(scenario.http_apis.iter().map(|api| api.id.as_str())).find(|each| each.eq_ignore_ascii_case(id))
}

fn wildcard_covers(wildcard: &str, name: &str) -> bool {
    wildcard.strip_prefix("*.").is_some_and(|below| {
        name.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && same_name(rest, below))
    })
}
