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
use crate::text::Text;
use crate::trace::{Detail, Outcome};

/// A segment of a template. Of two that fit, the one that is listed first is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Segment<'a> {
    Literal(&'a str),
    Variable(&'a str),
    Greedy(&'a str),
}

impl<'a> Segment<'a> {
    fn of(text: &'a str) -> Self {
        match text.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
            Some(name) => name.strip_suffix('+').map_or(Self::Variable(name), Self::Greedy),
            None => Self::Literal(text),
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Literal(_) => 0,
            Self::Variable(_) => 1,
            Self::Greedy(_) => 2,
        }
    }
}

/// Finds the pair, or refuses.
pub fn find<'s>(call: &mut Call<'_, 's>) -> ControlFlow<Answer, Target<'s>> {
    let path = call.path.text().clone();
    let method = call.request.method.clone();
    let shown = if path.is_empty() { Text::from("/") } else { path.clone() };
    let detail = Detail::none().with("method", &method).with("path", shown).with("stage", &call.stage.name);
    if let Some(target) = best(call.api, call.stage, &method, &path) {
        let detail = detail.with_copy("resource", target.resource).with("deployed_method", target.name);
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
            let detail = detail.with("older_message", &found.older_message);
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
    let segments: Vec<&str> = segments(path).collect();
    let fitting = deployed(api, stage).filter(|(resource, name)| serves(*name, method) && fits(resource, &segments));
    let (resource, name) = fitting.reduce(|best, each| if is_better(each, best) { each } else { best })?;
    Some(Target {
        resource: &resource.path,
        name: name.as_str(),
        method: resource.methods.get(&name)?,
        path_params: path_params(resource, &segments),
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
fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    let path = path.trim_start_matches('/');
    let path = path.strip_suffix('/').unwrap_or(path);
    (!path.is_empty()).then(|| path.split('/')).into_iter().flatten()
}

/// Whether a resource's template fits a path's segments.
fn fits(resource: &Resource, path: &[&str]) -> bool {
    let mut rest = path;
    for wanted in segments(&resource.path) {
        let Some((value, behind)) = rest.split_first() else { return false };
        rest = match Segment::of(wanted) {
            Segment::Literal(text) if text == *value => behind,
            Segment::Variable(_) if !value.is_empty() => behind,
            Segment::Greedy(_) => &[],
            _ => return false,
        };
    }
    rest.is_empty()
}

/// Whether a pair goes before another that fits, too.
fn is_better((resource, name): (&Resource, MethodName), (other, other_name): (&Resource, MethodName)) -> bool {
    let ranks = |resource| segments(resource).map(|segment| Segment::of(segment).rank());
    let is_any = |name| name == MethodName::Any;
    ranks(&resource.path).cmp(ranks(&other.path)).then(is_any(name).cmp(&is_any(other_name))).is_lt()
}

/// The values of the variables of a template that fits.
fn path_params(resource: &Resource, path: &[&str]) -> BTreeMap<String, String> {
    let mut params = BTreeMap::new();
    for (at, wanted) in segments(&resource.path).enumerate() {
        let values = path.get(at..).unwrap_or_default();
        match Segment::of(wanted) {
            Segment::Literal(_) => {}
            Segment::Variable(name) => {
                drop(params.insert(name.to_owned(), values.first().copied().unwrap_or_default().to_owned()))
            }
            Segment::Greedy(name) => drop(params.insert(name.to_owned(), values.join("/"))),
        }
    }
    params
}

/// The deployed pair that looks most like the request: the one that shares most segments at the end, then at the
/// start, then the method. A hint for the reader, no rule of AWS.
fn nearest<'s>(api: &'s RestApi, stage: &RestStage, method: &str, path: &str) -> Option<(&'s Resource, MethodName)> {
    deployed(api, stage).max_by_key(|(resource, name)| {
        let (wanted, template) = (|| segments(path), || segments(&resource.path));
        let at_end = wanted().rev().zip(template().rev()).take_while(|(one, other)| one == other).count();
        let at_start = wanted().zip(template()).take_while(|(one, other)| one == other).count();
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
