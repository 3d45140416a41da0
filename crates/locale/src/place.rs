//! The place of a field in words: `origin_path` of the origin `apigw`, not `distributions[0].origin[0].origin_path`.

use hopscope_scenario::field_path::Segment::{self, Field, Index};
use hopscope_scenario::{FieldPath, Scenario};

use crate::Catalog;

/// The place of a field of a scenario in the words of a language; names are in backticks. A place that no word is known
/// for is given as a path.
pub fn in_words(texts: &Catalog, scenario: &Scenario, path: &FieldPath) -> String {
    let Some((part, name, rest)) = part(scenario, path.segments()) else {
        return ["`", &path.to_string(), "`"].concat();
    };
    let part = texts.fill(&["place.", part].concat(), &[("name", name)]);
    let field = rest.iter().rev().find_map(|segment| match segment {
        Field(name) => Some(name.as_str()),
        Index(_) => None,
    });
    match field {
        Some(field) => texts.fill("place.field", &[("field", field), ("part", &part)]),
        None => part,
    }
}

/// The innermost part of the scenario that a path leads into: the key of its word, its name, and the path from there.
fn part<'p>(scenario: &Scenario, path: &'p [Segment]) -> Option<(&'static str, String, &'p [Segment])> {
    let [Field(list), Index(index), inside @ ..] = path else { return None };
    let index = *index;
    Some(match list.as_str() {
        "requests" => ("request", scenario.requests.get(index)?.url.clone(), inside),
        "distributions" => {
            let distribution = scenario.distributions.get(index)?;
            match inside {
                [Field(list), Index(at), rest @ ..] if list == "ordered_cache_behavior" => {
                    ("behavior", distribution.ordered_cache_behavior.get(*at)?.path_pattern.to_string(), rest)
                }
                [Field(field), rest @ ..] if field == "default_cache_behavior" => {
                    ("default_behavior", String::new(), rest)
                }
                [Field(list), Index(at), rest @ ..] if list == "origin" => {
                    ("origin", distribution.origin.get(*at)?.origin_id.clone(), rest)
                }
                _ => ("distribution", distribution.id.clone(), inside),
            }
        }
        "rest_apis" => {
            let api = scenario.rest_apis.get(index)?;
            match inside {
                [Field(list), Index(at), Field(methods), Field(method), rest @ ..]
                    if list == "resources" && methods == "methods" =>
                {
                    ("method", [method, " ", &api.resources.get(*at)?.path].concat(), rest)
                }
                [Field(list), Index(at), rest @ ..] if list == "resources" => {
                    ("resource", api.resources.get(*at)?.path.clone(), rest)
                }
                [Field(list), Index(at), rest @ ..] if list == "stages" => {
                    ("stage", api.stages.get(*at)?.name.clone(), rest)
                }
                _ => ("api", api.id.clone(), inside),
            }
        }
        "http_apis" => {
            let api = scenario.http_apis.get(index)?;
            match inside {
                [Field(list), Index(at), rest @ ..] if list == "routes" => {
                    ("route", api.routes.get(*at)?.route_key.clone(), rest)
                }
                [Field(list), Index(at), rest @ ..] if list == "stages" => {
                    ("stage", api.stages.get(*at)?.name.clone(), rest)
                }
                _ => ("api", api.id.clone(), inside),
            }
        }
        "lambdas" => ("lambda", scenario.lambdas.get(index)?.name.clone(), inside),
        "edge_functions" => ("edge_function", scenario.edge_functions.get(index)?.name.clone(), inside),
        "buckets" => ("bucket", scenario.buckets.get(index)?.name.clone(), inside),
        "load_balancers" => ("load_balancer", scenario.load_balancers.get(index)?.domain_name.clone(), inside),
        "servers" => ("server", scenario.servers.get(index)?.domain_name.clone(), inside),
        "domain_names" => ("domain_name", scenario.domain_names.get(index)?.domain_name.clone(), inside),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Language;

    #[test]
    fn places_are_named_by_what_people_call_their_parts() {
        let scenario = Scenario::from_json(
            r#"{"hopscope": 1,
            "distributions": [{"id": "E1", "origin": [{"origin_id": "apigw"}],
                "ordered_cache_behavior": [{"path_pattern": "/api/*"}]}],
            "rest_apis": [{"id": "abc", "stages": [{"name": "prod"}], "resources": [{"path": "/hello", "methods": {"GET": {}}}]}]}"#,
        )
        .unwrap();
        let root = FieldPath::root;
        let front = root().field("distributions").index(0);
        let api = root().field("rest_apis").index(0);
        let resource = api.field("resources").index(0);
        for (path, english, japanese) in [
            (
                front.field("origin").index(0).field("origin_path"),
                "`origin_path` of the origin `apigw`",
                "オリジン `apigw` の `origin_path`",
            ),
            (front.field("ordered_cache_behavior").index(0), "the behaviour `/api/*`", "ビヘイビア `/api/*`"),
            (
                front.field("default_cache_behavior").field("cache_policy"),
                "`cache_policy` of the default behaviour",
                "デフォルトのビヘイビア の `cache_policy`",
            ),
            (
                front.field("aliases").index(1),
                "`aliases` of the distribution `E1`",
                "ディストリビューション `E1` の `aliases`",
            ),
            (
                resource.field("methods").field("GET").field("api_key_required"),
                "`api_key_required` of the method `GET /hello`",
                "メソッド `GET /hello` の `api_key_required`",
            ),
            (api.field("stages").index(0), "the stage `prod`", "ステージ `prod`"),
            (root().field("dns").index(3).field("target"), "`dns[3].target`", "`dns[3].target`"),
            (front.field("origin").index(7), "`distributions[0].origin[7]`", "`distributions[0].origin[7]`"),
        ] {
            let said = |language| in_words(&Catalog::embedded(language), &scenario, &path);
            assert_eq!((said(Language::English), said(Language::Japanese)), (english.to_owned(), japanese.to_owned()));
        }
    }
}
