//! Another name for a part, together with everything that refers to it: a function keeps its callers, an origin its
//! behaviours, an API and a stage their mappings, host names and paths.

use crate::cache_behavior::CacheBehavior;
use crate::cloudfront_policy::NameOr;
use crate::distribution::Distribution;
use crate::field_path::Segment;
use crate::{FieldPath, Scenario};

impl Scenario {
    /// The scenario with another name at a field, and at all that refers to it. None: nothing refers to that field, or
    /// its name is empty or was an earlier part's, so that what refers to it means another part or none.
    #[must_use]
    pub fn renamed(&self, at: &FieldPath, to: &str) -> Option<Self> {
        use Segment::{Field, Index};
        let mut changed = self.clone();
        match at.segments() {
            [Field(list), Index(index), Field(name)] => {
                let rename: fn(&mut Self, &Renaming<'_>) = match (list.as_str(), name.as_str()) {
                    ("lambdas", "name") => lambda,
                    ("edge_functions", "name") => edge_function,
                    ("cache_policies", "name") => cache_policy,
                    ("origin_request_policies", "name") => origin_request_policy,
                    ("response_headers_policies", "name") => response_headers_policy,
                    ("buckets", "name") => bucket,
                    ("rest_apis" | "http_apis", "id") => api,
                    _ => return None,
                };
                let names = match list.as_str() {
                    "lambdas" => names(&mut changed.lambdas, |each| &mut each.name),
                    "edge_functions" => names(&mut changed.edge_functions, |each| &mut each.name),
                    "cache_policies" => names(&mut changed.cache_policies, |each| &mut each.name),
                    "origin_request_policies" => names(&mut changed.origin_request_policies, |each| &mut each.name),
                    "response_headers_policies" => names(&mut changed.response_headers_policies, |each| &mut each.name),
                    "buckets" => names(&mut changed.buckets, |each| &mut each.name),
                    "rest_apis" => names(&mut changed.rest_apis, |each| &mut each.id),
                    _ => names(&mut changed.http_apis, |each| &mut each.id),
                };
                let from = replace(names, *index, to)?;
                rename(&mut changed, &Renaming { from: &from, to });
            }
            [Field(list), Index(of), Field(inner), Index(index), Field(_)] => match (list.as_str(), inner.as_str()) {
                ("distributions", "origin" | "origin_group") => origin(&mut changed, *of, inner, *index, to)?,
                ("rest_apis" | "http_apis", "stages") => stage(&mut changed, list, *of, *index, to)?,
                _ => return None,
            },
            _ => return None,
        }
        // The last field of a part inside another is its name, or no name at all.
        let is_name =
            matches!(at.segments().last(), Some(Field(name)) if ["name", "id", "origin_id"].contains(&name.as_str()));
        is_name.then_some(changed)
    }
}

/// One name for another.
struct Renaming<'a> {
    from: &'a str,
    to: &'a str,
}

impl Renaming<'_> {
    /// Renames a text that is the name.
    fn name(&self, text: &mut String) {
        if text == self.from {
            self.to.clone_into(text);
        }
    }

    /// Renames a policy that is referred to by name.
    fn policy<T>(&self, policy: &mut Option<NameOr<T>>) {
        if let Some(NameOr::Name(name)) = policy {
            self.name(name);
        }
    }

    /// Renames a text that is something in front of the name, and perhaps something behind it.
    fn between(&self, text: &mut String, before: &str, is_end: impl Fn(&str) -> bool) {
        let rest = text.strip_prefix(before).and_then(|rest| rest.strip_prefix(self.from)).filter(|rest| is_end(rest));
        if let Some(rest) = rest {
            *text = [before, self.to, rest].concat();
        }
    }

    /// Renames where requests are expected to end.
    fn ends(&self, scenario: &mut Scenario, before: &str, is_end: impl Fn(&str) -> bool) {
        let expected = scenario.requests.iter_mut().filter_map(|request| request.expect.as_mut());
        for reaches in expected.filter_map(|expect| expect.reaches.as_mut()).flatten() {
            self.between(reaches, before, &is_end);
        }
    }
}

fn names<T>(list: &mut [T], name: fn(&mut T) -> &mut String) -> Vec<&mut String> {
    list.iter_mut().map(name).collect()
}

/// Replaces one of several names, and gives the one that was there. None: others mean another part by it, or nobody
/// can mean it.
fn replace(names: Vec<&mut String>, at: usize, to: &str) -> Option<String> {
    let old = names.get(at).map(|name| (**name).clone()).filter(|old| !old.is_empty())?;
    let is_first = names.iter().position(|name| **name == old) == Some(at);
    to.clone_into(names.into_iter().nth(at)?);
    is_first.then_some(old)
}

fn behaviors(distribution: &mut Distribution) -> impl Iterator<Item = &mut CacheBehavior> {
    distribution.ordered_cache_behavior.iter_mut().chain([&mut distribution.default_cache_behavior])
}

fn all_behaviors(scenario: &mut Scenario) -> impl Iterator<Item = &mut CacheBehavior> {
    scenario.distributions.iter_mut().flat_map(behaviors)
}

fn lambda(scenario: &mut Scenario, renaming: &Renaming<'_>) {
    let methods = scenario.rest_apis.iter_mut().flat_map(|api| &mut api.resources);
    let rest = methods.flat_map(|resource| resource.methods.values_mut()).map(|method| &mut method.integration);
    let http = scenario.http_apis.iter_mut().flat_map(|api| &mut api.routes).map(|route| &mut route.integration);
    rest.chain(http).for_each(|integration| renaming.name(&mut integration.lambda));
    renaming.ends(scenario, "lambda ", str::is_empty);
}

fn edge_function(scenario: &mut Scenario, renaming: &Renaming<'_>) {
    for behavior in all_behaviors(scenario) {
        behavior.function_association.iter_mut().for_each(|each| renaming.name(&mut each.function));
        behavior.lambda_function_association.iter_mut().for_each(|each| renaming.name(&mut each.function));
    }
    renaming.ends(scenario, "function ", str::is_empty);
}

fn cache_policy(scenario: &mut Scenario, renaming: &Renaming<'_>) {
    all_behaviors(scenario).for_each(|behavior| renaming.policy(&mut behavior.cache_policy));
}

fn origin_request_policy(scenario: &mut Scenario, renaming: &Renaming<'_>) {
    all_behaviors(scenario).for_each(|behavior| renaming.policy(&mut behavior.origin_request_policy));
}

fn response_headers_policy(scenario: &mut Scenario, renaming: &Renaming<'_>) {
    all_behaviors(scenario).for_each(|behavior| renaming.policy(&mut behavior.response_headers_policy));
}

/// Everything that names a host: origins, records, the requests' URLs, the URIs of HTTP integrations.
fn hosts(scenario: &mut Scenario, rename: impl Fn(&mut String, &str)) {
    let origins = scenario.distributions.iter_mut().flat_map(|each| &mut each.origin);
    origins.for_each(|origin| rename(&mut origin.domain_name, ""));
    scenario.dns.iter_mut().for_each(|record| rename(&mut record.target, ""));
    let methods = scenario.rest_apis.iter_mut().flat_map(|api| &mut api.resources);
    let rest = methods.flat_map(|resource| resource.methods.values_mut()).map(|method| &mut method.integration.uri);
    let http = scenario.http_apis.iter_mut().flat_map(|api| &mut api.routes).map(|route| &mut route.integration.uri);
    let urls = scenario.requests.iter_mut().map(|request| &mut request.url);
    for url in rest.chain(http).chain(urls) {
        ["https://", "http://"].iter().for_each(|scheme| rename(url, scheme));
    }
}

fn bucket(scenario: &mut Scenario, renaming: &Renaming<'_>) {
    hosts(scenario, |text, before| {
        renaming.between(text, before, |rest| rest.starts_with(".s3.") || rest.starts_with(".s3-"));
    });
    renaming.ends(scenario, "s3 ", |rest| rest.starts_with('/'));
}

fn api(scenario: &mut Scenario, renaming: &Renaming<'_>) {
    for domain in &mut scenario.domain_names {
        domain.base_path_mappings.iter_mut().for_each(|mapping| renaming.name(&mut mapping.api));
        domain.routing_rules.iter_mut().for_each(|rule| renaming.name(&mut rule.api));
    }
    hosts(scenario, |text, before| renaming.between(text, before, |rest| rest.starts_with(".execute-api.")));
    arns(scenario, |resource| renaming.between(resource, "", |rest| rest.is_empty() || rest.starts_with('/')));
}

/// The last part of every ARN on whose behalf functions may be called: `{api}/{stage}/{method}/{path}`.
fn arns(scenario: &mut Scenario, rename: impl Fn(&mut String)) {
    let permissions = scenario.lambdas.iter_mut().filter_map(|lambda| lambda.permissions.as_mut()).flatten();
    for permission in permissions.filter(|permission| permission.source_arn.starts_with("arn:aws:execute-api:")) {
        let arn = &mut permission.source_arn;
        if let Some((front, resource)) = arn.rsplit_once(':') {
            let mut resource = resource.to_owned();
            rename(&mut resource);
            *arn = [front, ":", &resource].concat();
        }
    }
}

/// An origin or an origin group, which behaviours and groups of its distribution refer to alike.
fn origin(scenario: &mut Scenario, of: usize, list: &str, at: usize, to: &str) -> Option<()> {
    let distribution = scenario.distributions.get_mut(of)?;
    let names = match list {
        "origin" => names(&mut distribution.origin, |each| &mut each.origin_id),
        _ => names(&mut distribution.origin_group, |each| &mut each.origin_id),
    };
    let from = replace(names, at, to)?;
    let renaming = Renaming { from: &from, to };
    behaviors(distribution).for_each(|behavior| renaming.name(&mut behavior.target_origin_id));
    if list == "origin" {
        distribution.origin_group.iter_mut().flat_map(|group| &mut group.member).for_each(|id| renaming.name(id));
    }
    Some(())
}

/// A stage, which mappings, rules, origin paths, URLs and ARNs refer to together with its API.
fn stage(scenario: &mut Scenario, list: &str, of: usize, at: usize, to: &str) -> Option<()> {
    let (id, names) = match list {
        "rest_apis" => {
            let api = scenario.rest_apis.get_mut(of)?;
            (api.id.clone(), names(&mut api.stages, |each| &mut each.name))
        }
        _ => {
            let api = scenario.http_apis.get_mut(of)?;
            (api.id.clone(), names(&mut api.stages, |each| &mut each.name))
        }
    };
    let from = replace(names, at, to)?;
    let renaming = Renaming { from: &from, to };
    for domain in &mut scenario.domain_names {
        let mappings = domain.base_path_mappings.iter_mut().filter(|each| each.api == id);
        mappings.for_each(|mapping| renaming.name(&mut mapping.stage));
        domain.routing_rules.iter_mut().filter(|each| each.api == id).for_each(|rule| renaming.name(&mut rule.stage));
    }
    let is_segment = |rest: &str| rest.is_empty() || rest.starts_with(['/', '?']);
    let host = [id.as_str(), ".execute-api."].concat();
    for origin in scenario.distributions.iter_mut().flat_map(|each| &mut each.origin) {
        if origin.domain_name.starts_with(&host) {
            renaming.between(&mut origin.origin_path, "/", is_segment);
        }
    }
    for url in scenario.requests.iter_mut().map(|request| &mut request.url) {
        let end = url.match_indices('/').nth(2).map(|(at, slash)| at + slash.len());
        let Some((front, path)) = end.and_then(|end| url.split_at_checked(end)) else { continue };
        if front.split_once("://").is_some_and(|(_, rest)| rest.starts_with(&host)) {
            let front = front.to_owned();
            let mut path = path.to_owned();
            renaming.between(&mut path, "", is_segment);
            *url = front + &path;
        }
    }
    let of_api = [id.as_str(), "/"].concat();
    arns(scenario, |resource| renaming.between(resource, &of_api, is_segment));
    let mut rest = scenario.rest_apis.iter().flat_map(|api| &api.stages).map(|stage| &stage.name);
    let mut http = scenario.http_apis.iter().flat_map(|api| &api.stages).map(|stage| &stage.name);
    let other = rest.any(|name| *name == from) || http.any(|name| *name == from);
    if !other {
        renaming.ends(scenario, "", |rest| rest.starts_with(' '));
    }
    Some(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scenario() -> Scenario {
        let host = "abc.execute-api.us-east-1.amazonaws.com";
        Scenario::from_value(json!({
            "hopscope": 1,
            "requests": [
                {"url": format!("https://{host}/prod/hello"), "expect": {"reaches": "prod GET /hello"}},
                {"url": "https://x.lambda-url.us-east-1.on.aws/", "expect": {"reaches": "lambda hello"}},
                {"url": "https://files.s3.us-east-1.amazonaws.com/a", "expect": {"reaches": "s3 files/a"}}
            ],
            "distributions": [{
                "id": "E1", "domain_name": "d1.cloudfront.net",
                "origin": [
                    {"origin_id": "gate", "domain_name": host, "origin_path": "/prod"},
                    {"origin_id": "s3", "domain_name": "files.s3.us-east-1.amazonaws.com"}
                ],
                "origin_group": [{"origin_id": "both", "member": ["gate", "s3"]}],
                "ordered_cache_behavior": [{
                    "path_pattern": "/api/*", "target_origin_id": "gate", "cache_policy": "own",
                    "function_association": [{"event_type": "viewer-request", "function": "rewrite"}]
                }],
                "default_cache_behavior": {"target_origin_id": "both"}
            }],
            "cache_policies": [{"name": "own"}],
            "edge_functions": [{"name": "rewrite", "code": ""}],
            "rest_apis": [{
                "id": "abc",
                "resources": [{"path": "/hello", "methods": {"GET": {"integration": {"lambda": "hello"}}}}],
                "stages": [{"name": "prod"}]
            }],
            "domain_names": [{"domain_name": "api.example.com", "base_path_mappings": [{"api": "abc", "stage": "prod"}]}],
            "lambdas": [{
                "name": "hello",
                "permissions": [{"source_arn": "arn:aws:execute-api:us-east-1:111122223333:abc/prod/GET/hello"}]
            }],
            "buckets": [{"name": "files", "objects": ["a"]}]
        }))
        .unwrap()
    }

    /// Every name that others refer to, and how often the old one stands in the file.
    const NAMES: &[(&str, &str, usize)] = &[
        ("lambdas[0].name", "\"hello\"", 2),
        ("edge_functions[0].name", "rewrite", 2),
        ("cache_policies[0].name", "own", 2),
        ("buckets[0].name", "files", 4),
        ("rest_apis[0].id", "abc", 5),
        ("rest_apis[0].stages[0].name", "prod", 6),
        ("distributions[0].origin[0].origin_id", "gate", 3),
        ("distributions[0].origin_group[0].origin_id", "both", 2),
    ];

    #[test]
    fn a_new_name_is_everywhere_and_the_old_one_nowhere() {
        for (at, old, count) in NAMES {
            let path = FieldPath::read(at);
            let before = scenario().to_json();
            assert_eq!(before.matches(old).count(), *count, "{at}");
            let after = scenario().renamed(&path, "brand-new").unwrap().to_json();
            assert_eq!(after.matches(old).count(), 0, "{at}: {after}");
            let back = Scenario::from_json(&after).unwrap().renamed(&path, old.trim_matches('"')).unwrap();
            assert_eq!(back.to_json(), before, "{at}");
        }
    }

    #[test]
    fn what_nobody_means_takes_nobody_along() {
        let mut twice = scenario();
        twice.lambdas.push(twice.lambdas.first().unwrap().clone());
        assert_eq!(twice.renamed(&FieldPath::read("lambdas[1].name"), "other"), None);
        assert_eq!(scenario().renamed(&FieldPath::read("distributions[0].origin[0].origin_path"), "/dev"), None);
        assert_eq!(scenario().renamed(&FieldPath::read("title"), "x"), None);
        let mut unnamed = scenario();
        unnamed.lambdas.first_mut().unwrap().name.clear();
        assert_eq!(unnamed.renamed(&FieldPath::read("lambdas[0].name"), "x"), None);
    }
}
