//! What an import asks is settled by an answer: whoever answers is not asked the same again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use hopscope_formats::import::{Ask, Question};
use hopscope_formats::{Options, import};
use serde_json::{Value, json};

mod folder;

type Files = Vec<(String, Vec<u8>)>;

/// An answer that a person may give.
fn answer(question: &Question) -> String {
    match &question.ask {
        // The name of a region is taken for a host or an id as well.
        Ask::Variable(_) => "eu-west-1".to_owned(),
        Ask::Condition { .. } => "true".to_owned(),
        Ask::Choice(choices) => choices[0].clone(),
    }
}

/// Answers everything that is asked; how many questions there were.
fn settled(name: &str, files: &Files) -> usize {
    let asked = import(files.clone(), &Options::default()).questions;
    let mut options = Options::default();
    options.answers.extend(asked.iter().map(|question| (question.id.clone(), answer(question))));
    let again = import(files.clone(), &options).questions;
    let again: Vec<&str> = again.iter().map(|question| question.id.as_str()).collect();
    for question in &asked {
        assert!(!again.contains(&question.id.as_str()), "{name}: `{}` was answered, and is asked again", question.id);
    }
    asked.len()
}

#[test]
fn what_was_answered_is_not_asked_again() {
    let mut count = 0;
    for (name, folder) in folder::all() {
        count += settled(&name, &folder::files(&folder));
    }
    assert!(count > 20, "{count} questions");
}

/// A plan that does not say what its origin is, beside such APIs.
fn plan(apis: &[&str]) -> Files {
    let change = |kind: &str, name: &str, after: Value, after_unknown: Value| {
        json!({"address": format!("{kind}.{name}"), "mode": "managed", "type": kind, "name": name,
            "change": {"actions": ["create"], "after": after, "after_unknown": after_unknown}})
    };
    let api = |name: &str| {
        let after = json!({"name": name, "protocol_type": "HTTP"});
        change("aws_apigatewayv2_api", name, after, json!({"id": true, "api_endpoint": true}))
    };
    let after = json!({"enabled": true, "origin": [{"origin_id": "o"}],
        "default_cache_behavior": [{"target_origin_id": "o", "viewer_protocol_policy": "allow-all"}]});
    let unknown = json!({"id": true, "origin": [{"domain_name": true}]});
    let mut changes: Vec<Value> = apis.iter().map(|name| api(name)).collect();
    changes.push(change("aws_cloudfront_distribution", "d", after, unknown));
    let configured = json!({"address": "aws_cloudfront_distribution.d", "mode": "managed",
        "type": "aws_cloudfront_distribution", "name": "d",
        "expressions": {"origin": [{"domain_name": {"references": ["local.host"]}}]}});
    let plan = json!({"format_version": "1.2", "terraform_version": "1.9.0",
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": [configured]}}});
    vec![("plan.json".to_owned(), plan.to_string().into_bytes())]
}

const HOST: &str = "aws_cloudfront_distribution.d.origin[0].domain_name";

#[test]
fn a_choice_of_hosts_in_a_plan_is_taken() {
    let files = plan(&["a", "b"]);
    assert_eq!(settled("plan", &files), 2, "the host, and the region");
    let choice = (HOST.to_owned(), "aws_apigatewayv2_api.b".to_owned());
    let options = Options { answers: [choice].into(), ..Options::default() };
    let scenario = import(files, &options).scenario;
    let host = &scenario.distributions[0].origin[0].domain_name;
    let api = scenario.http_apis.iter().find(|api| host.starts_with(&api.id)).map(|api| api.name.as_str());
    assert_eq!(api, Some("b"), "{host}");
}

#[test]
fn a_host_that_no_part_of_a_plan_can_be_is_asked_for_by_name() {
    let files = plan(&[]);
    assert_eq!(settled("plan", &files), 1);
    let options = Options { answers: [(HOST.to_owned(), "www.example.com".to_owned())].into(), ..Options::default() };
    assert_eq!(import(files, &options).scenario.distributions[0].origin[0].domain_name, "www.example.com");
}

/// The region is still asked for; what is taken until then fits the hosts.
#[test]
fn the_region_that_hosts_are_written_with_is_taken_until_it_is_answered() {
    let text = |other: &str| {
        format!(
            r#"resource "aws_apigatewayv2_api" "a" {{
  name          = "a"
  protocol_type = "HTTP"
}}
resource "aws_cloudfront_distribution" "d" {{
  enabled = true
  origin {{
    origin_id   = "o"
    domain_name = "${{aws_apigatewayv2_api.a.id}}.execute-api.eu-central-1.amazonaws.com"
  }}
  default_cache_behavior {{
    target_origin_id       = "o"
    viewer_protocol_policy = "allow-all"
  }}
  aliases = [{other}]
}}
"#
        )
    };
    let region = |text: String| {
        let import = import(vec![("main.tf".to_owned(), text.into_bytes())], &Options::default());
        assert!(import.questions.iter().any(|question| question.id == "region"));
        import.scenario.http_apis[0].region.clone()
    };
    assert_eq!(region(text("")), "eu-central-1");
    // Where hosts name several, none is likelier.
    assert_eq!(region(text("\"x.lambda-url.eu-west-1.on.aws\"")), "us-east-1");
}
