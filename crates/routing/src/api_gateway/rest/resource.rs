//! Which pair of resource and method a request matches.
//!
//! The unit of matching is the pair: a resource that has neither the request's method nor `ANY` is passed over, and a
//! less specific one may take the request. Segment by segment, a literal goes before `{variable}` before `{greedy+}`.
//! On one resource the method itself goes before `ANY`. A trailing slash, and slashes at the start, play no part;
//! `{greedy+}` takes at least one segment. Nothing is decoded, and case matters.
//!
//! Source: recorded AWS test snapshots, `test_proxy_routing_with_hardcoded_resource_sibling` and
//! `test_routing_with_hardcoded_resource_sibling_order` (LocalStack); floci-io/floci#3399; ministackorg/ministack#1423.

use hopscope_scenario::Map;
use std::ops::ControlFlow;

use hopscope_scenario::rest_api::{MethodName, Resource, RestApi, RestStage};
use hopscope_scenario::setting::place;
use hopscope_scenario::{Part, Setting};

use super::signature::{self, Signature};
use super::{Call, Target};
use crate::api_gateway::gateway_response::GatewayError;
use crate::exchange::Answer;
use crate::extension;
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
    if let Some((resource, name)) = best(call.api, call.stage, &method, &path)
        && let Some(found) = resource.methods.get(&name)
    {
        let target = Target {
            resource: &resource.path,
            name: name.as_str(),
            method: found,
            at: part(call, (resource, name)),
            path_params: path_params(resource, all(&path)),
        };
        let detail = detail.with_copy("resource", target.resource).with("deployed_method", target.name);
        let detail = detail.by(target.at.map(Setting::from));
        call.tracer.step(call.hop, &rules::RESOURCE, Outcome::Passed, detail);
        return ControlFlow::Continue(target);
    }
    let nearest = nearest(call.api, call.stage, &method, &path);
    let detail = match nearest {
        Some((resource, name)) => detail.with("nearest", format!("{name} {}", resource.path)),
        None => detail,
    };
    let detail = detail
        .by(if call.stage.deployed.is_some() { call.of_stage("deployed") } else { None })
        .by(call.of_api("resources"))
        .by(call.request.prefix_by)
        .by(call.request.path_by);
    let answer = if call.request.headers.has("authorization") || call.request.query.contains("X-Amz-") {
        match call.tracer.systems() {
            Some(systems) => (systems.signed_resource_refusal)(call, detail),
            None => extension::no_answer(),
        }
    } else {
        call.refuse(&rules::RESOURCE_NOT_FOUND, GatewayError::MissingAuthenticationToken, detail)
    };
    match nearest.and_then(|(resource, name)| resource.methods.get(&name)) {
        Some(method) => crate::unreached::behind_integration(call.tracer, &method.integration),
        None => crate::unreached::behind_methods(call.tracer, call.api),
    }
    ControlFlow::Break(answer)
}

/// The answer depends on the `Authorization` header: one that is no AWS signature is answered with what is wrong with
/// it, and a signature that does not fit likewise. What a signature that fits is answered is not recorded.
pub fn refuse_signed(call: &mut Call<'_, '_>, detail: Detail) -> Answer {
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

/// The part of the scenario that a method is.
fn part(call: &Call<'_, '_>, (resource, name): Pair<'_>) -> Option<Part> {
    let api = place(&call.tracer.scenario.rest_apis, call.api)?;
    Some(Part::Method(api, place(&call.api.resources, resource)?, name))
}

/// The pair that a method and a path below a stage match best.
pub fn best<'s>(api: &'s RestApi, stage: &RestStage, method: &str, path: &str) -> Option<Pair<'s>> {
    let rest = all(path);
    let start = rest.unwrap_or_default().as_bytes();
    let fits = |resource: &&Resource| may_fit(&resource.path, start) && fits(resource, rest);
    let fitting = api.resources.iter().filter(fits).flat_map(pairs);
    let serving = fitting.filter(|pair| serves(pair.1, method) && is_deployed(*pair, stage));
    serving.reduce(|best, each| if is_better(each, best) { each } else { best })
}

/// The pairs of a stage's deployment: those it lists, or all that there are now.
pub fn deployed<'s>(api: &'s RestApi, stage: &RestStage) -> impl Iterator<Item = Pair<'s>> {
    api.resources.iter().flat_map(pairs).filter(|pair| is_deployed(*pair, stage))
}

/// A resource and the name of one of its methods.
pub type Pair<'s> = (&'s Resource, MethodName);

fn pairs(resource: &Resource) -> impl Iterator<Item = Pair<'_>> {
    resource.methods.keys().map(move |name| (resource, *name))
}

fn is_deployed((resource, name): Pair<'_>, stage: &RestStage) -> bool {
    stage.deployed.as_ref().is_none_or(|list| {
        let names_it = |(method, path): (&str, &str)| method == name.as_str() && path.trim() == resource.path;
        list.iter().any(|entry| entry.split_once(' ').is_some_and(names_it))
    })
}

/// Whether a method of that name serves a request's method. `ANY` stands for the seven; others match nothing.
fn serves(name: MethodName, method: &str) -> bool {
    match name {
        MethodName::Any => MethodName::from_word(method).is_some_and(|each| each != MethodName::Any),
        _ => name.as_str() == method,
    }
}

/// A path below a stage, or a template, with the segments that are still to be looked at. None: no more.
type Rest<'a> = Option<&'a str>;

/// All segments. Slashes at the start and one at the end play no part.
fn all(path: &str) -> Rest<'_> {
    let path = path.get(path.bytes().take_while(|byte| *byte == b'/').count()..)?;
    let end = path.len() - usize::from(path.as_bytes().last() == Some(&b'/'));
    path.get(..end).filter(|path| !path.is_empty())
}

/// Takes the first segment off.
fn first<'a>(rest: &mut Rest<'a>) -> Option<&'a str> {
    let whole = rest.take()?;
    let Some(slash) = whole.bytes().position(|byte| byte == b'/') else { return Some(whole) };
    *rest = whole.get(slash + 1..);
    whole.get(..slash)
}

/// Takes the last segment off.
fn last<'a>(rest: &mut Rest<'a>) -> Option<&'a str> {
    let whole = rest.take()?;
    let Some(slash) = whole.bytes().rposition(|byte| byte == b'/') else { return Some(whole) };
    *rest = whole.get(..slash);
    whole.get(slash + 1..)
}

/// Whether a template is like a path up to its first variable, as far as both go: most are not, and need no closer look.
/// An API has hundreds of them.
fn may_fit(template: &str, path: &[u8]) -> bool {
    let mut template = template.as_bytes();
    while let [b'/', rest @ ..] = template {
        template = rest;
    }
    for (wanted, found) in template.iter().zip(path) {
        if *wanted == b'{' {
            return true;
        }
        if wanted != found {
            return false;
        }
    }
    true
}

/// Whether a resource's template fits a path.
fn fits(resource: &Resource, mut path: Rest<'_>) -> bool {
    let mut template = all(&resource.path);
    while let Some(wanted) = first(&mut template) {
        let Some(value) = first(&mut path) else { return false };
        match Segment::of(wanted) {
            Segment::Literal(text) if text == value => {}
            Segment::Variable(_) if !value.is_empty() => {}
            Segment::Greedy(_) => path = None,
            _ => return false,
        }
    }
    path.is_none()
}

/// Whether a pair goes before another that fits, too.
fn is_better((resource, name): Pair<'_>, (other, other_name): Pair<'_>) -> bool {
    let (mut one, mut two) = (all(&resource.path), all(&other.path));
    loop {
        let rank = |rest: &mut _| first(rest).map(|segment| Segment::of(segment).rank());
        match (rank(&mut one), rank(&mut two)) {
            (None, None) => return name != MethodName::Any && other_name == MethodName::Any,
            (one, two) if one != two => return one < two,
            _ => {}
        }
    }
}

/// The values of the variables of a template that fits.
fn path_params(resource: &Resource, mut path: Rest<'_>) -> Map<String, String> {
    let mut params = Map::new();
    let mut template = all(&resource.path);
    while let Some(wanted) = first(&mut template) {
        let all_left = path.unwrap_or_default();
        let value = first(&mut path).unwrap_or_default();
        let (name, value) = match Segment::of(wanted) {
            Segment::Literal(_) => continue,
            Segment::Variable(name) => (name, value),
            Segment::Greedy(name) => (name, all_left),
        };
        params.insert(name.to_owned(), value.to_owned());
    }
    params
}

/// The deployed pair that looks most like the request: the one that shares most segments at the end, then at the
/// start, then the method. A hint for the reader, no rule of AWS.
fn nearest<'s>(api: &'s RestApi, stage: &RestStage, method: &str, path: &str) -> Option<Pair<'s>> {
    deployed(api, stage).max_by_key(|(resource, name)| {
        let (at_end, at_start) = (shared(path, &resource.path, last), shared(path, &resource.path, first));
        (at_end, at_start, serves(*name, method))
    })
}

/// How many segments a path and a template share from the end that `take` begins at.
fn shared(path: &str, template: &str, take: for<'a> fn(&mut Rest<'a>) -> Option<&'a str>) -> usize {
    let (mut path, mut template) = (all(path), all(template));
    let mut count = 0;
    while let Some(segment) = take(&mut path)
        && take(&mut template) == Some(segment)
    {
        count += 1;
    }
    count
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
            let found = found.map(|(resource, name)| format!("{name} {}", resource.path));
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
            let (found, _) = best(&api, &RestStage::default(), "GET", path).expect("a match");
            let params = path_params(found, all(path));
            assert_eq!(params.get("proxy").map(String::as_str), Some(value), "{path}");
        }
    }
}
