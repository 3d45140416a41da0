//! Which route a request matches.
//!
//! - A route serves its own method, `ANY` serves all. A path that only other methods serve is no match: 404, never 405.
//! - A full match goes before a greedy one, and that before `$default`. Segment by segment, a literal goes before
//!   `{variable}` before `{greedy+}`; of two routes with one path the exact method goes before `ANY`.
//! - `{greedy+}` takes at least one character: whether `/{proxy+}` serves `/` is not settled, and is taken as no.
//! - A trailing slash counts. Public reports contradict each other; the later ones say that it does.
//!
//! Source: Amazon API Gateway Developer Guide, "Create routes for HTTP APIs";
//! aws-powertools/powertools-lambda-python#1552 and #1609 for the trailing slash.

use hopscope_scenario::Map;
use std::ops::ControlFlow;

use hopscope_scenario::Part;
use hopscope_scenario::http_api::{HttpApi, HttpStage, Route};
use hopscope_scenario::setting::place;

use super::error::HttpError;
use super::{Call, Target, stage};
use crate::exchange::Answer;
use crate::rules::http_api as rules;
use crate::trace::{Detail, Outcome};
use crate::url::percent_decoded;

/// How well a segment of a route's path fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Literal,
    Variable,
    Greedy,
    Default,
}

/// Finds the route, or refuses.
pub fn find<'s>(call: &mut Call<'_, 's>) -> ControlFlow<Answer, Target<'s>> {
    let path = stage::shown(&call.path);
    let method = call.request.method.clone();
    let detail = Detail::none().with("method", &method).with("path", &path).with("stage", &call.stage.name);
    if let Some(target) = best(call.api, call.stage, &method, &path) {
        let target = Target { at: part(call, target.route), ..target };
        let detail = detail.with("route", &target.route.route_key).by(target.field("route_key"));
        call.tracer.step(call.hop, &rules::ROUTE, Outcome::Passed, detail);
        return ControlFlow::Continue(target);
    }
    let nearest = nearest(call.api, call.stage, &method, &path);
    let detail = match nearest {
        Some(route) => detail.with("nearest", &route.route_key),
        None => detail,
    };
    let detail = detail
        .by(if call.stage.deployed.is_some() { call.of_stage("deployed") } else { None })
        .by(call.of_api("routes"))
        .by(call.request.prefix_by)
        .by(call.request.path_by);
    if let Some(route) = nearest {
        crate::unreached::behind_integration(call.tracer, &route.integration);
    }
    call.refuse(&rules::ROUTE_NOT_FOUND, HttpError::NotFound, detail)
}

/// The route that a method and a path match best.
pub fn best<'s>(api: &'s HttpApi, stage: &HttpStage, method: &str, path: &str) -> Option<Target<'s>> {
    let segments = segments(path);
    deployed(api, stage)
        .filter_map(|route| {
            let (served, template) = parts(&route.route_key);
            let serves = template.is_none() || served == "ANY" || served == method;
            let (fits, path_params) = serves.then(|| fit(template, &segments))??;
            Some(((fits, served == "ANY"), route, path_params))
        })
        .min_by(|(one, ..), (other, ..)| order(one).cmp(&order(other)))
        .map(|(_, route, path_params)| Target { route, at: None, path_params })
}

/// The part of the scenario that a route is.
fn part(call: &Call<'_, '_>, route: &Route) -> Option<Part> {
    let api = place(&call.tracer.scenario.http_apis, call.api)?;
    Some(Part::Route(api, place(&call.api.routes, route)?))
}

/// What is compared of two matches: whether they are full, then the segments, then the method.
fn order((fits, is_any): &(Vec<Fit>, bool)) -> (Option<Fit>, &[Fit], bool) {
    (fits.last().copied().filter(|last| *last >= Fit::Greedy), fits, *is_any)
}

/// The routes of a stage's deployment: those it lists, or all that there are now.
fn deployed<'s>(api: &'s HttpApi, stage: &HttpStage) -> impl Iterator<Item = &'s Route> {
    api.routes.iter().filter(move |route| match &stage.deployed {
        None => true,
        Some(keys) => keys.contains(&route.route_key),
    })
}

/// The method and the path of a route key; no path for `$default`.
fn parts(route_key: &str) -> (&str, Option<&str>) {
    match route_key.split_once(' ') {
        None => ("ANY", None),
        Some((method, path)) => (method, Some(path.trim())),
    }
}

fn segments(path: &str) -> Vec<&str> {
    path.strip_prefix('/').unwrap_or(path).split('/').collect()
}

/// How a route's path fits a request's, if it does.
fn fit(template: Option<&str>, path: &[&str]) -> Option<(Vec<Fit>, Map<String, String>)> {
    let (mut fits, mut path_params) = (Vec::new(), Map::new());
    let Some(template) = template else { return Some((vec![Fit::Default], path_params)) };
    let mut rest = path.iter();
    for wanted in segments(template) {
        let variable = wanted.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
        match variable.map(|name| (name, name.strip_suffix('+'))) {
            Some((_, Some(greedy))) => {
                let taken = rest.by_ref().copied().collect::<Vec<&str>>().join("/");
                if taken.is_empty() {
                    return None;
                }
                fits.push(Fit::Greedy);
                path_params.insert(greedy.to_owned(), percent_decoded(&taken));
            }
            Some((name, None)) => {
                let value = rest.next().filter(|value| !value.is_empty())?;
                fits.push(Fit::Variable);
                path_params.insert(name.to_owned(), percent_decoded(value));
            }
            None => {
                rest.next().filter(|value| **value == wanted)?;
                fits.push(Fit::Literal);
            }
        }
    }
    rest.next().is_none().then_some((fits, path_params))
}

/// The deployed route that looks most like the request: the one that shares most segments at the end, then at the
/// start, then the method. A hint for the reader, no rule of AWS.
fn nearest<'s>(api: &'s HttpApi, stage: &HttpStage, method: &str, path: &str) -> Option<&'s Route> {
    let wanted = segments(path);
    deployed(api, stage).max_by_key(|route| {
        let (served, template) = parts(&route.route_key);
        let template = segments(template.unwrap_or_default());
        let at_end = wanted.iter().rev().zip(template.iter().rev()).take_while(|(one, other)| one == other).count();
        let at_start = wanted.iter().zip(&template).take_while(|(one, other)| one == other).count();
        (at_end, at_start, served == method)
    })
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    /// A table of route keys, and of requests with the key that each reaches.
    fn check(keys: &[&str], requests: &[(&str, Option<&str>)]) {
        let routes = keys.iter().map(|key| Route { route_key: (*key).to_owned(), ..Route::default() }).collect();
        let api = HttpApi { routes, ..HttpApi::default() };
        for (request, expected) in requests {
            let (method, path) = request.split_once(' ').expect("a request");
            let found = best(&api, &HttpStage::default(), method, path);
            assert_eq!(found.map(|target| target.route.route_key.as_str()), *expected, "{request}");
        }
    }

    /// The table of the guide.
    #[test]
    fn priorities_are_those_of_the_guide() {
        check(
            &["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"],
            &[
                ("GET /pets/dog/1", Some("GET /pets/dog/1")),
                ("GET /pets/dog/2", Some("GET /pets/dog/{id}")),
                ("GET /pets/cat/1", Some("GET /pets/{proxy+}")),
                ("POST /test/5", Some("ANY /{proxy+}")),
                ("GET /", Some("$default")),
            ],
        );
    }

    #[test]
    fn a_full_match_goes_before_a_greedy_one_with_more_literals() {
        check(&["GET /a/{proxy+}", "GET /{one}/{two}"], &[("GET /a/b", Some("GET /{one}/{two}"))]);
    }

    #[test]
    fn methods_are_exact_or_any() {
        check(
            &["GET /a", "ANY /a", "GET /b"],
            &[
                ("GET /a", Some("GET /a")),
                ("PURGE /a", Some("ANY /a")),
                ("POST /b", None),
                ("HEAD /b", None),
                ("OPTIONS /b", None),
            ],
        );
    }

    #[test]
    fn slashes_and_case_count() {
        check(
            &["GET /a", "GET /"],
            &[("GET /a/", None), ("GET /A", None), ("GET //a", None), ("GET /", Some("GET /"))],
        );
        check(&["ANY /{proxy+}"], &[("GET /", None), ("GET /a/", Some("ANY /{proxy+}"))]);
    }

    #[test]
    fn variables_are_decoded() {
        let (_, params) = fit(Some("/a/{id}/{rest+}"), &segments("/a/x%20y/b%2Fc/d")).expect("a match");
        assert_eq!(params.get("id").map(String::as_str), Some("x y"));
        assert_eq!(params.get("rest").map(String::as_str), Some("b/c/d"));
    }

    #[test]
    fn a_deployment_may_lack_a_route() {
        let route = Route { route_key: "GET /a".to_owned(), ..Route::default() };
        let api = HttpApi { routes: vec![route], ..HttpApi::default() };
        let stage = HttpStage { deployed: Some(Vec::new()), ..HttpStage::default() };
        assert!(best(&api, &stage, "GET", "/a").is_none());
        assert!(best(&api, &HttpStage::default(), "GET", "/a").is_some());
    }
}
