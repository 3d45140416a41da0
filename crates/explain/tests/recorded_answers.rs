//! Recorded answers as people paste them: the article's three runs, and the table of fingerprints
//! (`fingerprints.cases`), with where each answer was documented or recorded.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use hopscope_explain::fingerprint::Layers;
use hopscope_explain::prefill::Unknown;
use hopscope_explain::{Explanation, explain};
use hopscope_routing::trace::Component;
use hopscope_scenario::StatusCode;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    id: String,
    source: String,
    /// The lines that are pasted.
    paste: Vec<String>,
    answered_by: String,
    /// The likeliest cause.
    first: String,
    /// Causes that must be among the others.
    causes: Vec<String>,
}

fn word(component: Component) -> String {
    serde_json::to_value(component).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_row_of_the_table_of_fingerprints() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let rows: Vec<Recorded> =
        hopscope_cases::read_values(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fingerprints.cases")).unwrap();
    for row in rows {
        assert!(row.source.len() > 10, "{}", row.id);
        let found = explain(&(row.paste.join("\n") + "\n")).unwrap_or_else(|error| panic!("{}: {error}", row.id));
        let ids: Vec<&str> = found.causes.causes.iter().map(|cause| cause.id).collect();
        let by = found.fingerprint.answered_by.map(word);
        let has_all = row.causes.iter().all(|cause| ids.contains(&cause.as_str()));
        if by.as_deref() != Some(&row.answered_by) || ids.first() != Some(&row.first.as_str()) || !has_all {
            wrong.push(format!("{}: {by:?}, rows {:?}, causes {ids:?}", row.id, found.causes.rows));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 60);
}

fn ids(found: &Explanation) -> Vec<&'static str> {
    found.causes.causes.iter().map(|cause| cause.id).collect()
}

#[test]
fn the_article_s_direct_calls() {
    for (text, stage) in [(include_str!("article-dev.txt"), "dev"), (include_str!("article-prod.txt"), "prod")] {
        let found = explain(text).unwrap();
        assert_eq!(found.fingerprint.answered_by, Some(Component::Lambda));
        assert_eq!(found.fingerprint.layers, Layers::EdgeApi);
        assert_eq!(ids(&found)[0], "function_answered");
        let scenario = &found.prefill.scenario;
        let api = &scenario.rest_apis[0];
        assert_eq!((api.id.as_str(), api.region.as_str()), ("abc123def4", "ap-northeast-1"));
        assert_eq!((api.stages[0].name.as_str(), api.resources[0].path.as_str()), (stage, "/hello"));
        assert!(found.prefill.answers.agrees);
        let trace = hopscope_routing::trace(scenario, &scenario.requests[0]);
        assert_eq!(trace.reaches.unwrap().text, format!("{stage} GET /hello"));
        let response = trace.response.unwrap();
        let answer = found.exchanges[0].answer().unwrap();
        assert_eq!(Some(response.body.as_ref()), answer.body.as_deref());
        let names = |headers: &hopscope_routing::header::Headers| {
            headers.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&response.headers), names(&answer.fields));
    }
}

#[test]
fn the_article_s_refusal() {
    let found = explain(include_str!("article-cloudfront.txt")).unwrap();
    assert_eq!(found.fingerprint.answered_by, Some(Component::ApiGateway));
    assert_eq!(found.fingerprint.or, []);
    assert_eq!(found.fingerprint.layers, Layers::Two);
    assert_eq!(&ids(&found)[..3], ["stage_missing", "api_key", "web_acl_stage"]);
    let probes: Vec<&str> = found.probes.iter().map(|probe| probe.command.as_str()).collect();
    assert!(probes.contains(&"curl -i -H 'Authorization: x' https://d111111abcdef8.cloudfront.net/api/hello"));
    let prefill = &found.prefill;
    assert_eq!(prefill.answers.status, StatusCode::new(403));
    assert!(prefill.answers.agrees);
    assert_eq!(prefill.scenario.distributions[0].domain_name, "d111111abcdef8.cloudfront.net");
    for what in [Unknown::ApiId, Unknown::Region, Unknown::Stage, Unknown::OriginPath, Unknown::Behaviors] {
        assert!(prefill.unknown.contains(&what), "{what:?}");
    }
    let expected = prefill.scenario.requests[0].expect.as_ref().unwrap();
    assert_eq!((expected.status, &expected.reaches), (StatusCode::new(403), &Some(None)));
}

#[test]
fn the_described_variant_is_told_from_it() {
    let other = include_str!("article-cloudfront.txt")
        .replace("Forbidden\"", "Missing Authentication Token\"")
        .replace("ForbiddenException", "MissingAuthenticationTokenException")
        .replace("content-length: 23", "content-length: 42");
    let found = explain(&other).unwrap();
    assert_eq!(ids(&found)[0], "route_prefix");
    assert!(!ids(&found).contains(&"stage_missing"));
}

#[test]
fn what_a_distribution_of_one_s_own_alone_does_tells_whose_it_is() {
    let told = |x_cache: &str| {
        let text = format!(
            "HTTP/2 502\nserver: CloudFront\nx-cache: {x_cache} from cloudfront\n\
             via: 1.1 0f1e2d3c4b5a69788796a5b4c3d2e1f0.cloudfront.net (CloudFront)\n\n<HTML></HTML>"
        );
        explain(&text).unwrap().fingerprint.layers
    };
    for word in ["FunctionValidationError", "FunctionExecutionError", "LambdaValidationError", "Redirect"] {
        assert_eq!(told(word), Layers::Own, "{word}");
    }
    assert_eq!(told("Error"), Layers::OwnOrEdgeApi);
}

#[test]
fn a_source_is_named_once() {
    let text = "HTTP/2 403\ncontent-type: application/xml\nserver: AmazonS3\nx-cache: Error from cloudfront\n\
        via: 1.1 0123456789abcdef.cloudfront.net (CloudFront)\nage: 5\n\n\
        <Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    let sources = explain(text).unwrap().causes.sources;
    let distinct: std::collections::BTreeSet<&str> = sources.iter().copied().collect();
    assert_eq!(sources.len(), distinct.len(), "{sources:?}");
    assert!(sources.len() > 2);
}

#[test]
fn a_policy_s_refusal_tells_what_the_api_looked_up() {
    let text = r#"$ curl -i https://d111111abcdef8.cloudfront.net/prod
HTTP/2 403
x-amzn-errortype: AccessDeniedException
x-amzn-requestid: 5d2c9e4b-7a10-4f3e-9b86-0c1d2e3f4a5b
x-amz-apigw-id: UbC3dE4fG5hI6jK=
via: 1.1 0f1e2d3c4b5a69788796a5b4c3d2e1f0.cloudfront.net (CloudFront)

{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-west-2:********7089:u1hp5d8r0b/api/GET/prod"}"#;
    let scenario = explain(text).unwrap().prefill.scenario;
    let api = &scenario.rest_apis[0];
    assert_eq!((api.id.as_str(), api.region.as_str(), api.stages[0].name.as_str()), ("u1hp5d8r0b", "us-west-2", "api"));
    assert_eq!(scenario.distributions[0].origin[0].origin_path, "/api");
}

#[test]
fn secrets_stay_behind() {
    let text = "curl -i 'https://me:hunter2@d111111abcdef8.cloudfront.net/x?token=hunter2&a=1' \\
  -H 'Authorization: Bearer hunter2' -H 'Cookie: sid=hunter2' -H 'x-api-key: hunter2' -d 'hunter2'
HTTP/2 403
content-type: application/json
x-amzn-errortype: ForbiddenException
x-amz-apigw-id: UbC3dE4fG5hI6jK=

{\"message\":\"Forbidden\"}";
    let found = explain(text).unwrap();
    let json = found.prefill.scenario.to_json();
    assert!(!json.contains("hunter2"), "{json}");
    assert!(json.contains("Bearer HIDDEN") && json.contains("a=1"), "{json}");
    assert_eq!(found.prefill.hidden, ["URL", "authorization", "cookie", "x-api-key", "body"]);
}
