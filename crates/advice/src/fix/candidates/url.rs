//! The URL as it should have been: with the stage, without what is too much, at a path or with a method that there is.

use hopscope_routing::RuleId;
use hopscope_routing::dns::ExecuteApiHost;
use hopscope_routing::url::Url;
use hopscope_scenario::http_api::HttpApi;
use hopscope_scenario::request::Request;
use hopscope_scenario::rest_api::RestApi;

use crate::fix::situation::Situation;
use crate::fix::wanted::split;
use crate::fix::{Change, FixKind};

/// The most nearby paths and methods that are offered.
const MOST: usize = 3;

pub(super) fn propose(at: &Situation<'_>, found: &mut Vec<Change>) {
    let Ok(url) = Url::parse(&at.request.url) else { return };
    found.extend(stage(at, &url));
    if let Some(met) = Met::of(at) {
        found.extend(shorter(at, &url, &met));
        found.extend(nearest_methods(at, &met));
        found.extend(nearest_paths(at, &url, &met));
    }
    found.extend(nearest_object(at, &url));
}

fn call(at: &Situation<'_>, kind: FixKind, url: String, more: Vec<(&'static str, String)>) -> Change {
    let edits = at.asking(|request| request.url.clone_from(&url));
    let values = std::iter::once(("url", url)).chain(more).collect();
    Change { kind, values, edits }
}

/// The URL with another path; its name and its query stay.
fn at_path(url: &str, path: &str) -> String {
    let path = if path.is_empty() { "/" } else { path };
    let (before, query) = match url.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (url, String::new()),
    };
    let (scheme, rest) = before.split_once("://").unwrap_or(("https", before));
    let name = rest.split('/').next().unwrap_or_default();
    format!("{scheme}://{name}{path}{query}")
}

/// The stage in front of the path, where the API itself is called by its own name and the path names none.
fn stage(at: &Situation<'_>, url: &Url) -> Vec<Change> {
    let rules = [RuleId::RestApiStageMissing, RuleId::HttpApiStageMissing];
    if at.front.is_some() || !at.is_refused_by(&rules) || ExecuteApiHost::parse(&url.host).is_none() {
        return Vec::new();
    }
    let mut hops = at.trace.hops.iter();
    let stages: Vec<String> = hops
        .find_map(|hop| {
            let rest = at.scenario.rest_apis.iter().find(|api| api.id == hop.id);
            let http = at.scenario.http_apis.iter().find(|api| api.id == hop.id);
            let of_rest = rest.map(|api| api.stages.iter().map(|stage| stage.name.clone()).collect());
            of_rest.or_else(|| http.map(|api| api.stages.iter().map(|stage| stage.name.clone()).collect()))
        })
        .unwrap_or_default();
    let first = url.path.split('/').nth(1).unwrap_or_default();
    let rest = url.path.get(first.len() + 1..).unwrap_or_default();
    let change = |stage: &String| {
        // A stage in other letters is the one that was meant.
        let path = if stage.eq_ignore_ascii_case(first) {
            format!("/{stage}{rest}")
        } else {
            format!("/{stage}{}", if url.path == "/" { "" } else { url.path.as_str() })
        };
        call(at, FixKind::StageUrl, at_path(&at.request.url, &path), vec![("stage", stage.clone())])
    };
    // In place of the first segment as well: it may be a stage's name that was mistaken.
    let instead = |stage: &String| {
        let path = format!("/{stage}{rest}");
        call(
            at,
            FixKind::StageUrl,
            at_path(&at.request.url, &path),
            vec![("stage", stage.clone()), ("instead", first.to_owned())],
        )
    };
    let stages = || stages.iter().filter(|stage| *stage != "$default").take(MOST);
    let mut found: Vec<Change> = stages().map(change).collect();
    if !first.is_empty() {
        found.extend(stages().filter(|stage| !stage.eq_ignore_ascii_case(first)).map(instead));
    }
    found
}

/// The API that looked a path up, and did not have it.
struct Met<'s> {
    path: String,
    stage: String,
    rest: Option<&'s RestApi>,
    http: Option<&'s HttpApi>,
}

impl<'s> Met<'s> {
    fn of(at: &Situation<'s>) -> Option<Self> {
        const RULES: [RuleId; 3] = [
            RuleId::RestApiResourceNotFound,
            RuleId::RestApiResourceNotFoundAuthorization,
            RuleId::HttpApiRouteNotFound,
        ];
        let rule = RULES.into_iter().find(|rule| at.detail(*rule).is_some())?;
        let hop = at.trace.hops.iter().find(|hop| hop.steps.iter().any(|step| step.rule.id == rule))?;
        Some(Self {
            path: at.told(rule, "path")?,
            stage: at.told(rule, "stage")?,
            rest: at.scenario.rest_apis.iter().find(|api| api.id == hop.id),
            http: at.scenario.http_apis.iter().find(|api| api.id == hop.id),
        })
    }

    /// The methods and templates that there are.
    fn pairs(&self) -> Vec<(&'s str, &'s str)> {
        let rest = self.rest.into_iter().flat_map(|api| &api.resources);
        let rest = rest.flat_map(|each| each.methods.keys().map(|name| (name.as_str(), each.path.as_str())));
        let http = self.http.into_iter().flat_map(|api| &api.routes);
        let http = http.filter_map(|route| route.route_key.split_once(' '));
        rest.chain(http.map(|(method, path)| (method, path.trim()))).collect()
    }

    fn takes(method: &str, request: &Request) -> bool {
        method == "ANY" || method == request.method
    }
}

/// Whether a template has variables.
fn is_open(template: &str) -> bool {
    template.contains('{')
}

/// The path without what stands in front of what is there: the stage again, a base path, a name of the environment.
fn shorter(at: &Situation<'_>, url: &Url, met: &Met<'_>) -> Vec<Change> {
    let Some(head) = url.path.strip_suffix(met.path.as_str()) else { return Vec::new() };
    // Behind a distribution the prefix is what chose the behaviour; only the stage is plainly too much.
    let is_direct = at.front.is_none();
    let pairs = met.pairs();
    let cuts = pairs.iter().filter(|(method, _)| Met::takes(method, at.request));
    let cuts = cuts.filter_map(|(_, template)| split(template, &met.path)).filter(|(prefix, _)| !prefix.is_empty());
    let mut cuts: Vec<(String, String)> =
        cuts.filter(|(prefix, _)| is_direct || prefix.trim_matches('/') == met.stage).collect();
    cuts.sort_by_key(|(prefix, _)| prefix.len());
    cuts.dedup();
    let change = |(prefix, _): (String, String)| {
        // What follows stays as the client wrote it, slashes and all.
        let rest = met.path.strip_prefix(prefix.as_str()).unwrap_or_default();
        call(
            at,
            FixKind::ShorterUrl,
            at_path(&at.request.url, &format!("{head}{rest}")),
            vec![("prefix", prefix.clone())],
        )
    };
    cuts.into_iter().take(MOST).map(change).collect()
}

/// The methods that the very path has.
fn nearest_methods(at: &Situation<'_>, met: &Met<'_>) -> Vec<Change> {
    let fits = |template: &str| split(template, &met.path).is_some_and(|(prefix, _)| prefix.is_empty());
    let pairs = met.pairs().into_iter();
    let mut others: Vec<(&str, &str)> = pairs
        .filter(|(method, template)| !Met::takes(method, at.request) && *method != "OPTIONS" && fits(template))
        .collect();
    others.sort_by_key(|(_, template)| is_open(template));
    let change = |(method, template): (&str, &str)| {
        let values = vec![
            ("method", method.to_owned()),
            ("before", at.request.method.clone()),
            ("resource", template.to_owned()),
        ];
        let mut edits = at.asking(|request| method.clone_into(&mut request.method));
        edits.extend(at.expecting(format!("{} {method} {template}", met.stage)));
        Change { kind: FixKind::NearestMethod, values, edits }
    };
    others.into_iter().take(MOST).map(change).collect()
}

/// Paths of the API that differ by letters' case, a slash at the end, or a typing error.
fn nearest_paths(at: &Situation<'_>, url: &Url, met: &Met<'_>) -> Vec<Change> {
    let Some(head) = url.path.strip_suffix(met.path.as_str()) else { return Vec::new() };
    let pairs = met.pairs().into_iter();
    let near = pairs.filter(|(method, template)| Met::takes(method, at.request) && !is_open(template));
    let mut near: Vec<(usize, &str)> =
        near.map(|(_, template)| (distance(template, &met.path), template)).filter(|(far, _)| *far > 0).collect();
    near.retain(|(far, template)| *far <= 2.min(template.len() / 3));
    near.sort_unstable();
    near.dedup();
    let change = |(_, template): (usize, &str)| {
        let path = format!("{head}{template}");
        call(at, FixKind::NearestPath, at_path(&at.request.url, &path), vec![("nearest", template.to_owned())])
    };
    near.into_iter().take(MOST).map(change).collect()
}

/// An object of the bucket whose key differs by letters' case or a typing error.
fn nearest_object(at: &Situation<'_>, url: &Url) -> Option<Change> {
    let rule =
        [RuleId::S3KeyNotFound, RuleId::S3WebsiteKeyNotFound].into_iter().find(|rule| at.detail(*rule).is_some())?;
    let (bucket, key) = (at.told(rule, "bucket")?, at.told(rule, "key")?);
    let found = at.scenario.buckets.iter().find(|each| each.name == bucket)?;
    let near = found.objects.iter().map(|object| (distance(object, &key), object));
    let (_, object) = near.filter(|(far, object)| (1..=2.min(object.len() / 4)).contains(far)).min()?;
    let head = url.path.strip_suffix(key.as_str())?;
    Some(call(
        at,
        FixKind::NearestPath,
        at_path(&at.request.url, &format!("{head}{object}")),
        vec![("nearest", object.clone())],
    ))
}

/// How far two paths are from each other, in letters that are put in, left out or changed. Other letters' case, or a
/// slash at the end, counts as one.
fn distance(one: &str, other: &str) -> usize {
    if one == other {
        return 0;
    }
    if one.trim_end_matches('/').eq_ignore_ascii_case(other.trim_end_matches('/')) {
        return 1;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut next = vec![index + 1];
        for (at, each) in other.iter().enumerate() {
            let changed = row.get(at).copied().unwrap_or_default() + usize::from(*each != letter);
            let left_out = row.get(at + 1).copied().unwrap_or_default() + 1;
            let put_in = next.last().copied().unwrap_or_default() + 1;
            next.push(changed.min(left_out).min(put_in));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{at_path, distance};

    #[test]
    fn a_name_that_looks_like_the_path_stays() {
        for (url, path, expected) in [
            ("https://api.example.com/api?x=/api", "/v1/api", "https://api.example.com/v1/api?x=/api"),
            ("https://api.example.com", "/prod", "https://api.example.com/prod"),
            ("https://a.example/b/c/", "", "https://a.example/"),
        ] {
            assert_eq!(at_path(url, path), expected);
        }
    }

    #[test]
    fn typing_errors_are_counted() {
        for (one, other, far) in [
            ("/users", "/users", 0),
            ("/users", "/user", 1),
            ("/users", "/Users/", 1),
            ("/items", "/itmes", 2),
            ("/a", "", 2),
        ] {
            assert_eq!(distance(one, other), far, "{one} {other}");
        }
    }
}
