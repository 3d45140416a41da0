//! Which pair of resource and method a request matches.
//!
//! The unit of matching is the pair: a resource that has neither the request's method nor `ANY` is passed over, and a
//! less specific one may take the request. Segment by segment, a literal goes before `{variable}` before `{greedy+}`.
//! On one resource the method itself goes before `ANY`. A trailing slash, and slashes at the start, play no part;
//! `{greedy+}` takes at least one segment. Nothing is decoded, and case matters.
//!
//! Source: recorded AWS test snapshots, `test_proxy_routing_with_hardcoded_resource_sibling` and
//! `test_routing_with_hardcoded_resource_sibling_order` (LocalStack); floci-io/floci#3399; ministackorg/ministack#1423.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{MethodName, Resource, RestApi, RestStage};

use super::signature::{self, Signature};
use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::rule::Basis;
use crate::rules::api_gateway as rules;
use crate::trace::{Detail, Outcome};

/// How well a segment of a template fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Literal,
    Variable,
    Greedy,
}

/// A template that fits a path.
#[derive(Debug)]
struct Match {
    fits: Vec<Fit>,
    path_params: BTreeMap<String, String>,
}

/// Finds the pair, or refuses.
pub fn find<'s>(call: &mut Call<'_, 's>) -> ControlFlow<Answer, Target<'s>> {
    let path = call.path.text();
    let method = call.request.method.clone();
    let shown = if path.is_empty() { "/" } else { path.as_str() };
    let detail =
        Detail::none().with("method", method.as_str()).with("path", shown).with("stage", call.stage.name.as_str());
    if let Some(target) = best(call.api, call.stage, &method, &path) {
        let detail = detail.with("resource", target.resource).with("deployed_method", target.name);
        call.tracer.step(call.hop, &rules::RESOURCE, Outcome::Passed, detail);
        return ControlFlow::Continue(target);
    }
    let nearest = nearest(call.api, call.stage, &method, &path);
    let detail = match nearest {
        Some((resource, name)) => detail.with("nearest", format!("{name} {}", resource.path)),
        None => detail,
    };
    let answer = refuse(call, detail);
    match nearest.and_then(|(resource, name)| resource.methods.get(&name)) {
        Some(method) => crate::unreached::behind_integration(call.tracer, &method.integration),
        None => crate::unreached::behind_methods(call.tracer, call.api),
    }
    ControlFlow::Break(answer)
}

/// The answer depends on the `Authorization` header: one that is no AWS signature is answered with what is wrong with
/// it, and a signature that does not fit likewise. What a signature that fits is answered is not recorded.
fn refuse(call: &mut Call<'_, '_>, detail: Detail) -> Answer {
    match signature::read(&call.request) {
        Signature::Foreign(found) => {
            let detail = detail.with("older_message", found.older_message.as_str());
            call.refuse(&rules::RESOURCE_NOT_FOUND_SIGNATURE, found.error(), detail)
        }
        Signature::Invalid(mismatch) => {
            let detail = detail.with("mismatch", mismatch.as_str());
            let rule = &rules::RESOURCE_NOT_FOUND_SIGNATURE;
            call.refuse_on(rule, Basis::Inferred, mismatch.error(), detail)
        }
        found => {
            let is_signed = found != Signature::Missing;
            let basis = if is_signed { Basis::Inferred } else { rules::RESOURCE_NOT_FOUND.basis };
            call.refuse_on(&rules::RESOURCE_NOT_FOUND, basis, GatewayError::MissingAuthenticationToken, detail)
        }
    }
}

/// The pair that a method and a path below a stage match best.
pub fn best<'s>(api: &'s RestApi, stage: &RestStage, method: &str, path: &str) -> Option<Target<'s>> {
    let segments = segments(path);
    deployed(api, stage)
        .filter(|(_, name)| serves(*name, method))
        .filter_map(|(resource, name)| Some((fit(&resource.path, &segments)?, resource, name)))
        .min_by(|(one, _, one_name), (other, _, other_name)| {
            one.fits
                .cmp(&other.fits)
                .then_with(|| (*one_name == MethodName::Any).cmp(&(*other_name == MethodName::Any)))
        })
        .and_then(|(found, resource, name)| {
            Some(Target {
                resource: &resource.path,
                name: name.as_str(),
                method: resource.methods.get(&name)?,
                path_params: found.path_params,
            })
        })
}

/// The pairs of a stage's deployment: those it lists, or all that there are now.
pub fn deployed<'s>(api: &'s RestApi, stage: &RestStage) -> impl Iterator<Item = (&'s Resource, MethodName)> {
    api.resources.iter().flat_map(|resource| resource.methods.keys().map(move |name| (resource, *name))).filter(
        move |(resource, name)| match &stage.deployed {
            None => true,
            Some(list) => list.iter().any(|entry| {
                entry
                    .split_once(' ')
                    .is_some_and(|(method, path)| method == name.as_str() && path.trim() == resource.path)
            }),
        },
    )
}

/// Whether a method of that name serves a request's method. `ANY` stands for the seven; others match nothing.
fn serves(name: MethodName, method: &str) -> bool {
    match name {
        MethodName::Any => MethodName::from_word(method).is_some_and(|each| each != MethodName::Any),
        _ => name.as_str() == method,
    }
}

/// The segments of a path below a stage.
fn segments(path: &str) -> Vec<&str> {
    let path = path.trim_start_matches('/');
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() { Vec::new() } else { path.split('/').collect() }
}

/// How a template fits a path's segments, if it does.
fn fit(template: &str, path: &[&str]) -> Option<Match> {
    let template = segments(template);
    let mut found = Match { fits: Vec::new(), path_params: BTreeMap::new() };
    let mut rest = path.iter();
    for wanted in &template {
        let variable = wanted.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
        match variable.map(|name| (name, name.strip_suffix('+'))) {
            Some((_, Some(greedy))) => {
                let taken: Vec<&str> = rest.by_ref().copied().collect();
                if taken.is_empty() {
                    return None;
                }
                found.fits.push(Fit::Greedy);
                found.path_params.insert(greedy.to_owned(), taken.join("/"));
            }
            Some((name, None)) => {
                let value = rest.next().filter(|value| !value.is_empty())?;
                found.fits.push(Fit::Variable);
                found.path_params.insert(name.to_owned(), (*value).to_owned());
            }
            None => {
                rest.next().filter(|value| *value == wanted)?;
                found.fits.push(Fit::Literal);
            }
        }
    }
    rest.next().is_none().then_some(found)
}

/// The deployed pair that looks most like the request: the one that shares most segments at the end, then at the
/// start, then the method. A hint for the reader, no rule of AWS.
fn nearest<'s>(api: &'s RestApi, stage: &RestStage, method: &str, path: &str) -> Option<(&'s Resource, MethodName)> {
    let wanted = segments(path);
    deployed(api, stage).max_by_key(|(resource, name)| {
        let template = segments(&resource.path);
        let at_end = wanted.iter().rev().zip(template.iter().rev()).take_while(|(one, other)| one == other).count();
        let at_start = wanted.iter().zip(&template).take_while(|(one, other)| one == other).count();
        (at_end, at_start, serves(*name, method))
    })
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    /// A table of `METHOD /resource` pairs and of requests with the pair that each reaches.
    fn check(deployed: &[&str], requests: &[(&str, Option<&str>)]) {
        let mut api = RestApi::default();
        for pair in deployed {
            let (method, path) = pair.split_once(' ').expect("a pair");
            let methods = [(MethodName::from_word(method).expect("a method"), Default::default())].into();
            match api.resources.iter_mut().find(|resource| resource.path == path) {
                Some(resource) => resource.methods.extend(methods),
                None => api.resources.push(Resource { path: path.to_owned(), methods, ..Resource::default() }),
            }
        }
        for (request, expected) in requests {
            let (method, path) = request.split_once(' ').expect("a request");
            let found = best(&api, &RestStage::default(), method, path);
            let found = found.map(|target| format!("{} {}", target.name, target.resource));
            assert_eq!(found.as_deref(), *expected, "{request}");
        }
    }

    #[test]
    fn a_pair_without_the_method_is_passed_over() {
        check(
            &["PATCH /users/me", "GET /users/{userId}", "GET /things/real", "POST /things/{proxy+}", "ANY /{proxy+}"],
            &[
                ("GET /users/me", Some("GET /users/{userId}")),
                ("PATCH /users/me", Some("PATCH /users/me")),
                ("POST /things/real", Some("POST /things/{proxy+}")),
                ("DELETE /things/real", Some("ANY /{proxy+}")),
            ],
        );
    }

    #[test]
    fn literals_go_first() {
        check(
            &["ANY /test/any", "OPTIONS /{proxy+}", "GET /part1/fixed", "GET /{param+}"],
            &[
                ("OPTIONS /test/any", Some("ANY /test/any")),
                ("GET /part1/fixed", Some("GET /part1/fixed")),
                ("GET /part1/other", Some("GET /{param+}")),
            ],
        );
    }

    #[test]
    fn greedy_variables_take_at_least_one_segment() {
        check(&["ANY /{proxy+}"], &[("GET /", None), ("GET ", None), ("GET /x/", Some("ANY /{proxy+}"))]);
        check(&["GET /", "ANY /{proxy+}"], &[("GET /", Some("GET /")), ("GET ", Some("GET /"))]);
    }

    #[test]
    fn methods_are_exact() {
        check(&["GET /a", "ANY /a"], &[("GET /a", Some("GET /a")), ("PUT /a", Some("ANY /a")), ("TRACE /a", None)]);
        check(&["GET /a"], &[("HEAD /a", None), ("get /a", None), ("GET /A", None), ("GET /a/", Some("GET /a"))]);
    }

    #[test]
    fn slashes_behind_the_stage_collapse_and_inside_a_greedy_value_stay() {
        let resources = vec![Resource {
            path: "/{proxy+}".to_owned(),
            methods: [(MethodName::Get, Default::default())].into(),
            ..Resource::default()
        }];
        let api = RestApi { resources, ..RestApi::default() };
        for (path, value) in [("//x", "x"), ("/a//b", "a//b"), ("/a/b/", "a/b"), ("/a%2Fb", "a%2Fb")] {
            let found = best(&api, &RestStage::default(), "GET", path).expect("a match");
            assert_eq!(found.path_params.get("proxy").map(String::as_str), Some(value), "{path}");
        }
    }
}
