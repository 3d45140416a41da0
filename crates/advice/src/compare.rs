//! What two scenarios do differently: which URLs, and which requests of their tables, end elsewhere in the second.
//!
//! The classes of both route maps are refined by each other: a class of the comparison is a class of the one map met
//! by a class of the other, found by walking both at once. Each is told with an example URL, so that the list of
//! differences is complete: a URL that is in none of them gets the same from both scenarios.

use std::collections::BTreeMap;

use hopscope_routing::{EdgeAnswers, trace_with};
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

use crate::route_map::distribution::{behaviors, functions};
use crate::route_map::{Answer, Class, Front, FrontMap, Paths, Question, RouteMap, example_host, route_map};
use hopscope_path_sets::readers::{MOST_STATES, Readings, Served};
use hopscope_path_sets::sets::TooLarge;
use hopscope_path_sets::sets::classes::{self, Example, Key, Readers};

/// What two scenarios do differently.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The requests of either table that get something else, those of the first scenario first.
    pub requests: Vec<RequestDifference>,
    /// The URLs that get something else, one for each pair of classes, by host.
    pub urls: Vec<UrlDifference>,
    /// Names that only the first scenario has.
    pub hosts_removed: Vec<String>,
    /// Names that only the second scenario has.
    pub hosts_added: Vec<String>,
    /// Edge functions of both scenarios that are others in the second: what becomes of URLs that depend on their code is
    /// not compared.
    pub functions_changed: Vec<String>,
    /// Names whose URLs are too many to be compared.
    pub too_large: Vec<(String, TooLarge)>,
}

/// A request that gets something else.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestDifference {
    /// The request.
    pub request: Request,
    /// What it gets from the first scenario.
    pub before: Answer,
    /// What it gets from the second.
    pub after: Answer,
}

/// URLs that get something else.
#[derive(Clone, Debug, PartialEq)]
pub struct UrlDifference {
    /// The shortest of them.
    pub example: String,
    /// Their class in the first scenario's map.
    pub before: Class,
    /// Their class in the second's.
    pub after: Class,
}

/// Compares two scenarios: their URLs for requests of a method, and their requests as they are. For the requests,
/// `answers` runs edge code; URLs whose answer depends on code say so.
pub fn compare(
    before: &Scenario,
    after: &Scenario,
    method: &str,
    paths: Paths,
    answers: &dyn EdgeAnswers,
) -> Comparison {
    // Requests are asked, not deployed: where nothing else differs, no answer does.
    let same_systems = same_systems(before, after);
    if same_systems && before.distributions == after.distributions {
        return Comparison::default();
    }
    let question = |scenario| Question { scenario, method, paths };
    let maps = maps(question(before), question(after), same_systems);
    let mut found = Comparison { requests: requests(before, after, answers), ..Comparison::default() };
    found.functions_changed = functions_changed(before, after);
    hosts(&maps, &mut found);
    let mut compared: Vec<(usize, usize)> = Vec::new();
    for (one, front) in maps.0.fronts.iter().enumerate() {
        for host in &front.hosts {
            let other = maps.1.fronts.iter().position(|other| other.hosts.contains(host));
            let Some((other, other_front)) = other.and_then(|at| Some((at, maps.1.fronts.get(at)?))) else { continue };
            if !compared.contains(&(one, other)) {
                compared.push((one, other));
                match urls(front, other_front, host, paths) {
                    Ok(differences) => found.urls.extend(differences),
                    Err(error) => found.too_large.push((host.clone(), error)),
                }
            }
        }
    }
    found
}

/// The functions that behaviours run, by name, where both scenarios have one of that name and not the same.
fn functions_changed(before: &Scenario, after: &Scenario) -> Vec<String> {
    let behaviors = before.distributions.iter().flat_map(behaviors);
    let run: Vec<&str> = behaviors.flat_map(|(_, behavior)| functions(behavior)).collect();
    let other = |name: &String| after.edge_functions.iter().find(|each| each.name == *name);
    let changed = before.edge_functions.iter().filter(|each| run.contains(&each.name.as_str()));
    let changed = changed.filter(|each| other(&each.name).is_some_and(|other| other != *each));
    changed.map(|each| each.name.clone()).collect()
}

/// Whether two scenarios have the same but for distributions and requests.
fn same_systems(before: &Scenario, after: &Scenario) -> bool {
    let systems =
        |scenario: &Scenario| Scenario { requests: Vec::new(), distributions: Vec::new(), ..scenario.clone() };
    systems(before) == systems(after)
}

/// Both route maps, as far as they can differ.
fn maps(before: Question<'_>, after: Question<'_>, same_systems: bool) -> (RouteMap, RouteMap) {
    let mut readings = Readings::new(before.scenario, Served::By(before.method));
    let mut first = before.map(&mut readings, |_| true);
    if !same_systems {
        return (first, route_map(after.scenario, after.method, after.paths));
    }
    // What the systems behind distributions tell apart is the same, and so is what asks no distribution: only names
    // could lead it to one.
    if names(before.scenario).eq(names(after.scenario)) {
        first.fronts.retain(|front| front.asks_distributions);
    }
    let kept: Vec<Front> = first.fronts.iter().map(|each| each.front.clone()).collect();
    (first, after.map(&mut readings, |front| kept.contains(front)))
}

/// The names of a scenario's distributions.
fn names(scenario: &Scenario) -> impl Iterator<Item = &String> {
    scenario.distributions.iter().flat_map(|each| std::iter::once(&each.domain_name).chain(&each.aliases))
}

/// The requests of both tables, each once.
fn requests(before: &Scenario, after: &Scenario, answers: &dyn EdgeAnswers) -> Vec<RequestDifference> {
    // Names and expectations do not matter to what a request gets.
    let bare = |request: &Request| Request { name: String::new(), expect: None, ..request.clone() };
    let mut seen: Vec<Request> = Vec::new();
    let mut found = Vec::new();
    for request in before.requests.iter().chain(&after.requests) {
        if seen.contains(&bare(request)) {
            continue;
        }
        seen.push(bare(request));
        let answer = |scenario: &Scenario| Answer::of(&trace_with(scenario, request, answers));
        let (one, other) = (answer(before), answer(after));
        if one != other {
            found.push(RequestDifference { request: request.clone(), before: one, after: other });
        }
    }
    found
}

/// The names that only one of the scenarios has.
fn hosts((before, after): &(RouteMap, RouteMap), found: &mut Comparison) {
    let all = |map: &RouteMap| map.fronts.iter().flat_map(|front| front.hosts.clone()).collect::<Vec<_>>();
    let (before, after) = (all(before), all(after));
    found.hosts_removed = before.iter().filter(|host| !after.contains(host)).cloned().collect();
    found.hosts_added = after.into_iter().filter(|host| !before.contains(host)).collect();
}

/// What orders the examples of a class: the best first.
fn order(example: &Example) -> (bool, usize, &str) {
    (!example.is_normal, example.path.len(), &example.path)
}

/// The classes of two readers, of the paths that are compared.
fn examples<N, R>(
    readers: Readers<'_, N, R>,
    wanted: impl Fn(&N) -> bool,
    paths: Paths,
) -> Result<BTreeMap<Key, Example>, TooLarge> {
    match paths {
        Paths::Normal => classes::normal(readers, wanted, MOST_STATES),
        Paths::All => classes::all(readers, wanted, MOST_STATES),
    }
}

/// The URLs of a host that get something else.
fn urls(before: &FrontMap, after: &FrontMap, host: &str, paths: Paths) -> Result<Vec<UrlDifference>, TooLarge> {
    for map in [before, after] {
        if let Err(error) = &map.classes {
            return Err(*error);
        }
    }
    let (Some(one), Some(other)) = (&before.lookup, &after.lookup) else { return Ok(Vec::new()) };
    let pair = |a: Option<&Option<u16>>, b: Option<&Option<u16>>| (a.copied().flatten(), b.copied().flatten());
    let selecting = one.selecting.product(&other.selecting, pair, MOST_STATES)?;
    let mut shortest: BTreeMap<(usize, usize), Example> = BTreeMap::new();
    let mut take = |example: Example| {
        let (Some(from), Some(to)) = (one.class_of(&example.path), other.class_of(&example.path)) else { return };
        let known = shortest.entry((from, to)).or_insert_with(|| example.clone());
        if order(&example) < order(known) {
            *known = example;
        }
    };
    take(Example { path: "/".to_owned(), is_normal: true });
    for mine in &one.origins {
        for theirs in &other.origins {
            let is_wanted = |label: &(Option<u16>, Option<u16>)| {
                mine.behaviors.contains(&label.0) && theirs.behaviors.contains(&label.1)
            };
            if !selecting.labels().iter().any(is_wanted) {
                continue;
            }
            // Two equal readings read as one does.
            let examples = if mine.start == theirs.start && mine.raw == theirs.raw {
                let readers = Readers { selecting: &selecting, raw: &*mine.raw, raw_start: mine.start };
                examples(readers, is_wanted, paths)?
            } else {
                let label = |a: Option<&usize>, b: Option<&usize>| (a.copied(), b.copied());
                let raw = mine.raw.product_from((mine.start, theirs.start), &theirs.raw, label, MOST_STATES)?;
                let readers = Readers { selecting: &selecting, raw: &raw, raw_start: raw.start() };
                examples(readers, is_wanted, paths)?
            };
            examples.into_values().for_each(&mut take);
        }
    }
    let class = |front: &FrontMap, index: usize| front.classes.as_ref().ok()?.get(index).cloned();
    let mut found: Vec<UrlDifference> = shortest
        .into_iter()
        .filter_map(|((from, to), example)| {
            let (before, after) = (class(before, from)?, class(after, to)?);
            let example = format!("https://{}{}", example_host(host), example.path);
            let differs = before.answer != after.answer || before.depends != after.depends;
            differs.then_some(UrlDifference { example, before, after })
        })
        .collect();
    found.sort_by(|one, other| (one.example.len(), &one.example).cmp(&(other.example.len(), &other.example)));
    Ok(found)
}
