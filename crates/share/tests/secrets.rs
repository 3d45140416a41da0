//! Planted secrets are all found, harmless texts are not, and a masked scenario traces as before.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use hopscope_scenario::Scenario;
use hopscope_share::secret::{SecretKind, find, mask};
use serde_json::json;

/// A scenario with a text in one of the places where people leave one.
fn with(place: &str, text: &str) -> Scenario {
    let value = match place {
        "url" => json!({"hopscope": 1, "requests": [{"url": text}]}),
        "body" => json!({"hopscope": 1, "requests": [{"url": "https://a.example.com/", "body": text}]}),
        "notes" => json!({"hopscope": 1, "notes": text}),
        "code" => json!({"hopscope": 1, "edge_functions": [{"name": "f", "code": text}]}),
        "key" => json!({"hopscope": 1, "rest_apis": [{"id": "abc123", "api_keys": [text]}]}),
        "arn" => json!({"hopscope": 1, "lambdas": [{"name": "f", "permissions": [{"source_arn": text}]}]}),
        "origin" => json!({"hopscope": 1, "distributions": [{"origin": [{"domain_name": text}]}]}),
        other => {
            let (place, name) = other.split_once(' ').unwrap();
            match place {
                "header" => {
                    json!({"hopscope": 1, "requests": [{"url": "https://a.example.com/", "headers": {name: text}}]})
                }
                "custom" => {
                    json!({"hopscope": 1, "distributions": [{"origin": [{"custom_header": [{"name": name, "value": text}]}]}]})
                }
                "variable" => {
                    json!({"hopscope": 1, "rest_apis": [{"id": "a", "stages": [{"name": "p", "variables": {name: text}}]}]})
                }
                _ => panic!("{place}"),
            }
        }
    };
    Scenario::from_value(value).unwrap()
}

/// Made up for this test: no key of anybody's.
fn planted() -> Vec<(&'static str, String, SecretKind, String)> {
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", "eyJzdWIiOiI0MiJ9", "c2lnbmF0dXJlLW1hZGUtdXA");
    let hub = format!("ghp_{}", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8");
    let live = format!("sk_live_{}", "51H8x2eZvKYlo2C7q9w8e");
    let access = format!("AKIA{}", "Q7X4M2N8P5R3T6W1");
    let private = format!("-----BEGIN RSA {} KEY-----\nMIIEow\nabc\n-----END RSA {} KEY-----", "PRIVATE", "PRIVATE");
    let one = |place: &'static str, text: &str, kind: SecretKind, found: &str| {
        (place, text.to_owned(), kind, found.to_owned())
    };
    vec![
        one("header Authorization", &format!("Bearer {token}"), SecretKind::Token, &token),
        one("header authorization", "Basic dXNlcjpodW50ZXIy", SecretKind::Token, "dXNlcjpodW50ZXIy"),
        one("header x-api-key", "Zk29dLq8vR1sTb7YxW3m", SecretKind::Key, "Zk29dLq8vR1sTb7YxW3m"),
        one("header cookie", "theme=dark; session_id=9f8e7d6c5b4a", SecretKind::Token, "9f8e7d6c5b4a"),
        one("header cookie", "CloudFront-Signature=Ab1-cdEf~gh__", SecretKind::Signature, "Ab1-cdEf~gh__"),
        one(
            "url",
            "https://d1.cloudfront.net/a?Expires=1&Signature=aZ1~bC2-dE3_&Key-Pair-Id=K2",
            SecretKind::Signature,
            "aZ1~bC2-dE3_",
        ),
        one(
            "url",
            "https://b.s3.amazonaws.com/k?X-Amz-Signature=0f1e2d3c4b5a69788796a5b4c3d2e1f0",
            SecretKind::Signature,
            "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        ),
        one("url", "https://a.example.com/?access_token=a8f5f167f44f4964", SecretKind::Key, "a8f5f167f44f4964"),
        one("body", &format!("{{\"id\": \"{access}\"}}"), SecretKind::AccessKey, &access),
        one("body", "{\"password\": \"corr3ct-horse\"}", SecretKind::Key, "corr3ct-horse"),
        one("notes", &format!("see {hub} in the pipeline"), SecretKind::Token, &hub),
        one("notes", "asked of ops@acme-widgets.io yesterday", SecretKind::Mail, "ops@acme-widgets.io"),
        one("code", &format!("const key = '{live}';"), SecretKind::Key, &live),
        one("code", "var apiSecret = \"q8W2e4R6t1Y9\";", SecretKind::Key, "q8W2e4R6t1Y9"),
        one("code", &private, SecretKind::PrivateKey, &private),
        one("key", "b7Hq2LxW9dRt4KzPm1Vs", SecretKind::Key, "b7Hq2LxW9dRt4KzPm1Vs"),
        one("arn", "arn:aws:execute-api:us-east-1:867530912345:abc/*", SecretKind::Account, "867530912345"),
        one("origin", "orders.prod.acme.internal", SecretKind::InternalHost, "orders.prod.acme.internal"),
        one("origin", "build-7.corp", SecretKind::InternalHost, "build-7.corp"),
        one("custom x-origin-verify", "3f9a1c7e5b2d8046", SecretKind::Key, "3f9a1c7e5b2d8046"),
        one("variable db_password", "tr0ub4dor-and-3", SecretKind::Key, "tr0ub4dor-and-3"),
    ]
}

const HARMLESS: &[(&str, &str)] = &[
    ("url", "https://d111111abcdef8.cloudfront.net/api/hello?x=1&token=&page=2"),
    ("url", "https://abc123.execute-api.ap-northeast-1.amazonaws.com/prod/users/123456"),
    ("url", "https://www.example.com/blog/2026/11/30/why-403?utm_source=newsletter2026"),
    ("header authorization", "Bearer example"),
    ("header authorization", "Bearer token"),
    ("header x-api-key", "k"),
    ("header x-api-key", "your-api-key-1"),
    ("header accept-language", "en-GB,en;q=0.9,ja;q=0.8"),
    ("header user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0"),
    ("header cookie", "theme=dark; lang=ja"),
    ("header if-none-match", "\"d41d8cd98f00b204e9800998ecf8427e\""),
    ("header x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("arn", "arn:aws:execute-api:ap-northeast-1:111122223333:abc123/prod/GET/hello"),
    ("arn", "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE"),
    ("body", "{\"message\": \"Missing Authentication Token\"}"),
    ("body", "{\"created\": 1764460800000, \"tokenType\": \"bearer\"}"),
    ("notes", "The token of the session is checked by the authorizer; AKIAIOSFODNN7EXAMPLE is AWS's own example."),
    ("notes", "mail user@example.com, or see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/"),
    (
        "code",
        "function handler(event) {\n  var request = event.request;\n  var token = request.headers['authorization'];\n  return request;\n}",
    ),
    ("code", "if (!headers['x-api-key']) { return { statusCode: 401, statusDescription: 'Unauthorized' }; }"),
    ("code", "const local = event.local; request.internal = true;"),
    ("origin", "amzn-s3-demo-bucket.s3.ap-northeast-1.amazonaws.com"),
    ("origin", "origin.example.net"),
    ("custom x-origin-verify", "s"),
    ("custom x-forwarded-host", "www.example.com"),
    ("variable table", "orders-2026"),
];

#[test]
fn all_planted_secrets_are_found() {
    let planted = planted();
    let mut missed = Vec::new();
    for (place, text, kind, wanted) in &planted {
        let found = find(&with(place, text));
        if !found.iter().any(|each| each.kind == *kind && each.text == *wanted) {
            missed.push(format!("{place}: {text} gives {found:?}"));
        }
    }
    println!("{} of {} planted secrets found", planted.len() - missed.len(), planted.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn nothing_harmless_is_taken_for_one() {
    let mut taken = Vec::new();
    for (place, text) in HARMLESS {
        let found = find(&with(place, text));
        if !found.is_empty() {
            taken.push(format!("{place}: {text} gives {found:?}"));
        }
    }
    println!("{} harmless texts, {} taken for secrets", HARMLESS.len(), taken.len());
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}

#[test]
fn the_scenarios_that_come_with_the_app_have_none() {
    for entry in std::fs::read_dir(format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let path = entry.unwrap().path();
        let scenario = Scenario::from_json(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(find(&scenario), [], "{}", path.display());
    }
}

#[test]
fn a_masked_scenario_holds_no_secret_and_traces_alike() {
    let key = "b7Hq2LxW9dRt4KzPm1Vs";
    let scenario = Scenario::from_value(json!({
        "hopscope": 1,
        "requests": [
            {"url": "https://abc123.execute-api.us-east-1.amazonaws.com/prod/x", "headers": {"x-api-key": key}},
            {"url": "https://abc123.execute-api.us-east-1.amazonaws.com/prod/x", "headers": {"x-api-key": "another1234567890abc"}},
            {"url": "https://orders.acme.internal/x"},
        ],
        "rest_apis": [{"id": "abc123", "endpoint_type": "REGIONAL", "api_keys": [key], "stages": [{"name": "prod"}],
            "resources": [{"path": "/x", "methods": {"GET": {"api_key_required": true, "integration": {"lambda": "f"}}}}]}],
        "lambdas": [{"name": "f", "permissions": [{"principal": "apigateway.amazonaws.com",
            "source_arn": "arn:aws:execute-api:us-east-1:111122223333:abc123/*"}]}],
        "servers": [{"domain_name": "orders.acme.internal", "certificate": ["*.acme.internal"], "routes": [{}]}],
    }))
    .unwrap();
    let found = find(&scenario);
    assert!(found.len() >= 3, "{found:?}");
    let masked = mask(&scenario, &found);
    let text = masked.scenario.to_json();
    assert!(masked.is_alike, "{text}");
    for finding in &found {
        assert!(!text.contains(&finding.text), "{} stands in {text}", finding.text);
    }
    // The same for the same: the request's key is still the API's, the certificate's name still covers the host.
    let [first, ..] = masked.scenario.requests.as_slice() else { panic!("no requests") };
    let sent: Vec<&str> = first.headers.values().flat_map(|value| value.iter()).collect();
    assert_eq!(sent, [masked.scenario.rest_apis[0].api_keys[0].as_str()]);
    let host = &masked.scenario.servers[0].domain_name;
    let covered = masked.scenario.servers[0].certificate[0].strip_prefix("*.").unwrap();
    assert!(host.strip_suffix(covered).is_some_and(|first| first.ends_with('.')), "{text}");
}

#[test]
fn what_code_compares_letter_by_letter_may_differ_and_says_so() {
    let scenario = Scenario::from_value(json!({
        "hopscope": 1,
        "requests": [{"url": "https://abc123.execute-api.us-east-1.amazonaws.com/prod/x?access_token=a8f5f167f44f4964"}],
        "rest_apis": [{"id": "abc123", "endpoint_type": "REGIONAL", "stages": [{"name": "prod"}],
            "resources": [{"path": "/x", "methods": {"GET": {"integration": {"lambda": "f"}}}}]}],
        "lambdas": [{"name": "f", "response": {"status": 401},
            "responses": [{"when": {"query": {"access_token": "a8f5f167f44f4964"}}, "status": 200}]}],
    }))
    .unwrap();
    let masked = mask(&scenario, &find(&scenario));
    // The condition's value is masked with the request's, so that both still fit.
    assert!(masked.is_alike && !masked.scenario.to_json().contains("a8f5f167f44f4964"));
}
