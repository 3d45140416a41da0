//! The complete map of a scenario's URLs: every path that a map covers falls into exactly one class, and all paths of a
//! class are treated alike.
//!
//! The classes come from the languages of path patterns, stages, resources, routes, base paths and objects; what
//! becomes of a class is what the engine says of its example. Nothing is sampled: see [`hopscope_path_sets::sets::classes`].
//!
//! | module | does |
//! | --- | --- |
//! | [`class`] | the classes and their answers |
//! | [`distribution`] | the map behind a distribution's names |
//! | [`direct`] | the map behind an API's or a custom domain's own name |
//! | [`lookup`] | the class of a path |
//!
//! # What a map holds for
//! HTTPS requests of one method without query, header fields or body of their own, and paths that stay below the
//! length limits of the systems. Where more than the path decides, the class says on what it depends.

pub mod class;
pub mod direct;
pub mod distribution;
pub mod lookup;

use std::collections::BTreeMap;

use hopscope_scenario::Scenario;

use hopscope_path_sets::readers::{MOST_STATES, Readings, Served};
use hopscope_path_sets::sets::TooLarge;
use hopscope_path_sets::sets::classes::{self, Example, Key, Readers};

pub use class::{Answer, Class, Dependence, Via};
pub use lookup::Lookup;

/// Which paths a map covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paths {
    /// Those in normal form: without `.` and `..` segments and doubled slashes, as clients send them.
    #[default]
    Normal,
    /// All. Behaviours are selected by the normalised path and origins get the raw one, so that with `..` nearly every
    /// behaviour leads to nearly every place behind its origin: such maps are large.
    All,
}

/// The map of a scenario's URLs.
#[derive(Debug)]
pub struct RouteMap {
    /// The method that it holds for.
    pub method: String,
    /// The fronts that a viewer can call: distributions, then APIs, then custom domains, in the order of the file.
    pub fronts: Vec<FrontMap>,
}

/// The URLs of some host names.
#[derive(Debug)]
pub struct FrontMap {
    /// Whose names they are.
    pub front: Front,
    /// The names. Those of one map are treated alike. A wildcard stands as written.
    pub hosts: Vec<String>,
    /// The classes, by behaviour, then by where they end; or why there are none.
    pub classes: Result<Vec<Class>, TooLarge>,
    pub(crate) lookup: Option<Lookup>,
    /// Whether what a distribution does may matter to a class.
    pub(crate) asks_distributions: bool,
}

/// What a map is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Question<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) method: &'s str,
    pub(crate) paths: Paths,
}

impl Question<'_> {
    /// The map of the wanted fronts, with readings for the same method and the same systems.
    pub(crate) fn map(self, readings: &mut Readings<'_>, wanted: impl Fn(&Front) -> bool) -> RouteMap {
        let Scenario { distributions, rest_apis, http_apis, domain_names, .. } = self.scenario;
        let mut fronts: Vec<FrontMap> = Vec::new();
        for index in 0..distributions.len() {
            fronts.extend(distribution::maps(self, index, readings));
        }
        let rest = rest_apis.iter().enumerate().map(|(index, api)| (Front::RestApi { index }, &api.id, &api.region));
        let http = http_apis.iter().enumerate().map(|(index, api)| (Front::HttpApi { index }, &api.id, &api.region));
        let apis = rest.chain(http).map(|(front, id, region)| (front, api_host(id, region)));
        let domains = domain_names.iter().map(|domain| domain.domain_name.clone()).enumerate();
        let domains = domains.map(|(index, host)| (Front::DomainName { index }, host));
        for (front, host) in apis.chain(domains).filter(|(front, _)| wanted(front)) {
            fronts.push(direct::map(self, front, &host, readings));
        }
        RouteMap { method: self.method.to_owned(), fronts }
    }

    /// The classes of two readers, of the paths that the map covers.
    fn examples<N, R>(
        self,
        readers: Readers<'_, N, R>,
        wanted: impl Fn(&N) -> bool,
    ) -> Result<BTreeMap<Key, Example>, TooLarge> {
        match self.paths {
            Paths::Normal => classes::normal(readers, wanted, MOST_STATES),
            Paths::All => classes::all(readers, wanted, MOST_STATES),
        }
    }
}

/// What answers at a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Front {
    /// A distribution.
    Distribution {
        /// Its place in the scenario.
        index: usize,
    },
    /// A REST API's own name.
    RestApi {
        /// Its place in the scenario.
        index: usize,
    },
    /// An HTTP API's own name.
    HttpApi {
        /// Its place in the scenario.
        index: usize,
    },
    /// A custom domain.
    DomainName {
        /// Its place in the scenario.
        index: usize,
    },
}

/// The map of all URLs for requests of a method.
pub fn route_map(scenario: &Scenario, method: &str, paths: Paths) -> RouteMap {
    let question = Question { scenario, method, paths };
    question.map(&mut Readings::new(scenario, Served::By(method)), |_| true)
}

impl RouteMap {
    /// The front that has a host and, of its classes, that of a path.
    pub fn class_of(&self, host: &str, path: &str) -> Option<(&FrontMap, &Class)> {
        self.fronts
            .iter()
            .filter(|front| front.hosts.iter().any(|each| covers(each, host)))
            .find_map(|front| Some((front, front.class_of(path)?)))
    }
}

impl FrontMap {
    fn new(front: Front, hosts: Vec<String>, made: Result<(Vec<Class>, Lookup), TooLarge>) -> Self {
        let (classes, lookup) = match made {
            Ok((classes, lookup)) => (Ok(classes), Some(lookup)),
            Err(error) => (Err(error), None),
        };
        Self { front, hosts, classes, lookup, asks_distributions: true }
    }

    /// The class of a path. None: the map does not cover it.
    pub fn class_of(&self, path: &str) -> Option<&Class> {
        self.classes.as_ref().ok()?.get(self.lookup.as_ref()?.class_of(path)?)
    }
}

/// The name under which API Gateway serves an API.
pub fn api_host(id: &str, region: &str) -> String {
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("{id}.execute-api.{region}.amazonaws.com{suffix}")
}

/// A name that a possible wildcard covers.
pub fn example_host(host: &str) -> String {
    host.strip_prefix('*').map_or_else(|| host.to_owned(), |below| format!("www{below}"))
}

fn covers(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        None => pattern.eq_ignore_ascii_case(host),
        Some(below) => {
            host.to_ascii_lowercase().strip_suffix(&below.to_ascii_lowercase()).is_some_and(|label| !label.is_empty())
        }
    }
}
