//! What the views make of the article's scenarios and of the ways in which a request can end.
#![allow(clippy::unwrap_used, missing_docs)]

use hopscope_diagram::sequence::Options;
use hopscope_diagram::{curl, mermaid, sequence, story, svg, text, verdict};
use hopscope_locale::{Catalog, Language};
use hopscope_routing::Trace;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::Request;

fn example(name: &str) -> Scenario {
    let path = format!("{}/../../examples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Scenario::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn get(scenario: &Scenario, method: &str, url: &str) -> Trace {
    let request = Request { method: method.to_owned(), url: url.to_owned(), ..Request::default() };
    hopscope_routing::trace(scenario, &request)
}

/// Every way to end that these scenarios know, by name.
fn traces() -> Vec<(&'static str, Trace)> {
    let described = example("article-described");
    let terraform = example("article-terraform");
    let host = "d111111abcdef8.cloudfront.net";
    vec![
        ("resource_not_found", get(&described, "GET", &format!("https://{host}/api/hello?x=1"))),
        ("stage_missing", get(&terraform, "GET", &format!("https://{host}/api/hello"))),
        ("success", get(&example("article-way-out-origin-path"), "GET", &format!("https://{host}/hello"))),
        ("redirect", get(&described, "GET", &format!("http://{host}/api/hello"))),
        ("method", get(&described, "POST", &format!("https://{host}/api/hello"))),
        ("no_such_api", get(&described, "GET", "https://zzz.execute-api.us-east-1.amazonaws.com/prod/hello")),
        ("closed_port", get(&described, "GET", &format!("https://{host}:8443/"))),
        ("invalid_url", get(&described, "GET", "ftp://example.com/")),
    ]
}

#[test]
fn every_view_in_every_language() {
    for language in Language::ALL {
        let texts = Catalog::embedded(*language);
        for (name, trace) in traces() {
            let story = story::story(&trace, &texts);
            let drawing = sequence::sequence(&story, &Options::new(&texts));
            let name = format!("{name}_{}", language.tag());
            insta::assert_snapshot!(format!("{name}_text"), text::to_text(&trace, &story, &texts));
            insta::assert_snapshot!(format!("{name}_mermaid"), mermaid::to_mermaid(&story, &texts));
            insta::assert_snapshot!(format!("{name}_svg"), svg::to_svg(&drawing, svg::Theme::Light));
            insta::assert_debug_snapshot!(format!("{name}_verdict"), verdict::verdict(&trace, &texts));
        }
    }
}

/// Behind a custom domain the mapping chooses the stage, and no segment of the path does.
#[test]
fn the_stage_behind_a_custom_domain_is_chosen_by_it() {
    let name = "api.example.com";
    let stage_of = |kind: &str, stage: &str| {
        let mut file = serde_json::json!({
            "hopscope": 1,
            "domain_names": [{
                "domain_name": name, "endpoint_type": "REGIONAL",
                "base_path_mappings": [{"base_path": "v1", "api": "abc123", "stage": "live"}]
            }]
        });
        file[kind] = match kind {
            "rest_apis" => serde_json::json!([{
                "id": "abc123", "stages": [{"name": stage}],
                "resources": [{"path": "/hello", "methods": {"GET": {"integration": {"type": "MOCK"}}}}]
            }]),
            _ => {
                serde_json::json!([{"id": "abc123", "stages": [{"name": stage}], "routes": [{"route_key": "GET /hello"}]}])
            }
        };
        let scenario = Scenario::from_value(file).unwrap();
        let trace = get(&scenario, "GET", &format!("https://{name}/v1/hello"));
        Language::ALL.iter().map(move |language| {
            let texts = Catalog::embedded(*language);
            text::to_text(&trace, &story::story(&trace, &texts), &texts)
        })
    };
    let segment = ["first segment", "最初のセグメント", "The path names", "パスにステージ名"];
    for kind in ["rest_apis", "http_apis"] {
        for text in stage_of(kind, "live").chain(stage_of(kind, "prod").collect::<Vec<_>>()) {
            let is_told = |line: &str| line.contains("[") && line.contains("live") && line.contains("_api.stage");
            assert!(text.lines().any(is_told), "{text}");
            assert!(!segment.iter().any(|words| text.contains(words)), "{text}");
        }
    }
}

#[test]
fn answers_as_curl_prints_them() {
    for (name, trace) in traces() {
        insta::assert_snapshot!(format!("{name}_curl"), curl::to_curl(&trace));
    }
}

/// A lane says what kind of stop it is in the reader's language.
#[test]
fn kinds_of_stops_are_said_in_every_language() {
    let scenario = Scenario::from_json(
        r#"{"hopscope": 1, "domain_names": [{"domain_name": "api.example.com", "endpoint_type": "REGIONAL"}]}"#,
    );
    let trace = get(&scenario.unwrap(), "GET", "https://api.example.com/hello");
    for (language, expected) in [(Language::English, "custom domain"), (Language::Japanese, "カスタムドメイン")]
    {
        let story = story::story(&trace, &Catalog::embedded(language));
        let subs: Vec<&str> = story.stops.iter().map(|stop| stop.sub.as_str()).collect();
        assert!(subs.contains(&expected), "{subs:?}");
    }
    // Their texts come after those that are read first.
    let story = story::story(&trace, &Catalog::default());
    assert!(story.stops.iter().any(|stop| stop.sub == "custom domain"));
}
